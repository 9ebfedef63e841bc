// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lineage/snapshot_view.h"

#include "widgets/canvas/canvas_view.h"
#include "widgets/diff/diff_view.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace headrace {

SnapshotView::SnapshotView(const Catalog &catalog, QWidget *parent)
    : QWidget(parent),
      m_catalog(catalog),
      m_document(std::make_unique<PipelineDocument>()),
      m_states(std::make_unique<NodeStates>()),
      m_schemas(std::make_unique<PortSchemas>()),
      m_canvas(new CanvasView(m_document.get(), catalog, m_states.get(), m_schemas.get(), &m_actions)),
      m_diff(new DiffView(catalog)),
      m_title(new QLabel),
      m_pages(new QStackedWidget)
{
    m_canvas->setReadOnly(true);
    m_title->setProperty("kind", QStringLiteral("title"));
    m_title->setObjectName(QStringLiteral("snapshotTitle"));
    auto *back = new QPushButton(QLatin1Char(' ') + tr("Lineage"));
    back->setObjectName(QStringLiteral("backToLineage"));
    back->setIconSize({14, 14});
    setThemeIcon(back, QStringLiteral("arrow-left"), IconRole::Secondary);
    back->setAccessibleName(tr("Back to the lineage"));
    auto *branch = new QPushButton(QLatin1Char(' ') + tr("Branch from here"));
    branch->setIconSize({14, 14});
    branch->setProperty("kind", QStringLiteral("primary"));
    setThemeIcon(branch, QStringLiteral("git-branch"), IconRole::OnAccent);
    auto *note = new QLabel(tr("Only to be looked at"));
    note->setProperty("kind", QStringLiteral("secondary"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->setSpacing(8);
    bar->addWidget(back);
    bar->addWidget(m_title, 1);
    bar->addWidget(note);
    bar->addWidget(branch);
    m_pages->addWidget(m_canvas);
    m_pages->addWidget(m_diff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_pages, 1);
    connect(back, &QPushButton::clicked, this, &SnapshotView::backRequested);
    connect(branch, &QPushButton::clicked, this, &SnapshotView::branchRequested);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &SnapshotView::backRequested);
}

SnapshotView::~SnapshotView()
{
    delete m_canvas;  // before the document it shows
}

QString SnapshotView::title() const
{
    return m_title->text();
}

void SnapshotView::showSnapshot(const Pipeline &pipeline, const QString &title)
{
    m_title->setText(title);
    m_document->setContent(pipeline, false);
    m_pages->setCurrentWidget(m_canvas);
    m_canvas->fit();
    // Once more when it has its size.
    QTimer::singleShot(0, m_canvas, [this] { m_canvas->fit(); });
}

void SnapshotView::showComparison(const Pipeline &before, const Pipeline &now, const QString &title, const QString &beforeName,
                                  const QString &nowName)
{
    m_title->setText(title);
    m_pages->setCurrentWidget(m_diff);
    m_diff->compare(before, now, beforeName, nowName);
    QTimer::singleShot(0, m_diff, [this] { m_diff->canvas()->fit(); });
}

}  // namespace headrace

#include "moc_snapshot_view.cpp"
