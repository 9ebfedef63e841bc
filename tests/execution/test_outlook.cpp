// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/hashing.h"
#include "tests/execution/session.h"
#include "tests/support/registry.h"

#include <QDirIterator>
#include <QRandomGenerator>

using namespace headrace;
using namespace headrace::tests;

namespace {

QJsonObject nodeOf(const char *op, const QJsonObject &inputs, const QJsonObject &params)
{
    return {{QStringLiteral("op"), QLatin1String(op)},
            {QStringLiteral("version"), 1},
            {QStringLiteral("inputs"), inputs},
            {QStringLiteral("params"), params}};
}

QJsonObject column(const QString &name, const QString &expression)
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("expression"), expression}};
}

/// A graph of random operators over a small table, in which many relations have several readers, and its outputs at random places.
class RandomPipeline
{
public:
    explicit RandomPipeline(quint32 seed) : m_random(seed)
    {
        QByteArray csv = "id,x,y,word,note\n";
        const int rows = 20 + int(m_random.bounded(60));
        for (int i = 0; i < rows; ++i)
            csv += QByteArray::number(i) + ',' + QByteArray::number(m_random.bounded(8)) + ','
                + (m_random.bounded(7) == 0 ? QByteArray() : QByteArray::number(m_random.bounded(100) / 4.0)) + ",w"
                + QByteArray::number(m_random.bounded(5)) + ",n" + QByteArray::number(i) + '\n';
        add("read.inline", {},
            {{QStringLiteral("csv"), QString::fromLatin1(csv)},
             {QStringLiteral("types"),
              QJsonObject{{QStringLiteral("id"), QStringLiteral("BIGINT")},
                          {QStringLiteral("x"), QStringLiteral("BIGINT")},
                          {QStringLiteral("y"), QStringLiteral("DOUBLE")},
                          {QStringLiteral("word"), QStringLiteral("VARCHAR")}}}});
        for (int i = 0; i < 8; ++i)
            grow();
        m_grown = m_tables.size();
        for (int i = 0; i < 3; ++i)
            end();
    }
    QJsonObject json() const { return {{QStringLiteral("headrace"), 1}, {QStringLiteral("nodes"), m_nodes}}; }
    const QStringList &files() const { return m_files; }
    /// Only what the outputs need: a table that nobody reads would be a result of its own, with all columns.
    QJsonObject options(bool cache, bool lookAhead) const
    {
        return {{QStringLiteral("to"), QJsonArray::fromStringList(m_ends)},
                {QStringLiteral("no_cache"), !cache},
                {QStringLiteral("look_ahead"), lookAhead}};
    }
    /// A further output, as a person adds one.
    void end()
    {
        const QString file = QStringLiteral("out%1.csv").arg(m_files.size());
        QString from = any();
        // Most outputs need a few columns only.
        const auto kind = m_random.bounded(7);
        if (kind < 2)
            from = add("table.group", rowsOf(from),
                       {{QStringLiteral("keys"), QJsonArray{QStringLiteral("x")}},
                        {QStringLiteral("aggregates"),
                         QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("n")},
                                                {QStringLiteral("function"), QStringLiteral("count")}},
                                    QJsonObject{{QStringLiteral("name"), QStringLiteral("s")},
                                                {QStringLiteral("function"), QStringLiteral("sum")},
                                                {QStringLiteral("expression"), QStringLiteral("id")}}}}});
        else if (kind < 4)
            from = add("table.select", rowsOf(from), {{QStringLiteral("columns"), QJsonArray{QStringLiteral("id"), QStringLiteral("x")}}});
        else if (kind < 6) {
            const QString model = add(
                "learn.linear_regression", {{QStringLiteral("train"), from + QStringLiteral(":rows")}},
                {{QStringLiteral("target"), QStringLiteral("x")}, {QStringLiteral("features"), QJsonArray{QStringLiteral("id")}}});
            m_ends << add(
                "evaluate.regression",
                {{QStringLiteral("models"), model + QStringLiteral(":model")}, {QStringLiteral("rows"), from + QStringLiteral(":rows")}},
                {});
            from = add("table.limit",
                       rowsOf(add("table.select", rowsOf(from), {{QStringLiteral("columns"), QJsonArray{QStringLiteral("id")}}})),
                       {{QStringLiteral("rows"), 3}});
        }
        add("write.csv", rowsOf(from), {{QStringLiteral("path"), file}, {QStringLiteral("if_exists"), QStringLiteral("overwrite")}});
        m_tables.removeLast();
        if (m_grown < m_tables.size())
            m_tables.resize(m_grown);  // what serves an output alone has not all columns
        m_files << file;
        m_ends << QStringLiteral("n%1").arg(m_nodes.size() - 1);
    }

private:
    static QJsonObject rowsOf(const QString &node) { return {{QStringLiteral("rows"), node + QStringLiteral(":rows")}}; }
    QString any() { return m_tables[int(m_random.bounded(m_tables.size()))]; }
    QString add(const char *op, const QJsonObject &inputs, const QJsonObject &params)
    {
        const QString id = QStringLiteral("n%1").arg(m_nodes.size());
        m_nodes.insert(id, nodeOf(op, inputs, params));
        m_tables << id;
        return id;
    }
    void grow()
    {
        const QString from = any();
        const QString id = QString::number(m_nodes.size());
        switch (m_random.bounded(10)) {
        case 0:
            add("table.filter", rowsOf(from), {{QStringLiteral("condition"), QStringLiteral("y > %1 OR x = 3").arg(m_random.bounded(20))}});
            return;
        case 1:
            add("table.derive", rowsOf(from),
                {{QStringLiteral("columns"),
                  QJsonArray{column(QStringLiteral("d") + id, QStringLiteral("x * 2 + coalesce(y, 0)")),
                             column(QStringLiteral("x"), QStringLiteral("x + 1"))}}});
            return;
        case 2:
            add("table.derive", rowsOf(from),
                {{QStringLiteral("columns"),
                  QJsonArray{column(QStringLiteral("e") + id, QStringLiteral("CASE WHEN word = 'w1' THEN id ELSE x END"))}}});
            return;
        case 3:
            add("table.limit", rowsOf(from), {{QStringLiteral("rows"), int(m_random.bounded(30))}});
            return;
        case 4:
            add("table.distinct", rowsOf(from), {{QStringLiteral("keys"), QJsonArray{QStringLiteral("word"), QStringLiteral("x")}}});
            return;
        case 5:
            add("table.sort", rowsOf(from),
                {{QStringLiteral("keys"), QJsonArray{QJsonObject{{QStringLiteral("expression"), QStringLiteral("word")}}}}});
            return;
        case 6:
            add("table.drop_missing", rowsOf(from), {{QStringLiteral("columns"), QJsonArray{QStringLiteral("y")}}});
            return;
        case 7:
            add("table.sample", rowsOf(from), {{QStringLiteral("method"), QStringLiteral("percent")}, {QStringLiteral("percent"), 70}});
            return;
        case 8:
            add("table.union", {{QStringLiteral("tables"), QJsonArray{from + QStringLiteral(":rows"), any() + QStringLiteral(":rows")}}},
                {{QStringLiteral("fill_missing"), true}});
            return;
        default:
            add("table.join",
                {{QStringLiteral("left"), from + QStringLiteral(":rows")}, {QStringLiteral("right"), QStringLiteral("n0:rows")}},
                {{QStringLiteral("how"), m_random.bounded(2) ? QStringLiteral("left") : QStringLiteral("inner")},
                 {QStringLiteral("suffix"), QStringLiteral("_of_n") + id},
                 {QStringLiteral("keys"),
                  QJsonArray{
                      QJsonObject{{QStringLiteral("left"), QStringLiteral("x")}, {QStringLiteral("right"), QStringLiteral("id")}}}}});
        }
    }

    QRandomGenerator m_random;
    QJsonObject m_nodes;
    QStringList m_tables;
    qsizetype m_grown = 0;
    QStringList m_files;
    QStringList m_ends;
};

/// Everything that a run says of its results, in an order of its own.
QStringList facts(const Bench &bench, const QStringList &files)
{
    QStringList facts;
    for (const char *name : {"rows", "metric", "lineage"})
        for (QJsonObject event : bench.events(QLatin1String(name)))
            facts << QString::fromUtf8(canonicalJson(event));
    for (const QString &file : files)
        facts << file + QLatin1Char('=') + QString::fromUtf8(bench.fileBytes(file));
    facts.sort();
    facts.removeDuplicates();
    return facts;
}

QStringList sqlOfPlan(Bench &bench, const RandomPipeline &pipeline, bool lookAhead)
{
    QStringList sql;
    const auto plan = bench.ask(QStringLiteral("plan"), pipeline.json(), {}, pipeline.options(false, lookAhead));
    if (plan)
        for (const QJsonValue &stage : plan->value(QStringLiteral("stages")).toArray())
            for (const QJsonValue &text : stage.toObject().value(QStringLiteral("sql")).toArray())
                sql << text.toString();
    return sql;
}

/// Rows joined with names of their groups, divided, learned from and judged.
QJsonObject learning(const QByteArray &rounds,
                     const QByteArray &between = R"("wide": {"op": "table.derive", "version": 1, "inputs": {"rows": "joined:rows"},
        "params": {"columns": [{"name": "z", "expression": "x * 0.5 + g"}, {"name": "late", "expression": "x + g > 9"}]}})")
{
    return Bench::pipeline(R"("rows": {"op": "read.csv", "version": 1, "params": {"path": "rows.csv"}},
        "groups": {"op": "read.csv", "version": 1, "params": {"path": "groups.csv"}},
        "joined": {"op": "table.join", "version": 1, "inputs": {"left": "rows:rows", "right": "groups:rows"},
            "params": {"how": "left", "keys": [{"left": "word", "right": "word"}]}},
        )" + between + R"(,
        "split": {"op": "learn.split", "version": 1, "inputs": {"rows": "wide:rows"}, "params": {"test": 0.3, "keys": ["id"]}},
        "trees": {"op": "learn.xgboost_classifier", "version": 1, "inputs": {"train": "split:train"},
            "params": {"target": "late", "features": ["x", "z"], "rounds": )"
                           + rounds + R"(}},
        "judge": {"op": "evaluate.classification", "version": 1, "inputs": {"models": "trees:model", "rows": "split:test"}})");
}

void putLearningRows(const Bench &bench, const char *lastWord = "w3")
{
    QByteArray csv = "id,x,word,note\n";
    for (int i = 0; i < 3000; ++i)
        csv += QByteArray::number(i) + ',' + QByteArray::number(i * 7919 % 13) + ",w" + QByteArray::number(i % 4) + ",note "
            + QByteArray::number(i) + '\n';
    bench.put(QStringLiteral("rows.csv"), csv);
    bench.put(QStringLiteral("groups.csv"), QByteArray("word,g\nw0,1\nw1,2\nw2,5\n") + lastWord + ",3\n");
}

}  // namespace

/// What is known of the readers further down changes what is kept and read, and nothing that comes out.
class TestOutlook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void prunedAndWholeGiveTheSame()
    {
        int pruned = 0, done = 0;
        for (quint32 seed = 1; seed <= 25; ++seed) {
            Bench bench;
            const RandomPipeline random(seed);
            const QString ended = bench.run(random.json(), random.options(false, false));
            const QStringList whole = facts(bench, random.files());
            QCOMPARE(bench.run(random.json(), random.options(false, true)), ended);
            done += ended == QLatin1String("done");
            const QStringList narrow = facts(bench, random.files());
            QVERIFY2(narrow == whole, qPrintable(QStringLiteral("seed %1").arg(seed)));
            pruned += sqlOfPlan(bench, random, true) != sqlOfPlan(bench, random, false);
        }
        QVERIFY2(pruned >= 8 && done >= 20, qPrintable(QStringLiteral("%1 pruned, %2 done").arg(pruned).arg(done)));
    }

    void keptColumnsServeOnlyWhoReadsThem()
    {
        for (quint32 seed = 100; seed < 110; ++seed) {
            Bench bench;
            RandomPipeline random(seed);
            QCOMPARE(bench.run(random.json(), random.options(true, true)), QStringLiteral("done"));
            // Another output may need columns that the first run did not keep.
            for (int edit = 0; edit < 3; ++edit) {
                random.end();
                QCOMPARE(bench.run(random.json(), random.options(true, true)), QStringLiteral("done"));
                QStringList cached;
                for (const QString &file : random.files())
                    cached << QString::fromUtf8(bench.fileBytes(file));
                QCOMPARE(bench.run(random.json(), random.options(false, false)), QStringLiteral("done"));
                for (int i = 0; i < random.files().size(); ++i)
                    QVERIFY2(cached[i] == QString::fromUtf8(bench.fileBytes(random.files()[i])),
                             qPrintable(QStringLiteral("seed %1, edit %2, %3").arg(seed).arg(edit).arg(random.files()[i])));
            }
            for (const QString &table : random.json().value(QStringLiteral("nodes")).toObject().keys()) {
                const auto described = bench.ask(QStringLiteral("describe"), random.json(), {{QStringLiteral("port"), table}});
                const auto fresh = bench.ask(QStringLiteral("describe"), random.json(), {{QStringLiteral("port"), table}},
                                             {{QStringLiteral("no_cache"), true}});
                QCOMPARE(described.ok(), fresh.ok());
                if (fresh)
                    QCOMPARE(*described, *fresh);
            }
        }
    }

    void widerColumnsReplaceNarrowOnes()
    {
        Bench bench;
        bench.put(QStringLiteral("rows.csv"), "id,x,y,z\n1,2,3,4\n5,6,7,8\n");
        const auto summing = [&bench](const QString &first, const QString &second) {
            const auto sum = [](const QString &expression) {
                return nodeOf("table.group", {{QStringLiteral("rows"), QStringLiteral("rows:rows")}},
                              {{QStringLiteral("aggregates"),
                                QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("s")},
                                                       {QStringLiteral("function"), QStringLiteral("sum")},
                                                       {QStringLiteral("expression"), expression}}}}});
            };
            return bench.run(
                {{QStringLiteral("headrace"), 1},
                 {QStringLiteral("nodes"),
                  QJsonObject{{QStringLiteral("rows"), nodeOf("read.csv", {}, {{QStringLiteral("path"), QStringLiteral("rows.csv")}})},
                              {QStringLiteral("a"), sum(first)},
                              {QStringLiteral("b"), sum(second)}}}});
        };
        QCOMPARE(summing(QStringLiteral("x"), QStringLiteral("y")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("rows")), QStringLiteral("done"));
        QCOMPARE(summing(QStringLiteral("x + y"), QStringLiteral("y - x")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("rows")), QStringLiteral("cached"));
        QCOMPARE(summing(QStringLiteral("z"), QStringLiteral("z + x")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("rows")), QStringLiteral("done"));
        // Now both are kept.
        for (const QString &column : {QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")}) {
            QCOMPARE(summing(column + QStringLiteral(" * 2"), column + QStringLiteral(" * 3")), QStringLiteral("done"));
            QVERIFY2(bench.statusOf(QStringLiteral("rows")) == QLatin1String("cached"), qPrintable(column));
        }
        QCOMPARE(summing(QStringLiteral("id"), QStringLiteral("x")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("rows")), QStringLiteral("done"));
    }

    void onePassForTrainingAndEvaluation()
    {
        Bench bench;
        putLearningRows(bench);
        const QJsonObject pipeline = learning("5");
        const auto plan = bench.ask(QStringLiteral("plan"), pipeline);
        VERIFY_OK(plan);
        QStringList kinds;
        for (const QJsonValue &stage : plan->value(QStringLiteral("stages")).toArray())
            kinds << stage.toObject().value(QStringLiteral("kind")).toString();
        QCOMPARE(kinds, (QStringList{QStringLiteral("read"), QStringLiteral("task"), QStringLiteral("task")}));

        QCOMPARE(bench.run(pipeline, {{QStringLiteral("no_cache"), true}, {QStringLiteral("look_ahead"), false}}), QStringLiteral("done"));
        const QStringList apart = facts(bench, {});
        QCOMPARE(bench.run(pipeline, {{QStringLiteral("no_cache"), true}}), QStringLiteral("done"));
        QCOMPARE(facts(bench, {}), apart);
        for (const char *node : {"rows", "groups", "joined", "wide", "split", "trees", "judge"})
            QVERIFY2(bench.statusOf(QLatin1String(node)) == QLatin1String("done"), node);
        QCOMPARE(bench.rowsAt(QStringLiteral("wide")), 3000);
        QCOMPARE(bench.rowsAt(QStringLiteral("split"), QStringLiteral("train"))
                     + bench.rowsAt(QStringLiteral("split"), QStringLiteral("test")),
                 3000);
    }

    void rowsInNoOrderAreKeptAsATable()
    {
        Bench bench;
        putLearningRows(bench);
        // Groups are told apart by a text, which no matrix can order.
        const QJsonObject pipeline = learning("3", R"("wide": {"op": "table.group", "version": 1, "inputs": {"rows": "joined:rows"},
            "params": {"keys": ["note"], "aggregates": [{"name": "id", "function": "max", "expression": "id"},
                {"name": "x", "function": "max", "expression": "x"}, {"name": "z", "function": "min", "expression": "g"},
                {"name": "late", "function": "max", "expression": "x > 6"}]}})");
        QCOMPARE(bench.run(pipeline, {{QStringLiteral("no_cache"), true}, {QStringLiteral("look_ahead"), false}}), QStringLiteral("done"));
        const QStringList apart = facts(bench, {});
        QCOMPARE(bench.run(pipeline, {{QStringLiteral("no_cache"), true}}), QStringLiteral("done"));
        QCOMPARE(facts(bench, {}), apart);
        QCOMPARE(bench.statusOf(QStringLiteral("wide")), QStringLiteral("done"));
    }

    void rowsOfAnEarlierRunServeOtherParameters()
    {
        Bench bench;
        putLearningRows(bench);
        QCOMPARE(bench.run(learning("3")), QStringLiteral("done"));
        const QStringList first = facts(bench, {});
        QCOMPARE(bench.run(learning("6")), QStringLiteral("done"));
        for (const char *node : {"rows", "groups", "joined", "wide"})
            QVERIFY2(bench.statusOf(QLatin1String(node)) == QLatin1String("cached"), node);
        QCOMPARE(bench.rowsAt(QStringLiteral("wide")), 3000);
        const auto metrics = [&bench] {
            QStringList all;
            for (const QJsonObject &event : bench.events(QStringLiteral("metric")))
                all << QString::fromUtf8(canonicalJson(event));
            all.sort();
            return all;
        };
        const QStringList served = metrics();
        QCOMPARE(bench.run(learning("6"), {{QStringLiteral("no_cache"), true}}), QStringLiteral("done"));
        QCOMPARE(metrics(), served);

        // A damaged matrix is read anew.
        int damaged = 0;
        QDirIterator it(bench.cacheFolder() + QStringLiteral("/objects"), {QStringLiteral("matrix.bin")}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QByteArray bytes = file.readAll();
            bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 4);
            file.seek(0);
            file.write(bytes);
            ++damaged;
        }
        QCOMPARE(damaged, 2);
        QCOMPARE(bench.run(learning("7")), QStringLiteral("done"));
        QCOMPARE(bench.statusOf(QStringLiteral("wide")), QStringLiteral("done"));
        const QStringList again = metrics();
        QCOMPARE(bench.run(learning("7"), {{QStringLiteral("no_cache"), true}}), QStringLiteral("done"));
        QCOMPARE(metrics(), again);
    }

    void aFaultIsSaidAsWithoutIt()
    {
        Bench bench;
        putLearningRows(bench);
        QStringList said;
        for (const bool ahead : {false, true}) {
            // The test rows hold a class that the training rows lack.
            said << bench.run(learning("3", R"("wide": {"op": "table.derive", "version": 1, "inputs": {"rows": "joined:rows"},
                "params": {"columns": [{"name": "z", "expression": "x * 0.5 + g"},
                    {"name": "late", "expression": "CASE WHEN id = 4 THEN 'rare' WHEN x > 6 THEN 'a' ELSE 'b' END"}]}})"),
                              {{QStringLiteral("no_cache"), true}, {QStringLiteral("look_ahead"), ahead}});
            said << bench.run(learning("3", R"("wide": {"op": "table.derive", "version": 1, "inputs": {"rows": "joined:rows"},
                "params": {"columns": [{"name": "z", "expression": "CASE WHEN id = 5 THEN CAST('inf' AS DOUBLE) ELSE x END"},
                    {"name": "late", "expression": "x > 6"}]}})"),
                              {{QStringLiteral("no_cache"), true}, {QStringLiteral("look_ahead"), ahead}});
        }
        QCOMPARE(said[2], said[0]);
        QCOMPARE(said[3], said[1]);
        QVERIFY(said[1].contains(QStringLiteral("infinite")));
    }
};

HEADRACE_TEST(TestOutlook)
#include "test_outlook.moc"
