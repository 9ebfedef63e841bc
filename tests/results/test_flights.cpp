// SPDX-License-Identifier: GPL-3.0-or-later
// The flight example as the window meets it: first rows, scrolling, and a run with everything watching. Prints what it measures.
#include "models/preview/preview_model.h"
#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"
#include "tests/results/workers.h"
#include "tests/support/registry.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/results/log_panel.h"
#include "widgets/results/preview_panel.h"
#include "widgets/results/problems_panel.h"
#include "widgets/results/rows_view.h"
#include "widgets/results/timeline_panel.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>

using namespace headrace;
using namespace headrace::tests;

class TestFlights : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<WarmWorker> m_worker, m_slow;
    std::unique_ptr<DocumentSession> m_session;

    static void picture(QWidget &widget, const char *name)
    {
        const QString folder = qEnvironmentVariable("HEADRACE_PICTURES");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
            Theme::of(qApp)->setChoice(choice);
            QTest::qWait(60);
            widget.grab().save(
                QStringLiteral("%1/%2-%3.png")
                    .arg(folder, QLatin1String(name), choice == ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light")));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HEADRACE_HOME", m_home.path().toLocal8Bit());
        qunsetenv("HEADRACE_WORKER");
        if (!qEnvironmentVariableIsSet("HEADRACE_MEASURE"))
            QSKIP("It measures; set HEADRACE_MEASURE on a machine that does nothing else.");
        const QString file = QStringLiteral(HEADRACE_BIN_DIR "/../examples/flight-delays/flight-delays.pipeline.json");
        if (!QFileInfo::exists(file))
            QSKIP("The example is not there: configure the build again.");
        m_worker = std::make_unique<WarmWorker>(realWorker());
        m_slow = std::make_unique<WarmWorker>(realWorker());
        auto document = PipelineDocument::open(file);
        VERIFY_OK(document);
        RunControl::Programs programs;
        programs.host = QStringLiteral(HEADRACE_BIN_DIR "/headrace");
        m_session = std::make_unique<DocumentSession>(std::move(*document), embeddedCatalog(), m_worker.get(), m_slow.get(), programs);
        QSignalSpy checked(m_session->check(), &LiveCheck::checked);
        QVERIFY(checked.wait(30000));
    }

    void aClickShowsRows()
    {
        PreviewPanel panel;
        panel.resize(1100, 300);
        panel.setSession(m_session.get());
        panel.show();
        for (const char *node : {"flights", "airports", "origin", "plausible", "features", "split"}) {
            panel.showNode(QLatin1String(node));
            QTRY_VERIFY_WITH_TIMEOUT(
                panel.model()->phase() == PreviewModel::Phase::First || panel.model()->phase() == PreviewModel::Phase::Failed, 30000);
            QVERIFY2(panel.model()->phase() == PreviewModel::Phase::First, qPrintable(panel.model()->error().toString()));
            qInfo("first rows of %s after %.0f ms", node, panel.model()->firstRowsMs());
        }
        panel.showNode(QStringLiteral("features"));
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->phase() == PreviewModel::Phase::First, 30000);
        picture(panel, "flights-features");
        panel.showNode(QStringLiteral("evaluate"));
        QTest::qWait(50);
        picture(panel, "flights-no-rows");
        panel.showNode(QStringLiteral("trees"));
    }

    void allRowsScroll()
    {
        PreviewPanel panel;
        panel.resize(1100, 300);
        panel.setSession(m_session.get());
        panel.show();
        panel.showNode(QStringLiteral("features"));
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->phase() == PreviewModel::Phase::First, 30000);
        StallWatch stalls;
        QElapsedTimer clock;
        clock.start();
        panel.model()->loadAll();
        QTRY_VERIFY_WITH_TIMEOUT(panel.model()->phase() == PreviewModel::Phase::All, 240000);
        qInfo("all %d rows kept after %.1f s", panel.model()->rowCount(), double(clock.elapsed()) / 1000);
        QVERIFY(panel.model()->rowCount() > 100000);
        std::vector<double> frames, arrivals;
        QScrollBar *scroll = panel.view()->verticalScrollBar();
        QImage screen(panel.size(), QImage::Format_ARGB32_Premultiplied);
        for (int i = 0; i < 200; ++i) {
            clock.start();
            const double before = threadMs();
            scroll->setValue(int(qint64(i) * 104'729 % scroll->maximum()));
            panel.view()->render(&screen);
            frames.push_back(threadMs() - before);
            if (i % 10 == 0) {
                QTRY_VERIFY_WITH_TIMEOUT(!panel.model()->value(scroll->value(), 0).isUndefined(), 30000);
                arrivals.push_back(double(clock.nsecsElapsed()) / 1e6);
            }
            QCoreApplication::processEvents();
        }
        std::sort(frames.begin(), frames.end());
        std::sort(arrivals.begin(), arrivals.end());
        qInfo("scrolling: frame median %.2f ms, p99 %.2f ms; a page is there after %.0f ms (median), %.0f ms (most); longest stall %.1f ms",
              frames[100], frames[198], arrivals[arrivals.size() / 2], arrivals.back(), stalls.worst());
        QVERIFY2(stalls.worst() < kMostStallMs, qPrintable(QString::number(stalls.worst())));
    }

    void aRunWithEverythingWatching()
    {
        QTabWidget tabs;
        auto *preview = new PreviewPanel;
        auto *charts = new ChartPanel;
        auto *problems = new ProblemsPanel;
        auto *log = new LogPanel;
        auto *timeline = new TimelinePanel;
        tabs.addTab(preview, QStringLiteral("Preview"));
        tabs.addTab(charts, QStringLiteral("Charts"));
        tabs.addTab(problems, QStringLiteral("Problems"));
        tabs.addTab(log, QStringLiteral("Log"));
        tabs.addTab(timeline, QStringLiteral("Timeline"));
        preview->setSession(m_session.get());
        charts->setSession(m_session.get());
        problems->setSession(m_session.get());
        log->setSession(m_session.get());
        timeline->setSession(m_session.get());
        tabs.resize(1100, 320);
        tabs.setCurrentWidget(timeline);
        tabs.show();
        QTest::qWait(200);
        QStringList texts;
        connect(m_session->run(), &RunControl::statusTextChanged, this, [&texts](const QString &text) { texts << text; });
        int points = 0;
        connect(m_session->run(), &RunControl::metricPoint, this, [&points] { ++points; });
        QSignalSpy finished(m_session->run(), &RunControl::finished);
        StallWatch stalls;
        m_session->run()->run({});
        QVERIFY(finished.wait(600000));
        const auto outcome = finished[0][0].value<RunOutcome>();
        QVERIFY2(outcome.status == QLatin1String("done"), qPrintable(outcome.errors.value(0).toString()));
        qInfo("a run of %.1f s, %d points: longest stall %.1f ms", outcome.seconds, points, stalls.worst());
        for (qsizetype i = 0; i < texts.size(); i += std::max<qsizetype>(1, texts.size() / 6))
            qInfo("%s", qPrintable(texts[i]));
        qInfo("%s", qPrintable(m_session->run()->statusText()));
        QVERIFY2(stalls.worst() < kMostStallMs, qPrintable(QString::number(stalls.worst())));
        QVERIFY(points > 0);
        picture(tabs, "flights-timeline");
        tabs.setCurrentWidget(log);
        picture(tabs, "flights-log");
        tabs.setCurrentWidget(charts);
        charts->showPort(QStringLiteral("features:rows"));
        for (const auto &[kind, name] :
             {std::pair(ChartKind::Scatter, "flights-scatter"), std::pair(ChartKind::Boxes, "flights-boxes"),
              std::pair(ChartKind::Correlation, "flights-correlation"), std::pair(ChartKind::Pairs, "flights-pairs"),
              std::pair(ChartKind::Histogram, "flights-histogram")}) {
            charts->setKind(kind);
            QTRY_VERIFY_WITH_TIMEOUT(!charts->chart()->isBusy(), 120000);
            QVERIFY2(charts->chart()->error().text.isEmpty(), qPrintable(charts->chart()->error().text));
            qInfo("%s after %.0f ms", name, charts->chart()->tookMs());
            picture(tabs, name);
        }
    }
};

HEADRACE_TEST(TestFlights)
#include "test_flights.moc"
