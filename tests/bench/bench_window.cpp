// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window FOLDER FLIGHTS CSV: works the whole window with its real workers, as a person would: clicks on the nodes of the
// flight example, statistics, scrolling, a data file dropped on the canvas, and a run with everything watching. FOLDER is for its
// files, FLIGHTS the example's pipeline, CSV a file of three million rows. Prints one JSON object; times in milliseconds.
#include "app/workbench/compose_perspective.h"
#include "app/workbench/main_window.h"
#include "app/workbench/results_area.h"
#include "engine/catalog/operator_spec.h"
#include "models/preview/preview_model.h"
#include "models/session/document_session.h"
#include "models/settings/settings.h"
#include "tests/bench/watched_application.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/inspector/inspector.h"
#include "widgets/inspector/statistics_page.h"
#include "widgets/results/preview_panel.h"
#include "widgets/results/rows_view.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QJsonDocument>
#include <QListView>
#include <QMimeData>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTimer>
#include <QUrl>
#include <QWheelEvent>

#include <csignal>
#include <cstdio>
#include <functional>

using namespace headrace;
using namespace headrace::bench;

namespace {

double rounded(double ms)
{
    return std::round(ms * 10) / 10;
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::min(values.size() - 1, size_t(std::ceil(share * double(values.size()))) - 1)];
}

class WindowBench
{
public:
    WindowBench(WatchedApplication &application, MainWindow &window) : m_application(application), m_window(window)
    {
        m_beat.start(1);  // so that waiting for an event never sleeps past a condition
    }

    QJsonObject out;

    /// Milliseconds until a condition holds and what it changed is painted; stops the program where it does not come to hold.
    double until(const char *what, const std::function<bool()> &condition, int mostMs = 60000)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition()) {
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
            if (timer.elapsed() > mostMs) {
                std::fprintf(stderr, "bench_window: waited in vain for %s: %s\n%s\n", what, qPrintable(preview()->error().text),
                             QJsonDocument(out).toJson().constData());
                std::exit(1);
            }
        }
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        return double(timer.nsecsElapsed()) / 1e6;
    }
    void settle(int ms)
    {
        QElapsedTimer timer;
        timer.start();
        until("nothing", [&] { return timer.elapsed() >= ms; });
    }

    CanvasView *canvas() { return m_window.compose()->currentCanvas(); }
    PreviewModel *preview() { return m_window.results()->preview()->model(); }
    StatisticsPage *statistics() { return m_window.findChild<StatisticsPage *>(); }

    void click(const QString &node)
    {
        const QPointF at = canvas()->mapFromScene(canvas()->scene().find(node)->rect.center());
        for (const QEvent::Type type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
            QMouseEvent event(type, at, canvas()->mapToGlobal(at), Qt::LeftButton,
                              type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
            QCoreApplication::sendEvent(canvas(), &event);
        }
    }
    bool shows(const QString &node)
    {
        return preview()->port().startsWith(node + QLatin1Char(':')) && preview()->phase() == PreviewModel::Phase::First;
    }

    void open(const QString &file)
    {
        m_window.openFile(file);
        bool checked = false;
        const auto connection = QObject::connect(m_window.compose()->current()->check(), &LiveCheck::checked, &m_window,
                                                 [&checked] { checked = true; });
        until("the check", [&checked] { return checked; });
        QObject::disconnect(connection);
        settle(500);
    }

    void clicks(const QStringList &nodes)
    {
        std::vector<double> all;
        for (int round = 0; round < 3; ++round)
            for (const QString &node : nodes) {
                click(node);
                const double ms = until("first rows", [&] { return shows(node); });
                all.push_back(ms);
                const QString key = QStringLiteral("click on ") + node;
                out.insert(key, rounded(std::max(ms, out.value(key).toDouble())));
            }
        out.insert(QStringLiteral("click median"), rounded(percentile(all, 0.5)));
        out.insert(QStringLiteral("click worst"), rounded(percentile(all, 1)));
    }

    void statisticsOf(const QString &node)
    {
        click(node);
        m_window.inspector()->showTab(Inspector::Tab::Parameters);
        until("first rows", [&] { return shows(node); });
        settle(300);
        m_window.inspector()->showTab(Inspector::Tab::Statistics);
        out.insert(QStringLiteral("statistics of ") + node,
                   rounded(until("statistics", [&] { return statistics()->list()->model()->rowCount() > 0; })));
        m_window.inspector()->showTab(Inspector::Tab::Parameters);
    }

    void scrolling(const QString &node)
    {
        click(node);
        until("first rows", [&] { return shows(node); });
        preview()->loadAll();
        out.insert(QStringLiteral("all rows kept"),
                   rounded(until("all rows", [&] { return preview()->phase() == PreviewModel::Phase::All; })));
        RowsView *view = m_window.results()->preview()->view();
        std::vector<double> frames;
        for (int i = 0; i < 400; ++i) {
            QElapsedTimer timer;
            timer.start();
            if (i % 20 == 19) {
                view->verticalScrollBar()->setValue(int(qint64(i) * 104'729 % view->verticalScrollBar()->maximum()));
            } else {
                const QPointF at(300, 60);
                QWheelEvent wheel(at, view->viewport()->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                                  false);
                QCoreApplication::sendEvent(view->viewport(), &wheel);
            }
            view->viewport()->repaint();
            frames.push_back(double(timer.nsecsElapsed()) / 1e6);
            settle(8);
        }
        out.insert(QStringLiteral("scroll p99"), rounded(percentile(frames, 0.99)));
        out.insert(QStringLiteral("scroll rows"), preview()->rowCount());
    }

    void drop(const QString &file)
    {
        m_window.actions()->find(QStringLiteral("file.new"))->trigger();
        settle(500);
        m_window.inspector()->showTab(Inspector::Tab::Statistics);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        const QPointF at(400, 200);
        QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(canvas(), &enter);
        QElapsedTimer timer;
        timer.start();
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(canvas(), &event);
        // Whichever comes first; both are under way at once.
        double rows = 0;
        double described = 0;
        m_window.inspector()->showTab(Inspector::Tab::Statistics);
        until("rows and statistics of the dropped file", [&] {
            if (rows == 0 && preview()->phase() == PreviewModel::Phase::First)
                rows = double(timer.nsecsElapsed()) / 1e6;
            if (described == 0 && statistics()->list()->model()->rowCount() > 0)
                described = double(timer.nsecsElapsed()) / 1e6;
            return rows > 0 && described > 0;
        });
        out.insert(QStringLiteral("drop first rows"), rounded(rows));
        out.insert(QStringLiteral("drop statistics"), rounded(described));
    }

    void runs()
    {
        DocumentSession *session = m_window.compose()->current();
        const auto run = [&](const char *name, const std::function<void()> &meanwhile) {
            bool finished = false;
            const auto connection = QObject::connect(session->run(), &RunControl::finished, &m_window, [&finished] { finished = true; });
            m_application.forget();
            QElapsedTimer timer;
            timer.start();
            RunWish wish;
            wish.noCache = true;
            session->run()->run(wish);
            if (meanwhile)
                meanwhile();
            until(
                "the end of the run", [&finished] { return finished; }, 600000);
            QObject::disconnect(connection);
            tell(name);
            out.insert(QLatin1String(name) + QStringLiteral(" took"), rounded(double(timer.nsecsElapsed()) / 1e6));
        };
        for (const auto tab : {ResultsArea::Timeline, ResultsArea::Log, ResultsArea::Preview}) {
            m_window.results()->showTab(tab);
            settle(200);
        }
        m_window.results()->showTab(ResultsArea::Timeline);
        run("run", {});
        m_window.results()->showTab(ResultsArea::Preview);
        run("run and clicks", [&] {
            for (const char *node : {"features", "flights", "trees", "plausible", "evaluate", "split", "trees"}) {
                click(QLatin1String(node));
                settle(300);
            }
        });
    }

    /// The warm workers hang, then die, while one goes on clicking.
    void workersFail()
    {
        m_application.forget();
        const auto signalAll = [this](int signal) {
            for (const int pid : workers())
                ::kill(pid, signal);
        };
        signalAll(SIGSTOP);
        for (const char *node : {"features", "flights", "origin"}) {
            click(QLatin1String(node));
            settle(500);
        }
        signalAll(SIGCONT);
        settle(1000);
        tell("hanging workers");
        m_application.forget();
        signalAll(SIGKILL);
        for (const char *node : {"features", "flights", "origin"}) {
            click(QLatin1String(node));
            settle(500);
        }
        click(QStringLiteral("destination"));
        until("rows after a worker's death", [&] { return shows(QStringLiteral("destination")); });
        tell("dying workers");
    }

    void tell(const char *name)
    {
        out.insert(QStringLiteral("stall of ") + QLatin1String(name), rounded(m_application.longest()));
        out.insert(QStringLiteral("slices of ") + QLatin1String(name), m_application.longestSlices(8));
    }

private:
    static std::vector<int> workers()
    {
        std::vector<int> pids;
        for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray stat = file.readAll();
            if (stat.contains("(headrace-worker)") && stat.mid(stat.lastIndexOf(')') + 4).split(' ').value(0).toInt() == ::getpid())
                pids.push_back(pid.toInt());
        }
        return pids;
    }

    WatchedApplication &m_application;
    MainWindow &m_window;
    QTimer m_beat;
};

}  // namespace

int main(int argc, char **argv)
{
    if (argc < 4) {
        std::fprintf(stderr, "usage: bench_window FOLDER FLIGHTS CSV\n");
        return 2;
    }
    const QString folder = QDir(QString::fromLocal8Bit(argv[1])).absolutePath();
    qputenv("HEADRACE_HOME", (folder + QStringLiteral("/home")).toUtf8());
    qputenv("QT_QPA_PLATFORM", "offscreen");
    WatchedApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("headrace-workbench"));
    Settings settings(folder + QStringLiteral("/settings.ini"));
    Theme theme(&application, ThemeChoice::Light);
    MainWindow window(embeddedCatalog(), &settings);
    window.resize(1440, 900);
    window.show();
    WindowBench bench(application, window);
    bench.open(QString::fromLocal8Bit(argv[2]));
    bench.tell("opening");
    application.forget();
    bench.clicks({QStringLiteral("flights"), QStringLiteral("airports"), QStringLiteral("places"), QStringLiteral("origin"),
                  QStringLiteral("destination"), QStringLiteral("plausible"), QStringLiteral("features"), QStringLiteral("split")});
    bench.tell("clicks");
    bench.statisticsOf(QStringLiteral("flights"));
    bench.statisticsOf(QStringLiteral("features"));
    application.forget();
    bench.scrolling(QStringLiteral("features"));
    bench.tell("scrolling");
    bench.runs();
    bench.workersFail();
    application.forget();
    bench.drop(QString::fromLocal8Bit(argv[3]));
    bench.tell("drop");
    std::printf("%s\n", QJsonDocument(bench.out).toJson(QJsonDocument::Compact).constData());
    return 0;
}
