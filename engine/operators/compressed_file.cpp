// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/compressed_file.h"

#include <QFile>
#include <QFileInfo>

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace headrace {

namespace {

constexpr qint64 kBlock = qint64(1) << 20;

Error damaged(const QString &path, const QString &how)
{
    return Error(ErrorCode::Corrupt, QStringLiteral("The compressed file '%1' %2.").arg(QFileInfo(path).fileName(), how),
                 QStringLiteral("Fetch or write it again."))
        .inFile(path);
}

Error unreadable(const QFile &file)
{
    return Error(ErrorCode::Io, QStringLiteral("'%1' could not be read: %2.").arg(QFileInfo(file).fileName(), file.errorString()))
        .inFile(file.fileName());
}

/// One or more gzip members one after the other.
Result<void> verifyGzip(QFile &file, const std::function<bool()> &stop)
{
    z_stream stream{};
    inflateInit2(&stream, 16 + MAX_WBITS);
    const std::unique_ptr<z_stream, int (*)(z_stream *)> end(&stream, inflateEnd);
    std::vector<unsigned char> in(kBlock), out(kBlock);
    bool within = true;  // of a member; an empty file has none
    for (;;) {
        if (stop && stop())
            return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        const qint64 read = file.read(reinterpret_cast<char *>(in.data()), kBlock);
        if (read < 0)
            return unreadable(file);
        if (read == 0)
            return within ? Result<void>(damaged(file.fileName(), QStringLiteral("ends too early"))) : Result<void>();
        stream.next_in = in.data();
        stream.avail_in = uInt(read);
        do {
            if (!within) {
                if (std::all_of(stream.next_in, stream.next_in + stream.avail_in, [](unsigned char c) { return c == 0; }))
                    break;  // padding, as tar leaves it
                inflateReset(&stream);
                within = true;
            }
            stream.next_out = out.data();
            stream.avail_out = uInt(kBlock);
            const int code = inflate(&stream, Z_NO_FLUSH);
            if (code == Z_STREAM_END)
                within = false;
            else if (code != Z_OK && code != Z_BUF_ERROR)
                return damaged(file.fileName(), QStringLiteral("is damaged"));
        } while (stream.avail_in > 0 || stream.avail_out == 0);
    }
}

Result<void> verifyZstd(QFile &file, const std::function<bool()> &stop)
{
    const std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx *)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    std::vector<char> in(kBlock), out(kBlock);
    size_t wanted = 1;  // 0: between frames
    for (;;) {
        if (stop && stop())
            return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        const qint64 read = file.read(in.data(), kBlock);
        if (read < 0)
            return unreadable(file);
        if (read == 0)
            return wanted != 0 ? Result<void>(damaged(file.fileName(), QStringLiteral("ends too early"))) : Result<void>();
        ZSTD_inBuffer source{in.data(), size_t(read), 0};
        bool pending = true;
        while (source.pos < source.size || pending) {
            ZSTD_outBuffer target{out.data(), out.size(), 0};
            wanted = ZSTD_decompressStream(context.get(), &target, &source);
            if (ZSTD_isError(wanted))
                return damaged(file.fileName(), QStringLiteral("is damaged"));
            pending = target.pos == target.size;
        }
    }
}

}  // namespace

Compression compressionOf(const QString &path)
{
    if (path.endsWith(QLatin1String(".gz"), Qt::CaseInsensitive))
        return Compression::Gzip;
    return path.endsWith(QLatin1String(".zst"), Qt::CaseInsensitive) ? Compression::Zstd : Compression::None;
}

bool anyCompressed(const QStringList &files)
{
    return std::any_of(files.begin(), files.end(), [](const QString &file) { return compressionOf(file) != Compression::None; });
}

Result<void> verifyCompressed(const QString &path, const std::function<bool()> &stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(file);
    switch (compressionOf(path)) {
    case Compression::Gzip:
        return verifyGzip(file, stop);
    case Compression::Zstd:
        return verifyZstd(file, stop);
    case Compression::None:
        break;
    }
    return {};
}

}  // namespace headrace
