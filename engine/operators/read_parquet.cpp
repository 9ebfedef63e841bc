// SPDX-License-Identifier: GPL-3.0-or-later
// read.parquet: the rows of Parquet files.
#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/operators/read_files.h"

#include <algorithm>

namespace headrace {

namespace {

Result<QMap<QString, data::Relation>> readParquetRelation(NodeContext &context)
{
    const Params &params = context.params();
    HR_ASSIGN(const QStringList files, filesToRead(context));
    const auto boolean = [&params](const char *name) {
        return params.flag(QLatin1String(name)) ? QStringLiteral("true") : QStringLiteral("false");
    };
    const QString scan = QStringLiteral("read_parquet(%1, hive_partitioning = %2, union_by_name = %3, binary_as_string = %4)")
                             .arg(fileListSql(files), boolean("hive_partitioning"), boolean("union_by_name"), boolean("binary_as_text"));
    const auto described = context.connection().describe(QStringLiteral("SELECT * FROM ") + scan);
    if (!described)
        return atParameter(context, described.error(), QStringLiteral("path"));
    QStringList found;
    for (const data::Column &column : *described)
        found << column.name;
    const QStringList names = uniqueNames(found);

    QList<qsizetype> taken;
    const QStringList wanted = params.texts(QStringLiteral("columns"));
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        qsizetype at = names.indexOf(wanted[i]);
        if (at < 0)
            at = std::find_if(names.begin(), names.end(),
                              [&](const QString &name) { return name.compare(wanted[i], Qt::CaseInsensitive) == 0; })
                - names.begin();
        if (at >= names.size()) {
            const QString near = closestTo(wanted[i], names);
            return Error(ErrorCode::NotFound, QStringLiteral("The file has no column '%1'.").arg(wanted[i]),
                         near.isEmpty() ? QStringLiteral("It has: %1.").arg(names.mid(0, 20).join(QStringLiteral(", ")))
                                        : QStringLiteral("Did you mean '%1'?").arg(near))
                .at(context.node(), QStringLiteral("columns[%1]").arg(i));
        }
        taken << at;
    }
    for (qsizetype i = 0; i < names.size() && wanted.isEmpty(); ++i)
        taken << i;

    QStringList items;
    for (const qsizetype i : std::as_const(taken))
        items << (names[i] == found[i] ? quoteIdentifier(names[i])
                                       : quoteIdentifier(found[i]) + QStringLiteral(" AS ") + quoteIdentifier(names[i]));
    if (const QString column = params.text(QStringLiteral("file_column")); !column.isEmpty())
        items << fileNameSql(context, files) + QStringLiteral(" AS ") + quoteIdentifier(column);

    data::Relation rows;
    rows.identity << data::hiddenColumn(0);
    const auto shadowed = [&found](const char *name) {
        return std::any_of(found.begin(), found.end(),
                           [name](const QString &column) { return column.compare(QLatin1String(name), Qt::CaseInsensitive) == 0; });
    };
    if (shadowed("file_row_number") || shadowed("file_index")) {
        // The file's own columns hide the reader's; counting costs the parallelism, and is as right.
        items << QStringLiteral("row_number() OVER () AS ") + quoteIdentifier(data::hiddenColumn(0));
    } else if (files.size() == 1) {
        items << QStringLiteral("file_row_number AS ") + quoteIdentifier(data::hiddenColumn(0));
    } else {
        rows.identity << data::hiddenColumn(1);
        items << QStringLiteral("CAST(file_index AS BIGINT) AS ") + quoteIdentifier(data::hiddenColumn(0))
              << QStringLiteral("file_row_number AS ") + quoteIdentifier(data::hiddenColumn(1));
    }
    rows.sql = QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), scan);
    auto schema = context.describe(rows.sql);
    if (!schema)
        return atParameter(context, std::move(schema.error()), QStringLiteral("path"));
    rows.schema = std::move(*schema);
    return QMap<QString, data::Relation>{{QStringLiteral("rows"), rows}};
}

}  // namespace

Operator readParquet()
{
    return declare("read.parquet", 1)
        .title(TR("Read Parquet"))
        .category(Category::Read)
        .icon("file-box")
        .doc(TR("Reads rows from Parquet files. Only the columns that are used later are read."))
        .keywords({TR("parquet"), TR("columnar"), TR("hive"), TR("import"), TR("load"), TR("open")})
        .summary(TR("{path}"))
        .output("rows", PortType::Table, TR("The rows, in the order of files and rows."))
        .param(pathParam(QStringLiteral("data/flights.parquet")))
        .param(Param::texts("columns")
                   .title(TR("Columns"))
                   .doc(TR("Names of the columns to keep, in this order. Empty: all."))
                   .example(QStringLiteral("delay")))
        .param(Param::boolean("union_by_name")
                   .title(TR("Match by name"))
                   .byDefault(false)
                   .doc(TR("Matches the columns of several files by name instead of by those of the first; what a file lacks is missing.")))
        .param(Param::boolean("hive_partitioning")
                   .title(TR("Folders as columns"))
                   .byDefault(false)
                   .doc(TR("Makes columns of folders such as year=2024 in the path.")))
        .param(Param::boolean("binary_as_text")
                   .title(TR("Bytes as text"))
                   .byDefault(false)
                   .advanced()
                   .doc(TR("Takes bytes without a type as text; some older writers leave the type out.")))
        .param(fileColumnParam())
        .trait(&Traits::source)
        .example(R"({"headrace": 1, "name": "Read a Parquet file", "nodes": {
            "orders": {"op": "read.parquet", "version": 1, "params": {"path": "data/orders.parquet", "columns": ["id", "price"]}}}})")
        .relation(readParquetRelation)
        .sourceFiles([](NodeContext &context) { return filesToRead(context); });
}

}  // namespace headrace
