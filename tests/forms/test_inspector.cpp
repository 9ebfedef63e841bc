// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector around the form: title, tabs, run settings, several nodes, the pipeline's own properties.
#include "tests/forms/bench.h"

#include "widgets/forms/fold.h"
#include "widgets/forms/line_fields.h"
#include "widgets/forms/message_row.h"
#include "widgets/forms/records_field.h"
#include "widgets/forms/value_edit.h"
#include "widgets/inspector/column_statistics.h"
#include "widgets/inspector/help_page.h"
#include "widgets/inspector/live_metric_card.h"
#include "widgets/inspector/node_head.h"
#include "widgets/inspector/node_settings.h"
#include "widgets/inspector/pipeline_page.h"
#include "widgets/inspector/schema_page.h"
#include "widgets/inspector/several_page.h"
#include "widgets/inspector/statistics_page.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTextBrowser>

using namespace headrace;
using headrace::tests::Bench;

class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTitleIsTyped()
    {
        Bench bench(QStringLiteral("table.filter"));
        QLineEdit *title = bench.inspector.findChild<NodeHead *>()->titleEdit();
        QCOMPARE(title->text(), QStringLiteral("Filter rows"));
        title->setFocus();
        title->selectAll();
        QTest::keyClicks(title, QStringLiteral("Late ones"));
        QCOMPARE(bench.document.pipeline().nodes.value(QStringLiteral("node")).title, QStringLiteral("Late ones"));
        QCOMPARE(bench.document.undoStack()->count(), 1);
        QTest::keyClick(title, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(title->text(), QStringLiteral("Filter rows"));
        title->selectAll();
        QTest::keyClick(title, Qt::Key_Delete);
        QTest::keyClick(title, Qt::Key_Return);
        QCOMPARE(title->text(), QStringLiteral("Filter rows"));
        QVERIFY(bench.document.pipeline().nodes.value(QStringLiteral("node")).title.isEmpty());
    }

    void theSchemaTabSaysWhatChanges()
    {
        Bench bench(QStringLiteral("table.derive"));
        auto *page = bench.inspector.findChild<SchemaPage *>();
        const QAbstractItemModelTester tester(page->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        PortSchema in = bench.schemas.of(QStringLiteral("source:rows"));
        PortSchema out = in;
        out.columns[4].type = QStringLiteral("INTEGER");
        out.columns.removeAt(1);
        out.columns.append({QStringLiteral("speed"), QStringLiteral("DOUBLE"), {}});
        bench.schemas.set({{QStringLiteral("source:rows"), in}, {QStringLiteral("node:rows"), out}}, {});
        bench.inspector.showTab(Inspector::Tab::Schema);
        QStringList spoken;
        for (int row = 0; row < page->model()->rowCount(); ++row)
            spoken.append(page->model()->index(row, 0).data(Qt::AccessibleTextRole).toString());
        QVERIFY(spoken.contains(QStringLiteral("speed, number, added")));
        QVERIFY(spoken.contains(QStringLiteral("weekday, integer, removed")));
        QVERIFY(spoken.contains(QStringLiteral("late, integer, was boolean")));
        QVERIFY(spoken.contains(QStringLiteral("hour, integer")));
        QSignalSpy preview(&bench.inspector, &Inspector::previewRequested);
        for (int row = 0; row < page->model()->rowCount(); ++row) {
            const QModelIndex index = page->model()->index(row, 0);
            if (index.data().toString() == QStringLiteral("Out: rows"))
                QTest::mouseClick(page->list()->viewport(), Qt::LeftButton, {}, page->list()->visualRect(index).center());
        }
        QCOMPARE(preview.size(), 1);
        QCOMPARE(preview.first().first().toString(), QStringLiteral("node:rows"));
        auto *only = page->findChild<QCheckBox *>();
        const int all = page->model()->rowCount();
        QTest::keyClick(only, Qt::Key_Space);
        QVERIFY(page->model()->rowCount() < all);
    }

    void statisticsAreAskedOnce()
    {
        Bench bench(QStringLiteral("table.filter"));
        QSignalSpy asked(&bench.inspector, &Inspector::statisticsRequested);
        bench.inspector.showTab(Inspector::Tab::Statistics);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), QStringLiteral("node:rows"));
        bench.inspector.showTab(Inspector::Tab::Help);
        bench.inspector.showTab(Inspector::Tab::Statistics);
        QCOMPARE(asked.size(), 1);
        const QJsonObject hour{{QStringLiteral("name"), QStringLiteral("hour")},
                               {QStringLiteral("type"), QStringLiteral("BIGINT")},
                               {QStringLiteral("missing"), 3},
                               {QStringLiteral("distinct"), 24},
                               {QStringLiteral("distinct_exact"), false},
                               {QStringLiteral("min"), 0},
                               {QStringLiteral("max"), 23},
                               {QStringLiteral("mean"), 12.5},
                               {QStringLiteral("quantiles"), QJsonObject{{QStringLiteral("0.5"), 13}}}};
        bench.inspector.setStatistics(QStringLiteral("node:rows"),
                                      {{QStringLiteral("rows"), 100}, {QStringLiteral("columns"), QJsonArray{hour}}});
        const ColumnStatistics *shown = bench.inspector.findChild<StatisticsPage *>()->details();
        QCOMPARE(shown->fact(QStringLiteral("Missing")), QStringLiteral("3 · 3.0 %"));
        QCOMPARE(shown->fact(QStringLiteral("Distinct")), QStringLiteral("~24"));
        QCOMPARE(shown->fact(QStringLiteral("Median")), QStringLiteral("13"));
        QCOMPARE(shown->fact(QStringLiteral("Mean")), QStringLiteral("12.5"));
        // An edit does not ask by itself, it offers to.
        QVERIFY(bench.document
                    .apply({SetNodeParam{QStringLiteral("node"), QStringLiteral("condition"), QStringLiteral("hour > 3")}},
                           QStringLiteral("Set"))
                    .ok());
        QCOMPARE(asked.size(), 1);
        QPushButton *update = nullptr;
        for (QPushButton *button : bench.inspector.findChild<StatisticsPage *>()->findChildren<QPushButton *>())
            if (button->isVisible())
                update = button;
        QVERIFY(update);
        QTest::mouseClick(update, Qt::LeftButton);
        QCOMPARE(asked.size(), 2);
        bench.inspector.setStatisticsFailed(QStringLiteral("node:rows"),
                                            Error(ErrorCode::Failed, QStringLiteral("No."), QStringLiteral("Try.")));
        QVERIFY(update->isVisible());
    }

    void helpOffersTheExample()
    {
        Bench bench(QStringLiteral("table.filter"));
        bench.inspector.showTab(Inspector::Tab::Help);
        auto *help = bench.inspector.findChild<HelpPage *>();
        QVERIFY(help->text()->toPlainText().contains(QStringLiteral("Condition")));
        QSignalSpy insert(&bench.inspector, &Inspector::insertExampleRequested);
        QTest::mouseClick(help->insertButton(), Qt::LeftButton);
        QCOMPARE(insert.size(), 1);
        QCOMPARE(insert.first().first().toString(), QStringLiteral("table.filter"));
    }

    void runSettings()
    {
        Bench bench(QStringLiteral("table.filter"));
        auto *settings = bench.inspector.findChild<NodeSettings *>();
        settings->fold()->setOpen(true);
        auto *timeout = qobject_cast<NumberField *>(settings->form()->field(QStringLiteral("timeout")));
        timeout->edit()->selectAll();
        QTest::keyClicks(timeout->edit(), QStringLiteral("2.5"));
        QCOMPARE(bench.document.pipeline().nodes.value(QStringLiteral("node")).policy.timeoutSeconds, 2.5);
        bench.undo();
        QCOMPARE(bench.document.pipeline().nodes.value(QStringLiteral("node")).policy.timeoutSeconds, 0.0);
        QCOMPARE(timeout->edit()->text(), QStringLiteral("0"));
        timeout->edit()->selectAll();
        QTest::keyClicks(timeout->edit(), QStringLiteral("soon"));
        QCOMPARE(timeout->edit()->text(), QStringLiteral("soon"));
        QVERIFY(!timeout->findChildren<MessageRow *>().isEmpty());
        QCOMPARE(bench.document.pipeline().nodes.value(QStringLiteral("node")).policy.timeoutSeconds, 0.0);
    }

    void severalNodesAtOnce()
    {
        Bench bench(QStringLiteral("table.filter"));
        bench.inspector.setNodes({QStringLiteral("node"), QStringLiteral("source")});
        auto *page = bench.inspector.findChild<SeveralPage *>();
        QTest::keyClick(page->box(&Node::disabled), Qt::Key_Space);
        QVERIFY(bench.document.pipeline().nodes.value(QStringLiteral("node")).disabled);
        QVERIFY(bench.document.pipeline().nodes.value(QStringLiteral("source")).disabled);
        QCOMPARE(bench.document.undoStack()->count(), 1);
        QCOMPARE(page->box(&Node::disabled)->checkState(), Qt::Checked);
        bench.undo();
        QCOMPARE(page->box(&Node::disabled)->checkState(), Qt::Unchecked);
    }

    void parametersOfThePipeline()
    {
        Bench bench(QStringLiteral("learn.xgboost_classifier"),
                    {{QStringLiteral("max_depth"), QJsonObject{{QStringLiteral("$param"), QStringLiteral("depth")}}}});
        bench.inspector.setNodes({});
        auto *page = bench.inspector.findChild<PipelinePage *>();
        auto *name = qobject_cast<TextField *>(page->form()->field(QStringLiteral("name")));
        QTest::keyClicks(name->edit(), QStringLiteral("Delays"));
        QCOMPARE(bench.document.pipeline().name, QStringLiteral("Delays"));
        auto *rows = qobject_cast<RecordsField *>(page->form()->field(QStringLiteral("parameters")));
        QCOMPARE(rows->recordCount(), 2);
        // A rename is followed by what refers to it.
        auto *first = qobject_cast<TextField *>(rows->fieldAt(0, QStringLiteral("name")));
        first->edit()->setFocus();
        first->edit()->selectAll();
        QTest::keyClicks(first->edit(), QStringLiteral("levels"));
        QVERIFY(bench.document.pipeline().parameters.contains(QStringLiteral("levels")));
        QVERIFY(!bench.document.pipeline().parameters.contains(QStringLiteral("depth")));
        QCOMPARE(bench.param("max_depth"), QJsonValue(QJsonObject{{QStringLiteral("$param"), QStringLiteral("levels")}}));
        QCOMPARE(bench.document.pipeline().parameters.size(), 2);
        // A name that is taken stays in the field with its error, and harms nobody.
        first->edit()->selectAll();
        QTest::keyClicks(first->edit(), QStringLiteral("word"));
        QCOMPARE(first->edit()->text(), QStringLiteral("word"));
        QCOMPARE(bench.document.pipeline().parameters.size(), 2);
        QVERIFY(!first->findChildren<MessageRow *>().isEmpty());
        while (bench.document.undoStack()->canUndo())
            bench.undo();
        QVERIFY(bench.document.pipeline().parameters.contains(QStringLiteral("depth")));
        QCOMPARE(bench.param("max_depth"), QJsonValue(QJsonObject{{QStringLiteral("$param"), QStringLiteral("depth")}}));
    }

    void theLiveMetricComesAndGoes()
    {
        Bench bench(QStringLiteral("learn.xgboost_classifier"));
        auto *card = bench.inspector.findChild<LiveMetricCard *>();
        QVERIFY(!card->isVisible());
        bench.inspector.setLiveMetric(QStringLiteral("train/validation/roc_auc"), {{0, 0.5}, {1, 0.6}}, 0.6);
        QVERIFY(card->isVisible());
        QVERIFY(card->accessibleName().contains(QStringLiteral("0.6000")));
        bench.inspector.setNodes({QStringLiteral("source")});
        QVERIFY(!card->isVisible());
    }

    void anUnknownOperatorIsKept()
    {
        Bench bench(QStringLiteral("future.magic"), {{QStringLiteral("x"), 1}});
        for (const auto tab : {Inspector::Tab::Schema, Inspector::Tab::Statistics, Inspector::Tab::Help, Inspector::Tab::Parameters})
            bench.inspector.showTab(tab);
        QVERIFY(!bench.form());
        QCOMPARE(bench.params(), QJsonObject({{QStringLiteral("x"), 1}}));
    }

    void aNodeThatGoesTakesItsFormAway()
    {
        Bench bench(QStringLiteral("table.filter"));
        QVERIFY(bench.document.apply({SetNode{QStringLiteral("node"), std::nullopt}}, QStringLiteral("Delete")).ok());
        QVERIFY(bench.inspector.findChild<PipelinePage *>()->isVisible());
        bench.undo();
        QVERIFY(bench.form()->isVisible());
        bench.inspector.setDocument(nullptr, nullptr, nullptr);
        QVERIFY(!bench.form() || !bench.form()->isVisible());
    }
};

HEADRACE_TEST(TestInspector)
#include "test_inspector.moc"
