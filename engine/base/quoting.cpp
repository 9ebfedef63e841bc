// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace headrace {

QString quoteIdentifier(const QString &name)
{
    QString quoted;
    quoted.reserve(name.size() + 2);
    quoted += QLatin1Char('"');
    for (const QChar c : name) {
        if (c == QLatin1Char('"'))
            quoted += c;
        if (!c.isNull())
            quoted += c;
    }
    quoted += QLatin1Char('"');
    return quoted;
}

QString quoteIdentifiers(const QStringList &names, const QString &prefix)
{
    QStringList quoted;
    quoted.reserve(names.size());
    for (const QString &name : names)
        quoted << prefix + quoteIdentifier(name);
    return quoted.join(QStringLiteral(", "));
}

QString quoteLiteral(const QString &text)
{
    QString quoted = text;
    quoted.remove(QChar(0));
    quoted.replace(QLatin1Char('\''), QStringLiteral("''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

QString escapePattern(const QString &path)
{
    QString escaped;
    escaped.reserve(path.size());
    for (const QChar c : path)
        escaped += c == QLatin1Char('*') || c == QLatin1Char('?') || c == QLatin1Char('[') ? QStringLiteral("[%1]").arg(c) : QString(c);
    return escaped;
}

QString sqlLiteral(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("TRUE") : QStringLiteral("FALSE");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        if (const qint64 whole = value.toInteger(0); whole != 0 || number == 0.0)
            return QString::number(whole);
        QString text = QString::number(number, 'g', 17);
        if (QString shorter = QString::number(number, 'g', QLocale::FloatingPointShortest); shorter.toDouble() == number)
            text = shorter;
        // An exponent makes DuckDB read a DOUBLE instead of a DECIMAL.
        return text.contains(QLatin1Char('e')) ? text : text + QStringLiteral("e0");
    }
    case QJsonValue::String:
        return quoteLiteral(value.toString());
    case QJsonValue::Array: {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            items << sqlLiteral(item);
        return QLatin1Char('[') + items.join(QStringLiteral(", ")) + QLatin1Char(']');
    }
    case QJsonValue::Object:
        return quoteLiteral(QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return QStringLiteral("NULL");
}

}  // namespace headrace
