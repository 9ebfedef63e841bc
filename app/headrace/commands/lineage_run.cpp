// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands/lineage_run.h"

#include "app/headrace/terminal.h"
#include "engine/base/closest.h"
#include "engine/host/run_host.h"

#include <QJsonArray>
#include <QSet>

namespace headrace::cli {

namespace {

QString place(const QString &node, const QString &port, const QString &column)
{
    return node + QLatin1Char(':') + port + QLatin1Char('.') + column;
}

struct Step {
    QString column;  ///< NODE:PORT.COLUMN
    QString of;      ///< the column next to it, towards the one asked for
    QString kind;    ///< value, deciding
    int distance = 0;
};

/// Breadth first from `start`, along edges from each column to those in `next`.
QList<Step> walk(const QString &start, const QMap<QString, QList<std::pair<QString, QString>>> &next)
{
    QList<Step> steps;
    QSet<QString> seen{start};
    QList<std::pair<QString, int>> open{{start, 0}};
    for (qsizetype i = 0; i < open.size(); ++i) {
        const auto [column, distance] = open[i];
        for (const auto &[other, kind] : next.value(column)) {
            if (seen.contains(other))
                continue;
            seen.insert(other);
            steps << Step{other, column, kind, distance + 1};
            open << std::pair(other, distance + 1);
        }
    }
    return steps;
}

QJsonArray toJson(const QList<Step> &steps, const QMap<QString, QString> &expressions)
{
    QJsonArray array;
    for (const Step &step : steps) {
        QJsonObject object{{QStringLiteral("column"), step.column},
                           {QStringLiteral("of"), step.of},
                           {QStringLiteral("kind"), step.kind},
                           {QStringLiteral("distance"), step.distance}};
        if (expressions.contains(step.column))
            object.insert(QStringLiteral("expression"), expressions.value(step.column));
        array << object;
    }
    return array;
}

void printSteps(const QString &title, const QJsonArray &steps)
{
    printLine(styled(title, Style::Bold));
    if (steps.isEmpty())
        printLine(QStringLiteral("  nothing"));
    Table table({QStringLiteral("column"), QStringLiteral("next to"), QStringLiteral("kind"), QStringLiteral("expression")});
    for (const QJsonValue &value : steps) {
        const QJsonObject step = value.toObject();
        table.addRow({printable(step.value(QStringLiteral("column")).toString()), printable(step.value(QStringLiteral("of")).toString()),
                      step.value(QStringLiteral("kind")).toString(), printable(step.value(QStringLiteral("expression")).toString())});
    }
    if (!table.isEmpty())
        print(table.text());
}

}  // namespace

int lineageOfRun(const Arguments &arguments)
{
    auto store = host::openStore(StorePaths::ofUser());
    if (!store)
        return fail(store.error());
    const auto run = store->find(arguments.positional(0));
    if (!run)
        return fail(run.error());
    const auto edges = store->columnLineage(run->row);
    if (!edges)
        return fail(edges.error());
    const auto expressions = store->columnExpressions(run->row);
    if (!expressions)
        return fail(expressions.error());

    QMap<QString, QList<std::pair<QString, QString>>> upstream;
    QMap<QString, QList<std::pair<QString, QString>>> downstream;
    QMap<QString, QStringList> choosing;  // by NODE:PORT
    QSet<QString> known;
    for (const record::ColumnEdge &edge : *edges) {
        const QString from = place(edge.fromNode, edge.fromPort, edge.fromColumn);
        known.insert(from);
        if (edge.kind == QLatin1String("choosing")) {
            choosing[edge.node + QLatin1Char(':') + edge.port] << from;
            continue;
        }
        const QString to = place(edge.node, edge.port, edge.column);
        known.insert(to);
        upstream[to] << std::pair(from, edge.kind);
        downstream[from] << std::pair(to, edge.kind);
    }
    const QString column = arguments.value(QStringLiteral("column"));
    if (!known.contains(column)) {
        const QString near = closestTo(column, QStringList(known.begin(), known.end()));
        return fail(Error(ErrorCode::NotFound, QStringLiteral("The run '%1' has recorded no column '%2'.").arg(run->name, column),
                          near.isEmpty() ? QStringLiteral("A column is written NODE:PORT.COLUMN.")
                                         : QStringLiteral("Did you mean '%1'?").arg(near)));
    }
    const QJsonArray up = toJson(walk(column, upstream), *expressions);
    const QJsonArray down = toJson(walk(column, downstream), *expressions);
    const QStringList rows = choosing.value(column.section(QLatin1Char('.'), 0, 0));
    if (arguments.has(QStringLiteral("json"))) {
        QJsonObject object{{QStringLiteral("run"), run->id},
                           {QStringLiteral("column"), column},
                           {QStringLiteral("upstream"), up},
                           {QStringLiteral("downstream"), down},
                           {QStringLiteral("choosing"), QJsonArray::fromStringList(rows)}};
        if (expressions->contains(column))
            object.insert(QStringLiteral("expression"), expressions->value(column));
        printJson(object);
        return kDone;
    }
    if (expressions->contains(column))
        printLine(printable(column) + QStringLiteral(" = ") + printable(expressions->value(column)));
    printSteps(QStringLiteral("Comes from"), up);
    printSteps(QStringLiteral("Goes into"), down);
    if (!rows.isEmpty())
        printLine(QStringLiteral("Its rows are chosen by ") + printable(rows.join(QStringLiteral(", "))));
    return kDone;
}

}  // namespace headrace::cli
