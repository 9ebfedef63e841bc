// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/command/command_palette.h"

#include "widgets/palette/palette_item.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace headrace {
namespace {

constexpr int kMostRows = 200;  // more than anyone reads; a workspace can hold 100,000 runs

/// How well a text answers what was typed: 0 not at all, higher is better. Every word must be found; the start of a word
/// counts more than its middle, letters in order ('fr' in 'Filter rows') least.
int matchScore(const QString &text, const QStringList &words)
{
    int score = 1;
    for (const QString &word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at == 0) {
            score += 100;
        } else if (at > 0) {
            score += text.at(at - 1).isLetterOrNumber() ? 20 : 60;
        } else {
            qsizetype place = 0;
            for (const QChar letter : word) {
                place = text.indexOf(letter, place, Qt::CaseInsensitive);
                if (place < 0)
                    return 0;
                ++place;
            }
            score += 5;
        }
    }
    return score;
}

}  // namespace

CommandPalette::CommandPalette(QWidget *parent)
    : QFrame(parent), m_field(new QLineEdit), m_list(new QListView), m_model(new QStandardItemModel(this))
{
    setProperty("kind", QStringLiteral("card"));
    setObjectName(QStringLiteral("commandPalette"));
    hide();
    m_field->setPlaceholderText(tr("Search or run a command"));
    m_field->setAccessibleName(tr("Search or run a command"));
    m_field->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteItemDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(false);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("What was found"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32);
    shadow->setOffset(0, 8);
    shadow->setColor(Theme::tokens().shadow);
    setGraphicsEffect(shadow);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
}

void CommandPalette::open(QList<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    const int width = std::min(640, parentWidget()->width() - 32);
    setGeometry((parentWidget()->width() - width) / 2, metrics::kTopBar + metrics::kSpace, width, 200);
    m_field->clear();
    fill();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusOut)
        hide();
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const auto go = [this](int step) {
            int row = m_list->currentIndex().row();
            do {
                row += step;
            } while (row >= 0 && row < m_model->rowCount() && m_model->index(row, 0).data(PaletteHeadRole).toBool());
            if (row >= 0 && row < m_model->rowCount())
                m_list->setCurrentIndex(m_model->index(row, 0));
        };
        switch (key) {
        case Qt::Key_Escape:
            hide();
            return true;
        case Qt::Key_Down:
            go(1);
            return true;
        case Qt::Key_Up:
            go(-1);
            return true;
        case Qt::Key_PageDown:
            for (int i = 0; i < 10; ++i)
                go(1);
            return true;
        case Qt::Key_PageUp:
            for (int i = 0; i < 10; ++i)
                go(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose(m_list->currentIndex().row());
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::fill()
{
    const QStringList words = m_field->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    struct Hit {
        int score;
        int index;
    };
    QList<Hit> hits;
    for (int i = 0; i < m_entries.size(); ++i) {
        const PaletteEntry &entry = m_entries[i];
        int score = words.isEmpty() ? 1 : matchScore(entry.title, words) * 2;
        if (score == 0)
            score = matchScore(entry.title + QLatin1Char(' ') + entry.detail, words);
        if (score > 0)
            hits.append({score, i});
    }
    if (!words.isEmpty())
        std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score > b.score; });
    if (hits.size() > kMostRows)
        hits.resize(kMostRows);
    m_model->clear();
    QString group;
    for (const Hit &hit : std::as_const(hits)) {
        const PaletteEntry &entry = m_entries[hit.index];
        if (words.isEmpty() && entry.group != group) {
            group = entry.group;
            auto *head = new QStandardItem(group);
            head->setData(true, PaletteHeadRole);
            head->setFlags(Qt::NoItemFlags);
            m_model->appendRow(head);
        }
        auto *item = new QStandardItem(entry.title);
        item->setData(entry.icon, PaletteIconRole);
        item->setData(entry.hue, PaletteHueRole);
        item->setData(words.isEmpty() || !entry.detail.isEmpty() ? entry.detail : entry.group, PaletteDetailRole);
        item->setData(hit.index, PaletteIdRole);
        m_model->appendRow(item);
    }
    if (m_model->rowCount() == 0) {
        auto *none = new QStandardItem(tr("Nothing fits '%1'.").arg(m_field->text()));
        none->setData(true, PaletteHeadRole);
        none->setFlags(Qt::NoItemFlags);
        m_model->appendRow(none);
    }
    // As high as what it shows, up to a bound.
    int height = 0;
    for (int row = 0; row < m_model->rowCount() && height < 440; ++row)
        height += m_list->sizeHintForRow(row);
    resize(width(), std::min({height + metrics::kControl + 32, 440, parentWidget()->height() - 80}));
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (!m_model->index(row, 0).data(PaletteHeadRole).toBool()) {
            m_list->setCurrentIndex(m_model->index(row, 0));
            break;
        }
}

void CommandPalette::choose(int row)
{
    const QModelIndex index = m_model->index(row, 0);
    if (!index.isValid() || index.data(PaletteHeadRole).toBool())
        return;
    const auto run = m_entries.value(index.data(PaletteIdRole).toInt()).run;
    hide();  // first: what runs may open something of its own
    if (run)
        run();
}

}  // namespace headrace

#include "moc_command_palette.cpp"
