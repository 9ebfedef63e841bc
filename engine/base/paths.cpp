// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/paths.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

#include "engine/base/closest.h"

namespace headrace {

StorePaths StorePaths::ofUser()
{
    const auto variable = [](const char *name, const QString &otherwise) {
        const QString value = qEnvironmentVariable(name);
        return value.isEmpty() || !QDir::isAbsolutePath(value) ? otherwise : value;
    };
    if (const QString home = qEnvironmentVariable("HEADRACE_HOME"); !home.isEmpty()) {
        const QString root = QDir(home).absolutePath();
        return {root + QStringLiteral("/data"), root + QStringLiteral("/cache")};
    }
    const QString home = QDir::homePath();
    return {variable("XDG_DATA_HOME", home + QStringLiteral("/.local/share")) + QStringLiteral("/headrace"),
            variable("XDG_CACHE_HOME", home + QStringLiteral("/.cache")) + QStringLiteral("/headrace")};
}

namespace {

/// The path with the symlinks of its longest existing part resolved, and . and .. removed from the rest.
QString canonicalPath(const QString &absolute)
{
    QString existing = QDir::cleanPath(absolute);
    QString rest;
    while (!QFileInfo::exists(existing)) {
        const qsizetype slash = existing.lastIndexOf(QLatin1Char('/'));
        if (slash <= 0)
            break;
        rest = existing.mid(slash) + rest;
        existing.truncate(slash);
    }
    const QString resolved = QFileInfo(existing).canonicalFilePath();
    return QDir::cleanPath((resolved.isEmpty() ? existing : resolved) + rest);
}

/// The part of a glob before its first pattern character, up to a slash.
QString fixedFolder(const QString &path)
{
    static const QRegularExpression pattern(QStringLiteral("[*?\\[]"));
    const qsizetype at = path.indexOf(pattern);
    return at < 0 ? path : path.left(path.lastIndexOf(QLatin1Char('/'), at) + 1);
}

}  // namespace

QString workspaceOf(const QString &file)
{
    const QString folder = canonicalPath(QFileInfo(QFileInfo(file).absoluteFilePath()).absolutePath());
    // Not QDir::cdUp: it refuses folders that do not exist (yet).
    for (QString dir = folder;;) {
        if (QFileInfo(dir + QStringLiteral("/.headrace")).isDir())
            return dir;
        const qsizetype slash = dir.lastIndexOf(QLatin1Char('/'));
        if (slash <= 0)
            return folder;
        dir.truncate(slash);
    }
}

PathPolicy::PathPolicy(QString workspace, QString base, QStringList allowed)
    : m_workspace(canonicalPath(workspace)), m_base(canonicalPath(base))
{
    for (const QString &path : allowed)
        m_allowed << canonicalPath(QDir(m_base).absoluteFilePath(path));
}

bool PathPolicy::inside(const QString &canonical) const
{
    const auto under = [&canonical](const QString &root) {
        return canonical == root || root == QLatin1String("/") || canonical.startsWith(root + QLatin1Char('/'));
    };
    return under(m_workspace) || std::any_of(m_allowed.begin(), m_allowed.end(), under);
}

Result<QString> PathPolicy::toRead(const QString &path) const
{
    if (path.isEmpty() || path.contains(QChar(0)))
        return Error(ErrorCode::Invalid, QStringLiteral("A file name is missing."), QStringLiteral("Name a file, such as data/rows.csv."));
    const QString absolute = QDir::cleanPath(QDir(m_base).absoluteFilePath(path));
    const bool exists = QFileInfo::exists(absolute);
    const QString fixed = exists ? absolute : fixedFolder(absolute);
    const QString canonical = canonicalPath(fixed);
    if (!inside(canonical))
        return Error(ErrorCode::Denied, QStringLiteral("'%1' lies outside the workspace %2.").arg(path, m_workspace),
                     QStringLiteral("Copy it there, or allow it with --allow %1.").arg(path))
            .inFile(absolute);
    if (fixed != absolute) {
        // A glob: the fixed folder is resolved, the pattern stays as it was.
        return canonical + QLatin1Char('/') + absolute.mid(fixed.size());
    }
    if (!exists) {
        const QFileInfo info(absolute);
        const QString near = closestTo(info.fileName(), QDir(info.absolutePath()).entryList(QDir::Files | QDir::Hidden));
        return Error(ErrorCode::NotFound, QStringLiteral("'%1' does not exist.").arg(path),
                     near.isEmpty() ? QStringLiteral("Looked for %1.").arg(absolute) : QStringLiteral("Did you mean '%1'?").arg(near))
            .inFile(absolute);
    }
    return canonical;
}

Result<QString> PathPolicy::toWrite(const QString &path) const
{
    if (path.isEmpty() || path.contains(QChar(0)))
        return Error(ErrorCode::Invalid, QStringLiteral("A file name is missing."), QStringLiteral("Name a file, such as out/rows.csv."));
    const QString canonical = canonicalPath(QDir(m_base).absoluteFilePath(path));
    if (!inside(canonical))
        return Error(ErrorCode::Denied, QStringLiteral("'%1' lies outside the workspace %2.").arg(path, m_workspace),
                     QStringLiteral("Write below the workspace, or allow the place with --allow %1.").arg(path))
            .inFile(canonical);
    if (QFileInfo(canonical).isDir())
        return Error(ErrorCode::Invalid, QStringLiteral("'%1' is a folder.").arg(path), QStringLiteral("Name a file in it."))
            .inFile(canonical);
    return canonical;
}

}  // namespace headrace
