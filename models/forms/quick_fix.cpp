// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forms/quick_fix.h"

#include "models/forms/sql_words.h"
#include "models/forms/value_text.h"

#include <QJsonArray>

namespace headrace {

std::optional<QJsonValue> mended(const ParamSpec &spec, const QJsonValue &value, const QString &path, const Diagnostic &diagnostic)
{
    if (diagnostic.replacement.isEmpty() || !diagnostic.parameter.startsWith(path))
        return std::nullopt;
    const QString rest = diagnostic.parameter.mid(path.size());
    switch (spec.type) {
    case ParamType::Column:
    case ParamType::Enumeration:
        if (rest.isEmpty() && value.isString())
            return QJsonValue(diagnostic.replacement);
        break;
    case ParamType::Integer:
    case ParamType::Number:
        if (rest.isEmpty())
            return numberOfText(diagnostic.replacement);
        break;
    case ParamType::Columns:
    case ParamType::TextList:
    case ParamType::NumberList:
        if (rest.startsWith(QLatin1Char('[')) && rest.endsWith(QLatin1Char(']'))) {
            bool whole = false;
            const int index = rest.mid(1, rest.size() - 2).toInt(&whole);
            QJsonArray list = value.toArray();
            if (!whole || index < 0 || index >= list.size())
                break;
            list[index] = spec.type == ParamType::NumberList ? numberOfText(diagnostic.replacement) : QJsonValue(diagnostic.replacement);
            return QJsonValue(list);
        }
        break;
    case ParamType::Expression:
    case ParamType::Sql:
        if (rest.isEmpty() && diagnostic.position >= 0) {
            const QString text = value.toString();
            for (const SqlToken &token : sqlTokens(text))
                if (token.kind == SqlToken::Kind::Word && diagnostic.position >= token.start
                    && diagnostic.position < token.start + token.length) {
                    QString whole = text;
                    return QJsonValue(whole.replace(token.start, token.length, quotedColumn(diagnostic.replacement)));
                }
        }
        break;
    default:
        break;
    }
    return std::nullopt;
}

}  // namespace headrace
