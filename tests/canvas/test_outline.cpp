// SPDX-License-Identifier: GPL-3.0-or-later
// The outline and what assistive technology hears of a canvas.
#include "models/gestures/subpipelines.h"
#include "tests/canvas/canvas_fixture.h"
#include "widgets/canvas/outline.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>

using namespace headrace;
using namespace headrace::tests;

class TestOutline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsFindsAndGoes()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        const auto made = collapse(f.pipeline(), embeddedCatalog(), {{QStringLiteral("split"), QStringLiteral("trees")}, {}, {}},
                                   QStringLiteral("Model"));
        VERIFY_OK(made);
        CanvasOutline outline;
        QAbstractItemModelTester tester(outline.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        outline.setCanvas(f.view.get());
        outline.show();
        QCOMPARE(outline.model()->rowCount(), 10);
        VERIFY_OK(f.document.apply(made->edits, QStringLiteral("Collapse")));
        QTRY_COMPARE(outline.model()->rowCount(), 9);
        // Data flows from the top to the bottom.
        QCOMPARE(outline.model()->item(0)->text(), QStringLiteral("Airports"));
        QCOMPARE(outline.model()->item(8)->text(), QStringLiteral("Evaluate"));
        QTest::keyClicks(outline.field(), QStringLiteral("boosted"));
        QCOMPARE(outline.tree()->model()->rowCount(), 1);
        QTest::keyClick(outline.field(), Qt::Key_Return);
        QCOMPARE(f.view->prefix(), QStringLiteral("subpipeline/"));
        QCOMPARE(f.view->selectedNodes(), QStringList{QStringLiteral("trees")});
        QTest::keyClick(outline.field(), Qt::Key_Escape);
        QCOMPARE(outline.tree()->model()->rowCount(), 9);
        f.view->focusNode(QStringLiteral("plausible"));
        QCOMPARE(outline.tree()->currentIndex().data().toString(), QStringLiteral("Plausible delays"));
        outline.setCanvas(nullptr);
        QCOMPARE(outline.model()->rowCount(), 0);
    }

    void speaksOfItsNodes()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        QAccessibleInterface *canvas = QAccessible::queryAccessibleInterface(f.view.get());
        QVERIFY(canvas);
        QCOMPARE(canvas->childCount(), 10);
        QCOMPARE(canvas->text(QAccessible::Name), QStringLiteral("Canvas"));
        f.view->select({QStringLiteral("trees")});
        QAccessibleInterface *node = canvas->focusChild();
        QVERIFY(node);
        QCOMPARE(node->text(QAccessible::Name), QStringLiteral("Boosted trees"));
        QVERIFY(node->text(QAccessible::Description).contains(QStringLiteral("after Split")));
        QVERIFY(node->state().selected);
        QCOMPARE(canvas->indexOfChild(node), 9);
        QCOMPARE(canvas->child(9), node);
        const QPoint middle = node->rect().center();
        QCOMPARE(canvas->childAt(middle.x(), middle.y()), node);
        VERIFY_OK(f.document.apply(removeNodeEdits(f.pipeline(), QStringLiteral("trees")), QStringLiteral("Delete")));
        QVERIFY(!node->isValid());
        QVERIFY(node->text(QAccessible::Name).isEmpty());
        QCOMPARE(canvas->childCount(), 9);
    }
};

HEADRACE_TEST(TestOutline)
#include "test_outline.moc"
