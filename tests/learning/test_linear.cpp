// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/estimators.h"
#include "engine/learning/least_squares.h"
#include "engine/learning/linear_model.h"
#include "engine/learning/logistic.h"
#include "tests/learning/reference.h"
#include "tests/support/registry.h"

#include <cmath>
#include <limits>
#include <random>

using namespace headrace;
using namespace headrace::learning;

namespace {

DenseRows twoClouds(size_t rows, size_t columns, uint64_t seed)
{
    std::mt19937_64 random(seed);
    DenseRows result;
    result.columns = columns;
    for (size_t i = 0; i < rows; ++i) {
        const int truth = int(random() % 2);
        result.targets.push_back(truth);
        for (size_t j = 0; j < columns; ++j)
            result.features.push_back(std::normal_distribution<double>(truth * (j == 0 ? 1.0 : 0.1), 1)(random));
    }
    return result;
}

}  // namespace

class TestLinear : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalScikitLearn()
    {
        int compared = 0;
        const QStringList wrong = tests::compareLinearModels(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/learning/golden/scikit_learn.json"),
                                                             compared);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 10).join(QLatin1Char('\n'))));
        QVERIFY2(compared > 2000, qPrintable(QString::number(compared)));
    }

    // Many blocks give what one would: an exact plane comes back, far from zero too.
    void manyBlocks()
    {
        std::mt19937_64 random(1);
        LeastSquares squares(4, true);
        for (int i = 0; i < 20000; ++i) {
            const double x[] = {double(random() % 1000), 1e6 + double(random() % 100), double(random() % 7) / 7, -double(random() % 3)};
            squares.add(x, 3 + 2 * x[0] - 0.5 * x[1] + 7 * x[2] + x[3]);
        }
        const LeastSquaresFit fit = squares.solve(0);
        QVERIFY(fit.rank == 4 && squares.rows() == 20000);
        const double expected[] = {2, -0.5, 7, 1};
        for (size_t j = 0; j < 4; ++j)
            QVERIFY2(std::abs(fit.coefficients[j] - expected[j]) < 1e-8, qPrintable(QString::number(fit.coefficients[j], 'g', 17)));
        QVERIFY(std::abs(fit.intercept - 3) < 1e-3);
    }

    void nothingToLearnFrom()
    {
        QVERIFY(LeastSquares(3, true).solve(0).coefficients == std::vector<double>(3, 0));
        LeastSquares one(0, true);
        const double none = 0;
        one.add(&none, 5);
        one.add(&none, 7);
        QCOMPARE(one.solve(0).intercept, 6.0);

        DenseRows rows = twoClouds(20, 1, 2);
        rows.targets.assign(20, 1);
        QVERIFY(fitLogistic(rows, 2, {}).error().code == ErrorCode::Invalid);
    }

    void threadsDoNotMatter()
    {
        const DenseRows rows = twoClouds(30000, 3, 4);
        LogisticOptions options;
        const auto one = fitLogistic(rows, 2, options);
        options.threads = 4;
        const auto four = fitLogistic(rows, 2, options);
        QVERIFY(one && four && one->converged);
        QVERIFY(one->coefficients == four->coefficients && one->intercepts == four->intercepts);
    }

    void cancel()
    {
        LogisticOptions options;
        int asked = 0;
        options.cancelled = [&asked] { return ++asked > 3; };
        const auto result = fitLogistic(twoClouds(30000, 3, 4), 2, options);
        QVERIFY(!result && result.error().code == ErrorCode::Cancelled);
        QVERIFY(asked < 10);
    }

    void separableWithoutPenaltyDoesNotConvergeForEver()
    {
        DenseRows rows;
        rows.columns = 1;
        for (int i = 0; i < 50; ++i) {
            rows.features.push_back(i);
            rows.targets.push_back(i >= 25);
        }
        LogisticOptions options;
        options.c = std::numeric_limits<double>::infinity();
        options.maximumIterations = 100;
        const auto fit = fitLogistic(rows, 2, options);
        VERIFY_OK(fit);
        QVERIFY(fit->coefficients[0] > 0 && std::isfinite(fit->coefficients[0]) && std::isfinite(fit->intercepts[0]));
    }

    void scoringChecksItsInput()
    {
        Model model;
        model.estimator = QLatin1String(kLogistic);
        model.task = Task::MultiClass;
        model.features = {QStringLiteral("a"), QStringLiteral("b")};
        model.classes = {QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")};
        model.blob = linearBlob({1, 0, 0, 1, -1, -1}, {0, 0.5, 0});
        VERIFY_OK(checkLinear(model));
        const float matrix[] = {2, 1, 800, -800};
        const auto scores = predictLinear(model, matrix, 2, 1);
        VERIFY_OK(scores);
        QVERIFY(std::abs((*scores)[0] + (*scores)[1] + (*scores)[2] - 1) < 1e-6);
        QVERIFY((*scores)[0] > (*scores)[1] && (*scores)[1] > (*scores)[2]);
        QVERIFY((*scores)[3] == 1 && (*scores)[4] == 0);
        const float hole[] = {2, std::numeric_limits<float>::quiet_NaN()};
        const auto refused = predictLinear(model, hole, 1, 1);
        QVERIFY(!refused && refused.error().text.contains(QStringLiteral("'b'"))
                && refused.error().hint.contains(QStringLiteral("learn.impute")));

        for (const char *blob : {"", "{}", "[]", R"({"coefficients":[[1,2],[3,4]],"intercepts":[1,2,3]})",
                                 R"({"coefficients":[[1,2],[3,4],[5]],"intercepts":[1,2,3]})",
                                 R"({"coefficients":[[1,2],[3,4],[5,"6"]],"intercepts":[1,2,3]})",
                                 R"({"coefficients":[[1,2],[3,4],[5,1e999]],"intercepts":[1,2,3]})",
                                 R"({"coefficients":[[1,2],[3,4],[5,6]],"intercepts":[1,2]})"}) {
            model.blob = blob;
            const auto checked = checkLinear(model);
            QVERIFY2(!checked && checked.error().code == ErrorCode::Corrupt, blob);
        }
    }
};

HEADRACE_TEST(TestLinear)
#include "test_linear.moc"
