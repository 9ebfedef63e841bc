// SPDX-License-Identifier: GPL-3.0-or-later
// table.cast: gives columns another type.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

#include <QRegularExpression>
#include <QSet>

namespace headrace {

namespace {

/// The type as the library writes it, such as BIGINT for long.
Result<QString> canonicalType(NodeContext &context, const QString &path, const QString &text)
{
    // The text goes into SQL, so it may only be words, sizes and brackets.
    static const QRegularExpression form(QStringLiteral(
        "^\\s*[A-Za-z][A-Za-z0-9_]*( [A-Za-z]+){0,3}\\s*(\\(\\s*\\d{1,3}\\s*(,\\s*\\d{1,3}\\s*)?\\))?\\s*(\\[\\d{0,5}\\])*\\s*$"));
    const QString hint = QStringLiteral(
        "Types are BOOLEAN, INTEGER, BIGINT, DOUBLE, DECIMAL(10,2), VARCHAR, DATE, TIMESTAMP and the like.");
    if (!form.match(text).hasMatch())
        return shape::invalid(context, path, QStringLiteral("'%1' is not a type.").arg(text), hint);
    auto bound = context.connection().describe(QStringLiteral("SELECT CAST(NULL AS %1) AS c").arg(text));
    if (!bound || bound->size() != 1)
        return shape::invalid(context, path, QStringLiteral("'%1' is not a type.").arg(text), hint);
    return bound->first().type;
}

bool isTime(const QString &type)
{
    return type == QStringLiteral("DATE") || type == QStringLiteral("TIME") || type.startsWith(QStringLiteral("TIMESTAMP"));
}

Result<QString> castSql(const NodeContext &context, const QString &path, const Params &params, const data::Column &column,
                        const QString &type)
{
    const QString name = quoteIdentifier(column.name);
    const bool orNull = params.text(QStringLiteral("on_failure")) == QStringLiteral("null");
    const QString cast = (orNull ? QStringLiteral("TRY_CAST(%1 AS %2)") : QStringLiteral("CAST(%1 AS %2)"));
    const QString format = params.text(QStringLiteral("format"));
    if (format.isEmpty())
        return cast.arg(name, type);
    if (column.type == QStringLiteral("VARCHAR") && isTime(type))
        return cast.arg(QStringLiteral("%1(%2, %3)")
                            .arg(orNull ? QStringLiteral("try_strptime") : QStringLiteral("strptime"), name, quoteLiteral(format)),
                        type);
    if (type == QStringLiteral("VARCHAR") && isTime(column.type) && column.type != QStringLiteral("TIME"))
        return QStringLiteral("strftime(%1, %2)").arg(name, quoteLiteral(format));
    return shape::invalid(context, path + QStringLiteral(".format"),
                          QStringLiteral("A format is for reading dates and times from text, or writing them."),
                          QStringLiteral("Leave it empty to cast %1 to %2.").arg(column.type, type));
}

shape::Outputs castColumns(NodeContext &context)
{
    const TableInput input = context.table();
    if (shape::isUnknown(input))
        return shape::rows(shape::unknown(input));
    data::Relation relation = shape::from(input);
    relation.keepsCount = true;
    QStringList replaced, carried;
    QSet<int> seen;
    const QList<Params> records = context.params().records(QStringLiteral("columns"));
    for (int i = 0; i < records.size(); ++i) {
        const QString path = QStringLiteral("columns[%1]").arg(i);
        HR_ASSIGN(const int index,
                  shape::column(context, path + QStringLiteral(".column"), records[i].text(QStringLiteral("column")), input.schema));
        const data::Column &column = input.schema.columns[index];
        if (seen.contains(index))
            return shape::invalid(context, path + QStringLiteral(".column"),
                                  QStringLiteral("The column '%1' is named twice.").arg(column.name),
                                  QStringLiteral("Remove one of them."));
        seen.insert(index);
        HR_ASSIGN(const QString type, canonicalType(context, path + QStringLiteral(".type"), records[i].text(QStringLiteral("type"))));
        HR_ASSIGN(const QString sql, castSql(context, path, records[i], column, type));
        replaced << QStringLiteral("%1 AS %2").arg(sql, quoteIdentifier(column.name));
        relation.schema.columns[index].type = type;
        if (const int at = int(relation.identity.indexOf(column.name)); at >= 0) {
            relation.identity[at] = shape::nextHidden(relation.identity);
            carried << QStringLiteral(", %1 AS %2").arg(quoteIdentifier(column.name), quoteIdentifier(relation.identity[at]));
        }
    }
    const QString items = replaced.isEmpty() ? QStringLiteral("*")
                                             : QStringLiteral("* REPLACE (%1)").arg(replaced.join(QStringLiteral(", ")));
    relation.sql = QStringLiteral("SELECT %1%2 FROM %3").arg(items, carried.join(QString()), input.handle);
    relation.chain = shape::extendChain(context, QStringLiteral("table.cast"), input, QStringLiteral("SELECT %1 FROM {in}").arg(items));
    if (auto bound = context.describe(relation.sql); !bound)
        return std::move(bound.error()).at(context.node(), QStringLiteral("columns"));
    return shape::rows(relation);
}

}  // namespace

Operator tableCast()
{
    return declare("table.cast", 1)
        .title(TR("Cast columns"))
        .category(Category::Shape)
        .icon("replace")
        .doc(TR("Gives columns another type. A value that the new type cannot hold stops the run and is named, or becomes missing, as you "
                "choose. "
                "Dates and times may be read from text, or written, by a format such as %d.%m.%Y."))
        .keywords({TR("convert"), TR("type"), TR("parse"), TR("date"), TR("number")})
        .summary(TR("{columns}"))
        .input("rows", PortType::Table, TR("The table."))
        .output("rows", PortType::Table, TR("The same rows, with the new types."))
        .param(Param::records("columns",
                              {Param::column("column").title(TR("Column")).doc(TR("The column to cast.")).required(),
                               Param::text("type")
                                   .title(TR("Type"))
                                   .doc(TR("Its new type: BOOLEAN, INTEGER, BIGINT, DOUBLE, DECIMAL(10,2), VARCHAR, DATE, TIMESTAMP, "
                                           "TIMESTAMPTZ and the like."))
                                   .required()
                                   .example(TR("DOUBLE")),
                               Param::choice("on_failure", {QStringLiteral("error"), QStringLiteral("null")})
                                   .title(TR("On failure"))
                                   .doc(TR("error stops at a value that does not fit; null makes it missing."))
                                   .byDefault(QStringLiteral("error")),
                               Param::text("format")
                                   .title(TR("Format"))
                                   .doc(TR("How dates and times are written in the text, by the codes of strptime: %Y-%m-%d %H:%M:%S."))
                                   .example(TR("%d.%m.%Y"))})
                   .title(TR("Columns"))
                   .doc(TR("The columns to cast."))
                   .required())
        .trait(&Traits::rowwise)
        .example(R"({"headrace": 1, "name": "Cast columns", "nodes": {
            "raw": {"op": "read.inline", "version": 1, "params": {"csv": "day,price\n24.12.2024,2.5\n31.12.2024,n/a\n", "types": {"day": "VARCHAR", "price": "VARCHAR"}}},
            "cast": {"op": "table.cast", "version": 1, "inputs": {"rows": "raw:rows"},
                     "params": {"columns": [{"column": "day", "type": "DATE", "format": "%d.%m.%Y"}, {"column": "price", "type": "DOUBLE", "on_failure": "null"}]}}}})")
        .relation(&castColumns);
}

}  // namespace headrace
