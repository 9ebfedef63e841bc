// SPDX-License-Identifier: GPL-3.0-or-later
// table.group: one row for each combination of keys, with aggregates.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

#include <QSet>

namespace headrace {

namespace {

struct Aggregate {
    QString name;
    QString function;
    QString sql;
};

/// The call of a function over a compiled value; `order` is what first, last and list go by.
QString callOf(const QString &function, const QString &value, const QString &order, double quantile)
{
    static const QMap<QString, QString> plain{
        {QStringLiteral("sum"), QStringLiteral("sum(%1)")},
        {QStringLiteral("mean"), QStringLiteral("avg(%1)")},
        {QStringLiteral("min"), QStringLiteral("min(%1)")},
        {QStringLiteral("max"), QStringLiteral("max(%1)")},
        {QStringLiteral("median"), QStringLiteral("median(%1)")},
        {QStringLiteral("stddev"), QStringLiteral("stddev_samp(%1)")},
        {QStringLiteral("variance"), QStringLiteral("var_samp(%1)")},
        {QStringLiteral("count"), QStringLiteral("count(%1)")},
        {QStringLiteral("count_distinct"), QStringLiteral("count(DISTINCT %1)")},
        {QStringLiteral("expression"), QStringLiteral("%1")},
    };
    if (const auto found = plain.constFind(function); found != plain.constEnd())
        return found->arg(value);
    if (function == QStringLiteral("quantile"))
        return QStringLiteral("quantile_cont(%1, %2)").arg(value, sqlLiteral(quantile));
    return QStringLiteral("%1(%2 ORDER BY %3)").arg(function, value, order);  // first, last, list
}

Result<Aggregate> readAggregate(NodeContext &context, int index, const TableInput &input)
{
    const Params record = context.params().records(QStringLiteral("aggregates"))[index];
    const QString path = QStringLiteral("aggregates[%1]").arg(index);
    Aggregate aggregate{record.text(QStringLiteral("name")), record.text(QStringLiteral("function")), {}};
    const QString text = record.text(QStringLiteral("expression"));
    const bool custom = aggregate.function == QStringLiteral("expression");
    const QString filterText = record.text(QStringLiteral("filter"));
    if (text.isEmpty() && aggregate.function != QStringLiteral("count"))
        return shape::invalid(context, path + QStringLiteral(".expression"),
                              QStringLiteral("%1 needs a column or an expression.").arg(aggregate.function), QStringLiteral("Choose one."));
    if (aggregate.name.isEmpty())
        aggregate.name = text.isEmpty() ? aggregate.function : aggregate.function + QLatin1Char('_') + text;
    HR_TRY(shape::checkNewName(context, path + QStringLiteral(".name"), aggregate.name));
    QString value = QStringLiteral("*");
    if (const int column = int(input.schema.names().indexOf(text)); column >= 0 && !custom) {
        value = quoteIdentifier(text);  // a bare name, even where it would be no SQL
    } else if (!text.isEmpty()) {
        HR_ASSIGN(const QString compiled, context.expression(path + QStringLiteral(".expression"), text, input.schema, custom));
        value = QLatin1Char('(') + compiled + QLatin1Char(')');
    }
    aggregate.sql = callOf(aggregate.function, value, shape::orderKeys(input), record.number(QStringLiteral("quantile")));
    if (!filterText.isEmpty()) {
        if (custom)
            return shape::invalid(context, path + QStringLiteral(".filter"),
                                  QStringLiteral("A custom expression has no filter of its own."),
                                  QStringLiteral("Write FILTER (WHERE …) behind the aggregates in it."));
        HR_ASSIGN(const QString filter, context.expression(path + QStringLiteral(".filter"), filterText, input.schema));
        aggregate.sql += QStringLiteral(" FILTER (WHERE %1)").arg(filter);
    }
    return aggregate;
}

QString groupSql(const QStringList &keys, const QList<Aggregate> &aggregates, const QString &handle)
{
    QStringList items = keys;
    for (const Aggregate &aggregate : aggregates)
        items << aggregate.sql + QStringLiteral(" AS ") + quoteIdentifier(aggregate.name);
    const QString by = keys.isEmpty() ? QString() : QStringLiteral(" GROUP BY ") + keys.join(QStringLiteral(", "));
    return QStringLiteral("SELECT %1 FROM %2%3").arg(items.join(QStringLiteral(", ")), handle, by);
}

shape::Outputs groupRows(NodeContext &context)
{
    const TableInput input = context.table();
    if (shape::isUnknown(input))
        return shape::rows(shape::unknown(input));
    HR_ASSIGN(const QList<int> keyColumns,
              shape::columns(context, QStringLiteral("keys"), context.params().texts(QStringLiteral("keys")), input.schema));
    data::Relation relation;
    QStringList keys;
    QSet<QString> names;
    for (const int index : keyColumns) {
        const QString name = input.schema.columns[index].name;
        keys << quoteIdentifier(name);
        relation.identity << name;
        names.insert(name.toLower());
    }
    QList<Aggregate> aggregates;
    const int count = int(context.params().records(QStringLiteral("aggregates")).size());
    for (int i = 0; i < count; ++i) {
        HR_ASSIGN(const Aggregate aggregate, readAggregate(context, i, input));
        if (names.contains(aggregate.name.toLower()))
            return shape::invalid(context, QStringLiteral("aggregates[%1].name").arg(i),
                                  QStringLiteral("Two columns would be named '%1'.").arg(aggregate.name),
                                  QStringLiteral("Give one of them another name."));
        names.insert(aggregate.name.toLower());
        aggregates << aggregate;
    }
    if (keys.isEmpty() && aggregates.isEmpty())
        return shape::invalid(context, QStringLiteral("aggregates"), QStringLiteral("Neither keys nor aggregates are given."),
                              QStringLiteral("Add one."));
    relation.sql = groupSql(keys, aggregates, input.handle);
    HR_ASSIGN(data::Schema bound, context.describe(relation.sql));
    // Sums of whole numbers come as HUGEINT, which hardly anything else reads: BIGINT, and a failure where it does not fit.
    bool narrowed = false;
    for (int i = 0; i < aggregates.size(); ++i) {
        if (aggregates[i].function == QStringLiteral("sum") && bound.columns[keys.size() + i].type == QStringLiteral("HUGEINT")) {
            aggregates[i].sql = QStringLiteral("CAST(%1 AS BIGINT)").arg(aggregates[i].sql);
            bound.columns[keys.size() + i].type = QStringLiteral("BIGINT");
            narrowed = true;
        }
    }
    if (narrowed)
        relation.sql = groupSql(keys, aggregates, input.handle);
    relation.schema = bound;
    for (int i = 0; i < keyColumns.size(); ++i) {
        relation.schema.columns[i].role = input.schema.columns[keyColumns[i]].role;
        relation.schema.columns[i].roleDetail = input.schema.columns[keyColumns[i]].roleDetail;
    }
    return shape::rows(relation);
}

}  // namespace

Operator tableGroup()
{
    const QStringList functions{QStringLiteral("count"),  QStringLiteral("count_distinct"),
                                QStringLiteral("sum"),    QStringLiteral("mean"),
                                QStringLiteral("min"),    QStringLiteral("max"),
                                QStringLiteral("median"), QStringLiteral("quantile"),
                                QStringLiteral("stddev"), QStringLiteral("variance"),
                                QStringLiteral("first"),  QStringLiteral("last"),
                                QStringLiteral("list"),   QStringLiteral("expression")};
    return declare("table.group", 1)
        .title(TR("Group"))
        .category(Category::Shape)
        .icon("group")
        .doc(TR("Makes one row of all rows with the same keys, with aggregates over them. Without keys all rows become one. Missing keys "
                "make a group of their own. "
                "*first*, *last* and *list* go by the order of the rows. *expression* takes any SQL expression of aggregates, such as "
                "sum(a) / count(*)."))
        .keywords({TR("aggregate"), TR("sum"), TR("count"), TR("mean"), TR("by"), TR("summarize")})
        .summary(TR("by {keys}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("One row for each combination of the keys."))
        .param(Param::columns("keys").title(TR("Keys")).doc(TR("The columns whose values make the groups. Empty: one group of all rows.")))
        .param(
            Param::records(
                "aggregates",
                {Param::text("name").title(TR("Name")).doc(TR("The name of the new column. Empty: function and column, as in sum_price.")),
                 Param::choice("function", functions)
                     .title(TR("Function"))
                     .doc(TR("What to compute; stddev and variance are those of a sample."))
                     .byDefault(QStringLiteral("count")),
                 Param::expression("expression")
                     .aggregates()
                     .title(TR("Of"))
                     .doc(TR("A column, or an expression. Empty with count: the number of rows."))
                     .example(TR("price")),
                 Param::expression("filter")
                     .title(TR("Only where"))
                     .doc(TR("A condition: only rows for which it is true are taken."))
                     .example(TR("price > 0")),
                 Param::number("quantile")
                     .title(TR("Quantile"))
                     .doc(TR("With quantile: which one, 0.5 being the median."))
                     .byDefault(0.5)
                     .atLeast(0)
                     .atMost(1)})
                .title(TR("Aggregates"))
                .doc(TR("The columns to compute.")))
        .trait(&Traits::aggregates)
        .example(R"({"headrace": 1, "name": "Group", "nodes": {
            "sales": {"op": "read.inline", "version": 1, "params": {"csv": "city,price\nRome,3\nOslo,5\nRome,4\n"}},
            "group": {"op": "table.group", "version": 1, "inputs": {"rows": "sales:rows"},
                      "params": {"keys": ["city"], "aggregates": [{"name": "n"}, {"function": "mean", "expression": "price"}]}}}})")
        .relation(&groupRows);
}

}  // namespace headrace
