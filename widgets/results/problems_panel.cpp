// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/problems_panel.h"

#include "models/check/structure.h"
#include "models/failure/failure_search.h"
#include "models/session/document_session.h"
#include "widgets/results/empty_state.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QJsonArray>
#include <QKeyEvent>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace headrace {

namespace {

enum Role { SeverityRole = Qt::UserRole, TitleRole, HintRole, FixRole };
constexpr int kProblemRowHeight = 44;

QString iconOf(Severity severity)
{
    return severity == Severity::Error  ? QStringLiteral("circle-x")
        : severity == Severity::Warning ? QStringLiteral("triangle-alert")
                                        : QStringLiteral("info");
}

QColor colourOf(Severity severity)
{
    const Tokens &t = Theme::tokens();
    return severity == Severity::Error ? t.bad : severity == Severity::Warning ? t.warning : t.secondary;
}

QRect fixRect(const QRect &row, const QString &text)
{
    const int width = std::min(row.width() / 3, QFontMetrics(uiFont(-1)).horizontalAdvance(text) + 24);
    return {row.right() - width - 12, row.top() + (row.height() - 24) / 2, width, 24};
}

class ProblemDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, kProblemRowHeight}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const QRect rect = option.rect;
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->fillRect(rect, selected ? t.accentSoft : option.state & QStyle::State_MouseOver ? t.hover() : t.panel);
        painter->setPen(t.line);
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
        const auto severity = Severity(index.data(SeverityRole).toInt());
        paintIcon(*painter, iconOf(severity), colourOf(severity), QRectF(rect.left() + 12, rect.top() + 6, 16, 16));
        const QString fix = index.data(FixRole).toString();
        int right = rect.right() - 12;
        if (!fix.isEmpty()) {
            const QRect button = fixRect(rect, fix);
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(t.line);
            painter->setBrush(t.panel);
            painter->drawRoundedRect(QRectF(button).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
            painter->setFont(uiFont(-1));
            painter->setPen(t.accent);
            painter->drawText(button, Qt::AlignCenter, QFontMetrics(uiFont(-1)).elidedText(fix, Qt::ElideRight, button.width() - 12));
            right = button.left() - 12;
        }
        const int left = rect.left() + 40;
        const QFont font = uiFont();
        painter->setFont(font);
        painter->setPen(t.text);
        painter->drawText(QRect(left, rect.top() + 4, right - left, 18), Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, right - left));
        const QFont small = uiFont(-2);
        painter->setFont(small);
        painter->setPen(t.secondary);
        const QString where = index.data(TitleRole).toString(), hint = index.data(HintRole).toString();
        const QString below = where.isEmpty() ? hint : hint.isEmpty() ? where : where + QStringLiteral(" · ") + hint;
        painter->drawText(QRect(left, rect.top() + 22, right - left, 16), Qt::AlignVCenter,
                          QFontMetrics(small).elidedText(below, Qt::ElideRight, right - left));
        painter->restore();
    }
};

/// Takes a click on the button of a row before the list does.
class ProblemList : public QListView
{
public:
    explicit ProblemList(ProblemsPanel *panel) : QListView(panel), m_panel(panel) {}

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        const QModelIndex index = indexAt(event->pos());
        const QString fix = index.data(FixRole).toString();
        QListView::mouseReleaseEvent(event);
        if (!fix.isEmpty() && event->button() == Qt::LeftButton && fixRect(visualRect(index), fix).contains(event->pos()))
            m_panel->fix(index);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
            event->modifiers() & Qt::ControlModifier ? m_panel->fix(currentIndex()) : m_panel->open(currentIndex());
        else
            QListView::keyPressEvent(event);
    }
    void mouseMoveEvent(QMouseEvent *event) override
    {
        const QModelIndex index = indexAt(event->pos());
        const QString fix = index.data(FixRole).toString();
        setCursor(!fix.isEmpty() && fixRect(visualRect(index), fix).contains(event->pos()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        QListView::mouseMoveEvent(event);
    }

private:
    ProblemsPanel *m_panel;
};

/// One step of a parameter path: a name, or a place in a list.
struct PathStep {
    QString name;
    int place = -1;
};

std::optional<QList<PathStep>> stepsOf(const QString &path)
{
    static const QRegularExpression step(QStringLiteral("\\G(?:\\.?([A-Za-z_][A-Za-z0-9_]*)|\\[(\\d+)\\])"));
    QList<PathStep> steps;
    qsizetype at = 0;
    while (at < path.size()) {
        const auto match = step.match(path, at);
        if (!match.hasMatch())
            return std::nullopt;
        steps << (match.captured(2).isEmpty() ? PathStep{match.captured(1), -1} : PathStep{{}, match.captured(2).toInt()});
        at = match.capturedEnd();
    }
    if (steps.isEmpty() || steps.first().place >= 0)
        return std::nullopt;
    return steps;
}

std::optional<QJsonValue> replaced(const QJsonValue &value, const QList<PathStep> &steps, qsizetype at,
                                   const std::function<std::optional<QJsonValue>(const QJsonValue &)> &change)
{
    if (at == steps.size())
        return change(value);
    const PathStep &step = steps[at];
    if (step.place >= 0) {
        QJsonArray array = value.toArray();
        if (step.place >= array.size())
            return std::nullopt;
        const auto inner = replaced(array.at(step.place), steps, at + 1, change);
        if (!inner)
            return std::nullopt;
        array[step.place] = *inner;
        return array;
    }
    QJsonObject object = value.toObject();
    if (!object.contains(step.name))
        return std::nullopt;
    const auto inner = replaced(object.value(step.name), steps, at + 1, change);
    if (!inner)
        return std::nullopt;
    object.insert(step.name, *inner);
    return object;
}

}  // namespace

std::optional<QJsonValue> withReplacement(const QJsonObject &params, const QString &path, const QString &replacement, int position,
                                          const QString &text)
{
    const auto steps = stepsOf(path);
    if (!steps || !params.contains(steps->first().name))
        return std::nullopt;
    const auto change = [&](const QJsonValue &value) -> std::optional<QJsonValue> {
        if (!value.isString())
            return std::nullopt;
        const QString old = value.toString();
        static const QRegularExpression quotedName(QStringLiteral("'([^']+)'"));
        static const QRegularExpression simple(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
        const QString wrong = quotedName.match(text).captured(1);
        if (position < 0 && !wrong.isEmpty() && old != wrong && simple.match(wrong).hasMatch() && simple.match(replacement).hasMatch()) {
            // Where it stands is not known: as a whole word, wherever it does.
            const QRegularExpression word(QStringLiteral("\\b%1\\b").arg(wrong));
            if (!old.contains(word))
                return std::nullopt;
            return QJsonValue(QString(old).replace(word, replacement));
        }
        if (position < 0)
            return old == wrong || wrong.isEmpty() ? std::optional<QJsonValue>(QJsonValue(replacement)) : std::nullopt;
        // Within an expression only the wrong name goes: the one at the position, which the text quotes.
        static const QRegularExpression name(QStringLiteral("\\G(?:\"(?:[^\"]|\"\")*\"|[A-Za-z_][A-Za-z0-9_]*)"));
        const auto match = name.match(old, position);
        if (!match.hasMatch() || (!text.isEmpty() && !text.contains(match.captured().remove(QLatin1Char('"')), Qt::CaseInsensitive)))
            return std::nullopt;
        static const QRegularExpression plain(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
        const QString quoted = plain.match(replacement).hasMatch()
            ? replacement
            : QLatin1Char('"') + QString(replacement).replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
        return QJsonValue(old.left(position) + quoted + old.mid(match.capturedEnd()));
    };
    return replaced(params.value(steps->first().name), *steps, 1, change);
}

ProblemsPanel::ProblemsPanel(QWidget *parent)
    : QWidget(parent),
      m_model(new QStandardItemModel(this)),
      m_list(new ProblemList(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ProblemDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Problems"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    setFocusProxy(m_list);
    connect(m_list, &QListView::doubleClicked, this, &ProblemsPanel::open);
    fill();
}

void ProblemsPanel::setSession(DocumentSession *session)
{
    if (m_session) {
        m_session->schemas()->disconnect(this);
        m_session->states()->disconnect(this);
        m_session->failures()->disconnect(this);
    }
    m_session = session;
    if (session) {
        connect(session->schemas(), &PortSchemas::diagnosticsChanged, this, &ProblemsPanel::fill);
        connect(session->failures(), &FailureSearch::changed, this, &ProblemsPanel::fill);
        connect(session->states(), &NodeStates::changed, this, [this](const QStringList &nodes) {
            // Rows and progress are no problems: only a failure, or one that has gone, changes the list.
            for (const QString &node : nodes) {
                const bool failed = m_session->states()->of(node).status == NodeStatus::Failed;
                const bool shown = std::any_of(m_shown.begin(), m_shown.end(), [&](const Diagnostic &d) {
                    return d.node == node && d.code == QLatin1String("run_failed");
                });
                if (failed != shown) {
                    fill();
                    return;
                }
            }
        });
    }
    fill();
}

void ProblemsPanel::fill()
{
    QList<Diagnostic> all;
    if (m_session) {
        const auto &states = m_session->states()->all();
        for (auto state = states.cbegin(); state != states.cend(); ++state)
            if (state->status == NodeStatus::Failed && !state->message.isEmpty()) {
                const bool within = states.contains(state.key() + QLatin1Char('/'));
                Diagnostic failure;
                failure.code = QStringLiteral("run_failed");
                failure.node = state.key();
                failure.text = state->message;
                failure.hint = state->hint;
                if (!within)
                    all << failure;
            }
        std::sort(all.begin(), all.end(), [](const Diagnostic &a, const Diagnostic &b) { return a.node < b.node; });
        // What binding says already need not be said again as the failure of the run that came of it.
        for (const Diagnostic &diagnostic : m_session->schemas()->diagnostics()) {
            all.removeIf([&](const Diagnostic &failure) { return failure.node == diagnostic.node && failure.text == diagnostic.text; });
            all << diagnostic;
        }
    }
    const QString current = m_list->currentIndex().data().toString();
    m_shown = all;
    m_model->clear();
    m_errors = m_warnings = 0;
    for (const Diagnostic &diagnostic : std::as_const(m_shown)) {
        m_errors += diagnostic.severity == Severity::Error;
        m_warnings += diagnostic.severity == Severity::Warning;
        auto *item = new QStandardItem(diagnostic.text);
        item->setData(int(diagnostic.severity), SeverityRole);
        QString where = diagnostic.node.isEmpty() || !m_session ? QString() : m_session->titleOf(diagnostic.node);
        if (!diagnostic.parameter.isEmpty())
            where = where.isEmpty() ? diagnostic.parameter : QStringLiteral("%1, %2").arg(where, diagnostic.parameter);
        item->setData(where, TitleRole);
        item->setData(diagnostic.hint, HintRole);
        item->setToolTip(diagnostic.hint.isEmpty() ? diagnostic.text : diagnostic.text + QLatin1Char('\n') + diagnostic.hint);
        item->setData(QStringLiteral("%1: %2. %3").arg(toString(diagnostic.severity), where, diagnostic.text), Qt::AccessibleTextRole);
        m_model->appendRow(item);
        const QModelIndex index = item->index();
        if (canFix(index))
            item->setData(tr("Use %1").arg(diagnostic.replacement), FixRole);
        else if (diagnostic.code == QLatin1String("run_failed"))
            item->setData(m_session->failures()->words(diagnostic.node), FixRole);
        if (diagnostic.text == current)
            m_list->setCurrentIndex(index);
    }
    m_empty->say(QStringLiteral("circle-check"), m_session ? tr("No problems.") : tr("Problems of the open pipeline stand here."));
    m_stack->setCurrentWidget(m_shown.isEmpty() ? static_cast<QWidget *>(m_empty) : m_list);
    Q_EMIT countsChanged(m_errors, m_warnings);
}

void ProblemsPanel::open(const QModelIndex &index)
{
    if (index.row() >= 0 && index.row() < m_shown.size())
        Q_EMIT goTo(m_shown[index.row()].node, m_shown[index.row()].parameter);
}

bool ProblemsPanel::canFix(const QModelIndex &index) const
{
    if (!m_session || index.row() < 0 || index.row() >= m_shown.size())
        return false;
    const Diagnostic &diagnostic = m_shown[index.row()];
    const auto node = m_session->document()->pipeline().nodes.constFind(diagnostic.node);
    return !diagnostic.replacement.isEmpty() && node != m_session->document()->pipeline().nodes.constEnd()
        && withReplacement(node->params, diagnostic.parameter, diagnostic.replacement, diagnostic.position, diagnostic.text).has_value();
}

void ProblemsPanel::fix(const QModelIndex &index)
{
    const Diagnostic diagnostic = m_shown.value(index.row());
    if (m_session && diagnostic.code == QLatin1String("run_failed") && m_session->failures()->of(diagnostic.node))
        Q_EMIT failedRowsWanted(diagnostic.node);
    if (!canFix(index))
        return;
    const QJsonObject params = m_session->document()->pipeline().nodes.value(diagnostic.node).params;
    const auto value = withReplacement(params, diagnostic.parameter, diagnostic.replacement, diagnostic.position, diagnostic.text);
    static const QRegularExpression end(QStringLiteral("[.\\[]"));
    const QString name = diagnostic.parameter.section(end, 0, 0);
    (void)m_session->document()->apply({SetNodeParam{diagnostic.node, name, *value}}, tr("Use %1").arg(diagnostic.replacement));
}

}  // namespace headrace

#include "moc_problems_panel.cpp"
