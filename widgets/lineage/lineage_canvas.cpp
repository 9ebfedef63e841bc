// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lineage/lineage_canvas.h"

#include "models/summary/node_summary.h"
#include "widgets/theme/theme.h"

#include <QFocusEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace headrace {

LineageCanvas::LineageCanvas(LineageExplorer *explorer, const Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_explorer(explorer), m_catalog(catalog)
{
    setObjectName(QStringLiteral("lineageCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(200, 120);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Lineage"));
    connect(explorer, &LineageExplorer::graphChanged, this, [this] {
        m_lines.clear();
        m_hovered = {};
        m_keptThing = -1;
        update();
    });
    connect(explorer, &LineageExplorer::pictureChanged, this, &LineageCanvas::takePicture);
}

void LineageCanvas::takePicture()
{
    m_lines = linesOf(m_explorer->picture());
    const ColumnRef focus = m_explorer->view().focus;
    // The thing that is looked at stays where the eye is.
    if (focus.thing >= 0 && focus.thing == m_keptThing) {
        const QRectF now = rectOf({focus.thing, -1});
        if (!now.isEmpty())
            m_offset += m_keptAt - now.topLeft();
    }
    if (!m_fitted && !m_explorer->picture().cards.empty()) {
        fit();
        m_fitted = true;
    }
    m_keptThing = focus.thing;
    m_keptAt = rectOf({focus.thing, -1}).topLeft();
    const LineageThing *thing = focus.thing < 0 ? nullptr : &m_explorer->graph().things[size_t(focus.thing)];
    setAccessibleDescription(!thing                 ? tr("%n things", nullptr, int(m_explorer->picture().cards.size()))
                                 : focus.column < 0 ? thing->title
                                                    : thing->title + QStringLiteral(" · ") + thing->columns[focus.column].name);
    update();
}

void LineageCanvas::setZoom(double zoom, QPointF about)
{
    const QPointF scene = toScene(about);
    m_zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    m_offset = about - scene * m_zoom;
    m_keptAt = rectOf({m_keptThing, -1}).topLeft();
    update();
}

void LineageCanvas::fit()
{
    const QRectF bounds = m_explorer->picture().bounds;
    if (bounds.isEmpty())
        return;
    constexpr double kMargin = 24;
    m_zoom = std::clamp(std::min({1.0, (width() - 2 * kMargin) / bounds.width(), (height() - 2 * kMargin) / bounds.height()}), kLeastZoom,
                        kMostZoom);
    const QSizeF size = bounds.size() * m_zoom;
    m_offset = QPointF(std::max(kMargin, (width() - size.width()) / 2), std::max(kMargin, (height() - size.height()) / 2))
        - bounds.topLeft() * m_zoom;
    m_keptAt = rectOf({m_keptThing, -1}).topLeft();
    update();
}

void LineageCanvas::show(ColumnRef ref)
{
    const QRectF rect = rectOf(ref);
    if (rect.isEmpty())
        return;
    if (m_zoom < 0.6)
        setZoom(1, rect.center());
    const QRectF there = rectOf({ref.thing, -1});
    const QRectF inner = QRectF(this->rect()).adjusted(24, 24, -24, -24);
    if (!inner.contains(there))
        m_offset += inner.center() - there.center();
    m_keptAt = rectOf({m_keptThing, -1}).topLeft();
    update();
}

QRectF LineageCanvas::rectOf(ColumnRef ref) const
{
    const LineagePicture &picture = m_explorer->picture();
    const int number = picture.cardOf.value(ref.thing, -1);
    if (number < 0)
        return {};
    const LineageCard &card = picture.cards[size_t(number)];
    QRectF rect = card.rect;
    if (ref.column >= 0) {
        const int row = card.thing == ref.thing ? card.rowOf(ref.column) : -1;
        if (row < 0)
            return {};
        rect = card.rowRect(row);
    }
    return {rect.topLeft() * m_zoom + m_offset, rect.size() * m_zoom};
}

int LineageCanvas::cardAt(QPointF scene) const
{
    const auto &cards = m_explorer->picture().cards;
    for (size_t i = 0; i < cards.size(); ++i)
        if (cards[i].rect.contains(scene))
            return int(i);
    return -1;
}

ColumnRef LineageCanvas::at(QPointF place) const
{
    const QPointF scene = toScene(place);
    const int number = cardAt(scene);
    if (number < 0)
        return {};
    const LineageCard &card = m_explorer->picture().cards[size_t(number)];
    const int row = int(std::floor((scene.y() - card.rect.top() - LineageCard::kHead) / LineageCard::kRow));
    return {card.thing, scene.y() >= card.rect.top() + LineageCard::kHead && row < card.rows.size() ? card.rows[row] : -1};
}

void LineageCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.translate(m_offset);
    painter.scale(m_zoom, m_zoom);
    const QRectF area(toScene(event->rect().topLeft()), QSizeF(event->rect().size()) / m_zoom);
    LineagePainter(*m_explorer, m_catalog, Theme::tokens(), m_zoom).paint(painter, area, m_lines, m_hovered);
    if (m_ring) {
        painter.resetTransform();
        painter.setPen(QPen(Theme::tokens().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void LineageCanvas::mousePressEvent(QMouseEvent *event)
{
    m_pressed = m_last = event->position();
    m_down = event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton;
    m_dragging = false;
}

void LineageCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_down) {
        if (!m_dragging && (event->position() - m_pressed).manhattanLength() > 4) {
            m_dragging = true;
            setCursor(Qt::ClosedHandCursor);
        }
        if (m_dragging) {
            m_offset += event->position() - m_last;
            m_keptAt = rectOf({m_keptThing, -1}).topLeft();
            update();
        }
        m_last = event->position();
        return;
    }
    const ColumnRef under = at(event->position());
    if (!(under == m_hovered)) {
        m_hovered = under;
        setCursor(under.thing >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void LineageCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const bool clicked = m_down && !m_dragging && event->button() == Qt::LeftButton;
    m_down = false;
    m_dragging = false;
    setCursor(at(event->position()).thing >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (clicked)
        Q_EMIT chosen(at(event->position()));
}

void LineageCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (at(event->position()).thing < 0)
        fit();
    else
        setZoom(1, event->position());
}

void LineageCanvas::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(m_zoom * std::pow(1.0015, event->angleDelta().y()), event->position());
    } else {
        const QPoint delta = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
        m_offset += event->modifiers() & Qt::ShiftModifier ? QPointF(delta.y(), delta.x()) : QPointF(delta);
        m_keptAt = rectOf({m_keptThing, -1}).topLeft();
        update();
    }
    event->accept();
}

void LineageCanvas::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        step(event->key());
        return;
    case Qt::Key_Escape:
        Q_EMIT chosen({});
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        setZoom(m_zoom * 1.2, QRectF(rect()).center());
        return;
    case Qt::Key_Minus:
        setZoom(m_zoom / 1.2, QRectF(rect()).center());
        return;
    case Qt::Key_0:
    case Qt::Key_Home:
        fit();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

/// Left and right to what it comes from and goes into, up and down through the rows of a card and to its neighbours.
void LineageCanvas::step(int key)
{
    const LineagePicture &picture = m_explorer->picture();
    if (picture.cards.empty())
        return;
    const ColumnRef focus = m_explorer->view().focus;
    const int number = picture.cardOf.value(focus.thing, -1);
    if (number < 0) {
        Q_EMIT chosen({picture.cards.front().thing, -1});
        return;
    }
    const LineageCard &card = picture.cards[size_t(number)];
    const int row = focus.column < 0 ? -1 : card.rowOf(focus.column);
    if (key == Qt::Key_Down && row + 1 < card.rows.size()) {
        Q_EMIT chosen({card.thing, card.rows[row + 1]});
        return;
    }
    if (key == Qt::Key_Up && row >= 0) {
        Q_EMIT chosen({card.thing, row == 0 ? -1 : card.rows[row - 1]});
        return;
    }
    int best = -1;
    double bestDistance = 0;
    for (size_t i = 0; i < picture.cards.size(); ++i) {
        const QPointF away = picture.cards[i].rect.center() - card.rect.center();
        const bool there = key == Qt::Key_Left ? away.x() < -LineageCard::kWidth / 2
            : key == Qt::Key_Right             ? away.x() > LineageCard::kWidth / 2
            : key == Qt::Key_Up                ? away.y() < 0 && std::abs(away.x()) < LineageCard::kWidth
                                               : away.y() > 0 && std::abs(away.x()) < LineageCard::kWidth;
        if (int(i) == number || !there)
            continue;
        const bool linked = std::any_of(picture.links.begin(), picture.links.end(), [&](const LineageLink &link) {
            return (link.from == number && link.to == int(i)) || (link.to == number && link.from == int(i));
        });
        const double distance = std::hypot(away.x(), away.y()) + (linked ? 0 : 1e6);
        if (best < 0 || distance < bestDistance) {
            best = int(i);
            bestDistance = distance;
        }
    }
    if (best >= 0) {
        const ColumnRef ref{picture.cards[size_t(best)].thing, -1};
        Q_EMIT chosen(ref);
        show(ref);
    }
}

void LineageCanvas::focusInEvent(QFocusEvent *event)
{
    m_ring = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QWidget::focusInEvent(event);
}

void LineageCanvas::focusOutEvent(QFocusEvent *event)
{
    m_ring = false;
    QWidget::focusOutEvent(event);
}

void LineageCanvas::leaveEvent(QEvent *)
{
    m_hovered = {};
    update();
}

void LineageCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_explorer->picture().cards.empty() && m_explorer->view().focus.thing < 0)
        fit();
}

bool LineageCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const ColumnRef ref = at(help->pos());
    if (ref.thing < 0) {
        QToolTip::hideText();
        return true;
    }
    const LineageThing &thing = m_explorer->graph().things[size_t(ref.thing)];
    QStringList lines{thing.title};
    if (!thing.path.isEmpty())
        lines << thing.path;
    if (!thing.content.isEmpty())
        lines << thing.contentKind + QLatin1Char(' ') + thing.content.left(16);
    if (ref.column >= 0) {
        const LineageColumn &column = thing.columns[ref.column];
        lines << column.name + (column.type.isEmpty() ? QString() : QStringLiteral("  ") + column.type);
        if (!column.expression.isEmpty())
            lines << column.expression;
        if (column.unresolved)
            lines << tr("Where it comes from is not resolved.");
    }
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

}  // namespace headrace

#include "moc_lineage_canvas.cpp"
