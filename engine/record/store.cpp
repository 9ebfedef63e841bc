// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/store.h"

#include "engine/record/names.h"
#include "engine/record/recovery.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdlib>

namespace headrace::record {

namespace {
constexpr int kLockWaitMs = 15000;
constexpr qint64 kStaleHeartbeatMs = 30000;

QString lockFile(const QString &path)
{
    return path + QStringLiteral(".lock");
}

Error cannotWrite(const QString &path)
{
    return Error(ErrorCode::Io, QStringLiteral("The folder of the run store cannot be written: %1").arg(QFileInfo(path).absolutePath()),
                 QStringLiteral("Check its permissions and the space left, or set HEADRACE_HOME to another folder."))
        .inFile(path);
}
}  // namespace

Result<Store> Store::open(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo(folder).isDir()) {
        if (!QDir().mkpath(folder))
            return cannotWrite(path);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    Store store;
    if (!store.m_lock.acquire(lockFile(path), FileLock::Kind::Shared, kLockWaitMs))
        return cannotWrite(path);
    const bool suspect = QFileInfo::exists(damageMark(path));
    if (!suspect) {
        auto database = Database::open(path);
        if (database) {
            store.m_database = std::move(*database);
            return store;
        }
        if (database.error().code != ErrorCode::Corrupt)
            return std::move(database).error();
    }
    if (!store.m_lock.acquire(lockFile(path), FileLock::Kind::Exclusive, kLockWaitMs))
        return Error(ErrorCode::Corrupt, QStringLiteral("The run store is damaged, and another run is using it."),
                     QStringLiteral("Let the other runs end; the next command then sets the damaged file aside."))
            .inFile(path);
    // Another process may have mended it while this one waited.
    auto again = Database::open(path);
    const bool damaged = again ? suspect && !isIntact(path) : again.error().code == ErrorCode::Corrupt;
    if (!again && !damaged)
        return std::move(again).error();
    if (damaged) {
        again = Error();  // closes the connection
        HR_ASSIGN(store.m_notice, recoverStore(path));
        again = Database::open(path);
        if (!again)
            return std::move(again).error();
    }
    QFile::remove(damageMark(path));
    store.m_database = std::move(*again);
    if (!store.m_lock.acquire(lockFile(path), FileLock::Kind::Shared, kLockWaitMs))
        return cannotWrite(path);
    return store;
}

Result<BegunRun> Store::begin(const NewRun &run)
{
    BegunRun begun;
    begun.id = run.id;
    HR_TRY(m_database.transaction([&] {
        begun.name = run.name;
        for (int tries = 0; begun.name.isEmpty(); ++tries) {
            QString name = newRunName();
            if (tries > 20)
                name += QLatin1Char('-') + begun.id.right(4);
            auto &taken = m_database.statement("SELECT 1 FROM runs WHERE name = ?");
            bind(taken, 1, name);
            if (!taken.executeStep())
                begun.name = name;
            taken.reset();
        }
        qint64 experiment = 0;
        if (!run.experiment.isEmpty()) {
            auto &insert = m_database.statement("INSERT INTO experiments (name, creation_time, last_update_time) VALUES (?1, ?2, ?2) "
                                                "ON CONFLICT (name) DO UPDATE SET lifecycle_stage = 'active' RETURNING experiment");
            bind(insert, 1, run.experiment);
            insert.bind(2, int64_t(run.startMs));
            insert.executeStep();
            experiment = insert.getColumn(0).getInt64();
            insert.reset();
        }
        auto &insert = m_database.statement(
            "INSERT INTO runs (run_id, name, experiment, status, user, source_name, workspace, artifact_uri, pipeline, pipeline_hash, "
            "options, seed, "
            "machine, git_commit, resumed_from, reproduces, start_time, host_pid, host_started, host_boot, heartbeat) "
            "VALUES (?1,?2,?3,'running',?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?16)");
        bind(insert, 1, begun.id);
        bind(insert, 2, begun.name);
        insert.bind(3, int64_t(experiment));
        bind(insert, 4, run.user);
        bind(insert, 5, run.sourceName);
        bind(insert, 6, run.workspace);
        bind(insert, 7, run.artifactUri);
        bind(insert, 8, QString::fromUtf8(run.pipeline));
        bind(insert, 9, run.pipelineHash);
        bind(insert, 10, compact(run.options));
        bind(insert, 11, run.seed);
        bind(insert, 12, compact(run.machine));
        bind(insert, 13, run.gitCommit);
        if (!run.resumedFrom.isEmpty())
            bind(insert, 14, run.resumedFrom);
        if (!run.reproduces.isEmpty())
            bind(insert, 15, run.reproduces);
        insert.bind(16, int64_t(run.startMs));
        insert.bind(17, int64_t(run.host.pid));
        insert.bind(18, int64_t(run.host.started));
        bind(insert, 19, run.host.boot);
        insert.exec();
        begun.row = m_database.sql().getLastInsertRowid();
        for (auto param = run.params.begin(); param != run.params.end(); ++param) {
            auto &value = m_database.statement("INSERT INTO params (run, key, value) VALUES (?,?,?)");
            value.bind(1, int64_t(begun.row));
            bind(value, 2, param.key());
            bind(value, 3, param.value());
            value.exec();
        }
    }));
    return begun;
}

Result<void> Store::discard(qint64 row)
{
    return m_database.transaction([&] {
        auto &remove = m_database.statement("DELETE FROM runs WHERE run = ?");
        remove.bind(1, int64_t(row));
        remove.exec();
    });
}

Result<RunWriter> Store::writer(qint64 row) const
{
    HR_ASSIGN(Database database, Database::open(m_database.path()));
    return RunWriter(std::move(database), row);
}

Result<QStringList> Store::markInterrupted(const std::function<bool(const HostIdentity &)> &alive, const QString &boot, qint64 nowMs)
{
    struct Found {
        qint64 row;
        QString id;
        HostIdentity host;
        qint64 heartbeat;
    };
    QList<Found> running;
    HR_TRY(m_database.reading([&] {
        auto &select = m_database.statement(
            "SELECT run, run_id, host_pid, host_started, host_boot, heartbeat FROM runs WHERE status IN ('scheduled', 'running')");
        while (select.executeStep())
            running << Found{select.getColumn(0).getInt64(),
                             text(select.getColumn(1)),
                             {select.getColumn(2).getInt64(), select.getColumn(3).getInt64(), text(select.getColumn(4))},
                             select.getColumn(5).getInt64()};
        select.reset();
        return true;
    }));
    QStringList marked;
    for (const Found &run : std::as_const(running)) {
        // Of another boot or container we see no processes; there only the heartbeat speaks. The difference counts both ways,
        // for the clock may have been set back.
        const bool gone = run.host.boot == boot ? !alive(run.host) : std::llabs(nowMs - run.heartbeat) > kStaleHeartbeatMs;
        if (!gone)
            continue;
        HR_TRY(m_database.transaction([&] {
            auto &update = m_database.statement(
                "UPDATE runs SET status = 'interrupted', end_time = heartbeat, duration_s = max(0, heartbeat - start_time) / 1000.0, "
                "errors = json_insert(errors, '$[#]', json_object('code', 'crashed', 'text', 'The run host ended without a word.', "
                "'hint', 'Go on with: headrace run --resume ' || name)) "
                "WHERE run = ? AND status IN ('scheduled', 'running') AND heartbeat = ?");
            update.bind(1, int64_t(run.row));
            update.bind(2, int64_t(run.heartbeat));
            if (update.exec() == 0)
                return;  // it ended, or its heart beat, while we looked
            auto &steps = m_database.statement("UPDATE steps SET status = 'interrupted' WHERE run = ? AND status = 'running'");
            steps.bind(1, int64_t(run.row));
            steps.exec();
            auto &stages = m_database.statement("UPDATE stages SET status = 'interrupted' WHERE run = ? AND status = 'running'");
            stages.bind(1, int64_t(run.row));
            stages.exec();
            marked << run.id;
        }));
    }
    return marked;
}

}  // namespace headrace::record
