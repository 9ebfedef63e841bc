// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/run_order.h"

#include "engine/base/closest.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/graph.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace headrace::host {

QJsonObject RunOrder::options() const
{
    QJsonObject given;
    for (auto value = values.begin(); value != values.end(); ++value)
        given.insert(value.key(), value.value());
    QJsonObject object{{QStringLiteral("values"), given},        {QStringLiteral("to"), QJsonArray::fromStringList(to)},
                       {QStringLiteral("no_cache"), noCache},    {QStringLiteral("counts"), counts},
                       {QStringLiteral("seed"), seed},           {QStringLiteral("threads"), threads},
                       {QStringLiteral("memory"), memory},       {QStringLiteral("folder"), folder},
                       {QStringLiteral("workspace"), workspace}, {QStringLiteral("allow"), QJsonArray::fromStringList(allow)},
                       {QStringLiteral("python"), python}};
    if (!again.isEmpty())
        object.insert(QStringLiteral("again"), QJsonArray::fromStringList(again));
    if (!file.isEmpty())
        object.insert(QStringLiteral("file"), file);
    if (!frozen.isEmpty()) {
        QJsonObject keys;
        for (auto key = frozen.begin(); key != frozen.end(); ++key)
            keys.insert(key.key(), *key);
        object.insert(QStringLiteral("frozen"), keys);
    }
    if (!reproduces.isEmpty())
        object.insert(QStringLiteral("private_sinks"), true);
    return object;
}

QJsonObject RunOrder::toJson() const
{
    return {{QStringLiteral("file"), file},
            {QStringLiteral("pipeline"), QString::fromUtf8(text)},
            {QStringLiteral("options"), options()},
            {QStringLiteral("trust"), trust},
            {QStringLiteral("cache_bytes"), cacheBytes},
            {QStringLiteral("id"), id},
            {QStringLiteral("name"), name},
            {QStringLiteral("experiment"), experiment},
            {QStringLiteral("resumed_from"), resumedFrom},
            {QStringLiteral("openlineage"), openLineage}};
}

static QStringList textsOf(const QJsonObject &object, const char *name)
{
    QStringList items;
    for (const QJsonValue &value : object.value(QLatin1String(name)).toArray())
        items << value.toString();
    return items;
}

static void takeOptions(RunOrder &order, const QJsonObject &options)
{
    const QJsonObject values = options.value(QStringLiteral("values")).toObject();
    for (auto value = values.begin(); value != values.end(); ++value)
        order.values.insert(value.key(), value.value());
    order.to = textsOf(options, "to");
    order.again = textsOf(options, "again");
    order.allow = textsOf(options, "allow");
    order.noCache = options.value(QStringLiteral("no_cache")).toBool();
    order.counts = options.value(QStringLiteral("counts")).toBool(true);
    order.threads = options.value(QStringLiteral("threads")).toInt();
    order.memory = qint64(options.value(QStringLiteral("memory")).toDouble());
    order.folder = options.value(QStringLiteral("folder")).toString();
    order.workspace = options.value(QStringLiteral("workspace")).toString();
    order.python = options.value(QStringLiteral("python")).toString();
}

Result<RunOrder> RunOrder::fromJson(const QJsonObject &object)
{
    RunOrder order;
    order.text = object.value(QStringLiteral("pipeline")).toString().toUtf8();
    HR_ASSIGN(ReadPipeline read, readPipeline(order.text));
    order.pipeline = std::move(read.pipeline);
    order.file = object.value(QStringLiteral("file")).toString();
    const QJsonObject options = object.value(QStringLiteral("options")).toObject();
    takeOptions(order, options);
    order.seed = options.value(QStringLiteral("seed")).toInteger(kDefaultSeed);
    order.trust = object.value(QStringLiteral("trust")).toBool();
    order.cacheBytes = std::max<qint64>(0, object.value(QStringLiteral("cache_bytes")).toInteger());
    order.id = object.value(QStringLiteral("id")).toString();
    order.name = object.value(QStringLiteral("name")).toString();
    order.experiment = object.value(QStringLiteral("experiment")).toString();
    order.resumedFrom = object.value(QStringLiteral("resumed_from")).toString();
    order.openLineage = object.value(QStringLiteral("openlineage")).toString();
    static const QRegularExpression plain(QStringLiteral("\\A[0-9a-f]{32}\\z"));
    if (!order.id.isEmpty() && !plain.match(order.id).hasMatch())
        return Error(ErrorCode::Invalid, QStringLiteral("'%1' cannot be the id of a run.").arg(order.id));
    return order;
}

Result<RunOrder> orderForFile(const QString &file)
{
    const QFileInfo info(file);
    RunOrder order;
    order.file = info.absoluteFilePath();
    QFile source(order.file);
    if (!info.exists()) {
        const QString near = closestTo(info.fileName(), QDir(info.absolutePath()).entryList({QStringLiteral("*.json")}, QDir::Files));
        return Error(ErrorCode::Usage, QStringLiteral("There is no file '%1'.").arg(file),
                     near.isEmpty() ? QStringLiteral("Name a pipeline file, such as flights.pipeline.json.")
                                    : QStringLiteral("Did you mean '%1'?").arg(near));
    }
    if (info.isDir())
        return Error(ErrorCode::Usage, QStringLiteral("'%1' is a folder.").arg(file), QStringLiteral("Name a pipeline file in it."));
    if (!source.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Usage, QStringLiteral("'%1' cannot be read (%2).").arg(file, source.errorString()),
                     QStringLiteral("Check its permissions."));
    order.text = source.readAll();
    auto read = readPipeline(order.text);
    if (!read)
        return std::move(read).error().code == ErrorCode::Io ? std::move(read).error() : std::move(std::move(read).error()).inFile(file);
    order.pipeline = read->pipeline;
    order.folder = QFileInfo(info.canonicalFilePath()).absolutePath();
    order.workspace = workspaceOf(info.canonicalFilePath());
    for (const Diagnostic &diagnostic : std::as_const(read->diagnostics))
        if (diagnostic.severity == Severity::Error)
            return Error(diagnostic.toError()).inFile(file);
    return order;
}

Result<RunOrder> orderForRun(const record::Run &run)
{
    auto read = readPipeline(run.pipeline);
    if (!read)
        return Error(ErrorCode::Corrupt,
                     QStringLiteral("The recorded pipeline of run '%1' cannot be read: %2").arg(run.name, read.error().text),
                     QStringLiteral("Run the pipeline file itself."));
    RunOrder order;
    order.pipeline = read->pipeline;
    order.text = run.pipeline;
    order.file = run.sourceName;
    const QJsonObject &options = run.options;
    takeOptions(order, options);
    order.again.clear();  // going on with a run is no reason to compute anything twice
    order.seed = run.seed.value_or(kDefaultSeed);
    order.experiment = run.experiment == QLatin1String("Default") ? QString() : run.experiment;
    return order;
}

Result<void> runFrom(RunOrder &order, const QStringList &nodes)
{
    const Graph graph(order.pipeline);
    std::vector<int> open;
    std::vector<char> below(size_t(graph.size()), 0);
    for (const QString &id : nodes) {
        const int node = graph.indexOf(id);
        if (node < 0) {
            const QString near = closestTo(id, order.pipeline.nodes.keys());
            return Error(ErrorCode::Usage, QStringLiteral("There is no node '%1' to run from.").arg(id),
                         near.isEmpty() ? QString() : QStringLiteral("Did you mean '%1'?").arg(near));
        }
        if (!std::exchange(below[size_t(node)], 1))
            open.push_back(node);
    }
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        for (const int next : graph.outputsOf(node))
            if (!std::exchange(below[size_t(next)], 1))
                open.push_back(next);
    }
    for (int node = 0; node < graph.size(); ++node) {
        if (!below[size_t(node)] || order.pipeline.nodes.value(graph.id(node)).disabled)
            continue;
        order.again << graph.id(node);
        const std::vector<int> &outputs = graph.outputsOf(node);
        if (std::all_of(outputs.begin(), outputs.end(), [&](int next) { return order.pipeline.nodes.value(graph.id(next)).disabled; }))
            order.to << graph.id(node);
    }
    if (order.to.isEmpty())
        order.to = nodes;  // what is below is switched off
    return {};
}

static Result<QJsonValue> valueOf(const QString &name, const PipelineParameter &parameter, const QString &text)
{
    const auto refuse = [&](const char *wanted) {
        return Error(ErrorCode::Usage, QStringLiteral("The parameter '%1' cannot be '%2'.").arg(name, text),
                     QStringLiteral("Give %1.").arg(QLatin1String(wanted)));
    };
    bool ok = false;
    switch (parameter.type) {
    case ParamType::Boolean:
        if (text == QLatin1String("true") || text == QLatin1String("false"))
            return QJsonValue(text == QLatin1String("true"));
        return refuse("true or false");
    case ParamType::Integer: {
        const qint64 number = text.toLongLong(&ok);
        return ok ? Result<QJsonValue>(QJsonValue(number)) : refuse("a whole number");
    }
    case ParamType::Number: {
        const double number = text.toDouble(&ok);
        return ok && std::isfinite(number) ? Result<QJsonValue>(QJsonValue(number)) : refuse("a number");
    }
    default:
        return QJsonValue(text);
    }
}

Result<void> setValue(RunOrder &order, const QString &assignment)
{
    const qsizetype equals = assignment.indexOf(QLatin1Char('='));
    const QString name = assignment.left(equals);
    if (equals <= 0)
        return Error(ErrorCode::Usage, QStringLiteral("--set takes NAME=VALUE, not '%1'.").arg(assignment),
                     QStringLiteral("Write for example --set year=2001."));
    const auto parameter = order.pipeline.parameters.constFind(name);
    if (parameter == order.pipeline.parameters.constEnd()) {
        const QString near = closestTo(name, order.pipeline.parameters.keys());
        return Error(ErrorCode::Usage, QStringLiteral("The pipeline has no parameter '%1'.").arg(name),
                     !near.isEmpty() ? QStringLiteral("Did you mean '%1'?").arg(near)
                         : order.pipeline.parameters.isEmpty()
                         ? QStringLiteral("It declares no parameters at all.")
                         : QStringLiteral("It has: %1.").arg(QStringList(order.pipeline.parameters.keys()).join(QStringLiteral(", "))));
    }
    HR_ASSIGN(const QJsonValue value, valueOf(name, *parameter, assignment.mid(equals + 1)));
    order.values.insert(name, value);
    return {};
}

}  // namespace headrace::host
