// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/shape.h"

#include "engine/base/closest.h"
#include "engine/data/type_names.h"

#include <QSet>

namespace headrace::shape {

QMap<QString, data::Relation> rows(data::Relation relation)
{
    return {{QStringLiteral("rows"), std::move(relation)}};
}

data::Relation from(const TableInput &input)
{
    data::Relation relation;
    relation.schema = input.schema;
    relation.identity = input.identity;
    relation.chain = input.chain;
    return relation;
}

data::Relation unknown(const TableInput &input)
{
    data::Relation relation;
    relation.sql = QStringLiteral("SELECT * FROM ") + input.handle;
    relation.schema.knowledge = data::Knowledge::Unknown;
    return relation;
}

bool isUnknown(const TableInput &input)
{
    return input.schema.knowledge == data::Knowledge::Unknown;
}

Error invalid(const NodeContext &context, const QString &path, QString text, QString hint)
{
    return Error(ErrorCode::Invalid, std::move(text), std::move(hint)).at(context.node(), path);
}

Result<int> column(const NodeContext &context, const QString &path, const QString &name, const data::Schema &schema)
{
    const int index = schema.indexOf(name);
    if (index >= 0)
        return index;
    if (name.isEmpty())
        return invalid(context, path, QStringLiteral("A column is missing here."), QStringLiteral("Choose one."));
    const QString closest = closestTo(name, schema.names());
    return invalid(context, path, QStringLiteral("There is no column '%1'.").arg(name),
                   closest.isEmpty() ? QString() : QStringLiteral("Did you mean '%1'?").arg(closest));
}

Result<QList<int>> columns(const NodeContext &context, const QString &path, const QStringList &names, const data::Schema &schema)
{
    QList<int> indexes;
    QSet<int> seen;
    for (int i = 0; i < names.size(); ++i) {
        const QString at = QStringLiteral("%1[%2]").arg(path).arg(i);
        HR_ASSIGN(const int index, column(context, at, names[i], schema));
        if (seen.contains(index))
            return invalid(context, at, QStringLiteral("The column '%1' is named twice.").arg(names[i]),
                           QStringLiteral("Remove one of them."));
        seen.insert(index);
        indexes << index;
    }
    return indexes;
}

Result<void> checkNewName(const NodeContext &context, const QString &path, const QString &name)
{
    if (name.isEmpty())
        return invalid(context, path, QStringLiteral("A column needs a name."));
    if (name.contains(QChar(0)))
        return invalid(context, path, QStringLiteral("A column's name cannot hold a NUL character."));
    if (name.startsWith(QLatin1String(data::kHiddenPrefix), Qt::CaseInsensitive))
        return invalid(context, path, QStringLiteral("'%1' is a name that Headrace keeps for itself.").arg(name),
                       QStringLiteral("Use a name that does not begin with __hr_."));
    return {};
}

QStringList hidden(const QStringList &identity)
{
    data::Relation relation;
    relation.identity = identity;
    return data::hiddenOf(relation);
}

QString nextHidden(const QStringList &identity)
{
    int index = 0;
    while (identity.contains(data::hiddenColumn(index)))
        ++index;
    return data::hiddenColumn(index);
}

QStringList ordering(const TableInput &input)
{
    return input.identity.isEmpty() ? input.schema.names() : input.identity;
}

QString orderKeys(const TableInput &input, bool reversed)
{
    QStringList keys;
    const QStringList names = ordering(input);
    for (const QString &name : names)
        keys << quoteIdentifier(name) + (reversed ? QStringLiteral(" DESC NULLS LAST") : QStringLiteral(" ASC NULLS FIRST"));
    return keys.join(QStringLiteral(", "));
}

QString SortKey::toSql(bool reversed) const
{
    return sql + (descending != reversed ? QStringLiteral(" DESC") : QStringLiteral(" ASC"))
        + (nullsFirst != reversed ? QStringLiteral(" NULLS FIRST") : QStringLiteral(" NULLS LAST"));
}

Result<QList<SortKey>> sortKeys(NodeContext &context, const QString &param, const TableInput &input)
{
    QList<SortKey> keys;
    const QList<Params> records = context.params().records(param);
    for (int i = 0; i < records.size(); ++i) {
        const QString path = QStringLiteral("%1[%2].expression").arg(param).arg(i);
        SortKey key;
        const QString text = records[i].text(QStringLiteral("expression"));
        // A bare name is a column even where it would not be SQL, such as "first name".
        key.column = input.schema.names().indexOf(text);
        if (key.column >= 0) {
            key.sql = quoteIdentifier(text);
        } else {
            HR_ASSIGN(const QString sql, context.expression(path, text, input.schema));
            key.sql = QLatin1Char('(') + sql + QLatin1Char(')');
        }
        key.descending = records[i].text(QStringLiteral("order")) == QStringLiteral("descending");
        key.nullsFirst = records[i].text(QStringLiteral("nulls")) == QStringLiteral("first");
        keys << key;
    }
    return keys;
}

bool areComparable(const QString &type, const QString &other)
{
    const auto family = [](const QString &name) {
        if (data::isNumericType(name))
            return QStringLiteral("number");
        if (name == QStringLiteral("DATE") || name.startsWith(QStringLiteral("TIMESTAMP")))
            return QStringLiteral("time");
        if (name.startsWith(QStringLiteral("ENUM(")) || name == QStringLiteral("JSON"))
            return QStringLiteral("VARCHAR");
        // Lists, structs and maps are compared by the library, which looks into them.
        return name.endsWith(QLatin1Char(']')) || name.endsWith(QLatin1Char(')')) ? QStringLiteral("nested") : name;
    };
    return type == other || family(type) == family(other);
}

data::Schema withRoles(data::Schema schema, const data::Schema &input)
{
    for (data::Column &column : schema.columns) {
        const int index = input.indexOf(column.name);
        if (index >= 0) {
            column.role = input.columns[index].role;
            column.roleDetail = input.columns[index].roleDetail;
        }
    }
    return schema;
}

QList<data::ChainStep> extendChain(const NodeContext &context, const QString &op, const TableInput &input, const QString &sql)
{
    QList<data::ChainStep> chain = input.chain;
    data::ChainStep step;
    step.node = context.node();
    step.op = op;
    step.sql = sql;
    step.schemaIn = input.schema.toJson();
    chain << step;
    return chain;
}

}  // namespace headrace::shape
