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

QString hexOf(const unsigned char *digest, size_t length)
{
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(digest), qsizetype(length)).toHex());
}

QString hexOf(XXH128_hash_t hash)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    return hexOf(canonical.digest, sizeof canonical.digest);
}

class Sha256
{
public:
    Sha256() { EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr); }
    void add(const char *data, size_t size) { EVP_DigestUpdate(m_context.get(), data, size); }
    QString hex()
    {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int length = 0;
        EVP_DigestFinal_ex(m_context.get(), digest, &length);
        return hexOf(digest, length);
    }

private:
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

class Xxh3
{
public:
    Xxh3() { XXH3_128bits_reset(m_state.get()); }
    void add(const char *data, size_t size) { XXH3_128bits_update(m_state.get(), data, size); }
    QString hex() const { return hexOf(XXH3_128bits_digest(m_state.get())); }

private:
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> m_state{XXH3_createState(), &XXH3_freeState};
};

}  // namespace

// OpenSSL rather than QCryptographicHash: it uses the processor's SHA instructions, Qt 6.4 does not.
QString sha256(const QByteArray &bytes)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_Digest(bytes.constData(), size_t(bytes.size()), digest, &length, EVP_sha256(), nullptr);
    return hexOf(digest, length);
}

Result<QString> sha256OfFile(const QString &path, const std::function<bool()> &stop)
{
    Sha256 hash;
    HR_TRY(readBlocks(path, stop, [&](const char *data, size_t size) { hash.add(data, size); }));
    return hash.hex();
}

QString xxh3(const QByteArray &bytes)
{
    return hexOf(XXH3_128bits(bytes.constData(), size_t(bytes.size())));
}

Result<QString> xxh3OfFile(const QString &path, const std::function<bool()> &stop)
{
    Xxh3 hash;
    HR_TRY(readBlocks(path, stop, [&](const char *data, size_t size) { hash.add(data, size); }));
    return hash.hex();
}

Result<FileHashes> hashesOfFile(const QString &path, const std::function<bool()> &stop)
{
    Sha256 sha256;
    Xxh3 xxh3;
    HR_TRY(readBlocks(path, stop, [&](const char *data, size_t size) {
        sha256.add(data, size);
        xxh3.add(data, size);
    }));
    return FileHashes{sha256.hex(), xxh3.hex()};
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
