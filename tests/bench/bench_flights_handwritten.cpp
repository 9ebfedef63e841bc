// SPDX-License-Identifier: GPL-3.0-or-later
// The flight-delays job written by hand against the C APIs of DuckDB and XGBoost: the limit that Headrace is measured against.
//
//   bench_flights_handwritten DATA_FOLDER OUTPUT_FOLDER [THREADS]
//
// One query joins, filters, derives and assigns the part of each row; its chunks go to the train and the test buffers in one
// pass, in the order of the file; 50 rounds on a quantile matrix; AUC and log loss on the test rows. Writes model.ubj and
// metrics.json. Nothing of Headrace is used, so that the comparison is one of programs.
#include <duckdb.h>
#include <xgboost/c_api.h>
#include <xxhash.h>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

constexpr size_t kFeatures = 8;
constexpr int kRounds = 50;
constexpr uint64_t kSplitSeed = 42;
constexpr double kTestShare = 0.2;

[[noreturn]] void fail(const std::string &what)
{
    std::fprintf(stderr, "bench_flights_handwritten: %s\n", what.c_str());
    std::exit(1);
}

void xgboost(int status)
{
    if (status != 0)
        fail(XGBGetLastError());
}

/// Room for more rows than will come; pages that are not touched do not exist.
template <class T> T *reserve(size_t count)
{
    void *memory = mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        fail("no memory");
    madvise(memory, count * sizeof(T), MADV_HUGEPAGE);
    return static_cast<T *>(memory);
}

/// Rows whose ids ascend. A scan by two threads gives two or three such sequences, interleaved.
struct Sequence {
    float *rows = nullptr;
    float *labels = nullptr;
    int64_t *ids = nullptr;
    size_t count = 0;
    size_t capacity = 0;
};

struct Segment {
    const float *rows;
    const float *labels;
    size_t count;
};

class Part
{
public:
    explicit Part(size_t capacity) : m_capacity(capacity) {}

    /// The sequence that `id` continues.
    Sequence &sequenceFor(int64_t id)
    {
        Sequence *best = nullptr;
        for (Sequence &sequence : m_sequences)
            if (sequence.ids[sequence.count - 1] < id && (!best || sequence.ids[sequence.count - 1] > best->ids[best->count - 1]))
                best = &sequence;
        if (best)
            return *best;
        m_sequences.push_back(
            {reserve<float>(m_capacity * kFeatures), reserve<float>(m_capacity), reserve<int64_t>(m_capacity), 0, m_capacity});
        return m_sequences.back();
    }
    /// Stretches of rows in the order of their ids.
    void order()
    {
        std::vector<size_t> heads(m_sequences.size(), 0);
        for (;;) {
            size_t first = m_sequences.size();
            int64_t limit = INT64_MAX;
            for (size_t i = 0; i < m_sequences.size(); ++i) {
                if (heads[i] == m_sequences[i].count)
                    continue;
                const int64_t head = m_sequences[i].ids[heads[i]];
                if (first == m_sequences.size() || head < m_sequences[first].ids[heads[first]]) {
                    if (first != m_sequences.size())
                        limit = std::min(limit, m_sequences[first].ids[heads[first]]);
                    first = i;
                } else {
                    limit = std::min(limit, head);
                }
            }
            if (first == m_sequences.size())
                break;
            const Sequence &sequence = m_sequences[first];
            const size_t from = heads[first];
            const size_t to = size_t(std::lower_bound(sequence.ids + from, sequence.ids + sequence.count, limit) - sequence.ids);
            segments.push_back({sequence.rows + from * kFeatures, sequence.labels + from, to - from});
            count += to - from;
            heads[first] = to;
        }
        for (Sequence &sequence : m_sequences)
            munmap(sequence.ids, sequence.capacity * sizeof(int64_t));
    }
    void release()
    {
        for (Sequence &sequence : m_sequences) {
            munmap(sequence.rows, sequence.capacity * kFeatures * sizeof(float));
            munmap(sequence.labels, sequence.capacity * sizeof(float));
        }
        segments.clear();
    }

    std::vector<Segment> segments;
    size_t count = 0;

private:
    size_t m_capacity;
    std::vector<Sequence> m_sequences;
};

uint64_t hashOf(uint64_t hash, const void *bytes, size_t size)
{
    return XXH64(bytes, size, hash);
}

/// in_test(date, origin, destination): Spark's xxhash64 with the seed, below the share of all hashes.
void inTest(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output)
{
    const auto *dates = static_cast<int64_t *>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, 0)));
    duckdb_string_t *texts[2] = {};
    for (idx_t i = 0; i < 2; ++i)
        texts[i] = static_cast<duckdb_string_t *>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, i + 1)));
    const uint64_t bound = uint64_t(std::ldexp(kTestShare, 64));
    auto *result = static_cast<bool *>(duckdb_vector_get_data(output));
    const idx_t count = duckdb_data_chunk_get_size(input);
    for (idx_t i = 0; i < count; ++i) {
        uint64_t hash = hashOf(kSplitSeed, &dates[i], sizeof dates[i]);
        for (duckdb_string_t *text : texts)
            hash = hashOf(hash, duckdb_string_t_data(&text[i]), duckdb_string_t_length(text[i]));
        result[i] = hash < bound;
    }
}

void registerInTest(duckdb_connection connection)
{
    duckdb_scalar_function function = duckdb_create_scalar_function();
    duckdb_scalar_function_set_name(function, "in_test");
    for (const duckdb_type type : {DUCKDB_TYPE_TIMESTAMP, DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_VARCHAR}) {
        duckdb_logical_type logical = duckdb_create_logical_type(type);
        duckdb_scalar_function_add_parameter(function, logical);
        duckdb_destroy_logical_type(&logical);
    }
    duckdb_logical_type logical = duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN);
    duckdb_scalar_function_set_return_type(function, logical);
    duckdb_destroy_logical_type(&logical);
    duckdb_scalar_function_set_function(function, &inTest);
    if (duckdb_register_scalar_function(connection, function) != DuckDBSuccess)
        fail("the split function cannot be registered");
    duckdb_destroy_scalar_function(&function);
}

template <class T> void copyFeature(duckdb_vector vector, size_t feature, size_t count, float *rows)
{
    const T *values = static_cast<const T *>(duckdb_vector_get_data(vector));
    uint64_t *validity = duckdb_vector_get_validity(vector);
    for (size_t i = 0; i < count; ++i)
        rows[i * kFeatures + feature] = !validity || duckdb_validity_row_is_valid(validity, i) ? float(values[i]) : NAN;
}

void readRows(const std::string &folder, const char *threads, Part &train, Part &test)
{
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    duckdb_set_config(config, "threads", threads);
    duckdb_database database = nullptr;
    duckdb_connection connection = nullptr;
    if (duckdb_open_ext(nullptr, &database, config, nullptr) != DuckDBSuccess || duckdb_connect(database, &connection) != DuckDBSuccess)
        fail("DuckDB does not open");
    duckdb_destroy_config(&config);
    registerInTest(connection);
    const std::string airports = "read_csv('" + folder
        + "/airports.csv', header = true, columns = {iata: 'VARCHAR', name: 'VARCHAR', city: 'VARCHAR', "
          "state: 'VARCHAR', country: 'VARCHAR', latitude: 'DOUBLE', longitude: 'DOUBLE'})";
    const std::string sql
        = "SELECT hour(f.date), isodow(f.date), month(f.date), f.distance, o.latitude, o.longitude, d.latitude, d.longitude, f.delay > 15, "
          "in_test(f.date, f.origin, f.destination), f.file_row_number FROM read_parquet('"
        + folder
        + "/flights-3m.parquet', file_row_number = true) f "
          "LEFT JOIN "
        + airports + " o ON f.origin = o.iata LEFT JOIN " + airports + " d ON f.destination = d.iata WHERE f.delay BETWEEN -120 AND 600";
    duckdb_prepared_statement statement = nullptr;
    duckdb_result result;
    if (duckdb_prepare(connection, sql.c_str(), &statement) != DuckDBSuccess)
        fail(duckdb_prepare_error(statement));
    if (duckdb_execute_prepared_streaming(statement, &result) != DuckDBSuccess)
        fail(duckdb_result_error(&result));

    std::vector<float> rows(2048 * kFeatures);
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result)) {
        const size_t count = duckdb_data_chunk_get_size(chunk);
        if (count == 0) {
            duckdb_destroy_data_chunk(&chunk);
            break;
        }
        const auto vector = [&](idx_t index) { return duckdb_data_chunk_get_vector(chunk, index); };
        for (size_t i = 0; i < 4; ++i)
            copyFeature<int64_t>(vector(i), i, count, rows.data());
        for (size_t i = 4; i < 8; ++i)
            copyFeature<double>(vector(i), i, count, rows.data());
        const auto *late = static_cast<bool *>(duckdb_vector_get_data(vector(8)));
        const auto *tested = static_cast<bool *>(duckdb_vector_get_data(vector(9)));
        const auto *ids = static_cast<int64_t *>(duckdb_vector_get_data(vector(10)));
        Sequence *to[2] = {nullptr, nullptr};
        for (size_t i = 0; i < count; ++i) {
            Sequence *&sequence = to[tested[i]];
            if (!sequence)
                sequence = &(tested[i] ? test : train).sequenceFor(ids[i]);
            std::memcpy(sequence->rows + sequence->count * kFeatures, rows.data() + i * kFeatures, kFeatures * sizeof(float));
            sequence->labels[sequence->count] = late[i];
            sequence->ids[sequence->count++] = ids[i];
        }
        duckdb_destroy_data_chunk(&chunk);
    }
    if (const char *error = duckdb_result_error(&result))
        fail(error);
    duckdb_destroy_result(&result);
    duckdb_destroy_prepare(&statement);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    train.order();
    test.order();
}

std::string arrayInterface(const float *data, size_t rows)
{
    return "{\"data\": [" + std::to_string(reinterpret_cast<uintptr_t>(data)) + ", true], \"shape\": [" + std::to_string(rows) + ", "
        + std::to_string(kFeatures) + "], \"typestr\": \"<f4\", \"version\": 3}";
}

struct Iterator {
    const std::vector<Segment> &segments;
    DMatrixHandle proxy = nullptr;
    size_t next = 0;

    static void reset(DataIterHandle self) { static_cast<Iterator *>(self)->next = 0; }
    static int step(DataIterHandle self)
    {
        auto *it = static_cast<Iterator *>(self);
        if (it->next == it->segments.size())
            return 0;
        const Segment &segment = it->segments[it->next++];
        xgboost(XGProxyDMatrixSetDataDense(it->proxy, arrayInterface(segment.rows, segment.count).c_str()));
        xgboost(XGDMatrixSetDenseInfo(it->proxy, "label", segment.labels, segment.count, 1));
        return 1;
    }
};

BoosterHandle train(Part &part, const char *threads)
{
    Iterator iterator{part.segments};
    xgboost(XGProxyDMatrixCreate(&iterator.proxy));
    DMatrixHandle matrix = nullptr;
    const std::string config = std::string("{\"missing\": NaN, \"max_bin\": 256, \"nthread\": ") + threads + "}";
    xgboost(XGQuantileDMatrixCreateFromCallback(&iterator, iterator.proxy, nullptr, &Iterator::reset, &Iterator::step, config.c_str(),
                                                &matrix));
    XGDMatrixFree(iterator.proxy);
    part.release();
    BoosterHandle booster = nullptr;
    xgboost(XGBoosterCreate(&matrix, 1, &booster));
    for (const auto &[name, value] : std::initializer_list<std::pair<const char *, const char *>>{{"nthread", threads},
                                                                                                  {"objective", "binary:logistic"},
                                                                                                  {"tree_method", "hist"},
                                                                                                  {"max_bin", "256"},
                                                                                                  {"max_depth", "6"},
                                                                                                  {"eta", "0.3"},
                                                                                                  {"seed", "0"}})
        xgboost(XGBoosterSetParam(booster, name, value));
    for (int round = 0; round < kRounds; ++round)
        xgboost(XGBoosterUpdateOneIter(booster, round, matrix));
    XGDMatrixFree(matrix);
    return booster;
}

/// Area under the ROC curve, ties counted half, and log loss.
std::pair<double, double> evaluate(BoosterHandle booster, const Part &part)
{
    std::vector<uint64_t> scored;  // the score's bits above, the label below: sorts by score
    scored.reserve(part.count);
    double loss = 0;
    for (const Segment &segment : part.segments) {
        const bst_ulong *shape = nullptr;
        bst_ulong dimensions = 0;
        const float *scores = nullptr;
        xgboost(XGBoosterPredictFromDense(
            booster, arrayInterface(segment.rows, segment.count).c_str(),
            "{\"type\": 0, \"iteration_begin\": 0, \"iteration_end\": 0, \"strict_shape\": true, \"missing\": NaN, \"cache_id\": 0}",
            nullptr, &shape, &dimensions, &scores));
        for (size_t i = 0; i < segment.count; ++i) {
            const bool positive = segment.labels[i] > 0;
            loss -= std::log(std::max(positive ? double(scores[i]) : 1 - double(scores[i]), 1e-15));
            scored.push_back(uint64_t(std::bit_cast<uint32_t>(scores[i])) << 1 | uint64_t(positive));
        }
    }
    std::sort(scored.begin(), scored.end());
    double positives = 0;
    double negatives = 0;
    double area = 0;
    for (size_t i = 0; i < scored.size();) {
        double p = 0;
        double n = 0;
        for (const uint64_t score = scored[i] >> 1; i < scored.size() && scored[i] >> 1 == score; ++i)
            ++(scored[i] & 1 ? p : n);
        area += p * (negatives + n / 2);
        positives += p;
        negatives += n;
    }
    return {area / (positives * negatives), loss / double(scored.size())};
}

double seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        fail("needs the folder of the data and a folder for its outputs");
    const std::string folder = argv[1];
    const std::string output = argv[2];
    const std::string threads = argc > 3 ? argv[3] : std::to_string(sysconf(_SC_NPROCESSORS_ONLN));
    XGBSetGlobalConfig("{\"verbosity\": 0}");

    const double start = seconds();
    constexpr size_t kMoreThanTheFile = 3100000;
    Part trainPart(kMoreThanTheFile);
    Part testPart(kMoreThanTheFile);
    readRows(folder, threads.c_str(), trainPart, testPart);
    const double read = seconds();
    const size_t trainRows = trainPart.count;
    BoosterHandle booster = train(trainPart, threads.c_str());
    const double trained = seconds();
    const auto [auc, loss] = evaluate(booster, testPart);
    xgboost(XGBoosterSaveModel(booster, (output + "/model.ubj").c_str()));
    XGBoosterFree(booster);
    std::FILE *file = std::fopen((output + "/metrics.json").c_str(), "w");
    if (!file)
        fail("cannot write " + output + "/metrics.json");
    std::fprintf(file,
                 "{\"train_rows\": %zu, \"test_rows\": %zu, \"roc_auc\": %.17g, \"log_loss\": %.17g, \"read_s\": %.4f, \"train_s\": %.4f, "
                 "\"evaluate_s\": %.4f}\n",
                 trainRows, testPart.count, auc, loss, read - start, trained - read, seconds() - trained);
    if (std::fclose(file) != 0)
        fail("cannot write " + output + "/metrics.json");
    return 0;
}
