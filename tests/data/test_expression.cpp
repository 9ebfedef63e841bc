// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/data/expression.h"
#include "engine/data/function_facts.h"
#include "engine/data/json_tree.h"
#include "engine/data/memo.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace headrace;
using namespace headrace::data;

class TestExpression : public QObject
{
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Connection> m_connection;

    static Schema schema()
    {
        return {{{QStringLiteral("age"), QStringLiteral("INTEGER")},
                 {QStringLiteral("income"), QStringLiteral("DOUBLE")},
                 {QStringLiteral("name"), QStringLiteral("VARCHAR")},
                 {QStringLiteral("select"), QStringLiteral("VARCHAR")},
                 {QStringLiteral("a\"b; --"), QStringLiteral("DOUBLE")},
                 {QStringLiteral("new\nline"), QStringLiteral("DOUBLE")},
                 {QStringLiteral("größe 😀"), QStringLiteral("DOUBLE")},
                 {QStringLiteral("s"), QStringLiteral("STRUCT(f INTEGER)")},
                 {QStringLiteral("l"), QStringLiteral("INTEGER[]")},
                 {QStringLiteral("j"), QStringLiteral("JSON")},
                 {QStringLiteral("born"), QStringLiteral("DATE")}}};
    }
    Result<QString> compile(const QString &text, ExpressionRules rules = {})
    {
        return compileExpression(*m_connection, text, schema(), rules);
    }
    static ExpressionRules rulesWithParameters()
    {
        ExpressionRules rules;
        rules.parameters = {{QStringLiteral("limit"), {ParamType::Integer, 30}},
                            {QStringLiteral("share"), {ParamType::Number, 0.1}},
                            {QStringLiteral("word"), {ParamType::Text, QStringLiteral("it's; DROP TABLE t; --\n\"é😀")}},
                            {QStringLiteral("flag"), {ParamType::Boolean, true}},
                            {QStringLiteral("nothing"), {ParamType::Text, QJsonValue(QJsonValue::Null)}},
                            {QStringLiteral("unset"), {ParamType::Text, QJsonValue(QJsonValue::Undefined)}}};
        return rules;
    }
    /// The serialized statement without the places in the text.
    QString treeOf(const QString &sql)
    {
        const auto json = m_connection->scalar(QStringLiteral("SELECT json_serialize_sql(%1)").arg(quoteLiteral(sql)));
        if (!json)
            return json.error().toString();
        QString text = json->toString();
        static const QRegularExpression location(QStringLiteral("\"query_location\":[0-9]+"));
        return text.replace(location, QStringLiteral("\"query_location\":0"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_session = *Session::open({.threads = 1});
        m_connection = *m_session->connect();
    }

    /// What is known of the version that we build with is what it says itself, our own functions included.
    void knowsTheFunctionsOfItsVersion()
    {
        const auto known = knownFunctionFacts(Session::libraryVersion());
#ifdef __x86_64__
        QVERIFY2(known, qPrintable(Session::libraryVersion()));
#endif
        if (!known)
            QSKIP("another version of the library, which is asked");
        const auto asked = askFunctionFacts(*m_connection);
        QVERIFY(asked.ok());
        const auto text = [](const QSet<QString> &names) {
            QStringList list(names.begin(), names.end());
            list.sort();
            return list.join(QLatin1Char(' '));
        };
        QCOMPARE(text(known->aggregates), text(asked->aggregates));
        QCOMPARE(text(known->changing), text(asked->changing));
        QVERIFY(!knownFunctionFacts(QStringLiteral("v0.0.0")));
    }
    void writesTheSameTree_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"age",
                                 "age + 1 > 2 * income",
                                 "\"select\" || 'x''y'",
                                 "\"a\"\"b; --\" / \"new\nline\"",
                                 "\"größe 😀\" IS NOT NULL",
                                 "CASE WHEN age > 3 THEN 'a' WHEN income IS NULL THEN 'b' ELSE name END",
                                 "CASE age WHEN 1 THEN 2 END",
                                 "s.f",
                                 "s['f']",
                                 "l[1]",
                                 "l[1:2]",
                                 "age IN (1, 2, 3)",
                                 "age NOT IN (1)",
                                 "age BETWEEN 1 AND 2",
                                 "name LIKE 'a%'",
                                 "name NOT ILIKE '%b' ESCAPE '$'",
                                 "name SIMILAR TO 'x+'",
                                 "CAST(age AS DECIMAL(10,2))",
                                 "TRY_CAST(name AS DOUBLE)",
                                 "name::TIMESTAMP WITH TIME ZONE",
                                 "l::BIGINT[]",
                                 "l::INTEGER[3]",
                                 "list_transform(l, lambda x: x + age)",
                                 "list_reduce(l, lambda x, y: x + y)",
                                 "{'a': age, 'b': [1, 2.5]}",
                                 "MAP {'k': age}",
                                 "DATE '2020-01-01' - born",
                                 "born + INTERVAL 3 DAY",
                                 "born + INTERVAL (age) MONTH",
                                 "extract(year FROM born)",
                                 "date_trunc('month', born)",
                                 "NOT (age = 1 OR income <> 2) AND TRUE",
                                 "-age",
                                 "age::HUGEINT + 170141183460469231731687303715884105727",
                                 "1.50",
                                 "1e-7",
                                 "NULL",
                                 "coalesce(age, 0)",
                                 "nullif(age, 0)",
                                 "j->>'$.a'",
                                 "j->'a'",
                                 "age IS DISTINCT FROM 3",
                                 "name COLLATE nocase",
                                 "name ~ 'x'",
                                 "regexp_extract(name, '(\\d+)', 1)",
                                 "hr_xxhash64(42, age, name)",
                                 "age % 7 // 2 ** 3",
                                 "age & 3 | 4 << 1",
                                 "~age",
                                 "isnan(income)",
                                 "'😀'",
                                 "ROW(age, name)",
                                 "try(error('x'))",
                                 "error('no')",
                                 "strptime(name, '%Y')",
                                 "if(age > 1, 2, 3)",
                                 "(age)",
                                 "age -- a comment",
                                 "age /* x */ + 1"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void writesTheSameTree()
    {
        QFETCH(QString, text);
        const auto sql = compile(text);
        VERIFY_OK(sql);
        QCOMPARE(treeOf(QStringLiteral("SELECT ") + *sql), treeOf(QStringLiteral("SELECT ") + text));
        const auto again = compile(*sql);
        VERIFY_OK(again);
        QCOMPARE(*again, *sql);
    }
    void randomExpressionsKeepTheirTree()
    {
        QRandomGenerator random(20240607);
        const QStringList leaves{QStringLiteral("age"),    QStringLiteral("\"a\"\"b; --\""),
                                 QStringLiteral("income"), QStringLiteral("3"),
                                 QStringLiteral("2.50"),   QStringLiteral("'q''\"'"),
                                 QStringLiteral("NULL"),   QStringLiteral("s.f"),
                                 QStringLiteral("l[2]"),   QStringLiteral("TRUE")};
        const QStringList shapes{QStringLiteral("(%1 + %2)"),
                                 QStringLiteral("%1 - %2"),
                                 QStringLiteral("%1 AND %2"),
                                 QStringLiteral("NOT %1 = %2"),
                                 QStringLiteral("CASE WHEN %1 THEN %2 END"),
                                 QStringLiteral("coalesce(%1, %2)"),
                                 QStringLiteral("%1 IN (%2, 1)"),
                                 QStringLiteral("CAST(%1 AS VARCHAR) || %2"),
                                 QStringLiteral("%1 BETWEEN %2 AND 9"),
                                 QStringLiteral("-%1 * %2"),
                                 QStringLiteral("%1 IS NULL OR %2"),
                                 QStringLiteral("[%1, %2]"),
                                 QStringLiteral("{'k': %1, 'm n': %2}"),
                                 QStringLiteral("list_filter([%1], lambda x: x > %2)")};
        const std::function<QString(int)> grow = [&](int depth) {
            if (depth == 0)
                return leaves[random.bounded(int(leaves.size()))];
            return shapes[random.bounded(int(shapes.size()))].arg(grow(depth - 1), grow(random.bounded(depth)));
        };
        for (int i = 0; i < 300; ++i) {
            const QString text = grow(1 + i % 5);
            const auto sql = compile(text);
            if (!sql) {  // some random shapes are no SQL; the parser must think so, too
                QVERIFY2(treeOf(QStringLiteral("SELECT ") + text).contains(QStringLiteral("\"error\":true")),
                         qPrintable(text + QLatin1Char('\n') + sql.error().toString()));
                continue;
            }
            QCOMPARE(treeOf(QStringLiteral("SELECT ") + *sql), treeOf(QStringLiteral("SELECT ") + text));
        }
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<int>("position");
        const auto row = [](const char *text, const char *message, const char *hint, int position) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(message) << QString::fromUtf8(hint) << position;
        };
        row("", "There is no expression.", "", 0);
        row("  \n", "There is no expression.", "", 0);
        row("-- only a comment", "SELECT clause without selection list.", "", -1);
        row("agee > 3", "There is no column 'agee'.", "Did you mean 'age'?", 0);
        row("'é😀' || agee", "There is no column 'agee'.", "Did you mean 'age'?", 9);
        row("rows.age", "There is no column 'rows'.", "Write the column alone: age.", 0);
        row("__hr_0", "'__hr_0' is a name that Headrace keeps for itself.", "Use a name", 0);
        row("1 + \"__HR_0\"", "'__HR_0' is a name that Headrace keeps for itself.", "", 4);
        row("list_transform(l, lambda __hr_0: 1)", "'__hr_0' is a name that Headrace keeps for itself.", "", -1);
        row("age, income", "One expression is expected here, and there are 2.", "", 5);
        row("age AS x", "An expression has no name of its own ('x').", "", 7);
        row("age FROM t", "One expression is expected here, not a query.", "", 0);
        row("age WHERE age > 1", "One expression is expected here, not a query.", "", 0);
        row("DISTINCT age", "One expression is expected here, not a query.", "", 0);
        row("age LIMIT 1", "One expression is expected here, not a query.", "", 0);
        row("age ORDER BY 1", "One expression is expected here, not a query.", "", 0);
        row("age GROUP BY ALL", "One expression is expected here, not a query.", "", 0);
        row("age UNION SELECT 1", "One expression is expected here, not a query.", "", 0);
        row("age; SELECT 2", "Only one statement may stand here.", "", -1);
        row("1; DROP TABLE t", "Only one SELECT may stand here.", "", 0);
        row("(SELECT 1)", "An expression cannot hold a query.", "Join", 0);
        row("age IN (SELECT 1)", "An expression cannot hold a query.", "", 4);
        row("EXISTS (FROM t)", "An expression cannot hold a query.", "", 0);
        row("*", "One value is expected here; * stands for many columns.", "", 0);
        row("COLUMNS('a.*')", "One value is expected here; * stands for many columns.", "", 0);
        row("#1", "Columns are called by their names here.", "", 0);
        row("sum(age)", "sum() takes many rows together, which is not possible here.", "Use the Group step.", 0);
        row("1 + COUNT(*)", "count() takes many rows together, which is not possible here.", "", 4);
        row("weighted_avg(age, income)", "weighted_avg() takes many rows together, which is not possible here.", "", 0);
        row("row_number() OVER ()", "A window function (… OVER …) looks at other rows, which is not possible here.", "Derive", 0);
        row("unnest(l)", "unnest() makes several rows of one, which is not possible here.", "", 0);
        row("random()", "random() gives another value at each run, so that its result could not be reproduced.", "Sample", 0);
        row("now()", "now() gives another value at each run, so that its result could not be reproduced.", "parameter", 0);
        row("born < current_date", "current_date() gives another value at each run, so that its result could not be reproduced.", "", 7);
        row("age(born)", "age() gives another value at each run, so that its result could not be reproduced.", "", 0);
        row("$nosuch + age", "The pipeline has no parameter 'nosuch'.", "Declare", 0);
        row("age > $limitt", "The pipeline has no parameter 'limitt'.", "Did you mean $limit?", 6);
        row("age > ?", "Parameters are named here: $name.", "", -1);
        row("age > $unset", "The parameter 'unset' has no value.", "--set", 6);
        row("age +", "Syntax error at end of input.", "", 5);
        row("(age", "Syntax error at end of input.", "", 4);
        row("'é😀' || age age)", "Syntax error at or near \")\".", "", 16);
        row("age > 'x", "Unterminated quoted string at or near \"'x\".", "", 6);
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        QFETCH(QString, hint);
        QFETCH(int, position);
        const auto sql = compile(text, rulesWithParameters());
        QVERIFY2(!sql, qPrintable(sql ? *sql : QString()));
        QVERIFY(sql.error().code == ErrorCode::Invalid);
        QCOMPARE(sql.error().text, message);
        QVERIFY2(sql.error().hint.contains(hint), qPrintable(sql.error().hint));
        QCOMPARE(sql.error().position, position);
    }
    void allowsWhatItsPlaceAllows()
    {
        QVERIFY(compile(QStringLiteral("sum(DISTINCT age) FILTER (WHERE income > 1)"), {.aggregates = true}).ok());
        QVERIFY(compile(QStringLiteral("sum(age) OVER (PARTITION BY name ORDER BY born ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"),
                        {.windows = true})
                    .ok());
        QVERIFY(!compile(QStringLiteral("sum(age)"), {.windows = true}));
        QVERIFY(!compile(QStringLiteral("sum(random()) OVER ()"), {.windows = true}));
        Schema unknown;
        unknown.knowledge = Knowledge::Unknown;
        QVERIFY(compileExpression(*m_connection, QStringLiteral("anything + 1"), unknown, {}).ok());
        QVERIFY(!compileExpression(*m_connection, QStringLiteral("__hr_1"), unknown, {}));
    }
    void putsParametersIntoTheTree()
    {
        const auto sql = compile(
            QStringLiteral("[CAST($limit AS VARCHAR), CAST($share AS VARCHAR), $word, CAST($flag AS VARCHAR), $nothing, '$limit']"),
            rulesWithParameters());
        VERIFY_OK(sql);
        const auto value = m_connection->scalar(QStringLiteral("SELECT ") + *sql);
        VERIFY_OK(value);
        const QJsonArray expected{QStringLiteral("30"),   QStringLiteral("0.1"), QStringLiteral("it's; DROP TABLE t; --\n\"é😀"),
                                  QStringLiteral("true"), QJsonValue(),          QStringLiteral("$limit")};
        QCOMPARE(value->toArray(), expected);
        const auto types = m_connection->scalar(QStringLiteral("SELECT typeof(%1) || typeof(%2) || typeof(%3)")
                                                    .arg(*compile(QStringLiteral("$limit"), rulesWithParameters()),
                                                         *compile(QStringLiteral("$share"), rulesWithParameters()),
                                                         *compile(QStringLiteral("$flag"), rulesWithParameters())));
        QCOMPARE(types->toString(), QStringLiteral("BIGINTDOUBLEBOOLEAN"));
        // Another value gives another result in spite of what is remembered.
        ExpressionRules other = rulesWithParameters();
        other.parameters[QStringLiteral("limit")].defaultValue = 31;
        QVERIFY(*compile(QStringLiteral("$limit"), other) != *compile(QStringLiteral("$limit"), rulesWithParameters()));
    }
    void explainsWhereATypeIsWrong()
    {
        const Error before(ErrorCode::Invalid, QStringLiteral("before"));
        const Error error = explainExpression(*m_connection, QStringLiteral("'é' || age + name -- x"), schema(), before);
        QCOMPARE(error.position, 11);
        QCOMPARE(error.text, QStringLiteral("The types do not fit: there is no +(INTEGER, VARCHAR)."));
        QCOMPARE(explainExpression(*m_connection, QStringLiteral("age + 1"), schema(), before).text, QStringLiteral("before"));
    }
    void survivesHostileTexts()
    {
        const QStringList texts{QString(100000, QLatin1Char('(')),
                                QStringLiteral("(").repeated(900) + QLatin1Char('1') + QStringLiteral(")").repeated(900),
                                QStringLiteral("age + ").repeated(5000) + QStringLiteral("1"),
                                QStringLiteral("NOT ").repeated(3000) + QStringLiteral("TRUE"),
                                QStringLiteral("[").repeated(3000) + QStringLiteral("]").repeated(3000),
                                QString(2'000'000, QLatin1Char('1')),
                                QStringLiteral("a") + QChar(0) + QStringLiteral("b"),
                                QString(QChar(0xD800)),
                                QStringLiteral("'\\"),
                                QStringLiteral("$$x$$"),
                                QStringLiteral("E'\\x'"),
                                QStringLiteral("1)) FROM t; --"),
                                QStringLiteral("\"") + QString(70000, QLatin1Char('x')) + QStringLiteral("\""),
                                QStringLiteral("CASE WHEN age THEN ").repeated(2000)};
        for (const QString &text : texts) {
            const auto sql = compile(text);
            if (sql)
                QVERIFY2(treeOf(QStringLiteral("SELECT ") + *sql) == treeOf(QStringLiteral("SELECT ") + text), qPrintable(text.left(60)));
            else
                QVERIFY2(sql.error().code == ErrorCode::Invalid && !sql.error().text.isEmpty(),
                         qPrintable(text.left(60) + sql.error().toString()));
        }
        const auto sum = compile(QStringLiteral("age + ").repeated(400) + QStringLiteral("1"));
        VERIFY_OK(sum);
    }
    void remembersWhatItCompiled()
    {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 500; ++i)
            VERIFY_OK(compile(QStringLiteral("age * %1 + income > 3").arg(i)));
        const qint64 first = timer.restart();
        for (int i = 0; i < 500; ++i)
            VERIFY_OK(compile(QStringLiteral("age * %1 + income > 3").arg(i)));
        qInfo("500 expressions: %lld ms, again: %lld ms", first, timer.elapsed());
        QVERIFY(timer.elapsed() * 2 < first);
    }
    void jsonTreesKeepEveryByte()
    {
        for (const char *json : {"{\"a\":18446744073709551615,\"b\":[1e308,null,true,-0.0],\"c\":\"x\\\"\\\\\\u0001\xc3\xa9\"}", "[]", "{}",
                                 "\"\"", "[{\"\":[]}]"}) {
            const auto tree = JsonTree::parse(json);
            VERIFY_OK(tree);
            QCOMPARE(tree->toBytes(), QByteArray(json));
        }
        for (const char *bad : {"", "{", "[1", "{\"a\"}", "[1,]", "{\"a\":1,}", "\"x", "[1]]", "\"x\\"})
            QVERIFY2(!JsonTree::parse(bad), bad);
        QVERIFY(!JsonTree::parse(QByteArray(100000, '[')));
        const QString text = QStringLiteral("a\"b\\c\n\x01é😀");
        QCOMPARE(JsonTree::ofString(text).string(), text);
        QCOMPARE(JsonTree::parse("\"\\u00e9\\n\\/\"")->string(), QStringLiteral("é\n/"));
    }
};

HEADRACE_TEST(TestExpression)
#include "test_expression.moc"
