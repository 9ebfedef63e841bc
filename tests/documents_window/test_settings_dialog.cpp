// SPDX-License-Identifier: GPL-3.0-or-later
// The settings as one changes them: at once, kept, by keyboard too.
#include "widgets/settings/settings_dialog.h"

#include "models/settings/python_check.h"
#include "models/settings/settings.h"
#include "tests/documents/sample.h"
#include "tests/documents_window/picture.h"
#include "tests/support/registry.h"
#include "widgets/actions/action_registry.h"
#include "widgets/settings/follow_settings.h"
#include "widgets/settings/shortcuts_model.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDoubleSpinBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTreeView>

using namespace headrace;

class TestSettingsDialog : public QObject
{
    Q_OBJECT

    struct Open {
        tests::Place place;
        Settings settings;
        QObject owner;
        ActionRegistry actions;
        std::unique_ptr<SettingsDialog> dialog;

        Open()
        {
            actions.add(&owner,
                        {QStringLiteral("edit.undo"),
                         QStringLiteral("Undo"),
                         QStringLiteral("Edit"),
                         QStringLiteral("undo-2"),
                         {QKeySequence(QStringLiteral("Ctrl+Z"))}});
            actions.add(&owner,
                        {QStringLiteral("run.all"),
                         QStringLiteral("Run"),
                         QStringLiteral("Run"),
                         QStringLiteral("play"),
                         {QKeySequence(QStringLiteral("F5"))}});
            actions.add(&owner, {QStringLiteral("view.fit"), QStringLiteral("Fit into the view"), QStringLiteral("View"), {}, {}});
            followSettings(&settings, Theme::of(qApp), &actions);
            dialog = std::make_unique<SettingsDialog>(&settings, &actions);
            dialog->open();
            if (!QTest::qWaitForWindowExposed(dialog.get()))
                qFatal("the dialog does not show");
        }
        template <class Widget> Widget *find(const char *name) const { return dialog->findChild<Widget *>(QLatin1String(name)); }
    };

private Q_SLOTS:
    void cleanup()
    {
        Theme::of(qApp)->setChoice(ThemeChoice::Light);
        Theme::of(qApp)->setFontPixels(13);
    }

    void themeAndSizeTakeEffectAtOnce()
    {
        Open open;
        QTest::mouseClick(open.find<QPushButton>("themeDark"), Qt::LeftButton);
        QVERIFY(Theme::tokens().dark);
        QVERIFY(open.settings.theme() == ThemePreference::Dark);
        QTest::mouseClick(open.find<QPushButton>("themeLight"), Qt::LeftButton);
        QVERIFY(!Theme::tokens().dark);
        auto *size = open.find<QSpinBox>("fontPixels");
        size->setFocus();
        size->selectAll();
        QTest::keyClicks(size, QStringLiteral("16"));
        QTest::keyClick(size, Qt::Key_Return);
        QCOMPARE(Theme::of(qApp)->fontPixels(), 16);
        QCOMPARE(open.settings.fontPixels(), 16);
        QVERIFY(open.dialog->isVisible());  // Return is the field's
    }

    void everyPageIsReachedByKeyboard()
    {
        Open open;
        auto *pages = open.find<QListWidget>("settingsPages");
        pages->setFocus();
        const QList<const char *> first{"themeSystem", "pythonPath", "memory", "shortcutSearch"};
        for (int page = 0; page < 4; ++page) {
            QCOMPARE(pages->currentRow(), page);
            QSet<QString> reached;
            for (int i = 0; i < 40; ++i) {
                QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : open.dialog.get(), Qt::Key_Tab);
                if (const QWidget *focus = QApplication::focusWidget()) {
                    reached.insert(focus->objectName());
                    if (focus->parentWidget())
                        reached.insert(focus->parentWidget()->objectName());
                }
            }
            QVERIFY2(reached.contains(QLatin1String(first[page])), first[page]);
            QVERIFY(reached.contains(QStringLiteral("settingsClose")));
            pages->setFocus();
            QTest::keyClick(pages, Qt::Key_Down);
        }
        for (const QWidget *widget : open.dialog->findChildren<QWidget *>())
            if (widget->focusPolicy() & Qt::TabFocus && !qobject_cast<const QAbstractButton *>(widget)
                && !widget->objectName().startsWith(QLatin1String("qt_")) && !qobject_cast<const QAbstractScrollArea *>(widget)
                && !qobject_cast<const QLineEdit *>(widget))
                QVERIFY2(!widget->accessibleName().isEmpty(),
                         qPrintable(widget->objectName() + QLatin1Char(' ') + QLatin1String(widget->metaObject()->className())));
        QTest::keyClick(open.dialog.get(), Qt::Key_Escape);
        QVERIFY(!open.dialog->isVisible());
    }

    void anInterpreterIsChecked()
    {
        Open open;
        open.dialog->showPage(SettingsDialog::Python);
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty())
            QSKIP("no python3 here");
        auto *path = open.find<QLineEdit>("pythonPath");
        auto *result = open.find<QLabel>("pythonResult");
        QTest::keyClicks(path, python);
        QCOMPARE(open.settings.python(), python);
        QTest::mouseClick(open.find<QPushButton>("pythonCheck"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(result->text().contains(QStringLiteral("Python 3.")), 20'000);
        for (const char *package : {"pandas", "scikit-learn", "pyarrow"})
            QVERIFY(result->text().contains(QLatin1String(package)));
        tests::picture(*open.dialog, QStringLiteral("settings-python"));

        path->clear();
        QTest::keyClicks(path, QStringLiteral("/bin/false"));
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY(result->text().contains(QStringLiteral("no usable Python")));
        path->clear();
        QTest::keyClicks(path, QStringLiteral("/nowhere/python"));
        QTest::mouseClick(open.find<QPushButton>("pythonCheck"), Qt::LeftButton);
        QTRY_VERIFY(result->text().contains(QStringLiteral("does not start")));
        QVERIFY(open.find<QPushButton>("pythonCheck")->isEnabled());
    }

    void theCheckIsIsolated()
    {
        // A json.py beside the interpreter's working folder must not be run.
        Open open;
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty())
            QSKIP("no python3 here");
        const QString trap = open.place.file(QStringLiteral("json.py"));
        tests::writeBytes(trap, "open('trapped', 'w')\n");
        const QString before = QDir::currentPath();
        QDir::setCurrent(open.place.workspace());
        qputenv("PYTHONPATH", open.place.workspace().toUtf8());
        PythonCheck check;
        bool done = false;
        connect(&check, &PythonCheck::found, this, [&] { done = true; });
        connect(&check, &PythonCheck::failed, this, [&] { done = true; });
        check.start(python);
        QTRY_VERIFY_WITH_TIMEOUT(done, 20'000);
        qunsetenv("PYTHONPATH");
        QDir::setCurrent(before);
        QVERIFY(!QFile::exists(open.place.file(QStringLiteral("trapped"))));
    }

    void resourcesAreKept()
    {
        Open open;
        open.dialog->showPage(SettingsDialog::Runs);
        auto *memory = open.find<QDoubleSpinBox>("memory");
        QCOMPARE(memory->text(), QStringLiteral("Automatic"));
        memory->setFocus();
        memory->selectAll();
        QTest::keyClicks(memory, QStringLiteral("4.5"));
        QCOMPARE(open.settings.memory(), 4'500'000'000);
        auto *threads = open.find<QSpinBox>("threads");
        threads->setFocus();
        QTest::keyClick(threads, Qt::Key_Up);
        QCOMPARE(open.settings.threads(), 1);
        auto *usage = open.find<QLabel>("cacheUsage");
        QTRY_VERIFY(usage->text().contains(QStringLiteral("in use")));
        tests::picture(*open.dialog, QStringLiteral("settings-runs"));
        QTest::mouseClick(open.find<QPushButton>("clearCache"), Qt::LeftButton);
        QTRY_VERIFY(usage->text().contains(QStringLiteral("freed")));
    }

    void shortcutsAreRecordedAndReset()
    {
        Open open;
        open.dialog->showPage(SettingsDialog::Shortcuts);
        auto *search = open.find<QLineEdit>("shortcutSearch");
        auto *table = open.find<QTreeView>("shortcutTable");
        auto *keys = open.find<QKeySequenceEdit>("shortcutKeys");
        auto *conflict = open.find<QLabel>("shortcutConflict");
        auto *take = open.find<QPushButton>("shortcutTake");
        QAction *fit = open.actions.find(QStringLiteral("view.fit"));
        QAction *run = open.actions.find(QStringLiteral("run.all"));
        QTest::keyClicks(search, QStringLiteral("fit"));
        QCOMPARE(table->model()->rowCount(), 1);
        keys->setFocus();
        QTest::keyClick(keys, Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(fit->shortcut(), QKeySequence(QStringLiteral("Ctrl+0")));
        QVERIFY(open.settings.shortcuts().contains(QStringLiteral("view.fit")));
        // One that another action has is only taken when the person says so.
        keys->setFocus();
        QTest::qWait(1200);  // the editor takes what follows within a second as a second chord
        QTest::keyClick(keys, Qt::Key_F5);
        QTRY_VERIFY(take->isVisible());
        QVERIFY(conflict->text().contains(QStringLiteral("Run")));
        QCOMPARE(run->shortcut(), QKeySequence(Qt::Key_F5));
        tests::picture(*open.dialog, QStringLiteral("settings-shortcuts"));
        QTest::mouseClick(take, Qt::LeftButton);
        QCOMPARE(fit->shortcut(), QKeySequence(Qt::Key_F5));
        QVERIFY(run->shortcut().isEmpty());
        QTest::mouseClick(open.find<QPushButton>("shortcutReset"), Qt::LeftButton);
        QVERIFY(fit->shortcut().isEmpty());
        QVERIFY(run->shortcut().isEmpty());
        QTest::mouseClick(open.find<QPushButton>("shortcutResetAll"), Qt::LeftButton);
        QCOMPARE(run->shortcut(), QKeySequence(Qt::Key_F5));
        QVERIFY(open.settings.shortcuts().isEmpty());
        search->clear();
        QCOMPARE(table->model()->rowCount(), 3);
        open.dialog->showPage(SettingsDialog::Appearance);
        tests::picture(*open.dialog, QStringLiteral("settings"));
    }

    void theModelKeepsItsPromises()
    {
        Open open;
        ShortcutsModel model(&open.actions, &open.settings);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 3);
        {
            QObject late;
            open.actions.add(&late, {QStringLiteral("late"), QStringLiteral("Late"), QStringLiteral("Edit"), {}, {}});
            QCOMPARE(model.rowCount(), 4);
        }
        QCOMPARE(model.rowCount(), 3);
    }
};

HEADRACE_TEST(TestSettingsDialog)
#include "test_settings_dialog.moc"
