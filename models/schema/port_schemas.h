// SPDX-License-Identifier: GPL-3.0-or-later
// The columns at every port of a document, as binding last found them, and what it found wrong.
#pragma once

#include "engine/pipeline/diagnostic.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>

namespace headrace {

enum class Knowledge { Unknown, Remembered, Known };

struct ColumnInfo {
    QString name;
    QString type;  ///< as DuckDB writes it: BIGINT, DECIMAL(18,2), STRUCT(a INTEGER)
    QString role;  ///< prediction, score, label; mostly empty
    bool operator==(const ColumnInfo &) const = default;
};

struct PortSchema {
    QList<ColumnInfo> columns;
    Knowledge knowledge = Knowledge::Unknown;
    bool operator==(const PortSchema &) const = default;
    /// From a `schemas` member of the validate answer (docs/protocol.md).
    static PortSchema fromJson(const QJsonObject &object);
};

/// What kind of values a type holds: decides icon, alignment and statistics.
enum class ColumnKind { Boolean, Integer, Real, Text, Date, Time, Timestamp, Binary, Nested, Other };
ColumnKind kindOfType(const QString &type);
/// Lucide's name of the icon for a kind.
QString iconOfKind(ColumnKind kind);

/// Belongs to the window's thread; written by the live check, read by forms, canvas and problems list.
class PortSchemas : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// By NODE:PORT of an output. Unknown, without columns, where nothing is known.
    PortSchema of(const QString &port) const { return m_schemas.value(port); }
    const QHash<QString, PortSchema> &all() const { return m_schemas; }
    /// What comes to an input (NODE:PORT) from outside the pipeline, where that is a subpipeline seen in its place.
    PortSchema ofInput(const QString &port) const { return m_inputs.value(port); }
    /// The outputs of a node that are known, as NODE:PORT, sorted.
    QStringList portsOf(const QString &node) const;
    const QList<Diagnostic> &diagnostics() const { return m_diagnostics; }
    /// Takes the outcome of one check whole.
    void set(const QHash<QString, PortSchema> &schemas, const QList<Diagnostic> &diagnostics,
             const QHash<QString, PortSchema> &inputs = {});

Q_SIGNALS:
    /// Ports (NODE:PORT) whose schema is another now.
    void schemasChanged(const QStringList &ports);
    void diagnosticsChanged();

private:
    QHash<QString, PortSchema> m_schemas;
    QHash<QString, PortSchema> m_inputs;
    QList<Diagnostic> m_diagnostics;
};

}  // namespace headrace
