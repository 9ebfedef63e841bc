// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/live_metric_card.h"

#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

/// roc_auc as it is said: AUC; others with spaces.
QString liveMetricTitle(const QString &key)
{
    const QString name = key.section(QLatin1Char('/'), -1);
    if (name == QLatin1String("roc_auc"))
        return QStringLiteral("AUC");
    QString title = name;
    title.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

}  // namespace

LiveMetricCard::LiveMetricCard(QWidget *parent)
    : QFrame(parent), m_name(new QLabel(this)), m_part(new QLabel(this)), m_value(new QLabel(this)), m_curve(new MetricCurve(this))
{
    setProperty("kind", QStringLiteral("card"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_name->setProperty("kind", QStringLiteral("title"));
    m_part->setProperty("kind", QStringLiteral("secondary"));
    m_value->setFont(monoFont(-1, QFont::Bold));
    row->addWidget(m_name);
    row->addWidget(m_part, 1);
    row->addWidget(m_value);
    column->addLayout(row);
    column->addWidget(m_curve);
}

void LiveMetricCard::setMetric(const QString &name, const QList<QPointF> &points, double value)
{
    const QStringList parts = name.split(QLatin1Char('/'));
    m_name->setText(liveMetricTitle(name));
    m_part->setText(parts.size() > 1 ? tr("%1, live", "part of the rows, such as test").arg(parts[parts.size() - 2]) : tr("live"));
    m_value->setText(std::isfinite(value) ? QLocale::c().toString(value, 'f', std::abs(value) < 100 ? 4 : 1) : QString());
    setAccessibleName(QStringLiteral("%1 %2").arg(m_name->text(), m_value->text()));
    m_curve->setPoints(points);
}

MetricCurve::MetricCurve(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(64);
}

void MetricCurve::setPoints(const QList<QPointF> &points)
{
    m_points = points;
    update();
}

void MetricCurve::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::tokens();
    QPainter painter(this);
    painter.setPen(tokens.line);
    painter.drawLine(0, height() - 5, width(), height() - 5);
    QList<QPointF> finite;
    for (const QPointF &point : std::as_const(m_points))
        if (std::isfinite(point.x()) && std::isfinite(point.y()))
            finite.append(point);
    if (finite.isEmpty())
        return;
    const auto [low, high] = std::minmax_element(finite.cbegin(), finite.cend(),
                                                 [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); });
    const double from = finite.first().x();
    const double span = std::max(finite.last().x() - from, 1e-9);
    const double least = low->y();
    const double range = std::max(high->y() - least, 1e-12);
    const QRectF room = QRectF(rect()).adjusted(1, 4, -1, -8);
    QPainterPath path;
    for (qsizetype i = 0; i < finite.size(); ++i) {
        const QPointF at(room.left() + (finite[i].x() - from) / span * room.width(),
                         room.bottom() - (finite[i].y() - least) / range * room.height());
        i == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (finite.size() == 1)
        painter.drawPoint(QPointF(room.left() + 2, room.center().y()));
    else
        painter.drawPath(path);
}

}  // namespace headrace

#include "moc_live_metric_card.cpp"
