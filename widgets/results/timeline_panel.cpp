// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/timeline_panel.h"

#include "models/session/document_session.h"
#include "widgets/results/empty_state.h"
#include "widgets/results/timeline_chart.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace headrace {

TimelinePanel::TimelinePanel(QWidget *parent)
    : QWidget(parent),
      m_words(new QLabel(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_chart(new TimelineChart(this))
{
    m_words->setProperty("kind", QStringLiteral("secondary"));
    m_words->setContentsMargins(12, 6, 12, 2);
    m_empty->say(QStringLiteral("chart-no-axes-gantt"), tr("Where the time of a run went stands here."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_chart);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_words);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_chart);
    connect(m_chart, &TimelineChart::goTo, this, &TimelinePanel::goTo);
    take();
}

void TimelinePanel::setSession(DocumentSession *session)
{
    if (m_session)
        m_session->run()->disconnect(this);
    m_session = session;
    m_chart->setSession(session);
    if (session) {
        connect(session->run(), &RunControl::spansChanged, this, &TimelinePanel::take);
        connect(session->run(), &RunControl::statusTextChanged, this, &TimelinePanel::take);
    }
    take();
}

void TimelinePanel::take()
{
    const bool any = m_session && !m_session->run()->spans().isEmpty();
    m_words->setVisible(any);
    if (any)
        m_words->setText(m_session->run()->runName().isEmpty()
                             ? m_session->run()->statusText()
                             : QStringLiteral("%1 · %2").arg(m_session->run()->runName(), m_session->run()->statusText()));
    m_stack->setCurrentWidget(any ? static_cast<QWidget *>(m_chart) : m_empty);
}

}  // namespace headrace

#include "moc_timeline_panel.cpp"
