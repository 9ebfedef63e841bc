// SPDX-License-Identifier: GPL-3.0-or-later
// The first pipeline of README.md, as a reader would try it.
#include "tests/support/registry.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

class TestReadme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstPipelineRuns()
    {
        QFile readme(QStringLiteral(HEADRACE_SOURCE_DIR "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const auto found = QRegularExpression(QStringLiteral("```json\n(.*?)```"), QRegularExpression::DotMatchesEverythingOption)
                               .match(QString::fromUtf8(readme.readAll()));
        QVERIFY(found.hasMatch());
        QTemporaryDir folder;
        QFile pipeline(folder.filePath(QStringLiteral("texas.pipeline.json")));
        QVERIFY(pipeline.open(QIODevice::WriteOnly));
        pipeline.write(found.captured(1).toUtf8());
        pipeline.close();
        QVERIFY(QFile::copy(QStringLiteral(HEADRACE_VEGA_DATA "/airports.csv"), folder.filePath(QStringLiteral("airports.csv"))));
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HEADRACE_HOME"), folder.filePath(QStringLiteral("home")));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder.path());
        process.start(QStringLiteral(HEADRACE_BIN_DIR "/headrace"), {QStringLiteral("run"), QStringLiteral("texas.pipeline.json")});
        QVERIFY(process.waitForFinished(120000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        QFile result(folder.filePath(QStringLiteral("texas.csv")));
        QVERIFY(result.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = result.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 1 + 209);
        for (qsizetype i = 1; i < lines.size(); ++i)
            QVERIFY2(lines[i].contains(",TX,"), lines[i].constData());
    }
};

HEADRACE_TEST(TestReadme)
#include "test_readme.moc"
