// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/terminal.h"
#include "tests/support/registry.h"

using namespace headrace::cli;

class TestTerminal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbers()
    {
        QCOMPARE(grouped(0), QStringLiteral("0"));
        QCOMPARE(grouped(999), QStringLiteral("999"));
        QCOMPARE(grouped(-1234567), QStringLiteral("-1,234,567"));
        QCOMPARE(grouped(-123), QStringLiteral("-123"));
        QCOMPARE(duration(0.0123), QStringLiteral("0.012 s"));
        QCOMPARE(duration(125), QStringLiteral("2 min 5 s"));
        QCOMPARE(duration(3720), QStringLiteral("1 h 2 min"));
        QCOMPARE(size(999), QStringLiteral("999 B"));
        QCOMPARE(size(1500000), QStringLiteral("1.5 MB"));
    }
    void keepsTheCursorStill() { QCOMPARE(printable(QStringLiteral("a\x1b[2Jb\nc")), QStringLiteral("a\\x1b[2Jb\\nc")); }
    void alignsColumns()
    {
        Table table({QStringLiteral("node"), QStringLiteral("rows")}, {Table::Align::Left, Table::Align::Right});
        table.addRow({QStringLiteral("a"), QStringLiteral("12345")});
        table.addRow({QStringLiteral("longer"), QStringLiteral("1")});
        QCOMPARE(table.text(), QStringLiteral("node     rows\na       12345\nlonger      1\n"));
    }
};

HEADRACE_TEST(TestTerminal)
#include "test_terminal.moc"
