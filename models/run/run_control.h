// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of one document: started in hosts of their own, followed live, found again when the window comes back.
#pragma once

#include "engine/base/paths.h"
#include "engine/catalog/operator_spec.h"
#include "models/check/background.h"
#include "models/run/known_runs.h"
#include "models/run/run_progress.h"

#include <QTimer>

#include <memory>

namespace headrace {

class LogModel;
class PipelineDocument;
class RunFeed;

/// What of the pipeline is to run, and how.
struct RunWish {
    enum class What {
        All,
        Nodes,  ///< what `nodes` need, and they: 'run to here', 'run selected'
        From,   ///< `nodes` and all below them, computed again though they are in the cache
    };
    What what = What::All;
    QStringList nodes;
    QMap<QString, QJsonValue> values;  ///< of the pipeline's parameters; those left out have their defaults
    QStringList allow;                 ///< paths outside the workspace that a person allowed
    bool noCache = false;
    bool trust = false;  ///< the scripts as they are now, for this and later runs
    QString name;
    QString experiment;
    QString python;
    int threads = 0;        ///< 0: all cores
    qint64 memory = 0;      ///< bytes; 0: by the machine
    qint64 cacheBytes = 0;  ///< what the cache may hold; 0: by the disk
    QString openLineage;    ///< where lineage events go, as from host::lineageTarget(); empty: where the workspace says
};

/// Belongs to the window's thread; nothing here waits. Fills the document's NodeStates: one run at a time is followed, further
/// wishes queue. A run goes on when this object dies: close() says whether to cancel it.
class RunControl : public QObject
{
    Q_OBJECT

public:
    enum class Phase { Idle, Starting, Running, Cancelling };
    Q_ENUM(Phase)

    struct Programs {
        QString host;  ///< the program headrace; empty: beside this one
        StorePaths paths = StorePaths::ofUser();
    };

    RunControl(PipelineDocument *document, const Catalog *catalog, NodeStates *states, LogModel *log, Programs programs,
               QObject *parent = nullptr);
    ~RunControl() override;

    /// Runs the document as it is now, saved or not. While a run goes on the wish waits for its end.
    void run(const RunWish &wish);
    /// Ends the run that goes on; what waits behind it stays.
    void cancel();
    qsizetype waiting() const { return m_queue.size(); }
    void dropWaiting();

    Phase phase() const { return m_phase; }
    bool isRunning() const { return m_phase != Phase::Idle; }
    /// Id of the run that goes on, or of the last one; empty at first.
    const QString &runId() const { return m_runId; }
    const QString &runName() const { return m_runName; }
    const RunFigures &figures() const { return m_figures; }
    /// For the status bar.
    const QString &statusText() const { return m_statusText; }
    /// Values of the pipeline's parameters in the last run.
    const QMap<QString, QJsonValue> &lastValues() const { return m_values; }
    const std::optional<RunOutcome> &lastOutcome() const { return m_outcome; }

    /// The present or last run in time, for the timeline.
    const QList<RunSpan> &spans() const { return m_spans; }
    const QList<MemorySample> &memory() const { return m_memory; }

    /// Looks in the store for a run of the document's file: one that goes on is followed, of the last one the outcome is shown.
    /// Called by the constructor and when the document gets another file.
    void restore();

Q_SIGNALS:
    void phaseChanged(headrace::RunControl::Phase phase);
    void statusTextChanged(const QString &text);
    void queueChanged(qsizetype waiting);
    /// A point of a series that comes now; a flood is thinned out.
    void metricPoint(const QString &node, const QString &key, qint64 step, double value);
    /// A run begins to be followed: live cards start anew.
    void began();
    void spansChanged();
    /// Once a run. errors[0].code Denied with parameter 'code': its script wants trust.
    void finished(const headrace::RunOutcome &outcome);

private:
    void start(const RunWish &wish);
    void follow(const QString &runId, const QString &folder, const QString &report, std::function<Result<void>()> begin);
    void take(const RunDelta &delta);
    void end(const RunOutcome &outcome);
    void setPhase(Phase phase);
    void say(bool now);
    void edited();
    void judge();
    NodeState shown(const QString &node) const;
    void publish(const QStringList &nodes);
    void publishAll();
    QString titleOf(const QString &node) const;
    void rememberRecipe(const QString &node);
    bool isNoLonger(const QString &node) const;

    PipelineDocument *m_document;
    const Catalog *m_catalog;
    NodeStates *m_states;
    LogModel *m_log;
    Programs m_programs;

    Phase m_phase = Phase::Idle;
    QList<RunWish> m_queue;
    QString m_runId, m_runName, m_statusText;
    RunFigures m_figures;
    QList<RunSpan> m_spans;
    QList<MemorySample> m_memory;
    std::optional<RunOutcome> m_outcome;
    QMap<QString, QJsonValue> m_values;

    QHash<QString, NodeState> m_ran;     ///< what runs said of each node, never made stale
    QHash<QString, NodeState> m_before;  ///< the same before the run that goes on: for steps it leaves out
    Recipes m_ranRecipes;                ///< of each node when it last ran
    Recipes m_runRecipes;                ///< of the pipeline that runs
    QSet<QString> m_touched;             ///< nodes that the present or last run said something of
    Recipes m_recipes;                   ///< of the pipeline as it is
    QHash<QString, double> m_past;       ///< seconds by node, in runs before
    QTimer m_clock;                      ///< the seconds in the status text
    QTimer m_judgeLater;
    qint64 m_saidMs = 0;

    Background m_recipeWork;
    Background m_storeWork;
    std::unique_ptr<RunFeed> m_feed;  ///< last: it tells the rest
};

}  // namespace headrace
