// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/execution/session.h"

#include <QDir>
#include <QFile>

namespace headrace::tests {

Bench::Bench()
{
    QDir(m_folder.path()).mkpath(QStringLiteral("workspace"));
}

void Bench::emitEvent(QJsonObject event)
{
    {
        const std::lock_guard lock(m_mutex);
        m_events << event;
    }
    if (onEvent)
        onEvent(event);
}

QJsonObject Bench::pipeline(const QByteArray &nodes)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson("{" + nodes + "}", &error);
    if (!document.isObject())
        qFatal("The test's nodes are no JSON: %s at %d", qPrintable(error.errorString()), error.offset);
    return {{QStringLiteral("headrace"), 1}, {QStringLiteral("nodes"), document.object()}};
}

Result<QJsonObject> Bench::ask(const QString &request, const QJsonObject &pipeline, const QJsonObject &more, const QJsonObject &options)
{
    QJsonObject all = more;
    all.insert(QStringLiteral("request"), request);
    all.insert(QStringLiteral("pipeline"), pipeline);
    QJsonObject merged{{QStringLiteral("folder"), m_folder.filePath(QStringLiteral("workspace"))},
                       {QStringLiteral("cache_folder"), cacheFolder()},
                       {QStringLiteral("run_folder"), m_folder.filePath(QStringLiteral("runs/%1").arg(++m_run))},
                       {QStringLiteral("threads"), 2}};
    for (auto it = options.begin(); it != options.end(); ++it)
        merged.insert(it.key(), it.value());
    all.insert(QStringLiteral("options"), merged);
    {
        const std::lock_guard lock(m_mutex);
        m_events.clear();
    }
    m_token = std::make_shared<execution::CancelToken>();
    return execution::answer(all, *this, m_token, m_views);
}

QString Bench::run(const QJsonObject &pipeline, const QJsonObject &options)
{
    const auto result = ask(QStringLiteral("run"), pipeline, {}, options);
    if (!result)
        return result.error().toString();
    const QJsonArray errors = result->value(QStringLiteral("errors")).toArray();
    if (!errors.isEmpty())
        return Error::fromJson(errors.first().toObject()).toString();
    return result->value(QStringLiteral("status")).toString();
}

QList<QJsonObject> Bench::events(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    QList<QJsonObject> found;
    for (const QJsonObject &event : m_events)
        if (event.value(QStringLiteral("event")).toString() == name)
            found << event;
    return found;
}

QString Bench::statusOf(const QString &node) const
{
    QString status;
    for (const char *name : {"step_finished", "step_failed"})
        for (const QJsonObject &event : events(QLatin1String(name)))
            if (event.value(QStringLiteral("node")).toString() == node)
                status = event.value(QStringLiteral("status")).toString();
    return status;
}

qint64 Bench::rowsAt(const QString &node, const QString &port) const
{
    for (const QJsonObject &event : events(QStringLiteral("rows")))
        if (event.value(QStringLiteral("node")).toString() == node && event.value(QStringLiteral("port")).toString() == port)
            return event.value(QStringLiteral("rows")).toInteger();
    return -1;
}

QByteArray Bench::fileBytes(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<no such file>");
}

void Bench::put(const QString &name, const QByteArray &bytes) const
{
    QDir().mkpath(QFileInfo(path(name)).path());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("The test cannot write %s", qPrintable(file.fileName()));
}

}  // namespace headrace::tests
