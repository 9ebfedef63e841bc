// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/arrange.h"

#include "models/gestures/align.h"
#include "models/gestures/frames.h"
#include "models/gestures/node_ports.h"
#include "models/layout/layered_layout.h"

namespace headrace {

QList<PipelineEdit> arrangeEdits(const Pipeline &pipeline, const Catalog &catalog, const QStringList &nodes)
{
    QHash<QString, int> numbers;
    QStringList ids;
    for (const QString &id : nodes)
        if (pipeline.nodes.contains(id) && !numbers.contains(id)) {
            numbers.insert(id, int(ids.size()));
            ids.append(id);
        }
    if (ids.isEmpty())
        return {};
    const SpokenOutputs spoken = spokenOutputs(pipeline);
    std::vector<Signature> ports;
    std::vector<QSizeF> sizes;
    for (const QString &id : ids) {
        ports.push_back(portsOfNode(id, *pipeline.nodes.constFind(id), catalog, spoken));
        const qsizetype most = std::max(ports.back().inputs.size(), ports.back().outputs.size());
        sizes.push_back({kNodeWidthOnCanvas, kNodeHeightOnCanvas + double(std::max<qsizetype>(0, most - 3)) * kCanvasGrid});
    }
    const auto share = [](const QList<PortSpec> &list, const QString &name) {
        for (qsizetype i = 0; i < list.size(); ++i)
            if (list[i].name == name)
                return (double(i) + 0.5) / double(list.size());
        return 0.5;
    };
    std::vector<LayeredEdge> edges;
    for (size_t to = 0; to < sizes.size(); ++to) {
        const Node &node = *pipeline.nodes.constFind(ids[qsizetype(to)]);
        for (auto input = node.inputs.cbegin(); input != node.inputs.cend(); ++input)
            for (const PortRef &ref : *input)
                if (const int from = numbers.value(ref.node, -1); from >= 0)
                    edges.push_back({from, int(to), share(ports[size_t(from)].outputs, ref.port), share(ports[to].inputs, input.key())});
    }
    const std::vector<QPointF> corners = layeredLayout(sizes, edges, {.layerGap = 80});

    const QRectF before = rectOf(pipeline, {ids, {}, {}});
    const QPointF corner = snapped(before.topLeft());
    QList<PipelineEdit> edits;
    Pipeline after;
    after.layout = pipeline.layout;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const QPointF place = corners[size_t(i)] + corner;
        after.layout.positions.insert(ids[i], place);
        edits += placeEdits(pipeline, ids[i], place);
    }
    for (auto frame = pipeline.layout.frames.cbegin(); frame != pipeline.layout.frames.cend(); ++frame) {
        CanvasItems held = withContents(pipeline, {{}, {frame.key()}, {}});
        const bool moved = std::any_of(held.nodes.cbegin(), held.nodes.cend(), [&](const QString &id) { return numbers.contains(id); });
        if (!moved)
            continue;
        held.frames.clear();
        Frame changed = *frame;
        changed.rect = rectOf(after, {held.nodes, {}, {}}).adjusted(-16, -48, 16, 16);
        edits += frameEdits(pipeline, frame.key(), changed);
    }
    return edits;
}

Pipeline laidOut(const Pipeline &pipeline, const Catalog &catalog)
{
    if (!pipeline.layout.positions.isEmpty() || pipeline.nodes.size() < 2)
        return pipeline;
    Pipeline laid = pipeline;
    const auto applied = applyEdits(laid, arrangeEdits(pipeline, catalog, pipeline.nodes.keys()));
    return applied ? laid : pipeline;
}

}  // namespace headrace
