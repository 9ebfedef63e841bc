// SPDX-License-Identifier: GPL-3.0-or-later
// What is done for an open document unasked: autosave, backups, changes of its file from outside, questions before a run.
#pragma once

#include "models/document/autosave.h"
#include "models/document/backups.h"
#include "models/document/external_change.h"
#include "models/trust/trust_gate.h"
#include "widgets/diff/compare_dialog.h"

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

    /// Saves, unless another program has changed the file meanwhile: then false, and the person is asked first. What can be
    /// joined is joined and saved.
    bool save();
    /// The file has been renamed or moved in this window.
    void fileMoved(const QString &to);
    /// The file has been deleted in this window: the document stays.
    void fileGone();

Q_SIGNALS:
    /// What a change from outside did, or would do, is to be looked at.
    void compareRequested(const headrace::Comparison &comparison);

private:
    QString name() const;
    void compareTaken();
    void compareTheirs();
    void saveNow();
    void saveIfWanted();
    void sayConflict();
    DocumentSession *m_session;
    MessageBar *m_messages;
    bool m_saveWanted = false;  ///< a save waits for what the file holds now
    Autosave m_autosave;
    Backups m_backups;
    ExternalChange m_external;
    TrustGate m_trust;
};

}  // namespace headrace
