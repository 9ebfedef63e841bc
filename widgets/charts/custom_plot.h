// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header, which wants Qt's keywords that we do without. Include this instead, last.
#pragma once

#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
