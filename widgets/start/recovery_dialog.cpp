// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/recovery_dialog.h"

#include "models/document/recovery_model.h"
#include "widgets/start/diff_list.h"
#include "widgets/start/list_row.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>

namespace headrace {

RecoveryDialog::RecoveryDialog(QList<RecoverableDocument> documents, QWidget *parent)
    : QDialog(parent), m_model(new RecoveryModel(std::move(documents), this))
{
    setObjectName(QStringLiteral("recoveryDialog"));
    setWindowTitle(tr("Recover unsaved work"));
    resize(760, 480);
    auto *title = new QLabel(tr("Some changes were not saved"), this);
    title->setProperty("kind", QStringLiteral("headline"));
    auto *text = new QLabel(tr("The window ended before it could save them. Nothing of your files has been touched."), this);
    text->setProperty("kind", QStringLiteral("secondary"));
    text->setWordWrap(true);

    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("recoveryList"));
    m_list->setAccessibleName(tr("Documents with unsaved changes"));
    m_list->setModel(m_model);
    m_list->setFixedWidth(264);
    m_list->setMouseTracking(true);
    m_list->setItemDelegate(new TwoLineRow(
        [](const QModelIndex &index) {
            const QDateTime time = index.data(RecoveryModel::TimeRole).toDateTime();
            const QString when = time.date() == QDate::currentDate() ? QLocale().toString(time.time(), QStringLiteral("HH:mm"))
                                                                     : QLocale().toString(time.date(), QLocale::ShortFormat);
            return QStringLiteral("%1 · %2").arg(when, index.data(RecoveryModel::SummaryRole).toString());
        },
        m_list));

    m_file = new QLabel(this);
    m_file->setWordWrap(true);
    m_file->setProperty("kind", QStringLiteral("muted"));
    m_file->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_diff = new DiffList(this);
    m_recover = new QPushButton(tr("Recover"), this);
    m_recover->setObjectName(QStringLiteral("recover"));
    m_recover->setProperty("kind", QStringLiteral("primary"));
    m_recover->setDefault(true);
    m_compare = new QPushButton(tr("Compare"), this);
    m_compare->setObjectName(QStringLiteral("compareRecovered"));
    m_compare->setToolTip(tr("Shows what differs on a canvas"));
    m_discard = new QPushButton(this);
    m_discard->setObjectName(QStringLiteral("discard"));
    auto *later = new QPushButton(tr("Decide later"), this);
    later->setObjectName(QStringLiteral("later"));
    later->setProperty("kind", QStringLiteral("flat"));
    for (QPushButton *button : {m_compare, m_discard, later})
        button->setAutoDefault(false);

    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedWidth(1);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(16, 0, 0, 0);
    right->setSpacing(metrics::kSpace);
    right->addWidget(m_file);
    right->addWidget(m_diff, 1);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_list);
    body->addWidget(line);
    body->addLayout(right, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace);
    buttons->addWidget(later);
    buttons->addStretch(1);
    buttons->addWidget(m_compare);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_recover);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(metrics::kSpace);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(metrics::kSpace);
    column->addLayout(body, 1);
    column->addSpacing(metrics::kSpace);
    column->addLayout(buttons);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecoveryDialog::showRow);
    connect(m_list, &QListView::activated, this, &RecoveryDialog::recoverRow);
    connect(m_recover, &QPushButton::clicked, this, &RecoveryDialog::recoverRow);
    connect(m_compare, &QPushButton::clicked, this, &RecoveryDialog::compareRow);
    connect(m_discard, &QPushButton::clicked, this, &RecoveryDialog::discardRow);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    m_list->setCurrentIndex(m_model->index(0));
    showRow();
}

RecoveryDialog::~RecoveryDialog() = default;

void RecoveryDialog::showRow()
{
    m_sure = false;
    m_discard->setText(tr("Discard"));
    const QModelIndex index = m_list->currentIndex();
    m_recover->setEnabled(index.isValid());
    m_compare->setEnabled(index.isValid());
    m_discard->setEnabled(index.isValid());
    if (!index.isValid())
        return;
    const RecoverableDocument &document = m_model->at(index.row());
    QString file = document.file.isEmpty() ? tr("It has no file yet.") : document.file;
    if (!document.file.isEmpty() && !document.fileIsThere)
        file += QLatin1Char('\n') + tr("The file is gone; the recovered pipeline will have none.");
    else if (document.fileChanged)
        file += QLatin1Char('\n') + tr("The file was changed since, by something else.");
    m_file->setText(file);
    m_diff->setLines(linesOf(document.diff, document.saved, document.recovered));
}

void RecoveryDialog::recoverRow()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const RecoverableDocument document = m_model->take(index.row());
    Q_EMIT recoverRequested(document);
    leaveIfEmpty();
}

void RecoveryDialog::compareRow()
{
    if (const QModelIndex index = m_list->currentIndex(); index.isValid())
        Q_EMIT compareRequested(m_model->at(index.row()));
}

void RecoveryDialog::discardRow()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    if (!std::exchange(m_sure, true)) {
        m_discard->setText(tr("Discard for good"));
        return;
    }
    discard(m_model->take(index.row()));
    showRow();
    leaveIfEmpty();
}

void RecoveryDialog::leaveIfEmpty()
{
    if (m_model->rowCount() == 0)
        accept();
}

}  // namespace headrace

#include "moc_recovery_dialog.cpp"
