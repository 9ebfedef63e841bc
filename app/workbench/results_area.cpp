// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/results_area.h"

#include "app/workbench/dock_header.h"
#include "models/failure/failure_search.h"
#include "models/session/document_session.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/results/log_panel.h"
#include "widgets/results/preview_panel.h"
#include "widgets/results/problems_panel.h"
#include "widgets/results/timeline_panel.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>

namespace headrace {

ResultsArea::ResultsArea(QWidget *parent)
    : QWidget(parent),
      m_tabs(new QTabBar),
      m_stack(new QStackedWidget),
      m_preview(new PreviewPanel),
      m_charts(new ChartPanel),
      m_problems(new ProblemsPanel),
      m_log(new LogPanel),
      m_timeline(new TimelinePanel)
{
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setIconSize({14, 14});
    m_tabs->setUsesScrollButtons(false);  // all of them always: what the bar says gives way
    m_tabs->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_tabs->setAccessibleName(tr("Results"));
    m_tabs->setObjectName(QStringLiteral("resultTabs"));
    // What the bar says gives way first: a long note must not widen the dock over its neighbours.
    m_bar = m_preview->takeBar();
    m_bar->setMinimumWidth(1);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 8, 0);
    head->setSpacing(8);
    head->addWidget(m_tabs);
    head->addWidget(m_bar, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_stack, 1);
    addTab(m_preview, QStringLiteral("table-2"), tr("Preview"));
    addTab(m_charts, QStringLiteral("chart-column"), tr("Charts"));
    addTab(m_problems, QStringLiteral("triangle-alert"), tr("Problems"));
    addTab(m_log, QStringLiteral("scroll-text"), tr("Log"));
    addTab(m_timeline, QStringLiteral("chart-no-axes-gantt"), tr("Timeline"));
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        m_bar->setVisible(tab == Preview);
    });
    connect(m_problems, &ProblemsPanel::countsChanged, this, [this](int errors, int warnings) {
        m_tabs->setTabText(Problems, errors + warnings > 0 ? tr("Problems  %1").arg(errors + warnings) : tr("Problems"));
    });
    connect(m_problems, &ProblemsPanel::goTo, this, &ResultsArea::goTo);
    connect(m_problems, &ProblemsPanel::failedRowsWanted, this, &ResultsArea::showFailedRows);
    connect(m_log, &LogPanel::goTo, this, [this](const QString &node) { Q_EMIT goTo(node, {}); });
    connect(m_timeline, &TimelinePanel::goTo, this, [this](const QString &node) { Q_EMIT goTo(node, {}); });
    connect(m_preview, &PreviewPanel::runToWanted, this, &ResultsArea::runToWanted);
}

void ResultsArea::addTab(QWidget *panel, const QString &iconName, const QString &title)
{
    const int tab = m_tabs->addTab(title);
    m_stack->addWidget(panel);
    const auto dress = [this, tab, iconName] { m_tabs->setTabIcon(tab, icon(iconName, Theme::tokens().secondary)); };
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, dress);
    dress();
}

void ResultsArea::setSession(DocumentSession *session)
{
    m_session = session;
    m_preview->setSession(session);
    m_charts->setSession(session);
    m_problems->setSession(session);
    m_log->setSession(session);
    m_timeline->setSession(session);
}

void ResultsArea::showNode(const QString &node)
{
    m_preview->showNode(node);
    m_charts->showNode(node);
}

void ResultsArea::showPort(const QString &port)
{
    m_preview->showPort(port);
    m_charts->showPort(port);
}

bool ResultsArea::showFailedRows(const QString &node)
{
    const auto found = m_session ? m_session->failures()->of(node) : std::nullopt;
    if (!found)
        return false;
    m_preview->showFailedRows(found->cause);
    showTab(Preview);
    return true;
}

void ResultsArea::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

}  // namespace headrace

#include "moc_results_area.cpp"
