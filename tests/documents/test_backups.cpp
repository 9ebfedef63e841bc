// SPDX-License-Identifier: GPL-3.0-or-later
// The last ten versions that were saved can be opened again.
#include "models/document/backups.h"

#include "tests/documents/sample.h"
#include "tests/support/registry.h"

using namespace headrace;

class TestBackups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLastTenAreKept_data()
    {
        QTest::addColumn<bool>("workspace");
        QTest::newRow("workspace") << true;
        QTest::newRow("plain folder") << false;
    }
    void theLastTenAreKept()
    {
        QFETCH(const bool, workspace);
        const tests::Place place;
        if (!workspace)
            QVERIFY(QDir(place.file(QStringLiteral(".headrace"))).removeRecursively());
        const QString path = place.file(QStringLiteral("p.pipeline.json"));
        PipelineDocument document;
        document.setContent(tests::samplePipeline(), true);
        VERIFY_OK(document.saveAs(path));
        Backups backups(&document);
        for (int i = 0; i < 14; ++i) {
            VERIFY_OK(document.apply({tests::setCondition(QStringLiteral("delay > %1").arg(i))}, QStringLiteral("Set")));
            VERIFY_OK(document.save());
        }
        VERIFY_OK(document.save());  // the same once more: not kept twice
        backups.wait();
        const auto kept = Backups::of(path);
        QCOMPARE(kept.size(), Backups::kKept);
        for (int i = 0; i < kept.size(); ++i) {
            const auto version = Backups::read(kept[i]);
            VERIFY_OK(version);
            QCOMPARE(tests::conditionOf(*version), QStringLiteral("delay > %1").arg(13 - i));
            QVERIFY(std::abs(kept[i].time.secsTo(QDateTime::currentDateTime())) < 60);
        }
        QCOMPARE(kept.first().path.startsWith(place.file(QStringLiteral(".headrace/backups/"))), workspace);
        QVERIFY(Backups::of(place.file(QStringLiteral("other.pipeline.json"))).isEmpty());
        // One comes back as one step of undo.
        const auto older = Backups::read(kept[3]);
        VERIFY_OK(older);
        VERIFY_OK(document.replaceWith(*older, QStringLiteral("Take an older version")));
        QCOMPARE(tests::conditionOf(document.pipeline()), QStringLiteral("delay > 10"));
        document.undoStack()->undo();
        QCOMPARE(tests::conditionOf(document.pipeline()), QStringLiteral("delay > 13"));
    }

    void theVersionBeforeTheFirstSaveIsKept()
    {
        const tests::Place place;
        const QString path = place.file(QStringLiteral("p.pipeline.json"));
        {
            PipelineDocument document;
            document.setContent(tests::samplePipeline(), true);
            VERIFY_OK(document.saveAs(path));
        }
        auto opened = PipelineDocument::open(path);
        VERIFY_OK(opened);
        Backups backups(opened->get());
        VERIFY_OK((*opened)->apply({tests::setCondition(QStringLiteral("x"))}, QStringLiteral("Set")));
        VERIFY_OK((*opened)->save());
        backups.wait();
        const auto kept = Backups::of(path);
        QCOMPARE(kept.size(), 2);
        const auto first = Backups::read(kept[1]);
        VERIFY_OK(first);
        QCOMPARE(tests::conditionOf(*first), QStringLiteral("delay > 15"));
    }
};

HEADRACE_TEST(TestBackups)
#include "test_backups.moc"
