// SPDX-License-Identifier: GPL-3.0-or-later
// Uses DuckDB's C++ classes (of exactly the pinned version), since its C API has neither virtual columns nor encodings.
#include "engine/data/csv_scan.h"

#include <duckdb.hpp>
#include <duckdb/catalog/catalog.hpp>
#include <duckdb/catalog/catalog_entry/table_function_catalog_entry.hpp>
#include <duckdb/common/exception.hpp>
#include <duckdb/common/multi_file/multi_file_reader.hpp>
#include <duckdb/common/multi_file/multi_file_states.hpp>
#include <duckdb/execution/operator/csv_scanner/csv_multi_file_info.hpp>
#include <duckdb/execution/operator/csv_scanner/encode/csv_encoder.hpp>
#include <duckdb/execution/operator/csv_scanner/global_csv_state.hpp>
#include <duckdb/execution/operator/persistent/csv_rejects_table.hpp>
#include <duckdb/execution/operator/scan/physical_table_scan.hpp>
#include <duckdb/function/encoding_function.hpp>
#include <duckdb/main/config.hpp>
#include <duckdb/main/connection.hpp>
#include <duckdb/parser/parsed_data/create_table_function_info.hpp>

#include <algorithm>
#include <array>

namespace headrace::data {

namespace {

constexpr duckdb::column_t kRowColumn = UINT64_C(9223372036854775808) + 1000;
/// Room for the rows of one batch (a part of a file that one thread reads): more than its bytes can hold.
constexpr int kRowBits = 40;

/// The reader that is wrapped, kept in the function's info.
struct Wrapped : duckdb::TableFunctionInfo {
    explicit Wrapped(duckdb::TableFunction function) : reader(std::move(function)) {}
    duckdb::TableFunction reader;
};

/// DuckDB reads many files in a mode in which a quote that is open at the end of a file drops the last record without an
/// error. This one reads them all as it reads few: in parts, with that check.
struct CsvFiles : duckdb::CSVMultiFileInfo {
    duckdb::unique_ptr<duckdb::GlobalTableFunctionState> InitializeGlobalState(duckdb::ClientContext &context,
                                                                               duckdb::MultiFileBindData &bound,
                                                                               duckdb::MultiFileGlobalState &) override
    {
        auto &csv = bound.bind_data->Cast<duckdb::ReadCSVData>();
        if (csv.options.store_rejects.GetValue())
            duckdb::CSVRejectsTable::GetOrCreate(context, csv.options.rejects_scan_name.GetValue(),
                                                 csv.options.rejects_table_name.GetValue())
                ->InitializeTable(context, csv);
        const duckdb::idx_t files = 1;
        return duckdb::make_uniq<duckdb::CSVGlobalState>(context, csv.options, files, bound);
    }
};

duckdb::unique_ptr<duckdb::FunctionData> bindFiles(duckdb::ClientContext &context, duckdb::TableFunctionBindInput &input,
                                                   duckdb::vector<duckdb::LogicalType> &types, duckdb::vector<std::string> &names)
{
    auto bound = input.info->Cast<Wrapped>().reader.bind(context, input, types, names);
    bound->Cast<duckdb::MultiFileBindData>().interface = duckdb::make_uniq<CsvFiles>();
    return bound;
}

struct GlobalState : duckdb::GlobalTableFunctionState {
    const duckdb::TableFunction *reader = nullptr;
    duckdb::unique_ptr<duckdb::GlobalTableFunctionState> inner;
    duckdb::vector<duckdb::ColumnIndex> columns;  ///< what the wrapped reader is asked for
    duckdb::vector<duckdb::idx_t> positions;      ///< where each of them goes in the output
    duckdb::vector<duckdb::idx_t> rowPositions;   ///< where the row identity goes
    bool placeholder = false;                     ///< no column but the identity is wanted

    duckdb::idx_t MaxThreads() const override { return inner ? inner->MaxThreads() : 1; }
};

struct LocalState : duckdb::LocalTableFunctionState {
    duckdb::unique_ptr<duckdb::LocalTableFunctionState> inner;
    duckdb::idx_t batch = duckdb::DConstants::INVALID_INDEX;
    int64_t row = 0;
    duckdb::DataChunk placeholder;
};

duckdb::TableFunctionInitInput innerInput(duckdb::TableFunctionInitInput &input, const GlobalState &state)
{
    return {input.bind_data, state.columns, {}, input.filters, input.sample_options, input.op};
}

duckdb::unique_ptr<duckdb::GlobalTableFunctionState> initGlobal(duckdb::ClientContext &context, duckdb::TableFunctionInitInput &input)
{
    auto state = duckdb::make_uniq<GlobalState>();
    if (!input.op)
        throw duckdb::InternalException("headrace_csv: scanned without a plan");
    state->reader = &input.op->Cast<duckdb::PhysicalTableScan>().function.function_info->Cast<Wrapped>().reader;
    for (duckdb::idx_t i = 0; i < input.column_indexes.size(); ++i) {
        if (input.column_indexes[i].GetPrimaryIndex() == kRowColumn) {
            state->rowPositions.push_back(i);
        } else {
            state->columns.push_back(input.column_indexes[i]);
            state->positions.push_back(i);
        }
    }
    if (state->columns.empty()) {
        state->placeholder = true;
        state->columns.emplace_back(duckdb::COLUMN_IDENTIFIER_EMPTY);
    }
    auto inner = innerInput(input, *state);
    state->inner = state->reader->init_global(context, inner);
    return state;
}

duckdb::unique_ptr<duckdb::LocalTableFunctionState> initLocal(duckdb::ExecutionContext &context, duckdb::TableFunctionInitInput &input,
                                                              duckdb::GlobalTableFunctionState *global)
{
    auto &shared = static_cast<GlobalState &>(*global);
    auto state = duckdb::make_uniq<LocalState>();
    auto inner = innerInput(input, shared);
    state->inner = shared.reader->init_local(context, inner, shared.inner.get());
    if (shared.placeholder)
        state->placeholder.Initialize(context.client, {duckdb::LogicalType::BOOLEAN});
    return state;
}

void scan(duckdb::ClientContext &context, duckdb::TableFunctionInput &data, duckdb::DataChunk &output)
{
    auto &shared = static_cast<GlobalState &>(*data.global_state);
    auto &local = static_cast<LocalState &>(*data.local_state);
    if (!local.inner) {  // another thread took the last part
        output.SetCardinality(0);
        return;
    }
    duckdb::TableFunctionInput inner(data.bind_data, local.inner.get(), shared.inner.get());
    inner.results_execution_mode = data.results_execution_mode;
    duckdb::DataChunk view;
    if (shared.placeholder) {
        local.placeholder.Reset();
        view.InitializeEmpty({duckdb::LogicalType::BOOLEAN});
        view.Reference(local.placeholder);
    } else {
        duckdb::vector<duckdb::LogicalType> types;
        for (const duckdb::idx_t position : shared.positions)
            types.push_back(output.data[position].GetType());
        view.InitializeEmpty(types);
        for (duckdb::idx_t i = 0; i < shared.positions.size(); ++i)
            view.data[i].Reference(output.data[shared.positions[i]]);
        view.SetCapacity(output.GetCapacity());
    }
    shared.reader->function(context, inner, view);
    data.async_result = std::move(inner.async_result);
    const duckdb::idx_t rows = view.size();
    for (duckdb::idx_t i = 0; i < shared.positions.size(); ++i)
        output.data[shared.positions[i]].Reference(view.data[i]);
    output.SetCardinality(rows);
    if (shared.rowPositions.empty() || rows == 0)
        return;

    // Batches are numbered in the order of files and of parts in a file; the rows of one come in order, on one thread.
    const duckdb::OperatorPartitionInfo wanted(true);
    duckdb::TableFunctionGetPartitionInput partition(data.bind_data, local.inner.get(), shared.inner.get(), wanted);
    const duckdb::idx_t batch = shared.reader->get_partition_data(context, partition).batch_index;
    if (batch != local.batch) {
        local.batch = batch;
        local.row = 0;
    }
    const int64_t first = (int64_t(batch) << kRowBits) + local.row;
    for (const duckdb::idx_t position : shared.rowPositions)
        output.data[position].Sequence(first, 1, rows);
    local.row += int64_t(rows);
}

double progress(duckdb::ClientContext &context, const duckdb::FunctionData *bound, const duckdb::GlobalTableFunctionState *global)
{
    const auto &shared = static_cast<const GlobalState &>(*global);
    return shared.reader->table_scan_progress(context, bound, shared.inner.get());
}

duckdb::OperatorPartitionData partitionData(duckdb::ClientContext &context, duckdb::TableFunctionGetPartitionInput &input)
{
    auto &shared = static_cast<GlobalState &>(*input.global_state);
    auto &local = static_cast<LocalState &>(*input.local_state);
    if (!local.inner)
        return duckdb::OperatorPartitionData(0);
    duckdb::TableFunctionGetPartitionInput inner(input.bind_data, local.inner.get(), shared.inner.get(), input.partition_info);
    return shared.reader->get_partition_data(context, inner);
}

duckdb::virtual_column_map_t virtualColumns(duckdb::ClientContext &context, duckdb::optional_ptr<duckdb::FunctionData> bound)
{
    auto &files = bound->Cast<duckdb::MultiFileBindData>();
    duckdb::virtual_column_map_t columns;
    duckdb::MultiFileReader::GetVirtualColumns(context, files.reader_bind, columns);
    files.virtual_columns = columns;  // as read_csv does; without ours, which never reaches it
    columns.insert({kRowColumn, duckdb::TableColumn(kCsvScanRow, duckdb::LogicalType::BIGINT)});
    return columns;
}

duckdb::TableFunction wrap(const duckdb::TableFunction &reader)
{
    duckdb::TableFunction function = reader;
    function.name = kCsvScan;
    function.bind = bindFiles;
    function.init_global = initGlobal;
    function.init_local = initLocal;
    function.function = scan;
    function.table_scan_progress = progress;
    function.get_partition_data = partitionData;
    function.get_virtual_columns = virtualColumns;
    function.dynamic_to_string = nullptr;  // these would be handed our state instead of theirs
    function.get_metrics = nullptr;
    function.rows_scanned = nullptr;
    function.filter_prune = false;  // so that every column asked for is also given
    function.function_info = duckdb::make_shared_ptr<Wrapped>(reader);
    return function;
}

/// Where decoded characters go; what does not fit any more waits in `rest` for the next call.
struct Target {
    char *bytes;
    duckdb::idx_t &at;
    duckdb::idx_t size;
    char *rest;
    duckdb::idx_t &restSize;

    bool full() const { return at == size; }
    void put(char32_t c)
    {
        char utf8[4];
        int length = 0;
        if (c < 0x80) {
            utf8[length++] = char(c);
        } else if (c < 0x800) {
            utf8[length++] = char(0xC0 | (c >> 6));
            utf8[length++] = char(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            utf8[length++] = char(0xE0 | (c >> 12));
            utf8[length++] = char(0x80 | ((c >> 6) & 0x3F));
            utf8[length++] = char(0x80 | (c & 0x3F));
        } else {
            utf8[length++] = char(0xF0 | (c >> 18));
            utf8[length++] = char(0x80 | ((c >> 12) & 0x3F));
            utf8[length++] = char(0x80 | ((c >> 6) & 0x3F));
            utf8[length++] = char(0x80 | (c & 0x3F));
        }
        int i = 0;
        for (; i < length && at < size; ++i)
            bytes[at++] = utf8[i];
        if (i < length) {
            restSize = duckdb::idx_t(length - i);
            std::copy(utf8 + i, utf8 + length, rest);
        }
    }
};

/// DuckDB's own utf-16 knows neither byte order marks nor pairs of surrogates.
template <bool BigEndian>
void decodeUtf16(duckdb::CSVEncoderBuffer &source, char *bytes, duckdb::idx_t &at, const duckdb::idx_t size, char *rest,
                 duckdb::idx_t &restSize, duckdb::EncodingFunction *)
{
    Target target{bytes, at, size, rest, restSize};
    char *in = source.Ptr();
    const duckdb::idx_t end = source.actual_encoded_buffer_size;
    const auto unit = [in](duckdb::idx_t i) {
        const auto a = static_cast<unsigned char>(in[i]), b = static_cast<unsigned char>(in[i + 1]);
        return char32_t(BigEndian ? (a << 8) | b : (b << 8) | a);
    };
    while (source.cur_pos < end && !target.full()) {
        const duckdb::idx_t left = end - source.cur_pos;
        if (left < 2)
            throw duckdb::InvalidInputException("The file is not valid UTF-16: it has an odd number of bytes.");
        const char32_t first = unit(source.cur_pos);
        if (first < 0xD800 || first > 0xDFFF) {
            source.cur_pos += 2;
            target.put(first);
            continue;
        }
        if (left < 4 && first < 0xDC00) {
            if (source.cur_pos == 0)
                throw duckdb::InvalidInputException("The file is not valid UTF-16: it ends within a character.");
            // Half a pair at the end of the buffer. The caller hands the bytes at (bytes left) … (lookup bytes) on to the next
            // buffer, instead of those that are left: so the half is put there.
            in[2] = in[source.cur_pos];
            in[3] = in[source.cur_pos + 1];
            return;
        }
        const char32_t second = left < 4 ? 0 : unit(source.cur_pos + 2);
        if (first >= 0xDC00 || second < 0xDC00 || second > 0xDFFF)
            throw duckdb::InvalidInputException("The file is not valid UTF-16: half a surrogate pair stands alone.");
        source.cur_pos += 4;
        target.put(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
    }
}

/// Latin-1 as it is written in practice: Windows-1252, where 0x80 to 0x9F are characters (0x80 is the euro sign).
void decodeLatin1(duckdb::CSVEncoderBuffer &source, char *bytes, duckdb::idx_t &at, const duckdb::idx_t size, char *rest,
                  duckdb::idx_t &restSize, duckdb::EncodingFunction *)
{
    static constexpr std::array<char16_t, 32> kUpper{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                     0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                     0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    Target target{bytes, at, size, rest, restSize};
    const char *in = source.Ptr();
    for (; source.cur_pos < source.actual_encoded_buffer_size && !target.full(); ++source.cur_pos) {
        const auto c = static_cast<unsigned char>(in[source.cur_pos]);
        target.put(c >= 0x80 && c < 0xA0 ? kUpper[c - 0x80] : c);
    }
}

}  // namespace

Result<void> registerCsvScan(duckdb_connection connection)
{
    try {
        auto &context = *reinterpret_cast<duckdb::Connection *>(connection)->context;
        const duckdb::DBConfig &config = duckdb::DBConfig::GetConfig(context);
        config.RegisterEncodeFunction({"headrace-utf-16-le", decodeUtf16<false>, 4, 4});
        config.RegisterEncodeFunction({"headrace-utf-16-be", decodeUtf16<true>, 4, 4});
        config.RegisterEncodeFunction({"headrace-latin-1", decodeLatin1, 4, 1});
        context.RunFunctionInTransaction([&context] {
            auto &catalog = duckdb::Catalog::GetSystemCatalog(context);
            auto &readers = catalog.GetEntry<duckdb::TableFunctionCatalogEntry>(context, DEFAULT_SCHEMA, "read_csv").functions.functions;
            duckdb::TableFunctionSet functions(kCsvScan);
            for (const duckdb::TableFunction &reader : readers)
                functions.AddFunction(wrap(reader));
            duckdb::CreateTableFunctionInfo info(std::move(functions));
            info.internal = true;
            catalog.CreateTableFunction(context, info);
        });
        return {};
    } catch (const std::exception &error) {
        return Error(ErrorCode::Internal, QStringLiteral("The CSV reader could not be prepared: %1").arg(QString::fromUtf8(error.what())));
    }
}

}  // namespace headrace::data
