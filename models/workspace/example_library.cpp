// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/example_library.h"

#include "engine/host/process.h"
#include "engine/pipeline/format.h"
#include "models/workspace/workspace_model.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace headrace {
namespace {

QString shippedFolder(const QString &name)
{
    for (const char *where : {"/../share/headrace/", "/../"}) {
        const QString folder = QDir::cleanPath(host::programFolder() + QLatin1String(where) + name);
        if (QFileInfo(folder).isDir())
            return folder;
    }
    return {};
}

Result<void> copyTree(const QString &from, const QString &to)
{
    const Error failed(ErrorCode::Io, QCoreApplication::translate("ExampleLibrary", "The example could not be copied to '%1'.").arg(to),
                       QCoreApplication::translate("ExampleLibrary", "Check the folder, its permissions and the free space."));
    QDirIterator files(from, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString target = to + source.mid(from.size());
        if (!QDir().mkpath(QFileInfo(target).absolutePath()) || !QFile::copy(source, target))
            return failed;
        // Installed files may only be read; the copy is the user's.
        QFile::setPermissions(target, QFile::permissions(target) | QFile::WriteOwner | QFile::ReadOwner);
    }
    return {};
}

}  // namespace

QString exampleFolder()
{
    return shippedFolder(QStringLiteral("examples"));
}

QString templateFolder()
{
    return shippedFolder(QStringLiteral("templates"));
}

QList<Example> findExamples(const QString &folder)
{
    QList<Example> examples;
    const QStringList names = folder.isEmpty() ? QStringList() : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        Example example;
        example.id = name;
        example.folder = folder + QLatin1Char('/') + name;
        example.file = example.folder + QLatin1Char('/') + name + QStringLiteral(".pipeline.json");
        auto read = readPipelineFile(example.file);
        if (!read)
            continue;
        example.pipeline = std::move(read->pipeline);
        if (example.pipeline.name.isEmpty())
            example.pipeline.name = name;
        examples.append(std::move(example));
    }
    std::sort(examples.begin(), examples.end(),
              [](const Example &a, const Example &b) { return a.title().localeAwareCompare(b.title()) < 0; });
    return examples;
}

QString documentsFolder()
{
    if (const QString home = qEnvironmentVariable("HEADRACE_HOME"); !home.isEmpty())
        return QDir(home).absolutePath() + QStringLiteral("/documents");
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + QStringLiteral("/Headrace");
}

Result<QString> copyExample(const Example &example, const QString &target)
{
    QDir().mkpath(target);
    const QString folder = target + QLatin1Char('/') + freeName(target, example.id, QString());
    if (const auto copied = copyTree(example.folder, folder); !copied) {
        QDir(folder).removeRecursively();
        return copied.error();
    }
    QDir().mkpath(folder + QStringLiteral("/.headrace"));
    return QString(folder + QLatin1Char('/') + QFileInfo(example.file).fileName());
}

}  // namespace headrace
