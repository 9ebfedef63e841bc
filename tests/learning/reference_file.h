// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a file of scikit_learn_reference.py and collects what differs from it.
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <vector>

namespace headrace::tests {

class Reference
{
public:
    explicit Reference(const QString &path)
    {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            m_root = QJsonDocument::fromJson(file.readAll()).object();
        for (const QJsonValue &array : m_root.value(QStringLiteral("arrays")).toArray())
            m_arrays << array.toArray();
    }

    QJsonArray cases(const char *kind) const { return m_root.value(QLatin1String(kind)).toArray(); }

    bool has(const QJsonObject &object, const char *key) const { return object.value(QLatin1String(key)).isObject(); }

    QJsonArray array(const QJsonObject &object, const char *key) const
    {
        return m_arrays.value(object.value(QLatin1String(key)).toObject().value(QStringLiteral("array")).toInt(-1));
    }

    // Nested lists are laid out row by row.
    std::vector<double> numbers(const QJsonObject &object, const char *key) const
    {
        std::vector<double> numbers;
        for (const QJsonValue &value : array(object, key)) {
            if (!value.isArray())
                numbers.push_back(value.toDouble());
            for (const QJsonValue &inner : value.toArray())
                numbers.push_back(inner.toDouble());
        }
        return numbers;
    }

private:
    QJsonObject m_root;
    QList<QJsonArray> m_arrays;
};

class Comparison
{
public:
    Comparison(QStringList &wrong, int &compared, QString where) : m_wrong(wrong), m_compared(compared), m_where(std::move(where)) {}

    void equal(const QString &what, double ours, double theirs, double relative, double absolute)
    {
        ++m_compared;
        const bool bothNaN = std::isnan(ours) && std::isnan(theirs);
        if (!bothNaN && !(std::abs(ours - theirs) <= absolute + relative * std::abs(theirs)))
            m_wrong
                << QStringLiteral("%1: %2 is %3, scikit-learn says %4").arg(m_where, what).arg(ours, 0, 'g', 17).arg(theirs, 0, 'g', 17);
    }

    void equal(const QString &what, const std::vector<double> &ours, const std::vector<double> &theirs, double relative, double absolute)
    {
        if (ours.size() != theirs.size())
            m_wrong << QStringLiteral("%1: %2 has %3 values instead of %4").arg(m_where, what).arg(ours.size()).arg(theirs.size());
        for (size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i)
            equal(QStringLiteral("%1[%2]").arg(what).arg(i), ours[i], theirs[i], relative, absolute);
    }

private:
    QStringList &m_wrong;
    int &m_compared;
    QString m_where;
};

}  // namespace headrace::tests
