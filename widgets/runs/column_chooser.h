// SPDX-License-Identifier: GPL-3.0-or-later
// The popup that chooses the columns of the run table, with search; groups are metrics, parameters, tags and the run itself.
#pragma once

#include "models/runs/run_table_model.h"

#include <QFrame>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace headrace {

/// Window's thread.
class ColumnChooser : public QFrame
{
    Q_OBJECT

public:
    explicit ColumnChooser(RunTableModel *model, QWidget *parent);
    void openAt(const QPoint &topRight);

private:
    void fill();
    RunTableModel *m_model;
    QLineEdit *m_search;
    QListView *m_list;
    QStandardItemModel *m_items;
    bool m_filling = false;
};

}  // namespace headrace
