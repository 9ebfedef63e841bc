// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/help.h"

#include "app/headrace/terminal.h"

namespace headrace::cli {

namespace {

QString wrapped(const QString &text, int width, int indent)
{
    QString result;
    QString line;
    const QString margin(indent, QLatin1Char(' '));
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && indent + line.size() + 1 + word.size() > width) {
            result += (result.isEmpty() ? QString() : margin) + line + QLatin1Char('\n');
            line.clear();
        }
        line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + word;
    }
    return result + (result.isEmpty() ? QString() : margin) + line + QLatin1Char('\n');
}

QString entry(const QString &name, const QString &doc, int column)
{
    const QString left = QStringLiteral("  ") + name;
    const QString gap = left.size() + 2 > column ? QLatin1Char('\n') + QString(column, QLatin1Char(' '))
                                                 : QString(column - left.size(), QLatin1Char(' '));
    return left + gap + wrapped(doc, std::min(terminalWidth(), 110), column);
}

QString optionName(const Option &option)
{
    return QStringLiteral("--") + option.name + (option.value.isEmpty() ? QString() : QLatin1Char(' ') + option.value);
}

QString optionDoc(const Option &option)
{
    QString doc = option.doc;
    if (!option.choices.isEmpty())
        doc += QStringLiteral(" One of: %1.").arg(option.choices.join(QStringLiteral(", ")));
    if (option.repeated)
        doc += QStringLiteral(" May be repeated.");
    return doc;
}

}  // namespace

QString usageOf(const Command &command)
{
    QString usage = QStringLiteral("headrace ") + command.name;
    for (const Positional &positional : command.positionals) {
        const QString name = positional.name + (positional.repeated ? QStringLiteral("...") : QString());
        usage += positional.required ? QLatin1Char(' ') + name : QStringLiteral(" [%1]").arg(name);
    }
    return usage + (command.options.isEmpty() ? QString() : QStringLiteral(" [options]"));
}

QString helpOf(const Command &command)
{
    QString help = styled(QStringLiteral("Usage:"), Style::Bold) + QStringLiteral(" %1\n\n%2.\n").arg(usageOf(command), command.summary);
    for (const QString &paragraph : command.doc.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
        help += QLatin1Char('\n') + wrapped(paragraph, std::min(terminalWidth(), 110), 0);
    if (!command.positionals.isEmpty()) {
        help += QLatin1Char('\n');
        for (const Positional &positional : command.positionals)
            help += entry(positional.name,
                          positional.doc
                              + (positional.choices.isEmpty()
                                     ? QString()
                                     : QStringLiteral(" One of: %1.").arg(positional.choices.join(QStringLiteral(", ")))),
                          24);
    }
    help += QLatin1Char('\n') + styled(QStringLiteral("Options:"), Style::Bold) + QLatin1Char('\n');
    for (const QList<Option> *list : {&command.options, &commonOptions()})
        for (const Option &option : *list)
            help += entry(optionName(option), optionDoc(option), 24);
    if (!command.examples.isEmpty()) {
        help += QLatin1Char('\n') + styled(QStringLiteral("Examples:"), Style::Bold) + QLatin1Char('\n');
        for (const QString &example : command.examples)
            help += QStringLiteral("  ") + example + QLatin1Char('\n');
    }
    return help;
}

QString generalHelp()
{
    QString help = styled(QStringLiteral("Usage:"), Style::Bold)
        + QStringLiteral(" headrace COMMAND [options]\n\nRuns data and machine-learning pipelines, and keeps what came of them.\n\n")
        + styled(QStringLiteral("Commands:"), Style::Bold) + QLatin1Char('\n');
    for (const Command &command : commands())
        help += entry(command.name, command.summary, 16);
    return help
        + QStringLiteral(
               "\n'headrace COMMAND --help' says more. Exit codes: 0 done, 1 failed, 2 bad usage, 3 invalid pipeline, 4 cancelled.\n");
}

}  // namespace headrace::cli
