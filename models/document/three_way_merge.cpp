// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/three_way_merge.h"

#include "engine/pipeline/format.h"
#include "engine/pipeline/graph.h"

#include <QSet>

namespace headrace {
namespace {

class JsonMerger
{
public:
    QStringList conflicts;

    QJsonObject objects(const QString &path, const QJsonObject &base, const QJsonObject &mine, const QJsonObject &theirs)
    {
        QJsonObject merged;
        QSet<QString> seen;
        for (const QJsonObject *side : {&mine, &theirs})
            for (auto member = side->begin(); member != side->end(); ++member) {
                const QString &key = member.key();
                if (seen.contains(key))
                    continue;
                seen.insert(key);
                const QString inner = path.isEmpty() ? key : path + QLatin1Char('.') + key;
                const QJsonValue value = values(inner, base.value(key), mine.value(key), theirs.value(key));
                if (!value.isUndefined())
                    merged.insert(key, value);
            }
        return merged;
    }

private:
    QJsonValue values(const QString &path, const QJsonValue &base, const QJsonValue &mine, const QJsonValue &theirs)
    {
        if (mine == theirs || theirs == base)
            return mine;
        if (mine == base)
            return theirs;
        // Both added objects of one name: whole, since two nodes of one id are not one node.
        if (base.isObject() && mine.isObject() && theirs.isObject())
            return objects(path, base.toObject(), mine.toObject(), theirs.toObject());
        // A first parameter each, where there were none: nodes.late.params.
        const bool container = path == QLatin1String("nodes") || path == QLatin1String("parameters")
            || path.endsWith(QLatin1String(".params")) || path.endsWith(QLatin1String(".inputs")) || path == QLatin1String("layout")
            || path.startsWith(QLatin1String("layout."));
        if (container && base.isUndefined() && mine.isObject() && theirs.isObject())
            return objects(path, {}, mine.toObject(), theirs.toObject());
        if (!path.startsWith(QLatin1String("layout.")))
            conflicts << path;
        return mine;
    }
};

/// Edges whose beginning does not exist.
QSet<QString> danglingEdges(const Pipeline &pipeline)
{
    QSet<QString> edges;
    const QList<Edge> all = pipeline.edges();
    for (const Edge &edge : all)
        if (!pipeline.nodes.contains(edge.from.node))
            edges.insert(edge.from.toString() + QStringLiteral(" → ") + edge.to.toString());
    return edges;
}

}  // namespace

MergedPipeline mergeThreeWay(const Pipeline &base, const Pipeline &mine, const Pipeline &theirs)
{
    JsonMerger merger;
    MergedPipeline merged;
    merged.pipeline = pipelineFromJson(merger.objects(QString(), pipelineToJson(base), pipelineToJson(mine), pipelineToJson(theirs)))
                          .pipeline;
    merged.conflicts = merger.conflicts;
    const QSet<QString> known = danglingEdges(mine) + danglingEdges(theirs);
    for (const QString &edge : danglingEdges(merged.pipeline))
        if (!known.contains(edge))
            merged.conflicts << edge;
    if (merged.conflicts.isEmpty())
        if (const Graph graph(merged.pipeline); !graph.cycles().empty() && Graph(mine).cycles().empty() && Graph(theirs).cycles().empty())
            merged.conflicts << QStringLiteral("nodes");
    // What one side removed has no place on the canvas any more, even where the other side had moved it.
    for (auto position = merged.pipeline.layout.positions.begin(); position != merged.pipeline.layout.positions.end();) {
        const bool gone = !merged.pipeline.nodes.contains(position.key())
            && (mine.nodes.contains(position.key()) || theirs.nodes.contains(position.key()));
        position = gone ? merged.pipeline.layout.positions.erase(position) : std::next(position);
    }
    return merged;
}

}  // namespace headrace
