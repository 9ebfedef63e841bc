// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/openlineage_target.h"

#include "engine/base/hashing.h"
#include "engine/base/paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUrl>

namespace headrace::host {

bool isLineageUrl(const QString &target)
{
    return target.startsWith(QLatin1String("http://"), Qt::CaseInsensitive)
        || target.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
}

Result<QString> lineageTarget(const QString &text, const QString &base)
{
    const QString given = text.trimmed();
    if (given.isEmpty())
        return Error(ErrorCode::Usage, QStringLiteral("No place for the lineage events is given."),
                     QStringLiteral("Give a file, such as lineage.ndjson, or a URL."));
    if (!isLineageUrl(given)) {
        if (given.contains(QLatin1String("://")))
            return Error(ErrorCode::Usage, QStringLiteral("Lineage events cannot be sent to '%1'.").arg(given),
                         QStringLiteral("Give a URL that begins with http:// or https://, or a file."));
        const QString path = QDir::cleanPath(QDir(base).absoluteFilePath(given));
        if (QFileInfo(path).isDir())
            return Error(ErrorCode::Usage, QStringLiteral("'%1' is a folder.").arg(path), QStringLiteral("Name a file in it."));
        return path;
    }
    QUrl url(given, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return Error(ErrorCode::Usage, QStringLiteral("'%1' is no URL.").arg(given),
                     QStringLiteral("Write for example http://localhost:5000/api/v1/lineage."));
    if (!url.userInfo().isEmpty())
        return Error(ErrorCode::Usage, QStringLiteral("The URL for lineage events holds a name or password."),
                     QStringLiteral("Leave it out, and set OPENLINEAGE_API_KEY in the environment."));
    if (url.path().isEmpty() || url.path() == QLatin1String("/"))
        url.setPath(QStringLiteral("/api/v1/lineage"));
    return url.toString(QUrl::FullyEncoded);
}

Result<QString> lineageTargetOfWorkspace(const QString &workspace, const QStringList &trusted)
{
    QFile file(workspace + QStringLiteral("/.headrace/settings.json"));
    if (workspace.isEmpty() || !file.open(QIODevice::ReadOnly))
        return QString();
    const QByteArray bytes = file.read(1 << 20);
    const QString given = QJsonDocument::fromJson(bytes).object().value(QStringLiteral("openlineage")).toString();
    if (given.isEmpty())
        return QString();
    if (!isLineageUrl(given))
        return PathPolicy(workspace, workspace).toWrite(given);
    if (!trusted.contains(sha256(bytes)))
        return Error(ErrorCode::Denied,
                     QStringLiteral("The workspace wants lineage events sent to %1, which nobody has allowed.").arg(given),
                     QStringLiteral("Allow it with: headrace trust %1").arg(file.fileName()));
    return lineageTarget(given, workspace);
}

}  // namespace headrace::host
