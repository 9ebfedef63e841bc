// SPDX-License-Identifier: GPL-3.0-or-later
// code.sql: one SELECT of the user's own over any number of tables.
#include "engine/data/binder.h"
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

namespace headrace {

namespace {

/// The inputs by the names they have in the query: the id of the node that feeds one, NODE_PORT where a node feeds several,
/// or what the parameter 'tables' says.
Result<QMap<QString, TableInput>> namedTables(const NodeContext &context)
{
    const QList<TableInput> inputs = context.tables(QStringLiteral("inputs"));
    QMap<QString, int> uses;
    for (const TableInput &input : inputs)
        ++uses[input.node];
    const QJsonObject aliases = context.params().map(QStringLiteral("tables"));
    QMap<QString, QString> aliasOf;  // NODE or NODE:PORT to the name
    for (auto alias = aliases.constBegin(); alias != aliases.constEnd(); ++alias) {
        HR_TRY(shape::checkNewName(context, QStringLiteral("tables.%1").arg(alias.key()), alias.key()));
        aliasOf.insert(alias.value().toString(), alias.key());
    }
    QMap<QString, TableInput> tables;
    for (const TableInput &input : inputs) {
        const QString port = input.node + QLatin1Char(':') + input.port;
        const bool alone = uses.value(input.node) == 1;
        QString name = alone ? input.node : input.node + QLatin1Char('_') + input.port;
        if (aliasOf.contains(port))
            name = aliasOf.take(port);
        else if (alone && aliasOf.contains(input.node))
            name = aliasOf.take(input.node);
        for (auto other = tables.constBegin(); other != tables.constEnd(); ++other) {
            if (other.key().compare(name, Qt::CaseInsensitive) == 0)
                return shape::invalid(context, QStringLiteral("tables"), QStringLiteral("Two tables would be named '%1'.").arg(name),
                                      QStringLiteral("Give one of them a name under Tables."));
        }
        tables.insert(name, input);
    }
    for (auto left = aliasOf.constBegin(); left != aliasOf.constEnd(); ++left)
        return shape::invalid(context, QStringLiteral("tables.%1").arg(left.value()),
                              QStringLiteral("Nothing is connected from '%1'.").arg(left.key()),
                              QStringLiteral("Connected are: %1.").arg(uses.keys().join(QStringLiteral(", "))));
    return tables;
}

shape::Outputs runSelect(NodeContext &context)
{
    const QString parameter = QStringLiteral("query");
    const QString text = context.params().text(parameter);
    HR_ASSIGN(const auto tables, namedTables(context));
    QMap<QString, data::Schema> schemas;
    QList<data::Stub> stubs;
    QStringList definitions;
    bool unknown = false;
    for (auto table = tables.constBegin(); table != tables.constEnd(); ++table) {
        unknown |= shape::isUnknown(*table);
        schemas.insert(table.key(), table->schema);
        stubs << data::Stub{quoteIdentifier(table.key()), table->schema, {}};
        const QString visible = shape::isUnknown(*table) ? QStringLiteral("*") : quoteIdentifiers(table->schema.names());
        definitions << QStringLiteral("%1 AS (SELECT %2 FROM %3)").arg(quoteIdentifier(table.key()), visible, table->handle);
    }
    auto sql = data::compileSelect(context.connection(), text, schemas,
                                   {.aggregates = true, .parameters = context.scope(), .windows = true});
    if (!sql)
        return std::move(sql.error()).at(context.node(), parameter);
    data::Relation relation;
    // The query stands inside, so that its own WITH may hide the name of an input.
    relation.sql = definitions.isEmpty() ? *sql
                                         : QStringLiteral("WITH %1 SELECT * FROM (%2)").arg(definitions.join(QStringLiteral(", ")), *sql);
    if (unknown) {
        relation.schema.knowledge = data::Knowledge::Unknown;
        return shape::rows(relation);
    }
    auto bound = data::describe(context.connection(), *sql, stubs);
    if (!bound && bound.error().text.startsWith(QStringLiteral("Duplicate CTE name")))  // its WITH hides the name of an input
        bound = context.describe(relation.sql);
    if (!bound) {
        Error otherwise = bound.error();
        otherwise.position = -1;
        return data::explainSelect(context.connection(), text, schemas, otherwise).at(context.node(), parameter);
    }
    relation.schema = *bound;
    return shape::rows(relation);
}

}  // namespace

Operator codeSql()
{
    return declare("code.sql", 1)
        .title(TR("SQL"))
        .category(Category::Code)
        .icon("database")
        .doc(TR("Runs one SELECT over any number of tables. Each table has the id of the node that feeds it as its name, or one that you "
                "give. Common table expressions, "
                "subqueries, windows, set operations and pivots (with their values listed) are at hand; files and other databases are not, "
                "for they are read by Read steps. "
                "$name is a parameter of the pipeline. The rows have no order of their own: ORDER BY counts only together with LIMIT."))
        .keywords({TR("query"), TR("select"), TR("window"), TR("pivot"), TR("duckdb")})
        .summary(TR("{query}"))
        .input("inputs", PortType::Table, TR("The tables, named after the nodes they come from."), Cardinality::Many)
        .output("rows", PortType::Table, TR("What the query gives."))
        .param(Param::sql("query")
                   .over("inputs")
                   .title(TR("Query"))
                   .doc(TR("One SELECT."))
                   .required()
                   .example(TR("SELECT city, count(*) AS n FROM sales GROUP BY city")))
        .param(Param::map("tables")
                   .title(TR("Tables"))
                   .doc(TR("Other names for inputs: the name in the query, and the node, or NODE:PORT, it stands for."))
                   .advanced()
                   .example(TR("{\"s\": \"sales\"}")))
        .trait(&Traits::aggregates)
        .example(R"({"headrace": 1, "name": "SQL", "nodes": {
            "sales": {"op": "read.inline", "version": 1, "params": {"csv": "city,price\nRome,3\nOslo,5\nRome,4\n"}},
            "sql": {"op": "code.sql", "version": 1, "params": {"query": "SELECT city, count(*) AS n FROM sales GROUP BY city"}, "inputs": {"inputs": "sales:rows"}}}})")
        .relation(&runSelect);
}

}  // namespace headrace
