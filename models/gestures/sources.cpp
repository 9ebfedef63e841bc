// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/sources.h"

#include "models/gestures/fresh_ids.h"

#include <QDir>
#include <QFileInfo>

namespace headrace {
namespace {

struct Ending {
    const char *suffix;
    const char *op;
};
constexpr Ending kEndings[] = {
    {"csv", "read.csv"},       {"tsv", "read.csv"},        {"txt", "read.csv"},         {"json", "read.json"},
    {"ndjson", "read.json"},   {"jsonl", "read.json"},     {"parquet", "read.parquet"}, {"parq", "read.parquet"},
    {"sqlite", "read.sqlite"}, {"sqlite3", "read.sqlite"}, {"db", "read.sqlite"},
};

QString withoutPacking(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    for (const char *packing : {".gz", ".zst"})
        if (name.endsWith(QLatin1String(packing), Qt::CaseInsensitive))
            return name.left(name.size() - qsizetype(qstrlen(packing)));
    return name;
}

}  // namespace

QString sourceForFile(const QString &path, const Catalog &catalog)
{
    const QString name = withoutPacking(path);
    if (name.endsWith(QLatin1String(".pipeline.json"), Qt::CaseInsensitive))
        return {};
    const QString suffix = QFileInfo(name).suffix().toLower();
    for (const Ending &ending : kEndings)
        if (suffix == QLatin1String(ending.suffix) && catalog.find(QLatin1String(ending.op)))
            return QLatin1String(ending.op);
    return {};
}

QString pathInPipeline(const QString &path, const QString &folder)
{
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    if (folder.isEmpty())
        return absolute;
    const QString base = QDir::cleanPath(QDir(folder).absolutePath());
    return absolute.startsWith(base.endsWith(QLatin1Char('/')) ? base : base + QLatin1Char('/')) ? QDir(base).relativeFilePath(absolute)
                                                                                                 : absolute;
}

Added addSources(const Pipeline &pipeline, const Catalog &catalog, const QStringList &files, const QString &folder, QPointF position,
                 QStringList *unread)
{
    Added all;
    Pipeline growing;  // what was added must be seen when the next one looks for an id and for room
    growing.nodes = pipeline.nodes;
    growing.layout = pipeline.layout;
    for (const QString &file : files) {
        const QString op = sourceForFile(file, catalog);
        if (op.isEmpty()) {
            if (unread)
                unread->append(file);
            continue;
        }
        const QString name = QFileInfo(withoutPacking(file)).completeBaseName();
        const Added added = addNode(growing, catalog, op, freePlace(growing, position),
                                    {{QStringLiteral("path"), pathInPipeline(file, folder)}}, name, name);
        const auto applied = applyEdits(growing, added.edits);
        if (!applied)
            continue;
        all.edits += added.edits;
        all.items.nodes += added.items.nodes;
    }
    return all;
}

}  // namespace headrace
