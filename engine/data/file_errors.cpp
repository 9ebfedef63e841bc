// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/file_errors.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace headrace::data {

namespace {

QString shortened(const QString &text)
{
    return text.size() > 80 ? text.left(77) + QStringLiteral("…") : text;
}

QString capture(const QString &text, const char *pattern, int group = 1)
{
    const QRegularExpression expression(QLatin1String(pattern), QRegularExpression::MultilineOption);
    return expression.match(text).captured(group);
}

QString nameOf(const QString &path)
{
    return path.isEmpty() ? QStringLiteral("the file") : QStringLiteral("'%1'").arg(QFileInfo(path).fileName());
}

QString rejectHint(const QString &way)
{
    return way + QStringLiteral(", or set on_error to reject to set such lines aside.");
}

Error csvError(const QString &text)
{
    const QString path = capture(text, "^  file = (.*)$");
    const int line = capture(text, "^CSV Error on Line: (\\d+)").toInt();
    const CsvComplaint complaint = csvComplaint(text);
    const QString where = line > 0 ? QStringLiteral("Line %1 of %2: ").arg(QString::number(line), nameOf(path))
                                   : nameOf(path) + QStringLiteral(": ");
    return Error(ErrorCode::Failed, where + complaint.reason, complaint.hint).inFile(path, line);
}

}  // namespace

CsvComplaint csvComplaint(const QString &text)
{
    static const QRegularExpression conversion(QStringLiteral("Error when converting column \"(.*)\"\\. Could not (?:convert|parse) string "
                                                              "\"(.*)\" (?:to|according to format specifier) '?([^\\n]*?)'?$"),
                                               QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression anyConversion(QStringLiteral("Error when converting column \"(.*?)\"\\. ([^\\n]*)"),
                                                  QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression count(QStringLiteral("Expected Number of Columns: (\\d+) Found: (\\d+)"));
    static const QRegularExpression size(QStringLiteral("Maximum line size of (\\d+) bytes exceeded"));
    if (const auto match = conversion.match(text); match.hasMatch())
        return {QStringLiteral("column '%1' holds '%2', which does not fit %3.")
                    .arg(match.captured(1), shortened(match.captured(2)), match.captured(3)),
                match.captured(1), match.captured(2),
                rejectHint(QStringLiteral("Correct the line, give the column another type (VARCHAR takes everything)"))};
    if (const auto match = anyConversion.match(text); match.hasMatch())
        return {QStringLiteral("column '%1': %2").arg(match.captured(1), match.captured(2)),
                match.captured(1),
                {},
                rejectHint(QStringLiteral("Correct the line, give the column another type"))};
    if (const auto match = count.match(text); match.hasMatch())
        return {QStringLiteral("it has %1 fields instead of %2.").arg(match.captured(2), match.captured(1)),
                {},
                {},
                rejectHint(QStringLiteral("Correct the line, set short_rows to fill what is missing"))};
    if (text.contains(QLatin1String("unterminated quote")))
        return {QStringLiteral("a quoted value is not closed, or text stands beside its quotes."),
                {},
                {},
                rejectHint(QStringLiteral("Correct the line, choose another quote character"))};
    if (const auto match = size.match(text); match.hasMatch())
        return {QStringLiteral("it is longer than %1 bytes.").arg(match.captured(1)),
                {},
                {},
                rejectHint(QStringLiteral("Check quote and delimiter, raise longest_line"))};
    if (text.contains(QLatin1String("not utf-8 encoded")) || text.contains(QLatin1String("Invalid unicode")))
        return {
            QStringLiteral("it holds bytes that are not UTF-8."), {}, {}, rejectHint(QStringLiteral("Set encoding to latin-1 or utf-16"))};
    if (text.contains(QLatin1String("Null byte")))
        return {QStringLiteral("it holds a NUL byte."), {}, {}, rejectHint(QStringLiteral("Check the encoding"))};
    return {text.section(QLatin1Char('\n'), 0, 0).trimmed(), {}, {}, rejectHint(QStringLiteral("Check the line"))};
}

std::optional<Error> fileError(const QString &text)
{
    if (text.startsWith(QLatin1String("CSV Error on Line")))
        return csvError(text);
    if (text.startsWith(QLatin1String("The CSV Parser state machine reached an invalid state"))) {
        const QString path = capture(text, "^  file = (.*)$");
        return Error(ErrorCode::Failed,
                     QStringLiteral("%1 mixes line ends or quotes in a way that the dialect does not allow.").arg(nameOf(path)),
                     QStringLiteral("Set strict to false, or check delimiter, quote and escape."))
            .inFile(path);
    }
    if (text.startsWith(QLatin1String("Error when sniffing file"))) {
        const QString path = capture(text, "^Error when sniffing file \"(.*)\"");
        return Error(ErrorCode::Failed, QStringLiteral("No CSV dialect fits %1; it may be no CSV file.").arg(nameOf(path)),
                     QStringLiteral("Check the file, or set delimiter, quote and encoding."))
            .inFile(path);
    }
    if (text.startsWith(QLatin1String("The Parallel CSV Reader currently does not support")))
        return Error(ErrorCode::Failed,
                     QStringLiteral("The CSV file cannot be read by several threads: its quoted values span too many lines."),
                     QStringLiteral("Set parallel to false."));
    static const QRegularExpression json(QStringLiteral(
        "^(?:Malformed JSON|JSON transform error) in file \"(.*)\",(?: at byte (\\d+))? in (line|record/value) (\\d+): (.*?)(?:\\n|$)"));
    if (const auto match = json.match(text); match.hasMatch()) {
        QString reason = match.captured(5).trimmed();
        if (!reason.endsWith(QLatin1Char('.')))
            reason += QLatin1Char('.');
        const bool line = match.captured(3) == QLatin1String("line");
        return Error(
                   ErrorCode::Failed,
                   QStringLiteral("%1 %2 of %3: %4")
                       .arg(line ? QStringLiteral("Line") : QStringLiteral("Record"), match.captured(4), nameOf(match.captured(1)), reason),
                   text.startsWith(QLatin1Char('M'))
                       ? QStringLiteral("Correct the file, or set on_error to ignore.")
                       : QStringLiteral("Give the column a wider type in columns (VARCHAR or JSON), or set on_error to ignore."))
            .inFile(match.captured(1), line ? match.captured(4).toInt() : 0);
    }
    static const QRegularExpression parquet(
        QStringLiteral("^(?:No magic bytes found at end of file|File|Failed to read Parquet file) [\"'](.*?)[\"'](.*)"),
        QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = parquet.match(text);
        match.hasMatch() && (text.contains(QLatin1String("Parquet")) || text.contains(QLatin1String("magic"))))
        return Error(ErrorCode::Corrupt, QStringLiteral("%1 is no whole Parquet file.").arg(nameOf(match.captured(1))),
                     QStringLiteral("It may be cut off or of another format; write it again."))
            .inFile(match.captured(1));
    return std::nullopt;
}

}  // namespace headrace::data
