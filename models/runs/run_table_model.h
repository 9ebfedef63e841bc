// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of the store as a table of any size: their keys are held, their rows fetched as they come into sight.
#pragma once

#include "models/runs/shown_runs.h"
#include "models/runs/store_thread.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace headrace {

/// A column of the run table.
struct RunColumn {
    enum Kind { Eye, Name, Status, Started, Duration, File, Experiment, Metric, Param, Tag };
    Kind kind = Name;
    QString key;  ///< of a metric, param or tag
    bool operator==(const RunColumn &) const = default;
    QString title() const;
    /// As the filter language and order write it; empty where it cannot be sorted by.
    QString field() const;
};

/// Window's thread; reads through a StoreThread.
class RunTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    RunTableModel(StoreThread *store, ShownRuns *shown, QObject *parent = nullptr);

    enum Role { RunRowRole = Qt::UserRole + 1, ColumnKindRole, StatusRole };

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// The filter's text; a mistake comes by filterChecked() and leaves the table as it is.
    void setFilter(const QString &filter);
    const QString &filter() const { return m_filter; }
    void setExperiment(const QString &experiment);
    const QList<RunColumn> &columns() const { return m_columns; }
    void setColumns(const QList<RunColumn> &columns);
    /// Keys that could be columns, as the store last said.
    const record::FilterWords &words() const { return m_words; }

    qint64 runAt(int row) const { return m_rows.value(row, 0); }
    int rowOf(qint64 run) const { return m_places.value(run, -1); }
    /// What is known of a run; nullptr until it is fetched.
    const record::RunSummary *summary(qint64 run) const;
    void toggleShown(int row);

Q_SIGNALS:
    /// How many runs there are, how many answer the filter, and how long finding them took.
    void counted(qint64 all, qint64 found, qint64 milliseconds);
    /// Empty text: the filter is fine.
    void filterChecked(const QString &text, const QString &hint, int position);
    void wordsChanged();

private:
    void refresh();
    void takeRows(const QList<qint64> &rows);
    void fetchSoon(int row) const;
    void fetch();

    StoreThread *m_store;
    ShownRuns *m_shown;
    QString m_filter;
    QString m_experiment;
    QString m_order;
    QList<RunColumn> m_columns;
    QList<qint64> m_rows;
    QHash<qint64, int> m_places;
    QHash<qint64, record::RunSummary> m_summaries;
    mutable QSet<qint64> m_wanted;
    mutable QTimer m_fetchTimer;
    record::FilterWords m_words;
    int m_asked = 0;  ///< number of the last refresh: older answers are stale
};

}  // namespace headrace
