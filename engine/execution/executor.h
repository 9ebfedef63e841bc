// SPDX-License-Identifier: GPL-3.0-or-later
// Plans and runs a graph: binds relations, decides what is kept, runs tasks as their inputs are ready.
#pragma once

#include "engine/execution/job_pool.h"
#include "engine/execution/lineage_recorder.h"
#include "engine/execution/outlook.h"
#include "engine/execution/results.h"
#include "engine/execution/run_state.h"
#include "engine/pipeline/diagnostic.h"

#include <chrono>
#include <deque>
#include <set>

namespace headrace::execution {

/// What the executor is asked for.
enum class Mode {
    Run,   ///< run everything that is needed and not cached
    Plan,  ///< bind as far as it goes without running; every stage is described, nothing is executed
    Look,  ///< bind as far as it goes, with results of earlier runs from the cache; nothing is executed
};

enum class StepStatus { Waiting, Ready, Running, Done, Cached, Warning, Failed, Skipped, NotNeeded, Unknown };

QString toString(StepStatus status);

/// A unit of work: one query or one task, with the relations that are fused into it.
struct Stage {
    int id = 0;
    int node = -1;
    QString kind;            ///< task, fit, materialize, read
    QString why;             ///< why there is a boundary here, in words
    std::vector<int> nodes;  ///< the nodes whose relations it computes, its own last
    bool alone = false;      ///< of one instant step, whose end alone is said
    QStringList sql;         ///< the queries, where the stage is one or reads some
    double seconds = -1;
};

struct Outcome {
    bool ok = false;
    bool cancelled = false;
    QList<Error> errors;
};

/// Lives on the coordinating thread: the thread that calls run(). cancel() goes through RunState::cancel, from any thread.
class Executor
{
public:
    Executor(RunState &state, Mode mode);
    ~Executor();

    Outcome run();

    const std::vector<Stage> &stages() const { return m_stages; }
    const QList<Diagnostic> &diagnostics() const { return m_diagnostics; }  ///< of binding, in Plan and Look
    StepStatus status(int node) const { return m_steps[size_t(node)].status; }
    /// Whether a node is planned as relations alone; whether its rows are a result of the run. After run().
    bool isRelation(int node) const { return m_steps[size_t(node)].kind == Kind::Relation; }
    bool isTarget(int node) const { return m_steps[size_t(node)].target; }
    /// The relation at a port after run(), -1 where it is not known (yet).
    int relationAt(int node, const QString &port) const;
    data::Knowledge knowledgeAt(int node) const { return m_steps[size_t(node)].knowledge; }
    /// Whether only the columns at a node are known, and its rows are not there to look at before a run.
    bool hollowAt(int node) const { return m_steps[size_t(node)].hollow; }
    /// The connection that binding uses; nullptr before it was needed.
    data::Connection *connection() { return m_connection.get(); }

private:
    using Clock = std::chrono::steady_clock;
    enum class Kind { Relation, Fit, Task };

    struct Step {
        StepStatus status = StepStatus::NotNeeded;
        Kind kind = Kind::Relation;
        bool target = false;
        bool needed = false;  ///< its values are asked for by something that runs
        bool fromCache = false;
        bool keepsLast = false;  ///< frozen, with a result that it keeps: `entry`
        bool hollow = false;     ///< its tables are schemas without rows
        int waitingFor = 0;      ///< inputs not ready yet
        int stage = -1;
        std::optional<CacheEntry> entry;
        data::Knowledge knowledge = data::Knowledge::Known;
        QMap<QString, qint64> rows;
        int attempt = 0;
        bool started = false;    ///< step_started was said
        bool published = false;  ///< step_finished or step_failed was said
    };
    struct Delayed {
        Clock::time_point when;
        int node;
    };
    struct Running {
        int node;
        std::shared_ptr<CancelToken> token;
        Clock::time_point deadline;
        bool hasDeadline;
    };
    struct Finished {
        int node = -1;
        int stage = -1;
        std::optional<Error> error;
        std::shared_ptr<NodeResult> result;
        std::vector<std::pair<int, ResultTable>> stored;  ///< relation and the table that now holds it
        int read = -1;                                    ///< the relation that was read for several tasks
        std::vector<Outlook::MatrixReader> readers;
        std::optional<learning::SharedRows> shared;
        double seconds = 0;
    };

    // executor.cpp: the order of things
    Result<void> prepare();
    Result<void> checkTrust() const;
    bool relatesToo(int node) const;
    void chooseTargets();
    void lookUp();
    void schedule();
    void startReady();
    void waitForOne();
    void complete(Finished &&finished);
    void finishStep(int node, StepStatus status, double seconds);
    void failStep(int node, Error error, StepStatus status);
    void ready(int node);
    void recallCounts(int node);
    void announceSources();
    void adoptCached(int node);
    void inputsReadyFor(int node);
    // freeze.cpp: results of earlier runs
    Result<void> findFrozen();
    std::vector<char> aboveFrozen() const;
    QString lastKey(int node, const QString &key) const;
    void noteResult(int node, const QString &key);
    void rememberResults();
    QString recipeOf(int node) const;
    void assumeRemembered(int node);
    // bind.cpp: relations
    Result<data::Connection *> bindConnection();
    void bindRelations(int node, const QMap<QString, data::Relation> &given);
    Result<void> bind(int node);
    Result<void> bindFit(int node, const learning::Transform &transform);
    void bindTaskTables(int node, const NodeResult &result);
    Result<void> assume(int node);
    bool inputsKnown(int node) const;
    void addRelation(PlannedRelation planned, const std::vector<int> &inputs);
    struct Keep {
        std::vector<int> relations;
        QString why;
        bool forReaders = false;  ///< only so that they are not computed again for each reader
    };
    Keep relationsToKeep(int node) const;
    int usesOf(int node, const QString &port) const;
    bool willRead(int node) const;
    Outlook *outlook();
    bool servesReaders(int node, const CacheEntry &entry);
    // stages.cpp: jobs; reading.cpp: rows read once for several tasks
    int newStage(int node, const QString &kind, const QString &why, const std::vector<int> &relations, bool alone = false);
    void sayStart(const Stage &stage);
    void startMaterialize(int node, const Keep &keep);
    QStringList keptColumns(int node, const QString &port) const;
    void storeTable(int relation, const QString &table, const QStringList &columns);
    bool startReading(int node, const Keep &keep);
    bool takeKeptMatrices(std::vector<Outlook::MatrixReader> &readers, int relation);
    QString matrixKey(const Outlook::MatrixReader &reader) const;
    void spreadRows(Finished &finished);
    void keepMatrix(const Outlook::MatrixReader &reader, const learning::Matrix &matrix, qint64 rows);
    void adoptKept(int relation);
    void startTask(int node);
    using Job = std::function<Result<void>(const std::shared_ptr<CancelToken> &, Finished &)>;
    void dispatch(int node, int stage, Job job);
    void storeBehind(int node, const std::shared_ptr<NodeResult> &result, const QList<ResultTable> &tables, double seconds);
    // counts.cpp: rows of every edge
    std::function<void()> countWork(const std::vector<int> &relations, bool ownCounted = false);
    void recallRows(int relation);
    void setRows(int relation, qint64 rows);
    static QString countsKey(const QString &key);
    int countRoot(int relation) const;
    void rememberCounts();

    void inBackground(std::function<void()> work);
    void post(std::function<void()> onCoordinator);

    RunState &m_state;
    const Graph &m_graph;
    Mode m_mode;
    std::vector<Step> m_steps;
    std::vector<Stage> m_stages;
    QList<Diagnostic> m_diagnostics;
    Outcome m_outcome;
    std::unique_ptr<data::Connection> m_connection;
    std::shared_ptr<void> m_connectionInterrupt;
    std::set<int> m_ready;
    std::vector<Running> m_running;
    std::unique_ptr<Outlook> m_outlook;
    std::set<int> m_readTogether;                            ///< relations that one pass has read, or reads, for all their readers
    std::set<int> m_notTogether;                             ///< relations for which that was tried in vain
    std::map<std::pair<int, QString>, qint64> m_rowsToCome;  ///< of parts of them that are not bound yet
    std::vector<char> m_counted;                             ///< by relation: a count is known or under way
    std::vector<std::pair<int, QString>> m_sources;          ///< files that nodes read
    QList<LineageTask> m_lineage;                            ///< of relations bound since the last stage ended
    std::vector<Delayed> m_delayed;                          ///< tries that wait for their time
    std::map<int, std::function<void()>> m_countWork;        ///< by stage: counts to make once it has ended
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_posted;
    // Last, so that their threads end before anything they use.
    std::unique_ptr<JobPool> m_jobs;
    std::unique_ptr<JobPool> m_background;
    std::unique_ptr<JobPool> m_sourceReader;  ///< hashes what was read
};

}  // namespace headrace::execution
