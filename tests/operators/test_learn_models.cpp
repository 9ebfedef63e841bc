// SPDX-License-Identifier: GPL-3.0-or-later
// Estimators, learn.predict and the evaluations, one after the other as a pipeline would.
#include "engine/learning/scoring.h"
#include "engine/operators/builtin.h"
#include "tests/support/registry.h"
#include "tests/support/task_context.h"

#include <QFile>
#include <QJsonDocument>

#include <cmath>

using namespace headrace;
using tests::FakeTaskContext;

namespace {

using ModelPtr = std::shared_ptr<const learning::Model>;

const Operator &op(const char *id)
{
    return *findOperator(QLatin1String(id));
}

// id, two features, a text, a class of two and of three, a number; every value known.
const QString kRows = QStringLiteral(
    "CREATE TABLE t AS SELECT i AS id, CAST(i % 17 AS DOUBLE) AS a, CAST((i * 7) % 11 AS INTEGER) AS b, CASE WHEN i % 3 = 0 THEN 'x' ELSE "
    "'y' END AS c, "
    "CASE WHEN (i % 17) + (i * 5) % 7 > 10 THEN 'yes' ELSE 'no' END AS two, CASE WHEN i % 17 < 5 THEN 10 WHEN i % 17 + (i * 3) % 5 < 12 "
    "THEN 9 ELSE 100 END AS three, "
    "3.0 * (i % 17) - 2.0 * ((i * 7) % 11) + 5 + ((i * 13) % 5) / 10.0 AS y, 1 + i % 3 AS w FROM range(200) r(i)");

ModelPtr train(FakeTaskContext &context, const char *id)
{
    const auto result = op(id).task(context);
    if (!result)
        qWarning("%s", qPrintable(result.error().toString()));
    return context.output<ModelPtr>(QStringLiteral("model"));
}

QStringList features(std::initializer_list<const char *> names)
{
    QStringList list;
    for (const char *name : names)
        list << QLatin1String(name);
    return list;
}

QJsonArray array(const QStringList &list)
{
    return QJsonArray::fromStringList(list);
}

}  // namespace

class TestLearnModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linearModelsRefuseRowsBeyondTheirMemory()
    {
        for (const char *id : {"learn.linear_regression", "learn.logistic_regression"}) {
            FakeTaskContext fit(op(id),
                                {{QStringLiteral("target"), QStringLiteral("y")},
                                 {QStringLiteral("features"), QJsonArray{QStringLiteral("a"), QStringLiteral("b")}}});
            fit.memory = 1 << 20;
            fit.sql(QStringLiteral("CREATE TABLE wide AS SELECT i / 7 AS a, i % 13 AS b, i % 2 AS y FROM range(200000) r(i)"));
            fit.give(QStringLiteral("train"), QStringLiteral("wide"), QStringLiteral("train"));
            const auto refused = op(id).task(fit);
            QVERIFY(!refused);
            QVERIFY2(refused.error().code == ErrorCode::OutOfMemory, qPrintable(refused.error().toString()));
            QVERIFY2(refused.error().text.contains(QLatin1String("the memory limit is 1 MiB")), qPrintable(refused.error().text));
            fit.memory = qint64(64) << 20;
            VERIFY_OK(op(id).task(fit));
        }
    }
    void linearPredictEvaluate()
    {
        FakeTaskContext fit(op("learn.linear_regression"),
                            {{QStringLiteral("target"), QStringLiteral("y")}, {QStringLiteral("features"), array(features({"a", "b"}))}},
                            QStringLiteral("ols"));
        fit.sql(kRows);
        fit.give(QStringLiteral("train"), QStringLiteral("t"), QStringLiteral("train"));
        fit.give(QStringLiteral("validation"), QStringLiteral("t"), QStringLiteral("validation"));
        const ModelPtr model = train(fit, "learn.linear_regression");
        QVERIFY(model);
        QCOMPARE(model->features, features({"a", "b"}));
        const QJsonObject output = model->facts.value(QStringLiteral("outputs")).toArray().at(0).toObject();
        QVERIFY(
            std::abs(output.value(QStringLiteral("coefficients")).toArray().at(0).toObject().value(QStringLiteral("coefficient")).toDouble()
                     - 3)
            < 0.05);
        QVERIFY(fit.metrics.count(QStringLiteral("validation/rmse")) == 1 && fit.metrics[QStringLiteral("validation/rmse")].value < 0.2);

        FakeTaskContext predict(op("learn.predict"), {}, fit, QStringLiteral("predict"));
        predict.give(QStringLiteral("rows"), QStringLiteral("t"), QStringLiteral("test"));
        predict.inputModels = {{QStringLiteral("ols"), model}};
        VERIFY_OK(op("learn.predict").task(predict));
        const auto relation = predict.output<data::Relation>(QStringLiteral("rows"));
        QCOMPARE(relation.schema.columns.last().name, QStringLiteral("prediction"));
        QVERIFY(relation.schema.columns.last().role == data::Role::Prediction);
        QVERIFY(relation.schema.columns[relation.schema.indexOf(QStringLiteral("y"))].role == data::Role::Label);
        const QJsonArray rows = predict.rowsOf(relation);
        QCOMPARE(rows.size(), 200);
        const double intercept = output.value(QStringLiteral("intercept")).toDouble();
        for (int i = 0; i < rows.size(); ++i) {
            const QJsonArray row = rows.at(i).toArray();
            QCOMPARE(row.at(0).toInt(), i);  // in the order of the identity
            const double expected = intercept
                + output.value(QStringLiteral("coefficients")).toArray().at(0).toObject().value(QStringLiteral("coefficient")).toDouble()
                    * row.at(1).toDouble()
                + output.value(QStringLiteral("coefficients")).toArray().at(1).toObject().value(QStringLiteral("coefficient")).toDouble()
                    * row.at(2).toDouble();
            QVERIFY(std::abs(row.last().toDouble() - expected) < 1e-9);
        }

        // The same figures whether a model scores or the table brings its predictions.
        FakeTaskContext byModel(op("evaluate.regression"), {}, fit, QStringLiteral("judge"));
        byModel.give(QStringLiteral("rows"), QStringLiteral("t"), QStringLiteral("test"));
        byModel.inputModels = {{QStringLiteral("ols"), model}};
        VERIFY_OK(op("evaluate.regression").task(byModel));
        FakeTaskContext byTable(op("evaluate.regression"), {}, fit, QStringLiteral("judge"));
        byTable.give(QStringLiteral("rows"), relation, QStringLiteral("predict"), QStringLiteral("test"));
        VERIFY_OK(op("evaluate.regression").task(byTable));
        for (const char *name :
             {"rmse", "mae", "r2", "mean_absolute_percentage_error", "explained_variance", "max_error", "median_absolute_error"}) {
            const QString key = QStringLiteral("test/") + QLatin1String(name);
            QVERIFY2(byModel.metrics.count(key) == 1, name);
            QCOMPARE(byTable.metrics[key].value, byModel.metrics[key].value);
        }
        QCOMPARE(int(byModel.metrics.size()), 7);
        QVERIFY(byModel.artifacts.contains(QStringLiteral("evaluation.json")));
        QFile file(byModel.artifacts.value(QStringLiteral("evaluation.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(file.readAll()).object(), byModel.output<Metrics>(QStringLiteral("metrics")));
    }

    void binary()
    {
        FakeTaskContext fit(op("learn.logistic_regression"),
                            {{QStringLiteral("target"), QStringLiteral("two")}, {QStringLiteral("features"), array(features({"a", "b"}))}},
                            QStringLiteral("logit"));
        fit.sql(kRows);
        fit.give(QStringLiteral("train"), QStringLiteral("t"));
        fit.give(QStringLiteral("validation"), QStringLiteral("t"));
        const ModelPtr model = train(fit, "learn.logistic_regression");
        QVERIFY(model);
        QCOMPARE(model->classes, features({"no", "yes"}));
        QVERIFY(fit.metrics.count(QStringLiteral("validation/roc_auc")) == 1 && fit.metrics.count(QStringLiteral("train/loss")) == 1);

        FakeTaskContext predict(op("learn.predict"), {{QStringLiteral("threshold"), 0.3}}, fit, QStringLiteral("predict"));
        predict.give(QStringLiteral("rows"), QStringLiteral("t"));
        predict.inputModels = {{QStringLiteral("logit"), model}};
        VERIFY_OK(op("learn.predict").task(predict));
        const auto relation = predict.output<data::Relation>(QStringLiteral("rows"));
        const int place = relation.schema.indexOf(QStringLiteral("prediction"));
        QCOMPARE(relation.schema.names().mid(place), features({"prediction", "score_no", "score_yes"}));
        QCOMPARE(relation.schema.columns[place + 2].roleDetail, QStringLiteral("yes"));
        for (const QJsonValue &row : predict.rowsOf(relation)) {
            const double yes = row.toArray().at(place + 2).toDouble();
            QCOMPARE(row.toArray().at(place).toString(), yes > 0.3 ? QStringLiteral("yes") : QStringLiteral("no"));
            QCOMPARE(row.toArray().at(place + 1).toDouble(), 1 - yes);
        }

        const auto judge = [&](const QJsonObject &params, bool byTable) {
            auto context = std::make_unique<FakeTaskContext>(op("evaluate.classification"), params, fit, QStringLiteral("judge"));
            if (byTable) {
                context->give(QStringLiteral("rows"), relation, QStringLiteral("predict"));
            } else {
                context->give(QStringLiteral("rows"), QStringLiteral("t"));
                context->inputModels = {{QStringLiteral("logit"), model}};
            }
            if (const auto result = op("evaluate.classification").task(*context); !result)
                qWarning("%s", qPrintable(result.error().toString()));
            return context;
        };
        const auto plain = judge({}, false);
        QCOMPARE(int(plain->metrics.size()), 10);
        QVERIFY(plain->metrics[QStringLiteral("rows/roc_auc")].value > 0.8);
        // The table's own prediction was made with another threshold; the ranking is the same.
        const auto table = judge({}, true);
        const auto third = judge({{QStringLiteral("threshold"), 0.3}}, false);
        for (const auto &[key, metric] : table->metrics)
            QCOMPARE(metric.value, third->metrics[key].value);
        QVERIFY(table->metrics[QStringLiteral("rows/recall")].value != plain->metrics[QStringLiteral("rows/recall")].value);
        // The other class as the positive one.
        const auto other = judge({{QStringLiteral("positive"), QStringLiteral("no")}}, false);
        QVERIFY(std::abs(other->metrics[QStringLiteral("rows/roc_auc")].value - plain->metrics[QStringLiteral("rows/roc_auc")].value)
                < 1e-12);
        QVERIFY(other->metrics[QStringLiteral("rows/recall")].value != plain->metrics[QStringLiteral("rows/recall")].value);
        QCOMPARE(other->metrics[QStringLiteral("rows/accuracy")].value, plain->metrics[QStringLiteral("rows/accuracy")].value);
        // Weights, and scores of an earlier run that must not be mistaken for those with other weights.
        FakeTaskContext again(op("evaluate.classification"), {{QStringLiteral("weight"), QStringLiteral("w")}}, fit,
                              QStringLiteral("judge"));
        again.kept = plain->kept;
        again.give(QStringLiteral("rows"), QStringLiteral("t"));
        again.inputModels = {{QStringLiteral("logit"), model}};
        VERIFY_OK(op("evaluate.classification").task(again));
        QVERIFY(again.metrics[QStringLiteral("rows/log_loss")].value != plain->metrics[QStringLiteral("rows/log_loss")].value);
        QCOMPARE(again.kept.size(), 2);

        const QJsonObject report = plain->output<Metrics>(QStringLiteral("metrics"))
                                       .value(QStringLiteral("evaluations"))
                                       .toArray()
                                       .at(0)
                                       .toObject();
        QCOMPARE(report.value(QStringLiteral("positive")), QJsonValue(QStringLiteral("yes")));
        QVERIFY(report.value(QStringLiteral("roc")).toArray().size() > 5);
        QCOMPARE(report.value(QStringLiteral("confusion")).toArray().size(), 2);
        QVERIFY(!op("evaluate.classification").task(*std::make_unique<FakeTaskContext>(op("evaluate.classification"), QJsonObject(), fit)));
    }

    // A second evaluation takes the kept scores and does not read the rows.
    void recallsScores()
    {
        FakeTaskContext fit(op("learn.logistic_regression"),
                            {{QStringLiteral("target"), QStringLiteral("two")}, {QStringLiteral("features"), array(features({"a", "b"}))}},
                            QStringLiteral("logit"));
        fit.sql(kRows);
        fit.give(QStringLiteral("train"), QStringLiteral("t"));
        const ModelPtr model = train(fit, "learn.logistic_regression");
        FakeTaskContext first(op("evaluate.classification"), {}, fit);
        first.give(QStringLiteral("rows"), QStringLiteral("t"));
        first.inputModels = {{QStringLiteral("logit"), model}};
        VERIFY_OK(op("evaluate.classification").task(first));
        FakeTaskContext second(op("evaluate.classification"), {}, fit);
        second.inputTables = first.inputTables;
        second.inputTables[QStringLiteral("rows")][0].handle = QStringLiteral("there_is_no_such_table");
        second.inputModels = first.inputModels;
        QVERIFY(!op("evaluate.classification").task(second));
        second.kept = first.kept;
        VERIFY_OK(op("evaluate.classification").task(second));
        QCOMPARE(second.metrics[QStringLiteral("rows/f1")].value, first.metrics[QStringLiteral("rows/f1")].value);
        // Damaged bytes are not believed.
        for (QByteArray &bytes : second.kept)
            bytes.chop(5);
        QVERIFY(!op("evaluate.classification").task(second));
    }

    void threeClassesAndSeveralModels()
    {
        FakeTaskContext fit(
            op("learn.logistic_regression"),
            {{QStringLiteral("target"), QStringLiteral("three")}, {QStringLiteral("features"), array(features({"a", "b"}))}},
            QStringLiteral("m1"));
        fit.sql(kRows);
        fit.give(QStringLiteral("train"), QStringLiteral("t"));
        const ModelPtr model = train(fit, "learn.logistic_regression");
        QVERIFY(model);
        QCOMPARE(model->classes, features({"9", "10", "100"}));  // as numbers
        FakeTaskContext judge(op("evaluate.classification"), {}, fit);
        judge.give(QStringLiteral("rows"), QStringLiteral("t"), QStringLiteral("test"));
        judge.inputModels = {{QStringLiteral("m1"), model}, {QStringLiteral("m2"), model}};
        VERIFY_OK(op("evaluate.classification").task(judge));
        QCOMPARE(int(judge.metrics.size()), 18);
        QVERIFY(judge.metrics.count(QStringLiteral("m2/test/roc_auc_ovr")) == 1);

        FakeTaskContext predict(op("learn.predict"), {{QStringLiteral("prefix"), QStringLiteral("p_")}}, fit);
        predict.give(QStringLiteral("rows"), QStringLiteral("t"));
        predict.inputModels = {{QStringLiteral("m1"), model}};
        VERIFY_OK(op("learn.predict").task(predict));
        const auto relation = predict.output<data::Relation>(QStringLiteral("rows"));
        QCOMPARE(relation.schema.columns[relation.schema.indexOf(QStringLiteral("p_prediction"))].type, QStringLiteral("INTEGER"));
        FakeTaskContext byTable(op("evaluate.classification"), {}, fit);
        byTable.give(QStringLiteral("rows"), relation, QStringLiteral("predict"), QStringLiteral("test"));
        VERIFY_OK(op("evaluate.classification").task(byTable));
        for (const auto &[key, metric] : byTable.metrics)
            QCOMPARE(metric.value, judge.metrics[QStringLiteral("m1/") + key].value);

        QVERIFY(!op("evaluate.regression").task(judge));  // classes are not numbers
    }

    // Rows from before the transforms are led through them; rows from somewhere else are refused.
    void chain()
    {
        FakeTaskContext impute(
            op("learn.impute"),
            {{QStringLiteral("columns"), array(features({"a"}))}, {QStringLiteral("strategy"), QStringLiteral("median")}},
            QStringLiteral("fill"));
        impute.sql(kRows);
        impute.sql(QStringLiteral("CREATE TABLE holes AS SELECT * REPLACE (CASE WHEN id % 5 = 0 THEN NULL ELSE a END AS a) FROM t"));
        impute.give(QStringLiteral("rows"), QStringLiteral("holes"), QStringLiteral("train"));
        const auto transform = op("learn.impute").fit(impute);
        VERIFY_OK(transform);
        const TableInput source = impute.table();
        const auto filled = learning::applyTransform(*transform, source.handle, source.schema, source.identity, source.chain,
                                                     QStringLiteral("fill"), QStringLiteral("learn.impute"));
        VERIFY_OK(filled);
        // A step of SQL behind it.
        data::Relation derived = *filled;
        derived.sql = QStringLiteral("SELECT *, a * a AS square FROM (%1)").arg(filled->sql);
        derived.schema.columns << data::Column{QStringLiteral("square"), QStringLiteral("DOUBLE")};
        derived.chain << data::ChainStep{
            QStringLiteral("derive"),
            QStringLiteral("table.derive"),
            QStringLiteral("SELECT %1, a * a AS square FROM {in}").arg(quoteIdentifiers(filled->schema.names())),
            {},
            filled->schema.toJson()};

        FakeTaskContext fit(
            op("learn.linear_regression"),
            {{QStringLiteral("target"), QStringLiteral("y")}, {QStringLiteral("features"), array(features({"square", "b"}))}}, impute,
            QStringLiteral("ols"));
        fit.give(QStringLiteral("train"), derived, QStringLiteral("derive"), QStringLiteral("train"));
        const ModelPtr model = train(fit, "learn.linear_regression");
        QVERIFY(model);
        QCOMPARE(model->chain.size(), 2);

        const auto judge = [&](const std::function<void(FakeTaskContext &)> &give, double *rmse) {
            FakeTaskContext context(op("evaluate.regression"), {}, impute, QStringLiteral("judge"));
            give(context);
            context.inputModels = {{QStringLiteral("ols"), model}};
            const auto result = op("evaluate.regression").task(context);
            *rmse = result ? context.metrics.begin()->second.value : std::nan("");
            return result ? QString() : result.error().toString();
        };
        double through = 0;
        double between = 0;
        double raw = 0;
        QCOMPARE(judge([&](FakeTaskContext &c) { c.give(QStringLiteral("rows"), derived, QStringLiteral("derive")); }, &through),
                 QString());
        QCOMPARE(judge([&](FakeTaskContext &c) { c.give(QStringLiteral("rows"), *filled, QStringLiteral("fill")); }, &between), QString());
        QCOMPARE(judge([&](FakeTaskContext &c) { c.give(QStringLiteral("rows"), QStringLiteral("holes")); }, &raw), QString());
        QVERIFY(through > 0 && through == between && through == raw);

        // By another node with the same transform: still the same steps.
        data::Relation again = *filled;
        again.chain[0].node = QStringLiteral("apply");
        again.chain[0].op = QStringLiteral("learn.apply");
        QCOMPARE(judge([&](FakeTaskContext &c) { c.give(QStringLiteral("rows"), again, QStringLiteral("apply")); }, &between), QString());

        data::Relation elsewhere = derived;
        elsewhere.chain[1].sql = QStringLiteral("SELECT 1");
        elsewhere.chain[1].node = QStringLiteral("other");
        const QString refused = judge([&](FakeTaskContext &c) { c.give(QStringLiteral("rows"), elsewhere, QStringLiteral("other")); },
                                      &raw);
        QVERIFY2(refused.contains(QStringLiteral("fill → other")) && refused.contains(QStringLiteral("fill → derive")),
                 qPrintable(refused));

        // Rows without the target are predicted all the same, and keep their own columns.
        FakeTaskContext predict(op("learn.predict"), {}, impute, QStringLiteral("predict"));
        predict.sql(QStringLiteral("CREATE TABLE unlabelled AS SELECT * EXCLUDE (y, c), [id] AS list, {'s': b} AS nested FROM holes"));
        predict.give(QStringLiteral("rows"), QStringLiteral("unlabelled"));
        predict.inputModels = {{QStringLiteral("ols"), model}};
        const auto missing = op("learn.predict").task(predict);
        QVERIFY(!missing && missing.error().text.contains(QStringLiteral("derive")));  // a step names the column c, which is gone
        FakeTaskContext second(op("learn.predict"), {}, impute, QStringLiteral("predict"));
        second.sql(
            QStringLiteral("CREATE TABLE blind AS SELECT * EXCLUDE (y), [id] AS list, {'s': b} AS nested, 'p' AS prediction FROM holes"));
        second.give(QStringLiteral("rows"), QStringLiteral("blind"));
        second.inputModels = {{QStringLiteral("ols"), model}};
        VERIFY_OK(op("learn.predict").task(second));
        const auto relation = second.output<data::Relation>(QStringLiteral("rows"));
        QCOMPARE(relation.schema.columns.last().name, QStringLiteral("prediction_2"));
        const QJsonArray rows = second.rowsOf(relation);
        QCOMPARE(rows.size(), 200);
        QCOMPARE(rows.at(5).toArray().at(1), QJsonValue());  // its own hole is still there
        QCOMPARE(rows.at(7).toArray().at(relation.schema.indexOf(QStringLiteral("list"))), QJsonValue(QJsonArray{7}));
    }

    void saysWhatIsWrong()
    {
        const auto error = [](const char *id, const QJsonObject &params, const QString &alter = {}) {
            FakeTaskContext context(op(id), params);
            context.sql(kRows);
            if (!alter.isEmpty())
                context.sql(alter);
            context.give(QStringLiteral("train"), QStringLiteral("t"));
            const auto result = op(id).task(context);
            return result ? QStringLiteral("done") : result.error().toString() + context.warnings.join(QLatin1Char(' '));
        };
        const QJsonObject ab{{QStringLiteral("target"), QStringLiteral("y")}, {QStringLiteral("features"), array(features({"a", "b"}))}};
        const QJsonObject text{{QStringLiteral("target"), QStringLiteral("y")}, {QStringLiteral("features"), array(features({"a", "c"}))}};
        QCOMPARE(error("learn.linear_regression", ab), QStringLiteral("done"));
        QVERIFY(error("learn.linear_regression", text).contains(QStringLiteral("learn.one_hot")));
        const QString hole = error("learn.linear_regression", ab, QStringLiteral("UPDATE t SET a = NULL WHERE id < 3"));
        QVERIFY2(hole.contains(QStringLiteral("'a'")) && hole.contains(QStringLiteral("3 rows"))
                     && hole.contains(QStringLiteral("learn.impute")),
                 qPrintable(hole));
        QVERIFY(error("learn.linear_regression", ab, QStringLiteral("UPDATE t SET a = 'nan' WHERE id < 3"))
                    .contains(QStringLiteral("learn.impute")));
        QVERIFY(error("learn.linear_regression", ab, QStringLiteral("UPDATE t SET a = 'inf' WHERE id = 3"))
                    .contains(QStringLiteral("infinite")));
        QVERIFY(error("learn.linear_regression", ab, QStringLiteral("UPDATE t SET y = NULL WHERE id = 3"))
                    .contains(QStringLiteral("'y' is missing in one row")));
        QVERIFY(error("learn.linear_regression", ab, QStringLiteral("DELETE FROM t")).contains(QStringLiteral("no rows")));
        QVERIFY(error("learn.linear_regression", {{QStringLiteral("target"), QStringLiteral("two")}}).contains(QStringLiteral("VARCHAR")));
        QVERIFY(error("learn.linear_regression", {{QStringLiteral("target"), QStringLiteral("yy")}})
                    .contains(QStringLiteral("Did you mean 'y'?")));
        QVERIFY(error("learn.linear_regression",
                      {{QStringLiteral("target"), QStringLiteral("y")}, {QStringLiteral("weight"), QStringLiteral("w")}},
                      QStringLiteral("UPDATE t SET w = -1 WHERE id = 1"))
                    .contains(QStringLiteral("weight 'w'")));
        QJsonObject two = ab;
        two.insert(QStringLiteral("target"), QStringLiteral("two"));
        QVERIFY(error("learn.logistic_regression", two, QStringLiteral("UPDATE t SET two = 'no'")).contains(QStringLiteral("two classes")));

        FakeTaskContext fit(op("learn.logistic_regression"), two, QStringLiteral("m"));
        fit.sql(kRows);
        fit.give(QStringLiteral("train"), QStringLiteral("t"));
        const ModelPtr model = train(fit, "learn.logistic_regression");
        fit.sql(QStringLiteral("CREATE TABLE strange AS SELECT * REPLACE ('maybe' AS two) FROM t"));
        FakeTaskContext judge(op("evaluate.classification"), {}, fit, QStringLiteral("judge"));
        judge.give(QStringLiteral("rows"), QStringLiteral("strange"));
        judge.inputModels = {{QStringLiteral("m"), model}};
        const auto unknown = op("evaluate.classification").task(judge);
        QVERIFY(!unknown && unknown.error().text.contains(QStringLiteral("'maybe'")) && unknown.error().node == QLatin1String("judge"));
        FakeTaskContext none(op("evaluate.classification"), {}, fit, QStringLiteral("judge"));
        none.give(QStringLiteral("rows"), QStringLiteral("t"));
        const auto noLabel = op("evaluate.classification").task(none);
        QVERIFY(!noLabel && noLabel.error().parameter == QLatin1String("label"));
    }

    // One class alone: the figures that need two are said to be undefined, in words.
    void oneClass()
    {
        FakeTaskContext fit(op("learn.logistic_regression"),
                            {{QStringLiteral("target"), QStringLiteral("two")}, {QStringLiteral("features"), array(features({"a"}))}},
                            QStringLiteral("m"));
        fit.sql(kRows);
        fit.give(QStringLiteral("train"), QStringLiteral("t"));
        const ModelPtr model = train(fit, "learn.logistic_regression");
        fit.sql(QStringLiteral("CREATE TABLE one AS SELECT * FROM t WHERE two = 'no'"));
        FakeTaskContext judge(op("evaluate.classification"), {}, fit);
        judge.give(QStringLiteral("rows"), QStringLiteral("one"), QStringLiteral("test"));
        judge.inputModels = {{QStringLiteral("m"), model}};
        VERIFY_OK(op("evaluate.classification").task(judge));
        QVERIFY(std::isnan(judge.metrics[QStringLiteral("test/roc_auc")].value));
        QVERIFY(judge.logs.join(QLatin1Char(' ')).contains(QStringLiteral("test/roc_auc is not defined: Only one class")));
        const QJsonObject report = judge.output<Metrics>(QStringLiteral("metrics"))
                                       .value(QStringLiteral("evaluations"))
                                       .toArray()
                                       .at(0)
                                       .toObject();
        QVERIFY(report.value(QStringLiteral("metrics")).toObject().value(QStringLiteral("roc_auc")).isNull());
        QVERIFY(!report.value(QStringLiteral("notes")).toObject().value(QStringLiteral("roc_auc")).toString().isEmpty());
    }

    // Predictions from elsewhere: the columns are chosen, no role is needed.
    void chosenColumns()
    {
        FakeTaskContext judge(op("evaluate.classification"),
                              {{QStringLiteral("label"), QStringLiteral("truth")}, {QStringLiteral("score"), QStringLiteral("p")}});
        judge.sql(QStringLiteral("CREATE TABLE t AS SELECT * FROM (VALUES ('a', 0.1, 'a'), ('b', 0.9, 'b'), ('b', 0.4, 'c'), ('a', 0.6, "
                                 "'a')) v(truth, p, said)"));
        judge.give(QStringLiteral("rows"), QStringLiteral("t"));
        VERIFY_OK(op("evaluate.classification").task(judge));
        QCOMPARE(judge.metrics[QStringLiteral("rows/roc_auc")].value, 0.75);
        QCOMPARE(judge.metrics[QStringLiteral("rows/accuracy")].value, 0.5);
        FakeTaskContext said(op("evaluate.classification"),
                             {{QStringLiteral("label"), QStringLiteral("truth")}, {QStringLiteral("prediction"), QStringLiteral("said")}},
                             judge);
        said.give(QStringLiteral("rows"), QStringLiteral("t"));
        VERIFY_OK(op("evaluate.classification").task(said));
        QCOMPARE(said.metrics[QStringLiteral("rows/accuracy")].value, 0.75);  // 'c' is a class that the truth never names
        QVERIFY(said.metrics.count(QStringLiteral("rows/f1_macro")) == 1);
    }

    void refitOnAllHasNoMetric()
    {
        FakeTaskContext fit(op("learn.linear_regression"),
                            {{QStringLiteral("target"), QStringLiteral("y")},
                             {QStringLiteral("features"), array(features({"a"}))},
                             {QStringLiteral("refit"), QStringLiteral("all")}},
                            QStringLiteral("m"));
        fit.sql(kRows);
        fit.sql(QStringLiteral("CREATE TABLE first AS SELECT * FROM t WHERE id < 100"));
        fit.sql(QStringLiteral("CREATE TABLE second AS SELECT w, y, a FROM t WHERE id >= 100"));
        fit.give(QStringLiteral("train"), QStringLiteral("first"));
        fit.give(QStringLiteral("validation"), QStringLiteral("second"));
        const ModelPtr all = train(fit, "learn.linear_regression");
        QVERIFY(all && fit.metrics.empty());
        FakeTaskContext whole(op("learn.linear_regression"),
                              {{QStringLiteral("target"), QStringLiteral("y")}, {QStringLiteral("features"), array(features({"a"}))}}, fit);
        whole.give(QStringLiteral("train"), QStringLiteral("t"));
        QCOMPARE(train(whole, "learn.linear_regression")->blob, all->blob);
        FakeTaskContext judge(op("evaluate.regression"), {}, fit);
        judge.give(QStringLiteral("rows"), QStringLiteral("t"));
        judge.inputModels = {{QStringLiteral("m"), all}};
        VERIFY_OK(op("evaluate.regression").task(judge));
        QVERIFY(judge.metrics.empty() && judge.warnings.size() == 1);
    }

    void cancel()
    {
        for (const char *id : {"learn.linear_regression", "learn.logistic_regression"}) {
            FakeTaskContext fit(op(id),
                                {{QStringLiteral("target"), QStringLiteral("b")}, {QStringLiteral("features"), array(features({"a"}))}});
            fit.sql(kRows);
            fit.give(QStringLiteral("train"), QStringLiteral("t"));
            fit.cancel = true;
            const auto result = op(id).task(fit);
            QVERIFY(!result && result.error().code == ErrorCode::Cancelled);
        }
    }
};

HEADRACE_TEST(TestLearnModels)
#include "test_learn_models.moc"
