// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/progress.h"

#include "app/headrace/terminal.h"
#include "engine/host/process.h"

#include <algorithm>
#include <cstdio>

namespace headrace::cli {

QString progressText(qsizetype finished, qsizetype count, const host::RunState::Progress &progress, double rate, double elapsed, int width)
{
    if (count == 0)
        return QStringLiteral("planning");
    const double inside = progress.total > 0 ? std::clamp(double(progress.done) / double(progress.total), 0.0, 1.0) : 0;
    const double share = std::clamp((double(finished) + inside) / double(count), 0.0, 1.0);
    constexpr int kBar = 24;
    const int full = int(share * kBar);
    QString line = QString(full, QChar(0x2588)) + QString(kBar - full, QChar(0x2591)) + QStringLiteral(" %1/%2").arg(finished).arg(count);
    if (!progress.node.isEmpty())
        line += QStringLiteral("  ") + printable(progress.node);
    if (rate > 0)
        line += QStringLiteral("  %1 %2/s").arg(grouped(qint64(rate)), progress.unit.isEmpty() ? QStringLiteral("rows") : progress.unit);
    if (share > 0.02 && share < 1 && elapsed > 1)
        line += QStringLiteral("  %1 left").arg(duration(std::max(1.0, elapsed / share - elapsed)));
    return line.left(std::max(10, width - 1));
}

ProgressLine::ProgressLine() : m_started(host::monotonicSeconds()) {}

void ProgressLine::show(const host::RunState &state)
{
    if (!stderrIsTerminal())
        return;
    const double now = host::monotonicSeconds();
    const auto &progress = state.progress();
    if (progress.node != m_node) {
        m_node = progress.node;
        m_nodeDone = progress.done;
        m_nodeAt = now;
        m_rate = 0;
    } else if (now - m_nodeAt > 0.5) {
        m_rate = double(progress.done - m_nodeDone) / (now - m_nodeAt);
        m_nodeDone = progress.done;
        m_nodeAt = now;
    }
    const QString line = progressText(state.finishedSteps(), state.stepCount(), progress, progress.rate > 0 ? progress.rate : m_rate,
                                      now - m_started, terminalWidth());
    std::fprintf(stderr, "\r\x1b[K%s", qUtf8Printable(line));
    std::fflush(stderr);
    m_shown = true;
}

void ProgressLine::clear()
{
    if (m_shown)
        std::fprintf(stderr, "\r\x1b[K");
    m_shown = false;
}

}  // namespace headrace::cli
