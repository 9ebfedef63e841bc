// SPDX-License-Identifier: GPL-3.0-or-later
// The columns at a node's ports, and what the node does to them.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "models/schema/port_schemas.h"

#include <QWidget>

class QCheckBox;
class QListView;
class QStandardItemModel;

namespace headrace {

/// Window's thread.
class SchemaPage : public QWidget
{
    Q_OBJECT

public:
    explicit SchemaPage(QWidget *parent);
    void show(const Pipeline &pipeline, const PortSchemas *schemas, const QString &node, const OperatorSpec *spec);
    QStandardItemModel *model() const { return m_model; }
    QListView *list() const { return m_list; }

Q_SIGNALS:
    void previewRequested(const QString &port);

private:
    void fill();
    QStandardItemModel *m_model;
    QListView *m_list;
    QCheckBox *m_changesOnly;
    const OperatorSpec *m_spec = nullptr;
    QString m_node;
    QList<std::pair<PortSpec, PortSchema>> m_inputs;
    QList<std::pair<PortSpec, PortSchema>> m_outputs;
};

}  // namespace headrace
