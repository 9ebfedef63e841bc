// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/terminal.h"

#include "app/headrace/command.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace headrace::cli {

namespace {

bool colours(int descriptor)
{
    return isatty(descriptor) && qgetenv("NO_COLOR").isEmpty() && qgetenv("TERM") != "dumb";
}

const char *sequence(Style style)
{
    switch (style) {
    case Style::Plain:
        return "";
    case Style::Bold:
        return "\x1b[1m";
    case Style::Dim:
        return "\x1b[2m";
    case Style::Good:
        return "\x1b[32m";
    case Style::Warning:
        return "\x1b[33m";
    case Style::Bad:
        return "\x1b[31m";
    case Style::Accent:
        return "\x1b[36m";
    }
    return "";
}

QString inStyle(const QString &text, Style style)
{
    return style == Style::Plain ? text : QLatin1String(sequence(style)) + text + QStringLiteral("\x1b[0m");
}

void write(FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

void printMessage(const QString &label, Style style, const QString &text, const QString &hint)
{
    const bool colour = coloursOnStderr();
    QString message = (colour ? inStyle(label, style) : label) + QLatin1Char(' ') + text + QLatin1Char('\n');
    if (!hint.isEmpty())
        message += QStringLiteral("  ") + hint + QLatin1Char('\n');
    write(stderr, message);
}

}  // namespace

bool stdoutIsTerminal()
{
    return isatty(STDOUT_FILENO);
}
bool stderrIsTerminal()
{
    return isatty(STDERR_FILENO);
}
bool coloursOnStdout()
{
    return colours(STDOUT_FILENO);
}
bool coloursOnStderr()
{
    return colours(STDERR_FILENO);
}

int terminalWidth()
{
    winsize window{};
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO})
        if (ioctl(descriptor, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
            return window.ws_col;
    return 100;
}

QString styled(const QString &text, Style style)
{
    return coloursOnStdout() ? inStyle(text, style) : text;
}
QString styledForStderr(const QString &text, Style style)
{
    return coloursOnStderr() ? inStyle(text, style) : text;
}

void print(const QString &text)
{
    write(stdout, text);
}
void printLine(const QString &text)
{
    write(stdout, text + QLatin1Char('\n'));
}

void printJson(const QJsonValue &value)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    QByteArray bytes = document.toJson(stdoutIsTerminal() ? QJsonDocument::Indented : QJsonDocument::Compact);
    if (!bytes.endsWith('\n'))
        bytes += '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

void printError(const Error &error)
{
    Error words = error;
    words.hint.clear();
    printMessage(QStringLiteral("headrace:"), Style::Bad, printable(words.toString()), printable(error.hint));
}

void printWarning(const QString &text, const QString &hint)
{
    printMessage(QStringLiteral("headrace: warning:"), Style::Warning, printable(text), printable(hint));
}

QString printable(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        const ushort code = c.unicode();
        if (code == '\n')
            result += QStringLiteral("\\n");
        else if (code == '\t')
            result += QLatin1Char(' ');
        else if (code < 0x20 || (code >= 0x7f && code < 0xa0))
            result += QStringLiteral("\\x%1").arg(code, 2, 16, QLatin1Char('0'));
        else if (code == 0x202a || code == 0x202b || code == 0x202d || code == 0x202e || code == 0x2066 || code == 0x2067)
            result += QStringLiteral("\\u%1").arg(code, 4, 16, QLatin1Char('0'));  // would turn the order of what follows
        else
            result += c;
    }
    return result;
}

Table::Table(QStringList header, QList<Align> alignment) : m_header(std::move(header)), m_alignment(std::move(alignment))
{
    for (QString &cell : m_header)
        cell = printable(cell);
}

void Table::addRow(QStringList cells, Style style)
{
    for (QString &cell : cells)
        cell = printable(cell);
    m_rows << std::pair(std::move(cells), style);
}

QString Table::text() const
{
    QList<qsizetype> widths;
    for (qsizetype c = 0; c < m_header.size(); ++c) {
        widths << m_header[c].size();
        for (const auto &[cells, style] : m_rows)
            widths[c] = std::max(widths[c], cells.value(c).size());
    }
    const bool cut = stdoutIsTerminal();
    const qsizetype available = terminalWidth();
    QString result;
    const auto add = [&](const QStringList &cells, Style style) {
        QString line;
        for (qsizetype c = 0; c < m_header.size(); ++c) {
            const bool right = m_alignment.value(c, Align::Left) == Align::Right;
            const bool last = c + 1 == m_header.size();
            QString cell = cells.value(c);
            if (last && cut && line.size() + cell.size() > available && available - line.size() > 4)
                cell = cell.left(available - line.size() - 1) + QChar(0x2026);
            line += right ? cell.rightJustified(widths[c]) : last ? cell : cell.leftJustified(widths[c]);
            if (!last)
                line += QStringLiteral("  ");
        }
        result += styled(line, style) + QLatin1Char('\n');
    };
    add(m_header, Style::Dim);
    for (const auto &[cells, style] : m_rows)
        add(cells, style);
    return result;
}

QString grouped(qint64 number)
{
    QString digits = QString::number(number);
    for (qsizetype at = digits.size() - 3; at > (number < 0 ? 1 : 0); at -= 3)
        digits.insert(at, QLatin1Char(','));
    return digits;
}

QString duration(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return QStringLiteral("?");
    if (seconds < 1)
        return QStringLiteral("%1 s").arg(seconds, 0, 'f', 3);
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(seconds, 0, 'f', 1);
    const auto whole = qint64(std::llround(seconds));
    if (whole < 3600)
        return QStringLiteral("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return QStringLiteral("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString size(qint64 bytes)
{
    if (bytes < 1000)
        return QStringLiteral("%1 B").arg(bytes);
    double value = double(bytes);
    int unit = -1;
    for (; value >= 999.95 && unit < 4; ++unit)
        value /= 1000;
    return QStringLiteral("%1 %2B").arg(value, 0, 'f', 1).arg(QStringLiteral("kMGTP").at(unit));
}

QString moment(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(QStringLiteral("yyyy-MM-dd hh:mm"));
}

int exitCodeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Usage:
        return kBadUsage;
    case ErrorCode::Invalid:
        return kInvalidPipeline;
    case ErrorCode::Cancelled:
        return kCancelled;
    default:
        return kFailed;
    }
}

int fail(const Error &error)
{
    printError(error);
    return exitCodeOf(error);
}

}  // namespace headrace::cli
