// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what windows that died had not saved, and brings it back.
#pragma once

#include "engine/pipeline/diff.h"
#include "models/document/autosave.h"

#include <QDateTime>
#include <QList>

#include <memory>

namespace headrace {

class PipelineDocument;

/// An autosave whose window has died.
struct RecoverableDocument {
    AutosaveFiles files;
    QString file;    ///< of the document; empty: it never had one
    QString home;    ///< folder its relative paths start from
    QString name;    ///< for a person
    QDateTime time;  ///< of the last autosave
    Pipeline saved;  ///< as on the disk now; empty where there is no file
    Pipeline recovered;
    PipelineDiff diff;  ///< from saved to recovered
    bool fileIsThere = false;
    bool fileChanged = false;  ///< the file is another than the one that was being edited
};

/// The autosave folders of workspaces, and the user's. Those that are not there are left out.
QStringList autosaveFolders(const QStringList &workspaces);

/// What can be recovered in these folders, the latest first. Autosaves of windows that still run are left alone; sidecars of
/// dead windows without content, and content equal to its file, are removed. Reads files; any thread.
QList<RecoverableDocument> findRecoverable(const QStringList &folders);

/// The document with the recovered content, which is one step of undo over its file; modified. Its Autosave then must adopt()
/// the files: until then they stay as they are. Where the file is gone the document has none and is at home in the folder.
std::unique_ptr<PipelineDocument> recover(const RecoverableDocument &recoverable);

/// Throws the autosave away.
void discard(const RecoverableDocument &recoverable);

}  // namespace headrace
