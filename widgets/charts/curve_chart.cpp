// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_chart.h"

#include "widgets/charts/chart_style.h"
#include "widgets/charts/custom_plot.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QSaveFile>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace headrace {
namespace {

void setData(QCPGraph *graph, const std::vector<CurvePoint> &points)
{
    QVector<QCPGraphData> data;
    data.reserve(qsizetype(points.size()));
    for (const CurvePoint &point : points)
        data.append({point.x, std::isinf(point.y) ? std::numeric_limits<double>::quiet_NaN() : point.y});
    graph->data()->set(data, true);
}

/// The value at the point nearest to x, NaN where the curve has not come that far.
double valueAt(const std::vector<CurvePoint> &points, double x)
{
    if (points.empty() || x > points.back().x || x < points.front().x)
        return std::numeric_limits<double>::quiet_NaN();
    auto it = std::lower_bound(points.begin(), points.end(), x, [](const CurvePoint &p, double value) { return p.x < value; });
    if (it != points.begin() && (it == points.end() || x - (it - 1)->x < it->x - x))
        --it;
    return it->y;
}

}  // namespace

CurveChart::CurveChart(QWidget *parent)
    : QFrame(parent), m_title(new QLabel), m_xTitle(new QLabel), m_plot(new QCustomPlot), m_values(new QLabel(this))
{
    setProperty("kind", QStringLiteral("card"));
    setMinimumSize(220, 160);
    m_title->setProperty("kind", QStringLiteral("title"));
    m_xTitle->setProperty("kind", QStringLiteral("secondary"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_xTitle);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_plot, 1);

    m_crosshair = new QCPItemLine(m_plot);
    m_crosshair->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_crosshair->end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_crosshair->setVisible(false);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->installEventFilter(this);
    m_plot->setMouseTracking(true);
    m_values->setTextFormat(Qt::RichText);
    m_values->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_values->hide();
    connect(m_plot->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, [this] { scheduleRedraw(); });
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, &CurveChart::restyle);
    restyle();
}

CurveChart::~CurveChart() = default;

void CurveChart::setTitle(const QString &title, const QString &xTitle)
{
    m_title->setText(title);
    m_title->setToolTip(title);
    m_xTitle->setText(xTitle);
    setAccessibleName(tr("Chart of %1 by %2").arg(title, xTitle));
}

void CurveChart::setSeries(std::vector<CurveSeries> series)
{
    m_series = std::move(series);
    m_smooth.clear();
    for (const CurveSeries &each : m_series)
        m_smooth.push_back(smoothed(each.points, m_smoothing));
    if (m_fitted)
        fit();
    else
        scheduleRedraw();
}

void CurveChart::setSmoothing(double strength)
{
    m_smoothing = strength;
    for (size_t i = 0; i < m_series.size(); ++i)
        m_smooth[i] = smoothed(m_series[i].points, strength);
    scheduleRedraw();
}

void CurveChart::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    m_plot->yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (logarithmic)
        m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    else
        m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    m_plot->yAxis->ticker()->setTickCount(5);
    fit();
}

void CurveChart::setCrosshair(double x)
{
    const bool visible = std::isfinite(x) && m_plot->xAxis->range().contains(x) && !m_series.empty();
    m_crosshair->setVisible(visible);
    m_values->setVisible(visible);
    if (visible) {
        m_crosshair->start->setCoords(x, 0);
        m_crosshair->end->setCoords(x, 1);
        QString text = QStringLiteral("<table cellspacing=0 cellpadding=1>");
        for (size_t i = 0; i < m_series.size() && i < 12; ++i) {
            const double value = valueAt(m_smooth[i], x);
            if (std::isnan(value))
                continue;
            text += QStringLiteral("<tr><td style='color:%1'>●&nbsp;</td><td>%2&nbsp;&nbsp;</td><td align=right>%3</td></tr>")
                        .arg(chartColour(m_series[i].colour).name(), m_series[i].name.toHtmlEscaped(), QString::number(value, 'g', 5));
        }
        m_values->setText(text + QStringLiteral("</table>"));
        m_values->adjustSize();
        const double at = m_plot->xAxis->coordToPixel(x) + m_plot->x();
        const bool left = at > width() / 2.0;
        m_values->move(int(left ? at - m_values->width() - 8 : at + 8), m_plot->y() + 8);
        m_values->raise();
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurveChart::fit()
{
    m_fitted = true;
    double x0 = std::numeric_limits<double>::infinity(), x1 = -x0, y0 = x0, y1 = -x0;
    for (const CurveSeries &series : m_series)
        for (const CurvePoint &point : series.points) {
            if (!std::isfinite(point.y) || (m_logarithmic && point.y <= 0))
                continue;
            x0 = std::min(x0, point.x);
            x1 = std::max(x1, point.x);
            y0 = std::min(y0, point.y);
            y1 = std::max(y1, point.y);
        }
    if (x0 > x1) {
        x0 = 0, x1 = 1, y0 = m_logarithmic ? 0.1 : 0, y1 = 1;
    }
    if (x0 == x1)
        x0 -= 0.5, x1 += 0.5;
    if (m_logarithmic) {
        y0 /= 1.1, y1 *= 1.1;
    } else {
        const double margin = y1 > y0 ? (y1 - y0) * 0.06 : std::max(std::abs(y1) * 0.1, 1e-9);
        y0 -= margin, y1 += margin;
    }
    m_plot->xAxis->setRange(x0, x1);
    m_plot->yAxis->setRange(y0, y1);
    m_fitted = true;
    scheduleRedraw();
}

void CurveChart::restyle()
{
    styleChart(m_plot);
    const Tokens &t = Theme::tokens();
    m_crosshair->setPen(QPen(t.secondary, 1, Qt::DashLine));
    m_values->setStyleSheet(QStringLiteral("background: %1; border: 1px solid %2; border-radius: 4px; padding: 4px; font-size: 11px;")
                                .arg(t.panel.name(), t.line.name()));
    redraw();
}

void CurveChart::scheduleRedraw()
{
    if (std::exchange(m_scheduled, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_scheduled = false;
        redraw();
    });
}

void CurveChart::redraw()
{
    m_plot->clearGraphs();
    const QCPRange range = m_plot->xAxis->range();
    const int columns = std::max(50, m_plot->width());
    for (size_t i = 0; i < m_series.size(); ++i) {
        const QColor colour = chartColour(m_series[i].colour);
        const Qt::PenStyle style = m_series[i].colour >= Theme::tokens().runs.size() ? Qt::DashLine : Qt::SolidLine;
        if (m_smoothing > 0) {
            QColor faint = colour;
            faint.setAlphaF(0.2F);
            QCPGraph *raw = m_plot->addGraph();
            raw->setPen(QPen(faint, 1));
            setData(raw, thinned(m_series[i].points, range.lower, range.upper, columns));
        }
        QCPGraph *line = m_plot->addGraph();
        line->setPen(QPen(colour, 2, style, Qt::RoundCap, Qt::RoundJoin));
        line->setName(m_series[i].name);
        const std::vector<CurvePoint> points = thinned(m_smooth[i], range.lower, range.upper, columns);
        setData(line, points);
        if (points.size() == 1)
            line->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 6));
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool CurveChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot) {
        switch (event->type()) {
        case QEvent::MouseMove:
            Q_EMIT crosshairMoved(m_plot->xAxis->pixelToCoord(static_cast<QMouseEvent *>(event)->position().x()));
            break;
        case QEvent::Leave:
            Q_EMIT crosshairMoved(std::numeric_limits<double>::quiet_NaN());
            break;
        case QEvent::Wheel:
            m_fitted = false;
            break;
        case QEvent::MouseButtonPress:
            m_fitted = false;
            break;
        case QEvent::MouseButtonDblClick:
            fit();
            return true;
        case QEvent::Resize:
            scheduleRedraw();
            break;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

bool CurveChart::exportTo(const QString &path)
{
    const QString ending = path.section(QLatin1Char('.'), -1).toLower();
    if (ending == QLatin1String("csv")) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write("run,x,value\n");
        for (const CurveSeries &series : m_series) {
            const QByteArray name = '"' + QString(series.name).replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8() + '"';
            for (const CurvePoint &point : series.points)
                file.write(name + ',' + QByteArray::number(point.x, 'g', 17) + ',' + QByteArray::number(point.y, 'g', 17) + '\n');
        }
        return file.commit();
    }
    return exportChart(m_plot, path);
}

}  // namespace headrace

#include "moc_curve_chart.cpp"
