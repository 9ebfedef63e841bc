// SPDX-License-Identifier: GPL-3.0-or-later
// The command palette: what a few letters find, and the keys that choose.
#include "tests/support/registry.h"
#include "widgets/command/command_palette.h"
#include "widgets/palette/palette_item.h"

#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>

using namespace headrace;

class TestCommandPalette : public QObject
{
    Q_OBJECT

    QString m_ran;
    QList<PaletteEntry> entries()
    {
        QList<PaletteEntry> list;
        for (const char *title : {"Save", "Save as…", "Filter rows", "Run to here", "Find a node"}) {
            const QString text = QString::fromUtf8(title);
            list.append({QStringLiteral("Actions"), text, {}, {}, {}, [this, text] { m_ran = text; }});
        }
        return list;
    }

private Q_SLOTS:
    void init() { m_ran.clear(); }

    void lettersFind()
    {
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(&window);
        window.show();
        palette.open(entries());
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *field = palette.findChild<QLineEdit *>();
        auto *list = palette.findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 6);  // with a heading
        QTest::keyClicks(field, QStringLiteral("ftr"));
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("Filter rows"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_ran, QStringLiteral("Filter rows"));
        QVERIFY(!palette.isVisible());
    }

    void aWholeWordBeatsItsMiddle()
    {
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(&window);
        window.show();
        palette.open(entries());
        auto *field = palette.findChild<QLineEdit *>();
        auto *list = palette.findChild<QListView *>();
        QTest::keyClicks(field, QStringLiteral("save"));
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("Save"));
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_ran, QStringLiteral("Save as…"));
    }

    void nothingFoundRunsNothing()
    {
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(&window);
        window.show();
        palette.open(entries());
        auto *field = palette.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("qqqq"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(m_ran.isEmpty());
        QVERIFY(palette.isVisible());
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
    }
};

HEADRACE_TEST(TestCommandPalette)
#include "test_command_palette.moc"
