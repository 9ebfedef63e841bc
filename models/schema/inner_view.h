// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of the nodes within a subpipeline, under the ids they have there: for what shows that pipeline alone.
#pragma once

#include "engine/pipeline/pipeline.h"
#include "models/run/node_states.h"
#include "models/schema/port_schemas.h"

#include <QObject>

namespace headrace {

class PipelineDocument;

/// Follows the schemas and states of the document around. Window's thread; all given must outlive it.
class InnerView : public QObject
{
    Q_OBJECT

public:
    /// `prefix` leads to the pipeline: 'outer/' or 'outer/inner/'.
    InnerView(const PipelineDocument *root, const PortSchemas *schemas, const NodeStates *states, const QString &prefix,
              QObject *parent = nullptr);

    PortSchemas *schemas() { return &m_schemas; }
    NodeStates *states() { return &m_states; }
    const QString &prefix() const { return m_prefix; }

private:
    void takeSchemas();
    void takeStates(const QStringList &nodes);

    const PipelineDocument *m_root;
    const PortSchemas *m_outer;
    const NodeStates *m_outerStates;
    QString m_prefix;
    PortSchemas m_schemas;
    NodeStates m_states;
};

/// The columns that the inputs of a pipeline within bring to its nodes, by NODE:PORT of their inputs. `path` leads from the root
/// to the node that holds it, through pipelines that are embedded; `inner` is what it holds.
QHash<QString, PortSchema> schemasOfInputs(const Pipeline &root, const PortSchemas &schemas, const QString &path, const Pipeline &inner);

/// The pipeline embedded at a path (outer/inner); an empty one where there is none.
Pipeline embeddedAt(const Pipeline &root, const QString &path);

}  // namespace headrace
