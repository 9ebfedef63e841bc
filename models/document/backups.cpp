// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/backups.h"

#include "engine/base/paths.h"
#include "engine/pipeline/format.h"
#include "models/document/durable_file.h"
#include "models/document/pipeline_document.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace headrace {
namespace {

const QString kStamp = QStringLiteral("yyyyMMdd-HHmmss-zzz");
const QString kBackupEnding = QStringLiteral(".pipeline.json");

QString folderOf(const QString &root, const QString &file)
{
    return root + QLatin1Char('/') + nameForPath(file);
}

/// Names of the backups in a folder, the latest first: they sort by their time.
QStringList namesIn(const QString &folder)
{
    return QDir(folder).entryList({QLatin1Char('*') + kBackupEnding}, QDir::Files, QDir::Name | QDir::Reversed);
}

void keepIn(const QString &folder, const QByteArray &bytes, const QDateTime &time)
{
    const QStringList names = namesIn(folder);
    if (!names.isEmpty())
        if (const auto last = readWhole(folder + QLatin1Char('/') + names.first()); last && *last == bytes)
            return;
    // A backup is a second net: where it cannot be written the save itself has gone well, and nobody is disturbed.
    if (!makePrivateFolder(QFileInfo(folder).absolutePath())
        || !writeDurably(folder + QLatin1Char('/') + time.toUTC().toString(kStamp) + kBackupEnding, bytes))
        return;
    for (const QString &old : namesIn(folder).mid(Backups::kKept))
        QFile::remove(folder + QLatin1Char('/') + old);
}

}  // namespace

Backups::Backups(PipelineDocument *document, QObject *parent) : QObject(parent), m_document(document), m_before(document->savedBytes())
{
    m_pool.setMaxThreadCount(1);
    connect(document, &PipelineDocument::pathChanged, this, [this] { m_before.clear(); });
    connect(document, &PipelineDocument::saved, this, [this] {
        if (!m_before.isEmpty())
            keep(std::exchange(m_before, {}));
        keep(m_document->savedBytes());
    });
}

Backups::~Backups()
{
    m_pool.waitForDone();
}

void Backups::keep(const QByteArray &bytes)
{
    const QString folder = folderOf(privateFolder(m_document->workspace(), QStringLiteral("backups")), m_document->path());
    static qint64 last = 0;  // two within one millisecond keep their order
    last = std::max(last + 1, QDateTime::currentMSecsSinceEpoch());
    m_pool.start([folder, bytes, time = QDateTime::fromMSecsSinceEpoch(last)] { keepIn(folder, bytes, time); });
}

QList<Backup> Backups::of(const QString &file)
{
    QList<Backup> all;
    const QString workspace = workspaceOf(file) + QStringLiteral("/.headrace/backups");
    for (const QString &root : {workspace, userFolder(QStringLiteral("backups"))}) {
        const QString folder = folderOf(root, file);
        const QStringList names = namesIn(folder);
        for (const QString &name : names) {
            QDateTime time = QDateTime::fromString(name.chopped(kBackupEnding.size()), kStamp);
            time.setTimeSpec(Qt::UTC);
            all.append({folder + QLatin1Char('/') + name, time.toLocalTime()});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Backup &a, const Backup &b) { return a.time > b.time; });
    return all;
}

void Backups::moved(const QString &from, const QString &to)
{
    for (const auto &[root, newRoot] :
         {std::pair(workspaceOf(from) + QStringLiteral("/.headrace/backups"), workspaceOf(to) + QStringLiteral("/.headrace/backups")),
          std::pair(userFolder(QStringLiteral("backups")), userFolder(QStringLiteral("backups")))}) {
        const QString old = folderOf(root, from), now = folderOf(newRoot, to);
        // Where a file of that name had backups already, the two are no one history.
        if (QFileInfo(old).isDir() && !QFileInfo::exists(now) && QDir().mkpath(newRoot))
            QDir().rename(old, now);
    }
}

Result<Pipeline> Backups::read(const Backup &backup)
{
    HR_ASSIGN(ReadPipeline read, readPipelineFile(backup.path));
    return std::move(read.pipeline);
}

}  // namespace headrace

#include "moc_backups.cpp"
