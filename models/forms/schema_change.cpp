// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forms/schema_change.h"

#include <QHash>
#include <QSet>

namespace headrace {

QList<ColumnChange> changesBetween(const QList<ColumnInfo> &before, const QList<ColumnInfo> &after)
{
    QHash<QString, QString> types;
    for (const ColumnInfo &column : before)
        types.insert(column.name, column.type);
    QList<ColumnChange> changes;
    QSet<QString> stay;
    for (const ColumnInfo &column : after) {
        stay.insert(column.name);
        const auto former = types.constFind(column.name);
        if (former == types.cend())
            changes.append({ColumnChange::Kind::Added, column, {}});
        else if (*former != column.type)
            changes.append({ColumnChange::Kind::Retyped, column, *former});
        else
            changes.append({ColumnChange::Kind::Kept, column, {}});
    }
    for (const ColumnInfo &column : before)
        if (!stay.contains(column.name))
            changes.append({ColumnChange::Kind::Removed, column, {}});
    return changes;
}

}  // namespace headrace
