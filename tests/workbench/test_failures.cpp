// SPDX-License-Identifier: GPL-3.0-or-later
// A node that failed: the rows that made it fail are found, offered beside the reason, and shown by one click.
#include "app/workbench/results_area.h"
#include "models/failure/failure_search.h"
#include "models/preview/preview_model.h"
#include "tests/support/registry.h"
#include "tests/workbench/window_fixture.h"
#include "widgets/forms/message_row.h"
#include "widgets/results/preview_panel.h"
#include "widgets/results/problems_panel.h"

#include <QListView>
#include <QTabBar>

using namespace headrace;
using namespace headrace::tests;

class TestFailures : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> f;

    static QByteArray pipeline(const QByteArray &nodes) { return "{\"headrace\": 1, \"name\": \"P\", \"nodes\": {" + nodes + "}}"; }
    static QByteArray people(const QByteArray &ages)
    {
        return "\"people\": {\"op\": \"read.inline\", \"version\": 1, \"params\": {\"csv\": \"name,age\\n" + ages + "\"}}";
    }
    PreviewModel *preview() const { return f->window->results()->preview()->model(); }
    QStringList shown() const
    {
        QStringList rows;
        for (int row = 0; row < preview()->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < preview()->columnCount(); ++column)
                cells << preview()->index(row, column).data().toString();
            rows << cells.join(QLatin1Char('|'));
        }
        return rows;
    }
    /// The rows that are found where a node is said to have failed.
    QStringList rowsOf(const QString &node) const
    {
        QTest::qWait(500);  // run control has said what it knows of earlier runs
        NodeState state;
        state.status = NodeStatus::Failed;
        state.message = QStringLiteral("It failed.");
        f->session()->states()->set(node, state);
        if (!QTest::qWaitFor([&] { return f->session()->failures()->of(node).has_value(); }, 30000))
            return {QStringLiteral("none")};
        if (!f->window->results()->showFailedRows(node)
            || !QTest::qWaitFor([&] { return preview()->phase() == PreviewModel::Phase::First; }, 30000))
            return {QStringLiteral("not shown: ") + preview()->error().text};
        return shown();
    }

private Q_SLOTS:
    void init() { f = std::make_unique<WindowFixture>(); }
    void cleanup() { f.reset(); }

    void aRunThatFailsOffersItsRows()
    {
        f->window->openFile(f->write(
            QStringLiteral("p.pipeline.json"),
            pipeline(people("Ada,36\\nAlan,x\\nGrace,85\\nBob,\\nEve,y\\n")
                     + ", \"cast\": {\"op\": \"table.cast\", \"version\": 1, \"inputs\": {\"rows\": \"people:rows\"}, \"params\": "
                       "{\"columns\": [{\"column\": \"age\", \"type\": \"INTEGER\"}]}}, \"old\": {\"op\": \"table.filter\", \"version\": "
                       "1, \"inputs\": {\"rows\": \"cast:rows\"}, \"params\": {\"condition\": \"age > 40\"}}")));
        f->press("run.all");
        const QString node = QStringLiteral("old");
        QTRY_VERIFY_WITH_TIMEOUT(f->session()->states()->of(node).status == NodeStatus::Failed, 60000);
        // In the bar, beside the reason and what to do next …
        QTRY_VERIFY_WITH_TIMEOUT(f->button(QStringLiteral("Show the 2 rows that failed")), 30000);
        QVERIFY2(f->message().contains(QStringLiteral("is not a whole number")) && f->message().contains(QStringLiteral("TRY_CAST")),
                 qPrintable(f->message()));
        f->clickButton(QStringLiteral("Show the 2 rows that failed"));
        const QStringList wanted{QStringLiteral("Alan|x"), QStringLiteral("Eve|y")};
        QTRY_COMPARE_WITH_TIMEOUT(shown(), wanted, 30000);
        QCOMPARE(f->canvas()->selectedNodes(), QStringList{node});
        WindowFixture::shot(f->window.get(), QStringLiteral("failed-rows"));

        // … in the inspector …
        preview()->showPort(QStringLiteral("people:rows"));
        QTRY_COMPARE_WITH_TIMEOUT(preview()->rowCount(), 5, 30000);
        MessageRow *row = nullptr;
        for (MessageRow *each : f->window->findChildren<MessageRow *>())
            if (each->isVisible() && each->text().contains(QStringLiteral("is not a whole number")))
                row = each;
        QVERIFY(row);
        auto *label = row->findChild<QLabel *>();
        QVERIFY2(label->text().contains(QStringLiteral("Show the 2 rows that failed")), qPrintable(label->text()));
        label->setFocus();
        QTest::keyClick(label, Qt::Key_Tab);  // the link is reached by the keyboard
        QTest::keyClick(label, Qt::Key_Return);
        Q_EMIT label->linkActivated(QStringLiteral("fix"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), wanted, 30000);

        // … and in the list of problems.
        preview()->showPort(QStringLiteral("people:rows"));
        f->window->results()->showTab(ResultsArea::Problems);
        auto *list = f->window->findChild<ProblemsPanel *>()->list();
        QVERIFY(list->model()->rowCount() >= 1);
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), wanted, 30000);

        // Mended, they are gone.
        QVERIFY(f->document()
                    ->apply({SetNodeParam{QStringLiteral("people"), QStringLiteral("csv"), QStringLiteral("name,age\nAda,36\n")}},
                            QStringLiteral("Mend"))
                    .ok());
        QTRY_VERIFY_WITH_TIMEOUT(preview()->phase() == PreviewModel::Phase::First && preview()->rowCount() == 0, 30000);
    }

    void linesOfAFile()
    {
        QByteArray lines("a,b,day\n");
        for (int i = 0; i < 30000; ++i)
            lines += "x,1,2024-01-02\n";
        f->write(QStringLiteral("d.csv"), lines + "y,zz,2024-01-02\nz,5,no day\nw,7,2024-02-03\n");
        f->window->openFile(f->write(QStringLiteral("p.pipeline.json"),
                                     pipeline("\"csv\": {\"op\": \"read.csv\", \"version\": 1, \"params\": {\"path\": \"d.csv\"}}")));
        QTRY_VERIFY_WITH_TIMEOUT(!f->session()->schemas()->of(QStringLiteral("csv:rows")).columns.isEmpty(), 30000);
        QCOMPARE(rowsOf(QStringLiteral("csv")), (QStringList{QStringLiteral("y|zz|2024-01-02"), QStringLiteral("z|5|no day")}));
    }

    void rowsThatBreakExpectations()
    {
        f->window->openFile(
            f->write(QStringLiteral("p.pipeline.json"),
                     pipeline(people("Ada,36\\nAlan,-5\\nAda,40\\n")
                              + ", \"check\": {\"op\": \"check.expect\", \"version\": 1, \"inputs\": {\"rows\": \"people:rows\"}, "
                                "\"params\": {\"expectations\": [{\"kind\": \"range\", \"column\": \"age\", \"min\": 0}, {\"kind\": "
                                "\"unique\", \"column\": \"name\"}]}}")));
        const QStringList rows = rowsOf(QStringLiteral("check"));
        QVERIFY2(rows.size() == 3, qPrintable(rows.join(QLatin1Char(' '))));
        QVERIFY2(rows.join(QLatin1Char(' ')).contains(QStringLiteral("Alan|-5|range_age")), qPrintable(rows.join(QLatin1Char(' '))));
    }

    void columnsThatUseThoseBefore()
    {
        f->window->openFile(
            f->write(QStringLiteral("p.pipeline.json"),
                     pipeline(people("Ada,36\\nAlan,x\\n")
                              + ", \"derive\": {\"op\": \"table.derive\", \"version\": 1, \"inputs\": {\"rows\": \"people:rows\"}, "
                                "\"params\": {\"columns\": [{\"name\": \"text\", \"expression\": \"age || '0'\"}, {\"name\": \"n\", "
                                "\"expression\": \"CAST(text AS INTEGER)\"}]}}")));
        QCOMPARE(rowsOf(QStringLiteral("derive")), QStringList{QStringLiteral("Alan|x|x0")});
    }

    void withinASubpipeline()
    {
        f->window->openFile(f->write(
            QStringLiteral("p.pipeline.json"),
            pipeline(people("Ada,36\\nAlan,x\\n")
                     + ", \"outer\": {\"op\": \"flow.subpipeline\", \"version\": 1, \"inputs\": {\"in\": \"people:rows\"}, \"params\": "
                       "{\"pipeline\": {\"headrace\": 1, \"nodes\": {\"cast\": {\"op\": \"table.cast\", \"version\": 1, \"params\": "
                       "{\"columns\": [{\"column\": \"age\", \"type\": \"INTEGER\"}]}}}, \"ports\": {\"inputs\": {\"in\": "
                       "[\"cast:rows\"]}, \"outputs\": {\"out\": \"cast:rows\"}}}}}")));
        QCOMPARE(rowsOf(QStringLiteral("outer/cast")), QStringList{QStringLiteral("Alan|x")});
    }

    void aFailureWithoutRowsOffersNone()
    {
        f->window->openFile(f->write(
            QStringLiteral("p.pipeline.json"),
            pipeline(people("Ada,36\\n")
                     + ", \"old\": {\"op\": \"table.filter\", \"version\": 1, \"inputs\": {\"rows\": \"people:rows\"}, \"params\": "
                       "{\"condition\": \"age > 3\"}}, \"out\": {\"op\": \"write.csv\", \"version\": 1, \"inputs\": {\"rows\": "
                       "\"old:rows\"}, \"params\": {\"path\": \"no/such/folder/o.csv\"}}")));
        NodeState state;
        state.status = NodeStatus::Failed;
        f->session()->states()->set(QStringLiteral("out"), state);
        QTest::qWait(3000);
        QVERIFY(!f->session()->failures()->of(QStringLiteral("out")));
        QVERIFY(!f->window->results()->showFailedRows(QStringLiteral("out")));
    }
};

HEADRACE_TEST(TestFailures)
#include "test_failures.moc"
