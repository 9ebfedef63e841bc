// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/subpipelines.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/resolve.h"
#include "engine/pipeline/subpipeline.h"
#include "models/gestures/connect.h"
#include "models/gestures/fresh_ids.h"
#include "models/gestures/node_ports.h"
#include "models/gestures/references.h"

#include <QCoreApplication>
#include <QSet>

namespace headrace {
namespace {

constexpr double kInnerMargin = 64;  // px from the origin of the pipeline within

struct SubpipelinesWords {
    Q_DECLARE_TR_FUNCTIONS(SubpipelinesWords)
};

/// A name for a port that is not taken yet.
template <class Map> QString portName(const Map &taken, const QString &wished)
{
    const QString base = FreshIds::idOf(wished);
    QString name = base;
    for (int i = 2; taken.contains(name); ++i)
        name = base + QLatin1Char('-') + QString::number(i);
    return name;
}

Error notPossible(const QString &text, const QString &hint)
{
    return Error(ErrorCode::Invalid, text, hint);
}

/// What moves into a new node, and what changes around it.
class Collapse
{
public:
    Collapse(const Pipeline &pipeline, const Catalog &catalog, const CanvasItems &items)
        : m_pipeline(pipeline), m_catalog(catalog), m_items(items), m_inside(items.nodes.cbegin(), items.nodes.cend())
    {}

    Result<Added> make(const QString &title)
    {
        m_id = FreshIds(m_pipeline).next(QStringLiteral("subpipeline"));
        HR_TRY(check());
        const QRectF area = rectOf(m_pipeline, m_items);
        m_shift = QPointF(kInnerMargin, kInnerMargin) - area.topLeft();
        takeInside();
        takeOutside();
        takeParameters();
        takeLayout();

        Node node;
        node.op = QLatin1String(kSubpipelineOperator);
        node.title = title;
        node.inputs = m_inputs;
        node.params.insert(QStringLiteral("pipeline"), pipelineToJson(m_inner));
        if (!m_values.isEmpty())
            node.params.insert(QStringLiteral("values"), m_values);
        Added added;
        added.items.nodes = QStringList{m_id};
        const QPointF corner = snapped(area.center() - QPointF(kNodeWidthOnCanvas, kNodeHeightOnCanvas) / 2);
        added.edits << SetNode{m_id, node} << SetPosition{m_id, corner} << m_around;
        for (const QString &id : std::as_const(m_items.nodes))
            added.edits << SetPosition{id, std::nullopt} << SetNode{id, std::nullopt};
        for (const QString &id : std::as_const(m_items.frames))
            added.edits << SetFrame{id, std::nullopt};
        for (const QString &id : std::as_const(m_items.notes))
            added.edits << SetNote{id, std::nullopt};
        return added;
    }

private:
    Result<void> check()
    {
        m_items.nodes.removeIf([this](const QString &id) { return !m_pipeline.nodes.contains(id); });
        if (m_items.nodes.isEmpty())
            return notPossible(SubpipelinesWords::tr("No node is chosen."),
                               SubpipelinesWords::tr("Choose the nodes that shall become a subpipeline."));
        // A node outside that gets something from the inside and gives something back would close a circle.
        const QStringList below = descendantsOf(m_pipeline, m_items.nodes);
        const QStringList needed = ancestorsOf(m_pipeline, m_items.nodes);
        const QSet<QString> above(needed.cbegin(), needed.cend());
        for (const QString &id : below)
            if (!m_inside.contains(id) && above.contains(id))
                return notPossible(SubpipelinesWords::tr("'%1' stands between the chosen nodes.").arg(id),
                                   SubpipelinesWords::tr("Choose it too, or leave out what comes after it."));
        return {};
    }

    void takeInside()
    {
        QMap<QPair<QString, QString>, QString> shared;  // sources as text and type, to the outer port
        for (const QString &id : std::as_const(m_items.nodes)) {
            Node node = m_pipeline.nodes.value(id);
            const Signature ports = portsOfNode(m_pipeline, id, m_catalog);
            for (auto input = node.inputs.begin(); input != node.inputs.end(); ++input) {
                QList<PortRef> outside;
                QString key;
                for (const PortRef &ref : std::as_const(*input))
                    if (!m_inside.contains(ref.node)) {
                        outside.append(ref);
                        key += ref.toString() + QLatin1Char('\n');
                    }
                if (outside.isEmpty())
                    continue;
                input->removeIf([this](const PortRef &ref) { return !m_inside.contains(ref.node); });
                const PortSpec *spec = ports.input(input.key());
                const QPair<QString, QString> same(key, spec ? toString(spec->type) : QString());
                QString name = shared.value(same);
                if (name.isEmpty()) {
                    name = portName(m_inner.ports.inputs, input.key());
                    shared.insert(same, name);
                    m_inputs.insert(name, outside);
                }
                m_inner.ports.inputs[name].append({id, input.key()});
            }
            node.inputs.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
            m_inner.nodes.insert(id, node);
        }
    }

    QString outputFor(const PortRef &ref)
    {
        for (auto it = m_inner.ports.outputs.cbegin(); it != m_inner.ports.outputs.cend(); ++it)
            if (*it == ref)
                return it.key();
        const QString name = portName(m_inner.ports.outputs, ref.port);
        m_inner.ports.outputs.insert(name, ref);
        return name;
    }

    void takeOutside()
    {
        for (auto node = m_pipeline.nodes.cbegin(); node != m_pipeline.nodes.cend(); ++node) {
            if (m_inside.contains(node.key()))
                continue;
            for (auto input = node->inputs.cbegin(); input != node->inputs.cend(); ++input) {
                QList<PortRef> refs = *input;
                bool changed = false;
                for (PortRef &ref : refs)
                    if (m_inside.contains(ref.node)) {
                        ref = {m_id, outputFor(ref)};
                        changed = true;
                    }
                if (changed)
                    m_around << SetInput{{node.key(), input.key()}, refs};
            }
        }
        // The pipeline's own ports, where it is itself a subpipeline.
        PipelinePorts ports = m_pipeline.ports;
        for (QList<PortRef> &refs : ports.inputs)
            for (PortRef &ref : refs)
                if (m_inside.contains(ref.node)) {
                    const QString name = portName(m_inner.ports.inputs, ref.port);
                    m_inner.ports.inputs[name].append(ref);
                    ref = {m_id, name};
                }
        for (PortRef &ref : ports.outputs)
            if (m_inside.contains(ref.node))
                ref = {m_id, outputFor(ref)};
        if (ports != m_pipeline.ports)
            m_around << SetPorts{ports};
    }

    void takeParameters()
    {
        for (const Node &node : std::as_const(m_inner.nodes))
            for (const QString &name : parametersSpokenOf(node, m_pipeline.parameters)) {
                m_inner.parameters.insert(name, m_pipeline.parameters.value(name));
                m_values.insert(name, QJsonObject{{QStringLiteral("$param"), name}});
            }
    }

    void takeLayout()
    {
        for (const QString &id : std::as_const(m_items.nodes))
            m_inner.layout.positions.insert(id, m_pipeline.layout.positions.value(id) + m_shift);
        for (const QString &id : std::as_const(m_items.frames)) {
            Frame frame = m_pipeline.layout.frames.value(id);
            frame.rect.translate(m_shift);
            m_inner.layout.frames.insert(id, frame);
        }
        for (const QString &id : std::as_const(m_items.notes)) {
            Note note = m_pipeline.layout.notes.value(id);
            note.rect.translate(m_shift);
            m_inner.layout.notes.insert(id, note);
        }
    }

    const Pipeline &m_pipeline;
    const Catalog &m_catalog;
    CanvasItems m_items;
    const QSet<QString> m_inside;
    QString m_id;
    QPointF m_shift;
    Pipeline m_inner;
    QMap<QString, QList<PortRef>> m_inputs;
    QJsonObject m_values;
    QList<PipelineEdit> m_around;
};

}  // namespace

Result<Added> collapse(const Pipeline &pipeline, const Catalog &catalog, const CanvasItems &items, const QString &title)
{
    return Collapse(pipeline, catalog, items).make(title);
}

Result<Added> expand(const Pipeline &pipeline, const Catalog &, const QString &id)
{
    const auto around = pipeline.nodes.constFind(id);
    const auto body = around == pipeline.nodes.cend() || !isSubpipeline(*around) ? std::nullopt : embeddedPipeline(*around);
    if (!body)
        return notPossible(SubpipelinesWords::tr("'%1' holds no pipeline that could be taken out.").arg(id),
                           SubpipelinesWords::tr("A subpipeline in a file of its own is opened there."));
    const Pipeline inner = pipelineFromJson(*body).pipeline;
    const QJsonObject given = around->params.value(QLatin1String("values")).toObject();

    Added added;
    FreshIds ids(pipeline);
    QHash<QString, QString> names;
    for (auto it = inner.nodes.cbegin(); it != inner.nodes.cend(); ++it)
        names.insert(it.key(), ids.next(it.key()));

    // Parameters: a value in place of each, or the outer parameter of the same name where a text speaks of it.
    QMap<QString, QJsonValue> values;
    for (auto it = inner.parameters.cbegin(); it != inner.parameters.cend(); ++it) {
        const QJsonValue value = given.contains(it.key()) ? given.value(it.key()) : it->defaultValue;
        if (!value.isUndefined())
            values.insert(it.key(), value);
        const bool inText = std::any_of(inner.nodes.cbegin(), inner.nodes.cend(),
                                        [&](const Node &node) { return spokenOfInText(node, it.key()); });
        if (!inText || referredParameter(value) == it.key())
            continue;
        PipelineParameter parameter = *it;
        if (!value.isUndefined())
            parameter.defaultValue = value;
        if (!referredParameter(value).isEmpty()
            || (pipeline.parameters.contains(it.key()) && pipeline.parameters.value(it.key()) != parameter))
            return notPossible(SubpipelinesWords::tr("A text within speaks of $%1, which has another meaning outside.").arg(it.key()),
                               SubpipelinesWords::tr("Rename the parameter inside first."));
        added.edits << SetParameter{it.key(), parameter};
    }

    QRectF area;
    for (auto it = inner.nodes.cbegin(); it != inner.nodes.cend(); ++it)
        area = area.isNull() ? nodeRect(inner, it.key()) : area.united(nodeRect(inner, it.key()));
    const QPointF shift = area.isNull() ? QPointF() : snapped(nodeRect(pipeline, id).center() - area.center());

    // What fed the subpipeline's inputs feeds the inner ports they stand for, behind what fed these already.
    QMap<PortRef, QList<PortRef>> feeding;
    for (auto port = inner.ports.inputs.cbegin(); port != inner.ports.inputs.cend(); ++port)
        for (const PortRef &ref : *port)
            feeding[ref] += around->inputs.value(port.key());
    for (auto it = inner.nodes.cbegin(); it != inner.nodes.cend(); ++it) {
        Node node = withValues(*it, values);
        for (QList<PortRef> &refs : node.inputs)
            for (PortRef &ref : refs)
                ref.node = names.value(ref.node, ref.node);
        for (auto feed = feeding.cbegin(); feed != feeding.cend(); ++feed)
            if (feed.key().node == it.key() && !feed->isEmpty())
                node.inputs[feed.key().port] += *feed;
        const QString name = names.value(it.key());
        added.edits << SetNode{name, node} << SetPosition{name, inner.layout.positions.value(it.key()) + shift};
        added.items.nodes << name;
    }
    const auto innerOf = [&](const PortRef &ref) -> std::optional<PortRef> {
        const auto port = inner.ports.outputs.constFind(ref.port);
        if (port == inner.ports.outputs.cend() || !names.contains(port->node))
            return std::nullopt;
        return PortRef{names.value(port->node), port->port};
    };
    for (auto node = pipeline.nodes.cbegin(); node != pipeline.nodes.cend(); ++node)
        for (auto input = node->inputs.cbegin(); input != node->inputs.cend(); ++input) {
            QList<PortRef> refs;
            for (const PortRef &ref : *input) {
                if (ref.node != id)
                    refs.append(ref);
                else if (const auto found = innerOf(ref))
                    refs.append(*found);
            }
            if (node.key() != id && refs != *input)
                added.edits << SetInput{{node.key(), input.key()}, refs};
        }
    PipelinePorts ports = pipeline.ports;
    for (QList<PortRef> &refs : ports.inputs) {
        QList<PortRef> kept;
        for (const PortRef &ref : std::as_const(refs)) {
            if (ref.node != id) {
                kept.append(ref);
                continue;
            }
            for (const PortRef &within : inner.ports.inputs.value(ref.port))
                if (names.contains(within.node))
                    kept.append({names.value(within.node), within.port});
        }
        refs = kept;
    }
    for (auto port = ports.outputs.begin(); port != ports.outputs.end();) {
        const auto found = port->node == id ? innerOf(*port) : std::optional(*port);
        if (found) {
            *port = *found;
            ++port;
        } else {
            port = ports.outputs.erase(port);
        }
    }
    ports.inputs.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
    if (ports != pipeline.ports)
        added.edits << SetPorts{ports};
    for (auto it = inner.layout.frames.cbegin(); it != inner.layout.frames.cend(); ++it) {
        Frame frame = *it;
        frame.rect.translate(shift);
        added.items.frames << ids.next(it.key());
        added.edits << SetFrame{added.items.frames.last(), frame};
    }
    for (auto it = inner.layout.notes.cbegin(); it != inner.layout.notes.cend(); ++it) {
        Note note = *it;
        note.rect.translate(shift);
        added.items.notes << ids.next(it.key());
        added.edits << SetNote{added.items.notes.last(), note};
    }
    if (pipeline.layout.positions.contains(id))
        added.edits << SetPosition{id, std::nullopt};
    added.edits << SetNode{id, std::nullopt};
    return added;
}

}  // namespace headrace
