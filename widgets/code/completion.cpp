// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/completion.h"

#include "models/forms/sql_words.h"
#include "models/forms/value_text.h"
#include "widgets/forms/column_popup.h"

namespace headrace {
namespace {

QStandardItem *completionRow(const QString &shown, const QString &inserted, const QString &icon, const QString &right)
{
    auto *item = new QStandardItem(shown);
    item->setData(inserted, CompletionModel::kInsertRole);
    item->setData(icon, ColumnDelegate::kIconRole);
    item->setData(right, ColumnDelegate::kTypeRole);
    item->setEditable(false);
    return item;
}

}  // namespace

void CompletionModel::setSource(const CompletionSource &source)
{
    clear();
    for (const ColumnInfo &column : source.columns)
        appendRow(completionRow(column.name, quotedColumn(column.name), iconOfKind(kindOfType(column.type)), typeTitle(column.type)));
    for (const QString &name : source.parameters)
        appendRow(completionRow(QLatin1Char('$') + name, QLatin1Char('$') + name, QStringLiteral("variable"), tr("parameter")));
    for (const QString &word : source.words)
        appendRow(completionRow(word, word, QStringLiteral("table"), {}));
    for (const SqlFunction &function : sqlFunctions(source.aggregates))
        appendRow(completionRow(function.name, function.name + QLatin1Char('('), QStringLiteral("code"), function.arguments));
    for (const QString &word : sqlKeywords())
        appendRow(completionRow(word, word, {}, {}));
}

}  // namespace headrace

#include "moc_completion.cpp"
