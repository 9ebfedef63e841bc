// SPDX-License-Identifier: GPL-3.0-or-later
// Statistics of the rows that stood at a step of a past run: worked out by the worker over the pipeline as it was.
#pragma once

#include "models/lineage/lineage_graph.h"
#include "models/runs/store_thread.h"

#include <QStandardItemModel>

namespace headrace {

class WarmWorker;

/// Window's thread. Nothing runs but what rows at one place need; files that were changed since are said to be.
class LineageStatistics : public QObject
{
    Q_OBJECT

public:
    LineageStatistics(StoreThread *store, WarmWorker *worker, QObject *parent = nullptr);

    /// Of a thing, as its newest run had it. Asked again only for another one.
    void show(const LineageGraph &graph, int thing);
    QStandardItemModel *model() { return &m_model; }
    /// What stands in place of the table, or beside it: that it is worked out, why it cannot be, which files were changed.
    const QString &words() const { return m_words; }

Q_SIGNALS:
    void changed();

private:
    struct Asked;
    void ask(const QString &run, const QString &port, const QList<std::pair<QString, QString>> &sources);
    void take(const QJsonObject &answer, const QStringList &changedFiles);
    void say(const QString &words);

    StoreThread *m_store;
    WarmWorker *m_worker;
    QStandardItemModel m_model;
    QString m_words;
    QString m_shown;  ///< content and run of what is shown
    int m_number = 0;
};

}  // namespace headrace
