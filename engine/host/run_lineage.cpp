// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/run_lineage.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace headrace::host {

RunLineage::RunLineage(StorePaths paths, QString runId, QString target, QString program)
    : m_paths(std::move(paths)),
      m_run(std::move(runId)),
      m_target(std::move(target)),
      m_program(std::move(program)),
      m_namespace(qEnvironmentVariable("OPENLINEAGE_NAMESPACE"))
{
    if (wanted())
        mark();
}

std::optional<RunLineage> RunLineage::unfinished(const StorePaths &paths, const QString &runId)
{
    QFile file(paths.runFolder(runId) + QStringLiteral("/openlineage.json"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject told = QJsonDocument::fromJson(file.readAll()).object();
    if (told.value(QStringLiteral("ended")).toBool() || told.value(QStringLiteral("target")).toString().isEmpty())
        return std::nullopt;
    RunLineage lineage(paths, runId, {}, told.value(QStringLiteral("program")).toString());
    lineage.m_target = told.value(QStringLiteral("target")).toString();
    lineage.m_namespace = told.value(QStringLiteral("namespace")).toString();
    // The host may have died between telling and writing that it did.
    lineage.m_started = told.value(QStringLiteral("started")).toBool()
        || wasSent(paths, lineage.m_target, runId + QLatin1Char('-') + toString(LineageEventType::Start), uuidOfRun(runId).toLatin1());
    return lineage;
}

void RunLineage::mark() const
{
    QSaveFile file(markFile());
    if (!file.open(QIODevice::WriteOnly))
        return;  // the run itself would have failed
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("target"), m_target},
                                         {QStringLiteral("namespace"), m_namespace},
                                         {QStringLiteral("program"), m_program},
                                         {QStringLiteral("started"), m_started},
                                         {QStringLiteral("ended"), m_ended}})
                   .toJson(QJsonDocument::Compact));
    file.commit();
}

Result<void> RunLineage::tell(const RunFacts &facts, LineageEventType type, qint64 timeMs)
{
    return sendLineage(m_paths, m_target, m_run + QLatin1Char('-') + toString(type), openLineageEvent(facts, type, timeMs, m_namespace),
                       m_program);
}

Result<void> RunLineage::start(const RunFacts &facts)
{
    if (!wanted() || std::exchange(m_started, true))
        return {};
    const auto told = tell(facts, LineageEventType::Start, facts.run.startMs);
    mark();
    return told;
}

Result<void> RunLineage::end(const RunFacts &facts)
{
    if (!wanted() || m_ended)
        return {};
    const auto started = start(facts);
    m_ended = true;
    const auto told = tell(facts, endOf(facts.run), facts.run.endMs.value_or(QDateTime::currentMSecsSinceEpoch()));
    mark();
    return started ? told : started;
}

}  // namespace headrace::host
