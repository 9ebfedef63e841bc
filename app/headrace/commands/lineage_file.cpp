// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands/lineage_file.h"

#include "app/headrace/terminal.h"
#include "engine/base/path_content.h"
#include "engine/host/run_host.h"
#include "engine/record/content_search.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>

namespace headrace::cli {

namespace {

/// A run that met the content, with all that made what it wrote.
struct Met {
    record::Run run;
    record::ContentUse use;
    QList<record::DatasetUse> sources;  ///< what the run read
};

QJsonValue numberOrNull(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QJsonObject toJson(const Met &met)
{
    QJsonArray sources;
    for (const record::DatasetUse &source : met.sources)
        sources << QJsonObject{{QStringLiteral("path"), source.source},
                               {QStringLiteral("digest"), source.digest},
                               {QStringLiteral("bytes"), numberOrNull(source.bytes)},
                               {QStringLiteral("node"), source.node}};
    return {{QStringLiteral("run"), met.run.id},
            {QStringLiteral("name"), met.run.name},
            {QStringLiteral("status"), record::toString(met.run.status)},
            {QStringLiteral("start_time"), met.run.startMs},
            {QStringLiteral("file"), met.run.sourceName},
            {QStringLiteral("pipeline_hash"), met.run.pipelineHash},
            {QStringLiteral("git_commit"), met.run.gitCommit},
            {QStringLiteral("seed"), numberOrNull(met.run.seed)},
            {QStringLiteral("libraries"), met.run.libraries},
            {QStringLiteral("node"), met.use.node},
            {QStringLiteral("role"), met.use.role},
            {QStringLiteral("kind"), met.use.kind},
            {QStringLiteral("path"), met.use.path},
            {QStringLiteral("rows"), numberOrNull(met.use.rows)},
            {QStringLiteral("sources"), sources}};
}

Result<QList<Met>> meetingsOf(record::Store &store, const PathContent &content)
{
    HR_ASSIGN(const auto uses, record::usesOfContent(store, {content.sha256, content.xxh3}));
    QList<Met> list;
    QHash<qint64, Met> known;
    for (const record::ContentUse &use : uses) {
        if (!known.contains(use.run)) {
            HR_ASSIGN(const auto summaries, store.summaries({use.run}));
            if (summaries.isEmpty())
                continue;
            Met met;
            HR_ASSIGN(met.run, store.find(summaries.first().id));
            HR_ASSIGN(const auto datasets, store.datasets(use.run));
            for (const record::DatasetUse &dataset : datasets)
                if (dataset.role == QLatin1String("input"))
                    met.sources << dataset;
            known.insert(use.run, met);
        }
        Met met = known.value(use.run);
        met.use = use;
        list << met;
    }
    return list;
}

void printMeetings(const QString &title, const QList<Met> &list)
{
    if (list.isEmpty())
        return;
    printLine(styled(title, Style::Bold));
    Table table(
        {QStringLiteral("run"), QStringLiteral("started"), QStringLiteral("pipeline"), QStringLiteral("node"), QStringLiteral("then at")});
    for (const Met &met : list)
        table.addRow({printable(met.run.name), QDateTime::fromMSecsSinceEpoch(met.run.startMs).toString(QStringLiteral("yyyy-MM-dd hh:mm")),
                      printable(QFileInfo(met.run.sourceName).fileName()), printable(met.use.node), printable(met.use.path)});
    print(table.text());
}

void printMaking(const Met &met)
{
    printLine(styled(QStringLiteral("Made by %1 from").arg(printable(met.run.name)), Style::Bold));
    Table sources({QStringLiteral("source"), QStringLiteral("bytes"), QStringLiteral("content")});
    for (const record::DatasetUse &source : met.sources)
        sources.addRow({printable(source.source), source.bytes ? QString::number(*source.bytes) : QString(), source.digest.left(16)});
    if (!sources.isEmpty())
        print(sources.text());
    QStringList versions;
    for (auto library = met.run.libraries.begin(); library != met.run.libraries.end(); ++library)
        versions << printable(library.key() + QLatin1Char(' ') + library.value().toString());
    printLine(QStringLiteral("  pipeline %1, seed %2").arg(met.run.pipelineHash.left(16)).arg(met.run.seed.value_or(0))
              + (met.run.gitCommit.isEmpty() ? QString() : QStringLiteral(", commit %1").arg(met.run.gitCommit.left(12))));
    printLine(QStringLiteral("  ") + versions.join(QStringLiteral(", ")));
}

}  // namespace

int lineageOfFile(const Arguments &arguments)
{
    const QString path = QFileInfo(arguments.positional(0)).absoluteFilePath();
    const auto content = contentOfPath(path, true);
    if (!content)
        return fail(content.error());
    auto store = host::openStore(StorePaths::ofUser());
    if (!store)
        return fail(store.error());
    const auto meetings = meetingsOf(*store, *content);
    if (!meetings)
        return fail(meetings.error());
    QList<Met> wrote, read;
    for (const Met &met : *meetings)
        (met.use.role == QLatin1String("input") ? read : wrote) << met;
    if (arguments.has(QStringLiteral("json"))) {
        QJsonArray written, readBy;
        for (const Met &met : std::as_const(wrote))
            written << toJson(met);
        for (const Met &met : std::as_const(read))
            readBy << toJson(met);
        printJson(QJsonObject{{QStringLiteral("path"), path},
                              {QStringLiteral("bytes"), content->bytes},
                              {QStringLiteral("sha256"), content->sha256},
                              {QStringLiteral("xxh3"), content->xxh3},
                              {QStringLiteral("written_by"), written},
                              {QStringLiteral("read_by"), readBy}});
        return meetings->isEmpty() ? kFailed : kDone;
    }
    if (meetings->isEmpty())
        return fail(Error(ErrorCode::NotFound, QStringLiteral("No recorded run read or wrote the content of '%1'.").arg(path),
                          QStringLiteral("It was changed since, or another user's runs made it.")));
    printMeetings(QStringLiteral("Written by"), wrote);
    printMeetings(QStringLiteral("Read by"), read);
    if (!wrote.isEmpty())
        printMaking(wrote.first());
    return kDone;
}

}  // namespace headrace::cli
