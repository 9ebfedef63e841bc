// SPDX-License-Identifier: GPL-3.0-or-later
// Two short fields side by side while both labels fit, else one above the other.
#pragma once

#include "widgets/forms/field.h"

class QBoxLayout;
class QVBoxLayout;

namespace headrace {

/// Window's thread.
class PairRow : public QWidget
{
    Q_OBJECT

public:
    PairRow(Field *left, Field *right, QWidget *parent);
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    Field *m_left;
    Field *m_right;
    QBoxLayout *m_line;
};

/// Puts fields into a column, neighbours that are short in pairs; where it is dense, texts and columns count as short.
void addInPairs(QVBoxLayout *column, const QList<Field *> &fields, QWidget *parent, bool dense = false);

}  // namespace headrace
