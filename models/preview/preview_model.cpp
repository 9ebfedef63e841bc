// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preview/preview_model.h"

#include "models/check/structure.h"
#include "models/failure/failure_search.h"
#include "models/preview/cell_text.h"
#include "models/run/recipes.h"
#include "models/run/status_text.h"
#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"

#include <QDateTime>
#include <QUuid>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headrace {

namespace {

constexpr int kPagesKept = 64;
constexpr int kMostWanted = 4;
constexpr int kCellsAPage = 20000;
constexpr int kNearTheEnd = 60;  // rows before the end of the first ones: the rest is asked for
constexpr int kBins = 16;

QList<ColumnInfo> columnsOf(const QJsonObject &answer)
{
    return PortSchema::fromJson({{QStringLiteral("columns"), answer.value(QStringLiteral("columns"))}}).columns;
}

std::vector<QJsonArray> rowsOf(const QJsonObject &answer)
{
    std::vector<QJsonArray> rows;
    const QJsonArray array = answer.value(QStringLiteral("rows")).toArray();
    rows.reserve(size_t(array.size()));
    for (const QJsonValue &row : array)
        rows.push_back(row.toArray());
    return rows;
}

}  // namespace

PreviewModel::PreviewModel(QObject *parent) : QAbstractTableModel(parent), m_pages(kPagesKept) {}

PreviewModel::~PreviewModel()
{
    closeView(m_base);
    if (m_shown != m_base)
        closeView(m_shown);
}

void PreviewModel::setSession(DocumentSession *session)
{
    if (session == m_session)
        return;
    clear(Phase::Empty);
    if (m_session) {
        m_session->check()->disconnect(this);
        m_session->slowWorker()->disconnect(this);
    }
    m_port.clear();
    m_cause.reset();
    m_session = session;
    if (!session)
        return;
    connect(session->check(), &LiveCheck::checked, this, &PreviewModel::checked);
    connect(session->slowWorker(), &WarmWorker::eventCame, this, [this](int id, const QJsonObject &event) {
        if (id != m_viewAsked || event.value(QStringLiteral("event")) != QLatin1String("view_progress"))
            return;
        m_written = event.value(QStringLiteral("bytes")).toInteger();
        Q_EMIT noteChanged();
    });
}

QByteArray PreviewModel::recipe() const
{
    const QString node = outermost(m_port.section(QLatin1Char(':'), 0, 0));
    const LookRequest look = m_session->look();
    if (look.prefix.isEmpty())
        return recipesOf(neededBy(look.pipeline, {node}), look.values).value(node);
    // Within a file of its own: what stands around it, and what stands in it.
    const QString outer = outermost(look.prefix);
    return recipesOf(neededBy(look.pipeline, {outer}), look.values).value(outer) + recipesOf(neededBy(look.own(), {node}), {}).value(node);
}

/// The document has changed, or a run has ended: rows that are no longer the port's are asked for again.
void PreviewModel::checked()
{
    if (m_port.isEmpty() || !m_session)
        return;
    if (m_phase == Phase::Unknown || m_phase == Phase::Failed || recipe() != m_recipe)
        refresh();
}

void PreviewModel::clear(Phase phase)
{
    beginResetModel();
    cancelAll();
    forgetRows();
    m_firstMs = -1;
    endResetModel();
    setPhase(phase);
}

void PreviewModel::cancelAll()
{
    if (!m_session)
        return;
    for (int *asked : {&m_firstAsked, &m_viewAsked, &m_pageAsked})
        if (*asked)
            (asked == &m_firstAsked ? m_session->worker() : m_session->slowWorker())->cancel(std::exchange(*asked, 0));
}

void PreviewModel::forgetRows()
{
    if (m_shown != m_base)
        closeView(m_shown);
    closeView(m_base);
    m_base.clear();
    m_shown.clear();
    m_pages.clear();
    m_wanted.clear();
    m_first.clear();
    m_sketches.clear();
    m_columns.clear();
    m_rows = 0;
    m_complete = false;
    m_reopened = false;
}

void PreviewModel::setPhase(Phase phase)
{
    if (phase != m_phase) {
        m_phase = phase;
        Q_EMIT phaseChanged();
    }
    Q_EMIT noteChanged();
}

void PreviewModel::showPort(const QString &port)
{
    show(port, std::nullopt);
}

void PreviewModel::showFailedRows(const FailureCause &cause)
{
    show(cause.node + QLatin1Char(':') + tr("rows that failed"), cause);
}

void PreviewModel::show(const QString &port, const std::optional<FailureCause> &cause)
{
    if (port == m_port && cause == m_cause && m_phase != Phase::Failed)
        return;
    m_port = port;
    m_cause = cause;
    m_sortColumn = -1;
    m_filters.clear();
    clear(port.isEmpty() || !m_session ? Phase::Empty : Phase::Loading);
    if (m_phase == Phase::Loading)
        askFirst();
}

void PreviewModel::refresh()
{
    if (m_port.isEmpty() || !m_session) {
        clear(Phase::Empty);
        return;
    }
    // What is shown stays until the answer comes: an empty table between would only flicker.
    if (m_rows > 0)
        cancelAll();
    else
        clear(Phase::Loading);
    setPhase(Phase::Loading);
    askFirst();
}

std::function<QJsonObject()> PreviewModel::body(const QJsonObject &more) const
{
    if (m_cause)
        return FailureSearch::body(m_session->look(), &m_session->catalog(), *m_session->schemas(), *m_cause, more);
    return [look = m_session->look(), port = m_port, more] {
        QJsonObject with = more;
        with.insert(QStringLiteral("port"), look.prefix + port);
        return look.neededFor({port}).body(with)();
    };
}

void PreviewModel::askFirst()
{
    m_recipe = recipe();
    m_clock.start();
    m_firstAsked = m_session->worker()->ask(
        QStringLiteral("preview"), body({{QStringLiteral("limit"), kFirstRows}}), this, [this](const Result<QJsonObject> &answer) {
            m_firstAsked = 0;
            if (!answer) {
                fail(answer.error());
                return;
            }
            m_firstMs = double(m_clock.nsecsElapsed()) / 1e6;
            beginResetModel();
            forgetRows();
            m_columns = columnsOf(*answer);
            m_first = rowsOf(*answer);
            m_rows = int(m_first.size());
            m_complete = m_firstComplete = answer->value(QStringLiteral("complete")).toBool();
            m_pageRows = std::clamp(kCellsAPage / std::max(1, int(m_columns.size())), 50, kFirstRows);
            m_filters.removeIf([this](const PreviewFilter &filter) {
                return std::none_of(m_columns.begin(), m_columns.end(), [&](const ColumnInfo &c) { return c.name == filter.column; });
            });
            if (m_sortColumn >= m_columns.size())
                m_sortColumn = -1;
            endResetModel();
            setPhase(Phase::First);
            if (!isPlain())
                openView();
        });
}

void PreviewModel::fail(const Error &error)
{
    m_error = error;
    clear(error.code == ErrorCode::NotFound && error.hint == QLatin1String("Run to see.") ? Phase::Unknown : Phase::Failed);
}

void PreviewModel::loadAll()
{
    if (m_phase == Phase::First && !m_complete && !m_viewAsked)
        openView();
}

void PreviewModel::openView()
{
    if (!m_session)
        return;
    if (m_viewAsked)
        m_session->slowWorker()->cancel(std::exchange(m_viewAsked, 0));
    const bool plain = isPlain();
    const QString view = QUuid::createUuid().toString(QUuid::Id128);
    QJsonArray filter, sort;
    for (const PreviewFilter &each : std::as_const(m_filters))
        filter << QJsonObject{
            {QStringLiteral("column"), each.column}, {QStringLiteral("op"), each.op}, {QStringLiteral("value"), each.value}};
    if (m_sortColumn >= 0)
        sort << QJsonObject{{QStringLiteral("column"), m_columns.value(m_sortColumn).name},
                            {QStringLiteral("descending"), m_sortOrder == Qt::DescendingOrder}};
    QJsonObject more{{QStringLiteral("view"), view}, {QStringLiteral("filter"), filter}, {QStringLiteral("sort"), sort}};
    m_written = 0;
    const auto done = [this, view, plain](const Result<QJsonObject> &answer) {
        m_viewAsked = 0;
        if (answer) {
            takeView(*answer, view, plain);
        } else if (answer.error().code == ErrorCode::NotFound && !m_base.isEmpty() && !m_reopened) {
            m_reopened = true;  // the worker has died, and the views with it
            m_base.clear();
            openView();
        } else {
            fail(answer.error());
        }
    };
    if (!plain && !m_base.isEmpty()) {
        more.insert(QStringLiteral("base"), m_base);
        m_viewAsked = m_session->slowWorker()->ask(QStringLiteral("open_view"), more, this, done);
    } else {
        m_viewAsked = m_session->slowWorker()->ask(QStringLiteral("open_view"), body(more), this, done);
    }
    setPhase(Phase::Writing);
}

void PreviewModel::takeView(const QJsonObject &answer, const QString &view, bool plain)
{
    const int rows = int(std::min<qint64>(answer.value(QStringLiteral("rows")).toInteger(), std::numeric_limits<int>::max() - 1));
    const bool complete = answer.value(QStringLiteral("complete")).toBool();
    if (m_shown != m_base)
        closeView(m_shown);
    m_pages.clear();
    m_wanted.clear();
    if (plain) {
        if (m_base != view)
            closeView(m_base);
        m_base = view;
        m_baseComplete = complete;
        m_baseRows = rows;
    }
    m_shown = view;
    m_complete = complete;
    if (plain && rows >= m_rows && m_rows > 0) {
        // One scrolls on where one is.
        if (rows > m_rows) {
            beginInsertRows({}, m_rows, rows - 1);
            m_rows = rows;
            endInsertRows();
        }
        Q_EMIT dataChanged(index(0, 0), index(std::min(m_rows, 2 * kFirstRows) - 1, std::max(0, int(m_columns.size()) - 1)));
    } else {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    setPhase(Phase::All);
}

void PreviewModel::closeView(const QString &view)
{
    if (!view.isEmpty() && m_session)
        m_session->slowWorker()->ask(QStringLiteral("close_view"), QJsonObject{{QStringLiteral("view"), view}}, nullptr,
                                     [](const Result<QJsonObject> &) {});
}

void PreviewModel::sort(int column, Qt::SortOrder order)
{
    if (column == m_sortColumn && (column < 0 || order == m_sortOrder))
        return;
    m_sortColumn = column < m_columns.size() ? column : -1;
    m_sortOrder = order;
    setFilters(m_filters);
}

void PreviewModel::setFilters(const QList<PreviewFilter> &filters)
{
    m_filters = filters;
    if (m_phase != Phase::First && m_phase != Phase::Writing && m_phase != Phase::All)
        return;
    if (!isPlain()) {
        openView();
        return;
    }
    // Back to the port's own order: what is there of it.
    if (m_viewAsked)
        m_session->slowWorker()->cancel(std::exchange(m_viewAsked, 0));
    beginResetModel();
    if (m_shown != m_base)
        closeView(m_shown);
    m_shown = m_base;
    m_pages.clear();
    m_wanted.clear();
    m_rows = m_base.isEmpty() ? int(m_first.size()) : m_baseRows;
    m_complete = m_base.isEmpty() ? m_firstComplete : m_baseComplete;
    endResetModel();
    setPhase(m_base.isEmpty() ? Phase::First : Phase::All);
}

// ---- rows

const QJsonArray *PreviewModel::rowAt(int row) const
{
    if (!m_shown.isEmpty()) {
        const int page = row / m_pageRows;
        if (const Page *rows = m_pages.object(page)) {
            const int at = row - page * m_pageRows;
            return at < int(rows->size()) ? &(*rows)[size_t(at)] : nullptr;
        }
        want(page);
        // Until it comes, the first rows serve where they stand for the same.
        if (m_shown != m_base)
            return nullptr;
    }
    return row < int(m_first.size()) && (m_shown.isEmpty() || m_shown == m_base) ? &m_first[size_t(row)] : nullptr;
}

void PreviewModel::want(int page) const
{
    if (!m_wanted.isEmpty() && m_wanted.last() == page)
        return;
    m_wanted.removeAll(page);
    m_wanted.append(page);
    if (m_wanted.size() > kMostWanted)
        m_wanted.removeFirst();
    auto *self = const_cast<PreviewModel *>(this);
    QMetaObject::invokeMethod(
        self, [self] { self->fetch(); }, Qt::QueuedConnection);
}

void PreviewModel::fetch()
{
    if (m_pageAsked || m_wanted.isEmpty() || m_shown.isEmpty() || !m_session)
        return;
    const int page = m_wanted.takeLast();
    if (m_pages.contains(page)) {
        fetch();
        return;
    }
    m_pageAsked = m_session->slowWorker()->ask(QStringLiteral("page"),
                                               QJsonObject{{QStringLiteral("view"), m_shown},
                                                           {QStringLiteral("offset"), qint64(page) * m_pageRows},
                                                           {QStringLiteral("limit"), m_pageRows}},
                                               this, [this, page, view = m_shown](const Result<QJsonObject> &answer) {
                                                   m_pageAsked = 0;
                                                   if (view != m_shown) {
                                                       fetch();
                                                       return;
                                                   }
                                                   if (!answer) {
                                                       if (answer.error().code == ErrorCode::NotFound && !m_reopened) {
                                                           m_reopened = true;
                                                           m_base.clear();
                                                           m_shown.clear();
                                                           openView();
                                                       } else {
                                                           fail(answer.error());
                                                       }
                                                       return;
                                                   }
                                                   m_pages.insert(page, new Page(rowsOf(*answer)));
                                                   const int first = page * m_pageRows, last = std::min(m_rows, first + m_pageRows) - 1;
                                                   if (last >= first && !m_columns.isEmpty())
                                                       Q_EMIT dataChanged(index(first, 0), index(last, int(m_columns.size()) - 1));
                                                   fetch();
                                               });
}

QJsonValue PreviewModel::value(int row, int column) const
{
    const QJsonArray *values = rowAt(row);
    return values ? values->at(column) : QJsonValue(QJsonValue::Undefined);
}

QList<QJsonArray> PreviewModel::rows(int first, int last) const
{
    QList<QJsonArray> rows;
    for (int row = std::max(0, first); row <= std::min(last, m_rows - 1); ++row)
        if (const QJsonArray *values = rowAt(row))
            rows << *values;
    return rows;
}

int PreviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int PreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant PreviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == NumberRole || role == Qt::TextAlignmentRole) {
        const ColumnKind kind = kindOfType(m_columns[index.column()].type);
        const bool number = kind == ColumnKind::Integer || kind == ColumnKind::Real;
        return role == NumberRole ? QVariant(number) : QVariant(int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != MissingRole && role != PendingRole && role != Qt::EditRole)
        return {};
    if (m_shown.isEmpty() && m_phase == Phase::First && !m_complete && index.row() >= m_rows - kNearTheEnd) {
        auto *self = const_cast<PreviewModel *>(this);
        QMetaObject::invokeMethod(
            self, [self] { self->loadAll(); }, Qt::QueuedConnection);
    }
    const QJsonValue cell = value(index.row(), index.column());
    switch (role) {
    case MissingRole:
        return cell.isNull();
    case PendingRole:
        return cell.isUndefined();
    case Qt::EditRole:
        return wholeText(cell);
    default:
        return cell.isNull() ? QStringLiteral("NULL") : cell.isUndefined() ? QStringLiteral("…") : cellText(cell);
    }
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= m_columns.size())
        return {};
    const ColumnInfo &column = m_columns[section];
    if (role == Qt::DisplayRole)
        return column.name;
    if (role == Qt::ToolTipRole) {
        const ColumnSketch drawn = sketch(section);
        return tr("%1: %2\n%3 % missing in the first %4 rows")
            .arg(column.name, column.type, QLocale().toString(100 * drawn.missing, 'f', 1), countText(drawn.rows));
    }
    return {};
}

ColumnSketch PreviewModel::sketch(int column) const
{
    if (const auto found = m_sketches.constFind(column); found != m_sketches.constEnd())
        return *found;
    ColumnSketch drawn;
    drawn.rows = qint64(m_first.size());
    std::vector<double> numbers;
    QHash<QString, int> counts;
    qint64 missing = 0;
    const ColumnKind kind = kindOfType(m_columns.value(column).type);
    const bool number = kind == ColumnKind::Integer || kind == ColumnKind::Real;
    for (const QJsonArray &row : m_first) {
        const QJsonValue cell = row.at(column);
        if (cell.isNull()) {
            ++missing;
        } else if (number && (cell.isDouble() || cell.isString())) {
            bool ok = true;
            const double value = cell.isDouble() ? cell.toDouble() : cell.toString().toDouble(&ok);
            if (ok && std::isfinite(value))
                numbers.push_back(value);
        } else if (kind == ColumnKind::Date || kind == ColumnKind::Timestamp) {
            const QDateTime time = QDateTime::fromString(cell.toString().left(19).replace(QLatin1Char(' '), QLatin1Char('T')), Qt::ISODate);
            if (time.isValid())
                numbers.push_back(double(time.toSecsSinceEpoch()));
        } else if (counts.size() < 5000) {
            ++counts[cell.isString() ? cell.toString().left(64) : wholeText(cell).left(64)];
        }
    }
    if (drawn.rows > 0)
        drawn.missing = double(missing) / double(drawn.rows);
    std::vector<int> heights;
    if (!numbers.empty()) {
        const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
        heights.assign(kBins, 0);
        for (const double value : numbers)
            ++heights[size_t(*high > *low ? std::min(kBins - 1.0, (value - *low) / (*high - *low) * kBins) : kBins / 2)];
    } else if (!counts.isEmpty() && counts.size() <= int(drawn.rows) / 2 + 1) {
        QList<int> largest = counts.values();
        std::sort(largest.begin(), largest.end(), std::greater<>());
        heights.assign(largest.begin(), largest.begin() + std::min<qsizetype>(kBins, largest.size()));
    }
    const int most = heights.empty() ? 0 : *std::max_element(heights.begin(), heights.end());
    for (const int height : heights)
        drawn.bins << double(height) / std::max(1, most);
    m_sketches.insert(column, drawn);
    return drawn;
}

QString PreviewModel::note() const
{
    const QString columns = tr("%n columns", nullptr, int(m_columns.size()));
    switch (m_phase) {
    case Phase::Empty:
    case Phase::Unknown:
    case Phase::Failed:
        return {};
    case Phase::Loading:
        return tr("Loading");
    case Phase::First:
        return m_complete ? tr("%1 rows × %2").arg(countText(m_rows), columns)
                          : tr("First %1 rows × %2, in no promised order").arg(countText(m_rows), columns);
    case Phase::Writing:
        return m_written > 0 ? tr("Reading all rows: %1 so far").arg(bytesText(m_written)) : tr("Reading all rows");
    case Phase::All:
        return !m_complete        ? tr("First %1 rows × %2: more would not fit on the disk").arg(countText(m_rows), columns)
            : m_filters.isEmpty() ? tr("%1 rows × %2").arg(countText(m_rows), columns)
                                  : tr("%1 rows match × %2").arg(countText(m_rows), columns);
    }
    return {};
}

}  // namespace headrace

#include "moc_preview_model.cpp"
