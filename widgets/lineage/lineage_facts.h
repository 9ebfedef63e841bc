// SPDX-License-Identifier: GPL-3.0-or-later
// The side panel of the lineage: all that the store says of the thing that is looked at.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "models/lineage/lineage_explorer.h"

#include <QWidget>

class QLabel;
class QTextBrowser;

namespace headrace {

/// Window's thread.
class LineageFacts : public QWidget
{
    Q_OBJECT

public:
    LineageFacts(LineageExplorer *explorer, const Catalog &catalog, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Another version or a column was chosen.
    void chosen(headrace::ColumnRef ref);

private:
    void refresh();
    QString schemaOf(const LineageThing &thing, int number) const;
    QString versionsOf(const LineageThing &thing, int number) const;
    LineageExplorer *m_explorer;
    const Catalog &m_catalog;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_kind;
    QTextBrowser *m_text;
    int m_shown = -2;
};

}  // namespace headrace
