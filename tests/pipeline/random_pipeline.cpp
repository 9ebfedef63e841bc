// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/pipeline/random_pipeline.h"

#include <QJsonArray>

namespace headrace::tests {

QString RandomPipeline::text()
{
    static const QList<QString> texts{QStringLiteral("a > 1"),
                                      QStringLiteral("it's \"quoted\"; -- no"),
                                      QStringLiteral("two\nlines\n"),
                                      QStringLiteral("\r\n\t\b"),
                                      QString(255, QLatin1Char('x')),
                                      QStringLiteral("ä€😀\u2028\u0085"),
                                      QString(QChar(0xD800)) + QLatin1Char('x'),
                                      QString(QChar(0)),
                                      QStringLiteral("../../etc/passwd"),
                                      QStringLiteral("$param"),
                                      QStringLiteral("*?[a]"),
                                      QStringLiteral("\\u0041\\"),
                                      QStringLiteral("{},[]:"),
                                      QStringLiteral("a:b"),
                                      QStringLiteral(" ")};
    return oneOf(texts);
}

QString RandomPipeline::id()
{
    return QString(QLatin1Char(char('a' + m_random.bounded(26)))) + QString::number(m_random.bounded(60));
}

QJsonValue RandomPipeline::value(int depth)
{
    switch (m_random.bounded(depth > 3 ? 8 : 11)) {
    case 0:
        return QJsonValue::Null;
    case 1:
        return chance(50);
    case 2:
        return m_random.bounded(-1000, 1000);
    case 3:
        return qint64(m_random.generate64());
    case 4:
        return m_random.generateDouble() * 1e-10;
    case 5:
        return m_random.generateDouble() * 1e300;
    case 6:
    case 7:
        return text();
    case 8:
    case 9: {
        QJsonArray array;
        for (int i = m_random.bounded(4); i > 0; --i)
            array << value(depth + 1);
        return array;
    }
    default: {
        QJsonObject object;
        for (int i = m_random.bounded(4); i > 0; --i)
            object.insert(chance(50) ? id() : text(), value(depth + 1));
        return object;
    }
    }
}

QString RandomPipeline::nodeOf(const Pipeline &in)
{
    if (in.nodes.isEmpty() || chance(10))
        return id();
    return std::next(in.nodes.cbegin(), m_random.bounded(int(in.nodes.size()))).key();
}

PortRef RandomPipeline::ref(const Pipeline &in)
{
    static const QList<QString> ports{QStringLiteral("rows"), QStringLiteral("model"), QStringLiteral("train")};
    return {nodeOf(in), oneOf(ports)};
}

QList<PortRef> RandomPipeline::refs(const Pipeline &in)
{
    QList<PortRef> list;
    for (int i = m_random.bounded(4); i > 0; --i)
        list << ref(in);
    return list;
}

Node RandomPipeline::node(const Pipeline &in)
{
    static const QList<QString> ops{QStringLiteral("table.filter"), QStringLiteral("table.join"), QStringLiteral("other.thing"),
                                    QStringLiteral("flow.subpipeline")};
    Node node;
    node.op = oneOf(ops);
    node.version = m_random.bounded(1, 4);
    if (chance(30))
        node.title = text();
    if (chance(20))
        node.note = text();
    node.disabled = chance(10);
    node.frozen = chance(10);
    node.materialize = chance(10);
    if (chance(20))
        node.policy = {m_random.bounded(100) / 4.0, m_random.bounded(5), m_random.bounded(10) / 2.0};
    for (int i = m_random.bounded(3); i > 0; --i)
        if (const QList<PortRef> list = refs(in); !list.isEmpty())
            node.inputs.insert(ref(in).port, list);
    for (int i = m_random.bounded(4); i > 0; --i)
        node.params.insert(chance(80) ? id() : text(), value());
    if (chance(20))
        node.unknown.insert(QStringLiteral("x-") + id(), value());
    return node;
}

Frame RandomPipeline::frame()
{
    return {chance(50) ? text() : QString(), rect(), chance(50) ? QStringLiteral("read") : QString(), {}};
}

Note RandomPipeline::note()
{
    return {text(), rect(), {}};
}

PipelineParameter RandomPipeline::parameter()
{
    static const QList<ParamType> types{ParamType::Boolean, ParamType::Integer, ParamType::Number, ParamType::Text, ParamType::Path};
    return {oneOf(types), chance(50) ? value(4) : QJsonValue(QJsonValue::Undefined), chance(50) ? text() : QString(), {}};
}

PipelinePorts RandomPipeline::ports(const Pipeline &in)
{
    PipelinePorts ports;
    for (int i = m_random.bounded(3); i > 0; --i)
        if (const QList<PortRef> list = refs(in); !list.isEmpty())
            ports.inputs.insert(id(), list);
    for (int i = m_random.bounded(3); i > 0; --i)
        ports.outputs.insert(id(), ref(in));
    return ports;
}

Pipeline RandomPipeline::pipeline(int nodes)
{
    Pipeline pipeline;
    if (chance(70))
        pipeline.name = text();
    if (chance(50))
        pipeline.doc = text();
    for (int i = 0; i < nodes; ++i) {
        const QString name = id();
        pipeline.nodes.insert(name, node(pipeline));
        if (chance(80))
            pipeline.layout.positions.insert(name, point());
    }
    for (int i = m_random.bounded(3); i > 0; --i)
        pipeline.parameters.insert(chance(80) ? id() : text(), parameter());
    for (int i = m_random.bounded(3); i > 0; --i)
        pipeline.layout.frames.insert(id(), frame());
    for (int i = m_random.bounded(3); i > 0; --i)
        pipeline.layout.notes.insert(id(), note());
    pipeline.ports = ports(pipeline);
    if (chance(30))
        pipeline.unknown.insert(QStringLiteral("x-") + id(), value());
    if (chance(30))
        pipeline.layout.unknown.insert(QStringLiteral("x-") + id(), value());
    return pipeline;
}

PipelineEdit RandomPipeline::edit(const Pipeline &in)
{
    const QString node = nodeOf(in);
    switch (m_random.bounded(14)) {
    case 0:
    case 1:
        return SetNode{chance(50) ? id() : node, this->node(in)};
    case 2:
        return SetNode{node, std::nullopt};
    case 3:
        return RenameNode{node, id()};
    case 4:
    case 5:
        return SetNodeParam{node, id(), chance(70) ? std::optional(value()) : std::nullopt};
    case 6:
        return SetNodeFlags{node, text(), text(), chance(50), chance(50), chance(50), {m_random.bounded(3) * 1.0, m_random.bounded(3), 1}};
    case 7:
    case 8:
        return SetInput{{node, ref(in).port}, refs(in)};
    case 9:
        return SetPosition{node, chance(80) ? std::optional(point()) : std::nullopt};
    case 10:
        return SetFrame{id(), chance(70) ? std::optional(frame()) : std::nullopt};
    case 11:
        return SetNote{id(), chance(70) ? std::optional(note()) : std::nullopt};
    case 12:
        if (chance(50))
            return SetParameter{id(), chance(70) ? std::optional(parameter()) : std::nullopt};
        return SetPorts{ports(in)};
    default:
        return SetHeader{text(), text()};
    }
}

}  // namespace headrace::tests
