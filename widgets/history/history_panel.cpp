// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/history_panel.h"

#include "widgets/results/empty_state.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QUndoGroup>
#include <QUndoStack>
#include <QUndoView>
#include <QVBoxLayout>

namespace headrace {
namespace {

/// A step in one line: what is undone is muted, the saved state bears a sign and the word.
class HistoryRow : public QStyledItemDelegate
{
public:
    explicit HistoryRow(QUndoView *view) : QStyledItemDelegate(view), m_view(view) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {120, metrics::kControl}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const int current = m_view->currentIndex().row();
        const bool here = index.row() == current;
        const QRect row = option.rect;
        painter->save();
        painter->fillRect(row, here ? t.accentSoft : option.state & QStyle::State_MouseOver ? t.hover() : t.panel);
        if (here)
            painter->fillRect(QRect(row.left(), row.top(), 2, row.height()), t.accent);
        int right = row.right() - 12;
        const int clean = m_view->stack() ? m_view->stack()->cleanIndex() : -1;
        if (index.row() == clean) {
            const QFont small = uiFont(-2);
            const QString word = HistoryPanel::tr("saved");
            const int width = QFontMetrics(small).horizontalAdvance(word);
            painter->setFont(small);
            painter->setPen(t.secondary);
            painter->drawText(QRect(right - width, row.top(), width, row.height()), Qt::AlignVCenter, word);
            right -= width + 20;
            paintIcon(*painter, QStringLiteral("save"), t.secondary, QRectF(right, row.center().y() - 7, 14, 14));
            right -= 8;
        }
        QFont font = uiFont();
        if (here)
            font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(index.row() > current ? t.muted : t.text);
        const QRect place(row.left() + 12, row.top(), right - row.left() - 12, row.height());
        painter->drawText(place, Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(index.data().toString().simplified(), Qt::ElideRight, std::max(0, place.width())));
        painter->restore();
    }

private:
    QUndoView *m_view;
};

}  // namespace

HistoryPanel::HistoryPanel(QUndoGroup *group, QWidget *parent)
    : QWidget(parent), m_group(group), m_stack(new QStackedWidget(this)), m_empty(new EmptyState(this)), m_view(new QUndoView(group))
{
    m_view->setObjectName(QStringLiteral("historyList"));
    m_view->setAccessibleName(tr("Undo history"));
    m_view->setEmptyLabel(tr("As opened"));
    m_view->setItemDelegate(new HistoryRow(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->say(QStringLiteral("history"), tr("The steps of the open pipeline stand here."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    setFocusProxy(m_view);
    setMinimumHeight(200);
    connect(group, &QUndoGroup::activeStackChanged, this, &HistoryPanel::showActive);
    // Saving moves the mark and nothing else.
    connect(group, &QUndoGroup::cleanChanged, m_view->viewport(), qOverload<>(&QWidget::update));
    showActive();
}

void HistoryPanel::focusList()
{
    m_view->setFocus();
    if (m_view->currentIndex().isValid())
        m_view->scrollTo(m_view->currentIndex());
}

void HistoryPanel::showActive()
{
    m_stack->setCurrentWidget(m_group->activeStack() ? static_cast<QWidget *>(m_view) : m_empty);
}

}  // namespace headrace

#include "moc_history_panel.cpp"
