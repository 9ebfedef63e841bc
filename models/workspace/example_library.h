// SPDX-License-Identifier: GPL-3.0-or-later
// The example pipelines and templates that come with the program; they open as a copy of one's own.
#pragma once

#include "engine/base/result.h"
#include "engine/pipeline/pipeline.h"

#include <QList>

namespace headrace {

struct Example {
    QString id;      ///< name of its folder
    QString folder;  ///< holds <id>.pipeline.json and what it reads
    QString file;
    Pipeline pipeline;
    QString title() const { return pipeline.name; }
};

/// The folders of the installed program, or of the build it was started from; empty where they are not there.
QString exampleFolder();
QString templateFolder();

/// By their title; folders without a pipeline of their name are left out. Reads files; any thread.
QList<Example> findExamples(const QString &folder);

/// Where copies go: Headrace in the user's documents folder ($HEADRACE_HOME/documents where that is set).
QString documentsFolder();

/// Copies the whole folder of an example into a new folder below `target` and makes it a workspace; gives the path of the copied
/// pipeline. Nothing is overwritten; a copy that fails midway is removed again. Any thread: flights are 13 MB.
Result<QString> copyExample(const Example &example, const QString &target);

}  // namespace headrace
