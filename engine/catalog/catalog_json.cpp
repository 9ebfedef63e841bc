// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog as JSON, both ways: catalog.json carries the declarations to programs that link no operator.
#include "engine/catalog/operator_spec.h"

#include <QJsonArray>
#include <QSet>

#include <array>
#include <utility>

namespace headrace {

namespace {

constexpr std::array<std::pair<bool Traits::*, const char *>, 12> kTraits{{
    {&Traits::rowwise, "rowwise"},
    {&Traits::choosesRows, "chooses_rows"},
    {&Traits::aggregates, "aggregates"},
    {&Traits::splits, "splits"},
    {&Traits::fits, "fits"},
    {&Traits::estimator, "estimator"},
    {&Traits::scores, "scores"},
    {&Traits::source, "source"},
    {&Traits::sink, "sink"},
    {&Traits::runsCode, "runs_code"},
    {&Traits::seeded, "seeded"},
    {&Traits::deterministic, "deterministic"},
}};

constexpr std::array<std::pair<UpgradeRule::Kind, const char *>, 4> kRules{{
    {UpgradeRule::Kind::Rename, "rename"},
    {UpgradeRule::Kind::SetDefault, "set_default"},
    {UpgradeRule::Kind::Remove, "remove"},
    {UpgradeRule::Kind::MapValue, "map_value"},
}};

void put(QJsonObject &object, const char *key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(QLatin1String(key), text);
}

void put(QJsonObject &object, const char *key, const QStringList &texts)
{
    if (!texts.isEmpty())
        object.insert(QLatin1String(key), QJsonArray::fromStringList(texts));
}

void put(QJsonObject &object, const char *key, bool flag)
{
    if (flag)
        object.insert(QLatin1String(key), true);
}

void put(QJsonObject &object, const char *key, const QJsonValue &value)
{
    if (!value.isUndefined())
        object.insert(QLatin1String(key), value);
}

QJsonObject portToJson(const PortSpec &port)
{
    QJsonObject object;
    put(object, "name", port.name);
    put(object, "type", toString(port.type));
    put(object, "cardinality", toString(port.cardinality));
    put(object, "doc", port.doc);
    return object;
}

QJsonObject paramToJson(const ParamSpec &param);

template <class Spec> QJsonArray listToJson(const QList<Spec> &specs, QJsonObject (*toJson)(const Spec &))
{
    QJsonArray array;
    for (const Spec &spec : specs)
        array << toJson(spec);
    return array;
}

QJsonObject paramToJson(const ParamSpec &param)
{
    QJsonObject object;
    put(object, "name", param.name);
    put(object, "type", toString(param.type));
    put(object, "title", param.title);
    put(object, "doc", param.doc);
    put(object, "over", param.over);
    put(object, "unit", param.unit);
    put(object, "default", param.defaultValue);
    put(object, "required", param.required);
    put(object, "advanced", param.advanced);
    put(object, "aggregates", param.aggregates);
    put(object, "writes", param.writes);
    if (param.minimum)
        object.insert(QStringLiteral("minimum"), *param.minimum);
    if (param.maximum)
        object.insert(QStringLiteral("maximum"), *param.maximum);
    put(object, "exclusive_minimum", param.exclusiveMinimum);
    put(object, "choices", param.choices);
    if (!param.fields.isEmpty())
        object.insert(QStringLiteral("fields"), listToJson(param.fields, &paramToJson));
    put(object, "example", param.example);
    return object;
}

QJsonObject traitsToJson(const Traits &traits)
{
    const Traits usual;
    QJsonObject object;
    for (const auto &[trait, name] : kTraits)
        if (traits.*trait != usual.*trait)
            object.insert(QLatin1String(name), traits.*trait);
    return object;
}

QJsonObject ruleToJson(const UpgradeRule &rule)
{
    QJsonObject object{{QStringLiteral("from"), rule.from}};
    for (const auto &[kind, name] : kRules)
        if (kind == rule.kind)
            put(object, "kind", QString::fromLatin1(name));
    put(object, "param", rule.param);
    put(object, "to", rule.to);
    put(object, "value", rule.value);
    return object;
}

QJsonObject specToJson(const OperatorSpec &spec)
{
    QJsonObject object;
    put(object, "id", spec.id);
    object.insert(QStringLiteral("version"), spec.version);
    put(object, "title", spec.title);
    put(object, "category", toString(spec.category));
    put(object, "icon", spec.icon);
    put(object, "doc", spec.doc);
    put(object, "keywords", spec.keywords);
    put(object, "summary", spec.summary);
    if (const QJsonObject traits = traitsToJson(spec.traits); !traits.isEmpty())
        object.insert(QStringLiteral("traits"), traits);
    object.insert(QStringLiteral("inputs"), listToJson(spec.inputs, &portToJson));
    object.insert(QStringLiteral("outputs"), listToJson(spec.outputs, &portToJson));
    object.insert(QStringLiteral("params"), listToJson(spec.params, &paramToJson));
    if (!spec.upgrades.isEmpty())
        object.insert(QStringLiteral("upgrades"), listToJson(spec.upgrades, &ruleToJson));
    if (!spec.example.isEmpty())
        object.insert(QStringLiteral("example"), spec.example);
    return object;
}

/// Reads one object. The first thing that is wrong is kept as the reason; reading goes on with defaults.
class Reader
{
public:
    QString problem;

    QString text(const QJsonObject &object, const char *key) const { return object.value(QLatin1String(key)).toString(); }
    QStringList texts(const QJsonObject &object, const char *key) const
    {
        QStringList list;
        const QJsonArray array = object.value(QLatin1String(key)).toArray();
        for (const QJsonValue value : array)
            list << value.toString();
        return list;
    }
    template <class Enum> Enum named(const QJsonObject &object, const char *key, std::optional<Enum> (*fromString)(const QString &))
    {
        const QString name = text(object, key);
        if (const auto value = fromString(name))
            return *value;
        complain(QStringLiteral("'%1' is no %2").arg(name, QLatin1String(key)));
        return {};
    }
    template <class T> QList<T> list(const QJsonObject &object, const char *key, T (Reader::*read)(const QJsonObject &))
    {
        QList<T> items;
        const QJsonArray array = object.value(QLatin1String(key)).toArray();
        items.reserve(array.size());
        for (const QJsonValue value : array)
            items << (this->*read)(value.toObject());
        return items;
    }

    PortSpec port(const QJsonObject &object)
    {
        return {text(object, "name"), named(object, "type", &portTypeFromString), named(object, "cardinality", &cardinalityFromString),
                text(object, "doc")};
    }
    ParamSpec param(const QJsonObject &object)
    {
        ParamSpec param;
        param.name = text(object, "name");
        param.type = named(object, "type", &paramTypeFromString);
        param.title = text(object, "title");
        param.doc = text(object, "doc");
        param.over = text(object, "over");
        param.unit = text(object, "unit");
        param.defaultValue = object.value(QLatin1String("default"));
        param.required = object.value(QLatin1String("required")).toBool();
        param.advanced = object.value(QLatin1String("advanced")).toBool();
        param.aggregates = object.value(QLatin1String("aggregates")).toBool();
        param.writes = object.value(QLatin1String("writes")).toBool();
        if (const QJsonValue minimum = object.value(QLatin1String("minimum")); minimum.isDouble())
            param.minimum = minimum.toDouble();
        if (const QJsonValue maximum = object.value(QLatin1String("maximum")); maximum.isDouble())
            param.maximum = maximum.toDouble();
        param.exclusiveMinimum = object.value(QLatin1String("exclusive_minimum")).toBool();
        param.choices = texts(object, "choices");
        param.fields = list(object, "fields", &Reader::param);
        param.example = text(object, "example");
        return param;
    }
    UpgradeRule rule(const QJsonObject &object)
    {
        UpgradeRule rule;
        rule.from = object.value(QLatin1String("from")).toInt();
        const QString kind = text(object, "kind");
        bool known = false;
        for (const auto &[value, name] : kRules)
            if (kind == QLatin1String(name)) {
                rule.kind = value;
                known = true;
            }
        if (!known)
            complain(QStringLiteral("'%1' is no kind of upgrade rule").arg(kind));
        rule.param = text(object, "param");
        rule.to = text(object, "to");
        rule.value = object.value(QLatin1String("value"));
        return rule;
    }
    OperatorSpec spec(const QJsonObject &object)
    {
        OperatorSpec spec;
        spec.id = text(object, "id");
        if (spec.id.isEmpty())
            complain(QStringLiteral("an operator has no id"));
        spec.version = object.value(QLatin1String("version")).toInt(1);
        spec.title = text(object, "title");
        spec.category = named(object, "category", &categoryFromString);
        spec.icon = text(object, "icon");
        spec.doc = text(object, "doc");
        spec.keywords = texts(object, "keywords");
        spec.summary = text(object, "summary");
        const QJsonObject traits = object.value(QLatin1String("traits")).toObject();
        for (const auto &[trait, name] : kTraits)
            spec.traits.*trait = traits.value(QLatin1String(name)).toBool(spec.traits.*trait);
        spec.inputs = list(object, "inputs", &Reader::port);
        spec.outputs = list(object, "outputs", &Reader::port);
        spec.params = list(object, "params", &Reader::param);
        spec.upgrades = list(object, "upgrades", &Reader::rule);
        spec.example = object.value(QLatin1String("example")).toObject();
        return spec;
    }

private:
    void complain(const QString &what)
    {
        if (problem.isEmpty())
            problem = what;
    }
};

}  // namespace

QJsonObject Catalog::toJson() const
{
    return {{QStringLiteral("catalog"), 1}, {QStringLiteral("operators"), listToJson(m_operators, &specToJson)}};
}

Result<Catalog> Catalog::fromJson(const QJsonObject &object)
{
    const auto invalid = [](const QString &what) {
        return Error(ErrorCode::Corrupt, QStringLiteral("The catalog of operators cannot be read: %1.").arg(what),
                     QStringLiteral("The programs of this installation do not fit together; install it anew."));
    };
    if (object.value(QLatin1String("catalog")).toInt() != 1)
        return invalid(QStringLiteral("it is not of version 1"));
    Reader reader;
    QList<OperatorSpec> specs = reader.list(object, "operators", &Reader::spec);
    QSet<QString> ids;
    for (const OperatorSpec &spec : std::as_const(specs)) {
        if (ids.contains(spec.id))
            return invalid(QStringLiteral("operator '%1' stands twice").arg(spec.id));
        ids.insert(spec.id);
    }
    if (!reader.problem.isEmpty())
        return invalid(reader.problem);
    return Catalog(std::move(specs));
}

}  // namespace headrace
