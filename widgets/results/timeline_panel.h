// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time of the present or last run went.
#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QStackedWidget;

namespace headrace {

class DocumentSession;
class EmptyState;
class TimelineChart;

/// Window's thread.
class TimelinePanel : public QWidget
{
    Q_OBJECT

public:
    explicit TimelinePanel(QWidget *parent = nullptr);
    void setSession(DocumentSession *session);
    TimelineChart *chart() const { return m_chart; }

Q_SIGNALS:
    void goTo(const QString &node);

private:
    void take();
    QPointer<DocumentSession> m_session;
    QLabel *m_words;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    TimelineChart *m_chart;
};

}  // namespace headrace
