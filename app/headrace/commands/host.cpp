// SPDX-License-Identifier: GPL-3.0-or-later
// headrace host ORDER.json: a run host in a process of its own, started by the window and outliving it. Not for people.
#include "app/headrace/commands.h"
#include "app/headrace/run_output.h"
#include "app/headrace/worker_options.h"
#include "engine/host/run_host.h"
#include "engine/protocol/messages.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace headrace::cli {

static Result<host::RunOrder> readOrder(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Usage, QStringLiteral("There is no order '%1'.").arg(path), QStringLiteral("See 'headrace run --help'."));
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &wrong);
    if (!document.isObject())
        return Error(ErrorCode::Invalid, QStringLiteral("'%1' is no order of a run (%2).").arg(path, wrong.errorString()));
    return host::RunOrder::fromJson(document.object());
}

/// ORDER is deleted once it is read. A run that never began stands in no store: ORDER.report says why.
static int run(const Arguments &arguments)
{
    host::leaveSession();
    host::StopSignals stop;
    const QString path = arguments.positional(0);
    const auto order = readOrder(path);
    QFile::remove(path);
    host::RunReport report;
    if (!order) {
        report = host::RunReport::failed(order.error());
    } else {
        host::RunOptions options;
        options.paths = StorePaths::ofUser();
        options.worker = askOptions().worker;
        options.stop = &stop;
        report = host::runPipeline(*order, options);
    }
    if (report.run.isEmpty()) {
        QSaveFile file(path + QStringLiteral(".report"));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(protocol::encode(report.toJson()));
            file.commit();
        }
    }
    return exitCodeOf(report);
}

Command hostCommand()
{
    Command command;
    command.name = QStringLiteral("host");
    command.summary = QStringLiteral("Runs what the window ordered, and outlives it");
    command.positionals = {{QStringLiteral("ORDER"), QStringLiteral("The order, written by the window."), true, false, Complete::File, {}}};
    command.run = &run;
    return command;
}

}  // namespace headrace::cli
