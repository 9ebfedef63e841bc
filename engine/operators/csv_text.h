// SPDX-License-Identifier: GPL-3.0-or-later
// Small pieces of CSV in memory: inline tables and header lines. Files are read by DuckDB.
#pragma once

#include "engine/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace headrace {

struct CsvField {
    QString text;
    bool quoted = false;
};

struct CsvTextDialect {
    QString delimiter = QStringLiteral(",");
    QChar quote = QLatin1Char('"');  ///< null: none
    QChar escape = QLatin1Char('"');
    QChar comment;  ///< null: none
};

/// Cuts a text into records. Lines end with \n, \r\n or \r; empty lines and comment lines give no record.
class CsvText
{
public:
    CsvText(QString text, CsvTextDialect dialect) : m_text(std::move(text)), m_dialect(dialect) {}

    /// The next record; nothing at the end. Invalid, with the line, for a quote that is not closed or has text beside it.
    Result<std::optional<QList<CsvField>>> next();
    /// Skips whole lines, whatever they hold.
    void skipLines(qint64 count);
    int line() const { return m_line; }  ///< 1-based, of what comes next
    /// Whether lines have ended in more than one way so far.
    bool mixedLineEnds() const { return (m_lineEnds & (m_lineEnds - 1)) != 0; }
    bool atEnd() const { return m_at >= m_text.size(); }

private:
    bool takeLineEnd();
    QString m_text;
    CsvTextDialect m_dialect;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_lineEnds = 0;  ///< a bit for each way
};

}  // namespace headrace
