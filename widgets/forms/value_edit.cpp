// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/value_edit.h"

#include "widgets/theme/icons.h"

#include <QPainter>

namespace headrace {
namespace {

constexpr int kEditInset = 9;  // border and padding of the style

QFont editHintFont()
{
    return uiFont(-2);
}

}  // namespace

ValueEdit::ValueEdit(QWidget *parent) : QLineEdit(parent)
{
    connect(this, &QLineEdit::textChanged, this, &ValueEdit::fit);
}

QSize ValueEdit::sizeHint() const
{
    return {120, metrics::kControl};
}

void ValueEdit::setHints(const QStringList &hints)
{
    m_hints = hints;
    fit();
}

QString ValueEdit::shownHint() const
{
    return m_shown;
}

void ValueEdit::setLeadingIcon(const QString &name)
{
    if (m_icon == name)
        return;
    m_icon = name;
    fit();
}

void ValueEdit::replaceText(const QString &newText)
{
    if (text() == newText)
        return;
    const int at = cursorPosition();
    setText(newText);
    setCursorPosition(hasFocus() ? std::min<int>(at, int(newText.size())) : 0);
}

void ValueEdit::fit()
{
    const int left = m_icon.isEmpty() ? 0 : metrics::kIcon + 6;
    const int room = width() - 2 * kEditInset - left - fontMetrics().horizontalAdvance(text()) - 10;
    const QFontMetrics small(editHintFont());
    m_shown.clear();
    int right = 0;
    for (const QString &hint : m_hints) {
        const int wide = small.horizontalAdvance(hint);
        if (wide <= room) {
            m_shown = hint;
            right = wide + 6;
            break;
        }
    }
    const QMargins margins(left, 0, right, 0);
    if (textMargins() != margins)
        setTextMargins(margins);
    update();
}

void ValueEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    fit();
}

void ValueEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const Tokens &tokens = Theme::tokens();
    if (!m_icon.isEmpty())
        paintIcon(painter, m_icon, tokens.secondary, QRectF(kEditInset, (height() - metrics::kIcon) / 2.0, metrics::kIcon, metrics::kIcon));
    if (!m_shown.isEmpty()) {
        painter.setFont(editHintFont());
        painter.setPen(tokens.muted);
        painter.drawText(rect().adjusted(0, 0, -kEditInset, 0), Qt::AlignRight | Qt::AlignVCenter, m_shown);
    }
}

}  // namespace headrace

#include "moc_value_edit.cpp"
