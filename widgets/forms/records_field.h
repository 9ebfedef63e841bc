// SPDX-License-Identifier: GPL-3.0-or-later
// A list of records: rows of short fields side by side, or a card each, to add, remove and reorder.
#pragma once

#include "widgets/forms/field.h"

#include <QJsonObject>

class QPushButton;
class QVBoxLayout;

namespace headrace {

/// Alt+Up and Alt+Down move the record with the keyboard, Ctrl+Return adds one below. Window's thread.
class RecordsField : public Field
{
    Q_OBJECT

public:
    RecordsField(const ParamSpec &spec, FormContext *context, QWidget *parent);

    void setPath(const QString &path) override;
    void setProblems(const QList<Diagnostic> &all) override;
    bool focusPath(const QString &path) override;

    int recordCount() const { return int(m_records.size()); }
    /// The field of a record by name; nullptr if it is not shown.
    Field *fieldAt(int record, const QString &name) const;
    void addRecord(int at);
    void moveRecord(int from, int to);
    void removeRecord(int index);

protected:
    void showValue(const QJsonValue &value) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Record {
        QWidget *widget = nullptr;
        QList<Field *> fields;
        QList<QWidget *> later;  ///< parts shown by 'More'
        QJsonObject value;
    };
    bool inRows() const;
    Record makeRecord(const QJsonObject &value);
    void makeFields(Record &record, QWidget *parent, QVBoxLayout *column, const QList<ParamSpec> &specs);
    void fieldEdited(QWidget *widget, const ParamSpec &spec, const QJsonValue &value, const QString &mergePath);
    void showRecord(Record &record, const QJsonObject &value);
    int indexOf(const QWidget *widget) const;
    void renumber();
    void announce(const QString &mergePath);
    void applyProblems();

    QWidget *m_box;
    QVBoxLayout *m_column;
    QWidget *m_head = nullptr;
    QPushButton *m_add;
    QPushButton *m_more;
    QList<Record> m_records;
    QList<QJsonValue> m_hidden;  ///< behind the ones that are shown
    QList<Diagnostic> m_problems;
    int m_most;
};

}  // namespace headrace
