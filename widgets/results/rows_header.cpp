// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/rows_header.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace headrace {

namespace {
constexpr int kMargin = 10;
constexpr int kIcon = 13;
constexpr int kNameHeight = 22;
constexpr int kPictureHeight = 14;
constexpr int kBar = 4;
}  // namespace

RowsHeader::RowsHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setSectionsMovable(false);
    setHighlightSections(false);
    setMinimumSectionSize(48);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setSectionResizeMode(QHeaderView::Interactive);
    setAccessibleName(tr("Columns"));
}

QSize RowsHeader::sizeHint() const
{
    const bool pictures = m_preview && m_preview->columnCount() > 0;
    return {QHeaderView::sizeHint().width(), pictures ? 2 * metrics::kUnit + kNameHeight + kPictureHeight + 8 : 30};
}

int RowsHeader::widthFor(int section) const
{
    const QString name = model()->headerData(section, Qt::Horizontal).toString();
    const int picture = m_preview ? 16 * kBar : 0;
    return 2 * kMargin + std::max(kIcon + 6 + QFontMetrics(uiFont(0, QFont::DemiBold)).horizontalAdvance(name) + 16, picture);
}

void RowsHeader::paintEvent(QPaintEvent *event)
{
    QHeaderView::paintEvent(event);
    // Behind the last column, too.
    const int end = length() - offset();
    if (end < viewport()->width()) {
        QPainter painter(viewport());
        painter.fillRect(QRect(end, 0, viewport()->width() - end, height()), Theme::tokens().panel);
        painter.setPen(Theme::tokens().line);
        painter.drawLine(end, height() - 1, viewport()->width(), height() - 1);
    }
}

void RowsHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Tokens &t = Theme::tokens();
    painter->save();
    painter->setClipRect(rect);
    painter->fillRect(rect, t.panel);
    painter->setPen(t.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    const QString name = model()->headerData(section, orientation()).toString();
    int x = rect.left() + kMargin;
    int right = rect.right() - 8;
    const int top = rect.top() + metrics::kUnit;
    const bool pictures = m_preview && section < m_preview->columns().size();
    const int nameHeight = pictures ? kNameHeight : rect.height() - 2 * metrics::kUnit;
    if (pictures) {
        const ColumnKind kind = kindOfType(m_preview->columns()[section].type);
        paintIcon(*painter, iconOfKind(kind), t.muted, QRectF(x, top + (nameHeight - kIcon) / 2.0, kIcon, kIcon));
        x += kIcon + 6;
        if (m_preview->sortColumn() == section) {
            paintIcon(*painter, m_preview->sortOrder() == Qt::AscendingOrder ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down"),
                      t.accent, QRectF(right - kIcon, top + (nameHeight - kIcon) / 2.0, kIcon, kIcon));
            right -= kIcon + 2;
        }
    }
    const QFont font = uiFont(0, QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(t.text);
    painter->drawText(QRect(x, top, right - x, nameHeight), Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(name, Qt::ElideRight, right - x));
    if (pictures) {
        const ColumnSketch sketch = m_preview->sketch(section);
        const int left = rect.left() + kMargin;
        const int base = top + kNameHeight + kPictureHeight;
        const int width = std::min(16 * kBar, rect.width() - 2 * kMargin);
        const QColor bars = t.tint(t.accent, t.panel);
        QColor strong = t.accent;
        strong.setAlphaF(0.5F);
        for (qsizetype i = 0; i < sketch.bins.size() && int(i + 1) * kBar <= width; ++i) {
            const double height = sketch.bins[i] > 0 ? std::max(1.5, sketch.bins[i] * kPictureHeight) : 0;
            painter->fillRect(QRectF(left + double(i) * kBar, base - height, kBar - 1, height), strong);
        }
        // The share of missing values: what is filled of the line below.
        painter->fillRect(QRectF(left, base + 2, width, 2), bars);
        if (sketch.missing > 0)
            painter->fillRect(QRectF(left + width * (1 - sketch.missing), base + 2, width * sketch.missing, 2), t.warning);
    }
    painter->restore();
}

}  // namespace headrace

#include "moc_rows_header.cpp"
