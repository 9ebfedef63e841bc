// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace panel: opening, renaming, deleting with undo, dragging in and out, schemas in tooltips.
#include "widgets/workspace/workspace_panel.h"

#include "models/workspace/workspace_model.h"
#include "tests/documents/sample.h"
#include "tests/documents_window/picture.h"
#include "tests/support/registry.h"
#include "widgets/workspace/workspace_tree.h"

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QFrame>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolTip>

using namespace headrace;

class TestWorkspacePanel : public QObject
{
    Q_OBJECT

    struct Open {
        tests::Place place;
        WorkspacePanel panel;
        WorkspaceTree *tree = panel.findChild<WorkspaceTree *>();

        Open()
        {
            for (const char *folder : {"data", "models", ".hidden"})
                QDir().mkpath(place.file(QLatin1String(folder)));
            for (const char *name : {"flights.pipeline.json", "weather.pipeline.json", "README.md", "data/flights.csv",
                                     "data/airports.parquet", "models/late.ubj", "score.py"})
                tests::writeBytes(place.file(QLatin1String(name)), "{}");
            panel.resize(264, 400);
            panel.setWorkspace(place.workspace());
            panel.show();
            if (!QTest::qWaitForWindowExposed(&panel) || !QTest::qWaitFor([&] { return visible(QStringLiteral("flights.pipeline.json")); }))
                qFatal("the workspace does not show");
        }
        QModelIndex index(const QString &name) const { return static_cast<WorkspaceModel *>(tree->model())->indexOf(place.file(name)); }
        bool visible(const QString &name) const { return index(name).isValid() && tree->visualRect(index(name)).isValid(); }
        void click(const QString &name) { QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index(name)).center()); }
        QString said() const
        {
            const auto *bar = panel.findChild<QFrame *>(QStringLiteral("workspaceBar"));
            return bar->isVisible() ? bar->findChild<QLabel *>()->text() : QString();
        }
    };

private Q_SLOTS:
    void aDoubleClickAndEnterOpen()
    {
        Open open;
        QSignalSpy requested(&open.panel, &WorkspacePanel::openRequested);
        open.click(QStringLiteral("flights.pipeline.json"));
        QCOMPARE(requested.size(), 0);
        QTest::mouseDClick(open.tree->viewport(), Qt::LeftButton, {},
                           open.tree->visualRect(open.index(QStringLiteral("flights.pipeline.json"))).center());
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.last().first().toString(), open.place.file(QStringLiteral("flights.pipeline.json")));
        QTest::keyClick(open.tree, Qt::Key_Down);
        QTest::keyClick(open.tree, Qt::Key_Return);
        QCOMPARE(requested.size(), 2);
        QCOMPARE(requested.last().first().toString(), open.place.file(QStringLiteral("weather.pipeline.json")));
        QTest::qWait(50);
        open.tree->expand(open.index(QStringLiteral("data")));
        QTRY_VERIFY(open.visible(QStringLiteral("data/flights.csv")));
        open.panel.setCurrentFile(open.place.file(QStringLiteral("flights.pipeline.json")));
        open.tree->clearFocus();
        tests::picture(open.panel, QStringLiteral("workspace"));
    }

    void renamingInPlace()
    {
        Open open;
        QSignalSpy renamed(&open.panel, &WorkspacePanel::renamed);
        open.click(QStringLiteral("flights.pipeline.json"));
        QTest::keyClick(open.tree, Qt::Key_F2);
        auto *editor = open.tree->findChild<QLineEdit *>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("flights"));
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("delays"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(renamed.size(), 1);
        QVERIFY(QFile::exists(open.place.file(QStringLiteral("delays.pipeline.json"))));
        QTRY_VERIFY(open.visible(QStringLiteral("delays.pipeline.json")));
        open.click(QStringLiteral("delays.pipeline.json"));
        QTest::keyClick(open.tree, Qt::Key_F2);
        editor = open.tree->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("weather"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(open.said().contains(QStringLiteral("already")));
        QVERIFY(QFile::exists(open.place.file(QStringLiteral("delays.pipeline.json"))));
    }

    void deletingIsUndone()
    {
        Open open;
        QDir().mkpath(open.place.home() + QStringLiteral("/xdg"));
        qputenv("XDG_DATA_HOME", (open.place.home() + QStringLiteral("/xdg")).toUtf8());
        const auto unset = qScopeGuard([] { qunsetenv("XDG_DATA_HOME"); });
        QSignalSpy deleted(&open.panel, &WorkspacePanel::deleted);
        open.click(QStringLiteral("weather.pipeline.json"));
        QTest::keyClick(open.tree, Qt::Key_Delete);
        QTRY_COMPARE(deleted.size(), 1);
        QVERIFY(!QFile::exists(open.place.file(QStringLiteral("weather.pipeline.json"))));
        QVERIFY(open.said().contains(QStringLiteral("trash")));
        tests::picture(open.panel, QStringLiteral("workspace-deleted"));
        QTest::mouseClick(open.panel.findChild<QPushButton *>(QStringLiteral("undoDelete")), Qt::LeftButton);
        QTRY_VERIFY(QFile::exists(open.place.file(QStringLiteral("weather.pipeline.json"))));
        QVERIFY(open.said().isEmpty());
    }

    void theMenuAndNewPipelines()
    {
        Open open;
        QSignalSpy requested(&open.panel, &WorkspacePanel::openRequested);
        open.tree->expand(open.index(QStringLiteral("data")));
        open.click(QStringLiteral("data"));
        Q_EMIT open.tree->customContextMenuRequested(open.tree->visualRect(open.index(QStringLiteral("data"))).center());
        auto *menu = open.panel.findChild<QMenu *>(QStringLiteral("workspaceMenu"));
        QVERIFY(menu && menu->isVisible());
        QStringList texts;
        for (const QAction *action : menu->actions())
            if (!action->isSeparator())
                texts << action->text();
        QCOMPARE(texts,
                 (QStringList{QStringLiteral("Open"), QStringLiteral("New pipeline"), QStringLiteral("Rename"), QStringLiteral("Copy path"),
                              QStringLiteral("Show in file manager"), QStringLiteral("Move to trash")}));
        menu->actions().at(1)->trigger();
        menu->close();
        QTRY_COMPARE(requested.size(), 1);
        const QString made = open.place.file(QStringLiteral("data/untitled.pipeline.json"));
        QCOMPARE(requested.first().first().toString(), made);
        QVERIFY(PipelineDocument::open(made).ok());
        open.panel.newPipeline();
        QVERIFY(QFile::exists(open.place.file(QStringLiteral("data/untitled-2.pipeline.json"))));
        open.click(QStringLiteral("README.md"));
        open.panel.findChild<QAction *>(QStringLiteral("workspace.copy_path"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), open.place.file(QStringLiteral("README.md")));
    }

    void droppedFilesAreCopiedAndOwnOnesMoved()
    {
        Open open;
        const QTemporaryDir outside;
        tests::writeBytes(outside.filePath(QStringLiteral("README.md")), "theirs");
        QSignalSpy dropped(&open.panel, &WorkspacePanel::dropped);
        const auto drop = [&](const QString &path, const QString &on, QWidget *source) {
            QMimeData mime;
            mime.setUrls({QUrl::fromLocalFile(path)});
            const QPoint at = open.tree->visualRect(open.index(on)).center();
            Q_UNUSED(source)
            QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, {});
            QCoreApplication::sendEvent(open.tree->viewport(), &enter);
            QVERIFY(enter.isAccepted());
            QDragMoveEvent move(at, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, {});
            QCoreApplication::sendEvent(open.tree->viewport(), &move);
            QVERIFY(move.isAccepted());
            QDropEvent event(at, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, {});
            QCoreApplication::sendEvent(open.tree->viewport(), &event);
            QVERIFY(event.isAccepted());
            QVERIFY(event.dropAction() == Qt::CopyAction);
        };
        drop(outside.filePath(QStringLiteral("README.md")), QStringLiteral("weather.pipeline.json"), nullptr);
        QTRY_COMPARE(dropped.size(), 1);
        QCOMPARE(dropped.first().first().toStringList(), QStringList{open.place.file(QStringLiteral("README-2.md"))});
        QVERIFY(QFile::exists(outside.filePath(QStringLiteral("README.md"))));
        Q_EMIT open.tree->filesDropped({open.place.file(QStringLiteral("score.py"))}, open.place.file(QStringLiteral("models")), true);
        QTRY_VERIFY(QFile::exists(open.place.file(QStringLiteral("models/score.py"))));
        QVERIFY(!QFile::exists(open.place.file(QStringLiteral("score.py"))));
        Q_EMIT open.tree->filesDropped({open.place.file(QStringLiteral("models"))}, open.place.file(QStringLiteral("models")), true);
        QTRY_VERIFY(!open.said().isEmpty());  // not into itself
        QVERIFY(QFileInfo(open.place.file(QStringLiteral("models"))).isDir());
    }

    void dataFilesShowTheirColumns()
    {
        Open open;
        QStringList asked;
        WorkspacePanel::SchemaAnswer answer;
        open.panel.setSchemaProvider([&](const QString &path, WorkspacePanel::SchemaAnswer then) {
            asked << path;
            answer = std::move(then);
        });
        open.tree->expand(open.index(QStringLiteral("data")));
        QTRY_VERIFY(open.visible(QStringLiteral("data/flights.csv")));
        const auto hover = [&](const QString &name) {
            const QPoint at = open.tree->visualRect(open.index(name)).center();
            QHelpEvent help(QEvent::ToolTip, at, open.tree->viewport()->mapToGlobal(at));
            QCoreApplication::sendEvent(open.tree->viewport(), &help);
        };
        hover(QStringLiteral("data/flights.csv"));
        QVERIFY(QToolTip::text().contains(QStringLiteral("reading columns")));
        QCOMPARE(asked, QStringList{open.place.file(QStringLiteral("data/flights.csv"))});
        FileSchema schema;
        schema.rows = 3'000'000;
        schema.columns = {{QStringLiteral("delay"), QStringLiteral("INTEGER"), {}}, {QStringLiteral("<b>"), QStringLiteral("VARCHAR"), {}}};
        answer(schema);
        QVERIFY(QToolTip::text().contains(QStringLiteral("delay")));
        QVERIFY(QToolTip::text().contains(QStringLiteral("&lt;b&gt;")));
        hover(QStringLiteral("data/flights.csv"));
        QCOMPARE(asked.size(), 1);  // remembered
        QVERIFY(QToolTip::text().contains(QStringLiteral("2 columns")) || QToolTip::text().contains(QStringLiteral("column")));
        tests::writeBytes(open.place.file(QStringLiteral("data/flights.csv")), "a,b\n1,2\n");
        hover(QStringLiteral("data/flights.csv"));
        QCOMPARE(asked.size(), 2);  // another content
        hover(QStringLiteral("README.md"));
        hover(QStringLiteral("flights.pipeline.json"));
        QCOMPARE(asked.size(), 2);
    }

    void withoutAWorkspaceOneIsOffered()
    {
        WorkspacePanel panel;
        panel.resize(264, 300);
        panel.show();
        QSignalSpy open(&panel, &WorkspacePanel::openFolderRequested);
        QTest::mouseClick(panel.findChild<QPushButton *>(QStringLiteral("openWorkspace")), Qt::LeftButton);
        QCOMPARE(open.size(), 1);
        tests::picture(panel, QStringLiteral("workspace-none"));
    }
};

HEADRACE_TEST(TestWorkspacePanel)
#include "test_workspace_panel.moc"
