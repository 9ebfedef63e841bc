// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/reproduce.h"

#include <QLocale>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace headrace::host {

namespace {

/// Doubles in their order as whole numbers.
qint64 ordinal(double value)
{
    const auto bits = std::bit_cast<qint64>(value);
    return bits < 0 ? std::numeric_limits<qint64>::min() - bits : bits;
}

QString number(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

class RunComparison
{
public:
    RunComparison(record::Store &store, const record::Run &before, const record::Run &after, const CompareArtifacts &compare)
        : m_store(store), m_before(before), m_after(after), m_compare(compare)
    {}

    Result<Comparison> all()
    {
        HR_ASSIGN(const auto steps, m_store.steps(m_before.row));
        for (const record::Step &step : steps)
            m_places.insert(step.node, int(m_places.size()));
        HR_TRY(rows());
        HR_TRY(metrics());
        HR_TRY(artifacts());
        HR_TRY(files());
        std::stable_sort(m_result.differences.begin(), m_result.differences.end(),
                         [this](const Difference &a, const Difference &b) { return place(a.node) < place(b.node); });
        m_result.verdict = !m_result.differences.isEmpty() ? Verdict::Different : m_result.ulps > 0 ? Verdict::Ulps : Verdict::Identical;
        return m_result;
    }

private:
    int place(const QString &node) const { return m_places.value(node, std::numeric_limits<int>::max()); }
    void differs(const QString &node, const QString &what, const QString &text) { m_result.differences << Difference{node, what, text}; }

    Result<void> rows()
    {
        HR_ASSIGN(const auto before, m_store.outputs(m_before.row));
        HR_ASSIGN(const auto after, m_store.outputs(m_after.row));
        QHash<QString, qint64> now;
        for (const record::Output &output : after)
            if (output.rows)
                now.insert(output.node + QLatin1Char(':') + output.port, *output.rows);
        for (const record::Output &output : before) {
            const auto found = now.constFind(output.node + QLatin1Char(':') + output.port);
            // A port whose rows were not counted again (they come from elsewhere in a cached run) says nothing.
            if (!output.rows || found == now.constEnd())
                continue;
            ++m_result.compared;
            if (*found != *output.rows)
                differs(output.node, QStringLiteral("rows at %1").arg(output.port),
                        QStringLiteral("%1 were %2").arg(*found).arg(*output.rows));
        }
        return {};
    }

    Result<void> metrics()
    {
        for (auto metric = m_before.metrics.begin(); metric != m_before.metrics.end(); ++metric) {
            const QString node = nodeOf(metric.key());
            const QString what = QStringLiteral("metric ") + metric.key();
            ++m_result.compared;
            if (!m_after.metrics.contains(metric.key())) {
                differs(node, what, QStringLiteral("was %1 and is missing").arg(number(metric.value())));
                continue;
            }
            HR_ASSIGN(const auto before, m_store.metricHistory(m_before.row, metric.key()));
            HR_ASSIGN(const auto after, m_store.metricHistory(m_after.row, metric.key()));
            compareSeries(node, what, before, after);
        }
        return {};
    }

    void compareSeries(const QString &node, const QString &what, const QList<record::MetricPoint> &before,
                       const QList<record::MetricPoint> &after)
    {
        if (before.size() != after.size())
            return differs(node, what, QStringLiteral("has %1 values, had %2").arg(after.size()).arg(before.size()));
        for (qsizetype i = 0; i < before.size(); ++i) {
            const quint64 ulps = ulpsBetween(before[i].value, after[i].value);
            if (before[i].step != after[i].step || ulps > kMostUlps)
                return differs(
                    node, what,
                    QStringLiteral("was %1 and is %2 at step %3").arg(number(before[i].value), number(after[i].value)).arg(before[i].step));
            m_result.ulps = std::max(m_result.ulps, ulps);
        }
    }

    Result<void> artifacts()
    {
        HR_ASSIGN(const auto before, m_store.artifacts(m_before.row));
        HR_ASSIGN(const auto after, m_store.artifacts(m_after.row));
        for (const record::Artifact &old : before) {
            const auto now = std::find_if(after.begin(), after.end(),
                                          [&old](const record::Artifact &a) { return a.node == old.node && a.name == old.name; });
            const QString what = QStringLiteral("artifact ") + old.name;
            ++m_result.compared;
            if (now == after.end())
                differs(old.node, what, QStringLiteral("is missing"));
            else if (old.xxh3.isEmpty() || old.xxh3 != now->xxh3)
                judge(old.node, what, describe(old.kind, old.path, old.xxh3, old.rows),
                      describe(now->kind, now->path, now->xxh3, now->rows));
        }
        return {};
    }

    Result<void> files()
    {
        HR_ASSIGN(const auto before, m_store.datasets(m_before.row));
        HR_ASSIGN(const auto after, m_store.datasets(m_after.row));
        for (const record::DatasetUse &old : before) {
            // By node and role, not by path: a run that reproduces another writes elsewhere.
            const auto now = std::find_if(after.begin(), after.end(), [&old](const record::DatasetUse &use) {
                return use.node == old.node && use.role == old.role && (use.role == QLatin1String("output") || use.source == old.source);
            });
            const bool input = old.role == QLatin1String("input");
            const QString what = (input ? QStringLiteral("source ") : QStringLiteral("file ")) + old.source;
            ++m_result.compared;
            if (now == after.end())
                differs(old.node, what, QStringLiteral("is missing"));
            else if (old.digest != now->digest && input)
                differs(old.node, what, QStringLiteral("has other content than in the recorded run"));
            else if (old.digest != now->digest)
                judge(old.node, what, describe(QStringLiteral("file"), old.source, old.digest, old.rows),
                      describe(QStringLiteral("file"), now->source, now->digest, now->rows));
            else if (old.rows != now->rows)
                differs(old.node, what, QStringLiteral("%1 rows were %2").arg(now->rows.value_or(-1)).arg(old.rows.value_or(-1)));
        }
        return {};
    }

    static QJsonObject describe(const QString &kind, const QString &path, const QString &hash, const std::optional<qint64> &rows)
    {
        return {{QStringLiteral("kind"), kind},
                {QStringLiteral("path"), path},
                {QStringLiteral("xxh3"), hash},
                {QStringLiteral("rows"), rows ? QJsonValue(*rows) : QJsonValue()}};
    }

    /// Bytes differ: only who can read them can tell whether the content does.
    void judge(const QString &node, const QString &what, const QJsonObject &before, const QJsonObject &after)
    {
        const auto answer = m_compare ? m_compare(before, after) : Result<QJsonObject>(Error(ErrorCode::Usage, QString()));
        const QString verdict = answer ? answer->value(QStringLiteral("verdict")).toString() : QString();
        const quint64 ulps = answer ? quint64(std::max(0.0, answer->value(QStringLiteral("ulps")).toDouble())) : 0;
        if (verdict == QLatin1String("identical"))
            return;
        if (verdict == QLatin1String("ulps") && ulps <= kMostUlps) {
            m_result.ulps = std::max(m_result.ulps, ulps);
            return;
        }
        QString text = answer ? answer->value(QStringLiteral("text")).toString() : QString();
        differs(node, what, text.isEmpty() ? QStringLiteral("has other bytes than in the recorded run") : text);
    }

    QString nodeOf(const QString &key) const
    {
        // Node ids may hold slashes (subpipelines): the longest that is one.
        for (qsizetype slash = key.lastIndexOf(QLatin1Char('/')); slash > 0; slash = key.lastIndexOf(QLatin1Char('/'), slash - 1))
            if (m_places.contains(key.left(slash)))
                return key.left(slash);
        return key.section(QLatin1Char('/'), 0, 0);
    }

    record::Store &m_store;
    const record::Run &m_before;
    const record::Run &m_after;
    const CompareArtifacts &m_compare;
    QHash<QString, int> m_places;
    Comparison m_result;
};

}  // namespace

quint64 ulpsBetween(double a, double b)
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) && std::isnan(b) ? 0 : std::numeric_limits<quint64>::max();
    const qint64 left = ordinal(a), right = ordinal(b);
    return left > right ? quint64(left) - quint64(right) : quint64(right) - quint64(left);
}

QString toString(Verdict verdict)
{
    return verdict == Verdict::Identical ? QStringLiteral("identical")
        : verdict == Verdict::Ulps       ? QStringLiteral("ulps")
                                         : QStringLiteral("different");
}

QJsonObject Comparison::toJson() const
{
    QJsonArray list;
    for (const Difference &difference : differences)
        list << QJsonObject{{QStringLiteral("node"), difference.node},
                            {QStringLiteral("what"), difference.what},
                            {QStringLiteral("text"), difference.text}};
    return {{QStringLiteral("verdict"), toString(verdict)},
            {QStringLiteral("ulps"), double(ulps)},
            {QStringLiteral("compared"), compared},
            {QStringLiteral("differences"), list}};
}

Result<Comparison> compareRuns(record::Store &store, const record::Run &before, const record::Run &after, const CompareArtifacts &compare)
{
    return RunComparison(store, before, after, compare).all();
}

}  // namespace headrace::host
