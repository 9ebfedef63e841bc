// SPDX-License-Identifier: GPL-3.0-or-later
// A guided tour over the real window: each step points at a part of it and goes on when the person has done what it says.
#pragma once

#include <QFrame>
#include <QList>
#include <QPointer>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace headrace {

struct TourStep {
    QString title;
    QString text;
    QString target;              ///< object name of the widget it points at; none of that name: the middle of the window
    std::function<bool()> done;  ///< asked a few times a second; cheap
};

/// The card of the tour, over `window`, whose mouse and keyboard stay free. Deletes itself when it ends. Window's thread.
class Tour : public QFrame
{
    Q_OBJECT

public:
    Tour(QWidget *window, QList<TourStep> steps);
    ~Tour() override;

    void start();
    void leave();
    int step() const { return m_step; }

Q_SIGNALS:
    void stepChanged(int step);
    /// `finished`: all steps were done or passed over.
    void left(bool finished);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void go(int step);
    void look();
    void place();
    QWidget *target() const;

    QWidget *m_window;
    QPointer<QWidget> m_ring;  ///< the window may take it away before us
    QList<TourStep> m_steps;
    int m_step = -1;
    QTimer m_timer;
    QLabel *m_count;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_next;
};

}  // namespace headrace
