// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/schema_page.h"

#include "engine/pipeline/subpipeline.h"
#include "models/forms/schema_change.h"
#include "models/forms/upstream_columns.h"
#include "models/forms/value_text.h"
#include "widgets/forms/column_popup.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kRowKindRole = Qt::UserRole + 10;  // of a row: port, column, words
constexpr int kRowSignRole = Qt::UserRole + 11;  // of a column: ColumnChange::Kind
constexpr int kRowPortRole = Qt::UserRole + 12;  // of an output's heading: NODE:PORT
enum RowKind { PortRow, ColumnRow, WordsRow };

class SchemaDelegate : public ColumnDelegate
{
public:
    using ColumnDelegate::ColumnDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &tokens = Theme::tokens();
        const int kind = index.data(kRowKindRole).toInt();
        if (kind == ColumnRow) {
            QStyleOptionViewItem inner = option;
            inner.rect.setLeft(option.rect.left() + 12);
            ColumnDelegate::paint(painter, inner, index);
            paintSign(painter, option.rect, ColumnChange::Kind(index.data(kRowSignRole).toInt()));
            return;
        }
        painter->save();
        if (kind == PortRow) {
            if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver) && index.data(kRowPortRole).isValid()) {
                painter->setPen(Qt::NoPen);
                painter->setBrush(option.state & QStyle::State_Selected ? tokens.accentSoft : tokens.hover());
                painter->drawRoundedRect(option.rect, 4, 4);
            }
            const QRect row = option.rect.adjusted(4, 0, -8, 0);
            painter->setFont(uiFont(-2, QFont::DemiBold));
            painter->setPen(tokens.secondary);
            painter->drawText(row, Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
            QRect right = row;
            if (index.data(kRowPortRole).isValid()) {
                paintIcon(*painter, QStringLiteral("eye"), tokens.secondary, QRectF(row.right() - 14, row.center().y() - 7, 14, 14));
                right.setRight(row.right() - 20);
            }
            painter->setFont(uiFont(-2));
            painter->setPen(tokens.muted);
            painter->drawText(right, Qt::AlignRight | Qt::AlignVCenter, index.data(kTypeRole).toString());
        } else {
            painter->setFont(uiFont(-1));
            painter->setPen(tokens.muted);
            painter->drawText(option.rect.adjusted(12, 0, -8, 0), Qt::AlignVCenter | Qt::TextWordWrap, index.data().toString());
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int kind = index.data(kRowKindRole).toInt();
        return {ColumnDelegate::sizeHint(option, index).width(), kind == ColumnRow ? 26 : 32};
    }

private:
    static void paintSign(QPainter *painter, const QRect &row, ColumnChange::Kind kind)
    {
        const Tokens &tokens = Theme::tokens();
        const QRectF at(row.left() + 2, row.center().y() - 6, 12, 12);
        switch (kind) {
        case ColumnChange::Kind::Added:
            paintIcon(*painter, QStringLiteral("plus"), tokens.ok, at);
            break;
        case ColumnChange::Kind::Retyped:
            paintIcon(*painter, QStringLiteral("pencil"), tokens.warning, at);
            break;
        case ColumnChange::Kind::Removed:
            paintIcon(*painter, QStringLiteral("minus"), tokens.bad, at);
            break;
        case ColumnChange::Kind::Kept:
            break;
        }
    }
};

QStandardItem *plainRow(RowKind kind, const QString &text, const QString &right = {})
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    item->setData(kind, kRowKindRole);
    item->setData(right, ColumnDelegate::kTypeRole);
    return item;
}

QStandardItem *columnRow(const ColumnChange &change)
{
    const QString type = typeTitle(change.column.type);
    QString right = type;
    QString spoken;
    switch (change.kind) {
    case ColumnChange::Kind::Added:
        spoken = SchemaPage::tr("%1, %2, added").arg(change.column.name, type);
        break;
    case ColumnChange::Kind::Removed:
        spoken = SchemaPage::tr("%1, %2, removed").arg(change.column.name, type);
        break;
    case ColumnChange::Kind::Retyped:
        right = SchemaPage::tr("%1, was %2", "type, former type").arg(type, typeTitle(change.formerType));
        if (type == typeTitle(change.formerType))
            right = SchemaPage::tr("%1, was %2", "type, former type").arg(change.column.type, change.formerType);
        spoken = SchemaPage::tr("%1, %2").arg(change.column.name, right);
        break;
    case ColumnChange::Kind::Kept:
        spoken = SchemaPage::tr("%1, %2").arg(change.column.name, type);
        break;
    }
    if (!change.column.role.isEmpty())
        right = change.column.role + QStringLiteral(" · ") + right;
    auto *item = plainRow(ColumnRow, change.column.name, right);
    item->setData(iconOfKind(kindOfType(change.column.type)), ColumnDelegate::kIconRole);
    item->setData(int(change.kind), kRowSignRole);
    item->setData(spoken, Qt::AccessibleTextRole);
    item->setToolTip(change.column.name + QStringLiteral("\n") + change.column.type);
    return item;
}

}  // namespace

SchemaPage::SchemaPage(QWidget *parent)
    : QWidget(parent),
      m_model(new QStandardItemModel(this)),
      m_list(new QListView(this)),
      m_changesOnly(new QCheckBox(tr("Only what changes"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 4, 8);
    column->setSpacing(4);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(4, 0, 4, 0);
    head->addWidget(m_changesOnly);
    column->addLayout(head);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SchemaDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Columns at the ports"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    connect(m_changesOnly, &QCheckBox::toggled, this, &SchemaPage::fill);
    const auto open = [this](const QModelIndex &index) {
        if (const QVariant port = index.data(kRowPortRole); port.isValid())
            Q_EMIT previewRequested(port.toString());
    };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
}

void SchemaPage::show(const Pipeline &pipeline, const PortSchemas *schemas, const QString &node, const OperatorSpec *spec)
{
    QList<std::pair<PortSpec, PortSchema>> inputs;
    QList<std::pair<PortSpec, PortSchema>> outputs;
    if (const Node here = pipeline.nodes.value(node); isSubpipeline(here)) {
        // No operator declares its ports: what comes is what is connected, what leaves is known by its columns.
        for (auto input = here.inputs.cbegin(); input != here.inputs.cend(); ++input)
            inputs.append({PortSpec{input.key(), PortType::Table, Cardinality::One, {}},
                           schemas ? columnsInto(pipeline, *schemas, node, input.key()) : PortSchema()});
        for (const QString &port : schemas ? schemas->portsOf(node) : QStringList())
            outputs.append({PortSpec{port.section(QLatin1Char(':'), 1), PortType::Table, Cardinality::One, {}}, schemas->of(port)});
    } else if (spec) {
        for (const PortSpec &port : spec->inputs)
            inputs.append(
                {port, schemas && port.type == PortType::Table ? columnsInto(pipeline, *schemas, node, port.name) : PortSchema()});
        for (const PortSpec &port : spec->outputs)
            outputs.append({port, schemas ? schemas->of(PortRef{node, port.name}.toString()) : PortSchema()});
    }
    if (node == m_node && spec == m_spec && inputs == m_inputs && outputs == m_outputs)
        return;
    m_node = node;
    m_spec = spec;
    m_inputs = inputs;
    m_outputs = outputs;
    fill();
}

void SchemaPage::fill()
{
    m_model->clear();
    QList<ColumnInfo> before;
    for (const auto &[port, schema] : std::as_const(m_inputs)) {
        m_model->appendRow(plainRow(PortRow, tr("In: %1", "an input port").arg(port.name),
                                    port.type == PortType::Table && schema.knowledge != Knowledge::Unknown
                                        ? tr("%n column(s)", nullptr, int(schema.columns.size()))
                                        : toString(port.type)));
        before += schema.columns;
        if (port.type != PortType::Table)
            continue;
        if (schema.columns.isEmpty())
            m_model->appendRow(
                plainRow(WordsRow, schema.knowledge == Knowledge::Unknown ? tr("Not connected, or not known yet") : tr("No columns")));
        else if (!m_changesOnly->isChecked())
            for (const ColumnInfo &column : schema.columns)
                m_model->appendRow(columnRow({ColumnChange::Kind::Kept, column, {}}));
    }
    for (const auto &[port, schema] : std::as_const(m_outputs)) {
        QString right = toString(port.type);
        if (port.type == PortType::Table && schema.knowledge != Knowledge::Unknown)
            right = tr("%n column(s)", nullptr, int(schema.columns.size()));
        if (schema.knowledge == Knowledge::Remembered)
            right += QStringLiteral(" · ") + tr("as of the last run");
        auto *head = plainRow(PortRow, tr("Out: %1", "an output port").arg(port.name), right);
        if (port.type == PortType::Table) {
            head->setData(PortRef{m_node, port.name}.toString(), kRowPortRole);
            head->setToolTip(tr("Show the rows"));
        }
        m_model->appendRow(head);
        if (port.type != PortType::Table)
            continue;
        if (schema.knowledge == Knowledge::Unknown) {
            m_model->appendRow(plainRow(WordsRow, tr("Run to see")));
            continue;
        }
        int shown = 0;
        for (const ColumnChange &change : changesBetween(before, schema.columns)) {
            if (m_inputs.isEmpty() && change.kind == ColumnChange::Kind::Added) {
                m_model->appendRow(columnRow({ColumnChange::Kind::Kept, change.column, {}}));
                ++shown;
            } else if (!m_changesOnly->isChecked() || change.kind != ColumnChange::Kind::Kept) {
                m_model->appendRow(columnRow(change));
                ++shown;
            }
        }
        if (shown == 0)
            m_model->appendRow(plainRow(WordsRow, m_changesOnly->isChecked() ? tr("All columns stay as they are") : tr("No columns")));
    }
    if (m_inputs.isEmpty() && m_outputs.isEmpty())
        m_model->appendRow(plainRow(WordsRow, tr("Nothing is known of this operator's ports.")));
}

}  // namespace headrace

#include "moc_schema_page.cpp"
