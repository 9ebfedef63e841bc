// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace as a tree, the trash, and the examples and templates that open as copies.
#include "models/workspace/workspace_model.h"

#include "engine/base/paths.h"
#include "engine/pipeline/format.h"
#include "models/workspace/example_library.h"
#include "models/workspace/trash.h"
#include "tests/documents/sample.h"
#include "tests/support/registry.h"

#include <QAbstractItemModelTester>
#include <QDirIterator>
#include <QMimeData>
#include <QProcess>
#include <QSignalSpy>

using namespace headrace;

class TestWorkspace : public QObject
{
    Q_OBJECT

    static QStringList namesUnder(const WorkspaceModel &model, const QModelIndex &parent)
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(parent); ++row)
            names << model.index(row, 0, parent).data().toString();
        return names;
    }

    static void fill(const tests::Place &place)
    {
        QDir().mkpath(place.file(QStringLiteral("data")));
        QDir().mkpath(place.file(QStringLiteral("models")));
        for (const char *name : {"weather.pipeline.json", "flights.pipeline.json", "README.md", ".hidden", "data/a10.csv", "data/a9.csv"})
            tests::writeBytes(place.file(QLatin1String(name)), "{}");
    }

private Q_SLOTS:
    void theTreeIsInOrderAndFollows()
    {
        const tests::Place place;
        fill(place);
        WorkspaceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setWorkspace(place.workspace());
        QTRY_COMPARE(namesUnder(model, model.rootIndex()), QStringList{QStringLiteral("ws")});
        const QPersistentModelIndex ws = model.indexOf(place.workspace());
        model.fetchMore(ws);
        const QStringList expected{QStringLiteral("flights.pipeline"), QStringLiteral("weather.pipeline"), QStringLiteral("data"),
                                   QStringLiteral("models"), QStringLiteral("README.md")};
        QTRY_COMPARE(namesUnder(model, ws), expected);
        QVERIFY(model.kindOf(ws) == FileKind::Workspace);
        QVERIFY(model.kindOf(model.indexOf(place.file(QStringLiteral("data")))) == FileKind::Folder);
        const QPersistentModelIndex data = model.indexOf(place.file(QStringLiteral("data")));
        QTRY_VERIFY(model.hasChildren(data));
        if (model.canFetchMore(data))
            model.fetchMore(data);
        QTRY_COMPARE(namesUnder(model, model.indexOf(place.file(QStringLiteral("data")))),
                     (QStringList{QStringLiteral("a9.csv"), QStringLiteral("a10.csv")}));
        // Above the workspace is nothing but the way to it.
        for (QModelIndex above = model.rootIndex(); above.isValid(); above = above.parent())
            QCOMPARE(model.rowCount(above), 1);
        QVERIFY(!model.canFetchMore(model.rootIndex()));

        tests::writeBytes(place.file(QStringLiteral("air.pipeline.json")), "{}");
        QTRY_COMPARE(namesUnder(model, ws).value(0), QStringLiteral("air.pipeline"));
        QVERIFY(QFile::remove(place.file(QStringLiteral("README.md"))));
        QTRY_VERIFY(!namesUnder(model, ws).contains(QStringLiteral("README.md")));
    }

    void filesAreDraggedByTheirAddress()
    {
        const tests::Place place;
        fill(place);
        WorkspaceModel model;
        model.setWorkspace(place.workspace());
        const QPersistentModelIndex ws = model.indexOf(place.workspace());
        model.fetchMore(ws);
        QTRY_VERIFY(model.rowCount(ws) == 5);
        const QModelIndex file = model.indexOf(place.file(QStringLiteral("flights.pipeline.json")));
        const std::unique_ptr<QMimeData> mime(model.mimeData({file}));
        QVERIFY(mime->hasFormat(QStringLiteral("text/uri-list")));
        QCOMPARE(mime->urls(), QList<QUrl>{QUrl::fromLocalFile(place.file(QStringLiteral("flights.pipeline.json")))});
        QVERIFY(model.flags(file) & Qt::ItemIsDragEnabled);
        QVERIFY(!(model.supportedDragActions() & Qt::MoveAction));
    }

    void renamingKeepsTheEndingAndOverwritesNothing()
    {
        const tests::Place place;
        fill(place);
        WorkspaceModel model;
        model.setWorkspace(place.workspace());
        const QPersistentModelIndex ws = model.indexOf(place.workspace());
        model.fetchMore(ws);
        QTRY_VERIFY(model.rowCount(ws) == 5);
        QSignalSpy renamed(&model, &WorkspaceModel::renamed);
        QSignalSpy refused(&model, &WorkspaceModel::refused);
        const QString flights = place.file(QStringLiteral("flights.pipeline.json"));
        QCOMPARE(model.data(model.indexOf(flights), Qt::EditRole).toString(), QStringLiteral("flights"));
        for (const char *name : {"weather", "weather.pipeline.json", "", ".x", "a/b", ".."})
            QVERIFY2(!model.setData(model.indexOf(flights), QString::fromLatin1(name), Qt::EditRole), name);
        QCOMPARE(refused.size(), 6);
        QVERIFY(QFile::exists(flights));
        QVERIFY(model.setData(model.indexOf(flights), QStringLiteral("air traffic"), Qt::EditRole));
        QCOMPARE(renamed.size(), 1);
        QVERIFY(QFile::exists(place.file(QStringLiteral("air traffic.pipeline.json"))));
        QTRY_VERIFY(model.indexOf(place.file(QStringLiteral("air traffic.pipeline.json"))).isValid());
    }

    void kindsAndNames()
    {
        QVERIFY(kindOfFile(QStringLiteral("A.Pipeline.json")) == FileKind::Pipeline);
        QVERIFY(kindOfFile(QStringLiteral("a.csv.gz")) == FileKind::Table);
        QVERIFY(kindOfFile(QStringLiteral("a.json")) == FileKind::Table);
        QVERIFY(kindOfFile(QStringLiteral("a.ubj")) == FileKind::Model);
        QVERIFY(kindOfFile(QStringLiteral("a.py")) == FileKind::Script);
        QVERIFY(kindOfFile(QStringLiteral("csv")) == FileKind::Other);
        QVERIFY(hasSchema(QStringLiteral("a.parquet")) && !hasSchema(QStringLiteral("a.db"))
                && !hasSchema(QStringLiteral("a.pipeline.json")));
        const tests::Place place;
        fill(place);
        QCOMPARE(freeName(place.workspace(), QStringLiteral("flights"), QStringLiteral(".pipeline.json")),
                 QStringLiteral("flights-2.pipeline.json"));
        QCOMPARE(freeName(place.workspace(), QStringLiteral("new"), QStringLiteral(".pipeline.json")), QStringLiteral("new.pipeline.json"));
    }

    void theTrashGivesBack()
    {
        const tests::Place place;
        fill(place);
        QDir().mkpath(place.home() + QStringLiteral("/xdg"));
        qputenv("XDG_DATA_HOME", (place.home() + QStringLiteral("/xdg")).toUtf8());
        const auto unset = qScopeGuard([] { qunsetenv("XDG_DATA_HOME"); });
        const QString file = place.file(QStringLiteral("flights.pipeline.json"));
        tests::writeBytes(file, "content");
        const auto trashed = moveToTrash(file);
        VERIFY_OK(trashed);
        QVERIFY(!QFile::exists(file));
        tests::writeBytes(file, "another");
        QVERIFY(!takeBack(*trashed).ok());  // overwrites nothing
        QVERIFY(QFile::remove(file));
        VERIFY_OK(takeBack(*trashed));
        QFile back(file);
        QVERIFY(back.open(QIODevice::ReadOnly));
        QCOMPARE(back.readAll(), QByteArray("content"));
        QVERIFY(!moveToTrash(place.file(QStringLiteral("nothing"))).ok());
    }

    void examplesOpenAsCopies()
    {
        const tests::Place place;
        const auto examples = findExamples(exampleFolder());
        QCOMPARE(examples.size(), 3);
        QVERIFY(documentsFolder().startsWith(place.home()));
        const Example &example = examples[1];
        const auto first = copyExample(example, documentsFolder());
        VERIFY_OK(first);
        const auto second = copyExample(example, documentsFolder());
        VERIFY_OK(second);
        QVERIFY(*first != *second);
        for (const QString &file : {*first, *second}) {
            const auto read = readPipelineFile(file);
            VERIFY_OK(read);
            QVERIFY(read->pipeline.nodes == example.pipeline.nodes);
            QVERIFY(QFileInfo(file).isWritable());
            QVERIFY(QFileInfo(QFileInfo(file).absolutePath() + QStringLiteral("/data")).isDir());
            QCOMPARE(workspaceOf(file), QFileInfo(QFileInfo(file).absolutePath()).canonicalFilePath());
        }
        Example missing = example;
        missing.folder = place.file(QStringLiteral("nothing"));
        tests::writeBytes(place.file(QStringLiteral("full")), "x");
        QVERIFY(!copyExample(example, place.file(QStringLiteral("full"))).ok());
    }

    void templatesAreValidAndRun()
    {
        const tests::Place place;
        const auto templates = findExamples(templateFolder());
        QVERIFY(templates.size() >= 5);
        for (const Example &each : templates) {
            QVERIFY2(!each.pipeline.doc.isEmpty(), qPrintable(each.id));
            const auto copy = copyExample(each, documentsFolder());
            VERIFY_OK(copy);
            QFile file(*copy);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), writePipeline(each.pipeline));  // canonical: a first save changes nothing
            for (const QString &command : {QStringLiteral("validate"), QStringLiteral("run")}) {
                QProcess headrace;
                headrace.setProcessChannelMode(QProcess::MergedChannels);
                headrace.start(QStringLiteral(HEADRACE_BIN_DIR) + QStringLiteral("/headrace"), {command, *copy});
                QVERIFY(headrace.waitForFinished(60'000));
                QVERIFY2(headrace.exitCode() == 0, headrace.readAll().constData());
            }
        }
    }
};

HEADRACE_TEST(TestWorkspace)
#include "test_workspace.moc"
