// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzzy matching of what a person types against short texts: titles, keywords, ids. Pure; any thread.
#pragma once

#include <QList>
#include <QString>

namespace headrace {

/// How well `query` matches `text`: 0 where its letters do not stand in it in this order, else the more the better. Case and
/// spaces of the query do not count; whole words, beginnings of words and letters that stand together do. An empty query
/// matches everything with 1.
int fuzzyScore(const QString &query, const QString &text);

/// The positions in `text` that the query's letters were found at, for showing them; empty where it does not match.
QList<int> fuzzyPositions(const QString &query, const QString &text);

}  // namespace headrace
