// SPDX-License-Identifier: GPL-3.0-or-later
// What the pipeline rooms know of an operator: its ports and parameters, as data.
#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace headrace {

enum class PortType { Table, Transform, Model, Metrics };
enum class Cardinality { One, Optional, Many };

QString toString(PortType type);
std::optional<PortType> portTypeFromString(const QString &text);
QString toString(Cardinality cardinality);
std::optional<Cardinality> cardinalityFromString(const QString &text);

struct PortSpec {
    QString name;
    PortType type = PortType::Table;
    Cardinality cardinality = Cardinality::One;  ///< of an input; an output may feed any number of edges
    QString doc;

    bool operator==(const PortSpec &) const = default;
};

/// The kinds of parameter values, and the JSON they take.
enum class ParamType {
    Boolean,      ///< true or false
    Integer,      ///< whole number
    Number,       ///< any finite number
    Text,         ///< string
    Enumeration,  ///< one of `choices`
    Column,       ///< name of a column of the input port `over`
    Columns,      ///< list of names of columns of `over`
    Expression,   ///< one scalar SQL expression over the columns of `over`
    Sql,          ///< one SELECT; the inputs are its tables
    Code,         ///< Python source
    Path,         ///< file, folder or glob, relative to the pipeline's folder; may hold ${name}
    TextList,     ///< list of strings
    NumberList,   ///< list of numbers
    Map,          ///< object of string to scalar
    Records,      ///< list of objects whose members are `fields`
    Secret,       ///< {"$secret": name}
    Pipeline,     ///< an embedded pipeline, or {"$file": path}: the body of a subpipeline
};

QString toString(ParamType type);
std::optional<ParamType> paramTypeFromString(const QString &text);

struct ParamSpec {
    QString name;
    ParamType type = ParamType::Text;
    QString title;
    QString doc;
    QString over;                                                 ///< input port whose columns it speaks of
    QString unit;                                                 ///< shown behind the value, such as rows, ms, %
    QJsonValue defaultValue = QJsonValue(QJsonValue::Undefined);  ///< Undefined: none
    bool required = false;
    bool advanced = false;    ///< stands in the folded part of the form
    bool aggregates = false;  ///< an expression that may aggregate
    bool writes = false;      ///< a path that is written, not read
    std::optional<double> minimum;
    std::optional<double> maximum;
    bool exclusiveMinimum = false;
    QStringList choices;
    QList<ParamSpec> fields;  ///< of a record
    QString example;

    bool operator==(const ParamSpec &) const;  // not defaulted here: a type cannot compare lists of itself while it is incomplete
};

/// The part of an operator that structure is checked against.
struct Signature {
    QString id;
    int version = 1;
    QList<PortSpec> inputs;
    QList<PortSpec> outputs;
    QList<ParamSpec> params;

    const PortSpec *input(const QString &name) const;
    const PortSpec *output(const QString &name) const;
    const ParamSpec *param(const QString &name) const;
};

/// Finds an operator's signature by id; nullptr for an operator this version does not know. Pure and thread-safe. Made from
/// any function of that kind, and the ids that there are, for 'Did you mean …?'.
class SignatureLookup
{
public:
    SignatureLookup() = default;
    template <class Function>
    requires std::is_invocable_r_v<const Signature *, const Function &, const QString &> SignatureLookup(Function function,
                                                                                                         QStringList ids = {})
        : m_function(std::move(function)), m_ids(std::move(ids))
    {}

    const Signature *operator()(const QString &operatorId) const { return m_function ? m_function(operatorId) : nullptr; }
    const QStringList &ids() const { return m_ids; }

private:
    std::function<const Signature *(const QString &operatorId)> m_function;
    QStringList m_ids;
};

}  // namespace headrace
