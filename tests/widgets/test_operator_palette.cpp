// SPDX-License-Identifier: GPL-3.0-or-later
// The list of operators: groups, search by title and keyword, what a drag carries.
#include "tests/support/registry.h"
#include "widgets/palette/operator_palette.h"
#include "widgets/palette/palette_item.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTreeView>

using namespace headrace;

class TestOperatorPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOperatorIsThere()
    {
        OperatorPalette palette(embeddedCatalog());
        auto *tree = palette.findChild<QTreeView *>();
        const QAbstractItemModelTester tester(tree->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        int rows = 0;
        for (int group = 0; group < tree->model()->rowCount(); ++group)
            rows += tree->model()->rowCount(tree->model()->index(group, 0));
        QCOMPARE(rows, int(embeddedCatalog().operators().size()));
    }

    void searchAndEnterAdd()
    {
        OperatorPalette palette(embeddedCatalog());
        palette.show();
        QSignalSpy added(&palette, &OperatorPalette::addRequested);
        auto *field = palette.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("where"));  // a keyword of Filter rows
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(added.size(), 1);
        QCOMPARE(added.first().first().toString(), QStringLiteral("table.filter"));
    }

    void aDragCarriesTheId()
    {
        OperatorPalette palette(embeddedCatalog());
        auto *tree = palette.findChild<QTreeView *>();
        const QModelIndex first = tree->model()->index(0, 0, tree->model()->index(0, 0));
        const std::unique_ptr<QMimeData> data(tree->model()->mimeData({first}));
        const QString id = QString::fromUtf8(data->data(QLatin1String(OperatorPalette::kMimeType)));
        QVERIFY(embeddedCatalog().find(id));
        QVERIFY(first.flags().testFlag(Qt::ItemIsDragEnabled));
    }
};

HEADRACE_TEST(TestOperatorPalette)
#include "test_operator_palette.moc"
