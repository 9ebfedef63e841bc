// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/column_statistics.h"

#include "models/forms/value_text.h"
#include "models/schema/port_schemas.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

constexpr int kValueRow = 22;

QString shownStatistic(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return {};
    if (value.isDouble()) {
        const double number = value.toDouble();
        if (number == std::floor(number) && std::abs(number) < 1e15)
            return QLocale().toString(qint64(number));
        return QLocale().toString(number, 'g', 6);
    }
    return value.isString() ? value.toString() : value.toVariant().toString();
}

}  // namespace

QString shareText(double share)
{
    if (share > 0 && share < 0.001)
        return QStringLiteral("< %1 %").arg(QLocale().toString(0.1, 'f', 1));
    if (share < 1 && share > 0.999)
        return QStringLiteral("> %1 %").arg(QLocale().toString(99.9, 'f', 1));
    return QStringLiteral("%1 %").arg(QLocale().toString(share * 100, 'f', share == 0 || share == 1 ? 0 : 1));
}

ColumnStatistics::ColumnStatistics(QWidget *parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_type(new QLabel(this)),
      m_facts(new FactsView(this)),
      m_histogramTitle(new QLabel(tr("Distribution"), this)),
      m_histogram(new HistogramView(this)),
      m_topTitle(new QLabel(tr("Most frequent"), this)),
      m_top(new TopValuesView(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 8, 4, 8);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    m_title->setProperty("kind", QStringLiteral("title"));
    m_type->setProperty("kind", QStringLiteral("muted"));
    head->addWidget(m_title, 1);
    head->addWidget(m_type);
    column->addLayout(head);
    column->addWidget(m_facts);
    for (QLabel *label : {m_histogramTitle, m_topTitle})
        label->setProperty("kind", QStringLiteral("section"));
    column->addWidget(m_histogramTitle);
    column->addWidget(m_histogram);
    column->addWidget(m_topTitle);
    column->addWidget(m_top);
    column->addStretch();
    clear();
}

void ColumnStatistics::clear()
{
    m_shown.clear();
    m_facts->show({});
    m_title->clear();
    m_type->clear();
    for (QWidget *part : {static_cast<QWidget *>(m_histogramTitle), static_cast<QWidget *>(m_histogram), static_cast<QWidget *>(m_topTitle),
                          static_cast<QWidget *>(m_top)})
        part->hide();
}

void ColumnStatistics::addFact(const QString &name, const QString &text)
{
    if (!text.isEmpty())
        m_shown.append({name, text});
}

QString ColumnStatistics::fact(const QString &name) const
{
    for (const auto &[fact, text] : m_shown)
        if (fact == name)
            return text;
    return {};
}

void ColumnStatistics::show(const QJsonObject &column, qint64 rows)
{
    clear();
    const QString type = column.value(QLatin1String("type")).toString();
    m_title->setText(column.value(QLatin1String("name")).toString());
    m_type->setText(typeTitle(type));
    m_type->setToolTip(type);
    const qint64 missing = column.value(QLatin1String("missing")).toInteger();
    addFact(tr("Missing"),
            missing == 0 ? tr("none")
                         : QStringLiteral("%1 · %2").arg(groupedNumber(missing), shareText(rows > 0 ? double(missing) / double(rows) : 0)));
    if (const QJsonValue distinct = column.value(QLatin1String("distinct")); distinct.isDouble())
        addFact(tr("Distinct"),
                (column.value(QLatin1String("distinct_exact")).toBool() ? QString() : QStringLiteral("~"))
                    + groupedNumber(distinct.toInteger()));
    if (const qint64 nan = column.value(QLatin1String("nan")).toInteger(); nan > 0)
        addFact(tr("Not a number"), groupedNumber(nan));
    addFact(tr("Least"), shownStatistic(column.value(QLatin1String("min"))));
    const QJsonObject quantiles = column.value(QLatin1String("quantiles")).toObject();
    for (const auto &[key, name] : {std::pair(QStringLiteral("0.05"), tr("5 %")), std::pair(QStringLiteral("0.25"), tr("25 %")),
                                    std::pair(QStringLiteral("0.5"), tr("Median")), std::pair(QStringLiteral("0.75"), tr("75 %")),
                                    std::pair(QStringLiteral("0.95"), tr("95 %"))})
        addFact(name, shownStatistic(quantiles.value(key)));
    addFact(tr("Greatest"), shownStatistic(column.value(QLatin1String("max"))));
    addFact(kindOfType(type) == ColumnKind::Boolean ? tr("Share of true") : tr("Mean"),
            kindOfType(type) == ColumnKind::Boolean && column.value(QLatin1String("mean")).isDouble()
                ? shareText(column.value(QLatin1String("mean")).toDouble())
                : shownStatistic(column.value(QLatin1String("mean"))));
    m_facts->show(m_shown);
    const QJsonObject histogram = column.value(QLatin1String("histogram")).toObject();
    const bool bars = !histogram.value(QLatin1String("counts")).toArray().isEmpty();
    m_histogramTitle->setVisible(bars);
    m_histogram->setVisible(bars);
    if (bars)
        m_histogram->show(histogram, shownStatistic(column.value(QLatin1String("min"))),
                          shownStatistic(column.value(QLatin1String("max"))));
    const QJsonArray top = column.value(QLatin1String("top")).toArray();
    m_topTitle->setVisible(!top.isEmpty());
    m_top->setVisible(!top.isEmpty());
    m_top->show(top, rows);
}

void FactsView::show(const QList<std::pair<QString, QString>> &facts)
{
    m_facts = facts;
    QStringList spoken;
    for (const auto &[name, text] : facts)
        spoken.append(QStringLiteral("%1: %2").arg(name, text));
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    setToolTip(spoken.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize FactsView::sizeHint() const
{
    return {160, int(m_facts.size()) * kValueRow};
}

void FactsView::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::tokens();
    QPainter painter(this);
    for (int i = 0; i < m_facts.size(); ++i) {
        const QRect row(0, i * kValueRow, width(), kValueRow);
        painter.setFont(uiFont(-1));
        painter.setPen(tokens.secondary);
        painter.drawText(row, Qt::AlignVCenter, m_facts[i].first);
        const int left = painter.fontMetrics().horizontalAdvance(m_facts[i].first) + 12;
        painter.setFont(monoFont(-2));
        painter.setPen(tokens.text);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_facts[i].second.simplified(), Qt::ElideRight, row.width() - left));
    }
}

HistogramView::HistogramView(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(88);
}

void HistogramView::show(const QJsonObject &histogram, const QString &low, const QString &high)
{
    m_counts.clear();
    for (const QJsonValue &count : histogram.value(QLatin1String("counts")).toArray())
        m_counts.append(count.toDouble());
    m_from = histogram.value(QLatin1String("low")).toDouble();
    m_to = histogram.value(QLatin1String("high")).toDouble();
    m_low = low;
    m_high = high;
    setAccessibleName(tr("Histogram from %1 to %2").arg(low, high));
    update();
}

QRectF HistogramView::bar(int index) const
{
    const double most = std::max(*std::max_element(m_counts.cbegin(), m_counts.cend()), 1.0);
    const double wide = double(width()) / double(m_counts.size());
    const double room = height() - 20;
    const double high = m_counts[index] > 0 ? std::max(1.0, m_counts[index] / most * room) : 0;
    return {index * wide, room - high, std::max(1.0, wide - 1), high};
}

void HistogramView::paintEvent(QPaintEvent *)
{
    if (m_counts.isEmpty())
        return;
    const Tokens &tokens = Theme::tokens();
    QPainter painter(this);
    for (int i = 0; i < m_counts.size(); ++i)
        painter.fillRect(bar(i), tokens.accent);
    painter.setPen(tokens.line);
    painter.drawLine(0, height() - 20, width(), height() - 20);
    painter.setFont(monoFont(-3));
    painter.setPen(tokens.muted);
    const QRect labels(0, height() - 18, width(), 18);
    const QFontMetrics metrics = painter.fontMetrics();
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(m_low, Qt::ElideRight, width() / 2 - 4));
    painter.drawText(labels, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(m_high, Qt::ElideRight, width() / 2 - 4));
}

bool HistogramView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && !m_counts.isEmpty()) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int index = std::clamp(int(help->pos().x() * m_counts.size() / std::max(1, width())), 0, int(m_counts.size()) - 1);
        const double step = (m_to - m_from) / double(m_counts.size());
        QToolTip::showText(help->globalPos(),
                           m_to > m_from
                               ? tr("%1 to %2: %3", "range and count")
                                     .arg(QLocale().toString(m_from + index * step, 'g', 5),
                                          QLocale().toString(m_from + (index + 1) * step, 'g', 5), groupedNumber(qint64(m_counts[index])))
                               : groupedNumber(qint64(m_counts[index])),
                           this);
        return true;
    }
    return QWidget::event(event);
}

TopValuesView::TopValuesView(QWidget *parent) : QWidget(parent) {}

void TopValuesView::show(const QJsonArray &values, qint64 rows)
{
    m_values.clear();
    m_counts.clear();
    QStringList spoken;
    for (const QJsonValue &value : values) {
        const QJsonObject one = value.toObject();
        const qint64 count = one.value(QLatin1String("count")).toInteger();
        const QString text = shownStatistic(one.value(QLatin1String("value")));
        m_values.append({text.isEmpty() ? tr("(empty text)") : text, rows > 0 ? double(count) / double(rows) : 0});
        m_counts.append(count);
        spoken.append(QStringLiteral("%1: %2").arg(m_values.last().first, groupedNumber(count)));
    }
    setAccessibleName(tr("Most frequent values"));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    setToolTip(spoken.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize TopValuesView::sizeHint() const
{
    return {160, int(m_values.size()) * kValueRow};
}

void TopValuesView::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::tokens();
    QPainter painter(this);
    for (int i = 0; i < m_values.size(); ++i) {
        const QRect row(0, i * kValueRow, width(), kValueRow - 2);
        painter.fillRect(QRectF(row.topLeft(), QSizeF(std::max(2.0, row.width() * m_values[i].second), row.height())), tokens.accentSoft);
        painter.setFont(monoFont(-2));
        const QString share = shareText(m_values[i].second);
        painter.setPen(tokens.secondary);
        painter.drawText(row.adjusted(6, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter, share);
        painter.setPen(tokens.text);
        const int room = row.width() - 20 - painter.fontMetrics().horizontalAdvance(share);
        painter.drawText(row.adjusted(6, 0, -6, 0), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_values[i].first.simplified(), Qt::ElideRight, room));
    }
}

}  // namespace headrace

#include "moc_column_statistics.cpp"
