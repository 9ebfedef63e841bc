// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_mouse.h"

#include "models/gestures/frames.h"
#include "models/gestures/sources.h"
#include "widgets/canvas/canvas_actions.h"
#include "widgets/canvas/canvas_commands.h"
#include "widgets/canvas/canvas_guides.h"
#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QToolTip>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace headrace {
namespace {

constexpr double kEndShare = 0.3;  // of an edge's length: nearer to its start, a drag takes that end
constexpr double kEndReach = 40;   // px, at most
constexpr double kSnapReach = 24;  // widget px around a port in which a loose end goes to it
constexpr int kBorder = 28;        // widget px at which dragging scrolls
constexpr int kScrollMs = 16;
constexpr double kLeastFrame = 64;

bool adds(Qt::KeyboardModifiers modifiers)
{
    return modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
}

PortRef refOf(const SceneNode &node, const SceneHit &hit)
{
    return {node.id, (hit.kind == SceneHit::Output ? node.outputs : node.inputs)[size_t(hit.port)].name};
}

QStringList filesIn(const QMimeData *data)
{
    QStringList files;
    for (const QUrl &url : data->urls())
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    return files;
}

}  // namespace

CanvasMouse::CanvasMouse(CanvasView *view) : m_view(view)
{
    m_scroller.setInterval(kScrollMs);
    QObject::connect(&m_scroller, &QTimer::timeout, view, [this] { scrollAtBorder(); });
}

void CanvasMouse::setSpace(bool down)
{
    m_space = down;
    updateCursor();
}

void CanvasMouse::updateCursor()
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (m_mode == Mode::Pan)
        shape = Qt::ClosedHandCursor;
    else if (m_space)
        shape = Qt::OpenHandCursor;
    else if (m_hover.kind == SceneHit::Output || m_hover.kind == SceneHit::Input)
        shape = Qt::CrossCursor;
    else if (m_hover.kind == SceneHit::FrameCorner || m_hover.kind == SceneHit::NoteCorner)
        shape = Qt::SizeFDiagCursor;
    else if (m_hover.kind == SceneHit::EdgeLine)
        shape = Qt::PointingHandCursor;
    if (m_view->cursor().shape() != shape)
        m_view->setCursor(shape);
}

void CanvasMouse::hover(QPointF widget)
{
    const SceneHit before = m_hover;
    m_hover = m_view->scene().hit(m_view->mapToScene(widget), 1 / m_view->zoom());
    if (before.node != m_hover.node || before.edge != m_hover.edge) {
        m_view->takeEmphasis();
        const CanvasScene &scene = m_view->scene();
        for (const SceneHit &hit : {before, m_hover}) {
            if (hit.node >= 0 && size_t(hit.node) < scene.nodes().size())
                m_view->repaintScene(scene.nodes()[size_t(hit.node)].rect.adjusted(-8, -8, 8, 8));
            if (hit.edge >= 0 && size_t(hit.edge) < scene.edges().size())
                m_view->repaintScene(scene.boundsOfEdge(hit.edge));
        }
    }
    updateCursor();
}

void CanvasMouse::leave()
{
    if (m_mode == Mode::Idle)
        hover({-1e6, -1e6});
}

void CanvasMouse::sceneChanged()
{
    m_hover = {};
    if (m_mode == Mode::Idle || m_mode == Mode::Pan)
        return;
    cancel();  // numbers and places are others now
}

bool CanvasMouse::cancel()
{
    if (m_mode == Mode::Idle)
        return false;
    const bool rubber = m_mode == Mode::Rubber && m_moved;
    m_mode = Mode::Idle;
    m_scroller.stop();
    m_rules.reset();
    m_guides.clear();
    m_movingNodes.clear();
    m_movingEdges.clear();
    m_items = {};
    m_target = -1;
    m_moved = false;
    m_refusal.clear();
    QToolTip::hideText();
    if (rubber)
        m_view->select(m_before);
    m_view->takeEmphasis();
    m_view->repaintScene();
    updateCursor();
    return true;
}

// ---- pressed, moved, released

void CanvasMouse::press(QMouseEvent *event)
{
    if (m_mode != Mode::Idle) {
        cancel();  // another button breaks a gesture off
        return;
    }
    m_pressed = m_last = event->position();
    m_pressedScene = m_view->mapToScene(m_pressed);
    m_moved = false;
    m_clickDeselects = false;
    m_modifiers = event->modifiers();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_space)) {
        m_mode = Mode::Pan;
        updateCursor();
        return;
    }
    m_hit = m_view->scene().hit(m_pressedScene, 1 / m_view->zoom());
    if (event->button() == Qt::RightButton && m_view->isReadOnly())
        return;
    if (event->button() == Qt::RightButton) {
        const CanvasSelection &chosen = m_view->selection();
        const CanvasScene &scene = m_view->scene();
        const bool already = (m_hit.node >= 0 && chosen.items.nodes.contains(scene.nodes()[size_t(m_hit.node)].id))
            || (m_hit.edge >= 0 && chosen.edges.contains(scene.edges()[size_t(m_hit.edge)].edge))
            || (!m_hit.id.isEmpty() && (chosen.items.frames.contains(m_hit.id) || chosen.items.notes.contains(m_hit.id)));
        if (!already)
            clickOn(m_hit, {});
        m_view->m_canvasActions->openMenu(m_view, m_pressed.toPoint());
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    const CanvasScene &scene = m_view->scene();
    if (m_view->isReadOnly() && m_hit.kind != SceneHit::Nothing) {
        clickOn(m_hit, m_modifiers);
        return;
    }
    switch (m_hit.kind) {
    case SceneHit::Output:
        beginConnect(refOf(scene.nodes()[size_t(m_hit.node)], m_hit), true, {});
        break;
    case SceneHit::Input: {
        // An input that is fed: the drag takes its edge away, the one chosen or the last.
        const SceneNode &node = scene.nodes()[size_t(m_hit.node)];
        const PortRef input = refOf(node, m_hit);
        std::optional<Edge> taken;
        for (const int number : node.in) {
            const Edge &edge = scene.edges()[size_t(number)].edge;
            if (edge.to == input && (!taken || !m_view->selection().edges.contains(*taken)))
                taken = edge;
        }
        if (taken && scene.indexOf(taken->from.node) >= 0)
            beginConnect(taken->from, true, taken);
        else
            beginConnect(input, false, {});
        break;
    }
    case SceneHit::EdgeLine:
        clickOn(m_hit, m_modifiers);
        m_mode = Mode::Connect;  // from which end it is taken shows when it moves
        break;
    case SceneHit::NodeBody:
    case SceneHit::FrameTitle:
    case SceneHit::NoteBody: {
        const CanvasItems &items = m_view->selection().items;
        const QString id = m_hit.node >= 0 ? scene.nodes()[size_t(m_hit.node)].id : m_hit.id;
        const bool chosen = items.nodes.contains(id) || items.frames.contains(id) || items.notes.contains(id);
        if (chosen)
            m_clickDeselects = true;  // a drag moves all; a click chooses this one
        else
            clickOn(m_hit, m_modifiers);
        m_mode = Mode::Move;
        break;
    }
    case SceneHit::FrameCorner:
    case SceneHit::NoteCorner:
        clickOn(m_hit, {});
        m_mode = m_hit.kind == SceneHit::FrameCorner ? Mode::ResizeFrame : Mode::ResizeNote;
        m_resized = m_hit.id;
        m_newRect = m_mode == Mode::ResizeFrame ? scene.pipeline().layout.frames.value(m_resized).rect
                                                : scene.pipeline().layout.notes.value(m_resized).rect;
        break;
    case SceneHit::Nothing:
        m_before = adds(m_modifiers) ? m_view->selectedNodes() : QStringList();
        m_mode = Mode::Rubber;
        break;
    }
}

void CanvasMouse::move(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (m_mode == Mode::Idle) {
        if (event->buttons() == Qt::NoButton)
            hover(at);
        return;
    }
    if (m_mode == Mode::Pan) {
        m_view->scrollBy(at - m_last);
        m_last = at;
        return;
    }
    m_last = at;
    m_modifiers = event->modifiers();
    if (!m_moved) {
        if ((at - m_pressed).manhattanLength() < QApplication::startDragDistance())
            return;
        m_moved = true;
        QToolTip::hideText();
        if (m_mode == Mode::Move)
            beginMove();
        if (m_mode == Mode::Connect && !m_rules) {
            const SceneEdge &edge = m_view->scene().edges()[size_t(m_hit.edge)];
            const double length = lengthOf(edge.shape.line);
            const bool start = m_hit.along < std::min(kEndReach, length * kEndShare);
            beginConnect(start ? edge.edge.to : edge.edge.from, !start, edge.edge);
        }
        m_scroller.start();
    }
    const QPointF scene = m_view->mapToScene(at);
    switch (m_mode) {
    case Mode::Move:
        moveTo(scene, m_modifiers);
        break;
    case Mode::Connect:
        connectTo(at);
        break;
    case Mode::Rubber:
        rubberTo(scene, adds(m_modifiers));
        break;
    case Mode::ResizeFrame:
    case Mode::ResizeNote:
        resizeTo(scene);
        break;
    default:
        break;
    }
    m_view->update();
}

void CanvasMouse::release(QMouseEvent *event)
{
    if (m_mode == Mode::Idle)
        return;
    if (m_mode == Mode::Pan) {
        if (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton) {
            m_mode = Mode::Idle;
            updateCursor();
        }
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    m_scroller.stop();
    const Mode mode = m_mode;
    const bool moved = m_moved;
    if (!moved) {
        m_mode = Mode::Idle;
        m_rules.reset();
        if (mode == Mode::Rubber)
            m_view->select(m_before);
        else if (mode == Mode::Connect && m_hit.kind != SceneHit::EdgeLine)
            clickOn(m_hit, event->modifiers());
        else if (m_clickDeselects)
            clickOn(m_hit, event->modifiers());
        m_view->update();
        return;
    }
    switch (mode) {
    case Mode::Move:
        endMove();
        break;
    case Mode::Connect:
        endConnect(event->position());
        break;
    case Mode::ResizeFrame:
    case Mode::ResizeNote:
        endResize();
        break;
    default:
        m_mode = Mode::Idle;
        break;
    }
    m_moved = false;
    m_view->takeEmphasis();
    m_view->update();
    hover(event->position());
}

void CanvasMouse::doubleClick(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    cancel();
    const QPointF at = m_view->mapToScene(event->position());
    const SceneHit hit = m_view->scene().hit(at, 1 / m_view->zoom());
    CanvasCommands &commands = m_view->commands();
    switch (hit.kind) {
    case SceneHit::NodeBody:
        commands.openNode(m_view->scene().nodes()[size_t(hit.node)].id);
        break;
    case SceneHit::NoteBody:
    case SceneHit::NoteCorner:
        commands.editNote(hit.id);
        break;
    case SceneHit::FrameTitle:
        commands.renameFrame(hit.id);
        break;
    case SceneHit::EdgeLine:
        commands.quickAddOnEdge(m_view->scene().edges()[size_t(hit.edge)].edge, event->position());
        break;
    case SceneHit::Nothing:
        commands.quickAdd(event->position());
        break;
    default:
        break;
    }
}

void CanvasMouse::clickOn(const SceneHit &hit, Qt::KeyboardModifiers modifiers)
{
    const CanvasScene &scene = m_view->scene();
    CanvasSelection next = adds(modifiers) ? m_view->selection() : CanvasSelection();
    const auto toggle = [](auto &list, const auto &value) {
        if (!list.removeOne(value))
            list.append(value);
    };
    if (hit.node >= 0) {
        const QString id = scene.nodes()[size_t(hit.node)].id;
        toggle(next.items.nodes, id);
        next.current = id;
    } else if (hit.edge >= 0) {
        toggle(next.edges, scene.edges()[size_t(hit.edge)].edge);
    } else if (hit.kind == SceneHit::FrameTitle || hit.kind == SceneHit::FrameCorner) {
        toggle(next.items.frames, hit.id);
    } else if (hit.kind == SceneHit::NoteBody || hit.kind == SceneHit::NoteCorner) {
        toggle(next.items.notes, hit.id);
    }
    m_view->setSelection(next);
    const QString &prefix = scene.prefix();
    if (hit.kind == SceneHit::Output) {
        Q_EMIT m_view->portActivated(prefix + refOf(scene.nodes()[size_t(hit.node)], hit).toString());
    } else if (hit.kind == SceneHit::Input) {
        const PortRef input = refOf(scene.nodes()[size_t(hit.node)], hit);
        for (const int number : scene.nodes()[size_t(hit.node)].in)
            if (const Edge &edge = scene.edges()[size_t(number)].edge; edge.to == input) {
                Q_EMIT m_view->portActivated(prefix + edge.from.toString());
                break;
            }
    } else if (hit.edge >= 0) {
        Q_EMIT m_view->portActivated(prefix + scene.edges()[size_t(hit.edge)].edge.from.toString());
    } else if (hit.node >= 0 && !adds(modifiers)) {
        const SceneNode &node = scene.nodes()[size_t(hit.node)];
        if (!node.outputs.empty())
            Q_EMIT m_view->portActivated(prefix + node.id + QLatin1Char(':') + node.outputs.front().name);
    }
}

void CanvasMouse::scrollAtBorder()
{
    if (m_mode == Mode::Idle || m_mode == Mode::Pan || !m_moved)
        return;
    const auto push = [](double at, double size) {
        return at < kBorder ? (kBorder - at) / 2 : at > size - kBorder ? (size - kBorder - at) / 2 : 0.0;
    };
    const QPointF by(std::clamp(push(m_last.x(), m_view->width()), -24.0, 24.0),
                     std::clamp(push(m_last.y(), m_view->height()), -24.0, 24.0));
    if (by.isNull())
        return;
    m_view->scrollBy(by);
    const QPointF scene = m_view->mapToScene(m_last);
    if (m_mode == Mode::Move)
        moveTo(scene, m_modifiers);
    else if (m_mode == Mode::Connect)
        connectTo(m_last);
    else if (m_mode == Mode::Rubber)
        rubberTo(scene, adds(m_modifiers));
    else
        resizeTo(scene);
    m_view->update();
}

// ---- moving

void CanvasMouse::beginMove()
{
    const CanvasScene &scene = m_view->scene();
    if (adds(m_modifiers) && m_clickDeselects)
        m_clickDeselects = false;
    m_items = withContents(scene.pipeline(), m_view->selection().items);
    m_offset = {};
    m_movingNodes.clear();
    m_movingEdges.clear();
    QSet<int> edges;
    for (const QString &id : std::as_const(m_items.nodes)) {
        const int number = scene.indexOf(id);
        if (number < 0)
            continue;
        m_movingNodes.push_back(number);
        const SceneNode &node = scene.nodes()[size_t(number)];
        for (const std::vector<int> *list : {&node.in, &node.out})
            for (const int edge : *list)
                edges.insert(edge);
    }
    m_movingEdges.assign(edges.cbegin(), edges.cend());
    // Guides and grid hold for the thing one has in hand, not for all that hangs on it.
    m_movingRect = m_hit.node >= 0         ? scene.nodes()[size_t(m_hit.node)].rect
        : m_hit.kind == SceneHit::NoteBody ? scene.pipeline().layout.notes.value(m_hit.id).rect
                                           : scene.pipeline().layout.frames.value(m_hit.id).rect;
    m_view->takeEmphasis();
    QRectF left;
    for (const int number : m_movingNodes)
        left |= scene.nodes()[size_t(number)].rect.adjusted(-16, -16, 16, 16);
    for (const int number : m_movingEdges)
        left |= scene.boundsOfEdge(number);
    m_view->repaintScene(m_items.frames.isEmpty() && m_items.notes.isEmpty() ? left : QRectF());
}

void CanvasMouse::moveTo(QPointF scene, Qt::KeyboardModifiers modifiers)
{
    const QPointF raw = scene - m_pressedScene;
    m_guides.clear();
    m_offset = raw;
    if (!modifiers.testFlag(Qt::AltModifier)) {
        m_offset = snapped(m_movingRect.topLeft() + raw) - m_movingRect.topLeft();
        if (m_movingNodes.size() < 200) {
            const GuideResult guide = guidesFor(m_view->scene(), m_movingRect.translated(raw), m_view->m_emphasis->hiddenNodes,
                                                m_view->visibleScene(), 5 / m_view->zoom());
            if (guide.x)
                m_offset.setX(raw.x() + *guide.x);
            if (guide.y)
                m_offset.setY(raw.y() + *guide.y);
            m_guides = guide.lines;
        }
    }
    setTarget(-1);
    if (m_movingNodes.size() == 1 && m_items.size() == 1) {
        const SceneNode &node = m_view->scene().nodes()[size_t(m_movingNodes.front())];
        if (node.in.empty() && node.out.empty()) {
            const Signature signature = portsOfNode(m_view->scene().pipeline(), node.id, m_view->catalog());
            setTarget(edgeToInsertInto(node.rect.translated(m_offset), signature, m_passage));
        }
    }
}

void CanvasMouse::setTarget(int edge)
{
    m_target = edge;
}

int CanvasMouse::edgeToInsertInto(const QRectF &rect, const Signature &signature, std::optional<Passage> &passage) const
{
    const CanvasScene &scene = m_view->scene();
    const QRectF core = rect.adjusted(rect.width() * 0.25, rect.height() * 0.2, -rect.width() * 0.25, -rect.height() * 0.2);
    for (const int number : scene.edgesIn(core)) {
        const SceneEdge &edge = scene.edges()[size_t(number)];
        if (!edge.drawable() || edge.fromPort < 0 || !crosses(edge.shape.line, core))
            continue;
        passage = passageOf(signature, scene.nodes()[size_t(edge.from)].outputs[size_t(edge.fromPort)].type);
        if (passage)
            return number;
    }
    return -1;
}

void CanvasMouse::endMove()
{
    const CanvasItems items = m_items;
    const QPointF by = m_offset;
    std::optional<Edge> into;
    if (m_target >= 0)
        into = m_view->scene().edges()[size_t(m_target)].edge;
    const std::optional<Passage> passage = m_passage;
    QRectF left;
    for (const int number : m_movingEdges)
        left |= m_view->scene().boundsOfEdge(number);
    m_mode = Mode::Idle;
    m_movingNodes.clear();
    m_movingEdges.clear();
    m_items = {};
    m_guides.clear();
    m_target = -1;
    m_view->takeEmphasis();
    m_view->repaintScene(left);
    for (const QString &id : items.nodes)
        if (const SceneNode *node = m_view->scene().find(id))
            m_view->repaintScene(node->rect.adjusted(-16, -16, 16, 16));
    m_view->commands().move(items, by, into, passage);
    m_view->repaintScene(items.frames.isEmpty() && items.notes.isEmpty() ? left : QRectF());
}

// ---- connecting

void CanvasMouse::beginConnect(const PortRef &fixed, bool fixedIsOutput, std::optional<Edge> moved)
{
    const CanvasScene &scene = m_view->scene();
    m_mode = Mode::Connect;
    m_fitting.reset();
    m_refusal.clear();
    m_rules = std::make_unique<ConnectionRules>(scene.pipeline(), m_view->catalog(), fixed, fixedIsOutput, moved);
    if (const SceneNode *node = scene.find(fixed.node))
        m_fixedEnd = fixedIsOutput ? node->outputAt(node->outputNamed(fixed.port)) : node->inputAt(node->inputNamed(fixed.port));
    m_looseEnd = m_fixedEnd;
    if (moved)
        if (const int number = scene.edgeIndex(*moved); number >= 0) {
            m_movingEdges = {number};
            const SceneEdge &edge = scene.edges()[size_t(number)];
            m_looseEnd = fixedIsOutput ? scene.nodes()[size_t(edge.to)].inputAt(edge.toPort)
                                       : scene.nodes()[size_t(edge.from)].outputAt(edge.fromPort);
        }
}

void CanvasMouse::connectTo(QPointF widget)
{
    const CanvasScene &scene = m_view->scene();
    m_looseEnd = m_view->mapToScene(widget);
    m_fitting.reset();
    QString refusal;
    const double reach = kSnapReach / m_view->zoom();
    double best = reach * reach;
    const SceneHit::Kind wanted = m_rules->fixedIsOutput() ? SceneHit::Input : SceneHit::Output;
    const QRectF near(m_looseEnd - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    QPointF end;
    for (const int number : scene.nodesIn(near)) {
        const SceneNode &node = scene.nodes()[size_t(number)];
        const auto &ports = wanted == SceneHit::Input ? node.inputs : node.outputs;
        // Over a node's body its nearest fitting port is meant.
        const bool over = node.rect.contains(m_looseEnd);
        for (size_t i = 0; i < ports.size(); ++i) {
            const QPointF at = wanted == SceneHit::Input ? node.inputAt(int(i)) : node.outputAt(int(i));
            const QPointF off = at - m_looseEnd;
            const double distance = QPointF::dotProduct(off, off);
            if (distance >= best && !(over && !m_fitting))
                continue;
            const QString why = m_rules->whyNot({node.id, ports[i].name}, ports[i].type);
            if (!why.isEmpty()) {
                if (distance < reach * reach || over)
                    refusal = why;
                continue;
            }
            best = std::min(best, distance);
            m_fitting = PortRef{node.id, ports[i].name};
            end = at;
        }
        if (ports.empty() && over)
            refusal = wanted == SceneHit::Input ? CanvasView::tr("This node takes nothing in.")
                                                : CanvasView::tr("This node gives nothing out.");
    }
    if (m_fitting) {
        m_looseEnd = end;
        refusal.clear();
    }
    if (refusal != m_refusal) {
        m_refusal = refusal;
        if (refusal.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(m_view->mapToGlobal(widget.toPoint()), refusal, m_view);
    }
}

void CanvasMouse::endConnect(QPointF widget)
{
    connectTo(widget);
    const std::unique_ptr<ConnectionRules> rules = std::move(m_rules);
    const std::optional<PortRef> fitting = m_fitting;
    const QString refusal = m_refusal;
    m_mode = Mode::Idle;
    m_movingEdges.clear();
    m_refusal.clear();
    QToolTip::hideText();
    CanvasCommands &commands = m_view->commands();
    const QPointF scene = m_view->mapToScene(widget);
    if (fitting) {
        const Edge edge = rules->edgeTo(*fitting);
        if (rules->moved())
            commands.reconnect(*rules->moved(), edge);
        else
            commands.connect(edge);
        return;
    }
    if (!refusal.isEmpty()) {
        m_view->say(refusal);
        return;
    }
    const SceneHit hit = m_view->scene().hit(scene, 1 / m_view->zoom());
    const bool empty = hit.kind == SceneHit::Nothing || hit.kind == SceneHit::FrameTitle || hit.kind == SceneHit::EdgeLine;
    if (rules->moved()) {
        if (empty)
            commands.disconnect({*rules->moved()});  // pulled off
        return;
    }
    if (empty && rules->type())
        commands.quickAddConnected(rules->fixed(), rules->fixedIsOutput(), *rules->type(), widget);
}

// ---- rubber band and resizing

void CanvasMouse::rubberTo(QPointF scene, bool add)
{
    const CanvasScene &view = m_view->scene();
    m_rubber = QRectF(m_pressedScene, scene).normalized();
    CanvasSelection next;
    if (add)
        next.items.nodes = m_before;
    const QSet<QString> there(next.items.nodes.cbegin(), next.items.nodes.cend());
    for (const int number : view.nodesIn(m_rubber)) {
        const SceneNode &node = view.nodes()[size_t(number)];
        if (m_rubber.intersects(node.rect) && !there.contains(node.id))
            next.items.nodes.append(node.id);
    }
    const auto &layout = view.pipeline().layout;
    for (auto note = layout.notes.cbegin(); note != layout.notes.cend(); ++note)
        if (m_rubber.intersects(note->rect))
            next.items.notes.append(note.key());
    for (auto frame = layout.frames.cbegin(); frame != layout.frames.cend(); ++frame)
        if (m_rubber.contains(frame->rect))
            next.items.frames.append(frame.key());
    next.current = next.items.nodes.isEmpty() ? QString() : next.items.nodes.last();
    m_view->setSelection(next);
}

void CanvasMouse::resizeTo(QPointF scene)
{
    const QPointF corner = m_modifiers.testFlag(Qt::AltModifier) ? scene : snapped(scene);
    m_newRect.setRight(std::max(corner.x(), m_newRect.left() + kLeastFrame));
    m_newRect.setBottom(std::max(corner.y(), m_newRect.top() + kLeastFrame / 2));
}

void CanvasMouse::endResize()
{
    const bool frame = m_mode == Mode::ResizeFrame;
    m_mode = Mode::Idle;
    m_view->commands().resize(m_resized, frame, m_newRect);
}

// ---- drops

bool CanvasMouse::canTake(const QMimeData *data) const
{
    if (m_view->isReadOnly())
        return false;
    if (data->hasFormat(QLatin1String(CanvasView::kOperatorMimeType)))
        return m_view->catalog().find(QString::fromUtf8(data->data(QLatin1String(CanvasView::kOperatorMimeType)))) != nullptr;
    const QStringList files = filesIn(data);
    return std::any_of(files.cbegin(), files.cend(),
                       [this](const QString &file) { return !sourceForFile(file, m_view->catalog()).isEmpty(); });
}

void CanvasMouse::dragOver(QDropEvent *event)
{
    if (!canTake(event->mimeData())) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
    const QPointF corner = snapped(m_view->mapToScene(event->position()) - QPointF(kNodeWidthOnCanvas / 2, kNodeHeightOnCanvas / 2));
    m_dropGhost = QRectF(corner, QSizeF(kNodeWidthOnCanvas, kNodeHeightOnCanvas));
    m_target = -1;
    if (event->mimeData()->hasFormat(QLatin1String(CanvasView::kOperatorMimeType)))
        if (const OperatorSpec *spec = m_view->catalog().find(
                QString::fromUtf8(event->mimeData()->data(QLatin1String(CanvasView::kOperatorMimeType)))))
            m_target = edgeToInsertInto(m_dropGhost, *spec, m_passage);
    m_view->update();
}

void CanvasMouse::dragOut()
{
    m_dropGhost = {};
    m_target = -1;
    m_view->update();
}

void CanvasMouse::drop(QDropEvent *event)
{
    const QMimeData *data = event->mimeData();
    if (!canTake(data)) {
        dragOut();
        event->ignore();
        return;
    }
    dragOver(event);
    const QPointF corner = m_dropGhost.topLeft();
    std::optional<Edge> into;
    if (m_target >= 0)
        into = m_view->scene().edges()[size_t(m_target)].edge;
    dragOut();
    m_view->setFocus(Qt::MouseFocusReason);
    if (data->hasFormat(QLatin1String(CanvasView::kOperatorMimeType))) {
        const QString op = QString::fromUtf8(data->data(QLatin1String(CanvasView::kOperatorMimeType)));
        if (into)
            m_view->commands().addOnEdge(op, *into, corner);
        else
            m_view->commands().addOperator(op, corner);
    } else {
        m_view->commands().addFiles(filesIn(data), corner);
    }
}

// ---- what is drawn meanwhile

void CanvasMouse::paint(QPainter &painter, const CanvasPainter &with, const QRectF &area) const
{
    const Tokens &t = Theme::tokens();
    const CanvasScene &scene = m_view->scene();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen accent(t.accent, 1);
    accent.setCosmetic(true);
    QColor wash = t.accent;
    wash.setAlphaF(0.08F);
    if (m_target >= 0 && size_t(m_target) < scene.edges().size()) {
        QPen pen(t.accent, with.edgeWidth() * 2.2);
        pen.setCosmetic(true);
        with.line(painter, scene.edges()[size_t(m_target)].shape.line, pen, area);
    }
    if (!m_dropGhost.isNull()) {
        QPen dashed = accent;
        dashed.setStyle(Qt::DashLine);
        painter.setPen(dashed);
        painter.setBrush(wash);
        painter.drawRoundedRect(m_dropGhost, 8, 8);
    }
    if (!m_moved)
        return;
    if (m_mode == Mode::Rubber) {
        painter.setPen(accent);
        painter.setBrush(wash);
        painter.drawRect(m_rubber);
    } else if (m_mode == Mode::Move) {
        painter.setPen(accent);
        painter.drawLines(m_guides);
    } else if (m_mode == Mode::ResizeFrame || m_mode == Mode::ResizeNote) {
        painter.setPen(accent);
        painter.setBrush(wash);
        painter.drawRoundedRect(m_newRect, 8, 8);
    } else if (m_mode == Mode::Connect && m_rules) {
        // Ports that fit light up, the others step back.
        const bool inputs = m_rules->fixedIsOutput();
        if (with.edgeWidth() > 0 && m_view->zoom() >= 0.2) {
            QColor veil = t.canvas;
            veil.setAlphaF(0.6F);
            for (const int number : scene.nodesIn(area)) {
                const SceneNode &node = scene.nodes()[size_t(number)];
                const auto &ports = inputs ? node.inputs : node.outputs;
                bool any = node.id == m_rules->fixed().node;
                for (size_t i = 0; i < ports.size(); ++i)
                    any = any || m_rules->whyNot({node.id, ports[i].name}, ports[i].type).isEmpty();
                if (!any) {
                    painter.setPen(Qt::NoPen);
                    painter.setBrush(veil);
                    painter.drawRoundedRect(node.rect.adjusted(-6, -6, 6, 6), 10, 10);
                    continue;
                }
                for (size_t i = 0; i < ports.size(); ++i) {
                    const PortRef ref{node.id, ports[i].name};
                    if (!m_rules->whyNot(ref, ports[i].type).isEmpty())
                        continue;
                    const QPointF at = inputs ? node.inputAt(int(i)) : node.outputAt(int(i));
                    QColor halo = CanvasPainter::hueOf(ports[i].type, t);
                    halo.setAlphaF(m_fitting == ref ? 0.4F : 0.18F);
                    painter.setPen(Qt::NoPen);
                    painter.setBrush(halo);
                    painter.drawEllipse(at, m_fitting == ref ? 11 : 8, m_fitting == ref ? 11 : 8);
                    with.port(painter, at, ports[i].type, 4.8, m_fitting == ref);
                }
            }
        }
        const QPointF from = inputs ? m_fixedEnd : m_looseEnd;
        const QPointF to = inputs ? m_looseEnd : m_fixedEnd;
        QPen pen(m_refusal.isEmpty() ? t.accent : t.bad, std::max(1.5, with.edgeWidth()));
        pen.setCosmetic(true);
        if (!m_fitting) {
            pen.setDashPattern({4, 3});
        }
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        const QPolygonF line = runsForward(from, to) ? curve(from, to).line : rounded(cornersAround(from, to, {}, 0)).line;
        painter.drawPolyline(line);
        if (m_rules->type())
            with.port(painter, m_looseEnd, *m_rules->type(), 4.2, true);
    }
}

}  // namespace headrace
