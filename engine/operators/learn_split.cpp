// SPDX-License-Identifier: GPL-3.0-or-later
// learn.split: divides rows into train, validation and test, the same rows next year and on another machine.
#include "engine/base/quoting.h"
#include "engine/data/hash_function.h"
#include "engine/operators/declare.h"
#include "engine/operators/learn_shared.h"

#include <cmath>

namespace headrace {

namespace {

enum class Part { Train, Validation, Test };

// The hash as a whole number whose order is that of the hash's unsigned bits.
QString placeSql(quint64 seed, const data::Schema &schema, const QStringList &keys)
{
    return QStringLiteral("xor(%1, CAST('-9223372036854775808' AS BIGINT))").arg(data::hashSql(seed, schema, keys));
}

// "the place is below this share of all hashes", as SQL; empty: always.
QString belowSql(const QString &place, double share)
{
    const double bound = std::ldexp(share, 64) - std::ldexp(1.0, 63);
    if (bound >= std::ldexp(1.0, 63))
        return QStringLiteral("TRUE");
    return QStringLiteral("%1 < CAST('%2' AS BIGINT)").arg(place, QString::number(qint64(bound)));
}

Result<QStringList> namesOf(NodeContext &context, const char *parameter, const data::Schema &schema, const QStringList &otherwise)
{
    const QStringList names = context.params().texts(QLatin1String(parameter));
    for (const QString &name : names)
        if (auto column = learning::columnOf(schema, name); !column)
            return std::move(column.error()).at(context.node(), QLatin1String(parameter));
    return names.isEmpty() ? otherwise : names;
}

Error missing(NodeContext &context, const char *parameter, const QString &text, const QString &hint)
{
    return Error(ErrorCode::Invalid, text, hint).at(context.node(), QLatin1String(parameter));
}

// Conditions over the rows: `from` is what they hold for, with more columns than the handle where ranks are needed.
struct Conditions {
    QString from;
    QString train, validation, test;
};

Conditions byHash(const TableInput &rows, const QString &place, double validation, double test)
{
    const QString inTest = belowSql(place, test);
    const QString inEither = belowSql(place, test + validation);
    return {rows.handle, QStringLiteral("NOT (%1)").arg(inEither), QStringLiteral("%1 AND NOT (%2)").arg(inEither, inTest), inTest};
}

Conditions byRank(const TableInput &rows, const QString &ranked, const QString &counted, double validation, double test, bool testLast)
{
    const QString from = QStringLiteral("(SELECT *, %1 AS __hr_rank, %2 AS __hr_rows FROM %3)").arg(ranked, counted, rows.handle);
    const QString testRows = QStringLiteral("round(%1 * __hr_rows)").arg(QString::number(test, 'e', 17));
    const QString validationRows = QStringLiteral("round(%1 * __hr_rows)").arg(QString::number(validation, 'e', 17));
    if (testLast)
        return {from, QStringLiteral("__hr_rank <= __hr_rows - %1 - %2").arg(testRows, validationRows),
                QStringLiteral("__hr_rank > __hr_rows - %1 - %2 AND __hr_rank <= __hr_rows - %1").arg(testRows, validationRows),
                QStringLiteral("__hr_rank > __hr_rows - %1").arg(testRows)};
    return {from, QStringLiteral("__hr_rank > %1 + %2").arg(testRows, validationRows),
            QStringLiteral("__hr_rank > %1 AND __hr_rank <= %1 + %2").arg(testRows, validationRows),
            QStringLiteral("__hr_rank <= %1").arg(testRows)};
}

Result<QMap<QString, data::Relation>> split(NodeContext &context)
{
    const TableInput rows = context.table();
    const Params &params = context.params();
    const QString method = params.text(QStringLiteral("method"));
    const double validation = params.number(QStringLiteral("validation"));
    const double test = params.number(QStringLiteral("test"));
    if (validation + test >= 1)
        return missing(context, "test", QStringLiteral("Test and validation together take all rows, so none is left to train on."),
                       QStringLiteral("Let them sum to less than 1."));
    HR_ASSIGN(const QStringList keys, namesOf(context, "keys", rows.schema, rows.schema.names()));
    HR_ASSIGN(const QStringList strata, namesOf(context, "stratify", rows.schema, {}));
    HR_ASSIGN(const QStringList group, namesOf(context, "group", rows.schema, {}));
    const quint64 seed = quint64(params.integer(QStringLiteral("seed")));

    Conditions conditions;
    if (method == QLatin1String("stratified")) {
        if (strata.isEmpty())
            return missing(context, "stratify", QStringLiteral("A stratified split needs the columns whose values keep their shares."),
                           QStringLiteral("Choose the target, for instance."));
        const QString partition = QStringLiteral("PARTITION BY %1").arg(quoteIdentifiers(strata));
        conditions = byRank(rows, QStringLiteral("rank() OVER (%1 ORDER BY %2)").arg(partition, placeSql(seed, rows.schema, keys)),
                            QStringLiteral("count(*) OVER (%1)").arg(partition), validation, test, false);
    } else if (method == QLatin1String("time")) {
        const QString time = params.text(QStringLiteral("time"));
        if (time.isEmpty())
            return missing(context, "time", QStringLiteral("A split by time needs the column that holds the time."),
                           QStringLiteral("Choose a date, a timestamp or a number that grows with time."));
        if (auto column = learning::columnOf(rows.schema, time); !column)
            return std::move(column.error()).at(context.node(), QStringLiteral("time"));
        const QString quoted = quoteIdentifier(time);
        conditions = byRank(rows, QStringLiteral("rank() OVER (ORDER BY %1 ASC NULLS LAST)").arg(quoted),
                            QStringLiteral("count(%1) OVER ()").arg(quoted), validation, test, true);
        for (QString *condition : {&conditions.train, &conditions.validation, &conditions.test})
            *condition = QStringLiteral("%1 IS NOT NULL AND (%2)").arg(quoted, *condition);
    } else {
        if (method == QLatin1String("group") && group.isEmpty())
            return missing(context, "group", QStringLiteral("A split by group needs the columns whose equal values stay together."),
                           QStringLiteral("Choose the customer, the patient, the device, …"));
        conditions = byHash(rows, placeSql(seed, rows.schema, method == QLatin1String("group") ? group : keys), validation, test);
    }

    data::Relation relation;
    relation.schema = rows.schema;
    relation.identity = rows.identity;
    relation.chain = rows.chain;
    QStringList columns = rows.schema.names();
    columns << data::hiddenOf(relation);
    QMap<QString, data::Relation> parts;
    for (const auto &[port, condition] :
         {std::pair("train", conditions.train), std::pair("validation", conditions.validation), std::pair("test", conditions.test)}) {
        relation.sql = QStringLiteral("SELECT %1 FROM %2 WHERE %3").arg(quoteIdentifiers(columns), conditions.from, condition);
        if (conditions.from == rows.handle)
            relation.condition = condition;
        parts.insert(QLatin1String(port), relation);
    }
    return parts;
}

}  // namespace

Operator learnSplit()
{
    return declare("learn.split", 1)
        .title(TR("Split"))
        .category(Category::Learn)
        .icon("split")
        .doc(TR("Divides rows into train, validation and test, the same rows next year and on another machine.\n\n"
                "The part of a row is decided by a hash of its key columns and the seed, not by its place: rows with equal keys stay "
                "together, and rows that come later leave the others where they are. With no keys chosen all columns are the "
                "keys, and then a further column deals the rows anew: choose a lasting identifier as soon as there is one."))
        .keywords({TR("train"), TR("test"), TR("validation"), TR("holdout"), TR("partition"), TR("stratified"), TR("train_test_split")})
        .summary(TR("{method}, test {test}"))
        .input("rows", PortType::Table, TR("The rows to divide."))
        .output("train", PortType::Table, TR("The rows to learn from: what test and validation leave."))
        .output("validation", PortType::Table, TR("The rows to stop early and to choose by; empty where its share is 0."))
        .output("test", PortType::Table, TR("The rows to judge by."))
        .param(
            Param::choice("method",
                          {QStringLiteral("random"), QStringLiteral("stratified"), QStringLiteral("group"), QStringLiteral("time")})
                .title(TR("Method"))
                .doc(TR("random: by the hash of the keys. stratified: each value of some columns keeps its share in each part. group: rows "
                        "of one group stay together. time: the latest rows are the test, and no instant is on both sides."))
                .byDefault(QStringLiteral("random")))
        .param(Param::number("test")
                   .title(TR("Test"))
                   .doc(TR("Share of the rows for the test; 0.2 is a fifth."))
                   .byDefault(0.2)
                   .atLeast(0)
                   .atMost(0.99))
        .param(Param::number("validation")
                   .title(TR("Validation"))
                   .doc(TR("Share of the rows for the validation; 0 where it is not needed."))
                   .byDefault(0)
                   .atLeast(0)
                   .atMost(0.99))
        .param(Param::columns("keys")
                   .title(TR("Keys"))
                   .doc(TR("Columns whose hash decides the part of a row (random) or its place within the stratum (stratified); none "
                           "chosen: all columns."))
                   .example(QStringLiteral("id")))
        .param(
            Param::columns("stratify")
                .title(TR("Stratify by"))
                .doc(TR("stratified: columns whose values keep their shares, such as the target. Within a value the rows of the smallest "
                        "hashes are the test, its share of them rounded.")))
        .param(Param::columns("group").title(TR("Group")).doc(TR("group: rows with equal values of these columns stay together.")))
        .param(
            Param::column("time").title(TR("Time")).doc(TR("time: the column that orders the rows. Rows without a time are in no part.")))
        .param(Param::integer("seed").title(TR("Seed")).doc(TR("Another seed gives other parts.")).byDefault(0).advanced())
        .trait(&Traits::splits)
        .trait(&Traits::choosesRows)
        .relation(&split)
        .example(learnExample("Split", R"(
            "split": {"op": "learn.split", "version": 1, "params": {"test": 0.3, "keys": ["id"]}, "inputs": {"rows": "people:rows"}}
        )")
                     .constData());
}

}  // namespace headrace
