// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/worker_client.h"

namespace headrace::host {

Result<QJsonObject> ask(Worker &worker, const QString &request, const QJsonObject &body, const AskOptions &options)
{
    const int id = worker.send(request, body);
    const double started = monotonicSeconds();
    double killAt = 0;  // 0: not cancelled
    std::optional<Error> reason;
    const auto cancel = [&](Error why) {
        reason = std::move(why);
        killAt = monotonicSeconds() + kCooperativeSeconds;
        worker.send(QStringLiteral("cancel"), {{QStringLiteral("of"), id}});
    };
    for (;;) {
        std::vector<Watch> watches;
        worker.addWatches(watches);
        if (options.stop)
            watches.push_back({options.stop->descriptor(), false});
        waitFor(watches, 50);
        const auto messages = worker.pump();
        if (!messages) {
            worker.process().kill();
            return messages.error();
        }
        for (const QJsonObject &message : *messages) {
            if (message.value(QStringLiteral("id")).toInt(-1) != id)
                continue;
            if (message.value(QStringLiteral("event")) != QLatin1String("answer")) {
                if (options.onEvent)
                    options.onEvent(message);
            } else if (reason) {
                return *std::move(reason);
            } else if (message.value(QStringLiteral("ok")).toBool()) {
                return message.value(QStringLiteral("result")).toObject();
            } else {
                return Error::fromJson(message.value(QStringLiteral("error")).toObject());
            }
        }
        const double now = monotonicSeconds();
        if (killAt > 0 && now >= killAt) {
            worker.process().kill();
            return *std::move(reason);
        }
        if (worker.outputOver())
            return reason ? *std::move(reason) : worker.deathError();
        if (killAt == 0 && options.stop && options.stop->count() > 0)
            cancel(Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."), {}));
        else if (killAt == 0 && options.timeoutSeconds > 0 && now - started > options.timeoutSeconds)
            cancel(Error(ErrorCode::TimedOut, QStringLiteral("The worker took longer than %1 s.").arg(options.timeoutSeconds),
                         QStringLiteral("Ask for less, or try again when the machine is less busy.")));
    }
}

Result<QJsonObject> withWorker(const QString &request, const QJsonObject &body, const AskOptions &options)
{
    HR_ASSIGN(const auto worker, Worker::start(options.worker));
    HR_TRY(worker->awaitHello(options.stop));
    auto answer = ask(*worker, request, body, options);
    worker->end();
    return answer;
}

}  // namespace headrace::host
