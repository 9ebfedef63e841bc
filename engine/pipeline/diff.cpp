// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/diff.h"

#include "engine/base/hashing.h"
#include "engine/pipeline/check.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/format_members.h"

#include <QHash>
#include <QJsonArray>

namespace headrace {

namespace {

using namespace members;

/// The changes between two values, member by member and element by element where both have the same shape.
void compare(const QString &path, const QJsonValue &before, const QJsonValue &after, QList<ParamChange> &changes)
{
    if (before == after)
        return;
    if (before.isObject() && after.isObject()) {
        const QJsonObject from = before.toObject(), to = after.toObject();
        for (auto member = from.constBegin(); member != from.constEnd(); ++member)
            compare(path + QLatin1Char('.') + member.key(), member.value(), to.value(member.key()), changes);
        for (auto member = to.constBegin(); member != to.constEnd(); ++member)
            if (!from.contains(member.key()))
                changes << ParamChange{path + QLatin1Char('.') + member.key(), QJsonValue(QJsonValue::Undefined), member.value()};
        return;
    }
    if (before.isArray() && after.isArray() && before.toArray().size() == after.toArray().size()) {
        const QJsonArray from = before.toArray(), to = after.toArray();
        for (qsizetype i = 0; i < from.size(); ++i)
            compare(QStringLiteral("%1[%2]").arg(path).arg(i), from.at(i), to.at(i), changes);
        return;
    }
    changes << ParamChange{path, before, after};
}

void compareMembers(const QJsonObject &before, const QJsonObject &after, const QStringList &leftOut, QList<ParamChange> &changes)
{
    for (auto member = before.constBegin(); member != before.constEnd(); ++member)
        if (!leftOut.contains(member.key()))
            compare(member.key(), member.value(), after.value(member.key()), changes);
    for (auto member = after.constBegin(); member != after.constEnd(); ++member)
        if (!leftOut.contains(member.key()) && !before.contains(member.key()))
            changes << ParamChange{member.key(), QJsonValue(QJsonValue::Undefined), member.value()};
}

class Differ
{
public:
    Differ(const Pipeline &before, const Pipeline &after) : m_before(before), m_after(after) {}

    PipelineDiff diff()
    {
        PipelineDiff result;
        findRenamed();
        for (auto node = m_before.nodes.cbegin(); node != m_before.nodes.cend(); ++node)
            if (!m_after.nodes.contains(node.key()) && !m_renamed.contains(node.key()))
                result.nodes << NodeChange{node.key(), ChangeKind::Removed, {}, {}};
        for (auto node = m_after.nodes.cbegin(); node != m_after.nodes.cend(); ++node) {
            const QString former = m_formerIds.value(node.key(), node.key());
            const auto old = m_before.nodes.constFind(former);
            if (old == m_before.nodes.cend()) {
                result.nodes << NodeChange{node.key(), ChangeKind::Added, {}, {}};
                continue;
            }
            const Node moved = followed(*old);
            NodeChange change{node.key(), ChangeKind::Changed, former == node.key() ? QString() : former, {}};
            if (moved != *node)
                compareMembers(json(moved), json(*node), {}, change.changes);
            if (!change.changes.isEmpty() || !change.formerId.isEmpty())
                result.nodes << change;
        }
        std::sort(result.nodes.begin(), result.nodes.end(), [](const NodeChange &a, const NodeChange &b) { return a.id < b.id; });
        compareMembers(header(m_before, true), header(m_after, false), {}, result.header);
        layout(result.layout);
        return result;
    }

private:
    /// A node that only changed its id is one that is gone, and another of the same content and the same inputs that came.
    void findRenamed()
    {
        QHash<QString, QStringList> came;
        for (auto node = m_after.nodes.cbegin(); node != m_after.nodes.cend(); ++node)
            if (!m_before.nodes.contains(node.key()))
                came[content(*node)] << node.key();
        if (came.isEmpty())
            return;
        // Upstream first, so that the inputs of those below can follow.
        const QStringList order = topologicalOrder(m_before);
        for (const QString &id : order) {
            if (m_after.nodes.contains(id))
                continue;
            const Node &old = m_before.nodes[id];
            const auto candidates = came.find(content(followed(old)));
            if (candidates == came.end() || candidates->isEmpty())
                continue;
            const QString candidate = candidates->takeFirst();
            m_renamed.insert(id, candidate);
            m_formerIds.insert(candidate, id);
        }
    }

    static QString content(const Node &node) { return sha256(canonicalJson(json(node))); }

    static QJsonObject json(const Node &node)
    {
        Pipeline pipeline;
        pipeline.nodes.insert(QStringLiteral("n"), node);
        return pipelineToJson(pipeline).value(kNodes).toObject().value(QLatin1String("n")).toObject();
    }

    void follow(PortRef &ref) const { ref.node = m_renamed.value(ref.node, ref.node); }

    Node followed(Node node) const
    {
        if (m_renamed.isEmpty())
            return node;
        for (QList<PortRef> &refs : node.inputs)
            for (PortRef &ref : refs)
                follow(ref);
        return node;
    }

    QJsonObject header(const Pipeline &pipeline, bool old) const
    {
        Pipeline bare = pipeline;
        bare.nodes.clear();
        bare.layout = {};
        if (old) {
            for (QList<PortRef> &refs : bare.ports.inputs)
                for (PortRef &ref : refs)
                    follow(ref);
            for (PortRef &ref : bare.ports.outputs)
                follow(ref);
        }
        return pipelineToJson(bare);
    }

    void layout(QStringList &changed) const
    {
        for (auto node = m_after.nodes.cbegin(); node != m_after.nodes.cend(); ++node) {
            const QString former = m_formerIds.value(node.key(), node.key());
            if (!m_before.nodes.contains(former))
                continue;
            const auto from = m_before.layout.positions.constFind(former);
            const auto to = m_after.layout.positions.constFind(node.key());
            const bool was = from != m_before.layout.positions.cend(), is = to != m_after.layout.positions.cend();
            if (was != is || (was && *from != *to))
                changed << node.key();
        }
        things(m_before.layout.frames, m_after.layout.frames, changed);
        things(m_before.layout.notes, m_after.layout.notes, changed);
        if (m_before.layout.unknown != m_after.layout.unknown)
            changed << kLayout;
    }

    template <class Thing> static void things(const QMap<QString, Thing> &before, const QMap<QString, Thing> &after, QStringList &changed)
    {
        for (auto thing = before.cbegin(); thing != before.cend(); ++thing) {
            const auto other = after.constFind(thing.key());
            if (other == after.cend() || !(*other == *thing))
                changed << thing.key();
        }
        for (auto thing = after.cbegin(); thing != after.cend(); ++thing)
            if (!before.contains(thing.key()))
                changed << thing.key();
    }

    const Pipeline &m_before;
    const Pipeline &m_after;
    QHash<QString, QString> m_renamed;    ///< former id to new id
    QHash<QString, QString> m_formerIds;  ///< new id to former id
};

QString toString(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return QStringLiteral("added");
    case ChangeKind::Removed:
        return QStringLiteral("removed");
    case ChangeKind::Changed:
        return QStringLiteral("changed");
    }
    Q_UNREACHABLE();
}

QJsonArray changesToJson(const QList<ParamChange> &changes)
{
    QJsonArray array;
    for (const ParamChange &change : changes) {
        QJsonObject object{{QStringLiteral("path"), change.path}};
        if (!change.before.isUndefined())
            object.insert(QStringLiteral("before"), change.before);
        if (!change.after.isUndefined())
            object.insert(QStringLiteral("after"), change.after);
        array << object;
    }
    return array;
}

}  // namespace

QJsonObject PipelineDiff::toJson() const
{
    QJsonArray list;
    for (const NodeChange &node : nodes) {
        QJsonObject object{{QStringLiteral("id"), node.id}, {QStringLiteral("kind"), toString(node.kind)}};
        if (!node.formerId.isEmpty())
            object.insert(QStringLiteral("former_id"), node.formerId);
        if (!node.changes.isEmpty())
            object.insert(QStringLiteral("changes"), changesToJson(node.changes));
        list << object;
    }
    return {{QStringLiteral("same_logic"), sameLogic()},
            {QStringLiteral("nodes"), list},
            {QStringLiteral("header"), changesToJson(header)},
            {QStringLiteral("layout"), QJsonArray::fromStringList(layout)}};
}

PipelineDiff diff(const Pipeline &before, const Pipeline &after)
{
    return Differ(before, after).diff();
}

}  // namespace headrace
