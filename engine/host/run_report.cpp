// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/run_report.h"

#include "engine/protocol/messages.h"

namespace headrace::host {

namespace {

QJsonValue orNull(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}
QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

}  // namespace

QJsonObject errorToReport(const Error &error)
{
    return {{QStringLiteral("code"), toString(error.code)},
            {QStringLiteral("node"), orNull(error.node)},
            {QStringLiteral("parameter"), orNull(error.parameter)},
            {QStringLiteral("text"), error.text},
            {QStringLiteral("hint"), error.hint}};
}

QJsonObject RunReport::toJson() const
{
    QJsonArray stepList, stageList, errorList;
    for (const record::Step &step : steps) {
        QJsonObject ports;
        const QMap<QString, qint64> counts = rows.value(step.node);
        for (auto port = counts.begin(); port != counts.end(); ++port)
            ports.insert(port.key(), port.value());
        stepList << QJsonObject{{QStringLiteral("node"), step.node},     {QStringLiteral("stage"), orNull(step.stage)},
                                {QStringLiteral("status"), step.status}, {QStringLiteral("cached"), step.status == QLatin1String("cached")},
                                {QStringLiteral("rows"), ports},         {QStringLiteral("duration_s"), orNull(step.durationS)}};
    }
    for (const record::Stage &stage : stages)
        stageList << QJsonObject{{QStringLiteral("id"), stage.id}, {QStringLiteral("duration_s"), orNull(stage.durationS)}};
    for (const Error &error : errors)
        errorList << errorToReport(error);
    QJsonObject values;
    for (auto metric = metrics.begin(); metric != metrics.end(); ++metric)
        values.insert(metric.key(), protocol::numberToJson(metric.value()));
    return {{QStringLiteral("run"), orNull(run)},      {QStringLiteral("status"), record::toString(status)},
            {QStringLiteral("duration_s"), durationS}, {QStringLiteral("steps"), stepList},
            {QStringLiteral("stages"), stageList},     {QStringLiteral("metrics"), values},
            {QStringLiteral("errors"), errorList}};
}

RunReport RunReport::failed(Error error)
{
    RunReport report;
    report.status = error.code == ErrorCode::Cancelled ? record::RunStatus::Cancelled : record::RunStatus::Failed;
    report.errors << std::move(error);
    return report;
}

RunReport reportOf(const record::Run &run, const QList<record::Stage> &stages, const QList<record::Step> &steps,
                   const QList<record::Output> &outputs)
{
    RunReport report;
    report.run = run.id;
    report.name = run.name;
    report.status = run.status;
    report.durationS = run.durationS.value_or(0);
    report.steps = steps;
    report.stages = stages;
    report.metrics = run.metrics;
    for (const record::Output &output : outputs)
        if (output.rows)
            report.rows[output.node][output.port] = *output.rows;
    for (const QJsonValue &error : run.errors)
        report.errors << Error::fromJson(error.toObject());
    return report;
}

}  // namespace headrace::host
