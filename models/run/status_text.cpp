// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/status_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace headrace {

namespace {

struct StatusText {
    Q_DECLARE_TR_FUNCTIONS(StatusText)
};

/// Seconds until the end as far as they can be guessed; negative where they cannot.
double secondsLeft(const RunFigures &figures, const QHash<QString, NodeState> &states, const QHash<QString, double> &past)
{
    double left = 0;
    bool known = false;
    for (auto state = states.cbegin(); state != states.cend(); ++state) {
        if (state->status == NodeStatus::Running && figures.running.contains(state.key())) {
            if (state->total > 0 && state->rate > 0) {
                left += double(state->total - state->done) / state->rate;
                known = true;
            } else if (past.contains(state.key())) {
                left += past.value(state.key()) / 2;
                known = true;
            }
        } else if (state->status == NodeStatus::Queued && past.value(state.key()) > 0) {
            left += past.value(state.key());
            known = true;
        }
    }
    return known ? left : -1;
}

}  // namespace

QString durationText(double seconds)
{
    const QLocale locale;
    if (seconds < 1)
        return StatusText::tr("%1 ms").arg(locale.toString(int(std::lround(seconds * 1000))));
    if (seconds < 100)
        return StatusText::tr("%1 s").arg(locale.toString(seconds, 'f', 1));
    const qint64 whole = std::llround(seconds);
    if (whole < 3600)
        return StatusText::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return StatusText::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString runningText(const RunFigures &figures, const QHash<QString, NodeState> &states, const QHash<QString, double> &past, qint64 nowMs,
                    const std::function<QString(const QString &)> &titleOf)
{
    if (figures.steps == 0)
        return StatusText::tr("Starting");
    QStringList parts;
    // The one that says how far it is, else the one that began last: earlier ones may be fused and wait for it.
    QString node = figures.running.isEmpty() ? QString() : figures.running.last();
    for (const QString &running : figures.running)
        if (states.value(running).total > 0)
            node = running;
    const int step = std::min(figures.finished + 1, figures.steps);
    parts << (node.isEmpty() ? StatusText::tr("Running: step %1 of %2").arg(step).arg(figures.steps)
                             : StatusText::tr("Running: %1, step %2 of %3").arg(titleOf(node)).arg(step).arg(figures.steps));
    if (figures.cached > 0)
        parts << StatusText::tr("%1 of %2 steps from cache").arg(figures.cached).arg(figures.steps);
    QString time = durationText(double(std::max<qint64>(0, nowMs - figures.startedMs)) / 1000);
    if (const double left = secondsLeft(figures, states, past); left >= 0.5)
        time = StatusText::tr("%1, about %2 left").arg(time, durationText(left));
    parts << time;
    return parts.join(QStringLiteral(" · "));
}

QString outcomeText(const RunOutcome &outcome)
{
    const RunFigures &figures = outcome.figures;
    QString text = outcome.status == QLatin1String("done") ? StatusText::tr("Last run %1").arg(durationText(outcome.seconds))
        : outcome.status == QLatin1String("cancelled") ? StatusText::tr("Last run cancelled after %1").arg(durationText(outcome.seconds))
        : outcome.run.isEmpty() && figures.steps == 0  ? StatusText::tr("The last run did not begin")
                                                       : StatusText::tr("Last run failed after %1").arg(durationText(outcome.seconds));
    if (figures.steps > 0 && figures.cached > 0)
        text = StatusText::tr("%1, %2 of %3 steps from cache").arg(text).arg(figures.cached).arg(figures.steps);
    return text;
}

}  // namespace headrace
