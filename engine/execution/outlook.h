// SPDX-License-Identifier: GPL-3.0-or-later
// What stands downstream of a relation, bound ahead without running anything: who reads which of its columns, and as what.
#pragma once

#include "engine/data/lineage.h"
#include "engine/execution/run_state.h"
#include "engine/learning/matrix.h"

#include <QSet>

namespace headrace::execution {

class Executor;

/// Binds the graph once, at the first question, beside the run that it is asked for. What it cannot know is 'all columns'.
/// Belongs to the coordinating thread of that run and lives no longer than its state.
class Outlook
{
public:
    explicit Outlook(RunState &state);
    ~Outlook();

    /// Whether a node will read its inputs in this run.
    using WillRead = std::function<bool(int node)>;

    /// The columns of a Table port, hidden ones included, that anyone will read; nothing: all of them.
    std::optional<QSet<QString>> columnsRead(int node, const QString &port, const WillRead &willRead);

    /// A task that takes a part of a relation's rows as a matrix.
    struct MatrixReader {
        int node = -1;
        QString port;               ///< its input
        OutputRef from;             ///< the relation, or a part of it
        learning::MatrixPart part;  ///< condition over the relation's columns
    };
    /// All that will read a Table port, where each of them, through at most one relation with a condition, takes a matrix and the
    /// matrices together take no more memory than the columns they are made of; else empty.
    std::vector<MatrixReader> matrixReaders(int node, const QString &port, const WillRead &willRead);

private:
    using Columns = std::optional<QSet<QString>>;
    bool bound();
    Columns readOf(int relation, const WillRead &willRead);
    Columns readByTask(int node, int relation);
    Columns readThrough(int node, int relation, const WillRead &willRead);
    std::optional<Reading> reading(int node, const QString &port);
    QList<ModelReading> modelsOf(int node);
    bool isTarget(int node) const;
    const data::StatementLineage *lineage(int relation);
    bool takesMatrices(int relation, const QString &condition, const OutputRef &from, const WillRead &willRead,
                       std::vector<MatrixReader> &readers);

    struct Silence : EventSink {
        void emitEvent(QJsonObject) override {}
        void emitMembers(const QByteArray &) override {}
    };
    Silence m_events;
    Options m_options;
    RunState m_state;
    std::unique_ptr<Executor> m_executor;
    bool m_tried = false;
    bool m_bound = false;
    std::map<int, std::optional<data::StatementLineage>> m_lineage;
    std::map<int, Columns> m_known;  ///< of the question under way
};

}  // namespace headrace::execution
