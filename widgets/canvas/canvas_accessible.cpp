// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_accessible.h"

#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_tooltip.h"
#include "widgets/canvas/canvas_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

namespace headrace {
namespace {

class CanvasAccessible;

/// One node. Kept by its place in the order of ids; asked again each time, so it may outlive its node and then says nothing.
class NodeAccessible : public QAccessibleInterface
{
public:
    NodeAccessible(CanvasView *view, QString id) : m_view(view), m_id(std::move(id)) {}

    bool isValid() const override { return node() != nullptr; }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr; }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}

    QString text(QAccessible::Text kind) const override
    {
        const SceneNode *found = node();
        if (!found)
            return {};
        return kind == QAccessible::Name       ? found->title
            : kind == QAccessible::Description ? spokenNode(m_view->scene(), *found)
                                               : QString();
    }

    QRect rect() const override
    {
        const SceneNode *found = node();
        if (!found)
            return {};
        const QRect inside = QRectF(m_view->mapFromScene(found->rect.topLeft()), m_view->mapFromScene(found->rect.bottomRight()))
                                 .toAlignedRect();
        return {m_view->mapToGlobal(inside.topLeft()), inside.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        const SceneNode *found = node();
        state.invalid = !found;
        if (!found)
            return state;
        state.selectable = state.focusable = true;
        state.selected = m_view->selectedNodes().contains(m_id);
        state.focused = m_view->hasFocus() && m_view->currentNode() == m_id;
        state.busy = found->state.status == NodeStatus::Running;
        state.disabled = found->disabled;
        return state;
    }

    const QString &id() const { return m_id; }

private:
    const SceneNode *node() const { return m_view ? m_view->scene().find(m_id) : nullptr; }

    QPointer<CanvasView> m_view;
    QString m_id;
};

class CanvasAccessible : public QAccessibleWidget
{
public:
    explicit CanvasAccessible(CanvasView *view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}

    ~CanvasAccessible() override
    {
        for (const QAccessible::Id id : std::as_const(m_made))
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return int(pipeline().nodes.size()); }

    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        return interfaceOf(std::next(pipeline().nodes.cbegin(), index).key());
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *node = dynamic_cast<const NodeAccessible *>(child);
        const auto found = node ? pipeline().nodes.constFind(node->id()) : pipeline().nodes.cend();
        return found == pipeline().nodes.cend() ? -1 : int(std::distance(pipeline().nodes.cbegin(), found));
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPointF at = m_view->mapToScene(m_view->mapFromGlobal(QPointF(x, y)));
        const SceneHit hit = m_view->scene().hit(at, 1 / m_view->zoom());
        return hit.node < 0 ? nullptr : interfaceOf(m_view->scene().nodes()[size_t(hit.node)].id);
    }

    QAccessibleInterface *focusChild() const override
    {
        return pipeline().nodes.contains(m_view->currentNode()) ? interfaceOf(m_view->currentNode()) : nullptr;
    }

private:
    const Pipeline &pipeline() const { return m_view->document()->pipeline(); }

    QAccessibleInterface *interfaceOf(const QString &id) const
    {
        if (const auto made = m_made.constFind(id); made != m_made.cend())
            return QAccessible::accessibleInterface(*made);
        auto *node = new NodeAccessible(m_view, id);
        m_made.insert(id, QAccessible::registerAccessibleInterface(node));
        return node;
    }

    CanvasView *m_view;
    mutable QHash<QString, QAccessible::Id> m_made;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<CanvasView *>(object);
    return view ? new CanvasAccessible(view) : nullptr;
}

}  // namespace

void installCanvasAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(&makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

void announceCurrentNode(CanvasView *view)
{
    if (!QAccessible::isActive())
        return;
    auto *canvas = QAccessible::queryAccessibleInterface(view);
    auto *node = canvas ? canvas->focusChild() : nullptr;
    if (!node)
        return;
    QAccessibleEvent event(view, QAccessible::Focus);
    event.setChild(canvas->indexOfChild(node));
    QAccessible::updateAccessibility(&event);
}

}  // namespace headrace
