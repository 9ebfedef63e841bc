// SPDX-License-Identifier: GPL-3.0-or-later
// read.inline: a small table that is written in the node itself.
#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/operators/csv_text.h"
#include "engine/operators/read_files.h"

#include <QRegularExpression>

#include <algorithm>

namespace headrace {

namespace {

constexpr qsizetype kMaximumRows = 10000;

/// The narrowest of the types that holds all values of a column.
QString typeOf(const QList<QList<CsvField>> &records, qsizetype column)
{
    static const QList<std::pair<QString, QRegularExpression>> types{
        {QStringLiteral("BIGINT"), QRegularExpression(QStringLiteral("^[+-]?[0-9]{1,18}$"))},
        {QStringLiteral("DOUBLE"), QRegularExpression(QStringLiteral("^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?$"))},
        {QStringLiteral("BOOLEAN"), QRegularExpression(QStringLiteral("^(true|false)$"), QRegularExpression::CaseInsensitiveOption)},
        {QStringLiteral("DATE"), QRegularExpression(QStringLiteral("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))},
        {QStringLiteral("TIMESTAMP"),
         QRegularExpression(QStringLiteral("^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?$"))},
    };
    for (const auto &[type, expression] : types) {
        bool any = false;
        const bool all = std::all_of(records.begin(), records.end(), [&](const QList<CsvField> &record) {
            const CsvField &field = record[column];
            if (field.text.isEmpty() && !field.quoted)
                return true;
            any = true;
            return !field.quoted && expression.match(field.text).hasMatch();
        });
        if (all && any)
            return type;
    }
    return QStringLiteral("VARCHAR");
}

Result<QMap<QString, data::Relation>> readInlineRelation(NodeContext &context)
{
    const auto fail = [&](Error error, const QString &parameter) { return atParameter(context, std::move(error), parameter); };
    const QString parameter = QStringLiteral("csv");
    const auto invalid = [&](const QString &text, const QString &hint) { return fail(Error(ErrorCode::Invalid, text, hint), parameter); };
    CsvText reader(context.params().text(parameter), {});
    auto header = reader.next();
    if (!header)
        return fail(std::move(header.error()), parameter);
    if (!*header)
        return invalid(QStringLiteral("The table is empty."),
                       QStringLiteral("Write a line with the names of the columns, then a line for each row."));
    QStringList written;
    for (const CsvField &field : **header)
        written << (field.quoted ? field.text : field.text.trimmed());
    const QStringList names = uniqueNames(written);

    QList<QList<CsvField>> records;
    for (;;) {
        const int line = reader.line();
        auto record = reader.next();
        if (!record)
            return fail(std::move(record.error()), parameter);
        if (!*record)
            break;
        for (CsvField &field : **record) {
            if (!field.quoted)
                field.text = field.text.trimmed();
        }
        if ((*record)->size() != names.size())
            return invalid(QStringLiteral("Line %1 has %2 values instead of %3.").arg(line).arg((*record)->size()).arg(names.size()),
                           QStringLiteral("Values with commas stand in quotes."));
        records << **record;
        if (records.size() > kMaximumRows)
            return invalid(QStringLiteral("The table has more than %1 rows.").arg(kMaximumRows),
                           QStringLiteral("Keep it in a file, and read that."));
    }

    QStringList types;
    for (qsizetype c = 0; c < names.size(); ++c)
        types << typeOf(records, c);
    const QJsonObject given = context.params().map(QStringLiteral("types"));
    for (auto it = given.begin(); it != given.end(); ++it) {
        const QString where = QStringLiteral("types.%1").arg(it.key());
        const qsizetype at = std::find_if(names.begin(), names.end(),
                                          [&](const QString &name) { return name.compare(it.key(), Qt::CaseInsensitive) == 0; })
            - names.begin();
        if (at == names.size()) {
            const QString near = closestTo(it.key(), names);
            return fail(Error(ErrorCode::NotFound, QStringLiteral("There is no column '%1'.").arg(it.key()),
                              near.isEmpty() ? QStringLiteral("There are: %1.").arg(names.join(QStringLiteral(", ")))
                                             : QStringLiteral("Did you mean '%1'?").arg(near)),
                        where);
        }
        const auto type = plainType(it.value().toString());
        if (!type)
            return fail(type.error(), where);
        types[at] = *type;
    }

    QStringList columns{QStringLiteral("n")};
    QStringList items;
    for (qsizetype c = 0; c < names.size(); ++c) {
        columns << QStringLiteral("c%1").arg(c);
        items << QStringLiteral("CAST(c%1 AS %2) AS %3").arg(QString::number(c), types[c], quoteIdentifier(names[c]));
    }
    QStringList rows;
    for (qsizetype r = 0; r < records.size(); ++r) {
        QString row = QLatin1Char('(') + QString::number(r);
        for (const CsvField &field : records[r])
            row += QStringLiteral(", ") + (field.text.isEmpty() && !field.quoted ? QStringLiteral("NULL") : quoteLiteral(field.text));
        rows << row + QLatin1Char(')');
    }
    if (records.isEmpty())
        rows << QStringLiteral("(0%1)").arg(QStringLiteral(", CAST(NULL AS VARCHAR)").repeated(int(names.size())));
    data::Relation relation;
    relation.identity << data::hiddenColumn(0);
    relation.sql = QStringLiteral("SELECT %1, CAST(n AS BIGINT) AS %2 FROM (VALUES %3) AS t(%4)%5")
                       .arg(items.join(QStringLiteral(", ")), quoteIdentifier(data::hiddenColumn(0)), rows.join(QStringLiteral(", ")),
                            columns.join(QStringLiteral(", ")), records.isEmpty() ? QStringLiteral(" LIMIT 0") : QString());
    auto schema = context.describe(relation.sql);
    if (!schema)
        return fail(std::move(schema.error()), QStringLiteral("types"));
    relation.schema = std::move(*schema);
    return QMap<QString, data::Relation>{{QStringLiteral("rows"), relation}};
}

}  // namespace

Operator readInline()
{
    return declare("read.inline", 1)
        .title(TR("Inline table"))
        .category(Category::Read)
        .icon("table")
        .doc(TR("A small table that is written in the pipeline itself: for lookups, and to try things out."))
        .keywords({TR("inline"), TR("constant"), TR("lookup"), TR("values"), TR("manual"), TR("csv")})
        .output("rows", PortType::Table, TR("The rows, in the order they are written."))
        .param(Param::text("csv")
                   .title(TR("Rows"))
                   .required()
                   .example(QStringLiteral("code,name\\nA,Alpha"))
                   .doc(TR("A line with the names of the columns, then one line a row; values with commas stand in quotes, an empty value "
                           "is missing, an empty quoted one is an empty text.")))
        .param(
            Param::map("types")
                .title(TR("Types"))
                .advanced()
                .example(QStringLiteral("{\"price\": \"DECIMAL(10,2)\"}"))
                .doc(TR("Types of columns by name; the others are BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP or VARCHAR, by their values.")))
        .trait(&Traits::source)
        .example(R"({"headrace": 1, "name": "A small table", "nodes": {
            "sizes": {"op": "read.inline", "version": 1, "params": {"csv": "size,label\n1,small\n2,large\n"}}}})")
        .relation(readInlineRelation);
}

}  // namespace headrace
