// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a column as a table: step, column, expression, rows and content at each step.
#pragma once

#include "models/lineage/lineage_graph.h"

#include <QAbstractTableModel>

#include <memory>

namespace headrace {

/// Window's thread.
class LineagePathModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Step, ColumnName, Expression, How, Rows, Content, kColumns };
    enum Role { RefRole = Qt::UserRole + 1 };  ///< a point: thing, column

    using QAbstractTableModel::QAbstractTableModel;
    void setPath(std::shared_ptr<const LineageGraph> graph, const QList<LineageStep> &path);
    ColumnRef at(int row) const { return m_path.value(row).at; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const LineageGraph> m_graph;
    QList<LineageStep> m_path;
};

}  // namespace headrace
