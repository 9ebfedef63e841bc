// SPDX-License-Identifier: GPL-3.0-or-later
// How the program speaks: quick version, plain output without a terminal, colours only where they may be.
#include "tests/commands/program.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QStandardPaths>

#include <algorithm>

using namespace headrace::tests;

class TestSpeech : public QObject
{
    Q_OBJECT

    std::unique_ptr<Program> m_program;

    /// The program on a terminal of its own.
    QByteArray onTerminal(const QString &words, const QProcessEnvironment &environment) const
    {
        QProcess script;
        script.setProcessEnvironment(environment);
        script.setWorkingDirectory(m_program->workspace());
        script.start(QStringLiteral("script"),
                     {QStringLiteral("-qec"), QStringLiteral(HEADRACE_BIN_DIR "/headrace ") + words, QStringLiteral("/dev/null")});
        script.waitForFinished(60000);
        return script.readAllStandardOutput();
    }

private Q_SLOTS:
    void init()
    {
        m_program = std::make_unique<Program>();
        m_program->putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.metrics"), QStringLiteral("fake.sleep{\"ms\": 400}")});
    }
    void version()
    {
        QList<qint64> times;
        for (int i = 0; i < 9; ++i) {
            QElapsedTimer timer;
            timer.start();
            const auto result = m_program->run({QStringLiteral("--version")});
            times << timer.elapsed();
            QVERIFY(result.out.startsWith("headrace 0."));
        }
        std::sort(times.begin(), times.end());
        // The promise is 30 ms for the release build; this one may have sanitizers and a busy machine.
        QVERIFY2(times.first() < 150, qPrintable(QString::number(times.first())));
    }
    void plainWithoutATerminal()
    {
        const auto result = m_program->run({QStringLiteral("run"), QStringLiteral("p.json")});
        QVERIFY(!result.out.contains('\x1b'));
        QVERIFY(!result.err.contains('\x1b'));
        QVERIFY(result.out.contains("n000/test/loss"));
        QVERIFY(m_program->run({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--quiet")}).out.isEmpty());
    }
    void coloursAndProgressOnATerminal()
    {
        QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("script")).isEmpty(), "'script' of Debian's bsdutils is not here");
        QProcessEnvironment environment = m_program->environment();
        environment.insert(QStringLiteral("TERM"), QStringLiteral("xterm"));
        environment.remove(QStringLiteral("NO_COLOR"));
        const QByteArray colourful = onTerminal(QStringLiteral("run p.json --no-cache"), environment);
        QVERIFY2(colourful.contains("\x1b[32m"), colourful.constData());
        QVERIFY(colourful.contains("1/2"));  // the progress line
        environment.insert(QStringLiteral("NO_COLOR"), QStringLiteral("1"));
        const QByteArray plain = onTerminal(QStringLiteral("runs"), environment);
        QVERIFY(plain.contains("done"));
        QVERIFY(!plain.contains('\x1b'));
    }
    void unknownCommandsAndHelp()
    {
        const auto unknown = m_program->run({QStringLiteral("rnu")});
        QCOMPARE(unknown.code, 2);
        QVERIFY(unknown.err.contains("Did you mean 'run'?"));
        QCOMPARE(m_program->run({}).code, 2);
        QVERIFY(m_program->run({QStringLiteral("run"), QStringLiteral("--help")}).out.contains("--no-cache"));
        QVERIFY(m_program->run({QStringLiteral("help"), QStringLiteral("run")}).out.contains("--no-cache"));
    }
    void hostileNamesDoNotReachTheTerminal()
    {
        m_program->putPipeline(QStringLiteral("ev\x1b[2Jil.json"), {QStringLiteral("fake.ok")});
        QCOMPARE(
            m_program
                ->run({QStringLiteral("run"), QStringLiteral("ev\x1b[2Jil.json"), QStringLiteral("--name"), QStringLiteral("x\x1b]0;y\a")})
                .code,
            0);
        for (const QStringList &words : {QStringList{QStringLiteral("runs")}, QStringList{QStringLiteral("show"), QStringLiteral("last")}})
            QVERIFY2(!m_program->run(words).out.contains('\x1b'), qPrintable(words.first()));
    }
    void linksNoDataLibrary()
    {
        auto process = m_program->start({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--events")});
        QVERIFY(process->waitForReadyRead(20000));
        QFile maps(QStringLiteral("/proc/%1/maps").arg(process->processId()));
        QVERIFY(maps.open(QIODevice::ReadOnly));
        const QByteArray mapped = maps.readAll();
        QVERIFY(mapped.contains("libsqlite3"));
        QVERIFY(!mapped.contains("duckdb") && !mapped.contains("xgboost"));
        Program::finish(*process);
    }
};

HEADRACE_TEST(TestSpeech)
#include "test_speech.moc"
