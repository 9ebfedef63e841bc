// SPDX-License-Identifier: GPL-3.0-or-later
// docs/protocol.md is true: its lines are messages, and a run that sent its events would be recorded by them.
#include "engine/host/run_state.h"
#include "engine/protocol/messages.h"
#include "engine/record/names.h"
#include "engine/record/store.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QTemporaryDir>

using namespace headrace;

class TestProtocolDocument : public QObject
{
    Q_OBJECT

    QList<QJsonObject> m_messages;
    QString m_text;

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(HEADRACE_SOURCE_DIR "/docs/protocol.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_text = QString::fromUtf8(file.readAll());
        protocol::Decoder decoder;
        for (const QString &line : m_text.split(QLatin1Char('\n'))) {
            if (!line.startsWith(QLatin1String("{\"")) || !line.endsWith(QLatin1Char('}')))
                continue;
            const auto messages = decoder.feed(line.toUtf8() + '\n');
            QVERIFY2(messages.ok(), qPrintable(line));
            m_messages += *messages;
        }
        QVERIFY(m_messages.size() > 30);
    }
    void everyRequestHasAnExample()
    {
        QStringList requests;
        for (const QJsonObject &message : m_messages)
            requests << message.value(QStringLiteral("request")).toString();
        for (const char *name : {"hello", "validate", "plan", "run", "preview", "describe", "lineage_sql", "trust_probe", "compare",
                                 "cancel", "shutdown", "attach"}) {
            QVERIFY2(requests.contains(QLatin1String(name)), name);
            QVERIFY2(m_text.contains(QStringLiteral("`%1`").arg(QLatin1String(name))), name);
        }
    }
    void theEventsAreRecorded()
    {
        QTemporaryDir folder;
        auto store = record::Store::open(folder.filePath(QStringLiteral("h.sqlite")));
        VERIFY_OK(store);
        record::NewRun run;
        run.id = record::newRunId(1);
        const auto begun = store->begin(run);
        VERIFY_OK(begun);
        auto writer = store->writer(begun->row);
        VERIFY_OK(writer);
        host::RunState state(*writer, {folder.path()});
        // The plan of the document names one step; the other events speak of more.
        QJsonArray steps;
        for (const char *node : {"flights", "late", "train", "evaluate", "score"})
            steps << QJsonObject{{QStringLiteral("node"), QLatin1String(node)}};
        QVERIFY(state.apply({{QStringLiteral("event"), QStringLiteral("plan")}, {QStringLiteral("steps"), steps}}, 1));
        int seq = 0;
        for (QJsonObject message : std::as_const(m_messages)) {
            const QString event = message.value(QStringLiteral("event")).toString();
            // What the worker says of a look (view_progress) belongs to a request, not to a run.
            if (event.isEmpty() || event == QLatin1String("answer") || message.contains(QStringLiteral("id")))
                continue;
            QCOMPARE(message.value(QStringLiteral("seq")).toInt(), ++seq);
            QVERIFY(message.contains(QStringLiteral("t")));
            if (QStringList{QStringLiteral("hello"), QStringLiteral("complete"), QStringLiteral("plan")}.contains(event))
                continue;  // the host's own, and the plan we gave
            if (event == QLatin1String("artifact"))
                message.insert(QStringLiteral("path"), folder.filePath(QStringLiteral("model")));
            QVERIFY2(state.apply(message, 1), qPrintable(event));
        }
        QCOMPARE(seq, 17);
        VERIFY_OK(writer->flush());
        QCOMPARE(store->steps(begun->row)->size(), qsizetype(5));
        QCOMPARE(store->artifacts(begun->row)->size(), qsizetype(1));
        QCOMPARE(store->datasets(begun->row)->size(), qsizetype(1));
        QCOMPARE(store->columnLineage(begun->row)->size(), qsizetype(2));
        QCOMPARE(store->outputs(begun->row)->size(), qsizetype(2));
    }
};

HEADRACE_TEST(TestProtocolDocument)
#include "test_protocol_document.moc"
