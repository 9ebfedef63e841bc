// SPDX-License-Identifier: GPL-3.0-or-later
// A line of words that ends in dots where there is no room for all of it; its tooltip then says it whole.
#pragma once

#include <QLabel>

namespace headrace {

/// Plain text alone. Window's thread.
class ElidingLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidingLabel(QWidget *parent = nullptr);
    QSize minimumSizeHint() const override;
    /// What can be read of it now.
    QString shownText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
};

}  // namespace headrace
