// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/run_host.h"

#include "engine/base/hashing.h"
#include "engine/base/version.h"
#include "engine/host/cache_upkeep.h"
#include "engine/host/git.h"
#include "engine/host/memory_ledger.h"
#include "engine/host/openlineage_target.h"
#include "engine/host/run_clients.h"
#include "engine/host/run_lineage.h"
#include "engine/host/worker_client.h"
#include "engine/pipeline/format.h"
#include "engine/record/names.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

namespace headrace::host {

namespace {

constexpr double kFlushSeconds = 0.1;  // what a kill of this process may lose
constexpr double kHeartbeatSeconds = 1;
constexpr double kMemoryLookSeconds = 0.1;
constexpr double kMemorySaySeconds = 0.25;
constexpr qint64 kEventFileLimit = qint64(1) << 30;

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

/// Above this the worker is killed: its own limit, and room for what a limit cannot cover.
qint64 hardLimit(qint64 memory)
{
    return memory <= 0 ? 0 : memory + memory / 2 + (qint64(256) << 20);
}

class RunHost
{
public:
    RunHost(const RunOrder &order, const RunOptions &options) : m_order(order), m_options(options) {}

    RunReport run()
    {
        m_startedMs = nowMs();
        m_started = monotonicSeconds();
        m_id = m_order.id.isEmpty() ? record::newRunId(m_startedMs) : m_order.id;
        m_folder = m_options.paths.runFolder(m_id);
        if (const auto prepared = prepare(); !prepared)
            return giveUp(prepared.error());
        if (const auto greeted = greet(); !greeted)
            m_end = greeted.error();
        else
            loop();
        return finish();
    }

private:
    /// Starts the worker first: it loads its libraries while the store is opened.
    Result<void> prepare()
    {
        if (!QDir().mkpath(m_folder))
            return Error(ErrorCode::Io, QStringLiteral("The folder of the run could not be made: %1").arg(m_folder),
                         QStringLiteral("Check the permissions and the space left there, or set HEADRACE_HOME to another folder."));
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QDir().mkpath(m_options.paths.cache);
        takeMemory();
        WorkerOptions worker = m_options.worker;
        worker.logFile = m_folder + QStringLiteral("/worker.log");
        HR_ASSIGN(m_worker, Worker::start(worker));

        HR_ASSIGN(m_store, openStore(m_options.paths));
        if (!m_store->notice().isEmpty() && m_options.onNotice)
            m_options.onNotice(m_store->notice());
        HR_ASSIGN(const auto begun, begin());
        m_row = begun.row;
        m_name = begun.name;
        HR_ASSIGN(m_writer, m_store->writer(m_row));
        m_state.emplace(*m_writer, QStringList{m_folder, m_options.paths.cache});
        if (m_options.onBegin)
            m_options.onBegin(m_id, m_name);
        m_events.setFileName(m_folder + QStringLiteral("/events.ndjson"));
        if (!m_events.open(QIODevice::WriteOnly | QIODevice::Append))
            return Error(ErrorCode::Io, QStringLiteral("The events of the run could not be written: %1").arg(m_events.errorString()),
                         QStringLiteral("Check the permissions and the space left in %1.").arg(m_folder));
        beginLineage();
        return m_clients.listen(m_folder);
    }

    /// Where events go is settled here; whatever goes wrong with them is said, and the run goes on.
    void beginLineage()
    {
        QString target = m_order.openLineage;
        if (target.isEmpty()) {
            const auto trusted = m_store->trusted();
            const auto ofWorkspace = lineageTargetOfWorkspace(m_order.workspace, trusted ? *trusted : QStringList());
            if (!ofWorkspace)
                m_lineageDenied = ofWorkspace.error();  // said once the first event stands
            else
                target = *ofWorkspace;
        }
        m_lineage.emplace(m_options.paths, m_id, target, m_options.courier);
    }

    void warn(const Error &error)
    {
        const QString text = error.hint.isEmpty() ? error.text : error.text + QLatin1Char(' ') + error.hint;
        if (std::exchange(m_warned, text) == text)
            return;
        if (m_options.onNotice)
            m_options.onNotice(text);
        record({{QStringLiteral("event"), QStringLiteral("log")},
                {QStringLiteral("level"), QStringLiteral("warning")},
                {QStringLiteral("text"), text}});
    }

    void tellStart()
    {
        if (!m_lineage->wanted() || m_lineageBegun)
            return;
        m_lineageBegun = true;
        RunFacts facts;
        facts.run = knownRun();
        if (const auto told = m_lineage->start(facts); !told)
            warn(told.error());
    }

    /// What this host knows of the run, whatever becomes of the store.
    record::Run knownRun() const
    {
        record::Run run;
        run.id = m_id;
        run.name = m_name;
        run.sourceName = m_order.file;
        run.workspace = m_order.workspace;
        run.startMs = m_startedMs;
        run.machine = machineFacts();
        for (auto parameter = m_order.pipeline.parameters.begin(); parameter != m_order.pipeline.parameters.end(); ++parameter) {
            const QJsonValue value = m_order.values.value(parameter.key(), parameter->defaultValue);
            if (!value.isUndefined())
                run.params.insert(parameter.key(), value.isString() ? value.toString() : QString::fromUtf8(canonicalJson(value)));
        }
        return run;
    }

    void tellEnd(const RunReport &report, const QJsonArray &errors)
    {
        if (!m_lineage || !m_lineage->wanted())
            return;
        auto facts = factsOf(*m_store, m_id);
        if (!facts || facts->run.status != report.status) {
            facts = RunFacts();
            facts->run = knownRun();
            facts->run.status = report.status;
            facts->run.errors = errors;
            facts->run.endMs = nowMs();
        }
        if (const auto told = m_lineage->end(*facts); !told && m_options.onNotice)
            m_options.onNotice(told.error().text + QLatin1Char(' ') + told.error().hint);
    }

    void takeMemory()
    {
        m_memory = MemoryLedger(m_options.paths.data + QStringLiteral("/memory"), m_options.memoryBudget).take(m_order.memory);
        const qint64 others = m_memory.heldByOthers();
        if (others > 0 && m_options.onNotice && (m_order.memory == 0 || m_memory.bytes() < m_order.memory))
            m_options.onNotice(QStringLiteral("Other runs hold %1 MB of the memory for runs; this one may use %2 MB.")
                                   .arg(others >> 20)
                                   .arg(m_memory.bytes() >> 20));
    }

    Result<record::BegunRun> begin()
    {
        record::NewRun run;
        run.id = m_id;
        run.name = m_order.name;
        run.experiment = m_order.experiment;
        run.sourceName = m_order.file;
        run.workspace = m_order.workspace;
        run.user = userName();
        run.pipeline = m_order.text;
        QJsonObject logic = pipelineToJson(m_order.pipeline);
        m_pipeline = canonicalJson(logic);
        const bool laidOut = logic.contains(QLatin1String("layout"));
        logic.remove(QStringLiteral("layout"));
        run.pipelineHash = sha256(laidOut ? canonicalJson(logic) : m_pipeline);
        run.options = m_order.options();
        run.seed = m_order.seed;
        const record::Run known = knownRun();
        run.params = known.params;
        run.machine = known.machine;
        run.gitCommit = gitCommitOf(m_order.folder);
        run.resumedFrom = m_order.resumedFrom;
        run.reproduces = m_order.reproduces;
        const ProcessIdentity identity = ownIdentity();
        run.host = {identity.pid, identity.started, identity.boot};
        run.startMs = m_startedMs;
        run.artifactUri = m_folder;
        return m_store->begin(run);
    }

    Result<void> greet()
    {
        HR_ASSIGN(const QJsonObject hello, m_worker->awaitHello(m_options.stop));
        const QJsonObject libraries = hello.value(QStringLiteral("libraries")).toObject();
        m_writer->libraries(libraries);
        record({{QStringLiteral("event"), QStringLiteral("hello")},
                {QStringLiteral("protocol"), protocol::kVersion},
                {QStringLiteral("version"), programVersion()},
                {QStringLiteral("libraries"), libraries},
                {QStringLiteral("run"), m_id},
                {QStringLiteral("name"), m_name},
                {QStringLiteral("file"), m_order.file},
                {QStringLiteral("memory"), m_memory.bytes()}});
        if (m_lineageDenied)
            warn(*m_lineageDenied);
        QJsonObject options = m_order.options();
        options.insert(QStringLiteral("memory"), m_memory.bytes());
        options.insert(QStringLiteral("run"), m_id);
        options.insert(QStringLiteral("run_folder"), m_folder);
        options.insert(QStringLiteral("cache_folder"), m_options.paths.cache);
        if (m_order.trust)
            HR_TRY(trustScripts(pipelineToJson(m_order.pipeline), options));
        HR_ASSIGN(const QStringList trusted, m_store->trusted());
        // All at once for the run that was told so: a script may come to light only while it runs.
        options.insert(QStringLiteral("trusted"), m_order.trust ? QJsonValue(true) : QJsonValue(QJsonArray::fromStringList(trusted)));
        m_request = m_worker->send(QStringLiteral("run"), {{QStringLiteral("options"), options}}, "\"pipeline\":" + m_pipeline);
        m_eventEnd = protocol::eventEnd(m_request);
        return {};
    }

    Result<void> trustScripts(const QJsonObject &pipeline, const QJsonObject &options)
    {
        AskOptions asking;
        asking.stop = m_options.stop;
        HR_ASSIGN(const QJsonObject probe,
                  ask(*m_worker, QStringLiteral("trust_probe"),
                      {{QStringLiteral("pipeline"), pipeline}, {QStringLiteral("options"), options}}, asking));
        for (const QJsonValue &script : probe.value(QStringLiteral("scripts")).toArray())
            HR_TRY(m_store->trust(script.toObject().value(QStringLiteral("sha256")).toString(), m_order.file, m_startedMs));
        return {};
    }

    void loop()
    {
        double flushed = monotonicSeconds(), beaten = flushed, looked = flushed, shown = 0;
        while (!m_answered && !m_end) {
            std::vector<Watch> watches;
            m_worker->addWatches(watches);
            m_clients.addWatches(watches);
            if (m_options.stop)
                watches.push_back({m_options.stop->descriptor(), false});
            waitFor(watches, m_writer->waiting() > 0 || m_cancelAt > 0 ? 50 : 100);
            const auto messages = m_worker->pumpLines();
            if (!messages) {
                m_worker->process().kill();
                m_end = messages.error();
                break;
            }
            for (const protocol::Received &received : *messages)
                take(received);
            const double now = monotonicSeconds();
            if (!m_answered && m_worker->outputOver()) {
                m_end = m_worker->deathError();
                break;
            }
            if (now - flushed >= kFlushSeconds) {
                if (now - beaten >= kHeartbeatSeconds) {
                    m_writer->heartbeat(nowMs());
                    beaten = now;
                }
                flush();
                flushed = monotonicSeconds();
            }
            if (now - looked >= kMemoryLookSeconds) {
                lookAtMemory();
                looked = now;
            }
            if (m_options.onProgress && now - shown >= 0.1) {
                m_options.onProgress(*m_state);
                shown = now;
            }
            const bool asked = m_clients.pump(m_id, m_seq);
            lookAtCancel(asked);
        }
    }

    void take(const protocol::Received &received)
    {
        const QJsonObject &message = received.message;
        if (message.value(QStringLiteral("id")).toInt(-1) != m_request || m_answered)
            return;
        if (message.value(QStringLiteral("event")) != QLatin1String("answer")) {
            m_state->apply(message, nowMs());
            // An invalid pipeline has no plan, and is no run.
            if (m_state->planned())
                tellStart();
            if (const auto line = protocol::renumbered(received.line, m_eventEnd, m_seq + 1)) {
                ++m_seq;
                recordLine(*line);
                return;
            }
            QJsonObject event = message;
            event.remove(QStringLiteral("id"));
            record(std::move(event));
            return;
        }
        m_answered = true;
        if (!message.value(QStringLiteral("ok")).toBool()) {
            m_end = Error::fromJson(message.value(QStringLiteral("error")).toObject());
            return;
        }
        const QJsonObject result = message.value(QStringLiteral("result")).toObject();
        const QString status = result.value(QStringLiteral("status")).toString();
        for (const QJsonValue &error : result.value(QStringLiteral("errors")).toArray())
            m_errors << Error::fromJson(error.toObject());
        if (status == QLatin1String("done"))
            return;
        m_end = m_errors.isEmpty() ? Error(ErrorCode::Failed, QStringLiteral("The run failed, and the worker did not say why."),
                                           QStringLiteral("Look at %1.").arg(m_folder + QStringLiteral("/worker.log")))
                                   : m_errors.takeFirst();
        if (status == QLatin1String("cancelled"))
            m_end->code = ErrorCode::Cancelled;
        else if (status == QLatin1String("invalid"))
            m_end->code = ErrorCode::Invalid;
    }

    void record(QJsonObject event)
    {
        event.insert(QStringLiteral("seq"), ++m_seq);
        if (!event.contains(QStringLiteral("t")))
            event.insert(QStringLiteral("t"), nowMs());
        recordLine(protocol::encode(event));
    }

    void recordLine(const QByteArray &line)
    {
        // A flood of log lines must not fill the disk; what the store holds is written all the same.
        m_eventBytes += line.size();
        if (m_eventBytes < kEventFileLimit && m_events.isOpen() && m_events.write(line) != line.size())
            failToWrite(Error(ErrorCode::Io, QStringLiteral("The events of the run could not be written: %1").arg(m_events.errorString()),
                              QStringLiteral("Free space on the disk of %1.").arg(m_folder)));
        if (m_options.onEvent)
            m_options.onEvent(line);
        m_clients.tell(line);
    }

    void flush()
    {
        if (m_events.isOpen() && !m_events.flush())
            failToWrite(Error(ErrorCode::Io, QStringLiteral("The events of the run could not be written: %1").arg(m_events.errorString()),
                              QStringLiteral("Free space on the disk of %1.").arg(m_folder)));
        const auto written = m_writer->flush();
        // A store that is busy for the moment is tried again at the next turn.
        if (!written && written.error().code != ErrorCode::TimedOut)
            failToWrite(written.error());
    }

    /// A run whose facts cannot be kept is ended, and says why.
    void failToWrite(const Error &error)
    {
        if (!m_storeError) {
            m_storeError = error;
            startCancel();
        }
    }

    void lookAtMemory()
    {
        const qint64 bytes = m_worker->process().memory();
        m_peakMemory = std::max(m_peakMemory, bytes);
        // Said when it has changed enough to be seen in a picture of the run.
        if (const double now = monotonicSeconds();
            now - m_memorySaidAt >= kMemorySaySeconds && std::abs(bytes - m_memorySaid) > (4 << 20)) {
            m_memorySaidAt = now;
            m_memorySaid = bytes;
            record({{QStringLiteral("event"), QStringLiteral("memory")}, {QStringLiteral("bytes"), bytes}});
        }
        // Only what was asked for is held to: an estimate of the host's is no reason to kill a run.
        const qint64 limit = m_order.memory > 0 ? hardLimit(m_memory.bytes()) : 0;
        if (limit > 0 && bytes > limit) {
            m_worker->process().kill();
            m_end = Error(ErrorCode::OutOfMemory,
                          QStringLiteral("The worker used %1 MB, far over its limit of %2 MB, and was killed.")
                              .arg(bytes >> 20)
                              .arg(m_memory.bytes() >> 20),
                          QStringLiteral("Give it more with --memory, or take fewer rows."));
        }
    }

    void startCancel()
    {
        if (m_cancelAt > 0)
            return;
        m_cancelAt = monotonicSeconds();
        m_worker->send(QStringLiteral("cancel"), {{QStringLiteral("of"), m_request}});
        (void)m_worker->pump();
    }

    void lookAtCancel(bool asked)
    {
        const int signals = m_options.stop ? m_options.stop->count() : 0;
        if ((asked || signals > 0) && !m_cancelled) {
            m_cancelled = true;
            startCancel();
        }
        if (m_cancelAt > 0 && !m_answered && !m_end && (signals > 1 || monotonicSeconds() - m_cancelAt >= kCooperativeSeconds)) {
            m_worker->process().kill();
            m_end = Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        }
    }

    /// The status, and the error that explains it.
    RunReport conclude()
    {
        RunReport report;
        report.run = m_id;
        report.name = m_name;
        report.durationS = monotonicSeconds() - m_started;
        if (m_storeError) {
            report.status = record::RunStatus::Failed;
            report.errors << *m_storeError;
            m_state->endUnfinished(QStringLiteral("cancelled"), *m_storeError, nowMs());
        } else if (m_cancelled && (!m_answered || (m_end && m_end->code == ErrorCode::Cancelled))) {
            const Error cancelled(ErrorCode::Cancelled, QStringLiteral("The run was cancelled."),
                                  QStringLiteral("Go on with: headrace run --resume %1").arg(m_name));
            report.status = record::RunStatus::Cancelled;
            report.errors << cancelled;
            m_state->endUnfinished(QStringLiteral("cancelled"), cancelled, nowMs());
        } else if (m_end) {
            report.status = m_end->code == ErrorCode::Cancelled ? record::RunStatus::Cancelled : record::RunStatus::Failed;
            // The node that was running when the worker died is the one to look at.
            const QStringList running = m_state->runningNodes();
            if (m_end->node.isEmpty() && !running.isEmpty())
                m_end->node = running.first();
            report.errors << *m_end << m_errors;
            m_state->endUnfinished(QStringLiteral("failed"), *m_end, nowMs());
        } else {
            const Error untrue(ErrorCode::Internal, QStringLiteral("The worker said the run was done, but not every step is."),
                               QStringLiteral("Run it again, and report it if it happens again."));
            report.status = record::RunStatus::Done;
            if (!m_state->planned() || m_state->anyUnfinished() || m_state->anyFailed()) {
                report.status = record::RunStatus::Failed;
                report.errors << untrue;
                m_state->endUnfinished(QStringLiteral("failed"), untrue, nowMs());
            }
        }
        m_state->fill(report);
        return report;
    }

    RunReport finish()
    {
        RunReport report = conclude();
        if (m_end && m_end->code == ErrorCode::Invalid && !m_state->planned()) {
            // Nothing ran: the pipeline is wrong. Such a run is not kept.
            m_worker->end();
            m_clients.close();
            report.run.clear();
            if (const auto gone = m_store->discard(m_row); !gone)
                report.errors << gone.error();
            m_events.close();
            QDir(m_folder).removeRecursively();
            return report;
        }
        QJsonArray errors;
        for (const Error &error : std::as_const(report.errors))
            errors << error.toJson();
        const char *last = report.status == record::RunStatus::Done ? "complete"
            : report.status == record::RunStatus::Cancelled         ? "abort"
                                                                    : "fail";
        if (m_lineage && isLineageUrl(m_lineage->target()))
            if (const auto trouble = lineageTrouble(m_options.paths))
                warn(*trouble);
        record({{QStringLiteral("event"), QLatin1String(last)},
                {QStringLiteral("status"), record::toString(report.status)},
                {QStringLiteral("duration_s"), report.durationS},
                {QStringLiteral("errors"), errors}});
        if (m_events.isOpen()) {
            m_events.close();
            syncFile(m_events.fileName());
        }
        m_peakMemory = std::max(m_peakMemory, m_worker->process().memory());
        const auto written = m_writer->finish(report.status, nowMs(), report.durationS, errors,
                                              m_peakMemory > 0 ? std::optional<qint64>(m_peakMemory) : std::nullopt);
        if (!written && !m_storeError) {
            report.status = record::RunStatus::Failed;
            report.errors << written.error();
        }
        if (m_options.onProgress)
            m_options.onProgress(*m_state);
        m_clients.close();
        tellEnd(report, errors);
        m_worker->end();
        m_memory.giveBack();
        if (!m_order.noCache)
            shrinkCache(m_options.paths, *m_store, m_order.cacheBytes > 0 ? std::optional(m_order.cacheBytes) : std::nullopt);
        return report;
    }

    /// Before the run stood in the store.
    RunReport giveUp(const Error &error)
    {
        if (m_worker)
            m_worker->process().kill();
        m_events.close();
        RunReport report = RunReport::failed(error);
        report.durationS = monotonicSeconds() - m_started;
        if (m_row > 0 && m_store)
            if (const auto gone = m_store->discard(m_row); !gone)
                report.errors << gone.error();
        QDir(m_folder).removeRecursively();
        return report;
    }

    const RunOrder &m_order;
    const RunOptions &m_options;
    QString m_id, m_name, m_folder;
    qint64 m_startedMs = 0;
    double m_started = 0;
    std::unique_ptr<Worker> m_worker;
    std::optional<record::Store> m_store;
    std::optional<record::RunWriter> m_writer;
    std::optional<RunState> m_state;
    RunClients m_clients;
    std::optional<RunLineage> m_lineage;
    bool m_lineageBegun = false;
    std::optional<Error> m_lineageDenied;
    QString m_warned;
    QFile m_events;
    qint64 m_row = 0, m_seq = 0, m_eventBytes = 0, m_peakMemory = 0;
    qint64 m_memorySaid = 0;
    double m_memorySaidAt = 0;
    int m_request = 0;
    QByteArray m_pipeline;  ///< as JSON
    QByteArray m_eventEnd;  ///< of the request's events
    bool m_answered = false, m_cancelled = false;
    double m_cancelAt = 0;
    std::optional<Error> m_end;  ///< why it did not end well
    QList<Error> m_errors;       ///< further ones
    std::optional<Error> m_storeError;
    MemoryShare m_memory;
};

}  // namespace

RunReport runPipeline(const RunOrder &order, const RunOptions &options)
{
    return RunHost(order, options).run();
}

Result<record::Store> openStore(const StorePaths &paths)
{
    HR_ASSIGN(auto store, record::Store::open(paths.database()));
    HR_ASSIGN(const QStringList interrupted,
              store.markInterrupted([](const record::HostIdentity &host) { return isAlive(host.pid, host.started); }, ownIdentity().boot,
                                    nowMs()));
    // Whoever finds that a host died tells the end of its run in its place. What goes wrong with that concerns nobody here.
    for (const QString &run : interrupted)
        if (auto lineage = RunLineage::unfinished(paths, run))
            if (const auto facts = factsOf(store, run))
                (void)lineage->end(*facts);
    return store;
}

}  // namespace headrace::host
