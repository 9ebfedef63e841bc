// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/run_order.h"

#include "engine/base/closest.h"
#include "engine/pipeline/format.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

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
    const auto list = [&options](const char *name) {
        QStringList items;
        for (const QJsonValue &value : options.value(QLatin1String(name)).toArray())
            items << value.toString();
        return items;
    };
    const QJsonObject values = options.value(QStringLiteral("values")).toObject();
    for (auto value = values.begin(); value != values.end(); ++value)
        order.values.insert(value.key(), value.value());
    order.to = list("to");
    order.allow = list("allow");
    order.noCache = options.value(QStringLiteral("no_cache")).toBool();
    order.counts = options.value(QStringLiteral("counts")).toBool(true);
    order.seed = run.seed.value_or(kDefaultSeed);
    order.threads = options.value(QStringLiteral("threads")).toInt();
    order.memory = qint64(options.value(QStringLiteral("memory")).toDouble());
    order.folder = options.value(QStringLiteral("folder")).toString();
    order.workspace = options.value(QStringLiteral("workspace")).toString();
    order.python = options.value(QStringLiteral("python")).toString();
    order.experiment = run.experiment == QLatin1String("Default") ? QString() : run.experiment;
    return order;
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
