// SPDX-License-Identifier: GPL-3.0-or-later
// A table of what two versions of a pipeline differ in, before and after, by node.
#pragma once

#include "engine/catalog/operator_spec.h"

#include <QTreeView>

namespace headrace {

class DiffModel;

/// Window's thread.
class DiffTable : public QTreeView
{
    Q_OBJECT

public:
    DiffTable(const Catalog &catalog, QWidget *parent);
    void setVersions(const Pipeline &before, const Pipeline &after);
    DiffModel *differences() const { return m_model; }

Q_SIGNALS:
    /// A row of this node was chosen: the canvas beside it may show it.
    void nodeChosen(const QString &id);

private:
    DiffModel *m_model;
};

}  // namespace headrace
