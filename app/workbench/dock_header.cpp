// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/dock_header.h"

#include "widgets/theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace headrace {
namespace {

/// A dock moves when its title bar widget lets the mouse through to it.
QWidget *makeHeader(const QString &title, QDockWidget *dock)
{
    auto *header = new QWidget(dock);
    header->setFixedHeight(metrics::kDockHeader);
    auto *label = new QLabel(title.toUpper(), header);
    label->setProperty("kind", QStringLiteral("section"));
    auto *close = new QToolButton(header);
    close->setFixedSize(22, 22);
    close->setIconSize({12, 12});
    setThemeIcon(close, QStringLiteral("x"), IconRole::Secondary);
    close->setToolTip(QObject::tr("Hide"));
    close->setAccessibleName(QObject::tr("Hide %1").arg(title));
    close->setFocusPolicy(Qt::TabFocus);
    QObject::connect(close, &QToolButton::clicked, dock, &QDockWidget::close);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(12, 0, 6, 0);
    layout->addWidget(label, 1);
    layout->addWidget(close);
    return header;
}

}  // namespace

QDockWidget *makeDock(const QString &name, const QString &title, QWidget *content, QWidget *parent)
{
    auto *dock = new QDockWidget(title, parent);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setTitleBarWidget(makeHeader(title, dock));
    return dock;
}

void setDockHeaderShown(QDockWidget *dock, bool shown)
{
    QWidget *old = dock->titleBarWidget();
    dock->setTitleBarWidget(shown ? makeHeader(dock->windowTitle(), dock) : new QWidget(dock));
    delete old;
}

QWidget *makeLine(Qt::Orientation orientation, QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("kind", QStringLiteral("line"));
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

}  // namespace headrace
