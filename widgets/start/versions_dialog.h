// SPDX-License-Identifier: GPL-3.0-or-later
// The saved versions of a document that were kept, each with what differs from now; one can be taken back.
#pragma once

#include "models/document/backups.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace headrace {

class DiffList;
class PipelineDocument;

/// To be open()ed. Taking a version is one step of undo of the document, which must outlive the dialog. Window's thread.
class VersionsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit VersionsDialog(PipelineDocument *document, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A kept version is to be compared with the document, in a picture.
    void compareRequested(const headrace::Pipeline &version, const QString &name);

private:
    void fill(const QList<std::pair<Backup, Pipeline>> &versions);
    void showRow(int row);
    void take();
    void compare();

    PipelineDocument *m_document;
    QList<std::pair<Backup, Pipeline>> m_versions;
    QListWidget *m_list;
    DiffList *m_diff;
    QPushButton *m_compare;
    QPushButton *m_take;
};

}  // namespace headrace
