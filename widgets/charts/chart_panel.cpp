// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_panel.h"

#include "models/charts/chart_sql.h"
#include "models/run/status_text.h"
#include "models/session/document_session.h"
#include "widgets/charts/quick_chart_view.h"
#include "widgets/results/empty_state.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace headrace {

namespace {

struct KindLook {
    ChartKind kind;
    const char *words;
};
constexpr KindLook kKinds[] = {
    {ChartKind::Histogram, QT_TRANSLATE_NOOP("ChartPanel", "Histogram")},
    {ChartKind::Bars, QT_TRANSLATE_NOOP("ChartPanel", "Bars")},
    {ChartKind::Boxes, QT_TRANSLATE_NOOP("ChartPanel", "Boxes")},
    {ChartKind::Scatter, QT_TRANSLATE_NOOP("ChartPanel", "Scatter")},
    {ChartKind::Line, QT_TRANSLATE_NOOP("ChartPanel", "Line")},
    {ChartKind::Correlation, QT_TRANSLATE_NOOP("ChartPanel", "Correlation")},
    {ChartKind::Pairs, QT_TRANSLATE_NOOP("ChartPanel", "Pairs")},
};

}  // namespace

ChartPanel::ChartPanel(QWidget *parent)
    : QWidget(parent),
      m_chart(new QuickChart(this)),
      m_kinds(new QButtonGroup(this)),
      m_xLabel(new QLabel(this)),
      m_yLabel(new QLabel(this)),
      m_words(new QLabel(this)),
      m_x(new QComboBox(this)),
      m_y(new QComboBox(this)),
      m_export(new QToolButton(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_view(new QuickChartView(this))
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 8, 4);
    bar->setSpacing(metrics::kSpace);
    auto *segments = new QHBoxLayout;
    segments->setSpacing(0);
    for (const KindLook &look : kKinds) {
        auto *button = new QPushButton(tr(look.words), this);
        button->setProperty("kind", QStringLiteral("segment"));
        if (look.kind == ChartKind::Histogram)
            button->setProperty("place", QStringLiteral("first"));
        if (look.kind == ChartKind::Pairs)
            button->setProperty("place", QStringLiteral("last"));
        button->setCheckable(true);
        button->setChecked(look.kind == m_kind);
        m_kinds->addButton(button, int(look.kind));
        segments->addWidget(button);
    }
    bar->addLayout(segments);
    bar->addSpacing(metrics::kSpace);
    for (auto [label, box] : {std::pair(m_xLabel, m_x), std::pair(m_yLabel, m_y)}) {
        label->setProperty("kind", QStringLiteral("secondary"));
        bar->addWidget(label);
        box->setMinimumWidth(120);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        bar->addWidget(box);
        label->setBuddy(box);
        connect(box, &QComboBox::activated, this, &ChartPanel::ask);
    }
    m_x->setAccessibleName(tr("Column across"));
    m_y->setAccessibleName(tr("Column upwards"));
    bar->addStretch();
    m_words->setProperty("kind", QStringLiteral("secondary"));
    bar->addWidget(m_words);
    setThemeIcon(m_export, QStringLiteral("download"), IconRole::Secondary);
    m_export->setToolTip(tr("Export the chart"));
    m_export->setAccessibleName(m_export->toolTip());
    m_export->setFixedSize(metrics::kControl, metrics::kControl);
    bar->addWidget(m_export);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_stack, 1);

    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int kind) { setKind(ChartKind(kind)); });
    connect(m_chart, &QuickChart::changed, this, &ChartPanel::take);
    connect(m_view, &QuickChartView::hovered, this, [this](const QString &words) {
        if (words.isEmpty())
            take();
        else
            m_words->setText(words);
    });
    connect(m_export, &QToolButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Export the chart"), m_session ? m_session->document()->folder() : QString());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setNameFilters({tr("PNG (*.png)"), tr("SVG (*.svg)"), tr("PDF (*.pdf)")});
        dialog->setDefaultSuffix(QStringLiteral("png"));
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
            m_words->setText(m_view->exportTo(path) ? tr("Wrote %1").arg(path) : tr("%1 could not be written.").arg(path));
        });
        dialog->open();
    });
    take();
}

void ChartPanel::setSession(DocumentSession *session)
{
    if (m_session) {
        m_session->schemas()->disconnect(this);
        m_session->check()->disconnect(this);
    }
    m_session = session;
    m_port.clear();
    m_columns.clear();
    m_chart->setSession(session);
    if (session) {
        connect(session->schemas(), &PortSchemas::schemasChanged, this, [this](const QStringList &ports) {
            if (ports.contains(m_port))
                takeColumns();
        });
        connect(session->check(), &LiveCheck::checked, this, [this] {
            m_stale = true;
            if (isVisible())
                ask();
        });
    }
    take();
}

void ChartPanel::showNode(const QString &node)
{
    if (m_session)
        showPort(m_session->firstTablePort(node));
}

void ChartPanel::showPort(const QString &port)
{
    if (port == m_port)
        return;
    m_port = port;
    m_view->clear();
    m_chart->cancel();
    m_columns.clear();
    takeColumns();
    take();
}

void ChartPanel::takeColumns()
{
    if (!m_session)
        return;
    const QList<ColumnInfo> columns = m_session->schemas()->of(m_port).columns;
    if (columns == m_columns && !columns.isEmpty())
        return;
    m_columns = columns;
    const QString x = m_x->currentText(), y = m_y->currentText();
    m_x->clear();
    m_y->clear();
    m_y->addItem(tr("None"), QString());
    for (const ColumnInfo &column : columns) {
        m_x->addItem(column.name, column.name);
        m_y->addItem(column.name, column.name);
    }
    m_x->setCurrentIndex(m_x->findData(x));
    m_y->setCurrentIndex(std::max(0, m_y->findData(y)));
    guessColumns();
    m_stale = true;
    if (isVisible())
        ask();
}

/// What fits the kind, where nothing fitting is chosen.
void ChartPanel::guessColumns()
{
    const auto find = [this](const QString &name) {
        for (const ColumnInfo &column : m_columns)
            if (column.name == name)
                return column;
        return ColumnInfo();
    };
    const auto first = [this](auto fits, const QString &otherThan = {}) {
        for (const ColumnInfo &column : m_columns)
            if (fits(column) && column.name != otherThan)
                return column.name;
        return QString();
    };
    const auto isText = [](const ColumnInfo &column) { return !chart_sql::isMeasured(column); };
    const bool wantsCategory = m_kind == ChartKind::Bars || m_kind == ChartKind::Boxes;
    const ColumnInfo x = find(m_x->currentData().toString());
    if (x.name.isEmpty() || (wantsCategory && !isText(x)) || (!wantsCategory && !chart_sql::isMeasured(x))) {
        QString name = wantsCategory    ? first(isText)
            : m_kind == ChartKind::Line ? first(chart_sql::isTemporal)
                                        : first(chart_sql::isMeasured);
        if (name.isEmpty())
            name = first(chart_sql::isMeasured);
        m_x->setCurrentIndex(m_x->findData(name));
    }
    const ColumnInfo y = find(m_y->currentData().toString());
    const bool wantsY = m_kind == ChartKind::Boxes || m_kind == ChartKind::Scatter || m_kind == ChartKind::Line;
    if (wantsY && (!chart_sql::isMeasured(y) || y.name.isEmpty() || y.name == m_x->currentData().toString()))
        m_y->setCurrentIndex(
            std::max(0,
                     m_y->findData(first([](const ColumnInfo &c) { return chart_sql::isMeasured(c) && !chart_sql::isTemporal(c); },
                                         m_x->currentData().toString()))));
    const bool both = m_kind != ChartKind::Correlation;
    m_xLabel->setText(m_kind == ChartKind::Boxes                                        ? tr("By")
                          : m_kind == ChartKind::Histogram || m_kind == ChartKind::Bars ? tr("Column")
                                                                                        : tr("Across"));
    m_yLabel->setText(m_kind == ChartKind::Bars ? tr("Mean of") : m_kind == ChartKind::Boxes ? tr("Values") : tr("Upwards"));
    m_x->setVisible(both);
    m_xLabel->setVisible(both);
    const bool showsY = both && m_kind != ChartKind::Histogram;
    m_y->setVisible(showsY);
    m_yLabel->setVisible(showsY);
}

void ChartPanel::setKind(ChartKind kind)
{
    m_kind = kind;
    if (QAbstractButton *button = m_kinds->button(int(kind)))
        button->setChecked(true);
    guessColumns();
    m_stale = true;
    ask();
}

void ChartPanel::setColumns(const QString &x, const QString &y)
{
    m_x->setCurrentIndex(m_x->findData(x));
    m_y->setCurrentIndex(std::max(0, m_y->findData(y)));
    m_stale = true;
    ask();
}

void ChartPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        ask();
}

void ChartPanel::ask()
{
    if (m_port.isEmpty() || m_columns.isEmpty() || !isVisible()) {
        m_stale = true;
        take();
        return;
    }
    m_stale = false;
    m_chart->ask(m_port, m_kind, m_columns, m_x->currentData().toString(), m_y->currentData().toString());
    take();
}

void ChartPanel::take()
{
    m_export->setEnabled(m_chart->hasFigures());
    const ChartFigures &figures = m_chart->figures();
    if (!m_chart->error().text.isEmpty()) {
        m_empty->say(QStringLiteral("chart-column"), m_chart->error().text, m_chart->error().hint);
        m_stack->setCurrentWidget(m_empty);
        m_words->clear();
        return;
    }
    if (m_port.isEmpty() || m_columns.isEmpty()) {
        m_empty->say(QStringLiteral("chart-column"),
                     m_port.isEmpty() ? tr("Click a node or an edge to draw its rows.") : tr("The columns are known only after a run."));
        m_stack->setCurrentWidget(m_empty);
        m_words->clear();
        return;
    }
    if (m_chart->isBusy()) {
        m_words->setText(tr("Counting"));
        return;
    }
    if (!m_chart->hasFigures())
        return;
    m_stack->setCurrentWidget(m_view);
    if (sender() == m_chart)
        m_view->draw(figures);
    QString words;
    if (figures.kind == ChartKind::Histogram && figures.missing > 0)
        words = tr("%1 rows without a value").arg(countText(figures.missing));
    else if (figures.kind == ChartKind::Bars && figures.shownRows < figures.rows)
        words = tr("The %1 most frequent: %2 of %3 rows")
                    .arg(figures.labels.size())
                    .arg(countText(figures.shownRows), countText(figures.rows));
    else if (figures.kind == ChartKind::Scatter)
        words = figures.points.empty() ? tr("Density of %1 rows").arg(countText(figures.rows)) : tr("%1 rows").arg(countText(figures.rows));
    m_words->setText(words);
}

}  // namespace headrace

#include "moc_chart_panel.cpp"
