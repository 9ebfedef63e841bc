// SPDX-License-Identifier: GPL-3.0-or-later
// table.sample: some rows, the same ones at every run and on every machine.
#include "engine/data/hash_function.h"
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

#include <cmath>
#include <limits>

namespace headrace {

namespace {

/// The hash that decides: over key columns, else over what tells the rows apart.
Result<QString> decidingHash(const NodeContext &context, const TableInput &input)
{
    const Params &params = context.params();
    HR_ASSIGN(const QList<int> keys, shape::columns(context, QStringLiteral("keys"), params.texts(QStringLiteral("keys")), input.schema));
    QStringList names;
    for (const int index : keys)
        names << input.schema.columns[index].name;
    if (names.isEmpty())
        names = shape::ordering(input);
    const quint64 seed = params.has(QStringLiteral("seed")) ? quint64(params.integer(QStringLiteral("seed"))) : context.seed();
    return data::hashSql(seed, input.schema, names);
}

/// Whether the top bits of the hash, read as a fraction of 1, are below `fraction`.
QString below(const QString &hash, double fraction)
{
    if (fraction >= 1)
        return QStringLiteral("TRUE");
    // The sign bit turned, unsigned order becomes signed order.
    const double scaled = std::ldexp(fraction, 64);
    const qint64 bound = qint64(quint64(scaled) ^ (quint64(1) << 63));
    return QStringLiteral("xor(%1, CAST(-9223372036854775808 AS BIGINT)) < CAST(%2 AS BIGINT)").arg(hash).arg(bound);
}

shape::Outputs sampleRows(NodeContext &context)
{
    const TableInput input = context.table();
    if (shape::isUnknown(input))
        return shape::rows(shape::unknown(input));
    const Params &params = context.params();
    const bool byPercent = params.text(QStringLiteral("method")) == QStringLiteral("percent");
    if (!params.has(byPercent ? QStringLiteral("percent") : QStringLiteral("rows")))
        return shape::invalid(context, byPercent ? QStringLiteral("percent") : QStringLiteral("rows"),
                              QStringLiteral("How much to take is missing."), QStringLiteral("Enter a number."));
    HR_ASSIGN(const QString hash, decidingHash(context, input));
    HR_ASSIGN(const QList<int> strata,
              shape::columns(context, QStringLiteral("strata"), params.texts(QStringLiteral("strata")), input.schema));
    const QString rows = QString::number(params.integer(QStringLiteral("rows")));
    const double fraction = params.number(QStringLiteral("percent")) / 100;

    data::Relation relation = shape::from(input);
    const QString order = hash + QStringLiteral(", ") + shape::orderKeys(input);
    if (!strata.isEmpty()) {
        QStringList names;
        for (const int index : strata)
            names << quoteIdentifier(input.schema.columns[index].name);
        const QString over = QStringLiteral("PARTITION BY ") + names.join(QStringLiteral(", "));
        const QString most = byPercent ? QStringLiteral("round(%1 * count(*) OVER (%2))").arg(sqlLiteral(fraction), over) : rows;
        relation.sql = QStringLiteral("SELECT * FROM %1 QUALIFY row_number() OVER (%2 ORDER BY %3) <= %4")
                           .arg(input.handle, over, order, most);
    } else if (byPercent) {
        relation.sql = QStringLiteral("SELECT * FROM %1 WHERE %2").arg(input.handle, below(hash, fraction));
    } else {
        relation.sql = QStringLiteral("SELECT * FROM %1 ORDER BY %2 LIMIT %3").arg(input.handle, order, rows);
    }
    return shape::rows(relation);
}

}  // namespace

Operator tableSample()
{
    return declare("table.sample", 1)
        .title(TR("Sample rows"))
        .category(Category::Shape)
        .icon("dices")
        .doc(TR("Keeps some of the rows by chance, and the same ones at every run and on every machine. What is kept is decided by a hash "
                "of the key columns "
                "and the seed; without keys, of the place of the row in its source. A percentage keeps rows with equal keys together and "
                "is met about, "
                "a number of rows exactly. With strata each group is sampled on its own, and a percentage is met exactly in each."))
        .keywords({TR("random"), TR("subset"), TR("stratified"), TR("percent")})
        .summary(TR("{method}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("The rows that were drawn."))
        .param(Param::choice("method", {QStringLiteral("rows"), QStringLiteral("percent")})
                   .title(TR("How much"))
                   .doc(TR("A number of rows, or a share of them."))
                   .byDefault(QStringLiteral("percent")))
        .param(Param::integer("rows")
                   .title(TR("Rows"))
                   .doc(TR("With method rows: how many; with strata, from each of them."))
                   .unit(TR("rows"))
                   .atLeast(0)
                   .atMost(9e15)
                   .example(TR("1000")))
        .param(Param::number("percent")
                   .title(TR("Percent"))
                   .doc(TR("With method percent: the share of the rows."))
                   .unit(TR("%"))
                   .byDefault(10)
                   .atLeast(0)
                   .atMost(100))
        .param(Param::columns("keys")
                   .title(TR("Keys"))
                   .doc(TR("The columns that decide. Rows with equal keys are drawn together by percent. Empty: the place in the source.")))
        .param(Param::columns("strata").title(TR("Strata")).doc(TR("Columns whose values make groups that are each sampled on their own.")))
        .param(Param::integer("seed")
                   .title(TR("Seed"))
                   .doc(TR("Another seed draws other rows. Empty: the seed of the run."))
                   .advanced()
                   .atLeast(-9e15)
                   .atMost(9e15))
        .trait(&Traits::choosesRows)
        .trait(&Traits::seeded)
        .example(R"({"headrace": 1, "name": "Sample rows", "nodes": {
            "people": {"op": "read.inline", "version": 1, "params": {"csv": "name,age\nAda,36\nAlan,41\nGrace,85\n"}},
            "sample": {"op": "table.sample", "version": 1, "params": {"method": "rows", "rows": 2, "seed": 1}, "inputs": {"rows": "people:rows"}}}})")
        .relation(&sampleRows);
}

}  // namespace headrace
