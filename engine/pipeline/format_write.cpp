// SPDX-License-Identifier: GPL-3.0-or-later
// The canonical text: the members of pipelineToJson() in a fixed order, laid out so that an entry can be inserted into or
// removed from a map without touching a line of another. JSON wants commas between entries, so these stand on lines of
// their own (blocks) or begin the line (positions, which have a fixed first member).
#include "engine/pipeline/format.h"
#include "engine/pipeline/format_members.h"
#include "engine/pipeline/json_text.h"
#include "engine/pipeline/resolve.h"

#include <QSaveFile>

#include <cerrno>

#include <unistd.h>

namespace headrace {

namespace {

using namespace members;

class Writer
{
public:
    explicit Writer(QByteArray &out) : m_out(out) {}

    void pipeline(const QJsonObject &object, int indent)
    {
        static const QStringList order{kHeadrace, kName, kDoc, kParameters, kPorts, kNodes};
        const auto last = [](const QString &key) { return key == kLayout; };
        // Whatever stands before the nodes is followed by them, always; what follows them brings its own comma.
        bool afterNodes = false;
        members(object, indent, order, last, [&](const QString &key, const QJsonValue &value, bool first) {
            if (afterNodes)
                line(indent + 2, ",");
            else if (!first)
                m_out += ",\n";
            else
                m_out += '\n';
            afterNodes = afterNodes || key == kNodes || !order.contains(key);
            appendJsonIndent(m_out, indent + 2);
            name(key);
            if (key == kParameters || key == kNodes)
                blocks(value, indent + 2, [&](const QJsonValue &entry, int at) { key == kNodes ? node(entry, at) : parameter(entry, at); });
            else if (key == kLayout)
                layout(value, indent + 2);
            else
                appendJsonPretty(m_out, value, indent + 2, key == kDoc ? JsonLayout::Lines : JsonLayout::Raw);
        });
    }

private:
    /// Calls `write` for the members in `order`, then for the others but those that are `last`, then for these.
    template <class Last, class Write> void members(const QJsonObject &object, int indent, const QStringList &order, Last last, Write write)
    {
        if (object.isEmpty()) {
            m_out += "{}";
            return;
        }
        m_out += '{';
        bool first = true;
        const auto put = [&](QJsonObject::const_iterator member) { write(member.key(), member.value(), std::exchange(first, false)); };
        for (const QString &key : order)
            if (const auto member = object.constFind(key); member != object.constEnd())
                put(member);
        for (const bool atEnd : {false, true})
            for (auto member = object.constBegin(); member != object.constEnd(); ++member)
                if (last(member.key()) == atEnd && !order.contains(member.key()))
                    put(member);
        m_out += '\n';
        appendJsonIndent(m_out, indent);
        m_out += '}';
    }

    /// The members of an entry: ordinary commas, since the entry is one thing.
    template <class Write> void entry(const QJsonValue &value, int indent, const QStringList &order, const QString &last, Write write)
    {
        if (!value.isObject()) {
            appendJsonPretty(m_out, value, indent, JsonLayout::Raw);
            return;
        }
        members(
            value.toObject(), indent, order, [&last](const QString &key) { return key == last; },
            [&](const QString &key, const QJsonValue &member, bool first) {
                m_out += first ? "\n" : ",\n";
                appendJsonIndent(m_out, indent + 2);
                name(key);
                write(key, member, indent + 2);
            });
    }

    /// A map whose entries are blocks of lines, with the commas on lines of their own.
    template <class Write> void blocks(const QJsonValue &value, int indent, Write write)
    {
        if (!value.isObject()) {
            appendJsonPretty(m_out, value, indent, JsonLayout::Raw);
            return;
        }
        members(
            value.toObject(), indent, {}, [](const QString &) { return false; },
            [&](const QString &key, const QJsonValue &member, bool first) {
                if (first)
                    m_out += '\n';
                else
                    line(indent + 2, ",");
                appendJsonIndent(m_out, indent + 2);
                name(key);
                write(member, indent + 2);
            });
    }

    void node(const QJsonValue &value, int indent)
    {
        static const QStringList order{kOp, kVersion, kTitle, kNote, kDisabled, kFrozen, kMaterialize, kPolicy, kInputs, kParams};
        const bool contains = value.toObject().value(kOp).toString() == QLatin1String(kSubpipelineOperator);
        entry(value, indent, order, {}, [&](const QString &key, const QJsonValue &member, int at) {
            if (contains && key == kParams && member.isObject())
                subpipelineParams(member, at);
            else
                appendJsonPretty(m_out, member, at, key == kNote || key == kParams ? JsonLayout::Lines : JsonLayout::Raw);
        });
    }

    void subpipelineParams(const QJsonValue &params, int indent)
    {
        entry(params, indent, {}, {}, [&](const QString &key, const QJsonValue &member, int at) {
            if (key == QLatin1String("pipeline") && member.isObject() && member.toObject().contains(kNodes))
                pipeline(member.toObject(), at);
            else
                appendJsonPretty(m_out, member, at, JsonLayout::Lines);
        });
    }

    void parameter(const QJsonValue &value, int indent)
    {
        static const QStringList order{kType, kDefault, kDoc};
        entry(value, indent, order, {}, [&](const QString &key, const QJsonValue &member, int at) {
            appendJsonPretty(m_out, member, at, key == kDoc ? JsonLayout::Lines : JsonLayout::Raw);
        });
    }

    void layout(const QJsonValue &value, int indent)
    {
        if (!value.isObject()) {
            appendJsonPretty(m_out, value, indent, JsonLayout::Raw);
            return;
        }
        static const QStringList order{kPositions, kFrames, kNotes};
        members(
            value.toObject(), indent, order, [](const QString &) { return false; },
            [&](const QString &key, const QJsonValue &member, bool first) {
                if (first)
                    m_out += '\n';
                else
                    line(indent + 2, ",");
                appendJsonIndent(m_out, indent + 2);
                name(key);
                if (key == kPositions)
                    positions(member, indent + 2);
                else if (key == kFrames || key == kNotes)
                    blocks(member, indent + 2, [this](const QJsonValue &thing, int at) { frameOrNote(thing, at); });
                else
                    appendJsonPretty(m_out, member, indent + 2, JsonLayout::Raw);
            });
    }

    void frameOrNote(const QJsonValue &value, int indent)
    {
        static const QStringList order{kTitle, kText, kRect, kColor};
        entry(value, indent, order, {}, [&](const QString &key, const QJsonValue &member, int at) {
            if (key == kRect)
                appendJsonCompact(m_out, member);
            else
                appendJsonPretty(m_out, member, at, key == kText ? JsonLayout::Lines : JsonLayout::Raw);
        });
    }

    void positions(const QJsonValue &value, int indent)
    {
        if (!value.toObject().contains(kUnit)) {
            blocks(value, indent, [this](const QJsonValue &position, int) { appendJsonCompact(m_out, position); });
            return;
        }
        static const QStringList order{kUnit};
        members(
            value.toObject(), indent, order, [](const QString &) { return false; },
            [&](const QString &key, const QJsonValue &position, bool first) {
                m_out += '\n';
                appendJsonIndent(m_out, first ? indent + 2 : indent);
                if (!first)
                    m_out += ", ";
                name(key);
                appendJsonCompact(m_out, position);
            });
    }

    void name(const QString &key)
    {
        appendJsonString(m_out, key);
        m_out += ": ";
    }

    void line(int indent, const char *text)
    {
        m_out += '\n';
        appendJsonIndent(m_out, indent);
        m_out += text;
        m_out += '\n';
    }

    QByteArray &m_out;
};

}  // namespace

QByteArray writePipeline(const Pipeline &pipeline)
{
    QByteArray out;
    out.reserve(1024 + pipeline.nodes.size() * 256);
    Writer(out).pipeline(pipelineToJson(pipeline), 0);
    out += '\n';
    return out;
}

Result<void> writePipelineFile(const QString &path, const Pipeline &pipeline)
{
    QSaveFile file(path);
    const auto failed = [&] {
        // A full disk takes a part, and the file then knows of no error.
        const QString why = file.error() == QFileDevice::NoError ? qt_error_string(errno) : file.errorString();
        return Error(ErrorCode::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, why),
                     QStringLiteral("The file that was there is unchanged. Check the folder, its permissions and the free space."))
            .inFile(path);
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    const QByteArray text = writePipeline(pipeline);
    // The bytes must be on the disk before the name points to them, else a crash could leave an empty file under it.
    if (file.write(text) != text.size() || !file.flush() || ::fsync(file.handle()) != 0 || !file.commit())
        return failed();
    return {};
}

}  // namespace headrace
