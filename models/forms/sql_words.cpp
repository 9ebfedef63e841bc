// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forms/sql_words.h"

#include "engine/base/quoting.h"

#include <QSet>

#include <algorithm>

namespace headrace {
namespace {

bool startsName(QChar c)
{
    return c.isLetter() || c == QLatin1Char('_');
}

bool inName(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

const QSet<QString> &keywordSet()
{
    static const QSet<QString> set(sqlKeywords().cbegin(), sqlKeywords().cend());
    return set;
}

/// One token at `at`, which is no white space.
SqlToken tokenAt(const QString &text, qsizetype at)
{
    using Kind = SqlToken::Kind;
    const qsizetype size = text.size();
    const QChar c = text[at];
    const QChar next = at + 1 < size ? text[at + 1] : QChar();
    const auto until = [&](qsizetype end) { return end - at; };
    if (c == QLatin1Char('-') && next == QLatin1Char('-')) {
        const qsizetype end = text.indexOf(QLatin1Char('\n'), at);
        return {Kind::Comment, at, until(end < 0 ? size : end)};
    }
    if (c == QLatin1Char('/') && next == QLatin1Char('*')) {
        const qsizetype end = text.indexOf(QLatin1String("*/"), at + 2);
        return {Kind::Comment, at, until(end < 0 ? size : end + 2), end >= 0};
    }
    if (c == QLatin1Char('\'') || c == QLatin1Char('"')) {
        qsizetype end = at + 1;
        bool closed = false;
        while (end < size) {
            if (text[end] == c) {
                if (end + 1 < size && text[end + 1] == c) {  // doubled: one of it
                    end += 2;
                    continue;
                }
                closed = true;
                ++end;
                break;
            }
            ++end;
        }
        return {c == QLatin1Char('\'') ? Kind::Text : Kind::Word, at, until(end), closed};
    }
    if (c == QLatin1Char('$') && startsName(next)) {
        qsizetype end = at + 1;
        while (end < size && inName(text[end]))
            ++end;
        return {Kind::Parameter, at, until(end)};
    }
    if (c.isDigit() || (c == QLatin1Char('.') && next.isDigit())) {
        qsizetype end = at;
        while (end < size
               && (inName(text[end]) || text[end] == QLatin1Char('.')
                   || ((text[end] == QLatin1Char('-') || text[end] == QLatin1Char('+')) && text[end - 1].toLower() == QLatin1Char('e'))))
            ++end;
        return {Kind::Number, at, until(end)};
    }
    if (startsName(c)) {
        qsizetype end = at;
        while (end < size && inName(text[end]))
            ++end;
        const QString word = text.mid(at, end - at).toUpper();
        qsizetype behind = end;
        while (behind < size && text[behind].isSpace())
            ++behind;
        if (keywordSet().contains(word))
            return {Kind::Keyword, at, until(end)};
        const bool called = behind < size && text[behind] == QLatin1Char('(');
        return {called ? Kind::Function : Kind::Word, at, until(end)};
    }
    return {Kind::Symbol, at, 1};
}

struct FunctionRow {
    const char *name;
    const char *arguments;
    bool aggregate = false;
};

constexpr FunctionRow kFunctions[] = {
    {"abs", "(number)"},
    {"any_value", "(value)", true},
    {"arg_max", "(value, by)", true},
    {"arg_min", "(value, by)", true},
    {"array_length", "(list)"},
    {"avg", "(number)", true},
    {"bool_and", "(condition)", true},
    {"bool_or", "(condition)", true},
    {"cbrt", "(number)"},
    {"ceil", "(number)"},
    {"coalesce", "(value, ...)"},
    {"concat", "(text, ...)"},
    {"concat_ws", "(separator, text, ...)"},
    {"contains", "(text, part)"},
    {"corr", "(y, x)", true},
    {"cos", "(number)"},
    {"count", "(value)", true},
    {"count_if", "(condition)", true},
    {"covar_samp", "(y, x)", true},
    {"cume_dist", "()", true},
    {"date_diff", "(part, from, to)"},
    {"date_part", "(part, time)"},
    {"date_trunc", "(part, time)"},
    {"day", "(time)"},
    {"dayname", "(time)"},
    {"dayofweek", "(time)"},
    {"dayofyear", "(time)"},
    {"dense_rank", "()", true},
    {"ends_with", "(text, end)"},
    {"epoch", "(time)"},
    {"epoch_ms", "(time)"},
    {"exp", "(number)"},
    {"first", "(value)", true},
    {"first_value", "(value)", true},
    {"floor", "(number)"},
    {"greatest", "(value, ...)"},
    {"hour", "(time)"},
    {"isfinite", "(number)"},
    {"isinf", "(number)"},
    {"isnan", "(number)"},
    {"jaro_winkler_similarity", "(a, b)"},
    {"json_extract", "(json, path)"},
    {"json_extract_string", "(json, path)"},
    {"kurtosis", "(number)", true},
    {"lag", "(value, rows, otherwise)", true},
    {"last", "(value)", true},
    {"last_day", "(time)"},
    {"last_value", "(value)", true},
    {"lead", "(value, rows, otherwise)", true},
    {"least", "(value, ...)"},
    {"left", "(text, count)"},
    {"len", "(text)"},
    {"length", "(text)"},
    {"levenshtein", "(a, b)"},
    {"list", "(value)", true},
    {"list_contains", "(list, value)"},
    {"list_value", "(value, ...)"},
    {"ln", "(number)"},
    {"log10", "(number)"},
    {"log2", "(number)"},
    {"lower", "(text)"},
    {"lpad", "(text, length, fill)"},
    {"ltrim", "(text)"},
    {"mad", "(number)", true},
    {"make_date", "(year, month, day)"},
    {"make_timestamp", "(year, month, day, hour, minute, second)"},
    {"max", "(value)", true},
    {"md5", "(text)"},
    {"median", "(value)", true},
    {"min", "(value)", true},
    {"minute", "(time)"},
    {"mode", "(value)", true},
    {"month", "(time)"},
    {"monthname", "(time)"},
    {"ntile", "(parts)", true},
    {"nullif", "(value, other)"},
    {"percent_rank", "()", true},
    {"pi", "()"},
    {"pow", "(base, exponent)"},
    {"product", "(number)", true},
    {"quantile_cont", "(value, position)", true},
    {"quantile_disc", "(value, position)", true},
    {"quarter", "(time)"},
    {"radians", "(degrees)"},
    {"rank", "()", true},
    {"regexp_extract", "(text, pattern, group)"},
    {"regexp_full_match", "(text, pattern)"},
    {"regexp_matches", "(text, pattern)"},
    {"regexp_replace", "(text, pattern, replacement)"},
    {"regr_slope", "(y, x)", true},
    {"repeat", "(text, count)"},
    {"replace", "(text, part, replacement)"},
    {"reverse", "(text)"},
    {"right", "(text, count)"},
    {"round", "(number, digits)"},
    {"row_number", "()", true},
    {"rpad", "(text, length, fill)"},
    {"rtrim", "(text)"},
    {"second", "(time)"},
    {"sha256", "(text)"},
    {"sign", "(number)"},
    {"sin", "(number)"},
    {"skewness", "(number)", true},
    {"split_part", "(text, separator, index)"},
    {"sqrt", "(number)"},
    {"starts_with", "(text, start)"},
    {"stddev_pop", "(number)", true},
    {"stddev_samp", "(number)", true},
    {"strftime", "(time, format)"},
    {"string_agg", "(text, separator)", true},
    {"string_split", "(text, separator)"},
    {"strip_accents", "(text)"},
    {"strptime", "(text, format)"},
    {"struct_pack", "(name := value)"},
    {"substring", "(text, start, count)"},
    {"sum", "(number)", true},
    {"tan", "(number)"},
    {"tanh", "(number)"},
    {"time_bucket", "(width, time)"},
    {"to_days", "(count)"},
    {"to_hours", "(count)"},
    {"to_minutes", "(count)"},
    {"to_timestamp", "(seconds)"},
    {"trim", "(text)"},
    {"trunc", "(number)"},
    {"try_strptime", "(text, format)"},
    {"upper", "(text)"},
    {"var_pop", "(number)", true},
    {"var_samp", "(number)", true},
    {"week", "(time)"},
    {"weekday", "(time)"},
    {"year", "(time)"},
    {"yearweek", "(time)"},
};

}  // namespace

QList<SqlToken> sqlTokens(const QString &text)
{
    QList<SqlToken> tokens;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        tokens.append(tokenAt(text, at));
        at += tokens.last().length;
    }
    return tokens;
}

const QStringList &sqlKeywords()
{
    static const QStringList words
        = QStringLiteral("AND AS ASC BETWEEN BY CASE CAST COLLATE CROSS CURRENT DESC DISTINCT ELSE END ESCAPE EXCEPT EXISTS "
                         "FALSE FILTER FOLLOWING FROM FULL GROUP HAVING ILIKE IN INNER INTERSECT INTERVAL IS JOIN LEFT LIKE "
                         "LIMIT NOT NULL OFFSET ON OR ORDER OUTER OVER PARTITION PRECEDING QUALIFY RANGE RIGHT ROW ROWS "
                         "SELECT SIMILAR THEN TRUE TRY_CAST UNBOUNDED UNION USING WHEN WHERE WINDOW WITH")
              .split(QLatin1Char(' '));
    return words;
}

QList<SqlFunction> sqlFunctions(bool aggregates)
{
    QList<SqlFunction> functions;
    for (const FunctionRow &row : kFunctions)
        if (aggregates || !row.aggregate)
            functions.append({QString::fromLatin1(row.name), QString::fromLatin1(row.arguments)});
    return functions;
}

QString quotedColumn(const QString &name)
{
    const bool plain = !name.isEmpty() && startsName(name[0]) && name[0].unicode() < 128
        && std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.unicode() < 128 && inName(c); });
    return plain && !keywordSet().contains(name.toUpper()) ? name : quoteIdentifier(name);
}

}  // namespace headrace
