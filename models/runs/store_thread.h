// SPDX-License-Identifier: GPL-3.0-or-later
// The run store for a window: read and annotated on a thread of its own, so that no query ever holds the window up.
#pragma once

#include "engine/record/store.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace headrace {

/// Lives on the window's thread; the work runs on another, one piece after the other, on one connection.
class StoreThread : public QObject
{
    Q_OBJECT

public:
    /// `database` is the store's file; it is made if it is not there. Opening happens on the other thread.
    explicit StoreThread(const QString &database, QObject *parent = nullptr);
    ~StoreThread() override;

    /// Runs `read` over there and calls `done` here, unless `context` is gone by then.
    template <class T>
    void ask(std::function<Result<T>(record::Store &)> read, QObject *context, std::function<void(const Result<T> &)> done)
    {
        post([this, read = std::move(read), guard = QPointer<QObject>(context), done = std::move(done)](Result<record::Store> &store) {
            // The store is opened anew after an error, so that a person who mended the cause need not start again.
            Result<T> answer = store ? read(*store) : Result<T>(store.error());
            QMetaObject::invokeMethod(
                this,
                [guard, done, answer = std::move(answer)] {
                    if (guard)
                        done(answer);
                },
                Qt::QueuedConnection);
        });
    }

Q_SIGNALS:
    /// Something was written, by any process. At most twice a second.
    void changed();

private:
    class Worker;
    void post(std::function<void(Result<record::Store> &)> work);
    std::unique_ptr<QThread> m_thread;
    Worker *m_worker;
};

}  // namespace headrace
