// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/document_care.h"

#include "app/workbench/message_bar.h"
#include "models/session/document_session.h"
#include "models/settings/settings.h"
#include "models/worker/warm_worker.h"

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
        m_messages->show(MessageBar::Tone::Info,
                         tr("'%1' was changed by another program and loaded again. Undo brings the old version back.").arg(name()), {},
                         key);
    });
    connect(&m_external, &ExternalChange::merged, this, [this, key] {
        m_messages->show(MessageBar::Tone::Info, tr("'%1' was changed by another program; its changes were joined with yours.").arg(name()),
                         {}, key);
    });
    connect(&m_external, &ExternalChange::conflict, this, [this, key] {
        m_messages->show(MessageBar::Tone::Warning, tr("'%1' was changed by another program in the same places as here.").arg(name()),
                         {{tr("Keep mine"), [this] { m_external.keepMine(); }}, {tr("Take theirs"), [this] { m_external.takeTheirs(); }}},
                         key);
    });
    connect(&m_external, &ExternalChange::conflictSolved, this, [this, key] { m_messages->clear(key); });
    connect(&m_external, &ExternalChange::vanished, this, [this, key] {
        m_messages->show(MessageBar::Tone::Warning, tr("The file of '%1' is gone. Save to write it again.").arg(name()), {}, key);
    });
    connect(&m_external, &ExternalChange::unreadable, this, [this, key](const Error &error) { m_messages->show(error, key); });
    connect(&m_trust, &TrustGate::failed, this, [this, key](const Error &error) { m_messages->show(error, key); });
}

QString DocumentCare::name() const
{
    return m_session->document()->displayName();
}

}  // namespace headrace

#include "moc_document_care.cpp"
