// SPDX-License-Identifier: GPL-3.0-or-later
// The one kind of undo command: a checked list of edits and the list that undoes it. Belongs to the window's thread.
#pragma once

#include "engine/pipeline/edit.h"

#include <QElapsedTimer>
#include <QUndoCommand>

namespace headrace {

class PipelineDocument;

class EditCommand : public QUndoCommand
{
public:
    /// `edits` have been applied already and `inverse` undoes them. Commands with the same non-empty merge key, one within
    /// two seconds of the last, become one step: typing.
    EditCommand(PipelineDocument *document, QList<PipelineEdit> edits, QList<PipelineEdit> inverse, const QString &text, QString mergeKey);

    void undo() override;
    void redo() override;
    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    PipelineDocument *m_document;
    QList<PipelineEdit> m_edits;
    QList<PipelineEdit> m_inverse;
    QString m_mergeKey;
    QElapsedTimer m_age;
    bool m_first = true;  ///< the first redo() comes from the stack's push, when the edits stand already
};

}  // namespace headrace
