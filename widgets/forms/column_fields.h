// SPDX-License-Identifier: GPL-3.0-or-later
// One column, and several, chosen from what reaches the node.
#pragma once

#include "widgets/forms/column_popup.h"
#include "widgets/forms/field.h"

#include <QPointer>

class QStandardItemModel;

namespace headrace {

class ChipsView;
class ValueEdit;

/// A line with the column's type before and behind its name; offers the columns that there are. Window's thread.
class ColumnField : public Field
{
    Q_OBJECT

public:
    ColumnField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    ValueEdit *edit() const { return m_edit; }
    void setProblems(const QList<Diagnostic> &all) override;

protected:
    void showValue(const QJsonValue &value) override;
    void showHint(const QString &unit, bool isDefault) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take(const QString &text);
    void columnsChanged();
    void offer(bool all);
    ValueEdit *m_edit;
    QStandardItemModel *m_model;
    PortSchema m_columns;
    QList<Diagnostic> m_problems;
};

/// Chips of the chosen columns; a list with search to tick more. Columns that are not there any more stay, in red.
class ColumnsField : public Field
{
    Q_OBJECT

public:
    ColumnsField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    ChipsView *chips() const { return m_chips; }
    ColumnPopup *popup() const { return m_popup; }
    void setProblems(const QList<Diagnostic> &all) override;

protected:
    void showValue(const QJsonValue &value) override;

private:
    void columnsChanged();
    void open(const QString &text);
    void take(const QStringList &columns);
    QStringList names() const;
    ChipsView *m_chips;
    QPointer<ColumnPopup> m_popup;
    PortSchema m_columns;
    QList<Diagnostic> m_problems;
};

}  // namespace headrace
