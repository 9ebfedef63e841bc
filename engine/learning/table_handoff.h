// SPDX-License-Identifier: GPL-3.0-or-later
// Moves tables between the session and shared files: rows in identity order out, rows in the given order in.
#pragma once

#include "engine/data/session.h"
#include "engine/learning/table_reader.h"

#include <functional>
#include <memory>

namespace headrace::learning {

/// What a handoff may use; the operator fills it from its task.
struct HandoffHost {
    std::function<Result<std::unique_ptr<data::Connection>>()> connect;
    std::function<QString()> newTable;  ///< a fresh quoted name
    std::function<bool()> cancelled;
    std::function<std::shared_ptr<void>(std::function<void()>)> onCancel;
    std::function<Result<QString>()> folder;
    std::function<void(qint64 done, qint64 total)> progress;  ///< rows; may be called from any thread, one at a time
    int threads = 1;
    qint64 memoryBytes = 0;  ///< above half of it a table goes to a file instead of memory; 0: of what the machine has free
};

struct Handoff {
    SharedFile file;
    TableLayout layout;
};

/// Writes the visible columns of `handle` into a shared file, rows in the order of `identity` (empty: of all columns).
/// A stored table that already lies in this order, as most do, is copied by all threads at once without sorting.
Result<Handoff> handOver(const QString &handle, const data::Schema &schema, const QStringList &identity, const HandoffHost &host);

/// Makes the stored table `table` (a quoted name) of what was handed back, with the hidden column __hr_0 that numbers the rows.
/// `declared`: the columns it must have, cast to these types; empty: as they came. Gives the visible columns.
Result<data::Schema> takeOver(TableReader &reader, const QString &table, const QList<data::Column> &declared, const HandoffHost &host);

}  // namespace headrace::learning
