// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/several_page.h"

#include "models/document/pipeline_document.h"
#include "models/forms/value_text.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace headrace {

SeveralPage::SeveralPage(const Catalog &catalog, QWidget *parent)
    : QWidget(parent),
      m_catalog(catalog),
      m_title(new QLabel(this)),
      m_operators(new QLabel(this)),
      m_list(new QListWidget(this)),
      m_disabled(new QCheckBox(tr("Disabled"), this)),
      m_materialize(new QCheckBox(tr("Materialize"), this)),
      m_frozen(new QCheckBox(tr("Frozen"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    m_title->setProperty("kind", QStringLiteral("title"));
    m_operators->setProperty("kind", QStringLiteral("muted"));
    m_operators->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_operators);
    m_list->setAccessibleName(tr("Selected nodes"));
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    const auto add = [&](QCheckBox *box, bool Node::*flag, const QString &on, const QString &off) {
        box->setTristate(true);
        connect(box, &QCheckBox::clicked, this, [this, flag, on, off] {
            const auto &nodes = m_document->pipeline().nodes;
            const bool all = std::all_of(m_ids.cbegin(), m_ids.cend(), [&](const QString &id) { return nodes.value(id).*flag; });
            set(flag, !all, (all ? off : on).arg(m_ids.size()));
        });
        column->addWidget(box);
    };
    add(m_disabled, &Node::disabled, tr("Disable %1 nodes"), tr("Enable %1 nodes"));
    add(m_materialize, &Node::materialize, tr("Materialize %1 nodes"), tr("Fuse %1 nodes"));
    add(m_frozen, &Node::frozen, tr("Freeze %1 nodes"), tr("Unfreeze %1 nodes"));
    m_materialize->setToolTip(tr("Keeps the rows at this place instead of computing them together with what follows."));
    m_frozen->setToolTip(tr("Keeps the last result, whatever changes upstream."));
}

QCheckBox *SeveralPage::box(bool Node::*flag) const
{
    return flag == &Node::disabled ? m_disabled : flag == &Node::materialize ? m_materialize : m_frozen;
}

void SeveralPage::set(bool Node::*flag, bool on, const QString &text)
{
    QList<PipelineEdit> edits;
    for (const QString &id : std::as_const(m_ids)) {
        Node node = m_document->pipeline().nodes.value(id);
        node.*flag = on;
        edits.append(SetNodeFlags{id, node.title, node.note, node.disabled, node.materialize, node.frozen, node.policy});
    }
    const auto applied = m_document->apply(edits, text);
    Q_ASSERT(applied.ok());
}

void SeveralPage::showNodes(const QStringList &ids)
{
    m_ids = ids;
    const auto &nodes = m_document->pipeline().nodes;
    m_title->setText(tr("%n node(s)", nullptr, int(ids.size())));
    QMap<QString, int> operators;
    m_list->clear();
    for (const QString &id : ids) {
        const Node node = nodes.value(id);
        const OperatorSpec *spec = m_catalog.find(node.op);
        const QString kind = spec ? catalogText(spec->title) : node.op;
        ++operators[kind];
        auto *item = new QListWidgetItem(node.title.isEmpty() ? kind : node.title, m_list);
        if (spec)
            item->setIcon(icon(spec->icon, Theme::tokens().category(spec->category)));
        item->setToolTip(id);
    }
    QStringList kinds;
    for (auto it = operators.cbegin(); it != operators.cend(); ++it)
        kinds.append(it.value() == 1 ? it.key() : QStringLiteral("%1 × %2").arg(it.value()).arg(it.key()));
    m_operators->setText(kinds.join(QStringLiteral(", ")));
    for (bool Node::*flag : {&Node::disabled, &Node::materialize, &Node::frozen}) {
        const auto on = std::count_if(ids.cbegin(), ids.cend(), [&](const QString &id) { return nodes.value(id).*flag; });
        box(flag)->setCheckState(on == 0 ? Qt::Unchecked : on == ids.size() ? Qt::Checked : Qt::PartiallyChecked);
    }
}

}  // namespace headrace

#include "moc_several_page.cpp"
