// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_style.h"

#include "widgets/charts/custom_plot.h"
#include "widgets/theme/theme.h"

#include <QPdfWriter>
#include <QSvgGenerator>

namespace headrace {

void styleChart(QCustomPlot *plot)
{
    const Tokens &t = Theme::tokens();
    plot->setBackground(t.panel);
    plot->axisRect()->setBackground(QBrush(Qt::NoBrush));
    for (QCPAxis *axis : {plot->xAxis, plot->yAxis, plot->xAxis2, plot->yAxis2}) {
        axis->setBasePen(QPen(Qt::NoPen));
        axis->setTickPen(QPen(Qt::NoPen));
        axis->setSubTickPen(QPen(Qt::NoPen));
        axis->setTickLabelFont(uiFont(-3));
        axis->setTickLabelColor(t.secondary);
        axis->setLabelFont(uiFont(-3));
        axis->setLabelColor(t.secondary);
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setZeroLinePen(QPen(Qt::NoPen));
        axis->grid()->setPen(QPen(t.line, 1));
        axis->ticker()->setTickCount(5);
        axis->setNumberPrecision(4);
        axis->setNumberFormat(QStringLiteral("gb"));
    }
    plot->xAxis->grid()->setVisible(false);
    plot->xAxis->setBasePen(QPen(t.line, 1));
    plot->setSelectionTolerance(6);
    plot->replot(QCustomPlot::rpQueuedReplot);
}

QColor chartColour(int number)
{
    const QList<QColor> &colours = Theme::tokens().runs;
    return colours.at(std::max(0, number) % colours.size());
}

bool exportChart(QCustomPlot *plot, const QString &path)
{
    const QString ending = path.section(QLatin1Char('.'), -1).toLower();
    if (ending == QLatin1String("png"))
        return plot->savePng(path, 0, 0, 2);
    if (ending == QLatin1String("pdf"))
        return plot->savePdf(path);
    if (ending != QLatin1String("svg"))
        return false;
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(plot->size());
    generator.setViewBox(plot->rect());
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    plot->toPainter(&painter, plot->width(), plot->height());
    return painter.end();
}

}  // namespace headrace
