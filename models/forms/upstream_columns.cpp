// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forms/upstream_columns.h"

#include <QSet>

namespace headrace {

PortSchema columnsInto(const Pipeline &pipeline, const PortSchemas &schemas, const QString &node, const QString &inputPort,
                       const QString &prefix)
{
    PortSchema all;
    const auto found = pipeline.nodes.constFind(node);
    if (found == pipeline.nodes.cend())
        return all;
    const QList<PortRef> sources = found->inputs.value(inputPort);
    if (sources.isEmpty())
        return prefix.isEmpty() ? schemas.ofInput(node + QLatin1Char(':') + inputPort) : all;
    all.knowledge = Knowledge::Known;
    QSet<QString> names;
    for (const PortRef &source : sources) {
        const PortSchema schema = schemas.of(prefix + source.toString());
        all.knowledge = std::min(all.knowledge, schema.knowledge);
        for (const ColumnInfo &column : schema.columns)
            if (!names.contains(column.name)) {
                names.insert(column.name);
                all.columns.append(column);
            }
    }
    return all;
}

}  // namespace headrace
