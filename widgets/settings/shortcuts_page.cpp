// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/shortcuts_page.h"

#include "widgets/actions/action_registry.h"
#include "widgets/settings/shortcuts_model.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>

namespace headrace {

ShortcutsPage::ShortcutsPage(ActionRegistry *actions, Settings *settings, QWidget *parent)
    : SettingsPage(tr("Shortcuts"), parent),
      m_actions(actions),
      m_model(new ShortcutsModel(actions, settings, this)),
      m_found(new QSortFilterProxyModel(this))
{
    m_found->setSourceModel(m_model);
    m_found->setFilterRole(ShortcutsModel::SearchRole);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("shortcutSearch"));
    m_search->setPlaceholderText(tr("Find an action or a shortcut"));
    m_search->setAccessibleName(tr("Find an action or a shortcut"));
    addWidget(m_search);

    m_table = new QTreeView(this);
    m_table->setObjectName(QStringLiteral("shortcutTable"));
    m_table->setAccessibleName(tr("Actions"));
    m_table->setModel(m_found);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->header()->setSectionResizeMode(ShortcutsModel::ActionColumn, QHeaderView::Stretch);
    m_table->header()->setStretchLastSection(false);
    addWidget(m_table, 1);

    auto *editor = new QWidget(this);
    auto *row = new QHBoxLayout(editor);
    row->setContentsMargins(0, 8, 0, 0);
    row->setSpacing(metrics::kSpace);
    m_name = new QLabel(editor);
    m_name->setProperty("kind", QStringLiteral("title"));
    m_keys = new QKeySequenceEdit(editor);
    m_keys->setObjectName(QStringLiteral("shortcutKeys"));
    m_keys->setAccessibleName(tr("Press the new shortcut"));
    m_keys->setFixedWidth(176);
    m_none = new QPushButton(tr("None"), editor);
    m_none->setObjectName(QStringLiteral("shortcutNone"));
    m_reset = new QPushButton(tr("Reset"), editor);
    m_reset->setObjectName(QStringLiteral("shortcutReset"));
    row->addWidget(m_name, 1);
    row->addWidget(m_keys);
    row->addWidget(m_none);
    row->addWidget(m_reset);
    addWidget(editor);
    auto *below = new QWidget(this);
    auto *conflictRow = new QHBoxLayout(below);
    conflictRow->setContentsMargins(0, 0, 0, 0);
    conflictRow->setSpacing(metrics::kSpace);
    m_conflict = new QLabel(below);
    m_conflict->setObjectName(QStringLiteral("shortcutConflict"));
    m_conflict->setProperty("kind", QStringLiteral("warning"));
    m_conflict->setWordWrap(true);
    m_take = new QPushButton(tr("Use it here"), below);
    m_take->setObjectName(QStringLiteral("shortcutTake"));
    auto *resetAll = new QPushButton(tr("Reset all"), below);
    resetAll->setObjectName(QStringLiteral("shortcutResetAll"));
    resetAll->setProperty("kind", QStringLiteral("flat"));
    conflictRow->addWidget(m_conflict, 1);
    conflictRow->addWidget(m_take);
    conflictRow->addWidget(resetAll);
    below->setMinimumHeight(36);
    addWidget(below);
    for (QPushButton *button : {m_none, m_reset, m_take, resetAll})
        button->setAutoDefault(false);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_found->setFilterFixedString(text.trimmed());
        if (!m_table->currentIndex().isValid())
            m_table->setCurrentIndex(m_found->index(0, 0));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ShortcutsPage::showRow);
    connect(m_table, &QTreeView::activated, m_keys, qOverload<>(&QWidget::setFocus));
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ShortcutsPage::showRow);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsPage::recorded);
    connect(m_none, &QPushButton::clicked, this, [this] { m_model->setShortcut(this->row(), QKeySequence()); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_model->reset(this->row()); });
    connect(m_take, &QPushButton::clicked, this, &ShortcutsPage::take);
    connect(resetAll, &QPushButton::clicked, m_model, &ShortcutsModel::resetAll);
    m_table->setCurrentIndex(m_found->index(0, 0));
    showRow();
}

int ShortcutsPage::row() const
{
    const QModelIndex index = m_found->mapToSource(m_table->currentIndex());
    return index.isValid() ? index.row() : -1;
}

void ShortcutsPage::showRow()
{
    m_conflict->clear();
    m_take->hide();
    const QAction *action = row() >= 0 ? m_model->actionAt(row()) : nullptr;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_keys, m_none, m_reset})
        widget->setEnabled(action);
    m_name->setText(action ? action->text() : QString());
    const QSignalBlocker quiet(m_keys);
    m_keys->setKeySequence(action ? action->shortcut() : QKeySequence());
    m_reset->setEnabled(action && m_actions->changedShortcuts().contains(action->objectName()));
    m_none->setEnabled(action && !action->shortcut().isEmpty());
}

void ShortcutsPage::recorded()
{
    QKeySequence keys = m_keys->keySequence();
    if (keys.count() > 1) {  // one chord; a second one pressed is a new beginning
        keys = QKeySequence(keys[keys.count() - 1]);
        const QSignalBlocker quiet(m_keys);
        m_keys->setKeySequence(keys);
    }
    if (row() < 0 || keys.isEmpty())
        return;
    QStringList others;
    for (const QString &id : m_model->conflicts(row(), keys))
        if (const QAction *other = m_actions->find(id))
            others << QStringLiteral("'%1'").arg(other->text());
    if (others.isEmpty()) {
        m_model->setShortcut(row(), keys);
        return;
    }
    m_conflict->setText(tr("%1 belongs to %2.").arg(keys.toString(QKeySequence::NativeText), others.join(QStringLiteral(", "))));
    m_take->show();
}

void ShortcutsPage::take()
{
    m_model->setShortcut(row(), m_keys->keySequence());
}

}  // namespace headrace

#include "moc_shortcuts_page.cpp"
