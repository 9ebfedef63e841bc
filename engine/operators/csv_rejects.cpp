// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/csv_rejects.h"

#include "engine/base/quoting.h"
#include "engine/data/file_errors.h"
#include "engine/operators/compressed_file.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace headrace {

namespace {

constexpr const char *kColumns = "file VARCHAR, line BIGINT, \"column\" VARCHAR, \"value\" VARCHAR, reason VARCHAR, \"text\" VARCHAR";

/// Gives the line in a file for growing offsets.
class LineCounter
{
public:
    /// Offsets in bytes from 0; each at least as large as the one before.
    qint64 lineAt(const QString &path, qint64 offset)
    {
        if (m_file.fileName() != path) {
            m_file.close();
            m_file.setFileName(path);
            m_at = 0;
            m_line = 1;
            if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
                return 0;
            const QByteArray head = m_file.peek(1 << 16);
            m_end = head.contains('\n') || !head.contains('\r') ? '\n' : '\r';
        }
        while (m_at < offset) {
            const QByteArray block = m_file.read(std::min<qint64>(offset - m_at, 1 << 20));
            if (block.isEmpty())
                break;
            m_line += block.count(m_end);
            m_at += block.size();
        }
        return m_line;
    }

private:
    QFile m_file;
    char m_end = '\n';
    qint64 m_at = 0;
    qint64 m_line = 1;
};

struct Reject {
    QString file;
    qint64 position = -1;
    qint64 record = 0;
    QString column;
    QString value;
    QStringList reasons;
    QString text;
};

QString textAt(const data::Chunk &chunk, idx_t column, idx_t row)
{
    duckdb_vector vector = chunk.column(column);
    const uint64_t *validity = duckdb_vector_get_validity(vector);
    if (validity && !duckdb_validity_row_is_valid(const_cast<uint64_t *>(validity), row))
        return {};
    duckdb_string_t text = static_cast<duckdb_string_t *>(duckdb_vector_get_data(vector))[row];
    return QString::fromUtf8(duckdb_string_t_data(&text), duckdb_string_t_length(text));
}

/// Appends rows to a stored table; closes in its destructor.
class Appender
{
public:
    Appender(duckdb_connection connection, const QString &table)
    {
        m_ok = duckdb_appender_create(connection, nullptr, table.toUtf8().constData(), &m_appender) == DuckDBSuccess;
    }
    ~Appender() { duckdb_appender_destroy(&m_appender); }
    Appender(const Appender &) = delete;
    Appender &operator=(const Appender &) = delete;
    void text(const QString &value)
    {
        const QByteArray bytes = value.toUtf8();
        m_ok = m_ok
            && (value.isNull() ? duckdb_append_null(m_appender)
                               : duckdb_append_varchar_length(m_appender, bytes.constData(), idx_t(bytes.size())))
                == DuckDBSuccess;
    }
    void number(qint64 value) { m_ok = m_ok && duckdb_append_int64(m_appender, value) == DuckDBSuccess; }
    void endRow() { m_ok = m_ok && duckdb_appender_end_row(m_appender) == DuckDBSuccess; }
    bool close() { return m_ok && duckdb_appender_close(m_appender) == DuckDBSuccess; }

private:
    duckdb_appender m_appender = nullptr;
    bool m_ok = false;
};

}  // namespace

data::Relation rejectsRelation()
{
    data::Relation relation;
    relation.sql = QStringLiteral("SELECT CAST(NULL AS VARCHAR) AS file, CAST(NULL AS BIGINT) AS line, CAST(NULL AS VARCHAR) AS "
                                  "\"column\", CAST(NULL AS VARCHAR) AS \"value\", "
                                  "CAST(NULL AS VARCHAR) AS reason, CAST(NULL AS VARCHAR) AS \"text\", CAST(0 AS BIGINT) AS %1 "
                                  "WHERE error('The rejects are there after a run.') IS NULL")
                       .arg(quoteIdentifier(data::hiddenColumn(0)));
    relation.identity << data::hiddenColumn(0);
    for (const char *name : {"file", "line", "column", "value", "reason", "text"})
        relation.schema.columns << data::Column{
            QLatin1String(name), qstrcmp(name, "line") == 0 ? QStringLiteral("BIGINT") : QStringLiteral("VARCHAR"), {}, {}};
    return relation;
}

Result<void> collectRejects(TaskContext &context, const QString &scan, const QStringList &readerNames, const QStringList &names, bool utf8)
{
    HR_ASSIGN(const auto reader, context.newConnection());
    HR_ASSIGN(const auto writer, context.newConnection());
    const auto guard = context.onCancel([&reader] { reader->interrupt(); });

    // The reader keeps its rejects in two temporary tables of the connection. row() makes it look at every value.
    HR_ASSIGN(const QJsonValue rows,
              reader->scalar(QStringLiteral("SELECT count(row(%1)) FROM %2, rejects_table = 'rejected', rejects_scan = 'scanned')")
                                 .arg(quoteIdentifiers(readerNames), scan)));
    const QString table = context.newTable();
    HR_TRY(writer->run(
        QStringLiteral("CREATE TABLE %1 (%2, %3 BIGINT)").arg(table, QLatin1String(kColumns), quoteIdentifier(data::hiddenColumn(0)))));
    QString plain = table;
    if (plain.startsWith(QLatin1Char('"')))
        plain = plain.mid(1).chopped(1).replace(QStringLiteral("\"\""), QStringLiteral("\""));
    Appender appender(writer->handle(), plain);

    const QDir base(context.paths().base());
    LineCounter lines;
    qint64 count = 0;
    QString first;
    const auto flush = [&](Reject &reject) {
        if (reject.position < 0)
            return;
        const bool exact = utf8 && compressionOf(reject.file) == Compression::None;
        const qint64 line = exact ? lines.lineAt(reject.file, reject.position - 1) : reject.record;
        const QString relative = base.relativeFilePath(reject.file);
        const QString file = relative.startsWith(QLatin1String("../")) ? reject.file : relative;
        appender.text(file);
        appender.number(line);
        appender.text(reject.column);
        appender.text(reject.value);
        appender.text(reject.reasons.join(QStringLiteral(" ")));
        appender.text(reject.text);
        appender.number(count++);
        appender.endRow();
        if (first.isEmpty())
            first = QStringLiteral("%1, line %2: %3").arg(file, QString::number(line), reject.reasons.value(0));
        reject = Reject();
    };

    HR_ASSIGN(
        auto found,
        reader->query(QStringLiteral(
            "SELECT s.file_path, CAST(e.line_byte_position AS BIGINT), CAST(e.line AS BIGINT), e.column_name, e.csv_line, e.error_message "
            "FROM rejected e JOIN scanned s USING (scan_id, file_id) ORDER BY e.file_id, e.line_byte_position, e.column_idx, "
            "e.byte_position")));
    Reject current;
    for (;;) {
        HR_ASSIGN(const data::Chunk chunk, found.next());
        if (!chunk)
            break;
        const auto *positions = static_cast<const int64_t *>(duckdb_vector_get_data(chunk.column(1)));
        const auto *records = static_cast<const int64_t *>(duckdb_vector_get_data(chunk.column(2)));
        for (idx_t row = 0; row < chunk.rows(); ++row) {
            const QString file = textAt(chunk, 0, row);
            if (file != current.file || positions[row] != current.position) {
                flush(current);
                current.file = file;
                current.position = positions[row];
                current.record = records[row];
                current.text = textAt(chunk, 4, row);
            }
            const data::CsvComplaint complaint = data::csvComplaint(textAt(chunk, 5, row));
            const auto known = [&](const QString &name) { return names.value(readerNames.indexOf(name), name); };
            if (current.column.isEmpty() && !complaint.column.isEmpty()) {
                current.column = known(complaint.column);
                current.value = complaint.value;
            }
            QString reason = complaint.reason;
            if (!complaint.column.isEmpty())
                reason.replace(QStringLiteral("'%1'").arg(complaint.column), QStringLiteral("'%1'").arg(known(complaint.column)));
            if (!current.reasons.contains(reason))
                current.reasons << reason;
        }
    }
    flush(current);
    if (!appender.close())
        return Error(ErrorCode::Internal, QStringLiteral("The rejected records could not be stored."));

    context.metric(QStringLiteral("rows/rejected"), double(count));
    if (count > 0)
        context.log(QStringLiteral("warning"),
                    QStringLiteral("%1 of %2 records were set aside. The first: %3")
                        .arg(QString::number(count), QString::number(count + rows.toInteger()), first));
    data::Relation relation = rejectsRelation();
    relation.sql = QStringLiteral("SELECT * FROM ") + table;
    context.setOutput(QStringLiteral("rejects"), relation);
    return {};
}

}  // namespace headrace
