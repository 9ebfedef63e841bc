// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/run_control.h"

#include "engine/host/process.h"
#include "engine/host/run_order.h"
#include "engine/pipeline/check.h"
#include "engine/pipeline/format.h"
#include "engine/record/names.h"
#include "models/check/structure.h"
#include "models/document/pipeline_document.h"
#include "models/log/log_model.h"
#include "models/run/run_feed.h"
#include "models/run/status_text.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QSaveFile>

namespace headrace {

namespace {

constexpr qsizetype kMostMemory = 20000;

bool hasRun(NodeStatus status)
{
    return status == NodeStatus::Done || status == NodeStatus::Cached || status == NodeStatus::Warning || status == NodeStatus::Failed;
}

/// Writes the order and starts its host in a session of its own. Off the window's thread.
Result<void> startHost(const QString &program, const QString &orderFile, const host::RunOrder &order)
{
    QDir().mkpath(QFileInfo(orderFile).absolutePath());
    QSaveFile file(orderFile);
    const QByteArray bytes = QJsonDocument(order.toJson()).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error(ErrorCode::Io, RunControl::tr("The order of the run could not be written: %1").arg(file.errorString()),
                     RunControl::tr("Check the space left and the permissions of %1.").arg(QFileInfo(orderFile).absolutePath()));
    QProcess process;
    process.setProgram(program);
    process.setArguments({QStringLiteral("host"), orderFile});
    process.setWorkingDirectory(order.folder);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    if (!process.startDetached())
        return Error(ErrorCode::NotFound, RunControl::tr("The program '%1' could not be started.").arg(program),
                     RunControl::tr("Install Headrace again."));
    return {};
}

}  // namespace

RunControl::RunControl(PipelineDocument *document, const Catalog *catalog, NodeStates *states, LogModel *log, Programs programs,
                       QObject *parent)
    : QObject(parent), m_document(document), m_catalog(catalog), m_states(states), m_log(log), m_programs(std::move(programs))
{
    if (m_programs.host.isEmpty())
        m_programs.host = host::programFolder() + QStringLiteral("/headrace");
    m_clock.setInterval(100);
    connect(&m_clock, &QTimer::timeout, this, [this] { say(true); });
    m_judgeLater.setSingleShot(true);
    m_judgeLater.setInterval(30);
    connect(&m_judgeLater, &QTimer::timeout, this, &RunControl::judge);
    connect(document, &PipelineDocument::edited, this, [this](const QList<PipelineEdit> &edits) {
        if (!std::all_of(edits.begin(), edits.end(), isLayoutOnly))
            edited();
    });
    connect(document, &PipelineDocument::pathChanged, this, [this] {
        if (!isRunning() && m_ran.isEmpty())
            restore();
    });
    m_statusText = tr("Idle");
    edited();
    restore();
}

RunControl::~RunControl() = default;

void RunControl::setPhase(Phase phase)
{
    if (phase == m_phase)
        return;
    m_phase = phase;
    if (phase == Phase::Idle)
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
    Q_EMIT phaseChanged(phase);
    say(true);
}

void RunControl::run(const RunWish &wish)
{
    m_values = wish.values;
    if (isRunning()) {
        m_queue << wish;
        Q_EMIT queueChanged(m_queue.size());
        return;
    }
    start(wish);
}

void RunControl::dropWaiting()
{
    if (m_queue.isEmpty())
        return;
    m_queue.clear();
    Q_EMIT queueChanged(0);
}

void RunControl::start(const RunWish &wish)
{
    host::RunOrder order;
    order.id = record::newRunId(QDateTime::currentMSecsSinceEpoch());
    order.file = m_document->path();
    order.folder = m_document->folder();
    order.workspace = m_document->workspace();
    order.pipeline = m_document->pipeline();
    order.values = wish.values;
    order.allow = wish.allow;
    order.noCache = wish.noCache;
    order.trust = wish.trust;
    order.name = wish.name;
    order.experiment = wish.experiment;
    order.python = wish.python;
    order.threads = wish.threads;
    order.memory = wish.memory;
    order.openLineage = wish.openLineage;
    order.cacheBytes = wish.cacheBytes;
    if (wish.what == RunWish::What::Nodes)
        order.to = wish.nodes;

    // Shown before the host has said a word: what will run, as far as it can be told from here.
    QSet<QString> below;
    if (wish.what == RunWish::What::From)
        below = withDescendants(order.pipeline, {wish.nodes.begin(), wish.nodes.end()});
    const QStringList wanted = wish.what == RunWish::What::All ? order.pipeline.nodes.keys()
        : wish.what == RunWish::What::From                     ? QStringList(below.begin(), below.end())
                                                               : ancestorsOf(order.pipeline, wish.nodes);
    m_before = m_ran;
    NodeState queued;
    queued.status = NodeStatus::Queued;
    for (const QString &node : wanted)
        if (const auto found = order.pipeline.nodes.constFind(node); found != order.pipeline.nodes.constEnd() && !found->disabled)
            m_ran.insert(node, queued);
    publish(wanted);

    m_runRecipes.clear();
    m_recipeWork.start([pipeline = order.pipeline, values = order.values] { return recipesOf(pipeline, values); },
                       [this](Recipes recipes) {
                           m_runRecipes = std::move(recipes);
                           for (const QString &node : std::as_const(m_touched))
                               rememberRecipe(node);
                           judge();
                       });

    const QString orderFile = m_programs.paths.data + QStringLiteral("/orders/") + order.id + QStringLiteral(".json");
    const QString folder = m_programs.paths.runFolder(order.id);
    const QStringList from = wish.what == RunWish::What::From ? wish.nodes : QStringList();
    follow(order.id, folder, orderFile + QStringLiteral(".report"),
           [program = m_programs.host, orderFile, order, from]() mutable -> Result<void> {
               if (!from.isEmpty())
                   HR_TRY(host::runFrom(order, from));
               order.text = writePipeline(order.pipeline);
               return startHost(program, orderFile, order);
           });
}

void RunControl::follow(const QString &runId, const QString &folder, const QString &report, std::function<Result<void>()> begin)
{
    m_runId = runId;
    m_runName.clear();
    m_figures = {};
    m_figures.startedMs = QDateTime::currentMSecsSinceEpoch();
    m_spans.clear();
    m_memory.clear();
    m_touched.clear();
    m_outcome.reset();
    setPhase(begin ? Phase::Starting : Phase::Running);
    Q_EMIT began();
    Q_EMIT spansChanged();
    RunFeed::What what;
    what.folder = folder;
    what.reportFile = report;
    m_feed = std::make_unique<RunFeed>(what, std::move(begin), [this](RunDelta delta) {
        QMetaObject::invokeMethod(
            this, [this, delta = std::move(delta)] { take(delta); }, Qt::QueuedConnection);
    });
}

void RunControl::cancel()
{
    if (!m_feed || !isRunning())
        return;
    m_feed->cancel();
    setPhase(Phase::Cancelling);
}

void RunControl::take(const RunDelta &delta)
{
    if (!m_feed)
        return;
    if (m_phase == Phase::Starting && delta.figures.steps > 0)
        setPhase(Phase::Running);
    const qint64 started = m_figures.startedMs;
    m_figures = delta.figures;
    if (!m_figures.startedMs)
        m_figures.startedMs = started;
    m_runName = delta.name;
    QStringList nodes;
    for (auto state = delta.states.cbegin(); state != delta.states.cend(); ++state) {
        const QString &node = state.key();
        const bool leftOut = state->status == NodeStatus::Idle;
        const NodeState now = leftOut ? m_before.value(node) : *state;
        m_ran.insert(node, now);
        if (!leftOut)
            rememberRecipe(outermost(node));
        if (now.seconds > 0 && !leftOut)
            m_past.insert(node, now.seconds);
        nodes << node;
    }
    publish(nodes);
    for (auto span = delta.spans.cbegin(); span != delta.spans.cend(); ++span) {
        while (m_spans.size() <= span.key())
            m_spans.append(RunSpan());
        m_spans[span.key()] = *span;
    }
    m_memory += delta.memory;
    if (m_memory.size() > kMostMemory)
        m_memory.remove(0, m_memory.size() - kMostMemory);
    if (!delta.spans.isEmpty() || !delta.memory.isEmpty())
        Q_EMIT spansChanged();
    m_log->append(delta.lines, delta.linesLeftOut);
    for (const MetricSample &sample : delta.metrics)
        Q_EMIT metricPoint(sample.node, sample.key, sample.step, sample.value);
    say(false);
    if (delta.outcome)
        end(*delta.outcome);
    else
        m_feed->ready();
}

void RunControl::end(const RunOutcome &outcome)
{
    m_feed.reset();
    m_outcome = outcome;
    m_outcome->run = outcome.run.isEmpty() && outcome.figures.steps > 0 ? m_runId : outcome.run;
    // What was thought to run and never was planned is as it was before.
    QStringList left;
    for (auto state = m_ran.begin(); state != m_ran.end(); ++state)
        if (state->status == NodeStatus::Queued || state->status == NodeStatus::Running) {
            *state = m_before.value(state.key());
            left << state.key();
        }
    // A run that never began blames nodes all the same.
    for (const Error &error : outcome.errors)
        if (!error.node.isEmpty() && m_ran.value(error.node).status != NodeStatus::Failed) {
            NodeState failed = m_ran.value(error.node);
            failed.status = NodeStatus::Failed;
            failed.message = error.text;
            failed.hint = error.hint;
            m_ran.insert(error.node, failed);
            rememberRecipe(outermost(error.node));
            left << error.node;
        }
    publish(left);
    setPhase(Phase::Idle);
    Q_EMIT finished(*m_outcome);
    if (!m_queue.isEmpty() && !isRunning()) {
        const RunWish next = m_queue.takeFirst();
        Q_EMIT queueChanged(m_queue.size());
        start(next);
    }
}

void RunControl::say(bool now)
{
    const qint64 time = QDateTime::currentMSecsSinceEpoch();
    if (!now && time - m_saidMs < 100)
        return;
    m_saidMs = time;
    QString text;
    switch (m_phase) {
    case Phase::Idle:
        text = m_outcome ? outcomeText(*m_outcome) : tr("Idle");
        break;
    case Phase::Starting:
        text = tr("Starting");
        break;
    case Phase::Cancelling:
        text = tr("Cancelling");
        break;
    case Phase::Running:
        text = runningText(m_figures, m_ran, m_past, time, [this](const QString &node) { return titleOf(node); });
        break;
    }
    if (!m_queue.isEmpty())
        text += QStringLiteral(" · ") + tr("%n waiting", nullptr, int(m_queue.size()));
    if (text == m_statusText)
        return;
    m_statusText = text;
    Q_EMIT statusTextChanged(text);
}

QString RunControl::titleOf(const QString &node) const
{
    const auto found = m_document->pipeline().nodes.constFind(outermost(node));
    if (found == m_document->pipeline().nodes.constEnd())
        return node;
    if (!found->title.isEmpty())
        return found->title;
    const OperatorSpec *spec = m_catalog->find(found->op);
    return spec ? spec->title : node;
}

void RunControl::edited()
{
    if (!m_judgeLater.isActive())
        m_judgeLater.start();
}

/// Works out which nodes are no longer what ran.
void RunControl::judge()
{
    if (m_recipeWork.isBusy()) {
        m_judgeLater.start();  // the recipes of the run are still being worked out
        return;
    }
    m_recipeWork.start([pipeline = m_document->pipeline(), values = m_values] { return recipesOf(pipeline, values); },
                       [this](Recipes recipes) {
                           m_recipes = std::move(recipes);
                           publishAll();
                       });
}

/// The node has run as it stands in the pipeline that runs.
void RunControl::rememberRecipe(const QString &node)
{
    m_touched.insert(node);
    if (const auto recipe = m_runRecipes.constFind(node); recipe != m_runRecipes.constEnd())
        m_ranRecipes.insert(node, *recipe);
}

bool RunControl::isNoLonger(const QString &node) const
{
    const QString outer = outermost(node);
    const auto ran = m_ranRecipes.constFind(outer);
    const auto now = m_recipes.constFind(outer);
    return ran != m_ranRecipes.constEnd() && now != m_recipes.constEnd() && *ran != *now;
}

NodeState RunControl::shown(const QString &node) const
{
    NodeState state = m_ran.value(node);
    const auto found = m_document->pipeline().nodes.constFind(node);
    if (found != m_document->pipeline().nodes.constEnd() && found->disabled) {
        state = {};
        state.status = NodeStatus::Disabled;
    } else if (hasRun(state.status) && isNoLonger(node)) {
        state.status = NodeStatus::Stale;
        state.message.clear();
        state.hint.clear();
    }
    return state;
}

void RunControl::publish(const QStringList &nodes)
{
    QHash<QString, NodeState> changed;
    for (const QString &node : nodes)
        if (const NodeState state = shown(node); !(state == m_states->of(node)))
            changed.insert(node, state);
    if (!changed.isEmpty())
        m_states->set(changed);
}

void RunControl::publishAll()
{
    QStringList nodes = m_document->pipeline().nodes.keys();
    for (auto state = m_ran.cbegin(); state != m_ran.cend(); ++state)
        if (state.key().contains(QLatin1Char('/')))
            nodes << state.key();
    publish(nodes);
}

void RunControl::restore()
{
    if (m_document->path().isEmpty())
        return;
    m_storeWork.start([paths = m_programs.paths, file = m_document->path()] { return knownRunsOf(paths, file); },
                      [this](KnownRuns known) {
                          if (isRunning() || !known.last)
                              return;
                          if (m_values.isEmpty())
                              m_values = known.values;
                          const KnownRun &last = *known.last;
                          m_ranRecipes = last.recipes;
                          m_runRecipes = last.recipes;
                          if (last.running) {
                              m_before = m_ran;
                              follow(last.id, last.folder, {}, {});
                              return;
                          }
                          m_runId = last.id;
                          m_runName = last.name;
                          m_ran = last.states;
                          m_spans = last.spans;
                          for (auto state = m_ran.cbegin(); state != m_ran.cend(); ++state)
                              if (state->seconds > 0)
                                  m_past.insert(state.key(), state->seconds);
                          RunOutcome outcome;
                          outcome.run = last.id;
                          outcome.name = last.name;
                          outcome.status = last.status;
                          outcome.seconds = last.seconds;
                          for (const RunSpan &span : last.spans) {
                              outcome.figures.steps += !span.skipped;
                              outcome.figures.cached += span.status == NodeStatus::Cached;
                          }
                          outcome.figures.finished = outcome.figures.steps;
                          m_figures = outcome.figures;
                          m_outcome = outcome;
                          judge();
                          Q_EMIT spansChanged();
                          say(true);
                      });
}

}  // namespace headrace

#include "moc_run_control.cpp"
