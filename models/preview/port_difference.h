// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows two ports do not share, as multisets: the first of them, and how many there are on each side.
#pragma once

#include "engine/base/result.h"
#include "models/schema/port_schemas.h"

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QPointer>

namespace headrace {

class DocumentSession;

/// Compares the columns both have, by name. Window's thread. The first column says on which side a row stands.
class PortDifference : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int kMostRows = 500;  ///< of each side

    explicit PortDifference(QObject *parent = nullptr) : QAbstractTableModel(parent) {}
    void compare(DocumentSession *session, const QString &left, const QString &right);

    bool isBusy() const { return m_asked != 0; }
    const Error &error() const { return m_error; }
    qint64 onlyLeft() const { return m_onlyLeft; }
    qint64 onlyRight() const { return m_onlyRight; }
    const QStringList &columnsOnlyLeft() const { return m_columnsLeft; }
    const QStringList &columnsOnlyRight() const { return m_columnsRight; }
    /// In one sentence.
    QString summary() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void changed();

private:
    void ask(const QString &sql, std::function<void(const QJsonObject &)> then);

    QPointer<DocumentSession> m_session;
    QString m_left, m_right;
    int m_asked = 0;
    Error m_error;
    qint64 m_onlyLeft = 0, m_onlyRight = 0;
    QStringList m_columnsLeft, m_columnsRight;
    QList<ColumnInfo> m_columns;
    QList<QJsonArray> m_rows;  ///< the side (0, 1) first
};

}  // namespace headrace
