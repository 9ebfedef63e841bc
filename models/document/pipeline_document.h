// SPDX-License-Identifier: GPL-3.0-or-later
// A pipeline that is being edited: the only place where it changes, with undo, and what everything that shows it listens to.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/edit.h"
#include "engine/pipeline/pipeline.h"

#include <QObject>
#include <QUndoStack>

#include <memory>

namespace headrace {

/// Belongs to the window's thread. Gestures make lists of PipelineEdits and hand them to apply(); views change when edited()
/// says so, never before.
class PipelineDocument : public QObject
{
    Q_OBJECT

public:
    explicit PipelineDocument(QObject *parent = nullptr);

    /// Reads a file. The document's diagnostics() say what was odd in it.
    static Result<std::unique_ptr<PipelineDocument>> open(const QString &path);

    const Pipeline &pipeline() const { return m_pipeline; }
    /// Absolute path of its file; empty until it is saved for the first time.
    virtual const QString &path() const { return m_path; }
    /// What relative paths in it start from: the file's folder, or folder given to setHome() while it has no file.
    virtual QString folder() const;
    virtual QString workspace() const;
    void setHome(const QString &folder) { m_home = folder; }
    /// For a tab: the file's name without .json, or the pipeline's name, or 'Untitled'.
    virtual QString displayName() const;
    const QList<Diagnostic> &readDiagnostics() const { return m_readDiagnostics; }
    /// The bytes as last read or saved; what an external change is compared with.
    const QByteArray &savedBytes() const { return m_savedBytes; }

    /// Applies the edits, which then are one step of undo called `text` ('Move 3 nodes'). Consecutive calls with the same
    /// non-empty merge key become one step (typing, a spin box held down). On an Error nothing has changed. An empty list is fine.
    virtual Result<void> apply(const QList<PipelineEdit> &edits, const QString &text, const QString &mergeKey = {});

    virtual QUndoStack *undoStack() { return &m_undo; }
    virtual bool isModified() const { return !m_undo.isClean(); }

    /// Atomic and durable. save() needs a path. The undo stack survives.
    virtual Result<void> save();
    virtual Result<void> saveAs(const QString &path);
    /// Its file has another name now; nothing else has changed.
    void fileMoved(const QString &path);
    /// Its file is gone: what is here stands nowhere else, so it counts as not saved.
    void fileGone();
    /// It is back as it was.
    void fileBack();
    /// Takes another content as one step of undo: a file changed outside, an older version.
    Result<void> replaceWith(const Pipeline &pipeline, const QString &text);
    /// Says that the file on disk now is the given bytes (after a reload).
    void setSavedBytes(const QByteArray &bytes) { m_savedBytes = bytes; }
    /// Content that is not on disk (recovered, an example, a template): modified from the start if `modified`.
    void setContent(const Pipeline &pipeline, bool modified);

    /// An id for a new node (frame, note) that no node, frame or note has: 'join', 'join-2', …
    QString freshId(const QString &base) const;

Q_SIGNALS:
    /// The pipeline has changed by these edits (also by undo and redo).
    void edited(const QList<headrace::PipelineEdit> &edits);
    void modifiedChanged(bool modified);
    void pathChanged(const QString &path);
    void saved();

protected:
    /// For a document whose content stands elsewhere: takes it, without a word to anyone.
    void setPipeline(Pipeline pipeline) { m_pipeline = std::move(pipeline); }

private:
    friend class EditCommand;
    void replay(const QList<PipelineEdit> &edits);

    Pipeline m_pipeline;
    QString m_path;
    QString m_home;
    QByteArray m_savedBytes;
    QList<Diagnostic> m_readDiagnostics;
    QUndoStack m_undo;
    int m_cleanBefore = -1;  ///< the saved state while the file is gone
};

/// The edits that turn one pipeline into another.
QList<PipelineEdit> editsBetween(const Pipeline &before, const Pipeline &after);

}  // namespace headrace
