// SPDX-License-Identifier: GPL-3.0-or-later
// bench_sql THREADS STATEMENT…: runs SQL in a DuckDB of its own, reading every row of each result, and prints
// {"seconds": [one a statement], "rows": [one a statement]}. The limit for what is one statement, and the maker of test data.
#include <duckdb.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

static void fail(const char *message)
{
    std::fprintf(stderr, "bench_sql: %s\n", message ? message : "failed");
    std::exit(1);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        fail("needs a number of threads and statements");
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    duckdb_set_config(config, "threads", argv[1]);
    duckdb_database database = nullptr;
    duckdb_connection connection = nullptr;
    char *message = nullptr;
    if (duckdb_open_ext(nullptr, &database, config, &message) != DuckDBSuccess || duckdb_connect(database, &connection) != DuckDBSuccess)
        fail(message);
    duckdb_destroy_config(&config);
    std::string seconds;
    std::string counts;
    for (int i = 2; i < argc; ++i) {
        const auto start = std::chrono::steady_clock::now();
        duckdb_prepared_statement statement = nullptr;
        duckdb_result result;
        if (duckdb_prepare(connection, argv[i], &statement) != DuckDBSuccess)
            fail(duckdb_prepare_error(statement));
        if (duckdb_execute_prepared_streaming(statement, &result) != DuckDBSuccess)
            fail(duckdb_result_error(&result));
        idx_t rows = 0;
        for (duckdb_data_chunk chunk = duckdb_fetch_chunk(result); chunk; chunk = duckdb_fetch_chunk(result)) {
            const idx_t size = duckdb_data_chunk_get_size(chunk);
            duckdb_destroy_data_chunk(&chunk);
            if (size == 0)
                break;
            rows += size;
        }
        duckdb_destroy_result(&result);
        duckdb_destroy_prepare(&statement);
        const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        seconds += (i > 2 ? ", " : "") + std::to_string(taken);
        counts += (i > 2 ? ", " : "") + std::to_string(rows);
    }
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    std::printf("{\"seconds\": [%s], \"rows\": [%s]}\n", seconds.c_str(), counts.c_str());
    return 0;
}
