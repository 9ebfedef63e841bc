// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what was edited and not yet saved in a file of the window's own, so that no crash loses more than the interval.
#pragma once

#include "engine/base/result.h"
#include "engine/pipeline/pipeline.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace headrace {

class PipelineDocument;

/// Where the unsaved content of a document lies: the pipeline, and beside it a sidecar that says whose it is.
struct AutosaveFiles {
    QString content;
    QString sidecar;
    bool operator==(const AutosaveFiles &) const = default;
};

/// One a document; window's thread. A change is on the disk at most one interval later, written on another thread; a document
/// that is saved, undone back to its saved state or closed (this object's end) has no autosave. Names come from a hash of the
/// document's path and a number of this object's own: nothing else is ever overwritten, not even by a second window.
class Autosave : public QObject
{
    Q_OBJECT

public:
    static constexpr int kIntervalMs = 30'000;

    explicit Autosave(PipelineDocument *document, QObject *parent = nullptr);
    ~Autosave() override;  ///< removes the autosave: the document was closed in order

    void setInterval(int milliseconds) { m_timer.setInterval(milliseconds); }
    /// Writes now what is not yet written. `wait`: until it is on the disk.
    void saveNow(bool wait = false);
    /// Takes over the files of a recovered document: they stay until it is saved or closed.
    void adopt(const AutosaveFiles &files);
    /// Keeps the files at this object's end: for a session that is ended by the desktop, to be recovered at the next start.
    void keepAtEnd() { m_keep = true; }
    const AutosaveFiles &files() const { return m_files; }
    /// The last write failed; the next interval tries again.
    bool failing() const { return m_failing; }

Q_SIGNALS:
    void written();
    /// The first of failures in a row, in words.
    void failed(const headrace::Error &error);
    void workedAgain();

private:
    void schedule();
    void choosePlace();
    void move();
    void finish(const Result<void> &result);
    void discard();

    PipelineDocument *m_document;
    QTimer m_timer;
    QThreadPool m_pool;  ///< of one thread: writes and removals happen in their order
    AutosaveFiles m_files;
    QString m_number;
    bool m_dirty = false;
    bool m_failing = false;
    bool m_keep = false;
};

}  // namespace headrace
