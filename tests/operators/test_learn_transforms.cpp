// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/builtin.h"
#include "tests/support/registry.h"
#include "tests/support/task_context.h"

using namespace headrace;
using tests::FakeTaskContext;

namespace {

const QString kTable = QStringLiteral(
    "CREATE TABLE t AS SELECT * FROM (VALUES (1, 1.5, 'a'), (2, NULL, 'b'), (3, 2.5, NULL), (NULL, 5.0, 'a')) v(n, x, c)");

// Fits on t and gives the JSON rows of u after learn.apply.
Result<QJsonArray> fitAndApply(const char *op, const QJsonObject &params, const QString &other, data::Schema *planned = nullptr,
                               data::Schema *schema = nullptr)
{
    const Operator &fit = *findOperator(QLatin1String(op));
    FakeTaskContext context(fit, params);
    context.sql(kTable);
    context.sql(other);
    context.give(QStringLiteral("rows"), QStringLiteral("t"));
    if (planned && fit.schema) {
        HR_ASSIGN(const auto schemas, fit.schema(context));
        *planned = schemas.value(QStringLiteral("rows"));
    }
    HR_ASSIGN(const auto transform, fit.fit(context));
    const Operator &apply = *findOperator(QStringLiteral("learn.apply"));
    FakeTaskContext second(apply, {}, context, QStringLiteral("again"));
    second.give(QStringLiteral("rows"), QStringLiteral("u"));
    second.inputTransforms << transform;
    HR_ASSIGN(const auto relations, apply.relation(second));
    const data::Relation relation = relations.value(QStringLiteral("rows"));
    if (schema)
        *schema = relation.schema;
    if (relation.chain.size() != 1 || relation.chain[0].transform != transform.json || !relation.keepsCount)
        return Error(ErrorCode::Internal, QStringLiteral("the chain is wrong"));
    return second.rowsOf(relation);
}

}  // namespace

class TestLearnTransforms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void imputeByColumn()
    {
        data::Schema planned;
        data::Schema schema;
        const auto rows = fitAndApply(
            "learn.impute",
            {{QStringLiteral("columns"), QJsonArray{QStringLiteral("n"), QStringLiteral("x")}},
             {QStringLiteral("per_column"),
              QJsonArray{QJsonObject{{QStringLiteral("column"), QStringLiteral("c")},
                                     {QStringLiteral("strategy"), QStringLiteral("most_frequent")}},
                         QJsonObject{{QStringLiteral("column"), QStringLiteral("x")},
                                     {QStringLiteral("strategy"), QStringLiteral("constant")},
                                     {QStringLiteral("value"), QStringLiteral("-1.5")}}}},
             {QStringLiteral("indicators"), true}},
            QStringLiteral(
                "CREATE TABLE u AS SELECT CAST(NULL AS INTEGER) AS n, CAST(NULL AS DECIMAL(2,1)) AS x, CAST(NULL AS VARCHAR) AS c"),
            &planned, &schema);
        VERIFY_OK(rows);
        QCOMPARE(*rows, (QJsonArray{QJsonArray{2.0, true, QStringLiteral("-1.5"), true, QStringLiteral("a"), true}}));
        QCOMPARE(schema.names(),
                 (QStringList{QStringLiteral("n"), QStringLiteral("n_missing"), QStringLiteral("x"), QStringLiteral("x_missing"),
                              QStringLiteral("c"), QStringLiteral("c_missing")}));
        QVERIFY(planned == schema);
    }

    void standardize()
    {
        data::Schema planned;
        data::Schema schema;
        const auto rows = fitAndApply(
            "learn.standardize",
            {{QStringLiteral("columns"), QJsonArray{QStringLiteral("n")}}, {QStringLiteral("method"), QStringLiteral("min_max")}},
            QStringLiteral("CREATE TABLE u AS SELECT CAST(3 AS BIGINT) AS n, 'keep' AS other"), &planned, &schema);
        VERIFY_OK(rows);
        QCOMPARE(*rows, (QJsonArray{QJsonArray{1.0, QStringLiteral("keep")}}));
        QCOMPARE(planned.columns[0].type, QStringLiteral("DOUBLE"));
    }

    void oneHot()
    {
        data::Schema schema;
        const auto rows = fitAndApply("learn.one_hot", {{QStringLiteral("columns"), QJsonArray{QStringLiteral("c")}}},
                                      QStringLiteral("CREATE TABLE u AS SELECT * FROM (VALUES ('b'), ('zz'), (NULL)) v(c)"), nullptr,
                                      &schema);
        VERIFY_OK(rows);
        QCOMPARE(schema.names(), (QStringList{QStringLiteral("c_a"), QStringLiteral("c_b"), QStringLiteral("c_missing")}));
        QCOMPARE(*rows, (QJsonArray{QJsonArray{0, 1, 0}, QJsonArray{0, 0, 0}, QJsonArray{0, 0, 1}}));
    }

    void ordinal()
    {
        data::Schema planned;
        const auto rows = fitAndApply(
            "learn.ordinal",
            {{QStringLiteral("columns"), QJsonArray{QStringLiteral("c")}},
             {QStringLiteral("unknown"), QStringLiteral("value")},
             {QStringLiteral("orders"),
              QJsonArray{QJsonObject{{QStringLiteral("column"), QStringLiteral("c")},
                                     {QStringLiteral("categories"), QJsonArray{QStringLiteral("b"), QStringLiteral("a")}}}}}},
            QStringLiteral("CREATE TABLE u AS SELECT * FROM (VALUES ('b'), ('a'), ('zz'), (NULL)) v(c)"), &planned);
        VERIFY_OK(rows);
        QCOMPARE(*rows, (QJsonArray{QJsonArray{0}, QJsonArray{1}, QJsonArray{-1}, QJsonArray{QJsonValue()}}));
        QCOMPARE(planned.columns[2].type, QStringLiteral("INTEGER"));
    }

    void errorsNameNodeAndParameter()
    {
        const QString other = QStringLiteral("CREATE TABLE u AS SELECT 1 AS nothing");
        const auto none = fitAndApply("learn.one_hot", {}, other);
        QVERIFY(!none && none.error().parameter == QLatin1String("columns") && none.error().node == QLatin1String("node"));
        const auto closest = fitAndApply("learn.standardize", {{QStringLiteral("columns"), QJsonArray{QStringLiteral("xx")}}}, other);
        QVERIFY(!closest && closest.error().hint.contains(QStringLiteral("'x'")));
        const auto gone = fitAndApply("learn.standardize", {{QStringLiteral("columns"), QJsonArray{QStringLiteral("x")}}}, other);
        QVERIFY2(!gone && gone.error().text.contains(QStringLiteral("'x'")) && gone.error().node == QLatin1String("again"),
                 qPrintable(gone.error().toString()));
    }

    // While nothing is fitted, apply says nothing rather than something wrong.
    void applyWithoutATransform()
    {
        const Operator &apply = *findOperator(QStringLiteral("learn.apply"));
        FakeTaskContext context(apply);
        context.sql(kTable);
        context.give(QStringLiteral("rows"), QStringLiteral("t"));
        const auto relations = apply.relation(context);
        VERIFY_OK(relations);
        QVERIFY(relations->isEmpty());
    }
};

HEADRACE_TEST(TestLearnTransforms)
#include "test_learn_transforms.moc"
