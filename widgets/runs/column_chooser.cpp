// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/column_chooser.h"

#include "widgets/theme/theme.h"

#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kKindRole = Qt::UserRole + 1;
constexpr int kKeyRole = Qt::UserRole + 2;

}  // namespace

ColumnChooser::ColumnChooser(RunTableModel *model, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_model(model), m_search(new QLineEdit), m_list(new QListView), m_items(new QStandardItemModel(this))
{
    setProperty("kind", QStringLiteral("card"));
    m_search->setPlaceholderText(tr("Find a column"));
    m_search->setAccessibleName(tr("Find a column"));
    m_list->setModel(m_items);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Columns"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &ColumnChooser::fill);
    connect(m_items, &QStandardItemModel::itemChanged, this, [this](QStandardItem *item) {
        if (m_filling)
            return;
        const RunColumn column{RunColumn::Kind(item->data(kKindRole).toInt()), item->data(kKeyRole).toString()};
        QList<RunColumn> columns = m_model->columns();
        columns.removeAll(column);
        if (item->checkState() == Qt::Checked)
            columns.append(column);
        m_model->setColumns(columns);
    });
}

void ColumnChooser::openAt(const QPoint &topRight)
{
    resize(320, 380);
    move(topRight - QPoint(width(), 0));
    m_search->clear();
    fill();
    show();
    m_search->setFocus();
}

void ColumnChooser::fill()
{
    m_filling = true;
    m_items->clear();
    const auto add = [this](const RunColumn &column, const QString &title) {
        if (!title.contains(m_search->text(), Qt::CaseInsensitive))
            return;
        auto *item = new QStandardItem(title);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(m_model->columns().contains(column) ? Qt::Checked : Qt::Unchecked);
        item->setData(int(column.kind), kKindRole);
        item->setData(column.key, kKeyRole);
        m_items->appendRow(item);
    };
    for (const RunColumn::Kind kind : {RunColumn::Started, RunColumn::Duration, RunColumn::File, RunColumn::Experiment})
        add({kind, {}}, RunColumn{kind, {}}.title());
    for (const QString &key : m_model->words().metrics)
        add({RunColumn::Metric, key}, QStringLiteral("metrics.") + key);
    for (const QString &key : m_model->words().params)
        add({RunColumn::Param, key}, QStringLiteral("params.") + key);
    for (const QString &key : m_model->words().tags)
        add({RunColumn::Tag, key}, QStringLiteral("tags.") + key);
    m_filling = false;
}

}  // namespace headrace

#include "moc_column_chooser.cpp"
