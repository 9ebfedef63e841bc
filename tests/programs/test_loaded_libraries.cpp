// SPDX-License-Identifier: GPL-3.0-or-later
// Which libraries the running programs have in memory: the data libraries live in the worker alone.
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>

class TestLoadedLibraries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dataLibrariesStayInTheWorker()
    {
        // A statement on standard input that never ends keeps the command waiting; what it asks comes after.
        QTemporaryDir folder;
        QFile schema(folder.filePath(QStringLiteral("t.sql")));
        QVERIFY(schema.open(QIODevice::WriteOnly));
        schema.write("CREATE TABLE t (x INTEGER)");
        schema.close();
        QProcess command;
        command.start(
            QStringLiteral(HEADRACE_BIN_DIR "/headrace"),
            {QStringLiteral("lineage"), QStringLiteral("--sql"), QStringLiteral("-"), QStringLiteral("--schema"), schema.fileName()});
        QVERIFY(command.waitForStarted());
        QSet<QString> ofCommand;
        QTRY_VERIFY_WITH_TIMEOUT(holds(ofCommand = librariesOf(command.processId()), "libQt6Core.so"), 20000);
        command.write("SELECT x FROM t");
        command.closeWriteChannel();
        // The same process, now with its worker beside it.
        QSet<QString> ofWorker;
        for (int i = 0; i < 20000 && command.state() == QProcess::Running; ++i) {
            ofCommand += librariesOf(command.processId());
            const qint64 worker = childOf(command.processId());
            if (worker > 0)
                ofWorker += librariesOf(worker);
            command.waitForFinished(1);
        }
        QCOMPARE(command.state(), QProcess::NotRunning);
        QCOMPARE(command.exitCode(), 0);
        for (const char *library : {"libduckdb", "libxgboost", "libQt6Gui", "libQt6Widgets"})
            QVERIFY2(!holds(ofCommand, library), library);
        // If the worker had them not either, the check above would say nothing.
        QVERIFY(holds(ofWorker, "libduckdb"));
        QVERIFY(holds(ofWorker, "libxgboost"));
    }

    /// Programs find their libraries wherever they are started from.
    void programsFindTheirLibraries()
    {
        for (const char *program : {"headrace", "headrace-worker"}) {
            QProcess ldd;
            ldd.setWorkingDirectory(QDir::rootPath());
            ldd.start(QStringLiteral("ldd"), {QStringLiteral(HEADRACE_BIN_DIR "/") + QString::fromLatin1(program)});
            QVERIFY(ldd.waitForFinished(20000));
            const QByteArray output = ldd.readAllStandardOutput();
            QVERIFY(output.contains("libQt6Core"));
            QVERIFY2(!output.contains("not found"), output.constData());
        }
    }

private:
    static QSet<QString> librariesOf(qint64 process)
    {
        QSet<QString> names;
        QFile maps(QStringLiteral("/proc/%1/maps").arg(process));
        if (!maps.open(QIODevice::ReadOnly))
            return names;
        for (const QByteArray &line : maps.readAll().split('\n')) {
            const qsizetype slash = line.lastIndexOf('/');
            if (slash > 0 && line.mid(slash).contains(".so"))
                names << QString::fromLocal8Bit(line.mid(slash + 1));
        }
        return names;
    }
    static bool holds(const QSet<QString> &names, const char *start)
    {
        return std::any_of(names.begin(), names.end(), [start](const QString &name) { return name.startsWith(QLatin1String(start)); });
    }
    static qint64 childOf(qint64 process)
    {
        QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(process));
        return children.open(QIODevice::ReadOnly) ? children.readAll().trimmed().split(' ').value(0).toLongLong() : 0;
    }
};

HEADRACE_TEST(TestLoadedLibraries)
#include "test_loaded_libraries.moc"
