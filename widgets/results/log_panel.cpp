// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/log_panel.h"

#include "models/session/document_session.h"
#include "widgets/results/empty_state.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>

namespace headrace {

namespace {

constexpr int kRowHeight = 22;
constexpr int kTimeLeft = 36;
constexpr int kNodeLeft = 132;
constexpr int kTextLeft = 300;

struct LevelLook {
    const char *icon;
    QColor Tokens::*colour;
};
const LevelLook kLooks[] = {
    {"circle", &Tokens::muted}, {"info", &Tokens::secondary}, {"triangle-alert", &Tokens::warning}, {"circle-x", &Tokens::bad}};

QRect nodeRect(const QRect &row)
{
    return {row.left() + kNodeLeft, row.top(), kTextLeft - kNodeLeft - 8, row.height()};
}

class LogDelegate : public QStyledItemDelegate
{
public:
    LogDelegate(const QPointer<DocumentSession> &session, QObject *parent) : QStyledItemDelegate(parent), m_session(session) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, kRowHeight}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const QRect row = option.rect;
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(row, t.accentSoft);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(row, t.hover());
        const int level = std::clamp(index.data(LogModel::LevelRole).toInt(), 0, 3);
        const QColor colour = t.*kLooks[level].colour;
        paintIcon(*painter, QLatin1String(kLooks[level].icon), colour, QRectF(row.left() + 12, row.top() + 4, 14, 14));
        const QFont mono = monoFont(-2);
        painter->setFont(mono);
        painter->setPen(t.muted);
        painter->drawText(QRect(row.left() + kTimeLeft, row.top(), kNodeLeft - kTimeLeft - 8, row.height()), Qt::AlignVCenter,
                          index.data(LogModel::TimeRole).toDateTime().toString(QStringLiteral("HH:mm:ss.zzz")));
        const QString node = index.data(LogModel::NodeRole).toString();
        if (!node.isEmpty() && m_session) {
            const QFont small = uiFont(-1);
            painter->setFont(small);
            painter->setPen(t.accent);
            const QRect place = nodeRect(row);
            painter->drawText(place, Qt::AlignVCenter,
                              QFontMetrics(small).elidedText(m_session->titleOf(node), Qt::ElideRight, place.width()));
        }
        const QFont text = monoFont(-1);
        painter->setFont(text);
        painter->setPen(level >= LogLine::Warning ? colour : t.text);
        const QRect place(row.left() + kTextLeft, row.top(), row.width() - kTextLeft - 12, row.height());
        const QString words = index.data().toString().left(1000).replace(QLatin1Char('\n'), QLatin1Char(' '));
        painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(text).elidedText(words, Qt::ElideRight, place.width()));
        painter->restore();
    }

private:
    const QPointer<DocumentSession> &m_session;
};

/// A click on a node's name goes there.
class LogList : public QListView
{
public:
    explicit LogList(LogPanel *panel) : QListView(panel), m_panel(panel) {}

protected:
    void mouseMoveEvent(QMouseEvent *event) override
    {
        const QModelIndex index = indexAt(event->pos());
        const bool link = !index.data(LogModel::NodeRole).toString().isEmpty() && nodeRect(visualRect(index)).contains(event->pos());
        setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
        QListView::mouseMoveEvent(event);
    }
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        const QModelIndex index = indexAt(event->pos());
        const QString node = index.data(LogModel::NodeRole).toString();
        QListView::mouseReleaseEvent(event);
        if (event->button() == Qt::LeftButton && !node.isEmpty() && nodeRect(visualRect(index)).contains(event->pos()))
            Q_EMIT m_panel->goTo(node);
    }

private:
    LogPanel *m_panel;
};

QToolButton *tool(QWidget *parent, const QString &icon, const QString &tip)
{
    auto *button = new QToolButton(parent);
    setThemeIcon(button, icon, IconRole::Secondary);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFixedSize(metrics::kControl, metrics::kControl);
    return button;
}

}  // namespace

LogPanel::LogPanel(QWidget *parent)
    : QWidget(parent),
      m_level(new QComboBox(this)),
      m_node(new QComboBox(this)),
      m_list(new LogList(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this))
{
    m_level->addItem(tr("All levels"), LogLine::Debug);
    m_level->addItem(tr("Info and above"), LogLine::Info);
    m_level->addItem(tr("Warnings and errors"), LogLine::Warning);
    m_level->addItem(tr("Errors"), LogLine::Error);
    m_level->setCurrentIndex(1);
    m_level->setAccessibleName(tr("Lowest level shown"));
    m_node->setAccessibleName(tr("Node whose lines are shown"));
    m_node->setMinimumWidth(160);
    m_follow = tool(this, QStringLiteral("arrow-down"), tr("Follow the newest line"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_copy = tool(this, QStringLiteral("copy"), tr("Copy the lines shown"));
    m_clear = tool(this, QStringLiteral("eraser"), tr("Clear the log"));

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 8, 4);
    bar->setSpacing(metrics::kSpace);
    bar->addWidget(m_level);
    bar->addWidget(m_node);
    bar->addStretch();
    bar->addWidget(m_follow);
    bar->addWidget(m_copy);
    bar->addWidget(m_clear);

    m_list->setItemDelegate(new LogDelegate(m_session, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setLayoutMode(QListView::Batched);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Log"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_list);

    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPanel::filter);
    connect(m_node, &QComboBox::currentIndexChanged, this, &LogPanel::filter);
    connect(m_clear, &QToolButton::clicked, this, [this] {
        if (m_session)
            m_session->log()->clear();
    });
    connect(m_copy, &QToolButton::clicked, this, [this] {
        if (!m_session)
            return;
        QStringList lines;
        const LogModel *log = m_session->log();
        for (int row = 0; row < log->rowCount(); ++row) {
            const LogLine &line = log->line(row);
            lines << QStringLiteral("%1 %2 %3")
                         .arg(QDateTime::fromMSecsSinceEpoch(line.timeMs).toString(Qt::ISODateWithMs), line.node, line.text);
        }
        QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    });
    // Reading further up stops the following; the end starts it again.
    connect(m_list->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                const QScrollBar *scroll = m_list->verticalScrollBar();
                m_follow->setChecked(scroll->value() >= scroll->maximum());
            },
            Qt::QueuedConnection);
    });
    connect(m_follow, &QToolButton::toggled, this, [this](bool on) {
        if (on)
            m_list->scrollToBottom();
    });
    setSession(nullptr);
}

void LogPanel::setSession(DocumentSession *session)
{
    if (m_session)
        m_session->log()->disconnect(this);
    m_session = session;
    m_list->setModel(session ? session->log() : nullptr);
    if (session) {
        connect(session->log(), &LogModel::nodesChanged, this, &LogPanel::takeNodes);
        connect(session->log(), &LogModel::countsChanged, this, &LogPanel::takeCount);
    }
    takeNodes();
    filter();
    takeCount();
}

void LogPanel::takeCount()
{
    const bool any = m_session && m_session->log()->rowCount() > 0;
    if (!any)
        m_empty->say(QStringLiteral("scroll-text"), tr("What the steps of a run say stands here."));
    m_stack->setCurrentWidget(any ? static_cast<QWidget *>(m_list) : m_empty);
    if (any && m_follow->isChecked())
        m_list->scrollToBottom();
}

void LogPanel::takeNodes()
{
    const QString chosen = m_node->currentData().toString();
    const QSignalBlocker quiet(m_node);
    m_node->clear();
    m_node->addItem(tr("All nodes"), QString());
    if (m_session)
        for (const QString &node : m_session->log()->nodes())
            m_node->addItem(m_session->titleOf(node), node);
    m_node->setCurrentIndex(std::max(0, m_node->findData(chosen)));
}

void LogPanel::showNode(const QString &node)
{
    int place = m_node->findData(node);
    if (place < 0) {
        m_node->addItem(m_session ? m_session->titleOf(node) : node, node);
        place = m_node->count() - 1;
    }
    m_node->setCurrentIndex(place);
}

void LogPanel::filter()
{
    if (m_session)
        m_session->log()->setFilter(LogLine::Level(m_level->currentData().toInt()), m_node->currentData().toString());
    takeCount();
}

}  // namespace headrace

#include "moc_log_panel.cpp"
