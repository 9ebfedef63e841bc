// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/git.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace headrace::host {

static QString firstLine(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readLine(4096)).trimmed() : QString();
}

QString gitCommitOf(const QString &folder)
{
    QString git;
    for (QString dir = QDir(folder).absolutePath(); git.isEmpty();) {
        const QString candidate = dir + QStringLiteral("/.git");
        if (QFileInfo(candidate).isDir())
            git = candidate;
        else if (const QString line = firstLine(candidate); line.startsWith(QLatin1String("gitdir: ")))
            git = QDir(dir).absoluteFilePath(line.mid(8));  // a worktree
        const qsizetype slash = dir.lastIndexOf(QLatin1Char('/'));
        if (slash <= 0)
            break;
        dir.truncate(slash);
    }
    if (git.isEmpty())
        return {};
    const QString head = firstLine(git + QStringLiteral("/HEAD"));
    if (!head.startsWith(QLatin1String("ref: ")))
        return head;
    const QString name = head.mid(5);
    const QString common = firstLine(git + QStringLiteral("/commondir"));
    const QString shared = common.isEmpty() ? git : QDir(git).absoluteFilePath(common);
    for (const QString &root : {git, shared})
        if (const QString commit = firstLine(root + QLatin1Char('/') + name); !commit.isEmpty())
            return commit;
    QFile packed(shared + QStringLiteral("/packed-refs"));
    if (packed.open(QIODevice::ReadOnly))
        while (!packed.atEnd()) {
            const QString line = QString::fromUtf8(packed.readLine()).trimmed();
            if (line.endsWith(QLatin1Char(' ') + name))
                return line.left(line.indexOf(QLatin1Char(' ')));
        }
    return {};
}

}  // namespace headrace::host
