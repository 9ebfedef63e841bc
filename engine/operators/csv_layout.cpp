// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/csv_layout.h"

#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/operators/compressed_file.h"
#include "engine/operators/csv_text.h"
#include "engine/operators/read_files.h"

#include <QFileInfo>
#include <QStringDecoder>

namespace headrace {

CsvLayout CsvLayout::fromParams(const Params &params)
{
    const auto text = [&](const char *name) -> std::optional<QString> {
        return params.has(QLatin1String(name)) ? std::optional(params.text(QLatin1String(name))) : std::nullopt;
    };
    CsvLayout layout;
    layout.delimiter = text("delimiter");
    layout.quote = text("quote");
    layout.escape = text("escape");
    layout.comment = text("comment");
    if (params.has(QStringLiteral("header")))
        layout.header = params.flag(QStringLiteral("header"));
    if (params.has(QStringLiteral("skip")))
        layout.skip = params.integer(QStringLiteral("skip"));
    if (params.has(QStringLiteral("strict")))
        layout.strict = params.flag(QStringLiteral("strict"));
    layout.encoding = params.text(QStringLiteral("encoding"));
    layout.decimal = params.text(QStringLiteral("decimal_separator"));
    layout.thousands = params.text(QStringLiteral("thousands"));
    layout.dateFormat = params.text(QStringLiteral("date_format"));
    layout.timestampFormat = params.text(QStringLiteral("timestamp_format"));
    if (params.has(QStringLiteral("null_values")))
        layout.nulls = params.texts(QStringLiteral("null_values"));
    for (const Params &column : params.records(QStringLiteral("columns")))
        layout.columns << CsvColumn{column.text(QStringLiteral("name")), column.text(QStringLiteral("type"))};
    layout.shortRows = params.flag(QStringLiteral("short_rows"));
    if (params.has(QStringLiteral("compression")))
        layout.compression = params.text(QStringLiteral("compression"));
    if (params.has(QStringLiteral("longest_line")))
        layout.longestLine = params.integer(QStringLiteral("longest_line"));
    if (params.has(QStringLiteral("sample_rows")))
        layout.sampleRows = params.integer(QStringLiteral("sample_rows"));
    return layout;
}

QJsonObject CsvLayout::toParams() const
{
    QJsonObject params{{QStringLiteral("delimiter"), delimiter.value_or(QStringLiteral(","))},
                       {QStringLiteral("quote"), quote.value_or(QStringLiteral("\""))},
                       {QStringLiteral("escape"), escape.value_or(QStringLiteral("\""))},
                       {QStringLiteral("comment"), comment.value_or(QString())},
                       {QStringLiteral("header"), header.value_or(true)},
                       {QStringLiteral("skip"), skip.value_or(0)},
                       {QStringLiteral("encoding"), encoding}};
    if (!strict.value_or(true))
        params[QStringLiteral("strict")] = false;
    const auto put = [&params](const char *name, const QString &value) {
        if (!value.isEmpty())
            params[QLatin1String(name)] = value;
    };
    put("decimal_separator", decimal);
    put("thousands", thousands);
    put("date_format", dateFormat);
    put("timestamp_format", timestampFormat);
    QJsonArray list;
    for (const CsvColumn &column : columns)
        list << QJsonObject{{QStringLiteral("name"), column.name}, {QStringLiteral("type"), column.type}};
    params[QStringLiteral("columns")] = list;
    return params;
}

Result<QString> encodingName(const CsvLayout &layout, const QString &path)
{
    if (layout.encoding == QLatin1String("latin-1"))
        return QStringLiteral("headrace-latin-1");
    if (layout.encoding != QLatin1String("utf-16"))
        return QStringLiteral("utf-8");
    if (compressionOf(path) != Compression::None)
        return Error(ErrorCode::Invalid, QStringLiteral("'%1' is compressed UTF-16, which cannot be read.").arg(QFileInfo(path).fileName()),
                     QStringLiteral("Unpack it first."))
            .inFile(path);
    HR_ASSIGN(const QByteArray head, headOfFile(path, 4096));
    if (head.startsWith("\xFF\xFE"))
        return QStringLiteral("headrace-utf-16-le");
    if (head.startsWith("\xFE\xFF"))
        return QStringLiteral("headrace-utf-16-be");
    qsizetype even = 0, odd = 0;
    for (qsizetype i = 0; i < head.size(); ++i) {
        if (head[i] == 0)
            ++(i % 2 ? odd : even);
    }
    return even > odd ? QStringLiteral("headrace-utf-16-be") : QStringLiteral("headrace-utf-16-le");
}

QString dialectOptions(const CsvLayout &layout, const QString &encoding)
{
    QString options;
    const auto add = [&options](const char *name, const QString &sql) {
        options += QStringLiteral(", %1 = %2").arg(QLatin1String(name), sql);
    };
    const auto boolean = [](bool value) { return value ? QStringLiteral("true") : QStringLiteral("false"); };
    if (layout.delimiter)
        add("delim", quoteLiteral(*layout.delimiter));
    if (layout.quote)
        add("quote", quoteLiteral(*layout.quote));
    if (layout.escape)
        add("escape", quoteLiteral(layout.quote && layout.quote->isEmpty() ? QString() : *layout.escape));
    if (layout.comment)
        add("comment", quoteLiteral(*layout.comment));
    if (layout.header)
        add("header", boolean(*layout.header));
    if (layout.skip)
        add("skip", QString::number(*layout.skip));
    if (layout.strict)
        add("strict_mode", boolean(*layout.strict));
    QStringList nulls;
    for (const QString &text : layout.nulls)
        nulls << quoteLiteral(text);
    if (!nulls.isEmpty())
        add("nullstr", QLatin1Char('[') + nulls.join(QStringLiteral(", ")) + QLatin1Char(']'));
    if (!layout.decimal.isEmpty())
        add("decimal_separator", quoteLiteral(layout.decimal));
    if (!layout.thousands.isEmpty())
        add("thousands", quoteLiteral(layout.thousands));
    if (!layout.dateFormat.isEmpty())
        add("dateformat", quoteLiteral(layout.dateFormat));
    if (!layout.timestampFormat.isEmpty())
        add("timestampformat", quoteLiteral(layout.timestampFormat));
    if (layout.shortRows)
        add("null_padding", QStringLiteral("true"));
    if (layout.compression != QLatin1String("auto"))
        add("compression", quoteLiteral(layout.compression));
    if (encoding != QLatin1String("utf-8"))
        add("encoding", quoteLiteral(encoding));
    return options;
}

Result<QString> decodedHead(const CsvLayout &layout, const QString &path, const QByteArray &head)
{
    HR_ASSIGN(const QString encoding, encodingName(layout, path));
    QStringDecoder decoder(encoding == QLatin1String("headrace-utf-16-le")       ? QStringConverter::Utf16LE
                               : encoding == QLatin1String("headrace-utf-16-be") ? QStringConverter::Utf16BE
                               : encoding == QLatin1String("headrace-latin-1")   ? QStringConverter::Latin1
                                                                                 : QStringConverter::Utf8);
    QString text = decoder(head);
    if (text.startsWith(QChar(0xFEFF)))
        text.remove(0, 1);
    return text;
}

Result<void> checkCsvHeader(const CsvLayout &layout, const QString &path)
{
    if (!layout.header.value_or(false) || compressionOf(path) != Compression::None || layout.compression == QLatin1String("gzip")
        || layout.compression == QLatin1String("zstd"))
        return {};
    HR_ASSIGN(const QByteArray head, headOfFile(path, 256 * 1024));
    HR_ASSIGN(const QString text, decodedHead(layout, path, head));
    const auto character = [](const std::optional<QString> &value) { return value && !value->isEmpty() ? value->front() : QChar(); };
    CsvText reader(
        text,
        {layout.delimiter.value_or(QStringLiteral(",")), character(layout.quote), character(layout.escape), character(layout.comment)});
    reader.skipLines(layout.skip.value_or(0));
    const auto record = reader.next();
    if (!record || !*record)
        return {};  // what is wrong here is said by the reader itself, or there is nothing to read
    const int line = reader.line() - 1;
    QStringList names;
    for (const CsvField &field : **record)
        names << field.text;
    const QStringList found = uniqueNames(names);
    const auto fail = [&](const QString &what, const QString &hint) {
        return Error(ErrorCode::Invalid, QStringLiteral("The header of '%1' %2").arg(QFileInfo(path).fileName(), what), hint)
            .inFile(path, line);
    };
    const QString detectAgain = QStringLiteral("Detect the columns again, or set check_header to false to take them by position.");
    if (found.size() != layout.columns.size() && !(layout.shortRows && found.size() < layout.columns.size()))
        return fail(QStringLiteral("has %1 columns instead of %2.").arg(found.size()).arg(layout.columns.size()), detectAgain);
    for (qsizetype i = 0; i < found.size(); ++i) {
        const QString &expected = layout.columns[i].name;
        if (found[i].compare(expected, Qt::CaseInsensitive) != 0 && names[i].trimmed().compare(expected, Qt::CaseInsensitive) != 0)
            return fail(QStringLiteral("has '%1' as column %2, not '%3'.").arg(names[i], QString::number(i + 1), expected), detectAgain);
    }
    return {};
}

}  // namespace headrace
