// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/closest.h"
#include "engine/record/store.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

namespace headrace::record {

namespace {

constexpr const char *kStatusNames[] = {"scheduled", "running", "done", "failed", "cancelled", "interrupted"};

QJsonArray array(const SQLite::Column &column)
{
    return QJsonDocument::fromJson(QByteArray(column.getText(), column.getBytes())).array();
}

double metricValue(const SQLite::Column &value, const SQLite::Column &isNan)
{
    return isNan.getInt() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble();
}

constexpr const char *kSummaryColumns
    = "SELECT r.run, r.run_id, r.name, e.name, r.status, r.source_name, r.workspace, r.user, r.start_time, r.end_time, r.duration_s, "
      "EXISTS (SELECT 1 FROM run_stars s WHERE s.run = r.run)";

void fillSummary(RunSummary &run, const SQLite::Statement &row)
{
    auto &statement = const_cast<SQLite::Statement &>(row);  // getColumn is not const
    run.row = statement.getColumn(0).getInt64();
    run.id = text(statement.getColumn(1));
    run.name = text(statement.getColumn(2));
    run.experiment = text(statement.getColumn(3));
    run.status = runStatusFromString(text(statement.getColumn(4)));
    run.sourceName = text(statement.getColumn(5));
    run.workspace = text(statement.getColumn(6));
    run.user = text(statement.getColumn(7));
    run.startMs = statement.getColumn(8).getInt64();
    run.endMs = optionalInteger(statement.getColumn(9));
    run.durationS = optionalNumber(statement.getColumn(10));
    run.starred = statement.getColumn(11).getInt() != 0;
}

void fillLists(Database &database, RunSummary &run)
{
    auto &metrics = database.statement("SELECT key, value, is_nan FROM latest_metrics WHERE run = ?");
    metrics.bind(1, int64_t(run.row));
    while (metrics.executeStep())
        run.metrics.insert(text(metrics.getColumn(0)), metricValue(metrics.getColumn(1), metrics.getColumn(2)));
    metrics.reset();
    auto &params = database.statement("SELECT key, value FROM params WHERE run = ?");
    params.bind(1, int64_t(run.row));
    while (params.executeStep())
        run.params.insert(text(params.getColumn(0)), text(params.getColumn(1)));
    params.reset();
    auto &tags = database.statement("SELECT key, value FROM run_tags WHERE run = ?");
    tags.bind(1, int64_t(run.row));
    while (tags.executeStep())
        run.tags.insert(text(tags.getColumn(0)), text(tags.getColumn(1)));
    tags.reset();
}

}  // namespace

QString toString(RunStatus status)
{
    return QLatin1String(kStatusNames[int(status)]);
}

RunStatus runStatusFromString(const QString &text)
{
    for (int i = 0; i < int(std::size(kStatusNames)); ++i)
        if (text == QLatin1String(kStatusNames[i]))
            return RunStatus(i);
    return RunStatus::Failed;
}

Result<Run> Store::find(const QString &reference)
{
    std::optional<Run> found;
    qint64 row = 0;
    bool several = false;
    HR_TRY(m_database.reading([&] {
        if (reference == QLatin1String("last")) {
            row = m_database.sql().execAndGet("SELECT coalesce(max(run), 0) FROM runs WHERE lifecycle_stage = 'active'").getInt64();
            return true;
        }
        auto &byName = m_database.statement("SELECT max(run) FROM runs WHERE name = ? AND lifecycle_stage = 'active'");
        bind(byName, 1, reference);
        byName.executeStep();
        row = byName.getColumn(0).getInt64();
        byName.reset();
        const QString id = reference.toLower();
        const bool hex = std::all_of(id.begin(), id.end(),
                                     [](QChar c) { return c.isDigit() || (c >= QLatin1Char('a') && c <= QLatin1Char('f')); });
        if (row != 0 || reference.isEmpty() || !hex)
            return true;
        auto &byId = m_database.statement("SELECT run FROM runs WHERE run_id >= ?1 AND run_id < ?1 || 'g' LIMIT 2");
        bind(byId, 1, id);
        while (byId.executeStep()) {
            several = row != 0;
            row = byId.getColumn(0).getInt64();
        }
        byId.reset();
        return true;
    }));
    if (several)
        return Error(ErrorCode::Usage, QStringLiteral("Several runs begin with '%1'.").arg(reference),
                     QStringLiteral("Give more digits, or the name of the run."));
    if (row == 0) {
        HR_ASSIGN(const QStringList names, recentNames(1000));
        const QString near = closestTo(reference, names);
        return Error(ErrorCode::NotFound,
                     reference == QLatin1String("last") ? QStringLiteral("No run is recorded yet.")
                                                        : QStringLiteral("There is no run '%1'.").arg(reference),
                     near.isEmpty() ? QStringLiteral("'headrace runs' lists them.") : QStringLiteral("Did you mean '%1'?").arg(near));
    }
    HR_TRY(m_database.reading([&] {
        static const std::string query = std::string(kSummaryColumns)
            + ", r.pipeline, r.pipeline_hash, r.options, r.seed, r.libraries, r.machine, r.git_commit, r.resumed_from, r.reproduces, "
              "r.peak_memory, r.errors, "
              "r.host_pid, r.host_started, r.host_boot, r.heartbeat, (SELECT text FROM run_notes n WHERE n.run = r.run) "
              "FROM runs r JOIN experiments e USING (experiment) WHERE r.run = ?";
        SQLite::Statement select(m_database.sql(), query);
        select.bind(1, int64_t(row));
        if (!select.executeStep())
            return false;
        Run run;
        fillSummary(run, select);
        run.pipeline = text(select.getColumn(12)).toUtf8();
        run.pipelineHash = text(select.getColumn(13));
        run.options = object(select.getColumn(14));
        run.seed = optionalInteger(select.getColumn(15));
        run.libraries = object(select.getColumn(16));
        run.machine = object(select.getColumn(17));
        run.gitCommit = text(select.getColumn(18));
        run.resumedFrom = text(select.getColumn(19));
        run.reproduces = text(select.getColumn(20));
        run.peakMemory = optionalInteger(select.getColumn(21));
        run.errors = array(select.getColumn(22));
        run.host = {select.getColumn(23).getInt64(), select.getColumn(24).getInt64(), text(select.getColumn(25))};
        run.heartbeatMs = optionalInteger(select.getColumn(26));
        run.note = text(select.getColumn(27));
        fillLists(m_database, run);
        found = std::move(run);
        return true;
    }));
    if (!found)
        return Error(ErrorCode::NotFound, QStringLiteral("There is no run '%1'.").arg(reference),
                     QStringLiteral("'headrace runs' lists them."));
    return *std::move(found);
}

Result<QList<RunSummary>> Store::runs(const RunFilter &filter)
{
    HR_ASSIGN(const QList<qint64> rows, runRows(filter));
    return summaries(rows);
}

Result<QList<RunSummary>> Store::summaries(const QList<qint64> &rows)
{
    return m_database.reading([&] {
        static const std::string query = std::string(kSummaryColumns)
            + " FROM runs r JOIN experiments e USING (experiment) WHERE r.run = ?";
        SQLite::Statement select(m_database.sql(), query);
        QList<RunSummary> list;
        list.reserve(rows.size());
        for (const qint64 row : rows) {
            select.reset();
            select.bind(1, int64_t(row));
            if (!select.executeStep())
                continue;  // gone since it was looked for
            RunSummary run;
            fillSummary(run, select);
            fillLists(m_database, run);
            list << run;
        }
        return list;
    });
}

Result<QStringList> Store::recentNames(int limit)
{
    return m_database.reading([&] {
        auto &select = m_database.statement("SELECT name FROM runs WHERE lifecycle_stage = 'active' ORDER BY run DESC LIMIT ?");
        select.bind(1, limit);
        QStringList names;
        while (select.executeStep())
            names << text(select.getColumn(0));
        select.reset();
        return names;
    });
}

Result<QList<Stage>> Store::stages(qint64 row)
{
    return m_database.reading([&] {
        auto &select = m_database.statement("SELECT stage, nodes, status, start_time, duration_s FROM stages WHERE run = ? ORDER BY place");
        select.bind(1, int64_t(row));
        QList<Stage> list;
        while (select.executeStep()) {
            Stage stage{text(select.getColumn(0)),
                        {},
                        text(select.getColumn(2)),
                        optionalInteger(select.getColumn(3)),
                        optionalNumber(select.getColumn(4))};
            for (const QJsonValue &node : array(select.getColumn(1)))
                stage.nodes << node.toString();
            list << stage;
        }
        select.reset();
        return list;
    });
}

Result<QList<Step>> Store::steps(qint64 row)
{
    return m_database.reading([&] {
        auto &select = m_database.statement("SELECT node, op, stage, key, status, attempts, start_time, end_time, duration_s, error FROM "
                                            "steps WHERE run = ? ORDER BY place");
        select.bind(1, int64_t(row));
        QList<Step> list;
        while (select.executeStep())
            list << Step{text(select.getColumn(0)),
                         text(select.getColumn(1)),
                         text(select.getColumn(2)),
                         text(select.getColumn(3)),
                         text(select.getColumn(4)),
                         select.getColumn(5).getInt(),
                         optionalInteger(select.getColumn(6)),
                         optionalInteger(select.getColumn(7)),
                         optionalNumber(select.getColumn(8)),
                         object(select.getColumn(9))};
        select.reset();
        return list;
    });
}

Result<QList<Output>> Store::outputs(qint64 row)
{
    return m_database.reading([&] {
        auto &select = m_database.statement(
            "SELECT node, port, kind, rows, schema, key, facts FROM outputs WHERE run = ? ORDER BY node, port");
        select.bind(1, int64_t(row));
        QList<Output> list;
        while (select.executeStep())
            list << Output{
                text(select.getColumn(0)),  text(select.getColumn(1)), text(select.getColumn(2)),  optionalInteger(select.getColumn(3)),
                array(select.getColumn(4)), text(select.getColumn(5)), object(select.getColumn(6))};
        select.reset();
        return list;
    });
}

Result<QList<MetricPoint>> Store::metricHistory(qint64 row, const QString &key)
{
    return m_database.reading([&] {
        auto &select = m_database.statement(
            "SELECT p.step, p.timestamp, p.value, p.is_nan FROM metric_series s JOIN metric_points p USING (series) "
            "WHERE s.run = ? AND s.key = ? ORDER BY p.step, p.timestamp");
        select.bind(1, int64_t(row));
        bind(select, 2, key);
        QList<MetricPoint> list;
        while (select.executeStep())
            list << MetricPoint{key, select.getColumn(0).getInt64(), select.getColumn(1).getInt64(),
                                metricValue(select.getColumn(2), select.getColumn(3))};
        select.reset();
        return list;
    });
}

Result<QList<Artifact>> Store::artifacts(qint64 row)
{
    return m_database.reading([&] {
        auto &select = m_database.statement(
            "SELECT node, name, kind, path, bytes, xxh3, rows, facts, timestamp FROM artifacts WHERE run = ? ORDER BY node, name");
        select.bind(1, int64_t(row));
        QList<Artifact> list;
        while (select.executeStep())
            list << Artifact{text(select.getColumn(0)),
                             text(select.getColumn(1)),
                             text(select.getColumn(2)),
                             text(select.getColumn(3)),
                             optionalInteger(select.getColumn(4)),
                             text(select.getColumn(5)),
                             optionalInteger(select.getColumn(6)),
                             object(select.getColumn(7)),
                             select.getColumn(8).getInt64()};
        select.reset();
        return list;
    });
}

Result<QList<DatasetUse>> Store::datasets(qint64 row)
{
    return m_database.reading([&] {
        auto &select = m_database.statement(
            "SELECT i.node, i.role, d.name, d.source, d.digest, d.bytes, d.rows, d.schema, d.profile "
            "FROM inputs i JOIN datasets d USING (dataset) WHERE i.run = ? ORDER BY i.node, i.role, d.source");
        select.bind(1, int64_t(row));
        QList<DatasetUse> list;
        while (select.executeStep())
            list << DatasetUse{text(select.getColumn(0)),
                               text(select.getColumn(1)),
                               text(select.getColumn(2)),
                               text(select.getColumn(3)),
                               text(select.getColumn(4)),
                               optionalInteger(select.getColumn(5)),
                               optionalInteger(select.getColumn(6)),
                               array(select.getColumn(7)),
                               object(select.getColumn(8))};
        select.reset();
        return list;
    });
}

Result<QList<LineageEdge>> Store::lineage(qint64 row)
{
    return m_database.reading([&] {
        auto &select = m_database.statement(
            "SELECT from_kind, from_ref, to_kind, to_ref FROM lineage_edges WHERE run = ? ORDER BY 1, 2, 3, 4");
        select.bind(1, int64_t(row));
        QList<LineageEdge> list;
        while (select.executeStep())
            list << LineageEdge{text(select.getColumn(0)), text(select.getColumn(1)), text(select.getColumn(2)), text(select.getColumn(3))};
        select.reset();
        return list;
    });
}

Result<QList<ColumnEdge>> Store::columnLineage(qint64 row)
{
    return m_database.reading([&] {
        auto &select = m_database.statement("SELECT node, port, column, from_node, from_port, from_column, kind FROM column_edges WHERE "
                                            "run = ? ORDER BY 1, 2, 3, 7, 4, 5, 6");
        select.bind(1, int64_t(row));
        QList<ColumnEdge> list;
        while (select.executeStep())
            list << ColumnEdge{text(select.getColumn(0)), text(select.getColumn(1)), text(select.getColumn(2)), text(select.getColumn(3)),
                               text(select.getColumn(4)), text(select.getColumn(5)), text(select.getColumn(6))};
        select.reset();
        return list;
    });
}

Result<QMap<QString, QString>> Store::columnExpressions(qint64 row)
{
    return m_database.reading([&] {
        auto &select = m_database.statement(
            "SELECT node || ':' || port || '.' || column, expression FROM column_expressions WHERE run = ?");
        select.bind(1, int64_t(row));
        QMap<QString, QString> map;
        while (select.executeStep())
            map.insert(text(select.getColumn(0)), text(select.getColumn(1)));
        select.reset();
        return map;
    });
}

Result<QSet<QString>> Store::keptKeys()
{
    return m_database.reading([&] {
        auto &select = m_database.statement(
            "WITH kept AS (SELECT run FROM run_stars UNION SELECT r.run FROM model_versions v JOIN runs r ON r.run_id = v.run_id) "
            "SELECT key FROM steps JOIN kept USING (run) WHERE key <> '' UNION SELECT key FROM outputs JOIN kept USING (run) WHERE key <> "
            "''");
        QSet<QString> keys;
        while (select.executeStep())
            keys << text(select.getColumn(0));
        select.reset();
        return keys;
    });
}

}  // namespace headrace::record
