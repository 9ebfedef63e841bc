// SPDX-License-Identifier: GPL-3.0-or-later
// A list of all columns of all things, found by a few letters, to choose where the lineage is looked at from.
#pragma once

#include "models/lineage/lineage_graph.h"

#include <QFrame>

#include <memory>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace headrace {

/// A popup. Window's thread.
class ColumnPicker : public QFrame
{
    Q_OBJECT

public:
    explicit ColumnPicker(QWidget *parent = nullptr);
    /// Columns of `thing` stand first.
    void openAt(const QPoint &topRight, std::shared_ptr<const LineageGraph> graph, int thing);
    QListView *list() const { return m_list; }

Q_SIGNALS:
    void chosen(headrace::ColumnRef ref);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void fill();
    void take(const QModelIndex &index);
    QLineEdit *m_search;
    QListView *m_list;
    QStandardItemModel *m_items;
    std::shared_ptr<const LineageGraph> m_graph;
    int m_thing = -1;
};

}  // namespace headrace
