// SPDX-License-Identifier: GPL-3.0-or-later
// The values of a node's parameters, with the operator's defaults filled in.
#pragma once

#include "engine/pipeline/signature.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace headrace {

/// Reads resolved parameters (no $param left) that check() has passed; a missing value without default reads as empty.
class Params
{
public:
    Params(const QList<ParamSpec> &specs, QJsonObject values);

    QJsonValue value(const QString &name) const;  ///< Undefined where neither set nor defaulted
    bool has(const QString &name) const;          ///< set or defaulted, and not null
    QString text(const QString &name) const;
    bool flag(const QString &name) const;
    qint64 integer(const QString &name) const;
    double number(const QString &name) const;
    QStringList texts(const QString &name) const;
    QList<Params> records(const QString &name) const;  ///< with the fields' defaults
    QJsonObject map(const QString &name) const;

    /// All values, defaults included, unknown parameters left out: what enters a content key.
    QJsonObject canonical() const;

private:
    QList<ParamSpec> m_specs;
    QJsonObject m_values;
};

}  // namespace headrace
