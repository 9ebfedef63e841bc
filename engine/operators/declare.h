// SPDX-License-Identifier: GPL-3.0-or-later
// Declares an operator fluently: declare("table.filter", 2).title(…).input(…).param(…).relation(…).
#pragma once

#include "engine/operators/operator.h"

namespace headrace {

/// Marks a text for translation; the window translates it from the catalog.
#define TR(text) QStringLiteral(text)

/// One parameter, fluently. Kinds are made by the functions named after them.
class Param
{
public:
    static Param boolean(const char *name) { return Param(name, ParamType::Boolean); }
    static Param integer(const char *name) { return Param(name, ParamType::Integer); }
    static Param number(const char *name) { return Param(name, ParamType::Number); }
    static Param text(const char *name) { return Param(name, ParamType::Text); }
    static Param choice(const char *name, QStringList choices)
    {
        Param p(name, ParamType::Enumeration);
        p.m_spec.choices = std::move(choices);
        return p;
    }
    static Param column(const char *name) { return Param(name, ParamType::Column).over("rows"); }
    static Param columns(const char *name) { return Param(name, ParamType::Columns).over("rows"); }
    static Param expression(const char *name) { return Param(name, ParamType::Expression).over("rows"); }
    static Param sql(const char *name) { return Param(name, ParamType::Sql); }
    static Param code(const char *name) { return Param(name, ParamType::Code); }
    static Param path(const char *name) { return Param(name, ParamType::Path); }
    static Param texts(const char *name) { return Param(name, ParamType::TextList); }
    static Param numbers(const char *name) { return Param(name, ParamType::NumberList); }
    static Param map(const char *name) { return Param(name, ParamType::Map); }
    static Param records(const char *name, const QList<Param> &fields)
    {
        Param p(name, ParamType::Records);
        for (const Param &field : fields)
            p.m_spec.fields << field.m_spec;
        return p;
    }

    Param &&title(QString text) &&
    {
        m_spec.title = std::move(text);
        return std::move(*this);
    }
    Param &&doc(QString text) &&
    {
        m_spec.doc = std::move(text);
        return std::move(*this);
    }
    Param &&over(const char *port) &&
    {
        m_spec.over = QLatin1String(port);
        return std::move(*this);
    }
    Param &&unit(QString text) &&
    {
        m_spec.unit = std::move(text);
        return std::move(*this);
    }
    Param &&byDefault(QJsonValue value) &&
    {
        m_spec.defaultValue = std::move(value);
        return std::move(*this);
    }
    Param &&required() &&
    {
        m_spec.required = true;
        return std::move(*this);
    }
    Param &&advanced() &&
    {
        m_spec.advanced = true;
        return std::move(*this);
    }
    Param &&aggregates() &&
    {
        m_spec.aggregates = true;
        return std::move(*this);
    }
    Param &&writes() &&
    {
        m_spec.writes = true;
        return std::move(*this);
    }
    Param &&atLeast(double value) &&
    {
        m_spec.minimum = value;
        return std::move(*this);
    }
    Param &&above(double value) &&
    {
        m_spec.minimum = value;
        m_spec.exclusiveMinimum = true;
        return std::move(*this);
    }
    Param &&atMost(double value) &&
    {
        m_spec.maximum = value;
        return std::move(*this);
    }
    Param &&example(QString text) &&
    {
        m_spec.example = std::move(text);
        return std::move(*this);
    }

    const ParamSpec &spec() const { return m_spec; }

private:
    Param(const char *name, ParamType type)
    {
        m_spec.name = QLatin1String(name);
        m_spec.type = type;
    }
    ParamSpec m_spec;
};

class Declare
{
public:
    Declare(const char *id, int version)
    {
        m_operator.spec.id = QLatin1String(id);
        m_operator.spec.version = version;
    }

    Declare &&title(QString text) &&
    {
        m_operator.spec.title = std::move(text);
        return std::move(*this);
    }
    Declare &&category(Category category) &&
    {
        m_operator.spec.category = category;
        return std::move(*this);
    }
    Declare &&icon(const char *name) &&
    {
        m_operator.spec.icon = QLatin1String(name);
        return std::move(*this);
    }
    Declare &&doc(QString text) &&
    {
        m_operator.spec.doc = std::move(text);
        return std::move(*this);
    }
    Declare &&keywords(QStringList words) &&
    {
        m_operator.spec.keywords = std::move(words);
        return std::move(*this);
    }
    Declare &&summary(QString text) &&
    {
        m_operator.spec.summary = std::move(text);
        return std::move(*this);
    }
    Declare &&input(const char *name, PortType type, QString doc, Cardinality cardinality = Cardinality::One) &&
    {
        m_operator.spec.inputs << PortSpec{QLatin1String(name), type, cardinality, std::move(doc)};
        return std::move(*this);
    }
    Declare &&output(const char *name, PortType type, QString doc) &&
    {
        m_operator.spec.outputs << PortSpec{QLatin1String(name), type, Cardinality::One, std::move(doc)};
        return std::move(*this);
    }
    Declare &&param(const Param &param) &&
    {
        m_operator.spec.params << param.spec();
        return std::move(*this);
    }
    Declare &&trait(bool Traits::*trait, bool value = true) &&
    {
        m_operator.spec.traits.*trait = value;
        return std::move(*this);
    }
    Declare &&upgrade(UpgradeRule rule) &&
    {
        m_operator.spec.upgrades << std::move(rule);
        return std::move(*this);
    }
    /// A pipeline in the file format, as text.
    Declare &&example(const char *json) &&;
    Declare &&relation(RelationFunction function) &&
    {
        m_operator.relation = std::move(function);
        return std::move(*this);
    }
    Declare &&fit(FitFunction function) &&
    {
        m_operator.fit = std::move(function);
        return std::move(*this);
    }
    Declare &&schema(SchemaFunction function) &&
    {
        m_operator.schema = std::move(function);
        return std::move(*this);
    }
    Declare &&task(TaskFunction function) &&
    {
        m_operator.task = std::move(function);
        return std::move(*this);
    }
    Declare &&reading(ReadingFunction function) &&
    {
        m_operator.reading = std::move(function);
        return std::move(*this);
    }
    Declare &&instant() &&
    {
        m_operator.instant = true;
        return std::move(*this);
    }
    Declare &&taskJudges() &&
    {
        m_operator.taskJudges = true;
        return std::move(*this);
    }
    Declare &&taskNeeded(std::function<bool(NodeContext &)> function) &&
    {
        m_operator.taskNeeded = std::move(function);
        return std::move(*this);
    }
    Declare &&sourceFiles(std::function<Result<QStringList>(NodeContext &)> function) &&
    {
        m_operator.sourceFiles = std::move(function);
        return std::move(*this);
    }
    Declare &&cacheable(std::function<bool(const Params &)> function) &&
    {
        m_operator.cacheable = std::move(function);
        return std::move(*this);
    }
    Declare &&surroundings(std::function<Result<QJsonObject>(NodeContext &)> function) &&
    {
        m_operator.surroundings = std::move(function);
        return std::move(*this);
    }
    Declare &&keyFacts(std::function<QJsonObject(const Params &)> function) &&
    {
        m_operator.keyFacts = std::move(function);
        return std::move(*this);
    }

    operator Operator() && { return std::move(m_operator); }

private:
    Operator m_operator;
};

inline Declare declare(const char *id, int version)
{
    return Declare(id, version);
}

}  // namespace headrace
