// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/operator_spec.h"
#include "engine/catalog/params.h"
#include "tests/support/registry.h"

#include <QJsonDocument>

using namespace headrace;

namespace {

ParamSpec param(const char *name, ParamType type, const QJsonValue &defaultValue = QJsonValue(QJsonValue::Undefined))
{
    ParamSpec spec;
    spec.name = QLatin1String(name);
    spec.type = type;
    spec.defaultValue = defaultValue;
    return spec;
}

/// An operator with every fact away from its default, so that a member lost on the way shows.
OperatorSpec full()
{
    OperatorSpec spec;
    spec.id = QStringLiteral("table.full");
    spec.version = 3;
    spec.title = QStringLiteral("Full");
    spec.category = Category::Evaluate;
    spec.icon = QStringLiteral("filter");
    spec.doc = QStringLiteral("First. Second.");
    spec.keywords = {QStringLiteral("a"), QStringLiteral("b")};
    spec.summary = QStringLiteral("{condition}");
    spec.traits = {true, true, true, true, true, true, true, true, true, true, true, false};
    spec.inputs = {{QStringLiteral("rows"), PortType::Table, Cardinality::Many, QStringLiteral("Rows.")},
                   {QStringLiteral("model"), PortType::Model, Cardinality::Optional, {}}};
    spec.outputs = {{QStringLiteral("metrics"), PortType::Metrics, Cardinality::One, QStringLiteral("Out.")}};
    ParamSpec records = param("columns", ParamType::Records);
    records.fields = {param("name", ParamType::Text), param("n", ParamType::Integer, 5)};
    ParamSpec number = param("number", ParamType::Number, 0.5);
    number.title = QStringLiteral("Number");
    number.doc = QStringLiteral("Doc.");
    number.over = QStringLiteral("rows");
    number.unit = QStringLiteral("ms");
    number.required = number.advanced = number.aggregates = number.writes = number.exclusiveMinimum = true;
    number.minimum = -1;
    number.maximum = 10;
    number.example = QStringLiteral("1.5");
    ParamSpec choice = param("how", ParamType::Enumeration, QStringLiteral("x"));
    choice.choices = {QStringLiteral("x"), QStringLiteral("y")};
    spec.params = {records, number, choice, param("null", ParamType::Text, QJsonValue::Null)};
    spec.upgrades = {
        {1, UpgradeRule::Kind::Rename, QStringLiteral("where"), QStringLiteral("condition"), QJsonValue(QJsonValue::Undefined)},
        {1, UpgradeRule::Kind::SetDefault, QStringLiteral("how"), {}, QStringLiteral("y")},
        {2, UpgradeRule::Kind::Remove, QStringLiteral("old"), {}, QJsonValue(QJsonValue::Undefined)},
        {2, UpgradeRule::Kind::MapValue, QStringLiteral("how"), {}, QJsonObject{{QStringLiteral("true"), QStringLiteral("x")}}}};
    spec.example = QJsonObject{{QStringLiteral("headrace"), 1}};
    return spec;
}

}  // namespace

class TestCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFactTravels()
    {
        const Catalog catalog({full()});
        const QByteArray text = QJsonDocument(catalog.toJson()).toJson();
        const auto back = Catalog::fromJson(QJsonDocument::fromJson(text).object());
        VERIFY_OK(back);
        const OperatorSpec *spec = back->find(QStringLiteral("table.full"));
        QVERIFY(spec);
        const OperatorSpec expected = full();
        QVERIFY(static_cast<const Signature &>(*spec).params == expected.params);
        QVERIFY(spec->inputs == expected.inputs);
        QVERIFY(spec->outputs == expected.outputs);
        QVERIFY(spec->traits == expected.traits);
        QVERIFY(spec->upgrades == expected.upgrades);
        QCOMPARE(back->toJson(), catalog.toJson());
        QCOMPARE(back->fingerprint(), catalog.fingerprint());
        OperatorSpec other = full();
        other.params[1].maximum = 11;
        QVERIFY(Catalog({other}).fingerprint() != catalog.fingerprint());
    }
    void sortedAndFound()
    {
        OperatorSpec a = full(), b = full(), c = full();
        a.id = QStringLiteral("a");
        a.title = QStringLiteral("Zebra");
        b.id = QStringLiteral("b");
        b.title = QStringLiteral("Ape");
        c.id = QStringLiteral("c");
        c.category = Category::Read;
        const Catalog catalog({a, b, c});
        QCOMPARE(catalog.operators()[0].id, QStringLiteral("c"));
        QCOMPARE(catalog.operators()[1].id, QStringLiteral("b"));
        QCOMPARE(catalog.find(QStringLiteral("a"))->title, QStringLiteral("Zebra"));
        QVERIFY(!catalog.find(QStringLiteral("d")));
        QVERIFY(catalog.lookup()(QStringLiteral("b")) == catalog.find(QStringLiteral("b")));
    }
    void brokenCatalog_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("newer") << QByteArray(R"({"catalog": 2, "operators": []})");
        QTest::newRow("category") << QByteArray(R"({"catalog": 1, "operators": [{"id": "a", "category": "x"}]})");
        QTest::newRow("param type") << QByteArray(
            R"({"catalog": 1, "operators": [{"id": "a", "category": "read", "params": [{"type": "x"}]}]})");
        QTest::newRow("no id") << QByteArray(R"({"catalog": 1, "operators": [{"category": "read"}]})");
        QTest::newRow("twice") << QByteArray(
            R"({"catalog": 1, "operators": [{"id": "a", "category": "read"}, {"id": "a", "category": "read"}]})");
    }
    void brokenCatalog()
    {
        QFETCH(const QByteArray, json);
        QVERIFY(!Catalog::fromJson(QJsonDocument::fromJson(json).object()));
    }
    void upgrades()
    {
        const Catalog catalog({full()});
        Node node;
        node.op = QStringLiteral("table.full");
        node.version = 1;
        node.params = {{QStringLiteral("where"), QStringLiteral("a > 1")}, {QStringLiteral("old"), 1}, {QStringLiteral("other"), 2}};
        catalog.upgrade(node);
        QCOMPARE(node.version, 3);
        QCOMPARE(node.params,
                 (QJsonObject{{QStringLiteral("condition"), QStringLiteral("a > 1")},
                              {QStringLiteral("how"), QStringLiteral("y")},
                              {QStringLiteral("other"), 2}}));
        node.version = 2;
        node.params = {{QStringLiteral("how"), true}};
        catalog.upgrade(node);
        QCOMPARE(node.params, (QJsonObject{{QStringLiteral("how"), QStringLiteral("x")}}));
        const Node after = node;
        catalog.upgrade(node);
        QVERIFY(node == after);
        node.version = 4;
        node.params = {{QStringLiteral("where"), 1}};
        Node newer = node;
        catalog.upgrade(newer);
        QVERIFY(newer == node);
        node.op = QStringLiteral("other");
        node.version = 1;
        Node unknown = node;
        catalog.upgrade(unknown);
        QVERIFY(unknown == node);
    }
    void params()
    {
        const OperatorSpec spec = full();
        const QJsonArray columns{
            QJsonObject{{QStringLiteral("name"), QStringLiteral("a")}},
            QJsonObject{{QStringLiteral("name"), QStringLiteral("b")}, {QStringLiteral("n"), 7}, {QStringLiteral("x"), 1}}};
        const Params params(spec.params, {{QStringLiteral("columns"), columns}, {QStringLiteral("stray"), 1}, {QStringLiteral("big"), 1}});
        QCOMPARE(params.number(QStringLiteral("number")), 0.5);
        QCOMPARE(params.text(QStringLiteral("how")), QStringLiteral("x"));
        QVERIFY(!params.has(QStringLiteral("null")));
        QVERIFY(!params.has(QStringLiteral("absent")));
        QVERIFY(params.value(QStringLiteral("absent")).isUndefined());
        const QList<Params> records = params.records(QStringLiteral("columns"));
        QCOMPARE(records.size(), 2);
        QCOMPARE(records[0].integer(QStringLiteral("n")), 5);
        QCOMPARE(records[1].integer(QStringLiteral("n")), 7);
        const QJsonObject canonical = params.canonical();
        QCOMPARE(canonical.keys(), QStringList({QStringLiteral("columns"), QStringLiteral("how"), QStringLiteral("number")}));
        QCOMPARE(canonical.value(QStringLiteral("columns")).toArray().at(0).toObject().value(QStringLiteral("n")).toInt(), 5);
        // Writing a default out changes no key.
        Params written(
            spec.params,
            {{QStringLiteral("columns"), columns}, {QStringLiteral("how"), QStringLiteral("x")}, {QStringLiteral("number"), 0.5}});
        QCOMPARE(written.canonical(), canonical);
    }
    void exactIntegers()
    {
        const qint64 large = 9007199254740993;  // 2^53 + 1, which no double holds
        const Params params({param("n", ParamType::Integer)}, {{QStringLiteral("n"), large}});
        QCOMPARE(params.integer(QStringLiteral("n")), large);
    }
};

HEADRACE_TEST(TestCatalog)
#include "test_catalog.moc"
