// SPDX-License-Identifier: GPL-3.0-or-later
// The layered layout: nothing overlaps, edges run forward, the same graph gives the same picture, and quickly.
#include "models/gestures/arrange.h"
#include "models/layout/layered_layout.h"
#include "models/layout/phases.h"
#include "tests/gestures/random_pipeline.h"
#include "tests/support/registry.h"

#include <QElapsedTimer>

using namespace headrace;
using namespace headrace::tests;

class TestLayout : public QObject
{
    Q_OBJECT

    static std::vector<LayeredEdge> randomEdges(QRandomGenerator &random, int nodes, int edges, int reach)
    {
        std::vector<LayeredEdge> list;
        for (int i = 0; i < edges; ++i) {
            const int from = random.bounded(nodes - 1);
            list.push_back({from, std::min(nodes - 1, from + 1 + random.bounded(reach))});
        }
        return list;
    }

    static void verifyPicture(const std::vector<QSizeF> &sizes, const std::vector<LayeredEdge> &edges, const std::vector<QPointF> &corners,
                              bool acyclic)
    {
        QCOMPARE(corners.size(), sizes.size());
        QMap<double, QList<std::pair<double, double>>> columns;
        for (size_t i = 0; i < sizes.size(); ++i) {
            QVERIFY(corners[i].x() >= 0 && corners[i].y() >= 0);
            QCOMPARE(std::fmod(corners[i].x(), 16), 0.0);
            QCOMPARE(std::fmod(corners[i].y(), 16), 0.0);
            columns[corners[i].x()].append({corners[i].y(), corners[i].y() + sizes[i].height()});
        }
        for (auto &column : columns) {
            std::sort(column.begin(), column.end());
            for (qsizetype i = 1; i < column.size(); ++i)
                QVERIFY2(column[i].first > column[i - 1].second, "two nodes of a column overlap");
        }
        // All are equally wide here, so columns that overlap would show as columns too near.
        const QList<double> xs = columns.keys();
        if (acyclic)
            for (const LayeredEdge &edge : edges)
                QVERIFY(corners[size_t(edge.from)].x() + sizes[size_t(edge.from)].width() < corners[size_t(edge.to)].x());
    }

private Q_SLOTS:
    void nothingOverlapsAndEdgesRunForward()
    {
        for (quint32 seed = 0; seed < 60; ++seed) {
            QRandomGenerator random(seed);
            const int nodes = 2 + random.bounded(80);
            std::vector<QSizeF> sizes;
            for (int i = 0; i < nodes; ++i)
                sizes.push_back({176, 56.0 + 16 * random.bounded(4)});
            const auto edges = randomEdges(random, nodes, random.bounded(nodes * 2), 12);
            const auto corners = layeredLayout(sizes, edges);
            verifyPicture(sizes, edges, corners, true);
            QVERIFY(corners == layeredLayout(sizes, edges));
        }
    }

    void circlesAreDrawnToo()
    {
        const std::vector<QSizeF> sizes(5, {176, 56});
        const std::vector<LayeredEdge> edges{{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 3}, {3, 4}, {4, 1}};
        verifyPicture(sizes, edges, layeredLayout(sizes, edges), false);
        QVERIFY(layeredLayout({}, {}).empty());
    }

    void aChainIsStraight()
    {
        const std::vector<QSizeF> sizes(12, {176, 56});
        std::vector<LayeredEdge> edges;
        for (int i = 0; i + 1 < 12; ++i)
            edges.push_back({i, i + 1});
        for (const QPointF &corner : layeredLayout(sizes, edges))
            QCOMPARE(corner.y(), 0.0);
    }

    void aDiamondDoesNotCross()
    {
        const std::vector<QSizeF> sizes(6, {176, 56});
        const auto corners = layeredLayout(sizes, {{0, 1}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4, 5}});
        QVERIFY((corners[1].y() < corners[2].y()) == (corners[3].y() < corners[4].y()));
    }

    void thousandsAreQuick()
    {
        QRandomGenerator random(7);
        const std::vector<QSizeF> sizes(5000, {176, 56});
        const auto edges = randomEdges(random, 5000, 10000, 40);
        QElapsedTimer timer;
        timer.start();
        const auto corners = layeredLayout(sizes, edges);
        const qint64 ms = timer.elapsed();
        qInfo("5,000 nodes, 10,000 edges: %lld ms", ms);
        verifyPicture(sizes, edges, corners, true);
#ifdef NDEBUG
        QVERIFY2(ms < 1000, qPrintable(QStringLiteral("%1 ms").arg(ms)));
#else
        QVERIFY2(ms < 10000, qPrintable(QStringLiteral("%1 ms").arg(ms)));
#endif
    }

    void arrangingAPipelineIsOneListOfMoves()
    {
        Pipeline flights = example(QStringLiteral("flight-delays"));
        const Pipeline before = flights;
        const auto edits = arrangeEdits(flights, embeddedCatalog(), flights.nodes.keys());
        const auto inverse = applyEdits(flights, edits);
        VERIFY_OK(inverse);
        for (const Edge &edge : flights.edges())
            QVERIFY(flights.layout.positions.value(edge.from.node).x() + 176 < flights.layout.positions.value(edge.to.node).x());
        QVERIFY(arrangeEdits(flights, embeddedCatalog(), flights.nodes.keys()).isEmpty());
        VERIFY_OK(applyEdits(flights, *inverse));
        QVERIFY(flights == before);
    }
};

HEADRACE_TEST(TestLayout)
#include "test_layout.moc"
