// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/diff_table.h"

#include "models/forms/diff_model.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace headrace {
namespace {

class DiffDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &tokens = Theme::tokens();
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, tokens.accentSoft);
        QRect room = option.rect.adjusted(4, 0, -4, 0);
        const QVariant kind = index.data(DiffModel::kKindRole);
        if (kind.isValid()) {
            // A sign beside the colour tells the kind.
            const bool added = kind.toInt() == int(ChangeKind::Added);
            const bool removed = kind.toInt() == int(ChangeKind::Removed);
            paintIcon(*painter,
                      added         ? QStringLiteral("plus")
                          : removed ? QStringLiteral("minus")
                                    : QStringLiteral("pencil"),
                      added         ? tokens.ok
                          : removed ? tokens.bad
                                    : tokens.warning,
                      QRectF(room.left(), room.center().y() - 6, 13, 13));
            room.setLeft(room.left() + 20);
        }
        const bool node = !index.parent().isValid();
        const bool value = index.column() != DiffModel::Where;
        painter->setFont(value ? monoFont(-2) : uiFont(0, node ? QFont::DemiBold : QFont::Normal));
        painter->setPen(!value ? tokens.text : index.column() == DiffModel::Before ? tokens.bad : tokens.ok);
        painter->drawText(room, Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString().simplified(), Qt::ElideRight, room.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), metrics::kControl};
    }
};

}  // namespace

DiffTable::DiffTable(const Catalog &catalog, QWidget *parent) : QTreeView(parent), m_model(new DiffModel(catalog, this))
{
    setModel(m_model);
    setItemDelegate(new DiffDelegate(this));
    setUniformRowHeights(true);
    setAccessibleName(tr("Differences"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAllColumnsShowFocus(true);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        const QString id = index.data(DiffModel::kNodeRole).toString();
        if (!id.isEmpty())
            Q_EMIT nodeChosen(id);
    });
}

void DiffTable::setVersions(const Pipeline &before, const Pipeline &after)
{
    m_model->setVersions(before, after);
    header()->setSectionResizeMode(DiffModel::Where, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(DiffModel::Before, QHeaderView::Stretch);
    header()->setSectionResizeMode(DiffModel::After, QHeaderView::Stretch);
    expandAll();
}

}  // namespace headrace

#include "moc_diff_table.cpp"
