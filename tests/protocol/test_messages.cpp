// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/messages.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QRandomGenerator>

#include <cmath>
#include <limits>

using namespace headrace;

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneLineEach()
    {
        const QJsonObject message{{QStringLiteral("text"), QStringLiteral("two\nlines\r\u2028 \"q\"")}};
        const QByteArray line = protocol::encode(message);
        QCOMPARE(line.count('\n'), 1);
        QVERIFY(line.endsWith('\n'));
        protocol::Decoder decoder;
        const auto back = decoder.feed(line);
        VERIFY_OK(back);
        QCOMPARE(*back, QList<QJsonObject>{message});
    }
    /// However the stream is cut, the same messages come out.
    void anyCut()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QByteArray stream;
            QList<QJsonObject> sent;
            for (int i = 0; i < 20; ++i) {
                sent << QJsonObject{{QStringLiteral("n"), i}, {QStringLiteral("t"), QString(int(random.bounded(50)), QChar(u'ä'))}};
                stream += protocol::encode(sent.last());
            }
            protocol::Decoder decoder;
            QList<QJsonObject> received;
            for (qsizetype at = 0; at < stream.size();) {
                const qsizetype length = random.bounded(1, 40);
                const auto part = decoder.feed(stream.mid(at, length));
                VERIFY_OK(part);
                received << *part;
                at += length;
            }
            QCOMPARE(received, sent);
            QVERIFY(!decoder.hasPartialLine());
        }
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("hello\n");
        QTest::newRow("a list") << QByteArray("[1]\n");
        QTest::newRow("a number") << QByteArray("1\n");
        QTest::newRow("cut off") << QByteArray("{\"a\": \n");
        QTest::newRow("not UTF-8") << QByteArray("{\"a\": \"\xff\"}\n");
        QTest::newRow("too long") << QByteArray(protocol::kMaximumLine + 1, ' ');
        QTest::newRow("deep") << QByteArray(100000, '[') + '\n';
    }
    void refused()
    {
        QFETCH(const QByteArray, bytes);
        protocol::Decoder decoder;
        const auto result = decoder.feed(bytes);
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::Corrupt);
    }
    void tooLongInParts()
    {
        protocol::Decoder decoder;
        const QByteArray block(qsizetype(16) << 20, 'x');
        for (int i = 0; i < 4; ++i)
            VERIFY_OK(decoder.feed(block));
        QVERIFY(decoder.hasPartialLine());
        QVERIFY(!decoder.feed("x"));
    }
    void emptyLinesAreSkipped()
    {
        protocol::Decoder decoder;
        const auto result = decoder.feed("\n \r\n{}\r\n");
        VERIFY_OK(result);
        QCOMPARE(result->size(), 1);
    }
    void aNumberTakesThePlaceOfTheId()
    {
        const QByteArray end = protocol::eventEnd(7);
        const auto line = protocol::renumbered("{\"event\":\"log\",\"text\":\"\\\"id\\\":7,\\\"t\\\":1\"," + end + "1795}", end, 12);
        QVERIFY(line);
        QCOMPARE(*line, QByteArray("{\"event\":\"log\",\"text\":\"\\\"id\\\":7,\\\"t\\\":1\",\"seq\":12,\"t\":1795}\n"));
        protocol::Decoder decoder;
        const auto read = decoder.feedLines(*line);
        VERIFY_OK(read);
        QCOMPARE(read->size(), 1);
        QCOMPARE(read->first().line + '\n', *line);
        QCOMPARE(read->first().message.value(QStringLiteral("seq")).toInt(), 12);
        // Whatever does not end so is left to be encoded anew.
        for (const char *other : {"", "{}", "7", "{\"id\":8,\"t\":1}", "{\"id\":7,\"t\":}", "{\"id\":7,\"t\":1.5}", "{\"id\":7,\"t\":1} ",
                                  "{\"t\":1,\"id\":7}"})
            QVERIFY2(!protocol::renumbered(other, end, 1), other);
    }
    void numbers()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        for (const double value : {0.0, -1.5, 1e300, 5e-324, infinity, -infinity})
            QCOMPARE(protocol::numberFromJson(protocol::numberToJson(value)), value);
        QVERIFY(std::isnan(protocol::numberFromJson(protocol::numberToJson(std::nan("")))));
        QCOMPARE(protocol::numberToJson(-infinity), QJsonValue(QStringLiteral("-Infinity")));
        QVERIFY(std::isnan(protocol::numberFromJson(QStringLiteral("three"))));
    }
};

HEADRACE_TEST(TestMessages)
#include "test_messages.moc"
