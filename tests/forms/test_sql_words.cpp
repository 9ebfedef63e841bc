// SPDX-License-Identifier: GPL-3.0-or-later
// What forms know without a widget: words of SQL, texts of values, quick fixes.
#include "engine/pipeline/diagnostic.h"
#include "models/forms/quick_fix.h"
#include "models/forms/schema_change.h"
#include "models/forms/sql_words.h"
#include "models/forms/value_text.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace headrace;

class TestSqlWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokens()
    {
        using Kind = SqlToken::Kind;
        QList<Kind> kinds;
        for (const SqlToken &token : sqlTokens(QStringLiteral("round(\"a b\", 1e-3) AND x = 'it''s' -- c")))
            kinds.append(token.kind);
        const QList<Kind> expected{Kind::Function, Kind::Symbol, Kind::Word,   Kind::Symbol, Kind::Number, Kind::Symbol,
                                   Kind::Keyword,  Kind::Word,   Kind::Symbol, Kind::Text,   Kind::Comment};
        QVERIFY(kinds == expected);
        QVERIFY(!sqlTokens(QStringLiteral("'open")).first().closed);
        QCOMPARE(quotedColumn(QStringLiteral("a b")), QStringLiteral("\"a b\""));
        QCOMPARE(quotedColumn(QStringLiteral("select")), QStringLiteral("\"select\""));
        QCOMPARE(quotedColumn(QStringLiteral("hour")), QStringLiteral("hour"));
    }

    void tokensCoverAnyText()
    {
        QRandomGenerator random(11);
        const QString letters = QStringLiteral("ab1 \"'-/*$.(),\n_eE+\u00e4");
        for (int round = 0; round < 5000; ++round) {
            QString text;
            for (int i = random.bounded(30); i > 0; --i)
                text.append(letters[random.bounded(int(letters.size()))]);
            qsizetype at = 0;
            for (const SqlToken &token : sqlTokens(text)) {
                QVERIFY(token.start >= at && token.length > 0);
                QVERIFY(text.mid(at, token.start - at).trimmed().isEmpty());
                at = token.start + token.length;
            }
            QVERIFY(at <= text.size() && text.mid(at).trimmed().isEmpty());
        }
    }

    void scalarsComeBack()
    {
        for (const QJsonValue &value :
             {QJsonValue(1), QJsonValue(0.1), QJsonValue(true), QJsonValue(), QJsonValue(QStringLiteral("a")),
              QJsonValue(QStringLiteral("")), QJsonValue(QStringLiteral("5")), QJsonValue(QStringLiteral("true")),
              QJsonValue(QStringLiteral(" a ")), QJsonValue(QStringLiteral("$x")), QJsonValue(QStringLiteral("\"q\"")),
              QJsonValue(QStringLiteral("[1]")), QJsonValue(qint64(9007199254740993)),
              QJsonValue(QJsonObject{{QStringLiteral("$param"), QStringLiteral("x")}})})
            QVERIFY2(scalarOfText(textOfScalar(value)) == value, qPrintable(textOfScalar(value)));
        QCOMPARE(numberOfText(QStringLiteral("12")), QJsonValue(12));
        QCOMPARE(numberOfText(QStringLiteral("1e3")), QJsonValue(1000.0));
        QCOMPARE(numberOfText(QStringLiteral("inf")), QJsonValue(QStringLiteral("inf")));
        QVERIFY(numberOfText(QStringLiteral(" ")).isUndefined());
        QCOMPARE(choiceTitle(QStringLiteral("squared_error")), QStringLiteral("Squared error"));
        QCOMPARE(choiceTitle(QStringLiteral("utf-8")), QStringLiteral("utf-8"));
    }

    void stepsStayInRange()
    {
        ParamSpec spec;
        spec.type = ParamType::Number;
        spec.minimum = 0;
        spec.exclusiveMinimum = true;
        spec.maximum = 1;
        QCOMPARE(steppedValue(spec, 0.3, 1), 0.31);
        QCOMPARE(steppedValue(spec, 1, 1), 1.0);
        double value = 0.05;
        for (int i = 0; i < 200; ++i)
            value = steppedValue(spec, value, -1);
        QVERIFY(value > 0);
    }

    void fixesGoIntoPlace()
    {
        Diagnostic d;
        d.replacement = QStringLiteral("delay");
        ParamSpec spec;
        spec.type = ParamType::Columns;
        d.parameter = QStringLiteral("keys[1]");
        QCOMPARE(*mended(spec, QJsonArray({QStringLiteral("a"), QStringLiteral("dely")}), QStringLiteral("keys"), d),
                 QJsonValue(QJsonArray({QStringLiteral("a"), QStringLiteral("delay")})));
        d.parameter = QStringLiteral("keys[7]");
        QVERIFY(!mended(spec, QJsonArray({QStringLiteral("a")}), QStringLiteral("keys"), d));
        spec.type = ParamType::Expression;
        d.parameter = QStringLiteral("condition");
        d.position = 4;
        QCOMPARE(*mended(spec, QStringLiteral("abs(dely) > 1"), QStringLiteral("condition"), d),
                 QJsonValue(QStringLiteral("abs(delay) > 1")));
        d.position = -1;
        QVERIFY(!mended(spec, QStringLiteral("abs(dely) > 1"), QStringLiteral("condition"), d));
    }
};

HEADRACE_TEST(TestSqlWords)
#include "test_sql_words.moc"
