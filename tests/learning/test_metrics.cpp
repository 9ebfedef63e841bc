// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/metrics.h"
#include "tests/learning/reference.h"
#include "tests/support/registry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace headrace::learning;

namespace {

double valueOf(const QList<MetricValue> &metrics, const char *name)
{
    for (const MetricValue &metric : metrics) {
        if (metric.name == QLatin1String(name))
            return metric.value;
    }
    return -12345;
}

}  // namespace

class TestMetrics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalScikitLearn()
    {
        int compared = 0;
        const QStringList wrong = headrace::tests::compareMetrics(
            QStringLiteral(HEADRACE_SOURCE_DIR "/tests/learning/golden/scikit_learn.json"), compared);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 10).join(QLatin1Char('\n'))));
        QVERIFY2(compared > 300, qPrintable(QString::number(compared)));
    }

    void noRows()
    {
        for (const MetricValue &metric : classificationMetrics(ScoredClasses{}))
            QVERIFY2(std::isnan(metric.value) && !metric.why.isEmpty(), qPrintable(metric.name));
        for (const MetricValue &metric : regressionMetrics(ScoredNumbers{}))
            QVERIFY2(std::isnan(metric.value) && !metric.why.isEmpty(), qPrintable(metric.name));
        QVERIFY(residualHistogram(ScoredNumbers{}, 10).counts.empty());
    }

    void order_data()
    {
        QTest::addColumn<bool>("single");
        QTest::newRow("floats") << true;
        QTest::newRow("doubles") << false;
    }
    void order()
    {
        QFETCH(const bool, single);
        std::mt19937_64 random(3);
        for (int round = 0; round < 40; ++round) {
            const size_t rows = random() % 3000;
            const size_t stride = 1 + random() % 3;
            std::vector<double> scores(rows * stride);
            for (double &score : scores) {
                const double any = std::normal_distribution<double>()(random) * std::pow(10.0, double(random() % 40) - 20);
                score = random() % 4 == 0 ? double(random() % 5) / 4 * (random() % 2 ? 1 : -1) : single ? double(float(any)) : any;
            }
            std::vector<uint32_t> expected(rows);
            for (uint32_t i = 0; i < rows; ++i)
                expected[i] = i;
            std::stable_sort(expected.begin(), expected.end(),
                             [&](uint32_t a, uint32_t b) { return scores[a * stride] > scores[b * stride]; });
            QVERIFY(descendingOrder(scores.data(), stride, rows) == expected);
        }
    }

    // Against the definition: the share of pairs in the right order, ties half.
    void rocAucByPairs()
    {
        std::mt19937_64 random(5);
        for (int round = 0; round < 60; ++round) {
            const size_t rows = 2 + random() % 120;
            std::vector<double> scores(rows);
            std::vector<double> weights(rows);
            std::vector<int32_t> truth(rows);
            for (size_t i = 0; i < rows; ++i) {
                scores[i] = double(random() % (round % 2 ? 7 : 100000)) / 100000;
                truth[i] = int32_t(random() % 2);
                weights[i] = double(random() % 4);
            }
            double right = 0;
            double pairs = 0;
            for (size_t i = 0; i < rows; ++i) {
                for (size_t j = 0; j < rows; ++j) {
                    if (truth[i] == 1 && truth[j] == 0) {
                        const double weight = weights[i] * weights[j];
                        pairs += weight;
                        right += weight * (scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0);
                    }
                }
            }
            const double auc = rocAuc(rankScores(scores.data(), 1, truth.data(), 1, weights.data(), rows));
            if (pairs == 0)
                QVERIFY(std::isnan(auc));
            else
                QVERIFY2(std::abs(auc - right / pairs) < 1e-12, qPrintable(QStringLiteral("%1 %2").arg(auc).arg(right / pairs)));
        }
    }

    void curvesKeepTheirShape()
    {
        std::mt19937_64 random(8);
        const size_t rows = 50000;
        std::vector<double> scores(rows);
        std::vector<int32_t> truth(rows);
        for (size_t i = 0; i < rows; ++i) {
            truth[i] = random() % 3 == 0;
            scores[i] = std::normal_distribution<double>(truth[i] * 0.8, 1)(random);
        }
        const Ranking ranking = rankScores(scores.data(), 1, truth.data(), 1, nullptr, rows);
        const auto curve = rocCurve(ranking, 300);
        QVERIFY(curve.size() <= 300);
        QVERIFY(curve.front().x == 0 && curve.front().y == 0 && std::isinf(curve.front().threshold));
        QVERIFY(curve.back().x == 1 && curve.back().y == 1);
        double area = 0;
        for (size_t i = 1; i < curve.size(); ++i) {
            QVERIFY(curve[i].x >= curve[i - 1].x && curve[i].y >= curve[i - 1].y && curve[i].threshold < curve[i - 1].threshold);
            area += (curve[i].x - curve[i - 1].x) * (curve[i].y + curve[i - 1].y) / 2;
        }
        QVERIFY(std::abs(area - rocAuc(ranking)) < 1e-3);
        // No true point is farther than a hundredth from the drawn line.
        for (size_t i = 0; i < ranking.thresholds.size(); i += 97) {
            const double x = ranking.falsePositives[i] / ranking.negatives();
            const double y = ranking.truePositives[i] / ranking.positives();
            double nearest = 1;
            for (size_t k = 1; k < curve.size(); ++k) {
                const double dx = curve[k].x - curve[k - 1].x;
                const double dy = curve[k].y - curve[k - 1].y;
                const double t = std::clamp(((x - curve[k - 1].x) * dx + (y - curve[k - 1].y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
                nearest = std::min(nearest, std::hypot(x - curve[k - 1].x - t * dx, y - curve[k - 1].y - t * dy));
            }
            QVERIFY2(nearest < 0.01, qPrintable(QString::number(nearest)));
        }
        const auto precision = precisionRecallCurve(ranking, 300);
        QVERIFY(precision.size() <= 300 && precision.size() > 20);
        QVERIFY(precision.back().x == 1);
        QVERIFY(std::abs(precision.back().y - ranking.positives() / double(rows)) < 1e-12);
    }

    void histogram()
    {
        const Histogram histogram = residualHistogram({{0, 0, 0, 0}, {-1, 0, 0.99, 3}, {}}, 4);
        QVERIFY(histogram.from == -1 && histogram.to == 3);
        QVERIFY((histogram.counts == std::vector<double>{1, 2, 0, 1}));
        QVERIFY((residualHistogram({{1, 1}, {1, 1}, {}}, 3).counts == std::vector<double>{2, 0, 0}));
    }

    void aClassNobodySees()
    {
        ScoredClasses scored{3, {0, 0, 1}, {0, 1, 1}, {}, {}};
        const auto metrics = classificationMetrics(scored);
        QVERIFY(std::abs(valueOf(metrics, "f1_macro") - 2.0 / 3) < 1e-15);
        QVERIFY(std::abs(valueOf(metrics, "balanced_accuracy") - 0.75) < 1e-15);
        QCOMPARE(valueOf(metrics, "roc_auc_ovr"), -12345.0);  // without scores there is nothing to rank
    }
};

HEADRACE_TEST(TestMetrics)
#include "test_metrics.moc"
