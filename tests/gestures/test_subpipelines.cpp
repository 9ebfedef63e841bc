// SPDX-License-Identifier: GPL-3.0-or-later
// Collapsing nodes and taking them out again changes where they stand in the file, not what runs; fragments of text likewise.
#include "engine/pipeline/check.h"
#include "engine/pipeline/resolve.h"
#include "models/clipboard/fragment.h"
#include "models/document/subpipeline_document.h"
#include "models/gestures/subpipelines.h"
#include "tests/gestures/random_pipeline.h"
#include "tests/support/registry.h"

#include <QJsonDocument>
#include <QSignalSpy>

using namespace headrace;
using namespace headrace::tests;

class TestSubpipelines : public QObject
{
    Q_OBJECT

    const Catalog &catalog = embeddedCatalog();

    /// What would run, without names: each edge as the operators at its ends, sorted.
    QStringList shapeOf(const Pipeline &pipeline) const
    {
        const ResolvedPipeline flat = resolve(pipeline, catalog.lookup(), {});
        QStringList lines;
        for (const Edge &edge : flat.pipeline.edges())
            lines.append(flat.pipeline.nodes.value(edge.from.node).op + QLatin1Char(':') + edge.from.port + QLatin1Char('>')
                         + flat.pipeline.nodes.value(edge.to.node).op + QLatin1Char(':') + edge.to.port);
        for (const Node &node : flat.pipeline.nodes)
            lines.append(node.op + QString::fromUtf8(QJsonDocument(node.params).toJson(QJsonDocument::Compact)));
        lines.sort();
        return lines;
    }

private Q_SLOTS:
    void collapsesTheModelOfTheFlights()
    {
        const Pipeline flights = example(QStringLiteral("flight-delays"));
        Pipeline inner = flights;
        const auto made = collapse(flights, catalog, {{QStringLiteral("split"), QStringLiteral("trees")}, {}, {}}, QStringLiteral("Model"));
        VERIFY_OK(made);
        VERIFY_OK(applyEdits(inner, made->edits));
        QCOMPARE(inner.nodes.size(), flights.nodes.size() - 1);
        QVERIFY(!hasErrors(check(inner, catalog.lookup())));
        QCOMPARE(shapeOf(inner), shapeOf(flights));  // the parameter $rounds has gone along
        const auto out = expand(inner, catalog, made->node());
        VERIFY_OK(out);
        VERIFY_OK(applyEdits(inner, out->edits));
        QCOMPARE(inner.nodes.keys(), flights.nodes.keys());
        QCOMPARE(inner.edges(), flights.edges());
        QCOMPARE(inner.nodes.value(QStringLiteral("trees")), flights.nodes.value(QStringLiteral("trees")));
    }

    void refusesWhatWouldFeedItself()
    {
        const Pipeline flights = example(QStringLiteral("flight-delays"));
        const auto made = collapse(flights, catalog, {{QStringLiteral("origin"), QStringLiteral("plausible")}, {}, {}}, {});
        QVERIFY(!made);
        QVERIFY(made.error().text.contains(QStringLiteral("destination")));
        QVERIFY(!collapse(flights, catalog, {}, {}));
        QVERIFY(!expand(flights, catalog, QStringLiteral("trees")));
    }

    void anyPartKeepsItsMeaning()
    {
        int tried = 0;
        for (quint32 seed = 500; seed < 620; ++seed) {
            const Pipeline pipeline = randomPipeline(seed, 18);
            QRandomGenerator random(seed);
            CanvasItems items;
            for (const QString &id : pipeline.nodes.keys())
                if (random.bounded(3) != 0)
                    items.nodes.append(id);
            const auto made = collapse(pipeline, catalog, items, {});
            if (!made)
                continue;
            ++tried;
            Pipeline inner = pipeline;
            const auto inverse = applyEdits(inner, made->edits);
            VERIFY_OK(inverse);
            QCOMPARE(shapeOf(inner), shapeOf(pipeline));
            const auto out = expand(inner, catalog, made->node());
            VERIFY_OK(out);
            Pipeline again = inner;
            VERIFY_OK(applyEdits(again, out->edits));
            QCOMPARE(shapeOf(again), shapeOf(pipeline));
            VERIFY_OK(applyEdits(inner, *inverse));
            QCOMPARE(writePipeline(inner), writePipeline(pipeline));
        }
        QVERIFY(tried > 15);
    }

    void anEditInsideIsAStepOfTheRoot()
    {
        PipelineDocument root;
        Pipeline pipeline = example(QStringLiteral("flight-delays"));
        const auto made = collapse(pipeline, catalog, {{QStringLiteral("split"), QStringLiteral("trees")}, {}, {}}, {});
        VERIFY_OK(made);
        VERIFY_OK(applyEdits(pipeline, made->edits));
        root.setContent(pipeline, false);
        auto inner = SubpipelineDocument::of(&root, made->node(), catalog);
        QVERIFY(inner);
        QVERIFY(!SubpipelineDocument::of(&root, QStringLiteral("origin"), catalog));
        QSignalSpy spy(inner.get(), &PipelineDocument::edited);
        VERIFY_OK(inner->apply({SetPosition{QStringLiteral("split"), QPointF(11, 12)}}, QStringLiteral("Move")));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(inner->pipeline().layout.positions.value(QStringLiteral("split")), QPointF(11, 12));
        QCOMPARE(root.undoStack()->count(), 1);
        QVERIFY(root.isModified());
        QVERIFY(inner->isModified());
        // The node inside is what the document shows, byte for byte.
        const auto fresh = SubpipelineDocument::of(&root, made->node(), catalog);
        QVERIFY(fresh->pipeline() == inner->pipeline());
        root.undoStack()->undo();
        QCOMPARE(spy.size(), 2);
        QVERIFY(inner->pipeline().layout.positions.value(QStringLiteral("split")) != QPointF(11, 12));
        QVERIFY(root.pipeline() == pipeline);
        root.undoStack()->redo();
        QCOMPARE(inner->pipeline().layout.positions.value(QStringLiteral("split")), QPointF(11, 12));
        QVERIFY(!inner->apply({SetNodeParam{QStringLiteral("nobody"), QStringLiteral("x"), QJsonValue(1)}}, {}));
        QSignalSpy gone(inner.get(), &SubpipelineDocument::vanished);
        VERIFY_OK(root.apply(removeNodeEdits(root.pipeline(), made->node()), QStringLiteral("Delete")));
        QCOMPARE(gone.size(), 1);
    }

    /// A subpipeline written by hand has no places: it is shown in layers, and only an edit inside writes them.
    void nodesWithoutPlacesStandApart()
    {
        PipelineDocument root;
        Pipeline pipeline = example(QStringLiteral("flight-delays"));
        const auto made = collapse(pipeline, catalog, {{QStringLiteral("split"), QStringLiteral("trees")}, {}, {}}, {});
        VERIFY_OK(made);
        VERIFY_OK(applyEdits(pipeline, made->edits));
        Node &node = pipeline.nodes[made->node()];
        QJsonObject body = node.params.value(QStringLiteral("pipeline")).toObject();
        body.remove(QStringLiteral("layout"));
        node.params.insert(QStringLiteral("pipeline"), body);
        root.setContent(pipeline, false);
        const auto inner = SubpipelineDocument::of(&root, made->node(), catalog);
        QVERIFY(inner);
        const auto place = [&inner](const char *id) { return inner->pipeline().layout.positions.value(QLatin1String(id)); };
        const QPointF split = place("split");
        QVERIFY(place("trees").x() > split.x() + 100);
        QVERIFY(root.pipeline() == pipeline);
        QVERIFY(!root.isModified());
        VERIFY_OK(inner->apply({SetPosition{QStringLiteral("trees"), QPointF(900, 12)}}, QStringLiteral("Move")));
        const auto fresh = SubpipelineDocument::of(&root, made->node(), catalog);
        QVERIFY(fresh->pipeline() == inner->pipeline());
        QCOMPARE(place("trees"), QPointF(900, 12));
        root.undoStack()->undo();
        QVERIFY(root.pipeline() == pipeline);
        QCOMPARE(place("split"), split);
        QVERIFY(place("trees") != QPointF(900, 12));
    }

    void typingInsideMerges()
    {
        PipelineDocument root;
        Pipeline pipeline = example(QStringLiteral("flight-delays"));
        const auto made = collapse(pipeline, catalog, {{QStringLiteral("plausible")}, {}, {}}, {});
        VERIFY_OK(made);
        VERIFY_OK(applyEdits(pipeline, made->edits));
        root.setContent(pipeline, false);
        auto inner = SubpipelineDocument::of(&root, made->node(), catalog);
        for (const char *text : {"a", "ab", "abc"})
            VERIFY_OK(
                inner->apply({SetNodeParam{QStringLiteral("plausible"), QStringLiteral("condition"), QJsonValue(QLatin1String(text))}},
                             QStringLiteral("Type"), QStringLiteral("condition")));
        QCOMPARE(root.undoStack()->count(), 1);
        root.undoStack()->undo();
        QVERIFY(root.pipeline() == pipeline);
    }

    void fragmentsTravelAsText()
    {
        const Pipeline flights = example(QStringLiteral("flight-delays"));
        const QString text = fragmentText(flights, {{QStringLiteral("split"), QStringLiteral("trees")}, {}, {}});
        const auto fragment = fragmentFromText(text);
        VERIFY_OK(fragment);
        QVERIFY(fragment->parameters.contains(QStringLiteral("rounds")));
        QVERIFY(!fragment->nodes.value(QStringLiteral("split")).inputs.contains(QStringLiteral("rows")));
        Pipeline empty;
        const Added pasted = pasteFragment(empty, *fragment, {500, 500});
        VERIFY_OK(applyEdits(empty, pasted.edits));
        QCOMPARE(empty.nodes.size(), 2);
        QVERIFY(empty.parameters.contains(QStringLiteral("rounds")));
        Pipeline twice = flights;
        const Added again = pasteFragment(twice, *fragment, {500, 500});
        VERIFY_OK(applyEdits(twice, again.edits));
        QCOMPARE(again.items.nodes, (QStringList{QStringLiteral("split-2"), QStringLiteral("trees-2")}));
        for (const char *hostile : {"", "hello", "{", "{}", "[1]", "{\"headrace\": 99}", "{\"headrace\": 1, \"nodes\": 7}"})
            QVERIFY2(!fragmentFromText(QLatin1String(hostile)), hostile);
    }
};

HEADRACE_TEST(TestSubpipelines)
#include "test_subpipelines.moc"
