// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "tests/support/registry.h"

#include <QJsonArray>

using namespace headrace;

class TestQuoting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void identifiers()
    {
        QCOMPARE(quoteIdentifier(QStringLiteral("a\"b")), QStringLiteral("\"a\"\"b\""));
        QCOMPARE(quoteIdentifier(QStringLiteral("x\"; DROP TABLE t; --")), QStringLiteral("\"x\"\"; DROP TABLE t; --\""));
        QCOMPARE(quoteIdentifiers({QStringLiteral("a"), QStringLiteral("b")}, QStringLiteral("l.")), QStringLiteral("l.\"a\", l.\"b\""));
    }
    void literals()
    {
        QCOMPARE(quoteLiteral(QStringLiteral("it's")), QStringLiteral("'it''s'"));
        QCOMPARE(sqlLiteral(3), QStringLiteral("3"));
        QCOMPARE(sqlLiteral(0), QStringLiteral("0"));
        QCOMPARE(sqlLiteral(0.1), QStringLiteral("0.1e0"));
        QCOMPARE(sqlLiteral(QJsonValue(qint64(9007199254740993))), QStringLiteral("9007199254740993"));
        QCOMPARE(sqlLiteral(QJsonArray{1, QStringLiteral("x"), QJsonValue()}), QStringLiteral("[1, 'x', NULL]"));
        QCOMPARE(sqlLiteral(1e300), QStringLiteral("1e+300"));
    }
};

HEADRACE_TEST(TestQuoting)
#include "test_quoting.moc"
