// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/commands/lineage_sql.h"
#include "app/headrace/terminal.h"

namespace headrace::cli {

static int run(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("sql")))
        return lineageOfSql(arguments);
    return fail(
        Error(ErrorCode::Usage, QStringLiteral("lineage needs a statement."), QStringLiteral("Give --sql FILE and --schema FILE.")));
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
    command.options = lineageOfSqlOptions();
    command.examples = {QStringLiteral("headrace lineage --sql report.sql --schema tables.sql --json")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
