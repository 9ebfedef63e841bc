// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/hashing.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <openssl/evp.h>

#include <memory>

namespace headrace {

namespace {

constexpr qint64 kBlock = qint64(1) << 20;

Result<void> readBlocks(const QString &path, const std::function<bool()> &stop, const std::function<void(const char *, size_t)> &take)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be read: %2.").arg(path, file.errorString())).inFile(path);
    QByteArray block(kBlock, Qt::Uninitialized);
    for (;;) {
        if (stop && stop())
            return Error(ErrorCode::Cancelled, QStringLiteral("Reading '%1' was cancelled.").arg(path));
        const qint64 count = file.read(block.data(), kBlock);
        if (count < 0)
            return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be read: %2.").arg(path, file.errorString())).inFile(path);
        if (count == 0)
            return {};
        take(block.constData(), size_t(count));
    }
}

QString hexOf(XXH128_hash_t hash)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(canonical.digest), sizeof canonical.digest).toHex());
}

}  // namespace

// OpenSSL rather than QCryptographicHash: it uses the processor's SHA instructions, Qt 6.4 does not.
QString sha256(const QByteArray &bytes)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_Digest(bytes.constData(), size_t(bytes.size()), digest, &length, EVP_sha256(), nullptr);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(digest), int(length)).toHex());
}

Result<QString> sha256OfFile(const QString &path, const std::function<bool()> &stop)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    HR_TRY(readBlocks(path, stop, [&](const char *data, size_t size) { EVP_DigestUpdate(context.get(), data, size); }));
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_DigestFinal_ex(context.get(), digest, &length);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(digest), int(length)).toHex());
}

QString xxh3(const QByteArray &bytes)
{
    return hexOf(XXH3_128bits(bytes.constData(), size_t(bytes.size())));
}

Result<QString> xxh3OfFile(const QString &path, const std::function<bool()> &stop)
{
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
    XXH3_128bits_reset(state.get());
    HR_TRY(readBlocks(path, stop, [&](const char *data, size_t size) { XXH3_128bits_update(state.get(), data, size); }));
    return hexOf(XXH3_128bits_digest(state.get()));
}

QByteArray canonicalJson(const QJsonValue &value)
{
    // Qt keeps the keys of an object sorted and writes the shortest number that reads back equal.
    switch (value.type()) {
    case QJsonValue::Object:
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    case QJsonValue::Array:
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    default: {
        QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return text.mid(1, text.size() - 2);
    }
    }
}

}  // namespace headrace
