// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/node_head.h"

#include "engine/pipeline/subpipeline.h"
#include "models/forms/value_text.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace headrace {

CategoryTile::CategoryTile(QWidget *parent, int size) : QWidget(parent)
{
    setFixedSize(size, size);
}

void CategoryTile::setOperator(const QString &icon, Category category)
{
    m_icon = icon;
    m_category = category;
    update();
}

void CategoryTile::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::tokens();
    const QColor hue = tokens.category(m_category);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.tint(hue));
    painter.drawRoundedRect(rect(), metrics::kControlRadius, metrics::kControlRadius);
    const double icon = width() >= 32 ? metrics::kTileIcon : 14;
    const double inset = (width() - icon) / 2;
    paintIcon(painter, m_icon, hue, QRectF(rect()).adjusted(inset, inset, -inset, -inset));
}

NodeHead::NodeHead(QWidget *parent)
    : QWidget(parent), m_tile(new CategoryTile(this)), m_title(new QLineEdit(this)), m_id(new QLabel(this)), m_help(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 8, 4);
    row->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    m_title->setProperty("kind", QStringLiteral("plainTitle"));
    m_title->setAccessibleName(tr("Title of the node"));
    m_title->setToolTip(tr("Click to rename"));
    m_id->setProperty("kind", QStringLiteral("muted"));
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_id->setMinimumWidth(0);
    words->addWidget(m_title);
    words->addWidget(m_id);
    m_help->setAccessibleName(tr("Help"));
    m_help->setToolTip(tr("Help for this operator"));
    m_help->setFixedSize(metrics::kControl, metrics::kControl);
    setThemeIcon(m_help, QStringLiteral("circle-help"), IconRole::Secondary);
    row->addWidget(m_tile);
    row->addLayout(words, 1);
    row->addWidget(m_help);
    m_title->installEventFilter(this);
    connect(m_help, &QToolButton::clicked, this, &NodeHead::helpRequested);
    connect(m_title, &QLineEdit::textEdited, this,
            [this](const QString &text) { Q_EMIT titleEdited(text == m_ownTitle ? QString() : text); });
    connect(m_title, &QLineEdit::editingFinished, this, [this] {
        if (m_title->text().isEmpty())
            m_title->setText(m_ownTitle);
        m_title->setCursorPosition(0);
    });
    connect(m_title, &QLineEdit::returnPressed, m_title, &QLineEdit::clearFocus);
}

void NodeHead::show(const Node &node, const OperatorSpec *spec)
{
    m_ownTitle = spec ? catalogText(spec->title) : isSubpipeline(node) ? tr("Subpipeline") : node.op;
    const QString title = node.title.isEmpty() ? m_ownTitle : node.title;
    const bool beingEmptied = m_title->hasFocus() && m_title->text().isEmpty() && node.title.isEmpty();
    if (m_title->text() != title && !beingEmptied) {
        const int at = m_title->cursorPosition();
        m_title->setText(title);
        m_title->setCursorPosition(m_title->hasFocus() ? std::min<int>(at, int(title.size())) : 0);
    }
    m_id->setText(node.op);
    m_tile->setOperator(spec ? spec->icon : QStringLiteral("circle-help"), spec ? spec->category : Category::Code);
    m_tile->setToolTip(spec ? toString(spec->category) : QString());
}

bool NodeHead::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool undo = key->matches(QKeySequence::Undo);
        if (undo || key->matches(QKeySequence::Redo)) {
            if (event->type() == QEvent::KeyPress)
                undo ? Q_EMIT undoRequested() : Q_EMIT redoRequested();
            else
                event->ignore();  // left to the window's action
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace headrace

#include "moc_node_head.cpp"
