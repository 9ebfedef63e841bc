// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"
#include "tests/results/workers.h"
#include "tests/support/registry.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/charts/quick_chart_view.h"
#include "widgets/results/log_panel.h"
#include "widgets/results/preview_panel.h"
#include "widgets/results/problems_panel.h"
#include "widgets/results/rows_header.h"
#include "widgets/results/rows_view.h"
#include "widgets/results/timeline_chart.h"
#include "widgets/results/timeline_panel.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include <numeric>

using namespace headrace;
using namespace headrace::tests;

namespace {

/// 100 million rows that are computed, not kept.
class EndlessModel : public QAbstractTableModel
{
public:
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 100'000'000; }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 12; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == PreviewModel::NumberRole)
            return index.column() % 3 != 1;
        if (role != Qt::DisplayRole)
            return {};
        return index.column() % 3 == 1 ? QStringLiteral("text of row %1").arg(index.row())
                                       : QString::number(qint64(index.row()) * (index.column() + 1));
    }
    QVariant headerData(int section, Qt::Orientation, int role) const override
    {
        return role == Qt::DisplayRole ? QStringLiteral("column %1").arg(section) : QVariant();
    }
};

}  // namespace

class TestPanels : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<WarmWorker> m_worker;
    std::unique_ptr<DocumentSession> m_session;

    static Node node(const char *op, const QJsonObject &params, const char *above = nullptr)
    {
        Node made;
        made.op = QLatin1String(op);
        made.version = embeddedCatalog().find(made.op) ? embeddedCatalog().find(made.op)->version : 1;
        made.params = params;
        if (above)
            made.inputs.insert(QStringLiteral("rows"), {PortRef{QLatin1String(above), QStringLiteral("rows")}});
        return made;
    }
    /// Flights in small.
    void open()
    {
        auto document = std::make_unique<PipelineDocument>();
        document->setHome(m_home.path());
        Pipeline pipeline;
        pipeline.nodes.insert(
            QStringLiteral("flights"),
            node("code.sql",
                 {{QStringLiteral("query"),
                   QStringLiteral("SELECT TIMESTAMP '2001-01-01 06:00' + INTERVAL (range * 7) MINUTE AS date, "
                                  "['DEN', 'MSP', 'PHX', 'DTW', 'IAH'][1 + (range * 13) % 5] AS origin, "
                                  "CAST(CASE WHEN range % 23 = 0 THEN NULL ELSE (range * 37) % 200 - 20 END AS INTEGER) AS delay, "
                                  "CAST(200 + (range * 7919) % 2400 AS INTEGER) AS distance, (range * 37) % 200 - 20 > 15 AS late "
                                  "FROM range(5000)")}}));
        pipeline.nodes[QStringLiteral("flights")].title = QStringLiteral("Flights");
        pipeline.nodes.insert(QStringLiteral("plausible"),
                              node("table.filter", {{QStringLiteral("condition"), QStringLiteral("delay < 150")}}, "flights"));
        pipeline.nodes.insert(QStringLiteral("far"),
                              node("table.filter", {{QStringLiteral("condition"), QStringLiteral("distance > 1000")}}, "plausible"));
        document->setContent(pipeline, false);
        RunControl::Programs programs;
        programs.host = QStringLiteral(HEADRACE_BIN_DIR "/headrace");
        m_session = std::make_unique<DocumentSession>(std::move(document), embeddedCatalog(), m_worker.get(), nullptr, programs);
    }
    /// To look at: HEADRACE_PICTURES names a folder.
    static void picture(QWidget &widget, const char *name)
    {
        const QString folder = qEnvironmentVariable("HEADRACE_PICTURES");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        Theme *theme = Theme::of(qApp);
        for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
            theme->setChoice(choice);
            QTest::qWait(60);
            widget.grab().save(
                QStringLiteral("%1/%2-%3.png")
                    .arg(folder, QLatin1String(name), choice == ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light")));
        }
    }
    template <class T> static T *byName(QWidget &parent, const char *name)
    {
        for (T *child : parent.findChildren<T *>())
            if (child->accessibleName() == QLatin1String(name))
                return child;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HEADRACE_HOME", m_home.path().toLocal8Bit());
        qunsetenv("HEADRACE_WORKER");
        m_worker = std::make_unique<WarmWorker>(realWorker());
    }
    void cleanup() { m_session.reset(); }

    void previewShowsSortsFiltersAndCopies()
    {
        open();
        PreviewPanel panel;
        panel.resize(864, 240);
        panel.show();
        picture(panel, "preview-empty");
        panel.setSession(m_session.get());
        panel.showNode(QStringLiteral("plausible"));
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->phase() == PreviewModel::Phase::First, 20000);
        QTest::qWait(50);
        picture(panel, "preview");
        RowsView *view = panel.view();
        QVERIFY(view->visibleRows() >= 5);
        QCOMPARE(view->model()->rowCount(), 1000);

        // A click on the header sorts all rows, not the first thousand.
        RowsHeader *header = view->header();
        const auto clickHeader = [&](int column) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(header->sectionViewportPosition(column) + 20, 10));
        };
        clickHeader(3);
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->phase() == PreviewModel::Phase::All && !panel.model()->value(0, 3).isUndefined(), 20000);
        QVERIFY(panel.model()->rowCount() > 3000);
        QCOMPARE(panel.model()->value(0, 3).toInt(), 200);
        clickHeader(3);
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->value(0, 3).toInt() > 2500, 20000);
        picture(panel, "preview-sorted");

        // The keyboard goes to the end and back.
        view->setFocus();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(30, 10));
        QCOMPARE(view->currentIndex().row(), 0);
        QTest::keyClick(view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view->currentIndex().row(), panel.model()->rowCount() - 1);
        QVERIFY(view->visualRect(view->currentIndex()).bottom() <= view->viewport()->height());
        QTest::keyClick(view, Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(view->firstVisibleRow(), 0);

        // Filter by hand.
        auto *button = byName<QToolButton>(panel, "Filter the rows shown");
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        auto *column = byName<QComboBox>(panel, "Column to filter by");
        auto *op = byName<QComboBox>(panel, "Comparison");
        auto *value = byName<QLineEdit>(panel, "Value to compare with");
        QVERIFY(column && op && value);
        column->setCurrentText(QStringLiteral("origin"));
        op->setCurrentIndex(op->findData(QStringLiteral("equals")));
        QTest::keyClicks(value, QStringLiteral("DEN"));
        QTest::keyClick(value, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->phase() == PreviewModel::Phase::All && panel.model()->rowCount() < 1000
                                     && !panel.model()->value(0, 1).isUndefined(),
                                 20000);
        QCOMPARE(panel.model()->value(0, 1).toString(), QStringLiteral("DEN"));
        picture(panel, "preview-filtered");
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(panel.model()->filters().isEmpty());

        // Copy a block of cells.
        QTRY_VERIFY_WITH_TIMEOUT(!panel.model()->value(1, 2).isUndefined() && panel.model()->phase() == PreviewModel::Phase::All, 20000);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(0, 1)).center());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::ShiftModifier, view->visualRect(view->model()->index(1, 2)).center());
        QCOMPARE(panel.selectionAs(PreviewPanel::CopyAs::Csv).count(QLatin1Char('\n')), 3);
        QVERIFY(panel.selectionAs(PreviewPanel::CopyAs::Csv).startsWith(QLatin1String("origin,delay\n")));
        QVERIFY(panel.selectionAs(PreviewPanel::CopyAs::SqlValues).contains(QLatin1String("VALUES")));

        // A double click shows the value whole.
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(0, 0)).center());
        QVERIFY(byName<QWidget>(panel, "Value")->isVisible());
        picture(panel, "preview-cell");
    }

    void previewBesideAndDifference()
    {
        open();
        PreviewPanel panel;
        panel.resize(1100, 300);
        panel.show();
        panel.setSession(m_session.get());
        panel.showPort(QStringLiteral("plausible:rows"));
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->phase() == PreviewModel::Phase::First, 20000);
        panel.showBeside(QStringLiteral("far:rows"));
        QTest::qWait(300);
        picture(panel, "preview-beside");
        panel.showDifference(QStringLiteral("far:rows"));
        const auto said = [&panel](const char *words) {
            const QList<QLabel *> labels = panel.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [words](QLabel *label) { return label->text().contains(QLatin1String(words)); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(said("rows only in plausible:rows, 0 only in"), 20000);
        picture(panel, "preview-difference");
    }

    void failuresAndUnknownRowsOfferTheWayOn()
    {
        open();
        PreviewPanel panel;
        panel.resize(864, 240);
        panel.show();
        panel.setSession(m_session.get());
        QVERIFY(m_session->document()
                    ->apply({SetNodeParam{QStringLiteral("far"), QStringLiteral("condition"), QStringLiteral("distnce > 1000")}},
                            QStringLiteral("Change"))
                    .ok());
        panel.showNode(QStringLiteral("far"));
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->phase() == PreviewModel::Phase::Failed, 20000);
        picture(panel, "preview-failed");
    }

    void problemsGoToTheirNodeAndAreFixed()
    {
        open();
        ProblemsPanel panel;
        panel.resize(864, 240);
        panel.show();
        panel.setSession(m_session.get());
        picture(panel, "problems-none");
        QSignalSpy goTo(&panel, &ProblemsPanel::goTo);
        QVERIFY(m_session->document()
                    ->apply({SetNodeParam{QStringLiteral("far"), QStringLiteral("condition"), QStringLiteral("distnce > 1000")},
                             SetNode{QStringLiteral("fresh"), node("table.filter", {})}},
                            QStringLiteral("Change"))
                    .ok());
        QTRY_VERIFY_WITH_TIMEOUT(panel.list()->model()->rowCount() >= 3, 20000);
        QTest::qWait(50);
        picture(panel, "problems");
        QVERIFY(panel.errorCount() >= 3);
        QModelIndex wrong;
        for (int row = 0; row < panel.list()->model()->rowCount(); ++row)
            if (panel.list()->model()->index(row, 0).data().toString().contains(QLatin1String("distnce")))
                wrong = panel.list()->model()->index(row, 0);
        QVERIFY(wrong.isValid());
        const QRect place = panel.list()->visualRect(wrong);
        QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, place.topLeft() + QPoint(60, 10));
        QTest::mouseDClick(panel.list()->viewport(), Qt::LeftButton, {}, place.topLeft() + QPoint(60, 10));
        QCOMPARE(goTo.size(), 1);
        QCOMPARE(goTo[0][0].toString(), QStringLiteral("far"));
        QCOMPARE(goTo[0][1].toString(), QStringLiteral("condition"));
        QVERIFY(panel.canFix(wrong));
        {
            QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, QPoint(place.right() - 30, place.center().y()));
            QCOMPARE(
                m_session->document()->pipeline().nodes.value(QStringLiteral("far")).params.value(QStringLiteral("condition")).toString(),
                QStringLiteral("distance > 1000"));
            m_session->document()->undoStack()->undo();
            QCOMPARE(
                m_session->document()->pipeline().nodes.value(QStringLiteral("far")).params.value(QStringLiteral("condition")).toString(),
                QStringLiteral("distnce > 1000"));
        }
    }

    void replacements()
    {
        const QJsonObject params{
            {QStringLiteral("columns"), QJsonArray{QStringLiteral("a"), QStringLiteral("dely")}},
            {QStringLiteral("items"), QJsonArray{QJsonObject{{QStringLiteral("expression"), QStringLiteral("1 + dely * 2")}}}},
            {QStringLiteral("number"), 3}};
        QCOMPARE(*withReplacement(params, QStringLiteral("columns[1]"), QStringLiteral("delay"), -1, {}),
                 QJsonValue(QJsonArray{QStringLiteral("a"), QStringLiteral("delay")}));
        QCOMPARE(withReplacement(params, QStringLiteral("items[0].expression"), QStringLiteral("the delay"), 4,
                                 QStringLiteral("no column 'dely'"))
                     ->toArray()
                     .at(0)
                     .toObject()
                     .value(QStringLiteral("expression"))
                     .toString(),
                 QStringLiteral("1 + \"the delay\" * 2"));
        QVERIFY(!withReplacement(params, QStringLiteral("items[0].expression"), QStringLiteral("delay"), 0,
                                 QStringLiteral("no column 'dely'")));
        QCOMPARE(
            withReplacement(params, QStringLiteral("items[0].expression"), QStringLiteral("delay"), -1, QStringLiteral("no column 'dely'"))
                ->toArray()
                .at(0)
                .toObject()
                .value(QStringLiteral("expression"))
                .toString(),
            QStringLiteral("1 + delay * 2"));
        QVERIFY(!withReplacement(params, QStringLiteral("items[0].expression"), QStringLiteral("delay"), -1,
                                 QStringLiteral("no column 'other'")));
        QVERIFY(!withReplacement(params, QStringLiteral("columns[7]"), QStringLiteral("x"), -1, {}));
        QVERIFY(!withReplacement(params, QStringLiteral("nothing"), QStringLiteral("x"), -1, {}));
        QVERIFY(!withReplacement(params, QStringLiteral("number"), QStringLiteral("x"), -1, {}));
        QVERIFY(!withReplacement(params, QStringLiteral("]["), QStringLiteral("x"), -1, {}));
    }

    void logAndTimelineOfARun()
    {
        open();
        LogPanel log;
        TimelinePanel timeline;
        for (QWidget *panel : {static_cast<QWidget *>(&log), static_cast<QWidget *>(&timeline)}) {
            panel->resize(864, 240);
            panel->show();
        }
        log.setSession(m_session.get());
        timeline.setSession(m_session.get());
        picture(log, "log-empty");
        QSignalSpy finished(m_session->run(), &RunControl::finished);
        m_session->run()->run({});
        QVERIFY(finished.wait(60000));
        QVERIFY2(finished[0][0].value<RunOutcome>().status == QLatin1String("done"),
                 qPrintable(finished[0][0].value<RunOutcome>().errors.value(0).toString()));
        m_session->log()->append(
            {{QDateTime::currentMSecsSinceEpoch(), LogLine::Warning, QStringLiteral("far"), QStringLiteral("3 rows could not be read")},
             {QDateTime::currentMSecsSinceEpoch(), LogLine::Error, QStringLiteral("flights"), QStringLiteral("It went wrong")}});
        QTest::qWait(50);
        picture(log, "log");
        picture(timeline, "timeline");
        QVERIFY(log.list()->model()->rowCount() >= 4);
        QSignalSpy goTo(&log, &LogPanel::goTo);
        const QModelIndex last = log.list()->model()->index(log.list()->model()->rowCount() - 1, 0);
        QTest::mouseClick(log.list()->viewport(), Qt::LeftButton, {}, log.list()->visualRect(last).topLeft() + QPoint(140, 10));
        QCOMPARE(goTo.size(), 1);
        QCOMPARE(goTo[0][0].toString(), QStringLiteral("flights"));
        log.showNode(QStringLiteral("far"));
        QVERIFY(log.list()->model()->rowCount() >= 1);
        for (int row = 0; row < log.list()->model()->rowCount(); ++row)
            QCOMPARE(log.list()->model()->index(row, 0).data(LogModel::NodeRole).toString(), QStringLiteral("far"));
        QCOMPARE(m_session->run()->spans().size(), 3);
        const QString node = timeline.chart()->nodeAt(QPoint(30, 22 + 10));
        QVERIFY(!node.isEmpty());
        QVERIFY(!timeline.chart()->wordsAt(QPoint(30, 22 + 10)).isEmpty());
        QSignalSpy there(&timeline, &TimelinePanel::goTo);
        QTest::mouseDClick(timeline.chart()->viewport(), Qt::LeftButton, {}, QPoint(30, 22 + 10));
        QCOMPARE(there.size(), 1);
        QCOMPARE(there[0][0].toString(), node);
    }

    void chartsOfAPort_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("histogram") << int(ChartKind::Histogram);
        QTest::newRow("bars") << int(ChartKind::Bars);
        QTest::newRow("boxes") << int(ChartKind::Boxes);
        QTest::newRow("scatter") << int(ChartKind::Scatter);
        QTest::newRow("line") << int(ChartKind::Line);
        QTest::newRow("correlation") << int(ChartKind::Correlation);
        QTest::newRow("pairs") << int(ChartKind::Pairs);
    }
    void chartsOfAPort()
    {
        QFETCH(const int, kind);
        open();
        ChartPanel panel;
        panel.resize(864, 320);
        panel.show();
        panel.setSession(m_session.get());
        QSignalSpy checked(m_session->check(), &LiveCheck::checked);
        QVERIFY(checked.wait(20000));
        panel.showPort(QStringLiteral("flights:rows"));
        for (QPushButton *button : panel.findChildren<QPushButton *>())
            if (button->isCheckable() && button->text().toLower() == QLatin1String(QTest::currentDataTag()))
                QTest::mouseClick(button, Qt::LeftButton);
        if (kind == int(ChartKind::Boxes) || kind == int(ChartKind::Bars))
            panel.setColumns(QStringLiteral("origin"), kind == int(ChartKind::Boxes) ? QStringLiteral("delay") : QString());
        QTRY_VERIFY_WITH_TIMEOUT(!panel.chart()->isBusy() && (panel.chart()->hasFigures() || !panel.chart()->error().text.isEmpty()),
                                 20000);
        QVERIFY2(panel.chart()->error().text.isEmpty(), qPrintable(panel.chart()->error().text));
        const ChartFigures &figures = panel.chart()->figures();
        QCOMPARE(int(figures.kind), kind);
        switch (figures.kind) {
        case ChartKind::Histogram:
            QCOMPARE(std::accumulate(figures.counts.begin(), figures.counts.end(), 0.0) + double(figures.missing), 5000.0);
            break;
        case ChartKind::Bars:
            QCOMPARE(figures.labels.size(), 5);
            QCOMPARE(figures.rows, 5000);
            break;
        case ChartKind::Boxes:
            QCOMPARE(figures.boxes.size(), 5);
            QVERIFY(figures.boxes[0].q1 <= figures.boxes[0].median && figures.boxes[0].median <= figures.boxes[0].q3);
            QVERIFY(figures.boxes[0].low <= figures.boxes[0].q1);
            break;
        case ChartKind::Scatter:
            QVERIFY(figures.points.size() > 4000);
            break;
        case ChartKind::Line:
            QVERIFY(figures.lineX.size() > 100);
            break;
        case ChartKind::Correlation:
            QCOMPARE(figures.columns.size(), 3);
            QVERIFY(figures.matrix[2] > 0.5);  // delay and late
            break;
        case ChartKind::Pairs:
            QCOMPARE(figures.pairGrids.size(), size_t(3));
            QVERIFY(std::accumulate(figures.pairGrids[0].counts.begin(), figures.pairGrids[0].counts.end(), 0.0) > 4000);
            break;
        }
        QTest::qWait(80);
        picture(panel, (QByteArray("chart-") + QTest::currentDataTag()).constData());
    }

    void aHundredMillionRowsScrollSmoothly()
    {
        EndlessModel model;
        RowsView view;
        view.resize(1100, 500);
        view.setModel(&model);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QImage screen(view.size(), QImage::Format_ARGB32_Premultiplied);
        std::vector<double> frames;
        for (int i = 0; i < 100; ++i) {
            view.verticalScrollBar()->setValue(int(qint64(i) * 999'983 % view.verticalScrollBar()->maximum()));
            const double before = threadMs();
            view.render(&screen);
            frames.push_back(threadMs() - before);
        }
        std::sort(frames.begin(), frames.end());
        qInfo("a frame of 20 rows by 12 columns: median %.2f ms, p99 %.2f ms", frames[50], frames[98]);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
        QCOMPARE(view.indexAt(QPoint(20, (view.visibleRows() - 1) * RowsView::kRowHeight + 5)).row(), 99'999'999);
        QVERIFY2(frames[50] < kMostFrameMs, qPrintable(QString::number(frames[50])));
    }
};

HEADRACE_TEST(TestPanels)
#include "test_panels.moc"
