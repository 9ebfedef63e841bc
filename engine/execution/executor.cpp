// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/executor.h"

#include "engine/base/hashing.h"
#include "engine/base/json_writer.h"
#include "engine/execution/context.h"
#include "engine/execution/trust.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headrace::execution {

QString toString(StepStatus status)
{
    switch (status) {
    case StepStatus::Waiting:
        return QStringLiteral("waiting");
    case StepStatus::Ready:
        return QStringLiteral("ready");
    case StepStatus::Running:
        return QStringLiteral("running");
    case StepStatus::Done:
        return QStringLiteral("done");
    case StepStatus::Cached:
        return QStringLiteral("cached");
    case StepStatus::Warning:
        return QStringLiteral("warning");
    case StepStatus::Failed:
        return QStringLiteral("failed");
    case StepStatus::Skipped:
        return QStringLiteral("skipped");
    case StepStatus::NotNeeded:
        return QStringLiteral("not_needed");
    case StepStatus::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

Executor::Executor(RunState &state, Mode mode) : m_state(state), m_graph(state.graph), m_mode(mode), m_steps(state.graph.nodes.size())
{
    if (mode == Mode::Run) {
        // Two jobs at most: a query and a training each use every core; more side by side only divide the memory.
        m_jobs = std::make_unique<JobPool>(std::clamp(state.options.threads, 1, 2));
        m_background = std::make_unique<JobPool>(1);
        m_sourceReader = std::make_unique<JobPool>(1);
    }
}

Executor::~Executor()
{
    m_sourceReader.reset();  // looks at what the jobs do
    m_jobs.reset();
    m_background.reset();
    m_connectionInterrupt.reset();
}

int Executor::relationAt(int node, const QString &port) const
{
    const auto found = m_state.tables[size_t(node)].find(port);
    return found == m_state.tables[size_t(node)].end() ? -1 : found->second;
}

void Executor::inBackground(std::function<void()> work)
{
    m_background->start(std::move(work));
}

void Executor::post(std::function<void()> onCoordinator)
{
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(onCoordinator));
    }
    m_wake.notify_one();
}

Outcome Executor::run()
{
    const auto wakeOnCancel = m_state.cancel->onCancel([this] { post([] {}); });
    for (size_t i = 0; i < m_steps.size(); ++i) {
        const Operator &op = *m_graph.nodes[i].op;
        m_steps[i].kind = op.task ? Kind::Task : op.fit ? Kind::Fit : Kind::Relation;
        if (op.task && op.relation && op.taskNeeded) {
            Context context(m_state, int(i), false, m_state.cancel);
            if (!op.taskNeeded(context))
                m_steps[i].kind = Kind::Relation;
        }
    }
    auto prepared = findFrozen();
    if (prepared) {
        chooseTargets();
        prepared = prepare();
    }
    if (!prepared) {
        m_outcome.errors << prepared.error();
        m_outcome.cancelled = prepared.error().code == ErrorCode::Cancelled;
        return m_outcome;
    }
    lookUp();
    schedule();
    if (m_mode == Mode::Run) {
        m_jobs->wait();
        m_background->wait();
        m_sourceReader->wait();
        // What the background found out is said before the run ends.
        for (;;) {
            std::deque<std::function<void()>> posted;
            {
                const std::lock_guard lock(m_mutex);
                posted.swap(m_posted);
            }
            if (posted.empty())
                break;
            for (const auto &work : posted)
                work();
        }
        if (m_outcome.errors.isEmpty() && !m_state.cancel->requested())
            rememberCounts();
        rememberResults();
    }
    m_outcome.cancelled = m_state.cancel->requested();
    m_outcome.ok = m_outcome.errors.isEmpty() && !m_outcome.cancelled;
    return m_outcome;
}

/// Whether a table that holds only the columns which were read when it was kept has those that are read now.
bool Executor::servesReaders(int node, const CacheEntry &entry)
{
    const QJsonObject outputs = entry.facts.value(QStringLiteral("outputs")).toObject();
    for (auto it = outputs.begin(); it != outputs.end(); ++it) {
        const QJsonArray stored = it.value().toObject().value(QStringLiteral("columns")).toArray();
        if (stored.isEmpty())
            continue;
        Outlook *ahead = m_mode == Mode::Run ? outlook() : nullptr;
        const auto read = ahead ? ahead->columnsRead(node, it.key(), [this](int reader) { return willRead(reader); }) : std::nullopt;
        if (!read || !std::all_of(read->begin(), read->end(), [&stored](const QString &name) { return stored.contains(name); }))
            return false;
    }
    return true;
}

/// A task that gives relations over its inputs besides: they are needed even when the task's own result is cached.
bool Executor::relatesToo(int node) const
{
    const Step &step = m_steps[size_t(node)];
    return step.kind == Kind::Task && m_graph.nodes[size_t(node)].op->relation && !step.keepsLast;
}

void Executor::chooseTargets()
{
    std::vector<char> wanted(m_steps.size(), m_state.options.to.isEmpty() ? 1 : 0);
    for (const QString &id : m_state.options.to)
        if (const int node = m_graph.index.value(id, -1); node >= 0)
            wanted[size_t(node)] = 2;
    const std::vector<char> above = aboveFrozen();
    for (size_t i = 0; i < m_steps.size(); ++i)
        if (above[i] && wanted[i] == 1)
            wanted[i] = 0;
    for (int i = int(m_steps.size()) - 1; i >= 0; --i) {
        if (!wanted[size_t(i)] || m_steps[size_t(i)].keepsLast)
            continue;
        for (const GraphInput &input : m_graph.nodes[size_t(i)].inputs)
            for (const OutputRef &from : input.from)
                wanted[size_t(from.node)] = std::max(wanted[size_t(from.node)], char(1));
    }
    for (size_t i = 0; i < m_steps.size(); ++i) {
        if (!wanted[i])
            continue;
        Step &step = m_steps[i];
        step.status = StepStatus::Waiting;
        // Everything with an effect or a result of its own is a target; a relation only where nothing else would compute it.
        bool consumed = false;
        for (const int consumer : m_graph.nodes[i].consumers)
            consumed = consumed || wanted[size_t(consumer)];
        // So is one that is to be frozen: all its rows are kept.
        step.target = step.kind != Kind::Relation || !consumed || wanted[i] == 2 || (m_graph.nodes[i].node->frozen && !step.keepsLast);
    }
}

Result<void> Executor::checkTrust() const
{
    for (size_t i = 0; i < m_steps.size(); ++i) {
        const GraphNode &node = m_graph.nodes[i];
        if (m_steps[i].status == StepStatus::NotNeeded || m_steps[i].keepsLast || !node.op->spec.traits.runsCode
            || m_state.options.trustAll)
            continue;
        HR_ASSIGN(const QByteArray script, scriptOf(node, m_state.paths));
        if (!m_state.options.trusted.contains(sha256(script)))
            return Error(ErrorCode::Denied, QStringLiteral("The node runs code that nobody has trusted yet."),
                         QStringLiteral("Read it, then run with --trust, or trust it for good with 'headrace trust FILE'."))
                .at(node.id, QStringLiteral("code"));
    }
    return {};
}

Result<void> Executor::prepare()
{
    if (m_mode == Mode::Run)
        HR_TRY(checkTrust());
    // Who only looks does not wait for a large file to be read whole: a result of an earlier run is found by what that one remembers.
    constexpr qint64 kMostReadToLook = 16 << 20;
    const qint64 mostToRead = m_mode == Mode::Run ? std::numeric_limits<qint64>::max() : kMostReadToLook;
    for (size_t i = 0; i < m_steps.size(); ++i) {
        if (m_steps[i].status == StepStatus::NotNeeded)
            continue;
        if (m_steps[i].keepsLast) {
            m_state.keys.set(int(i), m_steps[i].entry->key);
            continue;
        }
        const GraphNode &node = m_graph.nodes[i];
        QStringList files;
        if (node.op->sourceFiles) {
            Context context(m_state, int(i), false, m_state.cancel);
            auto found = node.op->sourceFiles(context);
            if (!found) {
                if (m_mode == Mode::Run)
                    return std::move(found.error()).at(node.id);
                continue;  // binding says it, at its place
            }
            files = *found;
            m_state.sourceFiles += files;
            // A glob is listed again by DuckDB itself, which needs the folder.
            for (const ParamSpec &spec : node.op->spec.params)
                if (spec.type == ParamType::Path && !spec.writes && node.params.text(spec.name).contains(QLatin1Char('*')))
                    for (const QString &file : files)
                        m_state.sourceFolders << file.section(QLatin1Char('/'), 0, -2);
        }
        if (m_state.options.cache) {
            QJsonObject surroundings;
            if (node.op->surroundings && node.op->mayBeCached(node.params)) {
                Context context(m_state, int(i), false, m_state.cancel);
                auto found = node.op->surroundings(context);
                if (!found && m_mode == Mode::Run)
                    return std::move(found.error()).at(node.id);
                if (!found)
                    continue;
                surroundings = *found;
            }
            auto key = m_state.keys.compute(int(i), files, surroundings, mostToRead, [this] { return m_state.cancel->requested(); });
            if (!key && m_mode == Mode::Run)
                return std::move(key.error()).at(node.id);
        }
        for (const QString &file : files)
            m_sources.emplace_back(int(i), file);
    }
    m_state.sourceFolders.removeDuplicates();
    return {};
}

void Executor::lookUp()
{
    // Whoever looks at a pipeline as a whole wants to know every port: a kept result must not hide what stands above it, and what
    // can be bound is bound rather than taken from an earlier run.
    const bool wholly = m_mode == Mode::Look && m_state.options.to.isEmpty();
    for (int i = int(m_steps.size()) - 1; i >= 0; --i) {
        Step &step = m_steps[size_t(i)];
        if (step.status == StepStatus::NotNeeded || !(step.target || step.needed))
            continue;
        if (step.keepsLast) {
            step.fromCache = true;
            continue;
        }
        const GraphNode &node = m_graph.nodes[size_t(i)];
        if (m_state.options.cache && (!node.node->frozen || m_mode == Mode::Look) && m_mode != Mode::Plan
            && node.op->mayBeCached(node.params) && !m_state.keys.at(i).isEmpty() && !m_state.options.isAgain(node.id)
            && !(wholly && step.kind == Kind::Relation)) {
            auto entry = m_state.cache.find(m_state.keys.at(i));
            bool good = entry && entry->facts.value(QStringLiteral("kind")).toString() == QLatin1String("node");
            // A relation's entry serves only with the ports that are read now.
            const QJsonObject outputs = good ? entry->facts.value(QStringLiteral("outputs")).toObject() : QJsonObject();
            for (const PortSpec &port : node.op->spec.outputs)
                if (good && port.type == PortType::Table && usesOf(i, port.name) > 0 && !outputs.contains(port.name))
                    good = step.kind == Kind::Task && node.op->relation;
            if (good && step.target && step.kind == Kind::Relation && outputs.isEmpty())
                good = false;
            if (good)
                good = servesReaders(i, *entry);
            if (good)
                for (auto it = entry->files.begin(); good && it != entry->files.end(); ++it)
                    good = m_state.cache.verify(*entry, it.key());
            // A file that a sink wrote must still be the one it wrote.
            if (good)
                for (const QJsonValue &value : entry->facts.value(QStringLiteral("written")).toArray()) {
                    const QJsonObject written = value.toObject();
                    const auto now = FileIdentity::of(written.value(QStringLiteral("path")).toString());
                    good = good && now && *now == FileIdentity::fromJson(written.value(QStringLiteral("identity")).toObject());
                }
            if (good) {
                step.fromCache = true;
                step.entry = std::move(entry);
                if (!(relatesToo(i) && step.needed) && !wholly)
                    continue;
            }
        }
        for (const GraphInput &input : node.inputs)
            for (const OutputRef &from : input.from)
                m_steps[size_t(from.node)].needed = true;
    }
    for (size_t i = 0; i < m_steps.size(); ++i) {
        Step &step = m_steps[i];
        if (step.status != StepStatus::Waiting)
            continue;
        const bool works = step.target || step.needed;
        if (!works)
            continue;
        if (!step.fromCache || (relatesToo(int(i)) && step.needed)) {
            std::set<int> inputs;
            for (const GraphInput &input : m_graph.nodes[i].inputs)
                for (const OutputRef &from : input.from)
                    inputs.insert(from.node);
            step.waitingFor = int(inputs.size());
        }
        if (step.waitingFor == 0) {
            step.status = StepStatus::Ready;
            m_ready.insert(int(i));
        }
    }
}

void Executor::schedule()
{
    if (m_mode == Mode::Run) {
        QByteArray plan("\"event\":\"plan\",\"steps\":[");
        bool first = true;
        for (size_t i = 0; i < m_steps.size(); ++i) {
            if (m_steps[i].status == StepStatus::NotNeeded)
                continue;
            plan += first ? "{\"node\":" : ",{\"node\":";
            first = false;
            appendJson(plan, m_graph.nodes[i].id);
            plan += ",\"op\":";
            appendJson(plan, m_graph.nodes[i].op->spec.id);
            if (!m_state.keys.at(int(i)).isEmpty()) {
                plan += ",\"key\":";
                appendJson(plan, m_state.keys.at(int(i)));
            }
            if (!m_graph.nodes[i].inputs.empty()) {
                QStringList feeding;
                for (const GraphInput &input : m_graph.nodes[i].inputs)
                    for (const OutputRef &from : input.from)
                        if (const QString &id = m_graph.nodes[size_t(from.node)].id; !feeding.contains(id))
                            feeding << id;
                plan += ",\"inputs\":[";
                for (qsizetype at = 0; at < feeding.size(); ++at) {
                    plan += at == 0 ? "" : ",";
                    appendJson(plan, feeding[at]);
                }
                plan += ']';
            }
            plan += '}';
        }
        m_state.events.emitMembers(plan + ']');
        announceSources();
        // Steps above a cached result are not computed at all: their rows are known from the run that filled the cache.
        for (size_t i = 0; i < m_steps.size(); ++i)
            if (m_steps[i].status == StepStatus::Waiting && !m_steps[i].target && !m_steps[i].needed)
                adoptCached(int(i));
    }
    for (;;) {
        startReady();
        if (m_running.empty() && m_ready.empty() && (m_delayed.empty() || m_state.cancel->requested()))
            break;
        if (!m_running.empty() || m_ready.empty())
            waitForOne();
    }
    for (size_t i = 0; i < m_steps.size(); ++i) {
        Step &step = m_steps[i];
        if (step.status == StepStatus::Waiting || step.status == StepStatus::Ready) {
            step.status = m_mode == Mode::Run ? StepStatus::Skipped : StepStatus::Unknown;
            if (m_mode == Mode::Run)
                m_state.emitNode("step_finished", int(i),
                                 {{QStringLiteral("status"), QStringLiteral("skipped")}, {QStringLiteral("duration_s"), QJsonValue()}});
        } else if (m_mode == Mode::Run && step.status == StepStatus::Done && !step.published) {
            // Bound, but the stage that would have computed it never ended.
            m_state.emitNode("step_finished", int(i),
                             {{QStringLiteral("status"), QStringLiteral("skipped")}, {QStringLiteral("duration_s"), QJsonValue()}});
        }
    }
}

/// Says the rows at ports that no relation stands at, as the run counted them that filled the cache.
void Executor::recallCounts(int node)
{
    Step &step = m_steps[size_t(node)];
    const QList<PortSpec> &ports = m_graph.nodes[size_t(node)].op->spec.outputs;
    if (std::all_of(ports.begin(), ports.end(),
                    [&](const PortSpec &port) { return port.type != PortType::Table || step.rows.contains(port.name); }))
        return;
    if (const auto counts = m_state.cache.find(countsKey(m_state.keys.at(node)))) {
        const QJsonObject rows = counts->facts.value(QStringLiteral("rows")).toObject();
        for (auto it = rows.begin(); it != rows.end(); ++it) {
            if (step.rows.contains(it.key()))
                continue;
            step.rows.insert(it.key(), it.value().toInteger());
            m_state.emitNode("rows", node, {{QStringLiteral("port"), it.key()}, {QStringLiteral("rows"), it.value().toInteger()}});
        }
        m_state.cache.touch(*counts);
    }
}

/// Says what was read, with its content. After the plan, which names the nodes; a content that is remembered is said at once.
/// No step waits for it: while one runs, its thread rests thirty times as long as it works, so that a query has every core.
void Executor::announceSources()
{
    static constexpr int kRest = 30;
    for (const auto &[node, file] : m_sources)
        m_sourceReader->start([this, node = node, file = file] {
            if (m_state.cancel->requested())
                return;
            Clock::time_point began = Clock::now();
            const auto content = m_state.memory.contentOf(file, true, [this, &began] {
                m_jobs->waitFor(kRest * (Clock::now() - began));
                began = Clock::now();
                return m_state.cancel->requested();
            });
            if (!content) {
                m_state.log(node, QStringLiteral("warning"), content.error().toString());
                return;
            }
            m_state.emitNode("dataset", node,
                             {{QStringLiteral("path"), file},
                              {QStringLiteral("role"), QStringLiteral("input")},
                              {QStringLiteral("bytes"), content->identity.size},
                              {QStringLiteral("sha256"), content->sha256},
                              {QStringLiteral("xxh3"), content->xxh3}});
        });
}

void Executor::adoptCached(int node)
{
    m_steps[size_t(node)].fromCache = true;
    recallCounts(node);
    inBackground([this, node] { recallLineage(m_state, node); });
    finishStep(node, StepStatus::Cached, -1);
}

void Executor::startReady()
{
    const size_t slots = m_jobs ? size_t(std::clamp(m_state.options.threads, 1, 2)) : 1;
    while (!m_ready.empty() && (m_running.size() < slots)) {
        if (m_state.cancel->requested()) {
            m_ready.clear();
            return;
        }
        const int node = *m_ready.begin();
        m_ready.erase(m_ready.begin());
        ready(node);
    }
}

void Executor::ready(int node)
{
    Step &step = m_steps[size_t(node)];
    const GraphNode &entry = m_graph.nodes[size_t(node)];
    const auto failed = [&](Error error) {
        if (m_mode == Mode::Run) {
            failStep(node, std::move(error).at(entry.id), StepStatus::Failed);
            return;
        }
        Diagnostic diagnostic;
        diagnostic.code = QStringLiteral("bind_%1").arg(toString(error.code));
        diagnostic.node = error.node.isEmpty() ? entry.id : error.node;
        diagnostic.parameter = error.parameter;
        diagnostic.text = error.text;
        diagnostic.hint = error.hint;
        diagnostic.position = error.position;
        m_diagnostics << diagnostic;
        step.status = StepStatus::Failed;
    };

    if (step.fromCache) {
        m_state.cache.touch(*step.entry);
        auto result = loadResult(m_state, node, *step.entry);
        if (!result) {
            failed(std::move(result.error()));
            return;
        }
        m_state.results[size_t(node)] = *result;
        for (PlannedRelation &planned : loadTables(m_state, node, *step.entry))
            addRelation(std::move(planned), {});
        step.knowledge = data::Knowledge::Remembered;
        if (step.keepsLast && m_mode == Mode::Plan)
            newStage(node, QStringLiteral("frozen"),
                     QStringLiteral("the node is frozen: its last result is taken, whatever stands upstream"), {});
        if (relatesToo(node) && step.needed)
            if (auto bound = bind(node); !bound) {
                failed(std::move(bound.error()));
                return;
            }
        if (m_mode == Mode::Run) {
            recallCounts(node);
            for (const QJsonValue &value : (*result)->metrics) {
                const QJsonArray metric = value.toArray();
                m_state.emitNode("metric", node,
                                 {{QStringLiteral("key"), entry.id + QLatin1Char('/') + metric.at(0).toString()},
                                  {QStringLiteral("value"), metric.at(1)},
                                  {QStringLiteral("step"), metric.at(2)}});
            }
            announceResult(m_state, node, **result);
            if (!(*result)->written.isEmpty())
                inBackground([this, node, kept = *result] { announceWritten(m_state, node, *kept); });
            // A table that is a result of the run is one of this run, too.
            for (const auto &[port, index] : m_state.tables[size_t(node)])
                if (step.target && usesOf(node, port) == 0)
                    recordCachedTable(m_state, node, *step.entry, m_state.relations.at(index));
        }
        finishStep(node, StepStatus::Cached, -1);
        return;
    }
    if (m_mode != Mode::Run && !inputsKnown(node)) {
        if (m_mode == Mode::Look)
            assumeRemembered(node);
        finishStep(node, StepStatus::Unknown, -1);
        return;
    }
    if (m_mode != Mode::Run && step.kind != Kind::Relation) {
        if (auto assumed = assume(node); !assumed) {
            failed(std::move(assumed.error()));
            return;
        }
        finishStep(node, StepStatus::Unknown, -1);
        return;
    }
    if (step.kind != Kind::Relation) {
        startTask(node);
        return;
    }
    if (auto bound = bind(node); !bound) {
        failed(std::move(bound.error()));
        return;
    }
    // Looking runs nothing, so nothing is kept either: the query for a port goes down to its sources.
    const Keep keep = m_mode == Mode::Look ? Keep() : relationsToKeep(node);
    if (!keep.relations.empty()) {
        if (!startReading(node, keep))
            startMaterialize(node, keep);
        return;
    }
    finishStep(node, StepStatus::Done, -1);
}

void Executor::waitForOne()
{
    std::unique_lock lock(m_mutex);
    const auto hasWork = [this] { return !m_posted.empty(); };
    while (m_posted.empty() && (!m_running.empty() || !m_delayed.empty())) {
        auto next = Clock::time_point::max();
        for (const Delayed &delayed : m_delayed)
            next = std::min(next, delayed.when);
        for (const Running &running : m_running)
            if (running.hasDeadline)
                next = std::min(next, running.deadline);
        if (next == Clock::time_point::max()) {
            m_wake.wait(lock, hasWork);
        } else if (!m_wake.wait_until(lock, next, hasWork)) {
            const auto now = Clock::now();
            for (Running &running : m_running)
                if (running.hasDeadline && running.deadline <= now) {
                    running.hasDeadline = false;
                    running.token->request(CancelToken::Reason::TimedOut);
                }
            bool due = false;
            std::erase_if(m_delayed, [&](const Delayed &delayed) {
                if (delayed.when > now)
                    return false;
                m_ready.insert(delayed.node);
                return due = true;
            });
            if (due)
                return;
        }
    }
    std::deque<std::function<void()>> posted;
    posted.swap(m_posted);
    lock.unlock();
    for (const auto &work : posted)
        work();
}

void Executor::finishStep(int node, StepStatus status, double seconds)
{
    Step &step = m_steps[size_t(node)];
    // A relation that is fused into a later stage is done when that stage is; its rows may be read now all the same.
    const bool fused = m_mode == Mode::Run && step.kind == Kind::Relation && status == StepStatus::Done && seconds < 0;
    step.status = status;
    if (m_mode == Mode::Run && !fused && !step.published) {
        step.published = true;
        QByteArray more(",\"status\":");
        appendJson(more, toString(status));
        more += ",\"duration_s\":";
        appendJson(more, seconds < 0 ? std::nan("") : seconds);
        if (step.stage >= 0) {
            more += ",\"stage\":";
            appendJson(more, qint64(step.stage));
            if (m_stages[size_t(step.stage - 1)].alone)
                more += ",\"alone\":true";
        }
        m_state.emitText("step_finished", node, more);
    }
    for (const int consumer : m_graph.nodes[size_t(node)].consumers)
        inputsReadyFor(consumer);
}

void Executor::inputsReadyFor(int node)
{
    Step &step = m_steps[size_t(node)];
    if (step.status != StepStatus::Waiting || step.waitingFor == 0)
        return;
    if (--step.waitingFor == 0) {
        step.status = StepStatus::Ready;
        m_ready.insert(node);
    }
}

void Executor::failStep(int node, Error error, StepStatus status)
{
    Step &step = m_steps[size_t(node)];
    step.status = status;
    step.published = true;
    QString word = QStringLiteral("failed");
    if (error.code == ErrorCode::Cancelled)
        word = QStringLiteral("cancelled");
    else if (error.code == ErrorCode::TimedOut)
        word = QStringLiteral("timed_out");
    QJsonObject event{{QStringLiteral("status"), word},
                      {QStringLiteral("error"), error.toJson()},
                      {QStringLiteral("attempt"), step.attempt},
                      {QStringLiteral("retry"), false}};
    if (step.stage >= 0)
        event.insert(QStringLiteral("stage"), step.stage);
    m_state.emitNode("step_failed", node, event);
    m_outcome.errors << std::move(error);
}

}  // namespace headrace::execution
