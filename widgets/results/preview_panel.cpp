// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/preview_panel.h"

#include "models/preview/cell_text.h"
#include "models/preview/port_difference.h"
#include "models/preview/rows_export.h"
#include "models/run/status_text.h"
#include "models/session/document_session.h"
#include "widgets/results/cell_viewer.h"
#include "widgets/results/eliding_label.h"
#include "widgets/results/empty_state.h"
#include "widgets/results/filter_bar.h"
#include "widgets/results/rows_header.h"
#include "widgets/results/rows_view.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace headrace {

namespace {

QToolButton *previewTool(QWidget *parent, const QString &icon, const QString &tip)
{
    auto *button = new QToolButton(parent);
    setThemeIcon(button, icon, IconRole::Secondary);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFixedSize(metrics::kControl, metrics::kControl);
    button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

}  // namespace

PreviewPanel::PreviewPanel(QWidget *parent)
    : QWidget(parent),
      m_model(new PreviewModel(this)),
      m_other(new PreviewModel(this)),
      m_difference(new PortDifference(this)),
      m_bar(new QWidget(this)),
      m_split(new QSplitter(Qt::Horizontal, this)),
      m_stack(new QStackedWidget(this)),
      m_view(new RowsView(this)),
      m_besideView(new RowsView(this)),
      m_beside(new QWidget(this)),
      m_cell(new CellViewer(this)),
      m_empty(new EmptyState(this))
{
    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(10, 2, 8, 2);
    bar->setSpacing(2);
    m_title = new ElidingLabel(m_bar);
    m_title->setProperty("kind", QStringLiteral("secondary"));
    m_ports = previewTool(m_bar, QStringLiteral("chevron-down"), tr("Choose the port"));
    m_note = new ElidingLabel(m_bar);
    m_note->setProperty("kind", QStringLiteral("secondary"));
    m_saying = new ElidingLabel(m_bar);
    m_saying->setProperty("kind", QStringLiteral("secondary"));
    m_all = previewTool(m_bar, QStringLiteral("list-end"), tr("Read all rows"));
    m_filter = previewTool(m_bar, QStringLiteral("list-filter"), tr("Filter the rows shown"));
    m_filter->setCheckable(true);
    m_compare = previewTool(m_bar, QStringLiteral("columns-2"), tr("Compare with another port"));
    m_copy = previewTool(m_bar, QStringLiteral("copy"), tr("Copy rows"));
    m_export = previewTool(m_bar, QStringLiteral("download"), tr("Export all rows to a file"));
    m_retry = previewTool(m_bar, QStringLiteral("refresh-cw"), tr("Read again"));
    bar->addWidget(m_saying);
    bar->addStretch();
    bar->addWidget(m_title);
    bar->addWidget(m_ports);
    bar->addWidget(m_note);
    bar->addSpacing(metrics::kSpace);
    for (QToolButton *button : {m_all, m_filter, m_compare, m_copy, m_export, m_retry})
        bar->addWidget(button);
    m_ports->setMenu(new QMenu(m_ports));
    m_compare->setMenu(new QMenu(m_compare));
    m_copy->setMenu(new QMenu(m_copy));
    addCopyActions(m_copy->menu());

    m_filters = new FilterBar(m_model, this);
    m_filters->hide();
    m_view->setPreview(m_model);

    auto *beside = new QVBoxLayout(m_beside);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    auto *besideBar = new QHBoxLayout;
    besideBar->setContentsMargins(10, 2, 8, 2);
    m_besideTitle = new ElidingLabel(m_beside);
    m_besideTitle->setProperty("kind", QStringLiteral("secondary"));
    besideBar->addWidget(m_besideTitle, 1);
    auto *close = previewTool(m_beside, QStringLiteral("x"), tr("Close the comparison"));
    besideBar->addWidget(close);
    beside->addLayout(besideBar);
    beside->addWidget(m_besideView, 1);
    m_beside->hide();
    m_cell->hide();

    m_split->addWidget(m_view);
    m_split->addWidget(m_beside);
    m_split->addWidget(m_cell);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 3);
    m_split->setStretchFactor(2, 1);
    m_split->setHandleWidth(1);
    m_split->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_split);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_filters);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_view);

    connect(m_model, &PreviewModel::phaseChanged, this, &PreviewPanel::takePhase);
    connect(m_model, &PreviewModel::noteChanged, this, &PreviewPanel::takeNote);
    connect(m_filter, &QToolButton::toggled, this, [this](bool on) {
        m_filters->setVisible(on);
        if (on)
            m_filters->focusValue();
        else
            m_model->setFilters({});
    });
    connect(m_all, &QToolButton::clicked, m_model, &PreviewModel::loadAll);
    connect(m_retry, &QToolButton::clicked, m_model, &PreviewModel::refresh);
    connect(m_export, &QToolButton::clicked, this, &PreviewPanel::chooseExport);
    connect(m_ports->menu(), &QMenu::aboutToShow, this, &PreviewPanel::fillPorts);
    connect(m_compare->menu(), &QMenu::aboutToShow, this, [this] {
        QMenu *menu = m_compare->menu();
        menu->clear();
        menu->addMenu(portsMenu(tr("Beside it"), &PreviewPanel::showBeside));
        menu->addMenu(portsMenu(tr("Difference from"), &PreviewPanel::showDifference));
        if (m_beside->isVisible())
            menu->addAction(tr("Close the comparison"), this, &PreviewPanel::closeBeside);
    });
    connect(close, &QToolButton::clicked, this, &PreviewPanel::closeBeside);
    connect(m_cell, &CellViewer::closed, m_cell, &QWidget::hide);
    connect(m_view, &RowsView::cellActivated, this, &PreviewPanel::openCell);
    connect(m_besideView, &RowsView::cellActivated, this, &PreviewPanel::openCell);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (m_cell->isVisible() && index.isValid())
            openCell(index);
    });
    connect(m_other, &PreviewModel::phaseChanged, this, [this] {
        if (m_besideView->model() == m_other)
            m_besideTitle->setText(m_other->phase() == PreviewModel::Phase::Failed || m_other->phase() == PreviewModel::Phase::Unknown
                                       ? m_other->error().text
                                       : tr("%1 · %2").arg(titleOf(m_other->port()), m_other->note()));
    });
    connect(m_difference, &PortDifference::changed, this, [this] {
        if (m_besideView->model() == m_difference)
            m_besideTitle->setText(m_difference->summary());
    });
    connect(m_empty, &EmptyState::acted, this, [this] {
        if (m_model->phase() == PreviewModel::Phase::Unknown)
            Q_EMIT runToWanted(m_model->port().section(QLatin1Char(':'), 0, 0));
        else
            m_model->refresh();
    });
    takePhase();
}

QWidget *PreviewPanel::takeBar()
{
    layout()->removeWidget(m_bar);
    return m_bar;
}

void PreviewPanel::setSession(DocumentSession *session)
{
    closeBeside();
    m_cell->hide();
    m_session = session;
    m_node.clear();
    m_model->setSession(session);
    m_other->setSession(session);
    takePhase();
}

void PreviewPanel::showNode(const QString &node)
{
    if (!m_session)
        return;
    m_node = node;
    showPort(m_session->firstTablePort(node));
}

void PreviewPanel::showPort(const QString &port)
{
    if (!port.isEmpty())
        m_node = port.section(QLatin1Char(':'), 0, 0);
    if (port != m_model->port()) {
        m_cell->hide();
        m_filter->setChecked(false);
    }
    m_model->showPort(port);
    takePhase();
}

void PreviewPanel::showFailedRows(const FailureCause &cause)
{
    m_node = cause.node;
    m_cell->hide();
    m_filter->setChecked(false);
    m_model->showFailedRows(cause);
    takePhase();
}

void PreviewPanel::showBeside(const QString &port)
{
    m_besideView->setPreview(m_other);
    m_other->showPort(port);
    m_besideTitle->setText(titleOf(port));
    m_beside->show();
}

void PreviewPanel::showDifference(const QString &port)
{
    if (!m_session || m_model->port().isEmpty())
        return;
    m_besideView->setModel(m_difference);
    m_difference->compare(m_session, m_model->port(), port);
    m_beside->show();
}

void PreviewPanel::closeBeside()
{
    m_beside->hide();
    m_other->showPort({});
}

QString PreviewPanel::titleOf(const QString &port) const
{
    if (!m_session || port.isEmpty())
        return {};
    const QString node = port.section(QLatin1Char(':'), 0, 0);
    return QStringLiteral("%1 · %2").arg(m_session->titleOf(node), port.section(QLatin1Char(':'), 1));
}

void PreviewPanel::takePhase()
{
    using Phase = PreviewModel::Phase;
    const Phase phase = m_model->phase();
    const bool rows = phase == Phase::First || phase == Phase::Writing || phase == Phase::All;
    if (rows) {
        if (m_stack->currentWidget() != m_split)
            m_view->fitColumns();
        m_stack->setCurrentWidget(m_split);
    } else if (phase == Phase::Loading) {
        // What stood there stays a moment: an answer mostly comes before the eye has seen it go.
        if (m_stack->currentWidget() == m_empty)
            m_empty->say(QStringLiteral("loader"), tr("Loading"));
    } else {
        m_stack->setCurrentWidget(m_empty);
        const QString title = m_session && !m_node.isEmpty() ? m_session->titleOf(m_node) : QString();
        if (phase == Phase::Unknown)
            m_empty->say(QStringLiteral("eye-off"), tr("What leaves %1 is known only after a run.").arg(title), {}, tr("Run to here"));
        else if (phase == Phase::Failed)
            m_empty->say(QStringLiteral("circle-x"), m_model->error().text, m_model->error().hint, tr("Try again"), true);
        else if (!title.isEmpty())
            m_empty->say(QStringLiteral("table-2"), tr("%1 gives no rows.").arg(title));
        else
            m_empty->say(QStringLiteral("table-2"), tr("Click a node or an edge to see its rows."));
    }
    m_title->setText(titleOf(m_model->port()));
    const bool several = m_session && !m_node.isEmpty() && m_session->tablePorts(m_node).size() > 1;
    m_ports->setVisible(several && !m_model->showsFailedRows());
    for (QToolButton *button : {m_filter, m_compare, m_copy, m_export})
        button->setEnabled(rows);
    if (m_model->showsFailedRows())  // no port of the document, which these read
        for (QToolButton *button : {m_compare, m_export})
            button->setEnabled(false);
    m_retry->setEnabled(phase != Phase::Empty);
    takeNote();
}

void PreviewPanel::takeNote()
{
    const QString note = m_model->note();
    m_note->setText(note.isEmpty() ? QString() : QStringLiteral("· ") + note);
    m_all->setVisible(m_model->phase() == PreviewModel::Phase::First && !m_model->isComplete());
    // The height of the header hangs on whether there are columns.
    m_view->header()->updateGeometry();
}

void PreviewPanel::fillPorts()
{
    QMenu *menu = m_ports->menu();
    menu->clear();
    if (!m_session)
        return;
    for (const QString &port : m_session->tablePorts(m_node)) {
        QAction *action = menu->addAction(port.section(QLatin1Char(':'), 1), this, [this, port] { showPort(port); });
        action->setCheckable(true);
        action->setChecked(port == m_model->port());
    }
}

QMenu *PreviewPanel::portsMenu(const QString &title, void (PreviewPanel::*then)(const QString &))
{
    auto *menu = new QMenu(title, m_compare->menu());
    if (!m_session)
        return menu;
    const QMap<QString, Node> &nodes = m_session->document()->pipeline().nodes;
    for (auto node = nodes.begin(); node != nodes.end(); ++node)
        for (const QString &port : m_session->tablePorts(node.key()))
            if (port != m_model->port())
                menu->addAction(titleOf(port), this, [this, then, port] { (this->*then)(port); });
    return menu;
}

void PreviewPanel::addCopyActions(QMenu *menu)
{
    const std::pair<QString, CopyAs> formats[] = {{tr("Copy as CSV"), CopyAs::Csv},
                                                  {tr("Copy as Markdown"), CopyAs::Markdown},
                                                  {tr("Copy as SQL VALUES"), CopyAs::SqlValues},
                                                  {tr("Copy as pandas snippet"), CopyAs::Pandas}};
    for (const auto &[text, format] : formats)
        menu->addAction(text, this, [this, format = format] { QApplication::clipboard()->setText(selectionAs(format)); });
}

QString PreviewPanel::selectionAs(CopyAs format) const
{
    constexpr int kMostCopied = 100'000;
    const QItemSelection selection = m_view->selectionModel()->selection();
    int first = m_view->firstVisibleRow(), last = std::min(m_model->rowCount(), first + m_view->visibleRows()) - 1;
    int left = 0, right = m_model->columnCount() - 1;
    const bool cells = !selection.isEmpty()
        && !(selection.size() == 1 && selection.first().height() == 1 && selection.first().width() == 1);
    if (cells) {
        first = selection.first().top();
        last = selection.first().bottom();
        left = selection.first().left();
        right = selection.first().right();
        for (const QItemSelectionRange &range : selection) {
            first = std::min(first, range.top());
            last = std::max(last, range.bottom());
            left = std::min(left, range.left());
            right = std::max(right, range.right());
        }
    }
    last = std::min(last, first + kMostCopied - 1);
    const QList<ColumnInfo> columns = m_model->columns().mid(left, right - left + 1);
    QList<QJsonArray> rows;
    for (const QJsonArray &row : m_model->rows(first, last)) {
        QJsonArray part;
        for (int column = left; column <= right; ++column)
            part << row.at(column);
        rows << part;
    }
    switch (format) {
    case CopyAs::Csv:
        return rowsAsCsv(columns, rows);
    case CopyAs::Markdown:
        return rowsAsMarkdown(columns, rows);
    case CopyAs::SqlValues:
        return rowsAsSqlValues(columns, rows);
    case CopyAs::Pandas:
        return rowsAsPandas(columns, rows);
    }
    return {};
}

void PreviewPanel::openCell(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (index.model() == m_difference) {
        if (index.column() > 0)
            m_cell->show(m_difference->headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), tr("Difference"),
                         index.row(), index.data(Qt::EditRole).toString());
        return;
    }
    const auto *model = index.model() == m_other ? m_other : m_model;
    const ColumnInfo column = model->columns().value(index.column());
    m_cell->show(column.name, column.type, index.row(), model->value(index.row(), index.column()));
}

void PreviewPanel::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = m_view->indexAt(m_view->viewport()->mapFromGlobal(event->globalPos()));
    if (!index.isValid() || !m_view->viewport()->rect().contains(m_view->viewport()->mapFromGlobal(event->globalPos())))
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString text = index.data(Qt::EditRole).toString();
    const bool none = index.data(PreviewModel::MissingRole).toBool();
    const QString column = m_model->columns().value(index.column()).name;
    menu->addAction(tr("Copy value"), this, [text] { QApplication::clipboard()->setText(text); });
    menu->addAction(tr("Show value"), this, [this, place = QPersistentModelIndex(index)] { openCell(place); });
    menu->addSeparator();
    const auto filter = [&](const QString &label, const PreviewFilter &with) {
        menu->addAction(label, this, [this, with] {
            m_filter->setChecked(true);
            m_filters->add(with);
        });
    };
    if (none) {
        filter(tr("Only rows where %1 is missing").arg(column), {column, QStringLiteral("missing"), {}});
        filter(tr("Only rows where %1 is present").arg(column), {column, QStringLiteral("present"), {}});
    } else {
        filter(tr("Only rows with this value"), {column, QStringLiteral("equals"), text});
        filter(tr("Only rows with another value"), {column, QStringLiteral("differs"), text});
    }
    menu->addSeparator();
    addCopyActions(menu);
    menu->popup(event->globalPos());
}

void PreviewPanel::chooseExport()
{
    auto *dialog = new QFileDialog(this, tr("Export all rows"), m_session ? m_session->document()->folder() : QString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Parquet (*.parquet)"), tr("CSV (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("parquet"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("csv")) ? QStringLiteral("csv") : QStringLiteral("parquet"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &PreviewPanel::exportTo);
    dialog->open();
}

void PreviewPanel::exportTo(const QString &path)
{
    if (!m_session || m_model->port().isEmpty())
        return;
    auto *work = new RowsExport(m_session, m_model->port(), path, this);
    m_saying->setText(tr("Writing %1").arg(path));
    connect(work, &RowsExport::finished, this, [this, path](const Error &error) {
        m_saying->setProperty("kind", error.text.isEmpty() ? QStringLiteral("secondary") : QStringLiteral("bad"));
        m_saying->style()->unpolish(m_saying);
        m_saying->style()->polish(m_saying);
        m_saying->setText(error.text.isEmpty() ? tr("Wrote %1").arg(path) : error.text + QLatin1Char(' ') + error.hint);
        if (error.text.isEmpty())
            Q_EMIT exported(path);
    });
}

}  // namespace headrace

#include "moc_preview_panel.cpp"
