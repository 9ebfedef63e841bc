// SPDX-License-Identifier: GPL-3.0-or-later
// A scrolling place for a form, whose width does not change when the bar is needed.
#pragma once

#include <QScrollArea>

namespace headrace {

/// Window's thread.
class FormScroll : public QScrollArea
{
    Q_OBJECT

public:
    explicit FormScroll(QWidget *parent);
};

}  // namespace headrace
