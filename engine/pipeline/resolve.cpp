// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/resolve.h"

#include "engine/base/closest.h"
#include "engine/pipeline/check.h"
#include "engine/pipeline/disabled.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/subpipeline.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QLocale>

#include <cmath>
#include <memory>

namespace headrace {

namespace {

using Parameters = QMap<QString, PipelineParameter>;

/// Bounds on what a small file may grow to: files that contain others twice double at each level.
constexpr qsizetype kMostNodes = 1'000'000;
constexpr int kMostInlined = 100'000;

/// The pipeline being flattened, and what is in force within it.
struct Scope {
    const Pipeline &pipeline;
    QString prefix;  ///< "" or "outer/"
    QString folder;  ///< of the file it stands in
    Parameters parameters;
    QStringList files;  ///< being flattened, outermost first
    int depth = 0;
};

/// Where the ports of a flattened pipeline lead, in flat ids.
struct Ends {
    QMap<QString, QList<PortRef>> inputs;
    QMap<QString, PortRef> outputs;
};

QString valueAsText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        return double(value.toInteger()) == number ? QString::number(value.toInteger())
                                                   : QString::number(number, 'g', QLocale::FloatingPointShortest);
    }
    default:
        return {};
    }
}

class Resolver
{
public:
    Resolver(const SignatureLookup &lookup, const ResolveOptions &options) : m_lookup(lookup), m_options(options) {}

    ResolvedPipeline resolve(const Pipeline &pipeline)
    {
        m_out.pipeline.name = pipeline.name;
        m_out.pipeline.doc = pipeline.doc;
        Scope scope{pipeline, {}, m_options.folder, outermostParameters(pipeline), {}, 0};
        m_out.pipeline.parameters = scope.parameters;
        flatten(scope);
        if (m_tooLarge)
            m_out.diagnostics << Diagnostic{
                Severity::Error,
                QStringLiteral("too_large"),
                {},
                {},
                {},
                QStringLiteral("With its subpipelines written out, the pipeline has more than %1 nodes.").arg(kMostNodes),
                QStringLiteral("Look for files that contain each other many times over."),
                {},
                -1,
                0};
        m_out.diagnostics << removeDisabled(m_out.pipeline, m_lookup, m_disabledSubpipelines);
        return std::move(m_out);
    }

private:
    Parameters outermostParameters(const Pipeline &pipeline)
    {
        Parameters parameters = pipeline.parameters;
        for (auto value = m_options.values.cbegin(); value != m_options.values.cend(); ++value) {
            const auto parameter = parameters.find(value.key());
            const QString path = QStringLiteral("parameters.") + value.key();
            if (parameter == parameters.end()) {
                const QString closest = closestTo(value.key(), parameters.keys());
                m_out.diagnostics << Diagnostic{
                    Severity::Error,
                    QStringLiteral("unknown_value"),
                    {},
                    path,
                    {},
                    QStringLiteral("The pipeline has no parameter '%1' to set.").arg(value.key()),
                    closest.isEmpty() ? QStringLiteral("Its parameters are: %1.").arg(parameters.keys().join(QStringLiteral(", ")))
                                      : QStringLiteral("Did you mean '%1'?").arg(closest),
                    closest,
                    -1,
                    0};
            } else if (!fitsParameterType(parameter->type, *value)) {
                m_out.diagnostics << Diagnostic{Severity::Error,
                                                QStringLiteral("wrong_type"),
                                                {},
                                                path,
                                                {},
                                                QStringLiteral("The value given for the parameter '%1' is not of its type, %2.")
                                                    .arg(value.key(), toString(parameter->type)),
                                                QStringLiteral("Give a value of that type."),
                                                {},
                                                -1,
                                                0};
            } else {
                parameter->defaultValue = *value;
            }
        }
        for (auto parameter = parameters.cbegin(); parameter != parameters.cend(); ++parameter)
            if (parameter->defaultValue.isUndefined())
                m_out.diagnostics << Diagnostic{Severity::Error,
                                                QStringLiteral("unset_parameter"),
                                                {},
                                                QStringLiteral("parameters.") + parameter.key(),
                                                {},
                                                QStringLiteral("The parameter '%1' has no value and no default.").arg(parameter.key()),
                                                QStringLiteral("Give a value (--set %1=…), or write a default.").arg(parameter.key()),
                                                {},
                                                -1,
                                                0};
        return parameters;
    }

    Ends flatten(const Scope &scope)
    {
        m_out.scopes.insert(scope.prefix, scope.parameters);
        QHash<QString, Ends> inlined;
        for (auto entry = scope.pipeline.nodes.cbegin(); entry != scope.pipeline.nodes.cend(); ++entry) {
            if (m_out.pipeline.nodes.size() >= kMostNodes || m_tooLarge) {
                m_tooLarge = true;
                break;
            }
            Node node = *entry;
            node.inputs.clear();
            if (m_options.upgrade)
                m_options.upgrade(node);
            const QString id = scope.prefix + entry.key();
            if (isSubpipeline(node)) {
                if (auto ends = subpipeline(scope, id, node)) {
                    for (auto output = ends->outputs.cbegin(); output != ends->outputs.cend(); ++output)
                        m_out.subpipelineOutputs.insert(PortRef{id, output.key()}.toString(), *output);
                    inlined.insert(entry.key(), *std::move(ends));
                } else {
                    m_out.pipeline.nodes.insert(id, node);
                }
                continue;
            }
            const Signature *signature = m_lookup(node.op);
            node.params = bound(signature ? signature->params : QList<ParamSpec>(), node.params, scope);
            m_out.pipeline.nodes.insert(id, node);
        }
        connect(scope, inlined);

        Ends ends;
        for (auto input = scope.pipeline.ports.inputs.cbegin(); input != scope.pipeline.ports.inputs.cend(); ++input)
            for (const PortRef &ref : *input)
                ends.inputs[input.key()] << targets(scope, inlined, ref);
        for (auto output = scope.pipeline.ports.outputs.cbegin(); output != scope.pipeline.ports.outputs.cend(); ++output)
            if (auto from = source(scope, inlined, *output))
                ends.outputs.insert(output.key(), *std::move(from));
        return ends;
    }

    void connect(const Scope &scope, const QHash<QString, Ends> &inlined)
    {
        for (auto entry = scope.pipeline.nodes.cbegin(); entry != scope.pipeline.nodes.cend(); ++entry)
            for (auto input = entry->inputs.cbegin(); input != entry->inputs.cend(); ++input) {
                const QList<PortRef> into = targets(scope, inlined, {entry.key(), input.key()});
                if (into.isEmpty())
                    noPort(scope.prefix + entry.key(), input.key(),
                           QStringLiteral("The pipeline within has no input '%1'.").arg(input.key()));
                for (const PortRef &ref : *input) {
                    const auto from = source(scope, inlined, ref);
                    if (!from) {
                        noPort(scope.prefix + entry.key(), input.key(),
                               QStringLiteral("The input '%1' comes from '%2', but the pipeline within has no such output.")
                                   .arg(input.key(), ref.toString()));
                        continue;
                    }
                    for (const PortRef &to : into)
                        if (const auto node = m_out.pipeline.nodes.find(to.node); node != m_out.pipeline.nodes.end())
                            node->inputs[to.port] << *from;
                }
            }
    }

    void noPort(const QString &node, const QString &port, const QString &text)
    {
        m_out.diagnostics << Diagnostic{Severity::Error,
                                        QStringLiteral("unknown_port"),
                                        node,
                                        {},
                                        port,
                                        text,
                                        QStringLiteral("Remove the edge, or add the port to that pipeline."),
                                        {},
                                        -1,
                                        0};
    }

    static QList<PortRef> targets(const Scope &scope, const QHash<QString, Ends> &inlined, const PortRef &to)
    {
        const auto ends = inlined.constFind(to.node);
        return ends == inlined.cend() ? QList<PortRef>{{scope.prefix + to.node, to.port}} : ends->inputs.value(to.port);
    }

    static std::optional<PortRef> source(const Scope &scope, const QHash<QString, Ends> &inlined, const PortRef &from)
    {
        const auto ends = inlined.constFind(from.node);
        if (ends == inlined.cend())
            return PortRef{scope.prefix + from.node, from.port};
        const auto output = ends->outputs.constFind(from.port);
        return output == ends->outputs.cend() ? std::nullopt : std::optional(*output);
    }

    /// Inlines the pipeline that a node contains; nullopt (and a diagnostic) where that cannot be.
    std::optional<Ends> subpipeline(const Scope &scope, const QString &id, const Node &node)
    {
        const auto fail = [&](const QString &code, const QString &text, const QString &hint) {
            m_out.diagnostics << Diagnostic{Severity::Error, code, id, QStringLiteral("pipeline"), {}, text, hint, {}, -1, 0};
            return std::nullopt;
        };
        if (++m_inlinedCount > kMostInlined) {
            m_tooLarge = true;
            return std::nullopt;
        }
        std::shared_ptr<const SubpipelineFile> body;
        QString folder = scope.folder;
        QStringList files = scope.files;
        if (const auto embedded = embeddedPipeline(node)) {
            body = std::make_shared<const SubpipelineFile>(SubpipelineFile{pipelineFromJson(*embedded).pipeline, {}});
        } else if (const QString written = expanded(fileOfSubpipeline(node), scope); !written.isEmpty()) {
            if (!m_options.readFile)
                return fail(QStringLiteral("subpipeline_file"),
                            QStringLiteral("The file '%1' of the subpipeline cannot be read here.").arg(written),
                            QStringLiteral("Run or validate the pipeline from its file."));
            auto file = fileAt(written, scope.folder);
            if (!file)
                return fail(QStringLiteral("subpipeline_file"), file.error().text, file.error().hint);
            body = *file;
            if (files.contains(body->path))
                return fail(QStringLiteral("recursion"),
                            QStringLiteral("The pipeline contains itself: %1.").arg((files << body->path).join(QStringLiteral(" → "))),
                            QStringLiteral("Let one of these files do without the others."));
            files << body->path;
            folder = QFileInfo(body->path).path();
        } else {
            return fail(QStringLiteral("missing_param"), QStringLiteral("The node contains no pipeline."),
                        QStringLiteral("Embed one, or name a file: {\"$file\": \"part.pipeline.json\"}."));
        }
        if (node.disabled) {
            m_disabledSubpipelines.insert(id, signatureOfSubpipeline(body->pipeline, m_lookup));
            return std::nullopt;
        }
        if (scope.depth >= m_options.maximumDepth)
            return fail(QStringLiteral("too_deep"),
                        QStringLiteral("Subpipelines are nested deeper than %1 levels.").arg(m_options.maximumDepth),
                        QStringLiteral("Flatten them."));
        const QJsonObject values = node.params.value(QLatin1String("values")).toObject();
        // What is embedded was checked with the pipeline around it; a file is seen here for the first time.
        if (!body->path.isEmpty())
            m_out.diagnostics << checkSubpipelineValues(scope.pipeline, id, body->pipeline, values);
        const Scope inner{body->pipeline, id + QLatin1Char('/'), folder, innerParameters(scope, body->pipeline, values, folder),
                          files,          scope.depth + 1};
        Ends ends = flatten(inner);
        inheritFlags(node, inner.prefix, ends);
        return ends;
    }

    Result<std::shared_ptr<const SubpipelineFile>> fileAt(const QString &written, const QString &folder)
    {
        const auto key = std::make_pair(written, folder);
        if (const auto found = m_files.constFind(key); found != m_files.cend())
            return *found;
        auto file = m_options.readFile(written, folder);
        if (!file)
            return std::move(file).error();
        return *m_files.insert(key, std::make_shared<const SubpipelineFile>(*std::move(file)));
    }

    Parameters innerParameters(const Scope &outer, const Pipeline &pipeline, const QJsonObject &values, const QString &folder) const
    {
        Parameters parameters = pipeline.parameters;
        for (auto parameter = parameters.begin(); parameter != parameters.end(); ++parameter) {
            ParamSpec spec;
            spec.name = parameter.key();
            spec.type = parameter->type;
            // A path by default is relative to the inner file, a path given to the outer one; from here on both are to the outermost.
            if (const auto value = values.constFind(parameter.key()); value != values.constEnd())
                parameter->defaultValue = boundValue(spec, *value, outer);
            else if (parameter->type == ParamType::Path && parameter->defaultValue.isString())
                parameter->defaultValue = rebased(parameter->defaultValue.toString(), folder);
        }
        return parameters;
    }

    /// What was set on the node around holds for what it stands for: where its results leave, and for each try within.
    void inheritFlags(const Node &node, const QString &prefix, const Ends &ends)
    {
        for (const PortRef &output : ends.outputs) {
            const auto inner = m_out.pipeline.nodes.find(output.node);
            if (inner == m_out.pipeline.nodes.end() || !output.node.startsWith(prefix))
                continue;
            inner->materialize = inner->materialize || node.materialize;
            inner->frozen = inner->frozen || node.frozen;
        }
        if (node.policy == RunPolicy())
            return;
        for (auto inner = m_out.pipeline.nodes.lowerBound(prefix); inner != m_out.pipeline.nodes.end() && inner.key().startsWith(prefix);
             ++inner)
            if (inner->policy == RunPolicy())
                inner->policy = node.policy;
    }

    QJsonObject bound(const QList<ParamSpec> &specs, const QJsonObject &params, const Scope &scope) const
    {
        QJsonObject result = params;
        for (auto param = params.constBegin(); param != params.constEnd(); ++param) {
            const QJsonValue before = param.value();
            if (before.isDouble() || before.isBool() || before.isNull())
                continue;
            const ParamSpec *spec = nullptr;
            for (const ParamSpec &candidate : specs)
                if (candidate.name == param.key())
                    spec = &candidate;
            const QJsonValue after = spec ? boundValue(*spec, before, scope) : substituted(before, scope);
            if (after != before)
                result.insert(param.key(), after);
        }
        return result;
    }

    QJsonValue boundValue(const ParamSpec &spec, const QJsonValue &value, const Scope &scope) const
    {
        if (spec.type == ParamType::Path) {
            if (value.isString())
                return pathIn(value.toString(), scope);
            const auto parameter = scope.parameters.constFind(referredParameter(value));
            if (parameter != scope.parameters.cend() && parameter->type != ParamType::Path && parameter->defaultValue.isString())
                return rebased(parameter->defaultValue.toString(), scope.folder);
        } else if (spec.type == ParamType::Records && value.isArray()) {
            QJsonArray records = value.toArray();
            for (qsizetype i = 0; i < records.size(); ++i)
                if (records.at(i).isObject())
                    records[i] = bound(spec.fields, records.at(i).toObject(), scope);
            return records;
        }
        return substituted(value, scope);
    }

    /// Every {"$param": name} replaced by the value in force; one that has none stays, and was said.
    QJsonValue substituted(const QJsonValue &value, const Scope &scope) const
    {
        if (value.isArray()) {
            QJsonArray array = value.toArray();
            for (qsizetype i = 0; i < array.size(); ++i)
                if (array.at(i).isObject() || array.at(i).isArray())
                    array[i] = substituted(array.at(i), scope);
            return array;
        }
        if (!value.isObject())
            return value;
        if (const QString name = referredParameter(value); !name.isNull()) {
            const auto parameter = scope.parameters.constFind(name);
            return parameter == scope.parameters.cend() || parameter->defaultValue.isUndefined() ? value : parameter->defaultValue;
        }
        QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            if (member.value().isObject() || member.value().isArray())
                member.value() = substituted(member.value(), scope);
        return object;
    }

    QString expanded(const QString &path, const Scope &scope) const
    {
        QString result;
        qsizetype done = 0;
        for (qsizetype at = path.indexOf(QLatin1String("${")); at >= 0; at = path.indexOf(QLatin1String("${"), done)) {
            const qsizetype end = path.indexOf(QLatin1Char('}'), at);
            if (end < 0)
                break;
            result += path.mid(done, at - done);
            const auto parameter = scope.parameters.constFind(path.mid(at + 2, end - at - 2));
            if (parameter == scope.parameters.cend() || parameter->defaultValue.isUndefined())
                result += path.mid(at, end + 1 - at);
            else
                result += valueAsText(parameter->defaultValue);
            done = end + 1;
        }
        return done == 0 ? path : result + path.mid(done);
    }

    QString pathIn(const QString &path, const Scope &scope) const
    {
        // A parameter of type path is relative to the outermost folder already.
        if (path.startsWith(QLatin1String("${"))) {
            const auto first = scope.parameters.constFind(path.mid(2, path.indexOf(QLatin1Char('}')) - 2));
            if (first != scope.parameters.cend() && first->type == ParamType::Path)
                return expanded(path, scope);
        }
        return rebased(expanded(path, scope), scope.folder);
    }

    /// A path in a subpipeline's file, which is relative to that file's folder, as one relative to the outermost folder.
    QString rebased(const QString &path, const QString &folder) const
    {
        if (folder == m_options.folder || path.isEmpty() || QDir::isAbsolutePath(path) || path.contains(QLatin1String("://")))
            return path;
        const QString whole = QDir(folder).filePath(path);
        return m_options.folder.isEmpty() ? QDir::cleanPath(whole) : QDir(m_options.folder).relativeFilePath(whole);
    }

    const SignatureLookup &m_lookup;
    const ResolveOptions &m_options;
    ResolvedPipeline m_out;
    QHash<std::pair<QString, QString>, std::shared_ptr<const SubpipelineFile>> m_files;
    QMap<QString, Signature> m_disabledSubpipelines;
    int m_inlinedCount = 0;
    bool m_tooLarge = false;
};

}  // namespace

ResolvedPipeline resolve(const Pipeline &pipeline, const SignatureLookup &lookup, const ResolveOptions &options)
{
    return Resolver(lookup, options).resolve(pipeline);
}

Result<QJsonValue> parameterFromText(const PipelineParameter &parameter, const QString &text)
{
    const auto wrong = [&](const QString &expected) {
        return Error(ErrorCode::Usage, QStringLiteral("'%1' is not %2.").arg(text, expected),
                     QStringLiteral("The parameter is of type %1.").arg(toString(parameter.type)));
    };
    switch (parameter.type) {
    case ParamType::Boolean:
        if (text == QLatin1String("true"))
            return QJsonValue(true);
        if (text == QLatin1String("false"))
            return QJsonValue(false);
        return wrong(QStringLiteral("true or false"));
    case ParamType::Integer: {
        bool ok = false;
        const qint64 value = text.toLongLong(&ok);
        return ok ? Result<QJsonValue>(QJsonValue(value)) : wrong(QStringLiteral("a whole number"));
    }
    case ParamType::Number: {
        bool ok = false;
        const double value = text.toDouble(&ok);
        return ok && std::isfinite(value) ? Result<QJsonValue>(QJsonValue(value)) : wrong(QStringLiteral("a finite number"));
    }
    default:
        return QJsonValue(text);
    }
}

}  // namespace headrace
