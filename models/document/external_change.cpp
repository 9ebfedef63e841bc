// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/external_change.h"

#include "engine/pipeline/format.h"
#include "models/document/durable_file.h"
#include "models/document/in_background.h"
#include "models/document/pipeline_document.h"
#include "models/document/three_way_merge.h"

#include <QFileInfo>

namespace headrace {
namespace {

constexpr int kQuietMs = 120;
constexpr int kPollMs = 1000;
constexpr int kTries = 8;  ///< looks at a file that is no pipeline: another program may be in the middle of writing it

}  // namespace

ExternalChange::ExternalChange(PipelineDocument *document, QObject *parent) : QObject(parent), m_document(document)
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(kQuietMs);
    m_poll.setInterval(kPollMs);
    const auto settle = [this] {
        m_tries = 0;
        m_settled.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this, settle] {
        // The folder speaks of every file in it. Ours is worth a look where the watch on it is lost: it was replaced or removed.
        if (!m_watcher.files().contains(m_document->path()) || !QFileInfo::exists(m_document->path()))
            settle();
    });
    connect(&m_settled, &QTimer::timeout, this, &ExternalChange::look);
    connect(&m_poll, &QTimer::timeout, this, &ExternalChange::look);
    connect(document, &PipelineDocument::pathChanged, this, &ExternalChange::watch);
    connect(document, &PipelineDocument::saved, this, [this] {
        m_gone = false;
        watch();
        solve();
    });
    watch();
}

ExternalChange::~ExternalChange() = default;

void ExternalChange::watch()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QString path = m_document->path();
    QStringList wanted;
    if (!path.isEmpty()) {
        wanted << QFileInfo(path).absolutePath();
        if (QFileInfo::exists(path))
            wanted << path;
    }
    for (const QString &old : watched)
        if (!wanted.contains(old))
            m_watcher.removePath(old);
    for (const QString &name : std::as_const(wanted))
        if (!watched.contains(name) && QFileInfo::exists(name))
            m_watcher.addPath(name);
    // A watch that survived a rename over the file follows the old one: set it anew.
    if (watched.contains(path)) {
        m_watcher.removePath(path);
        m_watcher.addPath(path);
    }
}

void ExternalChange::look()
{
    if (m_document->path().isEmpty())
        return;
    if (std::exchange(m_looking, true)) {
        m_again = true;
        return;
    }
    watch();
    inBackground(
        this, [path = m_document->path()] { return std::pair(path, readWhole(path)); },
        [this](const std::pair<QString, Result<QByteArray>> &read) {
            m_looking = false;
            if (read.first == m_document->path())
                take(read.second);
            if (std::exchange(m_again, false))
                look();
        });
}

void ExternalChange::take(const Result<QByteArray> &bytes)
{
    if (!bytes) {
        if (bytes.error().code == ErrorCode::NotFound) {
            m_poll.start();
            if (m_tries++ < 3)  // a checkout removes a file before it makes it again
                m_settled.start();
            else if (!std::exchange(m_gone, true))
                Q_EMIT vanished();
            return;
        }
        Q_EMIT unreadable(bytes.error());
        return;
    }
    m_poll.stop();
    const bool wasGone = std::exchange(m_gone, false);
    if (*bytes == m_document->savedBytes()) {
        m_odd.clear();
        solve();  // changed back
        if (std::exchange(m_sayAgain, false) || wasGone)
            Q_EMIT returned();
        return;
    }
    const bool sayAgain = std::exchange(m_sayAgain, false);
    if (m_theirs && *bytes == m_theirBytes) {
        if (sayAgain)
            Q_EMIT conflict(diff(m_document->pipeline(), *m_theirs));
        return;
    }
    const auto read = readPipeline(*bytes);
    if (!read) {
        if (!sayAgain && m_tries++ < kTries)
            m_settled.start();
        else if (std::exchange(m_odd, *bytes) != *bytes || sayAgain)
            Q_EMIT unreadable(read.error());
        return;
    }
    m_odd.clear();
    const Pipeline &theirs = read->pipeline;
    if (!m_document->isModified()) {
        m_document->setSavedBytes(*bytes);
        takeContent(theirs, tr("Reload changed file"));
        Q_EMIT reloaded();
        return;
    }
    const auto base = readPipeline(m_document->savedBytes());
    if (base) {
        const MergedPipeline joined = mergeThreeWay(base->pipeline, m_document->pipeline(), theirs);
        const Pipeline before = m_document->pipeline();
        if (joined.conflicts.isEmpty() && m_document->replaceWith(joined.pipeline, tr("Join with changed file"))) {
            m_before = before;
            m_document->setSavedBytes(*bytes);
            if (m_document->pipeline() == theirs)
                m_document->undoStack()->setClean();
            solve();
            Q_EMIT merged();
            return;
        }
    }
    m_theirs = theirs;
    m_theirBytes = *bytes;
    Q_EMIT conflict(diff(m_document->pipeline(), theirs));
}

void ExternalChange::takeContent(const Pipeline &theirs, const QString &text)
{
    m_before = m_document->pipeline();
    // A file without places does not take away those that were given when it was opened.
    Pipeline placed = theirs;
    if (placed.layout.positions.isEmpty())
        for (auto place = m_before.layout.positions.cbegin(); place != m_before.layout.positions.cend(); ++place)
            if (placed.nodes.contains(place.key()))
                placed.layout.positions.insert(place.key(), *place);
    const auto taken = m_document->replaceWith(placed, text);
    // Members that no edit names (of a later version of the format) make a new document of it: rather no undo than a loss.
    if (!taken || !(m_document->pipeline() == placed))
        m_document->setContent(placed, false);
    else
        m_document->undoStack()->setClean();
}

void ExternalChange::solve()
{
    if (!m_theirs)
        return;
    m_theirs.reset();
    m_theirBytes.clear();
    Q_EMIT conflictSolved();
}

void ExternalChange::lookNow()
{
    m_sayAgain = true;
    m_settled.stop();
    look();
}

void ExternalChange::expectReturn()
{
    m_gone = true;
    m_poll.start();
}

void ExternalChange::keepMine()
{
    if (!m_odd.isEmpty())
        m_document->setSavedBytes(std::exchange(m_odd, {}));
    if (!m_theirs)
        return;
    m_document->setSavedBytes(m_theirBytes);
    solve();
}

void ExternalChange::takeTheirs()
{
    if (!m_theirs)
        return;
    const Pipeline theirs = *m_theirs;
    m_document->setSavedBytes(m_theirBytes);
    takeContent(theirs, tr("Take the file's version"));
    solve();
}

bool ExternalChange::differsOnDisk() const
{
    if (m_document->path().isEmpty())
        return false;
    const auto bytes = readWhole(m_document->path());
    return bytes && *bytes != m_document->savedBytes();
}

}  // namespace headrace

#include "moc_external_change.cpp"
