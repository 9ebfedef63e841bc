// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runs/store_thread.h"

#include <QThread>
#include <QTimer>

#include <optional>

namespace headrace {

namespace {
constexpr int kLookMs = 500;
}

/// On the store's thread.
class StoreThread::Worker : public QObject
{
public:
    Worker(QString database, StoreThread *owner) : m_database(std::move(database)), m_owner(owner), m_timer(this)
    {
        m_timer.setInterval(kLookMs);
        connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
    }

    void start() { m_timer.start(); }

    void work(const std::function<void(Result<record::Store> &)> &job)
    {
        if (!m_store || !m_store->ok())
            m_store.emplace(record::Store::open(m_database));
        job(*m_store);
        look();
    }

private:
    /// data_version changes with every commit of another connection; total_changes counts our own.
    void look()
    {
        if (!m_store || !m_store->ok())
            return;
        const auto version = (*m_store)->database().reading([this] {
            SQLite::Database &sql = (*m_store)->database().sql();
            return std::pair(qint64(sql.execAndGet("PRAGMA data_version").getInt64()), qint64(sql.getTotalChanges()));
        });
        if (!version || *version == m_version)
            return;
        const bool first = m_version.first == 0;
        m_version = *version;
        if (!first)
            QMetaObject::invokeMethod(m_owner, &StoreThread::changed, Qt::QueuedConnection);
    }

    QString m_database;
    StoreThread *m_owner;
    QTimer m_timer;
    std::optional<Result<record::Store>> m_store;
    std::pair<qint64, qint64> m_version{0, 0};
};

StoreThread::StoreThread(const QString &database, QObject *parent)
    : QObject(parent), m_thread(std::make_unique<QThread>()), m_worker(new Worker(database, this))
{
    m_worker->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::started, m_worker, [worker = m_worker] { worker->start(); });
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

StoreThread::~StoreThread()
{
    m_thread->quit();
    m_thread->wait();
}

void StoreThread::post(std::function<void(Result<record::Store> &)> work)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, work = std::move(work)] { worker->work(work); }, Qt::QueuedConnection);
}

}  // namespace headrace

#include "moc_store_thread.cpp"
