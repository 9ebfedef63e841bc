// SPDX-License-Identifier: GPL-3.0-or-later
// Free SQL: see expression.h.
#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/data/binder.h"
#include "engine/data/statement.h"

namespace headrace::data {

namespace {

/// Table functions that make rows from their arguments alone.
const QSet<QString> &harmlessTableFunctions()
{
    static const QSet<QString> names{
        QStringLiteral("range"),      QStringLiteral("generate_series"),     QStringLiteral("unnest"),
        QStringLiteral("json_each"),  QStringLiteral("json_tree"),           QStringLiteral("repeat"),
        QStringLiteral("repeat_row"), QStringLiteral("generate_subscripts"), QStringLiteral("regexp_split_to_table")};
    return names;
}

/// Checks a SELECT's tree: where tables come from, functions, names, and puts the parameters' values into it.
class SelectChecker
{
public:
    SelectChecker(const QMap<QString, Schema> &tables, const ExpressionRules &rules, const FunctionFacts &facts, const SourceText &source)
        : m_tables(tables.keys()), m_rules(rules), m_facts(facts), m_source(source)
    {}

    /// `scope`: lower-case names of tables that can be seen, ports and common table expressions.
    Result<void> visit(JsonTree &node, const QSet<QString> &scope)
    {
        if (node.kind == JsonTree::Kind::String)
            return checkName(node.string(), m_near);
        if (node.kind == JsonTree::Kind::Array) {
            for (JsonTree &item : node.items)
                HR_TRY(visit(item, scope));
            return {};
        }
        if (node.kind != JsonTree::Kind::Object)
            return {};
        if (const int here = m_source.position(node); here >= 0)
            m_near = here;
        const QString kind = node.string("class");
        if (kind == QStringLiteral("CONSTANT"))
            return checkName(node.string("alias"), m_near);
        if (kind == QStringLiteral("PARAMETER"))
            return replaceParameter(node, m_rules.parameters, m_source);
        if (kind == QStringLiteral("FUNCTION") || kind == QStringLiteral("WINDOW"))
            HR_TRY(checkFunction(node, m_facts, m_source));
        if (kind == QStringLiteral("COLUMN_REF"))
            HR_TRY(currentValue(node));
        if (kind.isEmpty())
            HR_TRY(table(node, scope));
        QSet<QString> inner = scope;
        HR_TRY(commonTables(node, inner));
        for (size_t i = 0; i < node.items.size(); ++i) {
            if (node.keys[i] != "cte_map")
                HR_TRY(visit(node.items[i], inner));
        }
        return {};
    }

private:
    /// What stands behind FROM.
    Result<void> table(const JsonTree &node, const QSet<QString> &scope) const
    {
        const QString type = node.string("type");
        if (type == QStringLiteral("BASE_TABLE")) {
            const QString name = node.string("table_name");
            const QString schema = node.string("schema_name");
            const bool recurring = schema == QStringLiteral("recurring");
            if (node.string("catalog_name").isEmpty() && (schema.isEmpty() || recurring) && scope.contains(name.toLower()))
                return {};
            const QString closest = closestTo(name, m_tables);
            return invalidAt(
                m_source.position(node), QStringLiteral("There is no table '%1' here.").arg(name),
                closest.isEmpty()
                    ? QStringLiteral("The tables are: %1. Files are read by a Read step.").arg(m_tables.join(QStringLiteral(", ")))
                    : QStringLiteral("Did you mean '%1'?").arg(closest));
        }
        if (type == QStringLiteral("TABLE_FUNCTION")) {
            const JsonTree *function = node.find("function");
            const QString name = function ? function->string("function_name").toLower() : QString();
            if (!harmlessTableFunctions().contains(name))
                return invalidAt(m_source.position(node),
                                 QStringLiteral("%1() cannot be used in a pipeline, for it may reach outside.").arg(name),
                                 QStringLiteral("Read files and databases by a Read step and connect it here."));
        }
        if (type == QStringLiteral("SHOW_REF"))
            return invalidAt(0, QStringLiteral("DESCRIBE, SHOW and SUMMARIZE cannot be used in a pipeline."),
                             QStringLiteral("Write a SELECT."));
        return {};
    }

    Result<void> currentValue(JsonTree &node) const
    {
        const JsonTree *names = node.find("column_names");
        if (!names || names->items.size() != 1)
            return {};
        const QString name = names->items[0].string().toLower();
        static const QSet<QString> values{
            QStringLiteral("current_date"), QStringLiteral("current_time"),   QStringLiteral("current_timestamp"),
            QStringLiteral("localtime"),    QStringLiteral("localtimestamp"), QStringLiteral("today"),
            QStringLiteral("now")};
        if (values.contains(name))
            return invalidAt(m_source.position(node),
                             QStringLiteral("%1 gives another value at each run, so that its result could not be reproduced.").arg(name),
                             QStringLiteral("Declare a parameter of the pipeline and write $name; --set gives its value."));
        return {};
    }

    /// Adds the names that a node defines to the scope, each query checked with those before it (a recursive one with itself).
    Result<void> commonTables(JsonTree &node, QSet<QString> &scope)
    {
        if (const QString name = node.string("cte_name"); !name.isEmpty())
            scope.insert(name.toLower());
        JsonTree *map = node.find("cte_map");
        JsonTree *entries = map ? map->find("map") : nullptr;
        if (!entries)
            return {};
        for (JsonTree &entry : entries->items) {
            const QString name = entry.string("key");
            HR_TRY(checkName(name, m_near));
            if (JsonTree *definition = entry.find("value"))
                HR_TRY(visit(*definition, scope));
            scope.insert(name.toLower());
        }
        return {};
    }

    QStringList m_tables;
    const ExpressionRules &m_rules;
    const FunctionFacts &m_facts;
    const SourceText &m_source;
    int m_near = -1;  ///< the last position seen, for nodes that have none
};

}  // namespace

Result<QString> compileSelect(Connection &connection, const QString &text, const QMap<QString, Schema> &tables,
                              const ExpressionRules &rules)
{
    const SourceText source{text, {}};
    HR_ASSIGN(JsonTree whole, parseStatement(connection, source));
    HR_ASSIGN(const auto facts, functionFacts(connection));
    QSet<QString> scope;
    for (auto table = tables.constBegin(); table != tables.constEnd(); ++table)
        scope.insert(table.key().toLower());
    SelectChecker checker(tables, rules, *facts, source);
    HR_TRY(checker.visit(statementNode(whole), scope));
    return writeStatement(connection, whole);
}

Error explainSelect(Connection &connection, const QString &text, const QMap<QString, Schema> &tables, Error otherwise)
{
    QList<Stub> stubs;
    for (auto table = tables.constBegin(); table != tables.constEnd(); ++table)
        stubs << Stub{quoteIdentifier(table.key()), *table, {}};
    const auto bound = describe(connection, text, stubs);
    if (bound || bound.error().code != ErrorCode::Invalid)
        return otherwise;
    return bound.error();
}

}  // namespace headrace::data
