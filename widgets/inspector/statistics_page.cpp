// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/statistics_page.h"

#include "models/forms/value_text.h"
#include "models/schema/port_schemas.h"
#include "widgets/forms/column_popup.h"
#include "widgets/forms/form_scroll.h"
#include "widgets/inspector/column_statistics.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStandardItemModel>

namespace headrace {
namespace {

constexpr int kMissingRole = Qt::UserRole + 20;  // share, 0 to 1

/// A column with a bar of its missing values below its name.
class StatisticsDelegate : public ColumnDelegate
{
public:
    using ColumnDelegate::ColumnDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        ColumnDelegate::paint(painter, option, index);
        const double missing = index.data(kMissingRole).toDouble();
        if (missing <= 0)
            return;
        const Tokens &tokens = Theme::tokens();
        const QRectF bar(option.rect.left() + 28, option.rect.bottom() - 4, option.rect.width() - 36, 2);
        painter->fillRect(bar, tokens.line);
        painter->fillRect(QRectF(bar.topLeft(), QSizeF(std::max(1.0, bar.width() * missing), bar.height())), tokens.warning);
    }
};

}  // namespace

StatisticsPage::StatisticsPage(QWidget *parent)
    : QWidget(parent),
      m_ports(new QComboBox(this)),
      m_words(new QLabel(this)),
      m_again(new QPushButton(tr("Compute"), this)),
      m_model(new QStandardItemModel(this)),
      m_list(new QListView(this)),
      m_details(new ColumnStatistics(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 4, 8);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 4, 0);
    head->setSpacing(8);
    m_ports->setAccessibleName(tr("Output"));
    m_words->setProperty("kind", QStringLiteral("secondary"));
    m_words->setWordWrap(true);
    m_again->setAccessibleName(tr("Compute the statistics"));
    head->addWidget(m_ports);
    head->addWidget(m_words, 1);
    head->addWidget(m_again);
    column->addLayout(head);
    m_split = new QSplitter(Qt::Vertical, this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new StatisticsDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Columns"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_split->addWidget(m_list);
    auto *scroll = new FormScroll(m_split);
    scroll->setWidget(m_details);
    m_split->addWidget(scroll);
    m_split->setStretchFactor(0, 0);
    m_split->setStretchFactor(1, 1);
    m_split->setChildrenCollapsible(false);
    column->addWidget(m_split, 1);
    connect(m_ports, &QComboBox::activated, this, [this] {
        m_column.clear();
        refresh();
        ask();
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_answers.remove(port());
        m_failures.remove(port());
        m_asked.remove(port());
        m_old.remove(port());
        ask();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { showColumn(index.row()); });
}

QString StatisticsPage::port() const
{
    return m_ports->currentData().toString();
}

void StatisticsPage::show(const QString &node, const OperatorSpec *spec, const PortSchemas *schemas)
{
    QStringList names;
    // No operator declares what leaves a subpipeline: it is known by its columns.
    if (!spec && schemas)
        for (const QString &known : schemas->portsOf(node))
            names.append(known.section(QLatin1Char(':'), 1));
    if (spec)
        for (const PortSpec &output : spec->outputs)
            if (output.type == PortType::Table)
                names.append(output.name);
    QStringList shown;
    for (int i = 0; i < m_ports->count(); ++i)
        shown.append(m_ports->itemText(i));
    if (node != m_node || names != shown) {
        m_node = node;
        m_column.clear();
        m_ports->clear();
        for (const QString &name : std::as_const(names))
            m_ports->addItem(name, PortRef{node, name}.toString());
        m_ports->setVisible(names.size() > 1);
    }
    refresh();
    ask();
}

void StatisticsPage::ask()
{
    const QString wanted = port();
    if (wanted.isEmpty() || m_answers.contains(wanted) || m_failures.contains(wanted) || m_asked.contains(wanted))
        return;
    m_asked.insert(wanted);
    refresh();
    Q_EMIT statisticsRequested(wanted);
}

void StatisticsPage::setStatistics(const QString &port, const QJsonObject &answer)
{
    m_asked.remove(port);
    m_failures.remove(port);
    m_old.remove(port);
    m_answers.insert(port, answer);
    m_shownPort.clear();
    refresh();
}

void StatisticsPage::setFailed(const QString &port, const Error &error)
{
    m_asked.remove(port);
    m_failures.insert(port, error);
    refresh();
}

void StatisticsPage::documentChanged()
{
    // Not asked anew at each letter that is typed: what was computed stays, and says that it is of before.
    for (auto it = m_answers.cbegin(); it != m_answers.cend(); ++it)
        m_old.insert(it.key());
    m_failures.clear();
    m_asked.clear();
}

void StatisticsPage::forgetAll()
{
    m_answers.clear();
    m_failures.clear();
    m_asked.clear();
    m_old.clear();
    m_node.clear();
    m_ports->clear();
    refresh();
}

void StatisticsPage::refresh()
{
    const QString now = port();
    const auto answer = m_answers.constFind(now);
    m_again->setVisible(!now.isEmpty() && (m_old.contains(now) || m_failures.contains(now)));
    m_again->setText(m_failures.contains(now) ? tr("Try again") : tr("Update"));
    if (now.isEmpty())
        m_words->setText(tr("This node gives no rows."));
    else if (const auto failed = m_failures.constFind(now); failed != m_failures.cend())
        m_words->setText(failed->text + QLatin1Char(' ') + failed->hint);
    else if (answer == m_answers.cend())
        m_words->setText(tr("Computing…"));
    else
        m_words->setText((m_old.contains(now) ? tr("Before the last change: %1") : QStringLiteral("%1"))
                             .arg(tr("%n row(s)", nullptr, int(answer->value(QLatin1String("rows")).toInteger()))
                                      .replace(QString::number(answer->value(QLatin1String("rows")).toInteger()),
                                               groupedNumber(answer->value(QLatin1String("rows")).toInteger()))));
    if (m_shownPort == now && answer != m_answers.cend())
        return;
    m_shownPort = answer == m_answers.cend() ? QString() : now;
    m_model->clear();
    m_details->clear();
    if (answer == m_answers.cend())
        return;
    const double rows = answer->value(QLatin1String("rows")).toDouble();
    int current = 0;
    for (const QJsonValue &value : answer->value(QLatin1String("columns")).toArray()) {
        const QJsonObject one = value.toObject();
        const QString name = one.value(QLatin1String("name")).toString();
        const QString type = one.value(QLatin1String("type")).toString();
        auto *item = new QStandardItem(name);
        item->setEditable(false);
        item->setData(iconOfKind(kindOfType(type)), ColumnDelegate::kIconRole);
        const double missing = rows > 0 ? one.value(QLatin1String("missing")).toDouble() / rows : 0;
        item->setData(missing, kMissingRole);
        item->setData(missing > 0 ? tr("%1 missing").arg(shareText(missing)) : typeTitle(type), ColumnDelegate::kTypeRole);
        if (name == m_column)
            current = m_model->rowCount();
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(current, 0));
    // As high as the columns need, at most two fifths.
    const int all = m_split->height();
    const int wanted = std::min(m_model->rowCount() * metrics::kControl + 4, std::max(3 * metrics::kControl, all * 2 / 5));
    m_split->setSizes({wanted, std::max(all - wanted, 1)});
}

void StatisticsPage::showColumn(int row)
{
    const QJsonObject answer = m_answers.value(port());
    const QJsonObject column = answer.value(QLatin1String("columns")).toArray().at(row).toObject();
    if (row < 0 || column.isEmpty())
        return;
    m_column = column.value(QLatin1String("name")).toString();
    m_details->show(column, answer.value(QLatin1String("rows")).toInteger());
}

}  // namespace headrace

#include "moc_statistics_page.cpp"
