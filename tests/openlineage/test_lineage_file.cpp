// SPDX-License-Identifier: GPL-3.0-or-later
// headrace lineage FILE: a file or a model is known by its content, whatever it is called.
#include "tests/commands/program.h"
#include "tests/support/registry.h"

#include <QJsonArray>

using namespace headrace::tests;

class TestLineageFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAndModels()
    {
        Program program(false);
        QByteArray rows = "x,y,label\n";
        for (int i = 0; i < 60; ++i)
            rows += QByteArray::number(i) + ',' + QByteArray::number(i % 7) + ',' + (i % 2 ? "yes" : "no") + '\n';
        program.put(QStringLiteral("in.csv"), rows);
        program.put(QStringLiteral("p.pipeline.json"),
                    "{\"headrace\": 1, \"nodes\": {"
                    "\"read\": {\"op\": \"read.csv\", \"version\": 1, \"params\": {\"path\": \"in.csv\"}},"
                    "\"learn\": {\"op\": \"learn.logistic_regression\", \"version\": 1, \"params\": {\"target\": \"label\", \"features\": "
                    "[\"x\", \"y\"]}, \"inputs\": {\"train\": \"read:rows\"}},"
                    "\"write\": {\"op\": \"write.csv\", \"version\": 1, \"params\": {\"path\": \"out.csv\"}, \"inputs\": {\"rows\": "
                    "\"read:rows\"}}}}");
        const auto ran = program.run({QStringLiteral("run"), QStringLiteral("p.pipeline.json"), QStringLiteral("--json")});
        QVERIFY2(ran.code == 0, ran.out.constData());
        const QString run = ran.json().value(QStringLiteral("run")).toString();

        // The written file under another name, elsewhere.
        QVERIFY(QFile::copy(program.workspace() + QStringLiteral("/out.csv"), program.home() + QStringLiteral("/found.bin")));
        auto said = lineage(program, program.home() + QStringLiteral("/found.bin"));
        QCOMPARE(said.code, 0);
        const QJsonObject wrote = said.json().value(QStringLiteral("written_by")).toArray().at(0).toObject();
        QCOMPARE(wrote.value(QStringLiteral("run")).toString(), run);
        QCOMPARE(wrote.value(QStringLiteral("node")).toString(), QStringLiteral("write"));
        QCOMPARE(wrote.value(QStringLiteral("rows")).toInt(), 60);
        QVERIFY(wrote.value(QStringLiteral("path")).toString().endsWith(QLatin1String("/out.csv")));
        QVERIFY(wrote.value(QStringLiteral("libraries")).toObject().contains(QStringLiteral("duckdb")));
        const QJsonObject source = wrote.value(QStringLiteral("sources")).toArray().at(0).toObject();
        QVERIFY(source.value(QStringLiteral("path")).toString().endsWith(QLatin1String("/in.csv")));
        QCOMPARE(source.value(QStringLiteral("bytes")).toInteger(), rows.size());
        QCOMPARE(said.json().value(QStringLiteral("sha256")).toString().size(), 64);
        QVERIFY(said.json().value(QStringLiteral("read_by")).toArray().isEmpty());

        // What was read.
        said = lineage(program, QStringLiteral("in.csv"));
        QCOMPARE(said.json().value(QStringLiteral("read_by")).toArray().size(), 1);
        QCOMPARE(said.json().value(QStringLiteral("sha256")), source.value(QStringLiteral("digest")));

        // A model's folder, copied.
        const QString model = program.home() + QStringLiteral("/data/runs/") + run + QStringLiteral("/artifacts/learn/model");
        QVERIFY(QDir(model).exists());
        const QString copy = program.home() + QStringLiteral("/copied");
        QDir().mkpath(copy);
        for (const QString &name : QDir(model).entryList(QDir::Files))
            QVERIFY(QFile::copy(model + QLatin1Char('/') + name, copy + QLatin1Char('/') + name));
        said = lineage(program, copy);
        QVERIFY2(said.code == 0, said.err.constData());
        const QJsonObject made = said.json().value(QStringLiteral("written_by")).toArray().at(0).toObject();
        QCOMPARE(made.value(QStringLiteral("kind")).toString(), QStringLiteral("model"));
        QCOMPARE(made.value(QStringLiteral("node")).toString(), QStringLiteral("learn"));

        // One byte more, and it is another thing.
        QFile changed(copy + QStringLiteral("/model.json"));
        QVERIFY(changed.open(QIODevice::Append));
        changed.write(" ");
        changed.close();
        said = lineage(program, copy);
        QCOMPARE(said.code, 1);
        QVERIFY(said.json().value(QStringLiteral("written_by")).toArray().isEmpty());
        program.put(QStringLiteral("in.csv"), rows + "1,2,yes\n");
        const auto text = program.run({QStringLiteral("lineage"), QStringLiteral("in.csv")});
        QCOMPARE(text.code, 1);
        QVERIFY(text.err.contains("No recorded run"));

        // For people.
        const auto words = program.run({QStringLiteral("lineage"), QStringLiteral("out.csv")});
        QVERIFY(words.out.contains("Written by") && words.out.contains("in.csv") && words.out.contains("duckdb"));
        QCOMPARE(program.run({QStringLiteral("lineage"), QStringLiteral("nowhere.csv")}).code, 1);
    }

private:
    static Program::Result lineage(const Program &program, const QString &path)
    {
        return program.run({QStringLiteral("lineage"), path, QStringLiteral("--json")});
    }
};

HEADRACE_TEST(TestLineageFile)
#include "test_lineage_file.moc"
