// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/terminal.h"
#include "engine/base/content_cache.h"
#include "engine/host/cache_upkeep.h"
#include "engine/host/run_host.h"

#include <QJsonArray>

#include <algorithm>

namespace headrace::cli {

static QJsonObject toJson(const CacheListing &entry)
{
    return {{QStringLiteral("key"), entry.key},
            {QStringLiteral("bytes"), entry.bytes},
            {QStringLiteral("used_ms"), entry.usedMs},
            {QStringLiteral("facts"), entry.facts}};
}

static int list(const ContentCache &cache, bool json)
{
    QList<CacheListing> entries = cache.list();
    std::sort(entries.begin(), entries.end(), [](const CacheListing &a, const CacheListing &b) { return a.usedMs > b.usedMs; });
    if (json) {
        QJsonArray array;
        for (const CacheListing &entry : std::as_const(entries))
            array << toJson(entry);
        printJson(array);
        return kDone;
    }
    Table table({QStringLiteral("key"), QStringLiteral("size"), QStringLiteral("used"), QStringLiteral("what")},
                {Table::Align::Left, Table::Align::Right});
    for (const CacheListing &entry : std::as_const(entries))
        table.addRow({entry.key.left(12), size(entry.bytes), moment(entry.usedMs), entry.facts.value(QStringLiteral("op")).toString()});
    print(table.text());
    return kDone;
}

static int status(const ContentCache &cache, const QSet<QString> &kept, bool json)
{
    const QList<CacheListing> entries = cache.list();
    qint64 bytes = 0, keptBytes = 0;
    for (const CacheListing &entry : entries) {
        bytes += entry.bytes;
        keptBytes += kept.contains(entry.key) ? entry.bytes : 0;
    }
    if (json) {
        printJson(QJsonObject{{QStringLiteral("folder"), cache.folder()},
                              {QStringLiteral("entries"), entries.size()},
                              {QStringLiteral("bytes"), bytes},
                              {QStringLiteral("kept_bytes"), keptBytes}});
        return kDone;
    }
    printLine(QStringLiteral("%1 entries, %2, in %3").arg(grouped(entries.size()), size(bytes), printable(cache.folder())));
    if (keptBytes > 0)
        printLine(QStringLiteral("%1 of it are kept for starred runs, registered models and frozen nodes.").arg(size(keptBytes)));
    return kDone;
}

static int run(const Arguments &arguments)
{
    const StorePaths paths = StorePaths::ofUser();
    const ContentCache cache(paths.cache);
    const bool json = arguments.has(QStringLiteral("json"));
    const QString what = arguments.positional(0).isEmpty() ? QStringLiteral("status") : arguments.positional(0);
    const auto limit = arguments.bytes(QStringLiteral("max-size"));
    if (!limit)
        return fail(limit.error());
    if (what == QLatin1String("list"))
        return list(cache, json);
    auto store = host::openStore(paths);
    const auto kept = store ? host::keptKeys(paths, *store) : Result<QSet<QString>>(store.error());
    if (!kept)
        return fail(kept.error());
    if (what == QLatin1String("status") && !*limit)
        return status(cache, *kept, json);
    const qint64 freed = cache.evict(what == QLatin1String("clear") ? 0 : **limit, *kept);
    if (json)
        printJson(QJsonObject{{QStringLiteral("freed_bytes"), freed}, {QStringLiteral("bytes"), cache.totalBytes()}});
    else
        printLine(QStringLiteral("Freed %1; %2 remain.").arg(size(freed), size(cache.totalBytes())));
    return kDone;
}

Command cacheCommand()
{
    Command command;
    command.name = QStringLiteral("cache");
    command.summary = QStringLiteral("Shows or shrinks the cache of results");
    command.doc = QStringLiteral("'status' tells its size, 'list' its entries, 'clear' empties it. What a starred run, a registered model "
                                 "or a frozen node needs is kept.");
    command.positionals = {{QStringLiteral("WHAT"),
                            QStringLiteral("What to do; status if left out."),
                            false,
                            false,
                            Complete::Nothing,
                            {QStringLiteral("status"), QStringLiteral("list"), QStringLiteral("clear")}}};
    command.options = {{QStringLiteral("max-size"),
                        QStringLiteral("SIZE"),
                        QStringLiteral("Removes least recently used entries until at most so much remains."),
                        false,
                        Complete::Nothing,
                        {}},
                       {QStringLiteral("json"), {}, QStringLiteral("Prints JSON."), false, Complete::Nothing, {}}};
    command.examples = {QStringLiteral("headrace cache --max-size 20GB")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
