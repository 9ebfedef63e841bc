// SPDX-License-Identifier: GPL-3.0-or-later
// A line to type in, with an icon before and a unit or hint behind the text, as much of it as there is room for.
#pragma once

#include "widgets/theme/theme.h"

#include <QLineEdit>

namespace headrace {

/// Window's thread.
class ValueEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit ValueEdit(QWidget *parent);

    /// From the longest to the shortest; the first that fits beside the text is drawn.
    void setHints(const QStringList &hints);
    QString shownHint() const;
    /// Lucide's name; empty: none.
    void setLeadingIcon(const QString &name);
    /// Changes the text and keeps the cursor where it was.
    void replaceText(const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {48, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    QStringList m_hints;
    QString m_shown;
    QString m_icon;
};

}  // namespace headrace
