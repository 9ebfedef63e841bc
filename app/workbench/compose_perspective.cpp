// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/compose_perspective.h"

#include "app/workbench/dock_header.h"
#include "app/workbench/document_pane.h"
#include "models/session/document_session.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/palette/operator_palette.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace headrace {
namespace {

/// What stands in a pane without a document.
QWidget *makeEmpty(ActionRegistry *actions)
{
    auto *empty = new QWidget;
    empty->setProperty("kind", QStringLiteral("window"));
    empty->setAttribute(Qt::WA_StyledBackground);
    auto *title = new QLabel(QObject::tr("Open a pipeline, or begin a new one"));
    title->setProperty("kind", QStringLiteral("headline"));
    auto *hint = new QLabel(QObject::tr("A pipeline is a file of your workspace. Data files can be dropped here, too."));
    hint->setProperty("kind", QStringLiteral("secondary"));
    auto *fresh = new QPushButton(QObject::tr("New pipeline"));
    fresh->setProperty("kind", QStringLiteral("primary"));
    auto *open = new QPushButton(QObject::tr("Open…"));
    for (const auto &[button, id] : {std::pair{fresh, "file.new"}, std::pair{open, "file.open"}})
        if (QAction *action = actions->find(QLatin1String(id)))
            QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(fresh);
    buttons->addWidget(open);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(empty);
    layout->setSpacing(metrics::kSpace);
    layout->addStretch(2);
    layout->addWidget(title, 0, Qt::AlignHCenter);
    layout->addWidget(hint, 0, Qt::AlignHCenter);
    layout->addSpacing(metrics::kSpace);
    layout->addLayout(buttons);
    layout->addStretch(3);
    return empty;
}

}  // namespace

ComposePerspective::ComposePerspective(const Catalog &catalog, ActionRegistry *actions, QWidget *parent)
    : QMainWindow(parent, Qt::Widget),
      m_catalog(catalog),
      m_actions(actions),
      m_operators(new OperatorPalette(catalog)),
      m_splitter(new QSplitter)
{
    setObjectName(QStringLiteral("compose"));
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    setCentralWidget(m_splitter);
    makePane();
}

QDockWidget *ComposePerspective::addDock(Qt::DockWidgetArea area, const QString &name, const QString &title, QWidget *content)
{
    QDockWidget *dock = makeDock(name, title, content, this);
    addDockWidget(area, dock);
    return dock;
}

DocumentPane *ComposePerspective::makePane()
{
    auto *pane = new DocumentPane(
        [this](DocumentSession *session, QWidget *parent) -> QWidget * {
            auto *canvas = new CanvasView(session->document(), m_catalog, session->states(), session->schemas(), m_actions, parent);
            connect(canvas, &CanvasView::selectionChanged, this, [this, canvas](const QStringList &nodes) {
                if (canvas == currentCanvas())
                    Q_EMIT selectionChanged(nodes);
            });
            connect(canvas, &CanvasView::portActivated, this, [this, canvas](const QString &port) {
                if (canvas == currentCanvas())
                    Q_EMIT portActivated(port);
            });
            connect(canvas, &CanvasView::nodeActivated, this, [this, canvas](const QString &node) {
                if (canvas == currentCanvas())
                    Q_EMIT nodeActivated(node);
            });
            connect(canvas, &CanvasView::openSubpipelineRequested, this, [this, canvas](const QString &node) {
                if (canvas == currentCanvas())
                    Q_EMIT subpipelineRequested(node);
            });
            connect(canvas, &CanvasView::filesChosen, this,
                    [this, session](const QStringList &paths) { Q_EMIT filesChosen(session, paths); });
            connect(canvas, &CanvasView::documentChanged, this, [this, canvas] {
                if (canvas == currentCanvas())
                    Q_EMIT innerDocumentChanged();
            });
            return canvas;
        },
        makeEmpty(m_actions));
    m_panes.append(pane);
    m_splitter->addWidget(pane);
    connect(pane, &DocumentPane::activated, this, [this, pane] { activate(pane); });
    connect(pane, &DocumentPane::closeRequested, this, &ComposePerspective::closeRequested);
    connect(pane, &DocumentPane::currentChanged, this, [this, pane](DocumentSession *session) {
        if (pane == m_active)
            Q_EMIT currentChanged(session);
    });
    if (!m_active)
        m_active = pane;
    return pane;
}

void ComposePerspective::activate(DocumentPane *pane)
{
    if (std::exchange(m_active, pane) != pane)
        Q_EMIT currentChanged(pane->current());
}

void ComposePerspective::open(DocumentSession *session)
{
    m_active->show(session);
}

void ComposePerspective::close(DocumentSession *session)
{
    for (DocumentPane *pane : std::as_const(m_panes))
        pane->remove(session);
    if (isSplit() && m_panes.last()->isEmpty())
        setSplit(false);
}

DocumentSession *ComposePerspective::current() const
{
    return m_active->current();
}

CanvasView *ComposePerspective::currentCanvas() const
{
    return qobject_cast<CanvasView *>(m_active->currentView());
}

void ComposePerspective::showNext(int step)
{
    m_active->showNext(step);
}

bool ComposePerspective::isSplit() const
{
    return m_panes.size() > 1;
}

void ComposePerspective::setSplit(bool split)
{
    if (split == isSplit())
        return;
    if (split) {
        DocumentSession *session = current();
        DocumentPane *pane = makePane();
        if (session)
            pane->show(session);
        activate(pane);
        return;
    }
    activate(m_panes.first());
    delete m_panes.takeLast();
}

}  // namespace headrace

#include "moc_compose_perspective.cpp"
