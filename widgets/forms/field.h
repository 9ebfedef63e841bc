// SPDX-License-Identifier: GPL-3.0-or-later
// One parameter in a form: label, editor, what is wrong with it, and the menu to reset it or bind it to a pipeline parameter.
#pragma once

#include "engine/pipeline/diagnostic.h"
#include "engine/pipeline/signature.h"
#include "widgets/forms/form_context.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace headrace {

class MessageRow;

/// Shows the value it is given, and says by edited() what a person wants instead; whoever owns the value answers with
/// setValue(). Text that is no fitting value is kept as a value of its own, so that it is never lost and the check names it.
/// Window's thread.
class Field : public QWidget
{
    Q_OBJECT

public:
    Field(ParamSpec spec, FormContext *context, QWidget *parent);

    const ParamSpec &spec() const { return m_spec; }
    /// Where its value stands: rounds, columns[2].expression.
    const QString &path() const { return m_path; }
    virtual void setPath(const QString &path);

    /// Undefined: not set, the default holds.
    const QJsonValue &value() const { return m_value; }
    void setValue(const QJsonValue &value);

    /// Shows those of the diagnostics that speak of this parameter (path, or below it).
    virtual void setProblems(const QList<Diagnostic> &all);
    /// Puts the keyboard into the field at this path, if it is this one or lies within. False if not.
    virtual bool focusPath(const QString &path);
    /// Another may stand beside it.
    virtual bool isShort() const { return false; }
    /// The least width at which the label is whole.
    int labelWidth() const;

    QWidget *editor() const { return m_editor; }
    /// Reset, bind, unbind: shown by the button, the menu key, Shift+F10. Belongs to the field.
    QMenu *menu();

Q_SIGNALS:
    /// Undefined: to be removed. A typed one carries the path that typing merges by; a single act carries none.
    void edited(const QJsonValue &value, const QString &mergePath);

protected:
    /// Takes the editor into the layout, below the label.
    void setEditor(QWidget *editor);
    /// Editors whose keys and focus the field must see.
    void watch(QWidget *part);
    /// Shows a value in the editor: the given one, or the default. References come here only where showsReferences().
    virtual void showValue(const QJsonValue &value) = 0;
    virtual bool showsReferences() const { return false; }
    /// For editors that show unit and 'default' themselves. Others get them beside the label.
    virtual void showHint(const QString &unit, bool isDefault);
    virtual void showInvalid(const QList<Diagnostic> &mine);
    virtual void addToMenu(QMenu *menu);

    void change(const QJsonValue &value, bool typing);
    void changeTo(const QJsonValue &value, const QString &mergePath);
    bool isBound() const;
    QJsonValue effective() const;
    FormContext *context() const { return m_context; }
    void setLabel(const QString &text);
    void hideLabel();

    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void refresh();
    void setValueByFix(const QJsonValue &value);
    void fillMenu();
    void updateMenuButton();
    void popUpMenu();

    ParamSpec m_spec;
    FormContext *m_context;
    QString m_path;
    QJsonValue m_value{QJsonValue::Undefined};
    QWidget *m_labelRow;
    QLabel *m_label;
    QLabel *m_hint;
    QToolButton *m_menuButton;
    QMenu *m_menu = nullptr;
    QStackedLayout *m_stack;
    QPushButton *m_bound;
    QWidget *m_editor = nullptr;
    QList<MessageRow *> m_messages;
    bool m_focused = false;
};

/// The field for a kind of parameter.
Field *createField(const ParamSpec &spec, FormContext *context, QWidget *parent);

}  // namespace headrace
