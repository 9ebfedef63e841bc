// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/choice_fields.h"

#include "models/forms/value_text.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStandardItemModel>
#include <QWheelEvent>

#include <numeric>

namespace headrace {
namespace {

constexpr int kMostSegments = 3;
constexpr int kMostLetters = 26;

/// A list that the wheel does not change in passing.
class CalmCombo : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

}  // namespace

BooleanField::BooleanField(const ParamSpec &spec, FormContext *context, QWidget *parent) : Field(spec, context, parent)
{
    hideLabel();
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    m_box = new QCheckBox(row);
    m_box->setTristate(true);
    // A check box cannot wrap its words: a label beside it can.
    m_words = new QLabel(titleOf(spec), row);
    m_words->setWordWrap(true);
    m_words->setMinimumHeight(24);
    m_words->installEventFilter(this);
    m_state = new QLabel(row);
    m_state->setProperty("kind", QStringLiteral("muted"));
    line->addWidget(m_box, 0, Qt::AlignTop);
    line->addWidget(m_words, 1);
    line->addWidget(m_state);
    row->setFocusProxy(m_box);
    watch(m_box);
    m_box->setAccessibleName(titleOf(spec));
    m_box->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_box, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) { menu()->popup(m_box->mapToGlobal(at)); });
    // Not the box's own round of three states: a click says yes or no.
    connect(m_box, &QCheckBox::clicked, this, [this] {
        const bool was = effective().toBool();
        change(!was, false);
        showValue(effective());
    });
    setEditor(row);
}

bool BooleanField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_words && event->type() == QEvent::MouseButtonRelease) {
        m_box->click();
        return true;
    }
    return Field::eventFilter(watched, event);
}

void BooleanField::showValue(const QJsonValue &value)
{
    m_box->setCheckState(value.isBool() ? (value.toBool() ? Qt::Checked : Qt::Unchecked) : Qt::PartiallyChecked);
}

void BooleanField::showHint(const QString &, bool isDefault)
{
    m_state->setText(isDefault ? tr("default") : value().isUndefined() ? tr("not set") : QString());
}

ChoiceField::ChoiceField(const ParamSpec &spec, FormContext *context, QWidget *parent) : Field(spec, context, parent)
{
    const qsizetype letters = std::accumulate(spec.choices.cbegin(), spec.choices.cend(), qsizetype(0),
                                              [](qsizetype sum, const QString &choice) { return sum + choice.size(); });
    if (spec.choices.size() <= kMostSegments && letters <= kMostLetters)
        makeSegments();
    else
        makeCombo();
}

void ChoiceField::makeSegments()
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    m_group = new QButtonGroup(this);
    m_group->setExclusive(true);
    for (qsizetype i = 0; i < spec().choices.size(); ++i) {
        auto *button = new QPushButton(choiceTitle(spec().choices[i]), row);
        button->setCheckable(true);
        button->setProperty("kind", QStringLiteral("segment"));
        button->setProperty("place",
                            i == 0                               ? QStringLiteral("first")
                                : i + 1 == spec().choices.size() ? QStringLiteral("last")
                                                                 : QStringLiteral("middle"));
        button->setAccessibleName(QStringLiteral("%1: %2").arg(titleOf(spec()), button->text()));
        button->setMinimumWidth(0);
        m_group->addButton(button, int(i));
        line->addWidget(button, 1);
        watch(button);
        if (i == 0)
            row->setFocusProxy(button);
    }
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { change(spec().choices[id], false); });
    setEditor(row);
}

void ChoiceField::makeCombo()
{
    m_combo = new CalmCombo(this);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(4);
    m_combo->setFixedHeight(metrics::kControl);
    m_combo->setPlaceholderText(tr("Not set"));
    for (const QString &choice : spec().choices)
        m_combo->addItem(choiceTitle(choice), choice);
    watch(m_combo);
    connect(m_combo, &QComboBox::activated, this, [this](int index) { change(m_combo->itemData(index).toString(), false); });
    setEditor(m_combo);
}

void ChoiceField::showValue(const QJsonValue &value)
{
    if (m_group) {
        const qsizetype index = spec().choices.indexOf(value.toString());
        // An exclusive group keeps one checked: it must let go to show none.
        m_group->setExclusive(false);
        for (QAbstractButton *button : m_group->buttons())
            button->setChecked(m_group->id(button) == index && value.isString());
        m_group->setExclusive(true);
        return;
    }
    // Forget a foreign value of before.
    while (m_combo->count() > spec().choices.size())
        m_combo->removeItem(m_combo->count() - 1);
    int index = value.isString() ? m_combo->findData(value.toString()) : -1;
    if (index < 0 && !value.isUndefined() && !value.isNull()) {
        m_combo->addItem(textOfValue(value), textOfValue(value));
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
}

}  // namespace headrace

#include "moc_choice_fields.cpp"
