// SPDX-License-Identifier: GPL-3.0-or-later
// Someone outside builds a small pipeline from nothing by the keyboard, runs it, and finds the outcome in the store.
#include "engine/pipeline/format.h"
#include "tests/outside/screen.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace headrace;
using namespace headrace::tests;

class TestBuildAndRun : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString home() const { return m_folder.filePath(QStringLiteral("home")); }
    QJsonDocument headrace(const QStringList &arguments) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HEADRACE_HOME"), home());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(HEADRACE_BIN_DIR) + QStringLiteral("/headrace"), arguments);
        if (!process.waitForFinished(60'000))
            return {};
        return QJsonDocument::fromJson(process.readAllStandardOutput());
    }

private Q_SLOTS:
    void byTheKeyboard()
    {
        const QString workspace = m_folder.filePath(QStringLiteral("ws"));
        QDir().mkpath(workspace + QStringLiteral("/.headrace"));
        QFile csv(workspace + QStringLiteral("/people.csv"));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("name,team,age\nAda,red,36\nAlan,blue,41\nGrace,red,85\nEdsger,blue,72\nBarbara,red,64\n");
        csv.close();
        const QString path = workspace + QStringLiteral("/made.pipeline.json");

        Screen screen;
        QVERIFY2(screen.error().isEmpty(), qPrintable(screen.error()));
        QVERIFY2(
            screen.start(QStringLiteral(HEADRACE_BIN_DIR) + QStringLiteral("/headrace-workbench"), {}, home(), QStringLiteral("Headrace")),
            qPrintable(screen.error()));
        Screen::pause(1500);
        screen.key(QStringLiteral("ctrl+n"));
        Screen::pause(500);
        screen.key(QStringLiteral("ctrl+s"));
        QVERIFY2(screen.waitForWindow(QStringLiteral("Save the pipeline")), qPrintable(screen.error()));
        Screen::pause(500);
        screen.type(path);
        screen.key(QStringLiteral("Return"));
        QVERIFY2(screen.waitForWindow(QStringLiteral("made.pipeline")), qPrintable(screen.error()));
        QTRY_VERIFY(QFile::exists(path));

        // Each node: quick-add beside the one before, then its first field.
        const auto add = [&screen](const QString &words, const QString &value) {
            screen.key(QStringLiteral("F7"));
            Screen::pause(300);
            screen.key(QStringLiteral("Tab"));
            Screen::pause(600);
            screen.type(words);
            Screen::pause(600);
            screen.key(QStringLiteral("Return"));
            Screen::pause(800);
            screen.key(QStringLiteral("Return"));
            Screen::pause(1500);
            screen.type(value);
            Screen::pause(800);
            screen.key(QStringLiteral("Return"));
            Screen::pause(1500);
        };
        add(QStringLiteral("read csv"), QStringLiteral("people.csv"));
        add(QStringLiteral("filter rows"), QStringLiteral("age > 40"));
        add(QStringLiteral("group"), QStringLiteral("team"));
        screen.key(QStringLiteral("Escape"));  // the list of columns
        Screen::pause(500);
        screen.key(QStringLiteral("ctrl+s"));
        QTRY_VERIFY_WITH_TIMEOUT(readPipelineFile(path).ok() && readPipelineFile(path)->pipeline.nodes.size() == 3, 10'000);
        const Pipeline made = readPipelineFile(path)->pipeline;
        QStringList ops;
        for (const Node &node : made.nodes)
            ops << node.op;
        ops.sort();
        QCOMPARE(ops, (QStringList{QStringLiteral("read.csv"), QStringLiteral("table.filter"), QStringLiteral("table.group")}));
        QCOMPARE(made.edges().size(), 2);

        screen.key(QStringLiteral("F5"));
        const auto last = [this] { return headrace({QStringLiteral("runs"), QStringLiteral("--json")}).array().at(0).toObject(); };
        QTRY_COMPARE_WITH_TIMEOUT(last().value(QLatin1String("status")).toString(), QStringLiteral("done"), 120'000);
        QCOMPARE(last().value(QLatin1String("file")).toString(), path);
        const QJsonObject run = headrace({QStringLiteral("show"), last().value(QLatin1String("run")).toString(), QStringLiteral("--json")})
                                    .object();
        QCOMPARE(run.value(QLatin1String("status")).toString(), QStringLiteral("done"));
        QMap<QString, qint64> rows;
        for (const QJsonValue &step : run.value(QLatin1String("steps")).toArray())
            rows.insert(made.nodes.value(step[QLatin1String("node")].toString()).op,
                        step[QLatin1String("rows")][QLatin1String("rows")].toInteger(-1));
        QCOMPARE(rows,
                 (QMap<QString, qint64>{
                     {QStringLiteral("read.csv"), 5}, {QStringLiteral("table.filter"), 4}, {QStringLiteral("table.group"), 2}}));

        screen.key(QStringLiteral("ctrl+q"));
        QVERIFY(screen.program().waitForFinished(20'000));
        QCOMPARE(screen.program().exitCode(), 0);
    }
};

HEADRACE_TEST(TestBuildAndRun)
#include "test_build_and_run.moc"
