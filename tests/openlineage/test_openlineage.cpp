// SPDX-License-Identifier: GPL-3.0-or-later
// Lineage events of runs: one START and one end each whatever happens, to files and to servers that do not always answer.
#include "engine/base/hashing.h"
#include "engine/host/openlineage_event.h"
#include "engine/host/openlineage_outbox.h"
#include "engine/host/openlineage_target.h"
#include "engine/host/run_host.h"
#include "tests/commands/program.h"
#include "tests/openlineage/receiver.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>

#include <csignal>

using namespace headrace;
using namespace headrace::tests;

namespace {

QString run()
{
    return QStringLiteral("run");
}

QString option()
{
    return QStringLiteral("--openlineage");
}

QList<QJsonObject> linesOf(const QString &path)
{
    QFile file(path);
    QList<QJsonObject> events;
    if (file.open(QIODevice::ReadOnly))
        while (!file.atEnd())
            events << QJsonDocument::fromJson(file.readLine()).object();
    return events;
}

QString typeOf(const QJsonObject &event)
{
    return event.value(QStringLiteral("eventType")).toString();
}

QString runOf(const QJsonObject &event)
{
    return event.value(QStringLiteral("run")).toObject().value(QStringLiteral("runId")).toString();
}

QStringList typesOf(const QList<QJsonObject> &events)
{
    QStringList types;
    for (const QJsonObject &event : events)
        types << typeOf(event);
    return types;
}

/// What is wrong with the events of many runs; empty where each has one START and, after it, one end.
QString wrongPairs(const QList<QJsonObject> &events, int runs)
{
    QMap<QString, QStringList> byRun;
    for (const QJsonObject &event : events)
        byRun[runOf(event)] << typeOf(event);
    if (byRun.size() != runs)
        return QStringLiteral("%1 runs in place of %2").arg(byRun.size()).arg(runs);
    for (auto it = byRun.cbegin(); it != byRun.cend(); ++it)
        if (it->size() != 2 || it->first() != QLatin1String("START") || it->last() == QLatin1String("START"))
            return it.key() + QStringLiteral(": ") + it->join(QLatin1Char(' '));
    return {};
}

StorePaths pathsOf(const Program &program)
{
    return {program.home() + QStringLiteral("/data"), program.home() + QStringLiteral("/cache")};
}

}  // namespace

class TestOpenlineage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targets()
    {
        QCOMPARE(*host::lineageTarget(QStringLiteral("events.ndjson"), QStringLiteral("/ws")), QStringLiteral("/ws/events.ndjson"));
        QCOMPARE(*host::lineageTarget(QStringLiteral(" http://localhost:5000 "), QStringLiteral("/ws")),
                 QStringLiteral("http://localhost:5000/api/v1/lineage"));
        QCOMPARE(*host::lineageTarget(QStringLiteral("https://lineage.example/x?y=1"), QStringLiteral("/ws")),
                 QStringLiteral("https://lineage.example/x?y=1"));
        for (const char *bad : {"", "http://", "ftp://host/x", "kafka://host", "http://me:secret@host/", "/tmp"})
            QVERIFY2(!host::lineageTarget(QLatin1String(bad), QStringLiteral("/ws")), bad);
    }

    void endsOfRuns_data()
    {
        QTest::addColumn<QString>("operators");
        QTest::addColumn<QString>("end");
        QTest::newRow("done") << "fake.ok,fake.metrics"
                              << "COMPLETE";
        QTest::newRow("failed") << "fake.ok,fake.fail"
                                << "FAIL";
        QTest::newRow("crashed") << "fake.crash"
                                 << "ABORT";
        QTest::newRow("killed") << "fake.killed"
                                << "ABORT";
        QTest::newRow("untrue") << "fake.close"
                                << "FAIL";
    }
    void endsOfRuns()
    {
        QFETCH(const QString, operators);
        QFETCH(const QString, end);
        Program program;
        program.putPipeline(QStringLiteral("p.pipeline.json"), operators.split(QLatin1Char(',')));
        const auto result = program.run(
            {run(), QStringLiteral("p.pipeline.json"), QStringLiteral("--json"), option(), QStringLiteral("e.ndjson")});
        const auto events = linesOf(program.workspace() + QStringLiteral("/e.ndjson"));
        QCOMPARE(typesOf(events), QStringList({QStringLiteral("START"), end}));
        for (const QJsonObject &event : events) {
            QCOMPARE(runOf(event), host::uuidOfRun(result.json().value(QStringLiteral("run")).toString()));
            const QJsonObject job = event.value(QStringLiteral("job")).toObject();
            QCOMPARE(job.value(QStringLiteral("name")).toString(), QStringLiteral("p"));
            QVERIFY(job.value(QStringLiteral("namespace")).toString().startsWith(QLatin1String("headrace://")));
            const QDateTime time = QDateTime::fromString(event.value(QStringLiteral("eventTime")).toString(), Qt::ISODateWithMs);
            QVERIFY(std::abs(time.secsTo(QDateTime::currentDateTimeUtc())) < 60);
            QCOMPARE(time.timeSpec(), Qt::UTC);
        }
        const QJsonObject facets = events.last().value(QStringLiteral("run")).toObject().value(QStringLiteral("facets")).toObject();
        QCOMPARE(facets.contains(QStringLiteral("errorMessage")), end != QLatin1String("COMPLETE"));
        QCOMPARE(facets.value(QStringLiteral("executionParameters"))
                     .toObject()
                     .value(QStringLiteral("parameters"))
                     .toArray()
                     .first()
                     .toObject()
                     .value(QStringLiteral("value"))
                     .toString(),
                 QStringLiteral("2000"));
        if (operators.contains(QLatin1String("fail")))
            QVERIFY(facets.value(QStringLiteral("errorMessage"))
                        .toObject()
                        .value(QStringLiteral("message"))
                        .toString()
                        .contains(QLatin1String("It went wrong.")));
    }

    void aWorkerThatNeverSpoke()
    {
        Program program;
        program.environment().insert(QStringLiteral("FAKE_WORKER"), QStringLiteral("dead"));
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        program.run({run(), QStringLiteral("p.json"), option(), QStringLiteral("e.ndjson")});
        const auto events = linesOf(program.workspace() + QStringLiteral("/e.ndjson"));
        QVERIFY2(wrongPairs(events, 1).isEmpty(), qPrintable(wrongPairs(events, 1)));
        QVERIFY(typeOf(events.last()) != QLatin1String("COMPLETE"));
    }

    void anInvalidPipelineIsNoRun()
    {
        Program program;
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.invalid")});
        QCOMPARE(program.run({run(), QStringLiteral("p.json"), option(), QStringLiteral("e.ndjson")}).code, 3);
        QVERIFY(!QFile::exists(program.workspace() + QStringLiteral("/e.ndjson")));
    }

    void cancelled()
    {
        Program program;
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.sleep{\"ms\": 20000}")});
        auto process = program.start({run(), QStringLiteral("p.json"), option(), QStringLiteral("e.ndjson")});
        const QString file = program.workspace() + QStringLiteral("/e.ndjson");
        QTRY_COMPARE(linesOf(file).size(), 1);
        ::kill(pid_t(process->processId()), SIGINT);
        QCOMPARE(Program::finish(*process).code, 4);
        QCOMPARE(typesOf(linesOf(file)), QStringList({QStringLiteral("START"), QStringLiteral("ABORT")}));
    }

    void killedHostsAreEndedByWhoComesNext()
    {
        Program program;
        const StorePaths paths = pathsOf(program);
        program.putPipeline(QStringLiteral("p.json"),
                            {QStringLiteral("fake.sleep{\"ms\": 150}"), QStringLiteral("fake.sleep{\"ms\": 151}")});
        QRandomGenerator random(7);
        const QString file = program.workspace() + QStringLiteral("/e.ndjson");
        for (int round = 0; round < 8; ++round) {
            auto process = program.start({run(), QStringLiteral("p.json"), QStringLiteral("--no-cache"), option(), file});
            QTest::qWait(random.bounded(400));
            ::kill(pid_t(process->processId()), SIGKILL);
            Program::finish(*process);
        }
        auto store = host::openStore(paths);
        VERIFY_OK(store);
        const auto runs = store->runs({QString(), 0, false});
        VERIFY_OK(runs);
        // A run that died before its host knew where events go told nothing, neither start nor end.
        int told = 0;
        for (const record::RunSummary &one : *runs)
            told += QFile::exists(paths.runFolder(one.id) + QStringLiteral("/openlineage.json"));
        QVERIFY(told >= 3);
        QVERIFY2(wrongPairs(linesOf(file), told).isEmpty(), qPrintable(wrongPairs(linesOf(file), told)));
        QVERIFY(typesOf(linesOf(file)).contains(QStringLiteral("ABORT")));
        // Looking again, and resuming, tells nothing twice.
        VERIFY_OK(host::openStore(paths));
        QCOMPARE(program.run({run(), QStringLiteral("--resume"), QStringLiteral("last"), option(), file}).code, 0);
        QVERIFY2(wrongPairs(linesOf(file), told + 1).isEmpty(), qPrintable(wrongPairs(linesOf(file), told + 1)));
        QCOMPARE(typeOf(linesOf(file).last()), QStringLiteral("COMPLETE"));
    }

    /// The host died between sending the start and writing that it had, or before it sent it.
    void aHostThatDiedWhileItTold_data()
    {
        QTest::addColumn<bool>("sent");
        QTest::newRow("sent") << true;
        QTest::newRow("not sent") << false;
    }
    void aHostThatDiedWhileItTold()
    {
        QFETCH(const bool, sent);
        QTemporaryDir folder;
        const StorePaths paths{folder.filePath(QStringLiteral("data")), folder.filePath(QStringLiteral("cache"))};
        const QString id = QStringLiteral("01a20e3a00d402606fad164cb13c7a0a"), file = folder.filePath(QStringLiteral("e.ndjson"));
        {
            auto store = record::Store::open(paths.database());
            VERIFY_OK(store);
            record::NewRun run;
            run.id = id;
            run.sourceName = folder.filePath(QStringLiteral("p.json"));
            run.pipeline = "{\"headrace\": 1, \"nodes\": {}}";
            run.host = {999999999, 1, QStringLiteral("another boot")};
            run.startMs = 1'700'000'000'000;
            VERIFY_OK(store->begin(run));
        }
        QVERIFY(QDir().mkpath(paths.runFolder(id)));
        QFile mark(paths.runFolder(id) + QStringLiteral("/openlineage.json"));
        QVERIFY(mark.open(QIODevice::WriteOnly));
        mark.write("{\"target\": \"" + file.toUtf8() + "\", \"started\": false, \"ended\": false}");
        mark.close();
        if (sent)
            VERIFY_OK(host::sendLineage(paths, file, QStringLiteral("x"),
                                        {{QStringLiteral("eventType"), QStringLiteral("START")},
                                         {QStringLiteral("run"), QJsonObject{{QStringLiteral("runId"), host::uuidOfRun(id)}}}}));
        VERIFY_OK(host::openStore(paths));
        VERIFY_OK(host::openStore(paths));
        QCOMPARE(typesOf(linesOf(file)), QStringList({QStringLiteral("START"), QStringLiteral("ABORT")}));
    }

    void theWorkspaceSaysWhere()
    {
        Program program;
        QDir(program.workspace()).mkpath(QStringLiteral(".headrace"));
        program.put(QStringLiteral(".headrace/settings.json"), "{\"openlineage\": \"out/lineage.ndjson\"}");
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        QCOMPARE(program.run({run(), QStringLiteral("p.json")}).code, 0);
        QCOMPARE(linesOf(program.workspace() + QStringLiteral("/out/lineage.ndjson")).size(), 2);

        // A workspace from elsewhere must not learn of runs, nor write where it likes.
        Receiver receiver;
        program.put(QStringLiteral(".headrace/settings.json"), "{\"openlineage\": \"" + receiver.url().toUtf8() + "\"}");
        const auto denied = program.run({run(), QStringLiteral("p.json")});
        QCOMPARE(denied.code, 0);
        QVERIFY2(denied.err.contains("nobody has allowed"), denied.err.constData());
        program.put(QStringLiteral(".headrace/settings.json"), "{\"openlineage\": \"/tmp/elsewhere.ndjson\"}");
        QVERIFY(program.run({run(), QStringLiteral("p.json")}).err.contains("elsewhere"));
        QVERIFY(!QFile::exists(QStringLiteral("/tmp/elsewhere.ndjson")));

        program.put(QStringLiteral(".headrace/settings.json"), "{\"openlineage\": \"" + receiver.url().toUtf8() + "\"}");
        QCOMPARE(program.run({QStringLiteral("trust"), QStringLiteral(".headrace/settings.json")}).code, 0);
        QCOMPARE(program.run({run(), QStringLiteral("p.json")}).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(receiver.taken().size(), 2, 10000);
    }

    void toAServer()
    {
        Program program;
        Receiver receiver;
        program.environment().insert(QStringLiteral("OPENLINEAGE_API_KEY"), QStringLiteral("sesame"));
        program.environment().insert(QStringLiteral("OPENLINEAGE_NAMESPACE"), QStringLiteral("team"));
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        QCOMPARE(program.run({run(), QStringLiteral("p.json"), option(), receiver.url()}).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(receiver.taken().size(), 2, 10000);
        const auto taken = receiver.taken();
        QCOMPARE(typeOf(taken[0].event), QStringLiteral("START"));
        QCOMPARE(typeOf(taken[1].event), QStringLiteral("COMPLETE"));
        QVERIFY(taken[0].head.startsWith("POST /api/v1/lineage "));
        QVERIFY(taken[0].head.contains("application/json"));
        QVERIFY(taken[0].head.contains("Bearer sesame"));
        QCOMPARE(taken[0].event.value(QStringLiteral("job")).toObject().value(QStringLiteral("namespace")).toString(),
                 QStringLiteral("team"));
        QTRY_VERIFY(waiting(program).isEmpty());
    }

    void aServerThatFailsAtFirst()
    {
        Program program;
        Receiver receiver;
        receiver.answer(500, 2);
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        QCOMPARE(program.run({run(), QStringLiteral("p.json"), option(), receiver.url()}).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(receiver.taken().size(), 2, 15000);
        QCOMPARE(receiver.requests(), 4);
        QCOMPARE(typeOf(receiver.taken().first().event), QStringLiteral("START"));
        QTRY_VERIFY(!host::lineageTrouble(pathsOf(program)));
    }

    void aServerThatIsNotThere()
    {
        Program program;
        quint16 port = 0;
        {
            Receiver gone;
            port = gone.port();
        }
        const QString url = QStringLiteral("http://127.0.0.1:%1/api/v1/lineage").arg(port);
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.sleep{\"ms\": 1500}")});
        QElapsedTimer clock;
        clock.start();
        const auto result = program.run({run(), QStringLiteral("p.json"), option(), url});
        QCOMPARE(result.code, 0);
        QVERIFY2(clock.elapsed() < 6000, "the run was held up");
        // Said where it failed, and kept.
        QVERIFY2(result.err.contains("could not be sent to " + url.toUtf8()), result.err.constData());
        QCOMPARE(waiting(program).size(), 2);
        // The courier goes on trying after the run's end: all comes when the server does.
        Receiver back(port);
        QTRY_COMPARE_WITH_TIMEOUT(back.taken().size(), 2, 40000);
        QCOMPARE(typeOf(back.taken().last().event), QStringLiteral("COMPLETE"));
        QTRY_VERIFY(waiting(program).isEmpty());
    }

    void aServerThatIsSlow()
    {
        Program program;
        Receiver receiver;
        receiver.setDelay(3000);
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(program.run({run(), QStringLiteral("p.json"), option(), receiver.url()}).code, 0);
        QVERIFY2(clock.elapsed() < 2500, "the run waited for the server");
        QTRY_COMPARE_WITH_TIMEOUT(receiver.taken().size(), 2, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(waiting(program).isEmpty(), 10000);
        QCOMPARE(receiver.requests(), 2);
    }

    void aServerThatRefuses()
    {
        Program program;
        Receiver receiver;
        receiver.answer(422, 1);
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        QCOMPARE(program.run({run(), QStringLiteral("p.json"), option(), receiver.url()}).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(receiver.taken().size(), 1, 10000);
        QTRY_VERIFY(waiting(program).isEmpty());
        QCOMPARE(QDir(pathsOf(program).data + QStringLiteral("/openlineage/refused")).entryList(QDir::Files).size(), 1);
    }

    void oneDeadServerDoesNotHoldUpAnother()
    {
        QTemporaryDir folder;
        const StorePaths paths{folder.filePath(QStringLiteral("data")), folder.filePath(QStringLiteral("cache"))};
        Receiver alive, failing;
        failing.answer(503, 1000);
        for (int i = 0; i < 3; ++i)
            for (const Receiver *server : {&failing, &alive})
                VERIFY_OK(host::sendLineage(paths, server->url(), QStringLiteral("%1-%2").arg(i).arg(server->port()),
                                            {{QStringLiteral("number"), i}}, QStringLiteral("/bin/true")));
        host::CourierLimits limits;
        limits.firstPauseMs = 20;
        limits.giveUpMs = 300;
        QCOMPARE(host::deliverLineage(paths, limits), 3);
        QList<int> order;
        for (const auto &taken : alive.taken())
            order << taken.event.value(QStringLiteral("number")).toInt();
        QCOMPARE(order, QList<int>({0, 1, 2}));
        QVERIFY(failing.requests() > 2);
        QCOMPARE(QDir(paths.data + QStringLiteral("/openlineage")).entryList({QStringLiteral("*.json")}, QDir::Files).size(), 3);
        QVERIFY(host::lineageTrouble(paths)->text.contains(failing.url()));
    }

    void filesThatCannotBeWritten()
    {
        Program program;
        program.putPipeline(QStringLiteral("p.json"), {QStringLiteral("fake.ok")});
        QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {program.workspace() + QStringLiteral("/pipe")}), 0);
        for (const QString &target : {QStringLiteral("pipe"), QStringLiteral("/proc/none/e.ndjson")}) {
            const auto result = program.run({run(), QStringLiteral("p.json"), option(), target});
            QCOMPARE(result.code, 0);
            QVERIFY2(result.err.contains("could not be written"), result.err.constData());
        }
    }

    void aRealRunTellsItsColumns()
    {
        Program program(false);
        program.put(QStringLiteral("in.csv"), "a,b,c\n1,10,x\n2,20,y\n3,30,x\n");
        program.put(QStringLiteral("p.pipeline.json"),
                    "{\"headrace\": 1, \"nodes\": {"
                    "\"read\": {\"op\": \"read.csv\", \"version\": 1, \"params\": {\"path\": \"in.csv\"}},"
                    "\"big\": {\"op\": \"table.filter\", \"version\": 1, \"params\": {\"condition\": \"b > 10\"}, \"inputs\": {\"rows\": "
                    "\"read:rows\"}},"
                    "\"sum\": {\"op\": \"table.derive\", \"version\": 1, \"params\": {\"columns\": [{\"name\": \"d\", \"expression\": \"a "
                    "+ b\"}, {\"name\": \"e\", \"expression\": \"CASE WHEN c = 'x' THEN a END\"}]}, \"inputs\": {\"rows\": \"big:rows\"}},"
                    "\"write\": {\"op\": \"write.csv\", \"version\": 1, \"params\": {\"path\": \"out.csv\"}, \"inputs\": {\"rows\": "
                    "\"sum:rows\"}}}}");
        // From the cache it is the same.
        for (const char *file : {"first.ndjson", "second.ndjson"}) {
            const auto result = program.run({run(), QStringLiteral("p.pipeline.json"), option(), QLatin1String(file)});
            QVERIFY2(result.code == 0, result.err.constData());
            const auto events = linesOf(program.workspace() + QLatin1Char('/') + QLatin1String(file));
            QCOMPARE(typesOf(events), QStringList({QStringLiteral("START"), QStringLiteral("COMPLETE")}));
            const QJsonArray inputs = events.last().value(QStringLiteral("inputs")).toArray();
            QCOMPARE(inputs.size(), 1);
            const QJsonObject input = inputs.first().toObject();
            QCOMPARE(input.value(QStringLiteral("name")).toString(), QDir(program.workspace()).canonicalPath() + QStringLiteral("/in.csv"));
            const QJsonObject read = input.value(QStringLiteral("inputFacets"))
                                         .toObject()
                                         .value(QStringLiteral("inputStatistics"))
                                         .toObject();
            QCOMPARE(read.value(QStringLiteral("rowCount")).toInt(), 3);
            QCOMPARE(read.value(QStringLiteral("size")).toInt(), 27);
            const QJsonArray fields = input.value(QStringLiteral("facets"))
                                          .toObject()
                                          .value(QStringLiteral("schema"))
                                          .toObject()
                                          .value(QStringLiteral("fields"))
                                          .toArray();
            QCOMPARE(fields.size(), 3);
            QCOMPARE(fields.at(1).toObject().value(QStringLiteral("name")).toString(), QStringLiteral("b"));
            QCOMPARE(fields.at(1).toObject().value(QStringLiteral("type")).toString(), QStringLiteral("BIGINT"));

            const QJsonObject output = events.last().value(QStringLiteral("outputs")).toArray().first().toObject();
            const QJsonObject wrote = output.value(QStringLiteral("outputFacets"))
                                          .toObject()
                                          .value(QStringLiteral("outputStatistics"))
                                          .toObject();
            QCOMPARE(wrote.value(QStringLiteral("rowCount")).toInt(), 2);
            QCOMPARE(wrote.value(QStringLiteral("size")).toInteger(), QFileInfo(program.workspace() + QStringLiteral("/out.csv")).size());
            const QJsonObject lineage = output.value(QStringLiteral("facets")).toObject().value(QStringLiteral("columnLineage")).toObject();
            const auto from = [&lineage](const char *column) {
                QStringList list;
                for (const QJsonValue &value : lineage.value(QStringLiteral("fields"))
                                                   .toObject()
                                                   .value(QLatin1String(column))
                                                   .toObject()
                                                   .value(QStringLiteral("inputFields"))
                                                   .toArray()) {
                    const QJsonObject field = value.toObject();
                    const QJsonObject how = field.value(QStringLiteral("transformations")).toArray().first().toObject();
                    list << field.value(QStringLiteral("field")).toString() + QLatin1Char(' ')
                            + how.value(QStringLiteral("subtype")).toString();
                }
                return list;
            };
            QCOMPARE(from("a"), QStringList({QStringLiteral("a IDENTITY")}));
            QCOMPARE(from("d"), QStringList({QStringLiteral("a TRANSFORMATION"), QStringLiteral("b TRANSFORMATION")}));
            QCOMPARE(from("e"), QStringList({QStringLiteral("a TRANSFORMATION"), QStringLiteral("c CONDITION")}));
            QCOMPARE(lineage.value(QStringLiteral("dataset")).toArray().size(), 1);
            QCOMPARE(lineage.value(QStringLiteral("dataset")).toArray().first().toObject().value(QStringLiteral("field")).toString(),
                     QStringLiteral("b"));
        }
    }

private:
    static QStringList waiting(const Program &program)
    {
        return QDir(pathsOf(program).data + QStringLiteral("/openlineage")).entryList({QStringLiteral("*.json")}, QDir::Files);
    }
};

HEADRACE_TEST(TestOpenlineage)
#include "test_openlineage.moc"
