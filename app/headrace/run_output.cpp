// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/run_output.h"

#include "app/headrace/command.h"

namespace headrace::cli {

Style styleOfStatus(const QString &status)
{
    if (status == QLatin1String("failed") || status == QLatin1String("timed_out"))
        return Style::Bad;
    if (status == QLatin1String("warning") || status == QLatin1String("cancelled") || status == QLatin1String("interrupted"))
        return Style::Warning;
    if (status == QLatin1String("skipped") || status == QLatin1String("waiting") || status == QLatin1String("cached"))
        return Style::Dim;
    return Style::Plain;
}

QString metricText(double value)
{
    return QString::number(value, 'g', 6);
}

void printReport(const host::RunReport &report, bool withSteps)
{
    constexpr qsizetype kMostSteps = 200;
    if (withSteps && !report.steps.isEmpty()) {
        Table table({QStringLiteral("step"), QStringLiteral("status"), QStringLiteral("rows"), QStringLiteral("time")},
                    {Table::Align::Left, Table::Align::Left, Table::Align::Right, Table::Align::Right});
        qsizetype left = 0;
        for (const record::Step &step : report.steps) {
            const Style style = styleOfStatus(step.status);
            if (report.steps.size() > kMostSteps && style != Style::Bad && style != Style::Warning) {
                ++left;
                continue;
            }
            QStringList rows;
            for (const qint64 count : report.rows.value(step.node))
                rows << grouped(count);
            table.addRow({step.node, step.status, rows.join(QStringLiteral(" / ")), step.durationS ? duration(*step.durationS) : QString()},
                         style);
        }
        if (!table.isEmpty())
            print(table.text());
        if (left > 0)
            printLine(QStringLiteral("%1 more steps ended well.").arg(grouped(left)));
    }
    if (!report.metrics.isEmpty()) {
        printLine();
        Table table({QStringLiteral("metric"), QStringLiteral("value")}, {Table::Align::Left, Table::Align::Right});
        for (auto metric = report.metrics.begin(); metric != report.metrics.end(); ++metric)
            table.addRow({metric.key(), metricText(metric.value())});
        print(table.text());
    }
    for (const Error &error : report.errors)
        printError(error);
    if (!report.run.isEmpty()) {
        const QString status = record::toString(report.status);
        printLine(QStringLiteral("%1 %2 in %3")
                      .arg(printable(report.name), styled(status, status == QLatin1String("done") ? Style::Good : styleOfStatus(status)),
                           duration(report.durationS)));
    }
}

int exitCodeOf(const host::RunReport &report)
{
    switch (report.status) {
    case record::RunStatus::Done:
        return kDone;
    case record::RunStatus::Cancelled:
        return kCancelled;
    default:
        break;
    }
    // Only a run that never began is a bad command line or pipeline; later errors are failures of the run.
    return report.run.isEmpty() && !report.errors.isEmpty() ? exitCodeOf(report.errors.first()) : kFailed;
}

}  // namespace headrace::cli
