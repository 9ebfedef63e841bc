// SPDX-License-Identifier: GPL-3.0-or-later
// What lies below the canvas: preview, charts, problems, log and timeline of the current document, one tab each.
#pragma once

#include <QPointer>
#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace headrace {

class ChartPanel;
class DocumentSession;
class LogPanel;
class PreviewPanel;
class ProblemsPanel;
class TimelinePanel;

/// Window's thread.
class ResultsArea : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Preview, Charts, Problems, Log, Timeline };
    explicit ResultsArea(QWidget *parent = nullptr);

    void setSession(DocumentSession *session);
    void showNode(const QString &node);
    void showPort(const QString &port);
    /// The rows at which a node of the session failed, in the preview; false where none are known.
    bool showFailedRows(const QString &node);
    void showTab(Tab tab);
    PreviewPanel *preview() { return m_preview; }

Q_SIGNALS:
    /// A person chose a problem or a line: its node, and its parameter where it names one.
    void goTo(const QString &node, const QString &parameter);
    void runToWanted(const QString &node);

private:
    void addTab(QWidget *panel, const QString &iconName, const QString &title);
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QWidget *m_bar;
    PreviewPanel *m_preview;
    ChartPanel *m_charts;
    ProblemsPanel *m_problems;
    LogPanel *m_log;
    TimelinePanel *m_timeline;
    QPointer<DocumentSession> m_session;
};

}  // namespace headrace
