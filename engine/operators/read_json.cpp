// SPDX-License-Identifier: GPL-3.0-or-later
// read.json: the records of JSON and NDJSON files.
#include "engine/base/quoting.h"
#include "engine/operators/compressed_file.h"
#include "engine/operators/read_files.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace headrace {

namespace {

/// What DuckDB would take for one odd value, or misread in silence.
Result<void> checkBeginning(const QString &path)
{
    if (compressionOf(path) != Compression::None)
        return {};
    HR_ASSIGN(const QByteArray head, headOfFile(path, 4096));
    const auto fail = [&](const QString &what, const QString &hint) {
        return Error(ErrorCode::Invalid, QStringLiteral("'%1' %2").arg(QFileInfo(path).fileName(), what), hint).inFile(path, 1);
    };
    const QString save = QStringLiteral("Save it as UTF-8 without a byte order mark.");
    if (head.startsWith("\xEF\xBB\xBF"))
        return fail(QStringLiteral("begins with a byte order mark, which JSON does not allow."), save);
    if (head.startsWith("\xFF\xFE") || head.startsWith("\xFE\xFF"))
        return fail(QStringLiteral("is written in UTF-16."), save);
    if (head.contains('\0'))
        return fail(QStringLiteral("is not JSON: it holds NUL bytes."), QStringLiteral("Check the file."));
    const QByteArray trimmed = head.trimmed();
    if (!trimmed.isEmpty() && !QByteArray("{[\"-0123456789tfn").contains(trimmed[0]))
        return fail(
            QStringLiteral("is not JSON: it begins with '%1'.").arg(QString::fromUtf8(trimmed.left(20)).section(QLatin1Char('\n'), 0, 0)),
            QStringLiteral("Check the file."));
    // A value nested without end takes the sniffer ever longer.
    const qsizetype values = std::find_if(trimmed.begin(), trimmed.end(), [](char c) { return c != '[' && c != '{'; }) - trimmed.begin();
    if (values > 500)
        return fail(QStringLiteral("is nested more than 500 levels deep."), QStringLiteral("Check the file."));
    return {};
}

Result<QMap<QString, data::Relation>> readJsonRelation(NodeContext &context)
{
    const Params &params = context.params();
    const auto text = [&params](const char *name) { return params.text(QLatin1String(name)); };
    HR_ASSIGN(const QStringList files, filesToRead(context));
    qint64 size = 0;
    for (const QString &file : files) {
        size += QFileInfo(file).size();
        if (auto fits = checkBeginning(file); !fits)
            return atParameter(context, std::move(fits.error()), QStringLiteral("path"));
    }
    const QList<Params> declared = params.records(QStringLiteral("columns"));
    if (size == 0 && declared.isEmpty())
        return Error(ErrorCode::Invalid, QStringLiteral("'%1' is empty.").arg(text("path")),
                     QStringLiteral("Check the file, or name its columns."))
            .inFile(files.value(0))
            .at(context.node(), QStringLiteral("path"));

    QString options = QStringLiteral(", format = %1, maximum_object_size = %2, hive_partitioning = false")
                          .arg(quoteLiteral(text("format")), QString::number(params.integer(QStringLiteral("largest_record"))));
    if (text("records") != QLatin1String("auto"))
        options += QStringLiteral(", records = ") + quoteLiteral(text("records"));
    if (text("compression") != QLatin1String("auto"))
        options += QStringLiteral(", compression = ")
            + quoteLiteral(text("compression") == QLatin1String("none") ? QStringLiteral("uncompressed") : text("compression"));
    if (text("on_error") == QLatin1String("ignore"))
        options += QStringLiteral(", ignore_errors = true");
    for (const char *format : {"date_format", "timestamp_format"}) {
        if (!text(format).isEmpty())
            options += QStringLiteral(", %1 = %2").arg(QString::fromLatin1(format).remove(QLatin1Char('_')), quoteLiteral(text(format)));
    }
    QList<data::Column> columns;
    if (declared.isEmpty()) {
        const QString scan = QStringLiteral("read_json(%1%2, sample_size = %3, maximum_depth = %4, union_by_name = true)")
                                 .arg(fileListSql(files), options, QString::number(params.integer(QStringLiteral("sample_rows"))),
                                      QString::number(params.integer(QStringLiteral("depth"))));
        auto described = context.connection().describe(QStringLiteral("SELECT * FROM ") + scan);
        if (!described)
            return atParameter(context, std::move(described.error()), QStringLiteral("path"));
        columns = std::move(*described);
    }
    for (const Params &column : declared)
        columns << data::Column{column.text(QStringLiteral("name")), column.text(QStringLiteral("type")), {}, {}};

    QStringList found, list;
    QSet<QString> taken;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QString &name = columns[i].name;
        if (name.isEmpty() || taken.contains(name.toCaseFolded()))
            return Error(ErrorCode::Invalid,
                         name.isEmpty() ? QStringLiteral("Column %1 has no name.").arg(i + 1)
                                        : QStringLiteral("Two columns are called '%1'.").arg(name),
                         QStringLiteral("Letter case does not tell names apart; name the columns that are wanted in columns."))
                .at(context.node(), declared.isEmpty() ? QStringLiteral("path") : QStringLiteral("columns[%1].name").arg(i));
        taken.insert(name.toCaseFolded());
        found << name;
        list << QStringLiteral("%1: %2").arg(quoteLiteral(name), quoteLiteral(columns[i].type));
    }
    const QStringList names = uniqueNames(found);
    QStringList items;
    for (qsizetype i = 0; i < names.size(); ++i)
        items << (names[i] == found[i] ? quoteIdentifier(names[i])
                                       : quoteIdentifier(found[i]) + QStringLiteral(" AS ") + quoteIdentifier(names[i]));
    if (const QString column = text("file_column"); !column.isEmpty())
        items << fileNameSql(context, files) + QStringLiteral(" AS ") + quoteIdentifier(column);

    data::Relation rows;
    rows.identity << data::hiddenColumn(0);
    rows.sql = QStringLiteral("SELECT %1, row_number() OVER () AS %2 FROM read_json(%3%4, columns = {%5})")
                   .arg(items.join(QStringLiteral(", ")), quoteIdentifier(data::hiddenColumn(0)), fileListSql(files), options,
                        list.join(QStringLiteral(", ")));
    auto schema = context.describe(rows.sql);
    if (!schema)
        return atParameter(context, std::move(schema.error()), QStringLiteral("columns"));
    rows.schema = std::move(*schema);
    return QMap<QString, data::Relation>{{QStringLiteral("rows"), rows}};
}

}  // namespace

Operator readJson()
{
    return declare("read.json", 1)
        .title(TR("Read JSON"))
        .category(Category::Read)
        .icon("file-json")
        .doc(TR("Reads records from JSON files: an array of objects, or one object a line (NDJSON). Names and types are detected from the "
                "beginning of the "
                "file; nested objects become structs."))
        .keywords({TR("json"), TR("ndjson"), TR("jsonl"), TR("nested"), TR("import"), TR("load"), TR("open")})
        .summary(TR("{path}"))
        .output("rows", PortType::Table, TR("One row a record, in the order of files and records."))
        .param(pathParam(QStringLiteral("data/events.ndjson")))
        .param(Param::records(
                   "columns",
                   {Param::text("name").title(TR("Name")).required().doc(TR("Name of the member.")).example(QStringLiteral("price")),
                    Param::text("type")
                        .title(TR("Type"))
                        .byDefault(QStringLiteral("VARCHAR"))
                        .example(QStringLiteral("DOUBLE"))
                        .doc(TR("Its type, such as VARCHAR, BIGINT, DOUBLE, DATE, JSON, DOUBLE[] or STRUCT(a BIGINT, b VARCHAR)."))})
                   .title(TR("Columns"))
                   .doc(TR("Members to read and their types. Empty: detected.")))
        .param(Param::choice(
                   "format",
                   {QStringLiteral("auto"), QStringLiteral("array"), QStringLiteral("newline_delimited"), QStringLiteral("unstructured")})
                   .title(TR("Format"))
                   .byDefault(QStringLiteral("auto"))
                   .doc(TR("How records follow each other: in one array, one a line, or in any way.")))
        .param(Param::choice("records", {QStringLiteral("auto"), QStringLiteral("true"), QStringLiteral("false")})
                   .title(TR("Members as columns"))
                   .byDefault(QStringLiteral("auto"))
                   .advanced()
                   .doc(TR("Whether the members of each record become columns, or each record one column named json.")))
        .param(Param::integer("depth")
                   .title(TR("Depth"))
                   .byDefault(8)
                   .atLeast(1)
                   .atMost(50)
                   .unit(TR("levels"))
                   .advanced()
                   .doc(TR("How deep nested values get types of their own; what lies deeper stays JSON.")))
        .param(Param::choice("on_error", {QStringLiteral("fail"), QStringLiteral("ignore")})
                   .title(TR("Bad records"))
                   .byDefault(QStringLiteral("fail"))
                   .doc(TR("What to do with a record that is not JSON, or a value that does not fit: stop the run and name it, or take it "
                           "as missing. A record that is cut off can take the next one with it.")))
        .param(Param::text("date_format")
                   .title(TR("Date format"))
                   .advanced()
                   .example(QStringLiteral("%d.%m.%Y"))
                   .doc(TR("How dates are written. Not set: detected.")))
        .param(Param::text("timestamp_format")
                   .title(TR("Time format"))
                   .advanced()
                   .example(QStringLiteral("%d.%m.%Y %H:%M"))
                   .doc(TR("How points of time are written. Not set: detected.")))
        .param(fileColumnParam())
        .param(
            Param::choice("compression", {QStringLiteral("auto"), QStringLiteral("none"), QStringLiteral("gzip"), QStringLiteral("zstd")})
                .title(TR("Compression"))
                .byDefault(QStringLiteral("auto"))
                .advanced()
                .doc(TR("How the file is compressed; auto goes by .gz and .zst. Such files are checked as a whole before they are read.")))
        .param(Param::integer("largest_record")
                   .title(TR("Largest record"))
                   .byDefault(16777216)
                   .atLeast(1024)
                   .atMost(1073741824)
                   .unit(TR("bytes"))
                   .advanced()
                   .doc(TR("A larger record is an error.")))
        .param(Param::integer("sample_rows")
                   .title(TR("Records to look at"))
                   .byDefault(20480)
                   .atLeast(1)
                   .atMost(10000000)
                   .unit(TR("records"))
                   .advanced()
                   .doc(TR("How many records decide what is detected.")))
        .trait(&Traits::source)
        .example(R"({"headrace": 1, "name": "Read a JSON file", "nodes": {
            "orders": {"op": "read.json", "version": 1, "params": {"path": "data/orders.ndjson"}}}})")
        .relation(readJsonRelation)
        .task([](TaskContext &context) -> Result<void> {
            HR_ASSIGN(const QStringList files, filesToRead(context));
            for (const QString &file : files)
                HR_TRY(verifyCompressed(file, [&context] { return context.cancelled(); }));
            return {};
        })
        .taskNeeded([](NodeContext &context) {
            const auto files = filesToRead(context);
            return files && anyCompressed(*files);
        })
        .sourceFiles([](NodeContext &context) { return filesToRead(context); });
}

}  // namespace headrace
