// SPDX-License-Identifier: GPL-3.0-or-later
// What a command of the program declares: from it come parsing, --help, shell completion and the man page.
//
// To add a command: write commands/<name>.cpp with one function `Command <name>Command()`, and add one line to commands.cpp
// and one to CMakeLists.txt.
#pragma once

#include "engine/base/result.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace headrace::cli {

/// Exit codes, the same for every command.
enum Exit { kDone = 0, kFailed = 1, kBadUsage = 2, kInvalidPipeline = 3, kCancelled = 4 };

/// What a shell offers for a value.
enum class Complete { Nothing, File, Pipeline, Folder, Run, Command };

struct Option {
    QString name;           ///< without the dashes
    QString value;          ///< name of its value, such as FILE; empty: a flag
    QString doc;            ///< one sentence
    bool repeated = false;  ///< may be given several times
    Complete complete = Complete::Nothing;
    QStringList choices;  ///< the only values allowed; empty: any
};

struct Positional {
    QString name;  ///< in capitals, such as FILE
    QString doc;
    bool required = true;
    bool repeated = false;  ///< takes all that follow; only the last may
    Complete complete = Complete::Nothing;
    QStringList choices;
};

/// The command line of one command after parsing: every option is declared, every value of a choice is one of them.
class Arguments
{
public:
    bool has(const QString &option) const { return m_options.contains(option); }
    /// The last value given, or `otherwise`.
    QString value(const QString &option, const QString &otherwise = {}) const;
    QStringList values(const QString &option) const { return m_options.value(option); }
    /// A whole number in [minimum, maximum], nullopt where the option is not given; Usage where the text is none.
    Result<std::optional<qint64>> integer(const QString &option, qint64 minimum, qint64 maximum) const;
    /// A number of bytes such as 512MB, 4 GiB or 1073741824; nullopt where the option is not given.
    Result<std::optional<qint64>> bytes(const QString &option) const;
    /// The positional by its place; empty where it was left out.
    QString positional(int place) const { return m_positionals.value(place); }
    const QStringList &positionals() const { return m_positionals; }

private:
    friend struct Parser;
    QMap<QString, QStringList> m_options;
    QStringList m_positionals;
};

struct Command {
    QString name;
    QString summary;  ///< one line for the list of commands, no full stop
    QString doc;      ///< paragraphs for --help and the man page; may be empty
    QList<Positional> positionals;
    QList<Option> options;
    QStringList examples;  ///< whole command lines
    int (*run)(const Arguments &) = nullptr;
    /// For a command with machine output: says a usage error in that form too. May be null.
    void (*usageFailure)(const Error &, const QStringList &words) = nullptr;
};

/// All commands, in the order of the help.
const QList<Command> &commands();
const Command *findCommand(const QString &name);

/// Options every command has (--help).
const QList<Option> &commonOptions();

/// Parses what follows the command's name. Usage with the closest option as hint.
Result<Arguments> parse(const Command &command, const QStringList &words);

}  // namespace headrace::cli
