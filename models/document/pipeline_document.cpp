// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/pipeline_document.h"

#include "engine/base/paths.h"
#include "engine/pipeline/format.h"
#include "models/document/edit_command.h"

#include <QFile>
#include <QFileInfo>

namespace headrace {

PipelineDocument::PipelineDocument(QObject *parent) : QObject(parent)
{
    connect(&m_undo, &QUndoStack::cleanChanged, this, [this](bool clean) { Q_EMIT modifiedChanged(!clean); });
}

Result<std::unique_ptr<PipelineDocument>> PipelineDocument::open(const QString &path)
{
    HR_ASSIGN(auto read, readPipelineFile(path));
    auto document = std::make_unique<PipelineDocument>();
    document->m_pipeline = std::move(read.pipeline);
    document->m_readDiagnostics = std::move(read.diagnostics);
    document->m_path = QFileInfo(path).absoluteFilePath();
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        document->m_savedBytes = file.readAll();
    return document;
}

QString PipelineDocument::folder() const
{
    return m_path.isEmpty() ? m_home : QFileInfo(m_path).absolutePath();
}

QString PipelineDocument::workspace() const
{
    return m_path.isEmpty() ? m_home : workspaceOf(m_path);
}

QString PipelineDocument::displayName() const
{
    if (!m_path.isEmpty()) {
        QString name = QFileInfo(m_path).fileName();
        if (name.endsWith(QLatin1String(".json")))
            name.chop(5);
        return name;
    }
    return m_pipeline.name.isEmpty() ? tr("Untitled") : m_pipeline.name;
}

Result<void> PipelineDocument::apply(const QList<PipelineEdit> &edits, const QString &text, const QString &mergeKey)
{
    if (edits.isEmpty())
        return {};
    HR_ASSIGN(auto inverse, applyEdits(m_pipeline, edits));
    m_undo.push(new EditCommand(this, edits, std::move(inverse), text, mergeKey));
    Q_EMIT edited(edits);
    return {};
}

void PipelineDocument::replay(const QList<PipelineEdit> &edits)
{
    const auto applied = applyEdits(m_pipeline, edits);
    Q_ASSERT_X(applied.ok(), "PipelineDocument", "an undo step does not apply");
    Q_EMIT edited(edits);
}

Result<void> PipelineDocument::save()
{
    if (m_path.isEmpty())
        return Error(ErrorCode::Usage, tr("The pipeline has no file yet."), tr("Choose where to save it."));
    return saveAs(m_path);
}

Result<void> PipelineDocument::saveAs(const QString &path)
{
    HR_TRY(writePipelineFile(path, m_pipeline));
    m_savedBytes = writePipeline(m_pipeline);
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (absolute != m_path) {
        m_path = absolute;
        Q_EMIT pathChanged(m_path);
    }
    m_undo.setClean();
    Q_EMIT saved();
    return {};
}

void PipelineDocument::fileMoved(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (m_path.isEmpty() || absolute == m_path)
        return;
    m_path = absolute;
    Q_EMIT pathChanged(m_path);
}

void PipelineDocument::fileGone()
{
    if (m_undo.cleanIndex() >= 0)
        m_cleanBefore = m_undo.cleanIndex();
    m_undo.resetClean();
}

void PipelineDocument::fileBack()
{
    if (std::exchange(m_cleanBefore, -1) == m_undo.index())
        m_undo.setClean();
}

Result<void> PipelineDocument::replaceWith(const Pipeline &pipeline, const QString &text)
{
    return apply(editsBetween(m_pipeline, pipeline), text);
}

void PipelineDocument::setContent(const Pipeline &pipeline, bool modified)
{
    m_pipeline = pipeline;
    m_undo.clear();
    if (modified)
        m_undo.resetClean();
    Q_EMIT edited({});
    Q_EMIT modifiedChanged(isModified());
}

QString PipelineDocument::freshId(const QString &base) const
{
    const auto taken = [this](const QString &id) {
        return m_pipeline.nodes.contains(id) || m_pipeline.layout.frames.contains(id) || m_pipeline.layout.notes.contains(id);
    };
    QString stem = isNodeId(base) ? base : QStringLiteral("node");
    if (!taken(stem))
        return stem;
    for (int i = 2;; ++i) {
        const QString id = stem + QLatin1Char('-') + QString::number(i);
        if (!taken(id))
            return id;
    }
}

namespace {

template <class Value, class Edit>
void editsOfMap(QList<PipelineEdit> &edits, const QMap<QString, Value> &before, const QMap<QString, Value> &after, Edit edit)
{
    for (auto it = before.cbegin(); it != before.cend(); ++it)
        if (!after.contains(it.key()))
            edits.append(edit(it.key(), std::optional<Value>()));
    for (auto it = after.cbegin(); it != after.cend(); ++it)
        if (const auto old = before.constFind(it.key()); old == before.cend() || !(*old == *it))
            edits.append(edit(it.key(), std::optional<Value>(*it)));
}

}  // namespace

QList<PipelineEdit> editsBetween(const Pipeline &before, const Pipeline &after)
{
    QList<PipelineEdit> edits;
    if (before.name != after.name || before.doc != after.doc)
        edits.append(SetHeader{after.name, after.doc});
    editsOfMap(edits, before.parameters, after.parameters, [](const QString &name, const auto &value) -> PipelineEdit {
        return SetParameter{name, value};
    });
    editsOfMap(edits, before.nodes, after.nodes, [](const QString &id, const auto &value) -> PipelineEdit {
        return SetNode{id, value, true};
    });
    if (!(before.ports == after.ports))
        edits.append(SetPorts{after.ports});
    editsOfMap(edits, before.layout.positions, after.layout.positions, [](const QString &id, const auto &value) -> PipelineEdit {
        return SetPosition{id, value};
    });
    editsOfMap(edits, before.layout.frames, after.layout.frames, [](const QString &id, const auto &value) -> PipelineEdit {
        return SetFrame{id, value};
    });
    editsOfMap(edits, before.layout.notes, after.layout.notes, [](const QString &id, const auto &value) -> PipelineEdit {
        return SetNote{id, value};
    });
    return edits;
}

}  // namespace headrace

#include "moc_pipeline_document.cpp"
