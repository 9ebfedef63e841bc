// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/filter_bar.h"

#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace headrace {

namespace {

struct Comparison {
    const char *op;
    const char *sign;
    const char *words;
};
constexpr Comparison kComparisons[] = {
    {"contains", "contains", QT_TRANSLATE_NOOP("FilterBar", "contains")},
    {"equals", "=", QT_TRANSLATE_NOOP("FilterBar", "equals")},
    {"differs", "≠", QT_TRANSLATE_NOOP("FilterBar", "differs from")},
    {"less", "<", QT_TRANSLATE_NOOP("FilterBar", "is less than")},
    {"at_most", "≤", QT_TRANSLATE_NOOP("FilterBar", "is at most")},
    {"greater", ">", QT_TRANSLATE_NOOP("FilterBar", "is greater than")},
    {"at_least", "≥", QT_TRANSLATE_NOOP("FilterBar", "is at least")},
    {"missing", "missing", QT_TRANSLATE_NOOP("FilterBar", "is missing")},
    {"present", "present", QT_TRANSLATE_NOOP("FilterBar", "is present")},
};

QString words(const Comparison &comparison)
{
    return QCoreApplication::translate("FilterBar", comparison.words);
}

}  // namespace

QString filterText(const PreviewFilter &filter)
{
    for (const Comparison &comparison : kComparisons)
        if (filter.op == QLatin1String(comparison.op)) {
            const bool alone = filter.op == QLatin1String("missing") || filter.op == QLatin1String("present");
            const bool worded = alone || filter.op == QLatin1String("contains");
            const QString sign = worded ? words(comparison) : QString::fromUtf8(comparison.sign);
            return alone ? QStringLiteral("%1 %2").arg(filter.column, sign)
                         : QStringLiteral("%1 %2 %3").arg(filter.column, sign, filter.value);
        }
    return filter.column;
}

FilterBar::FilterBar(PreviewModel *model, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_column(new QComboBox(this)),
      m_op(new QComboBox(this)),
      m_value(new QLineEdit(this)),
      m_chips(new QHBoxLayout)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 10, 4);
    row->setSpacing(metrics::kSpace);
    m_column->setAccessibleName(tr("Column to filter by"));
    m_column->setMinimumWidth(140);
    m_op->setAccessibleName(tr("Comparison"));
    for (const Comparison &comparison : kComparisons)
        m_op->addItem(words(comparison), QLatin1String(comparison.op));
    m_value->setAccessibleName(tr("Value to compare with"));
    m_value->setPlaceholderText(tr("Value"));
    m_value->setMaximumWidth(200);
    auto *button = new QPushButton(tr("Filter"), this);
    row->addWidget(m_column);
    row->addWidget(m_op);
    row->addWidget(m_value);
    row->addWidget(button);
    m_chips->setSpacing(4);
    row->addLayout(m_chips);
    row->addStretch();
    const auto go = [this] {
        if (m_column->currentIndex() < 0)
            return;
        add({m_column->currentText(), m_op->currentData().toString(), m_value->text()});
        m_value->clear();
    };
    connect(button, &QPushButton::clicked, this, go);
    connect(m_value, &QLineEdit::returnPressed, this, go);
    connect(m_op, &QComboBox::currentIndexChanged, this, [this] {
        const QString op = m_op->currentData().toString();
        m_value->setEnabled(op != QLatin1String("missing") && op != QLatin1String("present"));
    });
    connect(model, &PreviewModel::phaseChanged, this, [this] {
        takeColumns();
        showChips();
    });
    takeColumns();
    showChips();
}

void FilterBar::focusValue()
{
    m_value->setFocus();
}

void FilterBar::add(const PreviewFilter &filter)
{
    QList<PreviewFilter> filters = m_model->filters();
    if (filters.contains(filter))
        return;
    filters << filter;
    m_model->setFilters(filters);
    showChips();
}

void FilterBar::takeColumns()
{
    QStringList names;
    for (const ColumnInfo &column : m_model->columns())
        names << column.name;
    QStringList shown;
    for (int i = 0; i < m_column->count(); ++i)
        shown << m_column->itemText(i);
    if (names == shown || names.isEmpty())
        return;
    const QString chosen = m_column->currentText();
    m_column->clear();
    m_column->addItems(names);
    m_column->setCurrentIndex(std::max<int>(0, int(names.indexOf(chosen))));
}

void FilterBar::showChips()
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (const PreviewFilter &filter : m_model->filters()) {
        auto *chip = new QPushButton(filterText(filter), this);
        chip->setProperty("kind", QStringLiteral("chip"));
        chip->setToolTip(tr("Remove this filter"));
        chip->setAccessibleName(tr("Remove the filter %1").arg(filterText(filter)));
        setThemeIcon(chip, QStringLiteral("x"), IconRole::Secondary);
        chip->setIconSize(QSize(12, 12));
        chip->setLayoutDirection(Qt::RightToLeft);
        connect(chip, &QPushButton::clicked, this, [this, filter] {
            QList<PreviewFilter> filters = m_model->filters();
            filters.removeAll(filter);
            m_model->setFilters(filters);
            showChips();
        });
        m_chips->addWidget(chip);
    }
}

}  // namespace headrace

#include "moc_filter_bar.cpp"
