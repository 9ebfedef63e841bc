// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preview/cell_text.h"

#include "engine/base/quoting.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace headrace {

namespace {

bool isNumber(const ColumnInfo &column)
{
    const ColumnKind kind = kindOfType(column.type);
    return kind == ColumnKind::Integer || kind == ColumnKind::Real;
}

QString numberText(const QJsonValue &value)
{
    const QVariant variant = value.toVariant();
    return variant.typeId() == QMetaType::LongLong ? variant.toString()
                                                   : QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
}

QString pythonText(const QString &text)
{
    // JSON's escapes are Python's, too.
    QString json = QString::fromUtf8(QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact));
    return json.mid(1, json.size() - 2);
}

}  // namespace

QString wholeText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return numberText(value);
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    }
    return {};
}

QString cellText(const QJsonValue &value)
{
    QString text = wholeText(value).left(301);
    if (text.size() > 300)
        text = text.left(299) + QChar(0x2026);
    for (QChar &letter : text)
        if (letter.unicode() < 32)
            letter = letter == QLatin1Char('\n') ? QChar(0x23CE) : QLatin1Char(' ');
    return text;
}

QString rowsAsCsv(const QList<ColumnInfo> &columns, const QList<QJsonArray> &rows)
{
    const auto field = [](const QString &text) {
        if (!text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('\n'))
            && !text.contains(QLatin1Char('\r')))
            return text;
        QString quoted = text;
        return QLatin1Char('"') + quoted.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    };
    QStringList lines;
    QStringList names;
    for (const ColumnInfo &column : columns)
        names << field(column.name);
    lines << names.join(QLatin1Char(','));
    for (const QJsonArray &row : rows) {
        QStringList fields;
        for (const QJsonValue &value : row)
            fields << (value.isString() && value.toString().isEmpty() ? QStringLiteral("\"\"") : field(wholeText(value)));
        lines << fields.join(QLatin1Char(','));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString rowsAsMarkdown(const QList<ColumnInfo> &columns, const QList<QJsonArray> &rows)
{
    const auto cell = [](QString text) {
        return text.replace(QLatin1Char('|'), QStringLiteral("\\|")).replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    };
    QStringList names, rules;
    for (const ColumnInfo &column : columns) {
        names << cell(column.name);
        rules << (isNumber(column) ? QStringLiteral("---:") : QStringLiteral("---"));
    }
    const auto line = [](const QStringList &cells) {
        return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
    };
    QString text = line(names) + line(rules);
    for (const QJsonArray &row : rows) {
        QStringList cells;
        for (const QJsonValue &value : row)
            cells << cell(wholeText(value));
        text += line(cells);
    }
    return text;
}

QString rowsAsSqlValues(const QList<ColumnInfo> &columns, const QList<QJsonArray> &rows)
{
    QStringList names, tuples;
    for (const ColumnInfo &column : columns)
        names << quoteIdentifier(column.name);
    for (const QJsonArray &row : rows) {
        QStringList values;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QJsonValue value = row[i];
            if (value.isNull())
                values << QStringLiteral("NULL");
            else if (value.isBool() || value.isDouble())
                values << wholeText(value);
            else if (const QString type = columns.value(i).type; type == QLatin1String("VARCHAR"))
                values << quoteLiteral(wholeText(value));
            else
                values << QStringLiteral("CAST(%1 AS %2)").arg(quoteLiteral(wholeText(value)), type);
        }
        tuples << QLatin1Char('(') + values.join(QStringLiteral(", ")) + QLatin1Char(')');
    }
    return QStringLiteral("SELECT * FROM (VALUES\n    %1\n) AS rows(%2)\n")
        .arg(tuples.join(QStringLiteral(",\n    ")), names.join(QStringLiteral(", ")));
}

QString rowsAsPandas(const QList<ColumnInfo> &columns, const QList<QJsonArray> &rows)
{
    QStringList parts;
    QStringList dates;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const ColumnKind kind = kindOfType(columns[i].type);
        QStringList values;
        for (const QJsonArray &row : rows) {
            const QJsonValue value = row.at(i);
            if (value.isNull() || value.isUndefined())
                values << QStringLiteral("None");
            else if (value.isBool())
                values << (value.toBool() ? QStringLiteral("True") : QStringLiteral("False"));
            else if (value.isDouble())
                values << wholeText(value);
            else if (isNumber(columns[i]))
                values << QStringLiteral("float(%1)").arg(pythonText(wholeText(value)));  // NaN, Infinity, decimals
            else
                values << pythonText(wholeText(value));
        }
        QString list = QLatin1Char('[') + values.join(QStringLiteral(", ")) + QLatin1Char(']');
        if (kind == ColumnKind::Date || kind == ColumnKind::Timestamp)
            list = QStringLiteral("pd.to_datetime(%1)").arg(list);
        parts << QStringLiteral("    %1: %2,\n").arg(pythonText(columns[i].name), list);
    }
    return QStringLiteral("import pandas as pd\n\nrows = pd.DataFrame({\n%1})\n").arg(parts.join(QString()));
}

}  // namespace headrace
