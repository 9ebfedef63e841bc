// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/run_query.h"

#include "engine/base/closest.h"
#include "engine/record/run_query_tokens.h"

#include <QHash>

namespace headrace::record {
namespace {

enum class AttributeKind { Text, Status, Time, Number, Flag };

struct Attribute {
    const char *name;
    const char *sql;
    AttributeKind kind;
};

// MLflow's names first, then ours.
constexpr Attribute kAttributes[] = {
    {"run_id", "r.run_id", AttributeKind::Text},
    {"run_name", "r.name", AttributeKind::Text},
    {"name", "r.name", AttributeKind::Text},
    {"status", "r.status", AttributeKind::Status},
    {"experiment", "e.name", AttributeKind::Text},
    {"experiment_name", "e.name", AttributeKind::Text},
    {"experiment_id", "CAST(r.experiment AS TEXT)", AttributeKind::Text},
    {"user_id", "r.user", AttributeKind::Text},
    {"user", "r.user", AttributeKind::Text},
    {"artifact_uri", "r.artifact_uri", AttributeKind::Text},
    {"lifecycle_stage", "r.lifecycle_stage", AttributeKind::Text},
    {"source_name", "r.source_name", AttributeKind::Text},
    {"file", "r.source_name", AttributeKind::Text},
    {"workspace", "r.workspace", AttributeKind::Text},
    {"git_commit", "r.git_commit", AttributeKind::Text},
    {"start_time", "r.start_time", AttributeKind::Time},
    {"created", "r.start_time", AttributeKind::Time},
    {"end_time", "r.end_time", AttributeKind::Time},
    {"duration", "r.duration_s", AttributeKind::Number},
    {"seed", "r.seed", AttributeKind::Number},
    {"peak_memory", "r.peak_memory", AttributeKind::Number},
    {"starred", "EXISTS (SELECT 1 FROM run_stars s WHERE s.run = r.run)", AttributeKind::Flag},
};

const Attribute *attribute(const QString &name)
{
    for (const Attribute &each : kAttributes)
        if (name.compare(QLatin1String(each.name), Qt::CaseInsensitive) == 0)
            return &each;
    return nullptr;
}

QStringList attributeNames()
{
    QStringList names;
    for (const Attribute &each : kAttributes)
        names << QLatin1String(each.name);
    return names;
}

/// A status as this store writes it: our words, and MLflow's.
std::optional<QStringList> statusWords(const QString &word)
{
    static const QHash<QString, QStringList> words{
        {QStringLiteral("scheduled"), {QStringLiteral("scheduled")}},
        {QStringLiteral("running"), {QStringLiteral("running")}},
        {QStringLiteral("done"), {QStringLiteral("done")}},
        {QStringLiteral("finished"), {QStringLiteral("done")}},
        {QStringLiteral("failed"), {QStringLiteral("failed")}},
        {QStringLiteral("cancelled"), {QStringLiteral("cancelled")}},
        {QStringLiteral("interrupted"), {QStringLiteral("interrupted")}},
        {QStringLiteral("killed"), {QStringLiteral("cancelled"), QStringLiteral("interrupted")}},
    };
    const auto it = words.constFind(word.toLower());
    return it == words.cend() ? std::nullopt : std::optional(*it);
}

struct Field {
    enum Kind { Metric, Param, Tag, Dataset, Attr } kind = Attr;
    QString key;
    const Attribute *attribute = nullptr;
    int position = 0;
};

class Parser
{
public:
    explicit Parser(const QString &text) : m_lexer(text) {}

    Result<RunCondition> filter()
    {
        if (m_lexer.peek().kind == Token::End)
            return RunCondition{QStringLiteral("true"), {}, {}, {}};
        HR_ASSIGN(m_condition.sql, either());
        if (const Token rest = m_lexer.peek(); rest.kind != Token::End)
            return wrong(rest, QStringLiteral("'%1' is not expected here.").arg(rest.text),
                         QStringLiteral("Join comparisons with AND or OR."));
        return std::move(m_condition);
    }

    Result<RunCondition> order()
    {
        QStringList parts;
        while (m_lexer.peek().kind != Token::End) {
            HR_ASSIGN(const Field field, this->field());
            const QString value = valueOf(field);
            QString direction = QStringLiteral("ASC");
            if (m_lexer.peek().isWord("DESC") || m_lexer.peek().isWord("ASC"))
                direction = m_lexer.take().text.toUpper();
            parts << QStringLiteral("(%1) IS NULL, (%1) %2").arg(value, direction);
            if (value.contains(QLatin1Char('?')))  // it stands there twice
                m_condition.values << m_condition.values.last();
            if (m_lexer.peek().isSymbol(","))
                m_lexer.take();
            else if (const Token rest = m_lexer.peek(); rest.kind != Token::End)
                return wrong(rest, QStringLiteral("'%1' is not expected here.").arg(rest.text),
                             QStringLiteral("Write ASC or DESC behind a field, and commas between fields."));
        }
        parts << QStringLiteral("r.run DESC");
        m_condition.sql = parts.join(QStringLiteral(", "));
        return std::move(m_condition);
    }

private:
    static Error wrong(const Token &token, const QString &text, const QString &hint)
    {
        Error error(ErrorCode::Invalid, text, hint);
        error.position = token.position;
        return error;
    }

    Result<QString> either()
    {
        HR_ASSIGN(QString left, both());
        while (m_lexer.peek().isWord("OR")) {
            m_lexer.take();
            HR_ASSIGN(const QString right, both());
            left = QStringLiteral("(%1 OR %2)").arg(left, right);
        }
        return left;
    }

    Result<QString> both()
    {
        HR_ASSIGN(QString left, negated());
        while (m_lexer.peek().isWord("AND")) {
            m_lexer.take();
            HR_ASSIGN(const QString right, negated());
            left = QStringLiteral("(%1 AND %2)").arg(left, right);
        }
        return left;
    }

    Result<QString> negated()
    {
        if (++m_depth > 200)
            return wrong(m_lexer.peek(), QStringLiteral("The filter is nested too deeply."), QStringLiteral("Use fewer parentheses."));
        const auto leave = [this](Result<QString> result) {
            --m_depth;
            return result;
        };
        if (m_lexer.peek().isWord("NOT")) {
            m_lexer.take();
            const auto inner = negated();
            return leave(inner ? Result<QString>(QStringLiteral("(NOT %1)").arg(*inner)) : Result<QString>(inner.error()));
        }
        if (m_lexer.peek().isSymbol("(")) {
            m_lexer.take();
            auto inner = either();
            if (!inner)
                return leave(inner);
            if (const Token close = m_lexer.peek(); !close.isSymbol(")"))
                return leave(wrong(close, QStringLiteral("A closing parenthesis is missing."), QStringLiteral("Add ).")));
            m_lexer.take();
            return leave(QString(QLatin1Char('(') + *inner + QLatin1Char(')')));
        }
        return leave(comparison());
    }

    Result<Field> field()
    {
        const Token first = m_lexer.take();
        if (first.kind == Token::Bad)
            return wrong(first, first.text, QStringLiteral("Close the quotes."));
        if (first.kind != Token::Word)
            return wrong(first,
                         first.kind == Token::End ? QStringLiteral("A field is missing at the end.")
                                                  : QStringLiteral("'%1' is no field.").arg(first.text),
                         QStringLiteral("A comparison begins with a field, such as metrics.auc, params.rounds, tags.owner or status."));
        Field field;
        field.position = first.position;
        if (!m_lexer.peek().isSymbol(".") || m_lexer.peek().position != first.position + first.text.size())
            return attributeField(field, first, first.text);
        m_lexer.take();
        const Token key = m_lexer.takeKey();
        if (key.kind == Token::Bad)
            return wrong(key, key.text, QStringLiteral("Close the quotes."));
        if (key.text.isEmpty())
            return wrong(key, QStringLiteral("A name is missing behind '%1.'.").arg(first.text),
                         QStringLiteral("Write for example metrics.auc; other characters than letters and digits stand in `."));
        const QString kind = first.text.toLower();
        field.key = key.text;
        if (kind == QLatin1String("metrics") || kind == QLatin1String("metric")) {
            field.kind = Field::Metric;
            m_condition.metrics << key.text;
        } else if (kind == QLatin1String("params") || kind == QLatin1String("param") || kind == QLatin1String("parameters")
                   || kind == QLatin1String("parameter")) {
            field.kind = Field::Param;
            m_condition.params << key.text;
        } else if (kind == QLatin1String("tags") || kind == QLatin1String("tag")) {
            field.kind = Field::Tag;
        } else if (kind == QLatin1String("datasets") || kind == QLatin1String("dataset")) {
            field.kind = Field::Dataset;
            static const QStringList members{QStringLiteral("name"), QStringLiteral("digest"), QStringLiteral("source"),
                                             QStringLiteral("role")};
            if (!members.contains(field.key))
                return wrong(key, QStringLiteral("A dataset has no '%1'.").arg(key.text),
                             QStringLiteral("It has name, digest, source and role."));
        } else if (kind == QLatin1String("attributes") || kind == QLatin1String("attribute") || kind == QLatin1String("attr")
                   || kind == QLatin1String("run")) {
            return attributeField(field, key, key.text);
        } else {
            return wrong(first, QStringLiteral("There is no '%1' to filter by.").arg(first.text),
                         QStringLiteral("Use metrics, params, tags, datasets or attributes."));
        }
        return field;
    }

    static Result<Field> attributeField(Field field, const Token &token, const QString &name)
    {
        field.kind = Field::Attr;
        field.attribute = attribute(name);
        if (field.attribute)
            return field;
        const QString close = closestTo(name, attributeNames());
        return wrong(token, QStringLiteral("A run has no attribute '%1'.").arg(name),
                     close.isEmpty() ? QStringLiteral("Metrics, params and tags are written metrics.NAME, params.NAME and tags.NAME.")
                                     : QStringLiteral("Did you mean '%1'?").arg(close));
    }

    /// The field's value as one expression, for order: NULL where the run has none.
    QString valueOf(const Field &field)
    {
        switch (field.kind) {
        case Field::Metric:
            m_condition.values << field.key;
            return QStringLiteral("SELECT CASE WHEN m.latest_is_nan THEN NULL ELSE m.latest_value END FROM metric_series m WHERE m.run = "
                                  "r.run AND m.key = ?");
        case Field::Param:
            // Numbers by their size, texts by the alphabet.
            m_condition.values << field.key;
            return QStringLiteral("SELECT coalesce(hr_number(p.value), p.value) FROM params p WHERE p.run = r.run AND p.key = ?");
        case Field::Tag:
            m_condition.values << field.key;
            return QStringLiteral("SELECT t.value FROM run_tags t WHERE t.run = r.run AND t.key = ?");
        case Field::Dataset:
            return QStringLiteral("SELECT min(%1) FROM inputs u JOIN datasets d USING (dataset) WHERE u.run = r.run")
                .arg(datasetColumn(field.key));
        case Field::Attr:
            break;
        }
        return QLatin1String(field.attribute->sql);
    }

    static QString datasetColumn(const QString &member)
    {
        return member == QLatin1String("role") ? QStringLiteral("u.role") : QStringLiteral("d.") + member;
    }

    /// Around a test of `value`: what must hold for a run to have it.
    QString having(const Field &field, const QString &test, const QList<QVariant> &values)
    {
        QString sql;
        switch (field.kind) {
        case Field::Metric:
            sql = QStringLiteral("EXISTS (SELECT 1 FROM metric_series m WHERE m.run = r.run AND m.key = ? AND m.latest_is_nan = 0 AND %1)")
                      .arg(QString(test).replace(QLatin1String("@"), QLatin1String("m.latest_value")));
            break;
        case Field::Param:
            sql = QStringLiteral("EXISTS (SELECT 1 FROM params p WHERE p.run = r.run AND p.key = ? AND %1)")
                      .arg(QString(test).replace(QLatin1String("@"), QLatin1String("p.value")));
            break;
        case Field::Tag:
            sql = QStringLiteral("EXISTS (SELECT 1 FROM run_tags t WHERE t.run = r.run AND t.key = ? AND %1)")
                      .arg(QString(test).replace(QLatin1String("@"), QLatin1String("t.value")));
            break;
        case Field::Dataset:
            m_condition.values << values;
            return QStringLiteral("EXISTS (SELECT 1 FROM inputs u JOIN datasets d USING (dataset) WHERE u.run = r.run AND %1)")
                .arg(QString(test).replace(QLatin1String("@"), datasetColumn(field.key)));
        case Field::Attr:
            m_condition.values << values;
            return QStringLiteral("coalesce(%1, 0)").arg(QString(test).replace(QLatin1String("@"), QLatin1String(field.attribute->sql)));
        }
        m_condition.values << field.key << values;
        return sql;
    }

    bool numeric(const Field &field) const
    {
        return field.kind == Field::Metric
            || (field.kind == Field::Attr
                && (field.attribute->kind == AttributeKind::Time || field.attribute->kind == AttributeKind::Number));
    }

    Result<QString> comparison()
    {
        HR_ASSIGN(const Field field, this->field());
        Token op = m_lexer.take();
        if (field.kind == Field::Attr && field.attribute->kind == AttributeKind::Flag)
            return flag(field, op);
        if (op.isWord("IS"))
            return isNull(field);
        bool negative = false;
        if (op.isWord("NOT")) {
            negative = true;
            op = m_lexer.take();
        }
        if (op.isWord("IN"))
            return in(field, negative);
        if (op.isWord("LIKE") || op.isWord("ILIKE"))
            return like(field, op, negative);
        if (op.isWord("BETWEEN"))
            return between(field, negative);
        static const QStringList comparisons{QStringLiteral("="), QStringLiteral("=="), QStringLiteral("!="), QStringLiteral("<>"),
                                             QStringLiteral("<"), QStringLiteral("<="), QStringLiteral(">"),  QStringLiteral(">=")};
        if (negative || op.kind != Token::Symbol || !comparisons.contains(op.text))
            return wrong(op,
                         op.kind == Token::End ? QStringLiteral("A comparison is missing at the end.")
                                               : QStringLiteral("'%1' is no comparison.").arg(op.text),
                         QStringLiteral("Use =, !=, <, <=, >, >=, LIKE, ILIKE, IN, BETWEEN or IS NULL."));
        QString sign = op.text;
        if (sign == QLatin1String("=="))
            sign = QStringLiteral("=");
        if (sign == QLatin1String("<>"))
            sign = QStringLiteral("!=");
        const Token literal = m_lexer.take();
        if (field.kind == Field::Attr && field.attribute->kind == AttributeKind::Status) {
            if (sign != QLatin1String("=") && sign != QLatin1String("!="))
                return wrong(op, QStringLiteral("A status has no order."), QStringLiteral("Use =, != or IN."));
            HR_ASSIGN(const QStringList words, status(literal));
            return among(field, QVariantList(words.cbegin(), words.cend()), sign == QLatin1String("!="));
        }
        HR_ASSIGN(const QVariant value, this->value(field, literal));
        return having(field, test(field, value, sign), {value});
    }

    /// `@` stands for the field's value.
    static QString test(const Field &field, const QVariant &value, const QString &sign)
    {
        const bool numberOfText = value.typeId() == QMetaType::Double && (field.kind == Field::Param || field.kind == Field::Tag);
        return (numberOfText ? QStringLiteral("hr_number(@) %1 ?") : QStringLiteral("@ %1 ?")).arg(sign);
    }

    Result<QVariant> value(const Field &field, const Token &literal) const
    {
        if (literal.kind == Token::Bad)
            return wrong(literal, literal.text, QStringLiteral("Close the quotes."));
        if (literal.kind == Token::Number) {
            if (field.kind == Field::Dataset || (field.kind == Field::Attr && !numeric(field)))
                return wrong(literal, QStringLiteral("This is compared with text."), QStringLiteral("Write '%1'.").arg(literal.text));
            return QVariant(literal.text.toDouble());
        }
        if (literal.kind != Token::String)
            return wrong(literal,
                         literal.kind == Token::End ? QStringLiteral("A value is missing at the end.")
                                                    : QStringLiteral("'%1' is no value.").arg(literal.text),
                         numeric(field) ? QStringLiteral("Write a number, such as 0.7.")
                                        : QStringLiteral("Write text in single quotes, such as 'abc'."));
        if (!numeric(field))
            return QVariant(literal.text);
        bool ok = false;
        const double number = literal.text.toDouble(&ok);
        if (!ok)
            return wrong(literal, QStringLiteral("'%1' is no number.").arg(literal.text),
                         field.kind == Field::Attr && field.attribute->kind == AttributeKind::Time
                             ? QStringLiteral("Times are milliseconds since 1970.")
                             : QStringLiteral("Write a number, such as 0.7."));
        return QVariant(number);
    }

    static Result<QStringList> status(const Token &literal)
    {
        const auto words = literal.kind == Token::String || literal.kind == Token::Word ? statusWords(literal.text) : std::nullopt;
        if (!words)
            return wrong(literal, QStringLiteral("'%1' is no status.").arg(literal.text),
                         QStringLiteral("Use 'running', 'done', 'failed', 'cancelled' or 'interrupted'."));
        return *words;
    }

    Result<QString> flag(const Field &field, const Token &op)
    {
        const bool equal = op.isSymbol("=") || op.isSymbol("==");
        if (!equal && !op.isSymbol("!="))
            return wrong(op, QStringLiteral("'%1' is yes or no.").arg(QLatin1String(field.attribute->name)),
                         QStringLiteral("Write %1 = true.").arg(QLatin1String(field.attribute->name)));
        const Token literal = m_lexer.take();
        const bool yes = literal.text.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0 || literal.text == QLatin1String("1");
        const bool no = literal.text.compare(QLatin1String("false"), Qt::CaseInsensitive) == 0 || literal.text == QLatin1String("0");
        if (!yes && !no)
            return wrong(literal, QStringLiteral("'%1' is neither true nor false.").arg(literal.text),
                         QStringLiteral("Write true or false."));
        return QString(yes == equal ? QStringLiteral("%1") : QStringLiteral("(NOT %1)")).arg(QLatin1String(field.attribute->sql));
    }

    Result<QString> isNull(const Field &field)
    {
        bool negative = false;
        if (m_lexer.peek().isWord("NOT")) {
            m_lexer.take();
            negative = true;
        }
        if (const Token word = m_lexer.take(); !word.isWord("NULL"))
            return wrong(word, QStringLiteral("NULL is expected behind IS."), QStringLiteral("Write IS NULL or IS NOT NULL."));
        const QString there = having(field, QStringLiteral("@ IS NOT NULL"), {});
        return negative ? there : QStringLiteral("(NOT %1)").arg(there);
    }

    Result<QString> in(const Field &field, bool negative)
    {
        if (const Token open = m_lexer.take(); !open.isSymbol("("))
            return wrong(open, QStringLiteral("A list is expected behind IN."), QStringLiteral("Write IN ('a', 'b')."));
        QVariantList values;
        while (true) {
            const Token literal = m_lexer.take();
            if (field.kind == Field::Attr && field.attribute->kind == AttributeKind::Status) {
                HR_ASSIGN(const QStringList words, status(literal));
                values += QVariantList(words.cbegin(), words.cend());
            } else {
                HR_ASSIGN(const QVariant value, this->value(field, literal));
                values << value;
            }
            const Token next = m_lexer.take();
            if (next.isSymbol(")"))
                break;
            if (!next.isSymbol(","))
                return wrong(next, QStringLiteral("The list is not closed."), QStringLiteral("Write IN ('a', 'b')."));
        }
        if (values.size() > 1000)
            return wrong(m_lexer.peek(), QStringLiteral("The list is too long."), QStringLiteral("At most 1000 values fit."));
        return among(field, values, negative);
    }

    QString among(const Field &field, const QVariantList &values, bool negative)
    {
        QStringList tests;
        for (const QVariant &value : values)
            tests << test(field, value, QStringLiteral("="));
        const QString any = QLatin1Char('(') + tests.join(QStringLiteral(" OR ")) + QLatin1Char(')');
        return having(field, negative ? QStringLiteral("NOT ") + any : any, values);
    }

    Result<QString> like(const Field &field, const Token &op, bool negative)
    {
        if (numeric(field))
            return wrong(op, QStringLiteral("%1 is for text, and this is a number.").arg(op.text.toUpper()),
                         QStringLiteral("Use <, > or =."));
        const Token literal = m_lexer.take();
        if (literal.kind != Token::String)
            return wrong(literal, QStringLiteral("A pattern is missing behind %1.").arg(op.text.toUpper()),
                         QStringLiteral("Write a text in single quotes, with % for anything: 'tree%'."));
        const QString call = op.isWord("LIKE") ? QStringLiteral("hr_like(?, @, 1)") : QStringLiteral("hr_like(?, @, 0)");
        return having(field, negative ? QStringLiteral("NOT ") + call : call, {literal.text});
    }

    Result<QString> between(const Field &field, bool negative)
    {
        HR_ASSIGN(const QVariant low, value(field, m_lexer.take()));
        if (const Token word = m_lexer.take(); !word.isWord("AND"))
            return wrong(word, QStringLiteral("AND is expected between two bounds."), QStringLiteral("Write BETWEEN 0.5 AND 0.7."));
        HR_ASSIGN(const QVariant high, value(field, m_lexer.take()));
        if (low.typeId() != high.typeId())
            return wrong(m_lexer.peek(), QStringLiteral("One bound is a number, the other a text."),
                         QStringLiteral("Make both the same kind."));
        const QString range = QStringLiteral("(%1 AND %2)")
                                  .arg(test(field, low, QStringLiteral(">=")), test(field, high, QStringLiteral("<=")));
        return having(field, negative ? QStringLiteral("NOT ") + range : range, {low, high});
    }

    Lexer m_lexer;
    RunCondition m_condition;
    int m_depth = 0;
};

}  // namespace

Result<RunCondition> parseRunFilter(const QString &text)
{
    return Parser(text).filter();
}

Result<RunCondition> parseRunOrder(const QString &text)
{
    return Parser(text).order();
}

QString filterField(const QString &kind, const QString &key)
{
    return Lexer::isPlainKey(key)        ? kind + QLatin1Char('.') + key
        : key.contains(QLatin1Char('`')) ? QStringLiteral("%1.\"%2\"").arg(kind, key)
                                         : QStringLiteral("%1.`%2`").arg(kind, key);
}

FilterCompletion completeRunFilter(const QString &text, int position, const FilterWords &known)
{
    // Back to where the field or word under the cursor begins.
    int start = position;
    bool quoted = text.left(position).count(QLatin1Char('`')) % 2 != 0;
    while (start > 0) {
        const QChar c = text.at(start - 1);
        if (c == QLatin1Char('`'))
            quoted = !quoted;
        else if (!quoted && !Lexer::isKeyCharacter(c))
            break;
        --start;
    }
    const QString begun = QString(text.mid(start, position - start)).remove(QLatin1Char('`'));
    QStringList words;
    for (const QString &key : known.metrics)
        words << filterField(QStringLiteral("metrics"), key);
    for (const QString &key : known.params)
        words << filterField(QStringLiteral("params"), key);
    for (const QString &key : known.tags)
        words << filterField(QStringLiteral("tags"), key);
    words << attributeNames();
    words << QStringList{QStringLiteral("AND"),   QStringLiteral("OR"), QStringLiteral("NOT"),     QStringLiteral("LIKE"),
                         QStringLiteral("ILIKE"), QStringLiteral("IN"), QStringLiteral("BETWEEN"), QStringLiteral("IS NULL")};
    FilterCompletion completion;
    completion.start = start;
    for (const QString &word : words)
        if (QString(word).remove(QLatin1Char('`')).contains(begun, Qt::CaseInsensitive))
            completion.words << word;
    return completion;
}

}  // namespace headrace::record
