// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/node_page.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/subpipeline.h"
#include "models/document/pipeline_document.h"
#include "models/forms/value_text.h"
#include "models/run/node_states.h"
#include "models/schema/port_schemas.h"
#include "widgets/forms/fold.h"
#include "widgets/forms/form_scroll.h"
#include "widgets/forms/message_row.h"
#include "widgets/forms/parameter_form.h"
#include "widgets/inspector/help_page.h"
#include "widgets/inspector/node_head.h"
#include "widgets/inspector/node_settings.h"
#include "widgets/inspector/schema_page.h"
#include "widgets/inspector/statistics_page.h"

#include <QJsonDocument>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace headrace {

NodePage::NodePage(const Catalog &catalog, QWidget *parent)
    : QWidget(parent),
      m_catalog(catalog),
      m_head(new NodeHead(this)),
      m_tabs(new QTabBar(this)),
      m_pages(new QStackedWidget(this)),
      m_scroll(new FormScroll(this)),
      m_schemaPage(new SchemaPage(this)),
      m_statistics(new StatisticsPage(this)),
      m_help(new HelpPage(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    m_tabs->setProperty("kind", QStringLiteral("narrow"));
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);  // all of them always, also where the dock is narrow
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->setDrawBase(false);
    m_tabs->setAccessibleName(tr("Parts of the inspector"));
    for (const QString &title : {tr("Parameters"), tr("Schema"), tr("Statistics"), tr("Help")})
        m_tabs->addTab(title);
    auto *tabRow = new QVBoxLayout;
    tabRow->setContentsMargins(4, 0, 0, 0);
    tabRow->addWidget(m_tabs);
    column->addLayout(tabRow);
    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedHeight(1);
    column->addWidget(line);
    column->addWidget(m_pages, 1);

    auto *content = new QWidget(m_scroll);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(12, 12, 4, 12);
    m_column->setSpacing(12);
    m_problemBox = new QWidget(content);
    auto *problems = new QVBoxLayout(m_problemBox);
    problems->setContentsMargins(0, 0, 0, 0);
    problems->setSpacing(4);
    m_column->addWidget(m_problemBox);
    m_unknown = new QLabel(content);
    m_unknown->setWordWrap(true);
    m_unknown->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_unknown->hide();
    m_column->addWidget(m_unknown);
    m_settings = new NodeSettings(content);
    m_column->addWidget(m_settings);
    m_column->addStretch();
    m_scroll->setWidget(content);
    m_pages->addWidget(m_scroll);
    m_pages->addWidget(m_schemaPage);
    m_pages->addWidget(m_statistics);
    m_pages->addWidget(m_help);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_pages->setCurrentIndex(tab);
        refreshTab();
    });
    connect(m_head, &NodeHead::helpRequested, this, [this] { showTab(Inspector::Tab::Help); });
    connect(m_head, &NodeHead::titleEdited, this, [this](const QString &title) {
        const Node *shown = node();
        if (!shown)
            return;
        const SetNodeFlags flags{m_id, title, shown->note, shown->disabled, shown->materialize, shown->frozen, shown->policy};
        const auto applied = m_document->apply({flags}, tr("Rename node"), QStringLiteral("title\n") + m_id);
        Q_ASSERT(applied.ok());
    });
    connect(m_head, &NodeHead::undoRequested, this, [this] { m_document->undoStack()->undo(); });
    connect(m_head, &NodeHead::redoRequested, this, [this] { m_document->undoStack()->redo(); });
    connect(m_schemaPage, &SchemaPage::previewRequested, this, &NodePage::previewRequested);
    connect(m_statistics, &StatisticsPage::statisticsRequested, this, &NodePage::statisticsRequested);
    connect(m_help, &HelpPage::insertExampleRequested, this, &NodePage::insertExampleRequested);
}

void NodePage::setDocument(PipelineDocument *document, PortSchemas *schemas, NodeStates *states)
{
    m_document = document;
    m_schemas = schemas;
    m_states = states;
    m_id.clear();
    m_operator.clear();
    m_settings->setDocument(document);
    m_statistics->forgetAll();
}

const Node *NodePage::node() const
{
    if (!m_document)
        return nullptr;
    const auto found = m_document->pipeline().nodes.constFind(m_id);
    return found == m_document->pipeline().nodes.cend() ? nullptr : &*found;
}

void NodePage::showNode(const QString &id)
{
    const bool other = id != m_id;
    m_id = id;
    const Node *shown = node();
    if (!shown)
        return;
    if (shown->op != m_operator || other) {
        m_operator = shown->op;
        m_spec = m_catalog.find(m_operator);
        makeForm();
        m_scroll->ensureVisible(0, 0);
    }
    m_head->show(*shown, m_spec);
    if (m_form)
        m_form->setValues(shown->params);
    m_unknown->setVisible(!m_spec);
    if (isSubpipeline(*shown)) {
        const QString file = fileOfSubpipeline(*shown);
        m_unknown->setText(file.isEmpty() ? tr("A pipeline of its own stands in this node. Enter or a double click goes into it.")
                                          : tr("The pipeline of this node stands in '%1'. Enter or a double click opens it.").arg(file));
    } else if (!m_spec)
        m_unknown->setText(
            tr("This version does not know the operator '%1'. The node is kept as it is in the file; a run that needs it fails.")
                .arg(shown->op));
    m_settings->showNode(m_id);
    if (!other)
        m_statistics->documentChanged();
    problemsChanged();
    refreshTab();
}

void NodePage::makeForm()
{
    // The form belongs to one node: its fields hold what was typed and not yet taken.
    if (m_form) {
        m_form->hide();
        m_form->setObjectName({});
        m_column->removeWidget(m_form);
        m_form->deleteLater();
        m_context->deleteLater();
        m_form = nullptr;
        m_context = nullptr;
    }
    if (!m_spec)
        return;
    m_context = new FormContext(this);
    m_context->setSource(m_document, m_schemas, m_id);
    connect(m_context, &FormContext::pathChosen, this, &NodePage::pathChosen);
    connect(m_context, &FormContext::openPipelineRequested, this, &NodePage::openPipelineRequested);
    m_form = new ParameterForm(m_spec->params, m_context, m_scroll->widget());
    m_form->setObjectName(QStringLiteral("parameters"));
    m_column->insertWidget(2, m_form);
    connect(m_form, &ParameterForm::edited, this,
            [this, id = m_id](const QString &name, const QJsonValue &value, const QString &mergePath) {
                if (!m_document || !m_document->pipeline().nodes.contains(id))
                    return;
                const ParamSpec *spec = m_spec ? m_spec->param(name) : nullptr;
                const QString key = mergePath.isEmpty() ? QString() : QStringLiteral("form\n%1\n%2").arg(id, mergePath);
                const auto applied = m_document->apply(
                    {SetNodeParam{id, name, value.isUndefined() ? std::nullopt : std::optional<QJsonValue>(value)}},
                    tr("Change %1", "a parameter").arg(spec ? titleOf(*spec) : name), key);
                Q_ASSERT(applied.ok());
            });
}

void NodePage::schemasChanged()
{
    if (m_context)
        m_context->announceColumns();
    refreshTab();
}

void NodePage::problemsChanged()
{
    const Node *shown = node();
    if (!shown)
        return;
    QList<Diagnostic> all;
    if (m_spec)
        all = checkParams(m_document->pipeline(), m_id, m_spec->params, shown->params);
    if (m_schemas)
        for (const Diagnostic &diagnostic : m_schemas->diagnostics()) {
            if (diagnostic.node != m_id)
                continue;
            const bool known = std::any_of(all.cbegin(), all.cend(), [&](const Diagnostic &d) {
                return d.parameter == diagnostic.parameter && (d.code == diagnostic.code || d.text == diagnostic.text);
            });
            // What the check finds at once is newer than what the worker found in an earlier state.
            const bool structural = diagnostic.code == QLatin1String("missing_param") || diagnostic.code == QLatin1String("wrong_type")
                || diagnostic.code == QLatin1String("out_of_range") || diagnostic.code == QLatin1String("bad_choice")
                || diagnostic.code == QLatin1String("unknown_param");
            if (!known && !(m_spec && structural))
                all.append(diagnostic);
        }
    if (m_form)
        m_form->setProblems(all);
    // What concerns no field stands above them: missing inputs, leaks, why the last run failed.
    QList<Diagnostic> own;
    for (const Diagnostic &diagnostic : std::as_const(all)) {
        const bool hasField = m_spec && std::any_of(m_spec->params.cbegin(), m_spec->params.cend(), [&](const ParamSpec &spec) {
                                  return diagnostic.parameter == spec.name || diagnostic.parameter.startsWith(spec.name + QLatin1Char('.'))
                                      || diagnostic.parameter.startsWith(spec.name + QLatin1Char('['));
                              });
        if (!hasField)
            own.append(diagnostic);
    }
    QString failed;  // words of the link in the first row
    if (m_states) {
        const NodeState state = m_states->of(m_id);
        if (!state.message.isEmpty() && (state.status == NodeStatus::Failed || state.status == NodeStatus::Warning)) {
            Diagnostic outcome;
            outcome.severity = state.status == NodeStatus::Failed ? Severity::Error : Severity::Warning;
            outcome.text = state.message;
            outcome.hint = state.hint;
            own.prepend(outcome);
            if (state.status == NodeStatus::Failed && m_failureWords)
                failed = m_failureWords(m_id);
        }
    }
    while (m_problems.size() < own.size()) {
        m_problems.append(new MessageRow(m_problemBox));
        m_problemBox->layout()->addWidget(m_problems.last());
        connect(m_problems.last(), &MessageRow::fixClicked, this, [this] { Q_EMIT failedRowsRequested(m_id); });
    }
    for (qsizetype i = 0; i < m_problems.size(); ++i) {
        m_problems[i]->setVisible(i < own.size());
        if (i < own.size())
            // The link stands beside what to do next, not in its place.
            m_problems[i]->setMessage(
                own[i].severity,
                i == 0 && !failed.isEmpty() && !own[i].hint.isEmpty() ? QStringLiteral("%1 %2").arg(own[i].text, own[i].hint) : own[i].text,
                own[i].hint, i == 0 ? failed : QString());
    }
    m_problemBox->setVisible(!own.isEmpty());
}

void NodePage::refreshTab()
{
    const Node *shown = node();
    if (!shown)
        return;
    switch (Inspector::Tab(m_tabs->currentIndex())) {
    case Inspector::Tab::Schema:
        m_schemaPage->show(m_document->pipeline(), m_schemas, m_id, m_spec);
        break;
    case Inspector::Tab::Statistics:
        m_statistics->show(m_id, m_spec, m_schemas);
        break;
    case Inspector::Tab::Help:
        m_help->show(m_spec, m_operator);
        break;
    case Inspector::Tab::Parameters:
        break;
    }
}

bool NodePage::showParameter(const QString &path)
{
    Field *field = m_form ? m_form->showParameter(path) : nullptr;
    if (!field)
        return false;
    // The layout first: a part that was folded has no place yet.
    m_scroll->widget()->layout()->activate();
    m_scroll->widget()->resize(m_scroll->viewport()->width(), m_scroll->widget()->sizeHint().height());
    m_scroll->ensureWidgetVisible(field, 0, 24);
    return true;
}

void NodePage::showTab(Inspector::Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

void NodePage::setStatistics(const QString &port, const QJsonObject &answer)
{
    m_statistics->setStatistics(port, answer);
}

void NodePage::setStatisticsFailed(const QString &port, const Error &error)
{
    m_statistics->setFailed(port, error);
}

}  // namespace headrace

#include "moc_node_page.cpp"
