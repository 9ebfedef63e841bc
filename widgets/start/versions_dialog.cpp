// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/versions_dialog.h"

#include "models/document/in_background.h"
#include "models/document/pipeline_document.h"
#include "widgets/start/diff_list.h"
#include "widgets/start/list_row.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>

namespace headrace {

VersionsDialog::VersionsDialog(PipelineDocument *document, QWidget *parent) : QDialog(parent), m_document(document)
{
    setObjectName(QStringLiteral("versionsDialog"));
    setWindowTitle(tr("Earlier versions"));
    resize(760, 480);
    auto *title = new QLabel(tr("Earlier versions of %1").arg(document->displayName()), this);
    title->setProperty("kind", QStringLiteral("headline"));
    auto *text = new QLabel(tr("The last %n versions you saved are kept.", nullptr, Backups::kKept), this);
    text->setProperty("kind", QStringLiteral("secondary"));
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("versionsList"));
    m_list->setAccessibleName(tr("Versions"));
    m_list->setFixedWidth(264);
    m_list->setItemDelegate(new TwoLineRow([](const QModelIndex &index) { return index.data(Qt::UserRole).toString(); }, m_list));
    m_diff = new DiffList(this);
    m_diff->say(tr("Looking for versions…"));
    m_take = new QPushButton(tr("Take this version"), this);
    m_take->setObjectName(QStringLiteral("takeVersion"));
    m_take->setProperty("kind", QStringLiteral("primary"));
    m_take->setEnabled(false);
    m_compare = new QPushButton(tr("Compare"), this);
    m_compare->setObjectName(QStringLiteral("compareVersion"));
    m_compare->setToolTip(tr("Shows what differs on a canvas"));
    m_compare->setEnabled(false);
    m_compare->setAutoDefault(false);
    auto *close = new QPushButton(tr("Close"), this);
    close->setProperty("kind", QStringLiteral("flat"));
    close->setAutoDefault(false);
    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedWidth(1);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(16, 0, 0, 0);
    right->addWidget(m_diff, 1);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_list);
    body->addWidget(line);
    body->addLayout(right, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_compare);
    buttons->addWidget(m_take);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(metrics::kSpace);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(metrics::kSpace);
    column->addLayout(body, 1);
    column->addSpacing(metrics::kSpace);
    column->addLayout(buttons);
    connect(m_list, &QListWidget::currentRowChanged, this, &VersionsDialog::showRow);
    connect(m_take, &QPushButton::clicked, this, &VersionsDialog::take);
    connect(m_compare, &QPushButton::clicked, this, &VersionsDialog::compare);
    connect(m_list, &QListWidget::itemActivated, this, &VersionsDialog::compare);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);

    inBackground(
        this,
        [path = document->path()] {
            QList<std::pair<Backup, Pipeline>> versions;
            if (path.isEmpty())
                return versions;
            const QList<Backup> backups = Backups::of(path);
            for (const Backup &backup : backups)
                if (auto pipeline = Backups::read(backup))
                    versions.append({backup, *std::move(pipeline)});
            return versions;
        },
        [this](const QList<std::pair<Backup, Pipeline>> &versions) { fill(versions); });
}

void VersionsDialog::fill(const QList<std::pair<Backup, Pipeline>> &versions)
{
    m_versions = versions;
    for (const auto &[backup, pipeline] : versions) {
        auto *item = new QListWidgetItem(QLocale().toString(backup.time, QLocale::ShortFormat), m_list);
        item->setData(Qt::UserRole, summaryOf(diff(m_document->pipeline(), pipeline)));
    }
    if (versions.isEmpty())
        m_diff->say(tr("No version has been kept yet: the first is when you save."));
    else
        m_list->setCurrentRow(0);
}

void VersionsDialog::showRow(int row)
{
    m_take->setEnabled(row >= 0);
    m_compare->setEnabled(row >= 0);
    if (row < 0)
        return;
    const Pipeline &version = m_versions[row].second;
    m_diff->setLines(linesOf(diff(m_document->pipeline(), version), m_document->pipeline(), version));
}

void VersionsDialog::compare()
{
    if (const int row = m_list->currentRow(); row >= 0)
        Q_EMIT compareRequested(m_versions[row].second, tr("backup of %1").arg(m_list->currentItem()->text()));
}

void VersionsDialog::take()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const QString when = QLocale().toString(m_versions[row].first.time, QLocale::ShortFormat);
    if (const auto taken = m_document->replaceWith(m_versions[row].second, tr("Take the version of %1").arg(when)); !taken) {
        m_diff->say(taken.error().text);
        return;
    }
    accept();
}

}  // namespace headrace

#include "moc_versions_dialog.cpp"
