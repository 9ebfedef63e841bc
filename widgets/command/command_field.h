// SPDX-License-Identifier: GPL-3.0-or-later
// The field in the top bar that opens the command palette.
#pragma once

#include <QAbstractButton>

namespace headrace {

/// Window's thread.
class CommandField : public QAbstractButton
{
    Q_OBJECT

public:
    explicit CommandField(QWidget *parent = nullptr);
    void setShortcutText(const QString &keys);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

}  // namespace headrace
