// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_view.h"

#include "engine/pipeline/subpipeline.h"
#include "models/document/subpipeline_document.h"
#include "widgets/canvas/canvas_accessible.h"
#include "widgets/canvas/canvas_actions.h"
#include "widgets/canvas/canvas_commands.h"
#include "widgets/canvas/canvas_mouse.h"
#include "widgets/canvas/canvas_overlays.h"
#include "widgets/canvas/canvas_painter.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QLabel>

#include <algorithm>

namespace headrace {
namespace {

constexpr int kMessageMs = 5000;

}  // namespace

CanvasView::CanvasView(PipelineDocument *document, const Catalog &catalog, NodeStates *states, PortSchemas *schemas,
                       ActionRegistry *actions, QWidget *parent)
    : QWidget(parent),
      m_root(document),
      m_catalog(catalog),
      m_states(states),
      m_schemas(schemas),
      m_actionRegistry(actions),
      m_commands(std::make_unique<CanvasCommands>(this)),
      m_emphasis(std::make_unique<Emphasis>()),
      m_stamps(std::make_unique<CanvasStamps>())
{
    installCanvasAccessibility();
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(tr("The pipeline's nodes and edges. Arrow keys go from node to node."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(160, 120);
    m_mouse = std::make_unique<CanvasMouse>(this);

    m_refine.setSingleShot(true);
    connect(&m_refine, &QTimer::timeout, this, &CanvasView::refine);
    connect(&m_animation, &QTimer::timeout, this, &CanvasView::animate);
    m_flashEnd.setSingleShot(true);
    connect(&m_flashEnd, &QTimer::timeout, this, [this] {
        m_flash = -1;
        update();
    });

    m_breadcrumb = new CanvasBreadcrumb(this);
    m_zoomBar = new CanvasZoomBar(this);
    m_minimap = new CanvasMinimap(this);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("canvasMessage"));
    m_message->setProperty("kind", QStringLiteral("toast"));
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_message->hide();
    m_messageEnd.setSingleShot(true);
    connect(&m_messageEnd, &QTimer::timeout, m_message, &QWidget::hide);

    display(document, {});
    m_canvasActions = CanvasActions::attach(actions, this);
    m_zoomBar->setActions(*m_canvasActions);
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, [this] {
            m_stamps->clear();
            repaintScene();
        });
}

CanvasView::~CanvasView()
{
    // An editor that is still open loses the focus when it dies, and must not write into what is gone.
    qDeleteAll(findChildren<QObject *>(QStringLiteral("endOfEditing")));
    if (m_canvasActions)
        m_canvasActions->detach(this);
    m_scene.reset();
}

PipelineDocument *CanvasView::document() const
{
    return m_levels.empty() ? m_root : m_levels.back().document.get();
}

QString CanvasView::prefix() const
{
    return m_scene->prefix();
}

void CanvasView::display(PipelineDocument *document, const QString &prefix)
{
    m_mouse->cancel();
    m_scene = std::make_unique<CanvasScene>(document, m_catalog, m_states, m_schemas, prefix);
    connect(m_scene.get(), &CanvasScene::changed, this, [this](const QRectF &area) {
        repaintScene(area);
        startOrStopAnimation();
    });
    connect(m_scene.get(), &CanvasScene::everythingChanged, this, [this] {
        m_flash = -1;
        pruneSelection();
        takeEmphasis();
        m_mouse->sceneChanged();
        startOrStopAnimation();
        repaintScene();
    });
    connect(m_scene.get(), &CanvasScene::structureChanged, this, [this] {
        pruneSelection();
        takeEmphasis();
        m_mouse->sceneChanged();
        m_minimap->sceneChanged();
    });
    connect(document, &PipelineDocument::edited, this, [this] {
        pruneSelection();
        takeEmphasis();
        startOrStopAnimation();
    });
    m_selection = {};
    takeEmphasis();
    m_breadcrumb->showPath();
    m_minimap->sceneChanged();
    placeOverlays();
    startOrStopAnimation();
    repaintScene();
}

bool CanvasView::enterSubpipeline(const QString &id)
{
    auto inner = SubpipelineDocument::of(document(), id, catalog());
    if (!inner)
        return false;
    const QString prefix = m_scene->prefix() + id + QLatin1Char('/');
    SubpipelineDocument *shown = inner.get();
    connect(shown, &SubpipelineDocument::vanished, this, [this, shown] {
        // It and all within it go; a document must not be deleted while it speaks.
        for (size_t i = 0; i < m_levels.size(); ++i)
            if (m_levels[i].document.get() == shown)
                QMetaObject::invokeMethod(
                    this,
                    [this, shown] {
                        for (size_t level = 0; level < m_levels.size(); ++level)
                            if (m_levels[level].document.get() == shown)
                                leaveSubpipeline(int(m_levels.size() - level));
                    },
                    Qt::QueuedConnection);
    });
    m_levels.push_back({id, std::move(inner), m_origin, m_zoom});
    display(shown, prefix);
    fit();
    Q_EMIT documentChanged(shown);
    Q_EMIT selectionChanged({});
    return true;
}

void CanvasView::leaveSubpipeline(int levels)
{
    levels = std::min(levels, int(m_levels.size()));
    if (levels <= 0)
        return;
    std::vector<Level> left(std::make_move_iterator(m_levels.end() - levels), std::make_move_iterator(m_levels.end()));
    m_levels.erase(m_levels.end() - levels, m_levels.end());
    QString prefix;
    for (const Level &level : m_levels)
        prefix += level.id + QLatin1Char('/');
    display(document(), prefix);
    m_zoom = left.front().zoom;
    m_origin = aligned(left.front().origin);
    repaintScene();
    Q_EMIT zoomChanged(m_zoom);
    Q_EMIT viewChanged();
    Q_EMIT documentChanged(document());
    if (m_scene->indexOf(left.front().id) >= 0)
        select({left.front().id});
    else
        Q_EMIT selectionChanged({});
}

QString CanvasView::addOperator(const QString &op, QPointF scene)
{
    return m_commands->addOperator(op, scene);
}

QString CanvasView::addOperatorBeside(const QString &op)
{
    return m_commands->addOperatorBeside(op);
}

void CanvasView::say(const QString &text)
{
    m_message->setText(text);
    placeOverlays();
    m_message->show();
    m_message->raise();
    m_messageEnd.start(kMessageMs);
}

void CanvasView::placeOverlays()
{
    constexpr int kEdge = 12;
    m_zoomBar->adjustSize();
    m_zoomBar->move(kEdge, height() - kEdge - m_zoomBar->height());
    m_minimap->move(width() - kEdge - m_minimap->width(), height() - kEdge - m_minimap->height());
    m_minimap->setVisible(m_minimap->wanted() && width() > 420 && height() > 280);
    m_breadcrumb->adjustSize();
    m_breadcrumb->move(kEdge, kEdge);
    m_breadcrumb->setVisible(!m_levels.empty());
    const int space = std::max(120, std::min(480, width() - 2 * kEdge));
    m_message->setFixedWidth(std::min(space, m_message->fontMetrics().horizontalAdvance(m_message->text()) + 40));
    m_message->setFixedHeight(m_message->heightForWidth(m_message->width()) + 4);
    m_message->move((width() - m_message->width()) / 2, height() - kEdge - 48 - m_message->height());
}

}  // namespace headrace

#include "moc_canvas_view.cpp"
