// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lineage/column_picker.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace headrace {

namespace {
constexpr int kPickedThing = Qt::UserRole + 1;
constexpr int kPickedColumn = Qt::UserRole + 2;
constexpr int kMostItems = 500;
}  // namespace

ColumnPicker::ColumnPicker(QWidget *parent)
    : QFrame(parent, Qt::Popup), m_search(new QLineEdit), m_list(new QListView), m_items(new QStandardItemModel(this))
{
    setProperty("kind", QStringLiteral("card"));
    setObjectName(QStringLiteral("columnPicker"));
    m_search->setPlaceholderText(tr("Find a column"));
    m_search->setAccessibleName(tr("Find a column"));
    m_search->installEventFilter(this);
    m_list->setModel(m_items);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Columns"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &ColumnPicker::fill);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { take(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, &ColumnPicker::take);
    connect(m_list, &QListView::activated, this, &ColumnPicker::take);
}

void ColumnPicker::openAt(const QPoint &topRight, std::shared_ptr<const LineageGraph> graph, int thing)
{
    m_graph = std::move(graph);
    m_thing = thing;
    resize(320, 380);
    move(topRight - QPoint(width(), 0));
    m_search->clear();
    fill();
    show();
    m_search->setFocus();
}

void ColumnPicker::fill()
{
    m_items->clear();
    const auto add = [this](int number) {
        const LineageThing &thing = m_graph->things[size_t(number)];
        for (int column = 0; column < int(thing.columns.size()) && m_items->rowCount() < kMostItems; ++column) {
            const QString text = thing.columns[column].name + QStringLiteral("   ") + thing.title;
            if (!text.contains(m_search->text(), Qt::CaseInsensitive))
                continue;
            auto *item = new QStandardItem(text);
            item->setData(number, kPickedThing);
            item->setData(column, kPickedColumn);
            m_items->appendRow(item);
        }
    };
    if (m_thing >= 0)
        add(m_thing);
    for (int i = 0; m_graph && i < int(m_graph->things.size()); ++i)
        if (i != m_thing && m_graph->newestOf(i) == i)
            add(i);
    m_list->setCurrentIndex(m_items->index(0, 0));
}

void ColumnPicker::take(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const ColumnRef ref{index.data(kPickedThing).toInt(), index.data(kPickedColumn).toInt()};
    hide();
    Q_EMIT chosen(ref);
}

bool ColumnPicker::eventFilter(QObject *object, QEvent *event)
{
    // The arrows move in the list while one types.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = std::clamp(m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1), 0,
                                       std::max(0, m_items->rowCount() - 1));
            m_list->setCurrentIndex(m_items->index(row, 0));
            return true;
        }
    }
    return QFrame::eventFilter(object, event);
}

}  // namespace headrace

#include "moc_column_picker.cpp"
