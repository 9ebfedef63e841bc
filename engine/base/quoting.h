// SPDX-License-Identifier: GPL-3.0-or-later
// The one place where names and values become SQL text.
#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace headrace {

/// A name as a SQL identifier, always quoted: a"b gives "a""b". Valid for DuckDB and SQLite.
/// A NUL, which neither accepts, is dropped.
QString quoteIdentifier(const QString &name);

/// Several names, quoted and joined by ", "; `prefix` (already SQL, such as l.) stands before each.
QString quoteIdentifiers(const QStringList &names, const QString &prefix = {});

/// A text as a SQL literal: it's gives 'it''s'. For values that cannot be bound (file names in table functions).
QString quoteLiteral(const QString &text);

/// A path for DuckDB's file readers in which no character counts as a pattern: a[1].csv gives a[[]1].csv. Not yet a literal.
QString escapePattern(const QString &path);

/// A JSON scalar as a SQL literal: NULL, TRUE, 3, 2.5e0, 'text'. Lists become DuckDB lists [..].
QString sqlLiteral(const QJsonValue &value);

}  // namespace headrace
