// SPDX-License-Identifier: GPL-3.0-or-later
// The lineage of 5,000 things: read from a store, laid out, a column followed, and frames of moving over it at three zooms, drawn
// by the processor at 1440 × 900. Prints one JSON object; times in milliseconds.
#include "engine/record/names.h"
#include "models/lineage/lineage_explorer.h"
#include "widgets/lineage/lineage_canvas.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>

using namespace headrace;

namespace {

constexpr int kRuns = 455;
constexpr int kStepsARun = 10;
constexpr int kColumns = 8;
constexpr int kFrames = 100;

/// Each run reads a file of its own or one that others read too, and has ten steps with recipes of their own.
void fill(record::Store &store)
{
    for (int run = 0; run < kRuns; ++run) {
        record::NewRun made;
        made.startMs = 1'700'000'000'000 + run * 60'000;
        made.id = record::newRunId(made.startMs);
        made.sourceName = QStringLiteral("/ws/p%1.pipeline.json").arg(run);
        made.pipeline = "{\"headrace\": 1, \"nodes\": {}}";
        made.pipelineHash = QStringLiteral("none");
        const auto begun = store.begin(made);
        auto writer = store.writer(begun->row);
        const auto node = [](int step) { return QStringLiteral("n%1").arg(step); };
        QJsonArray schema;
        for (int column = 0; column < kColumns; ++column)
            schema << QJsonObject{{QStringLiteral("name"), QStringLiteral("column_%1").arg(column)},
                                  {QStringLiteral("type"), QStringLiteral("DOUBLE")}};
        for (int step = 0; step <= kStepsARun; ++step) {
            record::Step one;
            one.node = node(step);
            one.op = step == 0 ? QStringLiteral("read.csv") : QStringLiteral("table.derive");
            one.key = QStringLiteral("key-%1-%2").arg(run).arg(step);
            one.status = QStringLiteral("done");
            writer->step(one);
            writer->output({one.node, QStringLiteral("rows"), QStringLiteral("table"), 1000 + step, schema, {}, {}});
            // A chain with shortcuts.
            for (const int from : {step - 1, step - 3}) {
                if (from < 0)
                    continue;
                writer->edge({QStringLiteral("step"), node(from), QStringLiteral("step"), one.node});
                for (int column = 0; column < kColumns; ++column)
                    writer->column(
                        {one.node, QStringLiteral("rows"), QStringLiteral("column_%1").arg(column), node(from), QStringLiteral("rows"),
                         QStringLiteral("column_%1").arg((column + (from == step - 1 ? 0 : 1)) % kColumns), QStringLiteral("value")});
            }
        }
        record::DatasetUse use;
        use.node = node(0);
        use.role = QStringLiteral("input");
        use.source = QStringLiteral("/ws/data%1.csv").arg(run % 3 == 0 ? 0 : run);
        use.name = QFileInfo(use.source).fileName();
        use.digest = QStringLiteral("%1").arg(run % 3 == 0 ? 0 : run, 64, 10, QLatin1Char('0'));
        writer->dataset(use);
        (void)writer->finish(record::RunStatus::Done, made.startMs + 1000, 1, {}, {});
    }
}

QJsonObject frames(LineageCanvas &canvas, double zoom)
{
    canvas.setZoom(zoom, QPointF(0, 0));
    QImage image(canvas.size(), QImage::Format_ARGB32_Premultiplied);
    std::vector<double> times;
    for (int frame = 0; frame < kFrames; ++frame) {
        // As a drag moves it: by eleven pixels a frame.
        QWheelEvent wheel(QPointF(700, 400), QPointF(700, 400), QPoint(frame % 40 < 20 ? -11 : 11, -7), QPoint(), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas, &wheel);
        QElapsedTimer clock;
        clock.start();
        canvas.render(&image);
        times.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return {{QStringLiteral("p50"), times[times.size() / 2]}, {QStringLiteral("p99"), times[times.size() * 99 / 100]}};
}

}  // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Theme theme(&application, ThemeChoice::Light);
    QTemporaryDir folder;
    const QString database = folder.filePath(QStringLiteral("headrace.sqlite"));
    OperatorSpec read, derive;
    read.id = QStringLiteral("read.csv");
    read.title = QStringLiteral("CSV");
    read.traits.source = true;
    derive.id = QStringLiteral("table.derive");
    derive.title = QStringLiteral("Derive columns");
    const Catalog catalog({read, derive});
    auto store = record::Store::open(database);
    if (!store)
        return 1;
    fill(*store);

    QJsonObject result;
    QElapsedTimer clock;
    clock.start();
    const auto graph = readLineage(*store, catalog, {});
    result.insert(QStringLiteral("read"), double(clock.nsecsElapsed()) / 1e6);
    if (!graph)
        return 1;
    result.insert(QStringLiteral("things"), int(graph->things.size()));
    result.insert(QStringLiteral("flows"), int(graph->flows.size()));
    LineageView view;
    clock.restart();
    LineagePicture picture = arrange(*graph, view, reachOf(*graph, view.focus, view.direction));
    result.insert(QStringLiteral("layout"), double(clock.nsecsElapsed()) / 1e6);
    result.insert(QStringLiteral("cards"), int(picture.cards.size()));
    view.focus = {0, 0};
    clock.restart();
    const LineageReach reach = reachOf(*graph, view.focus, view.direction);
    const auto path = pathOf(*graph, view.focus, view.direction);
    result.insert(QStringLiteral("follow"), double(clock.nsecsElapsed()) / 1e6);
    result.insert(QStringLiteral("path"), int(path.size()));
    clock.restart();
    (void)searchLineage(*graph, QStringLiteral("data12 column_3"), 20);
    result.insert(QStringLiteral("search"), double(clock.nsecsElapsed()) / 1e6);

    StoreThread thread(database);
    LineageExplorer explorer(&thread, catalog);
    LineageCanvas canvas(&explorer, catalog);
    canvas.resize(1440, 900);
    QEventLoop loop;
    QObject::connect(&explorer, &LineageExplorer::pictureChanged, &loop, &QEventLoop::quit);
    QTimer::singleShot(60000, &loop, &QEventLoop::quit);
    explorer.setActive(true);
    loop.exec();
    for (const double zoom : {0.1, 0.5, 1.0}) {
        const QJsonObject figures = frames(canvas, zoom);
        for (auto it = figures.begin(); it != figures.end(); ++it)
            result.insert(QStringLiteral("move at %1 %2").arg(zoom).arg(it.key()), it.value());
    }
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
