// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/recovery.h"

#include "engine/base/hashing.h"
#include "engine/host/process.h"
#include "engine/pipeline/format.h"
#include "models/document/durable_file.h"
#include "models/document/pipeline_document.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace headrace {
namespace {

constexpr auto kSidecarEnding = ".owner.json";
constexpr auto kContentEnding = ".pipeline.json";

bool ownerLives(const QJsonObject &sidecar)
{
    // A pid means something only within the boot and the process namespace it was taken in. A process of another one can not
    // be asked after; its autosave is offered rather than lost.
    static const QString here = host::ownIdentity().boot;
    return sidecar.value(QStringLiteral("boot")).toString() == here
        && host::isAlive(sidecar.value(QStringLiteral("pid")).toInteger(), sidecar.value(QStringLiteral("started")).toInteger());
}

std::optional<RecoverableDocument> recoverableOf(const QString &sidecarPath)
{
    const auto text = readWhole(sidecarPath);
    const QJsonObject sidecar = text ? QJsonDocument::fromJson(*text).object() : QJsonObject();
    if (sidecar.value(QStringLiteral("format")).toInt() != 1 || ownerLives(sidecar))
        return std::nullopt;
    RecoverableDocument found;
    found.files = {sidecarPath.chopped(qsizetype(qstrlen(kSidecarEnding))) + QLatin1String(kContentEnding), sidecarPath};
    const auto content = readPipelineFile(found.files.content);
    if (!content) {
        if (!QFile::exists(found.files.content))
            QFile::remove(sidecarPath);  // it died before it had written anything
        return std::nullopt;
    }
    found.recovered = content->pipeline;
    found.file = sidecar.value(QStringLiteral("file")).toString();
    found.home = sidecar.value(QStringLiteral("home")).toString();
    found.name = sidecar.value(QStringLiteral("name")).toString();
    found.time = QFileInfo(found.files.content).lastModified();
    if (!found.file.isEmpty())
        if (const auto bytes = readWhole(found.file)) {
            found.fileIsThere = true;
            found.fileChanged = sha256(*bytes) != sidecar.value(QStringLiteral("base")).toString();
            if (auto read = readPipeline(*bytes))
                found.saved = std::move(read->pipeline);
            else
                found.fileIsThere = false;  // it is no pipeline any more
        }
    if (found.fileIsThere && found.saved == found.recovered) {
        discard(found);
        return std::nullopt;
    }
    found.diff = diff(found.saved, found.recovered);
    return found;
}

}  // namespace

QStringList autosaveFolders(const QStringList &workspaces)
{
    QStringList folders{userFolder(QStringLiteral("autosave"))};
    for (const QString &workspace : workspaces)
        folders << QDir::cleanPath(workspace) + QStringLiteral("/.headrace/autosave");
    folders.removeDuplicates();
    folders.erase(std::remove_if(folders.begin(), folders.end(), [](const QString &folder) { return !QFileInfo(folder).isDir(); }),
                  folders.end());
    return folders;
}

QList<RecoverableDocument> findRecoverable(const QStringList &folders)
{
    QList<RecoverableDocument> all;
    for (const QString &folder : folders) {
        const QStringList sidecars = QDir(folder).entryList({QLatin1Char('*') + QLatin1String(kSidecarEnding)}, QDir::Files);
        for (const QString &name : sidecars)
            if (auto found = recoverableOf(folder + QLatin1Char('/') + name))
                all.append(*std::move(found));
    }
    std::sort(all.begin(), all.end(), [](const RecoverableDocument &a, const RecoverableDocument &b) { return a.time > b.time; });
    return all;
}

std::unique_ptr<PipelineDocument> recover(const RecoverableDocument &recoverable)
{
    if (recoverable.fileIsThere)
        if (auto opened = PipelineDocument::open(recoverable.file)) {
            std::unique_ptr<PipelineDocument> document = std::move(*opened);
            const auto taken = document->replaceWith(recoverable.recovered,
                                                     QCoreApplication::translate("Recovery", "Recover what was not saved"));
            if (!taken || !(document->pipeline() == recoverable.recovered))
                document->setContent(recoverable.recovered, true);
            return document;
        }
    auto document = std::make_unique<PipelineDocument>();
    document->setHome(recoverable.home);
    document->setContent(recoverable.recovered, true);
    return document;
}

void discard(const RecoverableDocument &recoverable)
{
    QFile::remove(recoverable.files.content);
    QFile::remove(recoverable.files.sidecar);
}

}  // namespace headrace
