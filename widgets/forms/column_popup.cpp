// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/column_popup.h"

#include "models/forms/value_text.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

namespace headrace {

void ColumnDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = Theme::tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.state & QStyle::State_Selected ? tokens.accentSoft : tokens.hover());
        painter->drawRoundedRect(option.rect, 4, 4);
    }
    QRect rest = option.rect.adjusted(8, 0, -8, 0);
    if (const QVariant check = index.data(Qt::CheckStateRole); check.isValid()) {
        const bool on = check.toInt() == Qt::Checked;
        const QRectF box(rest.left() + 0.5, rest.center().y() - 7 + 0.5, 14, 14);
        painter->setPen(on ? tokens.accent : tokens.muted);
        painter->setBrush(on ? tokens.accent : tokens.panel);
        painter->drawRoundedRect(box, 4, 4);
        if (on)
            paintIcon(*painter, QStringLiteral("check"), tokens.onAccent, box.adjusted(1, 1, -1, -1));
        rest.setLeft(rest.left() + 22);
    }
    const QString type = index.data(kTypeRole).toString();
    const QString icon = index.data(kIconRole).toString();
    if (!icon.isEmpty()) {
        paintIcon(*painter, icon, tokens.secondary, QRectF(rest.left(), rest.center().y() - 6, 14, 14));
        rest.setLeft(rest.left() + 20);
    }
    const QFont small = uiFont(-2);
    const QFontMetrics smallMetrics(small);
    const QString shownType = smallMetrics.elidedText(type, Qt::ElideRight, rest.width() / 2);
    painter->setFont(small);
    painter->setPen(tokens.muted);
    painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, shownType);
    rest.setRight(rest.right() - smallMetrics.horizontalAdvance(shownType) - 8);
    painter->setFont(uiFont());
    painter->setPen(tokens.text);
    painter->drawText(rest, Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, rest.width()));
    painter->restore();
}

QSize ColumnDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int name = QFontMetrics(uiFont()).horizontalAdvance(index.data(Qt::DisplayRole).toString());
    const int type = QFontMetrics(uiFont(-2)).horizontalAdvance(index.data(kTypeRole).toString());
    return {name + type + 72, metrics::kControl};
}

void fillColumns(QStandardItemModel *model, const QList<ColumnInfo> &columns, bool checkable, const QStringList &checked)
{
    model->clear();
    const QSet<QString> on(checked.cbegin(), checked.cend());
    for (const ColumnInfo &column : columns) {
        auto *item = new QStandardItem(column.name);
        item->setData(typeTitle(column.type), ColumnDelegate::kTypeRole);
        item->setData(iconOfKind(kindOfType(column.type)), ColumnDelegate::kIconRole);
        item->setEditable(false);
        if (checkable) {
            item->setCheckable(true);
            item->setCheckState(on.contains(column.name) ? Qt::Checked : Qt::Unchecked);
        }
        model->appendRow(item);
    }
}

ColumnPopup::ColumnPopup(const QList<ColumnInfo> &columns, const QStringList &chosen, QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_order(chosen),
      m_model(new QStandardItemModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_count(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setProperty("kind", QStringLiteral("card"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    m_search->setPlaceholderText(tr("Find a column"));
    m_search->setAccessibleName(tr("Find a column"));
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);
    fillColumns(m_model, columns, true, chosen);
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_filtered);
    m_list->setItemDelegate(new ColumnDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Columns"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setCurrentIndex(m_filtered->index(0, 0));
    column->addWidget(m_list, 1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(4);
    m_count->setProperty("kind", QStringLiteral("muted"));
    foot->addWidget(m_count, 1);
    for (const bool all : {true, false}) {
        auto *button = new QPushButton(all ? tr("All") : tr("None"), this);
        button->setProperty("kind", QStringLiteral("flat"));
        button->setToolTip(all ? tr("Tick all that are shown") : tr("Untick all that are shown"));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, all] { setShown(all); });
        foot->addWidget(button);
    }
    column->addLayout(foot);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered->setFilterFixedString(text);
        m_list->setCurrentIndex(m_filtered->index(0, 0));
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        m_filtered->setData(index, index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    });
    connect(m_model, &QStandardItemModel::itemChanged, this, &ColumnPopup::itemChanged);
    updateCount();
}

void ColumnPopup::popUpBelow(QWidget *anchor)
{
    const int rows = std::clamp(m_model->rowCount(), 3, 10);
    resize(std::max(anchor->width(), 240), rows * metrics::kControl + 100);
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + 4));
    if (const QScreen *screen = anchor->screen()) {
        const QRect room = screen->availableGeometry();
        if (at.y() + height() > room.bottom())
            at.setY(std::max(room.top(), anchor->mapToGlobal(QPoint(0, -4)).y() - height()));
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    }
    move(at);
    show();
    m_search->setFocus();
}

void ColumnPopup::setSearch(const QString &text)
{
    m_search->setText(text);
}

void ColumnPopup::itemChanged()
{
    if (m_quiet)
        return;
    QSet<QString> on;
    QStringList all;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QStandardItem *item = m_model->item(row);
        all.append(item->text());
        if (item->checkState() == Qt::Checked)
            on.insert(item->text());
    }
    const QSet<QString> known(all.cbegin(), all.cend());
    QStringList order;
    for (const QString &name : std::as_const(m_order))
        if (on.contains(name) || !known.contains(name))  // what is missing upstream is not lost by ticking another
            order.append(name);
    for (const QString &name : std::as_const(all))
        if (on.contains(name) && !order.contains(name))
            order.append(name);
    m_order = order;
    updateCount();
    Q_EMIT chosen(order);
}

void ColumnPopup::setShown(bool checked)
{
    m_quiet = true;
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        m_filtered->setData(m_filtered->index(row, 0), checked ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
    m_quiet = false;
    itemChanged();
}

void ColumnPopup::updateCount()
{
    int on = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        on += m_model->item(row)->checkState() == Qt::Checked;
    m_count->setText(tr("%1 of %2").arg(on).arg(m_model->rowCount()));
}

bool ColumnPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const QModelIndex now = m_list->currentIndex();
        switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up: {
            const int row = std::clamp(now.row() + (key->key() == Qt::Key_Down ? 1 : -1), 0, m_filtered->rowCount() - 1);
            m_list->setCurrentIndex(m_filtered->index(row, 0));
            return true;
        }
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (key->modifiers() & Qt::ControlModifier) {
                close();
                return true;
            }
            if (now.isValid()) {
                Q_EMIT m_list->clicked(now);
            } else if (m_free && !m_search->text().trimmed().isEmpty()) {
                auto *item = new QStandardItem(m_search->text().trimmed());
                item->setCheckable(true);
                m_model->appendRow(item);
                item->setCheckState(Qt::Checked);
            }
            m_search->selectAll();
            return true;
        case Qt::Key_Escape:
        case Qt::Key_Tab:
            close();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace headrace

#include "moc_column_popup.cpp"
