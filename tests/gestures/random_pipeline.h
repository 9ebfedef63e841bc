// SPDX-License-Identifier: GPL-3.0-or-later
// Pipelines made at random, valid ones, from a seed.
#pragma once

#include "engine/pipeline/format.h"
#include "models/gestures/connect.h"
#include "models/gestures/node_ports.h"
#include "models/gestures/nodes.h"

#include <QRandomGenerator>

namespace headrace::tests {

inline Pipeline example(const QString &name)
{
    const auto read = readPipelineFile(QStringLiteral(HEADRACE_SOURCE_DIR "/resources/examples/%1/%1.pipeline.json").arg(name));
    return read ? read->pipeline : Pipeline();
}

template <class List> const auto &oneOf(QRandomGenerator &random, const List &list)
{
    return list[random.bounded(int(list.size()))];
}

inline Pipeline randomPipeline(quint32 seed, int nodes)
{
    QRandomGenerator random(seed);
    Pipeline pipeline;
    const Catalog &catalog = embeddedCatalog();
    for (int i = 0; i < nodes; ++i) {
        const Added added = addNode(pipeline, catalog, oneOf(random, catalog.operators()).id,
                                    QPointF(random.bounded(4000), random.bounded(2000)));
        (void)applyEdits(pipeline, added.edits);
    }
    const QStringList ids = pipeline.nodes.keys();
    for (int i = 0; i < nodes * 3 && !ids.isEmpty(); ++i) {
        const QString from = oneOf(random, ids);
        const Signature ports = portsOfNode(pipeline, from, catalog);
        if (ports.outputs.isEmpty())
            continue;
        const ConnectionRules rules(pipeline, catalog, {from, oneOf(random, ports.outputs).name}, true);
        const QString to = oneOf(random, ids);
        for (const PortSpec &input : portsOfNode(pipeline, to, catalog).inputs)
            if (const PortRef ref{to, input.name}; rules.whyNot(ref).isEmpty()) {
                (void)applyEdits(pipeline, connectEdits(pipeline, catalog, rules.edgeTo(ref)));
                break;
            }
    }
    return pipeline;
}

}  // namespace headrace::tests
