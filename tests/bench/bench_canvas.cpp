// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas at 5,000 nodes and 10,000 edges after a run, drawn by the processor at 1440 × 900: how long loading and laying out
// take, single frames of panning, zooming and dragging at three zooms, the wait until all is drawn finely, and an edit until
// canvas and form show it. Prints one JSON object; times in milliseconds.
#include "models/document/pipeline_document.h"
#include "models/gestures/arrange.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/inspector/inspector.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMouseEvent>
#include <QRandomGenerator>

#include <cmath>
#include <cstdio>
#include <ctime>

using namespace headrace;

namespace {

constexpr int kNodes = 5000;
constexpr int kEdges = 10000;
constexpr int kRows = 50;
constexpr int kFrames = 200;

OperatorSpec spec(const char *id, const QString &title, Category category, const char *icon, int inputs)
{
    OperatorSpec made;
    made.id = QLatin1String(id);
    made.title = title;
    made.category = category;
    made.icon = QLatin1String(icon);
    made.summary = QStringLiteral("{condition}");
    ParamSpec condition;
    condition.name = QStringLiteral("condition");
    made.params = {condition};
    for (int i = 0; i < inputs; ++i)
        made.inputs.append({QStringLiteral("in%1").arg(i), PortType::Table, Cardinality::Many, {}});
    made.outputs = {{QStringLiteral("rows"), PortType::Table, Cardinality::One, {}}};
    return made;
}

/// Columns of 50 nodes as people place them; most edges lead to the next columns, some far away and some back.
Pipeline largePipeline(const Catalog &catalog)
{
    QRandomGenerator random(11);
    Pipeline pipeline;
    for (int i = 0; i < kNodes; ++i) {
        const OperatorSpec &op = catalog.operators()[i % catalog.operators().size()];
        Node node;
        node.op = op.id;
        node.title = QStringLiteral("%1 %2").arg(op.title).arg(i);
        node.params.insert(QStringLiteral("condition"), QStringLiteral("value_%1 BETWEEN -120 AND 600").arg(i));
        const QString id = QStringLiteral("n%1").arg(i, 4, 10, QLatin1Char('0'));
        pipeline.nodes.insert(id, node);
        pipeline.layout.positions.insert(id, QPointF(i / kRows * 256 + random.bounded(3) * 16, i % kRows * 112 + random.bounded(3) * 16));
    }
    int edges = 0;
    while (edges < kEdges) {
        const int from = random.bounded(kNodes);
        const int kind = random.bounded(100);
        int to = from + kRows + random.bounded(9) - 4;
        if (kind >= 98)
            to = random.bounded(kNodes);
        else if (kind >= 90)
            to = from + kRows * (2 + random.bounded(4)) + random.bounded(21) - 10;
        if (to < 0 || to >= kNodes || to == from)
            continue;
        Node &target = pipeline.nodes[QStringLiteral("n%1").arg(to, 4, 10, QLatin1Char('0'))];
        QList<PortRef> &sources = target.inputs[QStringLiteral("in%1").arg(random.bounded(2))];
        const PortRef ref{QStringLiteral("n%1").arg(from, 4, 10, QLatin1Char('0')), QStringLiteral("rows")};
        if (sources.contains(ref))
            continue;
        sources.append(ref);
        ++edges;
    }
    return pipeline;
}

/// All is done, as after a run: with rows on every edge and a time at every node.
QHash<QString, NodeState> doneStates(const Pipeline &pipeline)
{
    QRandomGenerator random(12);
    QHash<QString, NodeState> states;
    for (const QString &id : pipeline.nodes.keys()) {
        NodeState state;
        state.status = random.bounded(20) ? NodeStatus::Done : NodeStatus::Cached;
        state.seconds = random.bounded(4.0);
        state.rows = {{QStringLiteral("rows"), random.bounded(3'000'000)}};
        states.insert(id, state);
    }
    return states;
}

/// Processor time of this thread, milliseconds: what the code takes, however busy the machine is.
double processorMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::min(values.size() - 1, size_t(std::ceil(share * double(values.size()))) - 1)];
}

class Bench
{
public:
    Bench(CanvasView &view, QJsonObject &out) : m_view(view), m_out(out) {}

    /// A frame is what the gesture and the drawing take together; what the event loop does between frames is kept apart.
    template <class Step> void measure(const QString &name, Step step)
    {
        std::vector<double> frames;
        std::vector<double> work;
        std::vector<double> between;
        for (int i = 0; i < kFrames; ++i) {
            QElapsedTimer timer;
            const double before = processorMs();
            timer.start();
            step(i);
            m_view.repaint();
            frames.push_back(double(timer.nsecsElapsed()) / 1e6);
            work.push_back(processorMs() - before);
            timer.restart();
            QCoreApplication::processEvents();
            between.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        m_out.insert(name + QStringLiteral(" p50"), std::round(percentile(frames, 0.5) * 100) / 100);
        m_out.insert(name + QStringLiteral(" p99"), std::round(percentile(frames, 0.99) * 100) / 100);
        m_out.insert(name + QStringLiteral(" cpu p99"), std::round(percentile(work, 0.99) * 100) / 100);
        m_out.insert(name + QStringLiteral(" between p99"), std::round(percentile(between, 0.99) * 100) / 100);
    }

    /// From the last frame of a gesture until everything is drawn as finely as it gets.
    template <class Step> void measureRefining(const QString &name, Step step)
    {
        std::vector<double> waits;
        for (int i = 0; i < 15; ++i) {
            for (int k = 0; k < 3; ++k) {
                step(3 * i + k);
                m_view.repaint();
            }
            QElapsedTimer timer;
            timer.start();
            while (!m_view.isRefined() && timer.elapsed() < 2000)
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
            waits.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        m_out.insert(name + QStringLiteral(" refined"), std::round(percentile(waits, 0.99) * 100) / 100);
    }

    void settle()
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 400)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }

private:
    CanvasView &m_view;
    QJsonObject &m_out;
};

/// The node whose middle is nearest to a point.
int nearest(const CanvasScene &scene, QPointF to)
{
    int best = 0;
    double least = 1e18;
    for (size_t i = 0; i < scene.nodes().size(); ++i) {
        const QPointF off = scene.nodes()[i].rect.center() - to;
        if (const double distance = QPointF::dotProduct(off, off); distance < least) {
            least = distance;
            best = int(i);
        }
    }
    return best;
}

void mouse(CanvasView &view, QEvent::Type type, QPointF at)
{
    QMouseEvent event(type, at, view.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &event);
}

/// Whether something of both windows was painted.
class PaintWatch : public QObject
{
public:
    PaintWatch(QWidget *first, QWidget *second) : m_first(first), m_second(second)
    {
        QCoreApplication::instance()->installEventFilter(this);
    }
    ~PaintWatch() override { QCoreApplication::instance()->removeEventFilter(this); }
    void reset() { m_seen[0] = m_seen[1] = false; }
    bool both() const { return m_seen[0] && m_seen[1]; }
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            if (auto *widget = qobject_cast<QWidget *>(object)) {
                m_seen[0] = m_seen[0] || widget == m_first;
                m_seen[1] = m_seen[1] || m_second->isAncestorOf(widget);
            }
        return false;
    }

private:
    QWidget *m_first, *m_second;
    bool m_seen[2] = {};
};

}  // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Theme theme(&application, ThemeChoice::Light);
    const Catalog catalog({spec("a.read", QStringLiteral("Read"), Category::Read, "file-text", 2),
                           spec("a.filter", QStringLiteral("Filter rows"), Category::Shape, "filter", 2),
                           spec("a.trees", QStringLiteral("Boosted trees"), Category::Learn, "trees", 2),
                           spec("a.judge", QStringLiteral("Evaluate"), Category::Evaluate, "clipboard-check", 2)});
    const Pipeline large = largePipeline(catalog);
    QJsonObject out;
    PipelineDocument document;
    NodeStates states;
    states.set(doneStates(large));
    PortSchemas schemas;
    ActionRegistry actions;

    QElapsedTimer timer;
    const double before = processorMs();
    timer.start();
    document.setContent(large, false);
    CanvasView view(&document, catalog, &states, &schemas, &actions);
    view.resize(1440, 900);
    view.show();
    view.repaint();
    out.insert(QStringLiteral("load"), std::round(double(timer.nsecsElapsed()) / 1e4) / 100);
    out.insert(QStringLiteral("load cpu"), std::round((processorMs() - before) * 100) / 100);

    timer.restart();
    const auto arranged = arrangeEdits(large, catalog, large.nodes.keys());
    out.insert(QStringLiteral("layout"), std::round(double(timer.nsecsElapsed()) / 1e4) / 100);
    if (arranged.size() < kNodes / 2)
        return 1;

    Bench bench(view, out);
    bench.settle();
    timer.restart();
    while (timer.elapsed() < 3000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);  // ways round nodes are found meanwhile
    const QPointF middle = view.scene().bounds().center();
    for (const double zoom : {0.1, 0.5, 1.0}) {
        const QString at = QStringLiteral(" at %1").arg(zoom);
        view.setZoom(zoom);
        view.centreOn(middle);
        bench.settle();
        const auto pan = [&](int i) { view.scrollBy(QPointF(i % 100 < 50 ? -23 : 23, i % 40 < 20 ? -11 : 11)); };
        bench.measure(QStringLiteral("pan") + at, pan);
        bench.measureRefining(QStringLiteral("pan") + at, pan);
        bench.settle();
        const auto zooming = [&](int i) { view.zoomAt(zoom * (1 + 0.2 * std::sin(i * 0.4)), QPointF(700 + i % 7, 440)); };
        bench.measure(QStringLiteral("zoom") + at, zooming);
        bench.measureRefining(QStringLiteral("zoom") + at, zooming);
        view.setZoom(zoom);
        view.centreOn(middle);
        bench.settle();
        const int node = nearest(view.scene(), middle);
        const QPointF start = view.mapFromScene(view.scene().nodes()[size_t(node)].rect.center());
        mouse(view, QEvent::MouseButtonPress, start);
        bench.measure(QStringLiteral("drag") + at, [&](int i) {
            mouse(view, QEvent::MouseMove, start + QPointF(12 + 90 * std::sin(i * 0.2), 60 * std::cos(i * 0.13)));
        });
        mouse(view, QEvent::MouseButtonRelease, start + QPointF(30, 30));
        document.undoStack()->undo();
        QStringList some;
        for (int i = 0; i < 200; ++i)
            some.append(view.scene().nodes()[size_t((node + i) % kNodes)].id);
        view.select(some);
        bench.settle();
        mouse(view, QEvent::MouseButtonPress, start);
        bench.measure(QStringLiteral("drag of 200") + at, [&](int i) {
            mouse(view, QEvent::MouseMove, start + QPointF(12 + 90 * std::sin(i * 0.2), 60 * std::cos(i * 0.13)));
        });
        mouse(view, QEvent::MouseButtonRelease, start + QPointF(30, 30));
        document.undoStack()->undo();
        view.select({});
        bench.settle();
    }
    // A chosen node is changed in sight, its form beside it: both have drawn the change when the time is taken.
    Inspector inspector(catalog);
    inspector.resize(320, 900);
    inspector.setDocument(&document, &schemas, &states);
    inspector.show();
    PaintWatch painted(&view, &inspector);
    std::vector<double> edits;
    const int first = nearest(view.scene(), middle);
    for (int i = 0; i < 100; ++i) {
        const QString id = view.scene().nodes()[size_t((first + i % 5) % kNodes)].id;
        if (i % 10 == 0) {
            view.select({id});
            inspector.setNodes({id});
            view.ensureVisible(view.scene().find(id)->rect);
            bench.settle();
        }
        const QString chosen = inspector.nodes().first();
        painted.reset();
        timer.restart();
        if (!document.apply({SetNodeParam{chosen, QStringLiteral("condition"), QStringLiteral("value > %1").arg(i)}},
                            QStringLiteral("edit")))
            return 1;
        while (!painted.both() && timer.elapsed() < 1000)
            QCoreApplication::processEvents();
        edits.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    out.insert(QStringLiteral("edit p99"), std::round(percentile(edits, 0.99) * 100) / 100);
    std::printf("%s\n", QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    return 0;
}
