// SPDX-License-Identifier: GPL-3.0-or-later
// Turns what a process prints, whatever it is, into lines of text for the log.
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace headrace::learning {

/// Belongs to one thread. Control characters and colour codes are taken out, bytes that are no UTF-8 replaced, of a progress bar that overwrites itself
/// only the last state is kept, long lines are cut into pieces, and a flood ends in one line that says how much was left out.
class LogLines
{
public:
    static constexpr qsizetype kLongestLine = 8192;
    static constexpr qint64 kMostLines = 20'000;

    explicit LogLines(std::function<void(const QString &)> line) : m_line(std::move(line)) {}
    void add(const char *bytes, qsizetype count);
    /// The last line, though it has no end.
    void finish();

private:
    void say(QByteArray line);

    std::function<void(const QString &)> m_line;
    QByteArray m_pending;
    qint64 m_lines = 0;
};

}  // namespace headrace::learning
