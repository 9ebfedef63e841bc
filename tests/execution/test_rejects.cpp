// SPDX-License-Identifier: GPL-3.0-or-later
// CSV files with bad records, end to end: rows read and records rejected are the file's records, in every count and every file.
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QRandomGenerator>

using namespace headrace;
using namespace headrace::tests;

namespace {

QJsonObject pipelineOf(const QByteArray &more = {})
{
    return Bench::pipeline(
        R"("read": {"op": "read.csv", "version": 1, "params": {"path": "*.csv", "on_error": "reject", "header": true, "delimiter": ",",
            "columns": [{"name": "id", "type": "BIGINT"}, {"name": "name", "type": "VARCHAR"}, {"name": "day", "type": "DATE"}]}},
        "good": {"op": "write.csv", "version": 1, "inputs": {"rows": "read:rows"}, "params": {"path": "out/good.csv", "if_exists": "overwrite"}},
        "bad": {"op": "write.csv", "version": 1, "inputs": {"rows": "read:rejects"}, "params": {"path": "out/bad.csv", "if_exists": "overwrite"}},
        "sum": {"op": "table.group", "version": 1, "inputs": {"rows": "read:rows"}, "params": {"aggregates": [{"name": "s", "function": "sum", "expression": "id"}]}})"
        + more);
}

qint64 linesOf(const QByteArray &bytes)
{
    return bytes.count('\n') - 1;  // without the header
}

}  // namespace

class TestRejects : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsAndRejectsAreTheRecords()
    {
        QRandomGenerator random(99);
        for (int round = 0; round < 12; ++round) {
            Bench bench;
            qint64 good = 0, bad = 0, sum = 0;
            const int files = 1 + random.bounded(3);
            for (int file = 0; file < files; ++file) {
                QByteArray csv = "id,name,day\n";
                const int records = random.bounded(round % 4 == 3 ? 20000 : 300);
                for (int i = 0; i < records; ++i) {
                    const QByteArray id = QByteArray::number(i);
                    switch (random.bounded(10)) {
                    case 0:  // no number
                        csv += "x" + id + ",a,2020-01-01\n";
                        ++bad;
                        break;
                    case 1:  // no date
                        csv += id + ",a,2020-13-01\n";
                        ++bad;
                        break;
                    case 2:  // too few, too many
                        csv += random.bounded(2) ? id + ",a\n" : id + ",a,2020-01-01,more\n";
                        ++bad;
                        break;
                    case 3:  // a quoted value over two lines is one record
                        csv += id + ",\"two, \"\"quoted\"\" \",2020-02-29\n";
                        ++good;
                        sum += i;
                        break;
                    default:
                        csv += id + ",a,\n";
                        ++good;
                        sum += i;
                    }
                }
                bench.put(QStringLiteral("part%1.csv").arg(file), csv);
            }
            QCOMPARE(bench.run(pipelineOf()), QStringLiteral("done"));
            QCOMPARE(bench.rowsAt(QStringLiteral("read")), good);
            QCOMPARE(bench.rowsAt(QStringLiteral("read"), QStringLiteral("rejects")), bad);
            QCOMPARE(linesOf(bench.fileBytes(QStringLiteral("out/good.csv"))), good);
            QCOMPARE(bench.rowsAt(QStringLiteral("sum")), 1);

            // From the cache the counts are the same.
            QCOMPARE(bench.run(pipelineOf()), QStringLiteral("done"));
            QCOMPARE(bench.statusOf(QStringLiteral("bad")), QStringLiteral("cached"));
            QCOMPARE(bench.rowsAt(QStringLiteral("read")), good);
            QCOMPARE(bench.rowsAt(QStringLiteral("read"), QStringLiteral("rejects")), bad);
            // And without any cache.
            QCOMPARE(bench.run(pipelineOf(), {{QStringLiteral("no_cache"), true}}), QStringLiteral("done"));
            QCOMPARE(bench.rowsAt(QStringLiteral("read")) + bench.rowsAt(QStringLiteral("read"), QStringLiteral("rejects")), good + bad);
        }
    }

    void eachRejectNamesFileLineAndReason()
    {
        Bench bench;
        bench.put(QStringLiteral("a.csv"), "id,name,day\n1,one,2020-01-01\ntwo,x,2020-01-01\n");
        bench.put(QStringLiteral("b.csv"), "id,name,day\n3,x,never\n4,four,2020-01-04\n");
        QCOMPARE(bench.run(pipelineOf()), QStringLiteral("done"));
        const QList<QByteArray> lines = bench.fileBytes(QStringLiteral("out/bad.csv")).trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(3));
        QVERIFY2(lines[1].contains("a.csv,3,") && lines[1].contains("two"), lines[1].constData());
        QVERIFY2(lines[2].contains("b.csv,2,") && lines[2].contains("never"), lines[2].constData());
    }

    void withoutRejectsTheRunStopsAndNamesTheLine()
    {
        Bench bench;
        bench.put(QStringLiteral("a.csv"), "id,name,day\n1,one,2020-01-01\ntwo,x,2020-01-01\n");
        QJsonObject pipeline = Bench::pipeline(R"("read": {"op": "read.csv", "version": 1, "params": {"path": "a.csv", "header": true,
            "columns": [{"name": "id", "type": "BIGINT"}, {"name": "name", "type": "VARCHAR"}, {"name": "day", "type": "DATE"}]}})");
        const QString said = bench.run(pipeline);
        QVERIFY2(said.contains(QStringLiteral("line 3")) || said.contains(QStringLiteral("Line 3")), qPrintable(said));
    }
};

HEADRACE_TEST(TestRejects)
#include "test_rejects.moc"
