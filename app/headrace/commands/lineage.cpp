// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/commands/lineage_file.h"
#include "app/headrace/commands/lineage_run.h"
#include "app/headrace/commands/lineage_sql.h"
#include "app/headrace/terminal.h"

#include <QFileInfo>

namespace headrace::cli {

static int run(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("sql")))
        return lineageOfSql(arguments);
    if (!arguments.positional(0).isEmpty() && arguments.has(QStringLiteral("column")))
        return lineageOfRun(arguments);
    if (QFileInfo::exists(arguments.positional(0)))
        return lineageOfFile(arguments);
    if (arguments.positional(0).contains(QLatin1Char('/')) || arguments.positional(0).contains(QLatin1Char('.')))
        return fail(Error(ErrorCode::NotFound, QStringLiteral("There is no file '%1'.").arg(arguments.positional(0)),
                          QStringLiteral("Check the path.")));
    return fail(Error(ErrorCode::Usage, QStringLiteral("lineage needs a file, a run and a column, or a statement."),
                      QStringLiteral("Give FILE, RUN --column NODE:PORT.COLUMN, or --sql FILE --schema FILE.")));
}

Command lineageCommand()
{
    Command command;
    command.name = QStringLiteral("lineage");
    command.summary = QStringLiteral("Shows where a file, a model or a column comes from");
    command.doc = QStringLiteral(
        "Columns whose values flow into an output, columns that only decide it (conditions of CASE and FILTER, order and partition "
        "of windows), and columns that choose rows (WHERE, joins, GROUP BY, and the like, in subqueries too) are told apart. "
        "They are read from the bound plan of the statement, which does not run.\n\n"
        "Of a file or a model's folder it says which recorded runs wrote or read that very content, under whatever name, from which "
        "sources, and with which pipeline, seed and libraries. Exit code 1 where no run did.");
    command.positionals = {{QStringLiteral("FILE|RUN"),
                            QStringLiteral("A file or model, or with --column a recorded run: its id, name, or last."),
                            false,
                            false,
                            Complete::File,
                            {}}};
    command.options = lineageOfSqlOptions();
    command.options << Option{QStringLiteral("column"),
                              QStringLiteral("NODE:PORT.COLUMN"),
                              QStringLiteral("The column of the run to follow."),
                              false,
                              Complete::Nothing,
                              {}};
    command.examples = {QStringLiteral("headrace lineage out/predictions.parquet --json"),
                        QStringLiteral("headrace lineage last --column features:rows.late"),
                        QStringLiteral("headrace lineage --sql report.sql --schema tables.sql --json")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
