// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/edit.h"
#include "tests/pipeline/random_pipeline.h"
#include "tests/pipeline/sample_catalog.h"
#include "tests/support/registry.h"

#include <limits>

using namespace headrace;
using namespace headrace::tests;

class TestEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Thousands of edits, then their inverses: the pipeline is equal at every point on the way back, to the byte.
    void inversesRestore_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 12; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void inversesRestore()
    {
        QFETCH(const int, seed);
        RandomPipeline random{quint32(seed)};
        Pipeline pipeline = random.pipeline(20);
        QList<Pipeline> states;
        QList<QList<PipelineEdit>> inverses;
        int applied = 0, refused = 0;
        for (int i = 0; i < 300; ++i) {
            QList<PipelineEdit> edits;
            for (int n = random.random().bounded(1, 4); n > 0; --n)
                edits << random.edit(pipeline);
            const Pipeline before = pipeline;
            auto inverse = applyEdits(pipeline, edits);
            if (!inverse) {
                ++refused;
                QVERIFY2(pipeline == before, qPrintable(inverse.error().toString()));
                continue;
            }
            ++applied;
            states << before;
            inverses << *inverse;
            if (i % 10 == 0) {
                const QByteArray text = writePipeline(pipeline);
                const auto read = readPipeline(text);
                VERIFY_OK(read);
                QCOMPARE(summary(diff(pipeline, read->pipeline)), QString());
                QVERIFY(read->pipeline == pipeline);
            }
        }
        QVERIFY(applied > 150);
        QVERIFY(refused > 0);
        while (!inverses.isEmpty()) {
            const Pipeline after = pipeline;
            const auto redo = applyEdits(pipeline, inverses.takeLast());
            VERIFY_OK(redo);
            const Pipeline expected = states.takeLast();
            QVERIFY(pipeline == expected);
            // Undo of the undo is the edit again.
            Pipeline again = pipeline;
            VERIFY_OK(applyEdits(again, *redo));
            QVERIFY(again == after);
            if (inverses.size() % 10 == 0)
                QCOMPARE(writePipeline(pipeline), writePipeline(expected));
        }
    }
    void renameFollows()
    {
        Pipeline pipeline = pipelineOf("{\"headrace\": 1, \"ports\": {\"inputs\": {\"i\": \"a:rows\"}, \"outputs\": {\"o\": \"a:rows\"}}, "
                                       "\"nodes\": {\"a\": {\"op\": \"x\"},"
                                       "\"b\": {\"op\": \"x\", \"inputs\": {\"rows\": [\"a:rows\", \"new:rows\"]}}}, \"layout\": "
                                       "{\"positions\": {\"a\": [1, 2], \"new\": [3, 4]}}}");
        const Pipeline before = pipeline;
        const auto inverse = applyEdits(pipeline, {RenameNode{QStringLiteral("a"), QStringLiteral("new")}});
        VERIFY_OK(inverse);
        QVERIFY(!pipeline.nodes.contains(QStringLiteral("a")));
        QCOMPARE(pipeline.nodes[QStringLiteral("b")].inputs[QStringLiteral("rows")][0].node, QStringLiteral("new"));
        QCOMPARE(pipeline.ports.outputs[QStringLiteral("o")].node, QStringLiteral("new"));
        QCOMPARE(pipeline.ports.inputs[QStringLiteral("i")][0].node, QStringLiteral("new"));
        QCOMPARE(pipeline.layout.positions[QStringLiteral("new")], QPointF(1, 2));
        VERIFY_OK(applyEdits(pipeline, *inverse));
        QVERIFY(pipeline == before);
    }
    void malformedIdsComeBack()
    {
        // A file may hold ids that no edit would make; removing and renaming such a node must still be undone.
        Pipeline pipeline = pipelineOf("\"Bad id\": {\"op\": \"x\"}, \"c\": {\"op\": \"x\", \"inputs\": {\"rows\": \"Bad id:rows\"}}");
        const Pipeline before = pipeline;
        for (const QList<PipelineEdit> &edits : {QList<PipelineEdit>{SetNode{QStringLiteral("Bad id"), std::nullopt}},
                                                 QList<PipelineEdit>{RenameNode{QStringLiteral("Bad id"), QStringLiteral("good")}}}) {
            const auto inverse = applyEdits(pipeline, edits);
            VERIFY_OK(inverse);
            QVERIFY(!(pipeline == before));
            VERIFY_OK(applyEdits(pipeline, *inverse));
            QVERIFY(pipeline == before);
        }
    }
    void refused_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 13; ++i)
            QTest::addRow("%d", i) << i;
    }
    void refused()
    {
        QFETCH(const int, which);
        Pipeline pipeline = pipelineOf("{\"headrace\": 1, \"nodes\": {\"a\": {\"op\": \"x\"}, \"b\": {\"op\": \"x\"}, \"odd\": 5}, "
                                       "\"layout\": {\"positions\": {\"a\": \"left\"}}, \"name\": 7}");
        const Pipeline before = pipeline;
        const QString a = QStringLiteral("a"), none = QStringLiteral("none");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const QList<PipelineEdit> edits{
            SetNode{QStringLiteral("A b"), Node()},
            SetNode{QStringLiteral("odd"), Node()},
            SetNode{QString(256, QLatin1Char('a')), Node()},
            RenameNode{none, QStringLiteral("c")},
            RenameNode{a, QStringLiteral("b")},
            RenameNode{a, QStringLiteral("c d")},
            SetNodeParam{none, a, QJsonValue(1)},
            SetNodeFlags{none, {}, {}, false, false, false, {}},
            SetInput{{none, QStringLiteral("rows")}, {}},
            SetInput{{a, QStringLiteral("rows")}, {{QStringLiteral("b"), QStringLiteral("x:y")}}},
            SetPosition{a, QPointF(1, 2)},
            SetPosition{QStringLiteral("b"), QPointF(nan, 2)},
            SetHeader{QStringLiteral("n"), {}},
        };
        // The first edit of the list is undone when the second is refused.
        const auto result = applyEdits(pipeline, {SetNodeParam{a, QStringLiteral("p"), QJsonValue(1)}, edits[which]});
        QVERIFY(!result);
        QVERIFY(!result.error().hint.isEmpty());
        QVERIFY(pipeline == before);
    }
    void notUnderstoodGivesWay()
    {
        Pipeline pipeline = pipelineOf("\"a\": {\"op\": \"x\", \"title\": 5, \"inputs\": {\"rows\": 7, \"left\": 8}}");
        const Pipeline before = pipeline;
        const auto inverse = applyEdits(
            pipeline,
            {SetNodeFlags{QStringLiteral("a"), QStringLiteral("T"), {}, false, false, false, {}},
             SetInput{{QStringLiteral("a"), QStringLiteral("rows")}, {{QStringLiteral("b"), QStringLiteral("rows")}}}});
        VERIFY_OK(inverse);
        QVERIFY(pipelineFromJson(pipelineToJson(pipeline)).pipeline == pipeline);
        QVERIFY(writePipeline(pipeline).contains("\"left\": 8"));
        VERIFY_OK(applyEdits(pipeline, *inverse));
        QVERIFY(pipeline == before);
    }
    void removal()
    {
        Pipeline pipeline = pipelineOf("{\"headrace\": 1, \"ports\": {\"inputs\": {\"i\": [\"a:rows\", \"b:rows\"]}, \"outputs\": {\"o\": "
                                       "\"a:rows\"}}, \"nodes\": {\"a\": {\"op\": \"x\","
                                       "\"inputs\": {\"rows\": \"a:rows\"}}, \"b\": {\"op\": \"x\", \"inputs\": {\"rows\": [\"a:rows\", "
                                       "\"c:rows\"], \"right\": \"a:rows\"}}},"
                                       "\"layout\": {\"positions\": {\"a\": [1, 2]}}}");
        const Pipeline before = pipeline;
        const auto inverse = applyEdits(pipeline, removeNodeEdits(pipeline, QStringLiteral("a")));
        VERIFY_OK(inverse);
        QVERIFY(!writePipeline(pipeline).contains("\"a"));
        QCOMPARE(pipeline.edges().size(), 1);
        VERIFY_OK(applyEdits(pipeline, *inverse));
        QVERIFY(pipeline == before);
    }
    void layoutOnly()
    {
        QVERIFY(isLayoutOnly(SetPosition{}));
        QVERIFY(isLayoutOnly(SetFrame{}));
        QVERIFY(isLayoutOnly(SetNote{}));
        QVERIFY(!isLayoutOnly(SetNode{}));
        QVERIFY(!isLayoutOnly(SetHeader{}));
    }
};

HEADRACE_TEST(TestEdit)
#include "test_edit.moc"
