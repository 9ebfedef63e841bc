// SPDX-License-Identifier: GPL-3.0-or-later
// read.sqlite: a table or a query of a SQLite file.
#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/data/sqlite_scan.h"
#include "engine/operators/read_files.h"

#include <QFileInfo>

namespace headrace {

namespace {

Result<QMap<QString, data::Relation>> readSqliteRelation(NodeContext &context)
{
    const Params &params = context.params();
    HR_ASSIGN(const QStringList files, filesToRead(context));
    if (files.size() != 1)
        return Error(ErrorCode::Invalid, QStringLiteral("Several files match '%1'.").arg(params.text(QStringLiteral("path"))),
                     QStringLiteral("Name one SQLite file."))
            .at(context.node(), QStringLiteral("path"));
    const QString &path = files.first();
    const QString table = params.text(QStringLiteral("table"));
    QString query = params.text(QStringLiteral("query"));
    const QString where = query.isEmpty() ? QStringLiteral("table") : QStringLiteral("query");
    if (table.isEmpty() == query.isEmpty()) {
        HR_ASSIGN(const QStringList names, data::sqliteTables(path));
        return Error(ErrorCode::Invalid,
                     table.isEmpty() ? QStringLiteral("Neither a table nor a query is given.")
                                     : QStringLiteral("Both a table and a query are given."),
                     table.isEmpty() ? QStringLiteral("The file has the tables: %1.").arg(names.mid(0, 20).join(QStringLiteral(", ")))
                                     : QStringLiteral("Empty one of them."))
            .at(context.node(), QStringLiteral("table"));
    }
    if (query.isEmpty()) {
        auto names = data::sqliteTables(path);
        if (!names)
            return atParameter(context, std::move(names.error()), QStringLiteral("path"));
        if (!names->contains(table, Qt::CaseInsensitive)) {
            const QString near = closestTo(table, *names);
            return Error(ErrorCode::NotFound, QStringLiteral("'%1' has no table '%2'.").arg(QFileInfo(path).fileName(), table),
                         near.isEmpty() ? QStringLiteral("It has: %1.").arg(names->mid(0, 20).join(QStringLiteral(", ")))
                                        : QStringLiteral("Did you mean '%1'?").arg(near))
                .at(context.node(), where);
        }
        query = QStringLiteral("SELECT * FROM ") + quoteIdentifier(table);
    }
    auto columns = data::describeSqlite(path, query);
    if (!columns)
        return atParameter(context, std::move(columns.error()), where);

    QStringList found;
    for (const data::SqliteColumn &column : *columns)
        found << column.name;
    const QStringList names = uniqueNames(found);
    QMap<QString, QString> given;
    const QJsonObject types = params.map(QStringLiteral("types"));
    for (auto it = types.begin(); it != types.end(); ++it) {
        qsizetype at = names.indexOf(it.key());
        for (qsizetype i = 0; at < 0 && i < names.size(); ++i)
            at = names[i].compare(it.key(), Qt::CaseInsensitive) == 0 ? i : -1;
        if (at < 0) {
            const QString near = closestTo(it.key(), names);
            return Error(ErrorCode::NotFound, QStringLiteral("There is no column '%1'.").arg(it.key()),
                         near.isEmpty() ? QStringLiteral("There are: %1.").arg(names.mid(0, 20).join(QStringLiteral(", ")))
                                        : QStringLiteral("Did you mean '%1'?").arg(near))
                .at(context.node(), QStringLiteral("types.%1").arg(it.key()));
        }
        given.insert(names[at], it.value().toString());
    }
    QStringList items, stored, quoted;
    for (qsizetype i = 0; i < names.size(); ++i) {
        // A type that the node gives is cast to from text, which holds every value of SQLite.
        const QString type = given.value(names[i], (*columns)[i].type);
        const bool cast = given.contains(names[i]) || (*columns)[i].stored == QLatin1String("TIME");
        stored << quoteLiteral(!given.contains(names[i]) ? (*columns)[i].stored
                                   : type.startsWith(QLatin1String("DATE"), Qt::CaseInsensitive)
                                       || type.startsWith(QLatin1String("TIMESTAMP"), Qt::CaseInsensitive)
                                   ? QStringLiteral("TIME")
                                   : QStringLiteral("VARCHAR"));
        quoted << quoteLiteral(names[i]);
        const QString name = quoteIdentifier(names[i]);
        if (!cast) {
            items << name;
            continue;
        }
        const auto sqlType = plainType(type);
        if (!sqlType)
            return atParameter(context, sqlType.error(), QStringLiteral("types.%1").arg(names[i]));
        items << QStringLiteral("CAST(%1 AS %2) AS %1").arg(name, *sqlType);
    }

    data::Relation rows;  // no identity: SQLite promises no order, so all columns order the rows
    rows.sql = QStringLiteral("SELECT %1 FROM %2(%3, %4, [%5], [%6])")
                   .arg(items.join(QStringLiteral(", ")), QLatin1String(data::kSqliteScan), quoteLiteral(path), quoteLiteral(query),
                        quoted.join(QStringLiteral(", ")), stored.join(QStringLiteral(", ")));
    auto schema = context.describe(rows.sql);
    if (!schema)
        return atParameter(context, std::move(schema.error()), QStringLiteral("types"));
    rows.schema = std::move(*schema);
    return QMap<QString, data::Relation>{{QStringLiteral("rows"), rows}};
}

}  // namespace

Operator readSqlite()
{
    return declare("read.sqlite", 1)
        .title(TR("Read SQLite"))
        .category(Category::Read)
        .icon("database")
        .doc(TR("Reads a table, or the result of one SELECT, from a SQLite file. The file is opened for reading only, and nothing in it is "
                "run."))
        .keywords({TR("sqlite"), TR("database"), TR("sql"), TR("table"), TR("query"), TR("import"), TR("load")})
        .summary(TR("{table}{query}"))
        .output("rows", PortType::Table, TR("The rows, in no promised order."))
        .param(Param::path("path")
                   .title(TR("File"))
                   .required()
                   .example(QStringLiteral("data/shop.db"))
                   .doc(TR("The SQLite file, relative to the pipeline's folder.")))
        .param(
            Param::text("table").title(TR("Table")).example(QStringLiteral("orders")).doc(TR("Name of a table or view; or set a query.")))
        .param(Param::sql("query")
                   .title(TR("Query"))
                   .example(QStringLiteral("SELECT * FROM orders WHERE price > 10"))
                   .doc(TR("One SELECT in SQLite's own SQL; or set a table.")))
        .param(
            Param::map("types")
                .title(TR("Types"))
                .advanced()
                .example(QStringLiteral("{\"price\": \"DECIMAL(10,2)\"}"))
                .doc(TR("Types of columns by name, where the declared ones do not fit the values: SQLite keeps any value in any column.")))
        .trait(&Traits::source)
        .example(R"({"headrace": 1, "name": "Read a SQLite file", "nodes": {
            "orders": {"op": "read.sqlite", "version": 1, "params": {"path": "data/shop.db", "query": "SELECT id, customer, price FROM orders WHERE price > 10"}}}})")
        .relation(readSqliteRelation)
        .sourceFiles([](NodeContext &context) { return filesToRead(context); });
}

}  // namespace headrace
