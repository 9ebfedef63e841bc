// SPDX-License-Identifier: GPL-3.0-or-later
// table.derive: computes columns, new ones or in the place of old ones.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

#include <QSet>

namespace headrace {

namespace {

/// One SELECT: columns computed from the one below it.
struct Layer {
    QStringList replaced;  ///< (expression) AS "name", in place
    QStringList added;     ///< (expression) AS "name", behind
    QStringList carried;   ///< hidden: identity columns that are replaced
    QSet<QString> names;   ///< lower case

    QString sql(const QString &from, bool withHidden) const
    {
        QStringList items{QStringLiteral("*")};
        if (!replaced.isEmpty())
            items[0] += QStringLiteral(" REPLACE (") + replaced.join(QStringLiteral(", ")) + QLatin1Char(')');
        items << added;
        if (withHidden)
            items << carried;
        return QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), from);
    }
};

/// Puts expressions into layers: one that uses a column computed before it stands a layer above.
class Deriver
{
public:
    Deriver(NodeContext &context, const TableInput &input)
        : m_context(context), m_below(input.schema), m_now(input.schema), m_identity(input.identity)
    {
        m_layers << Layer();
    }

    Result<void> add(const QString &path, const QString &name, const QString &text)
    {
        HR_TRY(shape::checkNewName(m_context, path + QStringLiteral(".name"), name));
        HR_ASSIGN(const QString sql, compile(path + QStringLiteral(".expression"), text, name));
        Layer &layer = m_layers.last();
        layer.names.insert(name.toLower());
        const int index = m_below.indexOf(name);
        if (index < 0) {
            layer.added << QStringLiteral("(%1) AS %2").arg(sql, quoteIdentifier(name));
            m_now.columns << data::Column{name, QString()};
            return {};
        }
        const QString kept = m_below.columns[index].name;
        layer.replaced << QStringLiteral("(%1) AS %2").arg(sql, quoteIdentifier(kept));
        if (const int at = int(m_identity.indexOf(kept)); at >= 0) {
            m_identity[at] = shape::nextHidden(m_identity);
            layer.carried << QStringLiteral("%1 AS %2").arg(quoteIdentifier(kept), quoteIdentifier(m_identity[at]));
        }
        return {};
    }

    QString sql(QString from, bool withHidden) const
    {
        for (int i = 0; i < m_layers.size(); ++i) {
            const QString layer = m_layers[i].sql(from, withHidden);
            if (i + 1 == m_layers.size())
                return layer;
            from = QLatin1Char('(') + layer + QLatin1Char(')');
        }
        return {};
    }
    const QStringList &identity() const { return m_identity; }
    bool usesWindows() const { return m_usesWindows; }

private:
    Result<QString> compile(const QString &path, const QString &text, const QString &name)
    {
        const bool mayHaveWindow = text.contains(QStringLiteral("over"), Qt::CaseInsensitive);
        if (mayHaveWindow && !m_usesWindows)
            m_usesWindows = !data::compileExpression(m_context.connection(), text, m_now, {.parameters = m_context.scope()})
                && data::compileExpression(m_context.connection(), text, m_now, {.parameters = m_context.scope(), .windows = true}).ok();
        const Layer &layer = m_layers.last();
        if (!layer.names.isEmpty() && (layer.names.contains(name.toLower()) || usesLayer(text))) {
            m_below = m_now;
            m_layers << Layer();
        }
        return m_context.expression(path, text, m_now, false, true);
    }

    /// Whether the text needs a column of the current layer: then it does not compile without them.
    bool usesLayer(const QString &text) const
    {
        data::Schema without = m_now;
        without.columns.removeIf([&](const data::Column &column) { return m_layers.last().names.contains(column.name.toLower()); });
        return !data::compileExpression(m_context.connection(), text, without, {.parameters = m_context.scope(), .windows = true});
    }

    NodeContext &m_context;
    data::Schema m_below;  ///< what the current layer reads
    data::Schema m_now;    ///< with what the current layer adds; types are not needed
    QStringList m_identity;
    QList<Layer> m_layers;
    bool m_usesWindows = false;
};

shape::Outputs deriveColumns(NodeContext &context)
{
    const TableInput input = context.table();
    const QList<Params> columns = context.params().records(QStringLiteral("columns"));
    Deriver deriver(context, input);
    for (int i = 0; i < columns.size(); ++i)
        HR_TRY(deriver.add(QStringLiteral("columns[%1]").arg(i), columns[i].text(QStringLiteral("name")),
                           columns[i].text(QStringLiteral("expression"))));
    if (shape::isUnknown(input))
        return shape::rows(shape::unknown(input));

    data::Relation relation = shape::from(input);
    relation.keepsCount = true;
    relation.sql = deriver.sql(input.handle, true);
    relation.identity = deriver.identity();
    HR_ASSIGN(const data::Schema bound, context.describe(relation.sql));
    relation.schema = shape::withRoles(bound, input.schema);
    for (const Params &column : columns) {  // a computed column has no role, whatever stood in its place
        const int index = relation.schema.indexOf(column.text(QStringLiteral("name")));
        relation.schema.columns[index].role = data::Role::None;
        relation.schema.columns[index].roleDetail.clear();
    }
    // A window looks at other rows, so that a model could not repeat it on new ones.
    relation.chain = deriver.usesWindows()
        ? QList<data::ChainStep>()
        : shape::extendChain(context, QStringLiteral("table.derive"), input, deriver.sql(QStringLiteral("{in}"), false));
    return shape::rows(relation);
}

}  // namespace

Operator tableDerive()
{
    return declare("table.derive", 1)
        .title(TR("Derive columns"))
        .category(Category::Shape)
        .icon("variable")
        .doc(TR("Computes columns from others. A name that is there already is replaced in its place; a new one comes last. "
                "Each expression may use the columns computed before it. Window functions (… OVER …) are allowed; a model "
                "that is trained on what they give does not repeat them on new rows."))
        .keywords({TR("compute"), TR("formula"), TR("expression"), TR("feature"), TR("mutate"), TR("window")})
        .summary(TR("{columns}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("The same rows with the computed columns."))
        .param(Param::records("columns",
                              {Param::text("name").title(TR("Name")).doc(TR("The column to add or replace.")).required(),
                               Param::expression("expression")
                                   .title(TR("Expression"))
                                   .doc(TR("A SQL expression over the columns."))
                                   .required()
                                   .example(TR("price * amount"))})
                   .title(TR("Columns"))
                   .doc(TR("The columns to compute, one after the other."))
                   .required())
        .trait(&Traits::rowwise)
        .example(R"({"headrace": 1, "name": "Derive columns", "nodes": {
            "orders": {"op": "read.inline", "version": 1, "params": {"csv": "id,price,amount\n1,2.5,4\n2,1.0,3\n"}},
            "derive": {"op": "table.derive", "version": 1, "inputs": {"rows": "orders:rows"},
                       "params": {"columns": [{"name": "total", "expression": "price * amount"}, {"name": "large", "expression": "total > 5"}]}}}})")
        .relation(&deriveColumns);
}

}  // namespace headrace
