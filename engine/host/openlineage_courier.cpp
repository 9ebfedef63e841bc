// SPDX-License-Identifier: GPL-3.0-or-later
// The part that speaks HTTP; it runs in a process of its own.
#include "engine/host/openlineage_outbox.h"

#include "engine/base/version.h"
#include "engine/host/process.h"

#include <QDateTime>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSaveFile>
#include <QTimer>

namespace headrace::host {

namespace {

/// One event after the other, so that an end never overtakes its start; servers that fail pause without holding up the others.
class Courier : public QObject
{
public:
    Courier(const QString &folder, const CourierLimits &limits) : m_folder(folder), m_limits(limits) {}

    int work()
    {
        QTimer::singleShot(0, this, [this] { next(); });
        m_loop.exec();
        return m_delivered;
    }

private:
    struct Server {
        double pauseUntil = 0;
        double failingSince = 0;  ///< 0: it answers
        int failures = 0;
        bool givenUp = false;
    };

    struct Letter {
        QString file;
        QString url;
        QByteArray body;
    };

    std::optional<Letter> read(const QString &name)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        const QJsonObject kept = QJsonDocument::fromJson(file.readAll()).object();
        Letter letter{name, kept.value(QStringLiteral("url")).toString(),
                      QJsonDocument(kept.value(QStringLiteral("event")).toObject()).toJson(QJsonDocument::Compact)};
        if (letter.url.isEmpty()) {
            file.remove();  // not ours
            return std::nullopt;
        }
        return letter;
    }

    void next()
    {
        double soonest = -1;
        const double now = monotonicSeconds();
        QSet<QString> blocked;
        for (const QString &name : m_folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
            const auto letter = read(name);
            if (!letter || blocked.contains(letter->url))
                continue;
            const Server &server = m_servers[letter->url];
            if (server.givenUp || server.pauseUntil > now) {
                blocked.insert(letter->url);
                if (!server.givenUp)
                    soonest = soonest < 0 ? server.pauseUntil : std::min(soonest, server.pauseUntil);
                continue;
            }
            post(*letter);
            return;
        }
        if (soonest < 0)
            m_loop.quit();
        else
            QTimer::singleShot(int((soonest - now) * 1000) + 1, this, [this] { next(); });
    }

    void post(const Letter &letter)
    {
        QNetworkRequest request((QUrl(letter.url)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("headrace/") + programVersion());
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::SameOriginRedirectPolicy);
        request.setTransferTimeout(m_limits.answerMs);
        if (const QByteArray key = qgetenv("OPENLINEAGE_API_KEY"); !key.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + key);
        QNetworkReply *reply = m_network.post(request, letter.body);
        connect(reply, &QNetworkReply::finished, this, [this, reply, letter] {
            reply->deleteLater();
            answered(letter, reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->errorString(),
                     reply->error() == QNetworkReply::NoError);
            next();
        });
    }

    void answered(const Letter &letter, int status, const QString &why, bool ok)
    {
        Server &server = m_servers[letter.url];
        const QString path = m_folder.filePath(letter.file);
        if (ok && status >= 200 && status < 300) {
            QFile::remove(path);
            server = {};
            ++m_delivered;
            QFile::remove(m_folder.filePath(QStringLiteral("trouble")));
            return;
        }
        const bool refused = status >= 400 && status < 500 && status != 408 && status != 429;
        if (refused) {
            // It will not be taken another time either; kept apart, so that one can look at it.
            m_folder.mkpath(QStringLiteral("refused"));
            QFile::rename(path, m_folder.filePath(QStringLiteral("refused/") + letter.file));
            say(Error(ErrorCode::Failed, QStringLiteral("%1 refused a lineage event (%2: %3).").arg(letter.url).arg(status).arg(why),
                      QStringLiteral("It is kept in %1.").arg(m_folder.filePath(QStringLiteral("refused")))));
            return;
        }
        const double now = monotonicSeconds();
        if (server.failingSince == 0)
            server.failingSince = now;
        const int pause = std::min(m_limits.longestPauseMs, m_limits.firstPauseMs << std::min(server.failures, 10));
        ++server.failures;
        server.pauseUntil = now + pause / 1000.0;
        server.givenUp = (now - server.failingSince) * 1000 >= m_limits.giveUpMs;
        say(Error(ErrorCode::Failed, QStringLiteral("Lineage events could not be sent to %1 (%2).").arg(letter.url, why),
                  QStringLiteral("They wait in %1 and are tried again.").arg(m_folder.path())));
    }

    void say(const Error &error)
    {
        QSaveFile file(m_folder.filePath(QStringLiteral("trouble")));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QJsonDocument(error.toJson()).toJson(QJsonDocument::Compact));
            file.commit();
        }
    }

    QDir m_folder;
    CourierLimits m_limits;
    QEventLoop m_loop;
    QNetworkAccessManager m_network;
    QHash<QString, Server> m_servers;
    int m_delivered = 0;
};

}  // namespace

int deliverLineage(const StorePaths &paths, const CourierLimits &limits)
{
    const QString folder = paths.data + QStringLiteral("/openlineage");
    int delivered = 0;
    // Who puts an event in while we are about to leave finds the lock held, and relies on this second look.
    for (int looks = 0; looks < 2; ++looks) {
        if (QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files).isEmpty())
            continue;
        FileLock lock(folder + QStringLiteral("/courier.lock"), 0);
        if (!lock.isHeld())
            return delivered;
        delivered += Courier(folder, limits).work();
    }
    return delivered;
}

}  // namespace headrace::host
