// SPDX-License-Identifier: GPL-3.0-or-later
// The outline: every node of a pipeline as a list with search, subpipelines with what is in them. Window's thread.
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QModelIndex;
class QSortFilterProxyModel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace headrace {

class CanvasView;
struct Pipeline;

/// Follows a canvas. Choosing a row (click, Enter) shows the node there; what is chosen there is marked here.
class CanvasOutline : public QWidget
{
    Q_OBJECT

public:
    explicit CanvasOutline(QWidget *parent = nullptr);

    /// The canvas to follow; nullptr: none.
    void setCanvas(CanvasView *canvas);
    QStandardItemModel *model() const { return m_model; }
    QLineEdit *field() const { return m_field; }
    QTreeView *tree() const { return m_tree; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refill();
    void fill(QStandardItem *parent, const Pipeline &pipeline, const QString &prefix, int depth);
    void markChosen();
    void go(const QModelIndex &index);

    QPointer<CanvasView> m_canvas;
    QLineEdit *m_field;
    QTreeView *m_tree;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filter;
    QTimer m_later;
};

}  // namespace headrace
