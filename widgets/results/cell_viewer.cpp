// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/cell_viewer.h"

#include "models/preview/cell_text.h"
#include "models/run/status_text.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

namespace headrace {

namespace {

/// JSON in lines, other text as it is.
QString laidOut(const QString &text)
{
    const QString start = text.trimmed().left(1);
    if (start != QLatin1String("{") && start != QLatin1String("["))
        return text;
    const QJsonDocument json = QJsonDocument::fromJson(text.toUtf8());
    return json.isNull() ? text : QString::fromUtf8(json.toJson(QJsonDocument::Indented));
}

}  // namespace

CellViewer::CellViewer(QWidget *parent)
    : QFrame(parent), m_title(new QLabel(this)), m_facts(new QLabel(this)), m_text(new QPlainTextEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    m_title->setProperty("kind", QStringLiteral("title"));
    row->addWidget(m_title, 1);
    auto *copy = new QToolButton(this);
    setThemeIcon(copy, QStringLiteral("copy"), IconRole::Secondary);
    copy->setToolTip(tr("Copy the value"));
    copy->setAccessibleName(copy->toolTip());
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text->toPlainText()); });
    row->addWidget(copy);
    auto *close = new QToolButton(this);
    setThemeIcon(close, QStringLiteral("x"), IconRole::Secondary);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &CellViewer::closed);
    row->addWidget(close);
    column->addLayout(row);
    m_facts->setProperty("kind", QStringLiteral("muted"));
    column->addWidget(m_facts);
    m_text->setReadOnly(true);
    m_text->setFont(monoFont(-1));
    m_text->setAccessibleName(tr("Value"));
    column->addWidget(m_text, 1);
    setMinimumWidth(240);
}

void CellViewer::show(const QString &column, const QString &type, qint64 row, const QJsonValue &value)
{
    m_title->setText(column);
    const QString whole = wholeText(value);
    m_facts->setText(value.isNull() ? tr("%1 · row %2 · missing").arg(type, countText(row + 1))
                                    : tr("%1 · row %2 · %3 characters").arg(type, countText(row + 1), countText(whole.size())));
    m_text->setPlainText(laidOut(whole));
    QFrame::show();
}

}  // namespace headrace

#include "moc_cell_viewer.cpp"
