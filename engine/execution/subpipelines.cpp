// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/subpipelines.h"

#include "engine/pipeline/format.h"

#include <QDir>

namespace headrace::execution {

std::function<Result<SubpipelineFile>(const QString &path, const QString &folder)> subpipelineReader(
    const PathPolicy &paths, const QMap<QString, Pipeline> &contents)
{
    return [paths, contents](const QString &path, const QString &folder) -> Result<SubpipelineFile> {
        HR_ASSIGN(const QString absolute, paths.toRead(QDir(folder).absoluteFilePath(path)));
        if (const auto edited = contents.constFind(absolute); edited != contents.constEnd())
            return SubpipelineFile{*edited, absolute};
        HR_ASSIGN(ReadPipeline read, readPipelineFile(absolute));
        return SubpipelineFile{std::move(read.pipeline), absolute};
    };
}

}  // namespace headrace::execution
