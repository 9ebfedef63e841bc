// SPDX-License-Identifier: GPL-3.0-or-later
// How a run's report is shown to a person; shared by run, show and reproduce.
#pragma once

#include "app/headrace/terminal.h"
#include "engine/host/run_report.h"

namespace headrace::cli {

Style styleOfStatus(const QString &status);
/// Steps, metrics and the closing line; errors go to standard error.
void printReport(const host::RunReport &report, bool withSteps);
QString metricText(double value);
int exitCodeOf(const host::RunReport &report);

}  // namespace headrace::cli
