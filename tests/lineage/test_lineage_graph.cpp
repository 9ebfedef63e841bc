// SPDX-License-Identifier: GPL-3.0-or-later
// The graph of what came of what: read from a store, walked, searched, laid out.
#include "engine/catalog/operator_spec.h"
#include "models/lineage/lineage_explorer.h"
#include "models/lineage/lineage_path_model.h"
#include "tests/record/sample.h"
#include "tests/support/registry.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace headrace;

namespace {

const char *const kFlow
    = "{\"headrace\": 1, \"nodes\": {"
      "\"read\": {\"op\": \"read.csv\", \"version\": 1, \"params\": {\"path\": \"in.csv\"}},"
      "\"derive\": {\"op\": \"table.derive\", \"version\": 1, \"title\": \"Features\", \"inputs\": {\"rows\": \"read:rows\"}},"
      "\"split\": {\"op\": \"learn.split\", \"version\": 1, \"inputs\": {\"rows\": \"derive:rows\"}},"
      "\"trees\": {\"op\": \"learn.xgboost_classifier\", \"version\": 1, \"inputs\": {\"train\": \"split:train\"}},"
      "\"evaluate\": {\"op\": \"evaluate.classification\", \"version\": 1, \"inputs\": {\"models\": \"trees:model\", \"rows\": "
      "\"split:test\"}},"
      "\"write\": {\"op\": \"write.csv\", \"version\": 1, \"inputs\": {\"rows\": \"derive:rows\"}}}}";

struct Ran {
    qint64 startMs = 1'700'000'000'000;
    QString digest = QString(64, QLatin1Char('a'));
    QString recipes = QStringLiteral("1");  ///< of all steps
    QString file = QStringLiteral("/ws/p.pipeline.json");
    double auc = 0.75;
    bool keys = true;
};

QJsonArray schema(const QStringList &names)
{
    QJsonArray columns;
    for (const QString &name : names)
        columns << QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("type"), QStringLiteral("BIGINT")}};
    return columns;
}

/// What a host writes of a run of kFlow.
QString putRun(record::Store &store, const Ran &ran)
{
    record::NewRun run = tests::sampleRun(ran.startMs);
    run.sourceName = ran.file;
    run.pipeline = kFlow;
    run.pipelineHash = QStringLiteral("flow");
    const auto begun = store.begin(run);
    auto writer = store.writer(begun->row);
    const QStringList nodes{QStringLiteral("read"),  QStringLiteral("derive"),   QStringLiteral("split"),
                            QStringLiteral("trees"), QStringLiteral("evaluate"), QStringLiteral("write")};
    const QStringList ops{QStringLiteral("read.csv"),
                          QStringLiteral("table.derive"),
                          QStringLiteral("learn.split"),
                          QStringLiteral("learn.xgboost_classifier"),
                          QStringLiteral("evaluate.classification"),
                          QStringLiteral("write.csv")};
    for (int i = 0; i < nodes.size(); ++i) {
        record::Step step;
        step.node = nodes[i];
        step.op = ops[i];
        step.key = ran.keys ? nodes[i] + ran.recipes : QString();
        step.status = QStringLiteral("done");
        writer->step(step);
    }
    const auto output = [&](const char *node, const char *port, qint64 rows, const QStringList &names) {
        writer->output({QLatin1String(node), QLatin1String(port), QStringLiteral("table"), rows, schema(names), {}, {}});
    };
    const QStringList raw{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("when")};
    const QStringList made{QStringLiteral("a"), QStringLiteral("sum"), QStringLiteral("late")};
    output("read", "rows", 10, raw);
    output("derive", "rows", 10, made);
    output("split", "train", 8, made);
    output("split", "test", 2, made);
    const auto edge = [&](const char *node, const char *port, const char *column, const char *from, const char *fromPort,
                          const char *fromColumn, const char *kind) {
        writer->column({QLatin1String(node), QLatin1String(port), QLatin1String(column), QLatin1String(from), QLatin1String(fromPort),
                        QLatin1String(fromColumn), QLatin1String(kind)});
    };
    edge("derive", "rows", "a", "read", "rows", "a", "value");
    edge("derive", "rows", "sum", "read", "rows", "a", "value");
    edge("derive", "rows", "sum", "read", "rows", "b", "value");
    edge("derive", "rows", "late", "read", "rows", "b", "deciding");
    writer->expression(QStringLiteral("derive"), QStringLiteral("rows"), QStringLiteral("sum"), QStringLiteral("a + b"));
    for (const char *port : {"train", "test"}) {
        for (const char *column : {"a", "sum", "late"})
            edge("split", port, column, "derive", "rows", column, "value");
        edge("split", port, "", "derive", "rows", "a", "choosing");
    }
    for (const char *column : {"sum", "late"})
        edge("trees", "model", "model", "split", "train", column, "value");
    record::Artifact model{QStringLiteral("trees"),
                           QStringLiteral("model"),
                           QStringLiteral("model"),
                           QStringLiteral("/runs/x/model"),
                           100,
                           QStringLiteral("feed") + ran.recipes,
                           {},
                           {},
                           ran.startMs};
    model.facts = {
        {QStringLiteral("estimator"), QStringLiteral("xgboost")},
        {QStringLiteral("training"),
         QJsonObject{{QStringLiteral("importance"),
                      QJsonObject{{QStringLiteral("gain"), QJsonObject{{QStringLiteral("sum"), 3.0}, {QStringLiteral("other"), 1.0}}}}}}}};
    writer->artifact(model);
    writer->metric({QStringLiteral("evaluate/test/roc_auc"), 0, ran.startMs, ran.auc});
    const auto dataset = [&](const char *node, const char *role, const char *path, const QString &digest) {
        record::DatasetUse use;
        use.node = QLatin1String(node);
        use.role = QLatin1String(role);
        use.source = QLatin1String(path);
        use.name = QFileInfo(use.source).fileName();
        use.digest = digest;
        use.bytes = 1000;
        writer->dataset(use);
    };
    dataset("read", "input", "/ws/in.csv", ran.digest);
    dataset("write", "output", "/ws/out.csv", QString(64, QLatin1Char('b')));
    for (const auto &[from, to] : {std::pair("read", "derive"), std::pair("derive", "split"), std::pair("split", "trees"),
                                   std::pair("split", "evaluate"), std::pair("trees", "evaluate"), std::pair("derive", "write")})
        writer->edge({QStringLiteral("step"), QLatin1String(from), QStringLiteral("step"), QLatin1String(to)});
    (void)writer->finish(record::RunStatus::Done, ran.startMs + 500, 0.5, {}, {});
    return begun->id;
}

int thingNamed(const LineageGraph &graph, const QString &title)
{
    for (size_t i = 0; i < graph.things.size(); ++i)
        if (graph.things[i].title == title && graph.newestOf(int(i)) == int(i))
            return int(i);
    return -1;
}

/// 'in.csv.b' and the like, in the order of the path.
QStringList words(const LineageGraph &graph, const QList<LineageStep> &path)
{
    QStringList list;
    for (const LineageStep &step : path) {
        const LineageThing &thing = graph.things[size_t(step.at.thing)];
        list << thing.title + (step.at.column < 0 ? QString() : QLatin1Char('.') + thing.columns[step.at.column].name)
                + (step.part == LineageStep::Part::Decides           ? QStringLiteral(" decides")
                       : step.part == LineageStep::Part::ChoosesRows ? QStringLiteral(" chooses by ") + step.expression
                                                                     : QString());
    }
    return list;
}

}  // namespace

class TestLineageGraph : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString database(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void oneRun()
    {
        auto store = record::Store::open(database("one.sqlite"));
        putRun(*store, {});
        const auto graph = readLineage(*store, embeddedCatalog(), {});
        VERIFY_OK(graph);
        // The reader is its file, and so is the sink.
        QCOMPARE(graph->things.size(), size_t(6));
        const int source = thingNamed(*graph, QStringLiteral("in.csv")), derive = thingNamed(*graph, QStringLiteral("Features")),
                  written = thingNamed(*graph, QStringLiteral("out.csv"));
        QVERIFY(source >= 0 && derive >= 0 && written >= 0);
        const LineageThing &file = graph->things[size_t(source)];
        QVERIFY(file.kind == ThingKind::Source);
        QCOMPARE(file.rowsInWords(), QStringLiteral("10"));
        QCOMPARE(file.columns.size(), 3);
        QCOMPARE(file.columns[1].type, QStringLiteral("BIGINT"));
        QCOMPARE(file.content, QString(64, QLatin1Char('a')));
        QCOMPARE(graph->things[size_t(derive)].columns[1].expression, QStringLiteral("a + b"));
        QCOMPARE(graph->things[size_t(derive)].below.size(), size_t(2));
        QVERIFY(graph->things[size_t(written)].kind == ThingKind::Dataset);
        QCOMPARE(graph->things[size_t(written)].columns.size(), 3);
        const int trees = thingNamed(*graph, QStringLiteral("Boosted trees: classes")) >= 0
            ? thingNamed(*graph, QStringLiteral("Boosted trees: classes"))
            : thingNamed(*graph, embeddedCatalog().find(QStringLiteral("learn.xgboost_classifier"))->title);
        QVERIFY(trees >= 0);
        QVERIFY(graph->things[size_t(trees)].kind == ThingKind::Model);
        QCOMPARE(graph->things[size_t(trees)].content, QStringLiteral("feed1"));
        const int evaluate = thingNamed(*graph, embeddedCatalog().find(QStringLiteral("evaluate.classification"))->title);
        QVERIFY(evaluate >= 0);
        QVERIFY(graph->things[size_t(evaluate)].kind == ThingKind::Metrics);
        QCOMPARE(graph->things[size_t(evaluate)].columns.size(), 1);
        QCOMPARE(graph->things[size_t(evaluate)].columns[0].name, QStringLiteral("test/roc_auc"));
        QCOMPARE(graph->things[size_t(evaluate)].columns[0].value, QLocale().toString(0.75, 'g', 4));
    }

    void theWayOfAColumn()
    {
        auto store = record::Store::open(database("way.sqlite"));
        putRun(*store, {});
        const auto graph = readLineage(*store, embeddedCatalog(), {});
        VERIFY_OK(graph);
        const int source = thingNamed(*graph, QStringLiteral("in.csv"));
        const QString split = embeddedCatalog().find(QStringLiteral("learn.split"))->title;
        const QString trees = embeddedCatalog().find(QStringLiteral("learn.xgboost_classifier"))->title;
        const QString judge = embeddedCatalog().find(QStringLiteral("evaluate.classification"))->title;
        // Down: from a column of the file to the metric, with what only decides.
        const auto down = pathOf(*graph, {source, 1}, WalkDirection::Downstream);
        QStringList said = words(*graph, down);
        said.removeOne(QStringLiteral("out.csv.sum"));
        said.removeOne(QStringLiteral("out.csv.late"));
        QCOMPARE(said,
                 QStringList({QStringLiteral("in.csv.b"), QStringLiteral("Features.sum"), QStringLiteral("Features.late decides"),
                              split + QStringLiteral(".sum"), split + QStringLiteral(".late"), trees + QStringLiteral(".model"),
                              judge + QStringLiteral(".test/roc_auc")}));
        QCOMPARE(words(*graph, down).size(), 9);
        QCOMPARE(down[1].expression, QStringLiteral("a + b"));
        for (const LineageStep &step : down)
            if (graph->things[size_t(step.at.thing)].kind == ThingKind::Model)
                QCOMPARE(step.expression, QStringLiteral("one of 2 features, gain 75 %"));
        // What goes nowhere.
        QCOMPARE(words(*graph, pathOf(*graph, {source, 2}, WalkDirection::Downstream)), QStringList{QStringLiteral("in.csv.when")});
        // Up: from the metric to the file; the split's choice of rows is said and not followed.
        const int evaluate = thingNamed(*graph, judge);
        const auto up = words(*graph, pathOf(*graph, {evaluate, 0}, WalkDirection::Upstream));
        QVERIFY(up.contains(QStringLiteral("in.csv.a")) && up.contains(QStringLiteral("in.csv.b")));
        QVERIFY(!up.contains(QStringLiteral("in.csv.when")) && !up.contains(QStringLiteral("Features.a")));
        QVERIFY(up.contains(split + QStringLiteral(" chooses by Features · a")));
        QVERIFY(up.indexOf(QStringLiteral("in.csv.a")) < up.indexOf(QStringLiteral("Features.sum")));
        QCOMPARE(up.last(), judge + QStringLiteral(".test/roc_auc"));
        // Things as a whole.
        QCOMPARE(reachOf(*graph, {source, -1}, WalkDirection::Downstream).thingCount, 6);
        QCOMPARE(reachOf(*graph, {source, -1}, WalkDirection::Upstream).thingCount, 1);
        QCOMPARE(reachOf(*graph, {thingNamed(*graph, QStringLiteral("out.csv")), -1}, WalkDirection::Upstream).thingCount, 3);

        LineagePathModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPath(std::make_shared<const LineageGraph>(*graph), down);
        QCOMPARE(model.rowCount(), 9);
        QCOMPARE(model.index(0, LineagePathModel::Rows).data().toString(), QStringLiteral("10"));
        QCOMPARE(model.index(0, LineagePathModel::Content).data().toString(), QStringLiteral("sha256 aaaaaaaa"));
        QCOMPARE(model.index(1, LineagePathModel::Expression).data().toString(), QStringLiteral("a + b"));
        QCOMPARE(model.index(1, LineagePathModel::How).data().toString(), QStringLiteral("value"));
    }

    void theSameStandsOnceOverRuns()
    {
        auto store = record::Store::open(database("many.sqlite"));
        Ran ran;
        putRun(*store, ran);
        ran.startMs += 1000;
        putRun(*store, ran);  // the same again
        ran.startMs += 86'400'000;
        ran.digest = QString(64, QLatin1Char('c'));  // the file was changed, and so all recipes
        ran.recipes = QStringLiteral("2");
        const QString newest = putRun(*store, ran);
        auto graph = readLineage(*store, embeddedCatalog(), {});
        VERIFY_OK(graph);
        QCOMPARE(graph->runs.size(), 3);
        QCOMPARE(graph->things.size(), size_t(11));  // two of each but out.csv, whose bytes are the same
        const int source = thingNamed(*graph, QStringLiteral("in.csv"));
        QCOMPARE(graph->things[size_t(source)].content, QString(64, QLatin1Char('c')));
        const auto versions = graph->families.value(graph->things[size_t(source)].family);
        QCOMPARE(versions.size(), size_t(2));
        QCOMPARE(graph->things[size_t(versions[1])].runs.size(), size_t(2));
        const int written = thingNamed(*graph, QStringLiteral("out.csv"));
        QCOMPARE(graph->things[size_t(written)].runs.size(), size_t(3));

        // Shown: one card a family, with the versions counted; all of them where that is asked for.
        LineageView view;
        auto picture = arrange(*graph, view, reachOf(*graph, {}, view.direction));
        QCOMPARE(picture.cards.size(), size_t(6));
        QCOMPARE(picture.cards[size_t(picture.cardOf.value(source))].versions, 2);
        QCOMPARE(picture.cardOf.value(versions[1]), picture.cardOf.value(source));
        view.newestOnly = false;
        picture = arrange(*graph, view, reachOf(*graph, {}, view.direction));
        QCOMPARE(picture.cards.size(), size_t(11));
        // Steps hidden: lines go from the file to the model all the same.
        view.newestOnly = true;
        view.kinds &= ~(1u << int(ThingKind::Step));
        picture = arrange(*graph, view, reachOf(*graph, {}, view.direction));
        QCOMPARE(picture.cards.size(), size_t(4));
        const int model = picture.cardOf.value(
            thingNamed(*graph, embeddedCatalog().find(QStringLiteral("learn.xgboost_classifier"))->title), -1);
        QVERIFY(std::any_of(picture.links.begin(), picture.links.end(),
                            [&](const LineageLink &link) { return link.from == picture.cardOf.value(source) && link.to == model; }));

        // By run and by time.
        LineageScope scope;
        scope.run = newest;
        graph = readLineage(*store, embeddedCatalog(), scope);
        QCOMPARE(graph->things.size(), size_t(6));
        scope = {};
        scope.sinceMs = ran.startMs;
        graph = readLineage(*store, embeddedCatalog(), scope);
        QCOMPARE(graph->runs.size(), 1);
        scope = {};
        scope.mostRuns = 2;
        graph = readLineage(*store, embeddedCatalog(), scope);
        QCOMPARE(graph->runs.size(), 2);
        QVERIFY(!graph->complete);
        QCOMPARE(graph->allRuns, 3);
    }

    /// Without the cache steps have no key; what they do and what feeds them says that they are the same.
    void runsWithoutTheCacheAreNoOtherVersions()
    {
        for (const bool newestHasKeys : {true, false}) {
            auto store = record::Store::open(database(newestHasKeys ? "keys.sqlite" : "nokeys.sqlite"));
            Ran ran;
            ran.keys = !newestHasKeys;
            putRun(*store, ran);
            ran.startMs += 1000;
            ran.keys = newestHasKeys;
            putRun(*store, ran);
            const auto graph = readLineage(*store, embeddedCatalog(), {});
            VERIFY_OK(graph);
            QCOMPARE(graph->things.size(), size_t(6));
            for (const LineageThing &thing : graph->things) {
                QCOMPARE(thing.runs.size(), size_t(2));
                QVERIFY(!thing.content.isEmpty());
            }
        }
    }

    void finds()
    {
        auto store = record::Store::open(database("find.sqlite"));
        putRun(*store, {});
        const auto graph = readLineage(*store, embeddedCatalog(), {});
        const auto found = [&graph](const char *text) {
            QStringList list;
            for (const ColumnRef &ref : searchLineage(*graph, QString::fromUtf8(text)))
                list << graph->things[size_t(ref.thing)].title
                        + (ref.column < 0 ? QString() : QLatin1Char('.') + graph->things[size_t(ref.thing)].columns[ref.column].name);
            return list;
        };
        QCOMPARE(found("in.csv").value(0), QStringLiteral("in.csv"));
        QCOMPARE(found("in.csv · b").value(0), QStringLiteral("in.csv.b"));
        QCOMPARE(found("SUM").value(0), QStringLiteral("Features.sum"));
        QCOMPARE(found("roc").size(), 1);
        QCOMPARE(found("aaaaaaaa").value(0), QStringLiteral("in.csv"));
        QVERIFY(found("nothing of the kind").isEmpty());
        QVERIFY(found("").isEmpty());
    }

    void followsTheStore()
    {
        const QString path = database("live.sqlite");
        auto store = record::Store::open(path);
        Ran ran;
        putRun(*store, ran);
        StoreThread thread(path);
        LineageExplorer explorer(&thread, embeddedCatalog());
        QSignalSpy pictures(&explorer, &LineageExplorer::pictureChanged);
        explorer.setActive(true);
        QTRY_COMPARE(explorer.picture().cards.size(), size_t(6));
        explorer.setFocus({thingNamed(explorer.graph(), QStringLiteral("Features")), 1});
        QTRY_VERIFY(!explorer.path().isEmpty());
        // A further run of other bytes: what is looked at is looked at still.
        ran.startMs += 5000;
        ran.digest = QString(64, QLatin1Char('d'));
        ran.recipes = QStringLiteral("9");
        putRun(*store, ran);
        QTRY_COMPARE_WITH_TIMEOUT(explorer.graph().runs.size(), 2, 10000);
        const ColumnRef focus = explorer.view().focus;
        QVERIFY(focus.thing >= 0);
        QCOMPARE(explorer.graph().things[size_t(focus.thing)].content, QStringLiteral("derive1"));
        QCOMPARE(explorer.graph().things[size_t(focus.thing)].columns[focus.column].name, QStringLiteral("sum"));
        QTRY_VERIFY(!explorer.path().isEmpty());
    }

    /// Random graphs, also with knots: what is walked down from a thing is what is found when each of it is walked up.
    void walksAreTheSameBothWays()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 40; ++round) {
            LineageGraph graph;
            const int count = 2 + random.bounded(30);
            graph.things.resize(size_t(count));
            for (int i = 0; i < count; ++i) {
                graph.things[size_t(i)].family = QString::number(i);
                graph.things[size_t(i)].columns.resize(3);
            }
            for (int i = 0; i < count * 2; ++i) {
                const int a = random.bounded(count), b = random.bounded(count);
                if (a == b)
                    continue;
                graph.things[size_t(a)].below.push_back(b);
                graph.things[size_t(b)].above.push_back(a);
                graph.flows.push_back({{a, random.bounded(3)}, {b, random.bounded(3)}, FlowKind::Value});
            }
            graph.index();
            for (int a = 0; a < count; ++a) {
                const auto down = reachOf(graph, {a, -1}, WalkDirection::Downstream);
                for (int b = 0; b < count; ++b)
                    QCOMPARE(bool(down.things[size_t(b)]), bool(reachOf(graph, {b, -1}, WalkDirection::Upstream).things[size_t(a)]));
                const auto flows = reachOf(graph, {a, 0}, WalkDirection::Downstream);
                for (auto it = flows.columns.cbegin(); it != flows.columns.cend(); ++it)
                    QVERIFY(reachOf(graph, it.key(), WalkDirection::Upstream).columns.contains({a, 0}));
                const auto path = pathOf(graph, {a, 0}, WalkDirection::Both);
                QCOMPARE(path.size(), reachOf(graph, {a, 0}, WalkDirection::Both).columns.size());
            }
            LineageView view;
            view.focus = {0, 0};
            const auto picture = arrange(graph, view, reachOf(graph, view.focus, view.direction));
            QCOMPARE(picture.cards.size(), size_t(count));
            for (size_t i = 0; i < picture.cards.size(); ++i)
                for (size_t j = i + 1; j < picture.cards.size(); ++j)
                    QVERIFY(!picture.cards[i].rect.intersects(picture.cards[j].rect));
        }
    }
};

HEADRACE_TEST(TestLineageGraph)
#include "test_lineage_graph.moc"
