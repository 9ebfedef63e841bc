// SPDX-License-Identifier: GPL-3.0-or-later
// Frozen nodes keep their last result whatever happens upstream, and columns that only a run tells are remembered.
#include "engine/base/last_results.h"
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>

using namespace headrace;
using namespace headrace::tests;

namespace {

const QJsonObject kFile{{QStringLiteral("file"), QStringLiteral("/somewhere/p.pipeline.json")}};

QJsonObject pipelineWith(bool frozen, const QByteArray &condition = "x > 1")
{
    return Bench::pipeline(R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
        "big": {"op": "table.filter", "version": 1, )"
                           + QByteArray(frozen ? R"("frozen": true, )" : "")
                           + R"("inputs": {"rows": "rows:rows"}, "params": {"condition": ")" + condition + R"("}},
        "sum": {"op": "table.group", "version": 1, "inputs": {"rows": "big:rows"}, "params": {"aggregates": [{"name": "s", "function": "sum", "expression": "x"}]}},
        "out": {"op": "write.csv", "version": 1, "inputs": {"rows": "sum:rows"}, "params": {"path": "out.csv", "if_exists": "overwrite"}})");
}

QString levelSaid(const Bench &bench, const QString &node)
{
    for (const QJsonObject &event : bench.events(QStringLiteral("log")))
        if (event.value(QStringLiteral("node")).toString() == node
            && event.value(QStringLiteral("text")).toString().contains(QStringLiteral("frozen")))
            return event.value(QStringLiteral("level")).toString();
    return {};
}

QJsonObject diagnosticAt(const QJsonObject &answer, const QString &node)
{
    for (const QJsonValue &value : answer.value(QStringLiteral("diagnostics")).toArray())
        if (value.toObject().value(QStringLiteral("node")).toString() == node)
            return value.toObject();
    return {};
}

QJsonObject schemaAt(const QJsonObject &answer, const QString &port)
{
    return answer.value(QStringLiteral("schemas")).toObject().value(port).toObject();
}

QStringList columnsOf(const QJsonObject &schema)
{
    QStringList names;
    for (const QJsonValue &column : schema.value(QStringLiteral("columns")).toArray())
        names << column.toObject().value(QStringLiteral("name")).toString();
    return names;
}

}  // namespace

class TestFreeze : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsItsResultWhateverHappensUpstream()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n3\n");
        // Nothing is kept yet: it is computed, which is said, and kept from then on.
        QCOMPARE(bench.run(pipelineWith(true), kFile), QStringLiteral("done"));
        QCOMPARE(levelSaid(bench, QStringLiteral("big")), QStringLiteral("warning"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n5\n"));

        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n30\n");
        QCOMPARE(bench.run(pipelineWith(true), kFile), QStringLiteral("done"));
        QCOMPARE(levelSaid(bench, QStringLiteral("big")), QStringLiteral("info"));
        QCOMPARE(bench.statusOf(QStringLiteral("big")), QStringLiteral("cached"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n5\n"));
        // Neither its own parameters nor a source that is gone change it, nor a run without the cache.
        QVERIFY(QFile::remove(bench.path(QStringLiteral("rows.csv"))));
        QCOMPARE(bench.run(pipelineWith(true, "x > 2"), kFile), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n5\n"));
        QJsonObject noCache = kFile;
        noCache.insert(QStringLiteral("no_cache"), true);
        QVERIFY(QFile::remove(bench.path(QStringLiteral("out.csv"))));
        QCOMPARE(bench.run(pipelineWith(true), noCache), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n5\n"));

        // Another file's node of that name has nothing to keep.
        bench.put(QStringLiteral("rows.csv"), "x\n7\n");
        QCOMPARE(bench.run(pipelineWith(true), {{QStringLiteral("file"), QStringLiteral("/other.pipeline.json")}}), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n7\n"));
        // Unfrozen it follows again, and frozen anew it keeps what it gave last.
        QCOMPARE(bench.run(pipelineWith(false), kFile), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n7\n"));
    }

    void whatItKeptLastBeforeItWasFrozen()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n3\n");
        QJsonObject pipeline = pipelineWith(false);
        QJsonObject nodes = pipeline.value(QStringLiteral("nodes")).toObject();
        QJsonObject big = nodes.value(QStringLiteral("big")).toObject();
        big.insert(QStringLiteral("materialize"), true);
        nodes.insert(QStringLiteral("big"), big);
        pipeline.insert(QStringLiteral("nodes"), nodes);
        QCOMPARE(bench.run(pipeline, kFile), QStringLiteral("done"));
        bench.put(QStringLiteral("rows.csv"), "x\n100\n");
        QCOMPARE(bench.run(pipelineWith(true), kFile), QStringLiteral("done"));
        QCOMPARE(levelSaid(bench, QStringLiteral("big")), QStringLiteral("info"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n5\n"));
    }

    void saysWhatItTakesBeforeARun()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n3\n");
        auto answer = bench.ask(QStringLiteral("validate"), pipelineWith(true), {}, kFile);
        VERIFY_OK(answer);
        QCOMPARE(diagnosticAt(*answer, QStringLiteral("big")).value(QStringLiteral("severity")).toString(), QStringLiteral("warning"));
        bench.run(pipelineWith(true), kFile);
        QVERIFY(QFile::remove(bench.path(QStringLiteral("rows.csv"))));
        answer = bench.ask(QStringLiteral("validate"), pipelineWith(true), {}, kFile);
        VERIFY_OK(answer);
        QCOMPARE(diagnosticAt(*answer, QStringLiteral("big")).value(QStringLiteral("severity")).toString(), QStringLiteral("info"));
        QVERIFY(diagnosticAt(*answer, QStringLiteral("rows")).isEmpty());
        const auto preview = bench.ask(QStringLiteral("preview"), pipelineWith(true),
                                       {{QStringLiteral("port"), QStringLiteral("big:rows")}}, kFile);
        VERIFY_OK(preview);
        QCOMPARE(preview->value(QStringLiteral("rows")).toArray().size(), 2);
        const auto plan = bench.ask(QStringLiteral("plan"), pipelineWith(true), {}, kFile);
        VERIFY_OK(plan);
        const QJsonObject first = plan->value(QStringLiteral("stages")).toArray().at(0).toObject();
        QCOMPARE(first.value(QStringLiteral("kind")).toString(), QStringLiteral("frozen"));
        QCOMPARE(first.value(QStringLiteral("node")).toString(), QStringLiteral("big"));
        QVERIFY(first.value(QStringLiteral("why")).toString().contains(QStringLiteral("frozen")));
    }

    void aLostResultIsNeverReplacedInSilence()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n3\n");
        QCOMPARE(bench.run(pipelineWith(true), kFile), QStringLiteral("done"));
        QCOMPARE(LastResults::frozenKeys(bench.cacheFolder()).size(), 1);
        QVERIFY(QDir(bench.cacheFolder() + QStringLiteral("/objects")).removeRecursively());
        const QString said = bench.run(pipelineWith(true), kFile);
        QVERIFY2(said.contains(QStringLiteral("gone")) && said.contains(QStringLiteral("Unfreeze")), qPrintable(said));
        const auto answer = bench.ask(QStringLiteral("validate"), pipelineWith(true), {}, kFile);
        VERIFY_OK(answer);
        QCOMPARE(diagnosticAt(*answer, QStringLiteral("big")).value(QStringLiteral("code")).toString(), QStringLiteral("bind_not_found"));
        QCOMPARE(bench.run(pipelineWith(false), kFile), QStringLiteral("done"));
        QVERIFY(LastResults::frozenKeys(bench.cacheFolder()).isEmpty());
        QCOMPARE(bench.run(pipelineWith(true), kFile), QStringLiteral("done"));
    }

    void fitsAndTheirRowsAreKept()
    {
        const auto pipeline = [](bool frozen) {
            return Bench::pipeline(R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
                "fill": {"op": "learn.impute", "version": 1, )"
                                   + QByteArray(frozen ? R"("frozen": true, )" : "")
                                   + R"("inputs": {"rows": "rows:rows"}, "params": {"columns": ["x"]}},
                "again": {"op": "learn.apply", "version": 1, "inputs": {"rows": "rows:rows", "transform": "fill:transform"}},
                "out": {"op": "write.csv", "version": 1, "inputs": {"rows": "again:rows"}, "params": {"path": "out.csv", "if_exists": "overwrite"}},
                "own": {"op": "write.csv", "version": 1, "inputs": {"rows": "fill:rows"}, "params": {"path": "own.csv", "if_exists": "overwrite"}})");
        };
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x,y\n1,a\n,b\n3,c\n");
        QCOMPARE(bench.run(pipeline(true), kFile), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("x,y\n1.0,a\n2.0,b\n3.0,c\n"));
        bench.put(QStringLiteral("rows.csv"), "x,y\n10,d\n,e\n");
        QCOMPARE(bench.run(pipeline(true), kFile), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("x,y\n10.0,d\n2.0,e\n"));
        QCOMPARE(bench.fileBytes(QStringLiteral("own.csv")), QByteArray("x,y\n1.0,a\n2.0,b\n3.0,c\n"));
    }

    void columnsAreKnownOrRemembered()
    {
        const auto pipeline = [](const QByteArray &column) {
            return Bench::pipeline(R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
                "split": {"op": "learn.split", "version": 1, "params": {"test": 0.4, "keys": ["id"]}, "inputs": {"rows": "rows:rows"}},
                "fill": {"op": "learn.impute", "version": 1, "inputs": {"rows": "split:train"}, "params": {"columns": ["x"], "indicators": true}},
                "filled": {"op": "learn.apply", "version": 1, "inputs": {"rows": "split:test", "transform": "fill:transform"}},
                "line": {"op": "learn.linear_regression", "version": 1, "params": {"target": "y", "features": ["x"]}, "inputs": {"train": "fill:rows"}},
                "said": {"op": "learn.predict", "version": 1, "inputs": {"model": "line:model", "rows": "filled:rows"}},
                "hot": {"op": "learn.one_hot", "version": 1, "inputs": {"rows": "split:train"}, "params": {"columns": [")"
                                   + column + R"("]}},
                "hotter": {"op": "learn.apply", "version": 1, "inputs": {"rows": "split:test", "transform": "hot:transform"}},
                "sum": {"op": "table.derive", "version": 1, "inputs": {"rows": "said:rows"}, "params": {"columns": [{"name": "off", "expression": "prediction - y"}]}})");
        };
        Bench bench;
        bench.put(QStringLiteral("rows.csv"),
                  "id,x,y,town\n1,1,2,Ulm\n2,2,4,Bonn\n3,3,6,Ulm\n4,4,8,Bonn\n5,5,10,Ulm\n6,,12,Bonn\n7,7,14,Ulm\n8,8,16,Bonn\n");
        auto answer = bench.ask(QStringLiteral("validate"), pipeline("town"), {}, kFile);
        VERIFY_OK(answer);
        QCOMPARE(answer->value(QStringLiteral("diagnostics")).toArray(), QJsonArray());
        const QStringList filled{QStringLiteral("id"), QStringLiteral("x"), QStringLiteral("x_missing"), QStringLiteral("y"),
                                 QStringLiteral("town")};
        QStringList found = columnsOf(schemaAt(*answer, QStringLiteral("filled:rows")));
        found.sort();
        QStringList wanted = filled;
        wanted.sort();
        QCOMPARE(found, wanted);
        QVERIFY(columnsOf(schemaAt(*answer, QStringLiteral("said:rows"))).contains(QStringLiteral("prediction")));
        QVERIFY(columnsOf(schemaAt(*answer, QStringLiteral("sum:rows"))).contains(QStringLiteral("off")));
        QCOMPARE(schemaAt(*answer, QStringLiteral("hot:rows")).value(QStringLiteral("knowledge")).toString(), QStringLiteral("unknown"));
        // Columns that are known are no rows to look at.
        QVERIFY(
            !bench.ask(QStringLiteral("preview"), pipeline("town"), {{QStringLiteral("port"), QStringLiteral("sum:rows")}}, kFile).ok());

        QCOMPARE(bench.run(pipeline("town"), kFile), QStringLiteral("done"));
        QVERIFY(QDir(bench.cacheFolder() + QStringLiteral("/objects")).removeRecursively());
        answer = bench.ask(QStringLiteral("validate"), pipeline("town"), {}, kFile);
        VERIFY_OK(answer);
        for (const char *port : {"hot:rows", "hotter:rows"}) {
            const QJsonObject schema = schemaAt(*answer, QLatin1String(port));
            QCOMPARE(schema.value(QStringLiteral("knowledge")).toString(), QStringLiteral("remembered"));
            QVERIFY(columnsOf(schema).contains(QStringLiteral("town_Ulm")));
        }
        // Remembered for the same parameters only.
        answer = bench.ask(QStringLiteral("validate"), pipeline("y"), {}, kFile);
        VERIFY_OK(answer);
        QCOMPARE(schemaAt(*answer, QStringLiteral("hot:rows")).value(QStringLiteral("knowledge")).toString(), QStringLiteral("unknown"));
    }

    void whatASubpipelinesFileHoldsIsCheckedToo()
    {
        Bench bench;
        // A fault that only the file's own text shows: the filter has no condition.
        bench.put(QStringLiteral("inner.pipeline.json"),
                  R"({"headrace": 1, "ports": {"inputs": {"rows": "bad:rows"}, "outputs": {"rows": "bad:rows"}},
            "nodes": {"bad": {"op": "table.filter", "version": 1}}})");
        const auto answer = bench.ask(QStringLiteral("validate"),
                                      Bench::pipeline(R"("few": {"op": "read.inline", "version": 1, "params": {"csv": "x\n1\n"}},
            "sub": {"op": "flow.subpipeline", "version": 1, "params": {"pipeline": {"$file": "inner.pipeline.json"}}, "inputs": {"rows": "few:rows"}})"));
        VERIFY_OK(answer);
        QVERIFY2(diagnosticAt(*answer, QStringLiteral("sub/bad")).value(QStringLiteral("code")).toString()
                     == QLatin1String("missing_param"),
                 QJsonDocument(*answer).toJson().constData());
    }
};

HEADRACE_TEST(TestFreeze)
#include "test_freeze.moc"
