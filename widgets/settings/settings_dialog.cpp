// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/settings_dialog.h"

#include "widgets/settings/appearance_page.h"
#include "widgets/settings/python_page.h"
#include "widgets/settings/run_page.h"
#include "widgets/settings/shortcuts_page.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace headrace {
namespace {

constexpr int kPagesWidth = 176;
constexpr int kPageRow = 32;

}  // namespace

SettingsDialog::SettingsDialog(Settings *settings, ActionRegistry *actions, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    resize(800, 560);
    m_pages = new QListWidget(this);
    m_pages->setObjectName(QStringLiteral("settingsPages"));
    m_pages->setAccessibleName(tr("Pages of the settings"));
    m_pages->setFixedWidth(kPagesWidth);
    m_pages->setIconSize(QSize(metrics::kIcon, metrics::kIcon));
    m_stack = new QStackedWidget(this);
    const auto add = [this](const QString &iconName, const QString &title, QWidget *page) {
        auto *item = new QListWidgetItem(title, m_pages);
        item->setSizeHint(QSize(kPagesWidth, kPageRow));
        const auto dress = [item, iconName] { item->setIcon(icon(iconName, Theme::tokens().secondary)); };
        connect(Theme::of(qApp), &Theme::changed, this, dress);
        dress();
        auto *scroll = new QScrollArea(m_stack);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidget(page);
        m_stack->addWidget(scroll);
    };
    add(QStringLiteral("sun"), tr("Appearance"), new AppearancePage(settings));
    add(QStringLiteral("file-code"), tr("Python"), new PythonPage(settings));
    add(QStringLiteral("cpu"), tr("Runs and cache"), new RunPage(settings));
    add(QStringLiteral("command"), tr("Shortcuts"), new ShortcutsPage(actions, settings));
    connect(m_pages, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    m_pages->setCurrentRow(0);

    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedWidth(1);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("settingsClose"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(24, 8, 24, 16);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_stack, 1);
    right->addLayout(buttons);
    auto *list = new QVBoxLayout;
    list->setContentsMargins(8, 16, 8, 16);
    list->addWidget(m_pages);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(list);
    row->addWidget(line);
    row->addLayout(right, 1);
    m_pages->setFocus();
}

void SettingsDialog::showPage(Page page)
{
    m_pages->setCurrentRow(int(page));
}

}  // namespace headrace

#include "moc_settings_dialog.cpp"
