// SPDX-License-Identifier: GPL-3.0-or-later
// Undo, redo, merging and saving of a document.
#include "models/document/pipeline_document.h"

#include "engine/pipeline/format.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace headrace;

class TestPipelineDocument : public QObject
{
    Q_OBJECT

    static Node node(const QString &condition)
    {
        Node n;
        n.op = QStringLiteral("table.filter");
        n.params.insert(QStringLiteral("condition"), condition);
        return n;
    }

private Q_SLOTS:
    void editsAreSignalledAndUndone()
    {
        PipelineDocument document;
        QSignalSpy spy(&document, &PipelineDocument::edited);
        const Pipeline empty = document.pipeline();
        QVERIFY(document.apply({SetNode{QStringLiteral("a"), node(QStringLiteral("x > 1"))}}, QStringLiteral("Add node")).ok());
        QCOMPARE(spy.size(), 1);
        QVERIFY(document.isModified());
        QCOMPARE(document.undoStack()->undoText(), QStringLiteral("Add node"));
        document.undoStack()->undo();
        QCOMPARE(spy.size(), 2);
        QVERIFY(document.pipeline() == empty);
        QVERIFY(!document.isModified());
        document.undoStack()->redo();
        QVERIFY(document.pipeline().nodes.contains(QStringLiteral("a")));
    }

    void aWrongEditChangesNothing()
    {
        PipelineDocument document;
        QSignalSpy spy(&document, &PipelineDocument::edited);
        const auto result = document.apply({SetNodeParam{QStringLiteral("nobody"), QStringLiteral("x"), QJsonValue(1)}},
                                           QStringLiteral("Set"));
        QVERIFY(!result.ok());
        QVERIFY(spy.isEmpty());
        QCOMPARE(document.undoStack()->count(), 0);
    }

    void typingMerges()
    {
        PipelineDocument document;
        QVERIFY(document.apply({SetNode{QStringLiteral("a"), node(QStringLiteral("x"))}}, QStringLiteral("Add")).ok());
        const Pipeline before = document.pipeline();
        for (const QString &text : {QStringLiteral("x >"), QStringLiteral("x > 1"), QStringLiteral("x > 12")})
            QVERIFY(document
                        .apply({SetNodeParam{QStringLiteral("a"), QStringLiteral("condition"), text}}, QStringLiteral("Change condition"),
                               QStringLiteral("a.condition"))
                        .ok());
        QCOMPARE(document.undoStack()->count(), 2);
        document.undoStack()->undo();
        QVERIFY(document.pipeline() == before);
        document.undoStack()->redo();
        QCOMPARE(document.pipeline().nodes.value(QStringLiteral("a")).params.value(QStringLiteral("condition")).toString(),
                 QStringLiteral("x > 12"));
    }

    void undoSurvivesASave()
    {
        QTemporaryDir folder;
        PipelineDocument document;
        QVERIFY(document.apply({SetNode{QStringLiteral("a"), node(QStringLiteral("x"))}}, QStringLiteral("Add")).ok());
        const QString path = folder.filePath(QStringLiteral("p.pipeline.json"));
        QVERIFY(document.saveAs(path).ok());
        QVERIFY(!document.isModified());
        document.undoStack()->undo();
        QVERIFY(document.isModified());
        QVERIFY(document.pipeline().nodes.isEmpty());
        auto again = PipelineDocument::open(path);
        QVERIFY(again.ok());
        QVERIFY((*again)->pipeline().nodes.contains(QStringLiteral("a")));
        QCOMPARE((*again)->displayName(), QStringLiteral("p.pipeline"));
    }

    void editsBetweenTurnOneIntoTheOther()
    {
        QRandomGenerator random(7);
        const auto any = [&random] {
            Pipeline p;
            p.name = QString::number(random.bounded(3));
            for (int i = 0; i < 6; ++i) {
                const QString id = QStringLiteral("n%1").arg(random.bounded(8));
                p.nodes.insert(id, node(QString::number(random.bounded(3))));
                p.layout.positions.insert(id, QPointF(random.bounded(4), 0));
                if (random.bounded(2))
                    p.layout.notes.insert(QStringLiteral("note%1").arg(i),
                                          Note{QString::number(random.bounded(2)), QRectF(0, 0, 1, 1), {}});
            }
            return p;
        };
        for (int round = 0; round < 200; ++round) {
            const Pipeline before = any();
            const Pipeline after = any();
            PipelineDocument document;
            document.setContent(before, false);
            QVERIFY(document.replaceWith(after, QStringLiteral("Replace")).ok());
            QCOMPARE(writePipeline(document.pipeline()), writePipeline(after));
            document.undoStack()->undo();
            QCOMPARE(writePipeline(document.pipeline()), writePipeline(before));
        }
    }
};

HEADRACE_TEST(TestPipelineDocument)
#include "test_pipeline_document.moc"
