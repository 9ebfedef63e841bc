// SPDX-License-Identifier: GPL-3.0-or-later
// A list of columns with search, to tick several of them.
#pragma once

#include "models/schema/port_schemas.h"

#include <QFrame>
#include <QStyledItemDelegate>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace headrace {

/// Draws a column: type icon, name, and the type in words on the right. DisplayRole is the name, kColumnTypeRole the type.
class ColumnDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kTypeRole = Qt::UserRole + 1;  ///< DuckDB's type of a column, or what is shown on the right of others
    static constexpr int kIconRole = Qt::UserRole + 2;  ///< Lucide's name
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// Rows for a model of columns.
void fillColumns(QStandardItemModel *model, const QList<ColumnInfo> &columns, bool checkable, const QStringList &checked);

/// Closes itself when the pointer or the keyboard goes elsewhere; deletes itself then. Window's thread.
class ColumnPopup : public QFrame
{
    Q_OBJECT

public:
    ColumnPopup(const QList<ColumnInfo> &columns, const QStringList &chosen, QWidget *parent);
    void popUpBelow(QWidget *anchor);
    void setSearch(const QString &text);
    /// Return takes a name that is not in the list (where the columns are not known).
    void setFreeNames(bool free) { m_free = free; }

Q_SIGNALS:
    /// The chosen columns: those chosen before in their order, then the new ones.
    void chosen(const QStringList &columns);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void itemChanged();
    void setShown(bool checked);
    void updateCount();

    QStringList m_order;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_count;
    bool m_quiet = false;
    bool m_free = false;
};

}  // namespace headrace
