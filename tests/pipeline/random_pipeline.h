// SPDX-License-Identifier: GPL-3.0-or-later
// Pipelines and edits at random, hostile names and values among them. Test code only.
#pragma once

#include "engine/pipeline/edit.h"

#include <QRandomGenerator>

namespace headrace::tests {

class RandomPipeline
{
public:
    explicit RandomPipeline(quint32 seed) : m_random(seed) {}

    Pipeline pipeline(int nodes);
    Node node(const Pipeline &in);
    PipelineEdit edit(const Pipeline &in);

    QString text();
    QString id();
    QJsonValue value(int depth = 0);
    QRandomGenerator &random() { return m_random; }

private:
    bool chance(int percent) { return m_random.bounded(100) < percent; }
    template <class T> T oneOf(const QList<T> &list) { return list.at(m_random.bounded(int(list.size()))); }
    QString nodeOf(const Pipeline &in);
    PortRef ref(const Pipeline &in);
    QList<PortRef> refs(const Pipeline &in);
    QPointF point() { return {double(m_random.bounded(-5000, 5000)), m_random.bounded(-5000, 5000) / 2.0}; }
    QRectF rect() { return {point(), QSizeF(m_random.bounded(1000), m_random.bounded(1000))}; }
    Frame frame();
    Note note();
    PipelinePorts ports(const Pipeline &in);
    PipelineParameter parameter();

    QRandomGenerator m_random;
};

}  // namespace headrace::tests
