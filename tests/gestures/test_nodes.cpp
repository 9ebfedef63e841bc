// SPDX-License-Identifier: GPL-3.0-or-later
// Adding, deleting and healing, duplicating, sources from files, frames, lining up.
#include "models/gestures/align.h"
#include "models/gestures/frames.h"
#include "models/gestures/fresh_ids.h"
#include "models/gestures/sources.h"
#include "tests/gestures/random_pipeline.h"
#include "tests/support/registry.h"

using namespace headrace;
using namespace headrace::tests;

class TestNodes : public QObject
{
    Q_OBJECT

    const Catalog &catalog = embeddedCatalog();

    static QStringList sources(const Pipeline &pipeline, const char *node, const char *port)
    {
        QStringList texts;
        for (const PortRef &from : pipeline.nodes.value(QLatin1String(node)).inputs.value(QLatin1String(port)))
            texts.append(from.toString());
        return texts;
    }

private Q_SLOTS:
    void idsAreFresh()
    {
        Pipeline pipeline;
        pipeline.nodes.insert(QStringLiteral("join"), Node{});
        FreshIds ids(pipeline);
        QCOMPARE(ids.next(QStringLiteral("join")), QStringLiteral("join-2"));
        QCOMPARE(ids.next(QStringLiteral("join")), QStringLiteral("join-3"));
        QCOMPARE(ids.next(QStringLiteral("join-2")), QStringLiteral("join-4"));
        QCOMPARE(ids.next(QStringLiteral("Flüge 2001!")), QStringLiteral("fluge-2001"));
        for (const char *text : {"", "9", "---", "Ω", "a b", "x.y/z", "_a"})
            QVERIFY2(isNodeId(FreshIds::idOf(QString::fromUtf8(text))), text);
    }

    void everyOperatorCanBeAdded()
    {
        Pipeline pipeline;
        for (const OperatorSpec &spec : catalog.operators()) {
            const Added added = addNode(pipeline, catalog, spec.id, {7, 9});
            VERIFY_OK(applyEdits(pipeline, added.edits));
            const Node node = pipeline.nodes.value(added.node());
            QCOMPARE(node.version, spec.version);
            QVERIFY(node.params.isEmpty());  // defaults stay defaults
            QCOMPARE(pipeline.layout.positions.value(added.node()), QPointF(0, 16));
        }
        QCOMPARE(pipeline.nodes.size(), catalog.operators().size());
    }

    void deletingHealsTheChain()
    {
        Pipeline flights = example(QStringLiteral("flight-delays"));
        VERIFY_OK(applyEdits(flights, deleteEdits(flights, catalog, {{QStringLiteral("plausible")}, {}, {}}, true)));
        QCOMPARE(sources(flights, "features", "rows"), QStringList{QStringLiteral("destination:rows")});
        // Several in a row at once, and a join passes on its left table.
        VERIFY_OK(
            applyEdits(flights, deleteEdits(flights, catalog, {{QStringLiteral("destination"), QStringLiteral("origin")}, {}, {}}, true)));
        QCOMPARE(sources(flights, "features", "rows"), QStringList{QStringLiteral("flights:rows")});
        // A model cannot be replaced by the rows it was trained on.
        VERIFY_OK(applyEdits(flights, deleteEdits(flights, catalog, {{QStringLiteral("trees")}, {}, {}}, true)));
        QVERIFY(sources(flights, "evaluate", "models").isEmpty());
    }

    void deletingLeavesNoEdgeBehind()
    {
        for (quint32 seed = 100; seed < 130; ++seed) {
            Pipeline pipeline = randomPipeline(seed, 25);
            QRandomGenerator random(seed);
            CanvasItems items;
            for (const QString &id : pipeline.nodes.keys())
                if (random.bounded(3) == 0)
                    items.nodes.append(id);
            VERIFY_OK(applyEdits(pipeline, deleteEdits(pipeline, catalog, items, seed % 2 == 0)));
            for (const Edge &edge : pipeline.edges()) {
                QVERIFY(pipeline.nodes.contains(edge.from.node));
                QVERIFY(pipeline.nodes.contains(edge.to.node));
                const Signature ports = portsOfNode(pipeline, edge.to.node, catalog);
                const PortSpec *input = ports.input(edge.to.port);
                QVERIFY(input);
                if (input->cardinality != Cardinality::Many)
                    QCOMPARE(pipeline.nodes.value(edge.to.node).inputs.value(edge.to.port).size(), 1);
                const Signature from = portsOfNode(pipeline, edge.from.node, catalog);
                QVERIFY(from.output(edge.from.port)->type == input->type);
            }
        }
    }

    void copiesKeepTheirEdges()
    {
        Pipeline flights = example(QStringLiteral("flight-delays"));
        const Added copy = duplicate(flights, {{QStringLiteral("split"), QStringLiteral("trees")}, {}, {}}, {32, 32});
        VERIFY_OK(applyEdits(flights, copy.edits));
        QCOMPARE(copy.items.nodes, (QStringList{QStringLiteral("split-2"), QStringLiteral("trees-2")}));
        QCOMPARE(sources(flights, "trees-2", "train"), QStringList{QStringLiteral("split-2:train")});
        QCOMPARE(sources(flights, "split-2", "rows"), QStringList{QStringLiteral("features:rows")});
    }

    void filesBecomeSources()
    {
        QCOMPARE(sourceForFile(QStringLiteral("a/B.CSV"), catalog), QStringLiteral("read.csv"));
        QCOMPARE(sourceForFile(QStringLiteral("a/b.tsv.gz"), catalog), QStringLiteral("read.csv"));
        QCOMPARE(sourceForFile(QStringLiteral("b.ndjson"), catalog), QStringLiteral("read.json"));
        QCOMPARE(sourceForFile(QStringLiteral("b.parquet"), catalog), QStringLiteral("read.parquet"));
        QCOMPARE(sourceForFile(QStringLiteral("b.db"), catalog), QStringLiteral("read.sqlite"));
        QVERIFY(sourceForFile(QStringLiteral("b.pipeline.json"), catalog).isEmpty());
        QVERIFY(sourceForFile(QStringLiteral("b.png"), catalog).isEmpty());
        QCOMPARE(pathInPipeline(QStringLiteral("/w/data/x.csv"), QStringLiteral("/w")), QStringLiteral("data/x.csv"));
        QCOMPARE(pathInPipeline(QStringLiteral("/w2/x.csv"), QStringLiteral("/w")), QStringLiteral("/w2/x.csv"));
        QCOMPARE(pathInPipeline(QStringLiteral("/w/../x.csv"), QStringLiteral("/w")), QStringLiteral("/x.csv"));
        Pipeline pipeline;
        QStringList unread;
        const Added added = addSources(
            pipeline, catalog, {QStringLiteral("/w/sales 2024.csv"), QStringLiteral("/w/sales 2024.csv"), QStringLiteral("/w/x.png")},
            QStringLiteral("/w"), {}, &unread);
        VERIFY_OK(applyEdits(pipeline, added.edits));
        QCOMPARE(added.items.nodes, (QStringList{QStringLiteral("sales-2024"), QStringLiteral("sales-2024-2")}));
        QCOMPARE(unread, QStringList{QStringLiteral("/w/x.png")});
        QVERIFY(pipeline.layout.positions.value(added.items.nodes[0]) != pipeline.layout.positions.value(added.items.nodes[1]));
    }

    void framesCarryWhatIsInThem()
    {
        Pipeline flights = example(QStringLiteral("flight-delays"));
        const Added frame = addFrame(flights, {{QStringLiteral("split"), QStringLiteral("trees")}, {}, {}}, {}, QStringLiteral("Model"),
                                     {});
        VERIFY_OK(applyEdits(flights, frame.edits));
        const CanvasItems all = withContents(flights, frame.items);
        QCOMPARE(QSet<QString>(all.nodes.cbegin(), all.nodes.cend()), (QSet<QString>{QStringLiteral("split"), QStringLiteral("trees")}));
        const QPointF before = flights.layout.positions.value(QStringLiteral("trees"));
        VERIFY_OK(applyEdits(flights, moveEdits(flights, all, {100, -20})));
        QCOMPARE(flights.layout.positions.value(QStringLiteral("trees")), before + QPointF(100, -20));
    }

    void linesUpAndSpaces()
    {
        Pipeline pipeline;
        const QList<QPointF> places{{0, 0}, {300, 50}, {900, 10}};
        for (int i = 0; i < 3; ++i) {
            pipeline.nodes.insert(QStringLiteral("n%1").arg(i), Node{});
            pipeline.layout.positions.insert(QStringLiteral("n%1").arg(i), places[i]);
        }
        const CanvasItems all{pipeline.nodes.keys(), {}, {}};
        Pipeline aligned = pipeline;
        VERIFY_OK(applyEdits(aligned, alignEdits(pipeline, all, Alignment::Bottom)));
        for (const QPointF &place : aligned.layout.positions)
            QCOMPARE(place.y(), 50.0);
        Pipeline spaced = pipeline;
        VERIFY_OK(applyEdits(spaced, distributeEdits(pipeline, all, Qt::Horizontal)));
        QCOMPARE(spaced.layout.positions.value(QStringLiteral("n1")).x(), 450.0);
        QVERIFY(alignEdits(pipeline, {{QStringLiteral("n1")}, {}, {}}, Alignment::Left).isEmpty());
    }

    void flagsGoTogether()
    {
        Pipeline flights = example(QStringLiteral("flight-delays"));
        const QStringList two{QStringLiteral("split"), QStringLiteral("trees")};
        VERIFY_OK(applyEdits(flights, toggleEdits(flights, {two[0]}, NodeFlag::Disabled)));
        VERIFY_OK(applyEdits(flights, toggleEdits(flights, two, NodeFlag::Disabled)));
        QVERIFY(allHave(flights, two, NodeFlag::Disabled));
        VERIFY_OK(applyEdits(flights, toggleEdits(flights, two, NodeFlag::Disabled)));
        QVERIFY(!flights.nodes.value(two[0]).disabled);
        QCOMPARE(flights.nodes.value(two[1]).title, QStringLiteral("Boosted trees"));  // other facts stay
    }
};

HEADRACE_TEST(TestNodes)
#include "test_nodes.moc"
