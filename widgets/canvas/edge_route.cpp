// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/edge_route.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <vector>

namespace headrace {
namespace {

constexpr double kForward = 24;   // px between the ends from which on a curve looks well
constexpr double kStub = 16;      // how far it runs straight out of a port
constexpr double kLane = 6;       // between edges that leave one node
constexpr double kDistance = 12;  // kept from nodes
constexpr double kTouch = 6;      // nearer than this counts as through
constexpr qsizetype kMostObstacles = 24;
constexpr double kBend = 40;  // what a corner costs, in px

bool segmentTouches(QPointF a, QPointF b, const QRectF &rect)
{
    // Clips the segment to the rectangle (Liang and Barsky).
    double t0 = 0;
    double t1 = 1;
    const double dx = b.x() - a.x();
    const double dy = b.y() - a.y();
    const auto clip = [&](double p, double q) {
        if (p == 0)
            return q >= 0;
        const double r = q / p;
        if (p < 0) {
            if (r > t1)
                return false;
            t0 = std::max(t0, r);
        } else {
            if (r < t0)
                return false;
            t1 = std::min(t1, r);
        }
        return true;
    };
    return clip(-dx, a.x() - rect.left()) && clip(dx, rect.right() - a.x()) && clip(-dy, a.y() - rect.top())
        && clip(dy, rect.bottom() - a.y()) && t0 <= t1;
}

class Router
{
public:
    Router(QPointF from, QPointF to, const QList<QRectF> &obstacles, int lane)
        : m_from(from), m_to(to), m_out(from.x() + kStub + lane * kLane, from.y()), m_in(to.x() - kStub - lane * kLane, to.y())
    {
        const QRectF box = QRectF(m_out, m_in).normalized();
        m_rects = obstacles;
        if (m_rects.size() > kMostObstacles) {
            const auto far = [&box](const QRectF &r) {
                return std::max({0.0, box.left() - r.right(), r.left() - box.right()})
                    + std::max({0.0, box.top() - r.bottom(), r.top() - box.bottom()});
            };
            std::partial_sort(m_rects.begin(), m_rects.begin() + kMostObstacles, m_rects.end(),
                              [&far](const QRectF &a, const QRectF &b) { return far(a) < far(b); });
            m_rects.resize(kMostObstacles);
        }
        for (QRectF &rect : m_rects)
            rect.adjust(-kTouch, -kTouch, kTouch, kTouch);
    }

    QPolygonF route()
    {
        const std::vector<double> ys = rows();
        double best = std::numeric_limits<double>::max();
        double channel = 0;
        for (const double y : ys) {
            const double length = std::abs(y - m_out.y()) + std::abs(y - m_in.y()) + std::abs(m_out.x() - m_in.x());
            if (length < best && free(m_out, {m_out.x(), y}) && free({m_out.x(), y}, {m_in.x(), y}) && free({m_in.x(), y}, m_in)) {
                best = length;
                channel = y;
            }
        }
        if (best < std::numeric_limits<double>::max())
            return {{m_from, m_out, {m_out.x(), channel}, {m_in.x(), channel}, m_in, m_to}};
        return maze(ys);
    }

private:
    bool free(QPointF a, QPointF b) const
    {
        return std::none_of(m_rects.cbegin(), m_rects.cend(), [&](const QRectF &rect) { return segmentTouches(a, b, rect); });
    }

    /// Heights at which a way may run: between the ends, and just above and below each obstacle.
    std::vector<double> rows() const
    {
        std::vector<double> ys{(m_from.y() + m_to.y()) / 2};
        double above = std::numeric_limits<double>::max();  // bottom of the upper end's node, top of the lower end's
        double below = std::numeric_limits<double>::lowest();
        for (const QRectF &rect : m_rects) {
            const double gap = kDistance - kTouch;
            ys.push_back(rect.top() - gap);
            ys.push_back(rect.bottom() + gap);
            const double upper = std::min(m_from.y(), m_to.y());
            const double lower = std::max(m_from.y(), m_to.y());
            if (rect.top() <= upper && rect.bottom() >= upper)
                above = std::min(above, rect.bottom());
            if (rect.top() <= lower && rect.bottom() >= lower)
                below = std::max(below, rect.top());
        }
        if (above < below)
            ys.insert(ys.begin(), (above + below) / 2);
        return ys;
    }

    /// Dijkstra over the crossings of the rows and of the columns beside the obstacles.
    QPolygonF maze(std::vector<double> ys) const
    {
        std::vector<double> xs{m_out.x(), m_in.x()};
        for (const QRectF &rect : m_rects) {
            xs.push_back(rect.left() - (kDistance - kTouch));
            xs.push_back(rect.right() + (kDistance - kTouch));
        }
        ys.push_back(m_out.y());
        ys.push_back(m_in.y());
        const auto tidy = [](std::vector<double> &values) {
            std::sort(values.begin(), values.end());
            values.erase(std::unique(values.begin(), values.end()), values.end());
        };
        tidy(xs);
        tidy(ys);
        const int columns = int(xs.size());
        const int lines = int(ys.size());
        const auto at = [&](int state) { return QPointF(xs[size_t(state / 2 % columns)], ys[size_t(state / 2 / columns)]); };
        const auto find = [](const std::vector<double> &values, double value) {
            return int(std::lower_bound(values.begin(), values.end(), value) - values.begin());
        };
        // A state is a crossing and the direction one arrived in: 0 across, 1 up or down.
        const int start = (find(ys, m_out.y()) * columns + find(xs, m_out.x())) * 2;
        const int goal = (find(ys, m_in.y()) * columns + find(xs, m_in.x())) * 2;
        std::vector<double> costs(size_t(columns * lines * 2), std::numeric_limits<double>::max());
        std::vector<int> before(costs.size(), -1);
        using Entry = std::pair<double, int>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
        costs[size_t(start)] = 0;
        open.push({0, start});
        while (!open.empty()) {
            const auto [cost, state] = open.top();
            open.pop();
            if (cost > costs[size_t(state)])
                continue;
            if (state / 2 == goal / 2)
                return corners(at, before, state);
            const int column = state / 2 % columns;
            const int line = state / 2 / columns;
            for (const auto &[dx, dy] : {std::pair(1, 0), std::pair(-1, 0), std::pair(0, 1), std::pair(0, -1)}) {
                const int x = column + dx;
                const int y = line + dy;
                if (x < 0 || y < 0 || x >= columns || y >= lines)
                    continue;
                const int next = (y * columns + x) * 2 + (dy != 0 ? 1 : 0);
                const QPointF a = at(state);
                const QPointF b = at(next);
                const double price = cost + std::abs(a.x() - b.x()) + std::abs(a.y() - b.y()) + (next % 2 != state % 2 ? kBend : 0);
                if (price < costs[size_t(next)] && free(a, b)) {
                    costs[size_t(next)] = price;
                    before[size_t(next)] = state;
                    open.push({price, next});
                }
            }
        }
        // Walled in: a way above everything shows at least that there is an edge.
        return {{m_from, m_out, {m_out.x(), ys.front()}, {m_in.x(), ys.front()}, m_in, m_to}};
    }

    template <class At> QPolygonF corners(const At &at, const std::vector<int> &before, int state) const
    {
        QPolygonF way{m_to};
        for (; state >= 0; state = before[size_t(state)])
            way.append(at(state));
        way.append(m_from);
        std::reverse(way.begin(), way.end());
        QPolygonF tidy;
        for (const QPointF &point : way) {
            const auto straight = [&] {
                const QPointF a = tidy[tidy.size() - 2];
                const QPointF b = tidy[tidy.size() - 1];
                return (a.x() == b.x() && b.x() == point.x()) || (a.y() == b.y() && b.y() == point.y());
            };
            if (tidy.size() >= 2 && straight())
                tidy.last() = point;
            else if (tidy.isEmpty() || tidy.last() != point)
                tidy.append(point);
        }
        return tidy;
    }

    QPointF m_from;
    QPointF m_to;
    QPointF m_out;
    QPointF m_in;
    QList<QRectF> m_rects;
};

QPointF pointAlong(const QPolygonF &line, double distance)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QLineF piece(line[i - 1], line[i]);
        const double length = piece.length();
        if (distance <= length && length > 0)
            return piece.pointAt(distance / length);
        distance -= length;
    }
    return line.isEmpty() ? QPointF() : line.last();
}

}  // namespace

bool runsForward(QPointF from, QPointF to)
{
    return to.x() - from.x() >= kForward;
}

EdgeShape curve(QPointF from, QPointF to)
{
    EdgeShape shape;
    shape.middle = (from + to) / 2;
    if (std::abs(from.y() - to.y()) < 0.5) {
        shape.line = {from, to};
        return shape;
    }
    const double reach = std::max(kForward, (to.x() - from.x()) / 2);
    const QPointF c1 = from + QPointF(reach, 0);
    const QPointF c2 = to - QPointF(reach, 0);
    const int pieces = std::clamp(int(QLineF(from, to).length() / 10), 8, 28);
    shape.line.reserve(pieces + 1);
    for (int i = 0; i <= pieces; ++i) {
        const double t = double(i) / pieces;
        const double u = 1 - t;
        shape.line.append(u * u * u * from + 3 * u * u * t * c1 + 3 * u * t * t * c2 + t * t * t * to);
    }
    return shape;
}

QPolygonF cornersAround(QPointF from, QPointF to, const QList<QRectF> &obstacles, int lane)
{
    return Router(from, to, obstacles, std::min(lane, 3)).route();
}

EdgeShape rounded(const QPolygonF &corners, double radius)
{
    EdgeShape shape;
    shape.orthogonal = true;
    for (qsizetype i = 0; i < corners.size(); ++i) {
        if (i == 0 || i == corners.size() - 1) {
            shape.line.append(corners[i]);
            continue;
        }
        const QLineF back(corners[i], corners[i - 1]);
        const QLineF on(corners[i], corners[i + 1]);
        const double r = std::min({radius, back.length() / 2, on.length() / 2});
        if (r < 0.5) {
            shape.line.append(corners[i]);
            continue;
        }
        const QPointF a = back.pointAt(r / back.length());
        const QPointF b = on.pointAt(r / on.length());
        constexpr int kPieces = 5;
        for (int k = 0; k <= kPieces; ++k) {
            const double t = double(k) / kPieces;
            shape.line.append((1 - t) * (1 - t) * a + 2 * t * (1 - t) * corners[i] + t * t * b);
        }
    }
    // The count of rows sits on the longest level piece, where it covers no corner.
    double longest = -1;
    for (qsizetype i = 1; i < corners.size(); ++i)
        if (const double length = std::abs(corners[i].x() - corners[i - 1].x()); length > longest + 1) {
            longest = length;
            shape.middle = (corners[i] + corners[i - 1]) / 2;
        }
    if (longest < 48)
        shape.middle = pointAlong(shape.line, lengthOf(shape.line) / 2);
    return shape;
}

bool crosses(const QPolygonF &line, const QRectF &rect)
{
    for (qsizetype i = 1; i < line.size(); ++i)
        if (segmentTouches(line[i - 1], line[i], rect))
            return true;
    return false;
}

double lengthOf(const QPolygonF &line)
{
    double length = 0;
    for (qsizetype i = 1; i < line.size(); ++i)
        length += QLineF(line[i - 1], line[i]).length();
    return length;
}

double squaredDistance(const QPolygonF &line, QPointF point, double *along)
{
    double best = std::numeric_limits<double>::max();
    double passed = 0;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF a = line[i - 1];
        const QPointF d = line[i] - a;
        const double square = QPointF::dotProduct(d, d);
        const double t = square > 0 ? std::clamp(QPointF::dotProduct(point - a, d) / square, 0.0, 1.0) : 0;
        const QPointF off = point - (a + t * d);
        const double length = std::sqrt(square);
        if (const double distance = QPointF::dotProduct(off, off); distance < best) {
            best = distance;
            if (along)
                *along = passed + t * length;
        }
        passed += length;
    }
    return best;
}

}  // namespace headrace
