// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/run_control.h"

#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"
#include "tests/results/workers.h"
#include "tests/support/registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace headrace;
using namespace headrace::tests;

class TestRunReal : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HEADRACE_HOME", m_home.path().toLocal8Bit());
        qunsetenv("HEADRACE_WORKER");
    }

    void allThenFromHereThenToHere()
    {
        WarmWorker worker(realWorker());
        auto document = std::make_unique<PipelineDocument>();
        document->setHome(m_home.path());
        Pipeline pipeline;
        Node source;
        source.op = QStringLiteral("code.sql");
        source.params.insert(QStringLiteral("query"), QStringLiteral("SELECT range AS x, range % 3 AS g FROM range(1000)"));
        pipeline.nodes.insert(QStringLiteral("source"), source);
        const auto below = [](const char *op, const char *above, const QJsonObject &params) {
            Node node;
            node.op = QLatin1String(op);
            node.version = embeddedCatalog().find(node.op)->version;
            node.params = params;
            node.inputs.insert(QStringLiteral("rows"), {PortRef{QLatin1String(above), QStringLiteral("rows")}});
            return node;
        };
        Node kept = below("table.filter", "source", {{QStringLiteral("condition"), QStringLiteral("x < 500")}});
        kept.materialize = true;
        pipeline.nodes.insert(QStringLiteral("few"), kept);
        pipeline.nodes.insert(QStringLiteral("fewer"),
                              below("table.filter", "few", {{QStringLiteral("condition"), QStringLiteral("g = 1")}}));
        pipeline.nodes.insert(QStringLiteral("other"),
                              below("table.filter", "source", {{QStringLiteral("condition"), QStringLiteral("g = 2")}}));
        document->setContent(pipeline, false);
        RunControl::Programs programs;
        programs.host = QStringLiteral(HEADRACE_BIN_DIR "/headrace");
        DocumentSession session(std::move(document), embeddedCatalog(), &worker, nullptr, programs);
        QSignalSpy finished(session.run(), &RunControl::finished);
        const auto status = [&](const char *node) { return int(session.states()->of(QLatin1String(node)).status); };

        session.run()->run({});
        QVERIFY(finished.wait(30000));
        auto outcome = finished.last()[0].value<RunOutcome>();
        QVERIFY2(outcome.status == QLatin1String("done"), qPrintable(outcome.errors.value(0).toString()));
        QCOMPARE(status("few"), int(NodeStatus::Done));
        QCOMPARE(session.states()->of(QStringLiteral("few")).rows.value(QStringLiteral("rows")), 500);

        session.run()->run({});
        QVERIFY(finished.wait(30000));
        QCOMPARE(status("few"), int(NodeStatus::Cached));
        QCOMPARE(status("fewer"), int(NodeStatus::Cached));

        // What is kept now hides no schema above it.
        QSignalSpy checked(session.check(), &LiveCheck::checked);
        session.check()->recheck();
        QVERIFY(checked.wait(20000));
        for (const char *port : {"source:rows", "few:rows", "fewer:rows", "other:rows"})
            QVERIFY2(session.schemas()->of(QLatin1String(port)).columns.size() == 2, port);

        // From here: this one and what is below are computed anew, the branch beside is left alone.
        RunWish from;
        from.what = RunWish::What::From;
        from.nodes = {QStringLiteral("few")};
        session.run()->run(from);
        QCOMPARE(status("fewer"), int(NodeStatus::Queued));
        QVERIFY(finished.wait(30000));
        outcome = finished.last()[0].value<RunOutcome>();
        QVERIFY2(outcome.status == QLatin1String("done"), qPrintable(outcome.errors.value(0).toString()));
        QCOMPARE(status("few"), int(NodeStatus::Done));
        QCOMPARE(status("fewer"), int(NodeStatus::Done));
        QCOMPARE(status("other"), int(NodeStatus::Cached));
        for (const RunSpan &span : session.run()->spans())
            QVERIFY(span.node != QLatin1String("other"));

        RunWish to;
        to.what = RunWish::What::Nodes;
        to.nodes = {QStringLiteral("other")};
        session.run()->run(to);
        QVERIFY(finished.wait(30000));
        for (const RunSpan &span : session.run()->spans())
            QVERIFY(span.node == QLatin1String("other") || span.node == QLatin1String("source"));

        // A pipeline that cannot run is said at its node.
        QVERIFY(session.document()
                    ->apply({SetNodeParam{QStringLiteral("fewer"), QStringLiteral("condition"), QStringLiteral("h = 1")}},
                            QStringLiteral("Change"))
                    .ok());
        session.run()->run({});
        QVERIFY(finished.wait(30000));
        QCOMPARE(finished.last()[0].value<RunOutcome>().status, QStringLiteral("failed"));
        QCOMPARE(status("fewer"), int(NodeStatus::Failed));
        QVERIFY(!session.states()->of(QStringLiteral("fewer")).message.isEmpty());
    }
};

HEADRACE_TEST(TestRunReal)
#include "test_run_real.moc"
