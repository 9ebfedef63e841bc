// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/csv_layout.h"
#include "tests/operators/bench_node.h"

#include <QRandomGenerator>
#include <QStringEncoder>

using namespace headrace;
using namespace headrace::tests;

class TestReadCsv : public QObject
{
    Q_OBJECT

    Workspace m_workspace;

    static QJsonArray columns(const QList<std::pair<const char *, const char *>> &list)
    {
        QJsonArray array;
        for (const auto &[name, type] : list)
            array << QJsonObject{{QStringLiteral("name"), QString::fromUtf8(name)}, {QStringLiteral("type"), QLatin1String(type)}};
        return array;
    }

private Q_SLOTS:
    void oddFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("types");
        QTest::addColumn<QString>("rows");
        const QByteArray plain("a,b\n1,x\n2,y\n");
        const auto le = [](const QString &text) { return QByteArray(QStringEncoder(QStringEncoder::Utf16LE)(text)); };
        const auto be = [](const QString &text) { return QByteArray(QStringEncoder(QStringEncoder::Utf16BE)(text)); };
        const QString two = QStringLiteral("[[1,\"x\"],[2,\"y\"]]");
        const QString ab = QStringLiteral("a BIGINT, b VARCHAR");
        QTest::newRow("plain") << plain << QJsonObject{} << ab << two;
        QTest::newRow("no final newline") << plain.chopped(1) << QJsonObject{} << ab << two;
        QTest::newRow("crlf") << QByteArray("a,b\r\n1,x\r\n2,y\r\n") << QJsonObject{} << ab << two;
        QTest::newRow("cr") << QByteArray("a,b\r1,x\r2,y\r") << QJsonObject{} << ab << two;
        QTest::newRow("mixed line ends") << QByteArray("a,b\r\n1,x\n2,y\r\n") << QJsonObject{} << ab << two;
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + plain << QJsonObject{} << ab << two;
        QTest::newRow("tab") << QByteArray("a\tb\n1\tx\n2\ty\n") << QJsonObject{} << ab << two;
        QTest::newRow("pipe") << QByteArray("a|b\n1|x\n2|y\n") << QJsonObject{} << ab << two;
        QTest::newRow("delimiter of two characters")
            << QByteArray("a::b\n1::x\n2::y\n") << QJsonObject{{QStringLiteral("delimiter"), QStringLiteral("::")}} << ab << two;
        QTest::newRow("quoted newline") << QByteArray("a,b\n1,\"x\nz\"\n2,\"say \"\"hi\"\", ok\"\n") << QJsonObject{} << ab
                                        << QStringLiteral("[[1,\"x\\nz\"],[2,\"say \\\"hi\\\", ok\"]]");
        QTest::newRow("escaped with backslash")
            << QByteArray("a,b\n1,\"x\\\"z\"\n")
            << QJsonObject{{QStringLiteral("escape"), QStringLiteral("\\")}, {QStringLiteral("quote"), QStringLiteral("\"")}} << ab
            << QStringLiteral("[[1,\"x\\\"z\"]]");
        QTest::newRow("single quotes") << QByteArray("a;b\n1;'x;z'\n2;'y'\n") << QJsonObject{} << ab
                                       << QStringLiteral("[[1,\"x;z\"],[2,\"y\"]]");
        QTest::newRow("stray quotes") << QByteArray("a;b\n1;5\" pipe\n2;6\" pipe\n") << QJsonObject{} << ab
                                      << QStringLiteral("[[1,\"5\\\" pipe\"],[2,\"6\\\" pipe\"]]");
        QTest::newRow("one column") << QByteArray("a\n1\n2\n3\n") << QJsonObject{} << QStringLiteral("a BIGINT")
                                    << QStringLiteral("[[1],[2],[3]]");
        QTest::newRow("no header") << QByteArray("1,x\n2,y\n") << QJsonObject{{QStringLiteral("header"), false}}
                                   << QStringLiteral("column0 BIGINT, column1 VARCHAR") << two;
        QTest::newRow("only header") << QByteArray("a,b\n") << QJsonObject{} << QStringLiteral("a VARCHAR, b VARCHAR")
                                     << QStringLiteral("[]");
        QTest::newRow("comments") << QByteArray("# made today\na,b\n1,x\n# middle\n2,y\n") << QJsonObject{} << ab << two;
        QTest::newRow("lines before the header") << QByteArray("Report\nby me\n\na,b\n1,x\n2,y\n") << QJsonObject{} << ab << two;
        QTest::newRow("skip") << QByteArray("x,y,z\na,b\n1,x\n2,y\n") << QJsonObject{{QStringLiteral("skip"), 1}} << ab << two;
        QTest::newRow("duplicate and empty names")
            << QByteArray("a,a,,A,\"x,y\"\n1,2,3,4,5\n") << QJsonObject{}
            << QStringLiteral("a BIGINT, a_1 BIGINT, column2 BIGINT, A_2 BIGINT, x,y BIGINT") << QStringLiteral("[[1,2,3,4,5]]");
        QTest::newRow("latin-1") << QByteArray("gr\xF6\xDF"
                                               "e,b\n1,\xE4\x80\n")
                                 << QJsonObject{} << QStringLiteral("größe BIGINT, b VARCHAR") << QStringLiteral("[[1,\"ä€\"]]");
        QTest::newRow("utf-16 le") << "\xFF\xFE" + le(QStringLiteral("a,ü\n1,ä€😀\n2,\"x\ny\"\n")) << QJsonObject{}
                                   << QStringLiteral("a BIGINT, ü VARCHAR") << QStringLiteral("[[1,\"ä€😀\"],[2,\"x\\ny\"]]");
        QTest::newRow("utf-16 be") << "\xFE\xFF" + be(QStringLiteral("a,ü\n1,ä€😀\n2,\"x\ny\"\n")) << QJsonObject{}
                                   << QStringLiteral("a BIGINT, ü VARCHAR") << QStringLiteral("[[1,\"ä€😀\"],[2,\"x\\ny\"]]");
        QTest::newRow("utf-16 without mark") << le(QStringLiteral("a,ü\n1,ä€😀\n")) << QJsonObject{} << QStringLiteral("a BIGINT, ü VARCHAR")
                                             << QStringLiteral("[[1,\"ä€😀\"]]");
        QTest::newRow("utf-16 be without mark")
            << be(QStringLiteral("a,ü\n1,ä€😀\n")) << QJsonObject{{QStringLiteral("encoding"), QStringLiteral("utf-16")}}
            << QStringLiteral("a BIGINT, ü VARCHAR") << QStringLiteral("[[1,\"ä€😀\"]]");
        QTest::newRow("NUL in a value") << QByteArray("a,b\n1,x\0z\n2,y\n", 14)
                                        << QJsonObject{{QStringLiteral("encoding"), QStringLiteral("utf-8")}} << ab
                                        << QStringLiteral("[[1,\"x\\u0000z\"],[2,\"y\"]]");
        QTest::newRow("beyond int64") << QByteArray("a,b\n1,99999999999999999999\n2,5\n") << QJsonObject{}
                                      << QStringLiteral("a BIGINT, b DOUBLE") << QStringLiteral("[[1,1e+20],[2,5]]");
        QTest::newRow("german") << QByteArray("Datum;Betrag;Zeit\n31.12.2023;1.234,56;31.12.2023 23:59\n01.02.2024;-0,5;01.02.2024 00:01\n")
                                << QJsonObject{} << QStringLiteral("Datum DATE, Betrag DOUBLE, Zeit TIMESTAMP")
                                << QStringLiteral(
                                       "[[\"2023-12-31\",1234.56,\"2023-12-31 23:59:00\"],[\"2024-02-01\",-0.5,\"2024-02-01 00:01:00\"]]");
        QTest::newRow("english thousands") << QByteArray("a,b\n\"1,234\",x\n\"12,345,678\",y\n") << QJsonObject{}
                                           << QStringLiteral("a BIGINT, b VARCHAR") << QStringLiteral("[[1234,\"x\"],[12345678,\"y\"]]");
        QTest::newRow("missing values") << QByteArray("a,b\nNA,x\n2,\n,\"\"\n")
                                        << QJsonObject{{QStringLiteral("null_values"), QJsonArray{QString(), QStringLiteral("NA")}}} << ab
                                        << QStringLiteral("[[null,\"x\"],[2,null],[null,null]]");
        QTest::newRow("short rows") << QByteArray("a,b,c\n1,2,3\n4,5\n6\n") << QJsonObject{{QStringLiteral("short_rows"), true}}
                                    << QStringLiteral("a BIGINT, b BIGINT, c BIGINT")
                                    << QStringLiteral("[[1,2,3],[4,5,null],[6,null,null]]");
        QTest::newRow("types stay as declared")
            << plain << QJsonObject{{QStringLiteral("columns"), columns({{"a", "DECIMAL(9,2)"}, {"b", "VARCHAR"}})}}
            << QStringLiteral("a DECIMAL(9,2), b VARCHAR") << QStringLiteral("[[\"1.00\",\"x\"],[\"2.00\",\"y\"]]");
        QTest::newRow("file column") << plain << QJsonObject{{QStringLiteral("file_column"), QStringLiteral("file")}}
                                     << QStringLiteral("a BIGINT, b VARCHAR, file VARCHAR")
                                     << QStringLiteral("[[1,\"x\",\"odd.csv\"],[2,\"y\",\"odd.csv\"]]");
        QTest::newRow("names of the reader") << QByteArray("filename,file_index,__hr_row,__hr_0\n1,2,3,4\n") << QJsonObject{}
                                             << QStringLiteral("filename BIGINT, file_index BIGINT, hr_row BIGINT, hr_0 BIGINT")
                                             << QStringLiteral("[[1,2,3,4]]");
        QTest::newRow("hostile names") << QByteArray("\"a\"\"b\",\"x'; DROP TABLE t; --\",\"n\nl\",*\n1,2,3,4\n") << QJsonObject{}
                                       << QStringLiteral("a\"b BIGINT, x'; DROP TABLE t; -- BIGINT, n\nl BIGINT, * BIGINT")
                                       << QStringLiteral("[[1,2,3,4]]");
        QTest::newRow("long name") << QByteArray(255, 'n') + ",b\n1,2\n"
                                   << QJsonObject{} << QString(255, QLatin1Char('n')) + QStringLiteral(" BIGINT, b BIGINT")
                                   << QStringLiteral("[[1,2]]");
        QTest::newRow("quotes after the sample")
            << "a,b\n" + QByteArray("1,x\n").repeated(3) + "2,\"y, z\"\n"
            << QJsonObject{{QStringLiteral("sample_rows"), 2}} << ab << QStringLiteral("[[1,\"x\"],[1,\"x\"],[1,\"x\"],[2,\"y, z\"]]");
    }

    void oddFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QJsonObject, params);
        m_workspace.write(QStringLiteral("odd.csv"), bytes);
        params[QStringLiteral("path")] = QStringLiteral("odd.csv");
        BenchNode node(m_workspace, QStringLiteral("read.csv"), params);
        QTEST(rowsText(node), "rows");
        QTEST(node.typesText(), "types");

        // What was detected, written into the node, reads the same.
        data::SessionOptions options;
        options.allowedPaths << m_workspace.path(QStringLiteral("odd.csv"));
        auto session = data::Session::open(options);
        VERIFY_OK(session);
        auto connection = (*session)->connect();
        VERIFY_OK(connection);
        QJsonObject given = params;
        given.remove(QStringLiteral("path"));
        const auto detected = detectCsv(**connection, m_workspace.path(QStringLiteral("odd.csv")), given);
        VERIFY_OK(detected);
        QJsonObject again = params;
        for (auto it = detected->begin(); it != detected->end(); ++it)
            again[it.key()] = it.value();
        BenchNode second(m_workspace, QStringLiteral("read.csv"), again);
        QTEST(rowsText(second), "rows");
        QTEST(second.typesText(), "types");
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("error");
        const auto declared = QJsonObject{{QStringLiteral("columns"), columns({{"a", "BIGINT"}, {"b", "VARCHAR"}})}};
        QTest::newRow("empty") << QByteArray() << QJsonObject{} << QStringLiteral("'bad.csv' is empty.");
        QTest::newRow("value") << QByteArray("a,b\n1,x\nfoo,y\n") << declared
                               << QStringLiteral("Line 3 of 'bad.csv': column 'a' holds 'foo', which does not fit BIGINT.");
        QTest::newRow("late value") << "a,b\n" + QByteArray("1,x\n").repeated(30000) + "foo,y\n"
                                    << QJsonObject{}
                                    << QStringLiteral("Line 30002 of 'bad.csv': column 'a' holds 'foo', which does not fit BIGINT.");
        QTest::newRow("ragged") << QByteArray("a,b\n1,x\n2\n3,y,z\n") << declared
                                << QStringLiteral("Line 3 of 'bad.csv': it has 1 fields instead of 2.");
        QTest::newRow("open quote") << QByteArray("a,b\n1,x\n2,\"y\n3,z\n") << declared
                                    << QStringLiteral(
                                           "Line 3 of 'bad.csv': a quoted value is not closed, or text stands beside its quotes.");
        QTest::newRow("huge line") << "a,b\n1," + QByteArray(3000000, 'x') + "\n"
                                   << declared << QStringLiteral("Line 2 of 'bad.csv': it is longer than 2000000 bytes.");
        QTest::newRow("bytes") << QByteArray("a,b\n1,x\n2,\xFF\n")
                               << QJsonObject{{QStringLiteral("columns"), declared[QStringLiteral("columns")]},
                                              {QStringLiteral("encoding"), QStringLiteral("utf-8")}}
                               << QStringLiteral("Line 3 of 'bad.csv': it holds bytes that are not UTF-8.");
        QTest::newRow("moved columns") << QByteArray("b,a\n1,x\n") << declared
                                       << QStringLiteral("The header of 'bad.csv' has 'b' as column 1, not 'a'.");
        QTest::newRow("more columns") << QByteArray("a,b,c\n1,x,2\n") << declared
                                      << QStringLiteral("The header of 'bad.csv' has 3 columns instead of 2.");
        QTest::newRow("two of a name") << QByteArray("a,b\n1,x\n")
                                       << QJsonObject{{QStringLiteral("columns"), columns({{"a", "BIGINT"}, {"A", "BIGINT"}})}}
                                       << QStringLiteral("Two columns are called 'A'.");
        QTest::newRow("hidden name") << QByteArray("a,b\n1,x\n")
                                     << QJsonObject{{QStringLiteral("columns"), columns({{"__hr_0", "BIGINT"}, {"b", "BIGINT"}})}}
                                     << QStringLiteral("A column cannot be called '__hr_0'.");
        QTest::newRow("no type") << QByteArray("a,b\n1,x\n")
                                 << QJsonObject{{QStringLiteral("columns"), columns({{"a", "NUMBERS"}, {"b", "BIGINT"}})}}
                                 << QStringLiteral("Type with name NUMBERS does not exist");
        QTest::newRow("injection as type") << QByteArray(
            "a,b\n1,x\n") << QJsonObject{{QStringLiteral("columns"), columns({{"a", "BIGINT'}); SELECT 1; --"}, {"b", "BIGINT"}})}}
                                           << QStringLiteral("error");
    }

    void badFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QJsonObject, params);
        QFETCH(QString, error);
        m_workspace.write(QStringLiteral("bad.csv"), bytes);
        params[QStringLiteral("path")] = QStringLiteral("bad.csv");
        BenchNode node(m_workspace, QStringLiteral("read.csv"), params);
        const QString said = rowsText(node);
        QVERIFY2(said.startsWith(QLatin1String("error: ")) && said.contains(error), qPrintable(said.left(2000)));
    }

    void anyBytesAreRowsOrAnError()
    {
        QRandomGenerator random(5);
        int errors = 0;
        for (int round = 0; round < 40; ++round) {
            QByteArray bytes(random.bounded(1, 3000), '\0');
            for (char &c : bytes)
                c = round % 3 == 0 ? char(random.generate()) : "ab1,;\"\n\r\t\\ '#.\xE4\0"[random.bounded(17)];
            m_workspace.write(QStringLiteral("noise.csv"), bytes);
            BenchNode node(m_workspace, QStringLiteral("read.csv"),
                           {{QStringLiteral("path"), QStringLiteral("noise.csv")},
                            {QStringLiteral("on_error"), round % 2 ? QStringLiteral("fail") : QStringLiteral("reject")}});
            const auto rows = node.rows();
            if (!rows) {
                ++errors;
                QVERIFY2(rows.error().code != ErrorCode::Internal,
                         qPrintable(rows.error().toString() + QString::fromLatin1(bytes.toHex())));
            }
        }
        QVERIFY(errors > 0);
    }

    void missingFileHasItsClosestName()
    {
        m_workspace.write(QStringLiteral("orders.csv"), "a\n1\n");
        BenchNode node(m_workspace, QStringLiteral("read.csv"), {{QStringLiteral("path"), QStringLiteral("odrers.csv")}});
        const auto rows = node.rows();
        QVERIFY(!rows);
        QVERIFY(rows.error().code == ErrorCode::NotFound);
        QCOMPARE(rows.error().hint, QStringLiteral("Did you mean 'orders.csv'?"));
        QCOMPARE(rows.error().node, QStringLiteral("node"));
        QCOMPARE(rows.error().parameter, QStringLiteral("path"));
    }

    void rejectsNameLineColumnAndReason()
    {
        m_workspace.write(QStringLiteral("mixed.csv"),
                          "a,b,c\n1,2,x\n3,4,\"y\nz\"\nfoo,bar,w\n5,6\n7,8,9,10\n11,12,v\n13,14,\"open\n15,16,u\n");
        BenchNode node(m_workspace, QStringLiteral("read.csv"),
                       {{QStringLiteral("path"), QStringLiteral("mixed.csv")},
                        {QStringLiteral("on_error"), QStringLiteral("reject")},
                        {QStringLiteral("delimiter"), QStringLiteral(",")},
                        {QStringLiteral("quote"), QStringLiteral("\"")},
                        {QStringLiteral("columns"), columns({{"a", "BIGINT"}, {"b", "BIGINT"}, {"c", "VARCHAR"}})}});
        QCOMPARE(rowsText(node), QStringLiteral("[[1,2,\"x\"],[3,4,\"y\\nz\"],[11,12,\"v\"]]"));
        const auto rejects = node.rows(QStringLiteral("rejects"));
        VERIFY_OK(rejects);
        QCOMPARE(node.typesText(),
                 QStringLiteral("file VARCHAR, line BIGINT, column VARCHAR, value VARCHAR, reason VARCHAR, text VARCHAR"));
        QCOMPARE(rejects->size(), 4);
        // Lines of the file, though the third record spans two of them.
        QCOMPARE(rejects->at(0).toArray(),
                 (QJsonArray{QStringLiteral("mixed.csv"), 5, QStringLiteral("a"), QStringLiteral("foo"),
                             QStringLiteral(
                                 "column 'a' holds 'foo', which does not fit BIGINT. column 'b' holds 'bar', which does not fit BIGINT."),
                             QStringLiteral("foo,bar,w")}));
        QCOMPARE(rejects->at(1).toArray().at(1).toInt(), 6);
        QCOMPARE(rejects->at(1).toArray().at(4).toString(), QStringLiteral("it has 2 fields instead of 3."));
        QCOMPARE(rejects->at(2).toArray().at(1).toInt(), 7);
        QCOMPARE(rejects->at(2).toArray().at(4).toString(), QStringLiteral("it has 4 fields instead of 3."));
        QCOMPARE(rejects->at(3).toArray().at(1).toInt(), 9);
        QVERIFY(rejects->at(3).toArray().at(4).toString().startsWith(QLatin1String("a quoted value is not closed")));
        QCOMPARE(node.metrics.value(QStringLiteral("rows/rejected")), 4.0);
        // The rows are the same whatever of them is asked for.
        QCOMPARE(rowsText(node, QStringLiteral("rows"), QStringLiteral("c")), QStringLiteral("[[\"x\"],[\"y\\nz\"],[\"v\"]]"));
        const auto relations = node.runAndBind();
        VERIFY_OK(relations);
        const auto count = node.connection().scalar(
            QStringLiteral("SELECT count(*) FROM (%1)").arg((*relations)[QStringLiteral("rows")].sql));
        VERIFY_OK(count);
        QCOMPARE(count->toInt(), 3);
    }

    /// Property: of records of which each is whole or broken in one of several ways, rows and rejects are what was made.
    void rowsAndRejectsAddUp()
    {
        QRandomGenerator random(23);
        for (int round = 0; round < 12; ++round) {
            const int records = round < 10 ? random.bounded(1, 300) : 4000;
            QByteArray bytes("id,number,text\n");
            QList<qint64> good;
            QList<qint64> badLines;
            qint64 line = 2;
            for (int i = 0; i < records; ++i) {
                QByteArray text;
                for (int n = random.bounded(0, 12); n > 0; --n)
                    text += "abcxyz ä,\n\"0"[random.bounded(13)];
                text.replace('\xC3', "").replace('\xA4', "").replace('"', "\"\"");
                const QByteArray quoted = '"' + text + '"';
                QByteArray record = QByteArray::number(i) + ',' + QByteArray::number(random.bounded(1000)) + ',' + quoted;
                const int kind = random.bounded(12);
                if (kind == 0)
                    record = QByteArray::number(i) + ",no number," + quoted;
                else if (kind == 1)
                    record = QByteArray::number(i) + ",7";
                else if (kind == 2)
                    record += ",more";
                else if (kind == 3)
                    record = "x,y," + quoted;
                else if (kind == 4)
                    record = QByteArray::number(i) + ",3,\xFF\xFE";
                if (kind <= 4)
                    badLines << line;
                else
                    good << i;
                line += record.count('\n') + 1;
                bytes += record + '\n';
            }
            m_workspace.write(QStringLiteral("property.csv"), bytes);
            BenchNode node(m_workspace, QStringLiteral("read.csv"),
                           {{QStringLiteral("path"), QStringLiteral("property.csv")},
                            {QStringLiteral("on_error"), QStringLiteral("reject")},
                            {QStringLiteral("delimiter"), QStringLiteral(",")},
                            {QStringLiteral("quote"), QStringLiteral("\"")},
                            {QStringLiteral("encoding"), QStringLiteral("utf-8")},
                            {QStringLiteral("header"), true},
                            {QStringLiteral("skip"), 0},
                            {QStringLiteral("comment"), QString()},
                            {QStringLiteral("columns"), columns({{"id", "BIGINT"}, {"number", "BIGINT"}, {"text", "VARCHAR"}})}});
            const auto rows = node.rows(QStringLiteral("rows"), QStringLiteral("id"));
            VERIFY_OK(rows);
            const auto rejects = node.rows(QStringLiteral("rejects"), QStringLiteral("line"));
            VERIFY_OK(rejects);
            QList<qint64> ids, lines;
            for (const QJsonValue &row : *rows)
                ids << row.toArray().at(0).toInteger();
            for (const QJsonValue &row : *rejects)
                lines << row.toArray().at(0).toInteger();
            QCOMPARE(ids, good);
            QCOMPARE(lines, badLines);
        }
    }

    void severalFiles()
    {
        Workspace workspace;
        workspace.write(QStringLiteral("in/b.csv"), "x\n3\n4\n");
        workspace.write(QStringLiteral("in/a.csv"), "x\n1\n2\n");
        workspace.write(QStringLiteral("in/.hidden.csv"), "x\n9\n");
        workspace.write(QStringLiteral("in/deep/down/c.csv"), "x\n5\n");
        workspace.write(QStringLiteral("in/empty.csv"), "");
        workspace.write(QStringLiteral("in/note.txt"), "no csv");
        BenchNode one(workspace, QStringLiteral("read.csv"),
                      {{QStringLiteral("path"), QStringLiteral("in/[ab].csv")}, {QStringLiteral("file_column"), QStringLiteral("file")}});
        QCOMPARE(rowsText(one), QStringLiteral("[[1,\"in/a.csv\"],[2,\"in/a.csv\"],[3,\"in/b.csv\"],[4,\"in/b.csv\"]]"));
        BenchNode all(workspace, QStringLiteral("read.csv"), {{QStringLiteral("path"), QStringLiteral("in/**/*.csv")}});
        QCOMPARE(rowsText(all), QStringLiteral("[[1],[2],[3],[4],[5]]"));
        BenchNode none(workspace, QStringLiteral("read.csv"), {{QStringLiteral("path"), QStringLiteral("in/z*.csv")}});
        QVERIFY(rowsText(none).contains(QStringLiteral("No file matches 'in/z*.csv'.")));
        // Types that hold the values of all.
        workspace.write(QStringLiteral("t/1.csv"), "x,y\n1,1\n");
        workspace.write(QStringLiteral("t/2.csv"), "x,y\n2.5,z\n");
        BenchNode types(workspace, QStringLiteral("read.csv"), {{QStringLiteral("path"), QStringLiteral("t/*.csv")}});
        QCOMPARE(rowsText(types), QStringLiteral("[[1,\"1\"],[2.5,\"z\"]]"));
        QCOMPARE(types.typesText(), QStringLiteral("x DOUBLE, y VARCHAR"));
    }

    void manyFilesKeepTheirOrder()
    {
        Workspace workspace;
        QString expected;
        for (int i = 0; i < 60; ++i) {
            workspace.write(QStringLiteral("m/%1.csv").arg(i, 3, 10, QLatin1Char('0')),
                            "x\n" + QByteArray::number(2 * i) + '\n' + QByteArray::number(2 * i + 1) + '\n');
            expected += QStringLiteral("[%1],[%2],").arg(2 * i).arg(2 * i + 1);
        }
        BenchNode node(workspace, QStringLiteral("read.csv"), {{QStringLiteral("path"), QStringLiteral("m/*.csv")}});
        QCOMPARE(rowsText(node), QLatin1Char('[') + expected.chopped(1) + QLatin1Char(']'));
    }

    void hostileFileNames()
    {
        Workspace workspace;
        int n = 0;
        for (const QString &name :
             {QStringLiteral("it's.csv"), QStringLiteral("a\"b;--.csv"), QStringLiteral("n\nl.csv"), QStringLiteral("st*r.csv"),
              QStringLiteral("wh?t.csv"), QStringLiteral("br[1].csv"), QStringLiteral("{a,b}.csv"), QStringLiteral("b\\s.csv"),
              QStringLiteral("ü😀.csv"), QStringLiteral("%20.csv"), QString(251, QLatin1Char('l')) + QStringLiteral(".csv"),
              QStringLiteral("-x.csv"), QStringLiteral("~.csv"), QStringLiteral("x=1.csv")}) {
            workspace.write(name, "x\n" + QByteArray::number(++n) + '\n');
            // Others that would match, were the name a pattern.
            workspace.write(QStringLiteral("star.csv"), "x\n99\n");
            workspace.write(QStringLiteral("what.csv"), "x\n99\n");
            workspace.write(QStringLiteral("br1.csv"), "x\n99\n");
            BenchNode node(workspace, QStringLiteral("read.csv"),
                           {{QStringLiteral("path"), name}, {QStringLiteral("file_column"), QStringLiteral("f")}});
            QCOMPARE(rowsText(node), compact(QJsonArray{QJsonValue(QJsonArray{n, name})}));
        }
    }

    void filesOutsideAreRefused()
    {
        Workspace inside, outside;
        outside.write(QStringLiteral("secret.csv"), "x\n1\n");
        QVERIFY(QFile::link(outside.path(QStringLiteral("secret.csv")), inside.path(QStringLiteral("link.csv"))));
        for (const QString &path : {outside.path(QStringLiteral("secret.csv")), QStringLiteral("link.csv"), QStringLiteral("l*.csv"),
                                    QStringLiteral("../x.csv"), QStringLiteral("/etc/passwd")}) {
            BenchNode node(inside, QStringLiteral("read.csv"), {{QStringLiteral("path"), path}});
            const auto rows = node.rows();
            QVERIFY2(!rows, qPrintable(path));
            QVERIFY2(rows.error().code == ErrorCode::Denied, qPrintable(rows.error().toString()));
        }
        BenchNode allowed(inside, QStringLiteral("read.csv"), {{QStringLiteral("path"), outside.path(QStringLiteral("secret.csv"))}},
                          {outside.path()});
        QCOMPARE(rowsText(allowed), QStringLiteral("[[1]]"));
        QDir(inside.path()).mkdir(QStringLiteral("folder"));
        BenchNode folder(inside, QStringLiteral("read.csv"), {{QStringLiteral("path"), QStringLiteral("folder")}});
        QVERIFY(rowsText(folder).contains(QStringLiteral("'folder' is a folder.")));
    }

    void compressedFilesAreCheckedWhole()
    {
        Workspace workspace;
        BenchNode made(workspace, QStringLiteral("read.inline"), {{QStringLiteral("csv"), QStringLiteral("x\n1\n")}});
        VERIFY_OK(made.open());
        for (const QString &compression : {QStringLiteral("gzip"), QStringLiteral("zstd")}) {
            const QString name = compression == QLatin1String("gzip") ? QStringLiteral("f.csv.gz") : QStringLiteral("f.csv.zst");
            VERIFY_OK(made.connection().run(
                QStringLiteral(
                    "COPY (SELECT range AS a, hash(range) AS b FROM range(50000)) TO '%1/private/%2' (FORMAT csv, COMPRESSION %3)")
                    .arg(workspace.path(), name, compression)));
            const QByteArray whole = workspace.read(QStringLiteral("private/") + name);
            workspace.write(name, whole);
            BenchNode good(workspace, QStringLiteral("read.csv"), {{QStringLiteral("path"), name}});
            QCOMPARE(rowsText(good, QStringLiteral("rows"), QStringLiteral("a")).count(QLatin1Char(',')), 49999);
            QRandomGenerator random(3);
            for (int round = 0; round < 6; ++round) {
                QByteArray damaged = whole;
                if (round % 2 || compression == QLatin1String("zstd"))  // without checksums, as DuckDB writes it, only a cut shows
                    damaged.truncate(random.bounded(int(whole.size()) / 2, int(whole.size())));
                else
                    damaged[random.bounded(2000, int(whole.size()))] ^= char(1 << random.bounded(8));
                workspace.write(name, damaged);
                BenchNode bad(workspace, QStringLiteral("read.csv"),
                              {{QStringLiteral("path"), name}, {QStringLiteral("columns"), columns({{"a", "BIGINT"}, {"b", "VARCHAR"}})}});
                const auto rows = bad.rows();
                QVERIFY2(!rows, qPrintable(name));
                QVERIFY2(rows.error().code == ErrorCode::Corrupt, qPrintable(rows.error().toString()));
            }
        }
    }
};

HEADRACE_TEST(TestReadCsv)
#include "test_read_csv.moc"
