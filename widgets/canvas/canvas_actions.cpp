// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_actions.h"

#include "engine/pipeline/subpipeline.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_commands.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_view.h"

#include <QMenu>

namespace headrace {
namespace {

constexpr auto kActionsName = "canvasActions";

}  // namespace

CanvasActions *CanvasActions::attach(ActionRegistry *registry, CanvasView *view)
{
    auto *actions = registry->findChild<CanvasActions *>(QLatin1String(kActionsName), Qt::FindDirectChildrenOnly);
    if (!actions)
        actions = new CanvasActions(registry);
    actions->m_views.append(view);
    for (QAction *action : std::as_const(actions->m_actions))
        view->addAction(action);
    if (!actions->m_active)
        actions->activate(view);
    return actions;
}

void CanvasActions::detach(CanvasView *view)
{
    m_views.removeOne(view);
    if (m_active == view)
        activate(m_views.isEmpty() ? nullptr : m_views.last());
    if (m_views.isEmpty()) {
        setObjectName(QString());  // a canvas made before this is gone makes its own
        deleteLater();
        qDeleteAll(m_actions);
        m_actions.clear();
        m_needs.clear();
    }
}

CanvasActions::CanvasActions(ActionRegistry *registry) : QObject(registry), m_registry(registry)
{
    setObjectName(QLatin1String(kActionsName));
    declare();
}

void CanvasActions::activate(CanvasView *view)
{
    m_active = view;
    update(view);
}

void CanvasActions::update(CanvasView *view)
{
    if (view != m_active)
        return;
    for (auto it = m_needs.cbegin(); it != m_needs.cend(); ++it)
        it.key()->setEnabled(possible(it.value()));
    if (!view)
        return;
    const Pipeline &pipeline = view->document()->pipeline();
    const QStringList nodes = view->selectedNodes();
    for (const auto &[id, flag] :
         {std::pair("canvas.toggle_disabled", NodeFlag::Disabled), std::pair("canvas.toggle_frozen", NodeFlag::Frozen),
          std::pair("canvas.toggle_materialize", NodeFlag::Materialize)})
        if (QAction *action = find(QLatin1String(id)))
            action->setChecked(nodes.size() < 1000 && allHave(pipeline, nodes, flag));
}

bool CanvasActions::possible(Needs needs) const
{
    if (!m_active)
        return false;
    const CanvasSelection &chosen = m_active->selection();
    switch (needs) {
    case Always:
        return true;
    case Nodes:
        return !chosen.items.nodes.isEmpty();
    case Node:
        return !chosen.current.isEmpty();
    case Items:
        return !chosen.items.isEmpty();
    case TwoItems:
        return chosen.items.size() >= 2;
    case ThreeItems:
        return chosen.items.size() >= 3;
    case Anything:
        return !chosen.isEmpty();
    case Subpipeline: {
        const auto &nodes = m_active->document()->pipeline().nodes;
        const auto node = nodes.constFind(chosen.current);
        return node != nodes.cend() && isSubpipeline(*node);
    }
    case Inside:
        return !m_active->prefix().isEmpty();
    case Frames:
        return !chosen.items.frames.isEmpty();
    }
    return false;
}

QAction *CanvasActions::add(const char *id, const QString &text, const QString &group, const char *icon, const QList<QKeySequence> &keys,
                            Needs needs, const std::function<void(CanvasView &)> &act)
{
    QAction *action = m_registry->add(this, {QLatin1String(id), text, group, QLatin1String(icon), keys});
    action->setShortcutContext(Qt::WidgetShortcut);
    m_actions.insert(QLatin1String(id), action);
    m_needs.insert(action, needs);
    connect(action, &QAction::triggered, this, [this, act] {
        if (m_active)
            act(*m_active);
    });
    return action;
}

void CanvasActions::declare()
{
    using V = CanvasView &;
    const QString edit = tr("Edit");
    const QString nodes = tr("Nodes");
    const QString arrange = tr("Arrange");
    const QString view = tr("View");
    const QString go = tr("Go on the canvas");
    const auto key = [](QKeyCombination keys) { return QList<QKeySequence>{QKeySequence(keys)}; };

    add("canvas.quick_add", tr("Add an operator…"), nodes, "plus", key(Qt::Key_Tab), Always,
        [](V v) { v.commands().quickAddAtKeyboard(); });
    add("canvas.connect", tr("Connect to…"), nodes, "spline", key(Qt::Key_C), Node, [](V v) { v.commands().connectByKeyboard(); });
    add("canvas.open", tr("Open"), nodes, "log-in", {QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)}, Anything,
        [](V v) { v.commands().openCurrent(); });
    add("canvas.rename", tr("Rename"), nodes, "pencil", key(Qt::Key_F2), Node, [](V v) { v.commands().rename(); });
    add("canvas.toggle_disabled", tr("Disabled"), nodes, "circle-slash", key(Qt::Key_D), Nodes, [](V v) {
        v.commands().toggle(NodeFlag::Disabled);
    })->setCheckable(true);
    add("canvas.toggle_frozen", tr("Frozen"), nodes, "snowflake", key(Qt::Key_F), Nodes, [](V v) {
        v.commands().toggle(NodeFlag::Frozen);
    })->setCheckable(true);
    add("canvas.toggle_materialize", tr("Materialized"), nodes, "pin", key(Qt::Key_M), Nodes, [](V v) {
        v.commands().toggle(NodeFlag::Materialize);
    })->setCheckable(true);
    add("canvas.collapse", tr("Collapse into a subpipeline"), nodes, "shrink", key(Qt::CTRL | Qt::Key_G), Nodes,
        [](V v) { v.commands().collapse(); });
    add("canvas.expand", tr("Expand the subpipeline"), nodes, "expand", key(Qt::CTRL | Qt::SHIFT | Qt::Key_G), Subpipeline,
        [](V v) { v.commands().expand(); });
    add("canvas.leave", tr("Back out of the subpipeline"), nodes, "log-out", key(Qt::ALT | Qt::Key_Up), Inside,
        [](V v) { v.leaveSubpipeline(); });
    add("canvas.add_note", tr("Add a note"), nodes, "sticky-note", key(Qt::Key_N), Always, [](V v) { v.commands().addNote(); });
    add("canvas.add_frame", tr("Add a frame"), nodes, "frame", key(Qt::SHIFT | Qt::Key_F), Always, [](V v) { v.commands().addFrame(); });
    add("canvas.frame_colour", tr("Colour of the frame…"), nodes, "paint-bucket", {}, Frames,
        [](V v) { v.commands().chooseFrameColour(); });

    add("canvas.cut", tr("Cut"), edit, "scissors", key(Qt::CTRL | Qt::Key_X), Items, [](V v) { v.commands().cut(); });
    add("canvas.copy", tr("Copy"), edit, "copy", key(Qt::CTRL | Qt::Key_C), Items, [](V v) { v.commands().copy(); });
    add("canvas.paste", tr("Paste"), edit, "clipboard-paste", key(Qt::CTRL | Qt::Key_V), Always, [](V v) { v.commands().paste(); });
    add("canvas.duplicate", tr("Duplicate"), edit, "copy", key(Qt::CTRL | Qt::Key_D), Items, [](V v) { v.commands().duplicate(); });
    add("canvas.delete", tr("Delete and heal"), edit, "trash-2", {QKeySequence(Qt::Key_Delete), QKeySequence(Qt::Key_Backspace)}, Anything,
        [](V v) { v.commands().remove(true); });
    add("canvas.delete_only", tr("Delete with its edges"), edit, "trash-2", key(Qt::SHIFT | Qt::Key_Delete), Anything,
        [](V v) { v.commands().remove(false); });
    add("canvas.select_all", tr("Select all"), edit, "square-dashed", key(Qt::CTRL | Qt::Key_A), Always,
        [](V v) { v.commands().selectAll(); });
    add("canvas.select_none", tr("Select nothing"), edit, "", key(Qt::Key_Escape), Anything, [](V v) { v.commands().selectNothing(); });
    add("canvas.select_upstream", tr("Select what comes before"), edit, "arrow-left", key(Qt::CTRL | Qt::SHIFT | Qt::Key_Left), Nodes,
        [](V v) { v.commands().selectUpstream(); });
    add("canvas.select_downstream", tr("Select what comes after"), edit, "arrow-right", key(Qt::CTRL | Qt::SHIFT | Qt::Key_Right), Nodes,
        [](V v) { v.commands().selectDownstream(); });

    add("canvas.layout", tr("Arrange everything"), arrange, "layout-grid", key(Qt::CTRL | Qt::Key_L), Always,
        [](V v) { v.commands().layOut(); });
    add("canvas.layout_selection", tr("Arrange the selection"), arrange, "layout-grid", key(Qt::CTRL | Qt::SHIFT | Qt::Key_L), Nodes,
        [](V v) { v.commands().layOutSelection(); });
    struct Side {
        const char *id;
        QString text;
        const char *icon;
        Qt::Key key;
        Alignment alignment;
    };
    for (const Side &side : {Side{"canvas.align_left", tr("Align left"), "align-start-vertical", Qt::Key_Left, Alignment::Left},
                             Side{"canvas.align_right", tr("Align right"), "align-end-vertical", Qt::Key_Right, Alignment::Right},
                             Side{"canvas.align_top", tr("Align top"), "align-start-horizontal", Qt::Key_Up, Alignment::Top},
                             Side{"canvas.align_bottom", tr("Align bottom"), "align-end-horizontal", Qt::Key_Down, Alignment::Bottom},
                             Side{"canvas.align_centre", tr("Align centres"), "align-center-vertical", Qt::Key_C, Alignment::Centre},
                             Side{"canvas.align_middle", tr("Align middles"), "align-center-horizontal", Qt::Key_M, Alignment::Middle}})
        add(side.id, side.text, arrange, side.icon, key(Qt::ALT | Qt::SHIFT | side.key), TwoItems,
            [alignment = side.alignment](V v) { v.commands().align(alignment); });
    add("canvas.distribute_across", tr("Distribute across"), arrange, "align-horizontal-distribute-center",
        key(Qt::ALT | Qt::SHIFT | Qt::Key_H), ThreeItems, [](V v) { v.commands().distribute(Qt::Horizontal); });
    add("canvas.distribute_down", tr("Distribute down"), arrange, "align-vertical-distribute-center", key(Qt::ALT | Qt::SHIFT | Qt::Key_V),
        ThreeItems, [](V v) { v.commands().distribute(Qt::Vertical); });

    add("canvas.find", tr("Find a node…"), view, "search", key(Qt::CTRL | Qt::Key_F), Always, [](V v) { v.commands().findNode(); });
    add("canvas.zoom_in", tr("Zoom in"), view, "plus", {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
        Always, [](V v) { v.zoomIn(); });
    add("canvas.zoom_out", tr("Zoom out"), view, "minus", key(Qt::CTRL | Qt::Key_Minus), Always, [](V v) { v.zoomOut(); });
    add("canvas.zoom_100", tr("Zoom to 100 %"), view, "search", key(Qt::CTRL | Qt::Key_0), Always, [](V v) { v.setZoom(1); });
    add("canvas.fit", tr("Show everything"), view, "maximize", key(Qt::Key_1), Always, [](V v) { v.fit(); });
    add("canvas.zoom_selection", tr("Show the selection"), view, "zoom-in", key(Qt::Key_2), Always, [](V v) { v.zoomToSelection(); });

    struct Way {
        const char *name;
        Qt::Key key;
        QPointF step;
        QString go;
        QString add;
        QString move;
        QString scroll;
    };
    const QList<Way> ways{{"left", Qt::Key_Left, {-1, 0}, tr("Go left"), tr("Go left and add"), tr("Move left"), tr("Scroll left")},
                          {"right", Qt::Key_Right, {1, 0}, tr("Go right"), tr("Go right and add"), tr("Move right"), tr("Scroll right")},
                          {"up", Qt::Key_Up, {0, -1}, tr("Go up"), tr("Go up and add"), tr("Move up"), tr("Scroll up")},
                          {"down", Qt::Key_Down, {0, 1}, tr("Go down"), tr("Go down and add"), tr("Move down"), tr("Scroll down")}};
    for (const Way &way : ways) {
        const QByteArray name(way.name);
        add(("canvas.go_" + name).constData(), way.go, go, "", key(way.key), Always,
            [arrow = way.key](V v) { v.commands().goTo(arrow, false); });
        add(("canvas.extend_" + name).constData(), way.add, go, "", key(Qt::SHIFT | way.key), Always,
            [arrow = way.key](V v) { v.commands().goTo(arrow, true); });
        add(("canvas.move_" + name).constData(), way.move, go, "", key(Qt::CTRL | way.key), Items,
            [step = way.step](V v) { v.commands().nudge(step * kCanvasGrid); });
        add(("canvas.scroll_" + name).constData(), way.scroll, go, "", key(Qt::META | way.key), Always,
            [step = way.step](V v) { v.scrollBy(step * -96); });
    }
}

void CanvasActions::openMenu(CanvasView *view, QPoint at)
{
    activate(view);
    auto *menu = new QMenu(view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("canvasMenu"));
    const auto put = [&](QMenu *into, std::initializer_list<const char *> ids, bool onlyPossible = true) {
        bool any = false;
        for (const char *id : ids)
            if (QAction *action = find(QLatin1String(id)); action && (action->isEnabled() || !onlyPossible)) {
                into->addAction(action);
                any = true;
            }
        if (any)
            into->addSeparator();
        return any;
    };
    const CanvasSelection &chosen = view->selection();
    put(menu, {"canvas.quick_add"});
    if (!chosen.items.nodes.isEmpty()) {
        // The window's run actions, where it has them, belong here too.
        for (const char *id : {"run.to", "run.from"})
            if (QAction *action = m_registry->find(QLatin1String(id)))
                menu->addAction(action);
        put(menu, {"canvas.connect", "canvas.open", "canvas.rename", "canvas.expand"});
        put(menu, {"canvas.toggle_disabled", "canvas.toggle_frozen", "canvas.toggle_materialize"});
        put(menu, {"canvas.collapse", "canvas.add_frame"});
    } else {
        put(menu, {"canvas.open", "canvas.frame_colour"});
    }
    if (!chosen.isEmpty())
        put(menu, {"canvas.cut", "canvas.copy", "canvas.duplicate", "canvas.delete", "canvas.delete_only"});
    else
        put(menu, {"canvas.paste", "canvas.add_note", "canvas.add_frame", "canvas.select_all"});
    if (chosen.items.size() >= 2) {
        QMenu *arrange = menu->addMenu(tr("Arrange"));
        put(arrange, {"canvas.layout_selection"});
        put(arrange, {"canvas.align_left", "canvas.align_centre", "canvas.align_right"});
        put(arrange, {"canvas.align_top", "canvas.align_middle", "canvas.align_bottom"});
        put(arrange, {"canvas.distribute_across", "canvas.distribute_down"});
    } else if (!chosen.items.nodes.isEmpty()) {
        put(menu, {"canvas.select_upstream", "canvas.select_downstream"});
    } else {
        put(menu, {"canvas.layout", "canvas.fit", "canvas.leave"});
    }
    menu->popup(view->mapToGlobal(at));
}

}  // namespace headrace

#include "moc_canvas_actions.cpp"
