// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_overlays.h"

#include "models/document/subpipeline_document.h"
#include "widgets/canvas/canvas_actions.h"
#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <cmath>

namespace headrace {
namespace {

constexpr int kMinimapWidth = 132;
constexpr int kMinimapHeight = 84;
constexpr int kMinimapSpace = 6;
constexpr int kMinimapDelayMs = 60;

}  // namespace

CanvasZoomBar::CanvasZoomBar(CanvasView *view)
    : QFrame(view), m_view(view), m_layout(new QHBoxLayout(this)), m_percent(new QToolButton(this))
{
    setProperty("kind", QStringLiteral("card"));
    setObjectName(QStringLiteral("zoomBar"));
    setAccessibleName(tr("Zoom"));
    m_layout->setContentsMargins(4, 3, 4, 3);
    m_layout->setSpacing(2);
    setCursor(Qt::ArrowCursor);
    m_percent->setFocusPolicy(Qt::NoFocus);
    m_percent->setAutoRaise(true);
    m_percent->setFixedSize(48, 26);
    m_percent->setFont(uiFont(-1));
    m_percent->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_percent->setAccessibleName(tr("Zoom in percent"));
    const auto show = [this](double zoom) { m_percent->setText(tr("%1 %").arg(std::lround(zoom * 100))); };
    connect(view, &CanvasView::zoomChanged, this, show);
    show(view->zoom());
}

void CanvasZoomBar::setActions(const CanvasActions &actions)
{
    const auto add = [&](const QString &id) {
        QAction *action = actions.find(id);
        if (!action)
            return;
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::NoFocus);
        button->setAutoRaise(true);
        button->setIconSize({16, 16});
        button->setFixedSize(26, 26);
        button->setAccessibleName(action->text());
        // With several canvases open the button must act on its own.
        connect(button, &QToolButton::pressed, m_view, [this] { m_view->setFocus(Qt::MouseFocusReason); });
        m_layout->addWidget(button);
    };
    add(QStringLiteral("canvas.zoom_out"));
    m_layout->addWidget(m_percent);
    if (QAction *action = actions.find(QStringLiteral("canvas.zoom_100"))) {
        connect(m_percent, &QToolButton::clicked, m_view, [this] { m_view->setZoom(1); });
        m_percent->setToolTip(action->toolTip());
    }
    add(QStringLiteral("canvas.zoom_in"));
    add(QStringLiteral("canvas.fit"));
    add(QStringLiteral("canvas.layout"));
    add(QStringLiteral("canvas.add_note"));
    adjustSize();
}

CanvasMinimap::CanvasMinimap(CanvasView *view) : QFrame(view), m_view(view)
{
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview"));
    setFixedSize(kMinimapWidth, kMinimapHeight);
    setCursor(Qt::ArrowCursor);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, [this] {
        m_stale = true;
        update();
    });
    connect(view, &CanvasView::viewChanged, this, qOverload<>(&QWidget::update));
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, [this] { sceneChanged(); });
}

void CanvasMinimap::setWanted(bool wanted)
{
    m_wanted = wanted;
    setVisible(wanted);
}

void CanvasMinimap::sceneChanged()
{
    if (!m_later.isActive())
        m_later.start(kMinimapDelayMs);
}

QTransform CanvasMinimap::mapping() const
{
    const QRectF inside = QRectF(rect()).adjusted(kMinimapSpace, kMinimapSpace, -kMinimapSpace, -kMinimapSpace);
    // A small pipeline is not blown up: what a node looks like tells how much there is.
    const QRectF shown = m_bounds.isEmpty() ? QRectF(0, 0, 1, 1) : m_bounds;
    const double scale = std::min({inside.width() / shown.width(), inside.height() / shown.height(), 0.11});
    QTransform map;
    map.translate(inside.center().x(), inside.center().y());
    map.scale(scale, scale);
    map.translate(-shown.center().x(), -shown.center().y());
    return map;
}

void CanvasMinimap::paintEvent(QPaintEvent *)
{
    const Tokens &t = Theme::tokens();
    const double ratio = devicePixelRatioF();
    if (m_stale || m_picture.size() != (QSizeF(size()) * ratio).toSize()) {
        m_stale = false;
        m_bounds = m_view->scene().bounds();
        m_picture = QPixmap((QSizeF(size()) * ratio).toSize());
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(Qt::transparent);
        QPainter painter(&m_picture);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.line, 1));
        painter.setBrush(t.panel);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
        const QTransform map = mapping();
        painter.setRenderHint(QPainter::Antialiasing, m_view->scene().nodes().size() < 300);
        for (const Frame &frame : m_view->scene().pipeline().layout.frames) {
            QColor hue = frameColour(frame.color, t);
            hue.setAlphaF(0.14F);
            painter.fillRect(map.mapRect(frame.rect), hue);
        }
        painter.setPen(Qt::NoPen);
        for (const SceneNode &node : m_view->scene().nodes()) {
            if (!node.there)
                continue;
            QRectF place = map.mapRect(node.rect);
            place.setSize(place.size().expandedTo({2, 1.5}));
            QColor hue = node.state.status == NodeStatus::Failed ? t.bad : t.category(node.category);
            if (node.disabled)
                hue.setAlphaF(0.35F);
            painter.setBrush(hue);
            painter.drawRoundedRect(place, 1.5, 1.5);
        }
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const QRectF inside = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
    const QRectF seen = mapping().mapRect(m_view->visibleScene()).intersected(inside);
    if (seen.isEmpty())
        return;
    // Filled apart from its rounded line: a smooth shape of this size is handed to other threads, for which every frame would wait.
    QColor fill = t.accent;
    fill.setAlphaF(0.06F);
    painter.fillRect(seen, fill);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(seen, 3, 3);
}

void CanvasMinimap::go(QPointF at)
{
    m_view->centreOn(mapping().inverted().map(at));
}

void CanvasMinimap::mousePressEvent(QMouseEvent *event)
{
    go(event->position());
}

void CanvasMinimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        go(event->position());
}

CanvasBreadcrumb::CanvasBreadcrumb(CanvasView *view) : QFrame(view), m_view(view), m_layout(new QHBoxLayout(this))
{
    setProperty("kind", QStringLiteral("card"));
    setObjectName(QStringLiteral("breadcrumb"));
    setAccessibleName(tr("Where this pipeline stands"));
    m_layout->setContentsMargins(4, 2, 8, 2);
    m_layout->setSpacing(2);
    setCursor(Qt::ArrowCursor);
    hide();
}

void CanvasBreadcrumb::showPath()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    QStringList names;
    for (PipelineDocument *document = m_view->document(); document;) {
        names.prepend(document->displayName());
        auto *inner = qobject_cast<SubpipelineDocument *>(document);
        document = inner ? inner->around() : nullptr;
    }
    for (qsizetype i = 0; i < names.size(); ++i) {
        const bool last = i == names.size() - 1;
        if (last) {
            auto *label = new QLabel(names[i], this);
            label->setProperty("kind", QStringLiteral("title"));
            m_layout->addWidget(label);
            break;
        }
        auto *button = new QToolButton(this);
        button->setText(names[i]);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus);
        button->setAccessibleName(tr("Back to %1").arg(names[i]));
        const int levels = int(names.size() - 1 - i);
        connect(
            button, &QToolButton::clicked, m_view, [view = m_view, levels] { view->leaveSubpipeline(levels); }, Qt::QueuedConnection);
        m_layout->addWidget(button);
        auto *arrow = new QLabel(QStringLiteral("›"), this);
        arrow->setProperty("kind", QStringLiteral("muted"));
        m_layout->addWidget(arrow);
    }
    adjustSize();
}

}  // namespace headrace

#include "moc_canvas_overlays.cpp"
