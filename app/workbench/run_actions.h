// SPDX-License-Identifier: GPL-3.0-or-later
// Running from the window: what the run actions start, the questions before, the words after.
#pragma once

#include "models/run/run_control.h"

#include <QHash>
#include <QObject>

namespace headrace {

class DocumentCare;
class DocumentSession;
class MessageBar;
class Settings;
class StatusLine;

/// Window's thread. Follows every open session; speaks of the current one in the status line.
class RunActions : public QObject
{
    Q_OBJECT

public:
    RunActions(Settings *settings, MessageBar *messages, StatusLine *status, QObject *parent = nullptr);

    void add(DocumentSession *session, DocumentCare *care);
    void remove(DocumentSession *session);
    void setCurrent(DocumentSession *session);

    /// Asks what has to be asked (trust, files outside), then runs.
    void run(const RunWish &wish);
    /// What was asked by trustNeeded() has been granted.
    void goOn(DocumentSession *session);
    void cancel();

Q_SIGNALS:
    /// Something began, ended or became possible.
    void changed();
    void runFinished(headrace::DocumentSession *session, const headrace::RunOutcome &outcome);
    /// Scripts have to be trusted, or files allowed: ask, then goOn().
    void trustNeeded(headrace::DocumentSession *session);
    /// The person wants to see the rows at which a node failed.
    void failedRowsRequested(headrace::DocumentSession *session, const QString &node);
    /// The person wants to look at the run in Runs.
    void showRunRequested(const QString &id);

private:
    void begin(DocumentSession *session, RunWish wish);
    void finished(DocumentSession *session, const RunOutcome &outcome);
    void sayFailure(DocumentSession *session, const RunOutcome &outcome);
    void say();

    Settings *m_settings;
    MessageBar *m_messages;
    StatusLine *m_status;
    DocumentSession *m_current = nullptr;
    QHash<DocumentSession *, DocumentCare *> m_cares;
    QHash<DocumentSession *, RunWish> m_waiting;
};

}  // namespace headrace
