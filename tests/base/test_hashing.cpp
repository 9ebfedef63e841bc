// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/hashing.h"
#include "engine/base/json_writer.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cmath>
#include <limits>

using namespace headrace;

class TestHashing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownValues()
    {
        QCOMPARE(sha256("abc"), QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(xxh3(QByteArray()), QStringLiteral("99aa06d3014798d86001c324468d497f"));
    }
    void fileEqualsBytes()
    {
        QTemporaryDir folder;
        const QByteArray bytes(3 * 1024 * 1024 + 17, 'q');
        QFile file(folder.filePath(QStringLiteral("x")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        QCOMPARE(*sha256OfFile(file.fileName()), sha256(bytes));
        QCOMPARE(*xxh3OfFile(file.fileName()), xxh3(bytes));
        const auto both = hashesOfFile(file.fileName());
        QVERIFY(both.ok());
        QCOMPARE(both->sha256, sha256(bytes));
        QCOMPARE(both->xxh3, xxh3(bytes));
        QVERIFY(hashesOfFile(file.fileName(), [] { return true; }).error().code == ErrorCode::Cancelled);
        QVERIFY(!xxh3OfFile(folder.filePath(QStringLiteral("none"))).ok());
        QVERIFY(xxh3OfFile(file.fileName(), [] { return true; }).error().code == ErrorCode::Cancelled);
    }
    void writtenPieceByPieceIsTheSame()
    {
        for (const QString &text : {QString(), QStringLiteral("plain_a-1/b"), QStringLiteral("q\"uote\\"), QStringLiteral("line\nend\t"),
                                    QStringLiteral("\u00e4\u4e2d"), QString(QChar(0x7f)), QString(QChar(0xd800)), QString(QChar(u'\0'))}) {
            QByteArray written;
            appendJson(written, text);
            QCOMPARE(written, canonicalJson(QJsonValue(text)));
        }
        for (const double number : {0.0, -1.5, 1e300, 5e-324, 0.1, 123456789.0, 9.878e-06}) {
            QByteArray written("[");
            appendJson(written, number);
            QCOMPARE(QJsonDocument::fromJson(written + ']').array().at(0).toDouble(), number);
        }
        QByteArray none, whole;
        appendJson(none, std::nan(""));
        QCOMPARE(none, QByteArray("null"));
        appendJson(whole, std::numeric_limits<qint64>::min());
        QCOMPARE(whole, QByteArray("-9223372036854775808"));
    }
    void canonical()
    {
        const QJsonObject a{{QStringLiteral("b"), 1}, {QStringLiteral("a"), QJsonArray{0.1, QStringLiteral("x")}}};
        QCOMPARE(canonicalJson(a), QByteArray("{\"a\":[0.1,\"x\"],\"b\":1}"));
        QCOMPARE(canonicalJson(QStringLiteral("q\"")), QByteArray("\"q\\\"\""));
    }
};

HEADRACE_TEST(TestHashing)
#include "test_hashing.moc"
