// SPDX-License-Identifier: GPL-3.0-or-later
// From JSON to a Pipeline: everything that is understood into its place, everything else kept and said.
#include "engine/base/closest.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/format_members.h"
#include "engine/pipeline/json_text.h"

#include <QFile>
#include <QJsonArray>

#include <cmath>
#include <limits>

namespace headrace {

namespace {

using namespace members;

/// How many complaints of the reader are listed; a hostile file could make millions.
constexpr qsizetype kMostDiagnostics = 1000;

class Reader
{
public:
    ReadPipeline read(const QJsonObject &object)
    {
        ReadPipeline result;
        Pipeline &pipeline = result.pipeline;
        Members members(*this, object, pipeline.unknown);
        members.take(kHeadrace, [&](const QJsonValue &value) { return version(value, pipeline.formatVersion); });
        members.text(kName, pipeline.name);
        members.lines(kDoc, pipeline.doc);
        members.map(kParameters, [&](const QString &name, const QJsonValue &value) { return parameter(pipeline.parameters, name, value); });
        members.object(kPorts, [&](Members &ports) {
            ports.map(kInputs, [&](const QString &name, const QJsonValue &value) { return refs(pipeline.ports.inputs, name, value); });
            ports.map(kOutputs, [&](const QString &name, const QJsonValue &value) {
                const auto ref = PortRef::fromString(value.toString());
                if (ref)
                    pipeline.ports.outputs.insert(name, *ref);
                return ref ? QString() : QStringLiteral("an output written NODE:PORT");
            });
        });
        members.map(kNodes, [&](const QString &id, const QJsonValue &value) { return node(pipeline.nodes, id, value); });
        members.take(kLayout, [&](const QJsonValue &value) {
            const QJsonObject section = value.toObject();
            Members layout(*this, section, pipeline.layout.unknown);
            this->layout(pipeline.layout, layout);
            return value.isObject() ? QString() : QStringLiteral("an object");
        });
        members.keepOthers();
        result.diagnostics = std::move(m_diagnostics);
        if (m_more > 0)
            result.diagnostics << Diagnostic{Severity::Warning,
                                             QStringLiteral("more"),
                                             {},
                                             {},
                                             {},
                                             QStringLiteral("%1 further findings of this kind are not listed.").arg(m_more),
                                             QStringLiteral("Mend those above first."),
                                             {},
                                             -1,
                                             0};
        return result;
    }
    const QList<QStringList> &paths() const { return m_paths; }

private:
    /// The members of one JSON object: those that are taken, and what is left of them.
    class Members
    {
    public:
        Members(Reader &reader, const QJsonObject &object, QJsonObject &unknown) : m_reader(reader), m_object(object), m_unknown(unknown) {}

        /// `read` gives an empty text, or what the member should have been: then it is kept unread, and said.
        template <class Read> void take(const QString &key, Read read)
        {
            m_known << key;
            const auto member = m_object.constFind(key);
            if (member == m_object.constEnd())
                return;
            m_reader.m_path << key;
            if (const QString expected = read(member.value()); !expected.isEmpty()) {
                m_reader.wrong(expected, member.value());
                m_unknown.insert(key, member.value());
            }
            m_reader.m_path.removeLast();
        }
        void text(const QString &key, QString &into)
        {
            take(key, [&](const QJsonValue &value) {
                into = value.toString();
                return value.isString() ? QString() : QStringLiteral("a text");
            });
        }
        void lines(const QString &key, QString &into)
        {
            take(key, [&](const QJsonValue &value) {
                const QJsonValue joined = joinLines(value);
                into = joined.toString();
                return joined.isString() ? QString() : QStringLiteral("a text, or {\"$lines\": [texts]}");
            });
        }
        void flag(const QString &key, bool &into)
        {
            take(key, [&](const QJsonValue &value) {
                into = value.toBool();
                return value.isBool() ? QString() : QStringLiteral("true or false");
            });
        }
        /// A known object, whose own unknown members go under its key in the unknown of this one.
        template <class Read> void object(const QString &key, Read read)
        {
            take(key, [&](const QJsonValue &value) {
                if (!value.isObject())
                    return QStringLiteral("an object");
                const QJsonObject object = value.toObject();
                QJsonObject unknown;
                Members inner(m_reader, object, unknown);
                read(inner);
                inner.keepOthers();
                if (!unknown.isEmpty())
                    m_unknown.insert(key, unknown);
                return QString();
            });
        }
        /// A map from names of the user to entries; an entry that is not understood is kept as it is.
        template <class Read> void map(const QString &key, Read read)
        {
            take(key, [&](const QJsonValue &value) {
                if (!value.isObject())
                    return QStringLiteral("an object");
                QJsonObject unread;
                const QJsonObject object = value.toObject();
                for (auto entry = object.constBegin(); entry != object.constEnd(); ++entry) {
                    const QJsonValue inner = entry.value();
                    m_reader.m_path << entry.key();
                    if (const QString expected = read(entry.key(), inner); !expected.isEmpty()) {
                        m_reader.wrong(expected, inner);
                        unread.insert(entry.key(), inner);
                    }
                    m_reader.m_path.removeLast();
                }
                if (!unread.isEmpty())
                    m_unknown.insert(key, unread);
                return QString();
            });
        }
        void keepOthers()
        {
            for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member) {
                if (m_known.contains(member.key()))
                    continue;
                m_reader.unknown(member.key(), m_known);
                m_unknown.insert(member.key(), member.value());
            }
        }

    private:
        Reader &m_reader;
        const QJsonObject &m_object;
        QJsonObject &m_unknown;
        QStringList m_known;
    };

    QString version(const QJsonValue &value, int &into)
    {
        const double number = value.toDouble();
        if (!value.isDouble() || number != std::floor(number) || number < 1 || number > std::numeric_limits<int>::max())
            return QStringLiteral("a whole number from 1");
        into = int(number);
        return {};
    }

    static QString refs(QMap<QString, QList<PortRef>> &into, const QString &name, const QJsonValue &value)
    {
        const QString expected = QStringLiteral("an output written NODE:PORT, or a list of them");
        QList<PortRef> list;
        const QJsonArray array = value.isString() ? QJsonArray{value} : value.toArray();
        if (!value.isString() && !value.isArray())
            return expected;
        list.reserve(array.size());
        for (const QJsonValue element : array) {
            auto ref = PortRef::fromString(element.toString());
            if (!ref)
                return expected;
            list << *std::move(ref);
        }
        if (!list.isEmpty())
            into.insert(name, list);
        return {};
    }

    QString parameter(QMap<QString, PipelineParameter> &into, const QString &name, const QJsonValue &value)
    {
        const QJsonObject object = value.toObject();
        const auto type = paramTypeFromString(object.value(kType).toString());
        if (!type)
            return QStringLiteral("an object with a type (boolean, integer, number, text or path)");
        PipelineParameter parameter;
        Members members(*this, object, parameter.unknown);
        members.take(kType, [&](const QJsonValue &) {
            parameter.type = *type;
            return QString();
        });
        members.take(kDefault, [&](const QJsonValue &defaultValue) {
            parameter.defaultValue = defaultValue;
            return QString();
        });
        members.lines(kDoc, parameter.doc);
        members.keepOthers();
        into.insert(name, parameter);
        return {};
    }

    QString node(QMap<QString, Node> &into, const QString &id, const QJsonValue &value)
    {
        if (!value.isObject())
            return QStringLiteral("an object with an operator (\"op\")");
        const QJsonObject object = value.toObject();
        Node node;
        m_node = id;
        Members members(*this, object, node.unknown);
        members.text(kOp, node.op);
        members.take(kVersion, [&](const QJsonValue &number) { return version(number, node.version); });
        members.text(kTitle, node.title);
        members.lines(kNote, node.note);
        members.flag(kDisabled, node.disabled);
        members.flag(kFrozen, node.frozen);
        members.flag(kMaterialize, node.materialize);
        members.object(kPolicy, [&](Members &policy) { this->policy(node.policy, policy); });
        members.map(kInputs, [&](const QString &port, const QJsonValue &from) { return refs(node.inputs, port, from); });
        members.take(kParams, [&](const QJsonValue &params) {
            node.params = joinLines(params).toObject();
            return params.isObject() ? QString() : QStringLiteral("an object");
        });
        members.keepOthers();
        m_node.clear();
        into.insert(into.cend(), id, node);
        return {};
    }

    static void policy(RunPolicy &policy, Members &members)
    {
        const auto seconds = [&members](const QString &key, double &into) {
            members.take(key, [&into](const QJsonValue &value) {
                if (!value.isDouble() || value.toDouble() < 0)
                    return QStringLiteral("a number of seconds from 0");
                into = value.toDouble();
                return QString();
            });
        };
        seconds(kTimeout, policy.timeoutSeconds);
        seconds(kRetryDelay, policy.retryDelaySeconds);
        members.take(kRetries, [&policy](const QJsonValue &value) {
            const double number = value.toDouble(-1);
            if (number < 0 || number > 1000 || number != std::floor(number))
                return QStringLiteral("a whole number from 0 to 1000");
            policy.retries = int(number);
            return QString();
        });
    }

    void layout(Layout &layout, Members &members)
    {
        members.map(kPositions, [&](const QString &id, const QJsonValue &value) {
            if (id == kUnit)
                return value == kPixels ? QString() : QStringLiteral("\"px\"");
            const auto numbers = coordinates(value, 2);
            if (numbers.isEmpty())
                return QStringLiteral("a list of two numbers [x, y]");
            layout.positions.insert(id, QPointF(numbers[0], numbers[1]));
            return QString();
        });
        members.map(kFrames, [&](const QString &id, const QJsonValue &value) {
            Frame frame;
            const QString expected = thing(value, frame.unknown, frame.rect, [&](Members &inner) {
                inner.text(kTitle, frame.title);
                inner.text(kColor, frame.color);
            });
            if (expected.isEmpty())
                layout.frames.insert(id, frame);
            return expected;
        });
        members.map(kNotes, [&](const QString &id, const QJsonValue &value) {
            Note note;
            const QString expected = thing(value, note.unknown, note.rect, [&](Members &inner) { inner.lines(kText, note.text); });
            if (expected.isEmpty())
                layout.notes.insert(id, note);
            return expected;
        });
        members.keepOthers();
    }

    /// A frame or a note: something with a rectangle.
    template <class Read> QString thing(const QJsonValue &value, QJsonObject &unknown, QRectF &rect, Read read)
    {
        const QJsonObject object = value.toObject();
        const auto numbers = coordinates(object.value(kRect), 4);
        if (numbers.isEmpty())
            return QStringLiteral("an object with \"rect\": [x, y, width, height]");
        rect = QRectF(numbers[0], numbers[1], numbers[2], numbers[3]);
        Members members(*this, object, unknown);
        members.take(kRect, [](const QJsonValue &) { return QString(); });
        read(members);
        members.keepOthers();
        return {};
    }

    static QList<double> coordinates(const QJsonValue &value, qsizetype count)
    {
        const QJsonArray array = value.toArray();
        if (array.size() != count)
            return {};
        QList<double> numbers;
        for (const QJsonValue element : array) {
            // Beyond this a canvas coordinate loses whole pixels, and is a mistake or malice.
            if (!element.isDouble() || std::abs(element.toDouble()) > 1e9)
                return {};
            numbers << element.toDouble();
        }
        return numbers;
    }

    void wrong(const QString &expected, const QJsonValue &value)
    {
        QByteArray found;
        if (value.isObject() || value.isArray())
            found = value.isObject() ? "an object" : "a list";
        else
            appendJsonCompact(found, value);
        QString shown = QString::fromUtf8(found);
        if (shown.size() > 60)
            shown = shown.left(59) + QChar(0x2026);
        add(Severity::Error, QStringLiteral("bad_member"),
            QStringLiteral("'%1' should be %2, but is %3.").arg(shownPath(), expected, shown),
            QStringLiteral("Correct it in the file; until then it is kept there, but has no effect."));
    }

    void unknown(const QString &key, const QStringList &known)
    {
        const QString closest = closestTo(key, known);
        m_path << key;
        add(Severity::Warning, QStringLiteral("unknown_member"),
            QStringLiteral("This version does not know the member '%1'.").arg(shownPath()),
            closest.isEmpty() ? QStringLiteral("It is kept in the file and has no effect; perhaps a newer version wrote it.")
                              : QStringLiteral("Did you mean '%1'? It is kept in the file and has no effect.").arg(closest),
            closest);
        m_path.removeLast();
    }

    QString shownPath() const
    {
        QString path;
        for (const QString &part : m_path) {
            if (!path.isEmpty())
                path += QLatin1Char('.');
            path += part.size() > 60 ? part.left(59) + QChar(0x2026) : part;
        }
        return path;
    }

    void add(Severity severity, const QString &code, const QString &text, const QString &hint, const QString &replacement = {})
    {
        if (m_diagnostics.size() >= kMostDiagnostics) {
            ++m_more;
            return;
        }
        Diagnostic diagnostic{severity, code, m_node, {}, {}, text, hint, replacement, -1, 0};
        m_diagnostics << diagnostic;
        m_paths << m_path;
    }

    QList<Diagnostic> m_diagnostics;
    QList<QStringList> m_paths;  ///< of the diagnostics, for their lines
    qsizetype m_more = 0;
    QStringList m_path;
    QString m_node;
};

Diagnostic toDiagnostic(const JsonNotice &notice)
{
    Diagnostic diagnostic;
    diagnostic.line = notice.line;
    switch (notice.kind) {
    case JsonNotice::Kind::DuplicateKey:
        diagnostic.code = QStringLiteral("duplicate_key");
        diagnostic.text = QStringLiteral("The key '%1' stands twice in one object; only the last counts.").arg(notice.text);
        diagnostic.hint = QStringLiteral("Rename or remove one of them; saving would drop the first.");
        break;
    case JsonNotice::Kind::InexactNumber:
        diagnostic.severity = Severity::Warning;
        diagnostic.code = QStringLiteral("inexact_number");
        diagnostic.text = QStringLiteral("The number %1 needs more than 64 bits; its last digits are lost.").arg(notice.text);
        diagnostic.hint = QStringLiteral("Write it as a text.");
        break;
    case JsonNotice::Kind::ByteOrderMark:
        diagnostic.severity = Severity::Info;
        diagnostic.code = QStringLiteral("byte_order_mark");
        diagnostic.text = QStringLiteral("The file begins with a byte order mark.");
        diagnostic.hint = QStringLiteral("It is ignored, and gone when the file is saved.");
        break;
    case JsonNotice::Kind::More:
        diagnostic.severity = Severity::Warning;
        diagnostic.code = QStringLiteral("more");
        diagnostic.text = QStringLiteral("%1 further findings of this kind are not listed.").arg(notice.text);
        diagnostic.hint = QStringLiteral("Mend those above first.");
        break;
    }
    return diagnostic;
}

}  // namespace

ReadPipeline pipelineFromJson(const QJsonObject &object)
{
    return Reader().read(object);
}

Result<ReadPipeline> readPipeline(const QByteArray &bytes)
{
    HR_ASSIGN(const JsonText text, parseJsonText(bytes));
    const QJsonValue version = text.object.value(kHeadrace);
    if (!version.isDouble() || version.toDouble() < 1 || version.toDouble() != std::floor(version.toDouble()))
        return Error(ErrorCode::Invalid, QStringLiteral("The file is JSON, but no Headrace pipeline: it has no \"headrace\": 1."),
                     QStringLiteral("Open a *.pipeline.json file, or add that member."));
    if (version.toDouble() > Pipeline::kFormatVersion)
        return Error(ErrorCode::Invalid,
                     QStringLiteral("The file has format version %1; this version of Headrace reads up to %2.")
                         .arg(version.toDouble())
                         .arg(Pipeline::kFormatVersion),
                     QStringLiteral("Update Headrace, or save the pipeline from the newer version for an older one."));
    Reader reader;
    ReadPipeline result = reader.read(text.object);
    const QList<QStringList> &paths = reader.paths();
    if (!paths.isEmpty()) {
        const QList<int> lines = linesOfPaths(bytes, paths);
        for (qsizetype i = 0; i < lines.size(); ++i)
            result.diagnostics[i].line = lines[i];
    }
    for (const JsonNotice &notice : text.notices)
        result.diagnostics << toDiagnostic(notice);
    return result;
}

Result<ReadPipeline> readPipelineFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const bool exists = file.exists();
        return Error(exists ? ErrorCode::Io : ErrorCode::NotFound, QStringLiteral("'%1' cannot be read: %2.").arg(path, file.errorString()),
                     exists ? QStringLiteral("Check its permissions.") : QStringLiteral("Check the name and the folder."))
            .inFile(path);
    }
    // One byte more than allowed tells that it is too large, also for what has no size, such as a pipe.
    const QByteArray bytes = file.read(kMaximumJsonBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be read: %2.").arg(path, file.errorString())).inFile(path);
    Result<ReadPipeline> result = readPipeline(bytes);
    if (!result) {
        Error error = std::move(result).error();
        const int line = error.line;
        return std::move(error).inFile(path, line);
    }
    return result;
}

void addLines(QList<Diagnostic> &diagnostics, const QByteArray &bytes)
{
    QList<QStringList> paths;
    for (const Diagnostic &diagnostic : diagnostics) {
        QStringList path;
        if (!diagnostic.node.isEmpty() && diagnostic.line == 0) {
            const QStringList ids = diagnostic.node.split(QLatin1Char('/'));
            for (const QString &id : ids) {
                if (!path.isEmpty())
                    path << kParams << QStringLiteral("pipeline");
                path << kNodes << id;
            }
        }
        paths << path;
    }
    const QList<int> ofNodes = linesOfPaths(bytes, paths);
    for (qsizetype i = 0; i < diagnostics.size(); ++i) {
        const QString first = diagnostics[i].parameter.section(QLatin1Char('.'), 0, 0).section(QLatin1Char('['), 0, 0);
        if (!paths[i].isEmpty() && !first.isEmpty())
            paths[i] << kParams << first;
        else if (!paths[i].isEmpty() && !diagnostics[i].port.isEmpty())
            paths[i] << kInputs << diagnostics[i].port;
    }
    const QList<int> lines = linesOfPaths(bytes, paths);
    for (qsizetype i = 0; i < diagnostics.size(); ++i)
        if (diagnostics[i].line == 0)
            diagnostics[i].line = lines[i] > 0 ? lines[i] : ofNodes[i];
}

}  // namespace headrace
