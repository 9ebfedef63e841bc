// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/execution/session.h"
#include "tests/support/registry.h"

using namespace headrace;
using namespace headrace::tests;

class TestPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aChainIsOneQuery()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n");
        const auto plan = bench.ask(QStringLiteral("plan"),
                                    Bench::pipeline(R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
            "a": {"op": "table.filter", "version": 1, "inputs": {"rows": "rows:rows"}, "params": {"condition": "x > 0"}},
            "b": {"op": "table.derive", "version": 1, "inputs": {"rows": "a:rows"}, "params": {"columns": [{"name": "y", "expression": "x + 1"}]}},
            "out": {"op": "write.csv", "version": 1, "inputs": {"rows": "b:rows"}, "params": {"path": "out.csv"}})"));
        VERIFY_OK(plan);
        const QJsonArray stages = plan->value(QStringLiteral("stages")).toArray();
        QCOMPARE(stages.size(), 1);
        QCOMPARE(stages[0].toObject().value(QStringLiteral("nodes")).toArray().size(), 4);
        QVERIFY(!QFile::exists(bench.path(QStringLiteral("out.csv"))));
    }

    void aCostlyFanOutIsKeptOnce()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n");
        const auto plan = bench.ask(QStringLiteral("plan"),
                                    Bench::pipeline(R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
            "a": {"op": "table.filter", "version": 1, "inputs": {"rows": "rows:rows"}, "params": {"condition": "x > 0"}},
            "one": {"op": "write.csv", "version": 1, "inputs": {"rows": "a:rows"}, "params": {"path": "1.csv"}},
            "two": {"op": "write.csv", "version": 1, "inputs": {"rows": "a:rows"}, "params": {"path": "2.csv"}})"));
        VERIFY_OK(plan);
        const QJsonArray stages = plan->value(QStringLiteral("stages")).toArray();
        QCOMPARE(stages.size(), 3);
        QCOMPARE(stages[0].toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("materialize"));
        QVERIFY(stages[0].toObject().value(QStringLiteral("why")).toString().contains(QStringLiteral("2 readers")));
        QVERIFY(!stages[1].toObject().value(QStringLiteral("sql")).toArray().first().toString().contains(QStringLiteral("rows.csv")));
    }

    void schemasAndDiagnosticsWithoutRunning()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x,word\n1,a\n2,b\n");
        const auto answer = bench.ask(QStringLiteral("validate"),
                                      Bench::pipeline(R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
            "bad": {"op": "table.filter", "version": 1, "inputs": {"rows": "rows:rows"}, "params": {"condition": "wrod = 'a'"}},
            "good": {"op": "table.derive", "version": 1, "inputs": {"rows": "rows:rows"}, "params": {"columns": [{"name": "y", "expression": "x / 2.0"}]}},
            "gone": {"op": "read.csv", "version": 1, "params": {"path": "row.csv"}})"));
        VERIFY_OK(answer);
        QMap<QString, QString> said;
        for (const QJsonValue &value : answer->value(QStringLiteral("diagnostics")).toArray())
            said[value.toObject().value(QStringLiteral("node")).toString()] = value.toObject().value(QStringLiteral("hint")).toString();
        QVERIFY2(said.value(QStringLiteral("bad")).contains(QStringLiteral("word")), qPrintable(said.value(QStringLiteral("bad"))));
        QVERIFY2(said.value(QStringLiteral("gone")).contains(QStringLiteral("rows.csv")), qPrintable(said.value(QStringLiteral("gone"))));
        QVERIFY(!said.contains(QStringLiteral("good")));
        const QJsonArray columns = answer->value(QStringLiteral("schemas"))
                                       .toObject()
                                       .value(QStringLiteral("good:rows"))
                                       .toObject()
                                       .value(QStringLiteral("columns"))
                                       .toArray();
        QCOMPARE(columns.size(), 3);
        QCOMPARE(columns[2].toObject().value(QStringLiteral("type")).toString(), QStringLiteral("DOUBLE"));
    }

    void previewIsTheFirstRows()
    {
        Bench bench;
        const auto answer = bench.ask(QStringLiteral("preview"),
                                      Bench::pipeline(R"("few": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n2\n3\n"}})"),
                                      {{QStringLiteral("port"), QStringLiteral("few:rows")}, {QStringLiteral("limit"), 2}});
        VERIFY_OK(answer);
        QCOMPARE(answer->value(QStringLiteral("rows")).toArray().size(), 2);
        QCOMPARE(answer->value(QStringLiteral("complete")).toBool(), false);
        const auto wrong = bench.ask(QStringLiteral("preview"),
                                     Bench::pipeline(R"("few": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n"}})"),
                                     {{QStringLiteral("port"), QStringLiteral("fwe:rows")}});
        QVERIFY(wrong.error().hint.contains(QStringLiteral("few")));
    }
};

HEADRACE_TEST(TestPlan)
#include "test_plan.moc"
