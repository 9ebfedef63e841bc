// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/examples/example_run.h"
#include "tests/support/registry.h"

#include <QFile>

using namespace headrace::tests;

class TestPenguinsPython : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksScikitLearnOnceItIsTrusted()
    {
        QProcess environment;
        environment.start(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/interop/python_env.sh"), {});
        QVERIFY(environment.waitForFinished(600000));
        const QString interpreter = QString::fromLocal8Bit(environment.readAllStandardOutput()).trimmed();
        QVERIFY2(!interpreter.isEmpty(), environment.readAllStandardError().constData());

        // A workspace of its own, which chooses that interpreter.
        const QTemporaryDir folder;
        const QString from = exampleFolder("penguins");
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("data")) && QDir(folder.path()).mkpath(QStringLiteral(".headrace")));
        for (const QString &file : {QStringLiteral("penguins.pipeline.json"), QStringLiteral("data/penguins.json")})
            QVERIFY(QFile::copy(from + QLatin1Char('/') + file, folder.filePath(file)));
        QFile settings(folder.filePath(QStringLiteral(".headrace/settings.json")));
        QVERIFY(settings.open(QIODevice::WriteOnly));
        settings.write(QJsonDocument(QJsonObject{{QStringLiteral("python"), interpreter}}).toJson());
        settings.close();

        const QString home = folder.filePath(QStringLiteral("home"));
        const ExampleRun refused = runExample(QStringLiteral("penguins.pipeline.json"), folder.path(), home);
        QVERIFY2(refused.exitCode == 1 && refused.complaints.contains(QLatin1String("trust")), qPrintable(refused.complaints));
        const ExampleRun run = runExample(QStringLiteral("penguins.pipeline.json"), folder.path(), home, {QStringLiteral("--trust")});
        QVERIFY2(run.exitCode == 0, qPrintable(run.complaints));
        QVERIFY2(run.metric("neighbours/test/accuracy") > 0.93, qPrintable(run.complaints));
        QVERIFY2(run.metric("evaluate/trees/test/accuracy") > 0.93, qPrintable(run.complaints));
    }
};

HEADRACE_TEST(TestPenguinsPython)
#include "test_penguins_python.moc"
