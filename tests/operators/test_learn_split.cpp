// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/hash_function.h"
#include "engine/operators/builtin.h"
#include "tests/support/registry.h"
#include "tests/support/task_context.h"

#include <QSet>

#include <cmath>
#include <map>
#include <random>

using namespace headrace;
using tests::FakeTaskContext;

namespace {

const char *const kParts[] = {"train", "validation", "test"};

// The part of each row by its first column; fails where a row is in two parts.
std::map<qint64, QString> partsOf(FakeTaskContext &context, QString *error = nullptr)
{
    std::map<qint64, QString> parts;
    const auto relations = findOperator(QStringLiteral("learn.split"))->relation(context);
    if (!relations) {
        if (error)
            *error = relations.error().toString();
        return parts;
    }
    for (const char *part : kParts) {
        const data::Relation relation = relations->value(QLatin1String(part));
        for (const QJsonValue &row : context.rowsOf(relation)) {
            if (!parts.emplace(row.toArray().at(0).toInteger(), QLatin1String(part)).second)
                qFatal("a row in two parts");
        }
    }
    return parts;
}

std::map<qint64, QString> split(const QJsonObject &params, const QString &table, QString *error = nullptr)
{
    FakeTaskContext context(*findOperator(QStringLiteral("learn.split")), params);
    context.sql(table);
    context.give(QStringLiteral("rows"), QStringLiteral("t"));
    return partsOf(context, error);
}

int countOf(const std::map<qint64, QString> &parts, const char *part)
{
    return int(std::count_if(parts.begin(), parts.end(), [part](const auto &entry) { return entry.second == QLatin1String(part); }));
}

const QString kThousand = QStringLiteral(
    "CREATE TABLE t AS SELECT i AS id, 'name ' || i AS name, i % 7 AS k, CASE WHEN i % 10 = 0 THEN 'rare' ELSE 'usual' END AS c, "
    "DATE '2020-01-01' + CAST(i // 3 AS INTEGER) AS day FROM range(1000) r(i)");

}  // namespace

class TestLearnSplit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // The same rows next year and on another machine.
    void golden()
    {
        const auto parts = split({{QStringLiteral("keys"), QJsonArray{QStringLiteral("id")}},
                                  {QStringLiteral("test"), 0.2},
                                  {QStringLiteral("validation"), 0.1}},
                                 kThousand);
        QCOMPARE(int(parts.size()), 1000);
        QString line;
        for (qint64 i = 0; i < 60; ++i)
            line += parts.at(i) == QLatin1String("test") ? QLatin1Char('T') : parts.at(i)[0];
        QCOMPARE(line, QStringLiteral("vtttTttTttTttTvtttTttTttvvTtttTttTttvTtttTttttttTvttttttttvt"));
        QCOMPARE(countOf(parts, "test"), 213);
    }

    // The definition, in the test's own words: the unsigned hash as a share of 2^64.
    void byTheHash()
    {
        for (const qint64 seed : {qint64(0), qint64(7), qint64(-3)}) {
            const auto parts = split({{QStringLiteral("keys"), QJsonArray{QStringLiteral("id")}},
                                      {QStringLiteral("test"), 0.25},
                                      {QStringLiteral("validation"), 0.15},
                                      {QStringLiteral("seed"), seed}},
                                     kThousand);
            for (qint64 i = 0; i < 1000; ++i) {
                const double share = std::ldexp(double(data::xxHash64OfLong(i, uint64_t(seed))), -64);
                QCOMPARE(parts.at(i),
                         share < 0.25      ? QStringLiteral("test")
                             : share < 0.4 ? QStringLiteral("validation")
                                           : QStringLiteral("train"));
            }
        }
    }

    // Neither more rows, nor a further column, nor a validation part move a row between train and test.
    void staysTheSame()
    {
        const QJsonObject keys{{QStringLiteral("keys"), QJsonArray{QStringLiteral("id")}}};
        const auto small = split(keys, kThousand);
        const auto more = split(keys, QStringLiteral("CREATE TABLE t AS SELECT i AS id, random() AS noise FROM range(5000) r(i)"));
        for (const auto &[id, part] : small)
            QCOMPARE(more.at(id), part);
        QJsonObject three = keys;
        three.insert(QStringLiteral("validation"), 0.3);
        const auto with = split(three, kThousand);
        for (const auto &[id, part] : small)
            QVERIFY((with.at(id) == QLatin1String("test")) == (part == QLatin1String("test")));
        QCOMPARE(countOf(small, "validation"), 0);
        QVERIFY(countOf(split({{QStringLiteral("test"), 0}}, kThousand), "train") == 1000);
    }

    void stratifiedKeepsShares()
    {
        const auto parts = split({{QStringLiteral("method"), QStringLiteral("stratified")},
                                  {QStringLiteral("stratify"), QJsonArray{QStringLiteral("c")}},
                                  {QStringLiteral("keys"), QJsonArray{QStringLiteral("id")}},
                                  {QStringLiteral("test"), 0.25},
                                  {QStringLiteral("validation"), 0.125}},
                                 kThousand);
        std::map<QString, std::map<bool, int>> counts;
        for (const auto &[id, part] : parts)
            ++counts[part][id % 10 == 0];
        QCOMPARE(counts[QStringLiteral("test")][true], 25);
        QCOMPARE(counts[QStringLiteral("test")][false], 225);
        QCOMPARE(counts[QStringLiteral("validation")][true], 13);    // round(12.5)
        QCOMPARE(counts[QStringLiteral("validation")][false], 113);  // round(112.5)
        QCOMPARE(int(parts.size()), 1000);
        // The first by the hash are the test.
        QList<std::pair<uint64_t, qint64>> rare;
        for (qint64 i = 0; i < 1000; i += 10)
            rare << std::pair(data::xxHash64OfLong(i, 0), i);
        std::sort(rare.begin(), rare.end());
        for (int i = 0; i < rare.size(); ++i)
            QCOMPARE(parts.at(rare[i].second),
                     i < 25       ? QStringLiteral("test")
                         : i < 38 ? QStringLiteral("validation")
                                  : QStringLiteral("train"));
    }

    void groupsStayTogether()
    {
        const auto parts = split({{QStringLiteral("method"), QStringLiteral("group")},
                                  {QStringLiteral("group"), QJsonArray{QStringLiteral("k")}},
                                  {QStringLiteral("test"), 0.5}},
                                 kThousand);
        for (const auto &[id, part] : parts)
            QCOMPARE(part, parts.at(id % 7));
        QCOMPARE(int(parts.size()), 1000);
    }

    void equalKeysStayTogether()
    {
        for (const char *method : {"random", "stratified"}) {
            const auto parts = split(
                {{QStringLiteral("method"), QLatin1String(method)},
                 {QStringLiteral("keys"), QJsonArray{QStringLiteral("k")}},
                 {QStringLiteral("stratify"), QJsonArray{QStringLiteral("c")}},
                 {QStringLiteral("test"), 0.5}},
                QStringLiteral("CREATE TABLE t AS SELECT i AS id, i // 4 AS k, (i // 4) % 2 AS c FROM range(400) r(i)"));
            QCOMPARE(int(parts.size()), 400);
            for (const auto &[id, part] : parts)
                QCOMPARE(part, parts.at(id / 4 * 4));
        }
    }

    void timeKeepsInstantsTogether()
    {
        std::mt19937 random(3);
        for (int round = 0; round < 8; ++round) {
            const int instants = 1 + int(random() % 40);
            const double test = double(random() % 60) / 100;
            const double validation = double(random() % 35) / 100;
            FakeTaskContext context(*findOperator(QStringLiteral("learn.split")),
                                    {{QStringLiteral("method"), QStringLiteral("time")},
                                     {QStringLiteral("time"), QStringLiteral("moment")},
                                     {QStringLiteral("test"), test},
                                     {QStringLiteral("validation"), validation}});
            context.sql(QStringLiteral("CREATE TABLE t (id BIGINT, moment INTEGER)"));
            std::map<qint64, int> times;
            const int rows = 200;
            for (int i = 0; i < rows; ++i) {
                const bool none = random() % 20 == 0;
                const int time = int(random() % unsigned(instants));
                if (!none)
                    times[i] = time;
                context.sql(
                    QStringLiteral("INSERT INTO t VALUES (%1, %2)").arg(i).arg(none ? QStringLiteral("NULL") : QString::number(time)));
            }
            context.give(QStringLiteral("rows"), QStringLiteral("t"));
            const auto parts = partsOf(context);
            QCOMPARE(parts.size(), times.size());
            std::map<int, QString> byTime;
            for (const auto &[id, part] : parts) {
                const auto [at, fresh] = byTime.emplace(times.at(id), part);
                QVERIFY2(fresh || at->second == part, "an instant on both sides");
            }
            QString last = QStringLiteral("train");
            const QStringList order{QStringLiteral("train"), QStringLiteral("validation"), QStringLiteral("test")};
            for (const auto &[time, part] : byTime) {
                QVERIFY(order.indexOf(part) >= order.indexOf(last));
                last = part;
            }
            // No part is farther from its share than the largest instant.
            std::map<int, int> sizes;
            for (const auto &[id, time] : times)
                ++sizes[time];
            int largest = 0;
            for (const auto &[time, size] : sizes)
                largest = std::max(largest, size);
            QVERIFY(std::abs(countOf(parts, "test") - test * double(times.size())) <= largest + 1);
        }
    }

    void hostileNamesAndTypes()
    {
        const QString name = QStringLiteral("a\"; DROP TABLE t; --\n%1");
        FakeTaskContext context(*findOperator(QStringLiteral("learn.split")), {{QStringLiteral("test"), 0.5}});
        context.sql(QStringLiteral("CREATE TABLE t (id BIGINT, %1 VARCHAR, l INTEGER[], s STRUCT(a INTEGER), h HUGEINT, d DECIMAL(20,3), x "
                                   "BLOB, u UUID, z TIMESTAMP WITH TIME ZONE)")
                        .arg(quoteIdentifier(name)));
        context.sql(QStringLiteral("INSERT INTO t SELECT i, NULL, [1, i], {'a': i}, i, i, 'x', uuid(), now() FROM range(50) r(i)"));
        context.give(QStringLiteral("rows"), QStringLiteral("t"));
        const auto parts = partsOf(context);
        QCOMPARE(int(parts.size()), 50);
        QVERIFY(countOf(parts, "test") > 5 && countOf(parts, "train") > 5);
    }

    void saysWhatIsWrong()
    {
        const auto error = [](const QJsonObject &params) {
            QString text;
            split(params, kThousand, &text);
            return text;
        };
        QVERIFY(error({{QStringLiteral("test"), 0.6}, {QStringLiteral("validation"), 0.4}})
                    .contains(QStringLiteral("none is left to train on")));
        QVERIFY(error({{QStringLiteral("method"), QStringLiteral("stratified")}}).contains(QStringLiteral("'stratify'")));
        QVERIFY(error({{QStringLiteral("method"), QStringLiteral("group")}}).contains(QStringLiteral("'group'")));
        QVERIFY(error({{QStringLiteral("method"), QStringLiteral("time")}}).contains(QStringLiteral("'time'")));
        QVERIFY(error({{QStringLiteral("keys"), QJsonArray{QStringLiteral("idd")}}}).contains(QStringLiteral("Did you mean 'id'?")));
    }

    void schemaAndOrderPassThrough()
    {
        FakeTaskContext context(*findOperator(QStringLiteral("learn.split")));
        context.sql(kThousand);
        context.give(QStringLiteral("rows"), QStringLiteral("t"), {},
                     {{QStringLiteral("before"), QStringLiteral("table.derive"), QStringLiteral("SELECT 1"), {}, {}}});
        const auto relations = findOperator(QStringLiteral("learn.split"))->relation(context);
        VERIFY_OK(relations);
        for (const char *part : kParts) {
            const data::Relation &relation = (*relations)[QLatin1String(part)];
            QVERIFY(relation.schema == context.table().schema && relation.identity == context.table().identity);
            QCOMPARE(relation.chain.size(), 1);
            QVERIFY(!relation.keepsCount);
        }
    }
};

HEADRACE_TEST(TestLearnSplit)
#include "test_learn_split.moc"
