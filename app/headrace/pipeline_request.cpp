// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/pipeline_request.h"

#include "engine/catalog/operator_spec.h"
#include "engine/host/run_host.h"
#include "engine/pipeline/format.h"

#include <QDir>
#include <QFileInfo>

namespace headrace::cli {

namespace {

PipelineRequest requestOf(const host::RunOrder &order)
{
    return {{{QStringLiteral("pipeline"), pipelineToJson(order.pipeline)}, {QStringLiteral("options"), order.options()}}, {}};
}

Result<void> takeOptions(const Arguments &arguments, host::RunOrder &order)
{
    for (const QString &assignment : arguments.values(QStringLiteral("set")))
        HR_TRY(host::setValue(order, assignment));
    for (const QString &path : arguments.values(QStringLiteral("allow")))
        order.allow << QDir::current().absoluteFilePath(path);
    return {};
}

/// The operator that reads a file of this name, empty if none does.
QString readerOf(const QString &file)
{
    QString name = QFileInfo(file).fileName().toLower();
    for (const char *packed : {".gz", ".zst"})
        if (name.endsWith(QLatin1String(packed)))
            name.chop(qsizetype(qstrlen(packed)));
    if (name.endsWith(QLatin1String(".csv")) || name.endsWith(QLatin1String(".tsv")) || name.endsWith(QLatin1String(".txt")))
        return QStringLiteral("read.csv");
    if (name.endsWith(QLatin1String(".parquet")) || name.endsWith(QLatin1String(".pq")))
        return QStringLiteral("read.parquet");
    if (name.endsWith(QLatin1String(".json")) || name.endsWith(QLatin1String(".ndjson")) || name.endsWith(QLatin1String(".jsonl")))
        return QStringLiteral("read.json");
    return {};
}

/// A pipeline of one node that reads the file.
Result<PipelineRequest> requestForData(const QString &file, const QString &reader)
{
    const OperatorSpec *spec = embeddedCatalog().find(reader);
    if (!spec)
        return Error(ErrorCode::Internal, QStringLiteral("This build has no operator %1.").arg(reader));
    host::RunOrder order;
    const QFileInfo info(QFileInfo(file).canonicalFilePath());
    Node node;
    node.op = reader;
    node.version = spec->version;
    node.params.insert(QStringLiteral("path"), info.fileName());
    order.pipeline.nodes.insert(QStringLiteral("file"), node);
    order.folder = info.absolutePath();
    order.workspace = info.absolutePath();
    PipelineRequest request = requestOf(order);
    request.port = QStringLiteral("file:rows");
    return request;
}

}  // namespace

QList<Option> pipelineOptions()
{
    return {{QStringLiteral("set"),
             QStringLiteral("NAME=VALUE"),
             QStringLiteral("Sets a parameter of the pipeline."),
             true,
             Complete::Nothing,
             {}},
            {QStringLiteral("allow"),
             QStringLiteral("PATH"),
             QStringLiteral("Lets the pipeline touch a file or folder outside its workspace."),
             true,
             Complete::File,
             {}}};
}

Result<PipelineRequest> requestForPipeline(const Arguments &arguments, const QString &file)
{
    HR_ASSIGN(host::RunOrder order, host::orderForFile(file));
    HR_TRY(takeOptions(arguments, order));
    return requestOf(order);
}

Result<PipelineRequest> requestForTarget(const Arguments &arguments, const QString &target, const QString &port)
{
    if (QFileInfo(target).isFile()) {
        const QString reader = readerOf(target);
        if (target.endsWith(QLatin1String(".pipeline.json")) || (!port.isEmpty() && target.endsWith(QLatin1String(".json")))) {
            if (port.isEmpty())
                return Error(ErrorCode::Usage, QStringLiteral("'%1' is a pipeline: which node's rows?").arg(target),
                             QStringLiteral("Name one behind it: NODE or NODE:PORT."));
            HR_ASSIGN(PipelineRequest request, requestForPipeline(arguments, target));
            request.port = port;
            return request;
        }
        if (reader.isEmpty())
            return Error(ErrorCode::Usage, QStringLiteral("'%1' is no file that can be looked at.").arg(target),
                         QStringLiteral("CSV, Parquet and JSON files can be, by their ending."));
        return requestForData(target, reader);
    }
    const qsizetype colon = target.indexOf(QLatin1Char(':'));
    if (colon <= 0)
        return Error(ErrorCode::Usage, QStringLiteral("There is no file '%1'.").arg(target),
                     QStringLiteral("Name a data file, a pipeline file with NODE[:PORT], or RUN:NODE[:PORT]."));
    HR_ASSIGN(auto store, host::openStore(StorePaths::ofUser()));
    HR_ASSIGN(const record::Run run, store.find(target.left(colon)));
    HR_ASSIGN(host::RunOrder order, host::orderForRun(run));
    HR_TRY(takeOptions(arguments, order));
    PipelineRequest request = requestOf(order);
    request.port = target.mid(colon + 1);
    return request;
}

}  // namespace headrace::cli
