// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the cells of the run table: eye and colour, status by shape and colour, numbers in columns.
#pragma once

#include <QStyledItemDelegate>

namespace headrace {

class ShownRuns;

/// Window's thread.
class RunDelegate : public QStyledItemDelegate
{
public:
    RunDelegate(const ShownRuns *shown, QObject *parent) : QStyledItemDelegate(parent), m_shown(shown) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const ShownRuns *m_shown;
};

/// Name and colour of the sign of a run's or step's status.
std::pair<QString, QColor> signOfStatus(const QString &status);

}  // namespace headrace
