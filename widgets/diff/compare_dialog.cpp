// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diff/compare_dialog.h"

#include "models/document/pipeline_document.h"
#include "widgets/diff/diff_view.h"
#include "widgets/theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace headrace {

namespace {
constexpr int kCompareAgainMs = 200;
}  // namespace

CompareDialog::CompareDialog(const Catalog &catalog, const Comparison &comparison, QWidget *parent)
    : QDialog(parent), m_comparison(comparison), m_view(new DiffView(catalog, this)), m_show(new QPushButton(this))
{
    setObjectName(QStringLiteral("compareDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    setWindowTitle(tr("Compare %1 with %2").arg(comparison.afterName, comparison.beforeName));
    const QSize most = parent ? parent->window()->size() - QSize(96, 96) : QSize(1200, 800);
    resize(QSize(1200, 800).boundedTo(most).expandedTo(QSize(640, 480)));

    m_show->setText(tr("Show in the pipeline"));
    m_show->setObjectName(QStringLiteral("showInPipeline"));
    m_show->hide();
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closeComparison"));
    for (QPushButton *button : {m_show, close})
        button->setAutoDefault(false);  // Enter is the table's
    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedHeight(1);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 8, 12, 8);
    buttons->setSpacing(metrics::kSpace);
    buttons->addStretch(1);
    buttons->addWidget(m_show);
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(line);
    column->addLayout(buttons);

    m_later.setSingleShot(true);
    m_later.setInterval(kCompareAgainMs);
    connect(&m_later, &QTimer::timeout, this, &CompareDialog::refresh);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_show, &QPushButton::clicked, this, &CompareDialog::askToShow);
    connect(m_view, &DiffView::nodeActivated, this, &CompareDialog::askToShow);
    connect(m_view, &DiffView::currentNodeChanged, this,
            [this](const QString &node) { m_show->setEnabled(m_document && m_document->pipeline().nodes.contains(node)); });
    refresh();
    m_view->table()->setFocus();
}

void CompareDialog::follow(PipelineDocument *document)
{
    m_document = document;
    m_show->show();
    m_show->setEnabled(document->pipeline().nodes.contains(m_view->currentNode()));
    connect(document, &PipelineDocument::edited, &m_later, qOverload<>(&QTimer::start));
    connect(document, &QObject::destroyed, this, &QDialog::close);
}

void CompareDialog::refresh()
{
    if (m_document)
        m_comparison.after = m_document->pipeline();
    m_view->compare(m_comparison.before, m_comparison.after, m_comparison.beforeName, m_comparison.afterName);
}

void CompareDialog::askToShow()
{
    const QString node = m_view->currentNode();
    if (m_document && m_document->pipeline().nodes.contains(node))
        Q_EMIT showRequested(node);
}

}  // namespace headrace

#include "moc_compare_dialog.cpp"
