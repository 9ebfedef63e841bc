// SPDX-License-Identifier: GPL-3.0-or-later
// The bar that asks for trust before a run: what wants to run, what lies outside, and the script's text on demand.
#pragma once

#include <QFrame>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace headrace {

class TrustGate;

/// Shown while its gate has something to ask; it asks once per content. Window's thread.
class TrustBar : public QFrame
{
    Q_OBJECT

public:
    explicit TrustBar(TrustGate *gate, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Everything that was asked has been granted: the run may go on.
    void granted();
    void dismissed();

private:
    void refresh();
    void showRow(int row);

    TrustGate *m_gate;
    QLabel *m_text;
    QPushButton *m_details;
    QWidget *m_pane;
    QListWidget *m_list;
    QPlainTextEdit *m_script;
    QPushButton *m_yes;
    bool m_asked = false;
};

}  // namespace headrace
