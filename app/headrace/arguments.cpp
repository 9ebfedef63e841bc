// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/command.h"
#include "engine/base/closest.h"

#include <QRegularExpression>

#include <cmath>

namespace headrace::cli {

QString Arguments::value(const QString &option, const QString &otherwise) const
{
    const QStringList values = m_options.value(option);
    return values.isEmpty() ? otherwise : values.last();
}

Result<std::optional<qint64>> Arguments::integer(const QString &option, qint64 minimum, qint64 maximum) const
{
    if (!has(option))
        return std::optional<qint64>();
    bool ok = false;
    const qint64 number = value(option).toLongLong(&ok);
    if (!ok || number < minimum || number > maximum)
        return Error(ErrorCode::Usage, QStringLiteral("--%1 takes a whole number, not '%2'.").arg(option, value(option)),
                     QStringLiteral("Give a number from %1 to %2.").arg(minimum).arg(maximum));
    return std::optional<qint64>(number);
}

Result<std::optional<qint64>> Arguments::bytes(const QString &option) const
{
    if (!has(option))
        return std::optional<qint64>();
    static const QRegularExpression form(QStringLiteral("^\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([kKmMgGtT]?)([iI]?)[bB]?\\s*$"));
    const auto match = form.match(value(option));
    const int power = QStringLiteral("kmgt").indexOf(match.captured(2).toLower()) + 1;
    const double unit = std::pow(match.captured(3).isEmpty() ? 1000.0 : 1024.0, match.captured(2).isEmpty() ? 0 : power);
    const double number = match.captured(1).toDouble() * unit;
    if (!match.hasMatch() || number < 1 || number > 9e18)
        return Error(ErrorCode::Usage, QStringLiteral("--%1 takes a size, not '%2'.").arg(option, value(option)),
                     QStringLiteral("Give a size such as 512MB, 4GiB or 1073741824."));
    return std::optional<qint64>(qint64(number));
}

struct Parser {
    const Command &command;
    Arguments arguments;

    const Option *find(const QString &name) const
    {
        for (const QList<Option> *list : {&command.options, &commonOptions()})
            for (const Option &option : *list)
                if (option.name == name)
                    return &option;
        return nullptr;
    }

    Error unknown(const QString &name) const
    {
        QStringList names;
        for (const QList<Option> *list : {&command.options, &commonOptions()})
            for (const Option &option : *list)
                names << option.name;
        const QString near = closestTo(name, names);
        return Error(ErrorCode::Usage, QStringLiteral("'headrace %1' has no option --%2.").arg(command.name, name),
                     near.isEmpty() ? QStringLiteral("See 'headrace %1 --help'.").arg(command.name)
                                    : QStringLiteral("Did you mean --%1?").arg(near));
    }

    static Result<void> checkChoice(const QString &what, const QString &value, const QStringList &choices)
    {
        if (choices.isEmpty() || choices.contains(value))
            return {};
        const QString near = closestTo(value, choices);
        return Error(ErrorCode::Usage, QStringLiteral("%1 cannot be '%2'.").arg(what, value),
                     near.isEmpty() ? QStringLiteral("It is one of: %1.").arg(choices.join(QStringLiteral(", ")))
                                    : QStringLiteral("Did you mean '%1'?").arg(near));
    }

    Result<void> take(const QString &word, QStringList &rest)
    {
        const qsizetype equals = word.indexOf(QLatin1Char('='));
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        const Option *option = find(name);
        if (!option)
            return unknown(name);
        if (option->value.isEmpty()) {
            if (equals >= 0)
                return Error(ErrorCode::Usage, QStringLiteral("--%1 takes no value.").arg(name),
                             QStringLiteral("Leave out '%1'.").arg(word.mid(equals)));
            arguments.m_options[name] << QString();
            return {};
        }
        if (equals < 0 && rest.isEmpty())
            return Error(ErrorCode::Usage, QStringLiteral("--%1 wants a value.").arg(name),
                         QStringLiteral("Write --%1 %2.").arg(name, option->value));
        const QString value = equals >= 0 ? word.mid(equals + 1) : rest.takeFirst();
        HR_TRY(checkChoice(QStringLiteral("--") + name, value, option->choices));
        if (!option->repeated && arguments.has(name))
            return Error(ErrorCode::Usage, QStringLiteral("--%1 is given twice.").arg(name), QStringLiteral("Give it once."));
        arguments.m_options[name] << value;
        return {};
    }

    Result<void> checkPositionals() const
    {
        const bool open = !command.positionals.isEmpty() && command.positionals.last().repeated;
        const QStringList &given = arguments.m_positionals;
        if (!open && given.size() > command.positionals.size())
            return Error(ErrorCode::Usage,
                         QStringLiteral("'headrace %1' has no use for '%2'.").arg(command.name, given[command.positionals.size()]),
                         QStringLiteral("See 'headrace %1 --help'.").arg(command.name));
        for (qsizetype i = 0; i < command.positionals.size(); ++i) {
            const Positional &positional = command.positionals[i];
            if (i >= given.size() && positional.required)
                return Error(ErrorCode::Usage,
                             QStringLiteral("'headrace %1' wants %2: %3").arg(command.name, positional.name, positional.doc),
                             QStringLiteral("See 'headrace %1 --help'.").arg(command.name));
            if (i < given.size())
                HR_TRY(checkChoice(positional.name, given[i], positional.choices));
        }
        return {};
    }

    Result<void> all(QStringList rest)
    {
        bool optionsOver = false;
        while (!rest.isEmpty()) {
            const QString word = rest.takeFirst();
            if (!optionsOver && word == QLatin1String("--"))
                optionsOver = true;
            else if (!optionsOver && word == QLatin1String("-h"))
                arguments.m_options[QStringLiteral("help")] << QString();
            else if (!optionsOver && word.startsWith(QLatin1String("--")))
                HR_TRY(take(word, rest));
            else if (!optionsOver && word.size() > 1 && word.startsWith(QLatin1Char('-')))
                return Error(ErrorCode::Usage, QStringLiteral("Options have two dashes; '%1' is none.").arg(word),
                             QStringLiteral("See 'headrace %1 --help'.").arg(command.name));
            else
                arguments.m_positionals << word;
        }
        if (!arguments.has(QStringLiteral("help")))
            HR_TRY(checkPositionals());
        return {};
    }
};

Result<Arguments> parse(const Command &command, const QStringList &words)
{
    Parser parser{command, {}};
    HR_TRY(parser.all(words));
    return std::move(parser.arguments);
}

}  // namespace headrace::cli
