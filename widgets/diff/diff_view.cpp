// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diff/diff_view.h"

#include "models/diff/diff_picture.h"
#include "models/document/diff_words.h"
#include "models/gestures/arrange.h"
#include "models/summary/node_summary.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QSplitter>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace headrace {
namespace {

constexpr qsizetype kLongestDiffValue = 300;
constexpr int kDiffNodeRole = Qt::UserRole;

QString diffValueText(const QJsonValue &value)
{
    QString text;
    if (value.isString())
        text = value.toString();
    else if (value.isObject())
        text = QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    else if (value.isArray())
        text = QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    else if (!value.isUndefined())
        text = value.toVariant().toString();
    return text.size() > kLongestDiffValue ? text.left(kLongestDiffValue) + QStringLiteral("…") : text;
}

}  // namespace

DiffView::DiffView(const Catalog &catalog, QWidget *parent)
    : QWidget(parent),
      m_catalog(catalog),
      m_document(std::make_unique<PipelineDocument>()),
      m_states(std::make_unique<NodeStates>()),
      m_schemas(std::make_unique<PortSchemas>()),
      m_summary(new QLabel(this)),
      m_canvas(new CanvasView(m_document.get(), catalog, m_states.get(), m_schemas.get(), &m_actions)),
      m_model(new QStandardItemModel(this)),
      m_table(new QTreeView)
{
    setAccessibleName(tr("Comparison of two pipelines"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_summary->setProperty("kind", QStringLiteral("title"));
    m_summary->setContentsMargins(12, 8, 12, 8);
    m_canvas->setReadOnly(true);
    for (QToolButton *button : m_canvas->findChildren<QToolButton *>())
        if (const QAction *action = button->defaultAction())
            button->setVisible(action->objectName().startsWith(QLatin1String("canvas.zoom"))
                               || action->objectName() == QLatin1String("canvas.fit"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setUniformRowHeights(true);
    m_table->setAccessibleName(tr("Changes"));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_canvas);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({420, 200});
    layout->addWidget(m_summary);
    layout->addWidget(splitter, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DiffView::go);
    connect(m_table, &QTreeView::clicked, this, &DiffView::go);
    connect(m_table, &QTreeView::activated, this, [this] {
        if (const QString node = currentNode(); !node.isEmpty())
            Q_EMIT nodeActivated(node);
    });
    connect(m_canvas, &CanvasView::selectionChanged, this, &DiffView::follow);
    connect(Theme::of(qApp), &Theme::changed, this, [this] {
        if (m_compared)
            compare(m_before, m_after, m_beforeName, m_afterName);
    });
}

DiffView::~DiffView()
{
    delete m_canvas;  // before the documents it shows
}

void DiffView::compare(const Pipeline &before, const Pipeline &after, const QString &beforeName, const QString &afterName)
{
    const PipelineDiff found = diff(before, after);
    const DiffPicture picture = pictureOf(laidOut(before, m_catalog), laidOut(after, m_catalog), found);
    m_before = before;
    m_after = after;
    m_beforeName = beforeName;
    m_afterName = afterName;
    m_canvas->setMarks(picture.marks);
    m_document->setContent(picture.pipeline, false);
    if (!std::exchange(m_compared, true))
        m_canvas->fit();
    m_summary->setText(tr("%1 → %2: %3").arg(beforeName, afterName, summaryOf(found)));
    const QString current = currentNode();
    fill(before, after, found);
    m_table->setVisible(m_model->rowCount() > 0);
    for (int row = 0; !current.isEmpty() && row < m_model->rowCount(); ++row)
        if (m_model->item(row)->data(kDiffNodeRole) == current) {
            const QSignalBlocker still(m_table->selectionModel());
            m_table->setCurrentIndex(m_model->index(row, 0));
            break;
        }
}

QString DiffView::currentNode() const
{
    return m_table->currentIndex().siblingAtColumn(0).data(kDiffNodeRole).toString();
}

void DiffView::fill(const Pipeline &before, const Pipeline &after, const PipelineDiff &found)
{
    const Tokens &t = Theme::tokens();
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Node"), tr("What"), m_beforeName, m_afterName});
    const auto addRow = [&](const QString &node, const QString &title, const QString &sign, const QColor &hue, const QString &what,
                            const QString &old, const QString &now) {
        auto *first = new QStandardItem(icon(sign, hue), title);
        first->setData(node, kDiffNodeRole);
        QList<QStandardItem *> row{first};
        for (const QString &text : {what, old, now}) {
            row.append(new QStandardItem(text));
            row.last()->setToolTip(text);
        }
        m_model->appendRow(row);
    };
    for (const NodeChange &change : found.nodes) {
        const bool removed = change.kind == ChangeKind::Removed;
        const Node node = (removed ? before : after).nodes.value(change.id);
        const QString title = titleOf(node, m_catalog);
        if (removed) {
            addRow(change.id, title, QStringLiteral("minus"), t.bad, tr("removed"), summaryOf(node, m_catalog, before.parameters), {});
        } else if (change.kind == ChangeKind::Added) {
            addRow(change.id, title, QStringLiteral("plus"), t.ok, tr("added"), {}, summaryOf(node, m_catalog, after.parameters));
        } else {
            if (!change.formerId.isEmpty())
                addRow(change.id, title, QStringLiteral("pencil"), t.warning, tr("id"), change.formerId, change.id);
            for (const ParamChange &param : change.changes)
                addRow(change.id, title, QStringLiteral("pencil"), t.warning, param.path, diffValueText(param.before),
                       diffValueText(param.after));
        }
    }
    for (const ParamChange &param : found.header)
        addRow({}, tr("Pipeline"), QStringLiteral("pencil"), t.warning, param.path, diffValueText(param.before),
               diffValueText(param.after));
    for (const int column : {0, 1}) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::clamp(m_table->columnWidth(column) + 12, 96, 240));
    }
    for (const int column : {2, 3})
        m_table->header()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void DiffView::go(const QModelIndex &index)
{
    const QString node = index.siblingAtColumn(0).data(kDiffNodeRole).toString();
    if (!node.isEmpty() && (m_canvas->selectedNodes() != QStringList{node} || !m_canvas->visibleScene().contains(nodeCentre(node))))
        m_canvas->focusNode(node);
    Q_EMIT currentNodeChanged(node);
}

/// A node that was chosen on the canvas shows its first row.
void DiffView::follow(const QStringList &nodes)
{
    if (nodes.size() != 1 || nodes.first() == currentNode())
        return;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->item(row)->data(kDiffNodeRole) == nodes.first()) {
            m_table->setCurrentIndex(m_model->index(row, 0));
            return;
        }
}

QPointF DiffView::nodeCentre(const QString &node) const
{
    const SceneNode *found = m_canvas->scene().find(node);
    return found ? found->rect.center() : QPointF();
}

}  // namespace headrace

#include "moc_diff_view.cpp"
