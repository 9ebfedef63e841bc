// SPDX-License-Identifier: GPL-3.0-or-later
// The pipeline within a node, edited in place: a document whose every change is a change of the node around it.
#pragma once

#include "models/document/pipeline_document.h"

namespace headrace {

class Catalog;

/// Has no undo stack of its own: an edit here becomes one SetNodeParam of the document around it, so undo, the dirty mark, saving
/// and recovery need to know nothing of subpipelines. What it shows follows the node: whatever changes that (undo, a file
/// changed outside) comes back as edits here. May stand in another one. The document around it must outlive it.
class SubpipelineDocument : public PipelineDocument
{
    Q_OBJECT

public:
    /// nullptr where the node has no embedded pipeline.
    /// `catalog` must outlive it: a pipeline without places is laid out, to be shown only.
    static std::unique_ptr<SubpipelineDocument> of(PipelineDocument *around, const QString &node, const Catalog &catalog);

    const QString &node() const { return m_node; }
    PipelineDocument *around() const { return m_around; }

    const QString &path() const override { return m_around->path(); }
    QString folder() const override { return m_around->folder(); }
    QString workspace() const override { return m_around->workspace(); }
    QString displayName() const override;
    Result<void> apply(const QList<PipelineEdit> &edits, const QString &text, const QString &mergeKey = {}) override;
    QUndoStack *undoStack() override { return m_around->undoStack(); }
    bool isModified() const override { return m_around->isModified(); }
    Result<void> save() override { return m_around->save(); }
    Result<void> saveAs(const QString &path) override { return m_around->saveAs(path); }

Q_SIGNALS:
    /// The node is gone, or holds no pipeline any more.
    void vanished();

private:
    SubpipelineDocument(PipelineDocument *around, QString node, const Catalog &catalog);
    void follow(const QList<PipelineEdit> &edits);

    PipelineDocument *m_around;
    QString m_node;
    const Catalog &m_catalog;
    const QList<PipelineEdit> *m_own = nullptr;  ///< the edits being applied here
    const Pipeline *m_next = nullptr;            ///< and what they make
};

}  // namespace headrace
