// SPDX-License-Identifier: GPL-3.0-or-later
// What is edited is soon on the disk, under a name that harms nobody, and gone when it is saved.
#include "models/document/autosave.h"

#include "engine/pipeline/format.h"
#include "models/document/durable_file.h"
#include "models/document/recovery.h"
#include "tests/documents/sample.h"
#include "tests/support/registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace headrace;

class TestAutosave : public QObject
{
    Q_OBJECT

    static std::unique_ptr<PipelineDocument> savedSample(const QString &path)
    {
        auto document = std::make_unique<PipelineDocument>();
        document->setContent(tests::samplePipeline(), true);
        if (const auto saved = document->saveAs(path); !saved)
            qFatal("%s", qPrintable(saved.error().toString()));
        return document;
    }

private Q_SLOTS:
    void anEditIsWrittenWithinTheInterval()
    {
        const tests::Place place;
        const auto document = savedSample(place.file(QStringLiteral("p.pipeline.json")));
        Autosave autosave(document.get());
        autosave.setInterval(50);
        QSignalSpy written(&autosave, &Autosave::written);
        QTest::qWait(120);
        QCOMPARE(written.size(), 0);  // nothing to keep
        QVERIFY(place.autosaves().isEmpty());

        VERIFY_OK(document->apply({tests::setCondition(QStringLiteral("delay > 30"))}, QStringLiteral("Set")));
        QTRY_COMPARE(written.size(), 1);
        const auto kept = readPipelineFile(autosave.files().content);
        VERIFY_OK(kept);
        QCOMPARE(tests::conditionOf(kept->pipeline), QStringLiteral("delay > 30"));
        const auto file = readPipelineFile(document->path());
        VERIFY_OK(file);
        QCOMPARE(tests::conditionOf(file->pipeline), QStringLiteral("delay > 15"));  // the user's own file is untouched
        QTest::qWait(150);
        QCOMPARE(written.size(), 1);  // unchanged since: not written again
        QVERIFY(place.namesIn(place.file(QStringLiteral(".headrace/autosave"))).contains(QStringLiteral(".gitignore"))
                || QFile::exists(place.file(QStringLiteral(".headrace/autosave/.gitignore"))));
    }

    void steadyEditingDoesNotPutItOff()
    {
        const tests::Place place;
        const auto document = savedSample(place.file(QStringLiteral("p.pipeline.json")));
        Autosave autosave(document.get());
        autosave.setInterval(100);
        QSignalSpy written(&autosave, &Autosave::written);
        for (int i = 0; i < 40; ++i) {
            VERIFY_OK(document->apply({tests::setCondition(QStringLiteral("delay > %1").arg(i))}, QStringLiteral("Set")));
            QTest::qWait(15);
        }
        QVERIFY2(written.size() >= 2, qPrintable(QString::number(written.size())));
    }

    void savingUndoingAndClosingRemoveIt()
    {
        const tests::Place place;
        const auto document = savedSample(place.file(QStringLiteral("p.pipeline.json")));
        auto autosave = std::make_unique<Autosave>(document.get());
        const auto edit = [&](const QString &condition) {
            QVERIFY(document->apply({tests::setCondition(condition)}, QStringLiteral("Set")).ok());
            autosave->saveNow(true);
            QCOMPARE(place.autosaves().size(), 2);
        };
        edit(QStringLiteral("a"));
        VERIFY_OK(document->save());
        QTRY_VERIFY(place.autosaves().isEmpty());
        edit(QStringLiteral("b"));
        document->undoStack()->undo();
        QTRY_VERIFY(place.autosaves().isEmpty());
        edit(QStringLiteral("c"));
        const QString former = autosave->files().content;
        VERIFY_OK(document->saveAs(place.file(QStringLiteral("q.pipeline.json"))));
        QTRY_VERIFY(place.autosaves().isEmpty());
        edit(QStringLiteral("d"));
        QVERIFY(autosave->files().content != former);
        autosave.reset();
        QVERIFY(place.autosaves().isEmpty());
    }

    void untitledOnesAreInTheUsersFolder()
    {
        const tests::Place place;
        PipelineDocument document;
        document.setHome(place.workspace());
        Autosave autosave(&document);
        document.setContent(tests::samplePipeline(), true);
        autosave.saveNow(true);
        QVERIFY(autosave.files().content.startsWith(place.home() + QStringLiteral("/data/autosave/untitled-")));
        QVERIFY(QFile::exists(autosave.files().content));
    }

    void noFolderBecomesAWorkspaceByIt()
    {
        const tests::Place place;
        const QString plain = place.home() + QStringLiteral("/plain");
        QDir().mkpath(plain);
        const auto document = savedSample(plain + QStringLiteral("/p.pipeline.json"));
        Autosave autosave(document.get());
        VERIFY_OK(document->apply({tests::setCondition(QStringLiteral("x"))}, QStringLiteral("Set")));
        autosave.saveNow(true);
        QVERIFY(QFile::exists(autosave.files().content));
        QVERIFY(!QFile::exists(plain + QStringLiteral("/.headrace")));
    }

    void twoWindowsDoNotShareAFile()
    {
        const tests::Place place;
        const QString path = place.file(QStringLiteral("p.pipeline.json"));
        const auto one = savedSample(path);
        auto opened = PipelineDocument::open(path);
        VERIFY_OK(opened);
        PipelineDocument *two = opened->get();
        Autosave first(one.get());
        Autosave second(two);
        VERIFY_OK(one->apply({tests::setCondition(QStringLiteral("one"))}, QStringLiteral("Set")));
        VERIFY_OK(two->apply({tests::setCondition(QStringLiteral("two"))}, QStringLiteral("Set")));
        first.saveNow(true);
        second.saveNow(true);
        QVERIFY(first.files().content != second.files().content);
        QCOMPARE(place.autosaves().size(), 4);
    }

    void aRefusedWriteIsSaidOnceAndTriedAgain()
    {
        const tests::Place place;
        const auto document = savedSample(place.file(QStringLiteral("p.pipeline.json")));
        tests::writeBytes(place.file(QStringLiteral(".headrace/autosave")), "in the way");  // a file where the folder should be
        Autosave autosave(document.get());
        autosave.setInterval(30);
        QSignalSpy failed(&autosave, &Autosave::failed);
        QSignalSpy again(&autosave, &Autosave::workedAgain);
        VERIFY_OK(document->apply({tests::setCondition(QStringLiteral("x"))}, QStringLiteral("Set")));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!failed.first().first().value<Error>().text.isEmpty());
        QTest::qWait(150);
        QCOMPARE(failed.size(), 1);
        QVERIFY(QFile::remove(place.file(QStringLiteral(".headrace/autosave"))));
        QTRY_COMPARE(again.size(), 1);
        QVERIFY(QFile::exists(autosave.files().content));
    }
};

HEADRACE_TEST(TestAutosave)
#include "test_autosave.moc"
