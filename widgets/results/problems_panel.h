// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the document now, and what failed in its last run: with the way there, and the cure where there is one.
#pragma once

#include "engine/pipeline/diagnostic.h"

#include <QPointer>
#include <QWidget>

class QListView;
class QStackedWidget;
class QStandardItemModel;

namespace headrace {

class DocumentSession;
class EmptyState;

/// The value at the parameter path a diagnostic names, replaced: the edit of the whole parameter. Nothing where the path does not fit.
std::optional<QJsonValue> withReplacement(const QJsonObject &params, const QString &path, const QString &replacement, int position,
                                          const QString &text);

/// Window's thread.
class ProblemsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsPanel(QWidget *parent = nullptr);
    void setSession(DocumentSession *session);
    int errorCount() const { return m_errors; }
    int warningCount() const { return m_warnings; }
    QListView *list() const { return m_list; }

    /// What a person can do at a row of the list.
    bool canFix(const QModelIndex &index) const;
    void fix(const QModelIndex &index);   ///< Ctrl+Enter
    void open(const QModelIndex &index);  ///< Enter, double click

Q_SIGNALS:
    /// The rows at which this node failed are to be shown.
    void failedRowsWanted(const QString &node);
    /// A problem was chosen: its node, and its parameter where it names one.
    void goTo(const QString &node, const QString &parameter);
    /// For the tab's badge.
    void countsChanged(int errors, int warnings);

private:
    void fill();
    QPointer<DocumentSession> m_session;
    QStandardItemModel *m_model;
    QListView *m_list;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QList<Diagnostic> m_shown;
    int m_errors = 0, m_warnings = 0;
};

}  // namespace headrace
