// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/recipes.h"

#include "engine/pipeline/graph.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace headrace {

Recipes recipesOf(const Pipeline &pipeline, const QMap<QString, QJsonValue> &values)
{
    QJsonObject parameters;
    for (auto parameter = pipeline.parameters.begin(); parameter != pipeline.parameters.end(); ++parameter)
        parameters.insert(parameter.key(), values.value(parameter.key(), parameter->defaultValue));
    const QByteArray inForce = QJsonDocument(parameters).toJson(QJsonDocument::Compact);

    Recipes recipes;
    const Graph graph(pipeline);
    for (const int index : graph.order()) {
        const QString &id = graph.id(index);
        const Node &node = *pipeline.nodes.constFind(id);
        const QByteArray params = QJsonDocument(node.params).toJson(QJsonDocument::Compact);
        QCryptographicHash hash(QCryptographicHash::Sha1);
        hash.addData(node.op.toUtf8() + '\n' + QByteArray::number(node.version) + (node.disabled ? "-\n" : "+\n"));
        hash.addData(params);
        if (params.contains('$'))
            hash.addData(inForce);
        for (auto input = node.inputs.begin(); input != node.inputs.end(); ++input) {
            hash.addData('\n' + input.key().toUtf8());
            for (const PortRef &from : *input)
                hash.addData('\n' + from.port.toUtf8() + '\n' + recipes.value(from.node));
        }
        recipes.insert(id, hash.result());
    }
    return recipes;
}

}  // namespace headrace
