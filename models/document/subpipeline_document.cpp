// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/subpipeline_document.h"

#include "engine/pipeline/format.h"
#include "engine/pipeline/subpipeline.h"
#include "models/gestures/arrange.h"

namespace headrace {
namespace {

const QString kBody = QStringLiteral("pipeline");

/// Nodes without any place are shown in layers, as those of a file are: see laidOut().
std::optional<Pipeline> bodyOf(const PipelineDocument &around, const QString &id, const Catalog &catalog)
{
    const auto inner = innerPipeline(around.pipeline().nodes.value(id));
    return inner ? std::optional(laidOut(*inner, catalog)) : std::nullopt;
}

/// Whether an edit may have changed the pipeline within a node.
bool concerns(const PipelineEdit &edit, const QString &node)
{
    if (const auto *set = std::get_if<SetNode>(&edit))
        return set->id == node;
    if (const auto *param = std::get_if<SetNodeParam>(&edit))
        return param->id == node && param->name == kBody;
    return false;
}

}  // namespace

SubpipelineDocument::SubpipelineDocument(PipelineDocument *around, QString node, const Catalog &catalog)
    : PipelineDocument(nullptr), m_around(around), m_node(std::move(node)), m_catalog(catalog)
{
    connect(around, &PipelineDocument::edited, this, &SubpipelineDocument::follow);
    connect(around, &PipelineDocument::modifiedChanged, this, &PipelineDocument::modifiedChanged);
    connect(around, &PipelineDocument::pathChanged, this, &PipelineDocument::pathChanged);
    connect(around, &PipelineDocument::saved, this, &PipelineDocument::saved);
}

std::unique_ptr<SubpipelineDocument> SubpipelineDocument::of(PipelineDocument *around, const QString &node, const Catalog &catalog)
{
    auto body = bodyOf(*around, node, catalog);
    if (!body)
        return nullptr;
    std::unique_ptr<SubpipelineDocument> document(new SubpipelineDocument(around, node, catalog));
    document->setPipeline(*std::move(body));
    return document;
}

QString SubpipelineDocument::displayName() const
{
    const Node node = m_around->pipeline().nodes.value(m_node);
    return !node.title.isEmpty() ? node.title : !pipeline().name.isEmpty() ? pipeline().name : m_node;
}

Result<void> SubpipelineDocument::apply(const QList<PipelineEdit> &edits, const QString &text, const QString &mergeKey)
{
    if (edits.isEmpty())
        return {};
    Pipeline next = pipeline();
    HR_TRY(applyEdits(next, edits));
    m_own = &edits;
    m_next = &next;
    const QString key = mergeKey.isEmpty() ? QString() : m_node + QLatin1Char('/') + mergeKey;
    const auto applied = m_around->apply({SetNodeParam{m_node, kBody, pipelineToJson(next)}}, text, key);
    m_own = nullptr;
    m_next = nullptr;
    return applied;
}

void SubpipelineDocument::follow(const QList<PipelineEdit> &edits)
{
    if (m_own) {
        setPipeline(*m_next);
        Q_EMIT edited(*m_own);
        return;
    }
    bool concerned = edits.isEmpty();
    for (const PipelineEdit &edit : edits) {
        if (const auto *rename = std::get_if<RenameNode>(&edit); rename && rename->from == m_node)
            m_node = rename->to;
        concerned = concerned || concerns(edit, m_node);
    }
    if (!concerned)
        return;
    auto body = bodyOf(*m_around, m_node, m_catalog);
    if (!body) {
        Q_EMIT vanished();
        return;
    }
    const QList<PipelineEdit> changes = editsBetween(pipeline(), *body);
    if (changes.isEmpty())
        return;
    setPipeline(*std::move(body));
    Q_EMIT edited(changes);
}

}  // namespace headrace

#include "moc_subpipeline_document.cpp"
