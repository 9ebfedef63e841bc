// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the rows at a port to a file, by a private pipeline that ends in a sink; the document is not touched.
#pragma once

#include "engine/base/result.h"

#include <QObject>
#include <QPointer>

namespace headrace {

class DocumentSession;

/// One export; window's thread. Dies by deleteLater() after finished() unless it has a parent that dies first.
class RowsExport : public QObject
{
    Q_OBJECT

public:
    /// The operator that writes a file of this name (by its ending): write.parquet or write.csv.
    static QString writerOf(const QString &path);

    /// Begins at once. A file dialog has chosen the path, which counts as permission to write there.
    RowsExport(DocumentSession *session, const QString &port, const QString &path, QObject *parent = nullptr);
    void cancel();
    const QString &path() const { return m_path; }

Q_SIGNALS:
    /// `error.text` is empty where it went well.
    void finished(const headrace::Error &error);

private:
    QPointer<DocumentSession> m_session;
    QString m_path;
    int m_asked = 0;
};

}  // namespace headrace
