// SPDX-License-Identifier: GPL-3.0-or-later
// The lists that canvas commands open: quick-add, find, connect, colours.
#include "models/gestures/frames.h"
#include "models/gestures/node_ports.h"
#include "models/search/fuzzy.h"
#include "models/search/operator_search.h"
#include "models/summary/node_summary.h"
#include "widgets/canvas/canvas_commands.h"
#include "widgets/canvas/canvas_painter.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/picker_popup.h"
#include "widgets/theme/theme.h"

#include <algorithm>

namespace headrace {
namespace {

QString categoryName(Category category)
{
    switch (category) {
    case Category::Read:
        return CanvasView::tr("Read");
    case Category::Shape:
        return CanvasView::tr("Shape");
    case Category::Check:
        return CanvasView::tr("Check");
    case Category::Learn:
        return CanvasView::tr("Learn");
    case Category::Evaluate:
        return CanvasView::tr("Evaluate");
    case Category::Write:
        return CanvasView::tr("Write");
    case Category::Code:
        return CanvasView::tr("Code");
    }
    return {};
}

PickerPopup::Choices operatorChoices(const Catalog &catalog, std::function<bool(const OperatorSpec &)> fits)
{
    return [&catalog, fits = std::move(fits)](const QString &typed) {
        const Tokens &t = Theme::tokens();
        QList<PickerChoice> choices;
        for (const OperatorMatch &match : searchOperators(catalog, typed, fits))
            choices.append({match.spec->id, match.spec->title, categoryName(match.spec->category), match.spec->icon,
                            t.category(match.spec->category)});
        return choices;
    };
}

/// Choices of which those that match what is typed stay, best first.
PickerPopup::Choices matching(QList<PickerChoice> all)
{
    return [all = std::move(all)](const QString &typed) {
        QList<std::pair<int, PickerChoice>> scored;
        for (const PickerChoice &choice : all)
            if (const int score = std::max(fuzzyScore(typed, choice.title) * 2, fuzzyScore(typed, choice.id)); score > 0)
                scored.append({typed.isEmpty() ? 1 : score, choice});
        std::stable_sort(scored.begin(), scored.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
        QList<PickerChoice> choices;
        for (const auto &[score, choice] : std::as_const(scored))
            choices.append(choice);
        return choices;
    };
}

QString noOperator()
{
    return CanvasView::tr("No operator matches. Try another word.");
}

}  // namespace

void CanvasCommands::quickAdd(QPointF widget)
{
    if (m_view->isReadOnly())
        return;
    const QPointF place = m_view->mapToScene(widget) - QPointF(kNodeWidthOnCanvas, kNodeHeightOnCanvas) / 2;
    PickerPopup::open(m_view, widget.toPoint(), tr("Add an operator"), noOperator(), operatorChoices(m_view->catalog(), {}),
                      [this, place](const QString &op) { addOperator(op, place); });
}

void CanvasCommands::quickAddAtKeyboard()
{
    if (m_view->isReadOnly())
        return;
    if (const auto edge = m_view->selectedEdge()) {
        const int number = m_view->scene().edgeIndex(*edge);
        quickAddOnEdge(*edge, m_view->mapFromScene(m_view->scene().edges()[size_t(number)].shape.middle));
        return;
    }
    const SceneNode *node = m_view->scene().find(m_view->currentNode());
    if (!node) {
        const QPointF place = m_view->placeForNew() + QPointF(kNodeWidthOnCanvas, kNodeHeightOnCanvas) / 2;
        quickAdd(m_view->mapFromScene(place));
        return;
    }
    m_view->ensureVisible(node->rect.adjusted(0, 0, 260, 40));
    const QPoint at = m_view->mapFromScene(node->rect.topRight() + QPointF(24, 0)).toPoint();
    PickerPopup::open(m_view, at, tr("Add an operator after %1").arg(node->title), noOperator(), operatorChoices(m_view->catalog(), {}),
                      [this](const QString &op) { addOperatorBeside(op); });
}

void CanvasCommands::quickAddConnected(const PortRef &port, bool portIsOutput, PortType type, QPointF widget)
{
    if (m_view->isReadOnly())
        return;
    const QPointF at = m_view->mapToScene(widget);
    const QPointF place = at - QPointF(portIsOutput ? 0 : kNodeWidthOnCanvas, kNodeHeightOnCanvas / 2);
    PickerPopup::open(
        m_view, widget.toPoint(), portIsOutput ? tr("What comes after") : tr("What comes before"), noOperator(),
        operatorChoices(m_view->catalog(), [type, portIsOutput](const OperatorSpec &spec) { return fitsPort(spec, type, portIsOutput); }),
        [=, this](const QString &op) { addConnected(op, port, portIsOutput, place); });
}

void CanvasCommands::quickAddOnEdge(const Edge &edge, QPointF widget)
{
    if (m_view->isReadOnly())
        return;
    const Signature from = portsOfNode(pipeline(), edge.from.node, m_view->catalog());
    const PortSpec *output = from.output(edge.from.port);
    if (!output)
        return;
    const PortType type = output->type;
    const QPointF place = m_view->mapToScene(widget) - QPointF(kNodeWidthOnCanvas, kNodeHeightOnCanvas) / 2;
    PickerPopup::open(m_view, widget.toPoint(), tr("Insert an operator"), noOperator(),
                      operatorChoices(m_view->catalog(), [type](const OperatorSpec &spec) { return passageOf(spec, type).has_value(); }),
                      [=, this](const QString &op) { addOnEdge(op, edge, place); });
}

void CanvasCommands::findNode()
{
    const Tokens &t = Theme::tokens();
    QList<PickerChoice> choices;
    for (const SceneNode &node : m_view->scene().nodes())
        if (node.there)
            choices.append({node.id, node.title, node.id, node.icon, t.category(node.category)});
    PickerPopup::open(m_view, QPoint(m_view->width() / 2 - 160, 16), tr("Find a node"), tr("No node of that name."), matching(choices),
                      [this](const QString &id) { m_view->focusNode(m_view->prefix() + id); });
}

void CanvasCommands::connectByKeyboard()
{
    if (m_view->isReadOnly())
        return;
    const SceneNode *node = m_view->scene().find(m_view->currentNode());
    if (!node)
        return;
    const Tokens &t = Theme::tokens();
    QHash<QString, Edge> edges;
    QList<PickerChoice> choices;
    for (const ScenePort &output : node->outputs) {
        const ConnectionRules rules(pipeline(), m_view->catalog(), {node->id, output.name}, true);
        for (const SceneNode &other : m_view->scene().nodes()) {
            if (!other.there)
                continue;
            for (const ScenePort &input : other.inputs) {
                const PortRef ref{other.id, input.name};
                if (!rules.whyNot(ref, input.type).isEmpty())
                    continue;
                const Edge edge = rules.edgeTo(ref);
                const QString key = edge.from.toString() + QLatin1Char('\n') + ref.toString();
                edges.insert(key, edge);
                const QString detail = node->outputs.size() > 1 ? tr("%1 to %2").arg(output.name, input.name) : input.name;
                choices.append({key, other.title, rules.replaces(ref) ? tr("%1, replaces").arg(detail) : detail, other.icon,
                                t.category(other.category)});
            }
        }
    }
    m_view->ensureVisible(node->rect);
    PickerPopup::open(m_view, m_view->mapFromScene(node->rect.topRight() + QPointF(24, 0)).toPoint(), tr("Connect %1 to").arg(node->title),
                      tr("No input fits what this node gives."), matching(choices),
                      [this, edges](const QString &key) { connect(edges.value(key)); });
}

void CanvasCommands::chooseFrameColour()
{
    if (m_view->isReadOnly())
        return;
    const QStringList frames = m_view->selection().items.frames;
    if (frames.isEmpty())
        return;
    const Tokens &t = Theme::tokens();
    QList<PickerChoice> choices{{QString(), tr("Neutral"), {}, QStringLiteral("square"), t.muted}};
    for (const Category category :
         {Category::Read, Category::Shape, Category::Check, Category::Learn, Category::Evaluate, Category::Write, Category::Code})
        choices.append({toString(category), categoryName(category), {}, QStringLiteral("square"), t.category(category)});
    const QPointF corner = pipeline().layout.frames.value(frames.first()).rect.topLeft();
    PickerPopup::open(m_view, m_view->mapFromScene(corner + QPointF(16, 32)).toPoint(), tr("Colour of the frame"), tr("No such colour."),
                      matching(choices), [this, frames](const QString &colour) {
                          QList<PipelineEdit> edits;
                          for (const QString &id : frames) {
                              Frame changed = pipeline().layout.frames.value(id);
                              changed.color = colour;
                              edits += frameEdits(pipeline(), id, changed);
                          }
                          apply(edits, tr("Colour the frame"));
                      });
}

}  // namespace headrace
