// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas's actions in the window's registry: one set for all canvases, acting on the one used last. Window's thread.
#pragma once

#include <QAction>
#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>

namespace headrace {

class ActionRegistry;
class CanvasView;

/// Made with the first canvas of a registry, gone with the last. Shortcuts hold where a canvas has the focus.
class CanvasActions : public QObject
{
    Q_OBJECT

public:
    static CanvasActions *attach(ActionRegistry *registry, CanvasView *view);
    void detach(CanvasView *view);
    /// This canvas is the one that actions act on.
    void activate(CanvasView *view);
    CanvasView *active() const { return m_active; }
    /// What a canvas has chosen is another: which actions can be used.
    void update(CanvasView *view);
    QAction *find(const QString &id) const { return m_actions.value(id); }
    void openMenu(CanvasView *view, QPoint at);

private:
    enum Needs { Always, Nodes, Node, Items, TwoItems, ThreeItems, Anything, Subpipeline, Inside, Frames };
    explicit CanvasActions(ActionRegistry *registry);
    void declare();
    QAction *add(const char *id, const QString &text, const QString &group, const char *icon, const QList<QKeySequence> &keys, Needs needs,
                 const std::function<void(CanvasView &)> &act);
    bool possible(Needs needs) const;

    ActionRegistry *m_registry;
    QHash<QString, QAction *> m_actions;
    QHash<QAction *, Needs> m_needs;
    QList<CanvasView *> m_views;
    CanvasView *m_active = nullptr;
};

}  // namespace headrace
