// SPDX-License-Identifier: GPL-3.0-or-later
// What came of what, over many runs: files, steps, models and metrics, each once by its content, and the columns that flow through.
#pragma once

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace headrace {

enum class ThingKind { Source, Step, Dataset, Model, Metrics };

/// A run that is drawn upon; plain facts.
struct LineageRun {
    qint64 row = 0;  ///< key inside the store
    QString id;
    QString name;
    QString status;
    QString file;  ///< of its pipeline
    QString workspace;
    qint64 startMs = 0;
};

struct LineageColumn {
    QString name;
    QString type;             ///< DuckDB's; empty where the run did not say
    QString expression;       ///< that gives it; empty where it is passed on
    QString value;            ///< of a metric, as text
    bool unresolved = false;  ///< where it comes from is not known, and that is said
};

/// A thing is one content: the same step of two runs that had the same recipe stands once.
struct LineageThing {
    ThingKind kind = ThingKind::Step;
    QString title;
    QString op;           ///< operator; empty for a file that no single step reads
    QString node;         ///< id in the pipeline of its newest run
    QString path;         ///< of a file
    QString contentKind;  ///< sha256, xxh3 or recipe
    QString content;
    QString family;                                ///< things of one family are versions of one another
    QString status;                                ///< of the newest run's step
    std::vector<std::pair<QString, qint64>> rows;  ///< by port, where counted
    std::optional<qint64> bytes;
    QList<LineageColumn> columns;
    QJsonObject facts;      ///< of a model: signature and training
    std::vector<int> runs;  ///< places in LineageGraph::runs, the newest first
    std::vector<int> above, below;

    int columnOf(const QString &name) const;
    /// '2,400,224 / 599,501'; empty where nothing was counted.
    QString rowsInWords() const;
    /// The kind and the first digits.
    QString contentInWords() const;
};

enum class FlowKind { Value, Deciding };

struct ColumnRef {
    int thing = -1;
    int column = -1;
    bool operator==(const ColumnRef &) const = default;
};
inline size_t qHash(const ColumnRef &ref, size_t seed = 0)
{
    return ::qHash(qint64(ref.thing) << 24 ^ ref.column, seed);
}

struct ColumnFlow {
    ColumnRef from, to;
    FlowKind kind = FlowKind::Value;
};

/// A column that chooses which rows of a thing there are.
struct RowChoice {
    ColumnRef from;
    int thing = -1;
};

/// Immutable once read; safe to share between threads.
struct LineageGraph {
    QList<LineageRun> runs;  ///< the newest first
    std::vector<LineageThing> things;
    std::vector<ColumnFlow> flows;
    std::vector<RowChoice> choices;
    qint64 allRuns = 0;  ///< that answer the question; fewer may have been read
    bool complete = true;

    // By column and thing; filled by index().
    QHash<ColumnRef, std::vector<int>> flowsInto, flowsOutOf;
    QHash<int, std::vector<int>> choicesOf;
    QHash<QString, std::vector<int>> families;  ///< the newest first
    void index();

    /// The newest thing of a family, or the thing itself.
    int newestOf(int thing) const;
};

enum class WalkDirection { Both, Upstream, Downstream };

/// What is reached from a thing or one of its columns (column -1: the thing as a whole).
struct LineageReach {
    std::vector<char> things;  ///< by number
    QHash<ColumnRef, int> columns;
    std::vector<char> flows;  ///< by number
    int thingCount = 0;
};
LineageReach reachOf(const LineageGraph &graph, ColumnRef from, WalkDirection direction);

/// One line of a path from files to what comes of them.
struct LineageStep {
    ColumnRef at;
    enum class Part { Value, Decides, ChoosesRows } part = Part::Value;
    QString expression;
};
/// The way of a column in the order in which it flows, with what decides and chooses beside it; of a thing as a whole: the things.
QList<LineageStep> pathOf(const LineageGraph &graph, ColumnRef from, WalkDirection direction);

/// Things and columns whose name holds every word, the best first; a word 'file · column' or 'file.column' finds a column.
QList<ColumnRef> searchLineage(const LineageGraph &graph, const QString &text, int most = 50);

}  // namespace headrace
