// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/quick_chart_view.h"

#include "models/charts/chart_sql.h"
#include "models/run/status_text.h"
#include "widgets/charts/chart_style.h"
#include "widgets/charts/custom_plot.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDateTime>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace headrace {

namespace {

QString valueText(const ColumnInfo &column, double value)
{
    if (chart_sql::isTemporal(column))
        return QDateTime::fromMSecsSinceEpoch(qint64(value * 1000), Qt::UTC)
            .toString(kindOfType(column.type) == ColumnKind::Date ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("yyyy-MM-dd HH:mm"));
    return QLocale().toString(value, 'g', 5);
}

void prepareAxis(QCPAxis *axis, const ColumnInfo &column)
{
    axis->setLabel(column.name);
    if (chart_sql::isTemporal(column)) {
        auto ticker = QSharedPointer<QCPAxisTickerDateTime>::create();
        ticker->setDateTimeSpec(Qt::UTC);
        ticker->setDateTimeFormat(QStringLiteral("yyyy-MM-dd"));
        ticker->setTickCount(5);
        axis->setTicker(ticker);
    }
}

void styleAxisRect(QCPAxisRect *rect)
{
    const Tokens &t = Theme::tokens();
    for (QCPAxis *axis : rect->axes()) {
        axis->setBasePen(QPen(t.line, 1));
        axis->setTickPen(QPen(Qt::NoPen));
        axis->setSubTickPen(QPen(Qt::NoPen));
        axis->setTickLabelFont(uiFont(-3));
        axis->setTickLabelColor(t.secondary);
        axis->setLabelFont(uiFont(-3));
        axis->setLabelColor(t.secondary);
        axis->grid()->setVisible(false);
        axis->ticker()->setTickCount(3);
        axis->setNumberPrecision(3);
        axis->setNumberFormat(QStringLiteral("gb"));
    }
}

/// From the panel's colour to the accent: few rows are faint, many are full. Counts are drawn by their logarithm.
QCPColorGradient densityGradient()
{
    const Tokens &t = Theme::tokens();
    QCPColorGradient gradient;
    gradient.clearColorStops();
    gradient.setColorStopAt(0, t.panel);
    gradient.setColorStopAt(0.02, t.tint(t.accent, t.panel));
    gradient.setColorStopAt(1, t.accent);
    return gradient;
}

/// From one hue over the panel's colour to another: −1 to 1.
QCPColorGradient signedGradient()
{
    const Tokens &t = Theme::tokens();
    QCPColorGradient gradient;
    gradient.clearColorStops();
    gradient.setColorStopAt(0, t.runs.value(1));
    gradient.setColorStopAt(0.5, t.panel);
    gradient.setColorStopAt(1, t.accent);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

QSharedPointer<QCPAxisTickerText> namesTicker(const QStringList &names)
{
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const QFontMetrics letters(uiFont(-3));
    for (qsizetype i = 0; i < names.size(); ++i)
        ticker->addTick(double(i), letters.elidedText(names[i], Qt::ElideRight, 120));
    return ticker;
}

}  // namespace

QuickChartView::QuickChartView(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 0, 8, 4);
    column->addWidget(m_plot);
    m_plot->setAccessibleName(tr("Chart"));
    m_plot->installEventFilter(this);
    m_plot->setNoAntialiasingOnDrag(true);
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, [this] {
            if (m_drawn)
                draw(m_figures);
            else
                clear();
        });
    clear();
}

void QuickChartView::start(bool oneRect)
{
    m_plot->clearPlottables();
    m_plot->clearItems();
    m_plot->plotLayout()->clear();
    if (oneRect) {
        auto *rect = new QCPAxisRect(m_plot);
        m_plot->plotLayout()->addElement(0, 0, rect);
        rect->setMinimumMargins(QMargins(8, 8, 8, 8));
        m_plot->xAxis = rect->axis(QCPAxis::atBottom);
        m_plot->yAxis = rect->axis(QCPAxis::atLeft);
        m_plot->xAxis2 = rect->axis(QCPAxis::atTop);
        m_plot->yAxis2 = rect->axis(QCPAxis::atRight);
        rect->setRangeDrag(Qt::Orientations());
        styleChart(m_plot);
    }
}

void QuickChartView::clear()
{
    m_drawn = false;
    start(true);
    m_plot->xAxis->setVisible(false);
    m_plot->yAxis->setVisible(false);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void QuickChartView::draw(const ChartFigures &figures)
{
    m_figures = figures;
    m_drawn = true;
    start(figures.kind != ChartKind::Pairs);
    switch (figures.kind) {
    case ChartKind::Histogram:
        drawHistogram();
        break;
    case ChartKind::Bars:
        drawBars();
        break;
    case ChartKind::Boxes:
        drawBoxes();
        break;
    case ChartKind::Scatter:
        drawScatter();
        break;
    case ChartKind::Line:
        drawLine();
        break;
    case ChartKind::Correlation:
        drawCorrelation();
        break;
    case ChartKind::Pairs:
        drawPairs();
        break;
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void QuickChartView::drawHistogram()
{
    const Tokens &t = Theme::tokens();
    const int bins = int(m_figures.counts.size());
    const double width = m_figures.high > m_figures.low ? (m_figures.high - m_figures.low) / std::max(1, bins) : 1;
    auto *bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    bars->setPen(Qt::NoPen);
    bars->setBrush(t.accent);
    bars->setWidth(width * 0.92);
    for (int i = 0; i < bins; ++i)
        bars->addData(m_figures.low + (i + 0.5) * width, m_figures.counts[size_t(i)]);
    prepareAxis(m_plot->xAxis, m_figures.x);
    m_plot->yAxis->setLabel(tr("Rows"));
    m_plot->rescaleAxes();
    m_plot->yAxis->setRangeLower(0);
    m_plot->yAxis->setRangeUpper(m_plot->yAxis->range().upper * 1.05);
}

void QuickChartView::drawBars()
{
    const Tokens &t = Theme::tokens();
    auto *bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    bars->setPen(Qt::NoPen);
    bars->setBrush(t.accent);
    bars->setWidth(0.7);
    for (size_t i = 0; i < m_figures.values.size(); ++i)
        bars->addData(double(i), std::isfinite(m_figures.values[i]) ? m_figures.values[i] : 0);
    m_plot->xAxis->setTicker(namesTicker(m_figures.labels));
    m_plot->xAxis->setTickLabelRotation(m_figures.labels.size() > 8 ? 40 : 0);
    m_plot->xAxis->setLabel(m_figures.x.name);
    m_plot->yAxis->setLabel(m_figures.y.name.isEmpty() ? tr("Rows") : tr("Mean of %1").arg(m_figures.y.name));
    m_plot->rescaleAxes();
    m_plot->xAxis->setRange(-0.6, double(m_figures.labels.size()) - 0.4);
    if (m_plot->yAxis->range().lower > 0)
        m_plot->yAxis->setRangeLower(0);
    m_plot->yAxis->setRangeUpper(m_plot->yAxis->range().upper * 1.05);
}

void QuickChartView::drawBoxes()
{
    const Tokens &t = Theme::tokens();
    auto *boxes = new QCPStatisticalBox(m_plot->xAxis, m_plot->yAxis);
    boxes->setPen(QPen(t.accent, 1));
    boxes->setBrush(t.accentSoft);
    boxes->setMedianPen(QPen(t.accent, 2));
    boxes->setWhiskerPen(QPen(t.accent, 1));
    boxes->setWhiskerBarPen(QPen(t.accent, 1));
    boxes->setWidth(0.5);
    QStringList names;
    for (qsizetype i = 0; i < m_figures.boxes.size(); ++i) {
        const ChartBox &box = m_figures.boxes[i];
        boxes->addData(double(i), box.low, box.q1, box.median, box.q3, box.high);
        names << box.label;
    }
    m_plot->xAxis->setTicker(namesTicker(names));
    m_plot->xAxis->setTickLabelRotation(names.size() > 8 ? 40 : 0);
    m_plot->xAxis->setLabel(m_figures.x.name);
    prepareAxis(m_plot->yAxis, m_figures.y);
    m_plot->rescaleAxes();
    m_plot->xAxis->setRange(-0.6, double(names.size()) - 0.4);
    m_plot->yAxis->scaleRange(1.08);
}

void QuickChartView::drawGrid(QCPAxisRect *rect, const DensityGrid &grid)
{
    auto *map = new QCPColorMap(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
    map->data()->setSize(grid.width, grid.height);
    const double stepX = (grid.highX - grid.lowX) / grid.width, stepY = (grid.highY - grid.lowY) / grid.height;
    map->data()->setRange(QCPRange(grid.lowX + stepX / 2, grid.highX - stepX / 2), QCPRange(grid.lowY + stepY / 2, grid.highY - stepY / 2));
    double most = 1;
    for (int y = 0; y < grid.height; ++y)
        for (int x = 0; x < grid.width; ++x) {
            const double count = std::log1p(grid.at(x, y));
            most = std::max(most, count);
            map->data()->setCell(x, y, count);
        }
    map->setGradient(densityGradient());
    map->setDataRange(QCPRange(0, most));
    map->setInterpolate(false);
    map->setTightBoundary(false);
}

void QuickChartView::drawScatter()
{
    const Tokens &t = Theme::tokens();
    prepareAxis(m_plot->xAxis, m_figures.x);
    prepareAxis(m_plot->yAxis, m_figures.y);
    const DensityGrid &grid = m_figures.grid;
    if (m_figures.points.empty() && grid.width > 0) {
        drawGrid(m_plot->axisRect(), grid);
        m_plot->xAxis->setRange(grid.lowX, grid.highX);
        m_plot->yAxis->setRange(grid.lowY, grid.highY);
        return;
    }
    auto *graph = m_plot->addGraph();
    graph->setLineStyle(QCPGraph::lsNone);
    QColor dot = t.accent;
    dot.setAlphaF(m_figures.points.size() > 5000 ? 0.25F : 0.6F);
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(Qt::NoPen), dot, m_figures.points.size() > 20000 ? 2 : 4));
    graph->setAdaptiveSampling(true);
    QVector<double> xs, ys;
    xs.reserve(qsizetype(m_figures.points.size()));
    ys.reserve(qsizetype(m_figures.points.size()));
    for (const QPointF &point : m_figures.points) {
        xs << point.x();
        ys << point.y();
    }
    graph->setData(xs, ys);
    m_plot->rescaleAxes();
    m_plot->xAxis->scaleRange(1.05);
    m_plot->yAxis->scaleRange(1.05);
}

void QuickChartView::drawLine()
{
    const Tokens &t = Theme::tokens();
    const QVector<double> xs(m_figures.lineX.begin(), m_figures.lineX.end());
    auto *low = m_plot->addGraph();
    auto *high = m_plot->addGraph();
    auto *mean = m_plot->addGraph();
    QColor band = t.accent;
    band.setAlphaF(0.15F);
    low->setPen(Qt::NoPen);
    high->setPen(Qt::NoPen);
    high->setBrush(band);
    high->setChannelFillGraph(low);
    mean->setPen(QPen(t.accent, 2));
    low->setData(xs, QVector<double>(m_figures.lineLow.begin(), m_figures.lineLow.end()), true);
    high->setData(xs, QVector<double>(m_figures.lineHigh.begin(), m_figures.lineHigh.end()), true);
    mean->setData(xs, QVector<double>(m_figures.lineMean.begin(), m_figures.lineMean.end()), true);
    prepareAxis(m_plot->xAxis, m_figures.x);
    prepareAxis(m_plot->yAxis, m_figures.y);
    m_plot->rescaleAxes();
    m_plot->yAxis->scaleRange(1.08);
}

void QuickChartView::drawCorrelation()
{
    const Tokens &t = Theme::tokens();
    const int n = int(m_figures.columns.size());
    auto *map = new QCPColorMap(m_plot->xAxis, m_plot->yAxis);
    map->data()->setSize(n, n);
    map->data()->setRange(QCPRange(0, n - 1), QCPRange(0, n - 1));
    QStringList names;
    for (int a = 0; a < n; ++a) {
        names << m_figures.columns[a].name;
        for (int b = 0; b < n; ++b)
            map->data()->setCell(b, n - 1 - a, m_figures.matrix[size_t(a) * size_t(n) + size_t(b)]);
    }
    map->setGradient(signedGradient());
    map->setDataRange(QCPRange(-1, 1));
    map->setInterpolate(false);
    const bool figuresFit = n <= 14;
    for (int a = 0; a < n && figuresFit; ++a)
        for (int b = 0; b < n; ++b) {
            const double value = m_figures.matrix[size_t(a) * size_t(n) + size_t(b)];
            auto *text = new QCPItemText(m_plot);
            text->position->setCoords(b, n - 1 - a);
            text->setText(std::isfinite(value) ? QLocale().toString(value, 'f', 2) : QStringLiteral("–"));
            text->setFont(monoFont(-4));
            text->setColor(std::abs(value) > 0.6 ? t.onAccent : t.text);
        }
    m_plot->xAxis->setTicker(namesTicker(names));
    m_plot->xAxis->setTickLabelRotation(n > 6 ? 40 : 0);
    QStringList upward(names.rbegin(), names.rend());
    m_plot->yAxis->setTicker(namesTicker(upward));
    m_plot->yAxis->grid()->setVisible(false);
    m_plot->xAxis->setRange(-0.5, n - 0.5);
    m_plot->yAxis->setRange(-0.5, n - 0.5);
}

void QuickChartView::drawPairs()
{
    const Tokens &t = Theme::tokens();
    m_plot->setBackground(t.panel);
    const int n = int(m_figures.columns.size());
    for (int row = 0; row < n; ++row)
        for (int column = 0; column < n; ++column) {
            auto *rect = new QCPAxisRect(m_plot);
            m_plot->plotLayout()->addElement(row, column, rect);
            rect->setAutoMargins(QCP::MarginSides(QCP::msNone));
            rect->setMargins(QMargins(column == 0 ? 60 : 6, 6, 6, row == n - 1 ? 36 : 6));
            styleAxisRect(rect);
            QCPAxis *x = rect->axis(QCPAxis::atBottom), *y = rect->axis(QCPAxis::atLeft);
            x->setTickLabels(row == n - 1);
            y->setTickLabels(column == 0 && row != column);
            if (row == n - 1)
                x->setLabel(m_figures.columns[column].name);
            if (column == 0)
                y->setLabel(m_figures.columns[row].name);
            const auto [lowX, highX] = m_figures.ranges[column];
            if (row == column) {
                auto *bars = new QCPBars(x, y);
                bars->setPen(Qt::NoPen);
                bars->setBrush(t.accent);
                const std::vector<double> &counts = m_figures.pairCounts[size_t(row)];
                const double width = (highX - lowX) / double(std::max<size_t>(1, counts.size()));
                bars->setWidth(width > 0 ? width * 0.92 : 1);
                for (size_t i = 0; i < counts.size(); ++i)
                    bars->addData(lowX + (double(i) + 0.5) * width, counts[i]);
                x->rescale();
                y->rescale();
                y->setRangeLower(0);
                continue;
            }
            const int a = std::min(row, column), b = std::max(row, column);
            const int place = a * n - a * (a + 1) / 2 + b - a - 1;  // of the pair among all a < b, in order
            DensityGrid grid = m_figures.pairGrids[size_t(place)];
            if (column == b) {  // a stands on the vertical axis here
                DensityGrid turned{grid.height, grid.width, grid.lowY, grid.highY, grid.lowX, grid.highX, grid.counts};
                for (int i = 0; i < grid.width; ++i)
                    for (int j = 0; j < grid.height; ++j)
                        turned.counts[size_t(i) * size_t(turned.width) + size_t(j)] = grid.at(i, j);
                grid = turned;
            }
            drawGrid(rect, grid);
            x->setRange(grid.lowX, grid.highX);
            y->setRange(grid.lowY, grid.highY);
        }
}

QString QuickChartView::wordsAt(const QPointF &point) const
{
    if (!m_drawn || m_figures.kind == ChartKind::Pairs || !m_plot->axisRect()->rect().contains(point.toPoint()))
        return {};
    const double x = m_plot->xAxis->pixelToCoord(point.x()), y = m_plot->yAxis->pixelToCoord(point.y());
    switch (m_figures.kind) {
    case ChartKind::Histogram: {
        const int bins = int(m_figures.counts.size());
        const double width = (m_figures.high - m_figures.low) / std::max(1, bins);
        const int bin = width > 0 ? int((x - m_figures.low) / width) : bins / 2;
        if (bin < 0 || bin >= bins)
            return {};
        return tr("%1 to %2: %3 rows")
            .arg(valueText(m_figures.x, m_figures.low + bin * width), valueText(m_figures.x, m_figures.low + (bin + 1) * width),
                 countText(qint64(m_figures.counts[size_t(bin)])));
    }
    case ChartKind::Bars: {
        const int i = int(std::lround(x));
        return i < 0 || i >= m_figures.labels.size()
            ? QString()
            : QStringLiteral("%1: %2").arg(m_figures.labels[i], QLocale().toString(m_figures.values[size_t(i)], 'g', 7));
    }
    case ChartKind::Boxes: {
        const int i = int(std::lround(x));
        if (i < 0 || i >= m_figures.boxes.size())
            return {};
        const ChartBox &box = m_figures.boxes[i];
        return tr("%1 median %2, quartiles %3 and %4, %5 rows, %6 of them outliers")
            .arg(box.label, valueText(m_figures.y, box.median), valueText(m_figures.y, box.q1), valueText(m_figures.y, box.q3),
                 countText(box.count), countText(box.outliers))
            .trimmed();
    }
    case ChartKind::Line: {
        const auto next = std::lower_bound(m_figures.lineX.begin(), m_figures.lineX.end(), x);
        if (next == m_figures.lineX.end())
            return {};
        const size_t i = size_t(next - m_figures.lineX.begin());
        return tr("%1: mean %2, from %3 to %4")
            .arg(valueText(m_figures.x, m_figures.lineX[i]), valueText(m_figures.y, m_figures.lineMean[i]),
                 valueText(m_figures.y, m_figures.lineLow[i]), valueText(m_figures.y, m_figures.lineHigh[i]));
    }
    case ChartKind::Correlation: {
        const int n = int(m_figures.columns.size()), b = int(std::lround(x)), a = n - 1 - int(std::lround(y));
        if (a < 0 || b < 0 || a >= n || b >= n)
            return {};
        return QStringLiteral("%1, %2: %3")
            .arg(m_figures.columns[a].name, m_figures.columns[b].name,
                 QLocale().toString(m_figures.matrix[size_t(a) * size_t(n) + size_t(b)], 'f', 4));
    }
    default:
        return QStringLiteral("%1, %2").arg(valueText(m_figures.x, x), valueText(m_figures.y, y));
    }
}

bool QuickChartView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot && event->type() == QEvent::MouseMove)
        Q_EMIT hovered(wordsAt(static_cast<QMouseEvent *>(event)->position()));
    if (watched == m_plot && event->type() == QEvent::Leave)
        Q_EMIT hovered({});
    return QWidget::eventFilter(watched, event);
}

bool QuickChartView::exportTo(const QString &path)
{
    return exportChart(m_plot, path);
}

}  // namespace headrace

#include "moc_quick_chart_view.cpp"
