// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/csv_text.h"

namespace headrace {

bool CsvText::takeLineEnd()
{
    if (atEnd())
        return false;
    const QChar c = m_text[m_at];
    if (c != QLatin1Char('\n') && c != QLatin1Char('\r'))
        return false;
    ++m_at;
    int way = c == QLatin1Char('\n') ? 1 : 2;
    if (c == QLatin1Char('\r') && !atEnd() && m_text[m_at] == QLatin1Char('\n')) {
        ++m_at;
        way = 4;
    }
    m_lineEnds |= way;
    ++m_line;
    return true;
}

void CsvText::skipLines(qint64 count)
{
    for (; count > 0 && !atEnd(); --count) {
        while (!atEnd() && !takeLineEnd())
            ++m_at;
    }
}

Result<std::optional<QList<CsvField>>> CsvText::next()
{
    const auto wrong = [this](const QString &what) {
        return Error(ErrorCode::Invalid, QStringLiteral("Line %1: %2").arg(QString::number(m_line), what),
                     QStringLiteral("Write a quote within a quoted value twice."));
    };
    const auto isComment = [this] { return !m_dialect.comment.isNull() && !atEnd() && m_text[m_at] == m_dialect.comment; };
    for (;;) {
        if (isComment())
            skipLines(1);
        else if (!takeLineEnd())
            break;
    }
    if (atEnd())
        return std::optional<QList<CsvField>>();
    QList<CsvField> record;
    for (;;) {
        CsvField field;
        if (!m_dialect.quote.isNull() && !atEnd() && m_text[m_at] == m_dialect.quote) {
            field.quoted = true;
            ++m_at;
            for (;;) {
                if (atEnd())
                    return wrong(QStringLiteral("a quoted value is not closed."));
                const QChar c = m_text[m_at];
                const QChar following = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
                if (c == m_dialect.escape && (following == m_dialect.quote || (following == m_dialect.escape && c != m_dialect.quote))) {
                    field.text += following;
                    m_at += 2;
                } else if (c == m_dialect.quote) {
                    ++m_at;
                    break;
                } else {
                    if (c == QLatin1Char('\n'))
                        ++m_line;
                    field.text += c;
                    ++m_at;
                }
            }
        }
        const qsizetype begin = m_at;
        while (!atEnd() && m_text[m_at] != QLatin1Char('\n') && m_text[m_at] != QLatin1Char('\r')
               && QStringView(m_text).mid(m_at, m_dialect.delimiter.size()) != m_dialect.delimiter)
            ++m_at;
        if (field.quoted && m_at != begin)
            return wrong(QStringLiteral("text stands beside a quoted value."));
        field.text += QStringView(m_text).mid(begin, m_at - begin);
        record << field;
        if (atEnd() || takeLineEnd())
            return std::optional<QList<CsvField>>(record);
        m_at += m_dialect.delimiter.size();
    }
}

}  // namespace headrace
