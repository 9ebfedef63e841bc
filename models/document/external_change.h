// SPDX-License-Identifier: GPL-3.0-or-later
// Notices that the file of an open document was changed by another program, and takes the change in where it can.
#pragma once

#include "engine/base/result.h"
#include "engine/pipeline/diff.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <optional>

namespace headrace {

class PipelineDocument;

/// One a document; window's thread, which does not read the file: another thread does. Files that are written in place, renamed
/// over, removed and made again (git) are all followed; the document's own saves are known by their bytes.
///   The document is unmodified: the file's content is taken as one step of undo.
///   It is modified, and both changed different things: joined as one step of undo; the document stays modified.
///   Both changed the same: conflict(), until keepMine(), takeTheirs() or a save.
class ExternalChange : public QObject
{
    Q_OBJECT

public:
    explicit ExternalChange(PipelineDocument *document, QObject *parent = nullptr);
    ~ExternalChange() override;

    /// The file's version that waits for a decision.
    const std::optional<Pipeline> &theirs() const { return m_theirs; }
    /// What the document held before the last change from outside was taken in.
    const Pipeline &before() const { return m_before; }
    /// The file was removed from here: it is looked for, and returned() says when it is back.
    void expectReturn();
    void keepMine();  ///< the next save writes over theirs, or over what is no pipeline
    void takeTheirs();
    /// Whether the file now holds other bytes than were last read or saved: to be asked before a save. Reads the file.
    bool differsOnDisk() const;
    /// Looks at the file without being told of a change, and says again what waits for a decision.
    void lookNow();
    /// The file is no pipeline now: unreadable() was said, and a save would write over whatever it is.
    bool isOdd() const { return !m_odd.isEmpty(); }

Q_SIGNALS:
    void reloaded();
    void merged();
    /// From ours to theirs. Comes again where theirs changes once more.
    void conflict(const headrace::PipelineDiff &diff);
    void conflictSolved();
    /// The file that was gone, or looked another, is as it was.
    void returned();
    /// The file is gone (again true as soon as it is back: then with what has changed).
    void vanished();
    /// The file is no pipeline now; what the document holds is untouched.
    void unreadable(const headrace::Error &error);

private:
    void watch();
    void look();
    void take(const Result<QByteArray> &bytes);
    void takeContent(const Pipeline &theirs, const QString &text);
    void solve();

    PipelineDocument *m_document;
    QFileSystemWatcher m_watcher;
    QTimer m_settled;  ///< a file is looked at when it has been quiet for a moment
    QTimer m_poll;     ///< while the file is not there
    std::optional<Pipeline> m_theirs;
    Pipeline m_before;
    QByteArray m_theirBytes;
    QByteArray m_odd;  ///< bytes that were no pipeline: said once
    int m_tries = 0;
    bool m_looking = false;
    bool m_again = false;
    bool m_gone = false;
    bool m_sayAgain = false;  ///< somebody wants to save: what was said already must be said once more
};

}  // namespace headrace
