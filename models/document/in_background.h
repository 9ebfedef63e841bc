// SPDX-License-Identifier: GPL-3.0-or-later
// Work on another thread whose outcome comes back to the thread of an object, if that still lives.
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace headrace {

/// `work()` runs on a thread of the pool; `then(outcome)` on the application's, which must be the object's. Called from there.
template <class Work, class Then> void inBackground(QObject *object, Work work, Then then)
{
    QThreadPool::globalInstance()->start([alive = QPointer<QObject>(object), work = std::move(work), then = std::move(then)] {
        auto outcome = work();
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [alive, then, outcome = std::move(outcome)] {
                if (alive)
                    then(outcome);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace headrace
