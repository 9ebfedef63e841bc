// SPDX-License-Identifier: GPL-3.0-or-later
// Ids for what a gesture adds, several of them before any stands in the pipeline. Pure; one thread at a time.
#pragma once

#include "engine/pipeline/pipeline.h"

#include <QSet>

namespace headrace {

class FreshIds
{
public:
    explicit FreshIds(const Pipeline &pipeline) : m_pipeline(pipeline) {}

    /// An id that no node, frame or note has and that was not given before: 'join', 'join-2', … A base that cannot be one is
    /// made into one as far as it goes.
    QString next(const QString &base);

    /// A text as an id: small letters, digits, '_' and '-', beginning with a letter.
    static QString idOf(const QString &text);
    /// What nodes of an operator are called: the last part of its id.
    static QString baseOf(const QString &op);

private:
    bool taken(const QString &id) const;
    const Pipeline &m_pipeline;
    QSet<QString> m_given;
    QHash<QString, int> m_last;  ///< number given last, by base: a thousand copies take no longer than they must
};

}  // namespace headrace
