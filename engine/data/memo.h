// SPDX-License-Identifier: GPL-3.0-or-later
// What all sessions of a process remember: facts of the library, and the results of pure functions of text.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <mutex>

namespace headrace::data {

/// The functions a user's text is checked against, by lower-case name.
struct FunctionFacts {
    QSet<QString> aggregates;  ///< macros that aggregate are among them
    QSet<QString> changing;    ///< give another value at each call or run
};

/// Thread-safe through its mutex; `compiled` forgets everything when it is full.
class Memo
{
public:
    std::shared_ptr<const FunctionFacts> functions() const
    {
        const std::lock_guard lock(m_mutex);
        return m_functions;
    }
    void setFunctions(std::shared_ptr<const FunctionFacts> facts)
    {
        const std::lock_guard lock(m_mutex);
        m_functions = std::move(facts);
    }
    QSet<QString> keywords() const
    {
        const std::lock_guard lock(m_mutex);
        return m_keywords;
    }
    void setKeywords(const QSet<QString> &keywords)
    {
        const std::lock_guard lock(m_mutex);
        m_keywords = keywords;
    }
    QString compiled(const QByteArray &key) const
    {
        const std::lock_guard lock(m_mutex);
        return m_compiled.value(key);
    }
    void setCompiled(const QByteArray &key, const QString &sql)
    {
        const std::lock_guard lock(m_mutex);
        if (m_compiled.size() >= kMostCompiled)
            m_compiled.clear();
        m_compiled.insert(key, sql);
    }

private:
    static constexpr int kMostCompiled = 20'000;
    mutable std::mutex m_mutex;
    std::shared_ptr<const FunctionFacts> m_functions;
    QSet<QString> m_keywords;
    QHash<QByteArray, QString> m_compiled;
};

}  // namespace headrace::data
