// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/content_cache.h"
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QDirIterator>

using namespace headrace;
using namespace headrace::tests;

namespace {

QJsonObject pipelineWith(const QByteArray &condition, const QByteArray &policy = "overwrite")
{
    return Bench::pipeline(R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
        "big": {"op": "table.filter", "version": 1, "materialize": true, "inputs": {"rows": "rows:rows"}, "params": {"condition": ")"
                           + condition + R"("}},
        "sum": {"op": "table.group", "version": 1, "inputs": {"rows": "big:rows"}, "params": {"aggregates": [{"name": "s", "function": "sum", "expression": "x"}]}},
        "out": {"op": "write.csv", "version": 1, "inputs": {"rows": "sum:rows"}, "params": {"path": "out.csv", "if_exists": ")"
                           + policy + R"("}})");
}

}  // namespace

class TestCache : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingRunsTwice()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n3\n");
        QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n5\n"));
        QCOMPARE(bench.statusOf(QStringLiteral("big")), QStringLiteral("done"));
        QCOMPARE(bench.rowsAt(QStringLiteral("big")), 2);
        QCOMPARE(bench.rowsAt(QStringLiteral("rows")), 3);

        QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
        for (const char *node : {"rows", "big", "sum", "out"})
            QCOMPARE(bench.statusOf(QLatin1String(node)), QStringLiteral("cached"));
        QCOMPARE(bench.rowsAt(QStringLiteral("rows")), 3);
        QCOMPARE(bench.rowsAt(QStringLiteral("sum")), 1);
        QVERIFY(bench.events(QStringLiteral("stage_started")).isEmpty());

        // What was read is said after the plan, which names the node, however soon its content is known.
        for (int round = 0; round < 20; ++round) {
            QStringList order;
            std::mutex mutex;
            bench.onEvent = [&](const QJsonObject &event) {
                const std::lock_guard lock(mutex);
                order << event.value(QStringLiteral("event")).toString();
            };
            QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
            QVERIFY(order.contains(QStringLiteral("dataset")));
            QVERIFY(order.indexOf(QStringLiteral("plan")) < order.indexOf(QStringLiteral("dataset")));
        }
    }

    /// Who looks at rows of a large file does not wait until all of it is read; a run reads it, and what it kept is found then.
    void lookingDoesNotReadALargeSource()
    {
        Bench bench;
        QByteArray csv = "x\n";
        csv.reserve(18 << 20);
        while (csv.size() < (17 << 20))
            csv += "12345678\n";
        bench.put(QStringLiteral("rows.csv"), csv);
        const auto remembered = [&bench] { return QDir(bench.cacheFolder() + QStringLiteral("/sources")).entryList(QDir::Files).size(); };
        VERIFY_OK(bench.ask(QStringLiteral("preview"), pipelineWith("x > 1"), {{QStringLiteral("port"), QStringLiteral("big")}}));
        QCOMPARE(remembered(), 0);
        QTest::qWait(2100);  // what is looked at sooner after a change is not trusted
        QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
        QCOMPARE(remembered(), 2);  // what was read and what was written
        QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("big")), QStringLiteral("cached"));
        VERIFY_OK(bench.ask(QStringLiteral("preview"), pipelineWith("x > 1"), {{QStringLiteral("port"), QStringLiteral("big")}}));
    }

    void anEditRunsWhatDependsOnItOnly()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n3\n");
        bench.run(pipelineWith("x > 1"));
        QCOMPARE(bench.run(pipelineWith("x > 1", "keep")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("big")), QStringLiteral("cached"));
        QVERIFY(bench.statusOf(QStringLiteral("out")) != QStringLiteral("cached"));
        QCOMPARE(bench.run(pipelineWith("x > 2")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("big")), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n3\n"));
    }

    void aChangedSourceAndALostOutputAreNoticed()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n3\n");
        bench.run(pipelineWith("x > 1"));
        QVERIFY(QFile::remove(bench.path(QStringLiteral("out.csv"))));
        QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n5\n"));
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n4\n");
        QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
        QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), QByteArray("s\n6\n"));
    }

    void sixtyFlippedBits()
    {
        Bench bench;
        QByteArray csv("x\n");
        for (int i = 0; i < 2000; ++i)
            csv += QByteArray::number(i * 7 % 1000) + '\n';
        bench.put(QStringLiteral("rows.csv"), csv);
        QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
        const QByteArray right = bench.fileBytes(QStringLiteral("out.csv"));
        for (int trial = 0; trial < 60; ++trial) {
            // One bit of the kept table; what reads it must be computed from the source again.
            QString table;
            QDirIterator it(bench.cacheFolder() + QStringLiteral("/objects"), {QStringLiteral("*.parquet")}, QDir::Files,
                            QDirIterator::Subdirectories);
            QVERIFY(it.hasNext());
            table = it.next();
            QFile file(table);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QByteArray bytes = file.readAll();
            const qsizetype bit = (trial * 7919 + 13) % (bytes.size() * 8);
            bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
            file.seek(0);
            file.write(bytes);
            file.close();
            QVERIFY(QFile::remove(bench.path(QStringLiteral("out.csv"))));
            QCOMPARE(bench.run(pipelineWith("x > 1")), QStringLiteral("done"));
            QCOMPARE(bench.fileBytes(QStringLiteral("out.csv")), right);
            QCOMPARE(bench.statusOf(QStringLiteral("big")), QStringLiteral("done"));
        }
    }

    void withoutCacheNothingIsReadOrWritten()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "x\n1\n2\n3\n");
        QCOMPARE(bench.run(pipelineWith("x > 1"), {{QStringLiteral("no_cache"), true}}), QStringLiteral("done"));
        QVERIFY(!QFile::exists(bench.cacheFolder()));
        QCOMPARE(bench.run(pipelineWith("x > 1"), {{QStringLiteral("no_cache"), true}}), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("big")), QStringLiteral("done"));
    }
};

HEADRACE_TEST(TestCache)
#include "test_cache.moc"
