// SPDX-License-Identifier: GPL-3.0-or-later
// Statistics of columns: counts, quantiles, bars and the most frequent values against what is counted by hand.
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QRandomGenerator>
#include <QSet>

#include <algorithm>
#include <cmath>

using namespace headrace;
using namespace headrace::tests;

namespace {

QJsonObject columnNamed(const QJsonObject &answer, const char *name)
{
    for (const QJsonValue &column : answer.value(QStringLiteral("columns")).toArray())
        if (column.toObject().value(QStringLiteral("name")).toString() == QLatin1String(name))
            return column.toObject();
    return {};
}

}  // namespace

class TestDescribe : public QObject
{
    Q_OBJECT

    Result<QJsonObject> describe(const QByteArray &csv, const QByteArray &query)
    {
        m_bench.put(QStringLiteral("rows.csv"), csv);
        return m_bench.ask(QStringLiteral("describe"),
                           Bench::pipeline("\"rows\": {\"op\": \"read.csv\", \"version\": 1, \"params\": {\"path\": \"rows.csv\"}}, "
                                           "\"q\": {\"op\": \"code.sql\", \"version\": 1, \"inputs\": {\"inputs\": \"rows:rows\"}, "
                                           "\"params\": {\"query\": \""
                                           + query + "\"}}"),
                           {{QStringLiteral("port"), QStringLiteral("q:rows")}});
    }
    Bench m_bench;

private Q_SLOTS:
    void whatIsCountedByHand()
    {
        QRandomGenerator random(3);
        QByteArray csv = "i,x,word\n";
        QList<double> numbers;
        QMap<int, int> counts;
        QList<int> whole;
        for (int row = 0; row < 1000; ++row) {
            const int i = random.bounded(7) * random.bounded(8);
            const double x = random.bounded(1000) / 8.0;
            whole.append(i);
            numbers.append(x);
            ++counts[i];
            csv += QByteArray::number(i) + ',' + QByteArray::number(x) + ',' + (row % 10 == 0 ? "" : row % 3 ? "a" : "b") + '\n';
        }
        const auto answer = describe(csv, "SELECT i, x, word FROM rows");
        VERIFY_OK(answer);
        QCOMPARE(answer->value(QStringLiteral("rows")).toInt(), 1000);
        std::sort(numbers.begin(), numbers.end());
        const QJsonObject x = columnNamed(*answer, "x");
        QVERIFY(x.value(QStringLiteral("quantiles_exact")).toBool());
        // The value at the rank: the data library's quantile_disc.
        QCOMPARE(x.value(QStringLiteral("quantiles")).toObject().value(QStringLiteral("0.5")).toDouble(), numbers[499]);
        QCOMPARE(x.value(QStringLiteral("quantiles")).toObject().value(QStringLiteral("0.95")).toDouble(), numbers[949]);
        const QJsonObject bars = x.value(QStringLiteral("histogram")).toObject();
        const QJsonArray heights = bars.value(QStringLiteral("counts")).toArray();
        QCOMPARE(heights.size(), 20);
        const double low = bars.value(QStringLiteral("low")).toDouble();
        const double width = (bars.value(QStringLiteral("high")).toDouble() - low) / 20;
        for (int bar = 0; bar < 20; ++bar) {
            const auto inBar = std::count_if(numbers.cbegin(), numbers.cend(),
                                             [&](double value) { return std::min(19, int((value - low) / width)) == bar; });
            QVERIFY(std::abs(heights.at(bar).toInt() - int(inBar)) <= 1);  // one that lies on the edge, by rounding
        }
        const QJsonObject i = columnNamed(*answer, "i");
        QVERIFY(i.value(QStringLiteral("distinct_exact")).toBool());
        QCOMPARE(i.value(QStringLiteral("distinct")).toInt(), int(counts.size()));
        int all = 0;
        for (const QJsonValue &height : i.value(QStringLiteral("histogram")).toObject().value(QStringLiteral("counts")).toArray())
            all += height.toInt();
        QCOMPARE(all, 1000);
        int former = 1000;
        for (const QJsonValue &value : i.value(QStringLiteral("top")).toArray()) {
            const QJsonObject one = value.toObject();
            QCOMPARE(one.value(QStringLiteral("count")).toInt(), counts.value(one.value(QStringLiteral("value")).toInt()));
            QVERIFY(one.value(QStringLiteral("count")).toInt() <= former);
            former = one.value(QStringLiteral("count")).toInt();
        }
        const QJsonObject word = columnNamed(*answer, "word");
        QCOMPARE(word.value(QStringLiteral("missing")).toInt(), 100);
        QCOMPARE(word.value(QStringLiteral("top")).toArray().size(), 2);
        QCOMPARE(word.value(QStringLiteral("top")).toArray().at(0).toObject().value(QStringLiteral("value")).toString(),
                 QStringLiteral("a"));
        QVERIFY(!word.contains(QStringLiteral("histogram")));
    }

    void oddValues()
    {
        const auto answer = describe("a\n1\n2\n3\n",
                                     "SELECT CASE a WHEN 1 THEN 'NaN'::DOUBLE WHEN 2 THEN 5.5 ELSE 'Infinity'::DOUBLE END AS f, "
                                     "NULL::INTEGER AS none, [a] AS nested, a > 1 AS yes, DATE '2020-01-01' + a::INTEGER AS day, "
                                     "7 AS same, a::VARCHAR::BLOB AS bytes, a * 1000000000000000000::HUGEINT AS huge FROM rows");
        VERIFY_OK(answer);
        const QJsonObject f = columnNamed(*answer, "f");
        QCOMPARE(f.value(QStringLiteral("nan")).toInt(), 1);
        QCOMPARE(f.value(QStringLiteral("missing")).toInt(), 0);
        QCOMPARE(f.value(QStringLiteral("min")).toDouble(), 5.5);
        QCOMPARE(f.value(QStringLiteral("histogram")).toObject().value(QStringLiteral("counts")).toArray(), QJsonArray{1});
        const QJsonObject none = columnNamed(*answer, "none");
        QCOMPARE(none.value(QStringLiteral("missing")).toInt(), 3);
        QVERIFY(!none.contains(QStringLiteral("histogram")) && !none.contains(QStringLiteral("quantiles"))
                && !none.contains(QStringLiteral("top")));
        const QJsonObject nested = columnNamed(*answer, "nested");
        QVERIFY(nested.value(QStringLiteral("min")).isNull() && !nested.contains(QStringLiteral("top")));
        const QJsonObject yes = columnNamed(*answer, "yes");
        QCOMPARE(yes.value(QStringLiteral("top")).toArray().at(0).toObject().value(QStringLiteral("value")), QJsonValue(true));
        const QJsonObject day = columnNamed(*answer, "day");
        QCOMPARE(day.value(QStringLiteral("quantiles")).toObject().value(QStringLiteral("0.5")).toString(), QStringLiteral("2020-01-03"));
        QCOMPARE(day.value(QStringLiteral("histogram")).toObject().value(QStringLiteral("counts")).toArray().size(), 20);
        QCOMPARE(columnNamed(*answer, "same").value(QStringLiteral("histogram")).toObject().value(QStringLiteral("counts")).toArray(),
                 QJsonArray{3});
        QCOMPARE(columnNamed(*answer, "huge").value(QStringLiteral("distinct")).toInt(), 3);
    }

    /// Of long tables columns with few values are counted by value first: the same must come out.
    void longTables()
    {
        QRandomGenerator random(5);
        QByteArray csv = "few,share,word,row\n";
        constexpr int kRows = 60'000;
        QList<int> few;
        QMap<QByteArray, int> words;
        int missing = 0;
        double sum = 0;
        for (int row = 0; row < kRows; ++row) {
            const int value = random.bounded(30) * random.bounded(30);
            const QByteArray word = row % 7 == 0 ? QByteArray() : "w" + QByteArray::number(random.bounded(12));
            few.append(value);
            sum += value / 8.0;
            if (word.isEmpty())
                ++missing;
            else
                ++words[word];
            csv += QByteArray::number(value) + ',' + QByteArray::number(value / 8.0) + ',' + word + ',' + QByteArray::number(row) + '\n';
        }
        const auto answer = describe(csv, "SELECT few, CASE WHEN row = 9 THEN 'NaN'::DOUBLE ELSE share END AS share, word, row FROM rows");
        VERIFY_OK(answer);
        sum -= few[9] / 8.0;
        std::sort(few.begin(), few.end());
        const QJsonObject f = columnNamed(*answer, "few");
        QVERIFY(f.value(QStringLiteral("distinct_exact")).toBool());
        QCOMPARE(f.value(QStringLiteral("distinct")).toInt(), int(QSet<int>(few.cbegin(), few.cend()).size()));
        QCOMPARE(f.value(QStringLiteral("min")).toInt(), few.first());
        QCOMPARE(f.value(QStringLiteral("max")).toInt(), few.last());
        QVERIFY(f.value(QStringLiteral("quantiles_exact")).toBool());
        for (const char *share : {"0.05", "0.25", "0.5", "0.75", "0.95"})
            QCOMPARE(f.value(QStringLiteral("quantiles")).toObject().value(QLatin1String(share)).toInt(),
                     few[int(std::ceil(QByteArray(share).toDouble() * kRows)) - 1]);
        int all = 0;
        for (const QJsonValue &height : f.value(QStringLiteral("histogram")).toObject().value(QStringLiteral("counts")).toArray())
            all += height.toInt();
        QCOMPARE(all, kRows);
        const QJsonObject share = columnNamed(*answer, "share");
        QCOMPARE(share.value(QStringLiteral("nan")).toInt(), 1);
        QCOMPARE(share.value(QStringLiteral("missing")).toInt(), 0);
        QVERIFY(std::abs(share.value(QStringLiteral("mean")).toDouble() - sum / (kRows - 1)) < 1e-9);
        QCOMPARE(share.value(QStringLiteral("max")).toDouble(), few.last() / 8.0);
        const QJsonObject word = columnNamed(*answer, "word");
        QCOMPARE(word.value(QStringLiteral("missing")).toInt(), missing);
        QCOMPARE(word.value(QStringLiteral("distinct")).toInt(), 12);
        QCOMPARE(word.value(QStringLiteral("top")).toArray().size(), 10);
        for (const QJsonValue &value : word.value(QStringLiteral("top")).toArray())
            QCOMPARE(value.toObject().value(QStringLiteral("count")).toInt(),
                     words.value(value.toObject().value(QStringLiteral("value")).toString().toUtf8()));
        const QJsonObject row = columnNamed(*answer, "row");
        QVERIFY(std::abs(row.value(QStringLiteral("distinct")).toInt() - kRows) < kRows / 10);
        QCOMPARE(row.value(QStringLiteral("max")).toInt(), kRows - 1);
    }

    void noRowsAndManyColumns()
    {
        const auto empty = describe("a,b\n1,x\n", "SELECT * FROM rows WHERE a > 5");
        VERIFY_OK(empty);
        QCOMPARE(empty->value(QStringLiteral("rows")).toInt(), 0);
        QCOMPARE(empty->value(QStringLiteral("columns")).toArray().size(), 2);
        QByteArray items;
        for (int i = 0; i < 130; ++i)
            items += (i ? ", a + " : "a + ") + QByteArray::number(i) + " AS c" + QByteArray::number(i);
        const auto wide = describe("a,b\n1,x\n2,y\n", "SELECT " + items + " FROM rows");
        VERIFY_OK(wide);
        for (const QJsonValue &column : wide->value(QStringLiteral("columns")).toArray())
            QCOMPARE(column.toObject().value(QStringLiteral("top")).toArray().size(), 2);
    }
};

HEADRACE_TEST(TestDescribe)
#include "test_describe.moc"
