// SPDX-License-Identifier: GPL-3.0-or-later
// The list of operators by category, with a search field; rows can be dragged onto the canvas.
#pragma once

#include "engine/catalog/operator_spec.h"

#include <QWidget>

class QLineEdit;
class QStandardItemModel;
class QTreeView;

namespace headrace {

/// Window's thread. The catalog must outlive it.
class OperatorPalette : public QWidget
{
    Q_OBJECT

public:
    explicit OperatorPalette(const Catalog &catalog, QWidget *parent = nullptr);
    static constexpr const char *kMimeType = "application/x-headrace-operator";

    void focusSearch();

Q_SIGNALS:
    /// Double click, or Enter on a row: to be added beside what is selected.
    void addRequested(const QString &operatorId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const QString &search);

    const Catalog &m_catalog;
    QLineEdit *m_search;
    QTreeView *m_tree;
    QStandardItemModel *m_model;
};

/// How a category is called on screen.
QString titleOf(Category category);

}  // namespace headrace
