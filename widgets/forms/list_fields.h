// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of texts or numbers, and key-value tables.
#pragma once

#include "widgets/forms/field.h"

#include <QJsonArray>

class QLineEdit;
class QVBoxLayout;

namespace headrace {

class ChipsView;

/// Chips with a line below: Return adds, lines that are pasted add one each, F2 or a double click takes a chip back into the
/// line. Window's thread.
class ListField : public Field
{
    Q_OBJECT

public:
    ListField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    ChipsView *chips() const { return m_chips; }
    QLineEdit *line() const { return m_line; }

protected:
    void showValue(const QJsonValue &value) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void add(const QString &text);
    void take(const QJsonArray &list);
    QJsonArray list() const;
    ChipsView *m_chips;
    QLineEdit *m_line;
};

/// Rows of key and value. A row without a key is kept in the form until it has one.
class MapField : public Field
{
    Q_OBJECT

public:
    MapField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    int rowCount() const { return int(m_rows.size()); }
    QLineEdit *keyAt(int row) const { return m_rows[row].key; }
    QLineEdit *valueAt(int row) const { return m_rows[row].value; }

protected:
    void showValue(const QJsonValue &value) override;

private:
    struct Row {
        QWidget *widget;
        QLineEdit *key;
        QLineEdit *value;
    };
    void addRow(const QString &key, const QString &value, bool focus);
    void removeRow(QWidget *widget);
    void collect(bool typing);
    QJsonObject object() const;
    QVBoxLayout *m_column;
    QLabel *m_twice;
    QList<Row> m_rows;
};

/// The body of a subpipeline: says what it is and opens it.
class PipelineField : public Field
{
    Q_OBJECT

public:
    PipelineField(const ParamSpec &spec, FormContext *context, QWidget *parent);

protected:
    void showValue(const QJsonValue &value) override;

private:
    QLabel *m_what;
};

}  // namespace headrace
