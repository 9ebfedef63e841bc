// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/reproduction.h"

#include "engine/host/process.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

namespace headrace {

Reproduction::Reproduction(QString program, QObject *parent) : QObject(parent), m_program(std::move(program))
{
    if (m_program.isEmpty())
        m_program = host::programFolder() + QStringLiteral("/headrace");
}

Reproduction::~Reproduction()
{
    if (m_process) {
        m_process->disconnect(this);
        m_process->terminate();  // the run is cancelled, as by Ctrl+C
        if (!m_process->waitForFinished(2000))
            m_process->kill();
    }
}

bool Reproduction::isRunning() const
{
    return m_process && m_process->state() != QProcess::NotRunning;
}

void Reproduction::start(const QString &runId, const QString &runName)
{
    if (isRunning())
        return;
    m_runName = runName;
    m_process = std::make_unique<QProcess>();
    connect(m_process.get(), &QProcess::finished, this,
            [this] { take(m_process->readAllStandardOutput(), m_process->readAllStandardError()); });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT finished(m_runName, false, tr("The program headrace could not be started."));
    });
    m_process->start(m_program, {QStringLiteral("reproduce"), runId, QStringLiteral("--json")});
    Q_EMIT started(runName);
}

void Reproduction::take(const QByteArray &output, const QByteArray &errors)
{
    const QJsonObject answer = QJsonDocument::fromJson(output).object();
    const QString verdict = answer.value(QStringLiteral("verdict")).toString();
    const int compared = answer.value(QStringLiteral("compared")).toInt();
    if (verdict == QLatin1String("identical")) {
        Q_EMIT finished(m_runName, true, tr("Identical: all %n outputs", nullptr, compared));
    } else if (verdict == QLatin1String("ulps")) {
        Q_EMIT finished(m_runName, true,
                        tr("Equal to %1 ulps: all %n outputs but for the last bits", nullptr, compared)
                            .arg(answer.value(QStringLiteral("ulps")).toInteger()));
    } else if (verdict == QLatin1String("different")) {
        const QJsonObject first = answer.value(QStringLiteral("differences")).toArray().at(0).toObject();
        Q_EMIT finished(m_runName, false,
                        tr("Different, first at node '%1': %2")
                            .arg(first.value(QStringLiteral("node")).toString(), first.value(QStringLiteral("text")).toString()));
    } else {
        const QJsonArray why = answer.value(QStringLiteral("run")).toObject().value(QStringLiteral("errors")).toArray();
        const QString text = why.isEmpty() ? QString::fromUtf8(errors).trimmed()
                                           : why.at(0).toObject().value(QStringLiteral("text")).toString();
        Q_EMIT finished(m_runName, false, text.isEmpty() ? tr("The run ended without a verdict.") : text);
    }
}

}  // namespace headrace

#include "moc_reproduction.cpp"
