// SPDX-License-Identifier: GPL-3.0-or-later
// read.csv: the rows of CSV files, and the records that do not fit.
#include "engine/base/quoting.h"
#include "engine/operators/compressed_file.h"
#include "engine/operators/csv_layout.h"
#include "engine/operators/csv_rejects.h"
#include "engine/operators/read_files.h"

#include "engine/data/csv_scan.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace headrace {

namespace {

constexpr qsizetype kHeadersToCheck = 64;
/// Up to this size a file whose bad lines are set aside is read in one part (and one buffer): where parts meet, DuckDB guesses
/// where a line begins, and checks the guess only when bad lines are errors.
constexpr qint64 kLargestSinglePart = qint64(1) << 30;

bool rejects(const NodeContext &context)
{
    return context.params().text(QStringLiteral("on_error")) == QLatin1String("reject");
}

struct Source {
    QStringList files;
    CsvLayout layout;
    QStringList readerNames;  ///< as the reader calls the columns
    QString scan;             ///< what stands behind FROM, up to the options of errors; not closed
};

Result<void> checkColumns(const NodeContext &context, const QList<CsvColumn> &columns)
{
    QSet<QString> names;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QString where = QStringLiteral("columns[%1].name").arg(i);
        const QString &name = columns[i].name;
        if (name.isEmpty())
            return atParameter(
                context, Error(ErrorCode::Invalid, QStringLiteral("Column %1 has no name.").arg(i + 1), QStringLiteral("Name it.")), where);
        if (visibleName(name) != name)
            return atParameter(
                context,
                Error(ErrorCode::Invalid, QStringLiteral("A column cannot be called '%1'.").arg(name),
                      QStringLiteral("Names that begin with %1 are kept for hidden columns.").arg(QLatin1String(data::kHiddenPrefix))),
                where);
        if (names.contains(name.toCaseFolded()))
            return atParameter(context,
                               Error(ErrorCode::Invalid, QStringLiteral("Two columns are called '%1'.").arg(name),
                                     QStringLiteral("Letter case does not tell names apart; give one another name.")),
                               where);
        names.insert(name.toCaseFolded());
    }
    return {};
}

Result<Source> sourceOf(NodeContext &context)
{
    Source source;
    HR_ASSIGN(source.files, filesToRead(context));
    source.layout = CsvLayout::fromParams(context.params());
    HR_TRY(checkColumns(context, source.layout.columns));
    const bool declared = !source.layout.columns.isEmpty();
    if (!source.layout.dialectKnown() || !declared) {
        auto found = detectCsv(context.connection(), source.files, source.layout);
        if (!found)
            return atParameter(context, std::move(found.error()), QStringLiteral("path"));
        source.layout = std::move(*found);
    }
    if (declared && context.params().flag(QStringLiteral("check_header"))) {
        for (const QString &file : source.files.mid(0, kHeadersToCheck)) {
            if (auto fits = checkCsvHeader(source.layout, file); !fits)
                return atParameter(context, std::move(fits.error()), QStringLiteral("columns"));
        }
    }

    QString encoding;
    qint64 largest = 0;
    for (const QString &file : std::as_const(source.files)) {
        auto name = encodingName(source.layout, file);
        if (!name)
            return atParameter(context, std::move(name.error()), QStringLiteral("encoding"));
        if (!encoding.isEmpty() && encoding != *name)
            return atParameter(context,
                               Error(ErrorCode::Invalid, QStringLiteral("The files are UTF-16 of both byte orders."),
                                     QStringLiteral("Read each kind in a node of its own.")),
                               QStringLiteral("path"));
        encoding = *name;
        largest = std::max(largest, QFileInfo(file).size());
        if (source.layout.encoding != QLatin1String("utf-16"))
            break;  // no other encoding depends on the file
    }
    if (source.layout.encoding != QLatin1String("utf-16")) {
        for (const QString &file : std::as_const(source.files))
            largest = std::max(largest, QFileInfo(file).size());
    }

    QStringList columns;
    for (qsizetype i = 0; i < source.layout.columns.size(); ++i) {
        // The reader's own further columns must not be hidden behind one of the file.
        QString name = source.layout.columns[i].name;
        for (const char *own : {"filename", "file_index", "file_row_number", data::kCsvScanRow}) {
            if (name.compare(QLatin1String(own), Qt::CaseInsensitive) == 0)
                name = QStringLiteral("column %1").arg(i);
        }
        source.readerNames << name;
        columns << QStringLiteral("%1: %2").arg(quoteLiteral(name), quoteLiteral(source.layout.columns[i].type));
    }
    QString options = dialectOptions(source.layout, encoding);
    const bool single = rejects(context) && largest <= kLargestSinglePart && !anyCompressed(source.files);
    // Twice the size holds Latin-1 as UTF-8, and UTF-16 as well.
    const qint64 part = std::max(source.layout.longestLine, (source.layout.encoding == QLatin1String("utf-8") ? 1 : 2) * largest + 2);
    options += single ? QStringLiteral(", max_line_size = %1, buffer_size = %1").arg(part)
                      : QStringLiteral(", max_line_size = %1").arg(source.layout.longestLine);
    source.scan = QStringLiteral("%1(%2, auto_detect = false, hive_partitioning = false, columns = {%3}%4")
                      .arg(QLatin1String(data::kCsvScan), fileListSql(source.files), columns.join(QStringLiteral(", ")), options);
    return source;
}

Result<QMap<QString, data::Relation>> readCsvRelation(NodeContext &context)
{
    HR_ASSIGN(const Source source, sourceOf(context));
    QStringList items;
    for (qsizetype i = 0; i < source.readerNames.size(); ++i) {
        const QString &name = source.layout.columns[i].name;
        items << quoteIdentifier(source.readerNames[i])
                + (name == source.readerNames[i] ? QString() : QStringLiteral(" AS ") + quoteIdentifier(name));
    }
    if (const QString column = context.params().text(QStringLiteral("file_column")); !column.isEmpty())
        items << fileNameSql(context, source.files) + QStringLiteral(" AS ") + quoteIdentifier(column);
    data::Relation rows;
    rows.identity << data::hiddenColumn(0);
    rows.sql = QStringLiteral("SELECT %1, %2 AS %3 FROM %4")
                   .arg(items.join(QStringLiteral(", ")), quoteIdentifier(QLatin1String(data::kCsvScanRow)),
                        quoteIdentifier(data::hiddenColumn(0)), source.scan);
    // A line counts as bad if any of its values is, also one that nothing downstream asks for: so every column is read.
    rows.sql += rejects(context)
        ? QStringLiteral(", ignore_errors = true) WHERE row(%1) IS NOT NULL").arg(quoteIdentifiers(source.readerNames))
        : QStringLiteral(")");
    auto schema = context.describe(rows.sql);
    if (!schema)
        return atParameter(context, std::move(schema.error()), QStringLiteral("columns"));
    rows.schema = std::move(*schema);

    data::Relation rejected = rejectsRelation();
    if (!rejects(context))
        rejected.sql += QStringLiteral(" LIMIT 0");
    return QMap<QString, data::Relation>{{QStringLiteral("rows"), rows}, {QStringLiteral("rejects"), rejected}};
}

bool readCsvNeedsTask(NodeContext &context)
{
    if (rejects(context) && context.wanted(QStringLiteral("rejects")))
        return true;
    const auto files = filesToRead(context);
    return files && anyCompressed(*files);
}

Result<void> readCsvTask(TaskContext &context)
{
    HR_ASSIGN(const QStringList files, filesToRead(context));
    for (const QString &file : files)
        HR_TRY(verifyCompressed(file, [&context] { return context.cancelled(); }));
    if (!rejects(context) || !context.wanted(QStringLiteral("rejects")))
        return {};
    HR_ASSIGN(const Source source, sourceOf(context));
    const QString scan = source.scan + QStringLiteral(", store_rejects = true, rejects_limit = 0");
    QStringList names;
    for (const CsvColumn &column : source.layout.columns)
        names << column.name;
    return collectRejects(context, scan, source.readerNames, names, source.layout.encoding == QLatin1String("utf-8"));
}

}  // namespace

Operator readCsv()
{
    return declare("read.csv", 1)
        .title(TR("Read CSV"))
        .category(Category::Read)
        .icon("file-text")
        .doc(TR("Reads rows from CSV files and other delimited text. What is not set is detected from the beginning of the file; what was "
                "detected can be "
                "kept in the node, so that the next file is read in the same way. Declared types stay as declared."))
        .keywords({TR("csv"), TR("tsv"), TR("text"), TR("delimited"), TR("import"), TR("load"), TR("excel"), TR("open")})
        .summary(TR("{path}"))
        .output("rows", PortType::Table, TR("The rows, in the order of files and lines."))
        .output("rejects", PortType::Table,
                TR("With on_error = reject: the records that do not fit, with file, line, column, value, reason and the text of the line. "
                   "Rows and rejects together are the records of the files."))
        .param(pathParam(QStringLiteral("data/orders.csv")))
        .param(Param::records(
                   "columns",
                   {Param::text("name").title(TR("Name")).required().doc(TR("Name of the column.")).example(QStringLiteral("price")),
                    Param::text("type")
                        .title(TR("Type"))
                        .byDefault(QStringLiteral("VARCHAR"))
                        .example(QStringLiteral("DOUBLE"))
                        .doc(TR("Its type, such as VARCHAR, BIGINT, DOUBLE, DECIMAL(10,2), BOOLEAN, DATE, TIMESTAMP."))})
                   .title(TR("Columns"))
                   .doc(TR("Names and types of all columns, in the order of the file. Empty: detected.")))
        .param(Param::choice("on_error", {QStringLiteral("fail"), QStringLiteral("reject")})
                   .title(TR("Bad lines"))
                   .byDefault(QStringLiteral("fail"))
                   .doc(TR("What to do with a line that does not fit: stop the run and name the line, or set it aside in rejects.")))
        .param(Param::text("delimiter")
                   .title(TR("Delimiter"))
                   .example(QStringLiteral(";"))
                   .doc(TR("What stands between the values; a tab is written as a tab. Not set: detected.")))
        .param(
            Param::text("quote")
                .title(TR("Quote"))
                .advanced()
                .example(QStringLiteral("\""))
                .doc(TR(
                    "The character around values that hold delimiters or line ends; empty: values are never quoted. Not set: detected.")))
        .param(Param::text("escape")
                   .title(TR("Escape"))
                   .advanced()
                   .example(QStringLiteral("\\"))
                   .doc(TR("The character before a quote within a quoted value; mostly the quote itself. Not set: detected.")))
        .param(Param::text("comment")
                   .title(TR("Comment"))
                   .advanced()
                   .example(QStringLiteral("#"))
                   .doc(TR("Lines from this character on are not read; empty: there are no comments. Not set: detected.")))
        .param(Param::boolean("header").title(TR("Header line")).doc(TR("Whether the first line holds the names. Not set: detected.")))
        .param(Param::integer("skip")
                   .title(TR("Lines to skip"))
                   .advanced()
                   .atLeast(0)
                   .unit(TR("lines"))
                   .doc(TR("Lines before the header or the first row. Not set: detected.")))
        .param(Param::choice("encoding", {QStringLiteral("utf-8"), QStringLiteral("utf-16"), QStringLiteral("latin-1")})
                   .title(TR("Encoding"))
                   .doc(TR("How characters are written; latin-1 means Windows-1252, which contains it. A byte order mark is never part of "
                           "a value. Not set: detected.")))
        .param(Param::texts("null_values")
                   .title(TR("Missing values"))
                   .byDefault(QJsonArray{QString()})
                   .advanced()
                   .doc(TR("Texts that mean 'missing', such as NA or an empty text.")))
        .param(Param::choice("decimal_separator", {QStringLiteral("."), QStringLiteral(",")})
                   .title(TR("Decimal separator"))
                   .doc(TR("What stands before the decimals of numbers. Not set: detected.")))
        .param(Param::text("thousands")
                   .title(TR("Thousands separator"))
                   .advanced()
                   .example(QStringLiteral("."))
                   .doc(TR("What groups the digits of numbers; empty: nothing.")))
        .param(Param::text("date_format")
                   .title(TR("Date format"))
                   .advanced()
                   .example(QStringLiteral("%d.%m.%Y"))
                   .doc(TR("How dates are written: %d day, %m month, %Y year. Not set: detected.")))
        .param(Param::text("timestamp_format")
                   .title(TR("Time format"))
                   .advanced()
                   .example(QStringLiteral("%d.%m.%Y %H:%M"))
                   .doc(TR("How points of time are written: as dates, with %H hour, %M minute, %S second. Not set: detected.")))
        .param(Param::boolean("short_rows")
                   .title(TR("Fill short rows"))
                   .byDefault(false)
                   .advanced()
                   .doc(TR("Takes values that a line lacks at its end as missing.")))
        .param(Param::boolean("strict")
                   .title(TR("Strict"))
                   .advanced()
                   .doc(TR("Refuses what the CSV standard (RFC 4180) does not allow: mixed line ends, text beside quotes. Not set: strict, "
                           "unless the file cannot be read so.")))
        .param(Param::boolean("check_header")
                   .title(TR("Check header"))
                   .byDefault(true)
                   .advanced()
                   .doc(TR("Compares the header line with the names of the columns, so that a file whose columns have moved is not read in "
                           "silence.")))
        .param(fileColumnParam())
        .param(
            Param::choice("compression", {QStringLiteral("auto"), QStringLiteral("none"), QStringLiteral("gzip"), QStringLiteral("zstd")})
                .title(TR("Compression"))
                .byDefault(QStringLiteral("auto"))
                .advanced()
                .doc(TR("How the file is compressed; auto goes by .gz and .zst. Such files are checked as a whole before they are read.")))
        .param(Param::integer("longest_line")
                   .title(TR("Longest line"))
                   .byDefault(2000000)
                   .atLeast(1000)
                   .atMost(500000000)
                   .unit(TR("bytes"))
                   .advanced()
                   .doc(TR("A longer line is bad: most often a quote was not closed.")))
        .param(Param::integer("sample_rows")
                   .title(TR("Rows to look at"))
                   .byDefault(20480)
                   .atLeast(1)
                   .atMost(10000000)
                   .unit(TR("rows"))
                   .advanced()
                   .doc(TR("How many rows decide what is detected.")))
        .trait(&Traits::source)
        .example(R"({"headrace": 1, "name": "Read a CSV file", "nodes": {
            "orders": {"op": "read.csv", "version": 1, "params": {"path": "data/orders.csv", "delimiter": ",", "header": true,
                "columns": [{"name": "id", "type": "BIGINT"}, {"name": "customer", "type": "VARCHAR"}, {"name": "day", "type": "DATE"},
                            {"name": "price", "type": "DOUBLE"}, {"name": "paid", "type": "BOOLEAN"}]}}}})")
        .relation(readCsvRelation)
        .task(readCsvTask)
        .taskNeeded(readCsvNeedsTask)
        .sourceFiles([](NodeContext &context) { return filesToRead(context); });
}

}  // namespace headrace
