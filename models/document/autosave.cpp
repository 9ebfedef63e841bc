// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/autosave.h"

#include "engine/base/hashing.h"
#include "engine/base/version.h"
#include "engine/host/process.h"
#include "engine/pipeline/format.h"
#include "models/document/durable_file.h"
#include "models/document/pipeline_document.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace headrace {
namespace {

const QString kPart = QStringLiteral("autosave");

/// Whose autosave it is, and of which file: what recovery reads.
QByteArray sidecarOf(const PipelineDocument &document)
{
    static const host::ProcessIdentity self = host::ownIdentity();
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1},
                                     {QStringLiteral("file"), document.path()},
                                     {QStringLiteral("home"), document.folder()},
                                     {QStringLiteral("name"), document.displayName()},
                                     {QStringLiteral("base"), sha256(document.savedBytes())},
                                     {QStringLiteral("pid"), self.pid},
                                     {QStringLiteral("started"), self.started},
                                     {QStringLiteral("boot"), self.boot}})
        .toJson();
}

Result<void> writeBoth(const AutosaveFiles &files, const QByteArray &sidecar, const Pipeline &pipeline)
{
    HR_TRY(makePrivateFolder(QFileInfo(files.content).absolutePath()));
    // The sidecar first: content without one would belong to nobody.
    if (!QFile::exists(files.sidecar))
        HR_TRY(writeDurably(files.sidecar, sidecar));
    return writeDurably(files.content, writePipeline(pipeline));
}

void removeBoth(const AutosaveFiles &files)
{
    if (files.content.isEmpty())
        return;
    QFile::remove(files.content);
    QFile::remove(files.sidecar);
}

}  // namespace

Autosave::Autosave(PipelineDocument *document, QObject *parent)
    : QObject(parent), m_document(document), m_number(QUuid::createUuid().toString(QUuid::Id128).left(12))
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { saveNow(); });
    connect(document, &PipelineDocument::edited, this, &Autosave::schedule);
    connect(document, &PipelineDocument::saved, this, &Autosave::discard);
    connect(document, &PipelineDocument::modifiedChanged, this, [this](bool modified) {
        if (!modified)
            discard();
        else
            schedule();
    });
    connect(document, &PipelineDocument::pathChanged, this, &Autosave::move);
    if (document->isModified())
        schedule();
}

Autosave::~Autosave()
{
    m_pool.waitForDone();
    if (!m_keep)
        removeBoth(m_files);
}

void Autosave::schedule()
{
    m_dirty = true;
    if (!m_timer.isActive())  // not started again by each edit: the first unsaved one may be an interval old at most
        m_timer.start();
}

void Autosave::choosePlace()
{
    if (!m_files.content.isEmpty())
        return;
    const QString path = m_document->path();
    const QString folder = path.isEmpty() ? userFolder(kPart) : privateFolder(m_document->workspace(), kPart);
    const QString stem = folder + QLatin1Char('/') + (path.isEmpty() ? QStringLiteral("untitled") : nameForPath(path)) + QLatin1Char('-')
        + m_number;
    m_files = {stem + QStringLiteral(".pipeline.json"), stem + QStringLiteral(".owner.json")};
}

void Autosave::saveNow(bool wait)
{
    if (m_dirty && m_document->isModified()) {
        m_dirty = false;
        m_timer.stop();
        choosePlace();
        m_pool.start([this, files = m_files, sidecar = sidecarOf(*m_document), pipeline = m_document->pipeline()] {
            const Result<void> result = writeBoth(files, sidecar, pipeline);
            QMetaObject::invokeMethod(
                this, [this, result] { finish(result); }, Qt::QueuedConnection);
        });
    }
    if (wait)
        m_pool.waitForDone();
}

void Autosave::finish(const Result<void> &result)
{
    if (result) {
        Q_EMIT written();
        if (std::exchange(m_failing, false))
            Q_EMIT workedAgain();
        return;
    }
    if (m_document->isModified())
        schedule();
    if (!std::exchange(m_failing, true))
        Q_EMIT failed(result.error());
}

void Autosave::discard()
{
    m_dirty = false;
    m_timer.stop();
    if (!m_files.content.isEmpty())
        m_pool.start([files = std::exchange(m_files, {})] { removeBoth(files); });
    // Under another name than the one that goes: the removal could otherwise meet the next write's file.
    m_number = QUuid::createUuid().toString(QUuid::Id128).left(12);
}

/// The file has another name: what is kept must name it, or it would be offered for a file that is not there.
void Autosave::move()
{
    if (m_files.content.isEmpty())
        return;
    const AutosaveFiles old = std::exchange(m_files, {});
    m_number = QUuid::createUuid().toString(QUuid::Id128).left(12);
    m_dirty = true;
    saveNow();
    m_pool.start([old] { removeBoth(old); });
}

void Autosave::adopt(const AutosaveFiles &files)
{
    m_files = files;
    m_pool.start([sidecarPath = files.sidecar, sidecar = sidecarOf(*m_document)] {
        // Where this fails the sidecar still names the window that died, and the content would be offered once more.
        [[maybe_unused]] const auto result = writeDurably(sidecarPath, sidecar);
    });
    m_dirty = true;
}

}  // namespace headrace

#include "moc_autosave.cpp"
