// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/field.h"

#include "engine/pipeline/check.h"
#include "models/forms/quick_fix.h"
#include "models/forms/value_text.h"
#include "widgets/forms/message_row.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <QStyle>
#include <QToolButton>

namespace headrace {
namespace {

constexpr int kMostMessages = 3;

/// A stack as high as the page that shows, not as the highest one.
class PageStack : public QStackedLayout
{
public:
    using QStackedLayout::QStackedLayout;
    QSize sizeHint() const override { return currentWidget() ? bounded(currentWidget()->sizeHint()) : QSize(); }
    QSize minimumSize() const override { return currentWidget() ? bounded(currentWidget()->minimumSizeHint()) : QSize(); }
    bool hasHeightForWidth() const override { return currentWidget() && currentWidget()->hasHeightForWidth(); }
    int heightForWidth(int width) const override { return currentWidget() ? currentWidget()->heightForWidth(width) : -1; }

private:
    QSize bounded(const QSize &size) const
    {
        return size.boundedTo(currentWidget()->maximumSize()).expandedTo(currentWidget()->minimumSize());
    }
};

bool concerns(const Diagnostic &diagnostic, const QString &path)
{
    if (!diagnostic.parameter.startsWith(path))
        return false;
    if (diagnostic.parameter.size() == path.size())
        return true;
    const QChar next = diagnostic.parameter[path.size()];
    return next == QLatin1Char('[') || next == QLatin1Char('.');
}

}  // namespace

Field::Field(ParamSpec spec, FormContext *context, QWidget *parent)
    : QWidget(parent),
      m_spec(std::move(spec)),
      m_context(context),
      m_path(m_spec.name),
      m_labelRow(new QWidget(this)),
      m_label(new QLabel(titleOf(m_spec), m_labelRow)),
      m_hint(new QLabel(m_labelRow)),
      m_menuButton(new QToolButton(m_labelRow)),
      m_stack(new PageStack),
      m_bound(new QPushButton(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *row = new QHBoxLayout(m_labelRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_labelRow->setObjectName(QStringLiteral("labelRow"));
    m_labelRow->setFixedHeight(20);
    m_label->setProperty("kind", QStringLiteral("label"));
    m_label->setMinimumWidth(0);
    m_hint->setProperty("kind", QStringLiteral("muted"));
    m_menuButton->setFixedSize(20, 20);
    m_menuButton->setFocusPolicy(Qt::NoFocus);
    m_menuButton->setAccessibleName(tr("Options of %1").arg(titleOf(m_spec)));
    m_menuButton->setToolTip(tr("Reset or bind (Shift+F10)"));
    setThemeIcon(m_menuButton, QStringLiteral("ellipsis"), IconRole::Secondary);
    m_menuButton->setIconSize({14, 14});
    m_menuButton->hide();
    row->addWidget(m_label);
    row->addStretch();
    row->addWidget(m_hint);
    row->addWidget(m_menuButton);
    column->addWidget(m_labelRow);
    column->addLayout(m_stack);
    m_bound->setProperty("kind", QStringLiteral("bound"));
    setThemeIcon(m_bound, QStringLiteral("variable"), IconRole::Accent);
    m_bound->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_stack->addWidget(m_bound);
    watch(m_bound);
    connect(m_bound, &QPushButton::clicked, this, &Field::popUpMenu);
    connect(m_menuButton, &QToolButton::clicked, this, &Field::popUpMenu);
    setToolTip(m_spec.doc.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(catalogText(m_spec.doc).toHtmlEscaped()));
    setAccessibleName(titleOf(m_spec));
    setAccessibleDescription(catalogText(m_spec.doc));
}

void Field::setPath(const QString &path)
{
    m_path = path;
}

void Field::setEditor(QWidget *editor)
{
    m_editor = editor;
    editor->setAccessibleName(titleOf(m_spec));
    editor->setAccessibleDescription(catalogText(m_spec.doc));
    m_stack->addWidget(editor);
    m_stack->setCurrentWidget(editor);
    m_label->setBuddy(editor);
    setFocusProxy(editor);
    refresh();
}

void Field::setLabel(const QString &text)
{
    m_label->setText(text);
}

void Field::hideLabel()
{
    m_label->hide();
    m_labelRow->hide();
}

int Field::labelWidth() const
{
    return m_label->fontMetrics().horizontalAdvance(m_label->text()) + 28;
}

void Field::watch(QWidget *part)
{
    part->installEventFilter(this);
}

bool Field::isBound() const
{
    return !referredParameter(m_value).isNull();
}

QJsonValue Field::effective() const
{
    return m_value.isUndefined() ? m_spec.defaultValue : m_value;
}

void Field::setValue(const QJsonValue &value)
{
    if (value == m_value && value.isUndefined() == m_value.isUndefined())
        return;
    m_value = value;
    refresh();
}

void Field::refresh()
{
    const bool chip = isBound() && !showsReferences();
    if (chip) {
        const QString name = referredParameter(m_value);
        const auto parameters = m_context->parameters();
        const auto it = parameters.constFind(name);
        const QString now = it == parameters.cend() ? QString() : textOfValue(it->defaultValue);
        m_bound->setText(now.isEmpty() ? QLatin1Char('$') + name : tr("$%1, now %2", "bound parameter and its value").arg(name, now));
        m_bound->setAccessibleName(tr("%1, bound to the parameter %2").arg(titleOf(m_spec), name));
    } else if (m_editor) {
        showValue(effective());
    }
    if (m_editor && m_stack->currentWidget() != (chip ? static_cast<QWidget *>(m_bound) : m_editor)) {
        const bool focus = m_stack->currentWidget()->hasFocus();
        m_stack->setCurrentWidget(chip ? static_cast<QWidget *>(m_bound) : m_editor);
        m_stack->invalidate();
        if (focus)
            m_stack->currentWidget()->setFocus();
    }
    showHint(m_spec.unit, m_value.isUndefined() && !m_spec.defaultValue.isUndefined());
    if (m_menu)
        fillMenu();
}

void Field::showHint(const QString &unit, bool isDefault)
{
    QStringList parts;
    if (!unit.isEmpty())
        parts << unit;
    if (isDefault)
        parts << tr("default");
    m_hint->setText(parts.join(QStringLiteral(" · ")));
}

void Field::change(const QJsonValue &value, bool typing)
{
    changeTo(value, typing ? m_path : QString());
}

void Field::changeTo(const QJsonValue &value, const QString &mergePath)
{
    if (value == m_value && value.isUndefined() == m_value.isUndefined())
        return;
    m_value = value;
    showHint(m_spec.unit, m_value.isUndefined() && !m_spec.defaultValue.isUndefined());
    if (m_menu)
        fillMenu();
    Q_EMIT edited(value, mergePath);
}

void Field::setProblems(const QList<Diagnostic> &all)
{
    QList<Diagnostic> mine;
    for (const Diagnostic &diagnostic : all)
        if (concerns(diagnostic, m_path))
            mine.append(diagnostic);
    const qsizetype shown = std::min<qsizetype>(mine.size(), kMostMessages);
    while (m_messages.size() < shown) {
        auto *row = new MessageRow(this);
        const qsizetype index = m_messages.size();
        connect(row, &MessageRow::fixClicked, this, [this, index] {
            const QVariant kept = m_messages[index]->property("mended");
            if (kept.isValid())
                setValueByFix(kept.toJsonValue());
        });
        layout()->addWidget(row);
        m_messages.append(row);
    }
    for (qsizetype i = 0; i < m_messages.size(); ++i) {
        MessageRow *row = m_messages[i];
        row->setVisible(i < shown);
        if (i >= shown)
            continue;
        const Diagnostic &diagnostic = mine[i];
        const auto better = mended(m_spec, m_value, m_path, diagnostic);
        row->setProperty("mended", better ? QVariant::fromValue(*better) : QVariant());
        QString text = diagnostic.text;
        // The engine names a parameter by its path; the person sees its title.
        text.replace(QLatin1Char('\'') + diagnostic.parameter + QLatin1Char('\''), titleOf(m_spec));
        row->setMessage(diagnostic.severity, text, diagnostic.hint, better ? tr("Use %1").arg(diagnostic.replacement) : QString());
    }
    showInvalid(mine);
}

void Field::setValueByFix(const QJsonValue &value)
{
    const QJsonValue old = m_value;
    setValue(value);
    if (old != value)
        Q_EMIT edited(value, {});
}

void Field::showInvalid(const QList<Diagnostic> &mine)
{
    if (!m_editor)
        return;
    const bool invalid = hasErrors(mine);
    QWidget *shown = m_editor->focusProxy() ? m_editor->focusProxy() : m_editor;
    if (shown->property("invalid").toBool() == invalid)
        return;
    shown->setProperty("invalid", invalid);
    shown->style()->unpolish(shown);
    shown->style()->polish(shown);
    shown->update();
}

bool Field::focusPath(const QString &path)
{
    Diagnostic at;
    at.parameter = path;
    if (!concerns(at, m_path))
        return false;
    (m_stack->currentWidget() == m_bound || !m_editor ? static_cast<QWidget *>(m_bound) : m_editor)->setFocus(Qt::OtherFocusReason);
    return true;
}

QMenu *Field::menu()
{
    if (!m_menu) {
        m_menu = new QMenu(this);
        fillMenu();
    }
    return m_menu;
}

void Field::fillMenu()
{
    m_menu->clear();
    if (!m_spec.defaultValue.isUndefined() || !m_value.isUndefined()) {
        const QString shown = m_spec.defaultValue.isUndefined() || m_spec.defaultValue.isArray() || m_spec.defaultValue.isObject()
            ? QString()
            : choiceTitle(textOfValue(m_spec.defaultValue));
        QAction *reset = m_menu->addAction(m_spec.defaultValue.isUndefined() ? tr("Clear")
                                               : shown.isEmpty()             ? tr("Reset to default")
                                                                             : tr("Reset to %1").arg(shown),
                                           this, [this] { setValueByFix(QJsonValue(QJsonValue::Undefined)); });
        reset->setEnabled(!m_value.isUndefined());
        setThemeIcon(reset, QStringLiteral("rotate-ccw"), IconRole::Secondary);
    }
    addToMenu(m_menu);
    const QStringList names = m_context->parametersFor(m_spec);
    if (isBound())
        m_menu->addAction(tr("Use a value instead of $%1").arg(referredParameter(m_value)), this, [this] {
            const auto parameters = m_context->parameters();
            const auto it = parameters.constFind(referredParameter(m_value));
            setValueByFix(it == parameters.cend() ? QJsonValue(QJsonValue::Undefined) : it->defaultValue);
            if (m_editor)
                m_editor->setFocus();
        });
    if (!names.isEmpty()) {
        m_menu->addSeparator();
        for (const QString &name : names) {
            QAction *action = m_menu->addAction(tr("Use parameter $%1").arg(name), this, [this, name] {
                setValueByFix(QJsonObject{{QStringLiteral("$param"), name}});
            });
            action->setCheckable(true);
            action->setChecked(referredParameter(m_value) == name);
        }
    }
    if (m_menu->isEmpty())
        m_menu->addAction(tr("Nothing to reset"))->setEnabled(false);
}

void Field::addToMenu(QMenu *) {}

void Field::popUpMenu()
{
    QWidget *by = m_stack->currentWidget() ? m_stack->currentWidget() : this;
    QMenu *shown = menu();
    fillMenu();  // parameters may have come since
    shown->popup(by->mapToGlobal(QPoint(0, by->height() + 2)));
}

void Field::updateMenuButton()
{
    m_menuButton->setVisible(underMouse() || m_focused);
}

bool Field::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        m_focused = event->type() == QEvent::FocusIn;
        updateMenuButton();
        break;
    case QEvent::ShortcutOverride: {
        // Undo belongs to the document: left to the window's action, or to KeyPress below.
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
        break;
    }
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo)) {
            m_context->undo();
            return true;
        }
        if (key->matches(QKeySequence::Redo)) {
            m_context->redo();
            return true;
        }
        if (key->key() == Qt::Key_Menu || (key->key() == Qt::Key_F10 && key->modifiers() == Qt::ShiftModifier)) {
            popUpMenu();
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void Field::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    updateMenuButton();
}

void Field::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    updateMenuButton();
}

}  // namespace headrace

#include "moc_field.cpp"
