// SPDX-License-Identifier: GPL-3.0-or-later
// What can be completed in expressions and SQL: columns with their types, functions with their arguments, parameters.
#pragma once

#include "models/schema/port_schemas.h"

#include <QStandardItemModel>
#include <QStringList>

namespace headrace {

struct CompletionSource {
    QList<ColumnInfo> columns;
    QStringList parameters;  ///< without $
    bool aggregates = false;
    QStringList words;  ///< further ones: names of tables, words of Python
};

/// Rows for a ColumnDelegate; EditRole is what is matched, kInsertRole what is put into the text. Window's thread.
class CompletionModel : public QStandardItemModel
{
    Q_OBJECT

public:
    static constexpr int kInsertRole = Qt::UserRole + 3;
    using QStandardItemModel::QStandardItemModel;
    void setSource(const CompletionSource &source);
};

}  // namespace headrace
