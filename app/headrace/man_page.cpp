// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/help.h"
#include "engine/base/version.h"

namespace headrace::cli {

namespace {

QString troff(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\e")).replace(QLatin1Char('-'), QStringLiteral("\\-"));
    if (text.startsWith(QLatin1Char('.')) || text.startsWith(QLatin1Char('\'')))
        text.prepend(QStringLiteral("\\&"));
    return text;
}

QString optionList(const QList<Option> &options)
{
    QString page;
    for (const Option &option : options) {
        page += QStringLiteral(".TP\n\\fB\\-\\-%1\\fR").arg(troff(option.name));
        if (!option.value.isEmpty())
            page += QStringLiteral(" \\fI%1\\fR").arg(troff(option.value));
        page += QLatin1Char('\n') + troff(option.doc);
        if (!option.choices.isEmpty())
            page += QStringLiteral(" One of: %1.").arg(troff(option.choices.join(QStringLiteral(", "))));
        page += (option.repeated ? QStringLiteral(" May be repeated.\n") : QStringLiteral("\n"));
    }
    return page;
}

}  // namespace

QString manPage()
{
    QString page = QStringLiteral(".TH HEADRACE 1 \"\" \"Headrace %1\" \"User Commands\"\n"
                                  ".SH NAME\nheadrace \\- run data and machine\\-learning pipelines\n"
                                  ".SH SYNOPSIS\n.B headrace\n.I COMMAND\n[options]\n"
                                  ".SH DESCRIPTION\nRuns pipelines, which are text files, in a background executor, and keeps "
                                  "parameters, metrics, artifacts and lineage of every run.\n.SH COMMANDS\n")
                       .arg(troff(programVersion()));
    for (const Command &command : commands()) {
        page += QStringLiteral(".SS \"%1\"\n%2.\n").arg(troff(usageOf(command)), troff(command.summary));
        for (const QString &paragraph : command.doc.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
            page += QStringLiteral(".PP\n%1\n").arg(troff(QString(paragraph).replace(QLatin1Char('\n'), QLatin1Char(' '))));
        for (const Positional &positional : command.positionals)
            page += QStringLiteral(".TP\n\\fI%1\\fR\n%2\n").arg(troff(positional.name), troff(positional.doc));
        page += optionList(command.options);
        for (const QString &example : command.examples)
            page += QStringLiteral(".PP\n.EX\n%1\n.EE\n").arg(troff(example));
    }
    return page + QStringLiteral(".SH OPTIONS OF EVERY COMMAND\n") + optionList(commonOptions())
        + QStringLiteral(".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nfailed\n.TP\n2\nbad usage\n.TP\n3\ninvalid pipeline\n.TP\n4\ncancelled\n"
                         ".SH ENVIRONMENT\n.TP\n.B HEADRACE_HOME\nA folder that takes the place of the user's data and cache folders.\n"
                         ".TP\n.B HEADRACE_WORKER\nThe worker program, where it does not stand beside this one.\n"
                         ".TP\n.B NO_COLOR\nIf set, nothing is coloured.\n"
                         ".SH FILES\n.TP\n.I *.pipeline.json\na pipeline\n.TP\n.I .headrace/\nmarks a workspace\n"
                         ".TP\n.I $XDG_DATA_HOME/headrace\nthe store of runs\n.TP\n.I $XDG_CACHE_HOME/headrace\ncached results\n");
}

}  // namespace headrace::cli
