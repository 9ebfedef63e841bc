// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trust/outside_paths.h"

#include "engine/base/hashing.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/resolve.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>

namespace headrace {
namespace {

/// The folder before the first pattern character; the path itself where it is none.
QString allowable(const QString &absolute)
{
    static const QRegularExpression pattern(QStringLiteral("[*?\\[]"));
    const qsizetype at = QFileInfo::exists(absolute) ? -1 : absolute.indexOf(pattern);
    return at < 0 ? absolute : QDir::cleanPath(absolute.left(absolute.lastIndexOf(QLatin1Char('/'), at) + 1));
}

class OutsideFinder
{
public:
    OutsideFinder(const PathPolicy &policy, QList<OutsidePath> &paths) : m_policy(policy), m_paths(paths) {}

    void look(const QString &node, const QList<ParamSpec> &specs, const QJsonObject &values, const QString &prefix)
    {
        for (const ParamSpec &spec : specs) {
            const QJsonValue value = values.value(spec.name);
            if (spec.type == ParamType::Path && value.isString()) {
                take(node, prefix + spec.name, value.toString(), spec.writes);
            } else if (spec.type == ParamType::Records) {
                const QJsonArray records = value.toArray();
                for (qsizetype i = 0; i < records.size(); ++i)
                    look(node, spec.fields, records[i].toObject(), QStringLiteral("%1%2[%3].").arg(prefix, spec.name).arg(i));
            }
        }
    }

    void take(const QString &node, const QString &parameter, const QString &path, bool writes)
    {
        if (path.isEmpty())
            return;
        const auto allowed = writes ? m_policy.toWrite(path) : m_policy.toRead(path);
        if (allowed || allowed.error().code != ErrorCode::Denied)
            return;
        const OutsidePath found{node, parameter, path, allowable(QDir::cleanPath(QDir(m_policy.base()).absoluteFilePath(path))), writes};
        if (!m_paths.contains(found))
            m_paths.append(found);
    }

private:
    const PathPolicy &m_policy;
    QList<OutsidePath> &m_paths;
};

}  // namespace

LookOutside lookOutside(const Pipeline &pipeline, const Catalog &catalog, const PathPolicy &policy, const QMap<QString, QJsonValue> &values)
{
    LookOutside outcome;
    OutsideFinder finder(policy, outcome.paths);
    ResolveOptions options;
    options.values = values;
    options.folder = policy.base();
    options.upgrade = [&catalog](Node &node) { catalog.upgrade(node); };
    options.readFile = [&](const QString &path, const QString &folder) -> Result<SubpipelineFile> {
        const QString absolute = QDir::cleanPath(QDir(folder).absoluteFilePath(path));
        finder.take(QString(), QStringLiteral("pipeline"), absolute, false);
        HR_ASSIGN(const QString real, policy.toRead(absolute));
        HR_ASSIGN(ReadPipeline read, readPipelineFile(real));
        return SubpipelineFile{std::move(read.pipeline), real};
    };
    const ResolvedPipeline resolved = resolve(pipeline, catalog.lookup(), options);
    for (auto node = resolved.pipeline.nodes.cbegin(); node != resolved.pipeline.nodes.cend(); ++node) {
        const OperatorSpec *spec = catalog.find(node->op);
        if (!spec)
            continue;
        finder.look(node.key(), spec->params, node->params, QString());
        if (spec->traits.runsCode && node->params.value(QStringLiteral("file")).toString().isEmpty()) {
            const QByteArray code = node->params.value(QStringLiteral("code")).toString().toUtf8();
            outcome.embeddedCode.insert(sha256(code), code);
        }
    }
    return outcome;
}

}  // namespace headrace
