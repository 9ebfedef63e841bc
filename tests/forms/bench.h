// SPDX-License-Identifier: GPL-3.0-or-later
// A document with one node under test and a known table before it, shown in an inspector.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/format.h"
#include "models/document/pipeline_document.h"
#include "models/run/node_states.h"
#include "models/schema/port_schemas.h"
#include "tests/support/registry.h"
#include "widgets/forms/parameter_form.h"
#include "widgets/inspector/inspector.h"

#include <QApplication>
#include <QJsonArray>
#include <QTest>

namespace headrace::tests {

/// Columns that reach each input of the node: hour, weekday (integers), distance (number), origin (text), late (boolean).
class Bench
{
public:
    explicit Bench(const QString &op, const QJsonObject &params = {}) : inspector(embeddedCatalog())
    {
        Pipeline pipeline;
        PipelineParameter depth;
        depth.type = ParamType::Integer;
        depth.defaultValue = 5;
        pipeline.parameters.insert(QStringLiteral("depth"), depth);
        PipelineParameter word;
        word.type = ParamType::Text;
        word.defaultValue = QStringLiteral("late");
        pipeline.parameters.insert(QStringLiteral("word"), word);
        Node source;
        source.op = QStringLiteral("read.inline");
        source.params.insert(QStringLiteral("csv"), QStringLiteral("hour,weekday\n1,2\n"));
        pipeline.nodes.insert(QStringLiteral("source"), source);
        Node node;
        node.op = op;
        node.params = params;
        if (const OperatorSpec *spec = embeddedCatalog().find(op))
            for (const PortSpec &input : spec->inputs)
                if (input.type == PortType::Table)
                    node.inputs.insert(input.name, {PortRef{QStringLiteral("source"), QStringLiteral("rows")}});
        pipeline.nodes.insert(QStringLiteral("node"), node);
        document.setContent(pipeline, false);
        PortSchema schema;
        schema.knowledge = Knowledge::Known;
        schema.columns = {{QStringLiteral("hour"), QStringLiteral("BIGINT"), {}},
                          {QStringLiteral("weekday"), QStringLiteral("BIGINT"), {}},
                          {QStringLiteral("distance"), QStringLiteral("DOUBLE"), {}},
                          {QStringLiteral("origin"), QStringLiteral("VARCHAR"), {}},
                          {QStringLiteral("late"), QStringLiteral("BOOLEAN"), {}}};
        schemas.set({{QStringLiteral("source:rows"), schema}}, {});
        inspector.setDocument(&document, &schemas, &states);
        inspector.setNodes({QStringLiteral("node")});
        inspector.resize(320, 700);
        inspector.show();
        // The keyboard is in the active window; offscreen there is no window manager to make it so.
        QApplication::setActiveWindow(&inspector);
    }

    QJsonObject params() const { return document.pipeline().nodes.value(QStringLiteral("node")).params; }
    QJsonValue param(const char *name) const { return params().value(QLatin1String(name)); }
    ParameterForm *form() const { return inspector.findChild<ParameterForm *>(QStringLiteral("parameters")); }
    template <class FieldType> FieldType *field(const char *name) const
    {
        Field *found = form()->field(QString::fromLatin1(name));
        return qobject_cast<FieldType *>(found);
    }
    void undo() { document.undoStack()->undo(); }

    PipelineDocument document;
    PortSchemas schemas;
    NodeStates states;
    Inspector inspector;
};

}  // namespace headrace::tests
