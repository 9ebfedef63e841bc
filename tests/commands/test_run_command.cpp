// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/commands/program.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <csignal>

using namespace headrace::tests;

class TestRunCommand : public QObject
{
    Q_OBJECT

    std::unique_ptr<Program> m_program;

    static QStringList keys(const QJsonObject &object) { return object.keys(); }

private Q_SLOTS:
    void init() { m_program = std::make_unique<Program>(); }

    void json()
    {
        m_program->putPipeline(QStringLiteral("p.pipeline.json"),
                               {QStringLiteral("fake.ok"), QStringLiteral("fake.metrics"), QStringLiteral("fake.cached")});
        const auto result = m_program->run({QStringLiteral("run"), QStringLiteral("p.pipeline.json"), QStringLiteral("--json")});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, QByteArray());
        const QJsonObject run = result.json();
        QCOMPARE(keys(run),
                 QStringList({QStringLiteral("duration_s"), QStringLiteral("errors"), QStringLiteral("metrics"), QStringLiteral("run"),
                              QStringLiteral("stages"), QStringLiteral("status"), QStringLiteral("steps")}));
        QCOMPARE(run.value(QStringLiteral("status")).toString(), QStringLiteral("done"));
        QCOMPARE(run.value(QStringLiteral("run")).toString().size(), qsizetype(32));
        const QJsonObject step = run.value(QStringLiteral("steps")).toArray().at(2).toObject();
        QCOMPARE(keys(step),
                 QStringList({QStringLiteral("cached"), QStringLiteral("duration_s"), QStringLiteral("node"), QStringLiteral("rows"),
                              QStringLiteral("stage"), QStringLiteral("status")}));
        QCOMPARE(step.value(QStringLiteral("cached")).toBool(), true);
        QVERIFY(step.value(QStringLiteral("duration_s")).isNull());
        QCOMPARE(step.value(QStringLiteral("rows")).toObject().value(QStringLiteral("rows")).toInt(), 42);
        QCOMPARE(run.value(QStringLiteral("stages")).toArray().at(0).toObject().value(QStringLiteral("duration_s")).toDouble(), 0.25);
        QCOMPARE(run.value(QStringLiteral("metrics")).toObject().value(QStringLiteral("n001/test/loss")).toDouble(), 1.0 / 3);
    }
    void exitCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("error");
        const auto run = [](const QStringList &more) { return QStringList{QStringLiteral("run")} + more; };
        QTest::newRow("failed") << run({QStringLiteral("fails.json")}) << 1 << "failed";
        QTest::newRow("crashed") << run({QStringLiteral("crashes.json")}) << 1 << "crashed";
        QTest::newRow("invalid for the worker") << run({QStringLiteral("invalid.json")}) << 3 << "invalid";
        QTest::newRow("no JSON") << run({QStringLiteral("broken.json")}) << 3 << "invalid";
        QTest::newRow("no pipeline") << run({QStringLiteral("other.json")}) << 3 << "invalid";
        QTest::newRow("no file") << run({QStringLiteral("file.json")}) << 2 << "usage";
        QTest::newRow("a folder") << run({QStringLiteral(".")}) << 2 << "usage";
        QTest::newRow("no argument") << run({}) << 2 << "usage";
        QTest::newRow("unknown option") << run({QStringLiteral("fails.json"), QStringLiteral("--thread=2")}) << 2 << "usage";
        QTest::newRow("bad number") << run({QStringLiteral("fails.json"), QStringLiteral("--threads=two")}) << 2 << "usage";
        QTest::newRow("unknown parameter") << run({QStringLiteral("fails.json"), QStringLiteral("--set"), QStringLiteral("yaer=1")}) << 2
                                           << "usage";
        QTest::newRow("wrong type") << run({QStringLiteral("fails.json"), QStringLiteral("--set"), QStringLiteral("year=x")}) << 2
                                    << "usage";
        QTest::newRow("no such run") << run({QStringLiteral("--resume"), QStringLiteral("nobody")}) << 1 << "not_found";
    }
    void exitCodes()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QString, error);
        m_program->putPipeline(QStringLiteral("fails.json"), {QStringLiteral("fake.fail")});
        m_program->putPipeline(QStringLiteral("crashes.json"), {QStringLiteral("fake.crash")});
        m_program->putPipeline(QStringLiteral("invalid.json"), {QStringLiteral("fake.invalid")});
        m_program->put(QStringLiteral("broken.json"), "{\"headrace\": 1, ");
        m_program->put(QStringLiteral("other.json"), "{\"a\": 1}");
        const auto plain = m_program->run(arguments);
        QCOMPARE(plain.code, code);
        QVERIFY2(plain.err.startsWith("headrace: "), plain.err.constData());
        const auto json = m_program->run(arguments + QStringList{QStringLiteral("--json")});
        QCOMPARE(json.code, code);
        QCOMPARE(keys(json.json()).size(), qsizetype(7));
        const QJsonObject first = json.json().value(QStringLiteral("errors")).toArray().at(0).toObject();
        QCOMPARE(keys(first),
                 QStringList({QStringLiteral("code"), QStringLiteral("hint"), QStringLiteral("node"), QStringLiteral("parameter"),
                              QStringLiteral("text")}));
        QCOMPARE(first.value(QStringLiteral("code")).toString(), error);
        QVERIFY(!first.value(QStringLiteral("text")).toString().isEmpty() && !first.value(QStringLiteral("hint")).toString().isEmpty());
        QCOMPARE(json.json().value(QStringLiteral("run")).isNull(), code != 1 || error == QLatin1String("not_found"));
    }
    void parametersAndOptionsAreRecorded()
    {
        m_program->putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        QCOMPARE(m_program
                     ->run({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--set"), QStringLiteral("year=1999"),
                            QStringLiteral("--seed=7"), QStringLiteral("--name"), QStringLiteral("mine"), QStringLiteral("--experiment"),
                            QStringLiteral("e"), QStringLiteral("--memory"), QStringLiteral("4GiB")})
                     .code,
                 0);
        const QJsonObject shown = m_program->run({QStringLiteral("show"), QStringLiteral("mine"), QStringLiteral("--json")}).json();
        QCOMPARE(shown.value(QStringLiteral("params")).toObject().value(QStringLiteral("year")).toString(), QStringLiteral("1999"));
        QCOMPARE(shown.value(QStringLiteral("seed")).toInt(), 7);
        QCOMPARE(shown.value(QStringLiteral("experiment")).toString(), QStringLiteral("e"));
        QCOMPARE(shown.value(QStringLiteral("options")).toObject().value(QStringLiteral("memory")).toDouble(), 4294967296.0);
    }
    void eventsAsTheyCome()
    {
        m_program->putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        const auto result = m_program->run({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--events")});
        QCOMPARE(result.code, 0);
        const auto lines = result.out.trimmed().split('\n');
        QVERIFY(lines.first().contains("\"hello\""));
        QVERIFY(lines.last().contains("\"complete\""));
        for (const QByteArray &line : lines)
            QVERIFY(QJsonDocument::fromJson(line).isObject());
    }
    void signalsCancel_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("op");
        QTest::newRow("SIGINT") << SIGINT << "fake.sleep{\"ms\": 60000}";
        QTest::newRow("SIGTERM") << SIGTERM << "fake.sleep{\"ms\": 60000}";
        QTest::newRow("SIGINT, deaf worker") << SIGINT << "fake.hang";
    }
    void signalsCancel()
    {
        QFETCH(const int, number);
        QFETCH(const QString, op);
        m_program->putPipeline(QStringLiteral("p.json"), {op});
        auto process = m_program->start({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--events")});
        while (!process->readAllStandardOutput().contains("step_started"))
            QVERIFY(process->waitForReadyRead(20000));
        const QList<qint64> workers = childrenOf(process->processId());
        QElapsedTimer timer;
        timer.start();
        ::kill(pid_t(process->processId()), number);
        const auto result = Program::finish(*process);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));  // the program's own end included
        QCOMPARE(result.code, 4);
        QCOMPARE(workers.size(), qsizetype(1));
        QVERIFY(!lives(workers.first()));
    }
    void cancelFromElsewhere()
    {
        m_program->putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.hang")});
        auto process = m_program->start({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--events")});
        while (!process->readAllStandardOutput().contains("step_started"))
            QVERIFY(process->waitForReadyRead(20000));
        QTest::qWait(200);
        const QByteArray listed = m_program->run({QStringLiteral("runs")}).out;
        QVERIFY2(listed.contains("running"), listed.constData());
        const auto cancel = m_program->run({QStringLiteral("cancel"), QStringLiteral("last")});
        QCOMPARE(cancel.code, 0);
        QCOMPARE(Program::finish(*process).code, 4);
        QCOMPARE(m_program->run({QStringLiteral("cancel"), QStringLiteral("last")}).code, 1);
    }
    void reproduces()
    {
        m_program->putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.metrics"), QStringLiteral("fake.sleep{\"ms\": 20}")});
        QCOMPARE(m_program->run({QStringLiteral("run"), QStringLiteral("p.json")}).code, 0);
        const auto result = m_program->run({QStringLiteral("reproduce"), QStringLiteral("last")});
        QCOMPARE(result.code, 0);
        QVERIFY2(result.out.startsWith("identical"), result.out.constData());
        m_program->putPipeline(QStringLiteral("f.json"), {QStringLiteral("fake.fail")});
        QCOMPARE(m_program->run({QStringLiteral("run"), QStringLiteral("f.json"), QStringLiteral("--name=bad")}).code, 1);
        QCOMPARE(m_program->run({QStringLiteral("reproduce"), QStringLiteral("bad")}).code, 2);
    }
    void trusts()
    {
        m_program->putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        m_program->put(QStringLiteral("s.py"), "print()\n");
        QVERIFY(m_program->run({QStringLiteral("trust"), QStringLiteral("p.json")}).out.contains("1 script"));
        QVERIFY(m_program->run({QStringLiteral("trust"), QStringLiteral("s.py")}).out.contains("1 script"));
        QCOMPARE(m_program->run({QStringLiteral("trust"), QStringLiteral("none.py")}).code, 1);
        QCOMPARE(m_program->run({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--trust")}).code, 0);
    }
    void aDamagedStoreIsSaid()
    {
        QDir().mkpath(m_program->home() + QStringLiteral("/data"));
        QFile file(m_program->home() + QStringLiteral("/data/headrace.sqlite"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9000, 'x')) == 9000);
        file.close();
        m_program->putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        const auto result = m_program->run({QStringLiteral("run"), QStringLiteral("p.json")});
        QCOMPARE(result.code, 0);
        QVERIFY2(result.err.contains("warning") && result.err.contains(".damaged-"), result.err.constData());
    }
};

HEADRACE_TEST(TestRunCommand)
#include "test_run_command.moc"
