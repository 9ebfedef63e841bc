// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/lineage_recorder.h"

#include "engine/base/hashing.h"

#include <algorithm>

namespace headrace::execution {

namespace {

QList<data::LineageInput> inputsOf(const RunState &state, int node)
{
    QList<data::LineageInput> inputs;
    for (const GraphInput &input : state.graph.nodes[size_t(node)].inputs)
        for (const OutputRef &from : input.from) {
            const auto found = state.tables[size_t(from.node)].find(from.port);
            if (found == state.tables[size_t(from.node)].end())
                continue;
            const PlannedRelation &relation = state.relations.at(found->second);
            if (std::any_of(inputs.begin(), inputs.end(),
                            [&relation](const data::LineageInput &known) { return known.handle == relation.handle; }))
                continue;  // a table joined with itself
            data::LineageInput one{relation.handle, state.graph.nodes[size_t(from.node)].id + QLatin1Char(':') + from.port,
                                   relation.relation.schema.columns};
            for (const QString &hidden : data::hiddenOf(relation.relation))
                one.columns << data::Column{hidden, QStringLiteral("BIGINT"), data::Role::None, {}};
            inputs << one;
        }
    return inputs;
}

/// Expressions that parameters name outright: records with a name and an expression, such as those of derive and group.
QMap<QString, QString> expressionsOf(const GraphNode &node)
{
    QMap<QString, QString> expressions;
    for (const ParamSpec &spec : node.op->spec.params) {
        if (spec.type != ParamType::Records)
            continue;
        for (const Params &record : node.params.records(spec.name)) {
            const QString name = record.text(QStringLiteral("name"));
            const QString expression = record.text(QStringLiteral("expression"));
            const QString function = record.text(QStringLiteral("function"));
            if (!name.isEmpty() && !(expression.isEmpty() && function.isEmpty()))
                expressions.insert(name, function.isEmpty() ? expression : function + QLatin1Char('(') + expression + QLatin1Char(')'));
        }
    }
    return expressions;
}

bool isHidden(const QString &qualified)
{
    return qualified.section(QLatin1Char('.'), -1).startsWith(QLatin1String(data::kHiddenPrefix));
}

QJsonArray visible(QStringList columns)
{
    columns.erase(std::remove_if(columns.begin(), columns.end(), isHidden), columns.end());
    return QJsonArray::fromStringList(columns);
}

QJsonObject columnEvent(const LineageTask &task, const QString &name, const QJsonArray &value, const QJsonArray &deciding, bool unresolved)
{
    QJsonObject column{{QStringLiteral("port"), task.port},
                       {QStringLiteral("name"), name},
                       {QStringLiteral("value"), value},
                       {QStringLiteral("deciding"), deciding}};
    const auto described = std::find_if(task.schema.columns.begin(), task.schema.columns.end(),
                                        [&name](const data::Column &one) { return one.name == name; });
    if (described != task.schema.columns.end()) {
        const data::Schema alone{{*described}, data::Knowledge::Known};
        const QJsonObject facts = alone.toJson().value(QLatin1String("columns")).toArray().at(0).toObject();
        for (const char *member : {"type", "role", "role_detail"})
            if (facts.contains(QLatin1String(member)))
                column.insert(QLatin1String(member), facts.value(QLatin1String(member)));
    }
    if (unresolved)
        column.insert(QStringLiteral("unresolved"), true);
    if (const auto expression = task.expressions.constFind(name); expression != task.expressions.constEnd())
        column.insert(QStringLiteral("expression"), *expression);
    return column;
}

/// A task's table: columns of the same name are passed on; the others come from all that went in.
QJsonArray byName(const LineageTask &task)
{
    QJsonArray columns;
    QStringList everything;
    for (const data::LineageInput &input : task.inputs)
        for (const data::Column &column : input.columns)
            everything << input.name + QLatin1Char('.') + column.name;
    for (const data::Column &column : task.schema.columns) {
        QStringList value;
        if (!task.opaque)
            for (const data::LineageInput &input : task.inputs)
                for (const data::Column &from : input.columns)
                    if (from.name == column.name)
                        value << input.name + QLatin1Char('.') + from.name;
        const bool made = value.isEmpty() && !task.inputs.isEmpty();
        columns << columnEvent(task, column.name, visible(made && !task.opaque ? everything : value), {}, task.opaque);
    }
    return columns;
}

/// Node ids are no part of a recipe: what is kept names its inputs by their keys.
template <class Name> QJsonArray renamed(const QJsonArray &columns, const Name &name)
{
    QJsonArray result;
    for (const QJsonValue &value : columns) {
        const QString column = value.toString();
        const qsizetype colon = column.indexOf(QLatin1Char(':'));
        if (const QString other = name(column.left(colon)); !other.isEmpty())
            result << other + column.mid(colon);
    }
    return result;
}

template <class Name> QJsonObject renamedEvent(QJsonObject event, const Name &name)
{
    QJsonArray columns;
    for (const QJsonValue &value : event.value(QLatin1String("columns")).toArray()) {
        QJsonObject column = value.toObject();
        for (const char *list : {"value", "deciding"})
            column.insert(QLatin1String(list), renamed(column.value(QLatin1String(list)).toArray(), name));
        columns << column;
    }
    event.insert(QStringLiteral("columns"), columns);
    event.insert(QStringLiteral("choosing"), renamed(event.value(QLatin1String("choosing")).toArray(), name));
    return event;
}

QString lineageKey(const QString &key, const QString &port)
{
    return sha256("lineage\n" + key.toLatin1() + '\n' + port.toUtf8());
}

void remember(const RunState &state, const LineageTask &task, const QJsonObject &event)
{
    const QString &own = state.keys.at(task.node);
    if (!state.options.cache || own.isEmpty())
        return;
    const QString key = lineageKey(own, task.port);
    if (state.cache.find(key))
        return;
    const auto byKey = [&state](const QString &id) {
        const int node = state.graph.index.value(id, -1);
        return node < 0 ? QString() : state.keys.at(node);
    };
    if (auto writer = state.cache.write(key))
        (void)writer->commit({{QStringLiteral("kind"), QStringLiteral("lineage")}, {QStringLiteral("event"), renamedEvent(event, byKey)}});
}

}  // namespace

LineageTask lineageTask(const RunState &state, int relation)
{
    const PlannedRelation &planned = state.relations.at(relation);
    const GraphNode &node = state.graph.nodes[size_t(planned.node)];
    return {planned.node,        planned.port, planned.relation.sql, planned.relation.schema, inputsOf(state, planned.node),
            expressionsOf(node), false};
}

QList<LineageTask> lineageTasksOfResult(const RunState &state, int node, const NodeResult &result)
{
    QList<LineageTask> tasks;
    const Traits &traits = state.graph.nodes[size_t(node)].op->spec.traits;
    for (auto it = result.values.cbegin(); it != result.values.cend(); ++it) {
        LineageTask task{node, it.key(), {}, {}, inputsOf(state, node), {}, traits.runsCode};
        if (const auto *relation = std::get_if<data::Relation>(&it.value())) {
            task.schema = relation->schema;
            if (traits.source)
                task.inputs.clear();
        } else if (const auto *model = std::get_if<std::shared_ptr<const learning::Model>>(&it.value())) {
            // The model as one thing: what its features and its target were flows into it.
            task.schema.columns << data::Column{QStringLiteral("model"), QStringLiteral("MODEL"), data::Role::None, {}};
            const QStringList used = (*model)->features + QStringList{(*model)->target};
            for (data::LineageInput &input : task.inputs)
                input.columns.erase(std::remove_if(input.columns.begin(), input.columns.end(),
                                                   [&used](const data::Column &c) { return !used.contains(c.name); }),
                                    input.columns.end());
        } else {
            continue;
        }
        tasks << task;
    }
    return tasks;
}

void recordLineage(RunState &state, const QList<LineageTask> &tasks)
{
    const auto session = state.session();
    if (!session)
        return;
    const auto connection = (*session)->connect();
    if (!connection)
        return;
    for (const LineageTask &task : tasks) {
        if (state.cancel->requested())
            return;
        QJsonArray columns;
        QJsonArray choosing;
        if (task.sql.isEmpty()) {
            columns = byName(task);
        } else {
            auto lineage = data::lineageOf(**connection, task.sql, task.inputs);
            if (!lineage) {
                if (state.cancel->requested())
                    return;
                // Said, not guessed.
                for (const data::Column &column : task.schema.columns)
                    columns << columnEvent(task, column.name, {}, {}, true);
                state.log(task.node, QStringLiteral("debug"), QStringLiteral("Column lineage is not resolved: ") + lineage.error().text);
            } else {
                for (const data::ColumnLineage &column : lineage->outputs)
                    if (!column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
                        columns << columnEvent(task, column.name, visible(column.value), visible(column.deciding), column.unresolved);
                choosing = visible(lineage->rows);
            }
        }
        const QJsonObject event{
            {QStringLiteral("port"), task.port}, {QStringLiteral("columns"), columns}, {QStringLiteral("choosing"), choosing}};
        state.emitNode("lineage", task.node, event);
        remember(state, task, event);
    }
}

void recallLineage(RunState &state, int node)
{
    const GraphNode &entry = state.graph.nodes[size_t(node)];
    const QString &own = state.keys.at(node);
    if (own.isEmpty())
        return;
    QHash<QString, QString> ids;  // several nodes with one recipe have one content: any of them will do, best one that feeds this
    for (const GraphInput &input : entry.inputs)
        for (const OutputRef &from : input.from)
            ids.insert(state.keys.at(from.node), state.graph.nodes[size_t(from.node)].id);
    for (const PortSpec &port : entry.op->spec.outputs)
        if (const auto kept = state.cache.find(lineageKey(own, port.name))) {
            const QJsonObject event = kept->facts.value(QStringLiteral("event")).toObject();
            state.emitNode("lineage", node, renamedEvent(event, [&ids](const QString &key) { return ids.value(key); }));
            state.cache.touch(*kept);
        }
}

}  // namespace headrace::execution
