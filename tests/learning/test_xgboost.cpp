// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/estimators.h"
#include "engine/learning/xgboost.h"
#include "tests/support/registry.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

using namespace headrace;
using namespace headrace::learning;

class TestXgboost : public QObject
{
    Q_OBJECT
    std::unique_ptr<data::Session> m_session;
    std::unique_ptr<data::Connection> m_connection;
    const QStringList m_features{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};

    /// 4,000 rows: a and b decide, c is noise; some b are missing.
    Matrix read(const QString &target, bool classes, const QString &where = QStringLiteral("true"), const QString &weight = {})
    {
        const QString sql = QStringLiteral("(SELECT * FROM rows WHERE %1)").arg(where);
        data::Schema schema;
        const auto columns = m_connection->describe(QStringLiteral("SELECT * FROM ") + sql);
        if (!columns)
            qFatal("%s", qPrintable(columns.error().toString()));
        schema.columns = *columns;
        auto matrix = readMatrix(*m_connection, sql, schema, {QStringLiteral("id")},
                                 {.features = m_features, .target = target, .classes = classes, .weight = weight});
        if (!matrix)
            qFatal("%s", qPrintable(matrix.error().toString()));
        return std::move(*matrix);
    }

    static BoostingOptions options(const char *objective, int rounds = 20)
    {
        BoostingOptions result;
        result.rounds = rounds;
        result.threads = 2;
        result.params = {{"objective", objective}, {"tree_method", "hist"}, {"max_depth", "4"}};
        return result;
    }

    Model modelOf(const Boosted &boosted, Task task, const QStringList &classes) const
    {
        Model model;
        model.estimator = QLatin1String(kXgboost);
        model.task = task;
        model.features = m_features;
        model.target = QStringLiteral("y");
        model.classes = classes;
        model.blob = boosted.model;
        return model;
    }

    std::vector<float> features(const QString &where = QStringLiteral("true"))
    {
        const Matrix matrix = read(QStringLiteral("y"), true, where);
        return {matrix.data(), matrix.data() + matrix.rows() * matrix.columns()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto session = data::Session::open({.threads = 2});
        VERIFY_OK(session);
        m_session = std::move(*session);
        m_connection = std::move(*m_session->connect());
        VERIFY_OK(m_connection->run(QStringLiteral("CREATE TABLE rows AS SELECT *, (a + coalesce(b, 0.3) > 1)::INT AS y, CASE WHEN a > "
                                                   "0.66 THEN 'high' WHEN a > 0.33 THEN 'middle' ELSE 'low' END AS k, "
                                                   "3 * a + coalesce(b, 0) AS r, c < 0.5 AS noise, floor(10 * a) AS n, 1 + 9 * (id % 2) AS "
                                                   "w FROM (SELECT i AS id, (i * 7919 % 10007) / 10007 AS a, "
                                                   "CASE WHEN i % 7 = 0 THEN NULL ELSE (i * 104729 % 9973) / 9973 END AS b, (i * i * 31 % "
                                                   "9901) / 9901 AS c FROM range(4000) t(i))")));
    }

    void twoClassesAreLearned()
    {
        Matrix train = read(QStringLiteral("y"), true);
        const std::vector<float> labels(train.labels(), train.labels() + train.rows());
        BoostingOptions with = options("binary:logistic");
        with.metrics = roundMetrics(Task::Binary);
        with.trainMetrics = true;
        QMap<QString, double> last;
        int rounds = 0;
        const auto boosted = boost(train, nullptr, m_features, with,
                                   {.finishedRound = [&](int round, const std::vector<RoundValue> &values) {
                                       rounds = round;
                                       for (const RoundValue &value : values)
                                           last[QLatin1String(value.part) + QLatin1Char('/') + QLatin1String(value.name)] = value.value;
                                   }});
        VERIFY_OK(boosted);
        QCOMPARE(rounds, 20);
        QCOMPARE(boosted->rounds, 20);
        QCOMPARE(last.keys(),
                 QStringList({QStringLiteral("train/log_loss"), QStringLiteral("train/pr_auc"), QStringLiteral("train/roc_auc"),
                              QStringLiteral("train/zero_one_loss")}));

        // What the model says is what was reported.
        const Model model = modelOf(*boosted, Task::Binary, {QStringLiteral("0"), QStringLiteral("1")});
        VERIFY_OK(checkXgboost(model));
        const std::vector<float> rows = features();
        const auto scores = predict(model, rows.data(), labels.size(), 2);
        VERIFY_OK(scores);
        QCOMPARE(scores->size(), labels.size());
        double loss = 0;
        size_t wrong = 0;
        for (size_t i = 0; i < labels.size(); ++i) {
            loss -= std::log(double(labels[i] > 0 ? (*scores)[i] : 1 - (*scores)[i]));
            wrong += ((*scores)[i] > 0.5F) != (labels[i] > 0);
        }
        QVERIFY(std::abs(loss / double(labels.size()) - last[QStringLiteral("train/log_loss")]) < 1e-5);
        QVERIFY(std::abs(double(wrong) / double(labels.size()) - last[QStringLiteral("train/zero_one_loss")]) < 1e-9);
        QVERIFY(last[QStringLiteral("train/roc_auc")] > 0.99);

        const QJsonObject gain = boosted->importance[QStringLiteral("gain")].toObject();
        QVERIFY(gain[QStringLiteral("a")].toDouble() > 10 * gain[QStringLiteral("c")].toDouble());
    }

    void theSameSeedGivesTheSameBytes()
    {
        QByteArray first;
        for (const char *seed : {"7", "7", "8"}) {
            BoostingOptions with = options("binary:logistic");
            with.params.emplace_back("subsample", "0.5");
            with.params.emplace_back("colsample_bynode", "0.7");
            with.params.emplace_back("seed", seed);
            Matrix train = read(QStringLiteral("y"), true);
            const auto boosted = boost(train, nullptr, m_features, with, {});
            VERIFY_OK(boosted);
            if (first.isEmpty())
                first = boosted->model;
            else if (qstrcmp(seed, "7") == 0)
                QVERIFY(boosted->model == first);
            else
                QVERIFY(boosted->model != first);
        }
    }

    void severalClassesAreLearned()
    {
        Matrix train = read(QStringLiteral("k"), true);
        QCOMPARE(train.classes(), QStringList({QStringLiteral("high"), QStringLiteral("low"), QStringLiteral("middle")}));
        const std::vector<float> labels(train.labels(), train.labels() + train.rows());
        BoostingOptions with = options("multi:softprob", 5);
        with.params.emplace_back("num_class", "3");
        const auto boosted = boost(train, nullptr, m_features, with, {});
        VERIFY_OK(boosted);
        const Model model = modelOf(*boosted, Task::MultiClass, {QStringLiteral("high"), QStringLiteral("low"), QStringLiteral("middle")});
        VERIFY_OK(checkXgboost(model));
        const std::vector<float> rows = features();
        const auto scores = predict(model, rows.data(), labels.size(), 2);
        VERIFY_OK(scores);
        QCOMPARE(scores->size(), 3 * labels.size());
        size_t right = 0;
        for (size_t i = 0; i < labels.size(); ++i) {
            const float *row = scores->data() + 3 * i;
            QVERIFY(std::abs(row[0] + row[1] + row[2] - 1) < 1e-5F);
            right += std::max_element(row, row + 3) - row == std::ptrdiff_t(labels[i]);
        }
        QVERIFY2(double(right) > 0.99 * double(labels.size()), qPrintable(QString::number(right)));
    }

    void everyRegressionObjectiveLearns_data()
    {
        QTest::addColumn<QByteArray>("objective");
        QTest::addColumn<QString>("target");
        for (const char *objective : {"reg:squarederror", "reg:absoluteerror", "reg:squaredlogerror"})
            QTest::newRow(objective) << QByteArray(objective) << QStringLiteral("r");
        QTest::newRow("count:poisson") << QByteArray("count:poisson") << QStringLiteral("n");
        QTest::newRow("reg:gamma") << QByteArray("reg:gamma") << QStringLiteral("w");
        QTest::newRow("reg:tweedie") << QByteArray("reg:tweedie") << QStringLiteral("n");
    }

    void everyRegressionObjectiveLearns()
    {
        QFETCH(const QByteArray, objective);
        QFETCH(const QString, target);
        for (const char *method : {"hist", "approx", "exact"}) {
            if (objective == "reg:absoluteerror" && qstrcmp(method, "exact") == 0)
                continue;  // XGBoost 1.7 cannot
            Matrix train = read(target, false);
            const std::vector<float> labels(train.labels(), train.labels() + train.rows());
            BoostingOptions with = options(objective.constData());
            with.params[1].second = method;
            with.quantized = qstrcmp(method, "hist") == 0;
            with.metrics = {roundMetrics(Task::Regression).front()};
            with.trainMetrics = true;
            double first = 0;
            double last = 0;
            const auto boosted = boost(train, nullptr, m_features, with,
                                       {.finishedRound = [&](int round, const std::vector<RoundValue> &values) {
                                           last = values.at(0).value;
                                           if (round == 1)
                                               first = last;
                                       }});
            VERIFY_OK(boosted);
            if (target != QLatin1String("w"))  // nothing explains w
                QVERIFY2(last < 0.8 * first, qPrintable(QStringLiteral("%1 → %2").arg(first).arg(last)));
            const Model model = modelOf(*boosted, Task::Regression, {});
            VERIFY_OK(checkXgboost(model));
            const std::vector<float> rows = features();
            const auto scores = predict(model, rows.data(), labels.size(), 1);
            VERIFY_OK(scores);
            double squares = 0;
            for (size_t i = 0; i < labels.size(); ++i)
                squares += std::pow(double(labels[i]) - double((*scores)[i]), 2);
            QVERIFY2(std::abs(std::sqrt(squares / double(labels.size())) - last) < 1e-4 * (1 + last), method);
        }
    }

    void stopsEarlyAndKeepsTheBestRound()
    {
        Matrix train = read(QStringLiteral("noise"), true, QStringLiteral("id % 3 > 0"));
        // Labels of the validation rows say the opposite: no round after the first is better.
        VERIFY_OK(m_connection->run(QStringLiteral("CREATE TABLE kept AS FROM rows")));
        VERIFY_OK(m_connection->run(QStringLiteral("UPDATE rows SET noise = NOT noise")));
        Matrix validation = read(QStringLiteral("noise"), true, QStringLiteral("id % 3 = 0"));
        VERIFY_OK(m_connection->run(QStringLiteral("CREATE OR REPLACE TABLE rows AS FROM kept")));
        const std::vector<float> labels(validation.labels(), validation.labels() + validation.rows());
        BoostingOptions with = options("binary:logistic", 100);
        with.metrics = {roundMetrics(Task::Binary).front()};
        with.earlyStoppingRounds = 5;
        std::vector<double> losses;
        const auto boosted = boost(train, &validation, m_features, with, {.finishedRound = [&](int, const std::vector<RoundValue> &values) {
                                       QCOMPARE(values.size(), size_t(1));
                                       QCOMPARE(QByteArray(values[0].part), QByteArray("validation"));
                                       losses.push_back(values[0].value);
                                   }});
        VERIFY_OK(boosted);
        QCOMPARE(boosted->bestRound, 1);
        QCOMPARE(boosted->rounds, 6);
        const Model model = modelOf(*boosted, Task::Binary, {QStringLiteral("false"), QStringLiteral("true")});
        VERIFY_OK(checkXgboost(model));
        const std::vector<float> rows = features(QStringLiteral("id % 3 = 0"));
        const auto scores = predict(model, rows.data(), labels.size(), 2);
        VERIFY_OK(scores);
        double loss = 0;
        for (size_t i = 0; i < labels.size(); ++i)
            loss -= std::log(double(labels[i] > 0 ? (*scores)[i] : 1 - (*scores)[i]));
        QVERIFY2(std::abs(loss / double(labels.size()) - losses[0]) < 1e-5, "the model is not that of the best round");
    }

    void weightsCount()
    {
        // The mean of a constant model is the weighted mean.
        BoostingOptions with = options("reg:squarederror", 200);
        with.params.emplace_back("max_depth", "1");
        with.params.emplace_back("gamma", "1e9");
        Matrix train = read(QStringLiteral("w"), false, QStringLiteral("true"), QStringLiteral("w"));
        const auto boosted = boost(train, nullptr, m_features, with, {});
        VERIFY_OK(boosted);
        const Model model = modelOf(*boosted, Task::Regression, {});
        VERIFY_OK(checkXgboost(model));
        const float row[3] = {0.5F, 0.5F, 0.5F};
        const auto score = predict(model, row, 1, 1);
        VERIFY_OK(score);
        QVERIFY2(std::abs((*score)[0] - 101.0F / 11) < 0.01F, qPrintable(QString::number(double((*score)[0]))));
    }

    void classWeightsCount()
    {
        BoostingOptions with = options("binary:logistic", 100);
        with.params.emplace_back("gamma", "1e9");
        with.classWeights = {1, 3};
        Matrix train = read(QStringLiteral("noise"), true);
        const double positive = double(train.classCounts()[1]);
        const double negative = double(train.classCounts()[0]);
        const auto boosted = boost(train, nullptr, m_features, with, {});
        VERIFY_OK(boosted);
        const float row[3] = {0.5F, 0.5F, 0.5F};
        const auto score = predict(modelOf(*boosted, Task::Binary, {QStringLiteral("false"), QStringLiteral("true")}), row, 1, 1);
        VERIFY_OK(score);
        QVERIFY2(std::abs(double((*score)[0]) - 3 * positive / (3 * positive + negative)) < 0.01,
                 qPrintable(QString::number(double((*score)[0]))));
    }

    void monotoneConstraintsHold()
    {
        BoostingOptions with = options("binary:logistic", 30);
        with.params.emplace_back("monotone_constraints", "(0,0,1)");
        Matrix train = read(QStringLiteral("noise"), true);  // falls with c
        const auto boosted = boost(train, nullptr, m_features, with, {});
        VERIFY_OK(boosted);
        std::vector<float> rows;
        for (int i = 0; i < 100; ++i)
            rows.insert(rows.end(), {0.4F, 0.4F, float(i) / 100});
        const auto scores = predict(modelOf(*boosted, Task::Binary, {QStringLiteral("false"), QStringLiteral("true")}), rows.data(), 100,
                                    1);
        VERIFY_OK(scores);
        QVERIFY(std::is_sorted(scores->begin(), scores->end()));
    }

    void cancelsBetweenRounds()
    {
        Matrix train = read(QStringLiteral("y"), true);
        int rounds = 0;
        const auto stopped = boost(
            train, nullptr, m_features, options("binary:logistic", 1000),
            {.cancelled = [&] { return rounds == 3; }, .finishedRound = [&](int round, const auto &) { rounds = round; }});
        QVERIFY(!stopped);
        QVERIFY(stopped.error().code == ErrorCode::Cancelled);
        QCOMPARE(rounds, 3);
    }

    void complaintsOfXgboostAreWords()
    {
        Matrix train = read(QStringLiteral("r"), false);
        BoostingOptions with = options("reg:squarederror");
        with.params.emplace_back("max_depth", "many");
        const auto refused = boost(train, nullptr, m_features, with, {});
        QVERIFY(!refused);
        QVERIFY2(!refused.error().text.contains(QLatin1String("Stack trace")) && refused.error().text.contains(QLatin1String("max_depth")),
                 qPrintable(refused.error().text));
    }

    void damagedBytesNeverCrash()
    {
        Matrix train = read(QStringLiteral("k"), true);
        BoostingOptions with = options("multi:softprob", 3);
        with.params.emplace_back("num_class", "3");
        with.params.emplace_back("gamma", "1");  // leaves deleted nodes behind
        const auto boosted = boost(train, nullptr, m_features, with, {});
        VERIFY_OK(boosted);
        const Model sound = modelOf(*boosted, Task::MultiClass, {QStringLiteral("high"), QStringLiteral("low"), QStringLiteral("middle")});
        VERIFY_OK(checkXgboost(sound));
        std::vector<float> rows = features(QStringLiteral("id < 50"));
        QRandomGenerator random(20);
        int accepted = 0;
        int refused = 0;
        for (int turn = 0; turn < 2000; ++turn) {
            Model model = sound;
            const int changes = random.bounded(1, 3);
            for (int i = 0; i < changes; ++i) {
                const int at = random.bounded(int(model.blob.size()));
                switch (random.bounded(8)) {
                case 0:
                case 1:
                case 2:
                case 3:
                    model.blob[at] = char(random.bounded(256));
                    break;
                case 4:
                case 5:
                    model.blob[at] = char(model.blob[at] ^ (1 << random.bounded(8)));
                    break;
                case 6:
                    model.blob.remove(at, random.bounded(1, 9));
                    break;
                default:
                    model.blob.insert(at, QByteArray(random.bounded(1, 9), char(random.bounded(256))));
                }
            }
            if (!checkXgboost(model)) {
                ++refused;
                continue;
            }
            ++accepted;  // numbers in leaves may be any
            const auto scores = predict(model, rows.data(), 50, 1);
            if (scores)
                QCOMPARE(scores->size(), size_t(150));
        }
        QVERIFY2(refused > 500 && accepted > 50, qPrintable(QStringLiteral("%1 refused, %2 accepted").arg(refused).arg(accepted)));
        for (qsizetype length = 0; length < sound.blob.size(); length += 37) {
            Model model = sound;
            model.blob.truncate(length);
            QVERIFY(!checkXgboost(model));
        }
    }

    void treesThatAreNoTreesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("value");
        QTest::newRow("a cycle") << QByteArray("left_children") << 1 << 0;
        QTest::newRow("its own child") << QByteArray("left_children") << 1 << 1;
        QTest::newRow("a child outside") << QByteArray("right_children") << 0 << 1000000;
        QTest::newRow("a negative child") << QByteArray("right_children") << 0 << -2;
        QTest::newRow("half a leaf") << QByteArray("right_children") << 0 << -1;
        QTest::newRow("a feature outside") << QByteArray("split_indices") << 0 << 3;
        QTest::newRow("a negative feature") << QByteArray("split_indices") << 0 << -5;
        QTest::newRow("deleted and used") << QByteArray("split_indices") << 0 << -1;
        QTest::newRow("another parent") << QByteArray("parents") << 1 << 2;
    }

    void treesThatAreNoTreesAreRefused()
    {
        QFETCH(const QByteArray, list);
        QFETCH(const int, index);
        QFETCH(const int, value);
        Matrix train = read(QStringLiteral("y"), true);
        const auto boosted = boost(train, nullptr, m_features, options("binary:logistic", 1), {});
        VERIFY_OK(boosted);
        Model model = modelOf(*boosted, Task::Binary, {QStringLiteral("0"), QStringLiteral("1")});
        VERIFY_OK(checkXgboost(model));
        // After the name come "[$l#L" and eight bytes of length.
        const qsizetype at = model.blob.indexOf(list + "[$l#L");
        QVERIFY(at > 0);
        for (int byte = 0; byte < 4; ++byte)
            model.blob[at + list.size() + 13 + index * 4 + byte] = char(quint32(value) >> (24 - 8 * byte));
        QVERIFY(!checkXgboost(model));
    }

    void modelsForOtherFeaturesOrClassesAreRefused()
    {
        Matrix train = read(QStringLiteral("y"), true);
        const auto boosted = boost(train, nullptr, m_features, options("binary:logistic", 1), {});
        VERIFY_OK(boosted);
        const Model sound = modelOf(*boosted, Task::Binary, {QStringLiteral("0"), QStringLiteral("1")});
        Model model = sound;
        model.features.removeLast();
        QVERIFY(!checkXgboost(model));
        model = sound;
        model.task = Task::Regression;
        QVERIFY(!checkXgboost(model));
        model = sound;
        model.task = Task::MultiClass;
        model.classes << QStringLiteral("2");
        QVERIFY(!checkXgboost(model));
    }
};

HEADRACE_TEST(TestXgboost)
#include "test_xgboost.moc"
