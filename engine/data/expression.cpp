// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/expression.h"

#include "engine/base/closest.h"
#include "engine/base/hashing.h"
#include "engine/data/binder.h"
#include "engine/data/statement.h"

namespace headrace::data {

namespace {

/// Checks one expression's tree and puts the parameters' values into it.
class ExpressionChecker
{
public:
    ExpressionChecker(const Schema &schema, const ExpressionRules &rules, const FunctionFacts &facts, const SourceText &source)
        : m_schema(schema), m_rules(rules), m_facts(facts), m_source(source)
    {}

    Result<void> visit(JsonTree &node)
    {
        if (node.kind == JsonTree::Kind::Array)
            return visitItems(node);
        if (node.kind != JsonTree::Kind::Object)
            return {};
        HR_ASSIGN(const bool goOn, check(node));
        return goOn ? visitItems(node) : Result<void>();
    }

private:
    /// Judges the node itself; whether its items have still to be visited. Apart from visit(), which a deep expression enters
    /// thousands of times: with all of this in its frame the stack would not do.
    [[gnu::noinline]] Result<bool> check(JsonTree &node)
    {
        const QString kind = node.string("class");
        if (kind == QStringLiteral("COLUMN_REF")) {
            HR_TRY(column(node));
            return false;
        }
        if (kind == QStringLiteral("PARAMETER")) {
            HR_TRY(replaceParameter(node, m_rules.parameters, m_source));
            return false;
        }
        if (kind == QStringLiteral("CONSTANT"))
            return false;
        if (kind == QStringLiteral("SUBQUERY"))
            return refuse(node, QStringLiteral("An expression cannot hold a query."),
                          QStringLiteral("Join the other table first, or use the SQL step."));
        if (kind == QStringLiteral("STAR"))
            return refuse(node, QStringLiteral("One value is expected here; * stands for many columns."),
                          QStringLiteral("Name the columns."));
        if (kind == QStringLiteral("DEFAULT") || kind == QStringLiteral("POSITIONAL_REFERENCE"))
            return refuse(node, QStringLiteral("Columns are called by their names here."));
        if (kind == QStringLiteral("WINDOW")) {
            if (!m_rules.windows)
                return refuse(node, QStringLiteral("A window function (… OVER …) looks at other rows, which is not possible here."),
                              QStringLiteral("Compute it in a Derive step before this one."));
            HR_TRY(checkFunction(node, m_facts, m_source));
        }
        if (kind == QStringLiteral("FUNCTION"))
            HR_TRY(function(node));
        if (kind == QStringLiteral("LAMBDA")) {
            HR_TRY(lambda(node));
            return false;
        }
        return true;
    }

    Error refuse(const JsonTree &node, QString text, QString hint = {}) const
    {
        return invalidAt(m_source.position(node), std::move(text), std::move(hint));
    }

    [[gnu::noinline]] Result<void> visitItems(JsonTree &node)
    {
        for (JsonTree &item : node.items)
            HR_TRY(visit(item));
        return {};
    }

    Result<void> column(const JsonTree &node) const
    {
        const JsonTree *names = node.find("column_names");
        if (!names || names->items.empty())
            return {};
        const QString name = names->items.front().string();
        for (const JsonTree &part : names->items)
            HR_TRY(checkName(part.string(), m_source.position(node)));
        if (m_schema.knowledge == Knowledge::Unknown || m_schema.indexOf(name) >= 0 || m_variables.contains(name.toLower()))
            return {};
        if (names->items.size() == 1 && m_facts.changing.contains(name.toLower()))
            return checkFunction(functionNamed(name, node), m_facts, m_source);
        const QString last = names->items.back().string();
        if (names->items.size() > 1 && m_schema.indexOf(last) >= 0)
            return refuse(node, QStringLiteral("There is no column '%1'.").arg(name),
                          QStringLiteral("Write the column alone: %1.").arg(last));
        const QString closest = closestTo(name, m_schema.names());
        return refuse(node, QStringLiteral("There is no column '%1'.").arg(name),
                      closest.isEmpty() ? QString() : QStringLiteral("Did you mean '%1'?").arg(closest));
    }

    /// current_date and the like are written without parentheses.
    static JsonTree functionNamed(const QString &name, const JsonTree &node)
    {
        JsonTree function = node;
        function.keys.emplace_back("function_name");
        function.items.push_back(JsonTree::ofString(name));
        return function;
    }

    Result<void> function(const JsonTree &node) const
    {
        HR_TRY(checkFunction(node, m_facts, m_source));
        const QString name = node.string("function_name").toLower();
        if (name == QStringLiteral("unnest") || name == QStringLiteral("unlist") || name == QStringLiteral("generate_subscripts")
            || name == QStringLiteral("regexp_split_to_table"))
            return refuse(node, QStringLiteral("%1() makes several rows of one, which is not possible here.").arg(name),
                          QStringLiteral("Use the SQL step."));
        if (m_rules.aggregates)
            return {};
        const JsonTree *filter = node.find("filter");
        const JsonTree *distinct = node.find("distinct");
        if (m_facts.aggregates.contains(name) || (filter && !filter->isNull()) || (distinct && distinct->isTrue()))
            return refuse(node,
                          QStringLiteral("%1() takes many rows together, which is not possible here.")
                              .arg(name == QStringLiteral("count_star") ? QStringLiteral("count") : name),
                          m_rules.windows ? QStringLiteral("Use the Group step, or add OVER (…).") : QStringLiteral("Use the Group step."));
        return {};
    }

    /// x -> …: its variables are names inside. The left side may be a column, too (json -> '$.key').
    Result<void> lambda(JsonTree &node)
    {
        JsonTree *left = node.find("lhs");
        JsonTree *body = node.find("expr");
        if (!left || !body)
            return visitItems(node);
        const QSet<QString> outer = m_variables;
        HR_TRY(addVariables(*left));
        HR_TRY(visit(*body));
        m_variables = outer;
        return {};
    }

    Result<void> addVariables(const JsonTree &node)
    {
        if (const JsonTree *names = node.find("column_names"); names && !names->items.empty()) {
            HR_TRY(checkName(names->items.front().string(), m_source.position(node)));
            m_variables.insert(names->items.front().string().toLower());
        }
        for (const JsonTree &item : node.items)
            HR_TRY(addVariables(item));
        return {};
    }

    const Schema &m_schema;
    const ExpressionRules &m_rules;
    const FunctionFacts &m_facts;
    const SourceText &m_source;
    QSet<QString> m_variables;
};

/// Whether the SELECT is one item and nothing else.
Result<void> checkShape(const JsonTree &node, const SourceText &source)
{
    const auto isSet = [&](const char *member) {
        const JsonTree *tree = node.find(member);
        return tree && !tree->isNull() && !tree->isEmptyList();
    };
    const JsonTree *items = node.find("select_list");
    const JsonTree *from = node.find("from_table");
    const bool plain = node.string("type") == QStringLiteral("SELECT_NODE") && items && from
        && from->string("type") == QStringLiteral("EMPTY") && node.string("aggregate_handling") == QStringLiteral("STANDARD_HANDLING")
        && !isSet("modifiers") && !isSet("where_clause") && !isSet("group_expressions") && !isSet("group_sets") && !isSet("having")
        && !isSet("sample") && !isSet("qualify");
    if (!plain)
        return invalidAt(0, QStringLiteral("One expression is expected here, not a query."),
                         QStringLiteral("Write what gives the value alone, such as a + b."));
    if (items->items.size() != 1)
        return invalidAt(source.position(items->items[1]),
                         QStringLiteral("One expression is expected here, and there are %1.").arg(items->items.size()),
                         QStringLiteral("Remove the comma, or add another row."));
    if (const QString alias = items->items[0].string("alias"); !alias.isEmpty())
        return invalidAt(int(source.text.lastIndexOf(alias)), QStringLiteral("An expression has no name of its own ('%1').").arg(alias),
                         QStringLiteral("Give the name in its own field."));
    return {};
}

QByteArray keyOf(char kind, const QString &text, const QStringList &names, const ExpressionRules &rules)
{
    QByteArray key(1, kind);
    key += rules.aggregates ? 'a' : '-';
    key += rules.windows ? 'w' : '-';
    key += text.toUtf8();
    for (const QString &name : names) {
        key += '\0';
        key += name.toUtf8();
    }
    for (auto p = rules.parameters.constBegin(); p != rules.parameters.constEnd(); ++p)
        key += '\1' + p.key().toUtf8() + '\0' + QByteArray::number(int(p->type)) + canonicalJson(QJsonArray{p->defaultValue});
    return key;
}

}  // namespace

Result<QString> compileExpression(Connection &connection, const QString &text, const Schema &schema, const ExpressionRules &rules)
{
    const QByteArray key = keyOf(schema.knowledge == Knowledge::Unknown ? 'u' : 'e', text, schema.names(), rules);
    if (const QString known = connection.memo().compiled(key); !known.isEmpty())
        return known;
    const QString select = QStringLiteral("SELECT ");
    const SourceText source{text, select};
    HR_ASSIGN(JsonTree whole, parseStatement(connection, source));
    JsonTree &node = statementNode(whole);
    HR_TRY(checkShape(node, source));
    HR_ASSIGN(const auto facts, functionFacts(connection));
    ExpressionChecker checker(schema, rules, *facts, source);
    HR_TRY(checker.visit(node.find("select_list")->items[0]));
    HR_ASSIGN(const QString sql, writeStatement(connection, whole));
    const QString expression = sql.mid(select.size());
    connection.memo().setCompiled(key, expression);
    return expression;
}

Error explainExpression(Connection &connection, const QString &text, const Schema &schema, Error otherwise)
{
    const QString select = QStringLiteral("SELECT ");
    const Stub stub{QStringLiteral("\"rows\""), schema, {}};
    // The line break ends a comment at the end of the text.
    const auto bound = describe(connection, select + text + QStringLiteral("\nFROM \"rows\""), {stub});
    if (bound || bound.error().code != ErrorCode::Invalid)
        return otherwise;
    Error error = bound.error();
    error.position = error.position >= select.size() && error.position - select.size() <= text.size() ? error.position - int(select.size())
                                                                                                      : -1;
    return error;
}

}  // namespace headrace::data
