// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lineage/lineage_filter.h"

#include "widgets/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QDateTime>
#include <QMenu>

namespace headrace {

LineageFilter::LineageFilter(LineageExplorer *explorer, QWidget *parent)
    : QPushButton(parent), m_explorer(explorer), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("lineageFilter"));
    setIconSize({14, 14});
    setThemeIcon(this, QStringLiteral("list-filter"), IconRole::Secondary);
    setAccessibleName(tr("What is shown"));
    m_allRuns = m_menu->addAction(tr("All runs again"), this, [this] { setRun({}, {}); });
    m_menu->addSection(tr("Started"));
    auto *times = new QActionGroup(this);
    for (const auto &[days, text] : std::initializer_list<std::pair<int, QString>>{
             {0, tr("At any time")}, {1, tr("In the last 24 hours")}, {7, tr("In the last 7 days")}, {30, tr("In the last 30 days")}}) {
        QAction *action = m_menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(days == 0);
        action->setData(days);
        times->addAction(action);
        m_times << action;
        connect(action, &QAction::triggered, this, [this, days = days] {
            m_days = days;
            apply();
        });
    }
    m_menu->addSection(tr("Things"));
    const QStringList kinds{tr("Files that are read"), tr("Steps"), tr("Files that were written"), tr("Models"), tr("Metrics")};
    for (int kind = 0; kind < kinds.size(); ++kind) {
        QAction *action = m_menu->addAction(kinds[kind]);
        action->setCheckable(true);
        action->setChecked(true);
        action->setObjectName(QStringLiteral("kind%1").arg(kind));
        m_kinds << action;
        connect(action, &QAction::toggled, this, &LineageFilter::apply);
    }
    m_menu->addSection(tr("View"));
    const auto add = [this](const QString &text, const char *name, bool on) {
        QAction *action = m_menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(on);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::toggled, this, &LineageFilter::apply);
        return action;
    };
    m_columns = add(tr("Columns on the cards"), "showColumns", true);
    m_newest = add(tr("Only the newest version of each"), "newestOnly", true);
    m_reached = add(tr("Only what is reached"), "onlyReached", false);
    m_menu->setObjectName(QStringLiteral("lineageFilterMenu"));
    connect(this, &QPushButton::clicked, this, [this] {
        const QSize size = m_menu->sizeHint();
        m_menu->popup(mapToGlobal(QPoint(width() - size.width(), height() + 4)));
    });
    say();
}

void LineageFilter::setRun(const QString &id, const QString &name)
{
    m_run = id;
    m_runName = name;
    apply();
}

void LineageFilter::say()
{
    m_allRuns->setVisible(!m_run.isEmpty());
    QString text = !m_run.isEmpty() ? m_runName : tr("All runs");
    if (m_run.isEmpty())
        for (const QAction *action : std::as_const(m_times))
            if (action->isChecked() && action->data().toInt() > 0)
                text = action->text();
    setText(QLatin1Char(' ') + text);
}

void LineageFilter::apply()
{
    say();
    LineageView view = m_explorer->view();
    view.kinds = 0;
    for (int kind = 0; kind < m_kinds.size(); ++kind)
        if (m_kinds[kind]->isChecked())
            view.kinds |= 1u << kind;
    view.newestOnly = m_newest->isChecked();
    view.onlyReached = m_reached->isChecked();
    view.columns = m_columns->isChecked();
    LineageScope scope = m_explorer->scope();
    const bool sameScope = scope.run == m_run && (scope.sinceMs != 0) == (m_days != 0) && m_days == property("days").toInt();
    m_explorer->setView(view);
    if (sameScope)
        return;
    setProperty("days", m_days);
    scope.run = m_run;
    scope.sinceMs = m_days == 0 ? 0 : QDateTime::currentDateTime().addDays(-m_days).toMSecsSinceEpoch();
    m_explorer->setScope(scope);
}

}  // namespace headrace

#include "moc_lineage_filter.cpp"
