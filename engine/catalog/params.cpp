// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/params.h"

namespace headrace {

Params::Params(const QList<ParamSpec> &specs, QJsonObject values) : m_specs(specs), m_values(std::move(values)) {}

QJsonValue Params::value(const QString &name) const
{
    if (const auto set = m_values.constFind(name); set != m_values.constEnd())
        return *set;
    for (const ParamSpec &spec : m_specs)
        if (spec.name == name)
            return spec.defaultValue;
    return QJsonValue(QJsonValue::Undefined);
}

bool Params::has(const QString &name) const
{
    const QJsonValue found = value(name);
    return !found.isUndefined() && !found.isNull();
}

QString Params::text(const QString &name) const
{
    return value(name).toString();
}

bool Params::flag(const QString &name) const
{
    return value(name).toBool();
}

qint64 Params::integer(const QString &name) const
{
    return value(name).toInteger();
}

double Params::number(const QString &name) const
{
    return value(name).toDouble();
}

QStringList Params::texts(const QString &name) const
{
    QStringList list;
    const QJsonArray array = value(name).toArray();
    list.reserve(array.size());
    for (const QJsonValue element : array)
        list << element.toString();
    return list;
}

QList<Params> Params::records(const QString &name) const
{
    QList<ParamSpec> fields;
    for (const ParamSpec &spec : m_specs)
        if (spec.name == name)
            fields = spec.fields;
    QList<Params> list;
    const QJsonArray array = value(name).toArray();
    list.reserve(array.size());
    for (const QJsonValue element : array)
        list << Params(fields, element.toObject());
    return list;
}

QJsonObject Params::map(const QString &name) const
{
    return value(name).toObject();
}

QJsonObject Params::canonical() const
{
    QJsonObject object;
    for (const ParamSpec &spec : m_specs) {
        const QJsonValue found = value(spec.name);
        // Null says the same as absent (see has), so it must give the same key.
        if (found.isUndefined() || found.isNull())
            continue;
        if (spec.type == ParamType::Records && found.isArray()) {
            QJsonArray list;
            const QList<Params> items = records(spec.name);
            for (const Params &item : items)
                list << item.canonical();
            object.insert(spec.name, list);
        } else {
            object.insert(spec.name, found);
        }
    }
    return object;
}

}  // namespace headrace
