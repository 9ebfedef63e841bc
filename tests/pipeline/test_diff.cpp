// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/diff.h"
#include "tests/pipeline/random_pipeline.h"
#include "tests/pipeline/sample_catalog.h"
#include "tests/support/registry.h"

#include <QJsonDocument>

using namespace headrace;
using namespace headrace::tests;

class TestDiff : public QObject
{
    Q_OBJECT

    const QByteArray m_base
        = "{\"headrace\": 1, \"parameters\": {\"n\": {\"type\": \"integer\", \"default\": 1}}, \"ports\": {\"outputs\": {\"o\": "
          "\"g:rows\"}}, \"nodes\": {"
          "\"a\": {\"op\": \"read.csv\", \"params\": {\"path\": \"a.csv\"}}, \"f\": {\"op\": \"table.filter\", \"inputs\": {\"rows\": "
          "\"a:rows\"}, \"params\": {\"condition\": \"x\"}},"
          "\"g\": {\"op\": \"test.all\", \"inputs\": {\"rows\": \"f:rows\"}, \"params\": {\"records\": [{\"name\": \"p\", \"expression\": "
          "\"1\"}, {\"name\": \"q\", \"expression\": \"2\"}]}}},"
          "\"layout\": {\"positions\": {\"a\": [0, 0], \"f\": [1, 1]}, \"notes\": {\"n\": {\"text\": \"t\", \"rect\": [0, 0, 1, 1]}}}}";

private Q_SLOTS:
    void changes_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *from, const char *to, const char *expected) {
            QTest::newRow(expected) << QByteArray(from) << QByteArray(to) << QString::fromUtf8(expected);
        };
        row("", "", "");
        row("\"condition\": \"x\"", "\"condition\": \"y\"", "~f params.condition");
        row("\"expression\": \"2\"", "\"expression\": \"3\"", "~g params.records[1].expression");
        row("\"path\": \"a.csv\"", "\"path\": \"a.csv\", \"header\": true", "~a params.header");
        row("\"rows\": \"f:rows\"", "\"rows\": \"a:rows\"", "~g inputs.rows");
        row("\"default\": 1", "\"default\": 2", "#parameters.n.default");
        row("\"f\": [1, 1]", "\"f\": [2, 1]", "@f");
        row("\"text\": \"t\"", "\"text\": \"u\"", "@n");
        row("\"headrace\": 1,", "\"headrace\": 1, \"name\": \"N\",", "#name");
        row("{\"op\": \"read.csv\"", "{\"op\": \"read.csv\", \"disabled\": true", "~a disabled");
        row("\"nodes\": {", "\"nodes\": {\"z\": {\"op\": \"y\"}, ", "+z");
    }
    void changes()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QString, expected);
        QByteArray changed = m_base;
        if (!from.isEmpty())
            QVERIFY(changed.replace(from, to) != m_base);
        const Pipeline before = pipelineOf(m_base), after = pipelineOf(changed);
        QCOMPARE(summary(diff(before, after)), expected);
        const bool layoutOnly = expected.isEmpty() || expected.startsWith(QLatin1Char('@'));
        QCOMPARE(diff(before, after).sameLogic(), layoutOnly);
    }
    void renames()
    {
        const Pipeline before = pipelineOf(m_base);
        QByteArray text = m_base;
        text.replace("\"a\"", "\"airports\"")
            .replace("a:rows", "airports:rows")
            .replace("\"f\"", "\"only\"")
            .replace("f:rows", "only:rows")
            .replace("\"g\"", "\"end\"")
            .replace("g:rows", "end:rows");
        QCOMPARE(summary(diff(before, pipelineOf(text))), QStringLiteral("~airports=a; ~end=g; ~only=f"));
        // Renamed and changed is another node.
        text.replace("\"path\": \"a.csv\"", "\"path\": \"b.csv\"");
        QCOMPARE(summary(diff(before, pipelineOf(text))), QStringLiteral("-a; +airports; +end; -f; -g; +only; #ports.outputs.o"));
    }
    void anyTwo()
    {
        // A difference is said exactly where there is one.
        RandomPipeline random(3);
        for (int i = 0; i < 200; ++i) {
            const Pipeline before = random.pipeline(10);
            Pipeline after = before;
            const PipelineEdit edit = random.edit(before);
            if (!applyEdits(after, {edit}))
                continue;
            const PipelineDiff found = diff(before, after);
            const bool orphan = isLayoutOnly(edit) || found.layout.isEmpty();
            QVERIFY(orphan);
            if (before == after)
                QCOMPARE(summary(found), QString());
            if (!isLayoutOnly(edit))
                QCOMPARE(found.sameLogic(), before == after);
            QVERIFY(!QJsonDocument(found.toJson()).toJson().isEmpty());
        }
    }
};

HEADRACE_TEST(TestDiff)
#include "test_diff.moc"
