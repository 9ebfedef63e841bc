// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the last versions of a document that were saved.
#pragma once

#include "engine/base/result.h"
#include "engine/pipeline/pipeline.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QThreadPool>

namespace headrace {

class PipelineDocument;

struct Backup {
    QString path;
    QDateTime time;  ///< when it was saved
};

/// One a document; window's thread. At each save what was written is copied into the workspace's private folder (the user's
/// where there is none), and at the first the version from before; the last ten of a file are kept.
class Backups : public QObject
{
    Q_OBJECT

public:
    static constexpr int kKept = 10;

    explicit Backups(PipelineDocument *document, QObject *parent = nullptr);
    ~Backups() override;

    /// The backups of a file, the latest first. Looks into folders; any thread.
    static QList<Backup> of(const QString &file);
    static Result<Pipeline> read(const Backup &backup);
    /// The file has another name now: its backups follow. Any thread.
    static void moved(const QString &from, const QString &to);
    /// Waits until what was saved is kept: for the end of a test.
    void wait() { m_pool.waitForDone(); }

private:
    void keep(const QByteArray &bytes);

    PipelineDocument *m_document;
    QByteArray m_before;  ///< the version that the first save will take away
    QThreadPool m_pool;
};

}  // namespace headrace
