// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/recovery_model.h"

#include "models/document/diff_words.h"

namespace headrace {

RecoveryModel::RecoveryModel(QList<RecoverableDocument> documents, QObject *parent)
    : QAbstractListModel(parent), m_documents(std::move(documents))
{}

int RecoveryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_documents.size());
}

QVariant RecoveryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RecoverableDocument &document = m_documents[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return document.name;
    case Qt::ToolTipRole:
    case FileRole:
        return document.file;
    case TimeRole:
        return document.time;
    case SummaryRole:
        return summaryOf(document.diff);
    default:
        return {};
    }
}

RecoverableDocument RecoveryModel::take(int row)
{
    beginRemoveRows({}, row, row);
    RecoverableDocument taken = m_documents.takeAt(row);
    endRemoveRows();
    return taken;
}

}  // namespace headrace

#include "moc_recovery_model.cpp"
