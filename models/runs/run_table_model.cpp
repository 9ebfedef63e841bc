// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runs/run_table_model.h"

#include "models/run/status_text.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocale>

#include <cmath>

namespace headrace {
namespace {

constexpr int kKept = 5000;  // summaries in memory; more are fetched again

QString ago(qint64 startMs, qint64 nowMs)
{
    const qint64 seconds = (nowMs - startMs) / 1000;
    if (seconds < 5)
        return RunTableModel::tr("now");
    if (seconds < 60)
        return RunTableModel::tr("%n s ago", nullptr, int(seconds));
    if (seconds < 3600)
        return RunTableModel::tr("%n min ago", nullptr, int(seconds / 60));
    if (seconds < 24 * 3600)
        return RunTableModel::tr("%n h ago", nullptr, int(seconds / 3600));
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(startMs).date(), QLocale::ShortFormat);
}

QString metricNumber(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return QString::number(value, 'g', 5);
}

}  // namespace

QString RunColumn::title() const
{
    switch (kind) {
    case Eye:
        return {};
    case Name:
        return RunTableModel::tr("Run");
    case Status:
        return {};
    case Started:
        return RunTableModel::tr("Started");
    case Duration:
        return RunTableModel::tr("Duration");
    case File:
        return RunTableModel::tr("Pipeline");
    case Experiment:
        return RunTableModel::tr("Experiment");
    case Metric:
    case Param:
    case Tag:
        return key;
    }
    return {};
}

QString RunColumn::field() const
{
    switch (kind) {
    case Eye:
        return {};
    case Name:
        return QStringLiteral("name");
    case Status:
        return QStringLiteral("status");
    case Started:
        return QStringLiteral("start_time");
    case Duration:
        return QStringLiteral("duration");
    case File:
        return QStringLiteral("file");
    case Experiment:
        return QStringLiteral("experiment");
    case Metric:
        return record::filterField(QStringLiteral("metrics"), key);
    case Param:
        return record::filterField(QStringLiteral("params"), key);
    case Tag:
        return record::filterField(QStringLiteral("tags"), key);
    }
    return {};
}

RunTableModel::RunTableModel(StoreThread *store, ShownRuns *shown, QObject *parent)
    : QAbstractTableModel(parent), m_store(store), m_shown(shown)
{
    m_columns = {{RunColumn::Eye, {}},     {RunColumn::Name, {}},     {RunColumn::Status, {}},
                 {RunColumn::Started, {}}, {RunColumn::Duration, {}}, {RunColumn::File, {}}};
    m_fetchTimer.setSingleShot(true);
    m_fetchTimer.setInterval(0);
    connect(&m_fetchTimer, &QTimer::timeout, this, &RunTableModel::fetch);
    connect(store, &StoreThread::changed, this, &RunTableModel::refresh);
    connect(shown, &ShownRuns::changed, this, [this] {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, 0));
    });
    refresh();
}

int RunTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RunTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

const record::RunSummary *RunTableModel::summary(qint64 run) const
{
    const auto it = m_summaries.constFind(run);
    return it == m_summaries.cend() ? nullptr : &*it;
}

QVariant RunTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const RunColumn &column = m_columns.at(index.column());
    const qint64 run = m_rows.at(index.row());
    if (role == RunRowRole)
        return run;
    if (role == ColumnKindRole)
        return int(column.kind);
    if (role == Qt::TextAlignmentRole) {
        const bool right = column.kind == RunColumn::Duration || column.kind == RunColumn::Metric || column.kind == RunColumn::Param;
        return int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    const auto found = m_summaries.constFind(run);
    if (found == m_summaries.cend()) {
        fetchSoon(index.row());
        return {};
    }
    const record::RunSummary &summary = *found;
    if (role == StatusRole)
        return record::toString(summary.status);
    if (role == Qt::ToolTipRole && column.kind == RunColumn::Started)
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(summary.startMs), QLocale::LongFormat);
    if (role == Qt::ToolTipRole && column.kind == RunColumn::File)
        return summary.sourceName;
    if (role == Qt::ToolTipRole && column.kind == RunColumn::Status)
        return record::toString(summary.status);
    if (role == Qt::AccessibleTextRole && column.kind == RunColumn::Status)
        return record::toString(summary.status);
    if (role != Qt::DisplayRole)
        return {};
    switch (column.kind) {
    case RunColumn::Eye:
        return {};
    case RunColumn::Name:
        return summary.name;
    case RunColumn::Status:
        return {};
    case RunColumn::Started:
        return ago(summary.startMs, QDateTime::currentMSecsSinceEpoch());
    case RunColumn::Duration:
        return summary.durationS ? durationText(*summary.durationS)
            : summary.status == record::RunStatus::Running
            ? durationText(double(QDateTime::currentMSecsSinceEpoch() - summary.startMs) / 1000)
            : QString();
    case RunColumn::File: {
        QString name = QFileInfo(summary.sourceName).fileName();
        return name.endsWith(QLatin1String(".json")) ? name.chopped(5) : name;
    }
    case RunColumn::Experiment:
        return summary.experiment;
    case RunColumn::Metric: {
        const auto value = summary.metrics.constFind(column.key);
        return value == summary.metrics.cend() ? QVariant() : QVariant(metricNumber(*value));
    }
    case RunColumn::Param:
        return summary.params.value(column.key);
    case RunColumn::Tag:
        return summary.tags.value(column.key);
    }
    return {};
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const RunColumn &column = m_columns.at(section);
    if (role == Qt::DisplayRole)
        return column.title();
    if (role == Qt::ToolTipRole)
        return column.field();
    if (role == ColumnKindRole)
        return int(column.kind);
    if (role == Qt::AccessibleTextRole)
        return column.kind == RunColumn::Eye ? tr("Shown in charts") : column.kind == RunColumn::Status ? tr("Status") : column.title();
    if (role == Qt::TextAlignmentRole)
        return int((column.kind == RunColumn::Duration || column.kind == RunColumn::Metric || column.kind == RunColumn::Param
                        ? Qt::AlignRight
                        : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    return {};
}

void RunTableModel::sort(int column, Qt::SortOrder order)
{
    const QString field = column >= 0 && column < m_columns.size() ? m_columns.at(column).field() : QString();
    m_order = field.isEmpty() ? QString() : field + (order == Qt::DescendingOrder ? QStringLiteral(" DESC") : QString());
    refresh();
}

void RunTableModel::setFilter(const QString &filter)
{
    const auto parsed = record::parseRunFilter(filter);
    if (!parsed) {
        Q_EMIT filterChecked(parsed.error().text, parsed.error().hint, parsed.error().position);
        return;
    }
    Q_EMIT filterChecked({}, {}, -1);
    m_filter = filter;
    refresh();
}

void RunTableModel::setExperiment(const QString &experiment)
{
    m_experiment = experiment;
    refresh();
}

void RunTableModel::setColumns(const QList<RunColumn> &columns)
{
    beginResetModel();
    m_columns = columns;
    endResetModel();
}

void RunTableModel::toggleShown(int row)
{
    if (const qint64 run = runAt(row))
        m_shown->setShown(run, !m_shown->isShown(run));
}

void RunTableModel::refresh()
{
    struct Found {
        QList<qint64> rows;
        qint64 all = 0;
        qint64 milliseconds = 0;
        record::FilterWords words;
    };
    const int asked = ++m_asked;
    record::RunFilter filter;
    filter.filter = m_filter;
    filter.order = m_order;
    filter.experiment = m_experiment;
    filter.limit = 0;
    m_store->ask<Found>(
        [filter](record::Store &store) -> Result<Found> {
            QElapsedTimer timer;
            timer.start();
            Found found;
            HR_ASSIGN(found.rows, store.runRows(filter));
            found.milliseconds = timer.elapsed();
            HR_ASSIGN(found.all, store.database().reading([&store]() -> qint64 {
                return store.database().sql().execAndGet("SELECT count(*) FROM runs WHERE lifecycle_stage = 'active'").getInt64();
            }));
            HR_ASSIGN(found.words, store.filterWords());
            return found;
        },
        this,
        [this, asked](const Result<Found> &found) {
            if (asked != m_asked)
                return;
            if (!found) {
                Q_EMIT filterChecked(found.error().text, found.error().hint, found.error().position);
                return;
            }
            if (found->words.metrics != m_words.metrics || found->words.params != m_words.params || found->words.tags != m_words.tags) {
                m_words = found->words;
                Q_EMIT wordsChanged();
            }
            takeRows(found->rows);
            Q_EMIT counted(found->all, found->rows.size(), found->milliseconds);
        });
}

void RunTableModel::takeRows(const QList<qint64> &rows)
{
    if (rows == m_rows) {  // the same runs: only what stands in them may have changed
        m_wanted.clear();
        for (auto it = m_summaries.cbegin(); it != m_summaries.cend(); ++it)
            if (it->status == record::RunStatus::Running || it->status == record::RunStatus::Scheduled || it->metrics.isEmpty())
                m_wanted.insert(it.key());
        if (!m_wanted.isEmpty())
            m_fetchTimer.start();
        return;
    }
    // New runs at the top of an unchanged rest are put in; selection and scroll position stay.
    const qsizetype added = rows.size() - m_rows.size();
    if (added > 0 && !m_rows.isEmpty() && rows.mid(added) == m_rows) {
        beginInsertRows({}, 0, int(added) - 1);
        m_rows = rows;
    } else {
        Q_EMIT layoutAboutToBeChanged();
        const QModelIndexList before = persistentIndexList();
        QHash<qint64, int> places;
        for (int i = 0; i < rows.size(); ++i)
            places.insert(rows.at(i), i);
        QModelIndexList after;
        for (const QModelIndex &old : before) {
            const int place = places.value(m_rows.value(old.row()), -1);
            after << (place < 0 ? QModelIndex() : createIndex(place, old.column()));
        }
        m_rows = rows;
        changePersistentIndexList(before, after);
        m_places = places;
        Q_EMIT layoutChanged();
        for (auto it = m_summaries.cbegin(); it != m_summaries.cend(); ++it)
            if (it->status == record::RunStatus::Running)
                m_wanted.insert(it.key());
        if (!m_wanted.isEmpty())
            m_fetchTimer.start();
        return;
    }
    m_places.clear();
    for (int i = 0; i < m_rows.size(); ++i)
        m_places.insert(m_rows.at(i), i);
    endInsertRows();
}

void RunTableModel::fetchSoon(int row) const
{
    // With its neighbours: the table asks for one cell after the other.
    for (int i = std::max(0, row - 20); i < std::min<int>(int(m_rows.size()), row + 60); ++i)
        if (!m_summaries.contains(m_rows.at(i)))
            m_wanted.insert(m_rows.at(i));
    if (!m_fetchTimer.isActive())
        m_fetchTimer.start();
}

void RunTableModel::fetch()
{
    const QList<qint64> wanted = m_wanted.values();
    m_wanted.clear();
    if (wanted.isEmpty())
        return;
    m_store->ask<QList<record::RunSummary>>([wanted](record::Store &store) { return store.summaries(wanted); }, this,
                                            [this](const Result<QList<record::RunSummary>> &summaries) {
                                                if (!summaries)
                                                    return;
                                                if (m_summaries.size() > kKept)
                                                    m_summaries.clear();
                                                int first = int(m_rows.size());
                                                int last = -1;
                                                for (const record::RunSummary &summary : *summaries) {
                                                    m_summaries.insert(summary.row, summary);
                                                    const int row = rowOf(summary.row);
                                                    if (row < 0)
                                                        continue;
                                                    first = std::min(first, row);
                                                    last = std::max(last, row);
                                                }
                                                if (last >= 0)
                                                    Q_EMIT dataChanged(index(first, 0), index(last, int(m_columns.size()) - 1));
                                            });
}

}  // namespace headrace

#include "moc_run_table_model.cpp"
