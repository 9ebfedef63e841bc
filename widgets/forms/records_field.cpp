// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/records_field.h"

#include "models/forms/value_text.h"
#include "widgets/forms/fold.h"
#include "widgets/forms/pair_row.h"
#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace headrace {
namespace {

constexpr int kShownAtFirst = 40;
constexpr int kSliceOfGrowthMs = 5;
constexpr int kFieldsInRow = 3;
constexpr int kAlwaysShown = 3;

bool standsInRow(ParamType type)
{
    switch (type) {
    case ParamType::Text:
    case ParamType::Column:
    case ParamType::Enumeration:
    case ParamType::Integer:
    case ParamType::Number:
        return true;
    default:
        return false;
    }
}

/// A field without its label, for a row under headings.
void makeBare(Field *field)
{
    if (QWidget *label = field->findChild<QWidget *>(QStringLiteral("labelRow"), Qt::FindDirectChildrenOnly))
        label->hide();
}

QToolButton *toolButton(const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setFixedSize(22, 22);
    button->setIconSize({14, 14});
    button->setAccessibleName(name);
    button->setToolTip(name);
    setThemeIcon(button, icon, IconRole::Secondary);
    return button;
}

}  // namespace

RecordsField::RecordsField(const ParamSpec &spec, FormContext *context, QWidget *parent)
    : Field(spec, context, parent),
      m_box(new QWidget(this)),
      m_column(new QVBoxLayout(m_box)),
      m_add(new QPushButton(tr("Add"), m_box)),
      m_more(new QPushButton(m_box)),
      m_most(kShownAtFirst)
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(inRows() ? 4 : 8);
    if (inRows()) {
        m_head = new QWidget(m_box);
        auto *heads = new QHBoxLayout(m_head);
        heads->setContentsMargins(0, 0, 26, 0);
        heads->setSpacing(4);
        for (const ParamSpec &field : spec.fields) {
            auto *label = new QLabel(titleOf(field), m_head);
            label->setProperty("kind", QStringLiteral("secondary"));
            label->setMinimumWidth(0);
            heads->addWidget(label, 1);
        }
        m_column->addWidget(m_head);
        m_head->hide();
    }
    m_more->setProperty("kind", QStringLiteral("add"));
    m_more->hide();
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_most += 10 * kShownAtFirst;
        showValue(effective());
    });
    m_column->addWidget(m_more, 0, Qt::AlignLeft);
    m_add->setProperty("kind", QStringLiteral("add"));
    m_add->setAccessibleName(tr("Add to %1").arg(titleOf(spec)));
    setThemeIcon(m_add, QStringLiteral("plus"), IconRole::Secondary);
    connect(m_add, &QPushButton::clicked, this, [this] { addRecord(recordCount()); });
    watch(m_add);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    m_box->setFocusProxy(m_add);
    m_growth.setSingleShot(true);
    connect(&m_growth, &QTimer::timeout, this, [this] { grow(kSliceOfGrowthMs); });
    setEditor(m_box);
}

bool RecordsField::inRows() const
{
    const QList<ParamSpec> &fields = spec().fields;
    return fields.size() <= kFieldsInRow
        && std::all_of(fields.cbegin(), fields.cend(), [](const ParamSpec &f) { return standsInRow(f.type); });
}

int RecordsField::indexOf(const QWidget *widget) const
{
    for (int i = 0; i < m_records.size(); ++i)
        if (m_records[i].widget == widget)
            return i;
    return -1;
}

void RecordsField::makeFields(Record &record, QWidget *parent, QVBoxLayout *column, const QList<ParamSpec> &specs)
{
    QList<Field *> made;
    for (const ParamSpec &spec : specs) {
        Field *field = createField(spec, context(), parent);
        QWidget *widget = record.widget;
        connect(field, &Field::edited, this,
                [this, widget, spec](const QJsonValue &value, const QString &mergePath) { fieldEdited(widget, spec, value, mergePath); });
        made.append(field);
    }
    record.fields += made;
    addInPairs(column, made, parent, true);
    for (Field *field : made)
        for (QWidget *part : field->findChildren<QWidget *>())
            if (part->focusPolicy() & Qt::TabFocus)
                part->installEventFilter(this);
}

RecordsField::Record RecordsField::makeRecord(const QJsonObject &value)
{
    Record record;
    auto *card = new QFrame(m_box);
    record.widget = card;
    record.value = value;
    QToolButton *remove = toolButton(QStringLiteral("x"), tr("Remove"), card);
    connect(remove, &QToolButton::clicked, this, [this, card] { removeRecord(indexOf(card)); });
    if (inRows()) {
        auto *line = new QHBoxLayout(card);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(4);
        for (const ParamSpec &spec : this->spec().fields) {
            Field *field = createField(spec, context(), card);
            makeBare(field);
            connect(field, &Field::edited, this,
                    [this, card, spec](const QJsonValue &edited, const QString &mergePath) { fieldEdited(card, spec, edited, mergePath); });
            for (QWidget *part : field->findChildren<QWidget *>())
                if (part->focusPolicy() & Qt::TabFocus)
                    part->installEventFilter(this);
            record.fields.append(field);
            line->addWidget(field, 1, Qt::AlignTop);
        }
        line->addWidget(remove, 0, Qt::AlignVCenter);
    } else {
        card->setProperty("kind", QStringLiteral("card"));
        auto *column = new QVBoxLayout(card);
        column->setContentsMargins(8, 4, 8, 8);
        column->setSpacing(8);
        auto *head = new QHBoxLayout;
        head->setSpacing(0);
        auto *number = new QLabel(card);
        number->setObjectName(QStringLiteral("recordNumber"));
        number->setProperty("kind", QStringLiteral("muted"));
        head->addWidget(number, 1);
        QToolButton *up = toolButton(QStringLiteral("arrow-up"), tr("Move up (Alt+Up)"), card);
        QToolButton *down = toolButton(QStringLiteral("arrow-down"), tr("Move down (Alt+Down)"), card);
        up->setObjectName(QStringLiteral("recordUp"));
        down->setObjectName(QStringLiteral("recordDown"));
        connect(up, &QToolButton::clicked, this, [this, card] { moveRecord(indexOf(card), indexOf(card) - 1); });
        connect(down, &QToolButton::clicked, this, [this, card] { moveRecord(indexOf(card), indexOf(card) + 1); });
        head->addWidget(up);
        head->addWidget(down);
        head->addWidget(remove);
        column->addLayout(head);
        QList<ParamSpec> first;
        QList<ParamSpec> rest;
        for (const ParamSpec &spec : this->spec().fields)
            (first.size() < kAlwaysShown || spec.required || value.contains(spec.name) ? first : rest).append(spec);
        if (rest.size() == 1)
            first.append(rest.takeFirst());
        makeFields(record, card, column, first);
        if (!rest.isEmpty()) {
            auto *fold = new Fold(
                tr("More"),
                [this, card, rest](QWidget *parent) {
                    auto *box = new QWidget(parent);
                    auto *inner = new QVBoxLayout(box);
                    inner->setContentsMargins(0, 0, 0, 0);
                    inner->setSpacing(8);
                    Record &mine = m_records[indexOf(card)];
                    makeFields(mine, box, inner, rest);
                    showRecord(mine, mine.value);
                    renumber();
                    applyProblems();
                    return box;
                },
                card);
            fold->setObjectName(QStringLiteral("moreFields"));
            column->addWidget(fold);
        }
    }
    showRecord(record, value);
    return record;
}

void RecordsField::showRecord(Record &record, const QJsonObject &value)
{
    record.value = value;
    for (Field *field : std::as_const(record.fields))
        field->setValue(value.value(field->spec().name));
}

void RecordsField::fieldEdited(QWidget *widget, const ParamSpec &spec, const QJsonValue &value, const QString &mergePath)
{
    const int index = indexOf(widget);
    if (index < 0)
        return;
    if (value.isUndefined())
        m_records[index].value.remove(spec.name);
    else
        m_records[index].value.insert(spec.name, value);
    announce(mergePath);
}

void RecordsField::announce(const QString &mergePath)
{
    QJsonArray list;
    for (const Record &record : std::as_const(m_records))
        list.append(record.value);
    for (const QJsonValue &hidden : std::as_const(m_hidden))
        list.append(hidden);
    const bool none = list.isEmpty() && spec().defaultValue.isUndefined();
    changeTo(none ? QJsonValue(QJsonValue::Undefined) : QJsonValue(list), mergePath);
}

void RecordsField::showValue(const QJsonValue &value)
{
    const QJsonArray list = value.toArray();
    const qsizetype shown = std::min<qsizetype>(list.size(), m_most);
    while (m_records.size() > shown) {
        QWidget *widget = m_records.takeLast().widget;
        widget->hide();
        m_column->removeWidget(widget);
        widget->deleteLater();
    }
    for (qsizetype i = 0; i < m_records.size(); ++i)
        showRecord(m_records[i], list.at(i).toObject());
    m_hidden.clear();
    for (qsizetype i = m_records.size(); i < list.size(); ++i)
        m_hidden.append(list.at(i));
    m_pending = shown - m_records.size();
    m_more->setText(tr("Show %n more", nullptr, int(list.size() - shown)));
    m_more->setVisible(list.size() > shown);
    if (m_head)
        m_head->setVisible(!list.isEmpty());
    setLabel(list.isEmpty() ? titleOf(spec()) : QStringLiteral("%1 · %2").arg(titleOf(spec())).arg(list.size()));
    grow(kSliceOfGrowthMs);
}

void RecordsField::grow(int ms)
{
    // A record is a dozen widgets: made all at once, those of a wide table would keep the window for a tenth of a second.
    QElapsedTimer slice;
    slice.start();
    while (m_pending > 0 && slice.elapsed() < ms) {
        Record record = makeRecord(m_hidden.takeFirst().toObject());
        m_column->insertWidget(int(m_records.size()) + (m_head ? 1 : 0), record.widget);
        m_records.append(record);
        --m_pending;
    }
    if (m_pending > 0)
        m_growth.start(0);
    renumber();
    applyProblems();
}

void RecordsField::finish()
{
    if (m_pending > 0)
        grow(std::numeric_limits<int>::max());
}

int RecordsField::recordCount()
{
    finish();
    return int(m_records.size());
}

void RecordsField::renumber()
{
    for (int i = 0; i < m_records.size(); ++i) {
        Record &record = m_records[i];
        for (Field *field : std::as_const(record.fields))
            field->setPath(QStringLiteral("%1[%2].%3").arg(path()).arg(i).arg(field->spec().name));
        if (auto *number = record.widget->findChild<QLabel *>(QStringLiteral("recordNumber")))
            number->setText(QString::number(i + 1));
        if (auto *up = record.widget->findChild<QToolButton *>(QStringLiteral("recordUp")))
            up->setEnabled(i > 0);
        if (auto *down = record.widget->findChild<QToolButton *>(QStringLiteral("recordDown")))
            down->setEnabled(i + 1 < m_records.size());
    }
}

void RecordsField::setPath(const QString &path)
{
    Field::setPath(path);
    renumber();
}

void RecordsField::setProblems(const QList<Diagnostic> &all)
{
    m_problems = all;
    applyProblems();
}

void RecordsField::applyProblems()
{
    QList<Diagnostic> own;
    for (const Diagnostic &diagnostic : std::as_const(m_problems)) {
        bool inside = false;
        for (const Record &record : std::as_const(m_records))
            for (const Field *field : record.fields)
                inside = inside || diagnostic.parameter == field->path()
                    || diagnostic.parameter.startsWith(field->path() + QLatin1Char('['))
                    || diagnostic.parameter.startsWith(field->path() + QLatin1Char('.'));
        if (!inside)
            own.append(diagnostic);
    }
    Field::setProblems(own);
    for (const Record &record : std::as_const(m_records))
        for (Field *field : record.fields)
            field->setProblems(m_problems);
}

bool RecordsField::focusPath(const QString &path)
{
    finish();
    for (int pass = 0; pass < 2; ++pass) {
        for (int i = 0; i < m_records.size(); ++i) {
            if (!path.startsWith(QStringLiteral("%1[%2].").arg(this->path()).arg(i)))
                continue;
            for (Field *field : std::as_const(m_records[i].fields))
                if (field->focusPath(path))
                    return true;
            // It may be one of those that are folded away.
            if (auto *fold = m_records[i].widget->findChild<Fold *>(QStringLiteral("moreFields")))
                fold->setOpen(true);
        }
    }
    return Field::focusPath(path);
}

Field *RecordsField::fieldAt(int record, const QString &name)
{
    finish();
    for (Field *field : m_records.value(record).fields)
        if (field->spec().name == name)
            return field;
    return nullptr;
}

void RecordsField::addRecord(int at)
{
    if (isBound())
        return;
    QJsonArray list = effective().toArray();
    list.insert(std::clamp(at, 0, int(list.size())), QJsonObject());
    changeTo(list, {});
    showValue(list);
    finish();
    if (at < m_records.size() && !m_records[at].fields.isEmpty())
        m_records[at].fields.first()->setFocus(Qt::OtherFocusReason);
}

void RecordsField::removeRecord(int index)
{
    QJsonArray list = effective().toArray();
    if (index < 0 || index >= list.size())
        return;
    list.removeAt(index);
    const bool none = list.isEmpty() && spec().defaultValue.isUndefined();
    changeTo(none ? QJsonValue(QJsonValue::Undefined) : QJsonValue(list), {});
    showValue(list);
    finish();
    (index < m_records.size() ? static_cast<QWidget *>(m_records[index].fields.first()) : m_add)->setFocus(Qt::OtherFocusReason);
}

void RecordsField::moveRecord(int from, int to)
{
    finish();
    QJsonArray list = effective().toArray();
    if (from < 0 || to < 0 || from >= m_records.size() || to >= m_records.size())
        return;
    const QJsonValue value = list.takeAt(from);
    list.insert(to, value);
    changeTo(list, {});
    showValue(list);
    if (QWidget *first = m_records[to].fields.value(0))
        first->setFocus(Qt::OtherFocusReason);
}

bool RecordsField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const auto *part = qobject_cast<QWidget *>(watched);
        const bool move = key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
        const bool add = key->modifiers() == Qt::ControlModifier && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter);
        if (part && (move || add))
            for (int i = 0; i < m_records.size(); ++i)
                if (m_records[i].widget->isAncestorOf(part)) {
                    if (add)
                        addRecord(i + 1);
                    else
                        moveRecord(i, i + (key->key() == Qt::Key_Up ? -1 : 1));
                    return true;
                }
    }
    return Field::eventFilter(watched, event);
}

}  // namespace headrace

#include "moc_records_field.cpp"
