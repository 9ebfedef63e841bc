// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/python_interpreter.h"

#include "engine/base/hashing.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSaveFile>
#include <QStandardPaths>

namespace headrace::learning {

namespace {

constexpr int kProbeMilliseconds = 20'000;
const QString kHowToChoose = QStringLiteral(
    "Install Python 3.8 or later, or name one in .headrace/settings.json: {\"python\": \".venv/bin/python\"}.");

/// Runs in any Python, also in one that is far too old.
const char *const kProbe = R"(
import json, sys
answer = {"executable": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3], "packages": {}, "sites": []}
try:
    import site, sysconfig
    from importlib import metadata
    sites = []
    for path in list(sys.path) + [site.getusersitepackages(), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]:
        if path.endswith("-packages") and path not in sites:
            sites.append(path)
    answer["sites"] = sites
    for found in metadata.distributions(path=sites):
        if found.metadata["Name"]:
            answer["packages"].setdefault(found.metadata["Name"], found.version or "")
except Exception:
    pass
print(json.dumps(answer))
)";

/// Changes whenever the file or folder does.
QString stampOf(const QString &path)
{
    const QFileInfo info(QFileInfo(path).canonicalFilePath());
    return info.exists() ? QStringLiteral("%1/%2").arg(info.lastModified().toMSecsSinceEpoch()).arg(info.size()) : QStringLiteral("absent");
}

/// A launcher script may start another interpreter tomorrow without changing itself.
bool isScript(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(2) == "#!";
}

PythonInterpreter fromJson(const QJsonObject &object)
{
    PythonInterpreter python;
    python.executable = object.value(QStringLiteral("executable")).toString();
    python.version = object.value(QStringLiteral("version")).toString();
    const QJsonObject packages = object.value(QStringLiteral("packages")).toObject();
    for (auto it = packages.begin(); it != packages.end(); ++it)
        python.packages.insert(it.key(), it.value().toString());
    return python;
}

std::optional<PythonInterpreter> remembered(const QString &file, const QString &command)
{
    QFile kept(file);
    if (!kept.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(kept.readAll()).object();
    const QJsonObject stamps = object.value(QStringLiteral("stamps")).toObject();
    if (object.value(QStringLiteral("command")).toString() != command || stamps.isEmpty())
        return std::nullopt;
    for (auto it = stamps.begin(); it != stamps.end(); ++it)
        if (stampOf(it.key()) != it.value().toString())
            return std::nullopt;
    return fromJson(object.value(QStringLiteral("answer")).toObject());
}

void remember(const QString &file, const QString &command, const QJsonObject &answer)
{
    QJsonObject stamps{{command, stampOf(command)}};
    const QJsonArray sites = answer.value(QStringLiteral("sites")).toArray();
    for (const QJsonValue &site : sites)
        stamps.insert(site.toString(), stampOf(site.toString()));
    QDir().mkpath(QFileInfo(file).absolutePath());
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly)) {
        out.write(
            QJsonDocument(
                QJsonObject{{QStringLiteral("command"), command}, {QStringLiteral("stamps"), stamps}, {QStringLiteral("answer"), answer}})
                .toJson());
        out.commit();
    }
}

}  // namespace

Result<QString> choosePython(const QString &workspace)
{
    const QString settingsFile = workspace + QStringLiteral("/.headrace/settings.json");
    QFile file(settingsFile);
    if (file.open(QIODevice::ReadOnly)) {
        QJsonParseError problem;
        const QJsonObject settings = QJsonDocument::fromJson(file.readAll(), &problem).object();
        if (problem.error != QJsonParseError::NoError)
            return Error(ErrorCode::Invalid, QStringLiteral("The workspace's settings are not valid JSON: %1.").arg(problem.errorString()),
                         QStringLiteral("Mend or remove the file."))
                .inFile(settingsFile);
        if (const QString chosen = settings.value(QStringLiteral("python")).toString(); !chosen.isEmpty()) {
            const QString path = chosen.contains(QLatin1Char('/')) ? QDir::cleanPath(QDir(workspace).absoluteFilePath(chosen))
                                                                   : QStandardPaths::findExecutable(chosen);
            if (path.isEmpty() || !QFileInfo(path).isExecutable())
                return Error(ErrorCode::NotFound, QStringLiteral("The workspace's Python interpreter '%1' is not there.").arg(chosen),
                             QStringLiteral("Correct \"python\" in .headrace/settings.json, or remove it to use python3 on the PATH."))
                    .inFile(settingsFile);
            return path;
        }
    }
    if (const QString environment = qEnvironmentVariable("VIRTUAL_ENV"); !environment.isEmpty())
        if (const QString path = environment + QStringLiteral("/bin/python"); QFileInfo(path).isExecutable())
            return path;
    const QString found = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (found.isEmpty())
        return Error(ErrorCode::NotFound, QStringLiteral("There is no Python interpreter: the PATH has no python3."), kHowToChoose);
    return found;
}

Result<PythonInterpreter> probePython(const QString &command, const QString &workspace, const QString &cacheFolder)
{
    const QString kept = cacheFolder + QStringLiteral("/python/") + sha256(command.toUtf8()).left(16) + QStringLiteral(".json");
    const bool keep = !cacheFolder.isEmpty() && !isScript(command);
    if (keep)
        if (auto python = remembered(kept, command))
            return *std::move(python);

    QProcess process;
    process.setWorkingDirectory(workspace);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(command, {QStringLiteral("-I"), QStringLiteral("-c"), QString::fromLatin1(kProbe)});
    if (!process.waitForStarted(kProbeMilliseconds) || !process.waitForFinished(kProbeMilliseconds)) {
        const bool silent = process.state() != QProcess::NotRunning;
        process.kill();
        process.waitForFinished(1000);
        return Error(ErrorCode::Failed,
                     silent ? QStringLiteral("The Python interpreter %1 does not answer.").arg(command)
                            : QStringLiteral("The Python interpreter %1 does not start: %2.").arg(command, process.errorString()),
                     kHowToChoose);
    }
    const QJsonObject answer = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    const PythonInterpreter python = fromJson(answer);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 || python.executable.isEmpty()) {
        const QString said = QString::fromUtf8(process.readAllStandardError()).trimmed().section(QLatin1Char('\n'), -1);
        return Error(ErrorCode::Failed,
                     QStringLiteral("%1 is no usable Python interpreter%2")
                         .arg(command, said.isEmpty() ? QStringLiteral(".") : QStringLiteral(": ") + said.left(300)),
                     kHowToChoose);
    }
    const QStringList parts = python.version.split(QLatin1Char('.'));
    if (parts.value(0).toInt() < 3 || (parts.value(0).toInt() == 3 && parts.value(1).toInt() < 8))
        return Error(ErrorCode::Failed, QStringLiteral("%1 is Python %2; a Python step needs 3.8 or later.").arg(command, python.version),
                     kHowToChoose);
    if (keep)
        remember(kept, command, answer);
    return python;
}

}  // namespace headrace::learning
