// SPDX-License-Identifier: GPL-3.0-or-later
// code.python: a step that runs the user's own script in the user's own interpreter.
#include "engine/operators/code_python.h"

#include "engine/base/hashing.h"
#include "engine/base/quoting.h"
#include "engine/data/expression.h"
#include "engine/learning/python_step.h"
#include "engine/operators/declare.h"

#include <QFile>
#include <QFileInfo>

#include <map>
#include <thread>

namespace headrace {

namespace {

const QString kRows = QStringLiteral("rows");
const QString kInputs = QStringLiteral("inputs");
constexpr qint64 kMegabyte = qint64(1) << 20;

Result<learning::PythonInterpreter> interpreterFor(const NodeContext &context)
{
    QString command = context.python();
    if (command.isEmpty()) {
        HR_ASSIGN(command, learning::choosePython(context.paths().workspace()));
    }
    return learning::probePython(command, context.paths().workspace(), StorePaths::ofUser().cache);
}

/// What the script calls each input: the name that "names" gives to its node (or NODE:PORT), else the node's id, with the port where
/// a node feeds several.
Result<QStringList> namesOf(const QList<TableInput> &tables, const QJsonObject &names)
{
    QStringList result;
    for (const TableInput &table : tables) {
        const QString full = table.node + QLatin1Char(':') + table.port;
        const auto sameNode = std::count_if(tables.begin(), tables.end(),
                                            [&table](const TableInput &other) { return other.node == table.node; });
        const QString name = names.contains(full) ? names.value(full).toString()
            : sameNode > 1                        ? full
                                                  : names.value(table.node).toString(table.node);
        if (name.isEmpty() || result.contains(name))
            return Error(ErrorCode::Invalid, QStringLiteral("Two inputs are called '%1', or one has no name.").arg(name),
                         QStringLiteral("Give each a name of its own, such as {\"%1\": \"left\"}.").arg(full));
        result << name;
    }
    return result;
}

/// The declared columns with their types as the data library writes them; a type is text of the user's, so it is parsed, never spliced.
Result<QList<data::Column>> declaredColumns(NodeContext &context)
{
    QList<data::Column> columns;
    const QList<Params> records = context.params().records(QStringLiteral("columns"));
    for (qsizetype i = 0; i < records.size(); ++i) {
        const QString place = QStringLiteral("columns[%1]").arg(i);
        const QString name = records[i].text(QStringLiteral("name"));
        const QString type = records[i].text(QStringLiteral("type"));
        const auto wrong = [&] {
            return Error(ErrorCode::Invalid, QStringLiteral("'%1' is no type of a column.").arg(type),
                         QStringLiteral("Write a type such as BIGINT, DOUBLE, VARCHAR, DATE or TIMESTAMP."))
                .at(context.node(), place + QStringLiteral(".type"));
        };
        if (name.isEmpty() || name.startsWith(QLatin1String(data::kHiddenPrefix)))
            return Error(ErrorCode::Invalid, QStringLiteral("'%1' is no name for a column.").arg(name),
                         QStringLiteral("Choose another name."))
                .at(context.node(), place + QStringLiteral(".name"));
        for (const data::Column &column : std::as_const(columns))
            if (column.name.compare(name, Qt::CaseInsensitive) == 0)
                return Error(ErrorCode::Invalid, QStringLiteral("Column '%1' is declared twice.").arg(name),
                             QStringLiteral("Remove one of them."))
                    .at(context.node(), place + QStringLiteral(".name"));
        const auto cast = data::compileExpression(context.connection(), QStringLiteral("CAST(NULL AS %1)").arg(type), {}, {});
        if (!cast)
            return wrong();
        const auto described = context.connection().describe(QStringLiteral("SELECT %1 AS c").arg(*cast));
        if (!described || described->size() != 1)
            return wrong();
        columns << data::Column{name, described->first().type};
    }
    return columns;
}

Result<QMap<QString, data::Schema>> schemaOf(NodeContext &context)
{
    const bool hasCode = !context.params().text(QStringLiteral("code")).isEmpty();
    const bool hasFile = !context.params().text(QStringLiteral("file")).isEmpty();
    if (hasCode == hasFile)
        return Error(ErrorCode::Invalid,
                     hasCode ? QStringLiteral("The node has both a script of its own and a file.")
                             : QStringLiteral("The node has no script."),
                     QStringLiteral("Set either 'code' or 'file'."))
            .at(context.node(), hasCode ? QStringLiteral("file") : QStringLiteral("code"));
    if (auto names = namesOf(context.tables(kInputs), context.params().map(QStringLiteral("names"))); !names)
        return std::move(names.error()).at(context.node(), QStringLiteral("names"));
    HR_ASSIGN(const QList<data::Column> columns, declaredColumns(context));
    if (columns.isEmpty())
        return QMap<QString, data::Schema>{};
    return QMap<QString, data::Schema>{{kRows, data::Schema{columns, data::Knowledge::Known}}};
}

Result<QJsonObject> factsOf(NodeContext &context)
{
    HR_ASSIGN(const auto python, interpreterFor(context));
    HR_ASSIGN(const PythonScript script, pythonScript(context.params(), context.paths()));
    QJsonObject packages;
    for (auto it = python.packages.cbegin(); it != python.packages.cend(); ++it)
        packages.insert(it.key(), it.value());
    return QJsonObject{{QStringLiteral("python"), python.executable},
                       {QStringLiteral("version"), python.version},
                       {QStringLiteral("packages"), sha256(canonicalJson(packages))},
                       {QStringLiteral("script"), script.sha256()}};
}

QString kindOfFile(const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (QStringList{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("gif"),
                    QStringLiteral("webp")}
            .contains(ending))
        return QStringLiteral("image");
    return QStringList{QStringLiteral("txt"), QStringLiteral("md"), QStringLiteral("log"), QStringLiteral("html"), QStringLiteral("json")}
               .contains(ending)
        ? QStringLiteral("text")
        : QStringLiteral("file");
}

learning::HandoffHost handoffHost(TaskContext &context)
{
    learning::HandoffHost host;
    host.connect = [&context] { return context.newConnection(); };
    host.newTable = [&context] { return context.newTable(); };
    host.cancelled = [&context] { return context.cancelled(); };
    host.onCancel = [&context](std::function<void()> stop) { return context.onCancel(std::move(stop)); };
    host.folder = [&context] { return context.folder(); };
    host.progress = [&context](qint64 done, qint64 total) { context.progress(done, total, QStringLiteral("rows")); };
    host.threads = context.threads() > 0 ? context.threads() : std::max(1, int(std::thread::hardware_concurrency()));
    host.memoryBytes = context.memoryBytes();
    return host;
}

Result<void> runScript(learning::PythonPool &pool, TaskContext &context)
{
    const Params &params = context.params();
    HR_ASSIGN(const PythonScript script, pythonScript(params, context.paths()));
    if (!context.trusts(script.sha256()))
        return Error(ErrorCode::Denied, QStringLiteral("The script changed after it was trusted."),
                     QStringLiteral("Read it, then run with --trust, or trust it for good with 'headrace trust FILE'."));
    HR_ASSIGN(const QList<data::Column> columns, declaredColumns(context));
    const QList<TableInput> tables = context.tables(kInputs);
    HR_ASSIGN(const QStringList names, namesOf(tables, params.map(QStringLiteral("names"))));

    learning::PythonStep step;
    HR_ASSIGN(step.python, interpreterFor(context));
    HR_ASSIGN(step.module, learning::pythonModule());
    HR_ASSIGN(step.folder, context.folder());
    step.workspace = context.paths().workspace();
    step.node = context.node();
    step.script = script.source;
    step.scriptName = script.path.isEmpty() ? QStringLiteral("node '%1'").arg(context.node()) : script.path;
    if (!script.path.isEmpty())
        step.searchPath << QFileInfo(script.path).absolutePath();
    step.params = params.map(QStringLiteral("params"));
    step.packages = params.texts(QStringLiteral("packages"));
    step.outputs = QStringList{kRows};
    step.seed = context.seed();
    step.memoryLimit = params.integer(QStringLiteral("memory_limit")) * kMegabyte;
    const learning::HandoffHost host = handoffHost(context);
    step.mostInMemory = host.memoryBytes / 2;

    std::vector<learning::Handoff> handed;
    handed.reserve(size_t(tables.size()));
    for (const TableInput &table : tables) {
        HR_ASSIGN(learning::Handoff one, learning::handOver(table.handle, table.schema, table.identity, host));
        handed.push_back(std::move(one));
    }
    std::vector<std::pair<QString, const learning::Handoff *>> inputs;
    for (size_t i = 0; i < handed.size(); ++i)
        inputs.emplace_back(names[qsizetype(i)], &handed[i]);

    learning::PythonListener listener;
    listener.log = [&context](const QString &level, const QString &text) { context.log(level, text); };
    listener.metric = [&context](const QString &key, double value, qint64 at) { context.metric(key, value, at); };
    listener.progress = [&context](qint64 done, qint64 total) { context.progress(done, total, QString()); };
    listener.artifact = [&context](const QString &name, const QString &path) { context.artifact(name, path, kindOfFile(path)); };
    const learning::CancelSignal cancel;
    const auto guard = context.onCancel([&cancel] { cancel.trigger(); });
    if (context.cancelled())
        return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    auto result = pool.run(step, inputs, listener, cancel);
    if (!result) {
        Error error = std::move(result).error();
        if (error.line > 0 && !script.path.isEmpty())
            error.file = script.path;
        return error;
    }
    handed.clear();

    const auto rows = result->find(kRows);
    if (rows == result->end())
        return Error(ErrorCode::Failed, QStringLiteral("run() returned no table for the output 'rows'."),
                     QStringLiteral("Return {'rows': table}."));
    const QString table = context.newTable();
    HR_ASSIGN(const data::Schema schema, learning::takeOver(rows->second, table, columns, host));
    data::Relation relation;
    relation.sql = QStringLiteral("SELECT * FROM ") + table;
    relation.schema = schema;
    relation.identity = QStringList{data::hiddenColumn(0)};
    context.setOutput(kRows, relation);
    return {};
}

}  // namespace

QString PythonScript::sha256() const
{
    return headrace::sha256(source);
}

Result<PythonScript> pythonScript(const Params &params, const PathPolicy &paths)
{
    const QString file = params.text(QStringLiteral("file"));
    if (file.isEmpty())
        return PythonScript{params.text(QStringLiteral("code")).toUtf8(), {}};
    HR_ASSIGN(const QString path, paths.toRead(file));
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be read: %2.").arg(file, source.errorString()),
                     QStringLiteral("Check its permissions."))
            .inFile(path);
    return PythonScript{source.readAll(), path};
}

Operator codePython()
{
    // The interpreters stay warm as long as the operator lives, which is as long as the worker.
    const auto pool = std::make_shared<learning::PythonPool>();
    return declare("code.python", 1)
        .title(TR("Python"))
        .category(Category::Code)
        .icon("file-code")
        .doc(TR(
            "Runs a script of yours in your own Python interpreter. The script defines run(inputs, params, ctx) and returns a table: a "
            "dict of "
            "columns, a pandas or polars DataFrame, a pyarrow Table, or one of its inputs.\n\n"
            "inputs is a dict from the id of the node before to its table: .to_numpy(), .to_pandas(), .to_polars(), .to_arrow(), "
            ".to_dict(), .columns, len(). "
            "Numbers are looked at in place, without a copy, in the order of the rows' identity. ctx has log_metric(key, value, step=0), "
            "log_artifact(name, path), progress(done, total), cancelled(), seed and folder. What the script prints appears in the log.\n\n"
            "The interpreter is the one named in .headrace/settings.json ({\"python\": \".venv/bin/python\"}), else the active virtual "
            "environment's, "
            "else python3. A missing value is NaN in arrays of floats, and NaN in returned NumPy and pandas columns is a missing value."))
        .keywords({TR("script"), TR("code"), TR("pandas"), TR("numpy"), TR("polars"), TR("scikit-learn")})
        .summary(TR("{file}"))
        .input("inputs", PortType::Table, TR("The tables that the script gets, by the id of the node they come from."), Cardinality::Many)
        .output("rows", PortType::Table, TR("The table that run() returns, its rows in the order returned."))
        .param(Param::code("code")
                   .title(TR("Script"))
                   .doc(TR("Python source that defines run(inputs, params, ctx)."))
                   .example(QStringLiteral(
                       "def run(inputs, params, ctx):\n    df = inputs[\"read\"].to_pandas()\n    return df.describe().reset_index()")))
        .param(Param::path("file")
                   .title(TR("Script file"))
                   .doc(TR("A Python file instead of the script in the node. Its folder is searched for modules, too."))
                   .example(QStringLiteral("steps/score.py")))
        .param(Param::map("params").title(TR("Parameters")).doc(TR("What the script gets as params.")))
        .param(Param::texts("packages")
                   .title(TR("Packages"))
                   .doc(TR("Modules that must be there, looked for before the script starts."))
                   .example(QStringLiteral("sklearn")))
        .param(Param::records(
                   "columns",
                   {Param::text("name").title(TR("Name")).doc(TR("Its name.")).required(),
                    Param::text("type").title(TR("Type")).doc(TR("Its type, as in SQL.")).required().example(QStringLiteral("DOUBLE"))})
                   .title(TR("Columns"))
                   .doc(TR("The columns that run() returns, in order: then they are known before the script has run, and what it returns "
                           "is cast to them.")))
        .param(Param::map("names")
                   .title(TR("Names of the inputs"))
                   .doc(TR("What the script calls an input, instead of the id of its node (or NODE:PORT)."))
                   .advanced())
        .param(Param::boolean("pure")
                   .title(TR("Pure"))
                   .doc(TR("The result depends on nothing but inputs, parameters, seed and packages: it may be kept and used again."))
                   .byDefault(false))
        .param(Param::integer("memory_limit")
                   .title(TR("Memory limit"))
                   .doc(TR("How much memory the script may take beyond what Python itself needs; 0 for no limit."))
                   .unit(TR("MB"))
                   .byDefault(0)
                   .atLeast(0)
                   .atMost(1 << 24)
                   .advanced())
        .trait(&Traits::runsCode)
        .trait(&Traits::seeded)
        .trait(&Traits::aggregates)
        .trait(&Traits::deterministic, false)
        .example(R"({"headrace": 1, "name": "Squares", "nodes": {"squares": {"op": "code.python", "version": 1, "params": {
            "code": "def run(inputs, params, ctx):\n    n = list(range(params['count']))\n    return {'n': n, 'square': [i * i for i in n]}\n",
            "params": {"count": 10}, "columns": [{"name": "n", "type": "BIGINT"}, {"name": "square", "type": "BIGINT"}], "pure": true}}}})")
        .schema(schemaOf)
        .cacheable([](const Params &params) { return params.flag(QStringLiteral("pure")); })
        .surroundings(factsOf)
        .task([pool](TaskContext &context) -> Result<void> {
            auto done = runScript(*pool, context);
            if (done)
                return {};
            const QString parameter = context.params().text(QStringLiteral("file")).isEmpty() ? QStringLiteral("code")
                                                                                              : QStringLiteral("file");
            return std::move(done.error()).at(context.node(), done.error().line > 0 ? parameter : QString());
        });
}

}  // namespace headrace
