// SPDX-License-Identifier: GPL-3.0-or-later
// Finds out how a CSV file is written. DuckDB's sniffer does the dialect; encoding, decimal comma and dotted times are ours.
#include "engine/operators/csv_layout.h"

#include "engine/base/quoting.h"
#include "engine/operators/compressed_file.h"
#include "engine/operators/csv_text.h"
#include "engine/operators/read_files.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>

namespace headrace {

namespace {

constexpr int kFilesToLookAt = 10;

QString encodingOf(const QByteArray &head)
{
    if (head.startsWith("\xFF\xFE") || head.startsWith("\xFE\xFF"))
        return QStringLiteral("utf-16");
    qsizetype zeros[2]{};
    for (qsizetype i = 0; i < std::min<qsizetype>(head.size(), 4096); ++i)
        zeros[i % 2] += head[i] == 0;
    const qsizetype pairs = std::min<qsizetype>(head.size(), 4096) / 2;
    if (pairs > 1 && (zeros[0] > pairs * 3 / 10) != (zeros[1] > pairs * 3 / 10))
        return QStringLiteral("utf-16");
    // The sample may end within a character: up to three bytes at its end do not count.
    for (qsizetype cut = 0; cut < 4 && cut <= head.size(); ++cut) {
        if (QByteArrayView(head).first(head.size() - cut).isValidUtf8())
            return QStringLiteral("utf-8");
    }
    return QStringLiteral("latin-1");
}

bool isNumeric(const QString &type)
{
    return type == QLatin1String("BIGINT") || type == QLatin1String("DOUBLE");
}
bool isTime(const QString &type)
{
    return type == QLatin1String("TIMESTAMP") || type == QLatin1String("TIMESTAMP WITH TIME ZONE");
}

QString given(const QString &value)
{
    return value == QLatin1String("(empty)") ? QString() : value;
}

/// The sniffer reads whole buffers, of 32 MB if it is not told otherwise, where its sample takes one or two.
constexpr qint64 kSniffBuffer = 4 << 20;

Result<CsvLayout> sniff(data::Connection &connection, const QString &path, const CsvLayout &known, const QString &encoding)
{
    const QString sql
        = QStringLiteral(
              "SELECT Delimiter, Quote, Escape, Comment, SkipRows, HasHeader, to_json(Columns)::VARCHAR, DateFormat, TimestampFormat "
              "FROM sniff_csv(%1%2, sample_size = %3, max_line_size = %4, buffer_size = %5, hive_partitioning = false)")
              .arg(fileListSql({path}).mid(1).chopped(1), dialectOptions(known, encoding), QString::number(known.sampleRows),
                   QString::number(known.longestLine), QString::number(std::max(2 * known.longestLine, kSniffBuffer)));
    HR_ASSIGN(const QJsonArray rows, connection.rows(sql));
    const QJsonArray row = rows.at(0).toArray();
    CsvLayout found = known;
    found.delimiter = known.delimiter.value_or(given(row[0].toString()));
    found.quote = known.quote.value_or(given(row[1].toString()));
    found.escape = known.escape.value_or(given(row[2].toString()));
    found.comment = known.comment.value_or(given(row[3].toString()));
    found.skip = known.skip.value_or(row[4].toInteger());
    found.header = known.header.value_or(row[5].toBool());
    found.strict = known.strict.value_or(true);
    if (known.columns.isEmpty()) {
        QStringList names;
        const QJsonArray columns = QJsonDocument::fromJson(row[6].toString().toUtf8()).array();
        for (const QJsonValue &column : columns) {
            names << column[QStringLiteral("name")].toString();
            found.columns << CsvColumn{QString(), column[QStringLiteral("type")].toString()};
        }
        names = uniqueNames(names);
        for (qsizetype i = 0; i < names.size(); ++i)
            found.columns[i].name = names[i];
        if (known.dateFormat.isEmpty() && row[7].isString() && row[7].toString() != QLatin1String("%Y-%m-%d"))
            found.dateFormat = row[7].toString();
        if (known.timestampFormat.isEmpty() && row[8].isString())
            found.timestampFormat = row[8].toString();
    }
    return found;
}

qsizetype count(const CsvLayout &layout, bool (*matches)(const QString &))
{
    return std::count_if(layout.columns.begin(), layout.columns.end(), [matches](const CsvColumn &column) { return matches(column.type); });
}

/// Numbers with a decimal comma or separators of thousands, and times as 31.12.2024 23:59, tried one after the other: kept
/// where more columns have a type then. Only what the file's `head` has an example of is tried, as each try reads the sample
/// again; no head: all.
void improveTypes(data::Connection &connection, const QString &path, const CsvLayout &known, const QString &encoding,
                  const std::optional<QString> &head, CsvLayout &best)
{
    const auto texts = [](const QString &type) { return type == QLatin1String("VARCHAR"); };
    const auto trial = [&](const char *example, auto change, bool (*matches)(const QString &)) {
        if (count(best, texts) == 0 || (head && !head->contains(QRegularExpression(QLatin1String(example)))))
            return;
        CsvLayout changed = known;
        changed.delimiter = best.delimiter;
        changed.quote = best.quote;
        changed.escape = best.escape;
        changed.comment = best.comment;
        changed.header = best.header;
        changed.skip = best.skip;
        changed.strict = best.strict;
        changed.decimal = best.decimal;
        changed.thousands = best.thousands;
        changed.timestampFormat = best.timestampFormat;
        changed.dateFormat = known.dateFormat;
        change(changed);
        const auto found = sniff(connection, path, changed, encoding);
        if (!found || found->columns.size() != best.columns.size() || count(*found, matches) <= count(best, matches))
            return;
        for (qsizetype i = 0; i < best.columns.size(); ++i) {
            if (!texts(best.columns[i].type) && texts(found->columns[i].type))
                return;  // a gain here would be a loss there
        }
        best = *found;
    };
    if (known.decimal.isEmpty() && known.thousands.isEmpty()) {
        if (best.delimiter != QStringLiteral(",")) {
            trial(
                "[0-9],[0-9]|,[0-9]|[0-9],", [](CsvLayout &layout) { layout.decimal = QStringLiteral(","); }, isNumeric);
            trial(
                "[0-9]\\.[0-9]{3}",
                [](CsvLayout &layout) {
                    layout.decimal = QStringLiteral(",");
                    layout.thousands = QStringLiteral(".");
                },
                isNumeric);
        }
        if (best.decimal.isEmpty())
            trial(
                "[0-9],[0-9]{3}", [](CsvLayout &layout) { layout.thousands = QStringLiteral(","); }, isNumeric);
    }
    if (known.timestampFormat.isEmpty()) {
        constexpr const char *kTime = "[0-9][./][0-9]{1,4}[ T]+[0-9]{1,2}:[0-9]";
        for (const char *format : {"%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%Y/%m/%d %H:%M"})
            trial(
                kTime, [format](CsvLayout &layout) { layout.timestampFormat = QLatin1String(format); }, isTime);
    }
}

/// Whether a text may be a value of a column that is not text. Only what cannot be counts: 'price' is no DOUBLE.
bool mayBeValue(const QString &text, const CsvLayout &layout)
{
    static const QRegularExpression digit(QStringLiteral("[0-9]"));
    const QString trimmed = text.trimmed();
    return layout.nulls.contains(text) || trimmed.isEmpty() || trimmed.contains(digit)
        || trimmed.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0
        || trimmed.compare(QLatin1String("false"), Qt::CaseInsensitive) == 0;
}

/// The dialect of a file whose columns are known: the columns say which delimiter it is, and where the header stands. DuckDB's
/// sniffer would be led astray by the very lines that are to be named or set aside.
CsvLayout detectByColumns(CsvLayout layout, const QString &head)
{
    constexpr int kRecords = 50;
    const qsizetype width = layout.columns.size();
    layout.quote = layout.quote.value_or(QStringLiteral("\""));
    layout.escape = layout.escape.value_or(*layout.quote);
    const auto character = [](const QString &text) { return text.isEmpty() ? QChar() : text.front(); };
    if (!layout.comment) {
        const QString first = head.section(QLatin1Char('\n'), 0, 0);
        layout.comment = first.startsWith(QLatin1Char('#')) && !layout.columns.first().name.startsWith(QLatin1Char('#'))
            ? QStringLiteral("#")
            : QString();
    }
    const auto recordsOf = [&](const QString &delimiter, bool &mixed) {
        QList<QPair<int, QStringList>> records;  // line, values
        CsvText reader(head, {delimiter, character(*layout.quote), character(*layout.escape), character(*layout.comment)});
        reader.skipLines(layout.skip.value_or(0));
        while (records.size() < kRecords) {
            const int line = reader.line();
            const auto record = reader.next();
            if (!record || !*record)
                break;
            QStringList values;
            for (const CsvField &field : **record)
                values << field.text;
            records << qMakePair(line, values);
        }
        mixed = reader.mixedLineEnds();
        return records;
    };
    QList<QPair<int, QStringList>> best;
    qsizetype fits = -1;
    bool mixed = false;
    QStringList candidates{QStringLiteral(","), QStringLiteral(";"), QStringLiteral("\t"), QStringLiteral("|")};
    if (layout.delimiter)
        candidates = {*layout.delimiter};
    for (const QString &candidate : std::as_const(candidates)) {
        bool mixedHere = false;
        const auto records = recordsOf(candidate, mixedHere);
        const qsizetype fitting = std::count_if(records.begin(), records.end(),
                                                [width](const auto &record) { return record.second.size() == width; });
        if (fitting > fits) {
            fits = fitting;
            best = records;
            mixed = mixedHere;
            layout.delimiter = candidate;
        }
    }
    layout.strict = layout.strict.value_or(!mixed);
    const auto isHeader = [&](const QStringList &values) {
        const QStringList names = uniqueNames(values);
        qsizetype same = 0;
        for (qsizetype i = 0; i < std::min(width, qsizetype(names.size())); ++i)
            same += names[i].trimmed().compare(layout.columns[i].name, Qt::CaseInsensitive) == 0;
        return same == width;
    };
    if (!layout.skip) {
        // Lines before the header: only where the names themselves follow.
        layout.skip = 0;
        for (const auto &[line, values] : std::as_const(best)) {
            if (isHeader(values)) {
                layout.skip = line - 1;
                layout.header = layout.header.value_or(true);
                break;
            }
        }
    }
    if (!layout.header) {
        const QStringList first = best.isEmpty() ? QStringList() : best.first().second;
        bool anyText = true, misfit = false;
        for (qsizetype i = 0; i < std::min(width, qsizetype(first.size())); ++i) {
            if (layout.columns[i].type.contains(QLatin1String("CHAR"), Qt::CaseInsensitive)
                || layout.columns[i].type.contains(QLatin1String("TEXT"), Qt::CaseInsensitive))
                continue;
            anyText = false;
            misfit |= !mayBeValue(first[i], layout);
        }
        layout.header = anyText || misfit || isHeader(first);
    }
    return layout;
}

/// The narrower of two layouts' types that holds both files' values.
QString commonType(const QString &a, const QString &b)
{
    if (a == b)
        return a;
    if (isNumeric(a) && isNumeric(b))
        return QStringLiteral("DOUBLE");
    if ((a == QLatin1String("DATE") && b == QLatin1String("TIMESTAMP")) || (b == QLatin1String("DATE") && a == QLatin1String("TIMESTAMP")))
        return QStringLiteral("TIMESTAMP");
    return QStringLiteral("VARCHAR");
}

}  // namespace

Result<CsvLayout> detectCsv(data::Connection &connection, const QStringList &files, CsvLayout layout)
{
    QStringList filled;
    for (const QString &file : files) {
        if (filled.size() < kFilesToLookAt && QFileInfo(file).size() > 0)
            filled << file;
    }
    if (filled.isEmpty()) {
        if (layout.columns.isEmpty())
            return Error(ErrorCode::Invalid,
                         files.size() == 1 ? QStringLiteral("'%1' is empty.").arg(QFileInfo(files.first()).fileName())
                                           : QStringLiteral("All %1 files are empty.").arg(files.size()),
                         QStringLiteral("Check the file, or name its columns."))
                .inFile(files.value(0));
        if (layout.encoding.isEmpty())
            layout.encoding = QStringLiteral("utf-8");
        layout.delimiter = layout.delimiter.value_or(QStringLiteral(","));
        layout.quote = layout.quote.value_or(QStringLiteral("\""));
        layout.escape = layout.escape.value_or(QStringLiteral("\""));
        layout.comment = layout.comment.value_or(QString());
        layout.header = layout.header.value_or(true);
        layout.skip = layout.skip.value_or(0);
        layout.strict = layout.strict.value_or(true);
        return layout;
    }
    const QString &first = filled.first();
    QByteArray head;
    const bool plain = compressionOf(first) == Compression::None
        && (layout.compression == QLatin1String("auto") || layout.compression == QLatin1String("none"));
    if (plain) {
        HR_ASSIGN(head, headOfFile(first, 1 << 20));
    }
    if (layout.encoding.isEmpty())
        layout.encoding = plain ? encodingOf(head) : QStringLiteral("utf-8");
    HR_ASSIGN(const QString encoding, encodingName(layout, first));

    if (!layout.columns.isEmpty() && plain) {
        HR_ASSIGN(const QString text, decodedHead(layout, first, head));
        return detectByColumns(std::move(layout), text);
    }

    const CsvLayout known = layout;
    auto found = sniff(connection, first, known, encoding);
    CsvLayout base = known;
    if (!found && !known.strict) {
        // Mixed line ends, quotes within values: not the standard, but readable.
        base.strict = false;
        if (auto loose = sniff(connection, first, base, encoding))
            found = std::move(loose);
        else
            base = known;
    }
    if (!found) {
        Error error = found.error();
        if (error.file.isEmpty())
            error.file = first;
        return error;
    }
    CsvLayout result = std::move(*found);
    if (known.columns.isEmpty()) {
        std::optional<QString> text;
        if (plain)
            if (auto decoded = decodedHead(layout, first, head))
                text = *decoded;
        improveTypes(connection, first, base, encoding, text, result);
    }
    // A sample without quotes says nothing of the rest: then quotes are read as everywhere. A sample with quotes in which
    // none encloses a value (5" pipe) has none.
    if (!known.quote && result.quote->isEmpty() && !head.contains('"'))
        result.quote = QStringLiteral("\"");
    if (!known.escape)
        result.escape = result.escape->isEmpty() ? *result.quote : *result.escape;

    for (qsizetype i = 1; i < filled.size() && known.columns.isEmpty(); ++i) {
        CsvLayout fixed = result;
        fixed.columns.clear();
        const auto otherEncoding = encodingName(fixed, filled[i]);
        if (!otherEncoding)
            return otherEncoding.error();
        const auto other = sniff(connection, filled[i], fixed, *otherEncoding);
        if (!other || other->columns.size() != result.columns.size())
            continue;  // the reader will say which line does not fit
        for (qsizetype c = 0; c < result.columns.size(); ++c)
            result.columns[c].type = commonType(result.columns[c].type, other->columns[c].type);
    }
    return result;
}

Result<QJsonObject> detectCsv(data::Connection &connection, const QString &path, const QJsonObject &given)
{
    HR_ASSIGN(const CsvLayout layout, detectCsv(connection, QStringList{path}, CsvLayout::fromParams(Params({}, given))));
    return layout.toParams();
}

}  // namespace headrace
