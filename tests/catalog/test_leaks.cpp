// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/leaks.h"
#include "tests/pipeline/sample_catalog.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace headrace;
using namespace headrace::tests;

namespace {

QJsonValue valueOf(QString text)
{
    text.replace(QLatin1Char('~'), QLatin1Char(' '));
    if (text.startsWith(QLatin1Char('[')))
        return QJsonArray::fromStringList(text.mid(1, text.size() - 2).split(QLatin1Char(',')));
    return text;
}

/// One node a line: "id = operator port<source:port,source:port port<… key=value"; ~ is a space in a value, [a,b] a list.
Pipeline graphOf(const char *text)
{
    Pipeline pipeline;
    const QStringList lines = QString::fromUtf8(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        QStringList words = line.simplified().split(QLatin1Char(' '));
        Node node;
        node.op = words.value(2);
        for (const QString &word : words.mid(3)) {
            if (word.contains(QLatin1Char('=')))
                node.params.insert(word.section(QLatin1Char('='), 0, 0), valueOf(word.section(QLatin1Char('='), 1)));
            const QStringList sources = word.section(QLatin1Char('<'), 1).split(QLatin1Char(','), Qt::SkipEmptyParts);
            for (const QString &source : sources)
                node.inputs[word.section(QLatin1Char('<'), 0, 0)] << *PortRef::fromString(source);
        }
        pipeline.nodes.insert(words.value(0), node);
    }
    return pipeline;
}

const char *kTrained = "src = read.csv\nsplit = learn.split rows<src:rows\n";

}  // namespace

class TestLeaks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void found_data()
    {
        QTest::addColumn<QString>("graph");
        QTest::addColumn<QStringList>("ways");
        const auto row = [](const char *name, const QString &graph, const QStringList &ways) { QTest::newRow(name) << graph << ways; };
        const QString trained = QString::fromUtf8(kTrained);

        // What is right.
        row("plain",
            trained
                + QStringLiteral(
                    "m = learn.estimator train<split:train validation<split:validation\ne = evaluate.model models<m:model rows<split:test"),
            {});
        row("fit and apply",
            trained
                + QStringLiteral("s = learn.standardize rows<split:train\na = learn.apply transform<s:transform rows<split:test\nm = "
                                 "learn.estimator train<s:rows\n"
                                 "p = learn.predict model<m:model rows<a:rows\ne = evaluate.model rows<p:rows"),
            {});
        row("distinct first",
            QStringLiteral(
                "src = read.csv\nd = table.group rows<src:rows\nsplit = learn.split rows<d:rows\nm = learn.estimator train<split:train\n"
                "e = evaluate.model models<m:model rows<split:test"),
            {});
        row("lookup",
            trained
                + QStringLiteral("air = read.csv\ng = table.group rows<air:rows\njt = table.join left<split:train right<g:rows\nje = "
                                 "table.join left<split:test right<g:rows\n"
                                 "m = learn.estimator train<jt:rows\ne = evaluate.model models<m:model rows<je:rows"),
            {});
        row("lookup before",
            QStringLiteral("src = read.csv\nair = read.csv\ng = table.group rows<air:rows\nj = table.join left<src:rows "
                           "right<g:rows\nsplit = learn.split rows<j:rows\n"
                           "m = learn.estimator train<split:train\ne = evaluate.model models<m:model rows<split:test"),
            {});
        row("same lookup twice",
            QStringLiteral("src = read.csv\nair = read.csv\nj = table.join left<src:rows right<air:rows\nsplit = learn.split rows<j:rows\n"
                           "jt = table.join left<split:train right<air:rows\nje = table.join left<split:test right<air:rows\nm = "
                           "learn.estimator train<jt:rows\n"
                           "e = evaluate.model models<m:model rows<je:rows"),
            {});
        row("target encoding",
            trained
                + QStringLiteral("g = table.group rows<split:train\njt = table.join left<split:train right<g:rows\nje = table.join "
                                 "left<split:test right<g:rows\n"
                                 "m = learn.estimator train<jt:rows\ne = evaluate.model models<m:model rows<je:rows"),
            {});
        row("each part by itself",
            trained
                + QStringLiteral("gt = table.group rows<split:train\nge = table.group rows<split:test\nm = learn.estimator train<gt:rows\n"
                                 "e = evaluate.model models<m:model rows<ge:rows"),
            {});
        row("refit on all",
            trained + QStringLiteral("m = learn.estimator train<src:rows refit=all\np = learn.predict model<m:model rows<split:test"), {});
        row("no split",
            QStringLiteral("src = read.csv\ns = learn.standardize rows<src:rows\nm = learn.estimator train<s:rows\nnew = read.csv\np = "
                           "learn.predict model<m:model rows<new:rows"),
            {});
        row("nested splits",
            trained
                + QStringLiteral("inner = learn.split rows<split:train\nm = learn.estimator train<inner:train validation<inner:test\n"
                                 "e = evaluate.model models<m:model rows<split:test"),
            {});
        row("report",
            trained
                + QStringLiteral("m = learn.estimator train<split:train\np = learn.predict model<m:model rows<split:test\ng = table.group "
                                 "rows<src:rows\nw = write.csv rows<g:rows\n"),
            {});

        // What is wrong.
        row("standardize before split",
            QStringLiteral("src = read.csv\nscale = learn.standardize rows<src:rows\nsplit = learn.split rows<scale:rows\nm = "
                           "learn.estimator train<split:train\n"
                           "e = evaluate.model models<m:model rows<split:test"),
            {QStringLiteral("e: scale → split → e")});
        row("apply of a fit on all",
            trained
                + QStringLiteral("s = learn.standardize rows<src:rows\na = learn.apply transform<s:transform rows<split:test\n"
                                 "t = learn.apply transform<s:transform rows<split:train\nm = learn.estimator train<t:rows\n"
                                 "e = evaluate.model models<m:model rows<a:rows"),
            {QStringLiteral("e: s → a → e")});
        row("aggregate joined back",
            QStringLiteral("src = read.csv\nmean = table.group rows<src:rows\nj = table.join left<src:rows right<mean:rows\nsplit = "
                           "learn.split rows<j:rows\n"
                           "m = learn.estimator train<split:train\ne = evaluate.model models<m:model rows<split:test"),
            {QStringLiteral("e: mean → j → split → e")});
        row("aggregate on the left",
            QStringLiteral("src = read.csv\nmean = table.group rows<src:rows\nj = table.join left<mean:rows right<src:rows\nsplit = "
                           "learn.split rows<j:rows\n"
                           "m = learn.estimator train<split:train\ne = evaluate.model models<m:model rows<split:test"),
            {QStringLiteral("e: mean → j → split → e")});
        row("aggregate joined after",
            trained
                + QStringLiteral("mean = table.group rows<src:rows\njt = table.join left<split:train right<mean:rows\nje = table.join "
                                 "left<split:test right<mean:rows\n"
                                 "m = learn.estimator train<jt:rows\ne = evaluate.model models<m:model rows<je:rows"),
            {QStringLiteral("e: mean → je → e")});
        row("only the model's side",
            trained
                + QStringLiteral("mean = table.group rows<src:rows\njt = table.join left<split:train right<mean:rows\nm = learn.estimator "
                                 "train<jt:rows\n"
                                 "e = evaluate.model models<m:model rows<split:test"),
            {QStringLiteral("e: mean → jt → m → e")});
        row("trained on all",
            trained
                + QStringLiteral(
                    "f = table.filter rows<src:rows\nm = learn.estimator train<f:rows\ne = evaluate.model models<m:model rows<split:test"),
            {QStringLiteral("e: m → e")});
        row("trained on test",
            trained
                + QStringLiteral("m = learn.estimator train<split:test\np = learn.predict model<m:model rows<split:test\ne = "
                                 "evaluate.model rows<p:rows"),
            {QStringLiteral("e: m → p → e"), QStringLiteral("p: m → p")});
        row("trained on a union",
            trained
                + QStringLiteral("u = table.union rows<split:train,src:rows\nm = learn.estimator train<u:rows\ne = evaluate.model "
                                 "models<m:model rows<split:test"),
            {QStringLiteral("e: m → e")});
        row("watches the test part",
            trained
                + QStringLiteral(
                    "m = learn.estimator train<split:train validation<split:test\ne = evaluate.model models<m:model rows<split:test"),
            {QStringLiteral("e: m → e")});
        row("mixed parts",
            trained
                + QStringLiteral("u = table.union rows<split:train,split:test\nmean = table.group rows<u:rows\nj = table.join "
                                 "left<split:train right<mean:rows\n"
                                 "m = learn.estimator train<j:rows\ne = evaluate.model models<m:model rows<split:test"),
            {QStringLiteral("e: mean → j → m → e"), QStringLiteral("e: m → e")});
        row("outer fit, inner split",
            trained
                + QStringLiteral(
                    "s = learn.standardize rows<split:train\ninner = learn.split rows<s:rows\nm = learn.estimator train<inner:train\n"
                    "e = evaluate.model models<m:model rows<inner:test"),
            {QStringLiteral("e: s → inner → e")});
        // Windows: what they mix stands in the rows themselves.
        const auto window = [](const QString &expression, const QString &split = QString()) {
            return QStringLiteral("src = read.csv\nw = table.derive rows<src:rows expression=%1\nsplit = learn.split rows<w:rows %2\n"
                                  "m = learn.estimator train<split:train\ne = evaluate.model models<m:model rows<split:test")
                .arg(QString(expression).replace(QLatin1Char(' '), QLatin1Char('~')), split);
        };
        const QStringList throughSplit{QStringLiteral("e: w → split → e")};
        row("global window", window(QStringLiteral("x - avg(x) OVER ()")), throughSplit);
        row("window over the whole, nested", window(QStringLiteral("round((x / max(x) filter (where x > 0) over (partition by g)) * 2)")),
            throughSplit);
        row("window within the split's groups",
            window(QStringLiteral("avg(x) OVER (PARTITION BY \"G\", h ORDER BY t)"), QStringLiteral("method=group group=[g]")), {});
        row("window within the split's keys", window(QStringLiteral("count(*) OVER (PARTITION BY id)"), QStringLiteral("keys=[id]")), {});
        row("window within fewer columns than the keys",
            window(QStringLiteral("count(*) OVER (PARTITION BY id)"), QStringLiteral("keys=[id,day]")), throughSplit);
        row("window that looks back, split by time",
            window(QStringLiteral("lag(x) OVER (ORDER BY t)"), QStringLiteral("method=time time=t")), {});
        row("moving mean that looks back, split by time",
            window(QStringLiteral("avg(x) OVER (ORDER BY t ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)"),
                   QStringLiteral("method=time time=t")),
            {});
        row("window that looks ahead, split by time",
            window(QStringLiteral("avg(x) OVER (ORDER BY t ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING)"),
                   QStringLiteral("method=time time=t")),
            throughSplit);
        row("lead, split by time", window(QStringLiteral("lead(x) OVER (ORDER BY t)"), QStringLiteral("method=time time=t")), throughSplit);
        row("no window, but its words", window(QStringLiteral("\"avg(x) over ()\" || ' max(x) over () ' || over /* min(x) over () */")),
            {});
        row("window after the split",
            trained
                + QStringLiteral("w = table.derive rows<split:train expression=avg(x)~OVER~()\nm = learn.estimator train<w:rows\n"
                                 "e = evaluate.model models<m:model rows<split:test"),
            {});
        row("one of several models",
            trained
                + QStringLiteral("good = learn.estimator train<split:train\nbad = learn.estimator train<src:rows\n"
                                 "e = evaluate.model models<good:model,bad:model rows<split:test"),
            {QStringLiteral("e: bad → e")});
    }
    void found()
    {
        QFETCH(const QString, graph);
        QFETCH(QStringList, ways);
        QStringList found;
        const QList<Diagnostic> leaks = findLeaks(graphOf(qPrintable(graph)), sampleCatalog());
        for (const Diagnostic &leak : leaks) {
            QCOMPARE(leak.code, QStringLiteral("leak"));
            QVERIFY(!leak.hint.isEmpty());
            const QString way = leak.text.section(QStringLiteral(": "), 1);
            found << leak.node + QStringLiteral(": ") + way.chopped(1);
        }
        found.sort();
        ways.sort();
        QCOMPARE(found, ways);
    }
    void staysQuick()
    {
        // Thousands of splits and aggregates on one chain, with ways round all of them.
        QString text = QStringLiteral("n0 = read.csv\n");
        for (int i = 1; i < 1500; ++i)
            text += QStringLiteral("n%1 = %2 rows<n%3:%4\n")
                        .arg(i)
                        .arg(i % 2 ? QStringLiteral("learn.split") : QStringLiteral("table.group"))
                        .arg(i - 1)
                        .arg(i == 1 || i % 2 ? QStringLiteral("rows") : QStringLiteral("train"));
        text += QStringLiteral("m = learn.estimator train<n1499:train\ne = evaluate.model models<m:model rows<n1499:test,n1:test");
        QElapsedTimer timer;
        timer.start();
        findLeaks(graphOf(qPrintable(text)), sampleCatalog());
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
    }
};

HEADRACE_TEST(TestLeaks)
#include "test_leaks.moc"
