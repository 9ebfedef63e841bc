// SPDX-License-Identifier: GPL-3.0-or-later
// One value whole: long text, JSON with its lines.
#pragma once

#include <QFrame>
#include <QJsonValue>

class QLabel;
class QPlainTextEdit;

namespace headrace {

class CellViewer : public QFrame
{
    Q_OBJECT

public:
    explicit CellViewer(QWidget *parent = nullptr);
    void show(const QString &column, const QString &type, qint64 row, const QJsonValue &value);

Q_SIGNALS:
    void closed();

private:
    QLabel *m_title, *m_facts;
    QPlainTextEdit *m_text;
};

}  // namespace headrace
