// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what stands on a canvas, in as much detail as the zoom shows. Window's thread.
#pragma once

#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_stamps.h"
#include "widgets/theme/tokens.h"

#include <QPainter>
#include <QSet>

namespace headrace {

/// Plain: no smoothing, no text below reading size; for frames in motion.
enum class Quality { Plain, Fine };

/// Zooms from which details show.
namespace detail {
inline constexpr double kText = 0.45;    ///< title and summary
inline constexpr double kCard = 0.22;    ///< tile and border; below, a coloured bar
inline constexpr double kCurves = 0.35;  ///< edges as curves; below, plain lines
inline constexpr double kCounts = 0.6;   ///< rows on edges
inline constexpr double kDots = 0.3;
}  // namespace detail

/// What is chosen and pointed at, by number.
struct Emphasis {
    QSet<int> nodes;
    QSet<int> edges;
    QSet<QString> frames;
    QSet<QString> notes;
    QSet<int> hiddenNodes;  ///< drawn elsewhere: being dragged
    QSet<int> hiddenEdges;
    QSet<QString> hiddenFrames;
    QSet<QString> hiddenNotes;
    int current = -1;  ///< the node that keys act on
    int hoveredNode = -1;
    int hoveredEdge = -1;
};

class CanvasPainter
{
public:
    /// `stamps` keeps pictures from one frame to the next; without, everything is drawn.
    CanvasPainter(const CanvasScene &scene, const Tokens &tokens, double zoom, Quality quality, CanvasStamps *stamps = nullptr)
        : m_scene(scene), m_tokens(tokens), m_zoom(zoom), m_quality(quality), m_stamps(stamps)
    {}

    /// Everything in `area` (scene pixels) onto a painter whose transform maps the scene to the screen.
    void paint(QPainter &painter, const QRectF &area, const Emphasis &emphasis) const;

    void ground(QPainter &painter, const QRectF &area) const;
    void frame(QPainter &painter, const Frame &frame, bool selected) const;
    void note(QPainter &painter, const Note &note, bool selected) const;
    /// A node as it is in the scene, its place moved by `offset`.
    void node(QPainter &painter, const SceneNode &node, const Emphasis &emphasis, int number, QPointF offset = {}) const;
    void port(QPainter &painter, QPointF at, PortType type, double radius, bool filled = false, bool dim = false) const;
    void edges(QPainter &painter, const std::vector<int> &numbers, const QRectF &area, const Emphasis &emphasis) const;
    void line(QPainter &painter, const QPolygonF &line, const QPen &pen, const QRectF &area) const;
    void counts(QPainter &painter, const std::vector<int> &numbers, const Emphasis &emphasis) const;
    void pill(QPainter &painter, QPointF middle, const QString &text) const;
    /// The sign of a state at the top right corner; `turn` in degrees, of one that runs.
    void sign(QPainter &painter, const SceneNode &node, QPointF offset = {}, double turn = 0) const;
    double edgeWidth() const { return std::clamp(1.5 * m_zoom, 1.0, 4.0); }

    static QColor hueOf(PortType type, const Tokens &tokens);

private:
    void bar(QPainter &painter, const SceneNode &node, const QRectF &rect, bool selected) const;
    CardLook lookOf(const SceneNode &node, bool selected, bool hovered) const;
    void card(QPainter &painter, const SceneNode &node, const CardLook &look, QPointF offset) const;
    void stamp(QPainter &painter, const SceneNode &node, const CardLook &look, QPointF offset) const;
    void texts(QPainter &painter, const SceneNode &node, const QRectF &rect) const;
    void drawPill(QPainter &painter, const QRectF &rect, const QString &text) const;
    double textScale() const;

    const CanvasScene &m_scene;
    const Tokens &m_tokens;
    double m_zoom;
    Quality m_quality;
    CanvasStamps *m_stamps;
};

/// The sign for a node, by shape and colour; an empty icon: none.
struct StatusSign {
    QString icon;
    QColor colour;
    QString words;
};
StatusSign signOf(const SceneNode &node, const Tokens &tokens);

/// The colour of a frame by its name: a category, '#rrggbb', or neutral.
QColor frameColour(const QString &name, const Tokens &tokens);

}  // namespace headrace
