// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/document_care.h"

#include "app/workbench/message_bar.h"
#include "models/session/document_session.h"
#include "models/settings/settings.h"
#include "models/worker/warm_worker.h"

#include <QThreadPool>

namespace headrace {

DocumentCare::DocumentCare(DocumentSession *session, Settings *settings, MessageBar *messages, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_messages(messages),
      m_autosave(session->document()),
      m_backups(session->document()),
      m_external(session->document()),
      m_trust(session->document(), session->catalog(), settings, [this](const QJsonObject &body, TrustGate::Answer answer) {
          m_session->worker()->ask(QStringLiteral("trust_probe"), body, this, std::move(answer));
      })
{
    const QString key = QStringLiteral("care:%1").arg(quintptr(session));
    connect(&m_autosave, &Autosave::failed, this, [this, key](const Error &error) { m_messages->show(error, key); });
    connect(&m_autosave, &Autosave::workedAgain, this, [this, key] { m_messages->clear(key); });
    connect(&m_external, &ExternalChange::reloaded, this, [this, key] {
        m_saveWanted = false;  // nothing of ours was to be saved
        m_messages->show(MessageBar::Tone::Info,
                         tr("'%1' was changed by another program and loaded again. Undo brings the old version back.").arg(name()),
                         {{tr("Compare"), [this] { compareTaken(); }, false, true}}, key);
    });
    connect(&m_external, &ExternalChange::merged, this, [this, key] {
        m_messages->show(MessageBar::Tone::Info, tr("'%1' was changed by another program; its changes were joined with yours.").arg(name()),
                         {{tr("Compare"), [this] { compareTaken(); }, false, true}}, key);
        saveIfWanted();
    });
    connect(&m_external, &ExternalChange::conflict, this, &DocumentCare::sayConflict);
    connect(&m_external, &ExternalChange::conflictSolved, this, [this, key] { m_messages->clear(key); });
    connect(&m_external, &ExternalChange::vanished, this, &DocumentCare::fileGone);
    connect(&m_external, &ExternalChange::returned, this, [this, key] {
        m_messages->clear(key);
        m_session->document()->fileBack();
        saveIfWanted();
    });
    connect(&m_external, &ExternalChange::unreadable, this, [this, key](const Error &error) {
        if (!std::exchange(m_saveWanted, false) || !m_external.isOdd()) {
            m_messages->show(error, key);
            return;
        }
        m_messages->show(MessageBar::Tone::Warning,
                         tr("The file of '%1' was changed by another program and holds no pipeline now. Nothing is saved yet.").arg(name()),
                         {{tr("Save mine over it"),
                           [this] {
                               m_external.keepMine();
                               saveNow();
                           }}},
                         key);
    });
    connect(&m_trust, &TrustGate::failed, this, [this, key](const Error &error) { m_messages->show(error, key); });
}

void DocumentCare::sayConflict()
{
    const bool saving = std::exchange(m_saveWanted, false);
    const auto keep = [this, saving] {
        m_external.keepMine();
        if (saving)
            saveNow();
    };
    m_messages->show(MessageBar::Tone::Warning,
                     saving ? tr("'%1' was changed by another program in the same places as here. Nothing is saved yet.").arg(name())
                            : tr("'%1' was changed by another program in the same places as here.").arg(name()),
                     {{tr("Compare"), [this] { compareTheirs(); }, false, true},
                      {saving ? tr("Save mine over it") : tr("Keep mine"), keep},
                      {tr("Take theirs"), [this] { m_external.takeTheirs(); }}},
                     QStringLiteral("care:%1").arg(quintptr(m_session)));
}

bool DocumentCare::save()
{
    if (m_external.differsOnDisk()) {
        m_saveWanted = true;
        m_external.lookNow();
        return false;
    }
    saveNow();
    return !m_session->document()->isModified();
}

void DocumentCare::saveNow()
{
    m_saveWanted = false;
    if (const auto saved = m_session->document()->save(); !saved)
        m_messages->show(saved.error(), QStringLiteral("save:%1").arg(quintptr(m_session)));
    else
        m_messages->clear(QStringLiteral("save:%1").arg(quintptr(m_session)));
}

void DocumentCare::saveIfWanted()
{
    if (m_saveWanted)
        saveNow();
}

void DocumentCare::fileMoved(const QString &to)
{
    const QString from = m_session->document()->path();
    m_session->document()->fileMoved(to);
    QThreadPool::globalInstance()->start([from, to] { Backups::moved(from, to); });
}

void DocumentCare::fileGone()
{
    m_session->document()->fileGone();
    m_external.expectReturn();
    m_messages->show(MessageBar::Tone::Warning, tr("The file of '%1' is gone; the pipeline stays open here.").arg(name()),
                     {{tr("Save it again"), [this] { saveNow(); }}}, QStringLiteral("care:%1").arg(quintptr(m_session)));
}

void DocumentCare::compareTaken()
{
    Q_EMIT compareRequested(
        {m_external.before(), m_session->document()->pipeline(), tr("%1 before").arg(name()), tr("%1 now").arg(name())});
}

void DocumentCare::compareTheirs()
{
    if (m_external.theirs())
        Q_EMIT compareRequested({m_session->document()->pipeline(), *m_external.theirs(), tr("mine"), tr("theirs, in the file")});
}

QString DocumentCare::name() const
{
    return m_session->document()->displayName();
}

}  // namespace headrace

#include "moc_document_care.cpp"
