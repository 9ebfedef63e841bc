// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/row_order.h"
#include "tests/support/registry.h"

#include <algorithm>
#include <numeric>
#include <random>

using namespace headrace;
using namespace headrace::learning;

/// Rows of `order`, read through its runs: the one float of each.
static std::vector<float> floatsOf(RowOrder &order, const RowShape &shape)
{
    std::vector<float> all;
    for (const RowRun &run : order.runs())
        for (size_t i = 0; i < run.count; ++i)
            all.push_back(*order.stores()[run.store].row(shape, run.first + i));
    return all;
}

/// Places a block whose rows hold their first key as float, and its negative as label.
static void put(RowOrder &order, const RowShape &shape, const std::vector<uint64_t> &keys)
{
    const size_t count = keys.size() / shape.words;
    RowStore *store = order.place(keys.data(), count);
    QVERIFY(store);
    for (size_t i = 0; i < count; ++i) {
        const size_t at = store->count - count + i;
        *store->row(shape, at) = float(keys[i * shape.words]);
        store->labels.as<float>()[at] = -float(keys[i * shape.words]);
    }
}

class TestRowOrder : public QObject
{
    Q_OBJECT
    const RowShape m_shape{.floats = 1, .labels = true, .words = 1};

private Q_SLOTS:
    void blocksOfTwoThreadsStayWhereTheyAre()
    {
        // Two threads, each with ascending stretches of 40,000 rows in blocks of 2,000.
        RowOrder order(m_shape);
        for (int block = 0; block < 20; ++block)
            for (int thread = 0; thread < 2; ++thread) {
                std::vector<uint64_t> keys(2000);
                std::iota(keys.begin(), keys.end(), uint64_t(thread) * 40000 + uint64_t(block) * 2000);
                put(order, m_shape, keys);
            }
        QVERIFY(order.finish(false));
        QCOMPARE(order.stores().size(), size_t(2));
        // The second thread's first block went behind the first thread's: one piece more than threads.
        QCOMPARE(order.runs().size(), size_t(3));
        const std::vector<float> floats = floatsOf(order, m_shape);
        QCOMPARE(floats.size(), size_t(80000));
        for (size_t i = 0; i < floats.size(); ++i)
            if (floats[i] != float(i))
                QFAIL("out of order");
        QVERIFY(!order.ties());
    }

    void anyArrivalGivesTheSameOrder_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 60; ++seed)
            QTest::addRow("%d", seed) << seed;
    }

    void anyArrivalGivesTheSameOrder()
    {
        QFETCH(const int, seed);
        std::mt19937_64 random{uint64_t(seed)};
        RowShape shape = m_shape;
        shape.words = 1 + random() % 3;
        // Different rows of several words; the first word alone often ties.
        const size_t rows = random() % 6000;
        std::vector<std::array<uint64_t, 3>> keys(rows);
        for (size_t i = 0; i < rows; ++i)
            keys[i] = shape.words == 1 ? std::array<uint64_t, 3>{i * 3, 0, 0}
                                       : std::array<uint64_t, 3>{random() % 50, random() % (uint64_t(1) << (random() % 60)), i};
        if (shape.words == 2)
            for (size_t i = 0; i < rows; ++i)
                keys[i][1] = keys[i][1] * 8192 + i;
        std::sort(keys.begin(), keys.end());
        // Cut into blocks, some of them shuffled within, and the blocks shuffled.
        std::vector<std::vector<uint64_t>> blocks;
        const size_t largest = 1 + random() % 700;
        for (size_t at = 0; at < rows;) {
            const size_t count = std::min<size_t>(rows - at, 1 + random() % largest);
            auto part = std::vector<std::array<uint64_t, 3>>(keys.begin() + std::ptrdiff_t(at), keys.begin() + std::ptrdiff_t(at + count));
            if (random() % 4 == 0)
                std::shuffle(part.begin(), part.end(), random);
            std::vector<uint64_t> words;
            for (const auto &key : part)
                words.insert(words.end(), key.begin(), key.begin() + std::ptrdiff_t(shape.words));
            blocks.push_back(words);
            at += count;
        }
        if (random() % 3 != 0)
            std::shuffle(blocks.begin(), blocks.end(), random);
        RowOrder order(shape);
        for (const std::vector<uint64_t> &block : blocks)
            put(order, shape, block);
        const bool contiguous = random() % 2;
        QVERIFY(order.finish(contiguous));
        if (contiguous)
            QCOMPARE(order.runs().size(), size_t(1));
        std::vector<float> expected;
        for (const auto &key : keys)
            expected.push_back(float(key[0]));
        QCOMPARE(floatsOf(order, shape), expected);
        for (const RowRun &run : order.runs())
            for (size_t i = run.first; i < run.first + run.count; ++i)
                QCOMPARE(order.stores()[run.store].labels.as<float>()[i], -*order.stores()[run.store].row(shape, i));
        QVERIFY(!order.ties());
    }

    void tiesAreSeenWhereverTheyStand_data()
    {
        QTest::addColumn<QList<QList<int>>>("blocks");
        QTest::newRow("within a block") << QList<QList<int>>{{1, 2, 2, 3}};
        QTest::newRow("between blocks") << QList<QList<int>>{{1, 2}, {2, 3}};
        QTest::newRow("between sequences") << QList<QList<int>>{{5, 6, 9}, {1, 2, 6}};
        QTest::newRow("in disorder") << QList<QList<int>>{{5, 3, 9, 4, 3}};
        QTest::newRow("between disorder and a sequence") << QList<QList<int>>{{5, 3, 9}, {1, 3}};
    }

    void tiesAreSeenWhereverTheyStand()
    {
        QFETCH(const QList<QList<int>>, blocks);
        RowOrder order(m_shape);
        for (const QList<int> &block : blocks)
            put(order, m_shape, std::vector<uint64_t>(block.begin(), block.end()));
        QVERIFY(order.finish(true));
        QVERIFY(order.ties());
    }

    void noRowsGiveOneEmptyRun()
    {
        RowOrder order(m_shape);
        QVERIFY(order.finish(true));
        QCOMPARE(order.runs().size(), size_t(1));
        QCOMPARE(order.runs().front().count, size_t(0));
    }
};

HEADRACE_TEST(TestRowOrder)
#include "test_row_order.moc"
