// SPDX-License-Identifier: GPL-3.0-or-later
// Values of rows as text: for cells, and for the clipboard. Pure.
#pragma once

#include "models/schema/port_schemas.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QString>

namespace headrace {

/// For a cell of a table: one line, at most 300 characters.
QString cellText(const QJsonValue &value);
/// Whole and as it is.
QString wholeText(const QJsonValue &value);

/// Rows (arrays of values) with their columns as text to paste elsewhere.
QString rowsAsCsv(const QList<ColumnInfo> &columns, const QList<QJsonArray> &rows);
QString rowsAsMarkdown(const QList<ColumnInfo> &columns, const QList<QJsonArray> &rows);
QString rowsAsSqlValues(const QList<ColumnInfo> &columns, const QList<QJsonArray> &rows);
QString rowsAsPandas(const QList<ColumnInfo> &columns, const QList<QJsonArray> &rows);

}  // namespace headrace
