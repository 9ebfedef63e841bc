// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/read_files.h"

#include "engine/base/quoting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace headrace {

namespace {

constexpr int kMaximumFiles = 100000;

/// One part of a pattern between slashes as a regular expression; * and ? do not take a leading dot.
QRegularExpression partExpression(const QString &part)
{
    QString text = part.startsWith(QLatin1Char('.')) ? QString() : QStringLiteral("(?!\\.)");
    for (qsizetype i = 0; i < part.size(); ++i) {
        const QChar c = part[i];
        if (c == QLatin1Char('*')) {
            text += QStringLiteral(".*");
        } else if (c == QLatin1Char('?')) {
            text += QLatin1Char('.');
        } else if (const qsizetype end = c == QLatin1Char('[') ? part.indexOf(QLatin1Char(']'), i + 2) : -1; end > 0) {
            QString set = part.mid(i + 1, end - i - 1);
            const bool negated = set.startsWith(QLatin1Char('!')) || set.startsWith(QLatin1Char('^'));
            if (negated)
                set.remove(0, 1);
            set.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
                .replace(QLatin1Char('['), QStringLiteral("\\["))
                .replace(QLatin1Char(']'), QStringLiteral("\\]"));
            text += QStringLiteral("[%1%2]").arg(negated ? QStringLiteral("^") : QString(), set);
            i = end;
        } else {
            text += QRegularExpression::escape(QString(c));
        }
    }
    return QRegularExpression(QRegularExpression::anchoredPattern(text), QRegularExpression::DotMatchesEverythingOption);
}

bool hasPattern(const QString &part)
{
    return part.contains(QLatin1Char('*')) || part.contains(QLatin1Char('?')) || part.contains(QLatin1Char('['));
}

/// Appends what matches the parts from `at` on below `folder`. Links to folders are not followed by **, so that it ends.
void match(const QString &folder, const QStringList &parts, qsizetype at, QStringList &files)
{
    if (files.size() > kMaximumFiles)
        return;
    const QString &part = parts[at];
    const bool last = at + 1 == parts.size();
    if (part == QLatin1String("**") && !last) {
        match(folder, parts, at + 1, files);
        for (const QFileInfo &entry : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::NoSort))
            match(entry.filePath(), parts, at, files);
        return;
    }
    if (!hasPattern(part)) {
        const QString path = folder + QLatin1Char('/') + part;
        if (last ? QFileInfo(path).isFile() : QFileInfo(path).isDir())
            last ? files.append(path) : match(path, parts, at + 1, files);
        return;
    }
    const QRegularExpression expression = partExpression(part);
    for (const QFileInfo &entry :
         QDir(folder).entryInfoList((last ? QDir::Files : QDir::Dirs) | QDir::Hidden | QDir::NoDotAndDotDot, QDir::NoSort)) {
        if (expression.match(entry.fileName()).hasMatch())
            last ? files.append(entry.filePath()) : match(entry.filePath(), parts, at + 1, files);
    }
}

}  // namespace

Error atParameter(const NodeContext &context, Error error, const QString &parameter)
{
    if (error.node.isEmpty())
        error.node = context.node();
    if (error.parameter.isEmpty())
        error.parameter = parameter;
    return error;
}

Result<QStringList> filesToRead(NodeContext &context, const QString &parameter)
{
    const auto fail = [&](Error error) { return atParameter(context, std::move(error), parameter); };
    const QString written = context.params().text(parameter);
    const auto resolved = context.paths().toRead(written);
    if (!resolved)
        return fail(resolved.error());
    const QFileInfo info(*resolved);
    if (info.isDir())
        return fail(Error(ErrorCode::Invalid, QStringLiteral("'%1' is a folder.").arg(written),
                          QStringLiteral("Name a file in it, or a pattern such as %1/*.csv.").arg(written))
                        .inFile(*resolved));
    if (info.exists() && !info.isFile())
        return fail(Error(ErrorCode::Invalid, QStringLiteral("'%1' is not a regular file.").arg(written), QStringLiteral("Name a file."))
                        .inFile(*resolved));
    if (info.exists()) {
        if (!info.isReadable())
            return fail(
                Error(ErrorCode::Denied, QStringLiteral("'%1' may not be read.").arg(written), QStringLiteral("Change its permissions."))
                    .inFile(*resolved));
        return QStringList{*resolved};
    }

    // A pattern: the leading parts without one are a folder, resolved and allowed already.
    const QStringList parts = resolved->mid(1).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const auto first = std::find_if(parts.begin(), parts.end(), hasPattern);
    QStringList matches;
    match(QLatin1Char('/') + QStringList(parts.begin(), first).join(QLatin1Char('/')), QStringList(first, parts.end()), 0, matches);
    if (matches.isEmpty())
        return fail(Error(ErrorCode::NotFound, QStringLiteral("No file matches '%1'.").arg(written),
                          QStringLiteral("Looked for %1.").arg(*resolved))
                        .inFile(*resolved));
    if (matches.size() > kMaximumFiles)
        return fail(Error(ErrorCode::Invalid, QStringLiteral("More than %1 files match '%2'.").arg(QString::number(kMaximumFiles), written),
                          QStringLiteral("Use a narrower pattern."))
                        .inFile(*resolved));
    std::sort(matches.begin(), matches.end());
    QStringList files;
    for (const QString &path : std::as_const(matches)) {
        const auto file = context.paths().toRead(path);  // a link may lead out of the workspace
        if (!file)
            return fail(file.error());
        files << *file;
    }
    return files;
}

QString fileListSql(const QStringList &files)
{
    QStringList names;
    names.reserve(files.size());
    for (const QString &file : files)
        names << quoteLiteral(escapePattern(file));
    return QLatin1Char('[') + names.join(QStringLiteral(", ")) + QLatin1Char(']');
}

QString fileNameSql(const NodeContext &context, const QStringList &files)
{
    const QDir base(context.paths().base());
    QStringList names;
    names.reserve(files.size());
    for (const QString &file : files) {
        const QString relative = base.relativeFilePath(file);
        names << quoteLiteral(relative.startsWith(QLatin1String("../")) ? file : relative);
    }
    return names.size() == 1 ? names.first()
                             : QStringLiteral("([%1])[CAST(file_index AS BIGINT) + 1]").arg(names.join(QStringLiteral(", ")));
}

QString visibleName(const QString &name)
{
    return name.startsWith(QLatin1String(data::kHiddenPrefix), Qt::CaseInsensitive) ? name.mid(2) : name;
}

QStringList uniqueNames(const QStringList &names)
{
    QStringList unique;
    QSet<QString> taken;
    for (qsizetype i = 0; i < names.size(); ++i) {
        QString name = visibleName(names[i]);
        name.remove(QChar(0));
        if (name.isEmpty())
            name = QStringLiteral("column%1").arg(i);
        QString candidate = name;
        for (int n = 1; taken.contains(candidate.toCaseFolded()); ++n)
            candidate = QStringLiteral("%1_%2").arg(name).arg(n);
        taken.insert(candidate.toCaseFolded());
        unique << candidate;
    }
    return unique;
}

Result<QString> plainType(const QString &type)
{
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z][A-Za-z0-9_ ]*(\\( *[0-9]+ *(, *[0-9]+ *)?\\))?(\\[\\])*$"));
    if (!allowed.match(type).hasMatch())
        return Error(ErrorCode::Invalid, QStringLiteral("'%1' is not a type.").arg(type),
                     QStringLiteral("Use one such as BIGINT, DOUBLE, DECIMAL(10,2), VARCHAR, DATE or TIMESTAMP."));
    return type;
}

Result<QByteArray> headOfFile(const QString &path, qint64 bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error(ErrorCode::Io, QStringLiteral("'%1' could not be read: %2.").arg(QFileInfo(path).fileName(), file.errorString()))
            .inFile(path);
    return file.read(bytes);
}

Param pathParam(const QString &example)
{
    return Param::path("path")
        .title(TR("File"))
        .required()
        .example(example)
        .doc(TR("The file, relative to the pipeline's folder; or a pattern for several: * and ? stand for any characters, [a-z] for one of "
                "these, ** for folders at any depth. Several files are read in the order of their names."));
}

Param fileColumnParam()
{
    return Param::text("file_column")
        .title(TR("File column"))
        .advanced()
        .example(TR("file"))
        .doc(TR("Name of a further column with the file each row comes from; empty: none."));
}

}  // namespace headrace
