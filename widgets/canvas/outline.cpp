// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/outline.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/subpipeline.h"
#include "models/search/fuzzy.h"
#include "models/summary/node_summary.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kDelayMs = 60;
constexpr int kDeepest = 8;  // subpipelines within subpipelines
constexpr int kPathRole = Qt::UserRole;

class OutlineFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setTyped(const QString &typed)
    {
        m_typed = typed.trimmed();
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        if (m_typed.isEmpty())
            return true;
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        return fuzzyScore(m_typed, index.data().toString()) > 0 || fuzzyScore(m_typed, index.data(kPathRole).toString()) > 0
            || fuzzyScore(m_typed, index.data(Qt::ToolTipRole).toString()) > 0;
    }

private:
    QString m_typed;
};

}  // namespace

CanvasOutline::CanvasOutline(QWidget *parent)
    : QWidget(parent),
      m_field(new QLineEdit(this)),
      m_tree(new QTreeView(this)),
      m_model(new QStandardItemModel(this)),
      m_filter(new OutlineFilter(this))
{
    setAccessibleName(tr("Outline"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 0);
    layout->setSpacing(8);
    m_field->setPlaceholderText(tr("Find a node"));
    m_field->setAccessibleName(tr("Find a node"));
    m_field->setProperty("kind", QStringLiteral("search"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_filter->setSourceModel(m_model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_tree->setModel(m_filter);
    m_tree->setHeaderHidden(true);
    m_tree->setAccessibleName(tr("Nodes"));
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setUniformRowHeights(true);
    m_tree->setIconSize({16, 16});
    layout->addWidget(m_field);
    layout->addWidget(m_tree);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &CanvasOutline::refill);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &typed) {
        static_cast<OutlineFilter *>(m_filter)->setTyped(typed);
        if (!typed.isEmpty())
            m_tree->expandAll();
    });
    connect(m_tree, &QTreeView::activated, this, &CanvasOutline::go);
    connect(m_tree, &QTreeView::clicked, this, &CanvasOutline::go);
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, [this] { m_later.start(0); });
}

void CanvasOutline::setCanvas(CanvasView *canvas)
{
    if (m_canvas)
        m_canvas->disconnect(this);
    if (m_canvas && m_canvas->rootDocument())
        m_canvas->rootDocument()->disconnect(this);
    m_canvas = canvas;
    if (canvas) {
        connect(canvas->rootDocument(), &PipelineDocument::edited, this, [this] {
            if (!m_later.isActive())
                m_later.start(kDelayMs);
        });
        connect(canvas, &CanvasView::selectionChanged, this, &CanvasOutline::markChosen);
    }
    refill();
}

void CanvasOutline::fill(QStandardItem *parent, const Pipeline &pipeline, const QString &prefix, int depth)
{
    // In the order in which data flows; what stands in a circle comes last.
    QStringList order = topologicalOrder(pipeline);
    if (order.size() != pipeline.nodes.size()) {
        const QSet<QString> there(order.cbegin(), order.cend());
        for (auto it = pipeline.nodes.cbegin(); it != pipeline.nodes.cend(); ++it)
            if (!there.contains(it.key()))
                order.append(it.key());
    }
    const Tokens &t = Theme::tokens();
    for (const QString &id : std::as_const(order)) {
        const Node &node = *pipeline.nodes.constFind(id);
        auto *item = new QStandardItem(titleOf(node, m_canvas->catalog()));
        const QColor hue = t.category(categoryOf(node.op, m_canvas->catalog()));
        item->setIcon(icon(iconOf(node.op, m_canvas->catalog()), hue));
        item->setData(prefix + id, kPathRole);
        item->setToolTip(summaryOf(node, m_canvas->catalog(), pipeline.parameters));
        if (node.disabled)
            item->setForeground(t.muted);
        if (depth < kDeepest)
            if (const auto inner = innerPipeline(node))
                fill(item, *inner, prefix + id + QLatin1Char('/'), depth + 1);
        parent->appendRow(item);
    }
}

void CanvasOutline::refill()
{
    m_later.stop();
    m_model->clear();
    m_model->setColumnCount(1);
    if (!m_canvas)
        return;
    fill(m_model->invisibleRootItem(), m_canvas->rootDocument()->pipeline(), {}, 0);
    if (!m_field->text().isEmpty())
        m_tree->expandAll();
    markChosen();
}

void CanvasOutline::markChosen()
{
    if (!m_canvas || m_canvas->currentNode().isEmpty())
        return;
    const QString path = m_canvas->prefix() + m_canvas->currentNode();
    const QModelIndexList found = m_filter->match(m_filter->index(0, 0), kPathRole, path, 1, Qt::MatchExactly | Qt::MatchRecursive);
    if (!found.isEmpty() && m_tree->currentIndex() != found.first())
        m_tree->setCurrentIndex(found.first());
}

void CanvasOutline::go(const QModelIndex &index)
{
    if (m_canvas && index.isValid())
        m_canvas->focusNode(index.data(kPathRole).toString());
}

bool CanvasOutline::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            m_tree->setFocus();
            if (!m_tree->currentIndex().isValid())
                m_tree->setCurrentIndex(m_filter->index(0, 0));
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            // The first row that matches itself, not only by what is in it.
            QModelIndex best;
            int score = 0;
            for (QModelIndex index = m_filter->index(0, 0); index.isValid(); index = m_tree->indexBelow(index))
                if (const int own = fuzzyScore(m_field->text(), index.data().toString()); own > score) {
                    score = own;
                    best = index;
                }
            go(best);
            return true;
        }
        if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace headrace

#include "moc_outline.cpp"
