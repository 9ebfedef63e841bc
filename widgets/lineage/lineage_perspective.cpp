// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lineage/lineage_perspective.h"

#include "engine/pipeline/format.h"
#include "widgets/lineage/column_picker.h"
#include "widgets/lineage/lineage_canvas.h"
#include "widgets/lineage/lineage_facts.h"
#include "widgets/lineage/lineage_filter.h"
#include "widgets/lineage/lineage_runs_table.h"
#include "widgets/lineage/snapshot_view.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

namespace headrace {

namespace {

constexpr int kFoundThing = Qt::UserRole + 1;
constexpr int kFoundColumn = Qt::UserRole + 2;

QPushButton *barButton(const QString &text, const QString &icon, const QString &name)
{
    auto *button = new QPushButton(QLatin1Char(' ') + text);
    button->setObjectName(name);
    button->setIconSize({14, 14});
    button->setAccessibleName(text);
    setThemeIcon(button, icon, IconRole::Secondary);
    return button;
}

QString nameOf(const LineageGraph &graph, ColumnRef ref)
{
    const LineageThing &thing = graph.things[size_t(ref.thing)];
    return ref.column < 0 ? thing.title : thing.title + QStringLiteral(" · ") + thing.columns[ref.column].name;
}

QFrame *hairline()
{
    auto *line = new QFrame;
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedHeight(1);
    return line;
}

/// Code and digests in the font for them.
class PathDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() == LineagePathModel::Expression || index.column() == LineagePathModel::Rows
            || index.column() == LineagePathModel::Content)
            option->font = monoFont(-1);
        if (index.column() == LineagePathModel::Content || index.column() == LineagePathModel::How)
            option->palette.setColor(QPalette::Text, Theme::tokens().secondary);
    }
};

/// What a past run was and, where it was asked for, what its file holds now.
struct PastRun {
    record::Run run;
    QByteArray now;
};

}  // namespace

LineagePerspective::LineagePerspective(StoreThread *store, const Catalog &catalog, WarmWorker *worker, QWidget *parent)
    : QWidget(parent),
      m_store(store),
      m_catalog(catalog),
      m_explorer(new LineageExplorer(store, catalog, this)),
      m_path(new LineagePathModel(this)),
      m_statistics(new LineageStatistics(store, worker, this)),
      m_reproduction(new Reproduction({}, this)),
      m_pages(new QStackedWidget),
      m_canvas(new LineageCanvas(m_explorer, catalog)),
      m_facts(new LineageFacts(m_explorer, catalog)),
      m_picker(new ColumnPicker(this)),
      m_found(new QStandardItemModel(this))
{
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(makeMiddle());
    splitter->addWidget(makeLower());
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({560, 220});
    auto *graph = new QWidget;
    auto *layout = new QVBoxLayout(graph);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(hairline());
    layout->addWidget(splitter, 1);
    m_pages->addWidget(graph);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);

    connect(m_canvas, &LineageCanvas::chosen, this, &LineagePerspective::choose);
    connect(m_facts, &LineageFacts::chosen, this, &LineagePerspective::choose);
    connect(m_picker, &ColumnPicker::chosen, this, [this](ColumnRef ref) {
        m_toShow = ref;
        choose(ref);
    });
    connect(m_explorer, &LineageExplorer::pictureChanged, this, &LineagePerspective::takePicture);
    connect(m_explorer, &LineageExplorer::failed, this,
            [this](const Error &error) { notice(error.text + QLatin1Char(' ') + error.hint, true); });
    connect(m_runs, &LineageRunsTable::currentRunChanged, this, &LineagePerspective::say);
    connect(m_reproduction, &Reproduction::started, this, [this](const QString &run) { notice(tr("Reproducing %1…").arg(run)); });
    connect(m_reproduction, &Reproduction::finished, this,
            [this](const QString &run, bool same, const QString &words) { notice(QStringLiteral("%1: %2").arg(run, words), !same); });
    takePicture();
}

LineagePerspective::~LineagePerspective() = default;

SnapshotView *LineagePerspective::snapshot()
{
    if (m_snapshot)
        return m_snapshot;
    m_snapshot = new SnapshotView(m_catalog);
    m_pages->addWidget(m_snapshot);
    connect(m_snapshot, &SnapshotView::backRequested, this, [this] {
        m_pages->setCurrentIndex(0);
        m_canvas->setFocus();
    });
    connect(m_snapshot, &SnapshotView::branchRequested, this, &LineagePerspective::branch);
    return m_snapshot;
}

QWidget *LineagePerspective::makeBar()
{
    auto *bar = new QWidget;
    bar->setProperty("kind", QStringLiteral("bar"));
    bar->setAttribute(Qt::WA_StyledBackground);
    m_upstream = barButton(tr("Upstream"), QStringLiteral("arrow-left"), QStringLiteral("upstream"));
    m_downstream = barButton(tr("Downstream"), QStringLiteral("arrow-right"), QStringLiteral("downstream"));
    m_downstream->setLayoutDirection(Qt::RightToLeft);
    m_downstream->setText(tr("Downstream") + QLatin1Char(' '));  // its arrow stands behind
    m_upstream->setProperty("place", QStringLiteral("first"));
    m_downstream->setProperty("place", QStringLiteral("last"));
    m_upstream->setToolTip(tr("What it comes from"));
    m_downstream->setToolTip(tr("What comes of it"));
    for (QPushButton *button : {m_upstream, m_downstream}) {
        button->setProperty("kind", QStringLiteral("segment"));
        button->setCheckable(true);
        button->setChecked(true);
        connect(button, &QPushButton::toggled, this, [this, button] {
            // One way at least.
            if (!m_upstream->isChecked() && !m_downstream->isChecked())
                (button == m_upstream ? m_downstream : m_upstream)->setChecked(true);
            setDirection();
        });
    }
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("lineageSearch"));
    m_search->setPlaceholderText(tr("Find a file, step, model, metric or column"));
    m_search->setAccessibleName(tr("Find in the lineage"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(420);
    m_completer = new QCompleter(m_found, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(12);
    m_search->setCompleter(m_completer);
    connect(m_search, &QLineEdit::textEdited, this, &LineagePerspective::search);
    connect(m_completer, QOverload<const QModelIndex &>::of(&QCompleter::activated), this, [this](const QModelIndex &index) {
        const ColumnRef ref{index.data(kFoundThing).toInt(), index.data(kFoundColumn).toInt()};
        m_toShow = ref;
        choose(ref);
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        // Without a choice from the list the best is taken.
        const QList<ColumnRef> found = searchLineage(m_explorer->graph(), m_search->text(), 1);
        if (m_completer->popup()->isVisible() || found.isEmpty())
            return;
        m_toShow = found.first();
        choose(found.first());
    });
    auto *find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    auto *columns = barButton(tr("Columns"), QStringLiteral("columns-3"), QStringLiteral("pickColumn"));
    connect(columns, &QPushButton::clicked, this, [this, columns] {
        m_picker->openAt(columns->mapToGlobal(QPoint(columns->width(), columns->height() + 4)), m_explorer->sharedGraph(),
                         m_explorer->view().focus.thing);
    });
    auto *whole = barButton(tr("Fit"), QStringLiteral("maximize"), QStringLiteral("fitLineage"));
    connect(whole, &QPushButton::clicked, m_canvas, &LineageCanvas::fit);
    m_filter = new LineageFilter(m_explorer);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    auto *ways = new QHBoxLayout;
    ways->setSpacing(0);
    ways->addWidget(m_upstream);
    ways->addWidget(m_downstream);
    layout->addLayout(ways);
    layout->addWidget(m_search, 1);
    layout->addStretch(1);
    layout->addWidget(whole);
    layout->addWidget(columns);
    layout->addWidget(m_filter);
    return bar;
}

QWidget *LineagePerspective::makeMiddle()
{
    m_empty = new QWidget;
    auto *words = new QLabel;
    words->setObjectName(QStringLiteral("lineageEmpty"));
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    words->setProperty("kind", QStringLiteral("secondary"));
    auto *emptyLayout = new QVBoxLayout(m_empty);
    emptyLayout->addWidget(words);
    m_middle = new QStackedWidget;
    m_middle->addWidget(m_empty);
    m_middle->addWidget(m_canvas);
    m_facts->setMinimumWidth(240);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_middle);
    splitter->addWidget(m_facts);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({1000, 280});
    return splitter;
}

QWidget *LineagePerspective::makeLower()
{
    m_tabs = new QTabBar;
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("What is shown of the choice"));
    m_tabs->addTab(tr("Path"));
    m_tabs->addTab(tr("Runs that touched it"));
    m_tabs->addTab(tr("Statistics"));
    m_pathTable = new QTableView;
    m_pathTable->setObjectName(QStringLiteral("lineagePath"));
    m_pathTable->setModel(m_path);
    m_pathTable->setItemDelegate(new PathDelegate(m_pathTable));
    m_pathTable->setAccessibleName(tr("Path"));
    m_pathTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_pathTable->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_pathTable->setShowGrid(false);
    m_pathTable->verticalHeader()->hide();
    m_pathTable->verticalHeader()->setDefaultSectionSize(26);
    m_pathTable->horizontalHeader()->setHighlightSections(false);
    m_pathTable->horizontalHeader()->setStretchLastSection(true);
    for (const auto &[column, width] : {std::pair(0, 220), std::pair(1, 170), std::pair(2, 360), std::pair(3, 110), std::pair(4, 160)})
        m_pathTable->setColumnWidth(column, width);
    const auto showRow = [this](const QModelIndex &index) { m_canvas->show(m_path->at(index.row())); };
    connect(m_pathTable, &QTableView::clicked, this, showRow);
    connect(m_pathTable, &QTableView::activated, this, showRow);
    m_runs = new LineageRunsTable(m_explorer);
    m_lower = new QStackedWidget;
    m_lower->addWidget(m_pathTable);
    m_lower->addWidget(m_runs);
    m_lower->addWidget(makeStatistics());
    connect(m_tabs, &QTabBar::currentChanged, m_lower, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &LineagePerspective::showStatistics);

    m_notice = new QLabel;
    m_notice->setObjectName(QStringLiteral("lineageNotice"));
    m_notice->setProperty("kind", QStringLiteral("secondary"));
    auto *open = barButton(tr("Open as it was"), QStringLiteral("history"), QStringLiteral("openSnapshot"));
    auto *compare = barButton(tr("Compare with now"), QStringLiteral("git-compare"), QStringLiteral("compareWithNow"));
    auto *only = barButton(tr("Only this run"), QStringLiteral("filter"), QStringLiteral("onlyThisRun"));
    auto *again = barButton(tr("Reproduce"), QStringLiteral("rotate-ccw"), QStringLiteral("reproduceRun"));
    auto *fork = barButton(tr("Branch from here"), QStringLiteral("git-branch"), QStringLiteral("branchFromRun"));
    fork->setProperty("kind", QStringLiteral("primary"));
    setThemeIcon(fork, QStringLiteral("git-branch"), IconRole::OnAccent);
    m_runButtons = {only, open, compare, again, fork};
    connect(open, &QPushButton::clicked, this, [this] { openSnapshot(false); });
    connect(compare, &QPushButton::clicked, this, [this] { openSnapshot(true); });
    connect(fork, &QPushButton::clicked, this, &LineagePerspective::branch);
    connect(only, &QPushButton::clicked, this, [this] {
        if (const auto run = m_runs->current())
            m_filter->setRun(run->id, run->name);
    });
    connect(again, &QPushButton::clicked, this, [this] {
        if (const auto run = m_runs->current())
            m_reproduction->start(run->id, run->name);
    });
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 12, 0);
    head->setSpacing(8);
    head->addWidget(m_tabs);
    head->addWidget(m_notice, 1);
    for (QPushButton *button : std::as_const(m_runButtons))
        head->addWidget(button);
    auto *lower = new QWidget;
    lower->setProperty("kind", QStringLiteral("bar"));
    lower->setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(lower);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(hairline());
    layout->addWidget(m_lower, 1);
    return lower;
}

QWidget *LineagePerspective::makeStatistics()
{
    m_statisticsTable = new QTableView;
    m_statisticsTable->setObjectName(QStringLiteral("lineageStatistics"));
    m_statisticsTable->setModel(m_statistics->model());
    m_statisticsTable->setAccessibleName(tr("Statistics"));
    m_statisticsTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_statisticsTable->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_statisticsTable->setShowGrid(false);
    m_statisticsTable->verticalHeader()->hide();
    m_statisticsTable->verticalHeader()->setDefaultSectionSize(26);
    m_statisticsTable->horizontalHeader()->setHighlightSections(false);
    m_statisticsTable->horizontalHeader()->setDefaultSectionSize(140);
    m_statisticsWords = new QLabel;
    m_statisticsWords->setObjectName(QStringLiteral("lineageStatisticsWords"));
    m_statisticsWords->setProperty("kind", QStringLiteral("secondary"));
    m_statisticsWords->setContentsMargins(12, 8, 12, 8);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_statisticsWords, 0, Qt::AlignTop);
    layout->addWidget(m_statisticsTable, 1);
    connect(m_statistics, &LineageStatistics::changed, this, [this] {
        m_statisticsWords->setText(m_statistics->words());
        m_statisticsWords->setVisible(!m_statistics->words().isEmpty());
        m_statisticsTable->setVisible(m_statistics->model()->rowCount() > 0);
    });
    m_statisticsWords->hide();
    m_statisticsTable->hide();
    layout->addStretch(0);
    return page;
}

void LineagePerspective::showStatistics()
{
    // Only while they are looked at: working them out reads data.
    if (m_tabs->currentIndex() == 2 && m_explorer->view().focus.thing < int(m_explorer->graph().things.size()))
        m_statistics->show(m_explorer->graph(), m_explorer->view().focus.thing);
}

void LineagePerspective::showRun(const QString &id, const QString &name)
{
    m_pages->setCurrentIndex(0);
    m_filter->setRun(id, name);
}

void LineagePerspective::setDirection()
{
    LineageView view = m_explorer->view();
    view.direction = m_upstream->isChecked() && m_downstream->isChecked() ? WalkDirection::Both
        : m_upstream->isChecked()                                         ? WalkDirection::Upstream
                                                                          : WalkDirection::Downstream;
    m_explorer->setView(view);
}

void LineagePerspective::search(const QString &text)
{
    m_found->clear();
    const LineageGraph &graph = m_explorer->graph();
    for (const ColumnRef &ref : searchLineage(graph, text, 20)) {
        auto *item = new QStandardItem(nameOf(graph, ref));
        item->setData(ref.thing, kFoundThing);
        item->setData(ref.column, kFoundColumn);
        m_found->appendRow(item);
    }
    if (!text.isEmpty())
        m_completer->complete();
}

void LineagePerspective::choose(ColumnRef ref)
{
    notice({});
    m_explorer->setFocus(ref);
    m_search->setText(ref.thing < 0 ? QString() : nameOf(m_explorer->graph(), ref));
}

void LineagePerspective::takePicture()
{
    m_path->setPath(m_explorer->sharedGraph(), m_explorer->path());
    const bool none = m_explorer->picture().cards.empty();
    m_middle->setCurrentIndex(none ? 0 : 1);
    if (none)
        findChild<QLabel *>(QStringLiteral("lineageEmpty"))
            ->setText(!m_explorer->isReady() ? QString()
                          : m_explorer->graph().runs.isEmpty()
                          ? tr("No runs yet. Run a pipeline in Compose: what it reads, learns and writes is followed here.")
                          : tr("Nothing answers the filter."));
    if (m_toShow.thing >= 0) {
        m_canvas->show(m_toShow);
        m_toShow = {};
    }
    showStatistics();
    if (const ColumnRef focus = m_explorer->view().focus; !m_search->hasFocus())
        m_search->setText(focus.thing < 0 ? QString() : nameOf(m_explorer->graph(), focus));
    say();
}

void LineagePerspective::say()
{
    const LineageGraph &graph = m_explorer->graph();
    const ColumnRef focus = m_explorer->view().focus;
    const int runs = m_runs->count();
    m_tabs->setTabText(1, runs == 0 ? tr("Runs that touched it") : tr("Runs that touched it · %1").arg(runs));
    for (QPushButton *button : std::as_const(m_runButtons))
        button->setEnabled(runs > 0);
    QStringList parts;
    if (focus.thing >= 0) {
        int features = 0, models = 0, metrics = 0, files = 0;
        const LineageReach &reach = m_explorer->reach();
        for (auto it = reach.columns.cbegin(); it != reach.columns.cend(); ++it)
            metrics += graph.things[size_t(it.key().thing)].kind == ThingKind::Metrics;
        features = int(reach.columns.size()) - metrics;
        for (size_t i = 0; i < reach.things.size(); ++i) {
            const ThingKind kind = graph.things[i].kind;
            models += reach.things[i] && kind == ThingKind::Model;
            files += reach.things[i] && (kind == ThingKind::Source || kind == ThingKind::Dataset);
        }
        const LineageThing &thing = graph.things[size_t(focus.thing)];
        const QStringList reached = focus.column >= 0
            ? QStringList{tr("%n columns", nullptr, features), tr("%n models", nullptr, models), tr("%n metrics", nullptr, metrics)}
            : QStringList{tr("%n things", nullptr, reach.thingCount), tr("%n files", nullptr, files), tr("%n models", nullptr, models)};
        parts << tr("%1 reaches %2")
                     .arg(focus.column >= 0 ? thing.columns[focus.column].name : thing.title, reached.join(QStringLiteral(", ")));
    } else {
        parts << tr("%n things", nullptr, int(m_explorer->picture().cards.size()));
    }
    parts << (graph.complete
                  ? tr("%1 runs").arg(QLocale().toString(graph.runs.size()))
                  : tr("the newest %1 of %2 runs").arg(QLocale().toString(graph.runs.size()), QLocale().toString(graph.allRuns)));
    Q_EMIT statusChanged(parts);
}

void LineagePerspective::withRun(const std::function<void(const record::Run &, const Pipeline &)> &then)
{
    const auto run = m_runs->current();
    if (!run)
        return;
    m_store->ask<record::Run>([id = run->id](record::Store &store) { return store.find(id); }, this,
                              [this, then](const Result<record::Run> &found) {
                                  if (!found) {
                                      notice(found.error().text, true);
                                      return;
                                  }
                                  const auto read = readPipeline(found->pipeline);
                                  if (!read) {
                                      notice(read.error().text, true);
                                      return;
                                  }
                                  then(*found, read->pipeline);
                              });
}

void LineagePerspective::openSnapshot(bool compare)
{
    const auto run = m_runs->current();
    if (!run)
        return;
    // The file may lie on a slow disk: it is read on the store's thread.
    m_store->ask<PastRun>(
        [id = run->id, compare](record::Store &store) -> Result<PastRun> {
            PastRun past;
            HR_ASSIGN(past.run, store.find(id));
            QFile file(past.run.sourceName);
            if (compare && !file.open(QIODevice::ReadOnly))
                return Error(ErrorCode::NotFound,
                             QStringLiteral("The file of the pipeline is not there any more: %1").arg(past.run.sourceName),
                             QStringLiteral("Open the pipeline as it was instead."));
            if (compare)
                past.now = file.readAll();
            return past;
        },
        this,
        [this, compare](const Result<PastRun> &past) {
            if (!past) {
                notice(past.error().text + QLatin1Char(' ') + past.error().hint, true);
                return;
            }
            const auto before = readPipeline(past->run.pipeline);
            const auto now = compare ? readPipeline(past->now) : before;
            if (!before || !now) {
                notice((before ? now.error() : before.error()).text, true);
                return;
            }
            const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(past->run.startMs), QLocale::ShortFormat);
            const QString file = QFileInfo(past->run.sourceName).fileName();
            if (compare)
                snapshot()->showComparison(before->pipeline, now->pipeline, tr("%1: run %2 and now").arg(file, past->run.name),
                                           past->run.name, tr("now"));
            else
                snapshot()->showSnapshot(before->pipeline, tr("%1 as it was in run %2, %3").arg(file, past->run.name, when));
            m_pages->setCurrentWidget(snapshot());
        });
}

void LineagePerspective::branch()
{
    withRun([this](const record::Run &run, const Pipeline &) {
        m_pages->setCurrentIndex(0);
        Q_EMIT branchRequested(run.pipeline, run.name, QFileInfo(run.sourceName).absolutePath());
    });
}

void LineagePerspective::notice(const QString &text, bool bad)
{
    m_notice->setProperty("kind", bad ? QStringLiteral("badSmall") : QStringLiteral("secondary"));
    m_notice->style()->unpolish(m_notice);
    m_notice->style()->polish(m_notice);
    m_notice->setText(text);
    m_notice->setToolTip(text);
}

void LineagePerspective::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_explorer->setActive(true);
    // Keys walk at once, and Ctrl+F finds.
    if (!event->spontaneous())
        m_canvas->setFocus();
}

void LineagePerspective::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_explorer->setActive(false);
}

}  // namespace headrace

#include "moc_lineage_perspective.cpp"
