// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/quoting.h"
#include "engine/data/csv_scan.h"
#include "engine/data/session.h"
#include "tests/support/registry.h"

#include <QFile>
#include <QRandomGenerator>
#include <QStringEncoder>
#include <QTemporaryDir>

using namespace headrace;
using namespace headrace::data;

class TestCsvScan : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Connection> m_connection;

    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }

    QString one(const QString &sql)
    {
        const auto value = m_connection->scalar(QStringLiteral("SELECT CAST((%1) AS VARCHAR)").arg(sql));
        return value ? value->toString() : QStringLiteral("error: ") + value.error().toString();
    }

    /// Characters of one to four bytes; never a delimiter, quote or line end.
    static QString text(QRandomGenerator &random, const QString &letters)
    {
        QString result;
        for (int i = random.bounded(1, 30); i > 0; --i) {
            const int at = random.bounded(int(letters.size()));
            result += letters[at].isLowSurrogate() ? letters.mid(at - 1, 2)
                : letters[at].isHighSurrogate()    ? letters.mid(at, 2)
                                                   : QString(letters[at]);
        }
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        SessionOptions options;
        options.threads = 4;
        options.allowedFolders << m_folder.path();
        auto session = Session::open(options);
        VERIFY_OK(session);
        m_session = std::move(*session);
        auto connection = m_session->connect();
        VERIFY_OK(connection);
        m_connection = std::move(*connection);
    }

    void rowsAreInFileOrder()
    {
        // Small buffers, so that many threads read one file.
        QByteArray bytes("i,t\n");
        for (int i = 0; i < 60000; ++i)
            bytes += QByteArray::number(i) + ",text" + QByteArray::number(i % 17) + '\n';
        const QString scan = QStringLiteral(
                                 "headrace_csv(%1, auto_detect = false, header = true, columns = {'i': 'BIGINT', 't': 'VARCHAR'}, "
                                 "max_line_size = 500, buffer_size = 20000)")
                                 .arg(quoteLiteral(write(QStringLiteral("order.csv"), bytes)));
        QCOMPARE(one(QStringLiteral("SELECT count(*) FROM ") + scan), QStringLiteral("60000"));
        QCOMPARE(
            one(QStringLiteral("SELECT count(*) FILTER (i <> n) FROM (SELECT i, row_number() OVER (ORDER BY __hr_row) - 1 AS n FROM %1)")
                    .arg(scan)),
            QStringLiteral("0"));
        QCOMPARE(one(QStringLiteral("SELECT count(DISTINCT __hr_row) FROM ") + scan), QStringLiteral("60000"));
        QCOMPARE(one(QStringLiteral("SELECT list(i ORDER BY __hr_row)[1:3] FROM %1 WHERE t = 'text3'").arg(scan)),
                 QStringLiteral("[3, 20, 37]"));
        QCOMPARE(one(QStringLiteral("SELECT min(__hr_row) < max(__hr_row) FROM ") + scan), QStringLiteral("true"));
    }

    void filesInTheOrderGiven()
    {
        QStringList names;
        for (const char *name : {"b.csv", "a.csv", "c.csv"})
            names << quoteLiteral(write(QLatin1String(name), QByteArray("x\n") + name + "1\n" + name + "2\n"));
        const QString scan = QStringLiteral("headrace_csv([%1], auto_detect = false, header = true, columns = {'x': 'VARCHAR'})")
                                 .arg(names.join(QLatin1Char(',')));
        QCOMPARE(one(QStringLiteral("SELECT string_agg(x, ' ' ORDER BY __hr_row) FROM ") + scan),
                 QStringLiteral("b.csv1 b.csv2 a.csv1 a.csv2 c.csv1 c.csv2"));
        QCOMPARE(one(QStringLiteral("SELECT string_agg(DISTINCT file_index::VARCHAR, ' ' ORDER BY file_index::VARCHAR) FROM ") + scan),
                 QStringLiteral("0 1 2"));
        QCOMPARE(one(QStringLiteral("SELECT string_agg(x, ' ' ORDER BY __hr_row) FROM %1 WHERE filename LIKE '%/a.csv'").arg(scan)),
                 QStringLiteral("a.csv1 a.csv2"));
    }

    void identityIsPrunedWhenUnused()
    {
        // The plan must keep its parallelism: no window operator.
        const QString path = quoteLiteral(write(QStringLiteral("plan.csv"), "i\n1\n2\n"));
        const QByteArray sql = QStringLiteral("EXPLAIN SELECT sum(i) FROM (SELECT i, __hr_row AS __hr_0 FROM headrace_csv(%1))")
                                   .arg(path)
                                   .toUtf8();
        duckdb_result result{};
        QVERIFY(duckdb_query(m_connection->handle(), sql.constData(), &result) == DuckDBSuccess);
        const Chunk chunk(duckdb_fetch_chunk(result));
        duckdb_string_t plan = static_cast<duckdb_string_t *>(duckdb_vector_get_data(chunk.column(1)))[0];
        const QString text = QString::fromUtf8(duckdb_string_t_data(&plan), duckdb_string_t_length(plan));
        duckdb_destroy_result(&result);
        QVERIFY(text.contains(QLatin1String("HEADRACE_CSV")));
        QVERIFY(!text.contains(QLatin1String("WINDOW")));
        QVERIFY(!text.contains(QLatin1String("__hr_row")));
        QCOMPARE(one(QStringLiteral("SELECT sum(i) FROM (SELECT i, __hr_row AS __hr_0 FROM headrace_csv(%1))").arg(path)),
                 QStringLiteral("3"));
    }

    void utf16_data()
    {
        QTest::addColumn<bool>("bigEndian");
        QTest::addColumn<bool>("mark");
        QTest::addColumn<int>("buffer");
        for (const bool bigEndian : {false, true}) {
            for (const bool mark : {false, true}) {
                for (const int buffer : {2002, 3334, 32000000})
                    QTest::addRow("%s%s-%d", bigEndian ? "be" : "le", mark ? "-bom" : "", buffer) << bigEndian << mark << buffer;
            }
        }
    }

    void utf16()
    {
        QFETCH(bool, bigEndian);
        QFETCH(bool, mark);
        QFETCH(int, buffer);
        QRandomGenerator random(7);
        QString content = QStringLiteral("a,b\n");
        QStringList values;
        for (int i = 0; i < 3000; ++i) {
            values << text(random, QStringLiteral("xäß€日😀𝔘"));
            content += QStringLiteral("%1,%2\n").arg(QString::number(i), values.last());
        }
        QStringEncoder encoder(bigEndian ? QStringEncoder::Utf16BE : QStringEncoder::Utf16LE,
                               mark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
        const QByteArray bytes = encoder(content);
        const QString path = write(QStringLiteral("utf16.csv"), bytes);
        const QString scan = QStringLiteral(
                                 "headrace_csv(%1, auto_detect = false, header = true, columns = {'a': 'BIGINT', 'b': 'VARCHAR'}, "
                                 "encoding = 'headrace-utf-16-%2', max_line_size = 900, buffer_size = %3, parallel = false)")
                                 .arg(quoteLiteral(path), bigEndian ? QStringLiteral("be") : QStringLiteral("le"), QString::number(buffer));
        QCOMPARE(one(QStringLiteral("SELECT string_agg(b, ' ' ORDER BY a) FROM ") + scan), values.join(QLatin1Char(' ')));
    }

    void badUtf16()
    {
        const auto le = [](const QString &text) { return QByteArray(QStringEncoder(QStringEncoder::Utf16LE)(text)); };
        const QString options = QStringLiteral(
            ", auto_detect = false, header = true, columns = {'a': 'VARCHAR'}, encoding = 'headrace-utf-16-le')");
        const QList<std::pair<QByteArray, QString>> cases{
            {le(QStringLiteral("a\n1\n")) + 'x', QStringLiteral("odd number of bytes")},
            {le(QStringLiteral("a\n1")) + QByteArray("\x00\xD8", 2), QStringLiteral("ends within a character")},
            {le(QStringLiteral("a\n")) + QByteArray("\x00\xD8", 2) + le(QStringLiteral("x\n")), QStringLiteral("stands alone")},
            {le(QStringLiteral("a\n")) + QByteArray("\x00\xDC", 2) + le(QStringLiteral("x\n")), QStringLiteral("stands alone")},
        };
        for (const auto &[bytes, reason] : cases) {
            const QString said = one(QStringLiteral("SELECT count(a) FROM headrace_csv(%1%2")
                                         .arg(quoteLiteral(write(QStringLiteral("bad16.csv"), bytes)), options));
            QVERIFY2(said.contains(reason), qPrintable(said));
        }
    }

    void latin1IsWindows1252()
    {
        QByteArray bytes("a\n");
        for (int c = 0x80; c < 0x100; ++c)
            bytes += char(c);
        const QString path = quoteLiteral(write(QStringLiteral("latin1.csv"), bytes + '\n'));
        const QString value = one(QStringLiteral("SELECT a FROM headrace_csv(%1, auto_detect = false, header = true, columns = {'a': "
                                                 "'VARCHAR'}, encoding = 'headrace-latin-1')")
                                      .arg(path));
        QCOMPARE(value.size(), 128);
        QCOMPARE(value[0], QChar(0x20AC));
        QCOMPARE(value[0x99 - 0x80], QChar(0x2122));
        QCOMPARE(value[0x81 - 0x80], QChar(0x81));
        for (int c = 0xA0; c < 0x100; ++c)
            QCOMPARE(value[c - 0x80], QChar(c));
    }

    void errorsNameFileAndLine()
    {
        const QString options = QStringLiteral(", auto_detect = false, header = true, columns = {'a': 'BIGINT', 'b': 'VARCHAR'})");
        const auto errorOf = [&](const QByteArray &bytes) {
            const QString path = write(QStringLiteral("broken.csv"), bytes);
            const auto rows = m_connection->rows(QStringLiteral("SELECT * FROM headrace_csv(%1%2").arg(quoteLiteral(path), options));
            return rows ? Error() : rows.error();
        };
        const Error conversion = errorOf("a,b\n1,x\nfoo,y\n");
        QCOMPARE(conversion.text, QStringLiteral("Line 3 of 'broken.csv': column 'a' holds 'foo', which does not fit BIGINT."));
        QCOMPARE(conversion.line, 3);
        QVERIFY(conversion.file.endsWith(QLatin1String("/broken.csv")));
        QCOMPARE(errorOf("a,b\n1\n").text, QStringLiteral("Line 2 of 'broken.csv': it has 1 fields instead of 2."));
        QCOMPARE(errorOf("a,b\n1,\"x\n").text,
                 QStringLiteral("Line 2 of 'broken.csv': a quoted value is not closed, or text stands beside its quotes."));
        QCOMPARE(errorOf("a,b\n1,x\n2,\xff\n").text, QStringLiteral("Line 3 of 'broken.csv': it holds bytes that are not UTF-8."));
        QCOMPARE(errorOf("a,b\n1," + QByteArray(3000000, 'x') + '\n').text,
                 QStringLiteral("Line 2 of 'broken.csv': it is longer than 2000000 bytes."));
    }
};

HEADRACE_TEST(TestCsvScan)
#include "test_csv_scan.moc"
