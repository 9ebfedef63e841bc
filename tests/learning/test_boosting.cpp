// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/builtin.h"
#include "tests/support/registry.h"

#include <QJsonArray>

using namespace headrace;

namespace {

/// Runs one task against a session of its own and keeps what it says.
class OneTask : public TaskContext
{
public:
    OneTask(data::Session &session, const Operator &op, const QJsonObject &values)
        : m_session(session), m_params(op.spec.params, values), m_connection(std::move(*session.connect()))
    {}

    void feed(const QString &port, const QString &sql)
    {
        TableInput input{QStringLiteral("rows"), port, QLatin1Char('(') + sql + QLatin1Char(')'), {}, {QStringLiteral("id")}, {}, port};
        const auto columns = m_connection->describe(sql);
        if (!columns)
            qFatal("%s", qPrintable(columns.error().toString()));
        input.schema.columns = *columns;
        input.chain << data::ChainStep{
            QStringLiteral("derive"), QStringLiteral("table.derive"), QStringLiteral("SELECT * FROM {in}"), {}, input.schema.toJson()};
        m_tables[port] << input;
    }

    const QString &node() const override { return m_node; }
    const Params &params() const override { return m_params; }
    quint64 seed() const override { return 5; }
    const QMap<QString, PipelineParameter> &scope() const override { return m_scope; }
    const PathPolicy &paths() const override { return m_paths; }
    data::Connection &connection() override { return *m_connection; }
    QList<TableInput> tables(const QString &port) const override { return m_tables.value(port); }
    QList<learning::Transform> transforms(const QString &) const override { return {}; }
    QList<std::pair<QString, std::shared_ptr<const learning::Model>>> models(const QString &) const override { return {}; }
    QList<std::pair<QString, Metrics>> metricSets(const QString &) const override { return {}; }
    Result<data::Schema> describe(const QString &) override { return data::Schema(); }
    Result<std::unique_ptr<data::Connection>> newConnection() override { return m_session.connect(); }
    int threads() const override { return 2; }
    qint64 memoryBytes() const override { return memory; }
    Result<QString> folder() override { return Error(ErrorCode::Io, QStringLiteral("none")); }
    bool cancelled() const override { return metrics.size() >= cancelAfter; }
    std::shared_ptr<void> onCancel(std::function<void()>) override { return {}; }
    QString newTable() override { return {}; }
    void setOutput(const QString &port, PortValue value) override { outputs[port] = std::move(value); }
    void metric(const QString &key, double value, qint64 step) override { metrics << Metric{key, value, step}; }
    void log(const QString &, const QString &text) override { logs << text; }
    void progress(qint64 done, qint64 total, const QString &unit) override
    {
        if (unit == QLatin1String("rounds"))
            rounds << done << total;
    }
    std::optional<QByteArray> recall(const QString &) override { return std::nullopt; }
    void keep(const QString &, const std::function<QByteArray()> &) override {}
    void artifact(const QString &, const QString &, const QString &, const QJsonObject &) override {}
    void wrote(const QString &, qint64) override {}
    void warn(const QString &) override {}

    struct Metric {
        QString key;
        double value;
        qint64 step;
    };
    QList<Metric> metrics;
    QMap<QString, PortValue> outputs;
    QStringList logs;
    QList<qint64> rounds;
    qint64 memory = 0;
    qsizetype cancelAfter = 1000000;

    std::shared_ptr<const learning::Model> model() const
    {
        return std::get<std::shared_ptr<const learning::Model>>(outputs[QStringLiteral("model")]);
    }

private:
    data::Session &m_session;
    QString m_node = QStringLiteral("trees");
    Params m_params;
    QMap<QString, PipelineParameter> m_scope;
    PathPolicy m_paths{QStringLiteral("/"), QStringLiteral("/")};
    std::unique_ptr<data::Connection> m_connection;
    QMap<QString, QList<TableInput>> m_tables;
};

const QString kTrain = QStringLiteral("SELECT * FROM rows WHERE id % 4 > 0");
const QString kValidation = QStringLiteral("SELECT * FROM rows WHERE id % 4 = 0");

}  // namespace

class TestBoosting : public QObject
{
    Q_OBJECT
    std::unique_ptr<data::Session> m_session;
    const Operator &m_classifier = *findOperator(QStringLiteral("learn.xgboost_classifier"));
    const Operator &m_regressor = *findOperator(QStringLiteral("learn.xgboost_regressor"));

private Q_SLOTS:
    void initTestCase()
    {
        auto session = data::Session::open({.threads = 2});
        VERIFY_OK(session);
        m_session = std::move(*session);
        const auto connection = m_session->connect();
        VERIFY_OK((*connection)
                      ->run(QStringLiteral("CREATE TABLE rows AS SELECT i AS id, (i * 7919 % 10007) / 10007 AS a, (i * 104729 % 9973) / "
                                           "9973 AS b, a > 0.4 AS late, "
                                           "CASE WHEN a > 0.66 THEN 'x' WHEN b > 0.5 THEN 'y' ELSE 'z' END AS kind, a - 0.5 AS number, "
                                           "'text' AS words FROM range(2000) t(i)")));
    }

    void aClassifierGivesAModelAndMetricsARound()
    {
        OneTask task(
            *m_session, m_classifier,
            {{QStringLiteral("target"), QStringLiteral("late")}, {QStringLiteral("rounds"), 7}, {QStringLiteral("train_metrics"), true}});
        task.feed(QStringLiteral("train"), kTrain);
        task.feed(QStringLiteral("validation"), kValidation);
        VERIFY_OK(m_classifier.task(task));
        const auto model = task.model();
        QCOMPARE(model->node, QStringLiteral("trees"));
        QCOMPARE(model->estimator, QStringLiteral("xgboost"));
        QVERIFY(model->task == learning::Task::Binary);
        QCOMPARE(model->features, QStringList({QStringLiteral("id"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("number")}));
        QCOMPARE(model->classes, QStringList({QStringLiteral("false"), QStringLiteral("true")}));
        QCOMPARE(model->targetType, QStringLiteral("BOOLEAN"));
        QCOMPARE(model->chain.size(), 1);
        QCOMPARE(model->facts[QStringLiteral("rounds")].toInt(), 7);
        QCOMPARE(model->facts[QStringLiteral("rows")].toInt(), 1500);
        QCOMPARE(model->facts[QStringLiteral("library")].toString().left(8), QStringLiteral("xgboost "));
        QVERIFY(!model->facts[QStringLiteral("importance")].toObject()[QStringLiteral("gain")].toObject().isEmpty());
        QCOMPARE(task.metrics.size(), 4 * 7);
        QCOMPARE(task.metrics.first().key, QStringLiteral("train/log_loss"));
        QCOMPARE(task.metrics.first().step, 1);
        QCOMPARE(task.metrics.last().key, QStringLiteral("validation/roc_auc"));
        QCOMPARE(task.metrics.last().step, 7);
        QVERIFY(task.metrics.last().value > 0.99);
        QCOMPARE(task.rounds.mid(task.rounds.size() - 2), QList<qint64>({7, 7}));
    }

    void noMetricsAreComputedUnasked()
    {
        OneTask task(*m_session, m_classifier, {{QStringLiteral("target"), QStringLiteral("kind")}, {QStringLiteral("rounds"), 3}});
        task.feed(QStringLiteral("train"), kTrain);
        VERIFY_OK(m_classifier.task(task));
        QVERIFY(task.metrics.isEmpty());
        QVERIFY(task.model()->task == learning::Task::MultiClass);
        QCOMPARE(task.model()->classes, QStringList({QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")}));
    }

    void theSameRunGivesTheSameBytes()
    {
        QByteArray bytes;
        for (int turn = 0; turn < 2; ++turn) {
            OneTask task(*m_session, m_regressor,
                         {{QStringLiteral("target"), QStringLiteral("number")},
                          {QStringLiteral("rounds"), 5},
                          {QStringLiteral("subsample"), 0.5},
                          {QStringLiteral("features"), QJsonArray{QStringLiteral("b"), QStringLiteral("a")}}});
            task.feed(QStringLiteral("train"), kTrain);
            VERIFY_OK(m_regressor.task(task));
            QCOMPARE(task.model()->features, QStringList({QStringLiteral("b"), QStringLiteral("a")}));
            if (turn == 1)
                QVERIFY(task.model()->blob == bytes);
            bytes = task.model()->blob;
        }
    }

    void stopsEarlyAndSaysSo()
    {
        OneTask task(*m_session, m_regressor,
                     {{QStringLiteral("target"), QStringLiteral("number")},
                      {QStringLiteral("rounds"), 1000},
                      {QStringLiteral("early_stopping_rounds"), 3},
                      {QStringLiteral("features"), QJsonArray{QStringLiteral("b")}},
                      {QStringLiteral("metrics"), QJsonArray{QStringLiteral("mae")}}});
        task.feed(QStringLiteral("train"), kTrain);
        task.feed(QStringLiteral("validation"), kValidation);
        VERIFY_OK(m_regressor.task(task));
        const int rounds = task.model()->facts[QStringLiteral("rounds")].toInt();
        const int best = task.model()->facts[QStringLiteral("best_round")].toInt();
        QVERIFY(rounds < 1000);
        QCOMPARE(rounds, best + 3);
        QVERIFY(task.logs.value(0).contains(QString::number(best)));
        double least = 1e9;
        for (const OneTask::Metric &metric : task.metrics) {
            QCOMPARE(metric.key, QStringLiteral("validation/mae"));
            least = std::min(least, metric.value);
        }
        QCOMPARE(task.metrics[best - 1].value, least);
    }

    void cancelsBetweenRounds()
    {
        OneTask task(*m_session, m_classifier,
                     {{QStringLiteral("target"), QStringLiteral("late")},
                      {QStringLiteral("rounds"), 100000},
                      {QStringLiteral("train_metrics"), true},
                      {QStringLiteral("metrics"), QJsonArray{QStringLiteral("log_loss")}}});
        task.feed(QStringLiteral("train"), kTrain);
        task.cancelAfter = 4;
        const auto result = m_classifier.task(task);
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::Cancelled);
        QCOMPARE(task.metrics.size(), 4);
    }

    void refusalsNameTheParameter_data()
    {
        QTest::addColumn<bool>("classifies");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QString>("word");
        const QJsonObject late{{QStringLiteral("target"), QStringLiteral("late")}};
        const QJsonObject number{{QStringLiteral("target"), QStringLiteral("number")}};
        const auto with = [](QJsonObject base, const char *name, const QJsonValue &value) {
            base.insert(QLatin1String(name), value);
            return base;
        };
        QTest::newRow("no such target") << true << with(late, "target", QStringLiteral("lat")) << QStringLiteral("target")
                                        << QStringLiteral("'late'");
        QTest::newRow("text feature") << true << with(late, "features", QJsonArray{QStringLiteral("words")}) << QStringLiteral("features")
                                      << QStringLiteral("learn.one_hot");
        QTest::newRow("target as feature") << true << with(late, "features", QJsonArray{QStringLiteral("late")})
                                           << QStringLiteral("features") << QStringLiteral("'late'");
        QTest::newRow("one class") << true << with(late, "target", QStringLiteral("words")) << QStringLiteral("target")
                                   << QStringLiteral("one class");
        QTest::newRow("early without validation")
            << true << with(late, "early_stopping_rounds", 3) << QStringLiteral("early_stopping_rounds") << QStringLiteral("validation");
        QTest::newRow("metric of another task")
            << true << with(late, "metrics", QJsonArray{QStringLiteral("rmse")}) << QStringLiteral("metrics") << QStringLiteral("log_loss");
        QTest::newRow("unknown class") << true
                                       << with(with(late, "class_weight", QStringLiteral("custom")), "class_weights",
                                               QJsonObject{{QStringLiteral("maybe"), 2}})
                                       << QStringLiteral("class_weights") << QStringLiteral("maybe");
        QTest::newRow("monotone") << true << with(late, "monotone", QJsonObject{{QStringLiteral("a"), 2}}) << QStringLiteral("monotone.a")
                                  << QStringLiteral("-1");
        QTest::newRow("monotone on no feature") << true << with(late, "monotone", QJsonObject{{QStringLiteral("words"), 1}})
                                                << QStringLiteral("monotone.words") << QStringLiteral("words");
        QTest::newRow("negative counts") << false << with(number, "objective", QStringLiteral("poisson")) << QStringLiteral("objective")
                                         << QStringLiteral("from 0");
        QTest::newRow("text target") << false << with(number, "target", QStringLiteral("words")) << QStringLiteral("target")
                                     << QStringLiteral("text");
    }

    void refusalsNameTheParameter()
    {
        QFETCH(const bool, classifies);
        QFETCH(const QJsonObject, params);
        QFETCH(const QString, parameter);
        QFETCH(const QString, word);
        const Operator &op = classifies ? m_classifier : m_regressor;
        OneTask task(*m_session, op, params);
        task.feed(QStringLiteral("train"), kTrain);
        const auto result = op.task(task);
        QVERIFY2(!result, "it was accepted");
        QCOMPARE(result.error().parameter, parameter);
        QVERIFY2(result.error().toString().contains(word), qPrintable(result.error().toString()));
        QVERIFY(!result.error().hint.isEmpty());
    }

    void aSmallMemoryLimitIsSaidInTime()
    {
        OneTask task(*m_session, m_classifier, {{QStringLiteral("target"), QStringLiteral("late")}});
        task.feed(QStringLiteral("train"), kTrain);
        task.memory = 10000;
        const auto result = m_classifier.task(task);
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::OutOfMemory);
    }

    void noRowsAreAFailureInWords()
    {
        OneTask task(*m_session, m_classifier, {{QStringLiteral("target"), QStringLiteral("late")}});
        task.feed(QStringLiteral("train"), QStringLiteral("SELECT * FROM rows WHERE false"));
        const auto result = m_classifier.task(task);
        QVERIFY(!result);
        QVERIFY(result.error().text.contains(QLatin1String("no rows")));
    }
};

HEADRACE_TEST(TestBoosting)
#include "test_boosting.moc"
