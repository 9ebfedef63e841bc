// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QRandomGenerator>

using namespace headrace;
using namespace headrace::tests;

/// Every edge's rows equal what the rows are when each node is looked at alone.
class TestCounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyEdgeOfRandomPipelines()
    {
        Bench bench;
        QRandomGenerator random(7);
        for (int trial = 0; trial < 15; ++trial) {
            QByteArray csv = "id,x\\n";
            const int rows = int(random.bounded(60));
            for (int i = 0; i < rows; ++i)
                csv += QByteArray::number(i) + ',' + QByteArray::number(random.bounded(10)) + "\\n";
            QByteArray nodes = R"("n0": {"op": "read.inline", "version": 1, "params": {"csv": ")" + csv + R"(", "types": {"id": "BIGINT", "x": "BIGINT"}}})";
            QStringList tables{QStringLiteral("n0")};
            for (int i = 1; i < 9; ++i) {
                const QByteArray id = "n" + QByteArray::number(i);
                const QByteArray from = tables[int(random.bounded(tables.size()))].toUtf8();
                const QByteArray rowsIn = R"("inputs": {"rows": ")" + from + R"(:rows"})";
                switch (random.bounded(5)) {
                case 0:
                    nodes += ", \"" + id + R"(": {"op": "table.filter", "version": 1, )" + rowsIn + R"(, "params": {"condition": "x > )" + QByteArray::number(random.bounded(10)) + R"("}})";
                    break;
                case 1:
                    nodes += ", \"" + id + R"(": {"op": "table.derive", "version": 1, )" + rowsIn + R"(, "params": {"columns": [{"name": "y", "expression": "x * 2"}]}})";
                    break;
                case 2:
                    nodes += ", \"" + id + R"(": {"op": "table.limit", "version": 1, )" + rowsIn + R"(, "params": {"rows": )" + QByteArray::number(random.bounded(30)) + "}}";
                    break;
                case 3:
                    nodes += ", \"" + id + R"(": {"op": "table.distinct", "version": 1, )" + rowsIn + R"(, "params": {"keys": ["x"]}})";
                    break;
                default:
                    nodes += ", \"" + id + R"(": {"op": "table.join", "version": 1, "inputs": {"left": ")" + from + R"(:rows", "right": "n0:rows"}, "params": {"how": "inner", "keys": [{"left": "id", "right": "id"}]}})";
                }
                tables << QString::fromLatin1(id);
            }
            const QJsonObject pipeline = Bench::pipeline(nodes);
            QCOMPARE(bench.run(pipeline, {{QStringLiteral("no_cache"), trial % 2 == 0}}), QStringLiteral("done"));
            QMap<QString, qint64> counted;
            for (const QString &node : std::as_const(tables))
                counted.insert(node, bench.rowsAt(node));
            for (const QString &node : std::as_const(tables)) {
                const auto described = bench.ask(QStringLiteral("describe"), pipeline, {{QStringLiteral("port"), node}});
                VERIFY_OK(described);
                QCOMPARE(counted.value(node), described->value(QStringLiteral("rows")).toInteger());
            }
        }
    }
};

HEADRACE_TEST(TestCounts)
#include "test_counts.moc"
