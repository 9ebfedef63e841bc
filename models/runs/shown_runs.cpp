// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runs/shown_runs.h"

namespace headrace {

void ShownRuns::setShown(qint64 run, bool shown)
{
    if (shown == isShown(run))
        return;
    if (shown) {
        const QList<int> taken = m_colours.values();
        int colour = 0;
        while (taken.contains(colour))
            ++colour;
        m_colours.insert(run, colour);
        m_order.append(run);
    } else {
        m_colours.remove(run);
        m_order.removeOne(run);
    }
    Q_EMIT changed();
}

void ShownRuns::clear()
{
    if (m_order.isEmpty())
        return;
    m_colours.clear();
    m_order.clear();
    Q_EMIT changed();
}

}  // namespace headrace

#include "moc_shown_runs.cpp"
