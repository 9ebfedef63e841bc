// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the bottom: what runs or ran last on the left, the machine on the right.
#pragma once

#include <QFrame>

namespace headrace {

/// Window's thread.
class StatusLine : public QFrame
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);

    enum class Sign { None, Running, Ok, Warning, Bad };
    /// Parts stand apart by space: 'Running: Boosted trees, step 8 of 11', '4 of 11 steps from cache'.
    void setRun(Sign sign, const QStringList &parts);
    void setMachine(const QStringList &parts);

Q_SIGNALS:
    void runClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    Sign m_sign = Sign::None;
    QStringList m_run;
    QStringList m_machine;
};

}  // namespace headrace
