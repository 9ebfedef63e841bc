// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a person uses it: open, compose, run, look at rows and runs, undo, close.
#include "app/workbench/compose_perspective.h"
#include "app/workbench/main_window.h"
#include "app/workbench/message_bar.h"
#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/format.h"
#include "models/settings/settings.h"
#include "tests/support/registry.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/command/command_palette.h"
#include "widgets/inspector/inspector.h"
#include "widgets/palette/operator_palette.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

#include <memory>

using namespace headrace;

namespace {

const char *const kPipeline
    = "{\"headrace\": 1, \"name\": \"People\", \"nodes\": {"
      "\"people\": {\"op\": \"read.inline\", \"version\": 1, \"params\": {\"csv\": \"name,age\\nAda,36\\nAlan,41\\nGrace,85\\n\"}},"
      "\"old\": {\"op\": \"table.filter\", \"version\": 1, \"inputs\": {\"rows\": \"people:rows\"}, \"params\": {\"condition\": \"age > "
      "40\"}}}}";

}  // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    QString file(const QString &name) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    }
    DocumentSession *session() const { return m_window->compose()->current(); }
    QAction *action(const char *id) const { return m_window->actions()->find(QLatin1String(id)); }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *each : m_window->findChildren<QPushButton *>())
            if (each->isVisible() && each->text().trimmed() == text)
                return each;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("HEADRACE_HOME", m_folder->filePath(QStringLiteral("home")).toUtf8());
        m_settings = std::make_unique<Settings>(file(QStringLiteral("settings.ini")));
        m_window = std::make_unique<MainWindow>(embeddedCatalog(), m_settings.get());
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        write(QStringLiteral("people.pipeline.json"), kPipeline);
    }
    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
        m_folder.reset();
    }

    void opensRunsAndShowsTheRun()
    {
        m_window->openFile(file(QStringLiteral("people.pipeline.json")));
        QVERIFY(session());
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(session()->states()->of(QStringLiteral("old")).status == NodeStatus::Done, 60000);
        QTRY_COMPARE(session()->states()->of(QStringLiteral("old")).rows.value(QStringLiteral("rows")), 2);
        QTRY_VERIFY(!session()->run()->isRunning());
        QVERIFY(!action("run.cancel")->isEnabled());
        action("view.runs")->trigger();
        auto *table = m_window->findChild<QTableView *>(QStringLiteral("runTable"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, 20000);
    }

    void aBrokenFileIsSaidAndNothingOpens()
    {
        write(QStringLiteral("broken.pipeline.json"), "{\"headrace\": 1, \"nodes\": {");
        m_window->openFile(file(QStringLiteral("broken.pipeline.json")));
        QVERIFY(!session());
        QVERIFY(m_window->messages()->isVisible());
        m_window->openFile(file(QStringLiteral("missing.pipeline.json")));
        QVERIFY(m_window->messages()->isVisible());
    }

    void composesByTheKeyboardAndUndoesAll()
    {
        action("file.new")->trigger();
        QVERIFY(session());
        const Pipeline empty = session()->document()->pipeline();
        auto *search = m_window->compose()->operators()->findChild<QLineEdit *>();
        for (const char *word : {"Inline", "Filter", "Limit"}) {
            action("view.operators")->trigger();
            QTest::keyClicks(search, QLatin1String(word));
            QTest::keyClick(search, Qt::Key_Return);
        }
        const Pipeline made = session()->document()->pipeline();
        QCOMPARE(made.nodes.size(), 3);
        QCOMPARE(made.edges().size(), 2);  // each beside the one before, connected
        QVERIFY(session()->document()->isModified());
        while (action("edit.undo")->isEnabled())
            action("edit.undo")->trigger();
        QCOMPARE(writePipeline(session()->document()->pipeline()), writePipeline(empty));
        while (action("edit.redo")->isEnabled())
            action("edit.redo")->trigger();
        QCOMPARE(writePipeline(session()->document()->pipeline()), writePipeline(made));
    }

    void aClosedTabAsksForItsChanges()
    {
        const QString path = file(QStringLiteral("people.pipeline.json"));
        m_window->openFile(path);
        QVERIFY(session()
                    ->document()
                    ->apply({SetNodeParam{QStringLiteral("old"), QStringLiteral("condition"), QStringLiteral("age > 50")}},
                            QStringLiteral("Change"))
                    .ok());
        action("file.close")->trigger();
        QVERIFY(session());  // still there
        QTRY_VERIFY(button(QStringLiteral("Save and close")));
        QPushButton *saveAndClose = button(QStringLiteral("Save and close"));
        QTest::mouseClick(saveAndClose, Qt::LeftButton);
        QVERIFY(!session());
        QVERIFY(readPipelineFile(path)->pipeline.nodes.value(QStringLiteral("old")).params.value(QStringLiteral("condition")).toString()
                == QLatin1String("age > 50"));
    }

    void selectionAndPaletteAgree()
    {
        m_window->openFile(file(QStringLiteral("people.pipeline.json")));
        action("view.palette")->trigger();
        auto *palette = m_window->findChild<CommandPalette *>();
        QVERIFY(palette->isVisible());
        QTest::keyClicks(palette->findChild<QLineEdit *>(), QStringLiteral("old"));
        QTest::keyClick(palette->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE(m_window->compose()->currentCanvas()->selectedNodes(), QStringList{QStringLiteral("old")});
        QCOMPARE(m_window->inspector()->nodes(), QStringList{QStringLiteral("old")});
    }

    void splitShowsTheSameDocumentTwice()
    {
        m_window->openFile(file(QStringLiteral("people.pipeline.json")));
        action("view.split")->trigger();
        QVERIFY(m_window->compose()->isSplit());
        QCOMPARE(m_window->findChildren<CanvasView *>().size(), 2);
        action("view.split")->trigger();
        QVERIFY(!m_window->compose()->isSplit());
        QCOMPARE(m_window->findChildren<CanvasView *>().size(), 1);
        QVERIFY(session());
    }

    void everyActionCanBeReached()
    {
        m_window->openFile(file(QStringLiteral("people.pipeline.json")));
        QMap<QString, QString> taken;
        for (const QAction *each : m_window->actions()->actions()) {
            QVERIFY2(!each->text().isEmpty(), qPrintable(each->objectName()));
            QVERIFY2(!m_window->actions()->groupOf(each).isEmpty(), qPrintable(each->objectName()));
            for (const QKeySequence &keys : each->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(!taken.contains(text) || taken.value(text) == each->objectName(),
                         qPrintable(text + QStringLiteral(": ") + taken.value(text) + QStringLiteral(" and ") + each->objectName()));
                taken.insert(text, each->objectName());
            }
        }
        QVERIFY(taken.size() > 20);
    }

    void everyControlHasAName()
    {
        m_window->openFile(file(QStringLiteral("people.pipeline.json")));
        QStringList nameless;
        for (const QWidget *each : m_window->findChildren<QWidget *>()) {
            const bool control = qobject_cast<const QAbstractButton *>(each) || qobject_cast<const QLineEdit *>(each)
                || qobject_cast<const QAbstractItemView *>(each);
            // The icon within a field is part of the field.
            if (!control || !each->isVisible() || each->inherits("QLineEditIconButton"))
                continue;
            const auto *asButton = qobject_cast<const QAbstractButton *>(each);
            if (each->accessibleName().isEmpty() && !(asButton && !asButton->text().trimmed().isEmpty()))
                nameless << QLatin1String(each->metaObject()->className()) + QLatin1Char(' ') + each->objectName();
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }
};

HEADRACE_TEST(TestMainWindow)
#include "test_main_window.moc"
