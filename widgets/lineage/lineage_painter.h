// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the cards and lines of the lineage, in as much detail as the zoom shows. Window's thread.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "models/lineage/lineage_explorer.h"
#include "widgets/theme/tokens.h"

#include <QPainter>
#include <QPolygonF>

namespace headrace {

/// A line as it is drawn: flattened once, when the picture comes.
struct LineageLine {
    QPolygonF points;
    QRectF bounds;
    bool lit = false;
};
std::vector<LineageLine> linesOf(const LineagePicture &picture);

class LineagePainter
{
public:
    LineagePainter(const LineageExplorer &explorer, const Catalog &catalog, const Tokens &tokens, double zoom)
        : m_explorer(explorer), m_catalog(catalog), m_tokens(tokens), m_zoom(zoom)
    {}

    /// Onto a painter whose transform maps the scene to the screen.
    void paint(QPainter &painter, const QRectF &area, const std::vector<LineageLine> &lines, ColumnRef hovered) const;

private:
    void ground(QPainter &painter, const QRectF &area) const;
    void card(QPainter &painter, const LineageCard &card, ColumnRef hovered) const;
    void rows(QPainter &painter, const LineageCard &card, ColumnRef hovered) const;

    const LineageExplorer &m_explorer;
    const Catalog &m_catalog;
    const Tokens &m_tokens;
    double m_zoom;
};

/// Lucide's name and the hue of a thing.
QString iconOfThing(const LineageThing &thing, const Catalog &catalog);
QColor hueOfThing(const LineageThing &thing, const Catalog &catalog, const Tokens &tokens);

}  // namespace headrace
