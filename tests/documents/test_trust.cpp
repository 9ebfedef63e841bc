// SPDX-License-Identifier: GPL-3.0-or-later
// Before a run a person is asked about scripts and files outside; opening a pipeline runs nothing and reads nothing outside.
#include "models/trust/trust_gate.h"

#include "engine/host/worker_client.h"
#include "engine/pipeline/format.h"
#include "models/document/external_change.h"
#include "models/settings/settings.h"
#include "tests/documents/sample.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QProcess>
#include <QSignalSpy>

#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace headrace;

class TestTrust : public QObject
{
    Q_OBJECT

    /// A real worker for each question; in the window it is the warm one.
    static TrustGate::Probe realProbe()
    {
        return [](const QJsonObject &body, const TrustGate::Answer &answer) {
            host::AskOptions options;
            options.worker.program = QStringLiteral(HEADRACE_BIN_DIR) + QStringLiteral("/headrace-worker");
            options.worker.catalogFingerprint = embeddedCatalog().fingerprint();
            answer(host::withWorker(QStringLiteral("trust_probe"), body, options));
        };
    }

    static Node pythonNode(const QString &code, const QString &file = {})
    {
        Node node;
        node.op = QStringLiteral("code.python");
        if (file.isEmpty())
            node.params.insert(QStringLiteral("code"), code);
        else
            node.params.insert(QStringLiteral("file"), file);
        node.inputs.insert(QStringLiteral("inputs"), {PortRef{QStringLiteral("flights"), QStringLiteral("rows")}});
        return node;
    }

    struct Gate {
        tests::Place place;
        PipelineDocument document;
        std::unique_ptr<Settings> settings = std::make_unique<Settings>();
        std::unique_ptr<TrustGate> gate;
        std::unique_ptr<QSignalSpy> checked;

        explicit Gate(const Pipeline &pipeline)
        {
            document.setContent(pipeline, true);
            if (const auto saved = document.saveAs(place.file(QStringLiteral("p.pipeline.json"))); !saved)
                qFatal("%s", qPrintable(saved.error().toString()));
            gate = std::make_unique<TrustGate>(&document, embeddedCatalog(), settings.get(), realProbe());
            checked = std::make_unique<QSignalSpy>(gate.get(), &TrustGate::checked);
        }
        bool check()
        {
            const auto before = checked->size();
            gate->check();
            return QTest::qWaitFor([&] { return checked->size() > before; }, 20'000);
        }
        bool grant()
        {
            const auto before = checked->size();
            gate->grant();
            return QTest::qWaitFor([&] { return checked->size() > before; }, 20'000);
        }
    };

    static Pipeline inlineWith(const Node &python)
    {
        Pipeline pipeline;
        Node source;
        source.op = QStringLiteral("read.inline");
        source.params.insert(QStringLiteral("csv"), QStringLiteral("a\n1\n"));
        pipeline.nodes.insert(QStringLiteral("flights"), source);
        pipeline.nodes.insert(QStringLiteral("score"), python);
        return pipeline;
    }

private Q_SLOTS:
    void aPlainPipelineAsksNothing()
    {
        Pipeline pipeline = tests::samplePipeline();
        Gate open(pipeline);
        QVERIFY(open.check());
        QVERIFY(open.gate->isClear());
        QVERIFY(open.gate->allowed().isEmpty());
    }

    void codeIsAskedOncePerContent()
    {
        const QString code = QStringLiteral("def run(inputs, params, ctx):\n    return inputs\n");
        Gate open(inlineWith(pythonNode(code)));
        QVERIFY(open.check());
        QCOMPARE(open.gate->scripts().size(), 1);
        QCOMPARE(open.gate->scripts()[0].node, QStringLiteral("score"));
        QByteArray shown;
        open.gate->readScript(open.gate->scripts()[0], [&](const Result<QByteArray> &text) { shown = text ? *text : QByteArray(); });
        QTRY_COMPARE(QString::fromUtf8(shown), code);
        QVERIFY(open.grant());
        QVERIFY(open.gate->isClear());
        QVERIFY(open.check());
        QVERIFY(open.gate->isClear());  // asked once
        VERIFY_OK(
            open.document.apply({SetNodeParam{QStringLiteral("score"), QStringLiteral("code"), QJsonValue(code + QStringLiteral("#"))}},
                                QStringLiteral("Edit")));
        QVERIFY(open.check());
        QCOMPARE(open.gate->scripts().size(), 1);  // another content
    }

    void aScriptChangedMeanwhileIsNotShownAsTheOneAskedAbout()
    {
        Gate open(inlineWith(pythonNode(QString(), QStringLiteral("score.py"))));
        tests::writeBytes(open.place.file(QStringLiteral("score.py")), "print(1)\n");
        QVERIFY(open.check());
        QCOMPARE(open.gate->scripts().size(), 1);
        QCOMPARE(open.gate->scripts()[0].file, QStringLiteral("score.py"));
        std::optional<Result<QByteArray>> shown;
        open.gate->readScript(open.gate->scripts()[0], [&](const Result<QByteArray> &text) { shown = text; });
        QTRY_VERIFY(shown.has_value());
        QVERIFY(shown->ok());
        QCOMPARE(**shown, QByteArray("print(1)\n"));
        tests::writeBytes(open.place.file(QStringLiteral("score.py")), "print(2)\n");
        shown.reset();
        open.gate->readScript(open.gate->scripts()[0], [&](const Result<QByteArray> &text) { shown = text; });
        QTRY_VERIFY(shown.has_value());
        QVERIFY(!shown->ok());
    }

    void filesOutsideWaitForAllow()
    {
        const QTemporaryDir outside;
        tests::writeBytes(outside.filePath(QStringLiteral("step.py")), "def run(inputs, params, ctx):\n    return inputs\n");
        Pipeline pipeline = inlineWith(pythonNode(QString(), outside.filePath(QStringLiteral("step.py"))));
        Node pattern;
        pattern.op = QStringLiteral("read.parquet");
        pattern.params.insert(QStringLiteral("path"), outside.path() + QStringLiteral("/${year}/*.parquet"));
        pipeline.nodes.insert(QStringLiteral("many"), pattern);
        PipelineParameter year;
        year.type = ParamType::Text;
        year.defaultValue = QStringLiteral("2001");
        pipeline.parameters.insert(QStringLiteral("year"), year);
        Node sink;
        sink.op = QStringLiteral("write.csv");
        sink.params.insert(QStringLiteral("path"), outside.filePath(QStringLiteral("out.csv")));
        sink.inputs.insert(QStringLiteral("rows"), {PortRef{QStringLiteral("flights"), QStringLiteral("rows")}});
        pipeline.nodes.insert(QStringLiteral("sink"), sink);
        Gate open(pipeline);
        QVERIFY(open.check());
        QCOMPARE(open.gate->paths().size(), 3);
        QMap<QString, OutsidePath> byNode;
        for (const OutsidePath &path : open.gate->paths())
            byNode.insert(path.node, path);
        QCOMPARE(byNode.value(QStringLiteral("many")).absolute, outside.filePath(QStringLiteral("2001")));
        QVERIFY(byNode.value(QStringLiteral("sink")).writes);
        QVERIFY(!byNode.value(QStringLiteral("score")).writes);
        QVERIFY(open.grant());
        QVERIFY(open.gate->paths().isEmpty());
        QCOMPARE(open.gate->allowed().size(), 3);
        // Only now can the script itself be looked at.
        QCOMPARE(open.gate->scripts().size(), 1);
        QVERIFY(open.grant());
        QVERIFY(open.gate->isClear());
        // What was allowed is the workspace's, not another one's.
        QVERIFY(open.settings->allowedPaths(QStringLiteral("/another")).isEmpty());
    }

    void aChosenFileCountsAsAllowed()
    {
        const QTemporaryDir outside;
        const QString file = outside.filePath(QStringLiteral("a.csv"));
        tests::writeBytes(file, "a\n1\n");
        Pipeline pipeline;
        Node source;
        source.op = QStringLiteral("read.csv");
        source.params.insert(QStringLiteral("path"), file);
        pipeline.nodes.insert(QStringLiteral("a"), source);
        Gate open(pipeline);
        open.gate->allowChosen(file);
        open.gate->allowChosen(open.place.file(QStringLiteral("p.pipeline.json")));  // within: nothing to allow
        QCOMPARE(open.gate->allowed(), QStringList{file});
        QVERIFY(open.check());
        QVERIFY(open.gate->isClear());
    }

    void openingReadsNothingOutside()
    {
        // A pipe outside the workspace: whoever opened it for reading would show, since it can then be opened for writing.
        const QTemporaryDir outside;
        const QByteArray pipe = QFile::encodeName(outside.filePath(QStringLiteral("data.csv")));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        Pipeline pipeline = tests::samplePipeline();
        for (const char *node : {"flights", "late"})
            pipeline.nodes[QLatin1String(node)].params.insert(QStringLiteral("path"), QString::fromLocal8Bit(pipe));
        pipeline.nodes.insert(QStringLiteral("score"), pythonNode(QString(), QString::fromLocal8Bit(pipe)));
        const tests::Place place;
        const QString path = place.file(QStringLiteral("p.pipeline.json"));
        VERIFY_OK(writePipelineFile(path, pipeline));

        std::atomic<bool> stop = false;
        std::atomic<bool> wasRead = false;
        std::thread watcher([&] {
            while (!stop) {
                if (const int writer = ::open(pipe.constData(), O_WRONLY | O_NONBLOCK); writer >= 0) {
                    wasRead = true;
                    ::close(writer);
                }
                ::usleep(500);
            }
        });
        auto opened = PipelineDocument::open(path);
        QVERIFY(opened.ok());
        {
            const ExternalChange change(opened->get());
            Settings settings;
            TrustGate gate(opened->get(), embeddedCatalog(), &settings, realProbe());
            QSignalSpy checked(&gate, &TrustGate::checked);
            gate.check();
            QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 1, 20'000);
            QVERIFY(gate.paths().size() >= 2);
        }
        QVERIFY(!wasRead);
        // The watcher does see a reader.
        std::thread reader([&] {
            const int file = ::open(pipe.constData(), O_RDONLY);
            ::close(file);
        });
        QTRY_VERIFY(wasRead);
        reader.join();
        stop = true;
        watcher.join();
    }
};

HEADRACE_TEST(TestTrust)
#include "test_trust.moc"
