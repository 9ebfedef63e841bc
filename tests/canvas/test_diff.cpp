// SPDX-License-Identifier: GPL-3.0-or-later
// Two versions of a pipeline in one picture: marks, table, and that nothing in it can be changed.
#include "models/diff/diff_picture.h"
#include "models/gestures/nodes.h"
#include "tests/canvas/canvas_fixture.h"
#include "widgets/diff/diff_view.h"

#include <QStandardItemModel>
#include <QTreeView>

using namespace headrace;
using namespace headrace::tests;

class TestDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksAndLists()
    {
        const Pipeline before = CanvasFixture::example(QStringLiteral("flight-delays"));
        Pipeline after = before;
        VERIFY_OK(applyEdits(after, deleteEdits(after, embeddedCatalog(), {{QStringLiteral("plausible")}, {}, {}}, true)));
        VERIFY_OK(applyEdits(after, {SetNodeParam{QStringLiteral("split"), QStringLiteral("test"), QJsonValue(0.3)}}));
        const Added added = addNode(after, embeddedCatalog(), QStringLiteral("table.sort"), {64, 480});
        VERIFY_OK(applyEdits(after, added.edits));
        VERIFY_OK(applyEdits(after, {SetPosition{QStringLiteral("trees"), QPointF(2000, 0)}}));  // a move is no change

        DiffView view(embeddedCatalog());
        view.resize(900, 700);
        view.show();
        view.compare(before, after, QStringLiteral("HEAD"), QStringLiteral("now"));
        const DiffPicture picture = pictureOf(before, after, diff(before, after));
        QVERIFY(picture.marks.value(QStringLiteral("plausible")) == ChangeKind::Removed);
        QVERIFY(picture.marks.value(QStringLiteral("split")) == ChangeKind::Changed);
        QVERIFY(picture.marks.value(added.node()) == ChangeKind::Added);
        QVERIFY(!picture.marks.contains(QStringLiteral("trees")));
        QCOMPARE(view.canvas()->document()->pipeline().nodes.size(), before.nodes.size() + 1);
        QSet<QString> whats;
        for (int row = 0; row < view.model()->rowCount(); ++row)
            whats.insert(view.model()->item(row, 1)->text());
        QVERIFY(whats.contains(QStringLiteral("removed")) && whats.contains(QStringLiteral("added"))
                && whats.contains(QStringLiteral("params.test")));
        QTest::qWait(100);
        if (const QString folder = qEnvironmentVariable("HEADRACE_SHOTS"); !folder.isEmpty())
            view.grab().save(folder + QStringLiteral("/diff.png"));

        // Nothing can be changed by mouse or keys.
        CanvasView *canvas = view.canvas();
        canvas->setFocus();
        canvas->select({QStringLiteral("split")});
        for (const auto key : {Qt::Key_Delete, Qt::Key_D, Qt::Key_F2, Qt::Key_Tab, Qt::Key_N})
            QTest::keyClick(canvas, key);
        QTest::keyClick(canvas, Qt::Key_L, Qt::ControlModifier);
        const QPoint from = canvas->mapFromScene(canvas->scene().find(QStringLiteral("split"))->rect.center()).toPoint();
        QTest::mousePress(canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(canvas, from + QPoint(40, 40));
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, from + QPoint(40, 40));
        QCOMPARE(canvas->document()->undoStack()->count(), 0);
        QVERIFY(!canvas->findChild<QLineEdit *>());
        QTreeView *table = view.findChild<QTreeView *>();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(view.model()->index(0, 0)).center());
        QCOMPARE(canvas->selectedNodes().size(), 1);
    }
};

HEADRACE_TEST(TestDiff)
#include "test_diff.moc"
