// SPDX-License-Identifier: GPL-3.0-or-later
// Random chains of Shape steps: fused into one query, and stored in another order after every step, they give the same rows in
// the same order; and every relation keeps what is true of all.
#include "tests/operators/harness.h"
#include "tests/support/registry.h"

#include <QJsonDocument>
#include <QRandomGenerator>

using namespace headrace;
using namespace headrace::tests;

namespace {

/// Makes steps that fit what is there. The same seed makes the same steps.
class StepMaker
{
public:
    explicit StepMaker(quint32 seed) : m_random(seed) {}

    QJsonObject next(const Bench &bench, int number)
    {
        m_bench = &bench;
        m_input = pick(bench.outputs());
        m_columns = bench.relation(m_input)->schema.names();
        QString op, input = QStringLiteral("rows");
        QJsonObject params;
        QJsonValue from = m_input;
        switch (m_random.bounded(12)) {
        case 0:
            op = QStringLiteral("table.select");
            params = {{QStringLiteral("columns"), some()}, {QStringLiteral("rename"), QJsonObject{{pick(m_columns), name()}}}};
            break;
        case 1:
            op = QStringLiteral("table.filter");
            params = {{QStringLiteral("condition"), QStringLiteral("%1 IS NOT NULL OR 1 = 2").arg(quoted())}};
            break;
        case 2:
            op = QStringLiteral("table.derive");
            params = {{QStringLiteral("columns"), QJsonArray{derived(), derived()}}};
            break;
        case 3:
            op = QStringLiteral("table.sort");
            params = {{QStringLiteral("keys"), QJsonArray{sortKey(), sortKey()}}};
            break;
        case 4:
            op = QStringLiteral("table.limit");
            params = {{QStringLiteral("rows"), 5 + m_random.bounded(20)}, {QStringLiteral("offset"), m_random.bounded(3)}};
            break;
        case 5:
            op = QStringLiteral("table.sample");
            params = {{QStringLiteral("method"), pick({QStringLiteral("rows"), QStringLiteral("percent")})},
                      {QStringLiteral("rows"), 15},
                      {QStringLiteral("percent"), 70},
                      {QStringLiteral("seed"), m_random.bounded(9)}};
            if (m_random.bounded(2))
                params.insert(QStringLiteral("strata"), QJsonArray{pick(m_columns)});
            break;
        case 6:
            op = QStringLiteral("table.distinct");
            params = {{QStringLiteral("keys"), m_random.bounded(3) ? some() : QJsonArray()},
                      {QStringLiteral("keep"), pick({QStringLiteral("first"), QStringLiteral("last")})}};
            break;
        case 7:
            return join(number);
        case 8:
            op = QStringLiteral("table.union");
            input = QStringLiteral("tables");
            from = QJsonArray{m_input, pick(bench.outputs())};
            params = {{QStringLiteral("distinct"), m_random.bounded(4) == 0}};
            break;
        case 9:
            op = QStringLiteral("table.group");
            params = {{QStringLiteral("keys"), some()},
                      {QStringLiteral("aggregates"),
                       QJsonArray{QJsonObject{{QStringLiteral("name"), name()}},
                                  QJsonObject{{QStringLiteral("function"),
                                               pick({QStringLiteral("first"), QStringLiteral("last"), QStringLiteral("list")})},
                                              {QStringLiteral("expression"), pick(m_columns)},
                                              {QStringLiteral("name"), name()}}}}};
            break;
        case 10:
            op = QStringLiteral("table.drop_missing");
            params = {{QStringLiteral("columns"), some()}, {QStringLiteral("when"), QStringLiteral("all")}};
            break;
        default:
            op = QStringLiteral("code.sql");
            input = QStringLiteral("inputs");
            params = {{QStringLiteral("query"), QStringLiteral("SELECT * FROM x")},
                      {QStringLiteral("tables"), QJsonObject{{QStringLiteral("x"), m_input}}}};
        }
        return step(number, op, params, {{input, from}});
    }

private:
    QString pick(const QStringList &list) { return list[m_random.bounded(int(list.size()))]; }
    QString name() { return QStringLiteral("c\"%1").arg(m_random.bounded(1000000)); }
    QString quoted() { return QLatin1Char('"') + pick(m_columns).replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"'); }
    QJsonArray some()
    {
        QJsonArray list;
        for (const QString &column : std::as_const(m_columns)) {
            if (m_random.bounded(2))
                list << column;
        }
        return list.isEmpty() ? QJsonArray{m_columns.first()} : list;
    }
    QJsonObject derived()
    {
        return {{QStringLiteral("name"), m_random.bounded(2) ? name() : pick(m_columns)},
                {QStringLiteral("expression"), QStringLiteral("%1 IS NULL").arg(quoted())}};
    }
    QJsonObject sortKey()
    {
        return {{QStringLiteral("expression"), quoted()},
                {QStringLiteral("order"), pick({QStringLiteral("ascending"), QStringLiteral("descending")})},
                {QStringLiteral("nulls"), pick({QStringLiteral("first"), QStringLiteral("last")})}};
    }
    QJsonObject join(int number)
    {
        const QString right = pick(m_bench->outputs());
        return step(number, QStringLiteral("table.join"),
                    {{QStringLiteral("how"),
                      pick({QStringLiteral("inner"), QStringLiteral("left"), QStringLiteral("right"), QStringLiteral("full"),
                            QStringLiteral("semi"), QStringLiteral("anti")})},
                     {QStringLiteral("suffix"), name()},
                     {QStringLiteral("null_safe"), m_random.bounded(2) == 0},
                     {QStringLiteral("keys"),
                      QJsonArray{QJsonObject{{QStringLiteral("left"), pick(m_columns)},
                                             {QStringLiteral("right"), pick(m_bench->relation(right)->schema.names())}}}}},
                    {{QStringLiteral("left"), m_input}, {QStringLiteral("right"), right}});
    }
    static QJsonObject step(int number, const QString &op, const QJsonObject &params, const QJsonObject &inputs)
    {
        return {{QStringLiteral("id"), QStringLiteral("s%1").arg(number)},
                {QStringLiteral("op"), op},
                {QStringLiteral("params"), params},
                {QStringLiteral("inputs"), inputs}};
    }

    QRandomGenerator m_random;
    const Bench *m_bench = nullptr;
    QString m_input;
    QStringList m_columns;
};

QJsonObject table(quint32 seed, int rows)
{
    QRandomGenerator random(seed);
    QJsonArray list;
    for (int i = 0; i < rows; ++i) {
        const auto orNull = [&](const QJsonValue &value) { return random.bounded(5) ? value : QJsonValue(); };
        list << QJsonArray{random.bounded(6),
                           orNull(random.bounded(4) ? QJsonValue(random.bounded(5) / 2.0) : QJsonValue(QStringLiteral("nan"))),
                           orNull(QString(QChar(u'a' + random.bounded(3)))), orNull(random.bounded(2) == 0)};
    }
    return {
        {QStringLiteral("columns"),
         QJsonArray{QJsonArray{QStringLiteral("id"), QStringLiteral("INTEGER")}, QJsonArray{QStringLiteral("x"), QStringLiteral("DOUBLE")},
                    QJsonArray{QStringLiteral("k\";--"), QStringLiteral("VARCHAR")},
                    QJsonArray{QStringLiteral("flag"), QStringLiteral("BOOLEAN")}}},
        {QStringLiteral("rows"), list}};
}

}  // namespace

class TestChains : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomChainsDoNotDependOnPhysicalOrder()
    {
        const auto session = *data::Session::open({.threads = 2});
        const auto fusedConnection = *session->connect();
        const auto storedConnection = *session->connect();
        int steps = 0;
        for (quint32 seed = 1; seed <= 20; ++seed) {
            Bench fused(*fusedConnection), stored(*storedConnection, true);
            for (Bench *bench : {&fused, &stored}) {
                VERIFY_OK(bench->addTable(QStringLiteral("t"), table(seed, 40)));
                VERIFY_OK(bench->addTable(QStringLiteral("u"), table(seed + 1000, int(seed % 3) * 10)));
            }
            StepMaker maker(seed);
            QJsonArray made;
            for (int number = 0; number < 7; ++number) {
                const QJsonObject step = maker.next(fused, number);
                const auto added = fused.addStep(step, {}, 42);
                if (!added) {  // steps that do not fit are refused with words, by both
                    QVERIFY2(added.error().code == ErrorCode::Invalid && !added.error().text.isEmpty(),
                             qPrintable(added.error().toString()));
                    QVERIFY(!stored.addStep(step, {}, 42));
                    continue;
                }
                made << step;
                const QByteArray story = "seed " + QByteArray::number(seed) + ": " + QJsonDocument(made).toJson(QJsonDocument::Compact);
                const auto addedToStored = stored.addStep(step, {}, 42);
                QVERIFY2(addedToStored.ok(), addedToStored ? "" : (addedToStored.error().toString().toUtf8() + "\n" + story).constData());
                const QString id = step.value(QStringLiteral("id")).toString() + QLatin1Char(':');
                for (const QString &output : fused.outputs()) {
                    if (!output.startsWith(id))
                        continue;
                    ++steps;
                    const auto held = fused.checkInvariants(output);
                    QVERIFY2(held.ok(), held ? "" : (held.error().toString().toUtf8() + "\n" + story).constData());
                    const auto left = fused.rows(output), right = stored.rows(output);
                    QVERIFY2(left.ok(), left ? "" : (left.error().toString().toUtf8() + "\n" + story).constData());
                    VERIFY_OK(right);
                    QVERIFY2(*left == *right,
                             (story + "\n" + QJsonDocument(*left).toJson(QJsonDocument::Compact) + "\n"
                              + QJsonDocument(*right).toJson(QJsonDocument::Compact))
                                 .constData());
                }
            }
        }
        QVERIFY2(steps > 60, qPrintable(QString::number(steps)));
    }
};

HEADRACE_TEST(TestChains)
#include "test_chains.moc"
