// SPDX-License-Identifier: GPL-3.0-or-later
// Edges never run through a node, and the index finds what a look at everything finds.
#include "tests/canvas/canvas_fixture.h"
#include "widgets/canvas/edge_route.h"
#include "widgets/canvas/spatial_index.h"

#include <QRandomGenerator>

using namespace headrace;
using namespace headrace::tests;

class TestRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void backwardEdgesGoRound()
    {
        for (quint32 seed = 0; seed < 300; ++seed) {
            QRandomGenerator random(seed);
            // Nodes on a loose grid, as people place them: a lane between any two.
            QList<QRectF> nodes;
            for (int column = 0; column < 5; ++column)
                for (int row = 0; row < 4; ++row)
                    if (random.bounded(3) != 0)
                        nodes.append({column * 272.0 + random.bounded(24), row * 112.0 + random.bounded(16), 176, 56});
            if (nodes.size() < 2)
                continue;
            const QRectF a = nodes[random.bounded(int(nodes.size()))];
            const QRectF b = nodes[random.bounded(int(nodes.size()))];
            const QPointF from(a.right(), a.center().y());
            const QPointF to(b.left(), b.center().y());
            const QPolygonF corners = cornersAround(from, to, nodes);
            QCOMPARE(corners.first(), from);
            QCOMPARE(corners.last(), to);
            for (qsizetype i = 1; i < corners.size(); ++i)
                QVERIFY(corners[i].x() == corners[i - 1].x() || corners[i].y() == corners[i - 1].y());
            const EdgeShape shape = rounded(corners);
            for (const QRectF &node : std::as_const(nodes))
                QVERIFY2(!crosses(shape.line, node.adjusted(1, 1, -1, -1)), qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
    }

    void curvesStartAndEndLevel()
    {
        const EdgeShape shape = curve({0, 0}, {200, 120});
        QCOMPARE(shape.line.first(), QPointF(0, 0));
        QCOMPARE(shape.line.last(), QPointF(200, 120));
        QVERIFY(shape.line[1].x() > shape.line[1].y() * 2);
        QCOMPARE(curve({0, 5}, {100, 5}).line.size(), 2);
        double along = 0;
        QVERIFY(squaredDistance(shape.line, {100, 60}, &along) < 4);
        QVERIFY(along > 90 && along < 160);
    }

    void sceneEdgesAvoidNodes()
    {
        CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")));
        f.trigger("canvas.layout");
        f.view->scene().routeIn(QRectF(-1e5, -1e5, 2e5, 2e5));
        for (const SceneEdge &edge : f.view->scene().edges())
            for (const SceneNode &node : f.view->scene().nodes())
                if (node.there && edge.drawable() && node.id != edge.edge.from.node && node.id != edge.edge.to.node)
                    QVERIFY(!crosses(edge.shape.line, node.rect));
    }

    void theIndexFindsAll()
    {
        QRandomGenerator random(3);
        SpatialIndex index;
        QHash<int, QRectF> all;
        const auto rect = [&random] {
            const double size = random.bounded(20) == 0 ? 20000 : 300;
            return QRectF(random.bounded(20000) - 10000, random.bounded(20000) - 10000, random.bounded(size), random.bounded(size));
        };
        for (int i = 0; i < 3000; ++i) {
            const int item = random.bounded(400);
            if (random.bounded(4) == 0) {
                index.remove(item);
                all.remove(item);
            } else {
                all.insert(item, rect());
                index.update(item, all.value(item));
            }
            if (i % 20 != 0)
                continue;
            const QRectF area = rect();
            std::vector<int> expected;
            for (auto it = all.cbegin(); it != all.cend(); ++it)
                if (it->left() <= area.right() && area.left() <= it->right() && it->top() <= area.bottom() && area.top() <= it->bottom())
                    expected.push_back(it.key());
            std::sort(expected.begin(), expected.end());
            QVERIFY(index.query(area) == expected);
        }
    }
};

HEADRACE_TEST(TestRoutes)
#include "test_routes.moc"
