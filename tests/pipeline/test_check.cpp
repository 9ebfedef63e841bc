// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/check.h"
#include "tests/pipeline/sample_catalog.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>

using namespace headrace;
using namespace headrace::tests;

class TestCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void found_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(expected);
        };
        const char *source = "\"src\": {\"op\": \"read.csv\", \"params\": {\"path\": \"a.csv\"}},";
        const auto below = [&](const char *name, const QByteArray &text, const char *expected) {
            QTest::newRow(name) << QByteArray(source) + text << QString::fromUtf8(expected);
        };
        below("good",
              "\"f\": {\"op\": \"table.filter\", \"version\": 2, \"inputs\": {\"rows\": \"src:rows\"}, \"params\": {\"condition\": \"a > "
              "1\"}}",
              "");
        below("dangling", "\"f\": {\"op\": \"table.group\", \"inputs\": {\"rows\": \"srv:rows\"}}", "dangling_edge f - rows src:rows");
        below("output name", "\"f\": {\"op\": \"table.group\", \"inputs\": {\"rows\": \"src:row\"}}", "unknown_port f - rows src:rows");
        below("input name", "\"f\": {\"op\": \"table.group\", \"inputs\": {\"row\": \"src:rows\"}}",
              "unknown_port f - row rows|missing_input f - rows -");
        below("port type", "\"p\": {\"op\": \"learn.predict\", \"inputs\": {\"model\": \"src:rows\", \"rows\": \"src:rows\"}}",
              "port_type p - model -");
        below("two edges", "\"f\": {\"op\": \"table.group\", \"inputs\": {\"rows\": [\"src:rows\", \"src:rejects\"]}}",
              "too_many_edges f - rows -");
        below("many edges", "\"u\": {\"op\": \"table.union\", \"inputs\": {\"rows\": [\"src:rows\", \"src:rejects\"]}}", "");
        below("unknown op", "\"f\": {\"op\": \"table.groop\", \"inputs\": {\"any\": \"src:rows\"}}", "unknown_operator f - - table.group");
        below("below unknown op", "\"f\": {\"op\": \"other.thing\"}, \"g\": {\"op\": \"table.group\", \"inputs\": {\"rows\": \"f:x\"}}",
              "unknown_operator f - - -");
        below("newer op", "\"f\": {\"op\": \"table.filter\", \"version\": 3}", "newer_operator f - - -");
        below("older op",
              "\"f\": {\"op\": \"table.filter\", \"version\": 1, \"inputs\": {\"rows\": \"src:rows\"}, \"params\": {\"where\": \"a\"}}",
              "older_operator f - - -");
        below("no op", "\"f\": {}", "missing_operator f - - -");
        below("missing param", "\"f\": {\"op\": \"table.filter\", \"version\": 2, \"inputs\": {\"rows\": \"src:rows\"}}",
              "missing_param f condition - -");
        below("blank param",
              "\"f\": {\"op\": \"table.filter\", \"version\": 2, \"inputs\": {\"rows\": \"src:rows\"}, \"params\": {\"condition\": \" \"}}",
              "missing_param f condition - -");
        below("null param",
              "\"f\": {\"op\": \"table.filter\", \"version\": 2, \"inputs\": {\"rows\": \"src:rows\"}, \"params\": {\"condition\": null}}",
              "missing_param f condition - -");
        below("misspelt param", "\"f\": {\"op\": \"table.group\", \"inputs\": {\"rows\": \"src:rows\"}, \"params\": {\"kays\": []}}",
              "unknown_param f kays - keys");
        below("disabled", "\"f\": {\"op\": \"table.filter\", \"version\": 2, \"disabled\": true}", "");
        row("no input", "\"f\": {\"op\": \"table.group\"}", "missing_input f - rows -");
        row("self", "\"f\": {\"op\": \"table.group\", \"inputs\": {\"rows\": \"f:rows\"}}", "cycle f - - -");
        row("cycle",
            "\"a\": {\"op\": \"table.group\", \"inputs\": {\"rows\": \"c:rows\"}}, \"b\": {\"op\": \"table.group\", \"inputs\": {\"rows\": "
            "\"a:rows\"}},"
            "\"c\": {\"op\": \"table.group\", \"inputs\": {\"rows\": \"b:rows\"}}",
            "cycle a - - -");
        row("ids", "\"Bad id\": {\"op\": \"table.union\"}, \"a/b\": {\"op\": \"table.union\"}, \"\": {\"op\": \"table.union\"}",
            "bad_id - - - -|bad_id Bad id - - -|bad_id a/b - - -");
        row("parameters",
            "{\"headrace\": 1, \"parameters\": {\"a b\": {\"type\": \"text\"}, \"n\": {\"type\": \"integer\", \"default\": 1.5}, \"m\": "
            "{\"type\": \"map\"}}}",
            "bad_parameter - parameters.a b - -|bad_parameter - parameters.m - -|bad_parameter - parameters.n - -");
    }
    void found()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, expected);
        QCOMPARE(summaries(check(pipelineOf(text), sampleCatalog().lookup())).join(QLatin1Char('|')), expected);
    }
    void values_data()
    {
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *params, const char *expected) {
            QTest::newRow(params) << QByteArray(params) << QString::fromUtf8(expected);
        };
        row("\"boolean\": true", "");
        row("\"boolean\": 1", "wrong_type x boolean - -");
        row("\"integer\": 5", "");
        row("\"integer\": 5.0", "");
        row("\"integer\": 5.5", "wrong_type x integer - -");
        row("\"integer\": \"5\"", "wrong_type x integer - -");
        row("\"integer\": 0", "out_of_range x integer - 1");
        row("\"integer\": 101", "out_of_range x integer - 100");
        row("\"integer\": 1e300", "wrong_type x integer - -");
        row("\"number\": 0", "out_of_range x number - -");
        row("\"number\": 1e-300", "");
        row("\"text\": \"\"", "");
        row("\"text\": null", "");
        row("\"text\": []", "wrong_type x text - -");
        row("\"choice\": \"lefft\"", "bad_choice x choice - left");
        row("\"choice\": \"LEFT\"", "bad_choice x choice - left");
        row("\"columns\": [\"a\", 5]", "wrong_type x columns[1] - -");
        row("\"columns\": \"a\"", "wrong_type x columns - -");
        row("\"numbers\": [1, \"2\", {}]", "wrong_type x numbers[1] - -|wrong_type x numbers[2] - -");
        row("\"map\": {\"a\": 1, \"b\": [1]}", "wrong_type x map.b - -");
        row("\"map\": {\"a\": {\"$param\": \"n\"}}", "");
        row("\"records\": [{\"name\": \"a\", \"expression\": \"b\"}, {\"name\": \"c\", \"expresion\": \"b\"}]",
            "missing_param x records[1].expression - -|unknown_param x records[1].expresion - expression");
        row("\"records\": [5]", "wrong_type x records[0] - -");
        row("\"records\": [{\"name\": \"a\", \"expression\": \"b\", \"choice\": \"ful\"}]", "bad_choice x records[0].choice - full");
        row("\"integer\": {\"$param\": \"n\"}", "");
        row("\"integer\": {\"$param\": \"t\"}", "parameter_type x integer - -");
        row("\"number\": {\"$param\": \"n\"}", "");
        row("\"integer\": {\"$param\": \"m\"}", "unknown_parameter x integer - n");
        row("\"integer\": {\"$param\": 5}", "unknown_parameter x integer - n");
        row("\"integer\": {\"$param\": \"big\"}", "out_of_range x integer - 100");
        row("\"choice\": {\"$param\": \"t\"}", "bad_choice x choice - left");
        row("\"columns\": [{\"$param\": \"t\"}]", "");
        row("\"columns\": {\"$param\": \"t\"}", "parameter_type x columns - -");
        row("\"code\": {\"$param\": \"t\"}", "parameter_type x code - -");
        row("\"path\": \"${t}/x.csv\"", "");
        row("\"path\": \"${tt}/${n}.csv\"", "unknown_parameter x path - t");
        row("\"path\": \"a\\u0000b\"", "wrong_type x path - -");
        row("\"secret\": {\"$secret\": \"key\"}", "");
        row("\"secret\": \"hunter2\"", "wrong_type x secret - -");
        row("\"secret\": {\"$secret\": 5}", "wrong_type x secret - -");
        row("\"text\": {\"$secret\": \"key\"}", "secret_not_allowed x text - -");
        row("\"map\": {\"a\": {\"$secret\": \"key\"}}", "secret_not_allowed x map.a - -");
        row("\"texts\": [{\"$secret\": \"key\"}]", "secret_not_allowed x texts[0] - -");
    }
    void values()
    {
        QFETCH(const QByteArray, params);
        QFETCH(const QString, expected);
        const Pipeline pipeline = pipelineOf(
            "{\"headrace\": 1, \"parameters\": {\"n\": {\"type\": \"integer\", \"default\": 3}, \"t\": {\"type\": \"text\", \"default\": "
            "\"Left\"},"
            "\"big\": {\"type\": \"integer\", \"default\": 1000}}, \"nodes\": {\"x\": {\"op\": \"test.all\", \"params\": {"
            + params + "}}}}");
        const QList<Diagnostic> found = check(pipeline, sampleCatalog().lookup());
        QCOMPARE(summaries(found).join(QLatin1Char('|')), expected);
        for (const Diagnostic &diagnostic : found) {
            QVERIFY2(diagnostic.text.endsWith(QLatin1Char('.')), qPrintable(diagnostic.text));
            QVERIFY2(!diagnostic.hint.isEmpty(), qPrintable(diagnostic.text));
            QVERIFY(!(diagnostic.text + diagnostic.hint).contains(QStringLiteral("hunter2")));
            QVERIFY(Diagnostic::fromJson(diagnostic.toJson()) == diagnostic);
        }
    }
    void cyclesAreNamed()
    {
        const Pipeline pipeline = pipelineOf(
            "\"a\": {\"op\": \"table.union\", \"inputs\": {\"rows\": [\"b:rows\", \"d:rows\"]}}, \"b\": {\"op\": \"table.union\", "
            "\"inputs\": {\"rows\": \"c:rows\"}},"
            "\"c\": {\"op\": \"table.union\", \"inputs\": {\"rows\": \"a:rows\"}}, \"d\": {\"op\": \"table.union\", \"inputs\": {\"rows\": "
            "\"a:rows\"}},"
            "\"e\": {\"op\": \"table.union\", \"inputs\": {\"rows\": \"a:rows\"}}, \"f\": {\"op\": \"table.union\"}");
        const QList<Diagnostic> found = check(pipeline, sampleCatalog().lookup());
        QCOMPARE(found.size(), 1);
        QVERIFY2(found[0].text.contains(QStringLiteral("a → d → a")), qPrintable(found[0].text));
        QCOMPARE(topologicalOrder(pipeline), QStringList{QStringLiteral("f")});
    }
    void order()
    {
        const Pipeline pipeline = pipelineOf(
            "\"z\": {\"op\": \"x\"}, \"b\": {\"op\": \"x\", \"inputs\": {\"rows\": [\"z:rows\", \"z:rows\"]}}, \"a\": {\"op\": \"x\", "
            "\"inputs\": {\"rows\": \"b:rows\"}},"
            "\"c\": {\"op\": \"x\", \"inputs\": {\"rows\": [\"b:rows\", \"none:rows\"]}}, \"d\": {\"op\": \"x\"}");
        QCOMPARE(topologicalOrder(pipeline).join(QLatin1Char(' ')), QStringLiteral("d z b a c"));
        QCOMPARE(ancestorsOf(pipeline, {QStringLiteral("c"), QStringLiteral("none")}).join(QLatin1Char(' ')), QStringLiteral("b c z"));
    }
    void subpipelines()
    {
        const QByteArray inner
            = "{\"headrace\": 1, \"extra\": 1, \"parameters\": {\"least\": {\"type\": \"integer\"}, \"name\": {\"type\": \"text\", "
              "\"default\": \"x\"}},"
              "\"ports\": {\"inputs\": {\"rows\": [\"clean:rows\"]}, \"outputs\": {\"rows\": \"group:rows\", \"nope\": \"clan:rows\"}},"
              "\"nodes\": {\"clean\": {\"op\": \"table.filter\", \"version\": 2}, \"group\": {\"op\": \"table.group\", \"inputs\": "
              "{\"rows\": \"clean:rows\"}}}}";
        const Pipeline pipeline = pipelineOf(
            "\"s\": {\"op\": \"flow.subpipeline\", \"inputs\": {\"rows\": \"p:rows\", \"row\": \"p:rows\"}, \"params\": {\"pipeline\": "
            + inner
            + ", \"values\": {\"leest\": 5, \"name\": 7}}}, \"p\": {\"op\": \"read.csv\", \"params\": {\"path\": \"x\"}},"
              "\"m\": {\"op\": \"learn.predict\", \"inputs\": {\"rows\": \"s:rows\", \"model\": \"s:rows\"}},"
              "\"file\": {\"op\": \"flow.subpipeline\", \"params\": {\"pipeline\": {\"$file\": \"x.pipeline.json\"}}},"
              "\"none\": {\"op\": \"flow.subpipeline\"}, \"n\": {\"op\": \"table.union\", \"inputs\": {\"rows\": [\"s:rowz\", "
              "\"file:any\"]}}");
        QCOMPARE(summaries(check(pipeline, sampleCatalog().lookup())).join(QLatin1Char('\n')),
                 QStringLiteral("port_type m - model -\nunknown_port n - rows s:rows\nmissing_param none pipeline - -\nunknown_member s - "
                                "- -\nunknown_port s - row rows\n"
                                "unknown_value s values.leest - least\nwrong_type s values.name - -\nunset_parameter s values.least - "
                                "-\nbad_port s - nope -\n"
                                "missing_param s/clean condition - -"));
    }
    /// Tens of thousands of nodes, all of them wrong in the ways that tempt to compare everything with everything.
    void staysLinear_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("op");
        QTest::newRow("chain") << QStringLiteral("n%1:rows") << QStringLiteral("table.union");
        QTest::newRow("dangling") << QStringLiteral("m%1:rows") << QStringLiteral("table.union");
        QTest::newRow("unknown") << QStringLiteral("n%1:rows") << QStringLiteral("table.onion%1");
    }
    void staysLinear()
    {
        QFETCH(const QString, input);
        QFETCH(const QString, op);
        const int count = 30'000;
        Pipeline pipeline;
        for (int i = 0; i < count; ++i) {
            Node node;
            node.op = op.contains(QLatin1Char('%')) ? op.arg(i) : op;
            // The first closes the chain to a cycle of all nodes.
            node.inputs[QStringLiteral("rows")] = {*PortRef::fromString(input.arg(i == 0 ? count - 1 : i - 1))};
            pipeline.nodes.insert(QStringLiteral("n%1").arg(i), node);
        }
        QElapsedTimer timer;
        timer.start();
        const QList<Diagnostic> found = check(pipeline, sampleCatalog().lookup());
        QVERIFY(!found.isEmpty());
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));  // a quadratic check takes minutes
    }
};

HEADRACE_TEST(TestCheck)
#include "test_check.moc"
