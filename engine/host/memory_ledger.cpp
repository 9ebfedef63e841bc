// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/memory_ledger.h"

#include "engine/host/process.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <atomic>

namespace headrace::host {

namespace {

constexpr qint64 kLeast = qint64(512) << 20;
constexpr int kLockMs = 1000;
const QString kEnding = QStringLiteral(".share");

struct Entry {
    qint64 pid = 0, started = 0, bytes = 0;
    QString boot;
};

std::optional<Entry> readEntry(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const Entry entry{object.value(QStringLiteral("pid")).toInteger(), object.value(QStringLiteral("started")).toInteger(),
                      object.value(QStringLiteral("bytes")).toInteger(), object.value(QStringLiteral("boot")).toString()};
    return entry.pid > 0 && entry.bytes > 0 ? std::optional(entry) : std::nullopt;
}

}  // namespace

MemoryShare::MemoryShare(MemoryShare &&other) noexcept
    : m_file(std::exchange(other.m_file, {})), m_bytes(std::exchange(other.m_bytes, 0)), m_others(other.m_others)
{}

MemoryShare &MemoryShare::operator=(MemoryShare &&other) noexcept
{
    giveBack();
    m_file = std::exchange(other.m_file, {});
    m_bytes = std::exchange(other.m_bytes, 0);
    m_others = other.m_others;
    return *this;
}

MemoryShare::~MemoryShare()
{
    giveBack();
}

void MemoryShare::giveBack()
{
    if (!m_file.isEmpty())
        QFile::remove(m_file);
    m_file.clear();
    m_bytes = 0;
}

MemoryLedger::MemoryLedger(QString folder, qint64 budget)
    : m_folder(std::move(folder)), m_budget(budget > 0 ? budget : machineMemory() / 4 * 3)
{}

qint64 MemoryLedger::least() const
{
    return std::min(kLeast, forRuns() / 4);
}

qint64 MemoryLedger::held() const
{
    return heldIn(false);
}

qint64 MemoryLedger::heldIn(bool clear) const
{
    const ProcessIdentity own = ownIdentity();
    qint64 held = 0;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList(QDir::Files)) {
        const auto entry = name.endsWith(kEnding) ? readEntry(folder.filePath(name)) : std::nullopt;
        if (entry && entry->boot == own.boot && isAlive(entry->pid, entry->started))
            held += entry->bytes;
        else if (clear && name != QLatin1String("lock"))
            QFile::remove(folder.filePath(name));
    }
    return held;
}

MemoryShare MemoryLedger::take(qint64 wanted) const
{
    MemoryShare share;
    QDir().mkpath(m_folder);
    // Held while the shares of others are summed up and the own one is entered; a host that dies with it lets it go.
    const FileLock lock(m_folder + QStringLiteral("/lock"), kLockMs);
    share.m_others = heldIn(lock.isHeld());
    const qint64 left = std::max(forRuns() - share.m_others, least());
    share.m_bytes = wanted > 0 ? std::min(wanted, left) : share.m_others == 0 ? forRuns() / 4 * 3 : left;

    static std::atomic<int> number = 0;
    const ProcessIdentity own = ownIdentity();
    const QString file = QStringLiteral("%1/%2-%3-%4").arg(m_folder).arg(own.pid).arg(own.started).arg(number++);
    QFile entry(file);
    const QByteArray bytes = QJsonDocument(QJsonObject{{QStringLiteral("pid"), own.pid},
                                                       {QStringLiteral("started"), own.started},
                                                       {QStringLiteral("boot"), own.boot},
                                                       {QStringLiteral("bytes"), share.m_bytes}})
                                 .toJson(QJsonDocument::Compact);
    // Renamed into place, so that nobody reads half of it. It need not survive the machine, only its host.
    if (!entry.open(QIODevice::WriteOnly) || entry.write(bytes) != bytes.size() || !entry.flush())
        return share;
    entry.close();
    if (entry.rename(file + kEnding))
        share.m_file = file + kEnding;
    return share;
}

}  // namespace headrace::host
