// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/table_handoff.h"

#include "engine/base/quoting.h"
#include "engine/learning/order_watch.h"
#include "engine/learning/table_writer.h"

#include <QJsonArray>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include <unistd.h>

namespace headrace::learning {

namespace {

Error cancelledError()
{
    return Error(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
}

/// The connections in use, so that a cancel reaches each.
class Connections
{
public:
    explicit Connections(const HandoffHost &host) : m_host(host)
    {
        m_guard = host.onCancel([this] {
            const std::lock_guard lock(m_mutex);
            for (const auto &connection : m_connections)
                connection->interrupt();
        });
    }
    ~Connections() { m_guard.reset(); }

    Result<data::Connection *> open()
    {
        HR_ASSIGN(auto connection, m_host.connect());
        const std::lock_guard lock(m_mutex);
        m_connections.push_back(std::move(connection));
        return m_connections.back().get();
    }

private:
    const HandoffHost &m_host;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<data::Connection>> m_connections;
    std::shared_ptr<void> m_guard;
};

struct Source {
    QString table;  ///< quoted
    qint64 rows = 0;
    bool dense = false;  ///< rowid counts 0 … rows − 1
    bool ours = false;   ///< made here, to be dropped
};

qint64 mostInMemory(const HandoffHost &host)
{
    if (host.memoryBytes > 0)
        return host.memoryBytes / 2;
    return qint64(sysconf(_SC_AVPHYS_PAGES)) * sysconf(_SC_PAGESIZE) / 2;
}

/// The stored table behind a handle; a query is stored first, so that its rows can be counted and read in ranges.
Result<Source> stored(const QString &handle, const data::Schema &schema, const QStringList &identity, data::Connection &connection,
                      const HandoffHost &host)
{
    Source source{handle};
    const QString facts = QStringLiteral("SELECT count(*), coalesce(min(rowid), 0), coalesce(max(rowid), -1) FROM ");
    Result<QJsonArray> rows = handle.startsWith(QLatin1Char('(')) ? Result<QJsonArray>(Error()) : connection.rows(facts + handle);
    if (!rows) {
        source.table = host.newTable();
        source.ours = true;
        QStringList names = schema.names();
        for (const QString &name : identity)
            if (name.startsWith(QLatin1String(data::kHiddenPrefix)))
                names << name;
        HR_TRY(connection.run(QStringLiteral("CREATE TABLE %1 AS SELECT %2 FROM %3").arg(source.table, quoteIdentifiers(names), handle)));
        rows = connection.rows(facts + source.table);
        if (!rows)
            return std::move(rows).error();
    }
    const QJsonArray row = rows->at(0).toArray();
    source.rows = row.at(0).toInteger();
    source.dense = row.at(1).toInteger() == 0 && row.at(2).toInteger() == source.rows - 1;
    return source;
}

struct Plan {
    QStringList names;
    QList<Physical> types;
    QStringList expressions;
    qint64 rowBytes = 0;
};

Plan planFor(const data::Schema &schema)
{
    Plan plan;
    for (const data::Column &column : schema.columns) {
        const Travel travel = travelOf(column);
        plan.names << column.name;
        plan.types << travel.type;
        plan.expressions << travel.sql;
        const int width = info(travel.type).width;
        plan.rowBytes += width > 0 ? width : 24;  // an offset and a guess
    }
    return plan;
}

Result<TableWriter> makeWriter(const Plan &plan, qint64 rows, const QList<qint64> &starts, const HandoffHost &host)
{
    SharedFile file;
    if (rows * plan.rowBytes > mostInMemory(host)) {
        HR_ASSIGN(const QString folder, host.folder());
        HR_ASSIGN(file, SharedFile::inFolder(folder));
    } else {
        HR_ASSIGN(file, SharedFile::inMemory("headrace-table"));
    }
    return TableWriter(std::move(file), plan.names, plan.types, rows, starts);
}

class Progress
{
public:
    Progress(const HandoffHost &host, qint64 total) : m_host(host), m_total(total) {}
    void add(qint64 rows)
    {
        const std::lock_guard lock(m_mutex);
        m_done += rows;
        if (m_host.progress && (m_done - m_told >= (1 << 18) || m_done == m_total)) {
            m_told = m_done;
            m_host.progress(m_done, m_total);
        }
    }

private:
    const HandoffHost &m_host;
    std::mutex m_mutex;
    qint64 m_total;
    qint64 m_done = 0;
    qint64 m_told = 0;
};

/// Copies ranges of rows side by side, watching their order. False where they turn out not to be in order.
Result<bool> copyInPlace(const Source &source, const Plan &plan, const QStringList &keys, const OrderWatch &order, TableWriter &writer,
                         const QList<qint64> &starts, Connections &connections, const HandoffHost &host)
{
    Progress progress(host, source.rows);
    std::atomic<bool> disordered = false;
    std::atomic<bool> stop = false;
    const size_t parts = size_t(starts.size());
    std::vector<data::Chunk> firsts(parts);
    std::vector<data::Chunk> lasts(parts);
    std::vector<std::optional<Error>> errors(parts);
    const QString select = QStringLiteral("SELECT %1, rowid FROM %2 WHERE rowid >= %3 AND rowid < %4");

    const auto copyPart = [&](size_t part) -> Result<void> {
        const qint64 start = starts[qsizetype(part)];
        const qint64 end = part + 1 < parts ? starts[qsizetype(part) + 1] : source.rows;
        HR_ASSIGN(data::Connection *const connection, connections.open());
        HR_ASSIGN(data::Rows rows,
                  connection->query(select.arg((plan.expressions + keys).join(QStringLiteral(", ")), source.table).arg(start).arg(end)));
        const idx_t rowColumn = idx_t(plan.expressions.size() + keys.size());
        for (qint64 at = start; !stop;) {
            if (host.cancelled())
                return cancelledError();
            HR_ASSIGN(data::Chunk chunk, rows.next());
            if (!chunk)
                break;
            if (chunk.rows() == 0)
                continue;
            const auto *ids = static_cast<const int64_t *>(duckdb_vector_get_data(chunk.column(rowColumn)));
            const bool here = ids[0] == at && ids[chunk.rows() - 1] == at + qint64(chunk.rows()) - 1;
            const data::Chunk &before = lasts[part] ? lasts[part] : firsts[part];
            if (!here || !order.ascends(chunk) || (before && !order.follows(before, chunk))) {
                disordered = true;
                stop = true;
                break;
            }
            HR_TRY(writer.append(int(part), chunk.get()));
            at += qint64(chunk.rows());
            progress.add(qint64(chunk.rows()));
            (firsts[part] ? lasts[part] : firsts[part]) = std::move(chunk);
        }
        return {};
    };
    const auto work = [&](size_t part) {
        if (Result<void> result = copyPart(part); !result) {
            errors[part] = std::move(result).error();
            stop = true;
        }
    };
    std::vector<std::thread> threads;
    for (size_t part = 1; part < parts; ++part)
        threads.emplace_back(work, part);
    work(0);
    for (std::thread &thread : threads)
        thread.join();
    for (std::optional<Error> &error : errors)
        if (error)
            return *std::move(error);
    if (disordered)
        return false;
    for (size_t part = 1; part < parts; ++part)
        if (!order.follows(lasts[part - 1] ? lasts[part - 1] : firsts[part - 1], firsts[part]))
            return false;
    return true;
}

Result<void> copySorted(const Source &source, const Plan &plan, const QString &orderBy, TableWriter &writer, Connections &connections,
                        const HandoffHost &host)
{
    Progress progress(host, source.rows);
    HR_ASSIGN(data::Connection *const connection, connections.open());
    HR_ASSIGN(
        data::Rows rows,
        connection->query(QStringLiteral("SELECT %1 FROM %2 %3").arg(plan.expressions.join(QStringLiteral(", ")), source.table, orderBy)));
    for (;;) {
        if (host.cancelled())
            return cancelledError();
        HR_ASSIGN(const data::Chunk chunk, rows.next());
        if (!chunk)
            return {};
        HR_TRY(writer.append(0, chunk.get()));
        progress.add(qint64(chunk.rows()));
    }
}

/// DuckDB's row groups; a part starts with one, so that its reader skips the others.
constexpr qint64 kRowGroup = 122'880;
static_assert(kRowGroup % TableWriter::kPartAlignment == 0);

Result<Handoff> copyTable(const Source &source, const data::Schema &schema, const QStringList &identity, Connections &connections,
                          data::Connection &connection, const HandoffHost &host)
{
    const Plan plan = planFor(schema);
    const QStringList keyNames = identity.isEmpty() ? schema.names() : identity;
    QStringList keys;
    for (const QString &name : keyNames)
        keys << quoteIdentifier(name);
    HR_ASSIGN(const QList<data::Column> keyColumns,
              connection.describe(QStringLiteral("SELECT %1 FROM %2").arg(keys.join(QStringLiteral(", ")), source.table)));
    const auto order = OrderWatch::over(keyColumns, int(plan.names.size()));

    if (source.dense && order) {
        QList<qint64> starts;
        const qint64 groups = (source.rows + kRowGroup - 1) / kRowGroup;
        const qint64 parts = std::clamp<qint64>(host.threads, 1, std::max<qint64>(groups, 1));
        for (qint64 part = 0; part < parts; ++part)
            starts << groups * part / parts * kRowGroup;
        HR_ASSIGN(TableWriter writer, makeWriter(plan, source.rows, starts, host));
        HR_ASSIGN(const bool inOrder, copyInPlace(source, plan, keys, *order, writer, starts, connections, host));
        if (inOrder) {
            HR_ASSIGN(TableLayout layout, writer.finish());
            return Handoff{writer.takeFile(), std::move(layout)};
        }
    }
    HR_ASSIGN(TableWriter writer, makeWriter(plan, source.rows, {0}, host));
    HR_TRY(copySorted(source, plan, data::orderClause(schema, identity), writer, connections, host));
    HR_ASSIGN(TableLayout layout, writer.finish());
    return Handoff{writer.takeFile(), std::move(layout)};
}

}  // namespace

Result<Handoff> handOver(const QString &handle, const data::Schema &schema, const QStringList &identity, const HandoffHost &host)
{
    Connections connections(host);
    HR_ASSIGN(data::Connection *const connection, connections.open());
    HR_ASSIGN(const Source source, stored(handle, schema, identity, *connection, host));
    Result<Handoff> result = copyTable(source, schema, identity, connections, *connection, host);
    if (source.ours)
        HR_TRY(connection->run(QStringLiteral("DROP TABLE IF EXISTS ") + source.table));
    if (!result && host.cancelled())
        return cancelledError();
    return result;
}

namespace {

/// The parts of a quoted name: "a"."b" gives a, b.
QStringList partsOf(const QString &quoted)
{
    QStringList parts(1);
    bool inside = false;
    for (qsizetype i = 0; i < quoted.size(); ++i) {
        const QChar c = quoted[i];
        if (c == QLatin1Char('"')) {
            if (inside && i + 1 < quoted.size() && quoted[i + 1] == c)
                parts.last() += quoted[i++];
            else
                inside = !inside;
        } else if (c == QLatin1Char('.') && !inside) {
            parts << QString();
        } else {
            parts.last() += c;
        }
    }
    return parts;
}

/// An appender, destroyed at the end of its life.
struct Appender {
    duckdb_appender handle = nullptr;
    ~Appender() { duckdb_appender_destroy(&handle); }
    Error error() const
    {
        duckdb_error_data problem = duckdb_appender_error_data(handle);
        const Error result = data::errorFromDuckDB(QString::fromUtf8(duckdb_error_data_message(problem)),
                                                   duckdb_error_data_error_type(problem));
        duckdb_destroy_error_data(&problem);
        return result;
    }
};

/// The chunk that is filled again and again.
struct Buffer {
    duckdb_data_chunk handle = nullptr;
    explicit Buffer(const QList<duckdb_type> &types)
    {
        std::vector<duckdb_logical_type> logical;
        for (const duckdb_type type : types)
            logical.push_back(duckdb_create_logical_type(type));
        handle = duckdb_create_data_chunk(logical.data(), logical.size());
        for (duckdb_logical_type &type : logical)
            duckdb_destroy_logical_type(&type);
    }
    ~Buffer() { duckdb_destroy_data_chunk(&handle); }
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;
};

Result<void> appendAll(TableReader &reader, const QString &table, data::Connection &connection, const HandoffHost &host)
{
    const TableLayout &layout = reader.layout();
    const QStringList name = partsOf(table);
    const auto utf8 = [](const QString &text) { return text.toUtf8(); };
    const QByteArray schemaName = utf8(name.size() > 1 ? name[name.size() - 2] : QString());
    const QByteArray tableName = utf8(name.last());
    Appender appender;
    if (duckdb_appender_create(connection.handle(), schemaName.isEmpty() ? nullptr : schemaName.constData(), tableName.constData(),
                               &appender.handle)
        != DuckDBSuccess)
        return appender.error();
    QList<duckdb_type> types;
    for (const ColumnPlace &column : layout.columns)
        types << info(column.type).duckdb;
    types << DUCKDB_TYPE_BIGINT;
    Buffer buffer(types);
    const idx_t step = duckdb_vector_size();
    for (qint64 first = 0; first < layout.rows; first += qint64(step)) {
        if (host.cancelled())
            return cancelledError();
        const idx_t rows = idx_t(std::min<qint64>(qint64(step), layout.rows - first));
        duckdb_data_chunk_reset(buffer.handle);
        HR_TRY(reader.read(first, rows, buffer.handle));
        auto *numbers = static_cast<int64_t *>(
            duckdb_vector_get_data(duckdb_data_chunk_get_vector(buffer.handle, idx_t(layout.columns.size()))));
        for (idx_t row = 0; row < rows; ++row)
            numbers[row] = first + int64_t(row);
        duckdb_data_chunk_set_size(buffer.handle, rows);
        if (duckdb_append_data_chunk(appender.handle, buffer.handle) != DuckDBSuccess)
            return appender.error();
    }
    if (duckdb_appender_close(appender.handle) != DuckDBSuccess)
        return appender.error();
    return {};
}

Error withoutColumn(const QString &name, const QStringList &present)
{
    return Error(ErrorCode::Failed, QStringLiteral("run() returned no column '%1', which the node declares.").arg(name),
                 QStringLiteral("It returned %1; return the declared columns, or change the node's columns.")
                     .arg(present.join(QStringLiteral(", "))));
}

}  // namespace

Result<data::Schema> takeOver(TableReader &reader, const QString &table, const QList<data::Column> &declared, const HandoffHost &host)
{
    Connections connections(host);
    HR_ASSIGN(data::Connection *const connection, connections.open());
    data::Schema came;
    QStringList definitions;
    for (const ColumnPlace &column : reader.layout().columns) {
        came.columns << data::Column{column.name, QString::fromLatin1(info(column.type).sqlType)};
        definitions << quoteIdentifier(column.name) + QLatin1Char(' ') + came.columns.last().type;
    }
    const QString number = data::hiddenColumn(0);
    definitions << quoteIdentifier(number) + QStringLiteral(" BIGINT");
    QStringList casts;
    data::Schema wanted;
    for (const data::Column &column : declared) {
        const int index = came.indexOf(column.name);
        if (index < 0)
            return withoutColumn(column.name, came.names());
        wanted.columns << column;
        casts << QStringLiteral("CAST(%1 AS %2) AS %3")
                     .arg(quoteIdentifier(came.columns[index].name), column.type, quoteIdentifier(column.name));
    }
    const bool asCame = declared.isEmpty() || wanted == came;
    const QString target = asCame ? table : host.newTable();
    HR_TRY(connection->run(QStringLiteral("CREATE TABLE %1 (%2)").arg(target, definitions.join(QStringLiteral(", ")))));
    Result<void> appended = appendAll(reader, target, *connection, host);
    if (!appended)
        return host.cancelled() ? cancelledError() : std::move(appended).error();
    if (asCame)
        return came;
    casts << quoteIdentifier(number);
    HR_TRY(connection->run(QStringLiteral("CREATE TABLE %1 AS SELECT %2 FROM %3").arg(table, casts.join(QStringLiteral(", ")), target)));
    HR_TRY(connection->run(QStringLiteral("DROP TABLE ") + target));
    return wanted;
}

}  // namespace headrace::learning
