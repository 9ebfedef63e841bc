// SPDX-License-Identifier: GPL-3.0-or-later
// Which edges may be drawn, and what connecting, inserting and reconnecting make of a pipeline.
#include "engine/pipeline/check.h"
#include "tests/gestures/random_pipeline.h"
#include "tests/support/registry.h"

#include <QJsonArray>

using namespace headrace;
using namespace headrace::tests;

class TestConnect : public QObject
{
    Q_OBJECT

    const Catalog &catalog = embeddedCatalog();
    const QString rows = QStringLiteral("rows");

    static PortRef ref(const char *text) { return *PortRef::fromString(QString::fromLatin1(text)); }
    static QStringList sources(const Pipeline &pipeline, const char *node, const char *port)
    {
        QStringList texts;
        for (const PortRef &from : pipeline.nodes.value(QLatin1String(node)).inputs.value(QLatin1String(port)))
            texts.append(from.toString());
        return texts;
    }

private Q_SLOTS:
    void typesDecide()
    {
        const Pipeline flights = example(QStringLiteral("flight-delays"));
        const ConnectionRules rules(flights, catalog, ref("trees:model"), true);
        QVERIFY(rules.whyNot(ref("plausible:rows")).contains(QStringLiteral("takes a table, not a model")));
        QVERIFY(rules.whyNot(ref("evaluate:models")).contains(QStringLiteral("already")));
        const ConnectionRules back(flights, catalog, ref("plausible:rows"), false);
        QVERIFY(back.whyNot(ref("trees:model")).contains(QStringLiteral("gives a model")));
        QVERIFY(back.whyNot(ref("flights:rows")).isEmpty());
        QVERIFY(!back.whyNot(ref("flights:nothing")).isEmpty());
    }

    void circlesAreRefused()
    {
        const Pipeline flights = example(QStringLiteral("flight-delays"));
        const ConnectionRules rules(flights, catalog, ref("features:rows"), true);
        QVERIFY(rules.whyNot(ref("origin:left")).contains(QStringLiteral("circle")));
        QVERIFY(rules.whyNot(ref("features:rows")).contains(QStringLiteral("itself")));
        const ConnectionRules back(flights, catalog, ref("origin:left"), false);
        QVERIFY(back.whyNot(ref("features:rows")).contains(QStringLiteral("circle")));
        // The edge in hand does not stand in its own way.
        const Edge edge{ref("plausible:rows"), ref("features:rows")};
        const ConnectionRules moved(flights, catalog, edge.to, false, edge);
        QVERIFY(moved.whyNot(ref("plausible:rows")).isEmpty());
    }

    void oneSourceIsReplacedManyAreAppended()
    {
        Pipeline flights = example(QStringLiteral("flight-delays"));
        const ConnectionRules rules(flights, catalog, ref("airports:rows"), true);
        QVERIFY(rules.replaces(ref("plausible:rows")));
        VERIFY_OK(applyEdits(flights, connectEdits(flights, catalog, {ref("airports:rows"), ref("plausible:rows")})));
        QCOMPARE(sources(flights, "plausible", "rows"), QStringList{QStringLiteral("airports:rows")});
        const Added another = addNode(flights, catalog, QStringLiteral("learn.logistic_regression"), {});
        VERIFY_OK(applyEdits(flights, another.edits));
        VERIFY_OK(applyEdits(flights, connectEdits(flights, catalog, {{another.node(), QStringLiteral("model")}, ref("evaluate:models")})));
        QCOMPARE(sources(flights, "evaluate", "models").size(), 2);
        QCOMPARE(sources(flights, "evaluate", "models").first(), QStringLiteral("trees:model"));
    }

    void reconnectKeepsTheOrder()
    {
        Pipeline pipeline;
        for (const char *id : {"a", "b", "c", "d"})
            pipeline.nodes.insert(QLatin1String(id), Node{QStringLiteral("read.csv")});
        pipeline.nodes.insert(QStringLiteral("u"), Node{QStringLiteral("table.union")});
        pipeline.nodes[QStringLiteral("u")].inputs.insert(QStringLiteral("tables"), {ref("a:rows"), ref("b:rows"), ref("c:rows")});
        VERIFY_OK(
            applyEdits(pipeline, reconnectEdits(pipeline, catalog, {ref("b:rows"), ref("u:tables")}, {ref("d:rows"), ref("u:tables")})));
        QCOMPARE(sources(pipeline, "u", "tables"),
                 (QStringList{QStringLiteral("a:rows"), QStringLiteral("d:rows"), QStringLiteral("c:rows")}));
    }

    void insertsIntoAnEdge()
    {
        Pipeline flights = example(QStringLiteral("flight-delays"));
        const Edge edge{ref("plausible:rows"), ref("features:rows")};
        const Added added = addNodeOnEdge(flights, catalog, QStringLiteral("table.sort"), edge, {});
        VERIFY_OK(applyEdits(flights, added.edits));
        QCOMPARE(sources(flights, "sort", "rows"), QStringList{QStringLiteral("plausible:rows")});
        QCOMPARE(sources(flights, "features", "rows"), QStringList{QStringLiteral("sort:rows")});
        // What does not let the type through stands beside the edge.
        const Added beside = addNodeOnEdge(flights, catalog, QStringLiteral("write.csv"), edge, {});
        VERIFY_OK(applyEdits(flights, beside.edits));
        QCOMPARE(sources(flights, "features", "rows"), QStringList{QStringLiteral("sort:rows")});
    }

    void randomPipelinesHaveNoCircle()
    {
        for (quint32 seed = 0; seed < 40; ++seed) {
            const Pipeline pipeline = randomPipeline(seed, 30);
            QVERIFY(pipeline.edges().size() > 5);
            QCOMPARE(topologicalOrder(pipeline).size(), pipeline.nodes.size());
            for (const Diagnostic &diagnostic : check(pipeline, catalog.lookup()))
                QVERIFY2(diagnostic.code != QLatin1String("type_mismatch") && diagnostic.code != QLatin1String("cycle"),
                         qPrintable(diagnostic.text));
        }
    }

    void splitsTakeTheKeysThatArrive()
    {
        Pipeline pipeline;
        pipeline.nodes.insert(QStringLiteral("a"), Node{QStringLiteral("read.csv")});
        pipeline.nodes.insert(QStringLiteral("split"), Node{QStringLiteral("learn.split")});
        const auto columns = [](const QString &port) {
            return port == QLatin1String("a:rows") ? QStringList{QStringLiteral("x"), QStringLiteral("y")} : QStringList();
        };
        const Edge edge{ref("a:rows"), ref("split:rows")};
        const auto edits = proposedKeys(pipeline, catalog, edge, columns);
        QCOMPARE(edits.size(), 1);
        VERIFY_OK(applyEdits(pipeline, edits));
        QCOMPARE(pipeline.nodes.value(QStringLiteral("split")).params.value(QLatin1String("keys")).toArray().size(), 2);
        QVERIFY(proposedKeys(pipeline, catalog, edge, columns).isEmpty());  // never over what is there
    }
};

HEADRACE_TEST(TestConnect)
#include "test_connect.moc"
