// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/options.h"

#include "engine/pipeline/format.h"

#include <QJsonArray>
#include <QThread>

#include <algorithm>
#include <unistd.h>

namespace headrace::execution {

namespace {

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    if (value.isString())
        list << value.toString();
    for (const QJsonValue &item : value.toArray())
        list << item.toString();
    return list;
}

}  // namespace

Options Options::fromJson(const QJsonObject &object)
{
    Options options;
    const QJsonObject values = object.value(QStringLiteral("values")).toObject();
    for (auto it = values.begin(); it != values.end(); ++it)
        options.values.insert(it.key(), it.value());
    options.to = texts(object.value(QStringLiteral("to")));
    options.again = texts(object.value(QStringLiteral("again")));
    options.cache = !object.value(QStringLiteral("no_cache")).toBool();
    options.counts = object.value(QStringLiteral("counts")).toBool(true);
    options.lookAhead = object.value(QStringLiteral("look_ahead")).toBool(true);
    // Seeds beyond 53 bits travel as text, since JSON readers may round them.
    const QJsonValue seed = object.value(QStringLiteral("seed"));
    options.seed = seed.isString() ? seed.toString().toULongLong() : quint64(seed.toInteger(42));
    options.threads = object.value(QStringLiteral("threads")).toInt();
    if (options.threads <= 0)
        options.threads = QThread::idealThreadCount();
    options.memoryBytes = object.value(QStringLiteral("memory")).toInteger();
    if (options.memoryBytes <= 0)
        options.memoryBytes = qint64(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGE_SIZE) / 4 * 3;
    options.file = object.value(QStringLiteral("file")).toString();
    const QJsonObject frozen = object.value(QStringLiteral("frozen")).toObject();
    for (auto it = frozen.begin(); it != frozen.end(); ++it)
        options.frozen.insert(it.key(), it.value().toString());
    options.folder = object.value(QStringLiteral("folder")).toString();
    options.workspace = object.value(QStringLiteral("workspace")).toString();
    if (options.workspace.isEmpty())
        options.workspace = options.folder;
    options.allow = texts(object.value(QStringLiteral("allow")));
    const QJsonObject contents = object.value(QStringLiteral("contents")).toObject();
    for (auto it = contents.begin(); it != contents.end(); ++it)
        options.contents.insert(it.key(), pipelineFromJson(it.value().toObject()).pipeline);
    const QJsonValue trusted = object.value(QStringLiteral("trusted"));
    options.trustAll = trusted.toBool();
    for (const QString &hash : texts(trusted))
        options.trusted << hash;
    options.runId = object.value(QStringLiteral("run")).toString();
    options.runFolder = object.value(QStringLiteral("run_folder")).toString();
    options.cacheFolder = object.value(QStringLiteral("cache_folder")).toString();
    if (options.cacheFolder.isEmpty())
        options.cacheFolder = StorePaths::ofUser().cache;
    options.python = object.value(QStringLiteral("python")).toString();
    return options;
}

bool Options::isAgain(const QString &node) const
{
    return std::any_of(again.begin(), again.end(),
                       [&node](const QString &id) { return node == id || node.startsWith(id + QLatin1Char('/')); });
}

}  // namespace headrace::execution
