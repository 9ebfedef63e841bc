// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/views.h"

#include "engine/base/quoting.h"
#include "engine/execution/look.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QUuid>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace headrace::execution {

namespace {

constexpr qint64 kMostBytes = qint64(20) << 30;
constexpr qint64 kMostRowsAPage = 10'000;
constexpr qint64 kMostAnswer = 200'000;  // rows of a query
constexpr qint64 kSampleRows = 50'000;

/// Folders of processes that are gone, named by their pid.
void sweep(const QString &scratch)
{
    for (const QString &name : QDir(scratch).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const qint64 pid = name.section(QLatin1Char('-'), 0, 0).toLongLong();
        if (pid > 0 && pid != ::getpid() && ::kill(pid_t(pid), 0) != 0 && errno == ESRCH)
            QDir(scratch + QLatin1Char('/') + name).removeRecursively();
    }
}

/// Watches how a file grows while a query writes it: says so, and interrupts at a bound.
class GrowthWatch
{
public:
    GrowthWatch(QString file, qint64 limit, EventSink &events, data::Connection &connection)
        : m_thread([this, file = std::move(file), limit, &events, &connection] { watch(file, limit, events, connection); })
    {}
    /// True where the bound was met.
    bool end()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_over = true;
        }
        m_wake.notify_one();
        m_thread.join();
        return m_exceeded;
    }

private:
    void watch(const QString &file, qint64 limit, EventSink &events, data::Connection &connection)
    {
        std::unique_lock lock(m_mutex);
        while (!m_wake.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_over; })) {
            const qint64 bytes = QFileInfo(file).size();
            events.emitEvent({{QStringLiteral("event"), QStringLiteral("view_progress")}, {QStringLiteral("bytes"), bytes}});
            if (bytes > limit) {
                m_exceeded = true;
                connection.interrupt();
            }
        }
    }
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_over = false;
    bool m_exceeded = false;
    std::thread m_thread;
};

QString copySql(const QString &select, const QString &file)
{
    return QStringLiteral("COPY (%1) TO %2 (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 61440)").arg(select, quoteLiteral(file));
}

struct Written {
    qint64 rows = 0;
    bool complete = true;
};

/// Writes the rows of a SELECT, at most as many as fit into `limit` bytes.
Result<Written> writeRows(data::Connection &connection, const QString &select, const QString &file, qint64 limit, EventSink &events,
                          const CancelToken &cancel)
{
    const auto write = [&](const QString &what, const QString &path) -> Result<bool> {
        GrowthWatch watch(path, limit, events, connection);
        const auto copied = connection.run(copySql(what, path));
        const bool exceeded = watch.end();
        if (!copied && !(exceeded && !cancel.requested()))
            return copied.error();
        return copied.ok();
    };
    HR_ASSIGN(const bool whole, write(select, file));
    if (whole) {
        HR_ASSIGN(const QJsonValue rows,
                  connection.scalar(QStringLiteral("SELECT count(*) FROM read_parquet(%1)").arg(quoteLiteral(file))));
        return Written{rows.toInteger(), true};
    }
    QFile::remove(file);
    // How many rows fit is told by the first ones.
    const QString sample = file + QStringLiteral(".sample");
    HR_TRY(write(QStringLiteral("SELECT * FROM (%1) LIMIT %2").arg(select).arg(kSampleRows), sample));
    const double each = std::max(1.0, double(QFileInfo(sample).size()) / double(kSampleRows));
    QFile::remove(sample);
    qint64 most = std::max<qint64>(1, qint64(0.8 * double(limit) / each));
    for (int round = 0; round < 5; ++round, most = std::max<qint64>(1, most / 2)) {
        HR_ASSIGN(const bool fits, write(QStringLiteral("SELECT * FROM (%1) LIMIT %2").arg(select).arg(most), file));
        if (fits) {
            HR_ASSIGN(const QJsonValue rows,
                      connection.scalar(QStringLiteral("SELECT count(*) FROM read_parquet(%1)").arg(quoteLiteral(file))));
            return Written{rows.toInteger(), rows.toInteger() < most};
        }
        QFile::remove(file);
    }
    return Error(ErrorCode::Io, QStringLiteral("The rows are too wide for the space that may be used to show them."),
                 QStringLiteral("Free space on the disk of the cache, or look at fewer columns."));
}

/// The condition of one filter of a person: {column, op, value}.
Result<QString> conditionOf(const QJsonObject &filter, const data::Schema &schema)
{
    const int index = schema.indexOf(filter.value(QStringLiteral("column")).toString());
    if (index < 0)
        return Error(ErrorCode::NotFound,
                     QStringLiteral("There is no column '%1'.").arg(filter.value(QStringLiteral("column")).toString()));
    const QString column = quoteIdentifier(schema.columns[index].name);
    const QString text = quoteLiteral(filter.value(QStringLiteral("value")).toString());
    const QString op = filter.value(QStringLiteral("op")).toString();
    const QString value = QStringLiteral("TRY_CAST(%1 AS %2)").arg(text, schema.columns[index].type);
    if (op == QLatin1String("contains"))
        return QStringLiteral("contains(lower(CAST(%1 AS VARCHAR)), lower(%2))").arg(column, text);
    if (op == QLatin1String("missing"))
        return QStringLiteral("%1 IS NULL").arg(column);
    if (op == QLatin1String("present"))
        return QStringLiteral("%1 IS NOT NULL").arg(column);
    static const QMap<QString, QString> comparisons{
        {QStringLiteral("equals"), QStringLiteral("=")},  {QStringLiteral("differs"), QStringLiteral("IS DISTINCT FROM")},
        {QStringLiteral("less"), QStringLiteral("<")},    {QStringLiteral("at_most"), QStringLiteral("<=")},
        {QStringLiteral("greater"), QStringLiteral(">")}, {QStringLiteral("at_least"), QStringLiteral(">=")}};
    const auto comparison = comparisons.constFind(op);
    if (comparison == comparisons.constEnd())
        return Error(ErrorCode::Usage, QStringLiteral("There is no filter '%1'.").arg(op));
    return QStringLiteral("%1 %2 %3").arg(column, *comparison, value);
}

/// SELECT … FROM … with the filters and the order that were asked for, else in `order`.
Result<QString> selectOf(const QJsonObject &request, const data::Schema &schema, const QString &from, const QString &order)
{
    QStringList conditions;
    for (const QJsonValue &filter : request.value(QStringLiteral("filter")).toArray()) {
        HR_ASSIGN(const QString condition, conditionOf(filter.toObject(), schema));
        conditions << condition;
    }
    QStringList sort;
    for (const QJsonValue &value : request.value(QStringLiteral("sort")).toArray()) {
        const QJsonObject key = value.toObject();
        const int index = schema.indexOf(key.value(QStringLiteral("column")).toString());
        if (index >= 0)
            sort << quoteIdentifier(schema.columns[index].name)
                    + (key.value(QStringLiteral("descending")).toBool() ? QStringLiteral(" DESC NULLS LAST")
                                                                        : QStringLiteral(" NULLS LAST"));
    }
    return QStringLiteral("SELECT %1 FROM %2%3%4")
        .arg(quoteIdentifiers(schema.names()), from,
             conditions.isEmpty() ? QString() : QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND ")),
             !sort.isEmpty()       ? QStringLiteral(" ORDER BY ") + sort.join(QStringLiteral(", "))
                 : order.isEmpty() ? QString()
                                   : QLatin1Char(' ') + order);
}

/// Whether the rows leave the relation in the order of their identity by themselves: a source, and steps that take its rows one
/// by one. Then sorting them again, which costs more than all the rest, is not needed.
bool keepsOrder(const RunState &state, int relation)
{
    for (;;) {
        const PlannedRelation &planned = state.relations.at(relation);
        const Traits &traits = state.graph.nodes[size_t(planned.node)].op->spec.traits;
        if (planned.inputs.empty())
            return traits.source || !planned.table.isEmpty();
        const QString &op = state.graph.nodes[size_t(planned.node)].op->spec.id;
        if (planned.inputs.size() > 1 || !(traits.rowwise || traits.choosesRows) || op == QLatin1String("table.sort"))
            return false;
        relation = planned.inputs.front();
    }
}

QJsonArray columnsJson(const QList<data::Column> &columns)
{
    data::Schema schema;
    schema.columns = columns;
    return schema.toJson().value(QStringLiteral("columns")).toArray();
}

}  // namespace

Views::~Views()
{
    m_reader.reset();
    m_session.reset();
    if (!m_root.isEmpty())
        QDir(m_root).removeRecursively();
}

Result<QString> Views::newFolder(const QString &cache)
{
    const QString scratch = (cache.isEmpty() ? StorePaths::ofUser().cache : cache) + QStringLiteral("/scratch");
    if (m_root.isEmpty()) {
        sweep(scratch);
        m_root = QStringLiteral("%1/%2-%3").arg(scratch).arg(::getpid()).arg(QUuid::createUuid().toString(QUuid::Id128).left(8));
    }
    const QString folder = m_root + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::Id128);
    if (!QDir().mkpath(folder))
        return Error(ErrorCode::Io, QStringLiteral("The scratch folder %1 cannot be made.").arg(folder),
                     QStringLiteral("Check the permissions and the free space there."));
    QFile::setPermissions(m_root, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return folder;
}

Result<data::Connection *> Views::reader()
{
    if (!m_reader) {
        data::SessionOptions options;
        options.tempFolder = m_root + QStringLiteral("/spill");
        options.allowedFolders = {m_root};
        options.memoryBytes = qint64(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGE_SIZE) / 40 * 3;
        HR_ASSIGN(m_session, data::Session::open(options));
        HR_ASSIGN(m_reader, m_session->connect());
    }
    return m_reader.get();
}

Result<const Views::View *> Views::find(const QString &id) const
{
    const auto found = m_views.find(id);
    if (found == m_views.end())
        return Error(ErrorCode::NotFound, QStringLiteral("These rows are no longer kept."), QStringLiteral("Open them again."));
    return &found->second;
}

Result<QJsonObject> Views::open(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel)
{
    const QString id = request.value(QStringLiteral("view")).toString();
    HR_TRY(close(request));
    const QString cache = request.value(QStringLiteral("options")).toObject().value(QStringLiteral("cache_folder")).toString();
    View view;
    HR_ASSIGN(view.folder, newFolder(cache));
    view.file = view.folder + QStringLiteral("/rows.parquet");
    qint64 limit = request.value(QStringLiteral("limit_bytes")).toInteger();
    if (limit <= 0)
        limit = std::min(kMostBytes, QStorageInfo(view.folder).bytesAvailable() / 10);

    const auto opened = [&]() -> Result<QJsonObject> {
        const QString base = request.value(QStringLiteral("base")).toString();
        if (!base.isEmpty()) {
            HR_ASSIGN(const View *from, find(base));
            HR_ASSIGN(data::Connection * connection, reader());
            const auto guard = cancel->onCancel([connection] { connection->interrupt(); });
            const data::Schema schema = data::Schema::fromJson({{QStringLiteral("columns"), from->columns}});
            HR_ASSIGN(const QString select,
                      selectOf(request, schema, QStringLiteral("read_parquet(%1)").arg(quoteLiteral(from->file)), {}));
            HR_ASSIGN(const Written written, writeRows(*connection, select, view.file, limit, events, *cancel));
            view.columns = from->columns;
            view.names = from->names;
            view.rows = written.rows;
            view.complete = written.complete && from->complete;
            return QJsonObject();
        }
        return lookAt(request, {request.value(QStringLiteral("port")).toString()}, view.folder, events, cancel,
                      [&](const Looked &looked) -> Result<QJsonObject> {
                          const int index = looked.relations.front();
                          const PlannedRelation &relation = looked.state.relations.at(index);
                          const data::Schema &schema = relation.relation.schema;
                          // Without an identity of its own the order in which the rows came is as good as any.
                          const QString order = relation.relation.identity.isEmpty() || keepsOrder(looked.state, index)
                              ? QString()
                              : data::orderClause(schema, relation.relation.identity);
                          HR_ASSIGN(const QString select, selectOf(request, schema, looked.state.relations.fromItem(index), order));
                          HR_ASSIGN(const Written written, writeRows(looked.connection, select, view.file, limit, events, *cancel));
                          view.columns = schema.toJson().value(QStringLiteral("columns")).toArray();
                          view.names = schema.names();
                          view.rows = written.rows;
                          view.complete = written.complete;
                          return QJsonObject();
                      });
    }();
    if (!opened) {
        QDir(view.folder).removeRecursively();
        return cancel->requested() ? Error(ErrorCode::Cancelled, QStringLiteral("Cancelled.")) : opened.error();
    }
    QDir(view.folder + QStringLiteral("/spill")).removeRecursively();
    const QJsonObject answer{
        {QStringLiteral("columns"), view.columns}, {QStringLiteral("rows"), view.rows}, {QStringLiteral("complete"), view.complete}};
    m_views[id] = std::move(view);
    return answer;
}

Result<QJsonObject> Views::page(const QJsonObject &request, const std::shared_ptr<CancelToken> &cancel)
{
    HR_ASSIGN(const View *view, find(request.value(QStringLiteral("view")).toString()));
    const qint64 offset = std::max<qint64>(0, request.value(QStringLiteral("offset")).toInteger());
    const qint64 limit = std::clamp<qint64>(request.value(QStringLiteral("limit")).toInteger(1000), 1, kMostRowsAPage);
    HR_ASSIGN(data::Connection * connection, reader());
    const auto guard = cancel->onCancel([connection] { connection->interrupt(); });
    HR_ASSIGN(const QJsonArray rows,
              connection->rows(QStringLiteral("SELECT %1 FROM read_parquet(%2, file_row_number = true) "
                                              "WHERE file_row_number BETWEEN %3 AND %4 ORDER BY file_row_number")
                                   .arg(quoteIdentifiers(view->names), quoteLiteral(view->file))
                                   .arg(offset)
                                   .arg(offset + limit - 1)));
    return QJsonObject{{QStringLiteral("offset"), offset}, {QStringLiteral("rows"), rows}};
}

Result<QJsonObject> Views::close(const QJsonObject &request)
{
    const auto found = m_views.find(request.value(QStringLiteral("view")).toString());
    if (found != m_views.end()) {
        QDir(found->second.folder).removeRecursively();
        m_views.erase(found);
    }
    return QJsonObject();
}

Result<QJsonObject> Views::query(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel)
{
    const QString sql = request.value(QStringLiteral("sql")).toString();
    const QJsonArray values = request.value(QStringLiteral("values")).toArray();
    const auto ask = [&](data::Connection &connection) -> Result<QJsonObject> {
        HR_ASSIGN(const QList<data::Column> columns, connection.describe(sql));
        HR_ASSIGN(const QJsonArray rows, connection.rows(sql, values));
        if (rows.size() > kMostAnswer)
            return Error(ErrorCode::Usage, QStringLiteral("The answer has more than %1 rows.").arg(kMostAnswer));
        return QJsonObject{{QStringLiteral("columns"), columnsJson(columns)}, {QStringLiteral("rows"), rows}};
    };
    const QString view = request.value(QStringLiteral("view")).toString();
    if (!view.isEmpty()) {
        HR_ASSIGN(const View *from, find(view));
        HR_ASSIGN(data::Connection * connection, reader());
        const auto guard = cancel->onCancel([connection] { connection->interrupt(); });
        HR_TRY(connection->run(
            QStringLiteral("CREATE OR REPLACE TEMP VIEW \"rows\" AS SELECT * FROM read_parquet(%1)").arg(quoteLiteral(from->file))));
        return ask(*connection);
    }
    const QJsonObject ports = request.value(QStringLiteral("ports")).toObject();
    QStringList names = ports.keys(), places;
    for (const QString &name : std::as_const(names))
        places << ports.value(name).toString();
    return lookAt(request, places, {}, events, cancel, [&](const Looked &looked) -> Result<QJsonObject> {
        for (qsizetype i = 0; i < names.size(); ++i) {
            const int relation = looked.relations[size_t(i)];
            HR_TRY(looked.connection.run(QStringLiteral("CREATE TEMP VIEW %1 AS SELECT %2 FROM %3")
                                             .arg(quoteIdentifier(names[i]),
                                                  quoteIdentifiers(looked.state.relations.at(relation).relation.schema.names()),
                                                  looked.state.relations.fromItem(relation))));
        }
        return ask(looked.connection);
    });
}

}  // namespace headrace::execution
