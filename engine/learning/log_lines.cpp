// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/log_lines.h"

#include <QRegularExpression>

namespace headrace::learning {

void LogLines::say(QByteArray line)
{
    if (line.endsWith('\r'))
        line.chop(1);
    line = line.mid(line.lastIndexOf('\r') + 1);
    static const QRegularExpression escape(QStringLiteral("\x1b\\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]"));
    QString text = QString::fromUtf8(line);
    text.remove(escape);
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control && c != QLatin1Char('\t'))
            c = QChar::ReplacementCharacter;
    if (++m_lines <= kMostLines)
        m_line(text);
}

void LogLines::add(const char *bytes, qsizetype count)
{
    m_pending.append(bytes, count);
    qsizetype start = 0;
    for (;;) {
        const qsizetype end = m_pending.indexOf('\n', start);
        if (end < 0)
            break;
        for (; end - start > kLongestLine; start += kLongestLine)
            say(m_pending.mid(start, kLongestLine));
        say(m_pending.mid(start, end - start));
        start = end + 1;
    }
    for (; m_pending.size() - start > kLongestLine; start += kLongestLine)
        say(m_pending.mid(start, kLongestLine));
    m_pending.remove(0, start);
}

void LogLines::finish()
{
    if (!m_pending.isEmpty())
        say(std::exchange(m_pending, {}));
    if (m_lines > kMostLines)
        m_line(QStringLiteral("… %1 further lines were left out.").arg(m_lines - kMostLines));
    m_lines = 0;
}

}  // namespace headrace::learning
