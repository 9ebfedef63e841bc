// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/run_details.h"

#include "widgets/theme/theme.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

namespace headrace {

struct RunDetails::Page {
    record::Run run;
    QList<record::Step> steps;
    QList<record::Artifact> artifacts;
    QList<record::DatasetUse> datasets;
};

namespace {

QString cellRow(const QString &name, const QString &value)
{
    return QStringLiteral("<tr><td style='color:%1'>%2&nbsp;&nbsp;&nbsp;</td><td>%3</td></tr>")
        .arg(Theme::tokens().secondary.name(), name.toHtmlEscaped(), value.toHtmlEscaped());
}

QString section(const QString &title)
{
    return QStringLiteral("<p style='margin-top:12px; margin-bottom:4px'><b>%1</b></p>").arg(title.toHtmlEscaped());
}

QString sizeText(std::optional<qint64> bytes)
{
    return bytes ? QLocale().formattedDataSize(*bytes) : QString();
}

}  // namespace

RunDetails::RunDetails(StoreThread *store, QWidget *parent)
    : QWidget(parent),
      m_store(store),
      m_title(new QLabel),
      m_star(new QToolButton),
      m_open(new QToolButton),
      m_lineage(new QToolButton),
      m_text(new QTextBrowser)
{
    m_title->setProperty("kind", QStringLiteral("title"));
    m_star->setCheckable(true);
    m_star->setToolTip(tr("Star: what a starred run needs is kept for ever"));
    m_star->setAccessibleName(tr("Star"));
    setThemeIcon(m_star, QStringLiteral("star"), IconRole::Secondary);
    m_open->setText(tr("Open the pipeline as it was"));
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_open->setProperty("kind", QStringLiteral("button"));
    setThemeIcon(m_open, QStringLiteral("history"), IconRole::Secondary);
    m_lineage->setText(tr("Show lineage"));
    m_lineage->setObjectName(QStringLiteral("showLineage"));
    m_lineage->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_lineage->setProperty("kind", QStringLiteral("button"));
    setThemeIcon(m_lineage, QStringLiteral("network"), IconRole::Secondary);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Facts of the run"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_star);
    head->addWidget(m_lineage);
    head->addWidget(m_open);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    connect(m_star, &QToolButton::clicked, this, [this](bool on) {
        m_store->ask<bool>(
            [run = m_run, on](record::Store &opened) -> Result<bool> {
                HR_TRY(opened.setStarred(run, on, QDateTime::currentMSecsSinceEpoch()));
                return on;
            },
            this, [](const Result<bool> &) {});
    });
    connect(m_open, &QToolButton::clicked, this, [this] { Q_EMIT pipelineRequested(m_pipeline, m_name, m_folder); });
    connect(m_lineage, &QToolButton::clicked, this, [this] { Q_EMIT lineageRequested(m_id, m_name); });
    connect(store, &StoreThread::changed, this, &RunDetails::refresh);
    showRun(0);
}

void RunDetails::showRun(qint64 run)
{
    m_run = run;
    const bool none = run == 0;
    m_star->setVisible(!none);
    m_open->setVisible(!none);
    m_lineage->setVisible(!none);
    m_lineage->setEnabled(false);  // until it is known which
    if (none) {
        m_title->setText(tr("Select a run in the table"));
        m_text->clear();
        return;
    }
    refresh();
}

void RunDetails::refresh()
{
    if (m_run == 0)
        return;
    m_store->ask<Page>(
        [run = m_run](record::Store &opened) -> Result<Page> {
            HR_ASSIGN(const auto summaries, opened.summaries({run}));
            if (summaries.isEmpty())
                return Error(ErrorCode::NotFound, QStringLiteral("The run is gone."), QString());
            Page page;
            HR_ASSIGN(page.run, opened.find(summaries.first().id));
            HR_ASSIGN(page.steps, opened.steps(run));
            HR_ASSIGN(page.artifacts, opened.artifacts(run));
            HR_ASSIGN(page.datasets, opened.datasets(run));
            return page;
        },
        this,
        [this, run = m_run](const Result<Page> &page) {
            if (run == m_run && page)
                render(*page);
        });
}

void RunDetails::render(const Page &page)
{
    const record::Run &run = page.run;
    m_pipeline = run.pipeline;
    m_name = run.name;
    m_id = run.id;
    m_lineage->setEnabled(true);
    m_folder = QFileInfo(run.sourceName).absolutePath();
    m_title->setText(run.name);
    m_star->setChecked(run.starred);
    QString html = QStringLiteral("<table cellpadding=1>");
    html += cellRow(tr("Status"), record::toString(run.status));
    html += cellRow(tr("Started"), QLocale().toString(QDateTime::fromMSecsSinceEpoch(run.startMs), QLocale::ShortFormat));
    if (run.durationS)
        html += cellRow(tr("Duration"), QStringLiteral("%1 s").arg(*run.durationS, 0, 'f', 2));
    html += cellRow(tr("Pipeline"), run.sourceName);
    html += cellRow(tr("Run id"), run.id);
    if (run.seed)
        html += cellRow(tr("Seed"), QString::number(*run.seed));
    if (run.peakMemory)
        html += cellRow(tr("Peak memory"), sizeText(run.peakMemory));
    if (!run.gitCommit.isEmpty())
        html += cellRow(tr("Git commit"), run.gitCommit);
    html += QStringLiteral("</table>");
    for (const QJsonValue &value : run.errors) {
        const Error error = Error::fromJson(value.toObject());
        html += QStringLiteral("<p style='color:%1'>%2 %3</p>")
                    .arg(Theme::tokens().bad.name(),
                         (error.node.isEmpty() ? QString() : error.node + QStringLiteral(": ")).toHtmlEscaped()
                             + error.text.toHtmlEscaped(),
                         error.hint.toHtmlEscaped());
    }
    if (!run.note.isEmpty())
        html += section(tr("Note")) + run.note.toHtmlEscaped();
    if (!run.metrics.isEmpty()) {
        html += section(tr("Metrics")) + QStringLiteral("<table cellpadding=1>");
        for (auto it = run.metrics.cbegin(); it != run.metrics.cend(); ++it)
            html += cellRow(it.key(), QString::number(*it, 'g', 8));
        html += QStringLiteral("</table>");
    }
    if (!run.params.isEmpty()) {
        html += section(tr("Parameters")) + QStringLiteral("<table cellpadding=1>");
        for (auto it = run.params.cbegin(); it != run.params.cend(); ++it)
            html += cellRow(it.key(), *it);
        html += QStringLiteral("</table>");
    }
    html += section(tr("Steps")) + QStringLiteral("<table cellpadding=1>");
    for (const record::Step &step : page.steps)
        html += cellRow(step.node, step.status + (step.durationS ? QStringLiteral("   %1 s").arg(*step.durationS, 0, 'f', 3) : QString()));
    html += QStringLiteral("</table>");
    if (!page.datasets.isEmpty()) {
        html += section(tr("Data")) + QStringLiteral("<table cellpadding=1>");
        for (const record::DatasetUse &use : page.datasets)
            html += cellRow(use.node, QStringLiteral("%1   %2   %3").arg(use.source, sizeText(use.bytes), use.digest.left(12)));
        html += QStringLiteral("</table>");
    }
    if (!page.artifacts.isEmpty()) {
        html += section(tr("Artifacts")) + QStringLiteral("<table cellpadding=1>");
        for (const record::Artifact &artifact : page.artifacts)
            html += cellRow(artifact.node + QLatin1Char('/') + artifact.name,
                            QStringLiteral("%1   %2   %3").arg(artifact.kind, sizeText(artifact.bytes), artifact.path));
        html += QStringLiteral("</table>");
    }
    html += section(tr("Environment")) + QStringLiteral("<table cellpadding=1>");
    for (auto it = run.libraries.begin(); it != run.libraries.end(); ++it)
        html += cellRow(it.key(), it.value().toString());
    for (auto it = run.machine.begin(); it != run.machine.end(); ++it)
        html += cellRow(it.key(), it.value().toVariant().toString());
    html += QStringLiteral("</table>");
    m_text->setHtml(html);
}

}  // namespace headrace

#include "moc_run_details.cpp"
