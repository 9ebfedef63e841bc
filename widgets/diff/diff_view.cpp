// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diff/diff_view.h"

#include "models/diff/diff_picture.h"
#include "models/document/diff_words.h"
#include "models/summary/node_summary.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

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
    connect(m_table, &QTreeView::clicked, this, &DiffView::go);
    connect(m_table, &QTreeView::activated, this, &DiffView::go);
}

DiffView::~DiffView()
{
    delete m_canvas;  // before the documents it shows
}

void DiffView::compare(const Pipeline &before, const Pipeline &after, const QString &beforeName, const QString &afterName)
{
    const PipelineDiff found = diff(before, after);
    const DiffPicture picture = pictureOf(before, after, found);
    m_canvas->setMarks(picture.marks);
    m_document->setContent(picture.pipeline, false);
    m_canvas->fit();
    m_summary->setText(tr("%1 → %2: %3").arg(beforeName, afterName, summaryOf(found)));

    const Tokens &t = Theme::tokens();
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Node"), tr("What"), beforeName, afterName});
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
    for (int column = 0; column < 3; ++column)
        m_table->resizeColumnToContents(column);
}

void DiffView::go(const QModelIndex &index)
{
    const QString node = index.siblingAtColumn(0).data(kDiffNodeRole).toString();
    if (!node.isEmpty())
        m_canvas->focusNode(node);
}

}  // namespace headrace

#include "moc_diff_view.cpp"
