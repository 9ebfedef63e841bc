// SPDX-License-Identifier: GPL-3.0-or-later
// One memory budget for all runs of a user: each host enters what it may use, so that a second one gets what the first leaves.
//
// The ledger is a folder with a small file a host, named by process id and start time. What a host that was killed had entered
// is seen to be nobody's and removed by the next one that looks.
#pragma once

#include "engine/base/result.h"

#include <QString>

namespace headrace::host {

/// What a host may use; given back when it dies. Belongs to one thread.
class MemoryShare
{
public:
    MemoryShare() = default;
    MemoryShare(MemoryShare &&other) noexcept;
    MemoryShare &operator=(MemoryShare &&other) noexcept;
    ~MemoryShare();

    qint64 bytes() const { return m_bytes; }
    /// What others held when it was taken.
    qint64 heldByOthers() const { return m_others; }
    void giveBack();

private:
    friend class MemoryLedger;
    QString m_file;
    qint64 m_bytes = 0, m_others = 0;
};

class MemoryLedger
{
public:
    /// `folder` is the ledger's, made at need. `budget` in bytes for this user; 0: three quarters of the machine's memory.
    explicit MemoryLedger(QString folder, qint64 budget = 0);

    /// What runs may use together: the budget but for the tenth that previews keep.
    qint64 forRuns() const { return m_budget - forPreviews(); }
    qint64 forPreviews() const { return m_budget / 10; }
    /// What nobody gets less than, however much others hold: with less, DuckDB cannot even spill.
    qint64 least() const;
    /// What living hosts hold now.
    qint64 held() const;

    /// Takes `wanted` bytes, or what is left where that is less. 0: three quarters where nobody holds any, else all that is left.
    /// Never fails: where the folder cannot be written the share is simply not seen by others.
    MemoryShare take(qint64 wanted = 0) const;

private:
    qint64 heldIn(bool clear) const;
    QString m_folder;
    qint64 m_budget;
};

}  // namespace headrace::host
