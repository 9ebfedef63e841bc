// SPDX-License-Identifier: GPL-3.0-or-later
// What a dead window had not saved is found and comes back; what a living one has is left alone. Programs that edit are killed
// at random moments, and a full disk leaves the file that was there.
#include "models/document/recovery.h"

#include "engine/host/process.h"
#include "engine/pipeline/format.h"
#include "models/document/backups.h"
#include "models/document/diff_words.h"
#include "models/document/recovery_model.h"
#include "tests/documents/sample.h"
#include "tests/support/registry.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <csignal>

using namespace headrace;

class TestRecovery : public QObject
{
    Q_OBJECT

    /// Makes the owner of an autosave a process that is long gone.
    static void killOwner(const AutosaveFiles &files)
    {
        QFile file(files.sidecar);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject sidecar = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        sidecar.insert(QStringLiteral("started"), 1);
        tests::writeBytes(files.sidecar, QJsonDocument(sidecar).toJson());
    }

    static std::unique_ptr<PipelineDocument> savedSample(const QString &path)
    {
        auto document = std::make_unique<PipelineDocument>();
        document->setContent(tests::samplePipeline(), true);
        if (const auto saved = document->saveAs(path); !saved)
            qFatal("%s", qPrintable(saved.error().toString()));
        return document;
    }

private Q_SLOTS:
    void onlyDeadWindowsAreFound()
    {
        const tests::Place place;
        const auto document = savedSample(place.file(QStringLiteral("p.pipeline.json")));
        Autosave autosave(document.get());
        VERIFY_OK(document->apply({tests::setCondition(QStringLiteral("delay > 30"))}, QStringLiteral("Set")));
        autosave.saveNow(true);
        const QStringList folders = autosaveFolders({place.workspace()});
        QVERIFY(findRecoverable(folders).isEmpty());  // we live
        killOwner(autosave.files());
        const auto found = findRecoverable(folders);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].file, document->path());
        QCOMPARE(found[0].name, QStringLiteral("p.pipeline"));
        QVERIFY(found[0].fileIsThere);
        QVERIFY(!found[0].fileChanged);
        QCOMPARE(summaryOf(found[0].diff), QStringLiteral("1 node changed"));
        const auto lines = linesOf(found[0].diff, found[0].saved, found[0].recovered);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0].what, QStringLiteral("Late"));
        QCOMPARE(lines[0].detail, QStringLiteral("condition: delay > 15 → delay > 30"));
        autosave.keepAtEnd();
    }

    void recoveringIsOneStepAndKeepsTheFilesUntilASave()
    {
        const tests::Place place;
        {
            const auto document = savedSample(place.file(QStringLiteral("p.pipeline.json")));
            Autosave autosave(document.get());
            VERIFY_OK(document->apply({tests::setCondition(QStringLiteral("delay > 30"))}, QStringLiteral("Set")));
            autosave.saveNow(true);
            killOwner(autosave.files());
            autosave.keepAtEnd();
        }
        const auto found = findRecoverable(autosaveFolders({place.workspace()}));
        QCOMPARE(found.size(), 1);
        const auto document = recover(found[0]);
        Autosave autosave(document.get());
        autosave.adopt(found[0].files);
        autosave.saveNow(true);
        QVERIFY(findRecoverable(autosaveFolders({place.workspace()})).isEmpty());  // it is ours now
        QVERIFY(QFile::exists(found[0].files.content));
        QVERIFY(document->isModified());
        QCOMPARE(document->path(), found[0].file);
        QCOMPARE(tests::conditionOf(document->pipeline()), QStringLiteral("delay > 30"));
        document->undoStack()->undo();
        QCOMPARE(tests::conditionOf(document->pipeline()), QStringLiteral("delay > 15"));
        document->undoStack()->redo();
        VERIFY_OK(document->save());
        autosave.saveNow(true);
        QTRY_VERIFY(!QFile::exists(found[0].files.content));
    }

    void aDocumentWithoutAFileComesBack()
    {
        const tests::Place place;
        {
            PipelineDocument document;
            document.setHome(place.workspace());
            Autosave autosave(&document);
            document.setContent(tests::samplePipeline(), true);
            autosave.saveNow(true);
            killOwner(autosave.files());
            autosave.keepAtEnd();
        }
        const auto found = findRecoverable(autosaveFolders({}));
        QCOMPARE(found.size(), 1);
        const auto document = recover(found[0]);
        QVERIFY(document->path().isEmpty());
        QCOMPARE(document->folder(), place.workspace());
        QVERIFY(document->isModified());
        QVERIFY(document->pipeline() == tests::samplePipeline());
        discard(found[0]);
        QVERIFY(findRecoverable(autosaveFolders({})).isEmpty());
    }

    void hostileFilesAreLeftAlone()
    {
        const tests::Place place;
        const QString folder = place.home() + QStringLiteral("/data/autosave/");
        QDir().mkpath(folder);
        tests::writeBytes(folder + QStringLiteral("a.owner.json"), "{");
        tests::writeBytes(folder + QStringLiteral("b.owner.json"), "{\"format\": 1, \"pid\": \"x\", \"file\": 7}");
        tests::writeBytes(folder + QStringLiteral("b.pipeline.json"), "no pipeline");
        tests::writeBytes(folder + QStringLiteral("c.owner.json"), "{\"format\": 2}");
        tests::writeBytes(folder + QStringLiteral("d.owner.json"), "{\"format\": 1, \"boot\": \"x\"}");
        QVERIFY(findRecoverable(autosaveFolders({})).isEmpty());
        QVERIFY(QFile::exists(folder + QStringLiteral("b.pipeline.json")));
        QVERIFY(!QFile::exists(folder + QStringLiteral("d.owner.json")));  // it had nothing
    }

    void theModelKeepsItsPromises()
    {
        RecoverableDocument one;
        one.name = QStringLiteral("one");
        RecoverableDocument two;
        two.name = QStringLiteral("two");
        RecoveryModel model({one, two});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.take(0).name, QStringLiteral("one"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("two"));
        QCOMPARE(model.index(0).data(RecoveryModel::SummaryRole).toString(), QStringLiteral("no difference"));
    }

    void killsLoseNoMoreThanTheInterval()
    {
        constexpr int kInterval = 100;
        // A write takes its time on a busy machine; what is lost beyond the interval is what was edited while it was written.
        constexpr double kSlack = 1500;
        const int kills = qEnvironmentVariableIntValue("HEADRACE_KILLS") > 0 ? qEnvironmentVariableIntValue("HEADRACE_KILLS") : 15;
        double worst = 0;
        int recovered = 0;
        for (int round = 0; round < kills; ++round) {
            const tests::Place place;
            const QString path = place.file(QStringLiteral("p.pipeline.json"));
            const auto document = savedSample(path);
            QProcess editor;
            editor.start(QStringLiteral(HEADRACE_BIN_DIR) + QStringLiteral("/edit_until_killed"), {path, QString::number(kInterval)});
            QVERIFY(editor.waitForStarted());
            QVERIFY(editor.waitForReadyRead(20'000));
            QTest::qWait(QRandomGenerator::global()->bounded(50, 900));
            ::kill(pid_t(editor.processId()), SIGKILL);
            const double killed = host::monotonicSeconds() * 1000;
            QVERIFY(editor.waitForFinished());

            QMap<int, double> edits;
            int saved = 0;
            const QStringList lines = QString::fromLatin1(editor.readAllStandardOutput()).split(QLatin1Char('\n'));
            for (const QString &line : lines) {
                const QStringList words = line.split(QLatin1Char(' '));
                if (words.value(0) == QLatin1String("edit") && words.size() == 3)
                    edits.insert(words[1].toInt(), words[2].toDouble());
                else if (words.value(0) == QLatin1String("saved"))
                    saved = words.value(1).toInt();
            }
            const auto file = readPipelineFile(path);  // never a part of a file
            VERIFY_OK(file);
            int last = file->pipeline.name.toInt();
            QVERIFY2(last >= saved, qPrintable(QStringLiteral("%1 < %2").arg(last).arg(saved)));
            const auto found = findRecoverable(autosaveFolders({place.workspace()}));
            for (const RecoverableDocument &each : found) {
                ++recovered;
                QCOMPARE(each.file, path);
                last = std::max(last, each.recovered.name.toInt());
            }
            for (const Backup &backup : Backups::of(path))
                VERIFY_OK(Backups::read(backup));
            const auto firstLost = edits.upperBound(last);  // none where the last edit was on the disk
            const double lost = firstLost == edits.end() ? 0 : killed - *firstLost;
            worst = std::max(worst, lost);
            QVERIFY2(lost <= kInterval + kSlack, qPrintable(QStringLiteral("%1 ms of edits lost").arg(lost)));
        }
        QVERIFY(recovered > 0);
        qInfo("%d kills: at most %.0f ms of edits lost with an interval of %d ms; %d autosaves found", kills, worst, kInterval, recovered);
    }

    void aFullDiskLeavesTheOldFile()
    {
        // Runs this test's second half within a user namespace of its own, on a disk of 256 KiB.
        QProcess probe;
        probe.start(QStringLiteral("unshare"), {QStringLiteral("-rm"), QStringLiteral("true")});
        if (!probe.waitForFinished() || probe.exitCode() != 0)
            QSKIP("no user namespaces here");
        const QTemporaryDir folder;
        QProcess inside;
        inside.setProcessChannelMode(QProcess::MergedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HEADRACE_SMALL_DISK"), folder.path());
        inside.setProcessEnvironment(environment);
        inside.start(QStringLiteral("unshare"),
                     {QStringLiteral("-rm"), QStringLiteral("sh"), QStringLiteral("-c"),
                      QStringLiteral("mount -t tmpfs -o size=256k tmpfs '%1' && exec '%2' test_recovery onTheSmallDisk")
                          .arg(folder.path(), QCoreApplication::applicationFilePath())});
        QVERIFY(inside.waitForFinished(60'000));
        QVERIFY2(inside.exitCode() == 0, inside.readAll().constData());
    }

    void onTheSmallDisk()
    {
        const QString disk = qEnvironmentVariable("HEADRACE_SMALL_DISK");
        if (disk.isEmpty())
            QSKIP("runs within aFullDiskLeavesTheOldFile");
        QDir().mkpath(disk + QStringLiteral("/.headrace"));
        const QString path = disk + QStringLiteral("/p.pipeline.json");
        const auto document = savedSample(path);
        Autosave autosave(document.get());
        autosave.setInterval(50);
        const Backups backups(document.get());
        QSignalSpy failed(&autosave, &Autosave::failed);
        VERIFY_OK(document->apply({tests::setCondition(QStringLiteral("delay > 30"))}, QStringLiteral("Set")));
        autosave.saveNow(true);
        QByteArray before;
        {
            QFile kept(autosave.files().content);
            QVERIFY(kept.open(QIODevice::ReadOnly));
            before = kept.readAll();
        }
        tests::writeBytes(disk + QStringLiteral("/filler"), QByteArray(150 * 1024, 'x'));
        VERIFY_OK(document->apply({tests::setCondition(QString(200 * 1024, QLatin1Char('y')))}, QStringLiteral("Set")));
        autosave.saveNow(true);
        QTRY_COMPARE(failed.size(), 1);
        const auto error = failed.first().first().value<Error>();
        QVERIFY2(error.text.contains(QStringLiteral("space")), qPrintable(error.text));
        QFile kept(autosave.files().content);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), before);
        const auto saved = document->save();
        QVERIFY(!saved.ok());
        QVERIFY2(saved.error().text.contains(QStringLiteral("space")), qPrintable(saved.error().text));
        QVERIFY2(saved.error().hint.contains(QStringLiteral("unchanged")), qPrintable(saved.error().toString()));
        const auto file = readPipelineFile(path);
        VERIFY_OK(file);
        QVERIFY(file->pipeline == tests::samplePipeline());
        QVERIFY(document->isModified());
        QVERIFY(QFile::remove(disk + QStringLiteral("/filler")));
        VERIFY_OK(document->save());
    }
};

HEADRACE_TEST(TestRecovery)
#include "test_recovery.moc"
