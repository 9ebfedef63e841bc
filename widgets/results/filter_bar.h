// SPDX-License-Identifier: GPL-3.0-or-later
// Filters of a preview: choose a column, a comparison, a value; each filter is a chip that goes with a click.
#pragma once

#include "models/preview/preview_model.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLineEdit;

namespace headrace {

class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(PreviewModel *model, QWidget *parent = nullptr);
    void add(const PreviewFilter &filter);
    void focusValue();

private:
    void takeColumns();
    void showChips();
    PreviewModel *m_model;
    QComboBox *m_column, *m_op;
    QLineEdit *m_value;
    QHBoxLayout *m_chips;
};

/// "delay > 15", as a person reads it.
QString filterText(const PreviewFilter &filter);

}  // namespace headrace
