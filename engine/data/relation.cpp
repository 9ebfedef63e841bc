// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/relation.h"

#include "engine/base/quoting.h"

#include <QJsonArray>

namespace headrace::data {

namespace {

const char *const kRoles[] = {"none", "prediction", "score", "label", "weight"};
const char *const kKnowledge[] = {"known", "remembered", "unknown"};

template <size_t n> int indexIn(const char *const (&names)[n], const QString &text)
{
    for (size_t i = 0; i < n; ++i) {
        if (text == QLatin1String(names[i]))
            return int(i);
    }
    return 0;
}

}  // namespace

int Schema::indexOf(const QString &name) const
{
    for (int i = 0; i < columns.size(); ++i) {
        if (columns[i].name == name)
            return i;
    }
    for (int i = 0; i < columns.size(); ++i) {
        if (columns[i].name.compare(name, Qt::CaseInsensitive) == 0)
            return i;
    }
    return -1;
}

QStringList Schema::names() const
{
    QStringList names;
    names.reserve(columns.size());
    for (const Column &column : columns)
        names << column.name;
    return names;
}

QJsonObject Schema::toJson() const
{
    QJsonArray list;
    for (const Column &column : columns) {
        QJsonObject object{{QStringLiteral("name"), column.name}, {QStringLiteral("type"), column.type}};
        if (column.role != Role::None)
            object.insert(QStringLiteral("role"), QLatin1String(kRoles[int(column.role)]));
        if (!column.roleDetail.isEmpty())
            object.insert(QStringLiteral("role_detail"), column.roleDetail);
        list << object;
    }
    return {{QStringLiteral("columns"), list}, {QStringLiteral("knowledge"), QLatin1String(kKnowledge[int(knowledge)])}};
}

Schema Schema::fromJson(const QJsonObject &object)
{
    Schema schema;
    schema.knowledge = Knowledge(indexIn(kKnowledge, object.value(QStringLiteral("knowledge")).toString()));
    for (const QJsonValue &value : object.value(QStringLiteral("columns")).toArray()) {
        const QJsonObject column = value.toObject();
        schema.columns << Column{column.value(QStringLiteral("name")).toString(), column.value(QStringLiteral("type")).toString(),
                                 Role(indexIn(kRoles, column.value(QStringLiteral("role")).toString())),
                                 column.value(QStringLiteral("role_detail")).toString()};
    }
    return schema;
}

QStringList hiddenOf(const Relation &relation)
{
    QStringList hidden;
    for (const QString &name : relation.identity) {
        if (name.startsWith(QLatin1String(kHiddenPrefix)))
            hidden << name;
    }
    return hidden;
}

QString orderClause(const Schema &schema, const QStringList &identity)
{
    const QStringList names = identity.isEmpty() ? schema.names() : identity;
    if (names.isEmpty())
        return {};
    QStringList keys;
    keys.reserve(names.size());
    for (const QString &name : names)
        keys << quoteIdentifier(name) + QStringLiteral(" ASC NULLS FIRST");
    return QStringLiteral("ORDER BY ") + keys.join(QStringLiteral(", "));
}

}  // namespace headrace::data
