// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/chips_view.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace headrace {
namespace {

constexpr int kChipInset = 6;
constexpr int kChipGap = 4;
constexpr int kChipHeight = 24;
constexpr int kChipPad = 8;
constexpr int kChipIcon = 12;
constexpr int kMostShownHeight = 4000;

QFont chipFont()
{
    return uiFont(-1);
}

}  // namespace

ChipsView::ChipsView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int ChipsView::widthOf(const Chip &chip) const
{
    const int text = QFontMetrics(chipFont()).horizontalAdvance(chip.text);
    return text + 2 * kChipPad + (chip.icon.isEmpty() && !chip.bad ? 0 : kChipIcon + 4);
}

int ChipsView::place(int width, QList<QRect> *rects, QRect *add) const
{
    const int right = std::max(width - kChipInset, 40);
    int x = kChipInset;
    int y = kChipInset;
    const auto next = [&](int wanted) {
        const int wide = std::min(wanted, right - kChipInset);
        if (x > kChipInset && x + wide > right) {
            x = kChipInset;
            y += kChipHeight + kChipGap;
        }
        const QRect rect(x, y, wide, kChipHeight);
        x += wide + kChipGap;
        return rect;
    };
    for (const Chip &chip : m_chips) {
        const QRect rect = next(widthOf(chip));
        if (rects)
            rects->append(rect);
    }
    if (m_addable && !m_chips.isEmpty()) {
        const QRect rect = next(kChipHeight);
        if (add)
            *add = rect;
    }
    if (m_chips.isEmpty() && !m_placeholder.isEmpty()) {
        const QRect text = QFontMetrics(chipFont())
                               .boundingRect(QRect(0, 0, right - kChipInset - 8, 1000), Qt::TextWordWrap, m_placeholder);
        return std::max(kChipHeight, text.height() + 4) + 2 * kChipInset;
    }
    return std::min(y + kChipHeight + kChipInset, kMostShownHeight);
}

void ChipsView::relayout()
{
    m_rects.clear();
    m_add = {};
    place(width(), &m_rects, &m_add);
    updateGeometry();
    update();
}

void ChipsView::setChips(const QList<Chip> &chips)
{
    if (m_chips == chips)
        return;
    m_chips = chips;
    m_current = std::min(m_current, int(m_chips.size()) - 1);
    m_hovered = -1;
    QStringList names;
    for (const Chip &chip : m_chips)
        names.append(chip.text);
    setAccessibleDescription(names.join(QStringLiteral(", ")));
    relayout();
}

void ChipsView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    relayout();
}

void ChipsView::setAddable(bool addable)
{
    m_addable = addable;
    relayout();
}

void ChipsView::setCurrent(int index)
{
    m_current = std::clamp(index, -1, int(m_chips.size()) - 1);
    update();
}

QRect ChipsView::chipRect(int index) const
{
    return m_rects.value(index);
}

QRect ChipsView::crossRect(int index) const
{
    const QRect chip = chipRect(index);
    return {chip.right() - kChipHeight + 5, chip.top(), kChipHeight - 4, kChipHeight};
}

QSize ChipsView::sizeHint() const
{
    return {160, heightForWidth(std::max(width(), 160))};
}

QSize ChipsView::minimumSizeHint() const
{
    return {80, heightForWidth(std::max(width(), 80))};
}

int ChipsView::heightForWidth(int width) const
{
    return place(width, nullptr, nullptr);
}

int ChipsView::at(const QPoint &point) const
{
    for (int i = 0; i < m_rects.size(); ++i)
        if (m_rects[i].contains(point))
            return i;
    return -1;
}

void ChipsView::paintEvent(QPaintEvent *event)
{
    const Tokens &tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool invalid = property("invalid").toBool();
    painter.setPen(invalid ? tokens.bad : hasFocus() ? tokens.accent : tokens.line);
    painter.setBrush(tokens.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kControlRadius, metrics::kControlRadius);
    painter.setFont(chipFont());
    if (m_chips.isEmpty()) {
        painter.setPen(tokens.muted);
        painter.drawText(rect().adjusted(kChipInset + 4, kChipInset, -kChipInset - 4, -kChipInset), Qt::AlignVCenter | Qt::TextWordWrap,
                         m_placeholder);
        return;
    }
    for (int i = 0; i < m_chips.size(); ++i) {
        const Chip &chip = m_chips[i];
        const QRect box = m_rects.value(i);
        if (!box.intersects(event->rect()))
            continue;
        const bool current = hasFocus() && i == m_current;
        painter.setPen(current ? QPen(tokens.accent, 1) : Qt::NoPen);
        painter.setBrush(chip.bad ? tokens.tint(tokens.bad) : tokens.tint(tokens.secondary));
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), kChipHeight / 2.0, kChipHeight / 2.0);
        int left = box.left() + kChipPad;
        const QString sign = chip.bad ? QStringLiteral("circle-x") : chip.icon;
        if (!sign.isEmpty()) {
            paintIcon(painter, sign, chip.bad ? tokens.bad : tokens.secondary,
                      QRectF(left, box.top() + (kChipHeight - kChipIcon) / 2.0, kChipIcon, kChipIcon));
            left += kChipIcon + 4;
        }
        painter.setPen(chip.bad ? tokens.bad : tokens.text);
        const QRect room(left, box.top(), box.right() - kChipPad + 1 - left, box.height());
        painter.drawText(room, Qt::AlignVCenter, painter.fontMetrics().elidedText(chip.text, Qt::ElideRight, room.width() + 1));
        if (i == m_hovered || current) {
            // The cross lies over the chip's end, so that hovering moves nothing.
            const QRect cross = crossRect(i);
            painter.setPen(Qt::NoPen);
            painter.setBrush(chip.bad ? tokens.tint(tokens.bad) : tokens.tint(tokens.secondary));
            painter.drawRoundedRect(QRectF(cross).adjusted(0, 1, -2, -1), kChipHeight / 2.0, kChipHeight / 2.0);
            paintIcon(painter, QStringLiteral("x"), chip.bad ? tokens.bad : tokens.text,
                      QRectF(cross.left() + 3, cross.top() + (kChipHeight - 12) / 2.0, 12, 12));
        }
    }
    if (m_addable)
        paintIcon(painter, QStringLiteral("plus"), tokens.secondary, QRectF(m_add).adjusted(5, 5, -5, -5));
}

void ChipsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    relayout();
}

void ChipsView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setFocus(Qt::MouseFocusReason);
    const int chip = at(event->pos());
    if (chip < 0) {
        Q_EMIT openRequested({});
        return;
    }
    setCurrent(chip);
    if (crossRect(chip).contains(event->pos()))
        Q_EMIT removeRequested(chip);
}

void ChipsView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int chip = at(event->pos());
    if (chip >= 0 && !crossRect(chip).contains(event->pos()))
        Q_EMIT chipActivated(chip);
}

void ChipsView::mouseMoveEvent(QMouseEvent *event)
{
    if (const int chip = at(event->pos()); std::exchange(m_hovered, chip) != chip)
        update();
}

void ChipsView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hovered = -1;
    update();
}

void ChipsView::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_chips.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int to = m_current + (event->key() == Qt::Key_Left ? -1 : 1);
        if (m_current >= 0 && event->modifiers() & Qt::ControlModifier) {
            if (to >= 0 && to <= last) {
                const int from = m_current;
                m_current = to;
                Q_EMIT moveRequested(from, to);
            }
            return;
        }
        setCurrent(std::clamp(to, 0, last));
        return;
    }
    case Qt::Key_Home:
        setCurrent(0);
        return;
    case Qt::Key_End:
        setCurrent(last);
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (m_current >= 0 && m_current <= last)
            Q_EMIT removeRequested(m_current);
        return;
    case Qt::Key_F2:
        if (m_current >= 0)
            Q_EMIT chipActivated(m_current);
        return;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        Q_EMIT openRequested({});
        return;
    default:
        break;
    }
    const QString typed = event->text();
    if (!typed.isEmpty() && typed[0].isPrint() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        Q_EMIT openRequested(typed);
        return;
    }
    QWidget::keyPressEvent(event);
}

void ChipsView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_current < 0 && !m_chips.isEmpty() && event->reason() != Qt::MouseFocusReason)
        m_current = 0;
    update();
}

void ChipsView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool ChipsView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        if (const int chip = at(help->pos()); chip >= 0) {
            QToolTip::showText(help->globalPos(), m_chips[chip].text, this);
            return true;
        }
    }
    return QWidget::event(event);
}

}  // namespace headrace

#include "moc_chips_view.cpp"
