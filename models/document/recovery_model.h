// SPDX-License-Identifier: GPL-3.0-or-later
// The recoverable documents as a list, for the recovery dialog.
#pragma once

#include "models/document/recovery.h"

#include <QAbstractListModel>

namespace headrace {

/// Window's thread. Display: the name; ToolTip: the file.
class RecoveryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { FileRole = Qt::UserRole, TimeRole, SummaryRole };

    explicit RecoveryModel(QList<RecoverableDocument> documents, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const RecoverableDocument &at(int row) const { return m_documents[row]; }
    /// Takes the row out of the list; what it stood for is the caller's.
    RecoverableDocument take(int row);

private:
    QList<RecoverableDocument> m_documents;
};

}  // namespace headrace
