// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/sink_file.h"

#include "engine/base/quoting.h"
#include "engine/operators/read_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headrace {

namespace {

/// Removes the file at the end of its life, unless it was moved away.
struct PrivateFile {
    QString path;
    ~PrivateFile()
    {
        if (!path.isEmpty())
            QFile::remove(path);
    }
};

Error ioError(const QString &target, int number)
{
    const QString name = QFileInfo(target).fileName();
    if (number == ENOSPC || number == EDQUOT)
        return Error(ErrorCode::Io, QStringLiteral("The disk is full; '%1' was not written.").arg(name),
                     QStringLiteral("Free some space and run again."))
            .inFile(target);
    if (number == EFBIG)
        return Error(ErrorCode::Io, QStringLiteral("'%1' would become larger than a file may be here; it was not written.").arg(name),
                     QStringLiteral("Raise the limit of file sizes (ulimit -f), or write fewer rows."))
            .inFile(target);
    if (number == EACCES || number == EPERM || number == EROFS)
        return Error(ErrorCode::Denied,
                     QStringLiteral("'%1' may not be written: %2.").arg(name, QString::fromLocal8Bit(std::strerror(number))),
                     QStringLiteral("Change the permissions of its folder, or write elsewhere."))
            .inFile(target);
    return Error(ErrorCode::Io, QStringLiteral("'%1' could not be written: %2.").arg(name, QString::fromLocal8Bit(std::strerror(number))))
        .inFile(target);
}

Result<void> sync(const QString &path, const QString &target)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const int code = file < 0 ? errno : ::fsync(file) != 0 ? errno : 0;
    if (file >= 0)
        ::close(file);
    return code == 0 ? Result<void>() : Result<void>(ioError(target, code));
}

/// Copies into the target's folder, for a private file on another file system.
Result<void> copyBeside(const QString &from, const QString &to, const QString &target)
{
    QFile source(from), copy(to);
    if (!source.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error(ErrorCode::Io, QStringLiteral("'%1' could not be read: %2.").arg(from, source.errorString()));
    const int out = ::open(QFile::encodeName(to).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (out < 0)
        return ioError(target, errno);
    int code = 0;
    while (code == 0) {
        const QByteArray block = source.read(1 << 20);
        if (block.isEmpty())
            break;
        for (qsizetype at = 0; at < block.size() && code == 0;) {
            const ssize_t written = ::write(out, block.constData() + at, size_t(block.size() - at));
            if (written > 0)
                at += written;
            else if (errno != EINTR)
                code = written == 0 ? ENOSPC : errno;
        }
    }
    if (::close(out) != 0 && code == 0)
        code = errno;
    if (code == 0 && source.error() != QFileDevice::NoError)
        return Error(ErrorCode::Io, QStringLiteral("'%1' could not be read: %2.").arg(from, source.errorString()));
    return code == 0 ? Result<void>() : Result<void>(ioError(target, code));
}

Error existsError(const TaskContext &context, const QString &target)
{
    return Error(ErrorCode::Invalid, QStringLiteral("'%1' exists already.").arg(context.params().text(QStringLiteral("path"))),
                 QStringLiteral("Remove it, or set if_exists to overwrite or keep."))
        .inFile(target)
        .at(context.node(), QStringLiteral("if_exists"));
}

/// Puts the private file in its place in one step.
Result<void> publish(const TaskContext &context, PrivateFile &file, const QString &target, bool replace)
{
    struct stat former {
    };
    if (::stat(QFile::encodeName(target).constData(), &former) == 0)
        ::chmod(QFile::encodeName(file.path).constData(), former.st_mode & 07777);
    HR_TRY(sync(file.path, target));
    const auto move = [&]() -> int {
        const QByteArray from = QFile::encodeName(file.path), to = QFile::encodeName(target);
        if (replace)
            return ::rename(from.constData(), to.constData()) == 0 ? 0 : errno;
        return ::link(from.constData(), to.constData()) == 0 ? 0 : errno;  // unlike rename, never over a file that appeared meanwhile
    };
    int code = move();
    if (code == EXDEV) {
        PrivateFile beside;
        beside.path = QFileInfo(target).absolutePath() + QStringLiteral("/.headrace-") + QUuid::createUuid().toString(QUuid::Id128);
        HR_TRY(copyBeside(file.path, beside.path, target));
        QFile::setPermissions(beside.path, QFile::permissions(file.path));
        HR_TRY(sync(beside.path, target));
        QFile::remove(file.path);
        file.path = std::exchange(beside.path, QString());
        code = move();
    }
    if (code == EEXIST && !replace)
        return existsError(context, target);
    if (code != 0)
        return ioError(target, code);
    if (replace)
        file.path.clear();
    return sync(QFileInfo(target).absolutePath(), target);
}

}  // namespace

Result<void> writeFile(TaskContext &context, const QString &options, bool ordered)
{
    const auto fail = [&](Error error) { return atParameter(context, std::move(error), QStringLiteral("path")); };
    const auto resolved = context.paths().toWrite(context.params().text(QStringLiteral("path")));
    if (!resolved)
        return fail(resolved.error());
    const QString &target = *resolved;
    const QFileInfo info(target);
    if (info.exists() && !info.isFile())
        return fail(Error(ErrorCode::Invalid, QStringLiteral("'%1' is not a regular file.").arg(info.fileName()),
                          QStringLiteral("Name another file."))
                        .inFile(target));
    if (info.fileName().toUtf8().size() > 255)
        return fail(Error(ErrorCode::Invalid, QStringLiteral("The name of the file is longer than 255 bytes."),
                          QStringLiteral("Give it a shorter name."))
                        .inFile(target));
    const QString policy = context.params().text(QStringLiteral("if_exists"));
    if (info.exists() && policy == QLatin1String("keep")) {
        context.log(QStringLiteral("info"), QStringLiteral("'%1' exists and was kept.").arg(info.fileName()));
        return {};
    }
    if (info.exists() && policy == QLatin1String("fail"))
        return existsError(context, target);
    if (!QDir().mkpath(info.absolutePath()))
        return fail(Error(ErrorCode::Io, QStringLiteral("The folder '%1' could not be made.").arg(info.absolutePath()),
                          QStringLiteral("Check its permissions."))
                        .inFile(target));

    const TableInput rows = context.table();
    QStringList columns;
    for (const data::Column &column : rows.schema.columns)
        columns << quoteIdentifier(column.name);
    if (columns.isEmpty())
        return Error(ErrorCode::Invalid, QStringLiteral("There are no columns to write.")).at(context.node());
    const QString order = ordered ? QLatin1Char(' ') + data::orderClause(rows.schema, rows.identity) : QString();
    HR_ASSIGN(const QString folder, context.folder());
    PrivateFile file;
    file.path = folder + QStringLiteral("/.part-") + QUuid::createUuid().toString(QUuid::Id128);
    HR_ASSIGN(const auto connection, context.newConnection());
    const auto guard = context.onCancel([&connection] { connection->interrupt(); });
    auto written = connection->run(QStringLiteral("COPY (SELECT %1 FROM %2%3) TO %4 (%5)")
                                       .arg(columns.join(QStringLiteral(", ")), rows.handle, order, quoteLiteral(file.path), options));
    if (!written) {
        if (written.error().text.contains(QLatin1String("File too large")))
            return fail(ioError(target, EFBIG));
        return std::move(written.error());
    }
    if (context.cancelled())
        return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    if (auto done = publish(context, file, target, policy != QLatin1String("fail")); !done)
        return fail(std::move(done.error()));
    context.wrote(target, *written);
    return {};
}

Param targetParam(const QString &example)
{
    return Param::path("path")
        .writes()
        .title(TR("File"))
        .required()
        .example(example)
        .doc(TR("The file to write, relative to the pipeline's folder; its folder is made if it is not there. The file appears as a whole "
                "or not at all."));
}

Param ifExistsParam()
{
    return Param::choice("if_exists", {QStringLiteral("overwrite"), QStringLiteral("fail"), QStringLiteral("keep")})
        .title(TR("If the file exists"))
        .byDefault(QStringLiteral("overwrite"))
        .doc(TR("What to do when the file is there already: replace it, stop the run, or leave it as it is and write nothing."));
}

}  // namespace headrace
