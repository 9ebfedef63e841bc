// SPDX-License-Identifier: GPL-3.0-or-later
// The table of differences between two versions.
#include "models/forms/diff_model.h"
#include "tests/support/registry.h"
#include "widgets/forms/diff_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace headrace;

class TestDiffTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nodesAndParametersBeforeAndAfter()
    {
        Pipeline before;
        Node filter;
        filter.op = QStringLiteral("table.filter");
        filter.params.insert(QStringLiteral("condition"), QStringLiteral("x > 1"));
        before.nodes.insert(QStringLiteral("late"), filter);
        before.nodes.insert(QStringLiteral("gone"), filter);
        Pipeline after = before;
        after.nodes.remove(QStringLiteral("gone"));
        after.nodes[QStringLiteral("late")].params.insert(QStringLiteral("condition"), QStringLiteral("x > 2"));
        DiffTable table(embeddedCatalog(), nullptr);
        const QAbstractItemModelTester tester(table.differences(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setVersions(before, after);
        table.resize(500, 300);
        table.show();
        const DiffModel *model = table.differences();
        QCOMPARE(model->rowCount(), 2);
        const QModelIndex gone = model->index(0, 0);
        QCOMPARE(gone.data(DiffModel::kKindRole).toInt(), int(ChangeKind::Removed));
        const QModelIndex late = model->index(1, 0);
        QCOMPARE(model->rowCount(late), 1);
        QCOMPARE(model->index(0, DiffModel::Where, late).data().toString(), QStringLiteral("Condition"));
        QCOMPARE(model->index(0, DiffModel::Before, late).data().toString(), QStringLiteral("x > 1"));
        QCOMPARE(model->index(0, DiffModel::After, late).data().toString(), QStringLiteral("x > 2"));
        QSignalSpy chosen(&table, &DiffTable::nodeChosen);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(model->index(0, 0, late)).center());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), QStringLiteral("late"));
        table.setVersions(after, after);
        QCOMPARE(model->rowCount(), 0);
    }
};

HEADRACE_TEST(TestDiffTable)
#include "test_diff_table.moc"
