// SPDX-License-Identifier: GPL-3.0-or-later
// The lineage events of real runs, in files and over HTTP, judged by the official OpenLineage client and its schemas.
#include "tests/commands/program.h"
#include "tests/openlineage/receiver.h"
#include "tests/support/registry.h"

#include <csignal>

using namespace headrace;
using namespace headrace::tests;

class TestOpenlineageEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QProcess setUp;
        setUp.start(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/interop/python_env.sh"),
                    {QStringLiteral(HEADRACE_SOURCE_DIR "/tests/interop/requirements-openlineage.txt")});
        QVERIFY2(setUp.waitForFinished(900000) && setUp.exitCode() == 0, setUp.readAllStandardError().constData());
        m_python = QString::fromLocal8Bit(setUp.readAllStandardOutput()).trimmed();
        m_program.put(QStringLiteral("in.csv"), "name,n,when\nÄther,1,2026-01-01\n\"x,y\",2,2026-01-02\n");
        m_program.put(QStringLiteral("more.csv"), "name,weight\nÄther,0.5\n");
    }

    void runsOfEveryKind()
    {
        // A join, an aggregate, windows, statements, models, written files; the parameter and the names are no plain letters.
        m_program.put(
            QStringLiteral("all.pipeline.json"),
            "{\"headrace\": 1, \"name\": \"Alles\", \"parameters\": {\"least\": {\"type\": \"integer\", \"default\": 0}}, \"nodes\": {"
            "\"read\": {\"op\": \"read.csv\", \"version\": 1, \"params\": {\"path\": \"in.csv\"}},"
            "\"more\": {\"op\": \"read.csv\", \"version\": 1, \"params\": {\"path\": \"more.csv\"}},"
            "\"join\": {\"op\": \"table.join\", \"version\": 1, \"params\": {\"how\": \"left\", \"keys\": [{\"left\": \"name\", \"right\": "
            "\"name\"}]}, \"inputs\": {\"left\": \"read:rows\", \"right\": \"more:rows\"}},"
            "\"keep\": {\"op\": \"table.filter\", \"version\": 1, \"params\": {\"condition\": \"n > $least\"}, \"inputs\": {\"rows\": "
            "\"join:rows\"}},"
            "\"sql\": {\"op\": \"code.sql\", \"version\": 1, \"params\": {\"query\": \"SELECT name, n * 2 AS \\\"zwei mal\\\", sum(n) OVER "
            "(ORDER BY \\\"when\\\") AS so_far FROM keep\"}, \"inputs\": {\"inputs\": \"keep:rows\"}},"
            "\"csv\": {\"op\": \"write.csv\", \"version\": 1, \"params\": {\"path\": \"out/äh.csv\"}, \"inputs\": {\"rows\": "
            "\"keep:rows\"}},"
            "\"parquet\": {\"op\": \"write.parquet\", \"version\": 1, \"params\": {\"path\": \"out/x.parquet\"}, \"inputs\": {\"rows\": "
            "\"join:rows\"}}}}");
        const QStringList base{QStringLiteral("run"), QStringLiteral("all.pipeline.json"), QStringLiteral("--openlineage"),
                               QStringLiteral("events.ndjson"), QStringLiteral("--json")};
        auto result = m_program.run(base);
        QVERIFY2(result.code == 0, result.out.constData());
        m_program.run(base
                      + QStringList{QStringLiteral("--to"), QStringLiteral("csv"), QStringLiteral("--set"), QStringLiteral("least=1")});
        m_program.run(base + QStringList{QStringLiteral("--to"), QStringLiteral("parquet"), QStringLiteral("--no-cache")});
        for (const char *example : {"seattle-weather", "penguins"}) {
            const QString folder = QStringLiteral(HEADRACE_BIN_DIR "/../examples/") + QLatin1String(example);
            QVERIFY(QFileInfo::exists(folder));
            result = m_program.run({QStringLiteral("run"),
                                    folder + QLatin1Char('/') + QLatin1String(example) + QStringLiteral(".pipeline.json"),
                                    QStringLiteral("--openlineage"), QStringLiteral("events.ndjson"), QStringLiteral("--json")});
            // Nobody has trusted the script of the penguins: that run fails.
            QCOMPARE(result.code, qstrcmp(example, "penguins") == 0 ? 1 : 0);
        }
        judge(QStringLiteral("events.ndjson"), 5);
        const QByteArray events = read(QStringLiteral("events.ndjson"));
        for (const char *part : {"\"COMPLETE\"", "\"FAIL\"", "columnLineage", "inputStatistics", "outputStatistics", "errorMessage",
                                 "executionParameters", "\"MODEL\""})
            QVERIFY2(events.contains(part), part);
    }

    void endsThatAreNone()
    {
        Program program;  // the fake worker can be killed at will
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.sleep{\"ms\": 20000}")});
        const QString file = m_program.workspace() + QStringLiteral("/ends.ndjson");
        for (const int signal : {SIGINT, SIGKILL}) {
            auto process = program.start({QStringLiteral("run"), QStringLiteral("p.json"), QStringLiteral("--openlineage"), file});
            const qint64 before = QFileInfo(file).size();
            QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(file).size() > before, 10000);
            ::kill(pid_t(process->processId()), signal);
            Program::finish(*process);
        }
        QCOMPARE(program.run({QStringLiteral("runs")}).code, 0);  // marks the killed one
        judge(QStringLiteral("ends.ndjson"), 2);
    }

    void overHttp()
    {
        Receiver receiver;
        const auto result = m_program.run({QStringLiteral("run"), QStringLiteral("all.pipeline.json"), QStringLiteral("--to"),
                                           QStringLiteral("csv"), QStringLiteral("--openlineage"), receiver.url()});
        QVERIFY2(result.code == 0, result.err.constData());
        QTRY_COMPARE_WITH_TIMEOUT(receiver.taken().size(), 2, 15000);
        QByteArray lines;
        for (const Receiver::Taken &taken : receiver.taken())
            lines += QJsonDocument(taken.event).toJson(QJsonDocument::Compact) + '\n';
        m_program.put(QStringLiteral("http.ndjson"), lines);
        judge(QStringLiteral("http.ndjson"), 1);
    }

    void theJudgesJudge()
    {
        const QByteArray good = read(QStringLiteral("http.ndjson"));
        QVERIFY(!good.isEmpty());
        for (const auto &[from, to] :
             {std::pair("\"runId\":\"", "\"runId\":\"x"), std::pair("\"START\"", "\"BEGIN\""),
              std::pair("\"rowCount\":", "\"rowCount\":\"many\",\"was\":"), std::pair("\"namespace\":\"file\",", ""),
              std::pair("InputStatisticsInputDatasetFacet.json", "InputStatistics.json"), std::pair("\"COMPLETE\"", "\"START\""),
              std::pair("\"columnLineage\":", "\"lineage\":")}) {
            QByteArray bad = good;
            bad.replace(from, to);
            QVERIFY2(bad != good, from);
            m_program.put(QStringLiteral("bad.ndjson"), bad);
            QVERIFY2(check(QStringLiteral("bad.ndjson")).first != 0, from);
        }
    }

private:
    QByteArray read(const QString &name) const
    {
        QFile file(m_program.workspace() + QLatin1Char('/') + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::pair<int, QByteArray> check(const QString &name) const
    {
        QProcess python;
        python.setProcessChannelMode(QProcess::MergedChannels);
        python.start(m_python,
                     {QStringLiteral("-I"), QStringLiteral(HEADRACE_SOURCE_DIR "/tests/interop/openlineage_check.py"),
                      m_program.workspace() + QLatin1Char('/') + name});
        python.waitForFinished(60000);
        return {python.exitCode(), python.readAll()};
    }
    void judge(const QString &name, int runs) const
    {
        const auto [code, said] = check(name);
        QVERIFY2(code == 0, said.left(4000).constData());
        QVERIFY2(said.contains(QStringLiteral("of %1 runs").arg(runs).toUtf8()), said.constData());
        qInfo("%s", said.trimmed().constData());
    }

    QString m_python;
    Program m_program{false};
};

HEADRACE_TEST(TestOpenlineageEvents)
#include "test_openlineage_events.moc"
