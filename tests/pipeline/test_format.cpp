// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/format.h"
#include "engine/pipeline/json_text.h"
#include "engine/pipeline/resolve.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace headrace;

namespace {

QByteArray bytesOf(const QString &name)
{
    QFile file(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/pipeline/data/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(file.fileName()));
    return file.readAll();
}

ReadPipeline readOrDie(const QByteArray &bytes)
{
    auto result = readPipeline(bytes);
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return *std::move(result);
}

}  // namespace

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void canonical()
    {
        const QByteArray text = bytesOf(QStringLiteral("canonical.pipeline.json"));
        const ReadPipeline read = readOrDie(text);
        QStringList codes;
        for (const Diagnostic &diagnostic : read.diagnostics)
            codes << diagnostic.code + QLatin1Char('@') + QString::number(diagnostic.line);
        QCOMPARE(codes.join(QLatin1Char(' ')), QStringLiteral("unknown_member@108 unknown_member@87"));
        const Pipeline &pipeline = read.pipeline;
        QCOMPARE(pipeline.doc, QStringLiteral("Two\nlines."));
        QCOMPARE(pipeline.nodes.size(), 3);
        const Node &clean = pipeline.nodes[QStringLiteral("clean")];
        QCOMPARE(clean.params.value(QStringLiteral("code")).toString(), QStringLiteral("a = 1\nb = 2"));
        QCOMPARE(clean.params.value(QStringLiteral("exact")).toInteger(), 9007199254740993);
        QCOMPARE(clean.policy.timeoutSeconds, 60.0);
        QVERIFY(clean.disabled && clean.frozen && clean.materialize);
        QCOMPARE(pipeline.edges().size(), 3);
        QCOMPARE(pipeline.layout.positions[QStringLiteral("clean")], QPointF(200, 40.5));
        QCOMPARE(writePipeline(pipeline), text);
        QVERIFY(pipelineFromJson(pipelineToJson(pipeline)).pipeline == pipeline);
    }
};

HEADRACE_TEST(TestFormat)
#include "test_format.moc"
