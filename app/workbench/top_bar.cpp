// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/top_bar.h"

#include "widgets/command/command_field.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace headrace {
namespace {

/// The mark and the name; a click opens the menu.
class LogoButton : public QAbstractButton
{
public:
    LogoButton()
    {
        setAccessibleName(QObject::tr("Menu"));
        setToolTip(QObject::tr("Menu  F10"));
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setFixedSize(124, metrics::kControl);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (underMouse() || hasFocus()) {
            painter.setPen(hasFocus() ? QPen(t.accent, 1) : QPen(Qt::NoPen));
            painter.setBrush(underMouse() ? t.hover() : t.panel);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kControlRadius, metrics::kControlRadius);
        }
        paintIcon(painter, QStringLiteral("waves"), t.accent, QRectF(8, 4, 20, 20));
        painter.setFont(uiFont(0, QFont::Bold));
        painter.setPen(t.text);
        painter.drawText(QRect(36, 0, 70, height()), Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("Headrace"));
        paintIcon(painter, QStringLiteral("chevron-down"), t.muted, QRectF(width() - 20, 8, 12, 12));
    }
};

/// A button with the action's key in the space that the style leaves at its right.
class KeyButton : public QPushButton
{
public:
    explicit KeyButton(QAction *action) : m_action(action) {}

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPushButton::paintEvent(event);
        if (!property("keyed").toBool())
            return;
        QPainter painter(this);
        painter.setFont(uiFont(-3));
        QColor faded = isEnabled() ? Theme::tokens().onAccent : Theme::tokens().muted;
        faded.setAlphaF(0.85F);
        painter.setPen(faded);
        painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter,
                         m_action->shortcut().toString(QKeySequence::NativeText));
    }

private:
    QAction *m_action;
};

/// A button that shows and follows an action.
QPushButton *actionButton(QAction *action, const QString &iconName, IconRole role)
{
    auto *button = new KeyButton(action);
    button->setText(QLatin1Char(' ') + action->text());  // the style sets icon and word too close
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize({14, 14});
    setThemeIcon(button, iconName, role);
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
        button->setToolTip(action->toolTip());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

}  // namespace

TopBar::TopBar(const Actions &actions, QMenu *menu, QMenu *runMenu, QWidget *parent)
    : QFrame(parent), m_menu(menu), m_logo(new LogoButton), m_field(new CommandField(this))
{
    setFixedHeight(metrics::kTopBar);
    connect(static_cast<LogoButton *>(m_logo), &QAbstractButton::clicked, this, &TopBar::openMenu);
    const auto followPalette = [this, palette = actions.palette] {
        m_field->setShortcutText(palette->shortcut().toString(QKeySequence::NativeText).replace(QLatin1Char('+'), QLatin1Char(' ')));
    };
    connect(actions.palette, &QAction::changed, m_field, followPalette);
    connect(m_field, &QAbstractButton::clicked, actions.palette, &QAction::trigger);
    followPalette();

    const auto tool = [](QAction *action) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setIconSize({16, 16});
        button->setFixedSize(metrics::kControl, metrics::kControl);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text());
        return button;
    };
    auto *cancel = actionButton(actions.cancel, QStringLiteral("square"), IconRole::Text);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    auto *run = actionButton(actions.run, QStringLiteral("play"), IconRole::OnAccent);
    run->setObjectName(QStringLiteral("runButton"));
    run->setProperty("kind", QStringLiteral("primary"));
    run->setProperty("keyed", true);
    auto *more = new QToolButton;
    more->setFixedSize(20, metrics::kControl);
    more->setIconSize({12, 12});
    setThemeIcon(more, QStringLiteral("chevron-down"), IconRole::Secondary);
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(runMenu);
    more->setToolTip(tr("More ways to run"));
    more->setAccessibleName(tr("More ways to run"));
    more->setFocusPolicy(Qt::TabFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 12, 1);
    layout->setSpacing(metrics::kSpace);
    layout->addWidget(m_logo);
    layout->addStretch(1);
    layout->addWidget(tool(actions.undo));
    layout->addWidget(tool(actions.redo));
    layout->addWidget(cancel);
    layout->addWidget(run);
    layout->addWidget(more);
}

void TopBar::openMenu()
{
    m_menu->popup(m_logo->mapToGlobal(QPoint(0, m_logo->height() + 4)));
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::tokens().panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::tokens().line);
}

void TopBar::resizeEvent(QResizeEvent *)
{
    // In the middle of the window, whatever stands to the left and right of it.
    const int fieldWidth = std::clamp(width() - 620, 160, 300);
    m_field->setGeometry((width() - fieldWidth) / 2, (height() - metrics::kControl) / 2, fieldWidth, metrics::kControl);
}

}  // namespace headrace

#include "moc_top_bar.cpp"
