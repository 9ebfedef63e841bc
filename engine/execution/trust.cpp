// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/trust.h"

#include "engine/base/hashing.h"

#include <QFile>
#include <QJsonObject>

namespace headrace::execution {

Result<QByteArray> scriptOf(const GraphNode &node, const PathPolicy &paths)
{
    const QString file = node.params.text(QStringLiteral("file"));
    if (file.isEmpty())
        return node.params.text(QStringLiteral("code")).toUtf8();
    HR_ASSIGN(const QString path, paths.toRead(file));
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be read: %2.").arg(file, source.errorString()))
            .at(node.id, QStringLiteral("file"));
    return source.readAll();
}

Result<QJsonArray> scriptsOf(const Graph &graph, const PathPolicy &paths)
{
    QJsonArray scripts;
    for (const GraphNode &node : graph.nodes) {
        if (!node.op->spec.traits.runsCode)
            continue;
        HR_ASSIGN(const QByteArray script, scriptOf(node, paths));
        scripts << QJsonObject{{QStringLiteral("node"), node.id},
                               {QStringLiteral("sha256"), sha256(script)},
                               {QStringLiteral("file"), node.params.text(QStringLiteral("file"))}};
    }
    return scripts;
}

}  // namespace headrace::execution
