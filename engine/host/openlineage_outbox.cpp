// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/openlineage_outbox.h"

#include "engine/host/openlineage_target.h"
#include "engine/host/process.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QSaveFile>

namespace headrace::host {

namespace {

constexpr int kMostWaiting = 10000;

QString outboxOf(const StorePaths &paths)
{
    return paths.data + QStringLiteral("/openlineage");
}

Result<void> appendTo(const QString &path, const QByteArray &line)
{
    const auto refused = [&path](const QString &why) {
        return Error(ErrorCode::Io, QStringLiteral("The lineage event could not be written to %1 (%2).").arg(path, why),
                     QStringLiteral("Check the path, its permissions and the space left there."));
    };
    // A pipe nobody reads would hold the run up.
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return refused(QStringLiteral("it is no regular file"));
    QDir().mkpath(info.absolutePath());
    QFile file(path);
    // Unbuffered: one write is one line, also where several runs append.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) || file.write(line) != line.size())
        return refused(file.errorString());
    return {};
}

Result<void> startCourier(const StorePaths &paths, const QString &program)
{
    if (!FileLock(outboxOf(paths) + QStringLiteral("/courier.lock"), 0).isHeld())
        return {};  // one is at work
    QProcess courier;
    courier.setProgram(program.isEmpty() ? programFolder() + QStringLiteral("/headrace") : program);
    courier.setArguments({QStringLiteral("openlineage-courier"), paths.data});
    courier.setWorkingDirectory(paths.data);
    // Who reads our output must not wait for the courier's end.
    courier.setStandardInputFile(QProcess::nullDevice());
    courier.setStandardOutputFile(QProcess::nullDevice());
    courier.setStandardErrorFile(QProcess::nullDevice());
    if (!courier.startDetached())
        return Error(ErrorCode::Io,
                     QStringLiteral("The program that sends lineage events could not be started (%1).").arg(courier.errorString()),
                     QStringLiteral("The events wait in %1 and are sent with a later run.").arg(outboxOf(paths)));
    return {};
}

}  // namespace

Result<void> sendLineage(const StorePaths &paths, const QString &target, const QString &name, const QJsonObject &event,
                         const QString &program)
{
    if (!isLineageUrl(target))
        return appendTo(target, QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n');
    const QDir folder(outboxOf(paths));
    folder.mkpath(QStringLiteral("."));
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // A server that is gone for good must not fill the disk: the oldest go first.
    QStringList waiting = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    while (waiting.size() >= kMostWaiting)
        QFile::remove(folder.filePath(waiting.takeFirst()));
    const QString time = QStringLiteral("%1").arg(QDateTime::currentMSecsSinceEpoch(), 15, 10, QLatin1Char('0'));
    QSaveFile file(folder.filePath(time + QLatin1Char('-') + name + QStringLiteral(".json")));
    const QByteArray bytes = QJsonDocument(QJsonObject{{QStringLiteral("url"), target}, {QStringLiteral("event"), event}})
                                 .toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error(ErrorCode::Io, QStringLiteral("A lineage event for %1 could not be kept (%2).").arg(target, file.errorString()),
                     QStringLiteral("Check the permissions of %1 and the space left there.").arg(folder.path()));
    return startCourier(paths, program);
}

bool wasSent(const StorePaths &paths, const QString &target, const QString &name, const QByteArray &mark)
{
    if (isLineageUrl(target))
        return !QDir(outboxOf(paths)).entryList({QStringLiteral("*-") + name + QStringLiteral(".json")}, QDir::Files).isEmpty();
    QFile file(target);
    if (!QFileInfo(target).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    constexpr qint64 kPiece = 1 << 20;
    QByteArray piece;
    while (!file.atEnd()) {
        // What lies across two pieces is found too.
        piece = piece.right(mark.size()) + file.read(kPiece);
        if (piece.contains(mark))
            return true;
    }
    return false;
}

std::optional<Error> lineageTrouble(const StorePaths &paths)
{
    QFile file(outboxOf(paths) + QStringLiteral("/trouble"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return Error::fromJson(QJsonDocument::fromJson(file.readAll()).object());
}

}  // namespace headrace::host
