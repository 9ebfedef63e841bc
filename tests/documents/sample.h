// SPDX-License-Identifier: GPL-3.0-or-later
// A small pipeline and its parts for the tests of documents.
#pragma once

#include "engine/pipeline/edit.h"
#include "models/document/pipeline_document.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace headrace::tests {

inline Node filterNode(const QString &condition, const QString &from = QStringLiteral("flights:rows"))
{
    Node node;
    node.op = QStringLiteral("table.filter");
    node.title = QStringLiteral("Late");
    node.params.insert(QStringLiteral("condition"), condition);
    if (const auto port = PortRef::fromString(from))
        node.inputs.insert(QStringLiteral("rows"), {*port});
    return node;
}

inline Pipeline samplePipeline()
{
    Pipeline pipeline;
    pipeline.name = QStringLiteral("Flights");
    Node source;
    source.op = QStringLiteral("read.csv");
    source.title = QStringLiteral("Flights");
    source.params.insert(QStringLiteral("path"), QStringLiteral("data/flights.csv"));
    pipeline.nodes.insert(QStringLiteral("flights"), source);
    pipeline.nodes.insert(QStringLiteral("late"), filterNode(QStringLiteral("delay > 15")));
    pipeline.layout.positions.insert(QStringLiteral("flights"), QPointF(32, 32));
    pipeline.layout.positions.insert(QStringLiteral("late"), QPointF(272, 32));
    return pipeline;
}

inline PipelineEdit setCondition(const QString &condition)
{
    return SetNodeParam{QStringLiteral("late"), QStringLiteral("condition"), QJsonValue(condition)};
}

inline QString conditionOf(const Pipeline &pipeline)
{
    return pipeline.nodes.value(QStringLiteral("late")).params.value(QStringLiteral("condition")).toString();
}

/// A workspace of its own, and HEADRACE_HOME beside it, for one test.
class Place
{
public:
    Place()
    {
        QDir().mkpath(m_folder.filePath(QStringLiteral("ws/.headrace")));
        qputenv("HEADRACE_HOME", home().toUtf8());
    }
    QString workspace() const { return m_folder.filePath(QStringLiteral("ws")); }
    QString home() const { return m_folder.filePath(QStringLiteral("home")); }
    QString file(const QString &name) const { return workspace() + QLatin1Char('/') + name; }
    QStringList namesIn(const QString &folder) const { return QDir(folder).entryList(QDir::Files); }
    QStringList autosaves() const
    {
        return QDir(file(QStringLiteral(".headrace/autosave"))).entryList({QStringLiteral("*.json")}, QDir::Files);
    }

private:
    QTemporaryDir m_folder;
};

inline void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

}  // namespace headrace::tests
