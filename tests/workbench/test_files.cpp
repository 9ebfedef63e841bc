// SPDX-License-Identifier: GPL-3.0-or-later
// Open documents and their files: renamed and deleted in the workspace panel, changed by others before a save; the cache's size.
#include "engine/base/content_cache.h"
#include "engine/base/paths.h"
#include "engine/pipeline/format.h"
#include "models/document/backups.h"
#include "models/workspace/workspace_model.h"
#include "tests/support/registry.h"
#include "tests/workbench/window_fixture.h"

#include <QDir>
#include <QLineEdit>
#include <QScopeGuard>
#include <QTabBar>
#include <QTreeView>

using namespace headrace;
using namespace headrace::tests;

class TestFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> f;
    QString path;

    QTreeView *tree() const { return f->window->findChild<QTreeView *>(QStringLiteral("workspaceTree")); }
    QModelIndex rowOf(const QString &name) const
    {
        return static_cast<WorkspaceModel *>(tree()->model())->indexOf(f->file(QStringLiteral("ws/") + name));
    }
    void choose(const QString &name) const
    {
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(name).isValid() && tree()->visualRect(rowOf(name)).isValid(), 10000);
        tree()->scrollTo(rowOf(name));
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(rowOf(name)).center());
        QTRY_COMPARE(tree()->currentIndex(), rowOf(name));
    }
    void rename(const QString &from, const QString &to) const
    {
        choose(from);
        QTest::keyClick(tree(), Qt::Key_F2);
        QLineEdit *editor = nullptr;
        QTRY_VERIFY((editor = tree()->findChild<QLineEdit *>()));
        editor->selectAll();
        QTest::keyClicks(editor, to);
        QTest::keyClick(editor, Qt::Key_Return);
    }
    QString conditionIn(const QString &file) const
    {
        const auto read = readPipelineFile(file);
        return read ? read->pipeline.nodes.value(QStringLiteral("old")).params.value(QStringLiteral("condition")).toString()
                    : QStringLiteral("?");
    }

private Q_SLOTS:
    void init()
    {
        f = std::make_unique<WindowFixture>();
        QDir(f->folder.path()).mkpath(QStringLiteral("ws/.headrace"));
        QDir(f->folder.path()).mkpath(QStringLiteral("ws/sub"));
        path = f->write(QStringLiteral("ws/people.pipeline.json"), kPeople);
        f->write(QStringLiteral("ws/sub/inner.pipeline.json"), kPeople);
    }
    void cleanup() { f.reset(); }

    void aRenamedFileIsFollowed()
    {
        f->window->openFile(path);
        QVERIFY(f->document()->save().ok());
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 50"));
        QTRY_VERIFY(!Backups::of(path).isEmpty());
        QTest::qWait(500);  // the tree has read the folder anew: the save put another file in the place of the first
        rename(QStringLiteral("people.pipeline.json"), QStringLiteral("persons"));
        const QString now = f->file(QStringLiteral("ws/persons.pipeline.json"));
        QTRY_COMPARE(f->document()->path(), now);
        QVERIFY(f->document()->isModified());
        QVERIFY(!QFile::exists(path));
        QCOMPARE(f->window->findChild<QTabBar *>(QStringLiteral("documentTabs"))->tabText(0).section(QLatin1Char(' '), 0, 0),
                 QStringLiteral("persons.pipeline"));
        QCOMPARE(f->window->windowFilePath(), now);
        QTest::qWait(400);  // the watcher has seen all it will see
        QVERIFY2(f->message().isEmpty(), qPrintable(f->message()));
        f->press("file.save");
        QCOMPARE(conditionIn(now), QStringLiteral("age > 50"));
        QVERIFY(!QFile::exists(path));
        QTRY_VERIFY(Backups::of(now).size() >= 2);  // the earlier versions came along
        QVERIFY(f->settings->recentFiles().contains(now) && !f->settings->recentFiles().contains(path));
    }

    void aRenamedFolderTakesItsFilesAlong()
    {
        f->window->openFile(path);
        f->window->openFile(f->file(QStringLiteral("ws/sub/inner.pipeline.json")));
        rename(QStringLiteral("sub"), QStringLiteral("below"));
        QTRY_COMPARE(f->document()->path(), f->file(QStringLiteral("ws/below/inner.pipeline.json")));
        QCOMPARE(f->window->documents()->all().first()->document()->path(), path);
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 51"));
        f->press("file.save");
        QCOMPARE(conditionIn(f->file(QStringLiteral("ws/below/inner.pipeline.json"))), QStringLiteral("age > 51"));
    }

    void aDeletedFileLeavesItsDocument()
    {
        QDir(f->folder.path()).mkpath(QStringLiteral("home/xdg"));
        qputenv("XDG_DATA_HOME", f->file(QStringLiteral("home/xdg")).toUtf8());
        const auto unset = qScopeGuard([] { qunsetenv("XDG_DATA_HOME"); });
        f->window->openFile(path);
        choose(QStringLiteral("people.pipeline.json"));
        QTest::keyClick(tree(), Qt::Key_Delete);
        QTRY_VERIFY2(f->message().contains(QStringLiteral("is gone")), qPrintable(f->message()));
        QVERIFY(!QFile::exists(path));
        QVERIFY(f->session() && f->document()->isModified());  // it is nowhere else now: closing asks
        // Taken back out of the trash it is the saved state again.
        f->clickButton(QStringLiteral("Undo"));
        QTRY_VERIFY_WITH_TIMEOUT(!f->document()->isModified(), 15000);
        QTRY_VERIFY(f->message().isEmpty());
        choose(QStringLiteral("people.pipeline.json"));
        QTest::keyClick(tree(), Qt::Key_Delete);
        QTRY_VERIFY(f->button(QStringLiteral("Save it again")));
        f->clickButton(QStringLiteral("Save it again"));
        QTRY_VERIFY(QFile::exists(path));
        QVERIFY(!f->document()->isModified());
        QCOMPARE(conditionIn(path), QStringLiteral("age > 40"));
    }

    void aSaveNeverWritesOverAnothersChange()
    {
        f->window->openFile(path);
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 50"));
        f->write(QStringLiteral("ws/people.pipeline.json"), QByteArray(kPeople).replace("age > 40", "age > 60"));
        f->press("file.save");  // before anything could notice
        QCOMPARE(conditionIn(path), QStringLiteral("age > 60"));
        QTRY_VERIFY2(f->message().contains(QStringLiteral("Nothing is saved yet")), qPrintable(f->message()));
        f->press("file.save");  // once more: asked again, not written
        QTest::qWait(300);
        QCOMPARE(conditionIn(path), QStringLiteral("age > 60"));
        QTRY_VERIFY(f->button(QStringLiteral("Save mine over it")) && f->button(QStringLiteral("Compare")));
        f->clickButton(QStringLiteral("Save mine over it"));
        QTRY_COMPARE(conditionIn(path), QStringLiteral("age > 50"));
        QVERIFY(!f->document()->isModified());
    }

    void theirsCanBeTakenInstead()
    {
        f->window->openFile(path);
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 50"));
        f->write(QStringLiteral("ws/people.pipeline.json"), QByteArray(kPeople).replace("age > 40", "age > 60"));
        f->press("file.save");
        QTRY_VERIFY(f->button(QStringLiteral("Take theirs")));
        f->clickButton(QStringLiteral("Take theirs"));
        QCOMPARE(f->document()->pipeline().nodes.value(QStringLiteral("old")).params.value(QStringLiteral("condition")).toString(),
                 QStringLiteral("age > 60"));
        QCOMPARE(conditionIn(path), QStringLiteral("age > 60"));
        f->press("edit.undo");
        QCOMPARE(f->document()->pipeline().nodes.value(QStringLiteral("old")).params.value(QStringLiteral("condition")).toString(),
                 QStringLiteral("age > 50"));
    }

    void changesOfDifferentThingsAreJoinedAndSaved()
    {
        f->window->openFile(path);
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 50"));
        f->write(QStringLiteral("ws/people.pipeline.json"), QByteArray(kPeople).replace("Ada,36", "Eva,36"));
        f->press("file.save");
        QTRY_COMPARE(conditionIn(path), QStringLiteral("age > 50"));
        const auto saved = readPipelineFile(path);
        QVERIFY(saved->pipeline.nodes.value(QStringLiteral("people"))
                    .params.value(QStringLiteral("csv"))
                    .toString()
                    .contains(QStringLiteral("Eva")));
        QTRY_VERIFY(!f->document()->isModified());
        QVERIFY(f->message().contains(QStringLiteral("joined")));
    }

    void whatIsNoPipelineIsNotWrittenOverEither()
    {
        f->window->openFile(path);
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 50"));
        f->write(QStringLiteral("ws/people.pipeline.json"), "<<<<<<< ours\n");
        f->press("file.save");
        QTRY_VERIFY2(f->message().contains(QStringLiteral("holds no pipeline now")), qPrintable(f->message()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().startsWith("<<<<<<<"));
        f->clickButton(QStringLiteral("Save mine over it"));
        QTRY_COMPARE(conditionIn(path), QStringLiteral("age > 50"));
    }

    void theCacheIsKeptToItsSize_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("by the disk") << qint64(0);
        QTest::newRow("one byte") << qint64(1);
    }

    void theCacheIsKeptToItsSize()
    {
        QFETCH(qint64, bytes);
        f->settings->setCacheBytes(bytes);
        f->window->openFile(path);
        f->press("run.all");
        QTRY_VERIFY_WITH_TIMEOUT(f->session()->run()->lastOutcome() && !f->session()->run()->isRunning(), 60000);
        QCOMPARE(f->session()->run()->lastOutcome()->status, QStringLiteral("done"));
        const auto held = [] { return ContentCache(StorePaths::ofUser().cache).totalBytes(); };
        if (bytes == 0)
            QTRY_VERIFY(held() > 0);
        else
            QTRY_COMPARE(held(), qint64(0));
    }
};

HEADRACE_TEST(TestFiles)
#include "test_files.moc"
