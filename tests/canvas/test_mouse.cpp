// SPDX-License-Identifier: GPL-3.0-or-later
// Each gesture of the pointer, as a person makes it.
#include "tests/canvas/canvas_fixture.h"
#include "widgets/canvas/canvas_mouse.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QToolButton>

using namespace headrace;
using namespace headrace::tests;

namespace {

Pipeline chain()
{
    Pipeline pipeline;
    const auto put = [&](const char *id, const char *op, QPointF at, const QMap<QString, QList<PortRef>> &inputs) {
        Node node;
        node.op = QLatin1String(op);
        node.inputs = inputs;
        pipeline.nodes.insert(QLatin1String(id), node);
        pipeline.layout.positions.insert(QLatin1String(id), at);
    };
    const QString rows = QStringLiteral("rows");
    put("source", "read.csv", {0, 0}, {});
    put("filter", "table.filter", {288, 0}, {{rows, {{QStringLiteral("source"), rows}}}});
    put("sort", "table.sort", {576, 0}, {{rows, {{QStringLiteral("filter"), rows}}}});
    put("alone", "table.limit", {288, 192}, {});
    put("model", "learn.linear_regression", {576, 192}, {});
    return pipeline;
}

}  // namespace

class TestMouse : public QObject
{
    Q_OBJECT

    const QString rows = QStringLiteral("rows");
    static PortRef ref(const char *text) { return *PortRef::fromString(QString::fromLatin1(text)); }

    static bool send(QWidget *to, QMimeData &data, QPoint at)
    {
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(to, &enter);
        if (!enter.isAccepted())
            return false;
        QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(to, &move);
        QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(to, &drop);
        return drop.isAccepted();
    }

private Q_SLOTS:
    void clicksChoose()
    {
        CanvasFixture f(chain());
        f.view->fit();
        QSignalSpy chosen(f.view.get(), &CanvasView::selectionChanged);
        QSignalSpy port(f.view.get(), &CanvasView::portActivated);
        f.click(f.centre(QStringLiteral("filter")));
        QCOMPARE(f.view->selectedNodes(), QStringList{QStringLiteral("filter")});
        QCOMPARE(port.last().first().toString(), QStringLiteral("filter:rows"));
        f.click(f.centre(QStringLiteral("sort")), Qt::ShiftModifier);
        QCOMPARE(f.view->selectedNodes().size(), 2);
        f.click(f.centre(QStringLiteral("sort")), Qt::ControlModifier);
        QCOMPARE(f.view->selectedNodes(), QStringList{QStringLiteral("filter")});
        const Edge edge{ref("source:rows"), ref("filter:rows")};
        f.click(f.middleOf(edge));
        QVERIFY(f.view->selectedEdge() == edge);
        QVERIFY(f.view->selectedNodes().isEmpty());
        QCOMPARE(port.last().first().toString(), QStringLiteral("source:rows"));
        f.click(f.output(QStringLiteral("filter"), rows));
        QCOMPARE(port.last().first().toString(), QStringLiteral("filter:rows"));
        f.click({5, 5});
        QVERIFY(f.view->selection().isEmpty());
        QVERIFY(chosen.size() >= 4);
        QCOMPARE(f.document.undoStack()->count(), 0);  // choosing is no change
    }

    void aRubberBandChooses()
    {
        CanvasFixture f(chain());
        f.view->fit();
        f.drag(f.at({250, -40}), f.at({800, 100}));
        QStringList chosen = f.view->selectedNodes();
        chosen.sort();
        QCOMPARE(chosen, (QStringList{QStringLiteral("filter"), QStringLiteral("sort")}));
        f.drag(f.at({250, 170}), f.at({500, 300}), Qt::ShiftModifier);
        QCOMPARE(f.view->selectedNodes().size(), 3);
    }

    void dragsMoveOnTheGrid()
    {
        CanvasFixture f(chain());
        f.view->fit();
        f.view->select({QStringLiteral("alone"), QStringLiteral("model")});
        const QPoint from = f.centre(QStringLiteral("alone"));
        f.press(from);
        f.moveTo(from + QPoint(20, 20));
        f.moveTo(f.at(f.view->mapToScene(from) + QPointF(-133, 70)));
        QVERIFY(f.pipeline().layout.positions.value(QStringLiteral("alone")) == QPointF(288, 192));  // nothing before the drop
        f.release(f.at(f.view->mapToScene(from) + QPointF(-133, 70)));
        const QPointF moved = f.pipeline().layout.positions.value(QStringLiteral("alone"));
        QCOMPARE(moved, QPointF(160, 256));
        QCOMPARE(f.pipeline().layout.positions.value(QStringLiteral("model")), QPointF(576 - 128, 192 + 64));
        QCOMPARE(f.document.undoStack()->count(), 1);
        f.document.undoStack()->undo();
        QCOMPARE(f.pipeline().layout.positions.value(QStringLiteral("model")), QPointF(576, 192));
    }

    void guidesLineUp()
    {
        CanvasFixture f(chain());
        f.view->setZoom(1);
        f.view->centreOn({400, 100});
        const QPoint from = f.centre(QStringLiteral("alone"));
        // 3 px beside the left side of 'sort': taken there though the grid lies elsewhere.
        const QPointF to = QPointF(from) + QPointF(576 - 288 + 3, 100);
        f.drag(from, to.toPoint());
        QCOMPARE(f.pipeline().layout.positions.value(QStringLiteral("alone")).x(), 576.0);
    }

    void escapeBreaksADragOff()
    {
        CanvasFixture f(chain());
        f.view->fit();
        const QPoint from = f.centre(QStringLiteral("alone"));
        f.press(from);
        f.moveTo(from + QPoint(60, 60));
        QVERIFY(f.view->mouse().isMoving());
        f.key(Qt::Key_Escape);
        QVERIFY(!f.view->mouse().isMoving());
        f.release(from + QPoint(60, 60));
        QCOMPARE(f.document.undoStack()->count(), 0);
    }

    void portsConnect()
    {
        CanvasFixture f(chain());
        f.view->fit();
        f.drag(f.output(QStringLiteral("filter"), rows), f.input(QStringLiteral("alone"), rows));
        QCOMPARE(f.sources(QStringLiteral("alone"), rows), QList<PortRef>{ref("filter:rows")});
        // From an input back to an output, ending near the port only.
        f.drag(f.input(QStringLiteral("model"), QStringLiteral("train")), f.output(QStringLiteral("sort"), rows) + QPoint(9, 6));
        QCOMPARE(f.sources(QStringLiteral("model"), QStringLiteral("train")), QList<PortRef>{ref("sort:rows")});
        // Over the body of a node its fitting port is meant.
        f.document.undoStack()->undo();
        f.drag(f.output(QStringLiteral("alone"), rows), f.centre(QStringLiteral("model")));
        QCOMPARE(f.sources(QStringLiteral("model"), QStringLiteral("train")), QList<PortRef>{ref("alone:rows")});
    }

    void refusalsSayWhy()
    {
        CanvasFixture f(chain());
        f.view->fit();
        const QPoint from = f.output(QStringLiteral("model"), QStringLiteral("model"));
        f.press(from);
        f.moveTo(from + QPoint(20, 20));
        f.moveTo(f.centre(QStringLiteral("alone")));
        QVERIFY(f.view->mouse().isConnecting());
        f.release(f.centre(QStringLiteral("alone")));
        QVERIFY(f.sources(QStringLiteral("alone"), rows).isEmpty());
        const auto *said = f.view->findChild<QLabel *>(QStringLiteral("canvasMessage"));
        QVERIFY(said->isVisible());
        QVERIFY(said->text().contains(QStringLiteral("takes a table")));
        f.drag(f.output(QStringLiteral("sort"), rows), f.input(QStringLiteral("filter"), rows));
        QVERIFY(said->text().contains(QStringLiteral("circle")));
        QCOMPARE(f.document.undoStack()->count(), 0);
    }

    void anEdgeDroppedOnNothingOffersWhatFits()
    {
        CanvasFixture f(chain());
        f.view->fit();
        f.drag(f.output(QStringLiteral("model"), QStringLiteral("model")), f.at({880, 330}));
        QWidget *picker = f.picker();
        QVERIFY(picker);
        const auto *list = picker->findChild<QListView *>();
        QVERIFY(list->model()->rowCount() > 0);
        for (int i = 0; i < list->model()->rowCount(); ++i) {
            const QString title = list->model()->index(i, 0).data().toString();
            QVERIFY2(title != QLatin1String("Filter rows"), "an operator without an input for models is offered");
        }
        QVERIFY(f.pick(QStringLiteral("predict")));
        QCOMPARE(f.sources(QStringLiteral("predict"), QStringLiteral("model")), QList<PortRef>{ref("model:model")});
        QCOMPARE(f.document.undoStack()->count(), 1);
        QVERIFY(!f.picker());
    }

    void anEdgesEndIsTakenElsewhere()
    {
        CanvasFixture f(chain());
        f.view->fit();
        f.drag(f.input(QStringLiteral("filter"), rows), f.input(QStringLiteral("alone"), rows));
        QVERIFY(f.sources(QStringLiteral("filter"), rows).isEmpty());
        QCOMPARE(f.sources(QStringLiteral("alone"), rows), QList<PortRef>{ref("source:rows")});
        f.document.undoStack()->undo();
        QCOMPARE(f.sources(QStringLiteral("filter"), rows), QList<PortRef>{ref("source:rows")});
        // Pulled off and dropped on nothing it is gone.
        f.drag(f.input(QStringLiteral("filter"), rows), f.at({200, 330}));
        QVERIFY(f.sources(QStringLiteral("filter"), rows).isEmpty());
        f.document.undoStack()->undo();
        // The end at the source, taken by the line.
        const QPoint nearStart = f.at(f.view->mapToScene(f.output(QStringLiteral("filter"), rows)) + QPointF(18, 0));
        f.drag(nearStart, f.output(QStringLiteral("alone"), rows));
        QCOMPARE(f.sources(QStringLiteral("sort"), rows), QList<PortRef>{ref("alone:rows")});
    }

    void aNodeDroppedOnAnEdgeIsInserted()
    {
        CanvasFixture f(chain());
        f.view->fit();
        f.drag(f.centre(QStringLiteral("alone")), f.middleOf({ref("filter:rows"), ref("sort:rows")}));
        QCOMPARE(f.sources(QStringLiteral("sort"), rows), QList<PortRef>{ref("alone:rows")});
        QCOMPARE(f.sources(QStringLiteral("alone"), rows), QList<PortRef>{ref("filter:rows")});
        QCOMPARE(f.document.undoStack()->count(), 1);
    }

    void operatorsAndFilesAreDropped()
    {
        QTemporaryDir folder;
        CanvasFixture f(chain());
        f.document.setHome(folder.path());
        f.view->fit();
        QMimeData op;
        op.setData(QLatin1String(CanvasView::kOperatorMimeType), "table.derive");
        QVERIFY(send(f.view.get(), op, f.at({100, 320})));
        QVERIFY(f.pipeline().nodes.contains(QStringLiteral("derive")));
        QVERIFY(send(f.view.get(), op, f.middleOf({ref("source:rows"), ref("filter:rows")})));
        QCOMPARE(f.sources(QStringLiteral("filter"), rows), QList<PortRef>{ref("derive-2:rows")});
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(folder.filePath(QStringLiteral("data/My sales.csv"))),
                       QUrl::fromLocalFile(QStringLiteral("/x/y.parquet")), QUrl::fromLocalFile(QStringLiteral("/x/y.png"))});
        QVERIFY(send(f.view.get(), files, f.at({600, 330})));
        QCOMPARE(f.pipeline().nodes.value(QStringLiteral("my-sales")).params.value(QLatin1String("path")).toString(),
                 QStringLiteral("data/My sales.csv"));
        QCOMPARE(f.pipeline().nodes.value(QStringLiteral("y")).op, QStringLiteral("read.parquet"));
        QMimeData nothing;
        nothing.setUrls({QUrl::fromLocalFile(QStringLiteral("/x/y.png"))});
        QVERIFY(!send(f.view.get(), nothing, f.at({600, 330})));
        op.setData(QLatin1String(CanvasView::kOperatorMimeType), "no.such");
        QVERIFY(!send(f.view.get(), op, f.at({100, 320})));
    }

    void doubleClicksOpenAndAdd()
    {
        CanvasFixture f(chain());
        f.view->fit();
        QSignalSpy opened(f.view.get(), &CanvasView::nodeActivated);
        f.doubleClick(f.centre(QStringLiteral("sort")));
        QCOMPARE(opened.size(), 1);
        f.doubleClick(f.at({60, 330}));
        QVERIFY(f.pick(QStringLiteral("union")));
        QVERIFY(f.pipeline().nodes.contains(QStringLiteral("union")));
        f.doubleClick(f.middleOf({ref("source:rows"), ref("filter:rows")}));
        QVERIFY(f.pick(QStringLiteral("derive")));
        QCOMPARE(f.sources(QStringLiteral("filter"), rows), QList<PortRef>{ref("derive:rows")});
    }

    void framesCarryAndResize()
    {
        CanvasFixture f(chain());
        f.view->fit();
        f.view->select({QStringLiteral("filter"), QStringLiteral("sort")});
        f.trigger("canvas.add_frame");
        auto *field = f.view->findChild<QLineEdit *>(QStringLiteral("inlineField"));
        QVERIFY(field);
        QTest::keyClicks(field, QStringLiteral("Cleaning"));
        QTest::keyClick(field, Qt::Key_Return);
        const QString id = f.pipeline().layout.frames.firstKey();
        QCOMPARE(f.pipeline().layout.frames.value(id).title, QStringLiteral("Cleaning"));
        const QRectF rect = f.pipeline().layout.frames.value(id).rect;
        f.click({4, 4});
        f.drag(f.at(rect.topLeft() + QPointF(120, 14)), f.at(rect.topLeft() + QPointF(120, 14 + 320)));
        QCOMPARE(f.pipeline().layout.positions.value(QStringLiteral("filter")).y(), 320.0);
        QCOMPARE(f.pipeline().layout.positions.value(QStringLiteral("source")).y(), 0.0);
        const QRectF moved = f.pipeline().layout.frames.value(id).rect;
        QCOMPARE(moved.topLeft(), rect.topLeft() + QPointF(0, 320));
        f.view->fit();
        f.drag(f.at(moved.bottomRight() - QPointF(4, 4)), f.at(moved.bottomRight() + QPointF(60, 44)));
        QVERIFY(f.pipeline().layout.frames.value(id).rect.width() > moved.width() + 40);
    }

    void notesAreWrittenInPlace()
    {
        CanvasFixture f(chain());
        f.view->fit();
        f.trigger("canvas.add_note");
        auto *editor = f.view->findChild<QPlainTextEdit *>(QStringLiteral("inlineText"));
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("**Hello**"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTest::keyClicks(editor, QStringLiteral("there"));
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        const QString id = f.pipeline().layout.notes.firstKey();
        QCOMPARE(f.pipeline().layout.notes.value(id).text, QStringLiteral("**Hello**\nthere"));
        QTest::qWait(0);
        f.doubleClick(f.at(f.pipeline().layout.notes.value(id).rect.center()));
        editor = f.view->findChild<QPlainTextEdit *>(QStringLiteral("inlineText"));
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("no"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QCOMPARE(f.pipeline().layout.notes.value(id).text, QStringLiteral("**Hello**\nthere"));
    }

    void wheelAndMiddleButtonMoveTheView()
    {
        CanvasFixture f(chain());
        f.view->fit();
        const double before = f.view->zoom();
        const QPointF under = f.view->mapToScene({300, 200});
        QWheelEvent in(QPointF(300, 200), f.view->mapToGlobal(QPointF(300, 200)), {}, {0, 240}, Qt::NoButton, Qt::ControlModifier,
                       Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(f.view.get(), &in);
        QVERIFY(f.view->zoom() > before * 1.3);
        QVERIFY((f.view->mapToScene({300, 200}) - under).manhattanLength() < 2);
        const QPointF corner = f.view->mapToScene({0, 0});
        QTest::mousePress(f.view.get(), Qt::MiddleButton, {}, {300, 200});
        f.moveTo({340, 230}, {}, Qt::MiddleButton);
        QTest::mouseRelease(f.view.get(), Qt::MiddleButton, {}, {340, 230});
        QVERIFY((f.view->mapToScene({40, 30}) - corner).manhattanLength() < 2);
        f.view->setZoom(100);
        QCOMPARE(f.view->zoom(), 4.0);
        f.view->setZoom(0);
        QCOMPARE(f.view->zoom(), 0.05);
    }

    void theMenuHoldsWhatCanBeDone()
    {
        CanvasFixture f(chain());
        f.view->fit();
        QTest::mousePress(f.view.get(), Qt::RightButton, {}, f.centre(QStringLiteral("sort")));
        QCOMPARE(f.view->selectedNodes(), QStringList{QStringLiteral("sort")});
        auto *menu = f.view->findChild<QMenu *>(QStringLiteral("canvasMenu"));
        QVERIFY(menu && menu->isVisible());
        QVERIFY(menu->actions().contains(f.actions.find(QStringLiteral("canvas.delete"))));
        QVERIFY(!menu->actions().contains(f.actions.find(QStringLiteral("canvas.expand"))));
        menu->close();
    }

    void theZoomBarActsOnItsCanvas()
    {
        CanvasFixture f(chain());
        const double before = f.view->zoom();
        for (auto *button : f.view->findChild<QWidget *>(QStringLiteral("zoomBar"))->findChildren<QToolButton *>())
            if (button->defaultAction() == f.actions.find(QStringLiteral("canvas.zoom_in")))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(f.view->zoom() > before);
        QVERIFY(f.view->findChild<QWidget *>(QStringLiteral("minimap"))->isVisible());
        QTest::mouseClick(f.view->findChild<QWidget *>(QStringLiteral("minimap")), Qt::LeftButton, {}, {66, 42});
        QVERIFY((f.view->visibleScene().center() - f.view->scene().bounds().center()).manhattanLength() < 40);
    }
};

HEADRACE_TEST(TestMouse)
#include "test_mouse.moc"
