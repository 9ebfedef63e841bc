// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/run_state.h"

#include "engine/protocol/messages.h"

#include <QDir>
#include <QFileInfo>

#include <cmath>

namespace headrace::host {

namespace {

QString text(const QJsonObject &event, const char *member)
{
    return event.value(QLatin1String(member)).toString();
}

/// Stages are named by a text or a number.
QString stageName(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

/// A count: whole, not negative, and small enough to be one.
std::optional<qint64> count(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    return number >= 0 && number < 9e15 ? std::optional<qint64>(qint64(number)) : std::nullopt;
}

std::optional<double> seconds(const QJsonValue &value)
{
    return value.isDouble() && value.toDouble() >= 0 ? std::optional<double>(value.toDouble()) : std::nullopt;
}

bool isTerminal(const QString &status)
{
    return status != QLatin1String("waiting") && status != QLatin1String("running");
}

/// NODE:PORT.COLUMN; the column may hold anything.
bool splitColumn(const QString &reference, QString &node, QString &port, QString &column)
{
    const qsizetype colon = reference.indexOf(QLatin1Char(':'));
    const qsizetype dot = reference.indexOf(QLatin1Char('.'), colon + 1);
    if (colon <= 0 || dot < 0)
        return false;
    node = reference.left(colon);
    port = reference.mid(colon + 1, dot - colon - 1);
    column = reference.mid(dot + 1);
    return true;
}

}  // namespace

bool RunState::apply(const QJsonObject &event, qint64 nowMs)
{
    const QString kind = text(event, "event");
    bool taken = true;
    if (kind.startsWith(QLatin1String("step_")))
        taken = stepEvent(kind, event, nowMs);
    else if (kind == QLatin1String("rows"))
        taken = rows(event);
    else if (kind == QLatin1String("metric"))
        taken = metric(event, nowMs);
    else if (kind == QLatin1String("output"))
        taken = output(event);
    else if (kind == QLatin1String("artifact"))
        taken = artifact(event, nowMs);
    else if (kind == QLatin1String("dataset"))
        taken = dataset(event);
    else if (kind == QLatin1String("lineage"))
        taken = lineage(event);
    else if (kind == QLatin1String("stage_started") || kind == QLatin1String("stage_finished"))
        taken = stageEvent(kind, event, nowMs);
    else if (kind == QLatin1String("plan"))
        taken = plan(event);
    else
        taken = kind == QLatin1String("log") || kind == QLatin1String("memory");
    m_refused += !taken;
    return taken;
}

record::Stage *RunState::addStage(const QJsonValue &id, const QJsonArray &nodes)
{
    record::Stage stage;
    stage.id = stageName(id);
    if (stage.id.isEmpty())
        return nullptr;
    const auto known = m_stageIndex.constFind(stage.id);
    if (known != m_stageIndex.constEnd())
        return &m_stages[*known];
    for (const QJsonValue &node : nodes)
        stage.nodes << node.toString();
    m_stageIndex.insert(stage.id, int(m_stages.size()));
    m_stages << std::move(stage);
    return &m_stages.last();
}

bool RunState::plan(const QJsonObject &event)
{
    if (m_planned || !event.value(QLatin1String("steps")).isArray())
        return false;
    m_planned = true;
    for (const QJsonValue &value : event.value(QLatin1String("stages")).toArray())
        if (record::Stage *stage = addStage(value.toObject().value(QLatin1String("id")),
                                            value.toObject().value(QLatin1String("nodes")).toArray()))
            m_writer.stage(*stage);
    const QJsonArray steps = event.value(QLatin1String("steps")).toArray();
    m_steps.reserve(steps.size());
    m_order.reserve(steps.size());
    m_stageIndex.reserve(steps.size());
    m_writer.expect(steps.size());
    for (const QJsonValue &value : steps) {
        const QJsonObject object = value.toObject();
        record::Step step;
        step.node = text(object, "node");
        step.op = text(object, "op");
        step.stage = stageName(object.value(QLatin1String("stage")));
        step.key = text(object, "key");
        if (step.node.isEmpty() || m_steps.contains(step.node))
            continue;
        m_steps.insert(step.node, step);
        m_order << step.node;
        m_writer.step(step);
        for (const QJsonValue &input : object.value(QLatin1String("inputs")).toArray())
            if (!input.toString().isEmpty())
                m_writer.edge({QStringLiteral("step"), input.toString(), QStringLiteral("step"), step.node});
    }
    return true;
}

bool RunState::stepEvent(const QString &kind, const QJsonObject &event, qint64 nowMs)
{
    const auto found = m_steps.find(text(event, "node"));
    if (found == m_steps.end())
        return false;
    record::Step &step = *found;
    if (const QString stage = stageName(event.value(QLatin1String("stage"))); !stage.isEmpty())
        step.stage = stage;
    if (kind == QLatin1String("step_progress")) {
        const auto done = count(event.value(QLatin1String("done")));
        if (!done)
            return false;
        m_progress = {step.node, *done, count(event.value(QLatin1String("total"))).value_or(0), text(event, "unit"),
                      event.value(QLatin1String("rate")).toDouble()};
        return true;
    }
    if (kind == QLatin1String("step_started")) {
        if (isTerminal(step.status))
            return false;
        step.status = QStringLiteral("running");
        step.startMs = nowMs;
        ++step.attempts;
    } else if (kind == QLatin1String("step_finished")) {
        const QString status = text(event, "status");
        if (isTerminal(step.status)
            || (status != QLatin1String("done") && status != QLatin1String("cached") && status != QLatin1String("warning")
                && status != QLatin1String("skipped")))
            return false;
        step.status = status;
        step.endMs = nowMs;
        step.durationS = seconds(event.value(QLatin1String("duration_s")));
        if (const QString key = text(event, "key"); !key.isEmpty())
            step.key = key;
        // The end of an instant step is all that is said of it and of its stage.
        if (event.value(QLatin1String("alone")).toBool() && m_planned && m_stages.size() < 1'000'000) {
            ++step.attempts;
            step.startMs = nowMs;
            if (record::Stage *stage = addStage(event.value(QLatin1String("stage")), {step.node})) {
                stage->status = QStringLiteral("done");
                stage->startMs = nowMs;
                stage->durationS = step.durationS;
                m_writer.stage(*stage);
            }
        }
        ++m_finished;
    } else if (kind == QLatin1String("step_failed")) {
        if (isTerminal(step.status))
            return false;
        const QString status = text(event, "status");
        step.error = event.value(QLatin1String("error")).toObject();
        if (event.value(QLatin1String("retry")).toBool()) {
            step.status = QStringLiteral("waiting");
        } else {
            step.status = status == QLatin1String("timed_out") || status == QLatin1String("cancelled") ? status : QStringLiteral("failed");
            step.endMs = nowMs;
            ++m_finished;
        }
    } else {
        return false;
    }
    if (m_progress.node == step.node)
        m_progress = {};
    m_writer.step(step);
    return true;
}

bool RunState::stageEvent(const QString &kind, const QJsonObject &event, qint64 nowMs)
{
    // The plan need not name the stages: they are cut while the run goes on.
    record::Stage *found = addStage(event.value(QLatin1String("stage")), event.value(QLatin1String("nodes")).toArray());
    if (!found || !m_planned || m_stages.size() > 1'000'000)
        return false;
    record::Stage &stage = *found;
    if (kind == QLatin1String("stage_started")) {
        stage.status = QStringLiteral("running");
        stage.startMs = nowMs;
    } else {
        stage.status = QStringLiteral("done");
        stage.durationS = seconds(event.value(QLatin1String("duration_s")));
    }
    m_writer.stage(stage);
    return true;
}

bool RunState::metric(const QJsonObject &event, qint64 nowMs)
{
    const QString key = text(event, "key");
    const QJsonValue value = event.value(QLatin1String("value"));
    if (key.isEmpty() || key.size() > 1000 || !(value.isDouble() || value.isString()))
        return false;
    const QJsonValue at = event.value(QLatin1String("t"));
    record::MetricPoint point{key, qint64(event.value(QLatin1String("step")).toDouble()), at.isDouble() ? qint64(at.toDouble()) : nowMs,
                              protocol::numberFromJson(value)};
    m_writer.metric(point);
    const auto last = m_metricSteps.constFind(key);
    if (last == m_metricSteps.constEnd() || *last <= point.step) {
        m_metrics.insert(key, point.value);
        m_metricSteps.insert(key, point.step);
    }
    return true;
}

bool RunState::rows(const QJsonObject &event)
{
    const auto number = count(event.value(QLatin1String("rows")));
    const QString node = text(event, "node"), port = text(event, "port");
    if (!number || port.isEmpty() || !m_steps.contains(node))
        return false;
    m_rows[node][port] = *number;
    m_writer.output({node, port, QStringLiteral("table"), number, {}, {}, {}});
    return true;
}

bool RunState::output(const QJsonObject &event)
{
    record::Output output{text(event, "node"),
                          text(event, "port"),
                          text(event, "kind"),
                          count(event.value(QLatin1String("rows"))),
                          event.value(QLatin1String("schema")).toArray(),
                          text(event, "key"),
                          event.value(QLatin1String("facts")).toObject()};
    if (output.port.isEmpty() || !m_steps.contains(output.node))
        return false;
    if (output.kind.isEmpty())
        output.kind = QStringLiteral("table");
    if (output.rows)
        m_rows[output.node][output.port] = *output.rows;
    else if (const auto known = m_rows.value(output.node).constFind(output.port); known != m_rows.value(output.node).constEnd())
        output.rows = m_rows.value(output.node).value(output.port);
    m_writer.output(output);
    if (output.kind == QLatin1String("model"))
        m_writer.edge({QStringLiteral("step"), output.node, QStringLiteral("model"), output.node + QLatin1Char(':') + output.port});
    return true;
}

bool RunState::isOurs(const QString &path) const
{
    const QString clean = QDir::cleanPath(path);
    return QDir::isAbsolutePath(clean) && std::any_of(m_folders.begin(), m_folders.end(), [&clean](const QString &folder) {
               return clean.startsWith(folder + QLatin1Char('/'));
           });
}

bool RunState::artifact(const QJsonObject &event, qint64 nowMs)
{
    const QString node = text(event, "node"), name = text(event, "name");
    if (name.isEmpty() || !m_steps.contains(node) || !isOurs(text(event, "path")))
        return false;
    m_writer.artifact({node, name, text(event, "kind"), QDir::cleanPath(text(event, "path")), count(event.value(QLatin1String("bytes"))),
                       text(event, "xxh3"), count(event.value(QLatin1String("rows"))), event.value(QLatin1String("facts")).toObject(),
                       nowMs});
    return true;
}

bool RunState::dataset(const QJsonObject &event)
{
    record::DatasetUse use;
    use.node = text(event, "node");
    use.role = text(event, "role");
    use.source = text(event, "path");
    use.name = QFileInfo(use.source).fileName();
    use.digest = text(event, "sha256").isEmpty() ? text(event, "xxh3") : text(event, "sha256");
    use.bytes = count(event.value(QLatin1String("bytes")));
    use.rows = count(event.value(QLatin1String("rows")));
    use.schema = event.value(QLatin1String("schema")).toArray();
    use.profile = event.value(QLatin1String("profile")).toObject();
    const bool input = use.role == QLatin1String("input");
    if (use.source.isEmpty() || !m_steps.contains(use.node) || (!input && use.role != QLatin1String("output")))
        return false;
    m_writer.dataset(use);
    if (input)
        m_writer.edge({QStringLiteral("dataset"), use.source, QStringLiteral("step"), use.node});
    else
        m_writer.edge({QStringLiteral("step"), use.node, QStringLiteral("dataset"), use.source});
    return true;
}

bool RunState::lineage(const QJsonObject &event)
{
    const QString node = text(event, "node");
    if (!m_steps.contains(node) || !event.value(QLatin1String("columns")).isArray())
        return false;
    bool whole = true;
    const auto add = [&](const QJsonValue &from, const QString &port, const QString &column, const char *kind) {
        record::ColumnEdge edge{node, port, column, {}, {}, {}, QLatin1String(kind)};
        if (!splitColumn(from.toString(), edge.fromNode, edge.fromPort, edge.fromColumn)) {
            whole = false;
            return;
        }
        m_writer.column(edge);
        if (edge.fromNode != node)
            m_writer.edge({QStringLiteral("step"), edge.fromNode, QStringLiteral("step"), node});
    };
    QHash<QString, QJsonArray> schemas;  // by port
    for (const QJsonValue &value : event.value(QLatin1String("columns")).toArray()) {
        const QJsonObject column = value.toObject();
        const QString port = text(column, "port"), name = text(column, "name");
        QJsonObject described{{QStringLiteral("name"), name}};
        for (const char *member : {"type", "role", "role_detail", "unresolved"})
            if (column.contains(QLatin1String(member)))
                described.insert(QLatin1String(member), column.value(QLatin1String(member)));
        // The model as one thing is no column.
        if (const QString type = text(column, "type"); !port.isEmpty() && !type.isEmpty() && type != QLatin1String("MODEL"))
            schemas[port] << described;
        for (const QJsonValue &from : column.value(QLatin1String("value")).toArray())
            add(from, port, name, "value");
        for (const QJsonValue &from : column.value(QLatin1String("deciding")).toArray())
            add(from, port, name, "deciding");
        if (const QString sql = text(column, "expression"); !sql.isEmpty())
            m_writer.expression(node, port, name, sql);
    }
    for (const QJsonValue &from : event.value(QLatin1String("choosing")).toArray())
        add(from, text(event, "port"), {}, "choosing");
    for (auto schema = schemas.cbegin(); schema != schemas.cend(); ++schema) {
        record::Output output{node, schema.key(), QStringLiteral("table"), {}, schema.value(), {}, {}};
        const auto known = m_rows.constFind(node);
        if (known != m_rows.constEnd() && known->contains(schema.key()))
            output.rows = known->value(schema.key());
        m_writer.output(output);
    }
    return whole;
}

QStringList RunState::runningNodes() const
{
    QStringList nodes;
    for (const QString &node : m_order)
        if (m_steps.constFind(node)->status == QLatin1String("running"))
            nodes << node;
    return nodes;
}

bool RunState::anyUnfinished() const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [](const record::Step &step) { return !isTerminal(step.status); });
}

void RunState::endUnfinished(const QString &status, const Error &error, qint64 nowMs)
{
    for (const QString &node : std::as_const(m_order)) {
        record::Step &step = m_steps[node];
        if (isTerminal(step.status))
            continue;
        const bool running = step.status == QLatin1String("running");
        step.status = running ? status : QStringLiteral("skipped");
        if (running) {
            step.endMs = nowMs;
            step.error = error.toJson();
        }
        m_writer.step(step);
    }
    for (record::Stage &stage : m_stages)
        if (stage.status == QLatin1String("running") || stage.status == QLatin1String("waiting")) {
            stage.status = stage.status == QLatin1String("running") ? status : QStringLiteral("skipped");
            m_writer.stage(stage);
        }
}

bool RunState::anyFailed() const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [](const record::Step &step) {
        return step.status == QLatin1String("failed") || step.status == QLatin1String("timed_out")
            || step.status == QLatin1String("cancelled");
    });
}

void RunState::fill(RunReport &report) const
{
    for (const QString &node : m_order)
        report.steps << *m_steps.constFind(node);
    report.rows = m_rows;
    report.stages = m_stages;
    report.metrics = m_metrics;
}

}  // namespace headrace::host
