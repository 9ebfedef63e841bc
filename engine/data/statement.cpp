// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/statement.h"

#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/data/errors.h"

namespace headrace::data {

namespace {

constexpr int kLongestText = 1 << 20;

QString valueText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble()) {
        if (const qint64 whole = value.toInteger(0); whole != 0 || value.toDouble() == 0.0)
            return QString::number(whole);
        return QString::number(value.toDouble(), 'g', 17);
    }
    return value.toString();
}

const char *typeOf(ParamType type)
{
    switch (type) {
    case ParamType::Boolean:
        return "BOOLEAN";
    case ParamType::Integer:
        return "BIGINT";
    case ParamType::Number:
        return "DOUBLE";
    default:
        return "VARCHAR";
    }
}

void add(JsonTree &object, const char *key, JsonTree value)
{
    object.kind = JsonTree::Kind::Object;
    object.keys.emplace_back(key);
    object.items.push_back(std::move(value));
}

JsonTree typeTree(const char *name)
{
    JsonTree type;
    add(type, "id", JsonTree::ofString(QLatin1String(name)));
    add(type, "type_info", JsonTree::scalar("null"));
    return type;
}

JsonTree expressionTree(const char *expressionClass, const char *type, JsonTree alias)
{
    JsonTree node;
    add(node, "class", JsonTree::ofString(QLatin1String(expressionClass)));
    add(node, "type", JsonTree::ofString(QLatin1String(type)));
    add(node, "alias", std::move(alias));
    add(node, "query_location", JsonTree::scalar("18446744073709551615"));  // none, as DuckDB writes it
    return node;
}

/// Takes the members of the library's answer apart when it could not parse.
Error parseError(const JsonTree &answer, const SourceText &source)
{
    const QString message = answer.string("error_message");
    const QString kind = answer.string("error_type");
    bool ok = false;
    const int byte = answer.string("position").toInt(&ok);
    if (kind == QStringLiteral("parser")) {
        QString text = message.section(QLatin1Char('\n'), 0, 0) + QLatin1Char('.');
        text[0] = text[0].toUpper();
        text.replace(QStringLiteral(".."), QStringLiteral("."));
        // The parser counts characters, not bytes.
        return invalidAt(ok ? utf16OffsetOfCodePoint(source.text, qMax(0, byte - int(source.prefix.size()))) : -1, text);
    }
    if (message.contains(QStringLiteral("Only SELECT")))
        return invalidAt(
            0, QStringLiteral("Only one SELECT may stand here."),
            QStringLiteral("COPY, ATTACH, SET, INSERT and the like are not for pipelines; PIVOT needs its values: ON column IN (…)."));
    if (message.contains(QStringLiteral("Mixing named and positional")))
        return invalidAt(-1, QStringLiteral("Parameters are named here: $name."), QStringLiteral("Declare the parameter in the pipeline."));
    return invalidAt(-1, message.section(QLatin1Char('\n'), 0, 0) + QLatin1Char('.'));
}

}  // namespace

Error invalidAt(int position, QString text, QString hint)
{
    Error error(ErrorCode::Invalid, std::move(text), std::move(hint));
    error.position = position;
    return error;
}

int SourceText::position(qint64 byte) const
{
    const qint64 inText = byte - prefix.toUtf8().size();
    if (byte < 0 || inText < 0 || inText > text.toUtf8().size())
        return -1;
    return utf16Offset(text, int(inText));
}

int SourceText::position(const JsonTree &node) const
{
    const JsonTree *location = node.find("query_location");
    bool ok = false;
    const qint64 byte = location ? location->text.toLongLong(&ok) : -1;  // the library's 'none' is larger than that
    return ok ? position(byte) : -1;
}

Result<JsonTree> parseStatement(Connection &connection, const SourceText &source)
{
    if (source.text.trimmed().isEmpty())
        return invalidAt(0, QStringLiteral("There is no expression."));
    if (const qsizetype nul = source.text.indexOf(QChar(0)); nul >= 0)
        return invalidAt(int(nul), QStringLiteral("The text holds a NUL character."));
    if (source.text.size() > kLongestText)
        return invalidAt(-1, QStringLiteral("The text is longer than a million characters."));
    HR_ASSIGN(const QJsonValue json,
              connection.scalar(QStringLiteral("SELECT json_serialize_sql(%1)").arg(quoteLiteral(source.statement()))));
    HR_ASSIGN(JsonTree whole, JsonTree::parse(json.toString().toUtf8()));
    if (const JsonTree *error = whole.find("error"); !error || error->isTrue())
        return parseError(whole, source);
    const JsonTree *statements = whole.find("statements");
    if (!statements || statements->items.size() != 1 || !statements->items[0].find("node"))
        return invalidAt(-1, QStringLiteral("Only one statement may stand here."), QStringLiteral("Remove what follows the semicolon."));
    return whole;
}

JsonTree &statementNode(JsonTree &whole)
{
    return *whole.find("statements")->items[0].find("node");
}

Result<QString> writeStatement(Connection &connection, JsonTree &whole)
{
    // No parameter is left in the tree.
    if (JsonTree *parameters = whole.find("statements")->items[0].find("named_param_map"))
        parameters->items.clear();
    HR_ASSIGN(const QJsonValue sql,
              connection.scalar(QStringLiteral("SELECT json_deserialize_sql(%1)").arg(quoteLiteral(QString::fromUtf8(whole.toBytes())))));
    return sql.toString();
}

Result<void> checkFunction(const JsonTree &node, const FunctionFacts &facts, const SourceText &source)
{
    const QString name = node.string("function_name").toLower();
    const JsonTree *children = node.find("children");
    const bool ageFromToday = name == QStringLiteral("age") && children && children->items.size() == 1;
    if (facts.changing.contains(name) || ageFromToday)
        return invalidAt(source.position(node),
                         QStringLiteral("%1() gives another value at each run, so that its result could not be reproduced.").arg(name),
                         name.contains(QStringLiteral("random")) || name.contains(QStringLiteral("uuid"))
                             ? QStringLiteral("Use the Sample step, or hr_xxhash64(seed, column, …) of a key.")
                             : QStringLiteral("Declare a parameter of the pipeline and write $name; --set gives its value."));
    return {};
}

Result<void> replaceParameter(JsonTree &node, const QMap<QString, PipelineParameter> &parameters, const SourceText &source)
{
    const QString name = node.string("identifier");
    bool numbered = false;
    name.toInt(&numbered);
    const int position = [&] {
        const qsizetype at = source.text.indexOf(QLatin1Char('$') + name);
        return int(at);
    }();
    if (numbered)
        return invalidAt(position, QStringLiteral("Parameters are named here: $name."),
                         QStringLiteral("Declare the parameter in the pipeline."));
    const auto found = parameters.constFind(name);
    if (found == parameters.constEnd()) {
        const QString closest = closestTo(name, parameters.keys());
        return invalidAt(position, QStringLiteral("The pipeline has no parameter '%1'.").arg(name),
                         closest.isEmpty() ? QStringLiteral("Declare it among the pipeline's parameters.")
                                           : QStringLiteral("Did you mean $%1?").arg(closest));
    }
    if (found->defaultValue.isUndefined())
        return invalidAt(position, QStringLiteral("The parameter '%1' has no value.").arg(name),
                         QStringLiteral("Give it a default, or set it with --set %1=….").arg(name));
    const bool null = found->defaultValue.isNull();
    JsonTree value;
    add(value, "type", typeTree("VARCHAR"));
    add(value, "is_null", JsonTree::scalar(null ? "true" : "false"));
    if (!null)
        add(value, "value", JsonTree::ofString(valueText(found->defaultValue)));
    JsonTree constant = expressionTree("CONSTANT", "VALUE_CONSTANT", JsonTree::ofString({}));
    add(constant, "value", std::move(value));
    const JsonTree *alias = node.find("alias");
    JsonTree cast = expressionTree("CAST", "OPERATOR_CAST", alias ? *alias : JsonTree::ofString({}));
    add(cast, "child", std::move(constant));
    add(cast, "cast_type", typeTree(typeOf(found->type)));
    add(cast, "try_cast", JsonTree::scalar("false"));
    node = std::move(cast);
    return {};
}

Result<void> checkName(const QString &name, int position)
{
    if (name.startsWith(QLatin1String(kHiddenPrefix), Qt::CaseInsensitive))
        return invalidAt(position, QStringLiteral("'%1' is a name that Headrace keeps for itself.").arg(name),
                         QStringLiteral("Use a name that does not begin with __hr_."));
    return {};
}

}  // namespace headrace::data
