// SPDX-License-Identifier: GPL-3.0-or-later
// How the program speaks: tables and colours on a terminal, plain lines elsewhere, errors on standard error.
#pragma once

#include "engine/base/result.h"

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace headrace::cli {

bool stdoutIsTerminal();
bool stderrIsTerminal();
/// Whether colours may be used on standard output (or error): a terminal, NO_COLOR unset or empty, TERM not dumb.
bool coloursOnStdout();
bool coloursOnStderr();
/// Width of the terminal in characters; 100 where there is none.
int terminalWidth();

enum class Style { Plain, Bold, Dim, Good, Warning, Bad, Accent };
/// The text in a style, or as it is where colours are off. For standard output.
QString styled(const QString &text, Style style);
QString styledForStderr(const QString &text, Style style);

/// Writes UTF-8 as it is. Control characters in what comes from users' files must have passed printable() before.
void print(const QString &text);
void printLine(const QString &text = {});
/// One JSON value on standard output: indented on a terminal, else on one line.
void printJson(const QJsonValue &value);
/// "headrace: text" and the hint below it, on standard error.
void printError(const Error &error);
/// A warning in the same form.
void printWarning(const QString &text, const QString &hint = {});

/// Text that cannot move a terminal's cursor: control characters are replaced by escapes such as \n and \x1b.
QString printable(const QString &text);

/// A table with a header, columns parted by two spaces, numbers right. On a terminal its last text column is cut to the width.
class Table
{
public:
    enum class Align { Left, Right };
    explicit Table(QStringList header, QList<Align> alignment = {});
    void addRow(QStringList cells, Style style = Style::Plain);
    bool isEmpty() const { return m_rows.isEmpty(); }
    QString text() const;

private:
    QStringList m_header;
    QList<Align> m_alignment;
    QList<std::pair<QStringList, Style>> m_rows;
};

/// 1234567 as 1,234,567.
QString grouped(qint64 number);
/// A duration: 0.012 s, 3.4 s, 2 min 5 s, 1 h 2 min.
QString duration(double seconds);
/// Bytes: 512 B, 1.5 MB, 2.1 GB (powers of 1000).
QString size(qint64 bytes);
/// A moment (ms since the epoch) in local time: 2026-03-04 17:05.
QString moment(qint64 milliseconds);

/// The exit code that fits an error: Usage 2, Invalid 3, Cancelled 4, else 1.
int exitCodeOf(const Error &error);
/// Prints the error and gives its exit code.
int fail(const Error &error);

}  // namespace headrace::cli
