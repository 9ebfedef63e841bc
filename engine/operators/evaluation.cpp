// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/evaluation.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <future>

namespace headrace {

namespace {

QJsonValue plain(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonArray points(const std::vector<learning::CurvePoint> &curve)
{
    QJsonArray list;
    for (const learning::CurvePoint &point : curve)
        list << QJsonArray{point.x, point.y, plain(point.threshold)};
    return list;
}

QJsonObject begin(const Judged &judged, const QList<learning::MetricValue> &metrics)
{
    QJsonObject values;
    QJsonObject notes;
    for (const learning::MetricValue &metric : metrics) {
        values.insert(metric.name, plain(metric.value));
        if (!metric.why.isEmpty())
            notes.insert(metric.name, metric.why);
    }
    QJsonObject report{{QStringLiteral("rows"), qint64(judged.labels.size())},
                       {QStringLiteral("metrics"), values},
                       {QStringLiteral("weighted"), !judged.weights.empty()}};
    if (!judged.model.isEmpty())
        report.insert(QStringLiteral("model"), judged.model);
    if (!notes.isEmpty())
        report.insert(QStringLiteral("notes"), notes);
    if (!judged.importance.isEmpty())
        report.insert(QStringLiteral("importance"), judged.importance);
    return report;
}

}  // namespace

Result<void> makePositive(Judged &judged, const QString &positive)
{
    if (positive.isEmpty())
        return {};
    const qsizetype place = judged.classes.indexOf(positive);
    if (judged.classes.size() != 2 || place < 0)
        return Error(ErrorCode::Invalid,
                     judged.classes.size() != 2
                         ? QStringLiteral("A positive class is for two classes; there are %1.").arg(judged.classes.size())
                         : QStringLiteral("The positive class '%1' is none of the two.").arg(positive),
                     QStringLiteral("The classes are: %1.").arg(judged.classes.mid(0, 20).join(QStringLiteral(", "))));
    if (place == 1)
        return {};
    judged.classes.swapItemsAt(0, 1);
    for (double &score : judged.scores)
        score = 1 - score;
    for (double &label : judged.labels)
        label = 1 - label;
    for (int32_t &said : judged.said)
        said = 1 - said;
    return {};
}

QJsonObject reportClasses(const Judged &judged, const ReportOptions &options, QList<learning::MetricValue> &metrics)
{
    learning::ScoredClasses scored;
    scored.classes = std::max(2, int(judged.classes.size()));
    scored.truth.assign(judged.labels.begin(), judged.labels.end());
    scored.scores = judged.scores;
    scored.weights = judged.weights;
    const bool binary = scored.classes == 2;
    if (!judged.said.empty() && !(options.threshold && binary && !judged.scores.empty())) {
        scored.prediction = judged.said;
    } else {
        learning::Model shape;
        shape.task = binary ? learning::Task::Binary : learning::Task::MultiClass;
        shape.classes = judged.classes;
        scored.prediction = learning::predictedClasses(shape, judged.scores, options.threshold.value_or(0.5));
    }

    const double *weights = scored.weights.empty() ? nullptr : scored.weights.data();
    const bool ranked = binary && !scored.scores.empty();
    // Sorting by score takes as long as all the rest, which needs no order.
    std::shared_future<learning::Ranking> ranking;
    QJsonArray bins;
    if (ranked) {
        ranking = std::async(std::launch::async, [&scored, weights] {
                      return learning::rankScores(scored.scores.data(), 1, scored.truth.data(), 1, weights, scored.rows());
                  }).share();
        for (const learning::CalibrationBin &bin :
             learning::calibration(scored.scores.data(), scored.truth.data(), 1, weights, scored.rows(), options.bins))
            bins << QJsonObject{{QStringLiteral("weight"), bin.weight},
                                {QStringLiteral("predicted"), bin.predicted},
                                {QStringLiteral("observed"), bin.observed}};
    }
    const std::function<const learning::Ranking &()> take = [&ranking]() -> const learning::Ranking & { return ranking.get(); };
    metrics = learning::classificationMetrics(scored, ranked ? take : nullptr);

    QJsonObject report = begin(judged, metrics);
    report.insert(QStringLiteral("classes"), QJsonArray::fromStringList(judged.classes));
    QJsonArray confusion;
    const std::vector<double> matrix = learning::confusionMatrix(scored);
    for (int i = 0; i < scored.classes; ++i) {
        QJsonArray row;
        for (int j = 0; j < scored.classes; ++j)
            row << matrix[size_t(i * scored.classes + j)];
        confusion << row;
    }
    report.insert(QStringLiteral("confusion"), confusion);
    if (!ranked)
        return report;
    report.insert(QStringLiteral("positive"), judged.classes.value(1));
    if (judged.said.empty() || options.threshold)
        report.insert(QStringLiteral("threshold"), options.threshold.value_or(0.5));
    report.insert(QStringLiteral("roc"), points(learning::rocCurve(ranking.get(), options.curvePoints)));
    report.insert(QStringLiteral("precision_recall"), points(learning::precisionRecallCurve(ranking.get(), options.curvePoints)));
    report.insert(QStringLiteral("calibration"), bins);
    return report;
}

QJsonObject reportNumbers(const Judged &judged, QList<learning::MetricValue> &metrics)
{
    const learning::ScoredNumbers scored{judged.labels, judged.scores, judged.weights};
    metrics = learning::regressionMetrics(scored);
    QJsonObject report = begin(judged, metrics);
    const learning::Histogram histogram = learning::residualHistogram(scored, 50);
    QJsonArray counts;
    for (const double count : histogram.counts)
        counts << count;
    report.insert(QStringLiteral("residuals"),
                  QJsonObject{{QStringLiteral("from"), plain(histogram.from)},
                              {QStringLiteral("to"), plain(histogram.to)},
                              {QStringLiteral("counts"), counts}});
    return report;
}

}  // namespace headrace
