// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/data/binder.h"
#include "tests/support/registry.h"

using namespace headrace;
using namespace headrace::data;

class TestBinder : public QObject
{
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Connection> m_connection;

    static Stub people()
    {
        return {QStringLiteral("\"people\""),
                Schema{{{QStringLiteral("name"), QStringLiteral("VARCHAR")},
                        {QStringLiteral("age"), QStringLiteral("INTEGER")},
                        {QStringLiteral("tags"), QStringLiteral("STRUCT(\"select\" INTEGER, b DECIMAL(9,2))[]")}}},
                {hiddenColumn(0)}};
    }
    Result<Schema> describe(const char *sql) { return data::describe(*m_connection, QString::fromUtf8(sql), {people()}); }

private Q_SLOTS:
    void initTestCase()
    {
        m_session = *Session::open({.threads = 1, .optimize = false});
        m_connection = *m_session->connect();
    }
    void describesWithoutHiddenColumns()
    {
        const auto schema = describe("SELECT *, age / 2 AS half, hr_xxhash64(42, __hr_0) AS h FROM \"people\"");
        VERIFY_OK(schema);
        QCOMPARE(schema->names(),
                 (QStringList{QStringLiteral("name"), QStringLiteral("age"), QStringLiteral("tags"), QStringLiteral("half"),
                              QStringLiteral("h")}));
        QCOMPARE(schema->columns[2].type, people().schema.columns[2].type);
        QCOMPARE(schema->columns[3].type, QStringLiteral("DOUBLE"));
    }
    void takesStatementsThatBeginWithWith()
    {
        const auto schema = describe(
            "WITH RECURSIVE t AS (SELECT age FROM \"people\" UNION ALL SELECT age + 1 FROM t) SELECT * FROM t ORDER BY 1 LIMIT 3");
        VERIFY_OK(schema);
        QCOMPARE(schema->names(), QStringList{QStringLiteral("age")});
    }
    void givesPositionsInTheStatement()
    {
        const auto failed = describe("SELECT 'é', agee FROM \"people\"");
        QVERIFY(!failed);
        QVERIFY(failed.error().code == ErrorCode::Invalid);
        QCOMPARE(failed.error().position, 12);
        QCOMPARE(failed.error().text, QStringLiteral("There is no column 'agee'."));
    }
    void refusesEqualNames()
    {
        const auto failed = describe("SELECT age, name AS AGE FROM \"people\"");
        QVERIFY(!failed);
        QCOMPARE(failed.error().text, QStringLiteral("Two columns are named 'AGE'."));
    }
    void takesHostileNames()
    {
        QStringList names{
            QStringLiteral("a\"b"), QStringLiteral("x; DROP TABLE t; --"), QStringLiteral("new\nline"), QStringLiteral("naïve 😀"),
            QStringLiteral("*"),    QString(255, QLatin1Char('n')),        QStringLiteral("$1"),        QStringLiteral("'")};
        Stub stub{quoteIdentifier(QStringLiteral("h\"; --\n")), {}, {}};
        for (const QString &name : names)
            stub.schema.columns << Column{name, QStringLiteral("DOUBLE")};
        const auto schema = data::describe(*m_connection, QStringLiteral("SELECT * FROM ") + stub.handle, {stub});
        VERIFY_OK(schema);
        QVERIFY(*schema == stub.schema);
    }
    void bindsStubsWithoutColumns()
    {
        const auto schema = data::describe(*m_connection, QStringLiteral("SELECT count(*) AS n FROM \"e\""),
                                           {{QStringLiteral("\"e\""), {}, {}}});
        VERIFY_OK(schema);
        QCOMPARE(schema->columns[0].type, QStringLiteral("BIGINT"));
    }
    void isQuick()
    {
        Stub wide{QStringLiteral("\"w\""), {}, {hiddenColumn(0)}};
        for (int i = 0; i < 20; ++i)
            wide.schema.columns << Column{QStringLiteral("c%1").arg(i), QStringLiteral("DOUBLE")};
        QBENCHMARK
        {
            VERIFY_OK(data::describe(*m_connection, QStringLiteral("SELECT *, c1 + c2 AS s FROM \"w\" WHERE c3 > 1"), {wide}));
        }
    }
};

HEADRACE_TEST(TestBinder)
#include "test_binder.moc"
