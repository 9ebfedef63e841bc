// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/commands/lineage_run.h"
#include "app/headrace/commands/lineage_sql.h"
#include "app/headrace/terminal.h"

namespace headrace::cli {

static int run(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("sql")))
        return lineageOfSql(arguments);
    if (!arguments.positional(0).isEmpty() && arguments.has(QStringLiteral("column")))
        return lineageOfRun(arguments);
    return fail(Error(ErrorCode::Usage, QStringLiteral("lineage needs a run and a column, or a statement."),
                      QStringLiteral("Give RUN --column NODE:PORT.COLUMN, or --sql FILE --schema FILE.")));
}

Command lineageCommand()
{
    Command command;
    command.name = QStringLiteral("lineage");
    command.summary = QStringLiteral("Shows which columns a column comes from");
    command.doc = QStringLiteral(
        "Columns whose values flow into an output, columns that only decide it (conditions of CASE and FILTER, order and partition "
        "of windows), and columns that choose rows (WHERE, joins, GROUP BY, and the like, in subqueries too) are told apart. "
        "They are read from the bound plan of the statement, which does not run.");
    command.positionals = {
        {QStringLiteral("RUN"), QStringLiteral("A recorded run: its id, name, or last."), false, false, Complete::Run, {}}};
    command.options = lineageOfSqlOptions();
    command.options << Option{QStringLiteral("column"),
                              QStringLiteral("NODE:PORT.COLUMN"),
                              QStringLiteral("The column of the run to follow."),
                              false,
                              Complete::Nothing,
                              {}};
    command.examples = {QStringLiteral("headrace lineage last --column features:rows.late"),
                        QStringLiteral("headrace lineage --sql report.sql --schema tables.sql --json")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
