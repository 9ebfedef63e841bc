// SPDX-License-Identifier: GPL-3.0-or-later
// The Runs perspective by mouse and keyboard over a real store: filter, mistakes, eye, comparison, the run's page.
#include "tests/record/sample.h"
#include "tests/support/registry.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/runs/runs_perspective.h"

#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTextBrowser>

using namespace headrace;

class TestRunsPerspective : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_database;

private Q_SLOTS:
    void initTestCase()
    {
        m_database = m_folder.filePath(QStringLiteral("headrace.sqlite"));
        auto store = record::Store::open(m_database);
        VERIFY_OK(store);
        for (int i = 0; i < 12; ++i) {
            record::NewRun run = tests::sampleRun(1'700'000'000'000 + i * 60000);
            run.name = QStringLiteral("run-%1").arg(i);
            run.params = {{QStringLiteral("depth"), QString::number(i)}};
            const auto begun = store->begin(run);
            VERIFY_OK(begun);
            auto writer = store->writer(begun->row);
            VERIFY_OK(writer);
            for (int step = 0; step < 50; ++step)
                writer->metric({QStringLiteral("trees/train/logloss"), step, run.startMs + step * 100, 1.0 / (1 + step + i)});
            writer->metric({QStringLiteral("evaluate/test/roc_auc"), 0, run.startMs, 0.7 + i / 100.0});
            VERIFY_OK(writer->flush());
        }
    }

    void workedByHand()
    {
        StoreThread store(m_database);
        RunsPerspective view(&store);
        view.resize(1200, 800);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        auto *table = view.findChild<QTableView *>(QStringLiteral("runTable"));
        auto *filter = view.findChild<QPlainTextEdit *>(QStringLiteral("runFilter"));
        QTRY_COMPARE(table->model()->rowCount(), 12);
        QTRY_VERIFY(view.model()->columns().contains(RunColumn{RunColumn::Metric, QStringLiteral("evaluate/test/roc_auc")}));

        // A mistake is said; the table stays.
        QTest::keyClicks(filter, QStringLiteral("params.depth > "));
        QTest::keyClick(filter, Qt::Key_Return);
        const auto isSaid = [&view](QLatin1String words) {
            const QList<QLabel *> labels = view.findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(),
                               [words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
        };
        QTRY_VERIFY(isSaid(QLatin1String("value is missing")));
        QCOMPARE(table->model()->rowCount(), 12);
        QTest::keyClicks(filter, QStringLiteral("9"));
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QTRY_COMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("run-11"));

        // The eye draws curves.
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 0)).center());
        QTRY_COMPARE(view.findChildren<CurveChart *>().size(), 1);
        const QString csv = m_folder.filePath(QStringLiteral("curve.csv"));
        QVERIFY(view.findChild<CurveChart *>()->exportTo(csv));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 51);
        for (const char *ending : {"png", "svg", "pdf"}) {
            const QString path = m_folder.filePath(QStringLiteral("curve.") + QLatin1String(ending));
            QVERIFY(view.findChild<CurveChart *>()->exportTo(path));
            QVERIFY(QFile(path).size() > 1000);
        }

        // One selected run has its page, two are compared.
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 1)).center());
        QTRY_VERIFY(view.findChild<QTextBrowser *>()->toPlainText().contains(QLatin1String("evaluate/test/roc_auc")));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ControlModifier, table->visualRect(table->model()->index(1, 1)).center());
        auto *tabs = view.findChild<QTabBar *>();
        QTRY_COMPARE(tabs->tabText(1), QStringLiteral("Compare 2"));
    }
};

HEADRACE_TEST(TestRunsPerspective)
#include "test_runs_perspective.moc"
