// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing an open pipeline with what it was: as saved, in git's HEAD, in a backup; or with another pipeline.
#pragma once

#include "widgets/diff/compare_dialog.h"

#include <QObject>

namespace headrace {

class DocumentSession;
class MessageBar;
struct Error;

/// Window's thread, which reads no file here: other threads do. Speaks through the message bar.
class Comparisons : public QObject
{
    Q_OBJECT

public:
    /// The window must outlive it.
    Comparisons(const Catalog &catalog, MessageBar *messages, QWidget *window);

    /// What the file held when it was last read or saved.
    void withSaved(DocumentSession *session);
    void withGitHead(DocumentSession *session);
    /// Asks which file.
    void withAnother(DocumentSession *session);
    void withFile(DocumentSession *session, const QString &path);
    /// With anything earlier: the document is followed.
    void withEarlier(DocumentSession *session, const Pipeline &before, const QString &name);
    /// Of two that stand still, over a window that asks about them.
    CompareDialog *show(const Comparison &comparison, QWidget *over);

Q_SIGNALS:
    void showNodeRequested(headrace::DocumentSession *session, const QString &node);

private:
    template <class Read> void readAndShow(DocumentSession *session, Read read);
    void say(const Error &error);

    const Catalog &m_catalog;
    MessageBar *m_messages;
    QWidget *m_window;
};

}  // namespace headrace
