// SPDX-License-Identifier: GPL-3.0-or-later
// Gets lineage events to where they go without ever holding a run up: appended to a file at once, or put into an outbox for HTTP.
//
// The outbox is a folder with one file an event. A courier process takes them to their servers in order, tries again where one
// does not answer, and leaves what it could not deliver to the courier of a later run: an event is sent at least once.
#pragma once

#include "engine/base/paths.h"

#include <QJsonObject>

#include <optional>

namespace headrace::host {

/// Appends the event to a file as one line of JSON, or puts it into the outbox and sees to it that a courier runs.
/// `target` as from lineageTarget(); `program` is that of the courier, empty: headrace beside this one. `name` tells the events
/// of one moment apart.
Result<void> sendLineage(const StorePaths &paths, const QString &target, const QString &name, const QJsonObject &event,
                         const QString &program = {});

/// Whether an event of this name was put there: it waits in the outbox, or the file holds `mark`. For a host that died just when
/// it had sent one; what a server has taken already is not known here.
bool wasSent(const StorePaths &paths, const QString &target, const QString &name, const QByteArray &mark);

/// What could not be delivered when it was last tried: a sentence for a person; nothing where all went well.
std::optional<Error> lineageTrouble(const StorePaths &paths);

/// What the courier may take its time for.
struct CourierLimits {
    int answerMs = 15000;    ///< for one answer of a server
    int firstPauseMs = 500;  ///< after a failure; doubled at each further one
    int longestPauseMs = 30000;
    int giveUpMs = 300000;  ///< without a success; what is left waits for a later run
};

/// Delivers what lies in the outbox, in a program with a QCoreApplication, and returns when it is empty or nothing can be
/// delivered. Returns at once where another courier works. Gives the number of events delivered.
int deliverLineage(const StorePaths &paths, const CourierLimits &limits = {});

}  // namespace headrace::host
