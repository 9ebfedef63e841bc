// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/recent_list.h"

#include "models/settings/settings.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kShown = 6;
constexpr int kRecentRowHeight = 44;

/// One recent thing: icon, name, and its folder below.
class RecentRow : public QAbstractButton
{
public:
    RecentRow(const QString &path, bool workspace, QWidget *parent) : QAbstractButton(parent), m_workspace(workspace)
    {
        const QFileInfo info(path);
        QString name = info.fileName();
        if (name.endsWith(QLatin1String(".json")))
            name.chop(5);
        setText(name.isEmpty() ? path : name);
        m_folder = workspace ? info.absoluteFilePath() : info.absolutePath();
        if (const QString home = QDir::homePath(); m_folder == home || m_folder.startsWith(home + QLatin1Char('/')))
            m_folder.replace(0, home.size(), QStringLiteral("~"));
        setToolTip(path);
        setAccessibleName(text());
        setAccessibleDescription(path);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setFixedHeight(kRecentRowHeight);
        setMinimumWidth(120);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setContextMenuPolicy(Qt::CustomContextMenu);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath outline;
        outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kControlRadius, metrics::kControlRadius);
        if (underMouse())
            painter.fillPath(outline, t.hover());
        if (hasFocus()) {
            painter.setPen(t.accent);
            painter.drawPath(outline);
        }
        paintIcon(painter, m_workspace ? QStringLiteral("folder-open") : QStringLiteral("workflow"), t.secondary,
                  QRectF(8, (height() - metrics::kIcon) / 2.0, metrics::kIcon, metrics::kIcon));
        const QRectF texts(32, 4, width() - 40, height() - 8);
        painter.setFont(uiFont());
        painter.setPen(t.text);
        const QFontMetricsF name(painter.font());
        painter.drawText(QPointF(texts.left(), texts.top() + name.ascent()), name.elidedText(text(), Qt::ElideRight, texts.width()));
        painter.setFont(uiFont(-2));
        painter.setPen(t.muted);
        const QFontMetricsF folder(painter.font());
        painter.drawText(QPointF(texts.left(), texts.bottom() - folder.descent()),
                         folder.elidedText(m_folder, Qt::ElideMiddle, texts.width()));
    }
    void enterEvent(QEnterEvent *event) override
    {
        QAbstractButton::enterEvent(event);
        update();
    }
    void leaveEvent(QEvent *event) override
    {
        QAbstractButton::leaveEvent(event);
        update();
    }

private:
    bool m_workspace;
    QString m_folder;
};

}  // namespace

RecentList::RecentList(Settings *settings, QWidget *parent) : QWidget(parent), m_settings(settings), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    connect(settings, &Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::Recent)
            fill();
    });
    fill();
}

void RecentList::fill()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();  // its own click may be what brought us here
        }
        delete item;
    }
    const auto heading = [this](const QString &text) {
        auto *label = new QLabel(text, this);
        label->setProperty("kind", QStringLiteral("section"));
        label->setContentsMargins(8, m_rows->isEmpty() ? 0 : 16, 0, 8);
        m_rows->addWidget(label);
    };
    const QStringList files = m_settings->recentFiles();
    const QStringList workspaces = m_settings->recentWorkspaces();
    if (files.isEmpty() && workspaces.isEmpty()) {
        heading(tr("RECENT"));
        auto *none = new QLabel(tr("Pipelines and workspaces you open are listed here."), this);
        none->setProperty("kind", QStringLiteral("muted"));
        none->setWordWrap(true);
        none->setContentsMargins(8, 0, 8, 0);
        m_rows->addWidget(none);
    }
    if (!files.isEmpty()) {
        heading(tr("RECENT PIPELINES"));
        for (const QString &path : files.mid(0, kShown))
            addRow(path, false);
    }
    if (!workspaces.isEmpty()) {
        heading(tr("RECENT WORKSPACES"));
        for (const QString &path : workspaces.mid(0, kShown))
            addRow(path, true);
    }
    m_rows->addStretch(1);
}

void RecentList::addRow(const QString &path, bool workspace)
{
    auto *row = new RecentRow(path, workspace, this);
    connect(row, &QAbstractButton::clicked, this, [this, path, workspace] {
        if (workspace)
            Q_EMIT workspaceChosen(path);
        else
            Q_EMIT fileChosen(path);
    });
    connect(row, &QWidget::customContextMenuRequested, this, [this, row, path](const QPoint &position) {
        auto *menu = new QMenu(row);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Remove from this list"), this, [this, path] { m_settings->removeRecent(path); });
        menu->popup(row->mapToGlobal(position));
    });
    m_rows->addWidget(row);
}

}  // namespace headrace

#include "moc_recent_list.cpp"
