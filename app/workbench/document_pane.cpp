// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/document_pane.h"

#include "app/workbench/dock_header.h"
#include "models/session/document_session.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>

namespace headrace {

DocumentPane::DocumentPane(MakeView makeView, QWidget *empty, QWidget *parent)
    : QWidget(parent),
      m_makeView(std::move(makeView)),
      m_tabs(new QTabBar),
      m_place(new QLabel),
      m_stack(new QStackedWidget),
      m_head(new QWidget)
{
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setIconSize({14, 14});
    m_tabs->setAccessibleName(tr("Open pipelines"));
    m_tabs->setObjectName(QStringLiteral("documentTabs"));
    m_place->setProperty("kind", QStringLiteral("secondary"));

    m_head->setProperty("kind", QStringLiteral("bar"));
    m_head->setAttribute(Qt::WA_StyledBackground);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(8, 0, 12, 0);
    head->setSpacing(8);
    head->addWidget(m_tabs, 1);
    head->addWidget(m_place);
    m_head->setFixedHeight(metrics::kTabBar - 1);
    if (empty)
        m_stack->addWidget(empty);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        DocumentSession *session = m_sessions.value(index);
        if (session) {
            m_stack->setCurrentWidget(m_views.value(session));
            showPlace(session);
        } else {
            m_stack->setCurrentIndex(0);
            m_place->clear();
        }
        Q_EMIT currentChanged(session);
    });
    connect(m_tabs, &QTabBar::tabMoved, this, [this](int from, int to) { m_sessions.move(from, to); });
    connect(m_tabs, &QTabBar::tabCloseRequested, this, [this](int index) {
        if (DocumentSession *session = m_sessions.value(index))
            Q_EMIT closeRequested(session);
    });
    connect(m_tabs, &QTabBar::tabBarClicked, this, &DocumentPane::activated);
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, [this] {
            for (DocumentSession *session : std::as_const(m_sessions))
                refreshTab(session);
        });
}

void DocumentPane::show(DocumentSession *session)
{
    qsizetype index = m_sessions.indexOf(session);
    if (index < 0) {
        QWidget *view = m_makeView(session, m_stack);
        m_views.insert(session, view);
        m_stack->addWidget(view);
        index = m_sessions.size();
        m_sessions.append(session);
        m_tabs->addTab(QString());
        followName(session);
    }
    m_tabs->setCurrentIndex(int(index));
    m_stack->setCurrentWidget(m_views.value(session));
}

void DocumentPane::remove(DocumentSession *session)
{
    const qsizetype index = m_sessions.indexOf(session);
    if (index < 0)
        return;
    disconnect(session->document(), nullptr, this, nullptr);
    QWidget *view = m_views.take(session);
    m_sessions.removeAt(index);
    m_stack->removeWidget(view);
    delete view;  // now: it must not outlive the session
    m_tabs->removeTab(int(index));
    if (m_sessions.isEmpty())
        Q_EMIT currentChanged(nullptr);
}

DocumentSession *DocumentPane::current() const
{
    return m_sessions.value(m_tabs->currentIndex());
}

void DocumentPane::showNext(int step)
{
    if (const int count = m_tabs->count(); count > 1)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + count) % count);
}

void DocumentPane::followName(DocumentSession *session)
{
    connect(session->document(), &PipelineDocument::modifiedChanged, this, [this, session] { refreshTab(session); });
    connect(session->document(), &PipelineDocument::pathChanged, this, [this, session] {
        refreshTab(session);
        if (session == current())
            showPlace(session);
    });
    refreshTab(session);
}

void DocumentPane::showPlace(DocumentSession *session)
{
    m_place->setText(QFileInfo(session->document()->workspace()).fileName());
    m_place->setToolTip(session->document()->workspace());
}

void DocumentPane::refreshTab(DocumentSession *session)
{
    const int index = int(m_sessions.indexOf(session));
    if (index < 0)
        return;
    const PipelineDocument *document = session->document();
    m_tabs->setTabText(index, document->displayName() + (document->isModified() ? QStringLiteral("  •") : QString()));
    m_tabs->setTabToolTip(index, document->path().isEmpty() ? tr("Not saved yet") : document->path());
    if (QWidget *close = m_tabs->tabButton(index, QTabBar::RightSide))
        close->setAccessibleName(tr("Close '%1'").arg(document->displayName()));
    m_tabs->setTabIcon(index, icon(QStringLiteral("workflow"), Theme::tokens().secondary));
}

}  // namespace headrace

#include "moc_document_pane.cpp"
