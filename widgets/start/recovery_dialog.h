// SPDX-License-Identifier: GPL-3.0-or-later
// Offers what a window that died had not saved, each with what differs from its file.
#pragma once

#include "models/document/recovery.h"

#include <QDialog>

class QLabel;
class QListView;
class QPushButton;

namespace headrace {

class DiffList;
class RecoveryModel;

/// To be open()ed; it closes by itself when nothing is left. What is neither recovered nor discarded is offered again at the
/// next start. Window's thread.
class RecoveryDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RecoveryDialog(QList<RecoverableDocument> documents, QWidget *parent = nullptr);
    ~RecoveryDialog() override;

Q_SIGNALS:
    /// To be opened with recover(), its Autosave adopting the files.
    void recoverRequested(const headrace::RecoverableDocument &document);
    /// What was saved and what can be recovered are to be compared in a picture, over this dialog.
    void compareRequested(const headrace::RecoverableDocument &document);

private:
    void showRow();
    void recoverRow();
    void discardRow();
    void compareRow();
    void leaveIfEmpty();

    RecoveryModel *m_model;
    QListView *m_list;
    QLabel *m_file;
    DiffList *m_diff;
    QPushButton *m_compare;
    QPushButton *m_recover;
    QPushButton *m_discard;
    bool m_sure = false;  ///< Discard was pressed once
};

}  // namespace headrace
