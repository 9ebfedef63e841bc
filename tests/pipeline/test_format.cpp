// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/format.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/resolve.h"
#include "tests/pipeline/random_pipeline.h"
#include "tests/pipeline/sample_catalog.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace headrace;
using namespace headrace::tests;

namespace {

QByteArray bytesOf(const QString &name)
{
    QFile file(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/pipeline/data/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(file.fileName()));
    return file.readAll();
}

ReadPipeline readOrDie(const QByteArray &bytes)
{
    auto result = readPipeline(bytes);
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return *std::move(result);
}

/// The lines of each node's block, and of its place in the layout, by its id; and all other lines.
QMap<QString, QByteArrayList> linesByOwner(const Pipeline &pipeline)
{
    const QByteArrayList lines = writePipeline(pipeline).split('\n');
    QMap<QString, QByteArrayList> owners;
    QString block;  // the node whose block this is
    bool inNodes = false, inPositions = false;
    for (const QByteArray &line : lines) {
        if (line == "  \"nodes\": {") {
            inNodes = true;
        } else if (line == "  }" || line == "  },") {
            inNodes = false;
        } else if (line == "    \"positions\": {") {
            inPositions = true;
        } else if (line == "    }") {
            if (inPositions)
                inPositions = false;
        }
        if (line.trimmed() == ",")
            continue;  // a separator belongs to nobody
        const auto nameIn = [&line](qsizetype from) {
            const QByteArray text = '[' + line.mid(from, line.indexOf("\": ", from) + 1 - from) + ']';
            return QJsonDocument::fromJson(text).array().at(0).toString();
        };
        if (inNodes && line.startsWith("    \""))
            block = nameIn(4);
        if (inNodes && !block.isEmpty())
            owners[QLatin1Char('n') + block] << line;
        else if (inPositions && line.startsWith("    , "))
            owners[QLatin1Char('p') + nameIn(6)] << line;
        else
            owners[QString()] << line;
        if (inNodes && line == "    }")
            block.clear();
    }
    return owners;
}

}  // namespace

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void canonical()
    {
        const QByteArray text = bytesOf(QStringLiteral("canonical.pipeline.json"));
        const ReadPipeline read = readOrDie(text);
        QStringList codes;
        for (const Diagnostic &diagnostic : read.diagnostics)
            codes << diagnostic.code + QLatin1Char('@') + QString::number(diagnostic.line);
        QCOMPARE(codes.join(QLatin1Char(' ')), QStringLiteral("unknown_member@108 unknown_member@87"));
        const Pipeline &pipeline = read.pipeline;
        QCOMPARE(pipeline.doc, QStringLiteral("Two\nlines."));
        QCOMPARE(pipeline.nodes.size(), 3);
        const Node &clean = pipeline.nodes[QStringLiteral("clean")];
        QCOMPARE(clean.params.value(QStringLiteral("code")).toString(), QStringLiteral("a = 1\nb = 2"));
        QCOMPARE(clean.params.value(QStringLiteral("exact")).toInteger(), 9007199254740993);
        QCOMPARE(clean.policy.timeoutSeconds, 60.0);
        QVERIFY(clean.disabled && clean.frozen && clean.materialize);
        QCOMPARE(pipeline.edges().size(), 3);
        QCOMPARE(pipeline.layout.positions[QStringLiteral("clean")], QPointF(200, 40.5));
        QCOMPARE(writePipeline(pipeline), text);
        QVERIFY(pipelineFromJson(pipelineToJson(pipeline)).pipeline == pipeline);
    }
    /// Whatever order and spacing it is read in, it is written in one.
    void anyOrderAndSpacing()
    {
        const QByteArray text = bytesOf(QStringLiteral("canonical.pipeline.json"));
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        for (const auto format : {QJsonDocument::Compact, QJsonDocument::Indented})
            QCOMPARE(writePipeline(readOrDie(QJsonDocument(object).toJson(format)).pipeline), text);
    }
    void roundTrips()
    {
        RandomPipeline random(1);
        for (int i = 0; i < 300; ++i) {
            const Pipeline pipeline = random.pipeline(8);
            const QByteArray text = writePipeline(pipeline);
            QVERIFY(text.endsWith("}\n"));
            QVERIFY(!text.contains('\r'));
            QVERIFY(QString::fromUtf8(text).toUtf8() == text);
            const Pipeline back = readOrDie(text).pipeline;
            QCOMPARE(summary(diff(pipeline, back)), QString());
            QVERIFY(back == pipeline);
            QCOMPARE(writePipeline(back), text);
            QVERIFY(pipelineFromJson(pipelineToJson(pipeline)).pipeline == pipeline);
        }
    }
    /// Adding, moving, removing or changing one node changes lines of that node alone.
    void otherLinesStay()
    {
        RandomPipeline random(2);
        int checked = 0;
        for (int i = 0; i < 400; ++i) {
            Pipeline pipeline = random.pipeline(6);
            // Texts over several lines make no node's line look like the end of a block, but keep the test's reading simple.
            pipeline.doc.clear();
            pipeline.layout.frames.clear();
            pipeline.layout.notes.clear();
            pipeline.layout.unknown = {};
            pipeline.unknown = {};
            pipeline.parameters.clear();
            Pipeline after = pipeline;
            const QString id = random.random().bounded(2) ? random.id()
                : pipeline.nodes.isEmpty()                ? random.id()
                                                          : pipeline.nodes.firstKey();
            const bool existed = pipeline.nodes.contains(id);
            const int kind = random.random().bounded(3);
            const PipelineEdit edit = kind == 0 ? PipelineEdit(SetNode{id, random.node(pipeline)})
                : kind == 1                     ? PipelineEdit(SetPosition{id, QPointF(random.random().bounded(100), 3)})
                                                : PipelineEdit(SetNode{id, std::nullopt});
            if ((kind == 2 && !existed) || !applyEdits(after, {edit}))
                continue;
            ++checked;
            auto was = linesByOwner(pipeline), is = linesByOwner(after);
            const QString own = (kind == 1 ? QLatin1Char('p') : QLatin1Char('n')) + id;
            was.remove(own);
            is.remove(own);
            // An empty map is left out with its frame, so the first position and the first node bring that.
            if (pipeline.layout.positions.isEmpty() != after.layout.positions.isEmpty()
                || pipeline.nodes.isEmpty() != after.nodes.isEmpty()) {
                was.remove(QString());
                is.remove(QString());
            }
            QCOMPARE(is, was);
            if (kind != 1)
                continue;
            // Moving changes nothing before the layout, even where there was none.
            const auto logic = [](const Pipeline &of) {
                const QByteArray text = writePipeline(of);
                const qsizetype layout = text.indexOf("\n  ,\n  \"layout\"");
                return layout < 0 ? text.left(text.lastIndexOf("\n}")) : text.left(layout);
            };
            QCOMPARE(logic(after), logic(pipeline));
        }
        QVERIFY(checked > 200);
    }
    void embeddedPipelinesDiffToo()
    {
        Pipeline outer;
        Pipeline inner = readOrDie(bytesOf(QStringLiteral("canonical.pipeline.json"))).pipeline;
        Node node;
        node.op = QLatin1String(kSubpipelineOperator);
        node.params.insert(QStringLiteral("pipeline"), pipelineToJson(inner));
        outer.nodes.insert(QStringLiteral("s"), node);
        const QByteArrayList before = writePipeline(outer).split('\n');
        QVERIFY(readOrDie(writePipeline(outer)).pipeline == outer);
        VERIFY_OK(applyEdits(
            inner, {SetNode{QStringLiteral("aa"), Node{QStringLiteral("table.union")}}, SetPosition{QStringLiteral("a"), QPointF(1, 2)}}));
        outer.nodes[QStringLiteral("s")].params.insert(QStringLiteral("pipeline"), pipelineToJson(inner));
        QByteArrayList after = writePipeline(outer).split('\n');
        for (const QByteArray &line : before)
            QVERIFY2(after.removeOne(line), line.constData());
        QCOMPARE(after.size(), 6);  // four of the block, a separator, a position
    }
    void kept_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("\"nodes\": 5", "bad_member 1");
        row("\"nodes\": {\"a\": 5}", "bad_member 1");
        row("\"nodes\": {\"a\": {\"op\": 5, \"version\": 0, \"title\": [], \"disabled\": \"yes\"}}",
            "bad_member 1|bad_member 1|bad_member 1|bad_member 1");
        row("\"nodes\": {\"a\": {\"op\": \"x\",\n \"version\": 1.5}}", "bad_member 2");
        row("\"nodes\": {\"a\": {\"op\": \"x\", \"inputs\":\n {\"rows\": [\"b:rows\", 5], \"left\": \"b\"}}}", "bad_member 2|bad_member 2");
        row("\"nodes\": {\"a\": {\"op\": \"x\", \"inputs\": [1], \"params\": \"p\"}}", "bad_member 1|bad_member 1");
        row("\"nodes\": {\"a\": {\"op\": \"x\", \"policy\": {\"retries\": -1, \"timeout_s\": \"1\", \"other\": 1}}}",
            "bad_member 1|bad_member 1|unknown_member 1");
        row("\"nodes\": {\"a\": {\"op\": \"x\",\n\n \"titel\": \"T\"}}", "unknown_member 3");
        row("\"parameters\": {\"p\": {\"type\": \"nothing\"}, \"q\": 1}, \"ports\": {\"outputs\": {\"o\": 5}, \"x\": 1}",
            "bad_member 1|bad_member 1|bad_member 1|unknown_member 1");
        row("\"layout\": []", "bad_member 1");
        row("\"layout\": {\"positions\": {\"a\": [1], \"b\": [1, 1e300], \"c\": 5, \"d\": [1, 2]}, \"frames\": {\"f\": {}}, \"notes\": 1, "
            "\"zoom\": 2}",
            "bad_member 1|bad_member 1|bad_member 1|bad_member 1|bad_member 1|unknown_member 1");
        row("\"name\": {}, \"doc\": {\"$lines\": 5}", "bad_member 1|bad_member 1");
        row("\"doc\": {\"$lines\": [\"a\", \"b\"]}", "");
        row("\"naem\": \"x\"", "unknown_member 1");
        row("\"nodes\": {\"a\": {\"op\": \"x\"},\n \"\\u0061\": {\"op\": \"y\"}}", "duplicate_key 2");
        row("\"nodes\": {\"a\": {\"op\": \"x\", \"params\": {\"n\":\n 12345678901234567890}}}", "inexact_number 2");
        row("\"nodes\": {\"a\": {\"op\": \"x\", \"params\": {\"n\": 9223372036854775807, \"m\": -9223372036854775808}}}", "");
    }
    /// What is not understood is said, with its line, and is still there after writing.
    void kept()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, expected);
        const QByteArray whole = "{\"headrace\": 1, " + text + "}";
        const ReadPipeline read = readOrDie(whole);
        QStringList found;
        for (const Diagnostic &diagnostic : read.diagnostics) {
            found << diagnostic.code + QLatin1Char(' ') + QString::number(diagnostic.line);
            QVERIFY(!diagnostic.hint.isEmpty());
        }
        QCOMPARE(found.join(QLatin1Char('|')), expected);
        const QByteArray written = writePipeline(read.pipeline);
        const ReadPipeline again = readOrDie(written);
        QVERIFY(again.pipeline == read.pipeline);
        QCOMPARE(writePipeline(again.pipeline), written);
        if (expected.contains(QStringLiteral("member"))) {
            // Every fact of the file is still in it.
            const QJsonObject before = QJsonDocument::fromJson(whole).object();
            const QJsonObject after = QJsonDocument::fromJson(written).object();
            for (auto member = before.begin(); member != before.end(); ++member)
                QVERIFY2(contains(after.value(member.key()), member.value()), written.constData());
        }
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        const auto row = [](const char *name, const QByteArray &text, int line) { QTest::newRow(name) << text << line; };
        row("empty", "", 1);
        row("text", "hello", 1);
        row("list", "[1, 2]", 1);
        row("cut off", "{\"headrace\": 1,\n\"nodes\": {\n", 3);
        row("comma", "{\"headrace\": 1,\n\n\"nodes\": {},}", 3);
        row("other JSON", "{\"name\": \"x\"}", 0);
        row("version 0", "{\"headrace\": 0}", 0);
        row("version 1.5", "{\"headrace\": 1.5}", 0);
        row("newer", "{\"headrace\": 2}", 0);
        row("not UTF-8", "{\"headrace\": 1,\n\"name\": \"\xff\xfe\"}", 2);
        row("UTF-16", QByteArray("\xff\xfe{\0\"\0", 6), 1);
        row("NaN", "{\"headrace\": 1,\n\"nodes\": NaN}", 2);
        row("Infinity", "{\"headrace\": 1,\n\"x\": -Infinity}", 2);
        row("huge", "{\"headrace\": 1,\n\"x\": 1e999}", 2);
        row("NUL", QByteArray("{\"headrace\": 1,\n\0}", 18), 2);
        row("deep lists", "{\"headrace\": 1,\n\"x\": " + QByteArray(5000, '[') + QByteArray(5000, ']') + "}", 2);
        QByteArray deep = "{\"headrace\": 1,\n\"x\": ";
        for (int i = 0; i < 300; ++i)
            deep += "{\"x\":\n";
        row("deep objects", deep + "1" + QByteArray(301, '}'), 201);
        row("unclosed deep", QByteArray(10'000'000, '['), 1);
    }
    void refused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, line);
        const auto result = readPipeline(text);
        QVERIFY(!result);
        QVERIFY2(result.error().code == ErrorCode::Invalid, qPrintable(result.error().text));
        QCOMPARE(result.error().line, line);
        QVERIFY(!result.error().hint.isEmpty());
    }
    void byteOrderMark()
    {
        const ReadPipeline read = readOrDie("\xEF\xBB\xBF{\"headrace\": 1, \"name\": \"N\"}");
        QCOMPARE(read.pipeline.name, QStringLiteral("N"));
        QCOMPARE(summaries(read.diagnostics).join(QLatin1Char('|')), QStringLiteral("byte_order_mark - - - -"));
        QVERIFY(writePipeline(read.pipeline).startsWith('{'));
    }
    void floods()
    {
        // A million keys that are all the same, or all unknown, give a bounded list.
        QByteArray same = "{\"headrace\": 1, \"layout\": {\"x\": {", unknown = "{\"headrace\": 1";
        for (int i = 0; i < 100'000; ++i) {
            same += i == 0 ? "\"k\": 1" : ", \"k\": 1";
            unknown += ", \"k" + QByteArray::number(i) + "\": 1";
        }
        QVERIFY(readOrDie(same + "}}}").diagnostics.size() < 2000);
        const ReadPipeline read = readOrDie(unknown + "}");
        QVERIFY(read.diagnostics.size() < 2000);
        QCOMPARE(read.diagnostics.last().code, QStringLiteral("more"));
        QCOMPARE(read.pipeline.unknown.size(), 100'000);
    }
    void linesOfOtherDiagnostics()
    {
        const QByteArray text = bytesOf(QStringLiteral("canonical.pipeline.json"));
        QList<Diagnostic> found(5);
        found[0].node = QStringLiteral("join");
        found[1].node = QStringLiteral("clean");
        found[1].parameter = QStringLiteral("columns[1].expression");
        found[2].node = QStringLiteral("clean");
        found[2].port = QStringLiteral("rows");
        found[3].node = QStringLiteral("none");
        found[4].node = QStringLiteral("flights");
        found[4].line = 7;
        addLines(found, text);
        const QByteArrayList lines = text.split('\n');
        QVERIFY(lines[found[0].line - 1].contains("\"join\""));
        QVERIFY(lines[found[1].line - 1].contains("\"columns\""));
        QVERIFY(lines[found[2].line - 1].contains("\"rows\": \"flights:rows\""));
        QCOMPARE(found[3].line, 0);
        QCOMPARE(found[4].line, 7);
    }
    void files()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("it's; a -- \"name\".pipeline.json"));
        const Pipeline pipeline = RandomPipeline(9).pipeline(5);
        VERIFY_OK(writePipelineFile(path, pipeline));
        const auto read = readPipelineFile(path);
        VERIFY_OK(read);
        QVERIFY(read->pipeline == pipeline);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);

        const auto missing = readPipelineFile(folder.filePath(QStringLiteral("none")));
        QVERIFY(!missing && missing.error().code == ErrorCode::NotFound);
        QVERIFY(!readPipelineFile(folder.path()));
        const auto denied = writePipelineFile(folder.filePath(QStringLiteral("no/such/folder.json")), pipeline);
        QVERIFY(!denied && denied.error().code == ErrorCode::Io);
        QFile broken(folder.filePath(QStringLiteral("broken")));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{\n\n!") == 4);
        broken.close();
        const auto error = readPipelineFile(broken.fileName());
        QVERIFY(!error);
        QCOMPARE(error.error().line, 3);
        QCOMPARE(error.error().file, broken.fileName());
    }
    /// 100,000 nodes are read and checked in under a second by a release build; here, with the sanitizers, only that nothing is quadratic.
    void manyNodes()
    {
        Pipeline pipeline;
        for (int i = 0; i < 20'000; ++i) {
            Node node;
            node.op = QStringLiteral("table.filter");
            node.version = 2;
            node.params.insert(QStringLiteral("condition"), QStringLiteral("a > %1").arg(i));
            if (i > 0)
                node.inputs.insert(QStringLiteral("rows"), {{QStringLiteral("n%1").arg(i - 1), QStringLiteral("rows")}});
            pipeline.nodes.insert(QStringLiteral("n%1").arg(i), node);
            pipeline.layout.positions.insert(QStringLiteral("n%1").arg(i), QPointF(i, i));
        }
        QElapsedTimer timer;
        timer.start();
        const QByteArray text = writePipeline(pipeline);
        const qint64 written = timer.restart();
        const ReadPipeline read = readOrDie(text);
        const qint64 readTime = timer.restart();
        const QList<Diagnostic> found = check(read.pipeline, sampleCatalog().lookup());
        const qint64 checked = timer.elapsed();
        qInfo("20,000 nodes, %lld bytes: write %lld ms, read %lld ms, check %lld ms", qint64(text.size()), written, readTime, checked);
        QCOMPARE(summaries(found).join(QLatin1Char('|')), QStringLiteral("missing_input n0 - rows -"));
        QVERIFY(read.pipeline == pipeline);
        QVERIFY(written + readTime + checked < 120'000);
    }

private:
    /// Whether all facts of the second are in the first.
    static bool contains(const QJsonValue &all, const QJsonValue &some)
    {
        if (!some.isObject() || !all.isObject())
            return all == some || (some.isArray() && all == some.toArray().first());
        const QJsonObject object = some.toObject(), in = all.toObject();
        const QStringList keys = object.keys();
        return std::all_of(keys.cbegin(), keys.cend(), [&](const QString &key) { return contains(in.value(key), object.value(key)); });
    }
};

HEADRACE_TEST(TestFormat)
#include "test_format.moc"
