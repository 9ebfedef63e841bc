// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/transform_kinds.h"
#include "tests/learning/reference.h"
#include "tests/learning/transform_table.h"
#include "tests/support/registry.h"

#include <cmath>
#include <map>
#include <random>

using namespace headrace;
using namespace headrace::learning;
using headrace::tests::TransformTables;

namespace {

data::Schema schemaOf(const QList<std::pair<QString, QString>> &columns)
{
    data::Schema schema;
    for (const auto &[name, type] : columns)
        schema.columns << data::Column{name, type};
    return schema;
}

const QString kHostile = QStringLiteral("a\"b'; DROP TABLE \"fit\"; --\n%1 %2 \\");

}  // namespace

class TestTransforms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalScikitLearn()
    {
        int compared = 0;
        const QStringList wrong = tests::compareTransforms(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/learning/golden/scikit_learn.json"),
                                                           compared);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 10).join(QLatin1Char('\n'))));
        QVERIFY2(compared > 10000, qPrintable(QString::number(compared)));
    }

    // Names and values that would end a quotation, and categories that differ in letter case alone.
    void hostileNames()
    {
        TransformTables tables;
        const data::Schema schema = schemaOf({{kHostile, QStringLiteral("VARCHAR")}, {QStringLiteral("n"), QStringLiteral("DOUBLE")}});
        const QString table = tables.make(QStringLiteral("fit"), schema,
                                          QJsonArray{QJsonArray{kHostile, 1}, QJsonArray{QStringLiteral("A"), 2},
                                                     QJsonArray{QStringLiteral("a"), 4}, QJsonArray{QJsonValue(), QJsonValue()}});
        const FitInput input{tables.connection(), table, schema};
        const auto columns = fitOneHot(input, {{kHostile}, 0, 0, QStringLiteral("error"), QStringLiteral("none")});
        VERIFY_OK(columns);
        const auto transform = makeTransform(QStringLiteral("one_hot"), QStringLiteral("n"), *columns, schema);
        VERIFY_OK(transform);
        const auto after = schemaAfter(*transform, schema);
        VERIFY_OK(after);
        QCOMPARE(after->names(),
                 (QStringList{kHostile + QStringLiteral("_A"), kHostile + QStringLiteral("_a_2"), kHostile + QLatin1Char('_') + kHostile,
                              kHostile + QStringLiteral("_missing"), QStringLiteral("n")}));
        const auto sql = applySql(*transform, table, schema, {});
        VERIFY_OK(sql);
        const auto described = tables.connection().describe(*sql);
        VERIFY_OK(described);
        QVERIFY(*described == after->columns);
        const auto rows = tables.connection().rows(*sql);
        VERIFY_OK(rows);
        const QJsonArray expected{QJsonArray{0, 0, 1, 0, 1.0}, QJsonArray{1, 0, 0, 0, 2.0}, QJsonArray{0, 1, 0, 0, 4.0},
                                  QJsonArray{0, 0, 0, 1, QJsonValue()}};
        QCOMPARE(*rows, expected);

        for (const char *strategy : {"most_frequent", "constant"}) {
            const auto filled = fitImpute(input, {{{kHostile, QLatin1String(strategy), kHostile}}, true});
            VERIFY_OK(filled);
            const auto impute = makeTransform(QStringLiteral("impute"), QStringLiteral("n"), *filled, schema);
            VERIFY_OK(impute);
            const auto result = tables.connection().rows(*applySql(*impute, table, schema, {}));
            VERIFY_OK(result);
            QCOMPARE(result->at(3),
                     QJsonValue(QJsonArray{QLatin1String(strategy) == QLatin1String("constant") ? kHostile : QStringLiteral("A"), true,
                                           QJsonValue()}));
        }
        const auto codes = fitOrdinal(input, {{kHostile}, {}, QStringLiteral("error"), 0, {}});
        VERIFY_OK(codes);
        const auto ordinal = makeTransform(QStringLiteral("ordinal"), kHostile, *codes, schema);
        VERIFY_OK(ordinal);
        const auto coded = tables.connection().rows(*applySql(*ordinal, table, schema, {}));
        VERIFY_OK(coded);
        QCOMPARE(coded->at(0).toArray().at(0), QJsonValue(2));
    }

    void unknownValuesAreErrorsThatNameColumnAndValue()
    {
        TransformTables tables;
        const data::Schema schema = schemaOf({{QStringLiteral("x"), QStringLiteral("VARCHAR")}});
        const QString fit = tables.make(QStringLiteral("fit"), schema, QJsonArray{QJsonArray{QStringLiteral("a")}});
        const FitInput input{tables.connection(), fit, schema};
        const auto oneHot = makeTransform(QStringLiteral("one_hot"), QStringLiteral("enc"),
                                          *fitOneHot(input, {{QStringLiteral("x")}, 0, 0, QStringLiteral("error"), QStringLiteral("none")}),
                                          schema);
        const auto ordinal = makeTransform(QStringLiteral("ordinal"), QStringLiteral("enc"),
                                           *fitOrdinal(input, {{QStringLiteral("x")}, {}, QStringLiteral("error"), 0, {}}), schema);
        const QString other = tables.make(QStringLiteral("other"), schema,
                                          QJsonArray{QJsonArray{QStringLiteral("a")}, QJsonArray{QStringLiteral("it's new")}});
        for (const auto &transform : {oneHot, ordinal}) {
            VERIFY_OK(transform);
            const auto rows = tables.connection().rows(*applySql(*transform, other, schema, {}));
            QVERIFY(!rows);
            for (const char *part : {"'x'", "it's new", "'enc'"})
                QVERIFY2(rows.error().text.contains(QLatin1String(part)), qPrintable(rows.error().toString()));
        }
        // NULL was not seen either: no category for the one, but missing stays missing for the other.
        const QString missing = tables.make(QStringLiteral("missing"), schema, QJsonArray{QJsonArray{QJsonValue()}});
        QVERIFY(!tables.connection().rows(*applySql(*oneHot, missing, schema, {})));
        QCOMPARE(*tables.connection().rows(*applySql(*ordinal, missing, schema, {})), (QJsonArray{QJsonArray{QJsonValue()}}));
    }

    void whatCannotBeLearned()
    {
        TransformTables tables;
        const data::Schema schema = schemaOf({{QStringLiteral("t"), QStringLiteral("VARCHAR")},
                                              {QStringLiteral("n"), QStringLiteral("INTEGER")},
                                              {QStringLiteral("d"), QStringLiteral("DOUBLE")}});
        const QString table = tables.make(QStringLiteral("fit"), schema, QJsonArray{QJsonArray{QJsonValue(), 1, QStringLiteral("inf")}});
        const QString empty = tables.make(QStringLiteral("empty"), schema, {});
        const auto impute = [&](const QString &handle, const char *column, const char *strategy,
                                const QJsonValue &value = QJsonValue::Null) {
            return fitImpute({tables.connection(), handle, schema}, {{{QLatin1String(column), QLatin1String(strategy), value}}, false});
        };
        const auto text = [](const Result<QJsonObject> &result) {
            return result ? QStringLiteral("fitted") : result.error().text + result.error().hint;
        };
        QVERIFY(text(impute(table, "t", "mean")).contains(QStringLiteral("VARCHAR")));
        QVERIFY(text(impute(table, "t", "most_frequent")).contains(QStringLiteral("no value")));
        QVERIFY(text(impute(empty, "n", "median")).contains(QStringLiteral("no value")));
        QVERIFY(text(impute(table, "d", "mean")).contains(QStringLiteral("infinities")));
        QVERIFY(text(impute(table, "n", "constant", 0.5)).contains(QStringLiteral("INTEGER")));
        QVERIFY(text(impute(table, "n", "constant", QStringLiteral("x"))).contains(QStringLiteral("INTEGER")));
        QVERIFY(text(impute(table, "n", "constant")).contains(QStringLiteral("no constant")));
        QCOMPARE(text(impute(empty, "n", "constant", 3)), QStringLiteral("fitted"));
        QVERIFY(text(impute(table, "nn", "mean")).contains(QStringLiteral("Did you mean 'n'?")));

        const auto standardize = [&](const char *column) {
            return fitStandardize({tables.connection(), table, schema}, {{QLatin1String(column)}, QStringLiteral("standard")});
        };
        QVERIFY(text(standardize("d")).contains(QStringLiteral("infinities")));
        QVERIFY(text(standardize("t")).contains(QStringLiteral("learn.one_hot")));
        QVERIFY(text(fitOneHot({tables.connection(), empty, schema},
                               {{QStringLiteral("t")}, 0, 0, QStringLiteral("ignore"), QStringLiteral("none")}))
                    .contains(QStringLiteral("no rows")));
        Transform broken;
        broken.json = {{QStringLiteral("headrace_transform"), 1}, {QStringLiteral("kind"), QStringLiteral("magic")}};
        QVERIFY(applySql(broken, table, schema, {}).error().text.contains(QStringLiteral("magic")));
    }

    void onlyMissingValuesStayMissing()
    {
        TransformTables tables;
        const data::Schema schema = schemaOf({{QStringLiteral("d"), QStringLiteral("DOUBLE")}});
        const QString table = tables.make(QStringLiteral("fit"), schema,
                                          QJsonArray{QJsonArray{QJsonValue()}, QJsonArray{QStringLiteral("nan")}});
        for (const char *method : {"standard", "min_max", "robust"}) {
            const auto columns = fitStandardize({tables.connection(), table, schema}, {{QStringLiteral("d")}, QLatin1String(method)});
            VERIFY_OK(columns);
            const auto transform = makeTransform(QStringLiteral("standardize"), QStringLiteral("s"), *columns, schema);
            QCOMPARE(*tables.connection().rows(*applySql(*transform, table, schema, {})),
                     (QJsonArray{QJsonArray{QJsonValue()}, QJsonArray{QStringLiteral("nan")}}));
        }
    }

    // Types that are neither numbers nor texts are categories too, in their own order.
    void otherTypes_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QStringList>("values");
        QTest::newRow("dates") << QStringLiteral("DATE")
                               << QStringList{QStringLiteral("0099-01-01"), QStringLiteral("2020-01-31"), QStringLiteral("2020-02-01")};
        QTest::newRow("booleans") << QStringLiteral("BOOLEAN") << QStringList{QStringLiteral("false"), QStringLiteral("true")};
        QTest::newRow("decimals") << QStringLiteral("DECIMAL(9,2)")
                                  << QStringList{QStringLiteral("-1.50"), QStringLiteral("2.00"), QStringLiteral("10.25")};
        QTest::newRow("doubles") << QStringLiteral("DOUBLE")
                                 << QStringList{QStringLiteral("-2.5"), QStringLiteral("0.30000000000000004"), QStringLiteral("1e+300")};
        QTest::newRow("enums") << QStringLiteral("ENUM('z', 'a')") << QStringList{QStringLiteral("a"), QStringLiteral("z")};
        QTest::newRow("lists") << QStringLiteral("INTEGER[]") << QStringList{QStringLiteral("[1, 2]"), QStringLiteral("[3]")};
        QTest::newRow("times") << QStringLiteral("TIMESTAMP")
                               << QStringList{QStringLiteral("2020-01-01 00:00:00"), QStringLiteral("2020-01-01 00:00:00.000001")};
    }
    void otherTypes()
    {
        QFETCH(const QString, type);
        QFETCH(const QStringList, values);
        TransformTables tables;
        const data::Schema schema = schemaOf({{QStringLiteral("x"), type}});
        QJsonArray rows;
        for (auto it = values.rbegin(); it != values.rend(); ++it)
            rows << QJsonArray{*it} << QJsonArray{*it} << QJsonArray{QJsonValue()};
        const QString table = tables.make(QStringLiteral("fit"), schema, rows);
        const auto columns = fitOrdinal({tables.connection(), table, schema}, {{QStringLiteral("x")}, {}, QStringLiteral("error"), 0, -9});
        VERIFY_OK(columns);
        QCOMPARE((*columns)[QStringLiteral("x")].toObject().value(QStringLiteral("categories")),
                 QJsonValue(QJsonArray::fromStringList(values)));
        const auto ordinal = makeTransform(QStringLiteral("ordinal"), QStringLiteral("s"), *columns, schema);
        VERIFY_OK(ordinal);
        const auto coded = tables.connection().rows(*applySql(*ordinal, table, schema, {}));
        VERIFY_OK(coded);
        for (int i = 0; i < coded->size(); ++i)
            QCOMPARE(coded->at(i).toArray().at(0).toInt(), i % 3 == 2 ? -9 : int(values.size()) - 1 - i / 3);
        const auto most = fitImpute({tables.connection(), table, schema},
                                    {{{QStringLiteral("x"), QStringLiteral("most_frequent"), {}}}, false});
        VERIFY_OK(most);
        const auto impute = makeTransform(QStringLiteral("impute"), QStringLiteral("s"), *most, schema);
        const auto filled = tables.connection().rows(*applySql(*impute, table, schema, {}));
        VERIFY_OK(filled);
        QCOMPARE(filled->at(2), filled->at(int(filled->size()) - 2));
    }

    // The order of rows survives a transform of the columns that make it.
    void identityTravelsOn()
    {
        TransformTables tables;
        const data::Schema schema = schemaOf(
            {{QStringLiteral("k"), QStringLiteral("VARCHAR")}, {QStringLiteral("v"), QStringLiteral("DOUBLE")}});
        const QString table = tables.make(
            QStringLiteral("fit"), schema,
            QJsonArray{QJsonArray{QStringLiteral("c"), 1}, QJsonArray{QStringLiteral("a"), 2}, QJsonArray{QStringLiteral("b"), 3}});
        const auto transform = makeTransform(QStringLiteral("one_hot"), QStringLiteral("s"),
                                             *fitOneHot({tables.connection(), table, schema},
                                                        {{QStringLiteral("k")}, 0, 0, QStringLiteral("ignore"), QStringLiteral("none")}),
                                             schema);
        VERIFY_OK(transform);
        const auto relation = applyTransform(*transform, table, schema, {QStringLiteral("k")}, {}, QStringLiteral("s"),
                                             QStringLiteral("learn.one_hot"));
        VERIFY_OK(relation);
        QCOMPARE(relation->identity, QStringList{data::hiddenColumn(0)});
        QCOMPARE(data::hiddenOf(*relation), relation->identity);
        QCOMPARE(relation->chain.size(), 1);
        const auto rows = tables.connection().rows(QStringLiteral("SELECT v FROM (%1) ").arg(relation->sql)
                                                   + data::orderClause(relation->schema, relation->identity));
        VERIFY_OK(rows);
        QCOMPARE(*rows, (QJsonArray{QJsonArray{2.0}, QJsonArray{3.0}, QJsonArray{1.0}}));
        const auto all = applyTransform(*transform, table, schema, {}, {}, QStringLiteral("s"), QStringLiteral("learn.one_hot"));
        QCOMPARE(all->identity, (QStringList{data::hiddenColumn(0), QStringLiteral("v")}));
    }

    // Most frequent value and categories against a map in memory.
    void categoriesByCounting()
    {
        std::mt19937 random(11);
        TransformTables tables;
        const data::Schema schema = schemaOf({{QStringLiteral("x"), QStringLiteral("VARCHAR")}});
        for (int round = 0; round < 25; ++round) {
            std::map<std::string, int> counts;
            QJsonArray rows;
            int missing = 0;
            const int size = 1 + int(random() % 60);
            for (int i = 0; i < size; ++i) {
                if (random() % 6 == 0) {
                    rows << QJsonArray{QJsonValue()};
                    ++missing;
                    continue;
                }
                QString word;
                for (unsigned k = random() % 3; k > 0; --k)
                    word += QStringLiteral("aB_é'\"😀").at(int(random() % 6));
                rows << QJsonArray{word};
                ++counts[word.toStdString()];
            }
            if (counts.empty())
                continue;
            const QString table = tables.make(QStringLiteral("fit"), schema, rows);
            const FitInput input{tables.connection(), table, schema};
            const auto found = countCategories(input, schema.columns);
            VERIFY_OK(found);
            QCOMPARE(found->at(0).missing, qint64(missing));
            QCOMPARE(size_t(found->at(0).values.size()), counts.size());
            int i = 0;
            for (const auto &[word, count] : counts) {
                QCOMPARE(found->at(0).values[i].toStdString(), word);
                QCOMPARE(found->at(0).counts[i++], qint64(count));
            }
            // The first of the largest: the smallest of equally frequent words.
            const std::string best = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) {
                                         return a.second < b.second;
                                     })->first;
            const auto filled = fitImpute(input, {{{QStringLiteral("x"), QStringLiteral("most_frequent"), {}}}, false});
            VERIFY_OK(filled);
            QCOMPARE(filled->value(QStringLiteral("x")).toObject().value(QStringLiteral("fill")).toString().toStdString(), best);
        }
    }
};

HEADRACE_TEST(TestTransforms)
#include "test_transforms.moc"
