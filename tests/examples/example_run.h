// SPDX-License-Identifier: GPL-3.0-or-later
// Runs an example as a person would, with a store of its own, and gives what `run --json` printed.
#pragma once

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace headrace::tests {

struct ExampleRun {
    int exitCode = -1;
    QJsonObject report;
    QString complaints;

    double metric(const char *key) const { return report[QStringLiteral("metrics")].toObject()[QLatin1String(key)].toDouble(-1); }
};

inline ExampleRun runExample(const QString &file, const QString &from, const QString &home, const QStringList &options = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HEADRACE_HOME"), home);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(from);
    process.start(QStringLiteral(HEADRACE_BIN_DIR "/headrace"),
                  QStringList{QStringLiteral("run"), file, QStringLiteral("--json")} + options);
    ExampleRun run;
    if (!process.waitForFinished(900000)) {
        process.kill();
        process.waitForFinished();
        run.complaints = QStringLiteral("it did not end");
        return run;
    }
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.report = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    run.complaints = QString::fromUtf8(process.readAllStandardError()) + QString::fromUtf8(QJsonDocument(run.report).toJson());
    return run;
}

inline QString exampleFolder(const char *name)
{
    return QStringLiteral(HEADRACE_BIN_DIR "/../examples/") + QLatin1String(name);
}

}  // namespace headrace::tests
