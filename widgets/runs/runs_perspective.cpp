// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/runs_perspective.h"

#include "models/runs/run_comparison.h"
#include "models/runs/run_curves.h"
#include "widgets/runs/column_chooser.h"
#include "widgets/runs/curve_grid.h"
#include "widgets/runs/filter_field.h"
#include "widgets/runs/run_delegate.h"
#include "widgets/runs/run_details.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

namespace headrace {

RunsPerspective::RunsPerspective(StoreThread *store, QWidget *parent)
    : QWidget(parent),
      m_store(store),
      m_shown(new ShownRuns(this)),
      m_model(new RunTableModel(store, m_shown, this)),
      m_curves(new RunCurves(store, m_shown, this)),
      m_comparison(new RunComparison(this)),
      m_filter(new FilterField),
      m_chooser(new ColumnChooser(m_model, this)),
      m_table(new QTableView),
      m_tabs(new QTabBar),
      m_details(new RunDetails(store)),
      m_grid(new CurveGrid(m_curves, m_shown))
{
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(makeUpper());
    splitter->addWidget(makeLower());
    splitter->setSizes({480, 300});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_filter, &FilterField::filterChanged, m_model, &RunTableModel::setFilter);
    connect(m_model, &RunTableModel::filterChecked, m_filter, &FilterField::setMistake);
    connect(m_model, &RunTableModel::wordsChanged, this, [this] {
        m_filter->setWords(m_model->words());
        chooseColumnsOnce();
    });
    connect(m_model, &RunTableModel::counted, this, [this](qint64 all, qint64 found, qint64 milliseconds) {
        const QLocale locale;
        Q_EMIT statusChanged(
            {tr("%1 runs, %2 match").arg(locale.toString(all), locale.toString(found)), tr("filtered in %1 ms").arg(milliseconds)});
        m_empty->setVisible(found == 0);
        m_table->setVisible(found > 0);
        if (auto *words = m_empty->findChild<QLabel *>())
            words->setText(all == 0 ? tr("No runs yet. Run a pipeline in Compose, or with: headrace run FILE")
                                    : tr("No run answers the filter."));
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunsPerspective::fitColumns);
    connect(m_details, &RunDetails::pipelineRequested, this, &RunsPerspective::pipelineRequested);
    connect(m_details, &RunDetails::lineageRequested, this, &RunsPerspective::lineageRequested);
}

QWidget *RunsPerspective::makeUpper()
{
    auto *columns = new QPushButton(QLatin1Char(' ') + tr("Columns"));
    columns->setIconSize({14, 14});
    setThemeIcon(columns, QStringLiteral("columns-3"), IconRole::Secondary);
    columns->setAccessibleName(tr("Columns"));
    connect(columns, &QPushButton::clicked, this,
            [this, columns] { m_chooser->openAt(columns->mapToGlobal(QPoint(columns->width(), columns->height() + 4))); });
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->setSpacing(8);
    bar->addWidget(m_filter, 1);
    bar->addWidget(columns, 0, Qt::AlignTop);

    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("runTable"));
    m_table->setAccessibleName(tr("Runs"));
    m_table->setItemDelegate(new RunDelegate(m_shown, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(26);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (m_model->columns().at(index.column()).kind == RunColumn::Eye)
            m_model->toggleShown(index.row());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPerspective::selectionChanged);
    m_empty = new QWidget;
    auto *words = new QLabel;
    words->setAlignment(Qt::AlignCenter);
    words->setProperty("kind", QStringLiteral("secondary"));
    auto *emptyLayout = new QVBoxLayout(m_empty);
    emptyLayout->addWidget(words);
    fitColumns();

    auto *upper = new QWidget;
    auto *layout = new QVBoxLayout(upper);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    m_table->hide();
    return upper;
}

QWidget *RunsPerspective::makeLower()
{
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("What is shown of the runs"));
    auto *stack = new QStackedWidget;

    auto *compare = new QWidget;
    auto *table = new QTableView;
    table->setModel(m_comparison);
    table->setAccessibleName(tr("Comparison of the selected runs"));
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(26);
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->horizontalHeader()->setDefaultSectionSize(160);
    table->setColumnWidth(1, 260);
    auto *only = new QCheckBox(tr("Only what differs"));
    only->setChecked(true);
    connect(only, &QCheckBox::toggled, m_comparison, &RunComparison::setOnlyDifferences);
    auto *compareLayout = new QVBoxLayout(compare);
    compareLayout->setContentsMargins(12, 4, 12, 8);
    compareLayout->addWidget(only);
    compareLayout->addWidget(table, 1);

    m_tabs->addTab(tr("Curves"));
    stack->addWidget(m_grid);
    m_tabs->addTab(tr("Compare"));
    stack->addWidget(compare);
    m_tabs->addTab(tr("Run"));
    stack->addWidget(m_details);
    connect(m_tabs, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);

    auto *controls = new QWidget;
    auto *smoothing = new QSlider(Qt::Horizontal);
    smoothing->setRange(0, 99);
    smoothing->setFixedWidth(90);
    smoothing->setAccessibleName(tr("Smoothing"));
    auto *strength = new QLabel(QStringLiteral("0.00"));
    strength->setFont(monoFont(-2));
    connect(smoothing, &QSlider::valueChanged, this, [this, strength](int value) {
        strength->setText(QString::number(value / 100.0, 'f', 2));
        m_grid->setSmoothing(value / 100.0);
    });
    smoothing->setValue(0);
    auto *axis = new QComboBox;
    axis->addItems({tr("x: step"), tr("x: relative time"), tr("x: wall time")});
    axis->setAccessibleName(tr("Horizontal axis"));
    connect(axis, &QComboBox::currentIndexChanged, this, [this](int index) { m_curves->setAxis(CurveAxis(index)); });
    auto *logarithmic = new QPushButton(tr("log y"));
    logarithmic->setCheckable(true);
    connect(logarithmic, &QPushButton::toggled, m_grid, &CurveGrid::setLogarithmic);
    auto *search = new QLineEdit;
    search->setPlaceholderText(tr("Find a metric"));
    search->setAccessibleName(tr("Find a metric"));
    search->setFixedWidth(140);
    connect(search, &QLineEdit::textChanged, m_grid, &CurveGrid::setSearch);
    auto *words = new QLabel(tr("Smoothing"));
    words->setProperty("kind", QStringLiteral("secondary"));
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget *each : std::initializer_list<QWidget *>{search, words, smoothing, strength, axis, logarithmic})
        row->addWidget(each);
    connect(m_tabs, &QTabBar::currentChanged, controls, [controls](int tab) { controls->setVisible(tab == 0); });

    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 12, 0);
    head->addWidget(m_tabs, 1);
    head->addWidget(controls);
    auto *lower = new QWidget;
    auto *layout = new QVBoxLayout(lower);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    auto *line = new QFrame;
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedHeight(1);
    layout->addWidget(line);
    layout->addWidget(stack, 1);
    return lower;
}

void RunsPerspective::chooseColumnsOnce()
{
    const record::FilterWords &words = m_model->words();
    if (m_columnsChosen || (words.metrics.isEmpty() && words.params.isEmpty()))
        return;
    m_columnsChosen = true;
    QList<RunColumn> columns = m_model->columns();
    for (const QString &key : words.params.mid(0, 4))
        columns.append({RunColumn::Param, key});
    int metrics = 0;
    // What judges comes first; then any other.
    for (const bool judging : {true, false})
        for (const QString &key : words.metrics)
            if (key.contains(QLatin1String("/test/")) == judging && metrics < 4) {
                columns.append({RunColumn::Metric, key});
                ++metrics;
            }
    m_model->setColumns(columns);
}

void RunsPerspective::fitColumns()
{
    const QFontMetrics letters(uiFont(0, QFont::DemiBold));
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const RunColumn &column = m_model->columns().at(i);
        int width = std::clamp(letters.horizontalAdvance(column.title()) + 32, 80, 220);
        if (column.kind == RunColumn::Eye)
            width = 60;
        else if (column.kind == RunColumn::Status)
            width = 36;
        else if (column.kind == RunColumn::Name)
            width = 160;
        else if (column.kind == RunColumn::File)
            width = 160;
        else if (column.kind == RunColumn::Started)
            width = 110;
        m_table->setColumnWidth(i, width);
    }
}

void RunsPerspective::selectionChanged()
{
    QList<qint64> runs;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        if (const qint64 run = m_model->runAt(index.row()))
            runs << run;
    m_details->showRun(runs.size() == 1 ? runs.first() : 0);
    m_tabs->setTabText(1, runs.size() > 1 ? tr("Compare %1").arg(runs.size()) : tr("Compare"));
    if (runs.size() > 50)
        runs.resize(50);
    m_store->ask<QList<record::RunSummary>>([runs](record::Store &store) { return store.summaries(runs); }, this,
                                            [this](const Result<QList<record::RunSummary>> &summaries) {
                                                if (summaries)
                                                    m_comparison->setRuns(*summaries);
                                            });
}

void RunsPerspective::showRun(const QString &id)
{
    m_store->ask<record::Run>([id](record::Store &store) { return store.find(id); }, this,
                              [this](const Result<record::Run> &run) {
                                  if (!run)
                                      return;
                                  m_shown->setShown(run->row, true);
                                  m_details->showRun(run->row);
                                  m_tabs->setCurrentIndex(2);
                                  if (const int row = m_model->rowOf(run->row); row >= 0)
                                      m_table->selectRow(row);
                              });
}

}  // namespace headrace

#include "moc_runs_perspective.cpp"
