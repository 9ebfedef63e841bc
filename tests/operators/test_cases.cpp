// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every case in tests/operators/cases/*.json: see cases/README.md for the format.
#include "tests/operators/harness.h"
#include "tests/support/registry.h"

#include "engine/operators/builtin.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

using namespace headrace;
using namespace headrace::tests;

class TestCases : public QObject
{
    Q_OBJECT

    std::unique_ptr<data::Session> m_session;
    std::unique_ptr<data::Connection> m_connection;

    static QMap<QString, PipelineParameter> scopeOf(const QJsonObject &scope)
    {
        QMap<QString, PipelineParameter> parameters;
        for (auto p = scope.constBegin(); p != scope.constEnd(); ++p) {
            PipelineParameter parameter;
            parameter.type = p->isBool() ? ParamType::Boolean : p->isDouble() ? ParamType::Number : ParamType::Text;
            parameter.defaultValue = *p;
            parameters.insert(p.key(), parameter);
        }
        return parameters;
    }

    /// A case as steps: a case with "op" is one step named as the file's operator, with the tables as inputs.
    static QJsonArray stepsOf(const QJsonObject &test)
    {
        if (test.contains(QStringLiteral("steps")))
            return test.value(QStringLiteral("steps")).toArray();
        return {QJsonObject{{QStringLiteral("id"), QStringLiteral("step")},
                            {QStringLiteral("op"), test.value(QStringLiteral("op"))},
                            {QStringLiteral("params"), test.value(QStringLiteral("params"))},
                            {QStringLiteral("inputs"), test.value(QStringLiteral("inputs"))}}};
    }

    static QJsonArray tableRows(const QJsonObject &expected) { return expected.value(QStringLiteral("rows")).toArray(); }

    static void checkError(const Error &error, const QJsonObject &expected)
    {
        QCOMPARE(error.text, expected.value(QStringLiteral("error")).toString());
        if (expected.contains(QStringLiteral("hint")))
            QCOMPARE(error.hint, expected.value(QStringLiteral("hint")).toString());
        if (expected.contains(QStringLiteral("parameter")))
            QCOMPARE(error.parameter, expected.value(QStringLiteral("parameter")).toString());
        if (expected.contains(QStringLiteral("position")))
            QCOMPARE(error.position, expected.value(QStringLiteral("position")).toInt());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_session = *data::Session::open({.threads = 2});
        m_connection = *m_session->connect();
    }
    void run_data()
    {
        QTest::addColumn<QJsonObject>("test");
        const QDir folder(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/operators/cases"));
        const QStringList files = folder.entryList({QStringLiteral("*.json")});
        QVERIFY(!files.isEmpty());
        for (const QString &file : files) {
            QFile data(folder.filePath(file));
            QVERIFY(data.open(QIODevice::ReadOnly));
            QJsonParseError error;
            const QJsonObject object = QJsonDocument::fromJson(data.readAll(), &error).object();
            QVERIFY2(error.error == QJsonParseError::NoError,
                     qPrintable(QStringLiteral("%1: %2 at %3").arg(file, error.errorString()).arg(error.offset)));
            for (const QJsonValue value : object.value(QStringLiteral("cases")).toArray()) {
                QJsonObject test = value.toObject();
                if (!test.contains(QStringLiteral("op")))
                    test.insert(QStringLiteral("op"), object.value(QStringLiteral("op")));
                for (const QString &shared : {QStringLiteral("tables"), QStringLiteral("inputs")}) {
                    if (!test.contains(shared))
                        test.insert(shared, object.value(shared));
                }
                QTest::newRow(qPrintable(file + QStringLiteral(": ") + test.value(QStringLiteral("name")).toString())) << test;
            }
        }
    }
    void run()
    {
        QFETCH(QJsonObject, test);
        Bench bench(*m_connection);
        const QJsonObject tables = test.value(QStringLiteral("tables")).toObject();
        for (auto table = tables.constBegin(); table != tables.constEnd(); ++table)
            VERIFY_OK(bench.addTable(table.key(), table->toObject()));
        const QJsonObject expected = test.value(QStringLiteral("expect")).toObject();
        QVERIFY(!expected.isEmpty());
        const QJsonArray steps = stepsOf(test);
        for (const QJsonValue step : steps) {
            const auto added = bench.addStep(step.toObject(), scopeOf(test.value(QStringLiteral("scope")).toObject()),
                                             quint64(test.value(QStringLiteral("seed")).toInteger(42)));
            if (!added && expected.contains(QStringLiteral("error")))
                return checkError(added.error(), expected);
            VERIFY_OK(added);
        }
        const QString node = steps.last().toObject().value(QStringLiteral("id")).toString();
        if (expected.contains(QStringLiteral("error"))) {
            const auto rows = bench.rows(node + QStringLiteral(":rows"));
            QVERIFY2(!rows, "it did not fail");
            return checkError(rows.error(), expected);
        }
        for (auto port = expected.constBegin(); port != expected.constEnd(); ++port) {
            const QString output = node + QLatin1Char(':') + port.key();
            QVERIFY2(bench.relation(output), qPrintable(output));
            const QJsonObject table = port->toObject();
            const data::Relation &relation = *bench.relation(output);
            QStringList names, types;
            for (const data::Column &column : relation.schema.columns) {
                names << column.name;
                types << column.type;
            }
            if (table.contains(QStringLiteral("columns")))
                QCOMPARE(QJsonArray::fromStringList(names), table.value(QStringLiteral("columns")).toArray());
            if (table.contains(QStringLiteral("types")))
                QCOMPARE(QJsonArray::fromStringList(types), table.value(QStringLiteral("types")).toArray());
            if (table.contains(QStringLiteral("identity")))
                QCOMPARE(QJsonArray::fromStringList(relation.identity), table.value(QStringLiteral("identity")).toArray());
            if (table.contains(QStringLiteral("chain")))
                QCOMPARE(int(relation.chain.size()), table.value(QStringLiteral("chain")).toInt());
            const auto rows = bench.rows(output);
            VERIFY_OK(rows);
            if (table.contains(QStringLiteral("count")))
                QCOMPARE(int(rows->size()), table.value(QStringLiteral("count")).toInt());
            if (table.contains(QStringLiteral("rows")))
                QCOMPARE(QString::fromUtf8(QJsonDocument(*rows).toJson(QJsonDocument::Compact)),
                         QString::fromUtf8(QJsonDocument(tableRows(table)).toJson(QJsonDocument::Compact)));
        }
        for (const QString &output : bench.outputs())
            VERIFY_OK(bench.checkInvariants(output));
    }
    void everyShapeOperatorHasCases()
    {
        for (const Operator &op : builtinOperators()) {
            if (op.spec.category != Category::Shape && op.spec.id != QStringLiteral("code.sql"))
                continue;
            QFile file(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/operators/cases/%1.json").arg(op.spec.id));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(op.spec.id));
            const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("cases")).toArray();
            QVERIFY2(cases.size() >= 6, qPrintable(op.spec.id));
        }
    }
};

HEADRACE_TEST(TestCases)
#include "test_cases.moc"
