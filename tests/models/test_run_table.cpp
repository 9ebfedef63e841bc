// SPDX-License-Identifier: GPL-3.0-or-later
// The run table over a real store: filter, order, live rows, and curves that keep their spikes.
#include "models/runs/metric_curve.h"
#include "models/runs/run_table_model.h"
#include "tests/record/sample.h"
#include "tests/support/registry.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <cmath>
#include <limits>

using namespace headrace;

class TestRunTable : public QObject
{
    Q_OBJECT

    static void add(const QString &database, int count, int from = 0)
    {
        auto store = record::Store::open(database);
        QVERIFY(store.ok());
        for (int i = from; i < from + count; ++i) {
            record::NewRun run = tests::sampleRun(1'700'000'000'000 + i * 1000);
            run.name = QStringLiteral("run-%1").arg(i);
            run.params = {{QStringLiteral("depth"), QString::number(i % 10)}};
            const auto begun = store->begin(run);
            QVERIFY(begun.ok());
            auto writer = store->writer(begun->row);
            QVERIFY(writer.ok());
            writer->metric({QStringLiteral("auc"), 0, run.startMs, 0.5 + i / 1000.0});
            QVERIFY(writer->flush().ok());
        }
    }

private Q_SLOTS:
    void showsFiltersAndSorts()
    {
        QTemporaryDir folder;
        const QString database = folder.filePath(QStringLiteral("headrace.sqlite"));
        add(database, 30);
        StoreThread store(database);
        ShownRuns shown;
        RunTableModel model(&store, &shown);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(model.rowCount(), 30);
        model.setColumns({{RunColumn::Eye, {}}, {RunColumn::Name, {}}, {RunColumn::Metric, QStringLiteral("auc")}});
        QTRY_COMPARE(model.index(0, 1).data().toString(), QStringLiteral("run-29"));
        model.sort(2, Qt::AscendingOrder);
        QTRY_COMPARE(model.index(0, 1).data().toString(), QStringLiteral("run-0"));
        model.setFilter(QStringLiteral("params.depth = '3'"));
        QTRY_COMPARE(model.rowCount(), 3);
        QTRY_COMPARE(model.index(2, 2).data().toString(), QStringLiteral("0.523"));
        QSignalSpy checked(&model, &RunTableModel::filterChecked);
        model.setFilter(QStringLiteral("params.depth ="));
        QCOMPARE(checked.last().at(2).toInt(), 14);
        QCOMPARE(model.rowCount(), 3);  // what was there stays
    }

    void newRunsComeInWithoutMovingTheOthers()
    {
        QTemporaryDir folder;
        const QString database = folder.filePath(QStringLiteral("headrace.sqlite"));
        add(database, 5);
        StoreThread store(database);
        ShownRuns shown;
        RunTableModel model(&store, &shown);
        QTRY_COMPARE(model.rowCount(), 5);
        const QPersistentModelIndex kept = model.index(2, 1);
        const qint64 run = model.runAt(2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        add(database, 2, 5);  // as another process would
        QTRY_COMPARE(model.rowCount(), 7);
        QCOMPARE(kept.row(), 4);
        QCOMPARE(model.runAt(kept.row()), run);
        QVERIFY(reset.isEmpty());
    }

    void coloursAreTheFirstFree()
    {
        ShownRuns shown;
        shown.setShown(10, true);
        shown.setShown(11, true);
        shown.setShown(12, true);
        shown.setShown(11, false);
        QCOMPARE(shown.colourOf(12), 2);
        shown.setShown(13, true);
        QCOMPARE(shown.colourOf(13), 1);
        QCOMPARE(shown.colourOf(11), -1);
        QCOMPARE(shown.runs(), (QList<qint64>{10, 12, 13}));
    }

    void thinningKeepsEverySpike()
    {
        QRandomGenerator random(5);
        std::vector<CurvePoint> points;
        for (int i = 0; i < 200000; ++i)
            points.push_back({double(i), random.generateDouble()});
        points[123456].y = 50;
        points[77777].y = -40;
        const auto thin = thinned(points, 0, 200000, 800);
        QVERIFY(thin.size() <= 4 * 802);
        QVERIFY(std::any_of(thin.begin(), thin.end(), [](const CurvePoint &p) { return p.x == 123456 && p.y == 50; }));
        QVERIFY(std::any_of(thin.begin(), thin.end(), [](const CurvePoint &p) { return p.x == 77777 && p.y == -40; }));
        QVERIFY(std::is_sorted(thin.begin(), thin.end(), [](const CurvePoint &a, const CurvePoint &b) { return a.x < b.x; }));
        QCOMPARE(thin.front().x, 0.0);
        QCOMPARE(thin.back().x, 199999.0);
    }

    void smoothingMeansTheSameForUnevenSteps()
    {
        std::vector<CurvePoint> constant;
        for (int i = 0; i < 100; ++i)
            constant.push_back({double(i * i), 3.0});
        for (const CurvePoint &p : smoothed(constant, 0.9))
            QVERIFY(std::abs(p.y - 3.0) < 1e-12);
        std::vector<CurvePoint> noisy{{0, 1}, {1, std::numeric_limits<double>::quiet_NaN()}, {2, 1}, {3, 1}};
        const auto smooth = smoothed(noisy, 0.5);
        QVERIFY(std::isnan(smooth[1].y));
        QVERIFY(std::abs(smooth[3].y - 1) < 1e-12);
        // A step is followed the more slowly the stronger the smoothing.
        std::vector<CurvePoint> step;
        for (int i = 0; i < 1000; ++i)
            step.push_back({double(i), i < 500 ? 0.0 : 1.0});
        QVERIFY(smoothed(step, 0.99)[520].y < smoothed(step, 0.5)[520].y);
        QVERIFY(smoothed(step, 0.0)[500].y == 1.0);
    }
};

HEADRACE_TEST(TestRunTable)
#include "test_run_table.moc"
