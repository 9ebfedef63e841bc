// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a node in the inspector: its icon, its title to type over, the operator's id, help.
#pragma once

#include "engine/catalog/operator_spec.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace headrace {

/// An operator's icon on its tinted tile.
class CategoryTile : public QWidget
{
    Q_OBJECT

public:
    explicit CategoryTile(QWidget *parent, int size = 32);
    void setOperator(const QString &icon, Category category);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    Category m_category = Category::Shape;
};

/// Window's thread.
class NodeHead : public QWidget
{
    Q_OBJECT

public:
    explicit NodeHead(QWidget *parent);
    /// `spec` is nullptr for an operator that is not known.
    void show(const Node &node, const OperatorSpec *spec);
    QLineEdit *titleEdit() const { return m_title; }

Q_SIGNALS:
    /// As typed; the operator's own title comes as an empty one.
    void titleEdited(const QString &title);
    void helpRequested();
    void undoRequested();
    void redoRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    CategoryTile *m_tile;
    QLineEdit *m_title;
    QLabel *m_id;
    QToolButton *m_help;
    QString m_ownTitle;
};

}  // namespace headrace
