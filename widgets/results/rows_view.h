// SPDX-License-Identifier: GPL-3.0-or-later
// A table of any number of rows: only those that are seen are asked for and drawn, and nothing is kept by row.
#pragma once

#include <QAbstractItemView>

namespace headrace {

class PreviewModel;
class RowsHeader;

/// QTableView keeps a size for every row, which 100 million do not allow. Rows are all of one height; the vertical scroll bar counts
/// rows. Window's thread.
class RowsView : public QAbstractItemView
{
    Q_OBJECT

public:
    static constexpr int kRowHeight = 25;

    explicit RowsView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// A PreviewModel: its header has pictures and sorts.
    void setPreview(PreviewModel *model);
    RowsHeader *header() const { return m_header; }
    /// Widths from names and the values that are there.
    void fitColumns();

    int firstVisibleRow() const;
    int visibleRows() const;

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void reset() override;

Q_SIGNALS:
    void cellActivated(const QModelIndex &index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void headerClicked(int column);
    QStringList names() const;
    RowsHeader *m_header;
    PreviewModel *m_preview = nullptr;
    QStringList m_fitted;  ///< names of the columns whose widths were chosen
};

}  // namespace headrace
