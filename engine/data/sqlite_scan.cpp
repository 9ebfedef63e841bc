// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/sqlite_scan.h"

#include "engine/data/sqlite_file.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QSet>
#include <QTimeZone>

#include <cmath>
#include <vector>

namespace headrace::data {

namespace {

enum class Stored { Boolean, BigInt, Double, Text, Blob };

Stored storedFromName(const QString &name)
{
    return name == QLatin1String("BOOLEAN") ? Stored::Boolean
        : name == QLatin1String("BIGINT")   ? Stored::BigInt
        : name == QLatin1String("DOUBLE")   ? Stored::Double
        : name == QLatin1String("BLOB")     ? Stored::Blob
                                            : Stored::Text;
}

duckdb_type duckdbType(Stored stored)
{
    switch (stored) {
    case Stored::Boolean:
        return DUCKDB_TYPE_BOOLEAN;
    case Stored::BigInt:
        return DUCKDB_TYPE_BIGINT;
    case Stored::Double:
        return DUCKDB_TYPE_DOUBLE;
    case Stored::Blob:
        return DUCKDB_TYPE_BLOB;
    case Stored::Text:
        break;
    }
    return DUCKDB_TYPE_VARCHAR;
}

/// The closed table of declared types; SQLite's rules of affinity, with the names that carry more meaning first.
QString typeOfDeclaration(const QString &declared)
{
    const QString d = declared.toUpper();
    if (d.startsWith(QLatin1String("BOOL")))
        return QStringLiteral("BOOLEAN");
    if (d.startsWith(QLatin1String("DATETIME")) || d.startsWith(QLatin1String("TIMESTAMP")))
        return QStringLiteral("TIMESTAMP");
    if (d == QLatin1String("DATE"))
        return QStringLiteral("DATE");
    if (d.contains(QLatin1String("INT")))
        return QStringLiteral("BIGINT");
    if (d.contains(QLatin1String("CHAR")) || d.contains(QLatin1String("CLOB")) || d.contains(QLatin1String("TEXT")))
        return QStringLiteral("VARCHAR");
    if (d.contains(QLatin1String("BLOB")))
        return QStringLiteral("BLOB");
    if (d.contains(QLatin1String("REAL")) || d.contains(QLatin1String("FLOA")) || d.contains(QLatin1String("DOUB"))
        || d.contains(QLatin1String("NUM")) || d.contains(QLatin1String("DEC")))
        return QStringLiteral("DOUBLE");
    return {};
}

bool isUtf8(const char *text, int size)
{
    const QByteArrayView bytes(text, size);
    return bytes.isValidUtf8();
}

/// A point of time as SQLite keeps it in numbers: seconds since 1970, or a Julian day.
QString timeText(sqlite3_value *value)
{
    const double number = sqlite3_value_double(value);
    const double seconds = sqlite3_value_type(value) == SQLITE_INTEGER ? number : (number - 2440587.5) * 86400.0;
    if (!std::isfinite(seconds) || std::abs(seconds) > 1e14)
        return QString::number(number);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(qint64(std::llround(seconds * 1000.0)), Qt::UTC);
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

QString shown(sqlite3_value *value)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_value_text(value)), std::min(sqlite3_value_bytes(value), 80));
}

/// Puts one value into a vector. An empty text where it fits, else what is wrong with it.
QString put(sqlite3_value *value, Stored stored, bool time, duckdb_vector vector, void *data, idx_t row)
{
    const int kind = sqlite3_value_type(value);
    if (kind == SQLITE_NULL) {
        duckdb_vector_ensure_validity_writable(vector);
        duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
        return {};
    }
    switch (stored) {
    case Stored::Boolean:
        if (kind != SQLITE_INTEGER || (sqlite3_value_int64(value) != 0 && sqlite3_value_int64(value) != 1))
            return QStringLiteral("is not 0 or 1 (BOOLEAN)");
        static_cast<bool *>(data)[row] = sqlite3_value_int64(value) == 1;
        return {};
    case Stored::BigInt: {
        const double number = sqlite3_value_double(value);
        if (kind == SQLITE_FLOAT && std::floor(number) == number && std::abs(number) < 9007199254740993.0)
            static_cast<int64_t *>(data)[row] = int64_t(number);
        else if (kind == SQLITE_INTEGER)
            static_cast<int64_t *>(data)[row] = sqlite3_value_int64(value);
        else
            return QStringLiteral("is not a whole number (BIGINT)");
        return {};
    }
    case Stored::Double:
        if (kind != SQLITE_INTEGER && kind != SQLITE_FLOAT)
            return QStringLiteral("is not a number (DOUBLE)");
        static_cast<double *>(data)[row] = sqlite3_value_double(value);
        return {};
    case Stored::Blob: {
        const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
        duckdb_vector_assign_string_element_len(vector, row, bytes ? bytes : "", idx_t(sqlite3_value_bytes(value)));
        return {};
    }
    case Stored::Text: {
        if (time && kind != SQLITE_TEXT) {
            const QByteArray text = timeText(value).toUtf8();
            duckdb_vector_assign_string_element_len(vector, row, text.constData(), idx_t(text.size()));
            return {};
        }
        const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(value));
        const int size = sqlite3_value_bytes(value);
        if (!isUtf8(text, size))
            return QStringLiteral("is not valid UTF-8 text");
        duckdb_vector_assign_string_element_len(vector, row, text ? text : "", idx_t(size));
        return {};
    }
    }
    return {};
}

struct Bound {
    QString path;
    QString query;
    QStringList names;
    std::vector<Stored> types;
    std::vector<bool> times;
};

struct Scan {
    std::unique_ptr<SqliteFile> file;
    SqliteFile::Statement statement;
    qint64 row = 0;
    bool ended = false;
};

QString textOf(duckdb_value value)
{
    char *raw = duckdb_get_varchar(value);
    const QString text = QString::fromUtf8(raw);
    duckdb_free(raw);
    return text;
}

QString argument(duckdb_bind_info info, idx_t index)
{
    duckdb_value value = duckdb_bind_get_parameter(info, index);
    const QString text = textOf(value);
    duckdb_destroy_value(&value);
    return text;
}

QStringList listArgument(duckdb_bind_info info, idx_t index)
{
    duckdb_value list = duckdb_bind_get_parameter(info, index);
    QStringList texts;
    for (idx_t i = 0; i < duckdb_get_list_size(list); ++i) {
        duckdb_value item = duckdb_get_list_child(list, i);
        texts << textOf(item);
        duckdb_destroy_value(&item);
    }
    duckdb_destroy_value(&list);
    return texts;
}

void bind(duckdb_bind_info info)
{
    auto bound = std::make_unique<Bound>();
    bound->path = argument(info, 0);
    bound->query = argument(info, 1);
    bound->names = listArgument(info, 2);
    const QStringList types = listArgument(info, 3);
    if (types.size() != bound->names.size() || types.isEmpty()) {
        duckdb_bind_set_error(info, "headrace_sqlite needs a name and a type for each column");
        return;
    }
    for (qsizetype i = 0; i < types.size(); ++i) {
        bound->times.push_back(types[i] == QLatin1String("TIME"));
        bound->types.push_back(storedFromName(types[i]));
        duckdb_logical_type type = duckdb_create_logical_type(duckdbType(bound->types.back()));
        duckdb_bind_add_result_column(info, bound->names[i].toUtf8().constData(), type);
        duckdb_destroy_logical_type(&type);
    }
    duckdb_bind_set_bind_data(info, bound.release(), [](void *data) { delete static_cast<Bound *>(data); });
}

void init(duckdb_init_info info)
{
    const auto *bound = static_cast<const Bound *>(duckdb_init_get_bind_data(info));
    auto scan = std::make_unique<Scan>();
    const auto prepare = [&]() -> Result<void> {
        HR_ASSIGN(scan->file, SqliteFile::open(bound->path));
        HR_ASSIGN(scan->statement, scan->file->prepare(bound->query));
        if (sqlite3_column_count(scan->statement.get()) != int(bound->types.size()))
            return Error(ErrorCode::Failed, QStringLiteral("The columns of the SQLite file have changed since they were looked at."),
                         QStringLiteral("Run again."));
        return {};
    };
    if (const auto done = prepare(); !done) {
        duckdb_init_set_error(info, done.error().text.toUtf8().constData());
        return;
    }
    duckdb_init_set_max_threads(info, 1);
    duckdb_init_set_init_data(info, scan.release(), [](void *data) { delete static_cast<Scan *>(data); });
}

void scanRows(duckdb_function_info info, duckdb_data_chunk output)
{
    const auto *bound = static_cast<const Bound *>(duckdb_function_get_bind_data(info));
    auto *scan = static_cast<Scan *>(duckdb_function_get_init_data(info));
    const idx_t columns = bound->types.size();
    std::vector<duckdb_vector> vectors(columns);
    std::vector<void *> data(columns);
    for (idx_t c = 0; c < columns; ++c) {
        vectors[c] = duckdb_data_chunk_get_vector(output, c);
        data[c] = duckdb_vector_get_data(vectors[c]);
    }
    idx_t rows = 0;
    for (const idx_t capacity = duckdb_vector_size(); rows < capacity && !scan->ended; ++rows) {
        const int code = sqlite3_step(scan->statement.get());
        if (code == SQLITE_DONE) {
            scan->ended = true;
            break;
        }
        if (code != SQLITE_ROW) {
            duckdb_function_set_error(info, scan->file->error().text.toUtf8().constData());
            return;
        }
        ++scan->row;
        for (idx_t c = 0; c < columns; ++c) {
            sqlite3_value *value = sqlite3_column_value(scan->statement.get(), int(c));
            if (const QString wrong = put(value, bound->types[c], bound->times[c], vectors[c], data[c], rows); !wrong.isEmpty()) {
                duckdb_function_set_error(info,
                                          QStringLiteral("Row %1 of the SQLite query: '%2' in column %3 %4.")
                                              .arg(QString::number(scan->row), shown(value), bound->names[qsizetype(c)], wrong)
                                              .toUtf8()
                                              .constData());
                return;
            }
        }
    }
    duckdb_data_chunk_set_size(output, rows);
}

/// What the values of columns without a declaration are, by looking at the first rows.
void typesOfValues(sqlite3 *database, sqlite3_stmt *statement, QList<SqliteColumn> &columns)
{
    QElapsedTimer clock;
    clock.start();
    sqlite3_progress_handler(
        database, 10000, [](void *timer) { return int(static_cast<QElapsedTimer *>(timer)->elapsed() > 100); }, &clock);
    QList<QSet<int>> kinds(columns.size());
    for (int row = 0; row < 1000 && sqlite3_step(statement) == SQLITE_ROW; ++row) {
        for (qsizetype c = 0; c < columns.size(); ++c)
            kinds[c].insert(sqlite3_column_type(statement, int(c)));
    }
    sqlite3_progress_handler(database, 0, nullptr, nullptr);
    sqlite3_reset(statement);
    for (qsizetype c = 0; c < columns.size(); ++c) {
        if (!columns[c].type.isEmpty())
            continue;
        QSet<int> seen = kinds[c];
        seen.remove(SQLITE_NULL);
        columns[c].type = seen == QSet<int>{SQLITE_INTEGER}                                 ? QStringLiteral("BIGINT")
            : !seen.isEmpty() && (seen - QSet<int>{SQLITE_INTEGER, SQLITE_FLOAT}).isEmpty() ? QStringLiteral("DOUBLE")
            : seen == QSet<int>{SQLITE_BLOB}                                                ? QStringLiteral("BLOB")
                                                                                            : QStringLiteral("VARCHAR");
    }
}

}  // namespace

Result<QList<SqliteColumn>> describeSqlite(const QString &path, const QString &query)
{
    HR_ASSIGN(const auto file, SqliteFile::open(path));
    HR_ASSIGN(const auto statement, file->prepare(query));
    QList<SqliteColumn> columns;
    bool guess = false;
    for (int c = 0; c < sqlite3_column_count(statement.get()); ++c) {
        SqliteColumn column;
        column.name = QString::fromUtf8(sqlite3_column_name(statement.get(), c));
        column.type = typeOfDeclaration(QString::fromUtf8(sqlite3_column_decltype(statement.get(), c)));
        guess |= column.type.isEmpty();
        columns << column;
    }
    if (guess)
        typesOfValues(file->handle(), statement.get(), columns);
    for (SqliteColumn &column : columns)
        column.stored = column.type == QLatin1String("DATE") || column.type == QLatin1String("TIMESTAMP") ? QStringLiteral("TIME")
                                                                                                          : column.type;
    return columns;
}

Result<QStringList> sqliteTables(const QString &path)
{
    HR_ASSIGN(const auto file, SqliteFile::open(path));
    HR_ASSIGN(
        const auto statement,
        file->prepare(QStringLiteral(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")));
    QStringList names;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement.get())) == SQLITE_ROW)
        names << QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement.get(), 0)));
    if (code != SQLITE_DONE)
        return file->error();
    return names;
}

Result<void> registerSqliteScan(duckdb_connection connection)
{
    duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    duckdb_logical_type texts = duckdb_create_list_type(text);
    duckdb_table_function function = duckdb_create_table_function();
    duckdb_table_function_set_name(function, kSqliteScan);
    for (duckdb_logical_type type : {text, text, texts, texts})
        duckdb_table_function_add_parameter(function, type);
    duckdb_table_function_set_bind(function, bind);
    duckdb_table_function_set_init(function, init);
    duckdb_table_function_set_function(function, scanRows);
    const duckdb_state done = duckdb_register_table_function(connection, function);
    duckdb_destroy_table_function(&function);
    duckdb_destroy_logical_type(&texts);
    duckdb_destroy_logical_type(&text);
    if (done != DuckDBSuccess)
        return Error(ErrorCode::Internal, QStringLiteral("The SQLite reader could not be prepared."));
    return {};
}

}  // namespace headrace::data
