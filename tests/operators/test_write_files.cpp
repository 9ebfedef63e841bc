// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/operators/bench_node.h"

#include <QDirIterator>

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace headrace;
using namespace headrace::tests;

class TestWriteFiles : public QObject
{
    Q_OBJECT

    /// Writes the rows of a SELECT; the identity is its hidden column.
    static Result<void> write(BenchNode &node, const QString &sql)
    {
        HR_TRY(node.input(QStringLiteral("rows"), sql, {QStringLiteral("__hr_0")}));
        return node.run();
    }

    static QStringList filesOf(const QString &folder)
    {
        QStringList names;
        for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();)
            names << QDir(folder).relativeFilePath(it.next());
        names.sort();
        return names;
    }

    const QString m_three = QStringLiteral(
        "SELECT * FROM (VALUES (2, 'b', 1), (1, 'it''s, \"x\"\nä', 0), (NULL, '', 2)) AS t(\"a;\"\"b\", t, \"__hr_0\")");

private Q_SLOTS:
    void csvDialects()
    {
        Workspace workspace;
        BenchNode plain(workspace, QStringLiteral("write.csv"), {{QStringLiteral("path"), QStringLiteral("deep/down/out.csv")}});
        VERIFY_OK(write(plain, m_three));
        QCOMPARE(workspace.read(QStringLiteral("deep/down/out.csv")), QByteArray("\"a;\"\"b\",t\n1,\"it's, \"\"x\"\"\nä\"\n2,b\n,\"\"\n"));
        QCOMPARE(plain.written, QStringList{workspace.path(QStringLiteral("deep/down/out.csv")) + QStringLiteral(" 3")});
        BenchNode other(workspace, QStringLiteral("write.csv"),
                        {{QStringLiteral("path"), QStringLiteral("out.csv")},
                         {QStringLiteral("delimiter"), QStringLiteral(";")},
                         {QStringLiteral("header"), false},
                         {QStringLiteral("null_text"), QStringLiteral("NA")},
                         {QStringLiteral("quote"), QStringLiteral("'")},
                         {QStringLiteral("quote_all"), true}});
        VERIFY_OK(write(other, m_three));
        QCOMPARE(workspace.read(QStringLiteral("out.csv")), QByteArray("'1';'it''s, \"x\"\nä'\n'2';'b'\nNA;''\n"));
        QCOMPARE(filesOf(workspace.path()), (QStringList{QStringLiteral("deep/down/out.csv"), QStringLiteral("out.csv")}));
    }

    void whatIsWrittenReadsTheSame_data()
    {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("params");
        QTest::newRow("csv") << QStringLiteral("csv") << QStringLiteral("x.csv") << QJsonObject{};
        QTest::newRow("csv gzip") << QStringLiteral("csv") << QStringLiteral("x.csv.gz")
                                  << QJsonObject{{QStringLiteral("compression"), QStringLiteral("gzip")}};
        QTest::newRow("csv zstd") << QStringLiteral("csv") << QStringLiteral("x.csv.zst")
                                  << QJsonObject{{QStringLiteral("compression"), QStringLiteral("zstd")}};
        QTest::newRow("parquet") << QStringLiteral("parquet") << QStringLiteral("x.parquet")
                                 << QJsonObject{{QStringLiteral("ordered"), true}};
        QTest::newRow("parquet none") << QStringLiteral("parquet") << QStringLiteral("x.parquet")
                                      << QJsonObject{{QStringLiteral("ordered"), true},
                                                     {QStringLiteral("compression"), QStringLiteral("none")},
                                                     {QStringLiteral("row_group_size"), 2048}};
        QTest::newRow("parquet level") << QStringLiteral("parquet") << QStringLiteral("x.parquet")
                                       << QJsonObject{{QStringLiteral("ordered"), true}, {QStringLiteral("compression_level"), 9}};
    }

    void whatIsWrittenReadsTheSame()
    {
        QFETCH(QString, op);
        QFETCH(QString, name);
        QFETCH(QJsonObject, params);
        Workspace workspace;
        params[QStringLiteral("path")] = name;
        BenchNode sink(workspace, QStringLiteral("write.") + op, params);
        VERIFY_OK(write(
            sink,
            QStringLiteral(
                "SELECT range AS i, 'row ' || range AS t, range / 7 AS d, range AS \"__hr_0\" FROM range(20000) ORDER BY hash(range)")));
        QCOMPARE(sink.written, QStringList{workspace.path(name) + QStringLiteral(" 20000")});
        BenchNode source(workspace, QStringLiteral("read.") + op, {{QStringLiteral("path"), name}});
        const auto relations = source.runAndBind();
        VERIFY_OK(relations);
        QCOMPARE((*relations)[QStringLiteral("rows")].schema.names(),
                 (QStringList{QStringLiteral("i"), QStringLiteral("t"), QStringLiteral("d")}));
        const auto wrong = source.connection().rows(
            QStringLiteral("SELECT count(*), count(*) FILTER (WHERE i <> n OR t <> 'row ' || n OR abs(d - n / 7) > 1e-9) FROM (SELECT *, "
                           "row_number() OVER (ORDER BY __hr_0) - 1 AS n FROM (%1))")
                .arg((*relations)[QStringLiteral("rows")].sql));
        VERIFY_OK(wrong);
        QCOMPARE(wrong->at(0).toArray(), (QJsonArray{20000, 0}));
    }

    void policies()
    {
        Workspace workspace;
        workspace.write(QStringLiteral("out.csv"), "old\n");
        ::chmod(workspace.path(QStringLiteral("out.csv")).toUtf8().constData(), 0640);
        const auto run = [&](const char *policy) {
            BenchNode node(workspace, QStringLiteral("write.csv"),
                           {{QStringLiteral("path"), QStringLiteral("out.csv")}, {QStringLiteral("if_exists"), QLatin1String(policy)}});
            const auto done = write(node, QStringLiteral("SELECT 1 AS a, 0 AS \"__hr_0\""));
            return done ? QString::number(node.written.size()) : done.error().text;
        };
        QCOMPARE(run("keep"), QStringLiteral("0"));
        QCOMPARE(run("fail"), QStringLiteral("'out.csv' exists already."));
        QCOMPARE(workspace.read(QStringLiteral("out.csv")), QByteArray("old\n"));
        QCOMPARE(run("overwrite"), QStringLiteral("1"));
        QCOMPARE(workspace.read(QStringLiteral("out.csv")), QByteArray("a\n1\n"));
        struct stat facts {
        };
        QCOMPARE(::stat(workspace.path(QStringLiteral("out.csv")).toUtf8().constData(), &facts), 0);
        QCOMPARE(int(facts.st_mode & 0777), 0640);
        QVERIFY(QFile::remove(workspace.path(QStringLiteral("out.csv"))));
        QCOMPARE(run("fail"), QStringLiteral("1"));
        QCOMPARE(filesOf(workspace.path()), QStringList{QStringLiteral("out.csv")});
    }

    void badTargets()
    {
        Workspace workspace, outside;
        QDir(workspace.path()).mkdir(QStringLiteral("folder"));
        QVERIFY(QFile::link(outside.path(QStringLiteral("x.csv")), workspace.path(QStringLiteral("dangling.csv"))));
        outside.write(QStringLiteral("real.csv"), "mine\n");
        QVERIFY(QFile::link(outside.path(QStringLiteral("real.csv")), workspace.path(QStringLiteral("link.csv"))));
        QCOMPARE(::mkfifo(workspace.path(QStringLiteral("pipe.csv")).toUtf8().constData(), 0600), 0);
        const QList<std::pair<QString, ErrorCode>> cases{
            {QStringLiteral("folder"), ErrorCode::Invalid},      {QStringLiteral("link.csv"), ErrorCode::Denied},
            {QStringLiteral("../x.csv"), ErrorCode::Denied},     {outside.path(QStringLiteral("x.csv")), ErrorCode::Denied},
            {QStringLiteral("pipe.csv"), ErrorCode::Invalid},    {QStringLiteral(""), ErrorCode::Invalid},
            {QString(300, QLatin1Char('n')), ErrorCode::Invalid}};
        for (const auto &[path, code] : cases) {
            BenchNode node(workspace, QStringLiteral("write.csv"), {{QStringLiteral("path"), path}});
            const auto done = write(node, QStringLiteral("SELECT 1 AS a, 0 AS \"__hr_0\""));
            QVERIFY2(!done, qPrintable(path));
            QVERIFY2(done.error().code == code, qPrintable(path + QStringLiteral(": ") + done.error().toString()));
        }
        // A link that leads nowhere is replaced, never written through.
        BenchNode dangling(workspace, QStringLiteral("write.csv"), {{QStringLiteral("path"), QStringLiteral("dangling.csv")}});
        (void)write(dangling, QStringLiteral("SELECT 1 AS a, 0 AS \"__hr_0\""));
        QCOMPARE(filesOf(outside.path()), QStringList{QStringLiteral("real.csv")});
        QCOMPARE(outside.read(QStringLiteral("real.csv")), QByteArray("mine\n"));
    }

    void hostileNames()
    {
        Workspace workspace;
        for (const QString &name : {QStringLiteral("it's; --.csv"), QStringLiteral("a\"b.csv"), QStringLiteral("n\nl.csv"),
                                    QStringLiteral("st*r?[1].csv"), QString(251, QLatin1Char('l')) + QStringLiteral(".csv")}) {
            BenchNode node(workspace, QStringLiteral("write.csv"), {{QStringLiteral("path"), name}});
            VERIFY_OK(write(node, QStringLiteral("SELECT 1 AS a, 0 AS \"__hr_0\"")));
            QCOMPARE(workspace.read(name), QByteArray("a\n1\n"));
        }
    }

    void aFailureLeavesWhatWasThere()
    {
        Workspace workspace;
        workspace.write(QStringLiteral("out.parquet"), "old");
        BenchNode node(workspace, QStringLiteral("write.parquet"), {{QStringLiteral("path"), QStringLiteral("out.parquet")}});
        const auto done = write(
            node,
            QStringLiteral(
                "SELECT CASE WHEN range = 150000 THEN error('late') ELSE range::VARCHAR END AS a, range AS \"__hr_0\" FROM range(200000)"));
        QVERIFY(!done);
        QCOMPARE(workspace.read(QStringLiteral("out.parquet")), QByteArray("old"));
        QCOMPARE(filesOf(workspace.path()), QStringList{QStringLiteral("out.parquet")});
    }

    void sourceAndTargetMayBeTheSame()
    {
        Workspace workspace;
        workspace.write(QStringLiteral("same.csv"), "a\n3\n1\n");
        BenchNode source(workspace, QStringLiteral("read.csv"), {{QStringLiteral("path"), QStringLiteral("same.csv")}});
        const auto rows = source.rows();
        VERIFY_OK(rows);
        BenchNode sink(workspace, QStringLiteral("write.csv"), {{QStringLiteral("path"), QStringLiteral("same.csv")}});
        VERIFY_OK(write(sink, QStringLiteral("SELECT a + 1 AS a, n AS \"__hr_0\" FROM (VALUES (3, 0), (1, 1)) AS t(a, n)")));
        QCOMPARE(workspace.read(QStringLiteral("same.csv")), QByteArray("a\n4\n2\n"));
    }

    void noRoom_data()
    {
        QTest::addColumn<QString>("op");
        QTest::newRow("csv") << QStringLiteral("write.csv");
        QTest::newRow("parquet") << QStringLiteral("write.parquet");
    }

    /// A file system of 1 MiB below the workspace where that can be mounted, else a limit on the size of files.
    void noRoom()
    {
        QFETCH(QString, op);
        Workspace workspace;
        QDir(workspace.path()).mkdir(QStringLiteral("small"));
        const QByteArray small = workspace.path(QStringLiteral("small")).toUtf8();
        const bool mounted = ::geteuid() == 0 && ::mount("tmpfs", small.constData(), "tmpfs", 0, "size=1m") == 0;
        rlimit former{};
        ::getrlimit(RLIMIT_FSIZE, &former);
        const auto formerHandler = std::signal(SIGXFSZ, SIG_IGN);
        if (!mounted) {
            const rlimit limit{1 << 20, former.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        }
        workspace.write(QStringLiteral("small/out"), "old");
        BenchNode node(workspace, op, {{QStringLiteral("path"), QStringLiteral("small/out")}});
        const auto done = write(node, QStringLiteral("SELECT hash(range)::VARCHAR AS a, range AS \"__hr_0\" FROM range(400000)"));
        ::setrlimit(RLIMIT_FSIZE, &former);
        std::signal(SIGXFSZ, formerHandler);
        const QByteArray left = workspace.read(QStringLiteral("small/out"));
        const QStringList files = filesOf(workspace.path());
        if (mounted)
            ::umount(small.constData());
        QVERIFY(!done);
        QVERIFY2(done.error().code == ErrorCode::Io, qPrintable(done.error().toString()));
        QVERIFY2(done.error().text.contains(mounted ? QLatin1String("The disk is full") : QLatin1String("larger than a file may be")),
                 qPrintable(done.error().toString()));
        QCOMPARE(left, QByteArray("old"));
        QCOMPARE(files, QStringList{QStringLiteral("small/out")});
    }
};

HEADRACE_TEST(TestWriteFiles)
#include "test_write_files.moc"
