// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/list_fields.h"

#include "models/forms/value_text.h"
#include "widgets/forms/chips_view.h"
#include "widgets/forms/value_edit.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace headrace {

ListField::ListField(const ParamSpec &spec, FormContext *context, QWidget *parent)
    : Field(spec, context, parent), m_chips(new ChipsView(this)), m_line(new ValueEdit(this))
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_chips->setAddable(false);
    m_chips->setAccessibleName(tr("Values of %1").arg(titleOf(spec)));
    column->addWidget(m_chips);
    column->addWidget(m_line);
    m_line->setAccessibleName(tr("Add to %1").arg(titleOf(spec)));
    m_line->setPlaceholderText(spec.example.isEmpty() ? tr("Type a value, then Return") : tr("%1, then Return").arg(spec.example));
    box->setFocusProxy(m_line);
    watch(m_line);
    watch(m_chips);
    connect(m_chips, &ChipsView::removeRequested, this, [this](int index) {
        QJsonArray left = list();
        left.removeAt(index);
        take(left);
    });
    connect(m_chips, &ChipsView::moveRequested, this, [this](int from, int to) {
        QJsonArray moved = list();
        const QJsonValue value = moved.takeAt(from);
        moved.insert(to, value);
        take(moved);
    });
    connect(m_chips, &ChipsView::openRequested, this, [this](const QString &text) {
        m_line->setFocus();
        if (!text.isEmpty())
            m_line->setText(text);
    });
    connect(m_chips, &ChipsView::chipActivated, this, [this](int index) {
        QJsonArray left = list();
        m_line->setText(textOfValue(left.takeAt(index)));
        take(left);
        m_line->setFocus();
        m_line->selectAll();
    });
    connect(m_line, &QLineEdit::returnPressed, this, [this] { add(m_line->text()); });
    // What was typed and not added would be lost when another node is chosen.
    connect(m_line, &QLineEdit::editingFinished, this, [this] {
        if (!m_line->text().isEmpty())
            add(m_line->text());
    });
    setEditor(box);
    m_line->setAccessibleName(tr("Add to %1").arg(titleOf(spec)));
}

QJsonArray ListField::list() const
{
    return effective().toArray();
}

void ListField::add(const QString &text)
{
    QJsonArray longer = list();
    longer.append(spec().type == ParamType::NumberList && !text.trimmed().isEmpty() ? numberOfText(text) : QJsonValue(text));
    m_line->clear();
    take(longer);
}

void ListField::take(const QJsonArray &list)
{
    const bool none = list.isEmpty() && spec().defaultValue.isUndefined();
    change(none ? QJsonValue(QJsonValue::Undefined) : QJsonValue(list), false);
    showValue(effective());
}

void ListField::showValue(const QJsonValue &value)
{
    QList<ChipsView::Chip> chips;
    for (const QJsonValue &item : value.toArray()) {
        const QString text = textOfValue(item);
        const bool bad = spec().type == ParamType::NumberList ? !item.isDouble() : !item.isString();
        chips.append({text.isEmpty() ? tr("(empty text)") : text, {}, bad});
    }
    if (!value.isUndefined() && !value.isArray() && !value.isNull())
        chips.append({textOfValue(value), {}, true});
    m_chips->setChips(chips);
    m_chips->setVisible(!chips.isEmpty());
}

bool ListField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        const QString text = QGuiApplication::clipboard()->text();
        if (text.contains(QLatin1Char('\n'))) {
            QJsonArray longer = list();
            for (const QString &part : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
                longer.append(spec().type == ParamType::NumberList ? numberOfText(part) : QJsonValue(part.trimmed()));
            take(longer);
            return true;
        }
    }
    return Field::eventFilter(watched, event);
}

MapField::MapField(const ParamSpec &spec, FormContext *context, QWidget *parent) : Field(spec, context, parent)
{
    auto *box = new QWidget(this);
    m_column = new QVBoxLayout(box);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    m_twice = new QLabel(box);
    m_twice->setProperty("kind", QStringLiteral("badSmall"));
    m_twice->setWordWrap(true);
    m_twice->hide();
    m_column->addWidget(m_twice);
    auto *addButton = new QPushButton(tr("Add"), box);
    addButton->setProperty("kind", QStringLiteral("add"));
    addButton->setAccessibleName(tr("Add to %1").arg(titleOf(spec)));
    setThemeIcon(addButton, QStringLiteral("plus"), IconRole::Secondary);
    connect(addButton, &QPushButton::clicked, this, [this] { addRow({}, {}, true); });
    watch(addButton);
    m_column->addWidget(addButton, 0, Qt::AlignLeft);
    box->setFocusProxy(addButton);
    setEditor(box);
}

void MapField::addRow(const QString &key, const QString &value, bool focus)
{
    auto *widget = new QWidget(editor());
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    auto *keyEdit = new ValueEdit(widget);
    auto *valueEdit = new ValueEdit(widget);
    keyEdit->setText(key);
    valueEdit->setText(value);
    keyEdit->setPlaceholderText(tr("Key"));
    valueEdit->setPlaceholderText(tr("Value"));
    keyEdit->setAccessibleName(tr("Key in %1").arg(titleOf(spec())));
    valueEdit->setAccessibleName(tr("Value in %1").arg(titleOf(spec())));
    auto *remove = new QToolButton(widget);
    remove->setFixedSize(24, 24);
    remove->setAccessibleName(tr("Remove this row"));
    remove->setToolTip(tr("Remove"));
    setThemeIcon(remove, QStringLiteral("x"), IconRole::Secondary);
    line->addWidget(keyEdit, 1);
    line->addWidget(valueEdit, 1);
    line->addWidget(remove);
    watch(keyEdit);
    watch(valueEdit);
    m_column->insertWidget(int(m_rows.size()), widget);
    m_rows.append({widget, keyEdit, valueEdit});
    connect(keyEdit, &QLineEdit::textEdited, this, [this] { collect(true); });
    connect(valueEdit, &QLineEdit::textEdited, this, [this] { collect(true); });
    connect(remove, &QToolButton::clicked, this, [this, widget] {
        removeRow(widget);
        collect(false);
    });
    if (focus)
        keyEdit->setFocus();
}

void MapField::removeRow(QWidget *widget)
{
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].widget == widget) {
            m_rows.removeAt(i);
            break;
        }
    widget->hide();
    m_column->removeWidget(widget);
    widget->deleteLater();
}

QJsonObject MapField::object() const
{
    QJsonObject object;
    for (const Row &row : m_rows)
        if (!row.key->text().isEmpty())
            object.insert(row.key->text(), scalarOfText(row.value->text()));
    return object;
}

void MapField::collect(bool typing)
{
    QStringList keys;
    QString twice;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.key->text().isEmpty())
            continue;
        if (keys.contains(row.key->text()))
            twice = row.key->text();
        keys.append(row.key->text());
    }
    m_twice->setText(tr("'%1' stands here twice; the last one counts.").arg(twice));
    m_twice->setVisible(!twice.isEmpty());
    const QJsonObject now = object();
    const bool none = now.isEmpty() && spec().defaultValue.isUndefined();
    change(none ? QJsonValue(QJsonValue::Undefined) : QJsonValue(now), typing);
}

void MapField::showValue(const QJsonValue &value)
{
    if (object() == value.toObject() && (!m_rows.isEmpty() || value.toObject().isEmpty()))
        return;
    const QJsonObject wanted = value.toObject();
    // Rows that still say the same keep their place and the keyboard.
    QStringList shown;
    for (const Row &row : QList<Row>(m_rows)) {
        const QString key = row.key->text();
        if (!wanted.contains(key) || shown.contains(key)) {
            removeRow(row.widget);
            continue;
        }
        shown.append(key);
        if (scalarOfText(row.value->text()) != wanted.value(key))
            static_cast<ValueEdit *>(row.value)->replaceText(textOfScalar(wanted.value(key)));
    }
    for (auto it = wanted.constBegin(); it != wanted.constEnd(); ++it)
        if (!shown.contains(it.key()))
            addRow(it.key(), textOfScalar(it.value()), false);
}

PipelineField::PipelineField(const ParamSpec &spec, FormContext *context, QWidget *parent) : Field(spec, context, parent)
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_what = new QLabel(row);
    m_what->setMinimumWidth(0);
    auto *open = new QPushButton(tr("Open"), row);
    setThemeIcon(open, QStringLiteral("workflow"), IconRole::Text);
    open->setAccessibleName(tr("Open %1").arg(titleOf(spec)));
    connect(open, &QPushButton::clicked, context, [context] { Q_EMIT context->openPipelineRequested(context->node()); });
    watch(open);
    line->addWidget(m_what, 1);
    line->addWidget(open);
    row->setFocusProxy(open);
    setEditor(row);
}

void PipelineField::showValue(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    if (const QString file = object.value(QLatin1String("$file")).toString(); !file.isEmpty())
        m_what->setText(file);
    else if (object.contains(QLatin1String("nodes")))
        m_what->setText(tr("%n node(s), embedded", nullptr, int(object.value(QLatin1String("nodes")).toObject().size())));
    else
        m_what->setText(tr("None"));
}

}  // namespace headrace

#include "moc_list_fields.cpp"
