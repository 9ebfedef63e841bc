// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/message_row.h"

#include "widgets/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>

namespace headrace {

IconLabel::IconLabel(const QString &name, QColor Tokens::*colour, int size, QWidget *parent)
    : QWidget(parent), m_name(name), m_colour(colour), m_size(size)
{
    setFixedSize(size, size);
}

void IconLabel::setIcon(const QString &name, QColor Tokens::*colour)
{
    m_name = name;
    m_colour = colour;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(painter, m_name, Theme::tokens().*m_colour, rect());
}

MessageRow::MessageRow(QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(QStringLiteral("circle-x"), &Tokens::bad, 12, this)), m_text(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(0, 2, 0, 0);
    top->addWidget(m_icon);
    top->addStretch();
    row->addLayout(top);
    row->addWidget(m_text, 1);
    m_text->setProperty("kind", QStringLiteral("badSmall"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard | Qt::TextSelectableByMouse);
    m_text->setFocusPolicy(Qt::NoFocus);
    connect(m_text, &QLabel::linkActivated, this, &MessageRow::fixClicked);
}

void MessageRow::setMessage(Severity severity, const QString &text, const QString &hint, const QString &fix)
{
    m_plain = text;
    const bool bad = severity == Severity::Error;
    m_icon->setIcon(bad                                 ? QStringLiteral("circle-x")
                        : severity == Severity::Warning ? QStringLiteral("triangle-alert")
                                                        : QStringLiteral("info"),
                    bad                                 ? &Tokens::bad
                        : severity == Severity::Warning ? &Tokens::warning
                                                        : &Tokens::secondary);
    QString html = text.toHtmlEscaped();
    if (!fix.isEmpty())
        html += QStringLiteral(" <a href=\"fix\">%1</a>").arg(fix.toHtmlEscaped());
    else if (!hint.isEmpty())
        html += QLatin1Char(' ') + hint.toHtmlEscaped();
    const QString kind = bad ? QStringLiteral("badSmall") : QStringLiteral("secondary");
    if (m_text->property("kind").toString() != kind) {
        m_text->setProperty("kind", kind);
        m_text->style()->unpolish(m_text);
        m_text->style()->polish(m_text);
    }
    m_text->setFocusPolicy(fix.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    m_text->setAccessibleName(text);
    m_text->setText(html);
    m_text->setToolTip(hint);
}

QString MessageRow::text() const
{
    return m_plain;
}

}  // namespace headrace

#include "moc_message_row.cpp"
