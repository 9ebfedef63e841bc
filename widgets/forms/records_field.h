// SPDX-License-Identifier: GPL-3.0-or-later
// A list of records: rows of short fields side by side, or a card each, to add, remove and reorder.
#pragma once

#include "widgets/forms/field.h"

#include <QJsonObject>
#include <QTimer>

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

    int recordCount();
    /// The field of a record by name; nullptr if it is not shown.
    Field *fieldAt(int record, const QString &name);
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
    /// Makes records that are to be shown for so many milliseconds, the rest in slices of the event loop.
    void grow(int ms);
    void finish();
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
    QList<QJsonValue> m_hidden;  ///< behind the ones that are made
    qsizetype m_pending = 0;     ///< so many of them are to be shown, too
    QTimer m_growth;
    QList<Diagnostic> m_problems;
    int m_most;
};

}  // namespace headrace
