// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator's declaration says of it, and its example to insert.
#pragma once

#include "engine/catalog/operator_spec.h"

#include <QWidget>

class QPushButton;
class QTextBrowser;

namespace headrace {

/// Window's thread.
class HelpPage : public QWidget
{
    Q_OBJECT

public:
    explicit HelpPage(QWidget *parent);
    /// `spec` is nullptr where the operator is not known.
    void show(const OperatorSpec *spec, const QString &operatorId);
    QTextBrowser *text() const { return m_text; }
    QPushButton *insertButton() const { return m_insert; }

Q_SIGNALS:
    void insertExampleRequested(const QString &operatorId);

private:
    QTextBrowser *m_text;
    QPushButton *m_insert;
    QString m_shown;
};

/// The help of an operator as Markdown: what it does, ports, parameters, example.
QString helpText(const OperatorSpec &spec);

}  // namespace headrace
