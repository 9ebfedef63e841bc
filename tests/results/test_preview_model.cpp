// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preview/preview_model.h"

#include "models/preview/cell_text.h"
#include "models/preview/port_difference.h"
#include "models/preview/rows_export.h"
#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"
#include "tests/results/workers.h"
#include "tests/support/registry.h"

#include <QAbstractItemModelTester>
#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>

using namespace headrace;
using namespace headrace::tests;

class TestPreviewModel : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<WarmWorker> m_worker;
    std::unique_ptr<DocumentSession> m_session;

    using Phase = PreviewModel::Phase;

    static Node sql(const QString &query)
    {
        Node node;
        node.op = QStringLiteral("code.sql");
        node.version = embeddedCatalog().find(node.op)->version;
        node.params.insert(QStringLiteral("query"), query);
        return node;
    }
    static Node below(const char *op, const char *above, const QJsonObject &params)
    {
        Node node;
        node.op = QLatin1String(op);
        node.version = embeddedCatalog().find(node.op)->version;
        node.params = params;
        node.inputs.insert(QStringLiteral("rows"), {PortRef{QLatin1String(above), QStringLiteral("rows")}});
        return node;
    }
    void open(const QMap<QString, Node> &nodes)
    {
        auto document = std::make_unique<PipelineDocument>();
        document->setHome(m_home.path());
        Pipeline pipeline;
        pipeline.nodes = nodes;
        document->setContent(pipeline, false);
        m_session = std::make_unique<DocumentSession>(std::move(document), embeddedCatalog(), m_worker.get());
    }
    int scratchFiles() const
    {
        int files = 0;
        QDirIterator it(m_home.filePath(QStringLiteral("cache/scratch")), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            it.next();
            ++files;
        }
        return files;
    }
    static bool waitFor(PreviewModel &model, Phase phase, int ms = 60000)
    {
        return QTest::qWaitFor([&] { return model.phase() == phase; }, ms);
    }
    static bool waitForCell(PreviewModel &model, int row, int column)
    {
        return QTest::qWaitFor([&] { return !model.value(row, column).isUndefined(); }, 20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HEADRACE_HOME", m_home.path().toLocal8Bit());
        m_worker = std::make_unique<WarmWorker>(realWorker());
    }
    void cleanup() { m_session.reset(); }

    void firstRowsAtOnce()
    {
        open({{QStringLiteral("a"),
               sql(QStringLiteral("SELECT range AS id, CASE WHEN range % 4 = 0 THEN NULL ELSE range / 2 END AS half, 'n' || range AS name "
                                  "FROM range(10)"))}});
        PreviewModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSession(m_session.get());
        model.showPort(QStringLiteral("a:rows"));
        QVERIFY(model.phase() == Phase::Loading);
        QVERIFY(waitFor(model, Phase::First));
        QVERIFY(model.isComplete());
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("half"));
        QVERIFY(model.index(0, 1).data(PreviewModel::MissingRole).toBool());
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("NULL"));
        QVERIFY(model.index(1, 0).data(PreviewModel::NumberRole).toBool());
        QVERIFY(!model.index(1, 2).data(PreviewModel::NumberRole).toBool());
        QCOMPARE(model.sketch(1).missing, 0.3);
        QVERIFY(!model.sketch(0).bins.isEmpty());
        QVERIFY(model.firstRowsMs() > 0);
    }

    void scrollsSortsAndFiltersTenMillionRows()
    {
        open({{QStringLiteral("a"), sql(QStringLiteral("SELECT range AS id, (range * 7919) % 1000003 AS k FROM range(2000000)"))}});
        PreviewModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSession(m_session.get());
        model.showPort(QStringLiteral("a:rows"));
        QVERIFY(waitFor(model, Phase::First));
        QCOMPARE(model.rowCount(), 1000);
        QVERIFY(!model.isComplete());
        (void)model.index(980, 0).data();  // one has scrolled near the end
        QVERIFY(waitFor(model, Phase::All));
        QCOMPARE(model.rowCount(), 2000000);
        QVERIFY(model.isComplete());
        QVERIFY(waitForCell(model, 1999999, 0));
        QCOMPARE(model.value(1999999, 0).toInteger(), 1999999);
        QVERIFY(waitForCell(model, 1234567, 0));
        QCOMPARE(model.value(1234567, 0).toInteger(), 1234567);
        QCOMPARE(model.value(1234567, 1).toInteger(), (qint64(1234567) * 7919) % 1000003);
        QCOMPARE(scratchFiles(), 1);

        model.sort(0, Qt::DescendingOrder);
        QVERIFY(waitFor(model, Phase::All));
        QVERIFY(waitForCell(model, 0, 0));
        QCOMPARE(model.value(0, 0).toInteger(), 1999999);
        model.setFilters({{QStringLiteral("id"), QStringLiteral("less"), QStringLiteral("100")}});
        QVERIFY(waitFor(model, Phase::All));
        QCOMPARE(model.rowCount(), 100);
        QVERIFY(waitForCell(model, 0, 0));
        QCOMPARE(model.value(0, 0).toInteger(), 99);
        QVERIFY(model.note().contains(QLatin1String("match")));
        model.setFilters({});
        model.sort(-1);
        QVERIFY(waitFor(model, Phase::All));
        QCOMPARE(model.rowCount(), 2000000);
        QVERIFY(waitForCell(model, 7, 0));
        QCOMPARE(model.value(7, 0).toInteger(), 7);

        model.showPort({});
        QTRY_COMPARE_WITH_TIMEOUT(scratchFiles(), 0, 5000);
    }

    void staleAnswersAreDropped()
    {
        open(
            {{QStringLiteral("a"), sql(QStringLiteral("SELECT 1 AS one"))}, {QStringLiteral("b"), sql(QStringLiteral("SELECT 2 AS two"))}});
        PreviewModel model;
        model.setSession(m_session.get());
        for (int i = 0; i < 20; ++i)
            model.showPort(i % 2 ? QStringLiteral("a:rows") : QStringLiteral("b:rows"));
        model.showPort(QStringLiteral("b:rows"));
        QVERIFY(waitFor(model, Phase::First));
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("two"));
        QTest::qWait(200);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("two"));
    }

    void followsEditsOfWhatStandsAbove()
    {
        open({{QStringLiteral("a"), sql(QStringLiteral("SELECT range AS x FROM range(10)"))},
              {QStringLiteral("f"), below("table.filter", "a", {{QStringLiteral("condition"), QStringLiteral("x < 5")}})},
              {QStringLiteral("other"), below("table.filter", "a", {{QStringLiteral("condition"), QStringLiteral("x < 2")}})}});
        PreviewModel model;
        model.setSession(m_session.get());
        model.showPort(QStringLiteral("f:rows"));
        QVERIFY(waitFor(model, Phase::First));
        QCOMPARE(model.rowCount(), 5);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy checked(m_session->check(), &LiveCheck::checked);
        QVERIFY(m_session->document()
                    ->apply({SetNodeParam{QStringLiteral("other"), QStringLiteral("condition"), QStringLiteral("x < 3")}},
                            QStringLiteral("Change"))
                    .ok());
        QVERIFY(checked.wait(10000));
        QTest::qWait(50);
        QCOMPARE(resets.size(), 0);  // it does not stand above
        QVERIFY(
            m_session->document()
                ->apply({SetNodeParam{QStringLiteral("f"), QStringLiteral("condition"), QStringLiteral("x < 8")}}, QStringLiteral("Change"))
                .ok());
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 8, 10000);
        // What is wrong elsewhere is no reason not to show these rows; what is wrong here is said.
        QVERIFY(m_session->document()
                    ->apply({SetNodeParam{QStringLiteral("other"), QStringLiteral("condition"), std::nullopt}}, QStringLiteral("Change"))
                    .ok());
        model.refresh();
        QVERIFY(waitFor(model, Phase::First));
        QVERIFY(
            m_session->document()
                ->apply({SetNodeParam{QStringLiteral("f"), QStringLiteral("condition"), QStringLiteral("y < 8")}}, QStringLiteral("Change"))
                .ok());
        QVERIFY(waitFor(model, Phase::Failed, 10000));
        QVERIFY2(!model.error().text.isEmpty(), qPrintable(model.error().text));
    }

    void belowAnEstimatorOneRunsToSee()
    {
        Node learn = below("learn.linear_regression", "a", {});
        learn.inputs = {{embeddedCatalog().find(learn.op)->inputs.first().name, {PortRef{QStringLiteral("a"), QStringLiteral("rows")}}}};
        learn.params = {{QStringLiteral("target"), QStringLiteral("y")}, {QStringLiteral("features"), QJsonArray{QStringLiteral("x")}}};
        Node predict;
        predict.op = QStringLiteral("learn.predict");
        predict.version = embeddedCatalog().find(predict.op)->version;
        predict.inputs = {{QStringLiteral("model"), {PortRef{QStringLiteral("learn"), QStringLiteral("model")}}},
                          {QStringLiteral("rows"), {PortRef{QStringLiteral("a"), QStringLiteral("rows")}}}};
        open({{QStringLiteral("a"), sql(QStringLiteral("SELECT range AS x, 2.0 * range AS y FROM range(10)"))},
              {QStringLiteral("learn"), learn},
              {QStringLiteral("predict"), predict}});
        PreviewModel model;
        model.setSession(m_session.get());
        model.showPort(QStringLiteral("predict:rows"));
        QTRY_VERIFY_WITH_TIMEOUT(model.phase() == Phase::Unknown || model.phase() == Phase::Failed, 20000);
        QVERIFY2(model.phase() == Phase::Unknown, qPrintable(model.error().toString()));
    }

    void aWorkerThatDiesIsNoEnd()
    {
        open({{QStringLiteral("a"), sql(QStringLiteral("SELECT range AS id FROM range(100000)"))}});
        PreviewModel model;
        model.setSession(m_session.get());
        model.showPort(QStringLiteral("a:rows"));
        QVERIFY(waitFor(model, Phase::First));
        model.loadAll();
        QVERIFY(waitFor(model, Phase::All));
        QVERIFY(waitForCell(model, 5000, 0));
        qint64 pid = 0;
        m_worker->ask(QStringLiteral("hello"), QJsonObject(), this,
                      [&pid](const Result<QJsonObject> &answer) { pid = answer->value(QStringLiteral("pid")).toInteger(); });
        QTRY_VERIFY(pid > 0);
        ::kill(pid_t(pid), SIGKILL);
        QTRY_VERIFY(!m_worker->isAvailable());
        QVERIFY(waitForCell(model, 90000, 0));
        QCOMPARE(model.value(90000, 0).toInteger(), 90000);
        model.showPort({});
        // What the dead one left is swept by the next.
        QTRY_COMPARE_WITH_TIMEOUT(scratchFiles(), 0, 5000);
    }

    void theScratchIsBounded()
    {
        open({{QStringLiteral("a"), sql(QStringLiteral("SELECT range AS id, hash(range) AS h FROM range(3000000)"))}});
        LookRequest look = m_session->look();
        QJsonObject answer;
        Error error;
        bool done = false;
        m_worker->ask(QStringLiteral("open_view"),
                      look.body({{QStringLiteral("view"), QStringLiteral("bounded")},
                                 {QStringLiteral("port"), QStringLiteral("a:rows")},
                                 {QStringLiteral("limit_bytes"), 4'000'000}}),
                      this, [&](const Result<QJsonObject> &got) {
                          done = true;
                          if (got)
                              answer = *got;
                          else
                              error = got.error();
                      });
        QTRY_VERIFY_WITH_TIMEOUT(done, 60000);
        QVERIFY2(error.text.isEmpty(), qPrintable(error.text));
        QVERIFY(!answer.value(QStringLiteral("complete")).toBool());
        QVERIFY(answer.value(QStringLiteral("rows")).toInteger() > 10000);
        QVERIFY(answer.value(QStringLiteral("rows")).toInteger() < 3000000);
        m_worker->ask(QStringLiteral("close_view"), QJsonObject{{QStringLiteral("view"), QStringLiteral("bounded")}}, nullptr,
                      [](const Result<QJsonObject> &) {});
        QTRY_COMPARE(scratchFiles(), 0);
    }

    void differencesAreCountedBothWays()
    {
        open({{QStringLiteral("a"), sql(QStringLiteral("SELECT unnest([1, 1, 2, 3]) AS x, 'k' AS only_a"))},
              {QStringLiteral("b"), sql(QStringLiteral("SELECT unnest([1, 2, 4]) AS x"))}});
        PortDifference difference;
        QAbstractItemModelTester tester(&difference, QAbstractItemModelTester::FailureReportingMode::QtTest);
        difference.compare(m_session.get(), QStringLiteral("a:rows"), QStringLiteral("b:rows"));
        QTRY_COMPARE_WITH_TIMEOUT(difference.rowCount(), 3, 20000);
        QCOMPARE(difference.onlyLeft(), 2);  // a 1 and the 3
        QCOMPARE(difference.onlyRight(), 1);
        QCOMPARE(difference.columnsOnlyLeft(), QStringList{QStringLiteral("only_a")});
        QVERIFY2(difference.summary().contains(QLatin1String("2 rows only in a:rows")), qPrintable(difference.summary()));
    }

    void exportsWithoutTouchingTheDocument()
    {
        open({{QStringLiteral("a"), sql(QStringLiteral("SELECT range AS x FROM range(3)"))}});
        const Pipeline before = m_session->document()->pipeline();
        QTemporaryDir elsewhere;
        const QString path = elsewhere.filePath(QStringLiteral("out.csv"));
        auto *work = new RowsExport(m_session.get(), QStringLiteral("a:rows"), path);
        QSignalSpy finished(work, &RowsExport::finished);
        QVERIFY(finished.wait(20000));
        QVERIFY2(finished[0][0].value<Error>().text.isEmpty(), qPrintable(finished[0][0].value<Error>().text));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().simplified(), QByteArray("x 0 1 2"));
        QVERIFY(m_session->document()->pipeline() == before);
    }

    void textsToPaste()
    {
        const QList<ColumnInfo> columns{{QStringLiteral("a b"), QStringLiteral("INTEGER"), {}},
                                        {QStringLiteral("t"), QStringLiteral("VARCHAR"), {}},
                                        {QStringLiteral("d"), QStringLiteral("DATE"), {}}};
        const QList<QJsonArray> rows{{1, QStringLiteral("x,\"y\""), QStringLiteral("2001-01-01")},
                                     {QJsonValue::Null, QStringLiteral("o'k|"), QJsonValue::Null}};
        QCOMPARE(rowsAsCsv(columns, rows), QStringLiteral("a b,t,d\n1,\"x,\"\"y\"\"\",2001-01-01\n,o'k|,\n"));
        QCOMPARE(rowsAsMarkdown(columns, rows),
                 QStringLiteral("| a b | t | d |\n| ---: | --- | --- |\n| 1 | x,\"y\" | 2001-01-01 |\n|  | o'k\\| |  |\n"));
        QCOMPARE(rowsAsSqlValues(columns, rows),
                 QStringLiteral("SELECT * FROM (VALUES\n    (1, 'x,\"y\"', CAST('2001-01-01' AS DATE)),\n    (NULL, 'o''k|', NULL)\n) AS "
                                "rows(\"a b\", \"t\", \"d\")\n"));
        QVERIFY(rowsAsPandas(columns, rows).contains(QLatin1String("\"d\": pd.to_datetime([\"2001-01-01\", None])")));
    }
};

HEADRACE_TEST(TestPreviewModel)
#include "test_preview_model.moc"
