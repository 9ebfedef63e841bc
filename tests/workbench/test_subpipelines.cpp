// SPDX-License-Identifier: GPL-3.0-or-later
// What is known within subpipelines: schemas, rows and statistics of nodes that are embedded or stand in a file of their own.
#include "app/workbench/results_area.h"
#include "models/forms/upstream_columns.h"
#include "models/preview/preview_model.h"
#include "tests/support/registry.h"
#include "tests/workbench/window_fixture.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/inspector/inspector.h"
#include "widgets/inspector/statistics_page.h"
#include "widgets/results/preview_panel.h"

#include <QTabBar>

using namespace headrace;
using namespace headrace::tests;

class TestSubpipelines : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> f;

    static QByteArray inner()
    {
        return "{\"headrace\": 1, \"name\": \"Inner\", \"nodes\": {\"adults\": {\"op\": \"table.filter\", \"version\": 1, \"params\": "
               "{\"condition\": \"age > 40\"}}, \"first\": {\"op\": \"table.limit\", \"version\": 1, \"inputs\": {\"rows\": "
               "\"adults:rows\"}, \"params\": {\"rows\": 10}}}, \"ports\": {\"inputs\": {\"in\": [\"adults:rows\"]}, \"outputs\": "
               "{\"out\": \"first:rows\"}}}";
    }
    static QByteArray outer(const QByteArray &body)
    {
        return "{\"headrace\": 1, \"name\": \"Outer\", \"nodes\": {\"people\": {\"op\": \"read.inline\", \"version\": 1, \"params\": "
               "{\"csv\": \"name,age\\nAda,36\\nAlan,41\\nGrace,85\\n\"}}, \"sub\": {\"op\": \"flow.subpipeline\", \"version\": 1, "
               "\"inputs\": {\"in\": \"people:rows\"}, \"params\": {\"pipeline\": "
            + body
            + "}}, \"after\": {\"op\": \"table.sort\", \"version\": 1, \"inputs\": {\"rows\": \"sub:out\"}, \"params\": {\"keys\": "
              "[{\"expression\": \"age\"}]}}}}";
    }
    PreviewModel *preview() const { return f->window->results()->preview()->model(); }
    QStringList shown() const
    {
        QStringList rows;
        for (int row = 0; row < preview()->rowCount(); ++row)
            rows << preview()->index(row, 0).data().toString();
        rows.sort();
        return rows;
    }
    static QStringList namesOf(const PortSchema &schema)
    {
        QStringList names;
        for (const ColumnInfo &column : schema.columns)
            names << column.name;
        return names;
    }
    QStringList columnsAt(const char *port) const { return namesOf(f->session()->schemas()->of(QLatin1String(port))); }
    void click(const QString &node) const
    {
        CanvasView *canvas = f->canvas();
        canvas->fit();
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->mapFromScene(canvas->scene().find(node)->rect.center()).toPoint());
        QCOMPARE(canvas->selectedNodes(), QStringList{node});
    }
    /// The statistics of the node that is chosen are looked at, and come.
    void statisticsCome() const
    {
        int answered = 0;
        const auto count = QObject::connect(f->window->inspector(), &Inspector::statisticsRequested, f->window.get(), [&] { ++answered; });
        f->window->inspector()->showTab(Inspector::Tab::Statistics);
        auto *page = f->window->findChild<StatisticsPage *>();
        QTRY_VERIFY_WITH_TIMEOUT(page->isVisible() && answered > 0, 15000);
        QTRY_VERIFY_WITH_TIMEOUT(page->hasStatistics(), 30000);
        QObject::disconnect(count);
        f->window->inspector()->showTab(Inspector::Tab::Parameters);
    }

    const QStringList m_names{QStringLiteral("name"), QStringLiteral("age")};
    const QStringList m_old{QStringLiteral("Alan"), QStringLiteral("Grace")};

private Q_SLOTS:
    void init() { f = std::make_unique<WindowFixture>(); }
    void cleanup() { f.reset(); }

    void inAFile()
    {
        f->write(QStringLiteral("inner.pipeline.json"), inner());
        f->window->openFile(f->write(QStringLiteral("outer.pipeline.json"), outer("{\"$file\": \"inner.pipeline.json\"}")));
        QTRY_COMPARE_WITH_TIMEOUT(columnsAt("sub:out"), m_names, 30000);
        QCOMPARE(columnsAt("after:rows"), m_names);
        // The node as a whole …
        click(QStringLiteral("sub"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), m_old, 30000);
        // … and what stands in its file, opened by the keyboard: with the rows that come to it here.
        f->canvas()->setFocus();
        QTest::keyClick(f->canvas(), Qt::Key_Return);
        QTRY_COMPARE(f->document()->path(), f->file(QStringLiteral("inner.pipeline.json")));
        DocumentSession *within = f->session();
        QTRY_COMPARE_WITH_TIMEOUT(columnsAt("adults:rows"), m_names, 30000);
        QCOMPARE(namesOf(columnsInto(f->document()->pipeline(), *within->schemas(), QStringLiteral("adults"), QStringLiteral("rows"))),
                 m_names);
        click(QStringLiteral("adults"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), m_old, 30000);
        statisticsCome();
        // What is edited there and not yet saved is what one sees there.
        f->setCondition(QStringLiteral("adults"), QStringLiteral("age > 50"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), QStringList{QStringLiteral("Grace")}, 30000);
        // A mistake names its node, and what stands above it stays known.
        f->setCondition(QStringLiteral("adults"), QStringLiteral("agee > 50"));
        const auto wrong = [&] {
            const QList<Diagnostic> &found = within->schemas()->diagnostics();
            return std::any_of(found.cbegin(), found.cend(), [](const Diagnostic &d) { return d.node == QLatin1String("adults"); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(wrong(), 30000);
        f->press("edit.undo");
        QTRY_VERIFY_WITH_TIMEOUT(!wrong(), 30000);
        // Without the pipeline around it, it stands for itself.
        f->window->documents()->close(f->window->documents()->find(f->file(QStringLiteral("outer.pipeline.json"))));
        QVERIFY(!within->isAround());
        QTRY_VERIFY_WITH_TIMEOUT(within->schemas()->of(QStringLiteral("adults:rows")).columns.isEmpty(), 30000);
    }

    void embedded()
    {
        f->window->openFile(f->write(QStringLiteral("outer.pipeline.json"), outer(inner())));
        QTRY_COMPARE_WITH_TIMEOUT(columnsAt("sub:out"), m_names, 30000);
        click(QStringLiteral("sub"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), m_old, 30000);
        statisticsCome();
        f->canvas()->setFocus();
        QTest::keyClick(f->canvas(), Qt::Key_Return);
        QCOMPARE(f->canvas()->prefix(), QStringLiteral("sub/"));
        click(QStringLiteral("first"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), m_old, 30000);
        statisticsCome();
        click(QStringLiteral("adults"));
        QTRY_COMPARE_WITH_TIMEOUT(preview()->port(), QStringLiteral("sub/adults:rows"), 30000);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), m_old, 30000);
        f->window->inspector()->showTab(Inspector::Tab::Schema);
        WindowFixture::shot(f->window.get(), QStringLiteral("within"));
    }
};

HEADRACE_TEST(TestSubpipelines)
#include "test_subpipelines.moc"
