// SPDX-License-Identifier: GPL-3.0-or-later
// What two versions of a pipeline differ in, as a tree: nodes, and below each its parameters before and after.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/diff.h"

#include <QStandardItemModel>

namespace headrace {

/// Columns: Where, Before, After. Window's thread.
class DiffModel : public QStandardItemModel
{
    Q_OBJECT

public:
    enum Column { Where, Before, After };
    static constexpr int kKindRole = Qt::UserRole + 1;  ///< of a node's row: ChangeKind
    static constexpr int kNodeRole = Qt::UserRole + 2;  ///< id of the node a row speaks of

    explicit DiffModel(const Catalog &catalog, QObject *parent = nullptr);
    void setVersions(const Pipeline &before, const Pipeline &after);
    const PipelineDiff &diff() const { return m_diff; }

private:
    void addChanges(QStandardItem *under, const QList<ParamChange> &changes, const QString &node, const OperatorSpec *spec);

    const Catalog &m_catalog;
    PipelineDiff m_diff;
};

}  // namespace headrace
