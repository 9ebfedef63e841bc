// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/curve_grid.h"

#include "widgets/charts/curve_chart.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace headrace {
namespace {

constexpr int kChartWidth = 320;
constexpr int kChartHeight = 220;

}  // namespace

CurveGrid::CurveGrid(RunCurves *curves, ShownRuns *shown, QWidget *parent)
    : QWidget(parent), m_curves(curves), m_shown(shown), m_grid(new QGridLayout), m_empty(new QLabel)
{
    auto *content = new QWidget;
    content->setProperty("kind", QStringLiteral("window"));
    content->setAttribute(Qt::WA_StyledBackground);
    m_grid->setContentsMargins(12, 12, 12, 12);
    m_grid->setSpacing(10);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("kind", QStringLiteral("secondary"));
    inner->addLayout(m_grid);
    inner->addWidget(m_empty, 1);
    inner->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(curves, &RunCurves::changed, this, &CurveGrid::refresh);
    refresh();
}

void CurveGrid::setSmoothing(double strength)
{
    m_smoothing = strength;
    for (CurveChart *chart : std::as_const(m_charts))
        chart->setSmoothing(strength);
}

void CurveGrid::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    for (CurveChart *chart : std::as_const(m_charts))
        chart->setLogarithmic(logarithmic);
}

void CurveGrid::setSearch(const QString &search)
{
    m_search = search;
    refresh();
}

void CurveGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (std::clamp(width() / kChartWidth, 1, 6) != m_columns)
        arrange();
}

void CurveGrid::refresh()
{
    const RunCurves::Curves &curves = m_curves->curves();
    QStringList order;
    for (auto it = curves.cbegin(); it != curves.cend(); ++it)
        if (it.key().contains(m_search, Qt::CaseInsensitive))
            order << it.key();
    for (auto it = m_charts.begin(); it != m_charts.end();) {
        if (order.contains(it.key())) {
            ++it;
        } else {
            delete *it;
            it = m_charts.erase(it);
        }
    }
    static const char *const axes[] = {QT_TR_NOOP("step"), QT_TR_NOOP("seconds"), QT_TR_NOOP("time")};
    for (const QString &key : std::as_const(order)) {
        CurveChart *&chart = m_charts[key];
        if (!chart) {
            chart = new CurveChart;
            chart->setFixedHeight(kChartHeight);
            chart->setSmoothing(m_smoothing);
            if (m_logarithmic)
                chart->setLogarithmic(true);
            connect(chart, &CurveChart::crosshairMoved, this, [this](double x) {
                for (CurveChart *each : std::as_const(m_charts))
                    each->setCrosshair(x);
            });
            auto *save = new QAction(tr("Export as picture or CSV…"), chart);
            connect(save, &QAction::triggered, chart, [this, chart = QPointer(chart), key] {
                auto *dialog = new QFileDialog(this, tr("Export '%1'").arg(key), QString(),
                                               tr("PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;CSV (*.csv)"));
                dialog->setAttribute(Qt::WA_DeleteOnClose);
                dialog->setAcceptMode(QFileDialog::AcceptSave);
                dialog->setDefaultSuffix(QStringLiteral("png"));
                connect(dialog, &QFileDialog::fileSelected, this, [chart](const QString &path) {
                    if (chart)
                        chart->exportTo(path);
                });
                dialog->open();
            });
            chart->addAction(save);
            chart->setContextMenuPolicy(Qt::ActionsContextMenu);
        }
        chart->setTitle(key, tr(axes[int(m_curves->axis())]));
        std::vector<CurveSeries> series;
        for (const RunCurves::Curve &curve : curves.value(key))
            series.push_back({curve.name, m_shown->colourOf(curve.run), curve.points});
        chart->setSeries(std::move(series));
    }
    m_empty->setVisible(order.isEmpty());
    m_empty->setText(m_shown->runs().isEmpty() ? tr("Show runs with the eye in the table, and their metrics are drawn here.")
                                               : tr("The shown runs have no metric with more than one value."));
    if (std::exchange(m_order, order) != order)
        arrange();
}

void CurveGrid::arrange()
{
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    m_columns = std::clamp(width() / kChartWidth, 1, 6);
    for (int i = 0; i < m_order.size(); ++i)
        m_grid->addWidget(m_charts.value(m_order.at(i)), i / m_columns, i % m_columns);
    for (int column = 0; column < 6; ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
}

}  // namespace headrace

#include "moc_curve_grid.cpp"
