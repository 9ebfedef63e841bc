// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/closest.h"
#include "tests/support/registry.h"

using namespace headrace;

class TestClosest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds()
    {
        const QStringList names{QStringLiteral("delay"), QStringLiteral("distance"), QStringLiteral("origin")};
        QCOMPARE(closestTo(QStringLiteral("dealy"), names), QStringLiteral("delay"));
        QCOMPARE(closestTo(QStringLiteral("DELAY"), names), QStringLiteral("delay"));
        QCOMPARE(closestTo(QStringLiteral("orign"), names), QStringLiteral("origin"));
        QCOMPARE(closestTo(QStringLiteral("temperature"), names), QString());
        QCOMPARE(closestTo(QString(400, QLatin1Char('x')), names), QString());
    }
};

HEADRACE_TEST(TestClosest)
#include "test_closest.moc"
