// SPDX-License-Identifier: GPL-3.0-or-later
// Recovering, discarding, deciding later; taking back an earlier version.
#include "widgets/start/recovery_dialog.h"

#include "models/document/backups.h"
#include "tests/documents/sample.h"
#include "tests/documents_window/picture.h"
#include "tests/support/registry.h"
#include "widgets/start/diff_list.h"
#include "widgets/start/versions_dialog.h"

#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>

using namespace headrace;

class TestRecoveryDialog : public QObject
{
    Q_OBJECT

    static RecoverableDocument recoverable(const tests::Place &place, const QString &name)
    {
        RecoverableDocument document;
        document.name = name;
        document.file = place.file(name + QStringLiteral(".json"));
        document.fileIsThere = true;
        document.time = QDateTime::currentDateTime().addSecs(-90);
        document.saved = tests::samplePipeline();
        document.recovered = tests::samplePipeline();
        document.recovered.nodes[QStringLiteral("late")].params.insert(QStringLiteral("condition"), QStringLiteral("delay > 60"));
        document.recovered.nodes.insert(QStringLiteral("more"), tests::filterNode(QStringLiteral("origin = 'JFK'")));
        document.recovered.nodes.remove(QStringLiteral("flights"));
        document.diff = diff(document.saved, document.recovered);
        document.files = {place.file(name + QStringLiteral(".content")), place.file(name + QStringLiteral(".owner"))};
        tests::writeBytes(document.files.content, "x");
        tests::writeBytes(document.files.sidecar, "x");
        return document;
    }

private Q_SLOTS:
    void eachIsRecoveredOrDiscarded()
    {
        const tests::Place place;
        RecoveryDialog dialog({recoverable(place, QStringLiteral("a.pipeline")), recoverable(place, QStringLiteral("b.pipeline")),
                               recoverable(place, QStringLiteral("c.pipeline"))});
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        tests::picture(dialog, QStringLiteral("recovery"));
        QSignalSpy recovered(&dialog, &RecoveryDialog::recoverRequested);
        QSignalSpy compared(&dialog, &RecoveryDialog::compareRequested);
        QTest::mouseClick(dialog.findChild<QPushButton *>(QStringLiteral("compareRecovered")), Qt::LeftButton);
        QCOMPARE(compared.size(), 1);
        auto *list = dialog.findChild<QListView *>(QStringLiteral("recoveryList"));
        const QString text = dialog.findChild<DiffList *>()->toPlainText();
        for (const char *part : {"delay > 15 → delay > 60", "added", "removed"})
            QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(text));
        auto *discard = dialog.findChild<QPushButton *>(QStringLiteral("discard"));
        QTest::mouseClick(discard, Qt::LeftButton);
        QCOMPARE(list->model()->rowCount(), 3);  // asks once more
        QTest::keyClick(list, Qt::Key_Down);
        QTest::mouseClick(discard, Qt::LeftButton);
        QCOMPARE(list->model()->rowCount(), 3);  // for another row it asks anew
        QTest::mouseClick(discard, Qt::LeftButton);
        QCOMPARE(list->model()->rowCount(), 2);
        QVERIFY(!QFile::exists(place.file(QStringLiteral("b.pipeline.content"))));
        QVERIFY(QFile::exists(place.file(QStringLiteral("a.pipeline.content"))));
        QTest::mouseClick(dialog.findChild<QPushButton *>(QStringLiteral("recover")), Qt::LeftButton);
        QCOMPARE(recovered.size(), 1);
        QVERIFY(dialog.isVisible());
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(recovered.size(), 2);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QVERIFY(QFile::exists(place.file(QStringLiteral("a.pipeline.content"))));  // its Autosave adopts it
    }

    void laterTouchesNothing()
    {
        const tests::Place place;
        RecoveryDialog dialog({recoverable(place, QStringLiteral("a.pipeline"))});
        dialog.open();
        QTest::mouseClick(dialog.findChild<QPushButton *>(QStringLiteral("later")), Qt::LeftButton);
        QVERIFY(!dialog.isVisible());
        QVERIFY(QFile::exists(place.file(QStringLiteral("a.pipeline.content"))));
    }

    void anEarlierVersionIsOneStep()
    {
        const tests::Place place;
        PipelineDocument document;
        document.setContent(tests::samplePipeline(), true);
        VERIFY_OK(document.saveAs(place.file(QStringLiteral("p.pipeline.json"))));
        Backups backups(&document);
        for (const int delay : {20, 30, 40}) {
            VERIFY_OK(document.apply({tests::setCondition(QStringLiteral("delay > %1").arg(delay))}, QStringLiteral("Set")));
            VERIFY_OK(document.save());
        }
        backups.wait();
        VersionsDialog dialog(&document);
        dialog.open();
        auto *list = dialog.findChild<QListWidget *>(QStringLiteral("versionsList"));
        QTRY_COMPARE(list->count(), 4);
        list->setCurrentRow(3);
        QVERIFY(dialog.findChild<DiffList *>()->toPlainText().contains(QStringLiteral("delay > 40 → delay > 15")));
        tests::picture(dialog, QStringLiteral("versions"));
        const int before = document.undoStack()->count();
        QTest::mouseClick(dialog.findChild<QPushButton *>(QStringLiteral("takeVersion")), Qt::LeftButton);
        QCOMPARE(tests::conditionOf(document.pipeline()), QStringLiteral("delay > 15"));
        QCOMPARE(document.undoStack()->count(), before + 1);
        QVERIFY(!dialog.isVisible());
    }
};

HEADRACE_TEST(TestRecoveryDialog)
#include "test_recovery_dialog.moc"
