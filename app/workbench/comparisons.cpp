// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/comparisons.h"

#include "app/workbench/message_bar.h"
#include "engine/pipeline/format.h"
#include "models/diff/git_head.h"
#include "models/document/in_background.h"
#include "models/session/document_session.h"

#include <QFileDialog>
#include <QFileInfo>

namespace headrace {
namespace {

QString comparisonKey()
{
    return QStringLiteral("compare");
}

/// An earlier pipeline and what to call it.
struct Earlier {
    Pipeline pipeline;
    QString name;
};

}  // namespace

Comparisons::Comparisons(const Catalog &catalog, MessageBar *messages, QWidget *window)
    : QObject(window), m_catalog(catalog), m_messages(messages), m_window(window)
{}

CompareDialog *Comparisons::show(const Comparison &comparison, QWidget *over)
{
    auto *dialog = new CompareDialog(m_catalog, comparison, over);
    dialog->show();
    return dialog;
}

void Comparisons::withEarlier(DocumentSession *session, const Pipeline &before, const QString &name)
{
    PipelineDocument *document = session->document();
    CompareDialog *dialog = show({before, document->pipeline(), name, tr("%1 now").arg(document->displayName())}, m_window);
    dialog->follow(document);
    connect(dialog, &CompareDialog::showRequested, session,
            [this, session](const QString &node) { Q_EMIT showNodeRequested(session, node); });
}

/// `read` gives Result<Earlier> on another thread.
template <class Read> void Comparisons::readAndShow(DocumentSession *session, Read read)
{
    m_messages->clear(comparisonKey());
    inBackground(session, std::move(read), [this, self = QPointer<Comparisons>(this), session](const Result<Earlier> &earlier) {
        if (!self)
            return;
        if (earlier)
            withEarlier(session, earlier->pipeline, earlier->name);
        else
            say(earlier.error());
    });
}

void Comparisons::withSaved(DocumentSession *session)
{
    const PipelineDocument *document = session->document();
    if (document->path().isEmpty())
        return;
    readAndShow(session, [bytes = document->savedBytes()]() -> Result<Earlier> {
        HR_ASSIGN(const ReadPipeline read, readPipeline(bytes));
        return Earlier{read.pipeline, tr("the saved version")};
    });
}

void Comparisons::withGitHead(DocumentSession *session)
{
    if (session->document()->path().isEmpty())
        return;
    readAndShow(session, [path = session->document()->path()]() -> Result<Earlier> {
        HR_ASSIGN(const GitVersion head, readGitHead(path));
        auto read = readPipeline(head.bytes);
        if (!read)
            return Error(ErrorCode::Invalid, tr("What git HEAD holds is no pipeline: %1").arg(read.error().text));
        return Earlier{read->pipeline, tr("HEAD (%1)").arg(head.commit)};
    });
}

void Comparisons::withAnother(DocumentSession *session)
{
    auto *dialog = new QFileDialog(m_window, tr("Compare with another pipeline"), session->document()->folder(),
                                   tr("Pipelines (%1)").arg(QStringLiteral("*.pipeline.json")));
    dialog->setObjectName(QStringLiteral("compareFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, session, [this, session](const QString &path) { withFile(session, path); });
    connect(session, &QObject::destroyed, dialog, &QDialog::reject);
    dialog->open();
}

void Comparisons::withFile(DocumentSession *session, const QString &path)
{
    readAndShow(session, [path]() -> Result<Earlier> {
        HR_ASSIGN(const ReadPipeline read, readPipelineFile(path));
        return Earlier{read.pipeline, QFileInfo(path).fileName()};
    });
}

void Comparisons::say(const Error &error)
{
    QString text = error.text;
    if (!error.hint.isEmpty())
        text += QLatin1Char(' ') + error.hint;
    m_messages->show(MessageBar::Tone::Warning, text, {}, comparisonKey());
}

}  // namespace headrace

#include "moc_comparisons.cpp"
