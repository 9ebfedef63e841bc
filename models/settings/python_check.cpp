// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/python_check.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

namespace headrace {
namespace {

constexpr int kLimitMs = 20'000;

/// Runs in any Python, also in one that is far too old. The packages are looked up, not imported: importing takes seconds.
const char *const kQuestion = "import json, sys\n"
                              "answer = {'executable': sys.executable, 'version': '%d.%d.%d' % sys.version_info[:3], 'packages': {}}\n"
                              "try:\n"
                              "    from importlib import metadata\n"
                              "    import site\n"
                              "    path = list(sys.path) + [site.getusersitepackages()]\n"
                              "    for name in ('numpy', 'pandas', 'pyarrow', 'scikit-learn'):\n"
                              "        answer['packages'][name] = ''\n"
                              "        for found in metadata.distributions(name=name, path=path):\n"
                              "            answer['packages'][name] = found.version or ''\n"
                              "            break\n"
                              "except Exception:\n"
                              "    pass\n"
                              "print(json.dumps(answer))\n";

}  // namespace

PythonCheck::PythonCheck(QObject *parent) : QObject(parent), m_limit(new QTimer(this))
{
    m_limit->setSingleShot(true);
    m_limit->setInterval(kLimitMs);
    connect(m_limit, &QTimer::timeout, this, [this] {
        stop();
        Q_EMIT failed(Error(ErrorCode::TimedOut, tr("%1 does not answer.").arg(m_command), tr("Choose another interpreter.")));
    });
}

PythonCheck::~PythonCheck()
{
    stop();
}

void PythonCheck::stop()
{
    m_limit->stop();
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    // Reaped by itself: waiting here would hold up the window.
    m_process->setParent(nullptr);
    QObject::connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    if (m_process->state() == QProcess::NotRunning)
        m_process->deleteLater();
    m_process = nullptr;
}

void PythonCheck::start(const QString &interpreter)
{
    stop();
    m_command = interpreter.isEmpty() ? QStringLiteral("python3") : interpreter;
    const QString program = m_command.contains(QLatin1Char('/')) ? m_command : QStandardPaths::findExecutable(m_command);
    if (program.isEmpty()) {
        Q_EMIT failed(Error(ErrorCode::NotFound, tr("There is no '%1' on the PATH.").arg(m_command),
                            tr("Install Python 3.8 or later, or name an interpreter.")));
        return;
    }
    m_process = new QProcess(this);
    m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::finished, this, &PythonCheck::finish);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        const QString why = m_process->errorString();
        stop();
        Q_EMIT failed(Error(ErrorCode::NotFound, tr("%1 does not start: %2.").arg(m_command, why), tr("Choose another interpreter.")));
    });
    m_limit->start();
    m_process->start(program, {QStringLiteral("-I"), QStringLiteral("-c"), QString::fromLatin1(kQuestion)});
}

void PythonCheck::finish()
{
    const QJsonObject answer = QJsonDocument::fromJson(m_process->readAllStandardOutput()).object();
    const QString said = QString::fromUtf8(m_process->readAllStandardError()).trimmed().section(QLatin1Char('\n'), -1).left(300);
    const bool good = m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0;
    stop();
    PythonFacts facts;
    facts.executable = answer.value(QStringLiteral("executable")).toString();
    facts.version = answer.value(QStringLiteral("version")).toString();
    const QJsonObject packages = answer.value(QStringLiteral("packages")).toObject();
    for (auto it = packages.begin(); it != packages.end(); ++it)
        facts.packages.insert(it.key(), it.value().toString());
    if (!good || facts.executable.isEmpty()) {
        Q_EMIT failed(Error(ErrorCode::Failed,
                            said.isEmpty() ? tr("%1 is no usable Python interpreter.").arg(m_command)
                                           : tr("%1 is no usable Python interpreter: %2").arg(m_command, said),
                            tr("Choose another interpreter.")));
        return;
    }
    const QStringList parts = facts.version.split(QLatin1Char('.'));
    if (parts.value(0).toInt() < 3 || (parts.value(0).toInt() == 3 && parts.value(1).toInt() < 8)) {
        Q_EMIT failed(Error(ErrorCode::Failed, tr("%1 is Python %2; a Python step needs 3.8 or later.").arg(m_command, facts.version),
                            tr("Choose another interpreter.")));
        return;
    }
    Q_EMIT found(facts);
}

}  // namespace headrace

#include "moc_python_check.cpp"
