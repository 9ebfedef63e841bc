// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/column_fields.h"

#include "engine/base/closest.h"
#include "models/forms/value_text.h"
#include "widgets/forms/chips_view.h"
#include "widgets/forms/column_popup.h"
#include "widgets/forms/value_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QJsonArray>
#include <QKeyEvent>
#include <QStandardItemModel>

#include <algorithm>

namespace headrace {
namespace {

const ColumnInfo *columnNamed(const PortSchema &schema, const QString &name)
{
    const auto it = std::find_if(schema.columns.cbegin(), schema.columns.cend(), [&](const ColumnInfo &c) { return c.name == name; });
    return it == schema.columns.cend() ? nullptr : &*it;
}

QStringList namesOf(const PortSchema &schema)
{
    QStringList names;
    for (const ColumnInfo &column : schema.columns)
        names.append(column.name);
    return names;
}

/// What a doc says of no choice: the sentence that begins so, else nothing.
QString emptyMeaning(const QString &doc)
{
    for (const QString &sentence : doc.split(QStringLiteral(". "))) {
        QString text = sentence.trimmed();
        if (text.endsWith(QLatin1Char('.')))
            text.chop(1);
        for (const QString &start : {QStringLiteral("Empty: "), QStringLiteral("Without any, "), QStringLiteral("Leer: ")})
            if (text.startsWith(start)) {
                text = text.mid(start.size());
                text[0] = text[0].toUpper();
                return text;
            }
    }
    return {};
}

/// Says at once what binding will say a moment later: that there is no such column.
void addMissing(QList<Diagnostic> &problems, const PortSchema &schema, const QString &name, const QString &path)
{
    if (schema.knowledge != Knowledge::Known || name.isEmpty() || columnNamed(schema, name))
        return;
    if (std::any_of(problems.cbegin(), problems.cend(), [&](const Diagnostic &d) { return d.parameter == path; }))
        return;
    Diagnostic missing;
    missing.code = QStringLiteral("missing_column");
    missing.parameter = path;
    missing.text = ColumnField::tr("There is no column '%1'.").arg(name);
    missing.replacement = closestTo(name, namesOf(schema));
    problems.append(missing);
}

}  // namespace

ColumnField::ColumnField(const ParamSpec &spec, FormContext *context, QWidget *parent)
    : Field(spec, context, parent), m_edit(new ValueEdit(this)), m_model(new QStandardItemModel(this))
{
    m_edit->setPlaceholderText(spec.required ? tr("Choose a column") : tr("None"));
    auto *completer = new QCompleter(m_model, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(10);
    m_edit->setCompleter(completer);
    completer->popup()->setItemDelegate(new ColumnDelegate(completer->popup()));
    watch(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, &ColumnField::take);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, &ColumnField::take);
    connect(context, &FormContext::columnsChanged, this, &ColumnField::columnsChanged);
    m_columns = context->columns(spec.over);
    fillColumns(m_model, m_columns.columns, false, {});
    setEditor(m_edit);
}

void ColumnField::take(const QString &text)
{
    change(text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text), true);
    showHint({}, false);
}

void ColumnField::columnsChanged()
{
    const PortSchema columns = context()->columns(spec().over);
    if (columns == m_columns)
        return;
    m_columns = columns;
    fillColumns(m_model, m_columns.columns, false, {});
    showHint({}, false);
    setProblems(m_problems);
}

void ColumnField::showValue(const QJsonValue &value)
{
    m_edit->replaceText(textOfValue(value));
}

void ColumnField::showHint(const QString &, bool)
{
    // Not the line's text: while a completion is taken it still holds the letters before.
    const QString name = effective().toString();
    const ColumnInfo *column = columnNamed(m_columns, name);
    m_edit->setLeadingIcon(name.isEmpty() ? QString() : column ? iconOfKind(kindOfType(column->type)) : QStringLiteral("columns-3"));
    m_edit->setHints(column ? QStringList{typeTitle(column->type)} : QStringList());
}

void ColumnField::setProblems(const QList<Diagnostic> &all)
{
    m_problems = all;
    QList<Diagnostic> mine = all;
    if (value().isString())
        addMissing(mine, m_columns, value().toString(), path());
    Field::setProblems(mine);
}

void ColumnField::offer(bool all)
{
    QCompleter *completer = m_edit->completer();
    completer->setCompletionPrefix(all ? QString() : m_edit->text());
    completer->complete();
    const auto found = m_model->findItems(m_edit->text());
    if (all && !found.isEmpty())
        completer->popup()->setCurrentIndex(completer->completionModel()->index(found.first()->row(), 0));
}

bool ColumnField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton
        && !m_edit->hasSelectedText()) {
        offer(true);
    } else if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_F4) {
            offer(true);
            return true;
        }
    }
    return Field::eventFilter(watched, event);
}

ColumnsField::ColumnsField(const ParamSpec &spec, FormContext *context, QWidget *parent)
    : Field(spec, context, parent), m_chips(new ChipsView(this))
{
    const QString sentence = emptyMeaning(catalogText(spec.doc));
    m_chips->setPlaceholder(sentence.isEmpty() ? tr("None chosen") : sentence);
    watch(m_chips);
    connect(m_chips, &ChipsView::openRequested, this, &ColumnsField::open);
    connect(m_chips, &ChipsView::chipActivated, this, [this] { open({}); });
    connect(m_chips, &ChipsView::removeRequested, this, [this](int index) {
        QStringList left = names();
        left.removeAt(index);
        take(left);
    });
    connect(m_chips, &ChipsView::moveRequested, this, [this](int from, int to) {
        QStringList moved = names();
        moved.move(from, to);
        take(moved);
    });
    connect(context, &FormContext::columnsChanged, this, &ColumnsField::columnsChanged);
    m_columns = context->columns(spec.over);
    setEditor(m_chips);
}

QStringList ColumnsField::names() const
{
    QStringList list;
    for (const QJsonValue &value : effective().toArray())
        list.append(textOfValue(value));
    return list;
}

void ColumnsField::showValue(const QJsonValue &value)
{
    QList<ChipsView::Chip> chips;
    const QJsonArray list = value.toArray();
    for (const QJsonValue &name : list) {
        const ColumnInfo *column = columnNamed(m_columns, name.toString());
        const bool gone = !name.isString() || (!column && m_columns.knowledge == Knowledge::Known);
        chips.append({textOfValue(name), column ? iconOfKind(kindOfType(column->type)) : QString(), gone});
    }
    if (!value.isUndefined() && !value.isArray() && !value.isNull())
        chips.append({textOfValue(value), {}, true});
    m_chips->setChips(chips);
    setLabel(chips.isEmpty() ? titleOf(spec())
                 : m_columns.columns.isEmpty()
                 ? QStringLiteral("%1 · %2").arg(titleOf(spec())).arg(chips.size())
                 : tr("%1 · %2 of %3", "title, chosen, all").arg(titleOf(spec())).arg(chips.size()).arg(m_columns.columns.size()));
}

void ColumnsField::columnsChanged()
{
    const PortSchema columns = context()->columns(spec().over);
    if (columns == m_columns)
        return;
    m_columns = columns;
    showValue(effective());
    setProblems(m_problems);
}

void ColumnsField::setProblems(const QList<Diagnostic> &all)
{
    m_problems = all;
    QList<Diagnostic> mine = all;
    const QJsonArray list = value().toArray();
    for (qsizetype i = 0; i < list.size(); ++i)
        addMissing(mine, m_columns, list.at(i).toString(), QStringLiteral("%1[%2]").arg(path()).arg(i));
    Field::setProblems(mine);
}

void ColumnsField::open(const QString &text)
{
    if (m_popup)
        return;
    QList<ColumnInfo> offered = m_columns.columns;
    if (offered.isEmpty())  // nothing known upstream: what was chosen can at least be taken away
        for (const QString &name : names())
            offered.append({name, {}, {}});
    m_popup = new ColumnPopup(offered, names(), this);
    m_popup->setFreeNames(m_columns.knowledge != Knowledge::Known);
    connect(m_popup, &ColumnPopup::chosen, this, &ColumnsField::take);
    m_popup->popUpBelow(m_chips);
    if (!text.isEmpty())
        m_popup->setSearch(text);
}

void ColumnsField::take(const QStringList &columns)
{
    change(columns.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(QJsonArray::fromStringList(columns)), false);
    showValue(effective());
}

}  // namespace headrace

#include "moc_column_fields.cpp"
