// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence below a field with a sign of its severity, and the link that mends it.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;

namespace headrace {

/// An icon in a colour of the theme, drawn anew with it.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    /// `colour` is a member of Tokens, such as &Tokens::bad.
    IconLabel(const QString &name, QColor Tokens::*colour, int size, QWidget *parent);
    void setIcon(const QString &name, QColor Tokens::*colour);
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QColor Tokens::*m_colour;
    int m_size;
};

/// Window's thread.
class MessageRow : public QWidget
{
    Q_OBJECT

public:
    explicit MessageRow(QWidget *parent);
    /// `text` and `hint` as sentences; `fix`: words of the link ('Use delay'), empty for none.
    void setMessage(Severity severity, const QString &text, const QString &hint, const QString &fix);
    QString text() const;

Q_SIGNALS:
    void fixClicked();

private:
    IconLabel *m_icon;
    QLabel *m_text;
    QString m_plain;
};

}  // namespace headrace
