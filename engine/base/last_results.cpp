// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/last_results.h"

#include "engine/base/hashing.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace headrace {

namespace {

QString folderIn(const QString &cacheFolder)
{
    return cacheFolder + QStringLiteral("/last");
}

QMap<QString, LastResult> readNodes(const QString &path)
{
    QMap<QString, LastResult> nodes;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nodes;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("nodes")).toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonObject node = it.value().toObject();
        nodes.insert(it.key(),
                     {node.value(QStringLiteral("key")).toString(), node.value(QStringLiteral("at")).toInteger(),
                      node.value(QStringLiteral("frozen")).toBool(), node.value(QStringLiteral("recipe")).toString(),
                      node.value(QStringLiteral("schemas")).toObject()});
    }
    return nodes;
}

}  // namespace

LastResults::LastResults(const QString &cacheFolder, const QString &pipelineFile) : m_pipelineFile(pipelineFile)
{
    if (pipelineFile.isEmpty())
        return;
    m_path = folderIn(cacheFolder) + QLatin1Char('/') + sha256(pipelineFile.toUtf8()) + QStringLiteral(".json");
    m_nodes = readNodes(m_path);
}

std::optional<LastResult> LastResults::at(const QString &node) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_nodes.constFind(node);
    return found == m_nodes.constEnd() ? std::nullopt : std::optional(*found);
}

void LastResults::set(const QString &node, const LastResult &result)
{
    const std::lock_guard lock(m_mutex);
    if (m_path.isEmpty() || m_nodes.value(node) == result)
        return;
    m_nodes.insert(node, result);
    m_changed = true;
}

bool LastResults::save()
{
    const std::lock_guard lock(m_mutex);
    if (!m_changed)
        return true;
    QJsonObject nodes;
    for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it)
        nodes.insert(it.key(),
                     QJsonObject{{QStringLiteral("key"), it->key},
                                 {QStringLiteral("at"), it->atMs},
                                 {QStringLiteral("frozen"), it->frozen},
                                 {QStringLiteral("recipe"), it->recipe},
                                 {QStringLiteral("schemas"), it->schemas}});
    const QByteArray bytes = QJsonDocument(QJsonObject{{QStringLiteral("file"), m_pipelineFile}, {QStringLiteral("nodes"), nodes}})
                                 .toJson();
    QDir().mkpath(m_path.section(QLatin1Char('/'), 0, -2));
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return false;
    m_changed = false;
    return true;
}

QSet<QString> LastResults::frozenKeys(const QString &cacheFolder)
{
    QSet<QString> keys;
    const QDir folder(folderIn(cacheFolder));
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files))
        for (const LastResult &result : readNodes(folder.filePath(name)))
            if (result.frozen && !result.key.isEmpty())
                keys << result.key;
    return keys;
}

}  // namespace headrace
