// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/errors.h"

#include "engine/data/file_errors.h"
#include "engine/data/session.h"

#include <QJsonDocument>
#include <QMap>
#include <QRegularExpression>

namespace headrace::data {

namespace {

/// "INT32" and the like, as the words a column's type has.
QString typeInWords(const QString &physical)
{
    static const QMap<QString, QString> names{
        {QStringLiteral("INT8"), QStringLiteral("a whole number (TINYINT)")},
        {QStringLiteral("INT16"), QStringLiteral("a whole number (SMALLINT)")},
        {QStringLiteral("INT32"), QStringLiteral("a whole number (INTEGER)")},
        {QStringLiteral("INT64"), QStringLiteral("a whole number (BIGINT)")},
        {QStringLiteral("INT128"), QStringLiteral("a whole number (HUGEINT)")},
        {QStringLiteral("UINT8"), QStringLiteral("a whole number from 0 (UTINYINT)")},
        {QStringLiteral("UINT16"), QStringLiteral("a whole number from 0 (USMALLINT)")},
        {QStringLiteral("UINT32"), QStringLiteral("a whole number from 0 (UINTEGER)")},
        {QStringLiteral("UINT64"), QStringLiteral("a whole number from 0 (UBIGINT)")},
        {QStringLiteral("FLOAT"), QStringLiteral("a number (FLOAT)")},
        {QStringLiteral("DOUBLE"), QStringLiteral("a number (DOUBLE)")},
        {QStringLiteral("BOOL"), QStringLiteral("true or false (BOOLEAN)")},
        {QStringLiteral("BOOLEAN"), QStringLiteral("true or false (BOOLEAN)")},
    };
    return names.value(physical, QStringLiteral("the type ") + physical);
}

QString firstLine(const QString &text)
{
    return text.section(QLatin1Char('\n'), 0, 0).trimmed();
}

QString withFullStop(QString text)
{
    if (!text.isEmpty() && !text.endsWith(QLatin1Char('.')) && !text.endsWith(QLatin1Char('!')) && !text.endsWith(QLatin1Char('?')))
        text += QLatin1Char('.');
    if (text.endsWith(QLatin1Char('!')))
        text[text.size() - 1] = QLatin1Char('.');
    return text;
}

Error outOfMemory(const QString &text)
{
    if (text.contains(QStringLiteral("max_temp_directory_size")))
        return {ErrorCode::Io, QStringLiteral("The folder for spilled rows is full: %1.").arg(firstLine(text)),
                QStringLiteral("Free space on that disk, or raise the memory limit so that less is spilled.")};
    return {ErrorCode::OutOfMemory, QStringLiteral("The memory limit was met: %1.").arg(firstLine(text)),
            QStringLiteral("Raise --memory, use fewer threads, or keep fewer rows or columns before this step.")};
}

Error io(const QString &text)
{
    if (text.contains(QStringLiteral("No space left on device")) || text.contains(QStringLiteral("Disk quota exceeded")))
        return {ErrorCode::Io, QStringLiteral("The disk is full: %1.").arg(firstLine(text)),
                QStringLiteral("Free some space and run again.")};
    if (text.contains(QStringLiteral("No files found")) || text.contains(QStringLiteral("No such file")))
        return {ErrorCode::NotFound, withFullStop(firstLine(text)), QStringLiteral("Check the path; it starts at the pipeline's folder.")};
    return {ErrorCode::Io, withFullStop(firstLine(text)), QString()};
}

Error conversion(const QString &text)
{
    static const QRegularExpression couldNot(
        QStringLiteral("^Could not convert string '(.*)' to ([A-Z0-9]+)(?: when casting from source column (.*))?"),
        QRegularExpression::DotMatchesEverythingOption);
    const QString hint = QStringLiteral(
        "Mend the value, or use TRY_CAST (in a Cast step: on failure = null) to get a missing value instead.");
    if (const auto match = couldNot.match(text); match.hasMatch()) {
        const QString column = match.captured(3).section(QLatin1Char('\n'), 0, 0);
        return {ErrorCode::Failed,
                QStringLiteral("The value '%1'%2 is not %3.")
                    .arg(match.captured(1), column.isEmpty() ? QString() : QStringLiteral(" in column %1").arg(column),
                         typeInWords(match.captured(2))),
                hint};
    }
    static const QRegularExpression impossible(
        QStringLiteral("^Unimplemented type for cast \\((.*) -> (.*)\\)(?: when casting from source column (.*))?$"));
    if (const auto match = impossible.match(firstLine(text)); match.hasMatch()) {
        const QString column = match.captured(3).isEmpty() ? QString() : QStringLiteral(" (column %1)").arg(match.captured(3));
        return {ErrorCode::Failed, QStringLiteral("%1 cannot be cast to %2%3.").arg(match.captured(1), match.captured(2), column),
                QStringLiteral("Compute the value with an expression instead, or cast in two steps.")};
    }
    return {ErrorCode::Failed, withFullStop(firstLine(text)), hint};
}

Error notFound(const DuckDBFailure &failure)
{
    QString hint;
    if (!failure.candidates.isEmpty())
        hint = QStringLiteral("Did you mean %1?").arg(failure.candidates.first());
    if (failure.subtype == QStringLiteral("COLUMN_NOT_FOUND"))
        return {ErrorCode::Invalid, QStringLiteral("There is no column '%1'.").arg(failure.name), hint};
    if (failure.kind.endsWith(QStringLiteral("Function")))
        return {ErrorCode::Invalid, QStringLiteral("There is no function '%1'.").arg(failure.name), hint};
    if (failure.kind == QStringLiteral("Table"))
        return {ErrorCode::Invalid, QStringLiteral("There is no table '%1'.").arg(failure.name), QString()};
    return {ErrorCode::Invalid, withFullStop(firstLine(failure.text)), hint};
}

Error noMatchingFunction(const DuckDBFailure &failure)
{
    static const QRegularExpression call(QStringLiteral("argument types '(.*)'\\. You might"));
    QString text = firstLine(failure.text);
    if (const auto match = call.match(text); match.hasMatch()) {
        QString shown = match.captured(1);
        shown.replace(QStringLiteral("INTEGER_LITERAL"), QStringLiteral("INTEGER"))
            .replace(QStringLiteral("STRING_LITERAL"), QStringLiteral("VARCHAR"));
        text = QStringLiteral("The types do not fit: there is no %1.").arg(shown);
    }
    return {ErrorCode::Invalid, text, QStringLiteral("Cast the argument, as in CAST(x AS DOUBLE).")};
}

}  // namespace

int utf16Offset(const QString &text, int byte)
{
    return byte < 0 ? -1 : int(QString::fromUtf8(text.toUtf8().left(byte)).size());
}

/// Preparing gives no error type, only its name in the message.
static duckdb_error_type typeFromName(const QString &name, duckdb_error_type otherwise)
{
    static const QMap<QString, duckdb_error_type> types{
        {QStringLiteral("Binder"), DUCKDB_ERROR_BINDER},
        {QStringLiteral("Catalog"), DUCKDB_ERROR_CATALOG},
        {QStringLiteral("Parser"), DUCKDB_ERROR_PARSER},
        {QStringLiteral("Syntax"), DUCKDB_ERROR_SYNTAX},
        {QStringLiteral("Conversion"), DUCKDB_ERROR_CONVERSION},
        {QStringLiteral("Out of Range"), DUCKDB_ERROR_OUT_OF_RANGE},
        {QStringLiteral("Mismatch Type"), DUCKDB_ERROR_MISMATCH_TYPE},
        {QStringLiteral("Invalid type"), DUCKDB_ERROR_INVALID_TYPE},
        {QStringLiteral("Parameter Not Resolved"), DUCKDB_ERROR_PARAMETER_NOT_RESOLVED},
        {QStringLiteral("Parameter Not Allowed"), DUCKDB_ERROR_PARAMETER_NOT_ALLOWED},
        {QStringLiteral("Not implemented"), DUCKDB_ERROR_NOT_IMPLEMENTED},
        {QStringLiteral("Invalid Input"), DUCKDB_ERROR_INVALID_INPUT},
        {QStringLiteral("Permission"), DUCKDB_ERROR_PERMISSION},
        {QStringLiteral("IO"), DUCKDB_ERROR_IO},
        {QStringLiteral("Out of Memory"), DUCKDB_ERROR_OUT_OF_MEMORY},
        {QStringLiteral("INTERRUPT"), DUCKDB_ERROR_INTERRUPT},
        {QStringLiteral("INTERNAL"), DUCKDB_ERROR_INTERNAL},
        {QStringLiteral("FATAL"), DUCKDB_ERROR_FATAL},
    };
    return types.value(name, otherwise);
}

int utf16OffsetOfCodePoint(const QString &text, int codePoint)
{
    if (codePoint < 0)
        return -1;
    int units = 0;
    for (int points = 0; units < text.size() && points < codePoint; ++points)
        units += text[units].isHighSurrogate() && units + 1 < text.size() ? 2 : 1;
    return units;
}

DuckDBFailure parseFailure(const QString &message, duckdb_error_type type)
{
    DuckDBFailure failure;
    failure.type = type;
    failure.text = message;
    const qsizetype brace = message.indexOf(QLatin1Char('{'));
    if (brace >= 0) {
        const QJsonObject object = QJsonDocument::fromJson(QStringView(message).mid(brace).toUtf8()).object();
        if (object.contains(QStringLiteral("exception_message"))) {
            failure.text = object.value(QStringLiteral("exception_message")).toString();
            failure.type = typeFromName(object.value(QStringLiteral("exception_type")).toString(), type);
            failure.subtype = object.value(QStringLiteral("error_subtype")).toString();
            failure.name = object.value(QStringLiteral("name")).toString();
            failure.kind = object.value(QStringLiteral("type")).toString();
            if (const QString list = object.value(QStringLiteral("candidates")).toString(); !list.isEmpty())
                failure.candidates = list.split(QLatin1Char(','));
            bool ok = false;
            const int byte = object.value(QStringLiteral("position")).toString().toInt(&ok);
            failure.byte = ok ? byte : -1;
            return failure;
        }
    }
    const qsizetype colon = failure.text.indexOf(QStringLiteral("Error: "));
    if (colon >= 0 && colon < 40)
        failure.text.remove(0, colon + 7);
    return failure;
}

Error errorFrom(const DuckDBFailure &failure, const QString &sql)
{
    if (auto error = fileError(failure.text))
        return *std::move(error);
    Error error = [&]() -> Error {
        if (failure.subtype == QStringLiteral("COLUMN_NOT_FOUND") || failure.subtype == QStringLiteral("MISSING_ENTRY"))
            return notFound(failure);
        if (failure.subtype == QStringLiteral("NO_MATCHING_FUNCTION"))
            return noMatchingFunction(failure);
        switch (failure.type) {
        case DUCKDB_ERROR_INTERRUPT:
            return {ErrorCode::Cancelled, QStringLiteral("Cancelled.")};
        case DUCKDB_ERROR_OUT_OF_MEMORY:
            return outOfMemory(failure.text);
        case DUCKDB_ERROR_IO:
        case DUCKDB_ERROR_HTTP:
        case DUCKDB_ERROR_NETWORK:
            return io(failure.text);
        case DUCKDB_ERROR_PERMISSION:
            return {ErrorCode::Denied, withFullStop(firstLine(failure.text)), QStringLiteral("Read files through a Read step.")};
        case DUCKDB_ERROR_CONVERSION:
            return conversion(failure.text);
        case DUCKDB_ERROR_OUT_OF_RANGE:
            return {ErrorCode::Failed, withFullStop(firstLine(failure.text)),
                    QStringLiteral("Cast to a wider type first, such as BIGINT or DOUBLE.")};
        case DUCKDB_ERROR_PARSER:
        case DUCKDB_ERROR_SYNTAX: {
            const QString line = firstLine(failure.text);
            return {ErrorCode::Invalid, withFullStop(line.left(1).toUpper() + line.mid(1)), QString()};
        }
        case DUCKDB_ERROR_BINDER:
        case DUCKDB_ERROR_CATALOG:
        case DUCKDB_ERROR_PARAMETER_NOT_RESOLVED:
        case DUCKDB_ERROR_PARAMETER_NOT_ALLOWED:
        case DUCKDB_ERROR_MISMATCH_TYPE:
        case DUCKDB_ERROR_INVALID_TYPE:
        case DUCKDB_ERROR_UNKNOWN_TYPE:
            return {ErrorCode::Invalid, withFullStop(firstLine(failure.text)), QString()};
        case DUCKDB_ERROR_INTERNAL:
        case DUCKDB_ERROR_FATAL:
        case DUCKDB_ERROR_NULL_POINTER:
            return {ErrorCode::Internal, QStringLiteral("The data library failed: %1").arg(withFullStop(firstLine(failure.text))),
                    QString()};
        default:
            return {ErrorCode::Failed, withFullStop(firstLine(failure.text)), QString()};
        }
    }();
    // The parser counts characters, the binder bytes.
    error.position = failure.subtype == QStringLiteral("SYNTAX_ERROR") ? utf16OffsetOfCodePoint(sql, failure.byte)
                                                                       : utf16Offset(sql, failure.byte);
    return error;
}

Error errorFromDuckDB(const QString &message, duckdb_error_type type)
{
    return errorFrom(parseFailure(message, type));
}

}  // namespace headrace::data
