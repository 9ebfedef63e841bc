// SPDX-License-Identifier: GPL-3.0-or-later
// table.union: puts tables under each other.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

#include <QSet>

namespace headrace {

namespace {

/// For each output column the index in each input, -1 where an input lacks it.
struct Layout {
    QStringList names;
    QList<QList<int>> sources;  ///< by output column, then input
};

Result<Layout> byPosition(const NodeContext &context, const QList<TableInput> &inputs)
{
    Layout layout;
    layout.names = inputs.first().schema.names();
    for (int i = 0; i < inputs.size(); ++i) {
        if (inputs[i].schema.columns.size() != layout.names.size())
            return shape::invalid(context, QStringLiteral("by"),
                                  QStringLiteral("'%1' has %2 columns, '%3' has %4.")
                                      .arg(inputs[i].node)
                                      .arg(inputs[i].schema.columns.size())
                                      .arg(inputs[0].node)
                                      .arg(layout.names.size()),
                                  QStringLiteral("Union them by name, or select the same columns before."));
    }
    for (int column = 0; column < layout.names.size(); ++column)
        layout.sources << QList<int>(inputs.size(), column);
    return layout;
}

Result<Layout> byName(const NodeContext &context, const QList<TableInput> &inputs)
{
    Layout layout;
    QSet<QString> seen;
    for (const TableInput &input : inputs) {
        for (const data::Column &column : input.schema.columns) {
            if (!seen.contains(column.name.toLower())) {
                seen.insert(column.name.toLower());
                layout.names << column.name;
            }
        }
    }
    const bool fill = context.params().flag(QStringLiteral("fill_missing"));
    for (const QString &name : std::as_const(layout.names)) {
        QList<int> indexes;
        for (const TableInput &input : inputs) {
            indexes << input.schema.indexOf(name);
            if (indexes.last() < 0 && !fill)
                return shape::invalid(context, QStringLiteral("fill_missing"),
                                      QStringLiteral("'%1' has no column '%2'.").arg(input.node, name),
                                      QStringLiteral("Let missing columns be filled, or select the same columns before."));
        }
        layout.sources << indexes;
    }
    return layout;
}

/// Types of one column must meet in a common one; text holds everything.
Result<void> checkTypes(const NodeContext &context, const QList<TableInput> &inputs, const Layout &layout)
{
    for (int column = 0; column < layout.names.size(); ++column) {
        int first = -1;
        for (int i = 0; i < inputs.size(); ++i) {
            if (layout.sources[column][i] < 0)
                continue;
            if (first < 0)
                first = i;
            const QString type = inputs[first].schema.columns[layout.sources[column][first]].type;
            const QString other = inputs[i].schema.columns[layout.sources[column][i]].type;
            if (!shape::areComparable(type, other) && type != QStringLiteral("VARCHAR") && other != QStringLiteral("VARCHAR"))
                return shape::invalid(context, QStringLiteral("by"),
                                      QStringLiteral("The column '%1' is %2 in '%3' and %4 in '%5'.")
                                          .arg(layout.names[column], type, inputs[first].node, other, inputs[i].node),
                                      QStringLiteral("Cast one of them before the union."));
        }
    }
    return {};
}

/// The number of the input, then a place for each part of each input's identity: they may be of different types.
struct UnionIdentity {
    QStringList names{data::hiddenColumn(0)};
    bool needsAllColumns = false;

    explicit UnionIdentity(const QList<TableInput> &inputs)
    {
        for (const TableInput &input : inputs) {
            needsAllColumns |= input.identity.isEmpty();
            for (int i = 0; i < input.identity.size(); ++i)
                names << data::hiddenColumn(int(names.size()));
        }
    }
    QStringList items(const QList<TableInput> &inputs, int which) const
    {
        QStringList list{QStringLiteral("%1 AS %2").arg(which).arg(names[0])};
        int place = 1;
        for (int i = 0; i < inputs.size(); ++i) {
            for (const QString &name : inputs[i].identity)
                list << QStringLiteral("%1 AS %2").arg(i == which ? quoteIdentifier(name) : QStringLiteral("NULL"), names[place++]);
        }
        return list;
    }
};

shape::Outputs unionTables(NodeContext &context)
{
    const QList<TableInput> inputs = context.tables(QStringLiteral("tables"));
    if (inputs.isEmpty())
        return shape::invalid(context, QString(), QStringLiteral("No table is connected."), QStringLiteral("Connect at least one."));
    for (const TableInput &input : inputs) {
        if (shape::isUnknown(input))
            return shape::rows(shape::unknown(input));
    }
    HR_ASSIGN(const Layout layout,
              context.params().text(QStringLiteral("by")) == QStringLiteral("position") ? byPosition(context, inputs)
                                                                                        : byName(context, inputs));
    HR_TRY(checkTypes(context, inputs, layout));
    const QString source = context.params().text(QStringLiteral("source_column"));
    if (!source.isEmpty()) {
        HR_TRY(shape::checkNewName(context, QStringLiteral("source_column"), source));
        if (layout.names.contains(source, Qt::CaseInsensitive))
            return shape::invalid(context, QStringLiteral("source_column"), QStringLiteral("There is a column '%1' already.").arg(source),
                                  QStringLiteral("Choose another name."));
    }
    const bool distinct = context.params().flag(QStringLiteral("distinct"));
    const UnionIdentity identity(inputs);
    QStringList selects;
    for (int i = 0; i < inputs.size(); ++i) {
        QStringList items;
        for (int column = 0; column < layout.names.size(); ++column) {
            const int from = layout.sources[column][i];
            const QString value = from < 0 ? QStringLiteral("NULL") : quoteIdentifier(inputs[i].schema.columns[from].name);
            items << QStringLiteral("%1 AS %2").arg(value, quoteIdentifier(layout.names[column]));
        }
        if (!source.isEmpty())
            items << QStringLiteral("%1 AS %2").arg(quoteLiteral(inputs[i].node), quoteIdentifier(source));
        if (!distinct)
            items << identity.items(inputs, i);
        selects << QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), inputs[i].handle);
    }
    data::Relation relation;
    relation.sql = selects.join(distinct ? QStringLiteral(" UNION ") : QStringLiteral(" UNION ALL "));
    if (distinct && inputs.size() == 1)
        relation.sql.replace(0, 6, QStringLiteral("SELECT DISTINCT"));
    auto bound = context.describe(relation.sql);
    if (!bound)
        return std::move(bound.error()).at(context.node(), QStringLiteral("by"));
    relation.schema = *bound;
    // A role stays where all inputs agree on it.
    for (int column = 0; column < layout.names.size(); ++column) {
        const int first = layout.sources[column][0];
        if (first < 0)
            continue;
        const data::Column &original = inputs[0].schema.columns[first];
        bool same = true;
        for (int i = 1; i < inputs.size(); ++i) {
            const int index = layout.sources[column][i];
            same &= index >= 0 && inputs[i].schema.columns[index].role == original.role
                && inputs[i].schema.columns[index].roleDetail == original.roleDetail;
        }
        if (same) {
            relation.schema.columns[column].role = original.role;
            relation.schema.columns[column].roleDetail = original.roleDetail;
        }
    }
    if (!distinct)
        relation.identity = identity.names + (identity.needsAllColumns ? relation.schema.names() : QStringList());
    return shape::rows(relation);
}

}  // namespace

Operator tableUnion()
{
    return declare("table.union", 1)
        .title(TR("Union"))
        .category(Category::Shape)
        .icon("rows-3")
        .doc(TR("Puts tables under each other. Columns are matched by name, whatever their order, or by position under the names of the "
                "first table. "
                "Columns of the same name and different types meet in a type that holds both."))
        .keywords({TR("append"), TR("concatenate"), TR("stack"), TR("rows")})
        .summary(TR("by {by}"))
        .input("tables", PortType::Table, TR("The tables, in the order in which they are connected."), Cardinality::Many)
        .output("rows", PortType::Table, TR("The rows of all of them."))
        .param(Param::choice("by", {QStringLiteral("name"), QStringLiteral("position")})
                   .title(TR("Match by"))
                   .doc(TR("Whether columns belong together by their names or by their places."))
                   .byDefault(QStringLiteral("name")))
        .param(Param::boolean("fill_missing")
                   .title(TR("Fill missing columns"))
                   .doc(TR("By name: let values be missing where a table lacks a column, instead of stopping."))
                   .byDefault(true))
        .param(Param::boolean("distinct").title(TR("Each row once")).doc(TR("Merge rows that are equal in all columns.")).byDefault(false))
        .param(Param::text("source_column")
                   .title(TR("Source column"))
                   .doc(TR("The name of a column to add that holds the id of the node each row comes from. Empty: none."))
                   .example(TR("source")))
        .example(R"({"headrace": 1, "name": "Union", "nodes": {
            "january": {"op": "read.inline", "version": 1, "params": {"csv": "day,sales\n1,10\n2,12\n"}},
            "february": {"op": "read.inline", "version": 1, "params": {"csv": "day,sales,returns\n1,11,1\n"}},
            "union": {"op": "table.union", "version": 1, "params": {"source_column": "month"}, "inputs": {"tables": ["january:rows", "february:rows"]}}}})")
        .relation(&unionTables);
}

}  // namespace headrace
