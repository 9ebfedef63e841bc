// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas without a pointer: from nothing to a pipeline, and every command by its key.
#include "tests/canvas/canvas_fixture.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace headrace;
using namespace headrace::tests;

class TestKeyboard : public QObject
{
    Q_OBJECT

    const QString rows = QStringLiteral("rows");
    static PortRef ref(const char *text) { return *PortRef::fromString(QString::fromLatin1(text)); }

private Q_SLOTS:
    void aPipelineFromNothing()
    {
        CanvasFixture f;
        f.view->fit();
        f.key(Qt::Key_Tab);
        QVERIFY(f.pick(QStringLiteral("csv")));
        f.key(Qt::Key_Tab);
        QVERIFY(f.pick(QStringLiteral("filter")));
        f.key(Qt::Key_Tab);
        QVERIFY(f.pick(QStringLiteral("split")));
        f.key(Qt::Key_Tab);
        QVERIFY(f.pick(QStringLiteral("xgb")));
        QCOMPARE(f.pipeline().nodes.size(), 4);
        QCOMPARE(f.sources(QStringLiteral("filter"), rows), QList<PortRef>{ref("csv:rows")});
        QCOMPARE(f.sources(QStringLiteral("xgboost_classifier"), QStringLiteral("train")), QList<PortRef>{ref("split:train")});
        f.key(Qt::Key_Left);
        QCOMPARE(f.view->currentNode(), QStringLiteral("split"));
        f.key(Qt::Key_Left);
        f.key(Qt::Key_Left);
        QCOMPARE(f.view->currentNode(), QStringLiteral("csv"));
        f.key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(f.view->selectedNodes().size(), 2);
        for (int i = 0; i < 4; ++i)
            f.document.undoStack()->undo();
        QVERIFY(f.pipeline() == Pipeline());
        for (int i = 0; i < 4; ++i)
            f.document.undoStack()->redo();
        QCOMPARE(f.pipeline().nodes.size(), 4);
    }

    void connectsByList()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        f.view->select({QStringLiteral("airports")});
        f.key(Qt::Key_C);
        QVERIFY(f.pick(QStringLiteral("Plausible")));
        QCOMPARE(f.sources(QStringLiteral("plausible"), rows), QList<PortRef>{ref("airports:rows")});
        QVERIFY(f.view->selectedEdge().has_value());
        f.key(Qt::Key_Delete);
        QVERIFY(f.sources(QStringLiteral("plausible"), rows).isEmpty());
    }

    void movesAndDeletesAndHeals()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        f.view->select({QStringLiteral("plausible")});
        const QPointF before = f.pipeline().layout.positions.value(QStringLiteral("plausible"));
        f.key(Qt::Key_Down, Qt::ControlModifier);
        f.key(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(f.pipeline().layout.positions.value(QStringLiteral("plausible")), before + QPointF(0, 32));
        QCOMPARE(f.document.undoStack()->count(), 1);  // a key held down is one step
        f.key(Qt::Key_Delete);
        QCOMPARE(f.sources(QStringLiteral("features"), rows), QList<PortRef>{ref("destination:rows")});
        QCOMPARE(f.view->currentNode(), QStringLiteral("destination"));
        f.document.undoStack()->undo();
        f.view->select({QStringLiteral("plausible")});
        f.key(Qt::Key_Delete, Qt::ShiftModifier);
        QVERIFY(f.sources(QStringLiteral("features"), rows).isEmpty());
    }

    void copiesTravelBetweenWindows()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        CanvasFixture other;
        f.view->setFocus();
        f.view->select({QStringLiteral("split"), QStringLiteral("trees")});
        f.key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("xgboost_classifier")));
        other.view->setFocus();
        other.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.pipeline().nodes.size(), 2);
        QCOMPARE(other.document.undoStack()->count(), 1);
        other.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.pipeline().nodes.size(), 4);
        QSet<QPair<double, double>> places;
        for (const QPointF &place : other.pipeline().layout.positions)
            places.insert({place.x(), place.y()});
        QCOMPARE(places.size(), 4);
        f.view->setFocus();
        f.key(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(f.pipeline().nodes.size(), 8);
        f.key(Qt::Key_V, Qt::ControlModifier);
        f.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(f.pipeline().nodes.size(), 12);
        while (f.document.undoStack()->canUndo())
            f.document.undoStack()->undo();
        QVERIFY(f.pipeline() == CanvasFixture::example(QStringLiteral("flight-delays")));
        QGuiApplication::clipboard()->setText(QStringLiteral("no pipeline"));
        f.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(f.document.undoStack()->index(), 0);
    }

    void choosesAlongTheEdges()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        f.view->select({QStringLiteral("plausible")});
        f.key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.view->selectedNodes().size(), 5);
        f.view->select({QStringLiteral("plausible")});
        f.key(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.view->selectedNodes().size(), 6);
        f.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(f.view->selectedNodes().size(), 10);
        f.key(Qt::Key_Escape);
        QVERIFY(f.view->selectedNodes().isEmpty());
    }

    void flagsAndTitles()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        f.view->select({QStringLiteral("plausible")});
        f.key(Qt::Key_D);
        QVERIFY(f.pipeline().nodes.value(QStringLiteral("plausible")).disabled);
        QVERIFY(f.actions.find(QStringLiteral("canvas.toggle_disabled"))->isChecked());
        f.key(Qt::Key_D);
        QVERIFY(!f.pipeline().nodes.value(QStringLiteral("plausible")).disabled);
        f.key(Qt::Key_F);
        f.key(Qt::Key_M);
        QVERIFY(f.pipeline().nodes.value(QStringLiteral("plausible")).frozen);
        QVERIFY(f.pipeline().nodes.value(QStringLiteral("plausible")).materialize);
        f.key(Qt::Key_F2);
        auto *field = f.view->findChild<QLineEdit *>(QStringLiteral("inlineField"));
        QVERIFY(field);
        QCOMPARE(field->text(), QStringLiteral("Plausible delays"));
        QTest::keyClicks(field, QStringLiteral("Sane"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(f.pipeline().nodes.value(QStringLiteral("plausible")).title, QStringLiteral("Sane"));
        QVERIFY(f.view->hasFocus());
    }

    void collapsesEntersAndLeaves()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        const Pipeline before = f.pipeline();
        f.view->select({QStringLiteral("split"), QStringLiteral("trees")});
        f.key(Qt::Key_G, Qt::ControlModifier);
        auto *field = f.view->findChild<QLineEdit *>(QStringLiteral("inlineField"));
        QVERIFY(field);
        QTest::keyClicks(field, QStringLiteral("Model"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(f.pipeline().nodes.value(QStringLiteral("subpipeline")).title, QStringLiteral("Model"));
        QSignalSpy entered(f.view.get(), &CanvasView::documentChanged);
        f.key(Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
        QCOMPARE(f.view->prefix(), QStringLiteral("subpipeline/"));
        QCOMPARE(f.view->document()->pipeline().nodes.size(), 2);
        QVERIFY(f.view->findChild<QWidget *>(QStringLiteral("breadcrumb"))->isVisible());
        f.view->select({QStringLiteral("trees")});
        f.key(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(f.document.undoStack()->count(), 3);
        f.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(f.view->prefix(), QString());
        QCOMPARE(f.view->selectedNodes(), QStringList{QStringLiteral("subpipeline")});
        f.view->focusNode(QStringLiteral("subpipeline/trees"));
        QCOMPARE(f.view->prefix(), QStringLiteral("subpipeline/"));
        QCOMPARE(f.view->selectedNodes(), QStringList{QStringLiteral("trees")});
        // Undo beyond the birth of the subpipeline leads out of it.
        while (f.document.undoStack()->canUndo())
            f.document.undoStack()->undo();
        QTest::qWait(10);
        QCOMPARE(f.view->document(), &f.document);
        QVERIFY(f.pipeline() == before);
        while (f.document.undoStack()->canRedo())
            f.document.undoStack()->redo();
        f.view->select({QStringLiteral("subpipeline")});
        f.key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.pipeline().nodes.keys(), before.nodes.keys());
        QCOMPARE(f.pipeline().edges(), before.edges());
    }

    void arrangesAndFinds()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        f.key(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(f.document.undoStack()->count(), 1);
        f.view->setZoom(0.2);
        f.key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(f.pick(QStringLiteral("boosted")));
        QCOMPARE(f.view->selectedNodes(), QStringList{QStringLiteral("trees")});
        QCOMPARE(f.view->zoom(), 1.0);
        QVERIFY(f.view->visibleScene().contains(f.view->scene().find(QStringLiteral("trees"))->rect));
        f.key(Qt::Key_A, Qt::ControlModifier);
        f.key(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QSet<double> tops;
        for (const QPointF &place : f.pipeline().layout.positions)
            tops.insert(place.y());
        QCOMPARE(tops.size(), 1);
    }

    void everyActionIsDeclaredWell()
    {
        CanvasFixture f;
        QHash<QString, QString> keys;
        int count = 0;
        for (const QAction *action : f.actions.actions()) {
            if (!action->objectName().startsWith(QLatin1String("canvas.")))
                continue;
            ++count;
            QVERIFY2(!action->text().isEmpty() && action->text().front().isUpper(), qPrintable(action->objectName()));
            QVERIFY(!f.actions.groupOf(action).isEmpty());
            for (const QKeySequence &shortcut : action->shortcuts()) {
                QVERIFY2(!keys.contains(shortcut.toString()),
                         qPrintable(shortcut.toString() + QLatin1Char(' ') + action->objectName() + QLatin1Char(' ')
                                    + keys.value(shortcut.toString())));
                keys.insert(shortcut.toString(), action->objectName());
            }
        }
        QVERIFY(count > 40);
        QVERIFY(!f.view->accessibleName().isEmpty());
        // An editor and a list may be open when a canvas goes.
        f.key(Qt::Key_N);
        QVERIFY(f.view->findChild<QWidget *>(QStringLiteral("inlineText")));
        // With the last canvas the actions go, and a new one brings them again.
        f.view.reset();
        QVERIFY(!f.actions.find(QStringLiteral("canvas.delete")));
        f.view = std::make_unique<CanvasView>(&f.document, embeddedCatalog(), &f.states, &f.schemas, &f.actions);
        QVERIFY(f.actions.find(QStringLiteral("canvas.delete")));
    }
};

HEADRACE_TEST(TestKeyboard)
#include "test_keyboard.moc"
