// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/signature.h"

#include <array>
#include <utility>

namespace headrace {

namespace {

template <class Enum, size_t N> using Names = std::array<std::pair<Enum, const char *>, N>;

constexpr Names<PortType, 4> kPortTypes{{
    {PortType::Table, "table"},
    {PortType::Transform, "transform"},
    {PortType::Model, "model"},
    {PortType::Metrics, "metrics"},
}};

constexpr Names<Cardinality, 3> kCardinalities{{
    {Cardinality::One, "one"},
    {Cardinality::Optional, "optional"},
    {Cardinality::Many, "many"},
}};

constexpr Names<ParamType, 17> kParamTypes{{
    {ParamType::Boolean, "boolean"},
    {ParamType::Integer, "integer"},
    {ParamType::Number, "number"},
    {ParamType::Text, "text"},
    {ParamType::Enumeration, "enumeration"},
    {ParamType::Column, "column"},
    {ParamType::Columns, "columns"},
    {ParamType::Expression, "expression"},
    {ParamType::Sql, "sql"},
    {ParamType::Code, "code"},
    {ParamType::Path, "path"},
    {ParamType::TextList, "text_list"},
    {ParamType::NumberList, "number_list"},
    {ParamType::Map, "map"},
    {ParamType::Records, "records"},
    {ParamType::Secret, "secret"},
    {ParamType::Pipeline, "pipeline"},
}};

template <class Enum, size_t N> QString nameOf(const Names<Enum, N> &names, Enum value)
{
    for (const auto &[candidate, name] : names)
        if (candidate == value)
            return QString::fromLatin1(name);
    Q_UNREACHABLE();
}

template <class Enum, size_t N> std::optional<Enum> valueOf(const Names<Enum, N> &names, const QString &text)
{
    for (const auto &[candidate, name] : names)
        if (text == QLatin1String(name))
            return candidate;
    return std::nullopt;
}

template <class Spec> const Spec *findByName(const QList<Spec> &specs, const QString &name)
{
    for (const Spec &spec : specs)
        if (spec.name == name)
            return &spec;
    return nullptr;
}

}  // namespace

QString toString(PortType type)
{
    return nameOf(kPortTypes, type);
}

std::optional<PortType> portTypeFromString(const QString &text)
{
    return valueOf(kPortTypes, text);
}

QString toString(Cardinality cardinality)
{
    return nameOf(kCardinalities, cardinality);
}

std::optional<Cardinality> cardinalityFromString(const QString &text)
{
    return valueOf(kCardinalities, text);
}

QString toString(ParamType type)
{
    return nameOf(kParamTypes, type);
}

std::optional<ParamType> paramTypeFromString(const QString &text)
{
    return valueOf(kParamTypes, text);
}

bool ParamSpec::operator==(const ParamSpec &) const = default;

const PortSpec *Signature::input(const QString &name) const
{
    return findByName(inputs, name);
}

const PortSpec *Signature::output(const QString &name) const
{
    return findByName(outputs, name);
}

const ParamSpec *Signature::param(const QString &name) const
{
    return findByName(params, name);
}

}  // namespace headrace
