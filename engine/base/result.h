// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value or an Error that tells a person what happened, where, and what to do next.
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace headrace {

/// What kind of failure an Error is; programs decide by it, people read the text.
enum class ErrorCode {
    Failed,       ///< the work itself failed
    Usage,        ///< the caller asked for something that does not exist
    Invalid,      ///< a pipeline, parameter or expression is wrong
    NotFound,     ///< a file, column, run or node is not there
    Denied,       ///< outside the workspace, untrusted, or without permission
    Corrupt,      ///< bytes do not match what they should be
    Io,           ///< reading or writing failed (full disk, permission, vanished file)
    OutOfMemory,  ///< a memory limit was met
    Cancelled,    ///< someone asked to stop
    TimedOut,     ///< a node's time limit was met
    Crashed,      ///< a process ended by a signal
    Internal,     ///< an assumption of the program did not hold
};

QString toString(ErrorCode code);
ErrorCode errorCodeFromString(const QString &text);

/// A failure in words. `text` is one sentence of what happened, `hint` one of what to do next.
struct Error {
    ErrorCode code = ErrorCode::Failed;
    QString text;
    QString hint;
    QString node;       ///< id of the node, with outer/inner inside subpipelines; empty where none is to blame
    QString parameter;  ///< path of the parameter, such as columns[2].expression; empty where none is to blame
    QString file;       ///< the file concerned, if any
    int line = 0;       ///< 1-based line in that file or text, 0 where unknown
    int position = -1;  ///< 0-based offset in UTF-16 units in the expression or SQL text, -1 where unknown

    Error() = default;
    Error(ErrorCode c, QString t, QString h = {}) : code(c), text(std::move(t)), hint(std::move(h)) {}

    Error &&at(const QString &nodeId, const QString &parameterPath = {}) &&;
    Error &&inFile(const QString &path, int lineNumber = 0) &&;

    QJsonObject toJson() const;
    static Error fromJson(const QJsonObject &object);
    /// "node 'join', parameter 'on': text hint", on one line.
    QString toString() const;
};

template <class T> class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    T &value() & { return std::get<0>(m_state); }
    const T &value() const & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    Error &error() & { return std::get<1>(m_state); }
    const Error &error() const & { return std::get<1>(m_state); }
    Error &&error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<T, Error> m_state;
};

template <> class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    Error &error() & { return *m_error; }
    const Error &error() const & { return *m_error; }
    Error &&error() && { return *std::move(m_error); }

private:
    std::optional<Error> m_error;
};

}  // namespace headrace

/// Hands an error on to the caller: HR_TRY(writeFile(path));
#define HR_TRY(expression)                                                                                                                 \
    do {                                                                                                                                   \
        if (auto hr_result = (expression); !hr_result)                                                                                     \
            return std::move(hr_result).error();                                                                                           \
    } while (false)

/// Takes a value or hands the error on: HR_ASSIGN(const auto bytes, readFile(path));
#define HR_ASSIGN(declaration, expression) HR_ASSIGN_(HR_CONCAT_(hr_result_, __LINE__), declaration, expression)
#define HR_CONCAT_(a, b) HR_CONCAT__(a, b)
#define HR_CONCAT__(a, b) a##b
#define HR_ASSIGN_(result, declaration, expression)                                                                                        \
    auto result = (expression);                                                                                                            \
    if (!result)                                                                                                                           \
        return std::move(result).error();                                                                                                  \
    declaration = std::move(*result)
