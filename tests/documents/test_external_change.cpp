// SPDX-License-Identifier: GPL-3.0-or-later
// A file that another program changes while it is open: taken, joined or asked about, whichever way it was written.
#include "models/document/external_change.h"

#include "engine/pipeline/format.h"
#include "models/document/three_way_merge.h"
#include "tests/documents/sample.h"
#include "tests/support/registry.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QSignalSpy>

using namespace headrace;

class TestExternalChange : public QObject
{
    Q_OBJECT

    struct Open {
        tests::Place place;
        QString path = place.file(QStringLiteral("p.pipeline.json"));
        PipelineDocument document;
        std::unique_ptr<ExternalChange> change;
        std::unique_ptr<QSignalSpy> reloaded, merged, conflict, solved, vanished, unreadable;

        Open()
        {
            document.setContent(tests::samplePipeline(), true);
            if (const auto saved = document.saveAs(path); !saved)
                qFatal("%s", qPrintable(saved.error().toString()));
            change = std::make_unique<ExternalChange>(&document);
            reloaded = std::make_unique<QSignalSpy>(change.get(), &ExternalChange::reloaded);
            merged = std::make_unique<QSignalSpy>(change.get(), &ExternalChange::merged);
            conflict = std::make_unique<QSignalSpy>(change.get(), &ExternalChange::conflict);
            solved = std::make_unique<QSignalSpy>(change.get(), &ExternalChange::conflictSolved);
            vanished = std::make_unique<QSignalSpy>(change.get(), &ExternalChange::vanished);
            unreadable = std::make_unique<QSignalSpy>(change.get(), &ExternalChange::unreadable);
        }
        int signalCount() const
        {
            return int(reloaded->size() + merged->size() + conflict->size() + vanished->size() + unreadable->size());
        }
        bool edit(const PipelineEdit &change_) { return document.apply({change_}, QStringLiteral("Edit")).ok(); }
    };

    static Pipeline with(const QString &condition)
    {
        Pipeline pipeline = tests::samplePipeline();
        pipeline.nodes[QStringLiteral("late")].params.insert(QStringLiteral("condition"), condition);
        return pipeline;
    }

    static void rename(const QString &path, const QByteArray &bytes)
    {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            qFatal("cannot replace %s", qPrintable(path));
    }

private Q_SLOTS:
    void anUnmodifiedDocumentTakesIt_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"in place", "rename over", "remove and make", "slowly, in parts"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }
    void anUnmodifiedDocumentTakesIt()
    {
        QFETCH(const QString, way);
        Open open;
        for (int round = 1; round <= 3; ++round) {  // the watch must survive each of them
            const QByteArray bytes = writePipeline(with(QStringLiteral("delay > %1").arg(round)));
            if (way == QLatin1String("in place")) {
                tests::writeBytes(open.path, bytes);
            } else if (way == QLatin1String("rename over")) {
                rename(open.path, bytes);
            } else if (way == QLatin1String("remove and make")) {
                QVERIFY(QFile::remove(open.path));
                QTest::qWait(30);
                tests::writeBytes(open.path, bytes);
            } else {
                tests::writeBytes(open.path, bytes.left(bytes.size() / 2));
                QTest::qWait(400);
                tests::writeBytes(open.path, bytes);
            }
            QTRY_COMPARE(open.reloaded->size(), round);
            QCOMPARE(tests::conditionOf(open.document.pipeline()), QStringLiteral("delay > %1").arg(round));
            QVERIFY(!open.document.isModified());
        }
        open.document.undoStack()->undo();
        QCOMPARE(tests::conditionOf(open.document.pipeline()), QStringLiteral("delay > 2"));
        QVERIFY(open.document.isModified());
        QCOMPARE(open.signalCount(), 3);
    }

    void ourOwnSavesAndNeighboursAreNothing()
    {
        Open open;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(open.edit(tests::setCondition(QStringLiteral("x > %1").arg(i))));
            VERIFY_OK(open.document.save());
            tests::writeBytes(open.place.file(QStringLiteral("other%1.txt").arg(i)), "x");
            QTest::qWait(60);
        }
        rename(open.path, open.document.savedBytes());  // touched, same content
        QTest::qWait(500);
        QCOMPARE(open.signalCount(), 0);
        QCOMPARE(open.document.undoStack()->count(), 5);
        tests::writeBytes(open.path, writePipeline(with(QStringLiteral("theirs"))));
        QTRY_COMPARE(open.reloaded->size(), 1);
    }

    void differentThingsAreJoined()
    {
        Open open;
        QVERIFY(open.edit(tests::setCondition(QStringLiteral("delay > 60"))));
        Pipeline theirs = tests::samplePipeline();
        theirs.nodes[QStringLiteral("flights")].params.insert(QStringLiteral("path"), QStringLiteral("other.csv"));
        theirs.nodes.insert(QStringLiteral("more"), tests::filterNode(QStringLiteral("y"), QStringLiteral("late:rows")));
        tests::writeBytes(open.path, writePipeline(theirs));
        QTRY_COMPARE(open.merged->size(), 1);
        const Pipeline &now = open.document.pipeline();
        QCOMPARE(tests::conditionOf(now), QStringLiteral("delay > 60"));
        QCOMPARE(now.nodes.value(QStringLiteral("flights")).params.value(QStringLiteral("path")).toString(), QStringLiteral("other.csv"));
        QVERIFY(now.nodes.contains(QStringLiteral("more")));
        QVERIFY(open.document.isModified());
        QCOMPARE(open.document.undoStack()->count(), 2);
        QCOMPARE(open.document.savedBytes(), writePipeline(theirs));
        QCOMPARE(open.signalCount(), 1);
        VERIFY_OK(open.document.save());
        QTest::qWait(300);
        QCOMPARE(open.signalCount(), 1);
    }

    void theSameThingIsAsked()
    {
        Open open;
        QVERIFY(open.edit(tests::setCondition(QStringLiteral("mine"))));
        tests::writeBytes(open.path, writePipeline(with(QStringLiteral("theirs"))));
        QTRY_COMPARE(open.conflict->size(), 1);
        const auto difference = open.conflict->first().first().value<PipelineDiff>();
        QCOMPARE(difference.nodes.size(), 1);
        QVERIFY(open.change->differsOnDisk());
        QCOMPARE(tests::conditionOf(open.document.pipeline()), QStringLiteral("mine"));
        open.change->keepMine();
        QCOMPARE(open.solved->size(), 1);
        QVERIFY(!open.change->differsOnDisk());
        QVERIFY(open.document.isModified());
        VERIFY_OK(open.document.save());

        QVERIFY(open.edit(tests::setCondition(QStringLiteral("mine again"))));
        tests::writeBytes(open.path, writePipeline(with(QStringLiteral("theirs again"))));
        QTRY_COMPARE(open.conflict->size(), 2);
        open.change->takeTheirs();
        QCOMPARE(tests::conditionOf(open.document.pipeline()), QStringLiteral("theirs again"));
        QVERIFY(!open.document.isModified());
        open.document.undoStack()->undo();
        QCOMPARE(tests::conditionOf(open.document.pipeline()), QStringLiteral("mine again"));
    }

    void changingBackSolvesIt()
    {
        Open open;
        const QByteArray before = open.document.savedBytes();
        QVERIFY(open.edit(tests::setCondition(QStringLiteral("mine"))));
        tests::writeBytes(open.path, writePipeline(with(QStringLiteral("theirs"))));
        QTRY_COMPARE(open.conflict->size(), 1);
        tests::writeBytes(open.path, before);
        QTRY_COMPARE(open.solved->size(), 1);
        QVERIFY(!open.change->theirs().has_value());
    }

    void goneAndNoPipelineAreSaid()
    {
        Open open;
        QVERIFY(QFile::remove(open.path));
        QTRY_COMPARE(open.vanished->size(), 1);
        QCOMPARE(tests::conditionOf(open.document.pipeline()), QStringLiteral("delay > 15"));
        tests::writeBytes(open.path, "<<<<<<< HEAD\n{");
        QTRY_COMPARE_WITH_TIMEOUT(open.unreadable->size(), 1, 10'000);
        tests::writeBytes(open.path, writePipeline(with(QStringLiteral("mended"))));
        QTRY_COMPARE(open.reloaded->size(), 1);
        QCOMPARE(open.vanished->size(), 1);
    }

    void gitCheckoutIsFollowed()
    {
        Open open;
        const auto git = [&](const QStringList &arguments) {
            QProcess process;
            process.setWorkingDirectory(open.place.workspace());
            process.start(QStringLiteral("git"),
                          QStringList{QStringLiteral("-c"), QStringLiteral("user.name=T"), QStringLiteral("-c"),
                                      QStringLiteral("user.email=t@example.org")}
                              + arguments);
            return process.waitForFinished() && process.exitCode() == 0;
        };
        QVERIFY(git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main")}));
        QVERIFY(git({QStringLiteral("add"), QStringLiteral("p.pipeline.json")}));
        QVERIFY(git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("one")}));
        QVERIFY(git({QStringLiteral("checkout"), QStringLiteral("-qb"), QStringLiteral("other")}));
        QVERIFY(open.edit(tests::setCondition(QStringLiteral("other"))));
        VERIFY_OK(open.document.save());
        QVERIFY(git({QStringLiteral("commit"), QStringLiteral("-qam"), QStringLiteral("two")}));
        for (int round = 1; round <= 4; ++round) {
            QVERIFY(
                git({QStringLiteral("checkout"), QStringLiteral("-q"), round % 2 == 1 ? QStringLiteral("main") : QStringLiteral("other")}));
            QTRY_COMPARE(open.reloaded->size(), round);
            QCOMPARE(tests::conditionOf(open.document.pipeline()), round % 2 == 1 ? QStringLiteral("delay > 15") : QStringLiteral("other"));
        }
        QCOMPARE(open.signalCount(), 4);
    }

    void mergesAreAsExpected()
    {
        const Pipeline base = tests::samplePipeline();
        const auto merge = [&](auto mineEdit, auto theirEdit) {
            Pipeline mine = base, theirs = base;
            mineEdit(mine);
            theirEdit(theirs);
            return mergeThreeWay(base, mine, theirs);
        };
        const QString late = QStringLiteral("late");
        const auto set = [&](const QString &name, const QString &value) {
            return [=](Pipeline &p) { p.nodes[late].params.insert(name, value); };
        };
        const auto nothing = [](Pipeline &) {};
        QVERIFY(merge(nothing, nothing).pipeline == base);
        // Two parameters of one node.
        const auto both = merge(set(QStringLiteral("condition"), QStringLiteral("a")), set(QStringLiteral("note"), QStringLiteral("b")));
        QVERIFY(both.conflicts.isEmpty());
        QCOMPARE(both.pipeline.nodes[late].params.size(), 2);
        // The same value on both sides is no conflict; two values are.
        QVERIFY(merge(set(QStringLiteral("condition"), QStringLiteral("a")), set(QStringLiteral("condition"), QStringLiteral("a")))
                    .conflicts.isEmpty());
        QCOMPARE(
            merge(set(QStringLiteral("condition"), QStringLiteral("a")), set(QStringLiteral("condition"), QStringLiteral("b"))).conflicts,
            QStringList{QStringLiteral("nodes.late.params.condition")});
        // One removed what the other changed, or connected to.
        const auto removeFlights = [](Pipeline &p) { p.nodes.remove(QStringLiteral("flights")); };
        QVERIFY(
            !merge([&](Pipeline &p) { p.nodes.remove(late); }, set(QStringLiteral("condition"), QStringLiteral("a"))).conflicts.isEmpty());
        QVERIFY(!merge([&](Pipeline &p) { p.nodes.remove(late), removeFlights(p); },
                       [&](Pipeline &p) { p.nodes.insert(QStringLiteral("more"), tests::filterNode(QStringLiteral("y"))); })
                     .conflicts.isEmpty());
        // A cycle that only both together make.
        const auto edge = [](const QString &from, const QString &to) {
            return [=](Pipeline &p) { p.nodes[to].inputs.insert(QStringLiteral("rows"), {PortRef{from, QStringLiteral("rows")}}); };
        };
        Pipeline two = base;
        two.nodes.insert(QStringLiteral("a"), tests::filterNode(QStringLiteral("x")));
        two.nodes.insert(QStringLiteral("b"), tests::filterNode(QStringLiteral("x")));
        Pipeline mine = two, theirs = two;
        edge(QStringLiteral("a"), QStringLiteral("b"))(mine);
        edge(QStringLiteral("b"), QStringLiteral("a"))(theirs);
        QVERIFY(!mergeThreeWay(two, mine, theirs).conflicts.isEmpty());
        // Both moved one thing: no reason to ask.
        const auto moved = merge([&](Pipeline &p) { p.layout.positions[late] = QPointF(1, 1); },
                                 [&](Pipeline &p) { p.layout.positions[late] = QPointF(2, 2); });
        QVERIFY(moved.conflicts.isEmpty());
        QCOMPARE(moved.pipeline.layout.positions[late], QPointF(1, 1));
        // Unknown members of a later version survive from both sides.
        const auto unknown = merge([](Pipeline &p) { p.unknown.insert(QStringLiteral("later"), 1); },
                                   [](Pipeline &p) { p.unknown.insert(QStringLiteral("other"), 2); });
        QCOMPARE(unknown.pipeline.unknown.size(), 2);
    }

    void randomEditsOfDifferentNodesJoinInAnyOrder()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 200; ++round) {
            Pipeline base;
            for (int i = 0; i < 10; ++i)
                base.nodes.insert(QStringLiteral("n%1").arg(i), tests::filterNode(QString::number(random.bounded(5)), QString()));
            Pipeline mine = base, theirs = base, expected = base;
            for (int i = 0; i < 10; ++i) {
                const QString id = QStringLiteral("n%1").arg(i);
                const int what = random.bounded(4);
                const auto change = [&](Pipeline &p) {
                    if (what == 0)
                        p.nodes.remove(id);
                    else if (what == 1)
                        p.nodes[id].params.insert(QStringLiteral("condition"), QStringLiteral("new %1").arg(round));
                    else if (what == 2)
                        p.nodes.insert(id + QStringLiteral("x"), tests::filterNode(QStringLiteral("added"), QString()));
                };
                change(i % 2 == 0 ? mine : theirs);
                change(expected);
            }
            const auto merged = mergeThreeWay(base, mine, theirs);
            QVERIFY(merged.conflicts.isEmpty());
            QVERIFY(merged.pipeline == expected);
            QVERIFY(mergeThreeWay(base, theirs, mine).pipeline == expected);
        }
    }
};

HEADRACE_TEST(TestExternalChange)
#include "test_external_change.moc"
