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
#include "widgets/canvas/canvas_tooltip.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

constexpr double kZoomStep = 1.2;
constexpr double kMargin = 48;  // around what is fitted, widget pixels
constexpr int kMessageMs = 5000;
constexpr int kFlashMs = 700;

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
      m_emphasis(std::make_unique<Emphasis>())
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
        connect(theme, &Theme::changed, this, [this] { repaintScene(); });
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
    auto inner = SubpipelineDocument::of(document(), id);
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

void CanvasView::select(const QStringList &nodes)
{
    CanvasSelection selection;
    for (const QString &id : nodes)
        if (m_scene->indexOf(id) >= 0)
            selection.items.nodes.append(id);
    selection.current = selection.items.nodes.isEmpty() ? QString() : selection.items.nodes.last();
    setSelection(selection);
}

void CanvasView::setSelection(const CanvasSelection &selection)
{
    if (selection == m_selection)
        return;
    const bool nodes = selection.items.nodes != m_selection.items.nodes;
    const bool elsewhere = selection.current != m_selection.current;
    const Emphasis before = *m_emphasis;
    m_selection = selection;
    takeEmphasis();
    // Only what is drawn otherwise now: choosing one of thousands costs one.
    const auto redraw = [this](const QSet<int> &a, const QSet<int> &b, const auto &rect) {
        if (a.size() + b.size() > 400) {
            repaintScene();
            return;
        }
        for (const int i : a)
            if (!b.contains(i))
                repaintScene(rect(i));
        for (const int i : b)
            if (!a.contains(i))
                repaintScene(rect(i));
    };
    const auto nodeRect = [this](int i) { return m_scene->nodes()[size_t(i)].rect.adjusted(-16, -16, 16, 16); };
    redraw(before.nodes, m_emphasis->nodes, nodeRect);
    redraw(before.edges, m_emphasis->edges, [this](int i) { return m_scene->boundsOfEdge(i); });
    if (before.current != m_emphasis->current)
        for (const int i : {before.current, m_emphasis->current})
            if (i >= 0 && size_t(i) < m_scene->nodes().size())
                repaintScene(nodeRect(i));
    if (before.frames != m_emphasis->frames || before.notes != m_emphasis->notes)
        repaintScene();
    if (m_canvasActions)
        m_canvasActions->update(this);
    if (elsewhere)
        announceCurrentNode(this);
    if (nodes)
        Q_EMIT selectionChanged(m_selection.items.nodes);
}

std::optional<Edge> CanvasView::selectedEdge() const
{
    return m_selection.edges.size() == 1 ? std::optional(m_selection.edges.first()) : std::nullopt;
}

void CanvasView::setSelectedEdge(const std::optional<Edge> &edge)
{
    CanvasSelection selection;
    if (edge && m_scene->edgeIndex(*edge) >= 0)
        selection.edges = {*edge};
    setSelection(selection);
}

void CanvasView::pruneSelection()
{
    const Pipeline &pipeline = m_scene->pipeline();
    const qsizetype nodes = m_selection.items.nodes.size();
    m_selection.items.nodes.removeIf([&](const QString &id) { return !pipeline.nodes.contains(id); });
    m_selection.items.frames.removeIf([&](const QString &id) { return !pipeline.layout.frames.contains(id); });
    m_selection.items.notes.removeIf([&](const QString &id) { return !pipeline.layout.notes.contains(id); });
    m_selection.edges.removeIf([&](const Edge &edge) { return m_scene->edgeIndex(edge) < 0; });
    if (!pipeline.nodes.contains(m_selection.current))
        m_selection.current = m_selection.items.nodes.isEmpty() ? QString() : m_selection.items.nodes.last();
    if (m_canvasActions)
        m_canvasActions->update(this);
    if (nodes != m_selection.items.nodes.size())
        Q_EMIT selectionChanged(m_selection.items.nodes);
}

void CanvasView::takeEmphasis()
{
    Emphasis next;
    for (const QString &id : std::as_const(m_selection.items.nodes))
        if (const int node = m_scene->indexOf(id); node >= 0)
            next.nodes.insert(node);
    for (const Edge &edge : std::as_const(m_selection.edges))
        if (const int number = m_scene->edgeIndex(edge); number >= 0)
            next.edges.insert(number);
    next.frames = QSet<QString>(m_selection.items.frames.cbegin(), m_selection.items.frames.cend());
    next.notes = QSet<QString>(m_selection.items.notes.cbegin(), m_selection.items.notes.cend());
    if (hasFocus() && m_selection.items.nodes.size() != 1)
        next.current = m_scene->indexOf(m_selection.current);
    if (m_mouse->isMoving()) {
        const std::vector<int> &nodes = m_mouse->movingNodes();
        const std::vector<int> &edges = m_mouse->movingEdges();
        next.hiddenNodes = QSet<int>(nodes.cbegin(), nodes.cend());
        next.hiddenEdges = QSet<int>(edges.cbegin(), edges.cend());
        const CanvasItems &items = m_mouse->movingItems();
        next.hiddenFrames = QSet<QString>(items.frames.cbegin(), items.frames.cend());
        next.hiddenNotes = QSet<QString>(items.notes.cbegin(), items.notes.cend());
    }
    const SceneHit hover = m_mouse->hovered();
    next.hoveredNode = hover.node;
    next.hoveredEdge = hover.edge;
    *m_emphasis = next;
}

// ---- what is seen

QRectF CanvasView::visibleScene() const
{
    return {mapToScene({0, 0}), mapToScene(QPointF(width(), height()))};
}

void CanvasView::zoomAt(double zoom, QPointF widget)
{
    zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    if (std::abs(zoom - m_zoom) < 1e-6)
        return;
    const QPointF fixed = mapToScene(widget);
    m_zoom = zoom;
    m_origin = aligned(fixed - widget / zoom);
    m_coarse = {};
    repaintScene();
    Q_EMIT zoomChanged(m_zoom);
    Q_EMIT viewChanged();
}

void CanvasView::setZoom(double zoom)
{
    zoomAt(zoom, QPointF(width(), height()) / 2);
}

void CanvasView::zoomIn()
{
    setZoom(m_zoom * kZoomStep);
}

void CanvasView::zoomOut()
{
    setZoom(m_zoom / kZoomStep);
}

void CanvasView::fitTo(const QRectF &scene)
{
    if (scene.isEmpty() || size().isEmpty())
        return;
    m_fitted = true;
    const double zoom = std::min((width() - 2 * kMargin) / scene.width(), (height() - 2 * kMargin) / scene.height());
    m_zoom = std::clamp(zoom, kLeastZoom, 1.0);
    m_origin = aligned(scene.center() - QPointF(width(), height()) / 2 / m_zoom);
    m_coarse = {};
    repaintScene();
    Q_EMIT zoomChanged(m_zoom);
    Q_EMIT viewChanged();
}

void CanvasView::fit()
{
    const QRectF all = m_scene->bounds();
    if (all.isEmpty()) {
        m_zoom = 1;
        m_origin = aligned(QPointF(-width(), -height()) / 2);
        repaintScene();
        Q_EMIT zoomChanged(m_zoom);
        Q_EMIT viewChanged();
        return;
    }
    fitTo(all);
}

void CanvasView::zoomToSelection()
{
    const QRectF area = rectOf(m_scene->pipeline(), m_selection.items);
    if (area.isEmpty())
        fit();
    else
        fitTo(area.adjusted(-64, -64, 64, 64));
}

void CanvasView::scrollBy(QPointF widgetPixels)
{
    setOrigin(m_origin - widgetPixels / m_zoom);
}

void CanvasView::centreOn(QPointF scene)
{
    setOrigin(scene - QPointF(width(), height()) / 2 / m_zoom);
}

void CanvasView::ensureVisible(const QRectF &scene)
{
    const QRectF seen = visibleScene().adjusted(24 / m_zoom, 24 / m_zoom, -24 / m_zoom, -24 / m_zoom);
    QPointF by;
    if (scene.left() < seen.left())
        by.setX(scene.left() - seen.left());
    else if (scene.right() > seen.right())
        by.setX(scene.right() - seen.right());
    if (scene.top() < seen.top())
        by.setY(scene.top() - seen.top());
    else if (scene.bottom() > seen.bottom())
        by.setY(scene.bottom() - seen.bottom());
    if (!by.isNull())
        setOrigin(m_origin + by);
}

void CanvasView::focusNode(const QString &id)
{
    const QStringList path = id.split(QLatin1Char('/'));
    if (path.size() > 1 || !m_levels.empty()) {
        qsizetype shared = 0;
        while (shared < qsizetype(m_levels.size()) && shared < path.size() - 1 && m_levels[size_t(shared)].id == path[shared])
            ++shared;
        leaveSubpipeline(int(m_levels.size()) - int(shared));
        for (qsizetype i = shared; i < path.size() - 1; ++i)
            if (!enterSubpipeline(path[i]))
                return;
    }
    const int node = m_scene->indexOf(path.last());
    if (node < 0)
        return;
    m_fitted = true;
    if (m_zoom < detail::kText)
        setZoom(1);
    centreOn(m_scene->nodes()[size_t(node)].rect.center());
    select({path.last()});
    m_flash = node;
    m_flashEnd.start(kFlashMs);
    update();
}

QPointF CanvasView::placeForNew() const
{
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    const QPointF at = underMouse() && rect().contains(pointer) ? QPointF(pointer) : QPointF(width(), height()) / 2;
    return mapToScene(at) - QPointF(kNodeWidthOnCanvas / 2, kNodeHeightOnCanvas / 2);
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

// ---- events

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeOverlays();
    Q_EMIT viewChanged();
}

void CanvasView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        repaintScene();
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    m_mouse->press(event);
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    m_mouse->move(event);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    m_mouse->release(event);
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_mouse->doubleClick(event);
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    const QPoint steps = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomAt(m_zoom * std::pow(kZoomStep, steps.y() / 120.0), event->position());
    } else {
        QPointF by = event->pixelDelta().isNull() ? QPointF(steps) * 0.6 : QPointF(event->pixelDelta());
        if (event->modifiers().testFlag(Qt::ShiftModifier) && by.x() == 0)
            by = QPointF(by.y(), 0);
        scrollBy(by);
    }
    event->accept();
}

void CanvasView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const int node = m_scene->indexOf(m_selection.current);
        const QPointF at = node < 0 ? QPointF(width(), height()) / 2 : mapFromScene(m_scene->nodes()[size_t(node)].rect.center());
        m_canvasActions->openMenu(this, at.toPoint());
    }
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_mouse->setSpace(true);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_mouse->cancel())
        return;
    QWidget::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        m_mouse->setSpace(false);
    QWidget::keyReleaseEvent(event);
}

bool CanvasView::focusNextPrevChild(bool next)
{
    // Tab belongs to quick-add; Shift+Tab leads out, and F6 in the window leads on.
    return next ? false : QWidget::focusNextPrevChild(next);
}

void CanvasView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_mouse->leave();
}

void CanvasView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_canvasActions->activate(this);
    takeEmphasis();
}

void CanvasView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_mouse->setSpace(false);
    takeEmphasis();
}

bool CanvasView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = m_mouse->isConnecting() || m_mouse->isMoving()
            ? QString()
            : tooltipFor(*m_scene, m_scene->hit(mapToScene(help->pos()), 1 / m_zoom));
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::Show)
        startOrStopAnimation();
    if (event->type() == QEvent::Hide)
        m_animation.stop();
    return QWidget::event(event);
}

void CanvasView::dragEnterEvent(QDragEnterEvent *event)
{
    m_mouse->dragOver(event);
}

void CanvasView::dragMoveEvent(QDragMoveEvent *event)
{
    m_mouse->dragOver(event);
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent *)
{
    m_mouse->dragOut();
}

void CanvasView::dropEvent(QDropEvent *event)
{
    m_mouse->drop(event);
}

}  // namespace headrace

#include "moc_canvas_view.cpp"
