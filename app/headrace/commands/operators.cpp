// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/commands.h"
#include "app/headrace/operator_pages.h"
#include "app/headrace/terminal.h"
#include "engine/base/closest.h"
#include "engine/catalog/operator_spec.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace headrace::cli {

static QString firstSentence(const QString &doc)
{
    const qsizetype end = doc.indexOf(QStringLiteral(". "));
    return end < 0 ? doc : doc.left(end + 1);
}

static void printPorts(const QString &title, const QList<PortSpec> &ports)
{
    if (ports.isEmpty())
        return;
    printLine();
    printLine(styled(title, Style::Bold));
    for (const PortSpec &port : ports)
        printLine(QStringLiteral("  %1  %2%3  %4")
                      .arg(port.name, toString(port.type),
                           port.cardinality == Cardinality::One ? QString() : QStringLiteral(", ") + toString(port.cardinality), port.doc));
}

static void printParam(const ParamSpec &param, int depth)
{
    const QString indent(2 + 4 * depth, QLatin1Char(' '));
    QString facts = toString(param.type);
    if (!param.choices.isEmpty())
        facts += QStringLiteral(": ") + param.choices.join(QStringLiteral(" | "));
    if (param.required)
        facts += QStringLiteral(", required");
    if (!param.defaultValue.isUndefined()) {
        const QByteArray text = QJsonDocument(QJsonArray{param.defaultValue}).toJson(QJsonDocument::Compact);
        facts += QStringLiteral(", default ") + QString::fromUtf8(text.mid(1, text.size() - 2));
    }
    if (!param.unit.isEmpty())
        facts += QStringLiteral(", in ") + param.unit;
    printLine(indent + styled(param.name, Style::Accent) + QStringLiteral("  ") + styled(facts, Style::Dim));
    printLine(indent + QStringLiteral("    ") + param.doc);
    for (const ParamSpec &field : param.fields)
        printParam(field, depth + 1);
}

static int run(const Arguments &arguments)
{
    const Catalog &catalog = embeddedCatalog();
    const QString id = arguments.positional(0);
    const bool json = arguments.has(QStringLiteral("json"));
    if (const QString folder = arguments.value(QStringLiteral("markdown")); !folder.isEmpty()) {
        const auto written = writeOperatorPages(catalog, folder);
        return written ? kDone : fail(written.error());
    }
    if (id.isEmpty()) {
        if (json) {
            printJson(catalog.toJson());
            return kDone;
        }
        Table table({QStringLiteral("operator"), QStringLiteral("title"), QStringLiteral("what it does")});
        for (const OperatorSpec &spec : catalog.operators())
            table.addRow({spec.id, spec.title, firstSentence(spec.doc)});
        print(table.text());
        return kDone;
    }
    const OperatorSpec *spec = catalog.find(id);
    if (!spec) {
        QStringList ids;
        for (const OperatorSpec &known : catalog.operators())
            ids << known.id;
        const QString near = closestTo(id, ids);
        return fail(
            Error(ErrorCode::Usage, QStringLiteral("There is no operator '%1'.").arg(id),
                  near.isEmpty() ? QStringLiteral("List them with: headrace operators") : QStringLiteral("Did you mean '%1'?").arg(near)));
    }
    if (json) {
        printJson(Catalog({*spec}).toJson().value(QStringLiteral("operators")).toArray().at(0));
        return kDone;
    }
    printLine(styled(spec->title, Style::Bold)
              + QStringLiteral("  %1, version %2, %3").arg(spec->id).arg(spec->version).arg(toString(spec->category)));
    printLine(spec->doc);
    printPorts(QStringLiteral("Inputs"), spec->inputs);
    printPorts(QStringLiteral("Outputs"), spec->outputs);
    if (!spec->params.isEmpty()) {
        printLine();
        printLine(styled(QStringLiteral("Parameters"), Style::Bold));
        for (const ParamSpec &param : spec->params)
            printParam(param, 0);
    }
    return kDone;
}

Command operatorsCommand()
{
    Command command;
    command.name = QStringLiteral("operators");
    command.summary = QStringLiteral("Lists the operators, or explains one");
    command.positionals = {
        {QStringLiteral("OPERATOR"), QStringLiteral("Its id, such as table.filter; all otherwise."), false, false, Complete::Nothing, {}}};
    command.options = {{QStringLiteral("json"),
                        {},
                        QStringLiteral("Prints the declarations: ports, parameters, docs, example."),
                        false,
                        Complete::Nothing,
                        {}},
                       {QStringLiteral("markdown"),
                        QStringLiteral("FOLDER"),
                        QStringLiteral("Writes the reference of all operators into a folder, a page each."),
                        false,
                        Complete::File,
                        {}}};
    command.examples = {QStringLiteral("headrace operators table.join")};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
