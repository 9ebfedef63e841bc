// SPDX-License-Identifier: GPL-3.0-or-later
// One line on a terminal that says how far a run is; nothing where standard error is no terminal.
#pragma once

#include "engine/host/run_state.h"

namespace headrace::cli {

class ProgressLine
{
public:
    ProgressLine();
    ~ProgressLine() { clear(); }
    void show(const host::RunState &state);
    /// Takes the line away, so that something else can be written.
    void clear();

private:
    bool m_shown = false;
    double m_started = 0;
    QString m_node;  ///< whose rate is being measured
    qint64 m_nodeDone = 0;
    double m_nodeAt = 0, m_rate = 0;
};

/// The line without the terminal's codes, for `width` characters.
QString progressText(qsizetype finished, qsizetype count, const host::RunState::Progress &progress, double rate, double elapsed, int width);

}  // namespace headrace::cli
