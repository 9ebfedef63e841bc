// SPDX-License-Identifier: GPL-3.0-or-later
// A canvas in a window of its own, and a person's hands: what tests of the canvas share.
#pragma once

#include "engine/pipeline/check.h"
#include "engine/pipeline/format.h"
#include "models/document/pipeline_document.h"
#include "models/run/node_states.h"
#include "models/schema/port_schemas.h"
#include "tests/support/registry.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_view.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

namespace headrace::tests {

class CanvasFixture
{
public:
    explicit CanvasFixture(const Pipeline &pipeline = {}, QSize size = {1200, 800})
    {
        document.setContent(pipeline, false);
        view = std::make_unique<CanvasView>(&document, embeddedCatalog(), &states, &schemas, &actions);
        view->resize(size);
        view->show();
        QTest::qWait(0);
        view->setFocus();
        view->setZoom(1);
    }

    static Pipeline example(const QString &name)
    {
        const auto read = readPipelineFile(QStringLiteral(HEADRACE_SOURCE_DIR "/resources/examples/%1/%1.pipeline.json").arg(name));
        return read ? read->pipeline : Pipeline();
    }

    // ---- where things are, in widget pixels

    QPoint at(QPointF scene) const { return view->mapFromScene(scene).toPoint(); }
    QPoint centre(const QString &node) const { return at(view->scene().find(node)->rect.center()); }
    QPoint output(const QString &node, const QString &port) const
    {
        const SceneNode *found = view->scene().find(node);
        return at(found->outputAt(found->outputNamed(port)));
    }
    QPoint input(const QString &node, const QString &port) const
    {
        const SceneNode *found = view->scene().find(node);
        return at(found->inputAt(found->inputNamed(port)));
    }
    QPoint middleOf(const Edge &edge) const
    {
        view->scene().routeIn(QRectF(-1e6, -1e6, 2e6, 2e6));
        return at(view->scene().edges()[size_t(view->scene().edgeIndex(edge))].shape.middle);
    }

    // ---- hands

    void click(QPoint place, Qt::KeyboardModifiers modifiers = {}) { QTest::mouseClick(view.get(), Qt::LeftButton, modifiers, place); }
    void doubleClick(QPoint place)
    {
        QTest::mouseClick(view.get(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(view.get(), Qt::LeftButton, {}, place);
    }
    void press(QPoint place, Qt::KeyboardModifiers modifiers = {}) { QTest::mousePress(view.get(), Qt::LeftButton, modifiers, place); }
    void moveTo(QPoint place, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton)
    {
        QMouseEvent event(QEvent::MouseMove, place, view->mapToGlobal(QPointF(place)), Qt::NoButton, button, modifiers);
        QCoreApplication::sendEvent(view.get(), &event);
    }
    void release(QPoint place, Qt::KeyboardModifiers modifiers = {}) { QTest::mouseRelease(view.get(), Qt::LeftButton, modifiers, place); }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        press(from, modifiers);
        for (int i = 1; i <= 4; ++i)
            moveTo(from + (to - from) * i / 4, modifiers);
        release(to, modifiers);
    }
    void key(Qt::Key code, Qt::KeyboardModifiers modifiers = {})
    {
        if (!view->isActiveWindow()) {
            QApplication::setActiveWindow(view.get());  // at once: the offscreen platform forgets it with each closed menu
            view->setFocus();
        }
        QTest::keyClick(view.get(), code, modifiers);
    }
    /// Types into the list that is open and takes the first match.
    bool pick(const QString &typed)
    {
        QWidget *popup = picker();
        if (!popup)
            return false;
        auto *field = popup->findChild<QLineEdit *>();
        QTest::keyClicks(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
        return true;
    }
    QWidget *picker() const
    {
        for (QWidget *popup : view->findChildren<QWidget *>(QStringLiteral("picker"), Qt::FindDirectChildrenOnly))
            if (popup->isVisible())
                return popup;
        return nullptr;
    }
    void trigger(const char *id) { actions.find(QLatin1String(id))->trigger(); }

    const Pipeline &pipeline() const { return document.pipeline(); }
    QList<PortRef> sources(const QString &node, const QString &port) const { return pipeline().nodes.value(node).inputs.value(port); }

    PipelineDocument document;
    NodeStates states;
    PortSchemas schemas;
    ActionRegistry actions;
    std::unique_ptr<CanvasView> view;
};

}  // namespace headrace::tests
