// SPDX-License-Identifier: GPL-3.0-or-later
// What is done for an open document unasked: autosave, backups, changes of its file from outside, questions before a run.
#pragma once

#include "models/document/autosave.h"
#include "models/document/backups.h"
#include "models/document/external_change.h"
#include "models/trust/trust_gate.h"

#include <QObject>

namespace headrace {

class DocumentSession;
class MessageBar;
class Settings;

/// One a session; window's thread. It speaks through the message bar.
class DocumentCare : public QObject
{
    Q_OBJECT

public:
    DocumentCare(DocumentSession *session, Settings *settings, MessageBar *messages, QObject *parent = nullptr);

    Autosave *autosave() { return &m_autosave; }
    ExternalChange *externalChange() { return &m_external; }
    TrustGate *trust() { return &m_trust; }

private:
    QString name() const;
    DocumentSession *m_session;
    MessageBar *m_messages;
    Autosave m_autosave;
    Backups m_backups;
    ExternalChange m_external;
    TrustGate m_trust;
};

}  // namespace headrace
