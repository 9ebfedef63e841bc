// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/picker_popup.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kWidth = 320;
constexpr int kRow = 32;
constexpr int kMostChoices = 8;
enum PickerRole { IdRole = Qt::UserRole, DetailRole, IconRole_, HueRole };

class PickerDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {kWidth - 16, kRow}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF row = QRectF(option.rect).adjusted(0, 1, 0, -1);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.state & QStyle::State_Selected ? t.accentSoft : t.hover());
            painter->drawRoundedRect(row, 6, 6);
        }
        double left = row.left() + 8;
        const QColor hue = index.data(HueRole).value<QColor>();
        if (const QString name = index.data(IconRole_).toString(); !name.isEmpty()) {
            const QRectF tile(left - 2, row.center().y() - 11, 22, 22);
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.tint(hue));
            painter->drawRoundedRect(tile, 5, 5);
            paintIcon(*painter, name, hue, QRectF(tile.center() - QPointF(7, 7), QSizeF(14, 14)));
            left += 30;
        }
        const QFont small = uiFont(-2);
        const QString detail = QFontMetricsF(small).elidedText(index.data(DetailRole).toString(), Qt::ElideRight, row.width() * 0.45);
        const double detailWidth = QFontMetricsF(small).horizontalAdvance(detail);
        painter->setFont(small);
        painter->setPen(t.muted);
        painter->drawText(QRectF(row.right() - 8 - detailWidth, row.top(), detailWidth, row.height()), Qt::AlignVCenter, detail);
        painter->setFont(uiFont());
        painter->setPen(t.text);
        const double width = row.right() - 16 - detailWidth - left;
        painter->drawText(QRectF(left, row.top(), width, row.height()), Qt::AlignVCenter,
                          QFontMetricsF(uiFont()).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, width));
        painter->restore();
    }
};

}  // namespace

PickerPopup *PickerPopup::open(QWidget *parent, QPoint at, const QString &placeholder, const QString &nothing, Choices choices,
                               Chosen chosen)
{
    for (PickerPopup *old : parent->findChildren<PickerPopup *>(QString(), Qt::FindDirectChildrenOnly))
        old->close(false);
    auto *popup = new PickerPopup(parent, placeholder, nothing, std::move(choices), std::move(chosen));
    popup->refill();
    popup->show();
    popup->raise();
    popup->move(std::clamp(at.x(), 4, std::max(4, parent->width() - popup->width() - 4)),
                std::clamp(at.y(), 4, std::max(4, parent->height() - popup->height() - 4)));
    popup->m_field->setFocus(Qt::PopupFocusReason);
    return popup;
}

PickerPopup::PickerPopup(QWidget *parent, const QString &placeholder, const QString &nothing, Choices choices, Chosen chosen)
    : QFrame(parent),
      m_choices(std::move(choices)),
      m_chosen(std::move(chosen)),
      m_field(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_nothing(new QLabel(nothing, this)),
      m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("picker"));
    setProperty("kind", QStringLiteral("card"));
    setAccessibleName(placeholder);
    setCursor(Qt::ArrowCursor);
    setFixedWidth(kWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(4);
    m_field->setPlaceholderText(placeholder);
    m_field->setAccessibleName(placeholder);
    m_field->setProperty("kind", QStringLiteral("search"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PickerDelegate(m_list));
    m_list->setAccessibleName(tr("Matches"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setProperty("kind", QStringLiteral("muted"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setFixedHeight(kRow + 8);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &PickerPopup::refill);
    connect(m_list, &QListView::clicked, this, [this] { choose(); });
}

void PickerPopup::refill()
{
    m_model->clear();
    for (const PickerChoice &choice : m_choices(m_field->text())) {
        auto *item = new QStandardItem(choice.title);
        item->setData(choice.id, IdRole);
        item->setData(choice.detail, DetailRole);
        item->setData(choice.icon, IconRole_);
        item->setData(choice.hue, HueRole);
        item->setAccessibleText(choice.detail.isEmpty() ? choice.title : choice.title + QStringLiteral(", ") + choice.detail);
        m_model->appendRow(item);
    }
    const int rows = std::min(m_model->rowCount(), kMostChoices);
    m_list->setVisible(rows > 0);
    m_nothing->setVisible(rows == 0);
    m_list->setFixedHeight(rows * kRow + 2);
    if (rows > 0)
        m_list->setCurrentIndex(m_model->index(0, 0));
    adjustSize();
}

void PickerPopup::choose()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || m_closing)
        return;
    const QString id = index.data(IdRole).toString();
    const Chosen chosen = m_chosen;
    close(true);
    chosen(id);
}

void PickerPopup::close(bool focusBack)
{
    if (std::exchange(m_closing, true))
        return;
    hide();
    if (focusBack)
        parentWidget()->setFocus(Qt::OtherFocusReason);
    deleteLater();
}

bool PickerPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusOut && !m_closing) {
        if (static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason
            && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
            QMetaObject::invokeMethod(
                this, [this] { close(false); }, Qt::QueuedConnection);
    } else if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int row = m_list->currentIndex().row();
        const auto go = [this](int to) { m_list->setCurrentIndex(m_model->index(std::clamp(to, 0, m_model->rowCount() - 1), 0)); };
        switch (key) {
        case Qt::Key_Down:
        case Qt::Key_Tab:
            go(row + 1);
            return true;
        case Qt::Key_Up:
        case Qt::Key_Backtab:
            go(row - 1);
            return true;
        case Qt::Key_PageDown:
            go(row + kMostChoices);
            return true;
        case Qt::Key_PageUp:
            go(row - kMostChoices);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose();
            return true;
        case Qt::Key_Escape:
            close(true);
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace headrace

#include "moc_picker_popup.cpp"
