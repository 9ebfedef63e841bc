// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/reproduce.h"
#include "engine/record/names.h"
#include "tests/support/registry.h"

#include <QTemporaryDir>

#include <cmath>
#include <limits>

using namespace headrace;
using namespace headrace::host;

class TestReproduce : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<record::Store> m_store;

    /// What a run left, told by a few values.
    struct Left {
        double auc = 0.5;
        qint64 rows = 10;
        QString model = QStringLiteral("aa");
        QString file = QStringLiteral("ff");
        bool withModel = true;
    };
    record::Run make(const Left &left)
    {
        record::NewRun run;
        run.id = record::newRunId(1000);
        const auto begun = m_store->begin(run);
        auto writer = m_store->writer(begun->row);
        for (const QString &node :
             {QStringLiteral("read"), QStringLiteral("sub/train"), QStringLiteral("evaluate"), QStringLiteral("write")})
            writer->step({node, {}, {}, {}, QStringLiteral("done")});
        writer->output({QStringLiteral("read"), QStringLiteral("rows"), QStringLiteral("table"), left.rows, {}, {}, {}});
        writer->metric({QStringLiteral("evaluate/test/roc_auc"), 0, 1, left.auc});
        writer->metric({QStringLiteral("sub/train/validation/nan"), 0, 1, std::nan("")});
        if (left.withModel)
            writer->artifact({QStringLiteral("sub/train"),
                              QStringLiteral("model"),
                              QStringLiteral("model"),
                              QStringLiteral("/x"),
                              1,
                              left.model,
                              {},
                              {},
                              1});
        writer->dataset({QStringLiteral("write"),
                         QStringLiteral("output"),
                         QStringLiteral("o.csv"),
                         QStringLiteral("/ws/o.csv"),
                         left.file,
                         1,
                         10,
                         {},
                         {}});
        (void)writer->finish(record::RunStatus::Done, 2, 1, {}, {});
        return *m_store->find(begun->id);
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto store = record::Store::open(m_folder.filePath(QStringLiteral("h.sqlite")));
        VERIFY_OK(store);
        m_store = std::move(*store);
    }
    void ulps()
    {
        QCOMPARE(ulpsBetween(1.0, 1.0), quint64(0));
        QCOMPARE(ulpsBetween(1.0, std::nextafter(1.0, 2.0)), quint64(1));
        QCOMPARE(ulpsBetween(0.0, -0.0), quint64(0));
        QCOMPARE(ulpsBetween(std::nextafter(0.0, 1.0), std::nextafter(0.0, -1.0)), quint64(2));
        QCOMPARE(ulpsBetween(std::nan(""), std::nan("")), quint64(0));
        QVERIFY(ulpsBetween(std::nan(""), 1.0) > kMostUlps);
        QVERIFY(ulpsBetween(-std::numeric_limits<double>::max(), std::numeric_limits<double>::max()) > kMostUlps);
    }
    void identical()
    {
        const auto comparison = compareRuns(*m_store, make({}), make({}), {});
        VERIFY_OK(comparison);
        QVERIFY(comparison->verdict == Verdict::Identical);
        QCOMPARE(comparison->compared, 5);
    }
    void lastBits()
    {
        Left other;
        other.auc = std::nextafter(std::nextafter(0.5, 1.0), 1.0);
        const auto comparison = compareRuns(*m_store, make({}), make(other), {});
        VERIFY_OK(comparison);
        QVERIFY(comparison->verdict == Verdict::Ulps);
        QCOMPARE(comparison->ulps, quint64(2));
    }
    void namesTheFirstThatDiffers()
    {
        Left other;
        other.auc = 0.5001;
        other.file = QStringLiteral("00");
        other.withModel = false;
        const auto comparison = compareRuns(*m_store, make({}), make(other), {});
        VERIFY_OK(comparison);
        QVERIFY(comparison->verdict == Verdict::Different);
        QCOMPARE(comparison->differences.size(), qsizetype(3));
        QCOMPARE(comparison->differences[0].node, QStringLiteral("sub/train"));
        QCOMPARE(comparison->differences[1].node, QStringLiteral("evaluate"));
        QVERIFY(comparison->differences[1].text.contains(QStringLiteral("0.5001")));
        QCOMPARE(comparison->differences[2].node, QStringLiteral("write"));
    }
    void rows()
    {
        Left other;
        other.rows = 11;
        const auto comparison = compareRuns(*m_store, make({}), make(other), {});
        VERIFY_OK(comparison);
        QCOMPARE(comparison->differences.value(0).node, QStringLiteral("read"));
    }
    void theWorkerJudgesOtherBytes_data()
    {
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<double>("ulps");
        QTest::addColumn<int>("expected");
        QTest::newRow("identical") << "identical" << 0.0 << int(Verdict::Identical);
        QTest::newRow("ulps") << "ulps" << 7.0 << int(Verdict::Ulps);
        QTest::newRow("too many ulps") << "ulps" << 65.0 << int(Verdict::Different);
        QTest::newRow("different") << "different" << 0.0 << int(Verdict::Different);
        QTest::newRow("unavailable") << "unavailable" << 0.0 << int(Verdict::Different);
    }
    void theWorkerJudgesOtherBytes()
    {
        QFETCH(const QString, verdict);
        QFETCH(const double, ulps);
        QFETCH(const int, expected);
        Left other;
        other.model = QStringLiteral("bb");
        int asked = 0;
        const auto comparison = compareRuns(*m_store, make({}), make(other),
                                            [&](const QJsonObject &before, const QJsonObject &after) -> Result<QJsonObject> {
                                                ++asked;
                                                if (before.value(QStringLiteral("xxh3")).toString() != QLatin1String("aa")
                                                    || after.value(QStringLiteral("xxh3")).toString() != QLatin1String("bb"))
                                                    return Error(ErrorCode::Internal, QStringLiteral("wrong way round"));
                                                return QJsonObject{{QStringLiteral("verdict"), verdict}, {QStringLiteral("ulps"), ulps}};
                                            });
        VERIFY_OK(comparison);
        QCOMPARE(asked, 1);
        QCOMPARE(int(comparison->verdict), expected);
    }
};

HEADRACE_TEST(TestReproduce)
#include "test_reproduce.moc"
