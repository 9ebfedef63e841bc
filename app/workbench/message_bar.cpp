// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/message_bar.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace headrace {

MessageBar::MessageBar(QWidget *parent) : QFrame(parent), m_text(new QLabel), m_buttons(new QHBoxLayout)
{
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleName(tr("Message"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(40, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    m_buttons->setSpacing(8);
    layout->addLayout(m_buttons);
    hide();
}

void MessageBar::show(Tone tone, const QString &text, const QList<Choice> &choices, const QString &key)
{
    m_messages.removeIf([&](const Message &m) { return (!key.isEmpty() && m.key == key) || (m.text == text && m.key == key); });
    m_messages.append({tone, text, choices, key});
    refresh();
}

void MessageBar::show(const Error &error, const QString &key)
{
    QString text = error.text;
    if (!error.file.isEmpty() && !text.contains(error.file))
        text = error.line > 0 ? tr("%1, line %2: %3").arg(error.file).arg(error.line).arg(text) : tr("%1: %2").arg(error.file, text);
    if (!error.hint.isEmpty())
        text += QLatin1Char(' ') + error.hint;
    show(Tone::Bad, text, {}, key);
}

void MessageBar::clear(const QString &key)
{
    if (m_messages.removeIf([&](const Message &m) { return m.key == key; }) > 0)
        refresh();
}

bool MessageBar::shows(const QString &key) const
{
    return std::any_of(m_messages.cbegin(), m_messages.cend(), [&](const Message &m) { return m.key == key; });
}

void MessageBar::refresh()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    setVisible(!m_messages.isEmpty());
    if (m_messages.isEmpty())
        return;
    const Message message = m_messages.last();
    m_text->setText(message.text);
    setAccessibleDescription(message.text);
    for (const Choice &choice : message.choices) {
        auto *button = new QPushButton(choice.text);
        button->setAccessibleName(choice.text);
        if (choice.primary)
            button->setProperty("kind", QStringLiteral("primary"));
        connect(button, &QPushButton::clicked, this, [this, choice, key = message.key, text = message.text] {
            if (!choice.stays) {
                m_messages.removeIf([&](const Message &m) { return m.key == key && m.text == text; });
                refresh();
            }
            if (choice.run)
                choice.run();
        });
        m_buttons->addWidget(button);
    }
    auto *close = new QToolButton;
    close->setFixedSize(24, 24);
    close->setIconSize({12, 12});
    setThemeIcon(close, QStringLiteral("x"), IconRole::Secondary);
    close->setAccessibleName(tr("Close the message"));
    connect(close, &QToolButton::clicked, this, [this] {
        m_messages.removeLast();
        refresh();
    });
    m_buttons->addWidget(close);
    update();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    if (m_messages.isEmpty())
        return;
    const Tokens &t = Theme::tokens();
    const Tone tone = m_messages.last().tone;
    const QColor hue = tone == Tone::Bad ? t.bad : tone == Tone::Warning ? t.warning : t.accent;
    const QString name = tone == Tone::Bad ? QStringLiteral("circle-x")
        : tone == Tone::Warning            ? QStringLiteral("triangle-alert")
                                           : QStringLiteral("info");
    QPainter painter(this);
    painter.fillRect(rect(), t.tint(hue));
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
    paintIcon(painter, name, hue, QRectF(14, (height() - 16) / 2.0, 16, 16));
}

}  // namespace headrace

#include "moc_message_bar.cpp"
