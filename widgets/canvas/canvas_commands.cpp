// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_commands.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/subpipeline.h"
#include "models/clipboard/fragment.h"
#include "models/document/in_background.h"
#include "models/gestures/arrange.h"
#include "models/gestures/frames.h"
#include "models/gestures/node_ports.h"
#include "models/gestures/sources.h"
#include "models/gestures/subpipelines.h"
#include "models/search/operator_search.h"
#include "models/summary/node_summary.h"
#include "widgets/canvas/canvas_mouse.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/inline_editors.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headrace {
namespace {

constexpr double kBeside = 64;              // px between a node and one added after it
constexpr qsizetype kArrangedAtOnce = 400;  // nodes; a few milliseconds

}  // namespace

const Pipeline &CanvasCommands::pipeline() const
{
    return m_view->document()->pipeline();
}

QString CanvasCommands::titleOfOperator(const QString &op) const
{
    const OperatorSpec *spec = m_view->catalog().find(op);
    return spec ? spec->title : op;
}

QString CanvasCommands::titleOfNode(const QString &id) const
{
    return titleOf(pipeline().nodes.value(id), m_view->catalog());
}

QString CanvasCommands::countOf(const CanvasItems &items) const
{
    if (items.nodes.size() == 1 && items.size() == 1)
        return titleOfNode(items.nodes.first());
    if (items.nodes.size() == items.size())
        return tr("%n node(s)", nullptr, int(items.nodes.size()));
    return tr("%n item(s)", nullptr, int(items.size()));
}

QList<PipelineEdit> CanvasCommands::withProposals(const QList<PipelineEdit> &edits) const
{
    // What is new is looked at as it will be.
    const bool connects = std::any_of(edits.cbegin(), edits.cend(), [](const PipelineEdit &edit) {
        const auto *input = std::get_if<SetInput>(&edit);
        return input && !input->from.isEmpty();
    });
    if (!connects)
        return edits;
    Pipeline after;
    after.nodes = pipeline().nodes;
    after.parameters = pipeline().parameters;
    if (!applyEdits(after, edits))
        return edits;
    QList<PipelineEdit> all = edits;
    for (const PipelineEdit &edit : edits)
        if (const auto *input = std::get_if<SetInput>(&edit))
            for (const PortRef &from : input->from)
                all += proposedKeys(after, m_view->catalog(), {from, input->to}, [this](const QString &port) {
                    QStringList names;
                    for (const ColumnInfo &column : m_view->schemas()->of(m_view->prefix() + port).columns)
                        names.append(column.name);
                    return names;
                });
    return all;
}

bool CanvasCommands::apply(const QList<PipelineEdit> &edits, const QString &text, const QString &mergeKey)
{
    if (edits.isEmpty() || m_view->isReadOnly())
        return false;
    const auto applied = m_view->document()->apply(withProposals(edits), text, mergeKey);
    if (!applied)
        m_view->say(applied.error().text + QLatin1Char(' ') + applied.error().hint);
    return applied.ok();
}

bool CanvasCommands::applyAdded(const Added &added, const QString &text)
{
    if (!apply(added.edits, text))
        return false;
    CanvasSelection selection;
    selection.items = added.items;
    selection.current = added.items.nodes.isEmpty() ? QString() : added.items.nodes.last();
    m_view->setSelection(selection);
    return true;
}

// ---- adding

QString CanvasCommands::addOperator(const QString &op, QPointF place)
{
    const Added added = addNode(pipeline(), m_view->catalog(), op, place);
    if (!applyAdded(added, tr("Add %1").arg(titleOfOperator(op))))
        return {};
    m_view->ensureVisible(nodeRect(pipeline(), added.node()));
    return added.node();
}

QString CanvasCommands::addOperatorBeside(const QString &op)
{
    const QString current = m_view->currentNode();
    const OperatorSpec *spec = m_view->catalog().find(op);
    if (!current.isEmpty() && spec) {
        const Signature ports = portsOfNode(pipeline(), current, m_view->catalog());
        for (const PortSpec &output : ports.outputs)
            if (fitsPort(*spec, output.type, true)) {
                const QRectF rect = nodeRect(pipeline(), current);
                const QPointF place = freePlace(pipeline(), rect.topRight() + QPointF(kBeside, 0));
                return addConnected(op, {current, output.name}, true, place);
            }
    }
    return addOperator(op, freePlace(pipeline(), m_view->placeForNew()));
}

QString CanvasCommands::addConnected(const QString &op, const PortRef &port, bool portIsOutput, QPointF place)
{
    const Added added = addConnectedNode(pipeline(), m_view->catalog(), op, port, portIsOutput, place);
    if (!applyAdded(added, tr("Add %1").arg(titleOfOperator(op))))
        return {};
    m_view->ensureVisible(nodeRect(pipeline(), added.node()));
    return added.node();
}

QString CanvasCommands::addOnEdge(const QString &op, const Edge &edge, QPointF place)
{
    const Added added = addNodeOnEdge(pipeline(), m_view->catalog(), op, edge, place);
    return applyAdded(added, tr("Insert %1").arg(titleOfOperator(op))) ? added.node() : QString();
}

void CanvasCommands::addFiles(const QStringList &files, QPointF place)
{
    QStringList unread;
    const Added added = addSources(pipeline(), m_view->catalog(), files, m_view->document()->folder(), place, &unread);
    QStringList taken;
    for (const QString &file : files)
        if (!unread.contains(file))
            taken.append(QFileInfo(file).absoluteFilePath());
    if (!taken.isEmpty())
        Q_EMIT m_view->filesChosen(taken);
    if (!added.items.isEmpty())
        applyAdded(added,
                   added.items.nodes.size() == 1 ? tr("Read %1").arg(QFileInfo(files.first()).fileName())
                                                 : tr("Read %n file(s)", nullptr, int(added.items.nodes.size())));
    if (!unread.isEmpty())
        m_view->say(tr("No operator reads '%1'. CSV, JSON, Parquet and SQLite files can be dropped here.")
                        .arg(QFileInfo(unread.first()).fileName()));
}

void CanvasCommands::addNote()
{
    const Added added = headrace::addNote(pipeline(), m_view->placeForNew(), {});
    if (applyAdded(added, tr("Add a note")))
        editNote(added.items.notes.first());
}

void CanvasCommands::addFrame()
{
    const Added added = headrace::addFrame(pipeline(), m_view->selection().items, m_view->placeForNew(), tr("Frame"), QString());
    if (applyAdded(added, tr("Add a frame")))
        renameFrame(added.items.frames.first());
}

// ---- edges

void CanvasCommands::connect(const Edge &edge)
{
    if (apply(connectEdits(pipeline(), m_view->catalog(), edge), tr("Connect")))
        m_view->setSelectedEdge(edge);
}

void CanvasCommands::reconnect(const Edge &before, const Edge &after)
{
    if (apply(reconnectEdits(pipeline(), m_view->catalog(), before, after), tr("Reconnect")))
        m_view->setSelectedEdge(after);
}

void CanvasCommands::disconnect(const QList<Edge> &edges)
{
    apply(disconnectEdits(pipeline(), edges), tr("Disconnect"));
}

// ---- places

void CanvasCommands::move(const CanvasItems &items, QPointF by, const std::optional<Edge> &into, const std::optional<Passage> &passage)
{
    QList<PipelineEdit> edits = moveEdits(pipeline(), items, by);
    if (into && passage && items.nodes.size() == 1)
        edits += insertEdits(pipeline(), *into, items.nodes.first(), *passage);
    apply(edits, into ? tr("Insert %1").arg(countOf(items)) : tr("Move %1").arg(countOf(items)));
}

void CanvasCommands::nudge(QPointF by)
{
    const CanvasItems items = withContents(pipeline(), m_view->selection().items);
    apply(moveEdits(pipeline(), items, by), tr("Move %1").arg(countOf(items)), QStringLiteral("nudge"));
    if (!m_view->currentNode().isEmpty())
        m_view->ensureVisible(nodeRect(pipeline(), m_view->currentNode()));
}

void CanvasCommands::resize(const QString &id, bool frame, const QRectF &rect)
{
    if (frame) {
        Frame changed = pipeline().layout.frames.value(id);
        changed.rect = rect;
        apply(frameEdits(pipeline(), id, changed), tr("Resize the frame"));
    } else {
        Note changed = pipeline().layout.notes.value(id);
        changed.rect = rect;
        apply(noteEdits(pipeline(), id, changed), tr("Resize the note"));
    }
}

void CanvasCommands::align(Alignment alignment)
{
    apply(alignEdits(pipeline(), m_view->selection().items, alignment), tr("Align %1").arg(countOf(m_view->selection().items)));
}

void CanvasCommands::distribute(Qt::Orientation orientation)
{
    apply(distributeEdits(pipeline(), m_view->selection().items, orientation), tr("Distribute %1").arg(countOf(m_view->selection().items)));
}

void CanvasCommands::arrange(const QStringList &nodes, const QString &text, const std::function<void()> &then)
{
    if (nodes.size() <= kArrangedAtOnce) {
        if (apply(arrangeEdits(pipeline(), m_view->catalog(), nodes), text))
            then();
        return;
    }
    // The window goes on meanwhile; where its pipeline has become another one, the places found are void.
    m_view->say(tr("Arranging %n node(s)…", nullptr, int(nodes.size())));
    inBackground(
        m_view,
        [nodes, before = pipeline(), &catalog = m_view->catalog()] { return std::pair(before, arrangeEdits(before, catalog, nodes)); },
        [this, text, then](const std::pair<Pipeline, QList<PipelineEdit>> &found) {
            if (!(found.first == pipeline()))
                m_view->say(tr("The pipeline has changed meanwhile. Arrange it again."));
            else if (apply(found.second, text))
                then();
        });
}

void CanvasCommands::layOutNodes(const QStringList &nodes)
{
    arrange(nodes, tr("Arrange %1").arg(countOf({nodes, {}, {}})), [this, nodes] {
        m_view->ensureVisible(rectOf(pipeline(), {nodes, {}, {}}));
    });
}

void CanvasCommands::layOut()
{
    arrange(pipeline().nodes.keys(), tr("Arrange everything"), [this] { m_view->fit(); });
}

void CanvasCommands::layOutSelection()
{
    layOutNodes(m_view->selectedNodes());
}

// ---- clipboard

void CanvasCommands::copy()
{
    const CanvasItems items = withContents(pipeline(), m_view->selection().items);
    if (items.isEmpty())
        return;
    auto *data = new QMimeData;
    const QString text = fragmentText(pipeline(), items);
    data->setText(text);
    data->setData(QStringLiteral("application/x-headrace-pipeline"), text.toUtf8());
    QGuiApplication::clipboard()->setMimeData(data);
}

void CanvasCommands::cut()
{
    copy();
    const CanvasItems items = withContents(pipeline(), m_view->selection().items);
    apply(deleteEdits(pipeline(), m_view->catalog(), items, false), tr("Cut %1").arg(countOf(items)));
}

void CanvasCommands::paste()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    if (!data)
        return;
    QStringList files;
    for (const QUrl &url : data->urls())
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    const QPointF corner = m_view->placeForNew();
    if (!files.isEmpty()) {
        addFiles(files, corner);
        return;
    }
    const auto fragment = fragmentFromText(data->text());
    if (!fragment) {
        m_view->say(fragment.error().text + QLatin1Char(' ') + fragment.error().hint);
        return;
    }
    const QPointF middle = corner + QPointF(kNodeWidthOnCanvas, kNodeHeightOnCanvas) / 2;
    Added added = pasteFragment(pipeline(), *fragment, middle);
    // Pasted where it was copied it would lie exactly on the originals.
    for (int tries = 0; tries < 50 && !added.items.nodes.isEmpty(); ++tries) {
        const auto *position = [&]() -> const SetPosition * {
            for (const PipelineEdit &edit : added.edits)
                if (const auto *set = std::get_if<SetPosition>(&edit))
                    return set;
            return nullptr;
        }();
        const auto &positions = pipeline().layout.positions;
        if (!position || std::find(positions.cbegin(), positions.cend(), *position->position) == positions.cend())
            break;
        added = pasteFragment(pipeline(), *fragment, middle + QPointF(32, 32) * (tries + 1));
    }
    if (applyAdded(added, tr("Paste %1").arg(tr("%n item(s)", nullptr, int(added.items.size())))))
        m_view->ensureVisible(rectOf(pipeline(), added.items));
}

void CanvasCommands::duplicate()
{
    const CanvasItems items = withContents(pipeline(), m_view->selection().items);
    applyAdded(headrace::duplicate(pipeline(), items, {32, 80}), tr("Duplicate %1").arg(countOf(items)));
}

void CanvasCommands::remove(bool heal)
{
    const CanvasSelection &selection = m_view->selection();
    const CanvasItems items = selection.items;  // a frame alone goes without its contents
    if (items.isEmpty()) {
        disconnect(selection.edges);
        return;
    }
    QString next;
    if (items.nodes.size() == 1)
        if (const SceneNode *node = m_view->scene().find(items.nodes.first()); node && !node->in.empty())
            if (const int from = m_view->scene().edges()[size_t(node->in.front())].from; from >= 0)
                next = m_view->scene().nodes()[size_t(from)].id;
    QList<PipelineEdit> edits = disconnectEdits(pipeline(), selection.edges);
    if (!edits.isEmpty() && !items.nodes.isEmpty()) {
        // Both change inputs: what is deleted is worked out on what the first leaves.
        Pipeline between = pipeline();
        if (applyEdits(between, edits))
            edits += deleteEdits(between, m_view->catalog(), items, heal);
    } else {
        edits += deleteEdits(pipeline(), m_view->catalog(), items, heal);
    }
    if (apply(edits, tr("Delete %1").arg(countOf(items))) && !next.isEmpty())
        m_view->select({next});  // keys go on from there
}

// ---- choosing

void CanvasCommands::selectAll()
{
    CanvasSelection selection;
    selection.items = {pipeline().nodes.keys(), pipeline().layout.frames.keys(), pipeline().layout.notes.keys()};
    selection.current = m_view->currentNode();
    m_view->setSelection(selection);
}

void CanvasCommands::selectUpstream()
{
    CanvasSelection selection = m_view->selection();
    selection.items.nodes = ancestorsOf(pipeline(), selection.items.nodes);
    m_view->setSelection(selection);
}

void CanvasCommands::selectDownstream()
{
    CanvasSelection selection = m_view->selection();
    selection.items.nodes = descendantsOf(pipeline(), selection.items.nodes);
    m_view->setSelection(selection);
}

void CanvasCommands::selectNothing()
{
    if (!m_view->mouse().cancel())
        m_view->setSelection({});
}

void CanvasCommands::goTo(Qt::Key arrow, bool add)
{
    const CanvasScene &scene = m_view->scene();
    const SceneNode *from = scene.find(m_view->currentNode());
    QString best;
    double least = std::numeric_limits<double>::max();
    const auto consider = [&](const SceneNode &node, double distance) {
        if (node.there && distance < least) {
            least = distance;
            best = node.id;
        }
    };
    if (!from) {
        // Nothing to start from: what is nearest to the top left of what is seen.
        const QPointF corner = m_view->visibleScene().topLeft();
        for (const SceneNode &node : scene.nodes()) {
            const QPointF off = node.rect.center() - corner;
            consider(node, std::abs(off.x()) + std::abs(off.y()) * 2 + (off.x() < 0 || off.y() < 0 ? 1e6 : 0));
        }
    } else {
        const QPointF at = from->rect.center();
        const bool right = arrow == Qt::Key_Right;
        if (right || arrow == Qt::Key_Left)
            for (const int number : right ? from->out : from->in) {
                const SceneEdge &edge = scene.edges()[size_t(number)];
                const int other = right ? edge.to : edge.from;
                if (other >= 0)
                    consider(scene.nodes()[size_t(other)], std::abs(scene.nodes()[size_t(other)].rect.center().y() - at.y()));
            }
        if (best.isEmpty())
            for (const SceneNode &node : scene.nodes()) {
                if (&node == from)
                    continue;
                const QPointF off = node.rect.center() - at;
                const double ahead = arrow == Qt::Key_Right ? off.x()
                    : arrow == Qt::Key_Left                 ? -off.x()
                    : arrow == Qt::Key_Down                 ? off.y()
                                                            : -off.y();
                const double aside = std::abs(right || arrow == Qt::Key_Left ? off.y() : off.x());
                if (ahead > 4)
                    consider(node, ahead + 2.5 * aside);
            }
    }
    if (best.isEmpty())
        return;
    CanvasSelection selection;
    if (add)
        selection = m_view->selection();
    selection.edges.clear();
    selection.items.nodes.removeOne(best);
    selection.items.nodes.append(best);
    selection.current = best;
    m_view->setSelection(selection);
    m_view->ensureVisible(scene.find(best)->rect);
    const SceneNode &node = *scene.find(best);
    if (!node.outputs.empty())
        Q_EMIT m_view->portActivated(m_view->prefix() + best + QLatin1Char(':') + node.outputs.front().name);
}

// ---- nodes

void CanvasCommands::openNode(const QString &id)
{
    const auto node = pipeline().nodes.constFind(id);
    if (node == pipeline().nodes.cend())
        return;
    if (!isSubpipeline(*node))
        Q_EMIT m_view->nodeActivated(id);
    else if (!m_view->enterSubpipeline(id))
        Q_EMIT m_view->openSubpipelineRequested(id);
}

void CanvasCommands::openCurrent()
{
    const CanvasSelection &selection = m_view->selection();
    if (selection.items.nodes.isEmpty() && selection.items.notes.size() == 1)
        editNote(selection.items.notes.first());
    else if (selection.items.nodes.isEmpty() && selection.items.frames.size() == 1)
        renameFrame(selection.items.frames.first());
    else if (!selection.current.isEmpty())
        openNode(selection.current);
}

void CanvasCommands::toggle(NodeFlag flag)
{
    const QStringList nodes = m_view->selectedNodes();
    const bool off = allHave(pipeline(), nodes, flag);
    const QString what = countOf({nodes, {}, {}});
    const QString text = flag == NodeFlag::Disabled ? (off ? tr("Enable %1") : tr("Disable %1")).arg(what)
        : flag == NodeFlag::Frozen                  ? (off ? tr("Unfreeze %1") : tr("Freeze %1")).arg(what)
                                                    : (off ? tr("Do not materialize %1") : tr("Materialize %1")).arg(what);
    apply(toggleEdits(pipeline(), nodes, flag), text);
}

void CanvasCommands::collapse()
{
    const CanvasItems items = withContents(pipeline(), m_view->selection().items);
    const auto made = headrace::collapse(pipeline(), m_view->catalog(), items, {});
    if (!made) {
        m_view->say(made.error().text + QLatin1Char(' ') + made.error().hint);
        return;
    }
    if (applyAdded(*made, tr("Collapse %1").arg(countOf(items))))
        rename();
}

void CanvasCommands::expand()
{
    const QString id = m_view->currentNode();
    const auto made = headrace::expand(pipeline(), m_view->catalog(), id);
    if (!made) {
        m_view->say(made.error().text + QLatin1Char(' ') + made.error().hint);
        return;
    }
    applyAdded(*made, tr("Expand %1").arg(titleOfNode(id)));
}

void CanvasCommands::rename()
{
    if (m_view->isReadOnly())
        return;
    const QString id = m_view->currentNode();
    const SceneNode *node = m_view->scene().find(id);
    if (!node)
        return;
    m_view->ensureVisible(node->rect);
    const QRectF place(node->rect.left() + 44, node->rect.top() + 8, node->rect.width() - 50, 24);
    editLine(m_view, place, node->title, tr("Title of the node"), [this, id](const QString &text) {
        const Node now = pipeline().nodes.value(id);
        const OperatorSpec *spec = m_view->catalog().find(now.op);
        const QString title = spec && text == spec->title ? QString() : text;
        apply(titleEdits(pipeline(), id, title), tr("Rename %1").arg(titleOfNode(id)));
    });
}

void CanvasCommands::renameFrame(const QString &id)
{
    if (m_view->isReadOnly())
        return;
    const Frame frame = pipeline().layout.frames.value(id);
    m_view->ensureVisible(QRectF(frame.rect.topLeft(), QSizeF(200, 40)));
    const QRectF place(frame.rect.left() + 12, frame.rect.top() + 6, std::min(280.0, frame.rect.width() - 24), 24);
    editLine(m_view, place, frame.title, tr("Title of the frame"), [this, id](const QString &text) {
        Frame changed = pipeline().layout.frames.value(id);
        changed.title = text;
        apply(frameEdits(pipeline(), id, changed), tr("Rename the frame"));
    });
}

void CanvasCommands::editNote(const QString &id)
{
    if (m_view->isReadOnly())
        return;
    const Note note = pipeline().layout.notes.value(id);
    m_view->ensureVisible(note.rect);
    editText(m_view, note.rect, note.text, tr("Text of the note"), [this, id](const QString &text) {
        Note changed = pipeline().layout.notes.value(id);
        changed.text = text;
        apply(noteEdits(pipeline(), id, changed), tr("Write a note"));
    });
}

}  // namespace headrace
