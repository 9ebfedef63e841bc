// SPDX-License-Identifier: GPL-3.0-or-later
// check.expect: counts the rows that break expectations, parts them from the others, and stops the run or warns.
#include "engine/data/type_names.h"
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

#include <QRegularExpression>
#include <QSet>

namespace headrace {

namespace {

struct Expectation {
    QString name;
    QString kind;
    bool stops = true;
    QString broken;  ///< SQL over one row of `from` that is true where the row breaks it; empty for row_count
    QString shown;   ///< SQL of the value that breaks it, as text
    QString words;   ///< what is expected: 'age' is not missing
    std::optional<double> minimum, maximum;
};

struct Expectations {
    QList<Expectation> list;
    QString from;  ///< the input with the counts that unique needs
};

QString listSql(const QStringList &texts)
{
    return texts.join(QStringLiteral(", "));
}

QString nameFrom(const QString &kind, const QStringList &columns)
{
    static const QRegularExpression odd(QStringLiteral("[^A-Za-z0-9_]+"));
    QString name = columns.isEmpty() ? kind : kind + QLatin1Char('_') + columns.join(QLatin1Char('_'));
    return name.replace(odd, QStringLiteral("_")).left(100);
}

QString boundsInWords(const Expectation &expectation)
{
    const auto text = [](double value) { return QString::number(value, 'g', 15); };
    if (expectation.minimum && expectation.maximum)
        return QStringLiteral("between %1 and %2").arg(text(*expectation.minimum), text(*expectation.maximum));
    return expectation.minimum ? QStringLiteral("at least %1").arg(text(*expectation.minimum))
                               : QStringLiteral("at most %1").arg(text(*expectation.maximum));
}

/// One expectation as SQL, checked against the schema.
Result<Expectation> compile(NodeContext &context, const Params &record, const QString &path, const TableInput &input, QStringList &counts)
{
    Expectation one;
    one.kind = record.text(QStringLiteral("kind"));
    one.stops = record.text(QStringLiteral("severity")) != QLatin1String("warn");
    if (record.has(QStringLiteral("min")))
        one.minimum = record.number(QStringLiteral("min"));
    if (record.has(QStringLiteral("max")))
        one.maximum = record.number(QStringLiteral("max"));
    QStringList names = record.texts(QStringLiteral("columns"));
    const QString column = record.text(QStringLiteral("column"));
    if (!column.isEmpty())
        names.prepend(column);
    const auto wrong = [&](const char *member, const QString &text, const QString &hint) {
        return shape::invalid(context, path + QLatin1Char('.') + QLatin1String(member), text, hint);
    };

    const bool bounded = one.kind == QLatin1String("range") || one.kind == QLatin1String("row_count");
    if (bounded && !one.minimum && !one.maximum)
        return wrong("min", QStringLiteral("Neither min nor max is given."), QStringLiteral("Give one of them, or both."));
    if (one.minimum && one.maximum && *one.minimum > *one.maximum)
        return wrong("max", QStringLiteral("max is less than min."), QStringLiteral("Exchange them."));
    if (one.kind == QLatin1String("row_count") || one.kind == QLatin1String("condition")) {
        names.clear();
    } else if (names.isEmpty()) {
        return wrong("column", QStringLiteral("No column is named."), QStringLiteral("Name the column that is expected to be so."));
    }
    QStringList quoted;
    QList<data::Column> found;
    for (const QString &name : std::as_const(names)) {
        HR_ASSIGN(
            const int index,
            shape::column(context, path + (name == column ? QStringLiteral(".column") : QStringLiteral(".columns")), name, input.schema));
        found << input.schema.columns[index];
        quoted << quoteIdentifier(found.last().name);
    }
    names.clear();
    for (const data::Column &known : std::as_const(found))
        names << known.name;
    const QString inWords = QStringLiteral("'%1'").arg(names.join(QStringLiteral("', '")));
    const auto anyOf = [&quoted](const QString &pattern) {
        QStringList parts;
        for (const QString &name : quoted)
            parts << pattern.arg(name);
        return parts.join(QStringLiteral(" OR "));
    };
    one.shown = quoted.size() == 1 ? QStringLiteral("CAST(%1 AS VARCHAR)").arg(quoted.first())
        : quoted.isEmpty()         ? QString()
                                   : QStringLiteral("CAST(row(%1) AS VARCHAR)").arg(listSql(quoted));

    if (one.kind == QLatin1String("not_null")) {
        one.broken = anyOf(QStringLiteral("%1 IS NULL"));
        one.words = QStringLiteral("%1 is not missing").arg(inWords);
    } else if (one.kind == QLatin1String("unique")) {
        // Missing values do not count as equal, as in SQL.
        const QString count = QStringLiteral("\"__hr_n%1\"").arg(counts.size());
        counts << QStringLiteral("count(*) OVER (PARTITION BY %1) AS %2").arg(listSql(quoted), count);
        one.broken = QStringLiteral("%1 > 1 AND NOT (%2)").arg(count, anyOf(QStringLiteral("%1 IS NULL")));
        one.words = QStringLiteral("%1 is unique").arg(inWords);
    } else if (one.kind == QLatin1String("range")) {
        QStringList parts;
        for (qsizetype i = 0; i < found.size(); ++i) {
            if (!data::isNumericType(found[i].type))
                return wrong("column", QStringLiteral("'%1' holds %2, not numbers.").arg(found[i].name, found[i].type),
                             QStringLiteral("Use a condition, such as day >= DATE '2024-01-01'."));
            if (one.minimum)
                parts << QStringLiteral("%1 < %2").arg(quoted[i], sqlLiteral(*one.minimum));
            if (one.maximum)
                parts << QStringLiteral("%1 > %2").arg(quoted[i], sqlLiteral(*one.maximum));
            if (data::isFloatingType(found[i].type))
                parts << QStringLiteral("isnan(%1)").arg(quoted[i]);
        }
        one.broken = parts.join(QStringLiteral(" OR "));
        one.words = QStringLiteral("%1 is %2").arg(inWords, boundsInWords(one));
    } else if (one.kind == QLatin1String("set")) {
        const QStringList values = record.texts(QStringLiteral("values"));
        if (values.isEmpty())
            return wrong("values", QStringLiteral("No values are given."), QStringLiteral("List the values that may stand there."));
        QStringList parts;
        for (qsizetype i = 0; i < found.size(); ++i) {
            QStringList casts;
            for (qsizetype v = 0; v < values.size(); ++v) {
                const QString cast = QStringLiteral("CAST(%1 AS %2)").arg(quoteLiteral(values[v]), found[i].type);
                if (const auto fits = context.connection().scalar(QStringLiteral("SELECT TRY_%1 IS NOT NULL").arg(cast));
                    !fits || !fits->toBool())
                    return shape::invalid(context, QStringLiteral("%1.values[%2]").arg(path).arg(v),
                                          QStringLiteral("'%1' is no %2, which '%3' holds.").arg(values[v], found[i].type, found[i].name),
                                          QStringLiteral("Write values of that type."));
                casts << cast;
            }
            parts << QStringLiteral("%1 NOT IN (%2)").arg(quoted[i], listSql(casts));
        }
        one.broken = parts.join(QStringLiteral(" OR "));
        one.words = QStringLiteral("%1 is one of %2")
                        .arg(inWords,
                             values.size() > 10 ? values.mid(0, 10).join(QStringLiteral(", ")) + QStringLiteral(", …")
                                                : values.join(QStringLiteral(", ")));
    } else if (one.kind == QLatin1String("regex")) {
        const QString pattern = record.text(QStringLiteral("pattern"));
        if (pattern.isEmpty())
            return wrong("pattern", QStringLiteral("No pattern is given."), QStringLiteral("Give a regular expression, such as [A-Z]{3}."));
        if (const auto valid = context.connection().scalar(QStringLiteral("SELECT regexp_full_match('', %1)").arg(quoteLiteral(pattern)));
            !valid)
            return wrong("pattern", QStringLiteral("The pattern is no regular expression: %1").arg(valid.error().text),
                         QStringLiteral("Escape characters such as ( [ + with \\."));
        QStringList parts;
        for (const QString &name : std::as_const(quoted))
            parts << QStringLiteral("NOT regexp_full_match(CAST(") + name + QStringLiteral(" AS VARCHAR), ") + quoteLiteral(pattern)
                    + QLatin1Char(')');
        one.broken = parts.join(QStringLiteral(" OR "));
        one.words = QStringLiteral("%1 fits %2").arg(inWords, pattern);
    } else if (one.kind == QLatin1String("condition")) {
        const QString text = record.text(QStringLiteral("condition"));
        if (text.isEmpty())
            return wrong("condition", QStringLiteral("No condition is given."), QStringLiteral("Give one, such as price >= 0."));
        HR_ASSIGN(const QString condition, context.expression(path + QStringLiteral(".condition"), text, input.schema));
        HR_ASSIGN(const data::Schema bound, context.describe(QStringLiteral("SELECT (%1) AS c FROM %2").arg(condition, input.handle)));
        if (bound.columns.value(0).type != QLatin1String("BOOLEAN"))
            return wrong("condition", QStringLiteral("The condition gives %1, not true or false.").arg(bound.columns.value(0).type),
                         QStringLiteral("Compare it with something, as in price >= 0."));
        one.broken = QStringLiteral("NOT (%1)").arg(condition);
        one.words = text;
    } else {
        one.words = QStringLiteral("the number of rows is %1").arg(boundsInWords(one));
    }
    one.name = record.text(QStringLiteral("name"));
    if (one.name.isEmpty())
        one.name = nameFrom(one.kind, names);
    return one;
}

Result<Expectations> compileAll(NodeContext &context, const TableInput &input)
{
    Expectations expectations;
    QStringList counts;
    QSet<QString> taken;
    const QList<Params> records = context.params().records(QStringLiteral("expectations"));
    for (qsizetype i = 0; i < records.size(); ++i) {
        const QString path = QStringLiteral("expectations[%1]").arg(i);
        HR_ASSIGN(Expectation one, compile(context, records[i], path, input, counts));
        const QString name = one.name;
        for (int n = 2; taken.contains(one.name); ++n)
            one.name = QStringLiteral("%1_%2").arg(name).arg(n);
        taken.insert(one.name);
        expectations.list << one;
    }
    expectations.from = counts.isEmpty() ? input.handle : QStringLiteral("(SELECT *, %1 FROM %2)").arg(listSql(counts), input.handle);
    return expectations;
}

/// True, false, never missing: an expectation about a missing value is not broken.
QString isBroken(const Expectation &expectation)
{
    return QStringLiteral("coalesce(%1, false)").arg(expectation.broken);
}

QStringList rowConditions(const Expectations &expectations)
{
    QStringList conditions;
    for (const Expectation &expectation : expectations.list) {
        if (!expectation.broken.isEmpty())
            conditions << isBroken(expectation);
    }
    return conditions;
}

Result<QMap<QString, data::Relation>> expectRelation(NodeContext &context)
{
    const TableInput input = context.table();
    if (shape::isUnknown(input))
        return QMap<QString, data::Relation>{{QStringLiteral("passing"), shape::unknown(input)},
                                             {QStringLiteral("failing"), shape::unknown(input)}};
    HR_ASSIGN(const Expectations expectations, compileAll(context, input));
    const QStringList conditions = rowConditions(expectations);
    QStringList columns;
    for (const data::Column &column : input.schema.columns)
        columns << quoteIdentifier(column.name);
    QStringList hidden;
    for (const QString &name : shape::hidden(input.identity))
        hidden << quoteIdentifier(name);

    data::Relation passing = shape::from(input);
    passing.sql = conditions.isEmpty() ? QStringLiteral("SELECT * FROM ") + input.handle
                                       : QStringLiteral("SELECT %1 FROM %2 WHERE NOT (%3)")
                                             .arg(listSql(columns + hidden), expectations.from, conditions.join(QStringLiteral(" OR ")));
    passing.keepsCount = conditions.isEmpty();

    data::Relation failing = shape::from(input);
    failing.chain.clear();
    QString name = context.params().text(QStringLiteral("violations_column"));
    HR_TRY(shape::checkNewName(context, QStringLiteral("violations_column"), name));
    const QString wanted = name;
    for (int n = 1; input.schema.indexOf(name) >= 0; ++n)
        name = QStringLiteral("%1_%2").arg(wanted).arg(n);
    QStringList parts;
    for (const Expectation &expectation : expectations.list) {
        if (!expectation.broken.isEmpty())
            parts << QStringLiteral("CASE WHEN %1 THEN %2 END").arg(isBroken(expectation), quoteLiteral(expectation.name));
    }
    const QString violations = QStringLiteral("%1 AS %2")
                                   .arg(parts.isEmpty() ? QStringLiteral("CAST(NULL AS VARCHAR)")
                                                        : QStringLiteral("concat_ws('; ', %1)").arg(listSql(parts)),
                                        quoteIdentifier(name));
    failing.sql = QStringLiteral("SELECT %1 FROM %2 WHERE %3")
                      .arg(listSql(columns + QStringList{violations} + hidden), expectations.from,
                           conditions.isEmpty() ? QStringLiteral("false") : conditions.join(QStringLiteral(" OR ")));
    failing.schema.columns << data::Column{name, QStringLiteral("VARCHAR"), {}, {}};
    HR_TRY(context.describe(failing.sql));
    return QMap<QString, data::Relation>{{QStringLiteral("passing"), passing}, {QStringLiteral("failing"), failing}};
}

Result<void> expectTask(TaskContext &context)
{
    const TableInput input = context.table();
    HR_ASSIGN(const Expectations expectations, compileAll(context, input));
    HR_ASSIGN(const auto connection, context.newConnection());
    const auto guard = context.onCancel([&connection] { connection->interrupt(); });
    QStringList counts{QStringLiteral("count(*)")};
    for (const Expectation &expectation : expectations.list)
        counts << (expectation.broken.isEmpty() ? QStringLiteral("0")
                                                : QStringLiteral("count(*) FILTER (WHERE %1)").arg(isBroken(expectation)));
    HR_ASSIGN(const QJsonArray table, connection->rows(QStringLiteral("SELECT %1 FROM %2").arg(listSql(counts), expectations.from)));
    const QJsonArray found = table.at(0).toArray();
    const qint64 rows = found.at(0).toInteger();

    QStringList stopping;
    for (qsizetype i = 0; i < expectations.list.size(); ++i) {
        const Expectation &expectation = expectations.list[i];
        qint64 violations = found.at(i + 1).toInteger();
        QString what;
        if (expectation.kind == QLatin1String("row_count")) {
            violations = (expectation.minimum && double(rows) < *expectation.minimum)
                    || (expectation.maximum && double(rows) > *expectation.maximum)
                ? 1
                : 0;
            what = QStringLiteral("there are %1").arg(rows);
        } else if (violations > 0) {
            what = QStringLiteral("%1 of %2 rows break it").arg(violations).arg(rows);
            if (!expectation.shown.isEmpty() && expectation.kind != QLatin1String("not_null")) {
                HR_ASSIGN(const QJsonArray examples,
                          connection->rows(QStringLiteral("SELECT DISTINCT %1 FROM %2 WHERE %3 ORDER BY 1 LIMIT 5")
                                               .arg(expectation.shown, expectations.from, isBroken(expectation))));
                QStringList values;
                for (const QJsonValue &example : examples)
                    values << example.toArray().at(0).toString().left(80);
                what += QStringLiteral(", such as ") + values.join(QStringLiteral(", "));
            }
        }
        context.metric(QStringLiteral("rows/%1_violations").arg(expectation.name), double(violations));
        if (violations == 0) {
            context.log(QStringLiteral("info"), QStringLiteral("%1: holds (%2).").arg(expectation.name, expectation.words));
            continue;
        }
        const QString text = QStringLiteral("%1 (%2): %3").arg(expectation.name, expectation.words, what);
        if (expectation.stops) {
            context.log(QStringLiteral("error"), text + QLatin1Char('.'));
            stopping << text;
        } else {
            context.warn(text + QLatin1Char('.'));
        }
    }
    if (!stopping.isEmpty())
        return Error(ErrorCode::Failed, QStringLiteral("The rows are not as expected: %1.").arg(stopping.join(QStringLiteral("; "))),
                     QStringLiteral("Mend the data, or set the severity of the expectation to warn and take the passing rows."))
            .at(context.node(), QStringLiteral("expectations"));
    return {};
}

}  // namespace

Operator checkExpect()
{
    return declare("check.expect", 1)
        .title(TR("Expect"))
        .category(Category::Check)
        .icon("shield-check")
        .doc(TR("Checks that rows are as they should be. Counts the rows that break each expectation, and stops the run or warns; the rows "
                "that pass and "
                "those that fail go on apart. A missing value breaks only the expectation that it is not missing."))
        .keywords({TR("expectation"), TR("quality"), TR("validate"), TR("test"), TR("gate"), TR("assert"), TR("constraint")})
        .input("rows", PortType::Table, TR("The rows to check."))
        .output("passing", PortType::Table, TR("The rows that break no expectation."))
        .output("failing", PortType::Table, TR("The rows that break at least one, with a further column that names which."))
        .param(
            Param::records(
                "expectations",
                {Param::choice("kind",
                               {QStringLiteral("not_null"), QStringLiteral("unique"), QStringLiteral("range"), QStringLiteral("set"),
                                QStringLiteral("regex"), QStringLiteral("row_count"), QStringLiteral("condition")})
                     .title(TR("Kind"))
                     .required()
                     .doc(TR("What is expected: no missing values, no value twice, numbers in a range, values of a set, texts of a form, a "
                             "number of rows, or a condition.")),
                 Param::column("column").title(TR("Column")).doc(TR("The column it is about; not for row_count and condition.")),
                 Param::columns("columns").title(TR("Columns")).doc(TR("Several columns: together for unique, each for the others.")),
                 Param::number("min")
                     .title(TR("At least"))
                     .doc(TR("Of range and row_count: the least number allowed."))
                     .example(QStringLiteral("0")),
                 Param::number("max")
                     .title(TR("At most"))
                     .doc(TR("Of range and row_count: the greatest number allowed."))
                     .example(QStringLiteral("100")),
                 Param::texts("values").title(TR("Values")).doc(TR("Of set: the values allowed, as text.")).example(QStringLiteral("red")),
                 Param::text("pattern")
                     .title(TR("Pattern"))
                     .doc(TR("Of regex: a regular expression that the whole value fits."))
                     .example(QStringLiteral("[A-Z]{3}")),
                 Param::expression("condition")
                     .title(TR("Condition"))
                     .doc(TR("Of condition: a SQL expression that is not false for any row."))
                     .example(QStringLiteral("price >= cost")),
                 Param::choice("severity", {QStringLiteral("stop"), QStringLiteral("warn")})
                     .title(TR("Severity"))
                     .byDefault(QStringLiteral("stop"))
                     .doc(TR("What to do if a row breaks it: stop the run, or warn and go on.")),
                 Param::text("name")
                     .title(TR("Name"))
                     .doc(TR("Its name in metrics, logs and the column of failing rows. Not set: made of kind and column."))
                     .example(QStringLiteral("price_known"))})
                .title(TR("Expectations"))
                .required()
                .doc(TR("What the rows are expected to be.")))
        .param(Param::text("violations_column")
                   .title(TR("Column of violations"))
                   .byDefault(QStringLiteral("violations"))
                   .advanced()
                   .doc(TR("Name of the column of failing rows that names the expectations they break.")))
        .trait(&Traits::choosesRows)
        .example(R"({"headrace": 1, "name": "Check prices", "nodes": {
            "prices": {"op": "read.inline", "version": 1, "params": {"csv": "item,price\ncup,3\npot,-1\n"}},
            "check": {"op": "check.expect", "version": 1, "params": {"expectations": [
                {"kind": "unique", "column": "item"}, {"kind": "range", "column": "price", "min": 0, "severity": "warn"}]}, "inputs": {"rows": "prices:rows"}}}})")
        .relation(expectRelation)
        .task(expectTask)
        .taskJudges();
}

}  // namespace headrace
