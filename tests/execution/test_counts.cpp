// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QRandomGenerator>

using namespace headrace;
using namespace headrace::tests;

namespace {

QJsonObject node(const char *op, const QJsonObject &inputs, const QJsonObject &params)
{
    return {{QStringLiteral("op"), QLatin1String(op)},
            {QStringLiteral("version"), 1},
            {QStringLiteral("inputs"), inputs},
            {QStringLiteral("params"), params}};
}

}  // namespace

/// Every edge's rows equal what the rows are when each node is looked at alone.
class TestCounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// What an earlier run counted is not counted again: said before the stage that would give it has ended.
    void countsOfAnEarlierRunAreTaken()
    {
        Bench bench;
        QByteArray csv = "x\n";
        for (int i = 0; i < 5000; ++i)
            csv += QByteArray::number(i % 10) + '\n';
        bench.put(QStringLiteral("rows.csv"), csv);
        const auto pipeline = [](const QString &sum) {
            const QJsonObject rowsIn{{QStringLiteral("rows"), QStringLiteral("big:rows")}};
            return QJsonObject{
                {QStringLiteral("headrace"), 1},
                {QStringLiteral("nodes"),
                 QJsonObject{{QStringLiteral("rows"), node("read.csv", {}, {{QStringLiteral("path"), QStringLiteral("rows.csv")}})},
                             {QStringLiteral("big"),
                              node("table.filter", {{QStringLiteral("rows"), QStringLiteral("rows:rows")}},
                                   {{QStringLiteral("condition"), QStringLiteral("x > 3")}})},
                             {QStringLiteral("sum"),
                              node("table.group", rowsIn,
                                   {{QStringLiteral("aggregates"),
                                     QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("s")},
                                                            {QStringLiteral("function"), QStringLiteral("sum")},
                                                            {QStringLiteral("expression"), sum}}}}})},
                             {QStringLiteral("out"),
                              node("write.csv", {{QStringLiteral("rows"), QStringLiteral("sum:rows")}},
                                   {{QStringLiteral("path"), QStringLiteral("out.csv")},
                                    {QStringLiteral("if_exists"), QStringLiteral("overwrite")}})}}}};
        };
        for (const char *sum : {"x", "x + 1"}) {
            QStringList order;
            std::mutex mutex;
            bench.onEvent = [&](const QJsonObject &event) {
                const std::lock_guard lock(mutex);
                if (event.value(QStringLiteral("event")) != QLatin1String("rows")
                    || event.value(QStringLiteral("node")) == QLatin1String("big"))
                    order << event.value(QStringLiteral("event")).toString();
            };
            QCOMPARE(bench.run(pipeline(QLatin1String(sum))), QStringLiteral("done"));
            QCOMPARE(bench.rowsAt(QStringLiteral("rows")), 5000);
            QCOMPARE(bench.rowsAt(QStringLiteral("big")), 3000);
            QCOMPARE(bench.rowsAt(QStringLiteral("sum")), 1);
            const qsizetype said = order.indexOf(QStringLiteral("rows")), ended = order.lastIndexOf(QStringLiteral("stage_finished"));
            QVERIFY(said >= 0 && ended >= 0);
            QCOMPARE(said < ended, QLatin1String(sum) != QLatin1String("x"));
        }
    }

    void everyEdgeOfRandomPipelines()
    {
        Bench bench;
        QRandomGenerator random(7);
        for (int trial = 0; trial < 15; ++trial) {
            QByteArray csv = "id,x\n";
            const int rows = int(random.bounded(60));
            for (int i = 0; i < rows; ++i)
                csv += QByteArray::number(i) + ',' + QByteArray::number(random.bounded(10)) + '\n';
            const QJsonObject types{{QStringLiteral("id"), QStringLiteral("BIGINT")}, {QStringLiteral("x"), QStringLiteral("BIGINT")}};
            QJsonObject nodes{
                {QStringLiteral("n0"),
                 node("read.inline", {}, {{QStringLiteral("csv"), QString::fromLatin1(csv)}, {QStringLiteral("types"), types}})}};
            QStringList tables{QStringLiteral("n0")};
            for (int i = 1; i < 9; ++i) {
                const QString id = QStringLiteral("n%1").arg(i);
                const QString from = tables[int(random.bounded(tables.size()))] + QStringLiteral(":rows");
                const QJsonObject rowsIn{{QStringLiteral("rows"), from}};
                QJsonObject made;
                switch (random.bounded(5)) {
                case 0:
                    made = node("table.filter", rowsIn, {{QStringLiteral("condition"), QStringLiteral("x > %1").arg(random.bounded(10))}});
                    break;
                case 1:
                    made = node("table.derive", rowsIn,
                                {{QStringLiteral("columns"),
                                  QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("y")},
                                                         {QStringLiteral("expression"), QStringLiteral("x * 2")}}}}});
                    break;
                case 2:
                    made = node("table.limit", rowsIn, {{QStringLiteral("rows"), int(random.bounded(30))}});
                    break;
                case 3:
                    made = node("table.distinct", rowsIn, {{QStringLiteral("keys"), QJsonArray{QStringLiteral("x")}}});
                    break;
                default:
                    made = node("table.join", {{QStringLiteral("left"), from}, {QStringLiteral("right"), QStringLiteral("n0:rows")}},
                                {{QStringLiteral("how"), QStringLiteral("inner")},
                                 {QStringLiteral("suffix"), QStringLiteral("_of_") + id},
                                 {QStringLiteral("keys"),
                                  QJsonArray{QJsonObject{{QStringLiteral("left"), QStringLiteral("id")},
                                                         {QStringLiteral("right"), QStringLiteral("id")}}}}});
                }
                nodes.insert(id, made);
                tables << id;
            }
            const QJsonObject pipeline{{QStringLiteral("headrace"), 1}, {QStringLiteral("nodes"), nodes}};
            QCOMPARE(bench.run(pipeline, {{QStringLiteral("no_cache"), trial % 2 == 0}}), QStringLiteral("done"));
            QMap<QString, qint64> counted;
            for (const QString &id : std::as_const(tables))
                counted.insert(id, bench.rowsAt(id));
            for (const QString &id : std::as_const(tables)) {
                const auto described = bench.ask(QStringLiteral("describe"), pipeline, {{QStringLiteral("port"), id}});
                VERIFY_OK(described);
                QCOMPARE(counted.value(id), described->value(QStringLiteral("rows")).toInteger());
            }
        }
    }
};

HEADRACE_TEST(TestCounts)
#include "test_counts.moc"
