// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands/lineage_sql.h"

#include "app/headrace/terminal.h"
#include "app/headrace/worker_options.h"

#include <QFile>
#include <QJsonArray>

namespace headrace::cli {

/// A statement or schema; more than this is none.
static constexpr qint64 kMaximumText = qint64(16) << 20;

static Result<QString> textOf(const QString &path)
{
    QFile file(path);
    const bool opened = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return Error(ErrorCode::NotFound, QStringLiteral("%1 could not be read: %2.").arg(printable(path), file.errorString()),
                     QStringLiteral("Check the path."));
    const QByteArray bytes = file.read(kMaximumText + 1);
    if (bytes.size() > kMaximumText)
        return Error(ErrorCode::Usage, QStringLiteral("%1 is larger than 16 MB.").arg(printable(path)),
                     QStringLiteral("Give one statement."));
    return QString::fromUtf8(bytes);
}

static QString listed(const QJsonValue &columns)
{
    QStringList names;
    for (const QJsonValue &column : columns.toArray())
        names << printable(column.toString());
    return names.join(QStringLiteral(", "));
}

static void printLineage(const QJsonObject &lineage)
{
    Table table({QStringLiteral("output"), QStringLiteral("from"), QStringLiteral("decided by")});
    bool unresolved = false;
    for (const QJsonValue &value : lineage.value(QStringLiteral("outputs")).toArray()) {
        const QJsonObject output = value.toObject();
        const bool open = output.value(QStringLiteral("unresolved")).toBool();
        unresolved |= open;
        table.addRow({printable(output.value(QStringLiteral("name")).toString()) + (open ? QStringLiteral(" *") : QString()),
                      listed(output.value(QStringLiteral("value"))), listed(output.value(QStringLiteral("deciding")))});
    }
    print(table.text());
    if (unresolved)
        printLine(QStringLiteral("* not wholly resolved: there may be more than is listed"));
    if (const QString rows = listed(lineage.value(QStringLiteral("rows"))); !rows.isEmpty())
        printLine(QStringLiteral("\nRows are chosen by ") + rows);
}

QList<Option> lineageOfSqlOptions()
{
    return {{QStringLiteral("sql"),
             QStringLiteral("FILE"),
             QStringLiteral("A file with one SELECT; - is standard input."),
             false,
             Complete::File,
             {}},
            {QStringLiteral("schema"),
             QStringLiteral("FILE"),
             QStringLiteral("A file with the CREATE TABLE statements of its tables."),
             false,
             Complete::File,
             {}},
            {QStringLiteral("json"),
             {},
             QStringLiteral(
                 "Prints one JSON object: of a file {path, bytes, sha256, xxh3, written_by, read_by}, of a statement {outputs, rows}."),
             false,
             Complete::Nothing,
             {}}};
}

int lineageOfSql(const Arguments &arguments)
{
    const auto sql = textOf(arguments.value(QStringLiteral("sql")));
    if (!sql)
        return fail(sql.error());
    QString schema;
    if (arguments.has(QStringLiteral("schema"))) {
        const auto text = textOf(arguments.value(QStringLiteral("schema")));
        if (!text)
            return fail(text.error());
        schema = *text;
    }
    const auto lineage = host::withWorker(QStringLiteral("lineage_sql"),
                                          {{QStringLiteral("sql"), *sql}, {QStringLiteral("schema"), schema}}, askOptions());
    if (!lineage)
        return fail(lineage.error());
    if (arguments.has(QStringLiteral("json")))
        printJson(*lineage);
    else
        printLineage(*lineage);
    return kDone;
}

}  // namespace headrace::cli
