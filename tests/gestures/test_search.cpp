// SPDX-License-Identifier: GPL-3.0-or-later
// Finding operators by a few letters, and what nodes say of themselves in a line.
#include "models/search/fuzzy.h"
#include "models/search/operator_search.h"
#include "models/summary/node_summary.h"
#include "tests/gestures/random_pipeline.h"
#include "tests/support/registry.h"

#include <QJsonArray>

using namespace headrace;
using namespace headrace::tests;

class TestSearch : public QObject
{
    Q_OBJECT

    const Catalog &catalog = embeddedCatalog();

private Q_SLOTS:
    void lettersStandInOrder()
    {
        QVERIFY(fuzzyScore(QStringLiteral("flt"), QStringLiteral("Filter rows")) > 0);
        QCOMPARE(fuzzyScore(QStringLiteral("tlf"), QStringLiteral("Filter rows")), 0);
        QCOMPARE(fuzzyScore(QStringLiteral("filterrowsx"), QStringLiteral("Filter rows")), 0);
        QVERIFY(fuzzyScore(QStringLiteral("rows"), QStringLiteral("Filter rows"))
                > fuzzyScore(QStringLiteral("rows"), QStringLiteral("borrowed snow")));
        QVERIFY(fuzzyScore(QStringLiteral("fr"), QStringLiteral("Filter rows"))
                > fuzzyScore(QStringLiteral("fr"), QStringLiteral("Refresh")));
        QCOMPARE(fuzzyPositions(QStringLiteral("fr"), QStringLiteral("Filter rows")), (QList<int>{0, 7}));
        QVERIFY(fuzzyPositions(QStringLiteral("zz"), QStringLiteral("Filter")).isEmpty());
        QVERIFY(fuzzyScore(QString(), QStringLiteral("x")) > 0);
        QVERIFY(fuzzyScore(QString(5000, QLatin1Char('a')), QString(100000, QLatin1Char('a'))) >= 0);
    }

    void theRightOperatorComesFirst()
    {
        const auto first = [this](const char *query) { return searchOperators(catalog, QLatin1String(query)).value(0).spec->id; };
        QCOMPARE(first("filter"), QStringLiteral("table.filter"));
        QCOMPARE(first("csv"), QStringLiteral("read.csv"));
        QCOMPARE(first("join"), QStringLiteral("table.join"));
        QCOMPARE(first("merge"), QStringLiteral("table.join"));
        QCOMPARE(first("where"), QStringLiteral("table.filter"));
        QCOMPARE(first("train_test_split"), QStringLiteral("learn.split"));
        QCOMPARE(first("xgb"), QStringLiteral("learn.xgboost_classifier"));
        QCOMPARE(searchOperators(catalog, QString()).size(), catalog.operators().size());
        QVERIFY(searchOperators(catalog, QStringLiteral("qqqq")).isEmpty());
    }

    void onlyFittingOnesAreOffered()
    {
        const auto models = searchOperators(catalog, QString(), [](const OperatorSpec &s) { return fitsPort(s, PortType::Model, true); });
        QVERIFY(!models.isEmpty());
        for (const OperatorMatch &match : models)
            QVERIFY(fittingPort(*match.spec, PortType::Model, true)->type == PortType::Model);
        QVERIFY(std::none_of(models.cbegin(), models.cend(),
                             [](const OperatorMatch &m) { return m.spec->id == QLatin1String("table.filter"); }));
    }

    void nodesSayWhatTheyDo()
    {
        const Pipeline flights = example(QStringLiteral("flight-delays"));
        const auto said = [&](const char *id) { return summaryOf(flights.nodes.value(QLatin1String(id)), catalog, flights.parameters); };
        QCOMPARE(said("origin"), QStringLiteral("left on origin = iata"));
        QCOMPARE(said("features"), QStringLiteral("hour, weekday, month, origin_lat, origin_lon, dest_lat, dest_lon, late"));
        QCOMPARE(said("flights"), QStringLiteral("flights-3m.parquet"));
        QCOMPARE(said("split"), QStringLiteral("random, test 0.2"));
        QCOMPARE(said("trees"), QStringLiteral("late · 50 rounds"));  // the parameter's value stands for it
        QCOMPARE(summaryOf(Node{QStringLiteral("table.filter")}, catalog, {}), QStringLiteral("needs: condition"));
        QCOMPARE(summaryOf(Node{QStringLiteral("no.such")}, catalog, {}), QStringLiteral("not known to this version"));
        for (const OperatorSpec &spec : catalog.operators()) {
            const QString line = summaryOf(Node{spec.id}, catalog, {});
            QVERIFY2(!line.isEmpty() && !line.contains(QLatin1Char('{')), qPrintable(spec.id + QLatin1Char(' ') + line));
        }
    }

    void hostileParametersDoNoHarm()
    {
        for (const OperatorSpec &spec : catalog.operators())
            for (const QJsonValue &value :
                 {QJsonValue(), QJsonValue(true), QJsonValue(1e300), QJsonValue(QString(1 << 16, QLatin1Char('x'))),
                  QJsonValue(QJsonArray{QJsonArray{1}, QJsonObject{}}), QJsonValue(QJsonObject{{QStringLiteral("$param"), 7}})}) {
                Node node{spec.id};
                for (const ParamSpec &param : spec.params)
                    node.params.insert(param.name, value);
                QVERIFY(summaryOf(node, catalog, {}).size() <= 200);
            }
    }

    void secondsAndCountsInWords()
    {
        QCOMPARE(countInWords(2999992), QStringLiteral("2,999,992"));
        QCOMPARE(secondsInWords(0.004), QStringLiteral("4 ms"));
        QCOMPARE(secondsInWords(1.62), QStringLiteral("1.6 s"));
        QCOMPARE(secondsInWords(125), QStringLiteral("2 min 5 s"));
        QVERIFY(secondsInWords(-1).isEmpty());
    }
};

HEADRACE_TEST(TestSearch)
#include "test_search.moc"
