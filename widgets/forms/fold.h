// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a form behind a heading that opens and closes it; its content is made when it is first opened.
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace headrace {

/// Window's thread.
class Fold : public QWidget
{
    Q_OBJECT

public:
    Fold(const QString &title, std::function<QWidget *(QWidget *parent)> make, QWidget *parent);
    bool isOpen() const { return m_open; }
    void setOpen(bool open);
    QWidget *content() const { return m_content; }  ///< nullptr until it was opened once
    void setNote(const QString &text);              ///< behind the title, muted
    QToolButton *heading() const { return m_heading; }

Q_SIGNALS:
    void toggled(bool open);

private:
    void showState();
    std::function<QWidget *(QWidget *)> m_make;
    QToolButton *m_heading;
    QLabel *m_note;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
    bool m_open = false;
};

}  // namespace headrace
