// SPDX-License-Identifier: GPL-3.0-or-later
// Two to fifty runs side by side: one row a fact, those that differ first.
#pragma once

#include "engine/record/run_record.h"

#include <QAbstractTableModel>

namespace headrace {

/// Window's thread.
class RunComparison : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    enum Role { DiffersRole = Qt::UserRole + 1 };
    void setRuns(const QList<record::RunSummary> &runs);
    /// Only rows in which the runs differ.
    void setOnlyDifferences(bool only);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Fact {
        QString group;
        QString name;
        QStringList values;
        bool differs = false;
        bool number = false;
    };
    void rebuild();
    QList<record::RunSummary> m_runs;
    QList<Fact> m_facts;
    bool m_only = true;
};

}  // namespace headrace
