// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/edit_command.h"

#include "models/document/pipeline_document.h"

namespace headrace {
namespace {

constexpr qint64 kMergeMs = 2000;

/// What an edit sets, so that a later edit of the same thing can take its place. Empty: it must stay.
QString targetOf(const PipelineEdit &edit)
{
    if (const auto *param = std::get_if<SetNodeParam>(&edit))
        return QStringLiteral("param\n") + param->id + QLatin1Char('\n') + param->name;
    if (const auto *flags = std::get_if<SetNodeFlags>(&edit))
        return QStringLiteral("flags\n") + flags->id;
    if (const auto *position = std::get_if<SetPosition>(&edit))
        return QStringLiteral("position\n") + position->id;
    if (const auto *frame = std::get_if<SetFrame>(&edit))
        return QStringLiteral("frame\n") + frame->id;
    if (const auto *note = std::get_if<SetNote>(&edit))
        return QStringLiteral("note\n") + note->id;
    if (const auto *parameter = std::get_if<SetParameter>(&edit))
        return QStringLiteral("parameter\n") + parameter->name;
    if (std::holds_alternative<SetHeader>(edit))
        return QStringLiteral("header");
    return {};
}

bool sameTargets(const QList<PipelineEdit> &a, const QList<PipelineEdit> &b)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const QString target = targetOf(a[i]);
        if (target.isEmpty() || target != targetOf(b[i]))
            return false;
    }
    return true;
}

}  // namespace

EditCommand::EditCommand(PipelineDocument *document, QList<PipelineEdit> edits, QList<PipelineEdit> inverse, const QString &text,
                         QString mergeKey)
    : QUndoCommand(text), m_document(document), m_edits(std::move(edits)), m_inverse(std::move(inverse)), m_mergeKey(std::move(mergeKey))
{
    m_age.start();
}

void EditCommand::undo()
{
    m_document->replay(m_inverse);
}

void EditCommand::redo()
{
    if (!std::exchange(m_first, false))
        m_document->replay(m_edits);
}

bool EditCommand::mergeWith(const QUndoCommand *other)
{
    const auto *later = static_cast<const EditCommand *>(other);
    if (later->m_mergeKey != m_mergeKey || m_age.elapsed() > kMergeMs)
        return false;
    m_age.restart();
    if (sameTargets(m_edits, later->m_edits)) {
        m_edits = later->m_edits;  // what was there before the first of them is in our inverse
    } else {
        m_edits += later->m_edits;
        m_inverse = later->m_inverse + m_inverse;
    }
    return true;
}

}  // namespace headrace
