// SPDX-License-Identifier: GPL-3.0-or-later
// Yes or no, and one of several choices.
#pragma once

#include "widgets/forms/field.h"

class QButtonGroup;
class QCheckBox;
class QComboBox;

namespace headrace {

/// A check box with its title beside it; without a value or default it is half checked.
class BooleanField : public Field
{
    Q_OBJECT

public:
    BooleanField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    QCheckBox *box() const { return m_box; }

protected:
    void showValue(const QJsonValue &value) override;
    void showHint(const QString &unit, bool isDefault) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QCheckBox *m_box;
    QLabel *m_words;
    QLabel *m_state;
};

/// Up to three short choices side by side, more in a list that drops down. A value that is none of them is shown, too.
class ChoiceField : public Field
{
    Q_OBJECT

public:
    ChoiceField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    bool isShort() const override { return m_combo != nullptr; }

protected:
    void showValue(const QJsonValue &value) override;

private:
    void makeSegments();
    void makeCombo();
    QButtonGroup *m_group = nullptr;
    QComboBox *m_combo = nullptr;
};

}  // namespace headrace
