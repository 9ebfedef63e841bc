// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/palette/operator_palette.h"

#include "widgets/palette/palette_item.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace headrace {
namespace {

/// Hands out the operator's id when rows are dragged.
class PaletteModel : public QStandardItemModel
{
public:
    using QStandardItemModel::QStandardItemModel;
    QStringList mimeTypes() const override { return {QLatin1String(OperatorPalette::kMimeType)}; }
    QMimeData *mimeData(const QModelIndexList &indexes) const override
    {
        auto *data = new QMimeData;
        if (!indexes.isEmpty())
            data->setData(QLatin1String(OperatorPalette::kMimeType), indexes.first().data(PaletteIdRole).toString().toUtf8());
        return data;
    }
};

QString toolTipOf(const OperatorSpec &spec)
{
    return QStringLiteral("<b>%1</b><br>%2").arg(spec.title.toHtmlEscaped(), spec.doc.section(QLatin1Char('\n'), 0, 0).toHtmlEscaped());
}

}  // namespace

QString titleOf(Category category)
{
    switch (category) {
    case Category::Read:
        return QCoreApplication::translate("Category", "Read");
    case Category::Shape:
        return QCoreApplication::translate("Category", "Shape");
    case Category::Check:
        return QCoreApplication::translate("Category", "Check");
    case Category::Learn:
        return QCoreApplication::translate("Category", "Learn");
    case Category::Evaluate:
        return QCoreApplication::translate("Category", "Evaluate");
    case Category::Write:
        return QCoreApplication::translate("Category", "Write");
    case Category::Code:
        return QCoreApplication::translate("Category", "Code");
    }
    return {};
}

OperatorPalette::OperatorPalette(const Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_search(new QLineEdit), m_tree(new QTreeView), m_model(new PaletteModel(this))
{
    m_search->setPlaceholderText(tr("Find an operator"));
    m_search->setAccessibleName(tr("Find an operator"));
    m_search->setClearButtonEnabled(true);
    auto *lens = new QAction(m_search);
    setThemeIcon(lens, QStringLiteral("search"), IconRole::Secondary);
    m_search->addAction(lens, QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);

    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new PaletteItemDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(true);
    m_tree->setIndentation(12);
    m_tree->setMouseTracking(true);
    m_tree->setDragEnabled(true);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setAccessibleName(tr("Operators"));
    m_tree->setObjectName(QStringLiteral("operatorTree"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::kSpace, 0, 0);
    layout->setSpacing(metrics::kSpace);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(m_search);
    layout->addLayout(row);
    layout->addWidget(m_tree);

    connect(m_search, &QLineEdit::textChanged, this, &OperatorPalette::fill);
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const QString id = index.data(PaletteIdRole).toString(); !id.isEmpty())
            Q_EMIT addRequested(id);
    });
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, [this] { fill(m_search->text()); });
    fill({});
}

void OperatorPalette::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool OperatorPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down) {
            m_tree->setFocus(Qt::TabFocusReason);
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && m_tree->currentIndex().isValid()) {
            Q_EMIT addRequested(m_tree->currentIndex().data(PaletteIdRole).toString());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void OperatorPalette::fill(const QString &search)
{
    const Tokens &t = Theme::tokens();
    m_model->clear();
    QStandardItem *group = nullptr;
    QStandardItem *best = nullptr;
    int bestPlace = -1;
    std::optional<Category> category;
    for (const OperatorSpec &spec : m_catalog.operators()) {
        const bool fits = search.isEmpty() || spec.title.contains(search, Qt::CaseInsensitive)
            || spec.id.contains(search, Qt::CaseInsensitive) || !spec.keywords.filter(search, Qt::CaseInsensitive).isEmpty();
        if (!fits)
            continue;
        if (category != spec.category) {
            category = spec.category;
            group = new QStandardItem(titleOf(spec.category));
            group->setData(true, PaletteHeadRole);
            group->setFlags(Qt::ItemIsEnabled);
            m_model->appendRow(group);
        }
        auto *item = new QStandardItem(spec.title);
        item->setData(spec.icon, PaletteIconRole);
        item->setData(t.category(spec.category), PaletteHueRole);
        item->setData(spec.id, PaletteIdRole);
        item->setToolTip(toolTipOf(spec));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
        group->appendRow(item);
        // Enter takes the best: a title that begins so, then one that holds it, then a keyword.
        const qsizetype at = spec.title.indexOf(search, 0, Qt::CaseInsensitive);
        const int place = at == 0 ? 2 : at > 0 ? 1 : 0;
        if (place > bestPlace) {
            bestPlace = place;
            best = item;
        }
    }
    m_tree->expandAll();
    if (!search.isEmpty() && best)
        m_tree->setCurrentIndex(best->index());
}

}  // namespace headrace

#include "moc_operator_palette.cpp"
