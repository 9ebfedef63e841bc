// SPDX-License-Identifier: GPL-3.0-or-later
// validate, plan, preview, describe, operators, diff, lineage and reproduce, with the real worker.
#include "tests/commands/program.h"
#include "tests/support/registry.h"

#include <QJsonArray>

using namespace headrace::tests;

namespace {

const QByteArray kPipeline
    = "{\"headrace\": 1, \"nodes\": {\n"
      "\"read\": {\"op\": \"read.csv\", \"version\": 1, \"params\": {\"path\": \"rows.csv\"}},\n"
      "\"big\": {\"op\": \"table.filter\", \"version\": 1, \"inputs\": {\"rows\": \"read:rows\"}, \"params\": {\"condition\": \"x > "
      "1\"}},\n"
      "\"more\": {\"op\": \"table.derive\", \"version\": 1, \"inputs\": {\"rows\": \"big:rows\"}, \"params\": {\"columns\": [{\"name\": "
      "\"y\", \"expression\": \"x / 3.0\"}]}},\n"
      "\"save\": {\"op\": \"write.csv\", \"version\": 1, \"inputs\": {\"rows\": \"more:rows\"}, \"params\": {\"path\": \"out.csv\"}}}}\n";

}  // namespace

class TestLookCommands : public QObject
{
    Q_OBJECT

    std::unique_ptr<Program> m_program;
    const QString m_file = QStringLiteral("p.pipeline.json");

private Q_SLOTS:
    void init()
    {
        m_program = std::make_unique<Program>(false);
        m_program->put(QStringLiteral("rows.csv"), "x,name\n1,a\n2,b\n3,\n3,b\n");
        m_program->put(m_file, kPipeline);
    }

    void validateSaysWhatIsWrong()
    {
        const auto good = m_program->run({QStringLiteral("validate"), m_file, QStringLiteral("--json")});
        QCOMPARE(good.code, 0);
        QVERIFY(good.json().value(QStringLiteral("diagnostics")).toArray().isEmpty());
        QCOMPARE(good.json()
                     .value(QStringLiteral("schemas"))
                     .toObject()
                     .value(QStringLiteral("more:rows"))
                     .toObject()
                     .value(QStringLiteral("columns"))
                     .toArray()
                     .size(),
                 3);

        m_program->put(m_file, QByteArray(kPipeline).replace("x > 1", "z > 1"));
        const auto bad = m_program->run({QStringLiteral("validate"), m_file, QStringLiteral("--json")});
        QCOMPARE(bad.code, 3);
        const QJsonObject diagnostic = bad.json().value(QStringLiteral("diagnostics")).toArray().at(0).toObject();
        QCOMPARE(diagnostic.value(QStringLiteral("node")).toString(), QStringLiteral("big"));
        QCOMPARE(diagnostic.value(QStringLiteral("parameter")).toString(), QStringLiteral("condition"));
        QCOMPARE(diagnostic.value(QStringLiteral("position")).toInt(-1), 0);

        m_program->put(m_file, "{\"headrace\": 1,\n \"nodes\": {,}}\n");
        const auto broken = m_program->run({QStringLiteral("validate"), m_file, QStringLiteral("--json")});
        QCOMPARE(broken.code, 3);
        QCOMPARE(broken.json().value(QStringLiteral("diagnostics")).toArray().at(0).toObject().value(QStringLiteral("line")).toInt(), 2);
    }

    void planShowsStagesAndRunsNothing()
    {
        const auto plan = m_program->run({QStringLiteral("plan"), m_file, QStringLiteral("--json")});
        QCOMPARE(plan.code, 0);
        const QJsonArray stages = plan.json().value(QStringLiteral("stages")).toArray();
        QCOMPARE(stages.size(), 1);
        QVERIFY(stages.at(0).toObject().value(QStringLiteral("sql")).toArray().at(0).toString().contains(QStringLiteral("rows.csv")));
        QVERIFY(!QFile::exists(m_program->workspace() + QStringLiteral("/out.csv")));
    }

    void previewAndDescribe()
    {
        const auto rows = m_program->run({QStringLiteral("preview"), m_file, QStringLiteral("more"), QStringLiteral("--json")});
        QCOMPARE(rows.code, 0);
        QCOMPARE(rows.json().value(QStringLiteral("rows")).toArray().size(), 3);
        const auto file = m_program->run({QStringLiteral("describe"), QStringLiteral("rows.csv"), QStringLiteral("--json")});
        QCOMPARE(file.code, 0);
        QCOMPARE(file.json().value(QStringLiteral("rows")).toInt(), 4);
        const QJsonArray columns = file.json().value(QStringLiteral("columns")).toArray();
        const QJsonObject x = columns.at(0).toObject();
        QCOMPARE(x.value(QStringLiteral("distinct")).toInt(), 3);
        QCOMPARE(x.value(QStringLiteral("min")).toInt(), 1);
        QCOMPARE(x.value(QStringLiteral("max")).toInt(), 3);
        QCOMPARE(x.value(QStringLiteral("mean")).toDouble(), 2.25);
        QCOMPARE(columns.at(1).toObject().value(QStringLiteral("missing")).toInt(), 1);
        QCOMPARE(m_program->run({QStringLiteral("preview"), m_file, QStringLiteral("nothing")}).code, 1);
        QCOMPARE(m_program->run({QStringLiteral("preview"), QStringLiteral("none.csv")}).code, 2);
    }

    void diffAgainstGitAndAsAPage()
    {
        const auto git = [this](const QStringList &arguments) {
            QProcess process;
            process.setWorkingDirectory(m_program->workspace());
            process.start(QStringLiteral("git"),
                          QStringList{QStringLiteral("-c"), QStringLiteral("user.name=t"), QStringLiteral("-c"),
                                      QStringLiteral("user.email=t@t.invalid")}
                              + arguments);
            return process.waitForFinished() && process.exitCode() == 0;
        };
        const auto none = m_program->run({QStringLiteral("diff"), m_file, QStringLiteral("--git")});
        QCOMPARE(none.code, 1);
        QVERIFY(none.err.contains("HEAD"));
        QVERIFY(git({QStringLiteral("init"), QStringLiteral("-q")}));
        QVERIFY(git({QStringLiteral("add"), m_file}));
        QVERIFY(git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), QStringLiteral("one")}));
        m_program->put(m_file, QByteArray(kPipeline).replace("x > 1", "x > 2"));
        const auto changed = m_program->run(
            {QStringLiteral("diff"), m_file, QStringLiteral("--git"), QStringLiteral("--json"), QStringLiteral("--exit-code")});
        QCOMPARE(changed.code, 1);
        QCOMPARE(changed.json().value(QStringLiteral("nodes")).toArray().size(), 1);
        const auto page = m_program->run({QStringLiteral("diff"), m_file, QStringLiteral("--git"), QStringLiteral("--html")});
        QCOMPARE(page.code, 0);
        QVERIFY(page.out.startsWith("<!DOCTYPE html>") && page.out.contains("x &gt; 2"));
        QCOMPARE(m_program->run({QStringLiteral("diff"), m_file}).code, 2);
        QCOMPARE(m_program->run({QStringLiteral("diff"), m_file, m_file, QStringLiteral("--git")}).code, 2);
    }

    void operatorsAndDiff()
    {
        const auto all = m_program->run({QStringLiteral("operators"), QStringLiteral("--json")});
        QCOMPARE(all.code, 0);
        QVERIFY(all.json().value(QStringLiteral("operators")).toArray().size() > 30);
        const auto wrong = m_program->run({QStringLiteral("operators"), QStringLiteral("table.fliter")});
        QCOMPARE(wrong.code, 2);
        QVERIFY(wrong.err.contains("table.filter"));

        m_program->put(QStringLiteral("q.pipeline.json"), QByteArray(kPipeline).replace("x > 1", "x > 2"));
        const auto difference = m_program->run(
            {QStringLiteral("diff"), m_file, QStringLiteral("q.pipeline.json"), QStringLiteral("--json"), QStringLiteral("--exit-code")});
        QCOMPARE(difference.code, 1);
        const QJsonArray nodes = difference.json().value(QStringLiteral("nodes")).toArray();
        QCOMPARE(nodes.size(), 1);
        QCOMPARE(nodes.at(0).toObject().value(QStringLiteral("id")).toString(), QStringLiteral("big"));
        QCOMPARE(m_program->run({QStringLiteral("diff"), m_file, m_file, QStringLiteral("--exit-code")}).code, 0);
    }

    void lineageAndReproduce()
    {
        const auto run = m_program->run({QStringLiteral("run"), m_file, QStringLiteral("--json")});
        QVERIFY2(run.code == 0, run.out + run.err);
        for (const QJsonValue &step : run.json().value(QStringLiteral("steps")).toArray())
            QCOMPARE(step.toObject().value(QStringLiteral("status")).toString(), QStringLiteral("done"));
        const auto lineage = m_program->run({QStringLiteral("lineage"), QStringLiteral("last"), QStringLiteral("--column"),
                                             QStringLiteral("more:rows.y"), QStringLiteral("--json")});
        QVERIFY2(lineage.code == 0, lineage.err);
        const QJsonArray upstream = lineage.json().value(QStringLiteral("upstream")).toArray();
        QCOMPARE(upstream.at(0).toObject().value(QStringLiteral("column")).toString(), QStringLiteral("big:rows.x"));
        QCOMPARE(upstream.at(1).toObject().value(QStringLiteral("column")).toString(), QStringLiteral("read:rows.x"));
        QCOMPARE(lineage.json().value(QStringLiteral("expression")).toString(), QStringLiteral("x / 3.0"));

        const auto again = m_program->run({QStringLiteral("reproduce"), QStringLiteral("last")});
        QVERIFY2(again.code == 0, again.out + again.err);
        QVERIFY2(again.out.contains("identical"), again.out);
        m_program->put(QStringLiteral("rows.csv"), "x,name\n1,a\n2,b\n4,\n3,b\n");
        const QString first = run.json().value(QStringLiteral("run")).toString();
        const auto other = m_program->run({QStringLiteral("reproduce"), first});
        QVERIFY2(other.code == 1, other.out + other.err);
    }
};

HEADRACE_TEST(TestLookCommands)
#include "test_look_commands.moc"
