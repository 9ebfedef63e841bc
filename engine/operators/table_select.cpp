// SPDX-License-Identifier: GPL-3.0-or-later
// table.select: keeps, orders, renames and drops columns.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

namespace headrace {

namespace {

/// Which input columns are kept, in the order of the output.
Result<QList<int>> keptColumns(const NodeContext &context, const TableInput &input)
{
    const Params &params = context.params();
    HR_ASSIGN(const QList<int> chosen,
              shape::columns(context, QStringLiteral("columns"), params.texts(QStringLiteral("columns")), input.schema));
    HR_ASSIGN(const QList<int> dropped,
              shape::columns(context, QStringLiteral("drop"), params.texts(QStringLiteral("drop")), input.schema));
    QList<int> kept;
    for (const int index : chosen) {
        if (!dropped.contains(index))
            kept << index;
    }
    if (chosen.isEmpty() || params.flag(QStringLiteral("others"))) {
        for (int i = 0; i < input.schema.columns.size(); ++i) {
            if (!chosen.contains(i) && !dropped.contains(i))
                kept << i;
        }
    }
    if (kept.isEmpty())
        return shape::invalid(context, QStringLiteral("drop"), QStringLiteral("No column is left."), QStringLiteral("Keep at least one."));
    return kept;
}

/// The new name of every input column.
Result<QStringList> newNames(const NodeContext &context, const TableInput &input, const QList<int> &kept)
{
    QStringList names = input.schema.names();
    const QJsonObject renamed = context.params().map(QStringLiteral("rename"));
    for (auto entry = renamed.constBegin(); entry != renamed.constEnd(); ++entry) {
        const QString path = QStringLiteral("rename.%1").arg(entry.key());
        HR_ASSIGN(const int index, shape::column(context, path, entry.key(), input.schema));
        HR_TRY(shape::checkNewName(context, path, entry.value().toString()));
        names[index] = entry.value().toString();
    }
    QMap<QString, int> seen;
    for (const int index : kept) {
        const QString key = names[index].toLower();
        if (seen.contains(key))
            return shape::invalid(context, QStringLiteral("rename"), QStringLiteral("Two columns would be named '%1'.").arg(names[index]),
                                  QStringLiteral("Give one of them another name, or drop it."));
        seen.insert(key, index);
    }
    return names;
}

shape::Outputs selectColumns(NodeContext &context)
{
    const TableInput input = context.table();
    if (shape::isUnknown(input))
        return shape::rows(shape::unknown(input));
    HR_ASSIGN(const QList<int> kept, keptColumns(context, input));
    HR_ASSIGN(const QStringList names, newNames(context, input, kept));

    data::Relation relation = shape::from(input);
    relation.keepsCount = true;
    relation.schema.columns.clear();
    QStringList items;
    for (const int index : kept) {
        data::Column column = input.schema.columns[index];
        const QString old = quoteIdentifier(column.name);
        items << (column.name == names[index] ? old : old + QStringLiteral(" AS ") + quoteIdentifier(names[index]));
        column.name = names[index];
        relation.schema.columns << column;
    }
    relation.chain = shape::extendChain(context, QStringLiteral("table.select"), input,
                                        QStringLiteral("SELECT %1 FROM {in}").arg(items.join(QStringLiteral(", "))));
    // A column of the identity that is no longer shown goes on hidden.
    for (QString &name : relation.identity) {
        if (name.startsWith(QLatin1String(data::kHiddenPrefix))) {
            items << quoteIdentifier(name);
            continue;
        }
        const int index = input.schema.indexOf(name);
        if (kept.contains(index)) {
            name = names[index];
        } else {
            const QString hidden = shape::nextHidden(relation.identity);
            items << quoteIdentifier(name) + QStringLiteral(" AS ") + quoteIdentifier(hidden);
            name = hidden;
        }
    }
    relation.sql = QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), input.handle);
    return shape::rows(relation);
}

}  // namespace

Operator tableSelect()
{
    return declare("table.select", 1)
        .title(TR("Select columns"))
        .category(Category::Shape)
        .icon("columns-3")
        .doc(TR("Keeps, orders, renames and drops columns. Name the columns to keep in the order you want them, or only those to drop; "
                "with *The others behind* the columns you named come first and the rest follow. Names in *Rename* are those of the input."))
        .keywords({TR("rename"), TR("reorder"), TR("drop"), TR("keep"), TR("project")})
        .summary(TR("{columns}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("The same rows with the chosen columns."))
        .param(Param::columns("columns").title(TR("Columns")).doc(TR("The columns to keep, in this order. Empty: all.")))
        .param(Param::boolean("others")
                   .title(TR("The others behind"))
                   .doc(TR("Keep the columns that are not named, too, behind the named ones."))
                   .byDefault(false))
        .param(Param::columns("drop").title(TR("Drop")).doc(TR("Columns to leave out.")))
        .param(Param::map("rename").title(TR("Rename")).doc(TR("New names by the old ones.")).example(TR("{\"dep\": \"departure\"}")))
        .trait(&Traits::rowwise)
        .example(R"({"headrace": 1, "name": "Select columns", "nodes": {
            "people": {"op": "read.inline", "version": 1, "params": {"csv": "id,name,age\n1,Ada,36\n2,Alan,41\n"}},
            "select": {"op": "table.select", "version": 1, "params": {"columns": ["name", "age"], "rename": {"age": "years"}}, "inputs": {"rows": "people:rows"}}}})")
        .relation(&selectColumns);
}

}  // namespace headrace
