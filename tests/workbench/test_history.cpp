// SPDX-License-Identifier: GPL-3.0-or-later
// The undo history as a dock: reached by the keyboard, live, with the saved state, and a click goes there.
#include "engine/pipeline/format.h"
#include "tests/support/registry.h"
#include "tests/workbench/window_fixture.h"
#include "widgets/history/history_panel.h"

#include <QDockWidget>
#include <QUndoView>

using namespace headrace;
using namespace headrace::tests;

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesWhereOneClicks()
    {
        WindowFixture f;
        f.window->openFile(f.write(QStringLiteral("people.pipeline.json"), kPeople));
        auto *dock = f.window->findChild<QDockWidget *>(QStringLiteral("historyDock"));
        QVERIFY(!dock->isVisible());
        f.press("edit.history");
        QVERIFY(dock->isVisible());
        auto *list = f.window->findChild<QUndoView *>(QStringLiteral("historyList"));
        QVERIFY(list->hasFocus());
        QCOMPARE(list->model()->rowCount(), 1);

        const QString old = QStringLiteral("old");
        const auto condition = [&] {
            return f.document()->pipeline().nodes.value(old).params.value(QStringLiteral("condition")).toString();
        };
        QList<QByteArray> states{writePipeline(f.document()->pipeline())};
        for (int age = 41; age <= 45; ++age) {
            f.setCondition(old, QStringLiteral("age > %1").arg(age));
            states << writePipeline(f.document()->pipeline());
        }
        QVERIFY(f.document()->save().ok());
        f.setCondition(old, QStringLiteral("age > 46"));
        states << writePipeline(f.document()->pipeline());
        QCOMPARE(list->model()->rowCount(), 7);
        QCOMPARE(list->currentIndex().row(), 6);
        QCOMPARE(list->stack()->cleanIndex(), 5);
        QVERIFY(!list->model()->index(1, 0).data().toString().isEmpty());
        WindowFixture::shot(f.window.get(), QStringLiteral("history"));

        const auto rowCentre = [list](int row) { return list->visualRect(list->model()->index(row, 0)).center(); };
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, rowCentre(2));
        QCOMPARE(condition(), QStringLiteral("age > 42"));
        QVERIFY(f.document()->isModified());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, rowCentre(5));
        QCOMPARE(condition(), QStringLiteral("age > 45"));
        QVERIFY(!f.document()->isModified());  // the marked state is the saved one
        // By keys, step for step.
        QTest::keyClick(list, Qt::Key_Up);
        QCOMPARE(condition(), QStringLiteral("age > 44"));
        QTest::keyClick(list, Qt::Key_Home);
        QCOMPARE(writePipeline(f.document()->pipeline()), states.first());
        QTest::keyClick(list, Qt::Key_End);
        QCOMPARE(writePipeline(f.document()->pipeline()), states.last());
        // Undo from elsewhere moves the mark here.
        f.press("edit.undo");
        QCOMPARE(list->currentIndex().row(), 5);
        // A new step takes away what was undone.
        f.setCondition(old, QStringLiteral("age > 90"));
        QCOMPARE(list->model()->rowCount(), 7);
        QCOMPARE(list->currentIndex().row(), 6);
    }

    void followsTheTabs()
    {
        WindowFixture f;
        f.press("edit.history");
        auto *panel = f.window->findChild<HistoryPanel *>();
        QVERIFY(!panel->view()->isVisible());  // words instead of an empty list
        f.window->openFile(f.write(QStringLiteral("a.pipeline.json"), kPeople));
        QVERIFY(panel->view()->isVisible());
        f.setCondition(QStringLiteral("old"), QStringLiteral("age > 1"));
        f.window->openFile(f.write(QStringLiteral("b.pipeline.json"), kPeople));
        QCOMPARE(panel->view()->model()->rowCount(), 1);
        f.action("view.next")->trigger();
        QCOMPARE(panel->view()->model()->rowCount(), 2);
    }
};

HEADRACE_TEST(TestHistory)
#include "test_history.moc"
