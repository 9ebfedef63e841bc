// SPDX-License-Identifier: GPL-3.0-or-later
// One node in the inspector: head, tabs for parameters, schema, statistics and help.
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/diagnostic.h"
#include "widgets/inspector/inspector.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace headrace {

class Fold;
class FormContext;
class HelpPage;
class MessageRow;
class NodeHead;
class NodeSettings;
class ParameterForm;
class SchemaPage;
class StatisticsPage;

/// Window's thread.
class NodePage : public QWidget
{
    Q_OBJECT

public:
    NodePage(const Catalog &catalog, QWidget *parent);

    void setDocument(PipelineDocument *document, PortSchemas *schemas, NodeStates *states);
    /// Also called when the node has changed: what stays the same keeps its cursor.
    void showNode(const QString &id);
    void schemasChanged();
    void problemsChanged();
    bool showParameter(const QString &path);
    void showTab(Inspector::Tab tab);
    void setFailureWords(std::function<QString(const QString &node)> words) { m_failureWords = std::move(words); }
    void setStatistics(const QString &port, const QJsonObject &answer);
    void setStatisticsFailed(const QString &port, const Error &error);

Q_SIGNALS:
    void previewRequested(const QString &port);
    void insertExampleRequested(const QString &operatorId);
    void statisticsRequested(const QString &port);
    void pathChosen(const QString &absolutePath);
    void openPipelineRequested(const QString &node);
    void failedRowsRequested(const QString &node);

private:
    const Node *node() const;
    void makeForm();
    void refreshTab();

    const Catalog &m_catalog;
    QPointer<PipelineDocument> m_document;
    QPointer<PortSchemas> m_schemas;
    QPointer<NodeStates> m_states;
    QString m_id;
    QString m_operator;
    const OperatorSpec *m_spec = nullptr;

    NodeHead *m_head;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QScrollArea *m_scroll;
    QVBoxLayout *m_column;
    QWidget *m_problemBox;
    QList<MessageRow *> m_problems;
    std::function<QString(const QString &node)> m_failureWords;
    QLabel *m_unknown;
    FormContext *m_context = nullptr;
    ParameterForm *m_form = nullptr;
    NodeSettings *m_settings;
    SchemaPage *m_schemaPage;
    StatisticsPage *m_statistics;
    HelpPage *m_help;
};

}  // namespace headrace
