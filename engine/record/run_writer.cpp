// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/run_writer.h"

#include "engine/base/json_writer.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace headrace::record {

void RunWriter::expect(qsizetype steps)
{
    m_stages.expect(steps);
    m_steps.expect(steps);
}

void RunWriter::stage(const Stage &stage)
{
    m_stages.put(stage.id, stage);
    ++m_waiting;
}

void RunWriter::step(const Step &step)
{
    m_steps.put(step.node, step);
    ++m_waiting;
}

void RunWriter::output(const Output &output)
{
    Output &waiting = m_outputs[output.node + QLatin1Char(':') + output.port];
    Output merged = output;
    // What is said of a port in several messages adds up.
    if (!merged.rows)
        merged.rows = waiting.rows;
    if (merged.schema.isEmpty())
        merged.schema = waiting.schema;
    if (merged.key.isEmpty())
        merged.key = waiting.key;
    if (merged.facts.isEmpty())
        merged.facts = waiting.facts;
    if (merged.kind == QLatin1String("table") && !waiting.node.isEmpty())
        merged.kind = waiting.kind;
    waiting = merged;
    ++m_waiting;
}

void RunWriter::metric(const MetricPoint &point)
{
    auto found = m_seriesIndex.constFind(point.key);
    if (found == m_seriesIndex.constEnd()) {
        found = m_seriesIndex.insert(point.key, int(m_series.size()));
        m_series.push_back({point.key, {}});
    }
    m_series[size_t(*found)].points.push_back({point.step, point.timestampMs, point.value});
    ++m_waiting;
}

void RunWriter::artifact(const Artifact &artifact)
{
    m_artifacts << artifact;
    ++m_waiting;
}
void RunWriter::dataset(const DatasetUse &use)
{
    m_datasets << use;
    ++m_waiting;
}
void RunWriter::edge(const LineageEdge &edge)
{
    m_edges << edge;
    ++m_waiting;
}
void RunWriter::column(const ColumnEdge &edge)
{
    m_columns << edge;
    ++m_waiting;
}

void RunWriter::expression(const QString &node, const QString &port, const QString &column, const QString &sql)
{
    m_expressions << std::array{node, port, column, sql};
    ++m_waiting;
}

Result<void> RunWriter::flush()
{
    if (m_waiting == 0 && !m_libraries && !m_heartbeat)
        return {};
    HR_TRY(m_database.transaction([this] { writeAll(); }));
    clear();
    return {};
}

Result<void> RunWriter::finish(RunStatus status, qint64 endMs, double durationS, const QJsonArray &errors, std::optional<qint64> peakMemory)
{
    m_database.setPatience(kPatienceAtEndMs);
    HR_TRY(m_database.setDurable(true));
    const auto written = m_database.transaction([&] {
        writeAll();
        auto &update = m_database.statement(
            "UPDATE runs SET status = ?, end_time = ?, duration_s = ?, errors = ?, peak_memory = ?, heartbeat = ? WHERE run = ?");
        bind(update, 1, toString(status));
        update.bind(2, int64_t(endMs));
        update.bind(3, durationS);
        bind(update, 4, compact(errors));
        bind(update, 5, peakMemory);
        update.bind(6, int64_t(endMs));
        update.bind(7, int64_t(m_row));
        update.exec();
    });
    HR_TRY(m_database.setDurable(false));
    m_database.setPatience(kPatienceMs);
    if (written)
        clear();
    return written;
}

void RunWriter::clear()
{
    m_waiting = 0;
    m_stages.clear();
    m_steps.clear();
    m_outputs.clear();
    for (Series &series : m_series)
        series.points.clear();
    m_artifacts.clear();
    m_datasets.clear();
    m_edges.clear();
    m_columns.clear();
    m_expressions.clear();
    m_libraries.reset();
    m_heartbeat.reset();
}

void RunWriter::writeAll()
{
    if (m_libraries) {
        auto &update = m_database.statement("UPDATE runs SET libraries = ? WHERE run = ?");
        bind(update, 1, compact(*m_libraries));
        update.bind(2, int64_t(m_row));
        update.exec();
    }
    if (m_heartbeat) {
        auto &update = m_database.statement("UPDATE runs SET heartbeat = ? WHERE run = ?");
        update.bind(1, int64_t(*m_heartbeat));
        update.bind(2, int64_t(m_row));
        update.exec();
    }
    writeSteps();
    writeMetrics();
    writeFiles();
    writeLineage();
}

void RunWriter::writeSteps()
{
    auto &insertStage = m_database.statement(
        "INSERT OR REPLACE INTO stages (run, stage, place, nodes, status, start_time, duration_s) VALUES (?,?,?,?,?,?,?)");
    for (const int place : m_stages.waiting) {
        const Stage &stage = m_stages.values[size_t(place)];
        QByteArray nodes("[");
        for (const QString &node : stage.nodes) {
            if (nodes.size() > 1)
                nodes += ',';
            appendJson(nodes, node);
        }
        insertStage.reset();
        insertStage.bind(1, int64_t(m_row));
        bind(insertStage, 2, stage.id);
        insertStage.bind(3, place);
        bind(insertStage, 4, QString::fromUtf8(nodes + ']'));
        bind(insertStage, 5, stage.status);
        bind(insertStage, 6, stage.startMs);
        bind(insertStage, 7, stage.durationS);
        insertStage.exec();
    }
    auto &insert = m_database.statement(
        "INSERT OR REPLACE INTO steps (run, node, place, op, stage, key, status, attempts, start_time, end_time, duration_s, error) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
    for (const int place : m_steps.waiting) {
        const Step &step = m_steps.values[size_t(place)];
        insert.reset();
        insert.bind(1, int64_t(m_row));
        bind(insert, 2, step.node);
        insert.bind(3, place);
        bind(insert, 4, step.op);
        bind(insert, 5, step.stage);
        bind(insert, 6, step.key);
        bind(insert, 7, step.status);
        insert.bind(8, step.attempts);
        bind(insert, 9, step.startMs);
        bind(insert, 10, step.endMs);
        bind(insert, 11, step.durationS);
        if (step.error.isEmpty())
            insert.bind(12);
        else
            bind(insert, 12, compact(step.error));
        insert.exec();
    }
}

qint64 RunWriter::seriesOf(const QString &key)
{
    auto &insert = m_database.statement(
        "INSERT INTO metric_series (run, key) VALUES (?, ?) ON CONFLICT (run, key) DO UPDATE SET key = key RETURNING series");
    insert.bind(1, int64_t(m_row));
    bind(insert, 2, key);
    insert.executeStep();
    const qint64 series = insert.getColumn(0).getInt64();
    insert.reset();
    return series;
}

void RunWriter::writeMetrics()
{
    auto &insert = m_database.statement("INSERT OR IGNORE INTO metric_points (series, step, timestamp, value, is_nan) VALUES (?,?,?,?,?)");
    // By series, each from its first step on: points then append to the end of one page after another.
    const auto earlier = [](const Point &a, const Point &b) { return std::tie(a.step, a.timestampMs) < std::tie(b.step, b.timestampMs); };
    for (Series &series : m_series) {
        if (series.points.empty())
            continue;
        // Asked again in each batch: had an earlier transaction failed, the key would not be there.
        const qint64 id = seriesOf(series.key);
        if (!std::is_sorted(series.points.begin(), series.points.end(), earlier))
            std::stable_sort(series.points.begin(), series.points.end(), earlier);
        insert.bind(1, int64_t(id));
        for (const Point &point : series.points) {
            const bool nan = std::isnan(point.value);
            insert.bind(2, int64_t(point.step));
            insert.bind(3, int64_t(point.timestampMs));
            insert.bind(4, nan ? 0.0 : point.value);
            insert.bind(5, int(nan));
            insert.exec();
            insert.reset();
        }
        // The latest is the greatest step, then the latest moment, as MLflow has it.
        const Point &last = series.points.back();
        auto &latest = m_database.statement(
            "UPDATE metric_series SET latest_value = ?1, latest_step = ?2, latest_timestamp = ?3, latest_is_nan = ?4 "
            "WHERE series = ?5 AND (latest_timestamp = 0 OR (latest_step, latest_timestamp) <= (?2, ?3))");
        latest.bind(1, std::isnan(last.value) ? 0.0 : last.value);
        latest.bind(2, int64_t(last.step));
        latest.bind(3, int64_t(last.timestampMs));
        latest.bind(4, int(std::isnan(last.value)));
        latest.bind(5, int64_t(id));
        latest.exec();
    }
}

void RunWriter::writeFiles()
{
    for (const Output &output : std::as_const(m_outputs)) {
        auto &insert = m_database.statement(
            "INSERT INTO outputs (run, node, port, kind, rows, schema, key, facts) VALUES (?,?,?,?,?,?,?,?) "
            "ON CONFLICT DO UPDATE SET kind = iif(excluded.kind = 'table', kind, excluded.kind), rows = coalesce(excluded.rows, rows), "
            "schema = coalesce(excluded.schema, schema), key = iif(excluded.key = '', key, excluded.key), "
            "facts = iif(excluded.facts = '{}', facts, excluded.facts)");
        insert.bind(1, int64_t(m_row));
        bind(insert, 2, output.node);
        bind(insert, 3, output.port);
        bind(insert, 4, output.kind);
        bind(insert, 5, output.rows);
        if (output.schema.isEmpty())
            insert.bind(6);
        else
            bind(insert, 6, compact(output.schema));
        bind(insert, 7, output.key);
        bind(insert, 8, compact(output.facts));
        insert.exec();
    }
    for (const Artifact &artifact : std::as_const(m_artifacts)) {
        auto &insert = m_database.statement(
            "INSERT OR REPLACE INTO artifacts (run, node, name, kind, path, bytes, xxh3, rows, facts, timestamp) "
            "VALUES (?,?,?,?,?,?,?,?,?,?)");
        insert.bind(1, int64_t(m_row));
        bind(insert, 2, artifact.node);
        bind(insert, 3, artifact.name);
        bind(insert, 4, artifact.kind);
        bind(insert, 5, artifact.path);
        bind(insert, 6, artifact.bytes);
        bind(insert, 7, artifact.xxh3);
        bind(insert, 8, artifact.rows);
        bind(insert, 9, compact(artifact.facts));
        insert.bind(10, int64_t(artifact.timestampMs));
        insert.exec();
    }
    for (const DatasetUse &use : std::as_const(m_datasets)) {
        auto &insert = m_database.statement(
            "INSERT INTO datasets (name, digest, source, schema, profile, bytes, rows) VALUES (?,?,?,?,?,?,?) "
            "ON CONFLICT (source, digest) DO UPDATE SET schema = coalesce(excluded.schema, schema), "
            "profile = coalesce(excluded.profile, profile), rows = coalesce(excluded.rows, rows) RETURNING dataset");
        bind(insert, 1, use.name);
        bind(insert, 2, use.digest);
        bind(insert, 3, use.source);
        if (!use.schema.isEmpty())
            bind(insert, 4, compact(use.schema));
        if (!use.profile.isEmpty())
            bind(insert, 5, compact(use.profile));
        bind(insert, 6, use.bytes);
        bind(insert, 7, use.rows);
        insert.executeStep();
        const qint64 dataset = insert.getColumn(0).getInt64();
        insert.reset();
        auto &input = m_database.statement("INSERT OR IGNORE INTO inputs (run, dataset, role, node) VALUES (?,?,?,?)");
        input.bind(1, int64_t(m_row));
        input.bind(2, int64_t(dataset));
        bind(input, 3, use.role);
        bind(input, 4, use.node);
        input.exec();
    }
}

void RunWriter::writeLineage()
{
    for (const LineageEdge &edge : std::as_const(m_edges)) {
        auto &insert = m_database.statement(
            "INSERT OR IGNORE INTO lineage_edges (run, from_kind, from_ref, to_kind, to_ref) VALUES (?,?,?,?,?)");
        insert.bind(1, int64_t(m_row));
        bind(insert, 2, edge.fromKind);
        bind(insert, 3, edge.from);
        bind(insert, 4, edge.toKind);
        bind(insert, 5, edge.to);
        insert.exec();
    }
    for (const ColumnEdge &edge : std::as_const(m_columns)) {
        auto &insert = m_database.statement(
            "INSERT OR IGNORE INTO column_edges (run, node, port, column, from_node, from_port, from_column, kind) "
            "VALUES (?,?,?,?,?,?,?,?)");
        insert.bind(1, int64_t(m_row));
        bind(insert, 2, edge.node);
        bind(insert, 3, edge.port);
        bind(insert, 4, edge.column);
        bind(insert, 5, edge.fromNode);
        bind(insert, 6, edge.fromPort);
        bind(insert, 7, edge.fromColumn);
        bind(insert, 8, edge.kind);
        insert.exec();
    }
    for (const auto &[node, port, column, sql] : std::as_const(m_expressions)) {
        auto &insert = m_database.statement(
            "INSERT OR REPLACE INTO column_expressions (run, node, port, column, expression) VALUES (?,?,?,?,?)");
        insert.bind(1, int64_t(m_row));
        bind(insert, 2, node);
        bind(insert, 3, port);
        bind(insert, 4, column);
        bind(insert, 5, sql);
        insert.exec();
    }
}

}  // namespace headrace::record
