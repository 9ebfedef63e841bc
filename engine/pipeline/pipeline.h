// SPDX-License-Identifier: GPL-3.0-or-later
// A pipeline as a value: nodes, edges, parameters, layout. No I/O, no Qt event loop; safe to copy between threads.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include "engine/pipeline/signature.h"

namespace headrace {

/// A parameter of the whole pipeline; referred to as {"$param": "name"}, $name in SQL and expressions, ${name} in paths.
struct PipelineParameter {
    ParamType type = ParamType::Text;  ///< Boolean, Integer, Number, Text or Path
    QJsonValue defaultValue = QJsonValue(QJsonValue::Undefined);
    QString doc;
    QJsonObject unknown;  ///< members this version does not know; written back as they were

    bool operator==(const PipelineParameter &) const = default;
};

/// One end of an edge: node id and port name; written NODE:PORT.
struct PortRef {
    QString node;
    QString port;

    QString toString() const { return node + QLatin1Char(':') + port; }
    static std::optional<PortRef> fromString(const QString &text);
    auto operator<=>(const PortRef &other) const
    {
        const int order = node.compare(other.node);
        return order != 0 ? order <=> 0 : port.compare(other.port) <=> 0;
    }
    bool operator==(const PortRef &) const = default;
};

/// How often and how long a node may be tried.
struct RunPolicy {
    double timeoutSeconds = 0;  ///< 0: no limit
    int retries = 0;
    double retryDelaySeconds = 1;  ///< doubled at each further try
    bool operator==(const RunPolicy &) const = default;
};

struct Node {
    QString op;       ///< operator id, such as table.filter
    int version = 1;  ///< version of the operator the parameters are written for
    QString title;    ///< empty: the operator's title
    QString note;
    QJsonObject params;  ///< as in the file; references not yet resolved
    /// Input port to the outputs that feed it, in order (several only where the port takes many).
    QMap<QString, QList<PortRef>> inputs;
    bool disabled = false;
    bool materialize = false;
    bool frozen = false;
    RunPolicy policy;
    QJsonObject unknown;

    bool operator==(const Node &) const = default;
};

struct Edge {
    PortRef from;
    PortRef to;
    bool operator==(const Edge &) const = default;
    auto operator<=>(const Edge &) const = default;
};

struct Frame {
    QString title;
    QRectF rect;
    QString color;  ///< category name or #rrggbb; empty: neutral
    QJsonObject unknown;
    bool operator==(const Frame &) const = default;
};

struct Note {
    QString text;  ///< Markdown
    QRectF rect;
    QJsonObject unknown;
    bool operator==(const Note &) const = default;
};

/// Where things stand on the canvas, in pixels at zoom 1; says nothing about what the pipeline computes.
struct Layout {
    QMap<QString, QPointF> positions;  ///< by node id, top left corner
    QMap<QString, Frame> frames;
    QMap<QString, Note> notes;
    QJsonObject unknown;
    bool operator==(const Layout &) const = default;
};

/// Ports of a pipeline that is used as a subpipeline: outer port name to the inner port it stands for.
struct PipelinePorts {
    QMap<QString, QList<PortRef>> inputs;  ///< one outer input may feed several inner ones
    QMap<QString, PortRef> outputs;
    bool operator==(const PipelinePorts &) const = default;
};

struct Pipeline {
    static constexpr int kFormatVersion = 1;

    int formatVersion = kFormatVersion;
    QString name;
    QString doc;
    QMap<QString, PipelineParameter> parameters;
    QMap<QString, Node> nodes;  ///< by id: [a-z][a-z0-9_-]*
    PipelinePorts ports;
    Layout layout;
    QJsonObject unknown;

    /// All edges, sorted by target; computed from the nodes' inputs.
    QList<Edge> edges() const;
    bool operator==(const Pipeline &) const = default;
};

/// Whether a text is a node id (at most 255 characters).
bool isNodeId(const QString &text);

}  // namespace headrace
