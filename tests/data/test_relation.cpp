// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/relation.h"
#include "tests/support/registry.h"

using namespace headrace;
using namespace headrace::data;

class TestRelation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsColumnsExactlyThenWithoutCase()
    {
        const Schema schema{{{QStringLiteral("Age"), QStringLiteral("INTEGER")}, {QStringLiteral("age"), QStringLiteral("BIGINT")}}};
        QCOMPARE(schema.indexOf(QStringLiteral("age")), 1);
        QCOMPARE(schema.indexOf(QStringLiteral("AGE")), 0);
        QCOMPARE(schema.indexOf(QStringLiteral("ages")), -1);
    }
    void travelsAsJson()
    {
        const Schema schema{{{QStringLiteral("p"), QStringLiteral("DOUBLE"), Role::Score, QStringLiteral("yes")},
                             {QStringLiteral("a\"b"), QStringLiteral("STRUCT(x INTEGER)")}},
                            Knowledge::Remembered};
        QVERIFY(Schema::fromJson(schema.toJson()) == schema);
        QVERIFY(Schema::fromJson({}).columns.isEmpty());
    }
    void ordersByIdentityElseByAllColumns()
    {
        const Schema schema{{{QStringLiteral("a\"b"), QStringLiteral("INTEGER")}, {QStringLiteral("c"), QStringLiteral("INTEGER")}}};
        QCOMPARE(orderClause(schema, {hiddenColumn(0)}), QStringLiteral("ORDER BY \"__hr_0\" ASC NULLS FIRST"));
        QCOMPARE(orderClause(schema, {}), QStringLiteral("ORDER BY \"a\"\"b\" ASC NULLS FIRST, \"c\" ASC NULLS FIRST"));
        QCOMPARE(orderClause({}, {}), QString());
        Relation relation;
        relation.identity = QStringList{QStringLiteral("c"), hiddenColumn(1)};
        QCOMPARE(hiddenOf(relation), QStringList{QStringLiteral("__hr_1")});
    }
};

HEADRACE_TEST(TestRelation)
#include "test_relation.moc"
