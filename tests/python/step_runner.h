// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a script through a pool, remembers what it said and reads back what it returned.
#pragma once

#include "tests/python/plain_host.h"

#include "engine/learning/python_step.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <thread>

namespace headrace::tests {

struct StepRunner {
    PlainHost plain;
    learning::PythonPool pool;
    learning::PythonStep step;
    QStringList log;  ///< "level: text"
    QMap<QString, double> metrics;
    QStringList artifacts;
    qint64 progressed = 0;

    /// `command` empty: python3 on the PATH.
    Result<void> open(const QString &command = {})
    {
        HR_TRY(plain.open());
        QString python = command;
        if (python.isEmpty()) {
            HR_ASSIGN(python, learning::choosePython(plain.folder.path()));
        }
        HR_ASSIGN(step.python, learning::probePython(python, plain.folder.path(), {}));
        step.module = QStringLiteral(HEADRACE_SOURCE_DIR "/resources/python/headrace_step");
        step.workspace = plain.folder.path();
        step.node = QStringLiteral("score");
        step.scriptName = QStringLiteral("node 'score'");
        step.outputs = QStringList{QStringLiteral("rows")};
        step.seed = 42;
        step.folder = plain.folder.filePath(QStringLiteral("node"));
        QDir().mkpath(step.folder);
        return {};
    }

    /// `sql`: the rows of the input "rows", which must order by their first column. Gives the rows that came back, in order, and their types before them.
    Result<QJsonArray> run(const QByteArray &script, const QString &sql = QStringLiteral("SELECT 1 AS x"), double cancelAfterSeconds = -1)
    {
        log.clear();
        step.script = script;
        const auto host = plain.host();
        const QString table = host.newTable();
        HR_TRY(plain.connection->run(QStringLiteral("CREATE TABLE %1 AS %2").arg(table, sql)));
        HR_ASSIGN(const auto schema, plain.schemaOf(table));
        HR_ASSIGN(const auto handed, learning::handOver(table, schema, {schema.columns.first().name}, host));
        learning::CancelSignal cancel;
        std::thread canceller;
        if (cancelAfterSeconds >= 0)
            canceller = std::thread([&] {
                std::this_thread::sleep_for(std::chrono::duration<double>(cancelAfterSeconds));
                cancel.trigger();
            });
        learning::PythonListener listener;
        listener.log = [this](const QString &level, const QString &text) { log << level + QStringLiteral(": ") + text; };
        listener.metric = [this](const QString &key, double value, qint64 at) {
            metrics.insert(QStringLiteral("%1@%2").arg(key).arg(at), value);
        };
        listener.progress = [this](qint64 done, qint64) { progressed = done; };
        listener.artifact = [this](const QString &name, const QString &path) { artifacts << name + QLatin1Char('=') + path; };
        auto result = pool.run(step, {{QStringLiteral("rows"), &handed}}, listener, cancel);
        if (canceller.joinable())
            canceller.join();
        if (!result)
            return std::move(result).error();
        const QString back = host.newTable();
        auto reader = result->find(QStringLiteral("rows"));
        HR_ASSIGN(const auto came, learning::takeOver(reader->second, back, {}, host));
        QJsonArray rows;
        QJsonArray types;
        for (const data::Column &column : came.columns)
            types << column.name + QLatin1Char(' ') + column.type;
        rows << types;
        HR_ASSIGN(const auto values, plain.connection->rows(QStringLiteral("SELECT * EXCLUDE (__hr_0) FROM %1 ORDER BY __hr_0").arg(back)));
        for (const QJsonValue &row : values)
            rows << row;
        return rows;
    }
};

}  // namespace headrace::tests
