// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing in the window: with the saved version, git HEAD, a backup, another pipeline, a change from outside; and what is said
// where there is nothing to compare with.
#include "models/document/backups.h"
#include "tests/support/registry.h"
#include "tests/workbench/window_fixture.h"
#include "widgets/diff/compare_dialog.h"
#include "widgets/diff/diff_view.h"

#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QStandardItemModel>
#include <QTimer>
#include <QTreeView>

using namespace headrace;
using namespace headrace::tests;

class TestComparisons : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> f;

    CompareDialog *comparison() const
    {
        for (auto *dialog : f->window->findChildren<CompareDialog *>())
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    }
    /// What the table says, a row a line.
    QStringList rows() const
    {
        QStringList list;
        if (const CompareDialog *dialog = comparison())
            for (int row = 0; row < dialog->view()->model()->rowCount(); ++row) {
                QStringList cells;
                for (int column = 0; column < 4; ++column)
                    cells << dialog->view()->model()->item(row, column)->text();
                list << cells.join(QStringLiteral(" | "));
            }
        return list;
    }
    void git(const QStringList &arguments) const
    {
        QProcess process;
        process.start(QStringLiteral("git"),
                      QStringList{QStringLiteral("-C"), f->folder.path(), QStringLiteral("-c"), QStringLiteral("user.name=Ada"),
                                  QStringLiteral("-c"), QStringLiteral("user.email=ada@example.org")}
                          + arguments);
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

private Q_SLOTS:
    void init()
    {
        f = std::make_unique<WindowFixture>();
        f->window->openFile(f->write(QStringLiteral("people.pipeline.json"), kPeople));
        QVERIFY(f->session());
    }
    void cleanup() { f.reset(); }

    void withTheSavedVersionAndOnWhileEditing()
    {
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 50"));
        f->press("compare.saved");
        QTRY_VERIFY(comparison());
        QCOMPARE(rows(), QStringList{QStringLiteral("Filter rows | params.condition | age > 40 | age > 50")});
        // Further edits are followed.
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 60"));
        QTRY_COMPARE(rows(), QStringList{QStringLiteral("Filter rows | params.condition | age > 40 | age > 60")});
        QVERIFY(f->document()->apply({SetNode{QStringLiteral("old"), std::nullopt}}, QStringLiteral("Delete")).ok());
        QTRY_VERIFY(rows().value(0).startsWith(QStringLiteral("Filter rows | removed")));
        WindowFixture::shot(comparison(), QStringLiteral("comparison"));
        f->document()->undoStack()->undo();
        QTRY_VERIFY(rows().value(0).contains(QStringLiteral("age > 60")));

        // A row shows its node, here and in the pipeline itself.
        CompareDialog *dialog = comparison();
        QTreeView *table = dialog->view()->table();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(dialog->view()->model()->index(0, 1)).center());
        QCOMPARE(dialog->view()->canvas()->selectedNodes(), QStringList{QStringLiteral("old")});
        auto *show = dialog->findChild<QPushButton *>(QStringLiteral("showInPipeline"));
        QVERIFY(show->isVisible() && show->isEnabled());
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(f->canvas()->selectedNodes(), QStringList{QStringLiteral("old")});
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!comparison());
    }

    void aNodeOnTheCanvasShowsItsRow()
    {
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 50"));
        QVERIFY(f->document()
                    ->apply({SetNodeParam{QStringLiteral("people"), QStringLiteral("csv"), QStringLiteral("name,age\nAda,36\n")}},
                            QStringLiteral("Change"))
                    .ok());
        f->press("compare.saved");
        QTRY_COMPARE(rows().size(), 2);
        DiffView *view = comparison()->view();
        CanvasView *canvas = view->canvas();
        for (const char *id : {"people", "old"}) {
            const QString node = QLatin1String(id);
            canvas->fit();
            QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->mapFromScene(canvas->scene().find(node)->rect.center()).toPoint());
            QCOMPARE(view->currentNode(), node);
        }
        // By the keyboard alone: up and down in the table.
        view->table()->setFocus();
        QTest::keyClick(view->table(), Qt::Key_Home);
        const QString first = view->currentNode();
        QTest::keyClick(view->table(), Qt::Key_Down);
        QVERIFY(view->currentNode() != first);
        QCOMPARE(canvas->selectedNodes(), QStringList{view->currentNode()});
        QTest::keyClick(view->table(), Qt::Key_Return);
        QCOMPARE(f->canvas()->selectedNodes(), QStringList{view->currentNode()});
    }

    void withGitHeadOrWhyNot()
    {
        f->press("compare.head");
        QTRY_VERIFY2(f->message().contains(QStringLiteral("is in no git repository")), qPrintable(f->message()));
        QVERIFY(!comparison());
        git({QStringLiteral("init"), QStringLiteral("-q")});
        f->press("compare.head");
        QTRY_VERIFY2(f->message().contains(QStringLiteral("has no commit yet")), qPrintable(f->message()));
        f->write(QStringLiteral("readme"), "x");
        git({QStringLiteral("add"), QStringLiteral("readme")});
        git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("one")});
        f->press("compare.head");
        QTRY_VERIFY2(f->message().contains(QStringLiteral("is not in the last commit")), qPrintable(f->message()));
        git({QStringLiteral("add"), QStringLiteral("people.pipeline.json")});
        git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("two")});
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 70"));
        QVERIFY(f->document()->save().ok());
        f->press("compare.head");
        QTRY_VERIFY(comparison());
        QCOMPARE(rows(), QStringList{QStringLiteral("Filter rows | params.condition | age > 40 | age > 70")});
        QVERIFY(comparison()->windowTitle().contains(QStringLiteral("HEAD (")));
        QVERIFY(f->message().isEmpty());
    }

    void withoutGit()
    {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", f->folder.path().toUtf8());
        f->press("compare.head");
        QTRY_VERIFY2(f->message().contains(QStringLiteral("git was not found")), qPrintable(f->message()));
        qputenv("PATH", path);
    }

    void aSlowGitDoesNotStopTheWindow()
    {
        f->write(QStringLiteral("git"), "#!/bin/sh\nsleep 1\necho fatal: not a git repository >&2\nexit 128\n");
        QVERIFY(QFile::setPermissions(f->file(QStringLiteral("git")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", f->folder.path().toUtf8() + ':' + path);
        qint64 longest = 0;
        QElapsedTimer sinceTick;
        QTimer ticks;
        connect(&ticks, &QTimer::timeout, this, [&] { longest = std::max(longest, sinceTick.restart()); });
        sinceTick.start();
        ticks.start(10);
        f->press("compare.head");
        QTRY_VERIFY(f->message().contains(QStringLiteral("is in no git repository")));
        qputenv("PATH", path);
        QVERIFY2(longest < 700, qPrintable(QString::number(longest)));
    }

    void withABackup()
    {
        QVERIFY(f->document()->save().ok());
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 45"));
        QVERIFY(f->document()->save().ok());
        QTRY_VERIFY(Backups::of(f->document()->path()).size() >= 2);
        QTest::qWait(200);
        f->press("compare.backup");
        QPushButton *compare = nullptr;
        QTRY_VERIFY((compare = f->button(QStringLiteral("Compare"))) && compare->isEnabled());
        auto *list = f->window->findChild<QListWidget *>(QStringLiteral("versionsList"));
        QTRY_VERIFY(list->count() >= 2);
        QTest::keyClick(list, Qt::Key_End);
        QTest::mouseClick(compare, Qt::LeftButton);
        QTRY_VERIFY(comparison());
        QCOMPARE(rows(), QStringList{QStringLiteral("Filter rows | params.condition | age > 40 | age > 45")});
    }

    void withAnotherPipeline()
    {
        f->write(QStringLiteral("other.pipeline.json"), QByteArray(kPeople).replace("age > 40", "age > 18"));
        f->write(QStringLiteral("broken.pipeline.json"), "{");
        for (const QString &name : {QStringLiteral("broken.pipeline.json"), QStringLiteral("other.pipeline.json")}) {
            f->action("compare.pipeline")->trigger();
            QFileDialog *dialog = nullptr;
            QTRY_VERIFY((dialog = f->window->findChild<QFileDialog *>(QStringLiteral("compareFile"))));
            auto *field = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
            QTest::keyClicks(field, name);
            QTest::keyClick(field, Qt::Key_Return);
            QTRY_VERIFY(!f->window->findChild<QFileDialog *>(QStringLiteral("compareFile")));
            if (name.startsWith(QLatin1String("broken")))
                QTRY_VERIFY(!f->message().isEmpty());
        }
        QTRY_VERIFY(comparison());
        QCOMPARE(rows(), QStringList{QStringLiteral("Filter rows | params.condition | age > 18 | age > 40")});
        QVERIFY(f->message().isEmpty());
    }

    void withAChangeFromOutside()
    {
        // What was taken unasked can be looked at …
        f->write(QStringLiteral("people.pipeline.json"), QByteArray(kPeople).replace("age > 40", "age > 20"));
        QPushButton *compare = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((compare = f->button(QStringLiteral("Compare"))), 15000);
        QTest::mouseClick(compare, Qt::LeftButton);
        QTRY_COMPARE(rows(), QStringList{QStringLiteral("Filter rows | params.condition | age > 40 | age > 20")});
        comparison()->close();
        QTRY_VERIFY(!comparison());
        // … and so can what is asked about: the question stands on.
        f->setCondition(QStringLiteral("old"), QStringLiteral("age > 30"));
        f->write(QStringLiteral("people.pipeline.json"), QByteArray(kPeople).replace("age > 40", "age > 99"));
        QTRY_VERIFY_WITH_TIMEOUT(f->button(QStringLiteral("Take theirs")), 15000);
        f->clickButton(QStringLiteral("Compare"));
        QTRY_COMPARE(rows(), QStringList{QStringLiteral("Filter rows | params.condition | age > 30 | age > 99")});
        QVERIFY(f->button(QStringLiteral("Take theirs")) && f->button(QStringLiteral("Keep mine")));
        f->clickButton(QStringLiteral("Take theirs"));
        QVERIFY(!f->document()->isModified());
    }

    void closesWithItsDocument()
    {
        f->press("compare.saved");
        QTRY_VERIFY(comparison());
        QVERIFY(rows().isEmpty());  // nothing differs: no table of nothing
        QVERIFY(!comparison()->view()->table()->isVisible());
        f->action("file.close")->trigger();
        QTRY_VERIFY(!comparison());
    }
};

HEADRACE_TEST(TestComparisons)
#include "test_comparisons.moc"
