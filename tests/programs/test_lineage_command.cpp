// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

class TestLineageCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersAsJson()
    {
        write(QStringLiteral("t.sql"),
              "CREATE TABLE t (id INTEGER, x DOUBLE, y DOUBLE, kind VARCHAR);\nCREATE TABLE u (id INTEGER, w DOUBLE);\n");
        write(QStringLiteral("q.sql"),
              "-- a comment\nSELECT CASE WHEN kind = 'a' THEN x ELSE w END AS r, y FROM t JOIN u USING (id) WHERE y > 1;\n");
        const auto [code, output, errors] = headrace({QStringLiteral("--sql"), QStringLiteral("q.sql"), QStringLiteral("--schema"),
                                                      QStringLiteral("t.sql"), QStringLiteral("--json")});
        QVERIFY2(code == 0, errors.constData());
        const QByteArray expected
            = R"({"outputs":[{"name":"r","value":["t.x","u.w"],"deciding":["t.kind"]},{"name":"y","value":["t.y"],"deciding":[]}],
            "rows":["t.id","t.y","u.id"]})";
        QCOMPARE(QJsonDocument::fromJson(output).object(), QJsonDocument::fromJson(expected).object());
    }

    void answersForPeople()
    {
        write(QStringLiteral("t.sql"), "CREATE TABLE t (x INTEGER, y INTEGER)");
        write(QStringLiteral("q.sql"), "SELECT sum(x) FILTER (y > 0) AS s FROM t GROUP BY y");
        const auto [code, output, errors] = headrace(
            {QStringLiteral("--sql"), QStringLiteral("q.sql"), QStringLiteral("--schema"), QStringLiteral("t.sql")});
        QVERIFY2(code == 0, errors.constData());
        QVERIFY(output.contains("t.x"));
        QVERIFY(output.contains("Rows are chosen by t.y"));
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("two statements") << QByteArray("SELECT 1; DROP TABLE t") << QByteArray("CREATE TABLE t (x INTEGER)")
                                        << QByteArray("one SELECT");
        QTest::newRow("copy") << QByteArray("COPY t TO 'stolen.csv'") << QByteArray("CREATE TABLE t (x INTEGER)")
                              << QByteArray("one SELECT");
        QTest::newRow("attach") << QByteArray("SELECT 1") << QByteArray("ATTACH 'stolen.db'") << QByteArray("schema");
        QTest::newRow("a file") << QByteArray("SELECT * FROM read_text('q.sql')") << QByteArray("CREATE TABLE t (x INTEGER)")
                                << QByteArray("headrace:");
        QTest::newRow("a column that is not there")
            << QByteArray("SELECT xx FROM t") << QByteArray("CREATE TABLE t (x INTEGER)") << QByteArray("xx");
    }
    void failures()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, schema);
        QFETCH(QByteArray, words);
        write(QStringLiteral("t.sql"), schema);
        write(QStringLiteral("q.sql"), sql);
        const auto [code, output, errors] = headrace({QStringLiteral("--sql"), QStringLiteral("q.sql"), QStringLiteral("--schema"),
                                                      QStringLiteral("t.sql"), QStringLiteral("--json")});
        QVERIFY(code == 1 || code == 3);
        QCOMPARE(output, QByteArray());
        QVERIFY2(errors.contains(words), errors.constData());
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("stolen.csv")))
                && !QFile::exists(m_folder.filePath(QStringLiteral("stolen.db"))));
    }

    void usage()
    {
        QCOMPARE(std::get<0>(headrace({})), 2);
        QVERIFY(std::get<0>(headrace({QStringLiteral("--sql"), QStringLiteral("gone.sql")})) == 1);
    }

private:
    void write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::tuple<int, QByteArray, QByteArray> headrace(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(HEADRACE_BIN_DIR "/headrace"), QStringList{QStringLiteral("lineage")} + arguments,
                      QIODevice::ReadOnly);
        if (!process.waitForFinished(60000))
            return {-1, {}, process.errorString().toUtf8()};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QTemporaryDir m_folder;
};

HEADRACE_TEST(TestLineageCommand)
#include "test_lineage_command.moc"
