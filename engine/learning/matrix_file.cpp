// SPDX-License-Identifier: GPL-3.0-or-later
// A matrix as a file: what it is as JSON, then features, labels and weights as they stand in memory.
#include "engine/learning/matrix.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstring>

namespace headrace::learning {

namespace {

constexpr char kMagic[] = "headrace matrix";  // with its final zero 16 bytes
constexpr qint64 kStart = sizeof kMagic + sizeof(quint64);
constexpr qint64 kUnit = 64;  // what follows the JSON begins at a multiple of this

qint64 dataOffset(quint64 jsonLength)
{
    return (kStart + qint64(jsonLength) + kUnit - 1) / kUnit * kUnit;
}

Error damaged(const QString &path)
{
    return Error(ErrorCode::Corrupt, QStringLiteral("'%1' is not a whole matrix.").arg(path));
}

Error unwritable(const QFile &file)
{
    return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be written: %2.").arg(file.fileName(), file.errorString()),
                 QStringLiteral("Check the free space and permissions."));
}

bool writeFloats(QFile &file, const float *values, size_t count)
{
    const qint64 bytes = qint64(count * sizeof(float));
    return file.write(reinterpret_cast<const char *>(values), bytes) == bytes;
}

}  // namespace

Result<void> Matrix::save(const QString &path) const
{
    const bool labels = !m_segments.empty() && m_segments.front().labels;
    const bool weights = !m_segments.empty() && m_segments.front().weights;
    QJsonArray counts;
    for (const size_t count : m_classCounts)
        counts << qint64(count);
    QJsonArray missing;
    for (const size_t count : m_missing)
        missing << qint64(count);
    const QByteArray json = QJsonDocument(QJsonObject{{QStringLiteral("rows"), qint64(m_rows)},
                                                      {QStringLiteral("columns"), qint64(m_columns)},
                                                      {QStringLiteral("labels"), labels},
                                                      {QStringLiteral("weights"), weights},
                                                      {QStringLiteral("classes"), QJsonArray::fromStringList(m_classes)},
                                                      {QStringLiteral("class_counts"), counts},
                                                      {QStringLiteral("target_type"), m_targetType},
                                                      {QStringLiteral("missing"), missing}})
                                .toJson(QJsonDocument::Compact);
    const auto length = quint64(json.size());
    QByteArray head(kMagic, sizeof kMagic);
    head.append(reinterpret_cast<const char *>(&length), sizeof length);
    head += json;
    head.append(dataOffset(length) - head.size(), '\0');
    QFile file(path);
    // Unbuffered: the pieces are large.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || file.write(head) != head.size())
        return unwritable(file);
    for (const Segment &segment : m_segments)
        if (!writeFloats(file, segment.rows, segment.count * m_columns))
            return unwritable(file);
    for (const Segment &segment : m_segments)
        if (labels && !writeFloats(file, segment.labels, segment.count))
            return unwritable(file);
    for (const Segment &segment : m_segments)
        if (weights && !writeFloats(file, segment.weights, segment.count))
            return unwritable(file);
    return {};
}

Result<Matrix> Matrix::load(const QString &path)
{
    const auto file = std::make_shared<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be read: %2.").arg(path, file->errorString()));
    const qint64 size = file->size();
    const uchar *bytes = size >= kStart ? file->map(0, size) : nullptr;
    if (!bytes || std::memcmp(bytes, kMagic, sizeof kMagic) != 0)
        return damaged(path);
    quint64 length = 0;
    std::memcpy(&length, bytes + sizeof kMagic, sizeof length);
    if (length > quint64(size - kStart))
        return damaged(path);
    const QJsonObject json = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char *>(bytes) + kStart, qsizetype(length)))
                                 .object();
    Matrix matrix;
    matrix.m_rows = size_t(json.value(QStringLiteral("rows")).toInteger());
    matrix.m_columns = size_t(json.value(QStringLiteral("columns")).toInteger());
    const bool labels = json.value(QStringLiteral("labels")).toBool();
    const bool weights = json.value(QStringLiteral("weights")).toBool();
    const qint64 start = dataOffset(length);
    const size_t perRow = matrix.m_columns + (labels ? 1 : 0) + (weights ? 1 : 0);
    if (start > size || perRow == 0 || size_t(size - start) / sizeof(float) / perRow != matrix.m_rows
        || size_t(size - start) != matrix.m_rows * perRow * sizeof(float))
        return damaged(path);
    const auto *floats = reinterpret_cast<const float *>(bytes + start);
    const float *afterRows = floats + matrix.m_rows * matrix.m_columns;
    matrix.m_segments.push_back(
        {floats, labels ? afterRows : nullptr, weights ? afterRows + (labels ? matrix.m_rows : 0) : nullptr, matrix.m_rows});
    for (const QJsonValue &name : json.value(QStringLiteral("classes")).toArray())
        matrix.m_classes << name.toString();
    for (const QJsonValue &count : json.value(QStringLiteral("class_counts")).toArray())
        matrix.m_classCounts.push_back(size_t(count.toInteger()));
    for (const QJsonValue &count : json.value(QStringLiteral("missing")).toArray())
        matrix.m_missing.push_back(size_t(count.toInteger()));
    matrix.m_targetType = json.value(QStringLiteral("target_type")).toString();
    matrix.m_file = file;
    return matrix;
}

}  // namespace headrace::learning
