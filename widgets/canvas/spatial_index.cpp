// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/spatial_index.h"

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

constexpr double kCell = 768;  // three columns of nodes: measured best of 256 to 2048 for what a window shows
constexpr qint64 kMostCells = 64;
constexpr double kFarthest = 1e9;

int cellOf(double at)
{
    return int(std::floor(std::clamp(at, -kFarthest, kFarthest) / kCell));
}

bool touches(const QRectF &a, const QRectF &b)
{
    return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom() && b.top() <= a.bottom();
}

}  // namespace

void SpatialIndex::clear()
{
    *this = SpatialIndex();
}

SpatialIndex::Span SpatialIndex::spanOf(const QRectF &rect)
{
    return {cellOf(rect.left()), cellOf(rect.top()), cellOf(rect.right()), cellOf(rect.bottom())};
}

void SpatialIndex::insert(int item, const QRectF &rect)
{
    const auto at = size_t(item);
    if (at >= m_rects.size()) {
        m_rects.resize(at + 1);
        m_there.resize(at + 1, 0);
        m_stamps.resize(at + 1, 0);
    }
    m_rects[at] = rect;
    m_there[at] = 1;
    const Span span = spanOf(rect);
    if (span.cells() > kMostCells) {
        m_large.push_back(item);
        return;
    }
    for (int x = span.left; x <= span.right; ++x)
        for (int y = span.top; y <= span.bottom; ++y)
            m_cells[key(x, y)].push_back(item);
}

void SpatialIndex::remove(int item)
{
    const auto at = size_t(item);
    if (at >= m_there.size() || !std::exchange(m_there[at], 0))
        return;
    const Span span = spanOf(m_rects[at]);
    const auto drop = [item](std::vector<int> &list) {
        const auto found = std::find(list.begin(), list.end(), item);
        if (found != list.end()) {
            *found = list.back();
            list.pop_back();
        }
    };
    if (span.cells() > kMostCells) {
        drop(m_large);
        return;
    }
    for (int x = span.left; x <= span.right; ++x)
        for (int y = span.top; y <= span.bottom; ++y) {
            const auto cell = m_cells.find(key(x, y));
            if (cell == m_cells.end())
                continue;
            drop(*cell);
            if (cell->empty())
                m_cells.erase(cell);
        }
}

void SpatialIndex::update(int item, const QRectF &rect)
{
    remove(item);
    insert(item, rect);
}

std::vector<int> SpatialIndex::query(const QRectF &area) const
{
    std::vector<int> found;
    ++m_stamp;
    const auto take = [&](const std::vector<int> &list) {
        for (const int item : list)
            if (std::exchange(m_stamps[size_t(item)], m_stamp) != m_stamp && touches(m_rects[size_t(item)], area))
                found.push_back(item);
    };
    take(m_large);
    const Span span = spanOf(area);
    if (span.cells() > qint64(m_cells.size())) {
        for (const auto &cell : m_cells)
            take(cell);
    } else {
        for (int x = span.left; x <= span.right; ++x)
            for (int y = span.top; y <= span.bottom; ++y)
                if (const auto cell = m_cells.constFind(key(x, y)); cell != m_cells.cend())
                    take(*cell);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace headrace
