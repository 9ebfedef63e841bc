// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at a Python interpreter: its version, and whether the packages people use with Headrace are there.
#pragma once

#include "engine/base/result.h"

#include <QMap>
#include <QObject>

class QProcess;
class QTimer;

namespace headrace {

struct PythonFacts {
    QString executable;
    QString version;
    QMap<QString, QString> packages;  ///< pandas, scikit-learn, pyarrow, numpy to version; empty where it is not installed
};

/// Window's thread; the interpreter runs as a process of its own, isolated (-I): neither the working folder nor the user's
/// environment reaches it. At most twenty seconds.
class PythonCheck : public QObject
{
    Q_OBJECT

public:
    explicit PythonCheck(QObject *parent = nullptr);
    ~PythonCheck() override;

    /// Ends an earlier check. Empty: python3 on the PATH.
    void start(const QString &interpreter);
    bool isRunning() const { return m_process; }

Q_SIGNALS:
    void found(const headrace::PythonFacts &facts);
    /// It is no usable interpreter, in words.
    void failed(const headrace::Error &error);

private:
    void finish();
    void stop();

    QProcess *m_process = nullptr;
    QTimer *m_limit;
    QString m_command;
};

}  // namespace headrace
