// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/run_delegate.h"

#include "models/runs/run_table_model.h"
#include "widgets/charts/chart_style.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace headrace {

std::pair<QString, QColor> signOfStatus(const QString &status)
{
    const Tokens &t = Theme::tokens();
    if (status == QLatin1String("done"))
        return {QStringLiteral("circle-check"), t.ok};
    if (status == QLatin1String("cached"))
        return {QStringLiteral("zap"), t.secondary};
    if (status == QLatin1String("running") || status == QLatin1String("scheduled"))
        return {QStringLiteral("loader"), t.accent};
    if (status == QLatin1String("failed") || status == QLatin1String("timed_out"))
        return {QStringLiteral("circle-x"), t.bad};
    if (status == QLatin1String("warning") || status == QLatin1String("interrupted"))
        return {QStringLiteral("triangle-alert"), t.warning};
    if (status == QLatin1String("cancelled"))
        return {QStringLiteral("circle-slash"), t.secondary};
    return {QStringLiteral("circle-dashed"), t.muted};
}

void RunDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, t.accentSoft);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line);
    const QRectF rect = option.rect;
    const auto kind = RunColumn::Kind(index.data(RunTableModel::ColumnKindRole).toInt());
    const int colour = m_shown->colourOf(index.data(RunTableModel::RunRowRole).toLongLong());
    if (kind == RunColumn::Eye) {
        const QColor hue = colour < 0 ? t.muted : chartColour(colour);
        paintIcon(*painter, colour < 0 ? QStringLiteral("eye-off") : QStringLiteral("eye"), hue,
                  QRectF(rect.left() + 12, rect.center().y() - 7, 14, 14));
        painter->setPen(Qt::NoPen);
        painter->setBrush(hue);
        painter->drawEllipse(QPointF(rect.left() + 42, rect.center().y()), 4, 4);
        painter->restore();
        return;
    }
    if (kind == RunColumn::Status) {
        const auto [name, hue] = signOfStatus(index.data(RunTableModel::StatusRole).toString());
        paintIcon(*painter, name, hue, QRectF(rect.center().x() - 7, rect.center().y() - 7, 14, 14));
        painter->restore();
        return;
    }
    const bool number = kind == RunColumn::Metric || kind == RunColumn::Param || kind == RunColumn::Duration;
    painter->setFont(number ? monoFont(-1) : kind == RunColumn::Name ? uiFont(0, QFont::Medium) : uiFont());
    painter->setPen(kind == RunColumn::Name || number ? t.text : t.secondary);
    const QRect inner = option.rect.adjusted(8, 0, -8, 0);
    painter->drawText(inner, index.data(Qt::TextAlignmentRole).toInt(),
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
    painter->restore();
}

}  // namespace headrace
