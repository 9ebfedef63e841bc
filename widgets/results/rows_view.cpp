// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/rows_view.h"

#include "models/preview/preview_model.h"
#include "widgets/results/rows_header.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace headrace {

namespace {

constexpr int kCellMargin = 10;
constexpr int kWidest = 320;
constexpr int kGroupFrom = 10000;  // years and short codes read better without separators

QString shownText(const QModelIndex &index, bool number)
{
    const QString text = index.data(Qt::DisplayRole).toString();
    if (!number || text.isEmpty())
        return text;
    bool whole = false;
    const qint64 integer = text.toLongLong(&whole);
    if (whole)
        return std::abs(double(integer)) < kGroupFrom ? text : QLocale().toString(integer);
    bool real = false;
    const double value = text.toDouble(&real);
    return real && text.size() > 12 && std::isfinite(value) ? QString::number(value, 'g', 10) : text;
}

}  // namespace

RowsView::RowsView(QWidget *parent) : QAbstractItemView(parent), m_header(new RowsHeader(this))
{
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Rows"));
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        updateGeometries();
        viewport()->update();
    });
    connect(m_header, &QHeaderView::sectionClicked, this, &RowsView::headerClicked);
}

void RowsView::setModel(QAbstractItemModel *model)
{
    m_fitted.clear();
    m_header->setModel(model);
    QAbstractItemView::setModel(model);
    if (model && model != m_preview)
        m_header->setPreview(nullptr);
    fitColumns();
}

void RowsView::setPreview(PreviewModel *model)
{
    m_preview = model;
    m_header->setPreview(model);
    setModel(model);
}

void RowsView::headerClicked(int column)
{
    if (!m_preview || model() != m_preview)
        return;
    // Once ascending, once descending, then as they come.
    if (m_preview->sortColumn() != column)
        m_preview->sort(column, Qt::AscendingOrder);
    else if (m_preview->sortOrder() == Qt::AscendingOrder)
        m_preview->sort(column, Qt::DescendingOrder);
    else
        m_preview->sort(-1);
    m_header->viewport()->update();
}

void RowsView::fitColumns()
{
    if (!model() || model()->columnCount() == 0)
        return;
    m_fitted = names();
    const int letter = QFontMetrics(monoFont(-1)).horizontalAdvance(QLatin1Char('0'));
    const int rows = std::min(model()->rowCount(), 40);
    for (int column = 0; column < model()->columnCount(); ++column) {
        int width = m_header->widthFor(column);
        for (int row = 0; row < rows; ++row) {
            const QModelIndex index = model()->index(row, column);
            const QString text = shownText(index, index.data(PreviewModel::NumberRole).toBool());
            width = std::max(width, 2 * kCellMargin + letter * int(std::min<qsizetype>(text.size() + 1, 44)));
        }
        m_header->resizeSection(column, std::min(width, kWidest));
    }
}

QStringList RowsView::names() const
{
    QStringList names;
    for (int column = 0; model() && column < model()->columnCount(); ++column)
        names << model()->headerData(column, Qt::Horizontal).toString();
    return names;
}

void RowsView::reset()
{
    QAbstractItemView::reset();
    verticalScrollBar()->setValue(0);
    if (names().isEmpty())
        m_fitted.clear();  // the header has forgotten all widths
    // Columns that a person has widened stay so while they are the same.
    if (names() != m_fitted)
        fitColumns();
    updateGeometries();
}

int RowsView::firstVisibleRow() const
{
    return verticalScrollBar()->value();
}

int RowsView::visibleRows() const
{
    return std::max(1, viewport()->height() / kRowHeight);
}

int RowsView::horizontalOffset() const
{
    return m_header->offset();
}

int RowsView::verticalOffset() const
{
    return 0;  // rows are counted, not pixels: 100 million of them have more pixels than an int
}

QRect RowsView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const qint64 row = qint64(index.row()) - firstVisibleRow();
    if (row < -1 || row > visibleRows() + 1)
        return {};
    return {m_header->sectionViewportPosition(index.column()), int(row) * kRowHeight, m_header->sectionSize(index.column()), kRowHeight};
}

void RowsView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int row = index.row(), first = firstVisibleRow(), seen = visibleRows();
    if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(row - seen / 2);
    else if (row < first || hint == PositionAtTop)
        verticalScrollBar()->setValue(row);
    else if (row >= first + seen || hint == PositionAtBottom)
        verticalScrollBar()->setValue(row - seen + 1);
    const int left = m_header->sectionViewportPosition(index.column());
    const int right = left + m_header->sectionSize(index.column());
    if (left < 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + left);
    else if (right > viewport()->width())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + std::min(left, right - viewport()->width()));
}

QModelIndex RowsView::indexAt(const QPoint &point) const
{
    if (!model() || point.y() < 0)
        return {};
    const int column = m_header->logicalIndexAt(point.x());
    const qint64 row = qint64(firstVisibleRow()) + point.y() / kRowHeight;
    return column < 0 || row >= model()->rowCount() ? QModelIndex() : model()->index(int(row), column);
}

QModelIndex RowsView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = model() ? model()->rowCount() : 0, columns = model() ? model()->columnCount() : 0;
    if (rows == 0 || columns == 0)
        return {};
    int row = std::max(0, currentIndex().row()), column = std::max(0, currentIndex().column());
    if (!currentIndex().isValid())
        return model()->index(0, 0);
    const bool control = modifiers & Qt::ControlModifier;
    switch (action) {
    case MoveUp:
        row -= 1;
        break;
    case MoveDown:
        row += 1;
        break;
    case MoveLeft:
    case MovePrevious:
        column -= 1;
        break;
    case MoveRight:
    case MoveNext:
        column += 1;
        break;
    case MovePageUp:
        row -= visibleRows();
        break;
    case MovePageDown:
        row = int(std::min<qint64>(qint64(row) + visibleRows(), rows - 1));
        break;
    case MoveHome:
        column = 0;
        row = control ? 0 : row;
        break;
    case MoveEnd:
        column = columns - 1;
        row = control ? rows - 1 : row;
        break;
    }
    return model()->index(std::clamp(row, 0, rows - 1), std::clamp(column, 0, columns - 1));
}

void RowsView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    if (!model() || model()->rowCount() == 0 || model()->columnCount() == 0)
        return;
    const QRect area = rect.normalized();
    const int rows = model()->rowCount();
    const auto rowAt = [&](int y) {
        return int(
            std::clamp<qint64>(qint64(firstVisibleRow()) + (y >= 0 ? y / kRowHeight : -((-y + kRowHeight - 1) / kRowHeight)), 0, rows - 1));
    };
    const auto columnAt = [&](int x, int otherwise) {
        const int column = m_header->logicalIndexAt(x);
        return column < 0 ? otherwise : column;
    };
    const int left = columnAt(area.left(), 0), right = columnAt(area.right(), model()->columnCount() - 1);
    const QItemSelection selection(model()->index(rowAt(area.top()), left), model()->index(rowAt(area.bottom()), right));
    selectionModel()->select(selection, flags);
}

QRegion RowsView::visualRegionForSelection(const QItemSelection &) const
{
    return viewport()->rect();
}

void RowsView::scrollContentsBy(int dx, int dy)
{
    if (dx)
        m_header->setOffset(horizontalScrollBar()->value());
    if (dx || dy)
        viewport()->update();
}

void RowsView::updateGeometries()
{
    const int height = m_header->sizeHint().height();
    setViewportMargins(0, height, 0, 0);
    const QRect area = viewport()->geometry();
    m_header->setGeometry(area.left(), area.top() - height, area.width(), height);
    const int rows = model() ? model()->rowCount() : 0;
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setRange(0, std::max(0, rows - visibleRows()));
    horizontalScrollBar()->setSingleStep(24);
    horizontalScrollBar()->setPageStep(area.width());
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - area.width()));
    m_header->setOffset(horizontalScrollBar()->value());
    QAbstractItemView::updateGeometries();
}

void RowsView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    viewport()->update();
}

void RowsView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void RowsView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const QModelIndex index = indexAt(event->pos()); index.isValid())
        Q_EMIT cellActivated(index);
}

void RowsView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Space) && currentIndex().isValid()) {
        Q_EMIT cellActivated(currentIndex());
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

void RowsView::paintEvent(QPaintEvent *event)
{
    const Tokens &t = Theme::tokens();
    QPainter painter(viewport());
    painter.fillRect(event->rect(), t.panel);
    if (!model())
        return;
    const QFont font = monoFont(-1);
    const QFont missing = monoFont(-2);
    painter.setFont(font);
    const QFontMetrics letters(font);
    const int letter = std::max(1, letters.horizontalAdvance(QLatin1Char('0')));
    const int first = firstVisibleRow();
    const int last = int(std::min<qint64>(qint64(first) + viewport()->height() / kRowHeight + 1, model()->rowCount()));
    const int left = m_header->visualIndexAt(0) < 0 ? 0 : m_header->visualIndexAt(0);
    const int width = viewport()->width();
    const bool selected = selectionModel()->hasSelection();
    // What holds for a whole column is asked once.
    std::vector<char> numbers(size_t(m_header->count()), 0);
    for (int column = left; first < last && column < m_header->count() && m_header->sectionViewportPosition(column) < width; ++column)
        numbers[size_t(column)] = model()->index(first, column).data(PreviewModel::NumberRole).toBool();
    for (int row = first; row < last; ++row) {
        const int y = (row - first) * kRowHeight;
        for (int column = left; column < m_header->count(); ++column) {
            const int x = m_header->sectionViewportPosition(column);
            if (x >= width)
                break;
            const QRect cell(x, y, m_header->sectionSize(column), kRowHeight);
            const QModelIndex index = model()->index(row, column);
            if (x + cell.width() <= 0)
                continue;
            if (selected && selectionModel()->isSelected(index))
                painter.fillRect(cell, t.accentSoft);
            const bool none = index.data(PreviewModel::MissingRole).toBool();
            const bool number = numbers[size_t(column)];
            const QRect inner = cell.adjusted(kCellMargin, 0, -kCellMargin, 0);
            QString text = shownText(index, number && !none);
            // All letters of this font are of one width: what fits needs no measuring, mostly.
            if (text.size() * letter > inner.width())
                text = letters.elidedText(text, number ? Qt::ElideLeft : Qt::ElideRight, inner.width());
            if (none)
                painter.setFont(missing);
            painter.setPen(none || index.data(PreviewModel::PendingRole).toBool() ? t.muted : t.text);
            painter.drawText(inner, int(number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine, text);
            if (none)
                painter.setFont(font);
            if (index == currentIndex() && hasFocus()) {
                painter.setPen(t.accent);
                painter.drawRect(cell.adjusted(0, 0, -1, -2));
            }
        }
        painter.setPen(t.line);
        painter.drawLine(0, y + kRowHeight - 1, width, y + kRowHeight - 1);
    }
}

}  // namespace headrace

#include "moc_rows_view.cpp"
