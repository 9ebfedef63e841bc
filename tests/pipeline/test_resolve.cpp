// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/resolve.h"

#include "engine/pipeline/check.h"
#include "tests/pipeline/sample_catalog.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QJsonArray>

using namespace headrace;
using namespace headrace::tests;

namespace {

/// Pipelines by absolute path, instead of files.
ResolveOptions withFiles(const QMap<QString, QByteArray> &files)
{
    ResolveOptions options;
    options.folder = QStringLiteral("/ws");
    options.upgrade = [](Node &node) { sampleCatalog().upgrade(node); };
    options.readFile = [files](const QString &path, const QString &folder) -> Result<SubpipelineFile> {
        const QString whole = QDir::cleanPath(QDir(folder).filePath(path));
        if (!files.contains(whole))
            return Error(ErrorCode::NotFound, QStringLiteral("'%1' is not there.").arg(whole), QStringLiteral("Check the name."));
        return SubpipelineFile{pipelineOf(files[whole]), whole};
    };
    return options;
}

QString edgesOf(const Pipeline &pipeline)
{
    QStringList texts;
    const QList<Edge> edges = pipeline.edges();
    for (const Edge &edge : edges)
        texts << edge.from.toString() + QStringLiteral(">") + edge.to.toString();
    return texts.join(QLatin1Char(' '));
}

const QByteArray kClean
    = "{\"headrace\": 1, \"parameters\": {\"least\": {\"type\": \"integer\", \"default\": 1}, \"file\": {\"type\": \"path\", \"default\": "
      "\"lookup.csv\"}},"
      "\"ports\": {\"inputs\": {\"rows\": [\"f:rows\", \"j:right\"]}, \"outputs\": {\"rows\": \"j:rows\", \"rest\": \"f:rows\"}},"
      "\"nodes\": {\"f\": {\"op\": \"table.filter\", \"version\": 1, \"params\": {\"where\": \"a > $least\"}},"
      "\"g\": {\"op\": \"test.all\", \"params\": {\"integer\": {\"$param\": \"least\"}, \"path\": {\"$param\": \"file\"}, \"map\": {\"k\": "
      "{\"$param\": \"least\"}},"
      "\"numbers\": [1, {\"$param\": \"least\"}], \"text\": \"${least}\"}},"
      "\"r\": {\"op\": \"read.csv\", \"params\": {\"path\": \"data/x-${least}.csv\"}},"
      "\"j\": {\"op\": \"table.join\", \"inputs\": {\"left\": \"f:rows\"}}}}";

}  // namespace

class TestResolve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inlined()
    {
        const Pipeline pipeline = pipelineOf("{\"headrace\": 1, \"parameters\": {\"n\": {\"type\": \"integer\"}, \"dir\": {\"type\": "
                                             "\"path\", \"default\": \"in\"}}, \"nodes\": {"
                                             "\"src\": {\"op\": \"read.csv\", \"params\": {\"path\": \"${dir}/a.csv\"}},"
                                             "\"s\": {\"op\": \"flow.subpipeline\", \"materialize\": true, \"policy\": {\"retries\": 2}, "
                                             "\"inputs\": {\"rows\": \"src:rows\"},"
                                             "\"params\": {\"values\": {\"least\": {\"$param\": \"n\"}}, \"pipeline\": "
                                             + kClean
                                             + "}},"
                                               "\"u\": {\"op\": \"table.union\", \"inputs\": {\"rows\": [\"s:rest\", \"s:rows\"]}}}}");
        ResolveOptions options = withFiles({});
        options.values.insert(QStringLiteral("n"), 7);
        const ResolvedPipeline resolved = resolve(pipeline, sampleCatalog().lookup(), options);
        QCOMPARE(summaries(resolved.diagnostics), QStringList());
        QCOMPARE(edgesOf(resolved.pipeline),
                 QStringLiteral("src:rows>s/f:rows s/f:rows>s/j:left src:rows>s/j:right s/f:rows>u:rows s/j:rows>u:rows"));
        const QJsonObject params = resolved.pipeline.nodes[QStringLiteral("s/g")].params;
        QCOMPARE(params.value(QStringLiteral("integer")), QJsonValue(7));
        QCOMPARE(params.value(QStringLiteral("path")), QJsonValue(QStringLiteral("lookup.csv")));
        QCOMPARE(params.value(QStringLiteral("numbers")), QJsonValue(QJsonArray{1, 7}));
        QCOMPARE(params.value(QStringLiteral("map")).toObject().value(QStringLiteral("k")), QJsonValue(7));
        QCOMPARE(params.value(QStringLiteral("text")), QJsonValue(QStringLiteral("${least}")));  // in paths only
        QCOMPARE(resolved.pipeline.nodes[QStringLiteral("src")].params.value(QStringLiteral("path")).toString(),
                 QStringLiteral("in/a.csv"));
        QCOMPARE(resolved.pipeline.nodes[QStringLiteral("s/r")].params.value(QStringLiteral("path")).toString(),
                 QStringLiteral("data/x-7.csv"));
        QCOMPARE(resolved.pipeline.nodes[QStringLiteral("s/f")].params.value(QStringLiteral("condition")).toString(),
                 QStringLiteral("a > $least"));
        QCOMPARE(resolved.pipeline.nodes[QStringLiteral("s/f")].version, 2);
        QCOMPARE(resolved.scopes[QStringLiteral("s/")][QStringLiteral("least")].defaultValue, QJsonValue(7));
        QCOMPARE(resolved.scopes[QString()][QStringLiteral("n")].defaultValue, QJsonValue(7));
        QVERIFY(resolved.pipeline.nodes[QStringLiteral("s/j")].materialize);
        QVERIFY(!resolved.pipeline.nodes[QStringLiteral("s/g")].materialize);
        QCOMPARE(resolved.pipeline.nodes[QStringLiteral("s/g")].policy.retries, 2);
        QCOMPARE(resolved.pipeline.nodes[QStringLiteral("u")].policy.retries, 0);
        QCOMPARE(summaries(check(resolved.pipeline, sampleCatalog().lookup(), true)), QStringList());
    }
    void filesAndTheirFolders()
    {
        const QByteArray middle = "{\"headrace\": 1, \"parameters\": {\"where\": {\"type\": \"path\"}}, \"ports\": {\"inputs\": {\"in\": "
                                  "\"c:rows\"}, \"outputs\": {\"out\": \"c:rows\"}}, \"nodes\": {"
                                  "\"own\": {\"op\": \"read.csv\", \"params\": {\"path\": \"own.csv\"}}, \"given\": {\"op\": \"read.csv\", "
                                  "\"params\": {\"path\": {\"$param\": \"where\"}}},"
                                  "\"below\": {\"op\": \"read.csv\", \"params\": {\"path\": \"${where}/b.csv\"}},"
                                  "\"c\": {\"op\": \"flow.subpipeline\", \"params\": {\"pipeline\": {\"$file\": \"deep/clean.json\"}}}}}";
        const Pipeline pipeline = pipelineOf(
            "\"src\": {\"op\": \"read.csv\", \"params\": {\"path\": \"/abs/a.csv\"}}, \"m\": {\"op\": \"flow.subpipeline\","
            "\"inputs\": {\"in\": \"src:rows\"}, \"params\": {\"values\": {\"where\": \"mine\"}, \"pipeline\": {\"$file\": "
            "\"lib/middle.json\"}}},"
            "\"w\": {\"op\": \"write.csv\", \"params\": {\"path\": \"o.csv\"}, \"inputs\": {\"rows\": \"m:out\"}}");
        const auto options = withFiles(
            {{QStringLiteral("/ws/lib/middle.json"), middle}, {QStringLiteral("/ws/lib/deep/clean.json"), kClean}});
        const ResolvedPipeline resolved = resolve(pipeline, sampleCatalog().lookup(), options);
        QCOMPARE(summaries(resolved.diagnostics), QStringList());
        const auto pathOf = [&](const char *id) {
            return resolved.pipeline.nodes[QLatin1String(id)].params.value(QStringLiteral("path")).toString();
        };
        QCOMPARE(pathOf("src"), QStringLiteral("/abs/a.csv"));
        QCOMPARE(pathOf("m/own"), QStringLiteral("lib/own.csv"));
        QCOMPARE(pathOf("m/given"), QStringLiteral("mine"));
        QCOMPARE(pathOf("m/below"), QStringLiteral("mine/b.csv"));
        QCOMPARE(pathOf("m/c/r"), QStringLiteral("lib/deep/data/x-1.csv"));
        QCOMPARE(pathOf("m/c/g"), QStringLiteral("lib/deep/lookup.csv"));
        QVERIFY2(edgesOf(resolved.pipeline).contains(QStringLiteral("m/c/j:rows>w:rows")), qPrintable(edgesOf(resolved.pipeline)));
    }
    void failures_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *nodes, const char *expected) {
            QTest::newRow(name) << QByteArray(nodes) << QString::fromUtf8(expected);
        };
        row("missing file", "\"s\": {\"op\": \"flow.subpipeline\", \"params\": {\"pipeline\": {\"$file\": \"none.json\"}}}",
            "subpipeline_file s pipeline - -");
        row("itself", "\"s\": {\"op\": \"flow.subpipeline\", \"params\": {\"pipeline\": {\"$file\": \"a.json\"}}}",
            "recursion s/b/a pipeline - -");
        row("nothing", "\"s\": {\"op\": \"flow.subpipeline\"}", "missing_param s pipeline - -");
        row("ports",
            "\"s\": {\"op\": \"flow.subpipeline\", \"inputs\": {\"x\": \"t:y\"}, \"params\": {\"pipeline\": {\"$file\": \"c.json\"}}}, "
            "\"t\": {\"op\": \"flow.subpipeline\","
            "\"params\": {\"pipeline\": {\"$file\": \"c.json\"}}}",
            "unknown_port s - x -|unknown_port s - x -");
        row("values",
            "\"s\": {\"op\": \"flow.subpipeline\", \"params\": {\"values\": {\"leest\": 1, \"least\": \"1\"}, \"pipeline\": {\"$file\": "
            "\"c.json\"}}}",
            "wrong_type s values.least - -|unknown_value s values.leest - least");
        row("bomb", "\"s\": {\"op\": \"flow.subpipeline\", \"params\": {\"pipeline\": {\"$file\": \"d0.json\"}}}", "too_large - - - -");
    }
    void failures()
    {
        QFETCH(const QByteArray, nodes);
        QFETCH(const QString, expected);
        QMap<QString, QByteArray> files{
            {QStringLiteral("/ws/a.json"), "\"b\": {\"op\": \"flow.subpipeline\", \"params\": {\"pipeline\": {\"$file\": \"b.json\"}}}"},
            {QStringLiteral("/ws/b.json"), "\"a\": {\"op\": \"flow.subpipeline\", \"params\": {\"pipeline\": {\"$file\": \"./a.json\"}}}"},
            {QStringLiteral("/ws/c.json"), kClean}};
        // Each contains the next twice: thirty files, a thousand million nodes.
        for (int i = 0; i < 30; ++i) {
            const QByteArray next = "{\"op\": \"flow.subpipeline\", \"params\": {\"pipeline\": {\"$file\": \"d" + QByteArray::number(i + 1)
                + ".json\"}}}";
            files.insert(QStringLiteral("/ws/d%1.json").arg(i), "\"l\": " + next + ", \"r\": " + next);
        }
        files.insert(QStringLiteral("/ws/d30.json"), "\"x\": {\"op\": \"table.union\"}");
        QStringList found = summaries(resolve(pipelineOf(nodes), sampleCatalog().lookup(), withFiles(files)).diagnostics);
        QCOMPARE(found.join(QLatin1Char('|')), expected);
    }
    void parameters()
    {
        const Pipeline pipeline = pipelineOf(
            "{\"headrace\": 1, \"parameters\": {\"count\": {\"type\": \"integer\"}, \"name\": {\"type\": \"text\"}}, \"nodes\": {}}");
        ResolveOptions options;
        options.values = {{QStringLiteral("conut"), 1}, {QStringLiteral("name"), 5}};
        QCOMPARE(summaries(resolve(pipeline, sampleCatalog().lookup(), options).diagnostics).join(QLatin1Char('|')),
                 QStringLiteral("unknown_value - parameters.conut - count|wrong_type - parameters.name - -|unset_parameter - "
                                "parameters.count - -|unset_parameter - parameters.name - -"));
    }
    void fromText()
    {
        const auto read = [](ParamType type, const char *text) {
            PipelineParameter parameter;
            parameter.type = type;
            const auto value = parameterFromText(parameter, QLatin1String(text));
            return value ? *value : QJsonValue(QJsonValue::Undefined);
        };
        QCOMPARE(read(ParamType::Integer, "9007199254740993").toInteger(), 9007199254740993);
        QCOMPARE(read(ParamType::Number, "1e-3"), QJsonValue(0.001));
        QCOMPARE(read(ParamType::Boolean, "false"), QJsonValue(false));
        QCOMPARE(read(ParamType::Text, "5"), QJsonValue(QStringLiteral("5")));
        QVERIFY(read(ParamType::Integer, "1.5").isUndefined());
        QVERIFY(read(ParamType::Number, "nan").isUndefined());
        QVERIFY(read(ParamType::Boolean, "yes").isUndefined());
    }
    void disabled_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QString>("edges");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *nodes, const char *edges, const char *expected) {
            QTest::newRow(name) << QByteArray("\"a\": {\"op\": \"read.csv\"}, ") + nodes << QString::fromUtf8(edges)
                                << QString::fromUtf8(expected);
        };
        row("passes",
            "\"b\": {\"op\": \"table.filter\", \"disabled\": true, \"inputs\": {\"rows\": \"a:rows\"}}, \"c\": {\"op\": \"table.group\", "
            "\"inputs\": {\"rows\": \"b:rows\"}}",
            "a:rows>c:rows", "");
        row("chain",
            "\"b\": {\"op\": \"table.filter\", \"disabled\": true, \"inputs\": {\"rows\": \"c:rows\"}}, \"c\": {\"op\": \"table.group\", "
            "\"disabled\": true, \"inputs\": {\"rows\": \"a:rows\"}},"
            "\"d\": {\"op\": \"table.union\", \"inputs\": {\"rows\": [\"b:rows\", \"c:rows\", \"a:rows\"]}}",
            "a:rows>d:rows a:rows>d:rows a:rows>d:rows", "");
        row("source",
            "\"c\": {\"op\": \"table.group\", \"inputs\": {\"rows\": \"b:rows\"}}, \"b\": {\"op\": \"read.csv\", \"disabled\": true}", "",
            "disabled_input c - rows -");
        row("join",
            "\"b\": {\"op\": \"table.join\", \"disabled\": true, \"inputs\": {\"left\": \"a:rows\"}}, \"c\": {\"op\": \"table.group\", "
            "\"inputs\": {\"rows\": \"b:rows\"}}",
            "", "disabled_input c - rows -");
        row("some of many",
            "\"b\": {\"op\": \"read.csv\", \"disabled\": true}, \"c\": {\"op\": \"table.union\", \"inputs\": {\"rows\": [\"a:rows\", "
            "\"b:rows\"]}}",
            "a:rows>c:rows", "disabled_input c - rows -");
        row("other port",
            "\"b\": {\"op\": \"learn.standardize\", \"disabled\": true, \"inputs\": {\"rows\": \"a:rows\"}}, \"c\": {\"op\": "
            "\"learn.apply\","
            "\"inputs\": {\"transform\": \"b:transform\", \"rows\": \"a:rows\"}}",
            "a:rows>c:rows", "disabled_input c - transform -");
        row("cycle",
            "\"b\": {\"op\": \"table.group\", \"disabled\": true, \"inputs\": {\"rows\": \"b:rows\"}}, \"c\": {\"op\": \"table.group\", "
            "\"inputs\": {\"rows\": \"b:rows\"}}",
            "", "disabled_input c - rows -");
        row("below",
            "\"b\": {\"op\": \"table.join\", \"disabled\": true}, \"c\": {\"op\": \"table.group\", \"disabled\": true, \"inputs\": "
            "{\"rows\": \"b:rows\"}}",
            "", "");
        row("sink", "\"b\": {\"op\": \"write.csv\", \"disabled\": true, \"inputs\": {\"rows\": \"a:rows\"}}", "", "");
        row("subpipeline",
            "\"b\": {\"op\": \"flow.subpipeline\", \"disabled\": true, \"inputs\": {\"in\": \"a:rows\"}, \"params\": {\"pipeline\": "
            "{\"ports\": {\"inputs\": {\"in\": \"x:rows\"},"
            "\"outputs\": {\"out\": \"x:rows\"}}, \"nodes\": {\"x\": {\"op\": \"table.group\"}}}}}, \"c\": {\"op\": \"table.group\", "
            "\"inputs\": {\"rows\": \"b:out\"}}",
            "a:rows>c:rows", "");
    }
    void disabled()
    {
        QFETCH(const QByteArray, nodes);
        QFETCH(const QString, edges);
        QFETCH(const QString, expected);
        const ResolvedPipeline resolved = resolve(pipelineOf(nodes), sampleCatalog().lookup(), withFiles({}));
        QCOMPARE(summaries(resolved.diagnostics).join(QLatin1Char('|')), expected);
        QCOMPARE(edgesOf(resolved.pipeline), edges);
        for (const Node &node : resolved.pipeline.nodes)
            QVERIFY(!node.disabled);
        if (qstrcmp(QTest::currentDataTag(), "some of many") == 0)
            QVERIFY(resolved.diagnostics[0].severity == Severity::Warning);
    }
};

HEADRACE_TEST(TestResolve)
#include "test_resolve.moc"
