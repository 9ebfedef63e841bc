// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a recorded run again in a process of its own (headrace reproduce) and says whether it came to the same.
#pragma once

#include "engine/base/result.h"

#include <QObject>

#include <memory>

class QProcess;

namespace headrace {

/// Window's thread; one at a time.
class Reproduction : public QObject
{
    Q_OBJECT

public:
    /// `program`: headrace; empty: beside this one.
    explicit Reproduction(QString program = {}, QObject *parent = nullptr);
    ~Reproduction() override;

    bool isRunning() const;
    void start(const QString &runId, const QString &runName);

Q_SIGNALS:
    void started(const QString &runName);
    /// `same`: identical, or equal to n ulps; `words`: the verdict for a person.
    void finished(const QString &runName, bool same, const QString &words);

private:
    void take(const QByteArray &output, const QByteArray &errors);
    QString m_program, m_runName;
    std::unique_ptr<QProcess> m_process;
};

}  // namespace headrace
