// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/xgboost.h"

#include "engine/base/vector_state.h"
#include "engine/learning/xgboost_handles.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace headrace::learning {

namespace {

/// Hands the segments of a matrix to XGBoost, as often as it wants to see them.
class Batches
{
public:
    Batches(const Matrix &matrix, const std::vector<float> &classWeights) : m_matrix(matrix)
    {
        if (classWeights.empty())
            return;
        m_weights.reserve(matrix.rows());
        for (const Matrix::Segment &segment : matrix.segments())
            for (size_t i = 0; i < segment.count; ++i)
                m_weights.push_back(classWeights[size_t(segment.labels[i])] * (segment.weights ? segment.weights[i] : 1.0F));
    }

    Result<void> start()
    {
        HR_XGBOOST(XGProxyDMatrixCreate(m_proxy.out()));
        return {};
    }
    void *proxy() const { return m_proxy.get(); }

    static int next(void *self) { return static_cast<Batches *>(self)->give(); }
    static void reset(void *self)
    {
        auto *batches = static_cast<Batches *>(self);
        batches->m_next = 0;
        batches->m_row = 0;
    }

private:
    int give()
    {
        const auto &segments = m_matrix.segments();
        while (m_next < segments.size() && segments[m_next].count == 0)
            ++m_next;
        if (m_next == segments.size())
            return 0;
        const Matrix::Segment &segment = segments[m_next++];
        const float *weights = m_weights.empty() ? segment.weights : m_weights.data() + m_row;
        m_row += segment.count;
        const bool ok = XGProxyDMatrixSetDataDense(m_proxy.get(),
                                                   arrayInterface(segment.rows, segment.count, m_matrix.columns()).constData())
                == 0
            && XGDMatrixSetDenseInfo(m_proxy.get(), "label", segment.labels, segment.count, 1) == 0
            && (!weights || XGDMatrixSetDenseInfo(m_proxy.get(), "weight", weights, segment.count, 1) == 0);
        return ok ? 1 : -1;
    }

    const Matrix &m_matrix;
    DMatrix m_proxy;
    std::vector<float> m_weights;  ///< row by row, where classes have weights
    size_t m_next = 0;
    size_t m_row = 0;
};

Result<DMatrix> makeMatrix(const Matrix &matrix, const DMatrix *reference, const BoostingOptions &options,
                           const std::vector<float> &classWeights)
{
    Batches batches(matrix, classWeights);
    HR_TRY(batches.start());
    DMatrix result;
    const QByteArray config = "{\"missing\": NaN, \"nthread\": " + QByteArray::number(options.threads)
        + ", \"max_bin\": " + QByteArray::number(options.maximumBins) + "}";
    if (options.quantized) {
        HR_XGBOOST(XGQuantileDMatrixCreateFromCallback(&batches, batches.proxy(), reference ? reference->get() : nullptr, &Batches::reset,
                                                       &Batches::next, config.constData(), result.out()));
        return result;
    }
    // Exact values: all rows in one piece (MatrixSpec::segmented was not asked for).
    Q_ASSERT(matrix.segments().size() == 1);
    HR_XGBOOST(XGDMatrixCreateFromDense(arrayInterface(matrix.data(), matrix.rows(), matrix.columns()).constData(), config.constData(),
                                        result.out()));
    HR_XGBOOST(XGDMatrixSetDenseInfo(result.get(), "label", matrix.labels(), matrix.rows(), 1));
    if (classWeights.empty() && matrix.weights()) {
        HR_XGBOOST(XGDMatrixSetDenseInfo(result.get(), "weight", matrix.weights(), matrix.rows(), 1));
    } else if (!classWeights.empty()) {
        std::vector<float> weights(matrix.rows());
        for (size_t i = 0; i < weights.size(); ++i)
            weights[i] = classWeights[size_t(matrix.labels()[i])] * (matrix.weights() ? matrix.weights()[i] : 1.0F);
        HR_XGBOOST(XGDMatrixSetDenseInfo(result.get(), "weight", weights.data(), weights.size(), 1));
    }
    return result;
}

/// Takes "[3]\ttrain-auc:0.5\tvalidation-auc:0.4" apart.
std::vector<RoundValue> parseEvaluation(const QByteArray &line, const std::vector<const char *> &parts,
                                        const std::vector<RoundMetric> &metrics)
{
    std::vector<RoundValue> values;
    const QList<QByteArray> fields = line.split('\t');
    for (const char *part : parts)
        for (const RoundMetric &metric : metrics) {
            const QByteArray prefix = QByteArray(part) + '-' + metric.xgboost + ':';
            for (const QByteArray &field : fields)
                if (field.startsWith(prefix)) {
                    const QByteArray number = field.mid(prefix.size());
                    values.push_back(
                        {part, metric.name, number.contains("nan") ? std::nan("") : QLocale::c().toDouble(QString::fromLatin1(number))});
                }
        }
    return values;
}

Result<QJsonObject> importanceOf(const Booster &booster, const QStringList &features)
{
    QJsonObject all;
    for (const char *kind : {"gain", "weight", "cover"}) {
        bst_ulong count = 0;
        bst_ulong dimensions = 0;
        const bst_ulong *shape = nullptr;
        const char **names = nullptr;
        const float *scores = nullptr;
        const QByteArray config = QByteArray("{\"importance_type\": \"") + kind + "\"}";
        HR_XGBOOST(XGBoosterFeatureScore(booster.get(), config.constData(), &count, &names, &dimensions, &shape, &scores));
        QJsonObject values;
        for (bst_ulong i = 0; i < count; ++i) {
            bool ok = false;
            const int index = QByteArray(names[i]).mid(1).toInt(&ok);  // "f3"
            if (ok && index >= 0 && index < features.size())
                values.insert(features[index], double(scores[i]));
        }
        all.insert(QLatin1String(kind), values);
    }
    return all;
}

Result<QByteArray> modelBytes(const Booster &booster, const QStringList &features)
{
    // Names make the file useful to whoever reads it with XGBoost alone.
    std::vector<QByteArray> utf8;
    std::vector<const char *> names;
    for (const QString &feature : features)
        utf8.push_back(feature.toUtf8());
    for (const QByteArray &name : utf8)
        names.push_back(name.constData());
    HR_XGBOOST(XGBoosterSetStrFeatureInfo(booster.get(), "feature_name", names.data(), names.size()));
    bst_ulong length = 0;
    const char *bytes = nullptr;
    HR_XGBOOST(XGBoosterSaveModelToBuffer(booster.get(), "{\"format\": \"ubj\"}", &length, &bytes));
    return QByteArray(bytes, qsizetype(length));
}

}  // namespace

const std::vector<RoundMetric> &roundMetrics(Task task)
{
    static const std::vector<RoundMetric> binary{
        {"log_loss", "logloss", false}, {"roc_auc", "auc", true}, {"pr_auc", "aucpr", true}, {"zero_one_loss", "error", false}};
    static const std::vector<RoundMetric> multiClass{
        {"log_loss", "mlogloss", false}, {"zero_one_loss", "merror", false}, {"roc_auc_ovr", "auc", true}};
    static const std::vector<RoundMetric> regression{{"rmse", "rmse", false},
                                                     {"mae", "mae", false},
                                                     {"mape", "mape", false},
                                                     {"rmsle", "rmsle", false},
                                                     {"poisson_nloglik", "poisson-nloglik", false},
                                                     {"gamma_nloglik", "gamma-nloglik", false},
                                                     {"gamma_deviance", "gamma-deviance", false}};
    switch (task) {
    case Task::Binary:
        return binary;
    case Task::MultiClass:
        return multiClass;
    case Task::Regression:
        break;
    }
    return regression;
}

Result<Boosted> boost(Matrix &train, Matrix *validation, const QStringList &features, const BoostingOptions &options,
                      const BoostingControl &control)
{
    Q_ASSERT(options.earlyStoppingRounds == 0 || (validation && !options.metrics.empty()));
    silenceXgboost();
    clearUpperVectorState();
    HR_ASSIGN(const DMatrix trainMatrix, makeMatrix(train, nullptr, options, options.classWeights));
    train.release();
    DMatrix validationMatrix;
    if (validation) {
        HR_ASSIGN(validationMatrix, makeMatrix(*validation, &trainMatrix, options, {}));
        validation->release();
    }

    Booster booster;
    const std::array<void *, 2> matrices{trainMatrix.get(), validationMatrix.get()};
    HR_XGBOOST(XGBoosterCreate(matrices.data(), validation ? 2 : 1, booster.out()));
    HR_XGBOOST(XGBoosterSetParam(booster.get(), "nthread", QByteArray::number(options.threads).constData()));
    HR_XGBOOST(XGBoosterSetParam(booster.get(), "max_bin", QByteArray::number(options.maximumBins).constData()));
    for (const auto &[name, value] : options.params)
        HR_XGBOOST(XGBoosterSetParam(booster.get(), name.constData(), value.constData()));
    HR_XGBOOST(XGBoosterSetParam(booster.get(), "disable_default_eval_metric", "1"));
    for (const RoundMetric &metric : options.metrics)
        HR_XGBOOST(XGBoosterSetParam(booster.get(), "eval_metric", metric.xgboost));

    std::vector<void *> evaluated;
    std::vector<const char *> parts;
    if (!options.metrics.empty() && options.trainMetrics) {
        evaluated.push_back(trainMatrix.get());
        parts.push_back("train");
    }
    if (!options.metrics.empty() && validation) {
        evaluated.push_back(validationMatrix.get());
        parts.push_back("validation");
    }

    Boosted result;
    double best = std::nan("");
    for (int round = 1; round <= options.rounds; ++round) {
        if (control.cancelled && control.cancelled())
            return Error(ErrorCode::Cancelled,
                         QStringLiteral("Training was cancelled after %1 of %2 rounds.").arg(round - 1).arg(options.rounds));
        clearUpperVectorState();
        HR_XGBOOST(XGBoosterUpdateOneIter(booster.get(), round - 1, trainMatrix.get()));
        result.rounds = round;
        std::vector<RoundValue> values;
        if (!evaluated.empty()) {
            const char *line = nullptr;
            HR_XGBOOST(XGBoosterEvalOneIter(booster.get(), round - 1, evaluated.data(), parts.data(), evaluated.size(), &line));
            values = parseEvaluation(line, parts, options.metrics);
        }
        if (control.finishedRound)
            control.finishedRound(round, values);
        if (options.earlyStoppingRounds == 0)
            continue;
        const RoundMetric &deciding = options.metrics.front();
        for (const RoundValue &value : values) {
            if (qstrcmp(value.part, "validation") != 0 || value.name != deciding.name)
                continue;
            const bool better = std::isnan(best) || (deciding.greaterIsBetter ? value.value > best : value.value < best);
            if (better && !std::isnan(value.value)) {
                best = value.value;
                result.bestRound = round;
            }
        }
        if (round - result.bestRound >= options.earlyStoppingRounds)
            break;
    }
    if (options.earlyStoppingRounds == 0 || result.bestRound == 0)
        result.bestRound = result.rounds;
    if (result.bestRound < result.rounds) {
        Booster shorter;
        HR_XGBOOST(XGBoosterSlice(booster.get(), 0, result.bestRound, 1, shorter.out()));
        booster = std::move(shorter);
    }
    HR_ASSIGN(result.importance, importanceOf(booster, features));
    HR_ASSIGN(result.model, modelBytes(booster, features));
    return result;
}

size_t boostingBytes(size_t rows, size_t columns, size_t outputs, const BoostingOptions &options)
{
    // Bins by row and by column, or exact entries with their index; gradients, predictions, labels, weights and positions a row.
    const size_t bin = options.maximumBins <= 256 ? 1 : options.maximumBins <= 65536 ? 2 : 4;
    const size_t entries = rows * columns * (options.quantized ? 2 * bin : 16);
    return entries + rows * (outputs * 12 + 24);
}

QString xgboostVersion()
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    XGBoostVersion(&major, &minor, &patch);
    return QStringLiteral("%1.%2.%3").arg(major).arg(minor).arg(patch);
}

}  // namespace headrace::learning
