// SPDX-License-Identifier: GPL-3.0-or-later
// Every operator's own example runs in the real worker, as its page promises.
#include "engine/catalog/operator_spec.h"
#include "engine/host/worker_client.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace headrace;

class TestOperatorExamples : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<host::Worker> m_worker;

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QDir data(QStringLiteral(HEADRACE_SOURCE_DIR "/resources/examples/data"));
        for (const QString &place : {QStringLiteral("workspace"), QStringLiteral("workspace/data")}) {
            QVERIFY(QDir(m_folder->path()).mkpath(place));
            for (const QString &file : data.entryList(QDir::Files))
                QVERIFY(QFile::copy(data.filePath(file), m_folder->filePath(place + QLatin1Char('/') + file)));
        }
        host::WorkerOptions options;
        options.program = QStringLiteral(HEADRACE_BIN_DIR "/headrace-worker");
        auto worker = host::Worker::start(options);
        VERIFY_OK(worker);
        m_worker = std::move(*worker);
        VERIFY_OK(m_worker->awaitHello());
    }
    void cleanupTestCase()
    {
        if (m_worker)
            m_worker->end();
    }
    void runs_data()
    {
        QTest::addColumn<QJsonObject>("pipeline");
        for (const OperatorSpec &spec : embeddedCatalog().operators())
            QTest::newRow(qPrintable(spec.id)) << spec.example;
    }
    void runs()
    {
        QFETCH(const QJsonObject, pipeline);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QStringList finished, warned;
        host::AskOptions asking;
        asking.timeoutSeconds = 120;
        asking.onEvent = [&](const QJsonObject &event) {
            const QString status = event.value(QStringLiteral("status")).toString();
            if (event.value(QStringLiteral("event")).toString() == QLatin1String("step_finished")) {
                (status == QLatin1String("done") ? finished : warned) << event.value(QStringLiteral("node")).toString();
            }
        };
        const auto answer = host::ask(*m_worker, QStringLiteral("run"),
                                      {{QStringLiteral("pipeline"), pipeline},
                                       {QStringLiteral("options"),
                                        QJsonObject{{QStringLiteral("folder"), m_folder->filePath(QStringLiteral("workspace"))},
                                                    {QStringLiteral("run_folder"), m_folder->filePath(QStringLiteral("runs/") + name)},
                                                    {QStringLiteral("cache_folder"), m_folder->filePath(QStringLiteral("cache"))},
                                                    {QStringLiteral("no_cache"), true},
                                                    {QStringLiteral("trusted"), true}}}},
                                      asking);
        VERIFY_OK(answer);
        QVERIFY2(answer->value(QStringLiteral("status")).toString() == QLatin1String("done"), QJsonDocument(*answer).toJson().constData());
        // Each node of it came to its end, but one that is there to warn.
        QStringList nodes = pipeline.value(QStringLiteral("nodes")).toObject().keys();
        QStringList inner;
        for (const QString &node : finished + warned)
            inner << node.section(QLatin1Char('/'), 0, 0);
        for (const QString &node : nodes)
            QVERIFY2(inner.contains(node), qPrintable(node));
    }
};

HEADRACE_TEST(TestOperatorExamples)
#include "test_operator_examples.moc"
