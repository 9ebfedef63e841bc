// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/promises.h"
#include "engine/pipeline/check.h"
#include "engine/pipeline/diff.h"
#include "engine/pipeline/format.h"
#include "engine/pipeline/resolve.h"
#include "engine/protocol/messages.h"

#include <cstdio>
#include <cstdlib>

namespace headrace::fuzz {

namespace {

void require(bool holds, const char *promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "Broken: %s\n", promise);
    std::abort();
}

/// Two operators, enough for ports, edges and references to be looked at.
const Signature *find(const QString &id)
{
    static const QList<Signature> signatures = [] {
        ParamSpec number;
        number.name = QStringLiteral("n");
        number.type = ParamType::Integer;
        ParamSpec path;
        path.name = QStringLiteral("path");
        path.type = ParamType::Path;
        ParamSpec records;
        records.name = QStringLiteral("list");
        records.type = ParamType::Records;
        records.fields = {number, path};
        Signature read{QStringLiteral("r"), 1, {}, {{QStringLiteral("o"), PortType::Table, Cardinality::One, {}}}, {path, records}};
        Signature work{QStringLiteral("w"),
                       2,
                       {{QStringLiteral("i"), PortType::Table, Cardinality::Many, {}}},
                       {{QStringLiteral("o"), PortType::Table, Cardinality::One, {}}},
                       {number}};
        return QList<Signature>{read, work};
    }();
    for (const Signature &signature : signatures)
        if (signature.id == id)
            return &signature;
    return nullptr;
}

}  // namespace

void pipeline(const QByteArray &bytes)
{
    const auto read = readPipeline(bytes);
    if (!read) {
        require(!read.error().text.isEmpty(), "an error says what happened");
        return;
    }
    const QByteArray text = writePipeline(read->pipeline);
    const auto again = readPipeline(text);
    require(again.ok(), "what was written can be read");
    require(again->pipeline == read->pipeline, "what was written reads the same");
    require(writePipeline(again->pipeline) == text, "writing is stable");
    require(pipelineFromJson(pipelineToJson(read->pipeline)).pipeline == read->pipeline, "a message carries the same");
    require(diff(read->pipeline, again->pipeline).sameLogic(), "nothing differs from itself");

    const SignatureLookup lookup([](const QString &id) { return find(id); }, {QStringLiteral("r"), QStringLiteral("w")});
    QList<Diagnostic> found = check(read->pipeline, lookup);
    addLines(found, text);
    for (const Diagnostic &diagnostic : std::as_const(found))
        require(!diagnostic.code.isEmpty() && !diagnostic.text.isEmpty(), "a diagnostic says what is wrong");
    ResolveOptions options;
    options.folder = QStringLiteral("/ws");
    const ResolvedPipeline resolved = resolve(read->pipeline, lookup, options);
    check(resolved.pipeline, lookup, true);
}

void protocol(const QByteArray &bytes)
{
    protocol::Decoder whole;
    const auto messages = whole.feed(bytes);
    protocol::Decoder parts;
    QList<QJsonObject> collected;
    bool failed = false;
    for (qsizetype at = 0; at < bytes.size() && !failed; at += 7) {
        const auto some = parts.feed(bytes.mid(at, 7));
        failed = !some.ok();
        if (!failed)
            collected << *some;
    }
    require(messages.ok() == !failed, "pieces fail where the whole does");
    if (!messages)
        return;
    require(collected == *messages, "pieces give what the whole gives");
    for (const QJsonObject &message : *messages) {
        protocol::Decoder decoder;
        const auto back = decoder.feed(protocol::encode(message));
        require(back.ok() && back->size() == 1, "what was encoded is one message");
    }
}

}  // namespace headrace::fuzz
