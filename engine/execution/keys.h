// SPDX-License-Identifier: GPL-3.0-or-later
// Content keys: the recipe of a node's result as one hash.
#pragma once

#include "engine/base/file_identity.h"
#include "engine/execution/graph.h"
#include "engine/execution/options.h"

#include <functional>

namespace headrace::execution {

/// Computes the keys of all nodes in order. key = SHA-256 of operator id and version, canonical parameters with the values of
/// the $names they mention, the seed if it is used, the keys of the inputs, the content of sources, library versions and session
/// settings. Node ids are not in it, but for ports that take many inputs, where they name things.
class Keys
{
public:
    Keys(const Graph &graph, const Options &options, const ContentMemory &memory);

    /// The key of a node; its inputs' keys must have been computed. Reads sources (through the memory), so it may fail.
    /// `files` are the node's source files, absolute; `surroundings` what the operator says of its workspace. A result that may not be kept has a key of
    /// this run alone, so that nothing below it is served from another.
    /// A source of more than `mostToRead` bytes whose content is not remembered is not read: its node, and what follows, has a
    /// key of this occasion alone.
    Result<QString> compute(int node, const QStringList &files, const QJsonObject &surroundings, qint64 mostToRead,
                            const std::function<bool()> &stop);
    /// Gives a frozen node the key of the result it keeps, so that what follows does not depend on what is upstream.
    void set(int node, const QString &key) { m_keys[size_t(node)] = key; }
    const QString &at(int node) const { return m_keys[size_t(node)]; }
    /// A key of the inputs alone: for bytes kept whatever the parameters.
    QString inputsKey(int node) const;

private:
    QJsonObject inputsOf(int node) const;
    void appendInputs(QByteArray &text, int node) const;

    const Graph &m_graph;
    const Options &m_options;
    const ContentMemory &m_memory;
    std::vector<QString> m_keys;
    std::vector<QJsonArray> m_sources;
    QString m_once;
};

}  // namespace headrace::execution
