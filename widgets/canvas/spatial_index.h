// SPDX-License-Identifier: GPL-3.0-or-later
// Finds which of many rectangles touch an area: a grid of cells over the plane. Scene pixels; window's thread.
#pragma once

#include <QHash>
#include <QRectF>

#include <vector>

namespace headrace {

/// Numbers with rectangles. Small ones are kept by cell, those that cover many cells in one list.
class SpatialIndex
{
public:
    void clear();
    void insert(int item, const QRectF &rect);
    void remove(int item);
    void update(int item, const QRectF &rect);
    QRectF rectOf(int item) const { return size_t(item) < m_rects.size() ? m_rects[size_t(item)] : QRectF(); }
    /// The items whose rectangle touches the area, each once, in ascending order.
    std::vector<int> query(const QRectF &area) const;

private:
    struct Span {
        int left, top, right, bottom;
        qint64 cells() const { return qint64(right - left + 1) * (bottom - top + 1); }
    };
    static Span spanOf(const QRectF &rect);
    static quint64 key(int x, int y) { return quint64(quint32(x)) << 32 | quint32(y); }

    QHash<quint64, std::vector<int>> m_cells;
    std::vector<int> m_large;
    std::vector<QRectF> m_rects;
    std::vector<char> m_there;
    mutable std::vector<unsigned> m_stamps;
    mutable unsigned m_stamp = 0;
};

}  // namespace headrace
