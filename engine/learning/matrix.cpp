// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/matrix.h"

#include "engine/base/closest.h"
#include "engine/base/quoting.h"
#include "engine/learning/class_codes.h"
#include "engine/learning/column_readers.h"
#include "engine/learning/row_order.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>

namespace headrace::learning {

namespace {

const std::array kWholeTypes = {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"};
const std::array kTimeTypes = {"DATE", "TIME", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"};
constexpr int kVectorSize = 2048;

template <class List> bool contains(const List &types, const QString &type)
{
    return std::any_of(types.begin(), types.end(), [&](const char *name) { return type == QLatin1String(name); });
}

bool isText(const QString &type)
{
    return type == QLatin1String("VARCHAR") || type.startsWith(QLatin1String("ENUM("));
}

Error blame(Error error, const QString &parameter)
{
    error.parameter = parameter;
    return error;
}

Result<data::Column> find(const data::Schema &schema, const QString &name, const QString &parameter)
{
    const int index = schema.indexOf(name);
    if (index >= 0)
        return schema.columns[index];
    const QString closest = closestTo(name, schema.names());
    return blame(Error(ErrorCode::Invalid, QStringLiteral("There is no column '%1' in the rows.").arg(name),
                       closest.isEmpty() ? QStringLiteral("The columns are %1.").arg(schema.names().mid(0, 20).join(QStringLiteral(", ")))
                                         : QStringLiteral("Did you mean '%1'?").arg(closest)),
                 parameter);
}

/// The column as SQL that yields a type which featureReader() takes.
Result<QString> numberSql(const data::Column &column, const QString &parameter)
{
    const QString name = quoteIdentifier(column.name);
    if (contains(kWholeTypes, column.type) || column.type == QLatin1String("FLOAT") || column.type == QLatin1String("DOUBLE"))
        return name;
    if (isNumericType(column.type))
        return QStringLiteral("CAST(%1 AS DOUBLE)").arg(name);
    if (isText(column.type))
        return blame(Error(ErrorCode::Invalid, QStringLiteral("Column '%1' is text, and an estimator takes numbers.").arg(column.name),
                           QStringLiteral(
                               "Encode it before with One-hot encode (learn.one_hot) or Ordinal encode (learn.ordinal), or leave it out.")),
                     parameter);
    return blame(Error(ErrorCode::Invalid,
                       QStringLiteral("Column '%1' is a %2, and an estimator takes numbers.").arg(column.name, column.type),
                       QStringLiteral("Derive a number from it with Derive columns (table.derive), or leave it out.")),
                 parameter);
}

Error outOfMemory(size_t rows, size_t columns)
{
    return Error(ErrorCode::OutOfMemory,
                 QStringLiteral("There is no memory for a matrix of %1 rows and %2 columns.").arg(rows).arg(columns),
                 QStringLiteral("Take fewer columns, or a sample of the rows (table.sample)."));
}

}  // namespace

bool isNumericType(const QString &type)
{
    return contains(kWholeTypes, type) || type == QLatin1String("FLOAT") || type == QLatin1String("DOUBLE")
        || type == QLatin1String("HUGEINT") || type == QLatin1String("UHUGEINT") || type.startsWith(QLatin1String("DECIMAL"));
}

QStringList numericColumns(const data::Schema &schema, const QStringList &except)
{
    QStringList names;
    for (const data::Column &column : schema.columns)
        if (isNumericType(column.type) && !except.contains(column.name))
            names << column.name;
    return names;
}

void Matrix::release()
{
    m_segments.clear();
    m_stores.reset();
    m_file.reset();
    m_rows = 0;
}

bool Matrix::recode(const QStringList &classes)
{
    if (classes == m_classes)
        return true;
    std::vector<float> codes;
    for (const QString &name : std::as_const(m_classes)) {
        const qsizetype code = classes.indexOf(name);
        if (code < 0)
            return false;
        codes.push_back(float(code));
    }
    std::vector<size_t> counts(size_t(classes.size()), 0);
    for (size_t i = 0; i < codes.size(); ++i)
        counts[size_t(codes[i])] = m_classCounts[i];
    // Labels stand in memory that copies share, or in a file: these ones get memory of their own.
    auto own = std::make_shared<std::vector<float>>();
    own->reserve(m_rows);
    for (Segment &segment : m_segments) {
        const float *labels = segment.labels;
        segment.labels = own->data() + own->size();
        for (size_t i = 0; i < segment.count; ++i)
            own->push_back(codes[size_t(labels[i])]);
    }
    m_labels = std::move(own);
    m_classCounts = std::move(counts);
    m_classes = classes;
    return true;
}

void ChunkFloats::set(const data::Chunk *chunk)
{
    m_chunk = chunk;
    const auto count = size_t(duckdb_data_chunk_get_column_count(chunk->get()));
    m_columns.resize(count);
    m_read.assign(count, 0);
}

const float *ChunkFloats::column(size_t index, FeatureReader reader)
{
    std::vector<float> &values = m_columns[index];
    if (!m_read[index]) {
        values.resize(std::max<size_t>(kVectorSize, m_chunk->rows()));
        reader(m_chunk->column(idx_t(index)), 0, m_chunk->rows(), values.data(), 1);
        m_read[index] = 1;
    }
    return values.data();
}

struct MatrixBuilder::Private {
    explicit Private(const RowShape &rowShape) : shape(rowShape), order(rowShape) {}

    RowShape shape;
    RowOrder order;
    QStringList select;
    QStringList features;
    QString target;
    QString targetType;
    QString weight;
    bool segmented = false;
    std::unique_ptr<ClassCodes> codes;

    // Known from the first chunk on.
    std::vector<FeatureReader> readers;
    std::vector<KeyReader> keyReaders;
    FeatureReader labelReader = nullptr;
    FeatureReader weightReader = nullptr;
    duckdb_type labelType = DUCKDB_TYPE_INVALID;

    std::vector<uint64_t> keys;
    std::vector<uint64_t> chosenKeys;
    std::vector<Oddities> odd;
    Oddities oddLabels;
    Oddities oddWeights;
    size_t rows = 0;
    bool unfitKey = false;

    Result<void> chooseReaders(const data::Chunk &chunk, const std::vector<size_t> *places);
    Result<void> readClasses(duckdb_vector vector, size_t count, float *labels, const uint32_t *rows);
    Result<void> checkLabels(size_t missing, size_t unknown) const;
    Result<std::vector<size_t>> finishClasses();
    Result<void> checkWeights(const Matrix &matrix) const;
};

MatrixBuilder::MatrixBuilder() = default;
MatrixBuilder::~MatrixBuilder() = default;

bool MatrixBuilder::canBeKey(const QString &type)
{
    return contains(kWholeTypes, type) || contains(kTimeTypes, type);
}

Result<std::unique_ptr<MatrixBuilder>> MatrixBuilder::create(const data::Schema &schema, const MatrixSpec &spec,
                                                             const QList<data::Column> &keys)
{
    const QString featuresParameter = QStringLiteral("features");
    const QString targetParameter = QStringLiteral("target");
    if (spec.features.isEmpty())
        return blame(Error(ErrorCode::Invalid, QStringLiteral("There is no column to learn from."),
                           QStringLiteral("Choose features that are numbers, or encode texts before (learn.one_hot, learn.ordinal).")),
                     featuresParameter);
    RowShape shape;
    shape.floats = size_t(spec.features.size());
    shape.labels = !spec.target.isEmpty();
    shape.weights = !spec.weight.isEmpty();
    shape.words = size_t(keys.size());
    auto d = std::make_unique<Private>(shape);
    d->segmented = spec.segmented;

    QSet<QString> seen;
    for (const QString &name : spec.features) {
        HR_ASSIGN(const data::Column column, find(schema, name, featuresParameter));
        if (seen.contains(column.name))
            return blame(Error(ErrorCode::Invalid, QStringLiteral("Column '%1' stands twice among the features.").arg(column.name),
                               QStringLiteral("Name each feature once.")),
                         featuresParameter);
        seen.insert(column.name);
        HR_ASSIGN(const QString sql, numberSql(column, featuresParameter));
        d->select << sql;
        d->features << column.name;
    }
    if (shape.labels) {
        HR_ASSIGN(const data::Column column, find(schema, spec.target, targetParameter));
        if (seen.contains(column.name))
            return blame(Error(ErrorCode::Invalid, QStringLiteral("Column '%1' is the target and a feature.").arg(column.name),
                               QStringLiteral("Take it out of the features: a model that sees the answer learns nothing.")),
                         featuresParameter);
        d->target = column.name;
        d->targetType = column.type;
        if (spec.classes) {
            const bool whole = contains(kWholeTypes, column.type) && column.type != QLatin1String("UBIGINT");
            const ClassForm form = column.type == QLatin1String("BOOLEAN") ? ClassForm::Boolean
                : whole                                                    ? ClassForm::Whole
                                                                           : ClassForm::Text;
            d->codes = std::make_unique<ClassCodes>(form, isNumericType(column.type), spec.knownClasses);
            const QString name = quoteIdentifier(column.name);
            d->select << (form != ClassForm::Text || column.type == QLatin1String("VARCHAR")
                              ? name
                              : QStringLiteral("CAST(%1 AS VARCHAR)").arg(name));
        } else {
            HR_ASSIGN(const QString sql, numberSql(column, targetParameter));
            d->select << sql;
        }
    }
    if (shape.weights) {
        const QString parameter = QStringLiteral("weight");
        HR_ASSIGN(const data::Column column, find(schema, spec.weight, parameter));
        HR_ASSIGN(const QString sql, numberSql(column, parameter));
        d->select << sql;
        d->weight = column.name;
    }
    for (const data::Column &key : keys) {
        Q_ASSERT(canBeKey(key.type));
        d->select << quoteIdentifier(key.name);
    }
    d->odd.resize(shape.floats);
    std::unique_ptr<MatrixBuilder> builder(new MatrixBuilder);
    builder->d = std::move(d);
    return builder;
}

QString MatrixBuilder::selectList() const
{
    return d->select.join(QStringLiteral(", "));
}
const QStringList &MatrixBuilder::selectItems() const
{
    return d->select;
}
bool MatrixBuilder::hasTies() const
{
    return d->order.ties();
}
bool MatrixBuilder::hasUnfitKey() const
{
    return d->unfitKey;
}
size_t MatrixBuilder::rows() const
{
    return d->rows;
}

Result<void> MatrixBuilder::Private::chooseReaders(const data::Chunk &chunk, const std::vector<size_t> *places)
{
    size_t column = 0;
    const auto next = [&] {
        const size_t place = places ? (*places)[column] : column;
        ++column;
        duckdb_logical_type type = duckdb_vector_get_column_type(chunk.column(idx_t(place)));
        const duckdb_type id = duckdb_get_type_id(type);
        duckdb_destroy_logical_type(&type);
        return id;
    };
    bool all = places || duckdb_data_chunk_get_column_count(chunk.get()) == idx_t(select.size());
    for (size_t i = 0; i < shape.floats && all; ++i) {
        readers.push_back(featureReader(next()));
        all = readers.back() != nullptr;
    }
    if (shape.labels && all) {
        labelType = next();
        labelReader = featureReader(labelType);
        all = codes || labelReader;
    }
    if (shape.weights && all) {
        weightReader = featureReader(next());
        all = weightReader != nullptr;
    }
    for (size_t i = 0; i < shape.words && all; ++i) {
        keyReaders.push_back(keyReader(next()));
        all = keyReaders.back() != nullptr;
    }
    if (!all)
        return Error(ErrorCode::Internal, QStringLiteral("The rows for a matrix do not have the columns that were asked for."),
                     QStringLiteral("Please report this."));
    return {};
}

Result<void> MatrixBuilder::append(const data::Chunk &chunk)
{
    const size_t count = chunk.rows();
    if (count == 0)
        return {};
    if (d->readers.empty())
        HR_TRY(d->chooseReaders(chunk, nullptr));
    const RowShape &shape = d->shape;
    idx_t column = shape.floats + (shape.labels ? 1 : 0) + (shape.weights ? 1 : 0);
    d->keys.resize(std::max(d->keys.size(), count * shape.words));
    for (size_t word = 0; word < shape.words; ++word)
        d->unfitKey |= !d->keyReaders[word](chunk.column(column++), count, d->keys.data() + word, shape.words);

    RowStore *store = d->order.place(d->keys.data(), count);
    if (!store)
        return outOfMemory(d->rows + count, shape.floats);
    const size_t start = store->count - count;
    // By blocks that stay in the nearest cache, since a row is written once for each of its columns.
    const size_t block = std::clamp<size_t>(4096 / shape.floats, 16, kVectorSize);
    for (size_t first = 0; first < count; first += block) {
        const size_t part = std::min(block, count - first);
        float *out = store->row(shape, start + first);
        for (size_t i = 0; i < shape.floats; ++i) {
            const Oddities odd = d->readers[i](chunk.column(i), first, part, out + i, shape.floats);
            d->odd[i].missing += odd.missing;
            d->odd[i].infinite += odd.infinite;
        }
    }
    column = shape.floats;
    if (shape.labels) {
        float *labels = store->labels.as<float>() + start;
        if (!d->codes) {
            const Oddities odd = d->labelReader(chunk.column(column), 0, count, labels, 1);
            d->oddLabels.missing += odd.missing;
            d->oddLabels.infinite += odd.infinite;
        } else {
            HR_TRY(d->readClasses(chunk.column(column), count, labels, nullptr));
        }
        ++column;
    }
    if (shape.weights) {
        const Oddities odd = d->weightReader(chunk.column(column), 0, count, store->weights.as<float>() + start, 1);
        d->oddWeights.missing += odd.missing;
        d->oddWeights.infinite += odd.infinite;
    }
    d->rows += count;
    return {};
}

Result<void> MatrixBuilder::Private::readClasses(duckdb_vector vector, size_t count, float *labels, const uint32_t *chosen)
{
    if (codes->read(vector, labelType, count, labels, chosen))
        return {};
    return blame(Error(ErrorCode::Invalid,
                       QStringLiteral("The target '%1' has more than %2 different values.").arg(target).arg(ClassCodes::kMaximum),
                       QStringLiteral("Choose a column that names classes, or use a regressor.")),
                 QStringLiteral("target"));
}

Result<void> MatrixBuilder::append(ChunkFloats &floats, const std::vector<size_t> &places, const std::vector<uint32_t> &rows)
{
    const data::Chunk &chunk = floats.chunk();
    const size_t count = rows.size();
    if (count == 0)
        return {};
    if (d->readers.empty())
        HR_TRY(d->chooseReaders(chunk, &places));
    const RowShape &shape = d->shape;
    size_t item = shape.floats + (shape.labels ? 1 : 0) + (shape.weights ? 1 : 0);
    d->keys.resize(std::max(d->keys.size(), chunk.rows() * shape.words));
    d->chosenKeys.resize(std::max(d->chosenKeys.size(), count * shape.words));
    for (size_t word = 0; word < shape.words; ++word) {
        d->unfitKey |= !d->keyReaders[word](chunk.column(idx_t(places[item++])), chunk.rows(), d->keys.data() + word, shape.words);
        for (size_t i = 0; i < count; ++i)
            d->chosenKeys[i * shape.words + word] = d->keys[rows[i] * shape.words + word];
    }
    RowStore *store = d->order.place(d->chosenKeys.data(), count);
    if (!store)
        return outOfMemory(d->rows + count, shape.floats);
    const size_t start = store->count - count;
    const auto gather = [&](size_t place, FeatureReader reader, float *out, size_t stride, Oddities &odd) {
        const float *values = floats.column(places[place], reader);
        for (size_t i = 0; i < count; ++i) {
            const float value = values[rows[i]];
            odd.missing += std::isnan(value);
            odd.infinite += std::isinf(value);
            out[i * stride] = value;
        }
    };
    for (size_t i = 0; i < shape.floats; ++i)
        gather(i, d->readers[i], store->row(shape, start) + i, shape.floats, d->odd[i]);
    item = shape.floats;
    if (shape.labels) {
        float *labels = store->labels.as<float>() + start;
        if (d->codes)
            HR_TRY(d->readClasses(chunk.column(idx_t(places[item])), count, labels, rows.data()));
        else
            gather(item, d->labelReader, labels, 1, d->oddLabels);
        ++item;
    }
    if (shape.weights)
        gather(item, d->weightReader, store->weights.as<float>() + start, 1, d->oddWeights);
    d->rows += count;
    return {};
}

Result<void> MatrixBuilder::Private::checkLabels(size_t missing, size_t unknown) const
{
    const QString parameter = QStringLiteral("target");
    if (missing > 0)
        return blame(Error(ErrorCode::Invalid, QStringLiteral("The target '%1' is missing in %2 rows.").arg(target).arg(missing),
                           QStringLiteral("Leave these rows out before (table.drop_missing).")),
                     parameter);
    if (oddLabels.infinite > 0)
        return blame(Error(ErrorCode::Invalid,
                           QStringLiteral("The target '%1' is infinite, or too large for 32-bit numbers, in %2 rows.")
                               .arg(target)
                               .arg(oddLabels.infinite),
                           QStringLiteral("Leave these rows out before (table.filter).")),
                     parameter);
    if (unknown > 0)
        return blame(
            Error(ErrorCode::Invalid,
                  QStringLiteral(
                      "The class '%1' of the target '%2' does not occur in the training rows; with others such, it concerns %3 rows.")
                      .arg(codes->firstUnknown(), target)
                      .arg(unknown),
                  QStringLiteral("Split stratified by the target, or leave rows of rare classes out.")),
            parameter);
    return {};
}

Result<std::vector<size_t>> MatrixBuilder::Private::finishClasses()
{
    const std::vector<float> final = codes->sort();
    std::vector<size_t> counts(final.size(), 0);
    size_t missing = 0;
    size_t unknown = 0;
    for (RowStore &store : order.stores()) {
        float *labels = store.labels.as<float>();
        for (size_t i = 0; i < store.count; ++i) {
            if (labels[i] < 0) {
                ++(labels[i] == -1.0F ? missing : unknown);
                continue;
            }
            labels[i] = final[size_t(labels[i])];
            ++counts[size_t(labels[i])];
        }
    }
    HR_TRY(checkLabels(missing, unknown));
    return counts;
}

Result<void> MatrixBuilder::Private::checkWeights(const Matrix &matrix) const
{
    size_t negative = 0;
    double sum = 0;
    for (const Matrix::Segment &segment : matrix.segments())
        for (size_t i = 0; i < segment.count; ++i) {
            negative += segment.weights[i] < 0;
            sum += double(segment.weights[i]);
        }
    QString problem;
    if (oddWeights.missing > 0)
        problem = QStringLiteral("The weight '%1' is missing in %2 rows.").arg(weight).arg(oddWeights.missing);
    else if (oddWeights.infinite > 0)
        problem = QStringLiteral("The weight '%1' is infinite, or too large for 32-bit numbers, in %2 rows.")
                      .arg(weight)
                      .arg(oddWeights.infinite);
    else if (negative > 0)
        problem = QStringLiteral("The weight '%1' is negative in %2 rows.").arg(weight).arg(negative);
    else if (matrix.rows() > 0 && !(sum > 0))
        problem = QStringLiteral("The weight '%1' is zero in all rows.").arg(weight);
    if (problem.isEmpty())
        return {};
    return blame(Error(ErrorCode::Invalid, problem,
                       QStringLiteral("Weights are finite numbers from 0 on; derive such a column, or leave these rows out.")),
                 QStringLiteral("weight"));
}

Result<Matrix> MatrixBuilder::finish()
{
    for (size_t i = 0; i < d->odd.size(); ++i)
        if (d->odd[i].infinite > 0)
            return blame(
                Error(ErrorCode::Invalid,
                      QStringLiteral("Column '%1' is infinite, or too large for 32-bit numbers, in %2 rows.")
                          .arg(d->features[qsizetype(i)])
                          .arg(d->odd[i].infinite),
                      QStringLiteral(
                          "Replace these values before, for instance by NULL with nullif or CASE in Derive columns (table.derive).")),
                QStringLiteral("features"));
    if (!d->order.finish(!d->segmented))
        return outOfMemory(d->rows, d->shape.floats);

    Matrix matrix;
    if (d->codes) {
        HR_ASSIGN(matrix.m_classCounts, d->finishClasses());
        matrix.m_classes = d->codes->classes();
    } else if (d->shape.labels) {
        HR_TRY(d->checkLabels(d->oddLabels.missing, 0));
    }
    matrix.m_rows = d->rows;
    matrix.m_columns = d->shape.floats;
    matrix.m_targetType = d->targetType;
    for (const Oddities &odd : d->odd)
        matrix.m_missing.push_back(odd.missing);
    matrix.m_stores = std::make_shared<std::vector<RowStore>>(std::move(d->order.stores()));
    for (const RowRun &run : d->order.runs()) {
        RowStore &store = (*matrix.m_stores)[run.store];
        matrix.m_segments.push_back({store.row(d->shape, run.first), d->shape.labels ? store.labels.as<float>() + run.first : nullptr,
                                     d->shape.weights ? store.weights.as<float>() + run.first : nullptr, run.count});
    }
    if (d->shape.weights)
        HR_TRY(d->checkWeights(matrix));
    return matrix;
}

namespace {

/// How many of the key columns to let travel with the rows, in one try after the other.
QList<qsizetype> triesOf(const QList<data::Column> &keys)
{
    const auto fit = [&](qsizetype count) {
        return std::all_of(keys.begin(), keys.begin() + count, [](const data::Column &key) { return MatrixBuilder::canBeKey(key.type); });
    };
    // After left joins on unique keys the first column decides alone, and carrying the others through the joins would cost; where
    // it does not, that shows within the first rows as a rule, since matches of one row stand together.
    constexpr qsizetype kMaximumKeys = 8;
    QList<qsizetype> tries;
    if (!keys.isEmpty() && fit(1))
        tries << 1;
    if (keys.size() > 1 && keys.size() <= kMaximumKeys && fit(keys.size()))
        tries << keys.size();
    return tries;
}

/// One try: true if the order was decided.
Result<bool> readInto(MatrixBuilder &builder, data::Connection &connection, const QString &sql, bool stopAtTies, const ReadControl &control)
{
    HR_ASSIGN(data::Rows rows, connection.query(sql));
    for (;;) {
        HR_ASSIGN(const data::Chunk chunk, rows.next());
        if (!chunk)
            return true;
        HR_TRY(builder.append(chunk));
        if (builder.hasUnfitKey() || (stopAtTies && builder.hasTies()))
            return false;
        if (control.cancelled && control.cancelled())
            return Error(ErrorCode::Cancelled, QStringLiteral("Reading the rows was cancelled."));
        if (control.progress)
            control.progress(builder.rows());
    }
}

}  // namespace

Result<Matrix> readMatrix(data::Connection &connection, const QString &handle, const data::Schema &schema, const QStringList &identity,
                          const MatrixSpec &spec, const ReadControl &control)
{
    const QStringList order = identity.isEmpty() ? schema.names() : identity;
    HR_ASSIGN(const QList<data::Column> keys,
              connection.describe(QStringLiteral("SELECT %1 FROM %2").arg(quoteIdentifiers(order), handle)));
    for (const qsizetype count : triesOf(keys)) {
        const bool all = count == keys.size();
        HR_ASSIGN(const auto builder, MatrixBuilder::create(schema, spec, keys.mid(0, count)));
        const QString sql = QStringLiteral("SELECT %1 FROM %2").arg(builder->selectList(), handle);
        HR_ASSIGN(const bool decided, readInto(*builder, connection, sql, !all, control));
        if (builder->hasUnfitKey())
            break;
        if (!decided)
            continue;
        HR_ASSIGN(Matrix matrix, builder->finish());
        if (all || !builder->hasTies())
            return matrix;
    }
    HR_ASSIGN(const auto builder, MatrixBuilder::create(schema, spec, {}));
    const QString sql = QStringLiteral("SELECT %1 FROM %2 %3").arg(builder->selectList(), handle, data::orderClause(schema, identity));
    HR_ASSIGN(const bool decided, readInto(*builder, connection, sql, false, control));
    Q_ASSERT(decided);
    Q_UNUSED(decided);
    return builder->finish();
}

namespace {

/// The rows of a chunk for which the boolean column holds.
void chooseRows(const data::Chunk &chunk, idx_t column, std::vector<uint32_t> &rows)
{
    duckdb_vector vector = chunk.column(column);
    const auto *values = static_cast<const uint8_t *>(duckdb_vector_get_data(vector));
    uint64_t *validity = duckdb_vector_get_validity(vector);
    rows.clear();
    for (uint32_t i = 0; i < chunk.rows(); ++i)
        if (values[i] && (!validity || duckdb_validity_row_is_valid(validity, i)))
            rows.push_back(i);
}

/// One pass; false where the order was not decided.
Result<bool> readTogether(data::Connection &connection, const QString &handle, const std::vector<MatrixPart> &parts,
                          std::vector<std::unique_ptr<MatrixBuilder>> &builders, bool stopAtTies, size_t &total, const ReadControl &control)
{
    QStringList items;
    const auto placeOf = [&items](const QString &item) {
        const qsizetype known = items.indexOf(item);
        if (known >= 0)
            return size_t(known);
        items << item;
        return size_t(items.size() - 1);
    };
    std::vector<std::vector<size_t>> places(parts.size());
    std::vector<size_t> conditions(parts.size());
    for (size_t i = 0; i < parts.size(); ++i) {
        for (const QString &item : builders[i]->selectItems())
            places[i].push_back(placeOf(item));
        const QString condition = parts[i].condition.isEmpty() ? QStringLiteral("TRUE") : parts[i].condition;
        conditions[i] = placeOf(QStringLiteral("CAST((%1) AS BOOLEAN)").arg(condition));
    }
    HR_ASSIGN(data::Rows rows, connection.query(QStringLiteral("SELECT %1 FROM %2").arg(items.join(QStringLiteral(", ")), handle)));
    ChunkFloats floats;
    std::vector<uint32_t> chosen;
    for (;;) {
        HR_ASSIGN(const data::Chunk chunk, rows.next());
        if (!chunk)
            return true;
        floats.set(&chunk);
        total += chunk.rows();
        for (size_t i = 0; i < parts.size(); ++i) {
            chooseRows(chunk, idx_t(conditions[i]), chosen);
            HR_TRY(builders[i]->append(floats, places[i], chosen));
            if (builders[i]->hasUnfitKey() || (stopAtTies && builders[i]->hasTies()))
                return false;
        }
        if (control.cancelled && control.cancelled())
            return Error(ErrorCode::Cancelled, QStringLiteral("Reading the rows was cancelled."));
        if (control.progress)
            control.progress(total);
    }
}

}  // namespace

Result<std::optional<SharedRows>> readMatrices(data::Connection &connection, const QString &handle, const data::Schema &schema,
                                               const QStringList &identity, const std::vector<MatrixPart> &parts,
                                               const ReadControl &control)
{
    const QStringList order = identity.isEmpty() ? schema.names() : identity;
    HR_ASSIGN(const QList<data::Column> keys,
              connection.describe(QStringLiteral("SELECT %1 FROM %2").arg(quoteIdentifiers(order), handle)));
    for (const qsizetype count : triesOf(keys)) {
        const bool all = count == keys.size();
        std::vector<std::unique_ptr<MatrixBuilder>> builders;
        for (const MatrixPart &part : parts) {
            auto builder = MatrixBuilder::create(schema, part.spec, keys.mid(0, count));
            if (!builder)
                return std::optional<SharedRows>();
            builders.push_back(std::move(*builder));
        }
        SharedRows shared;
        HR_ASSIGN(const bool decided, readTogether(connection, handle, parts, builders, !all, shared.rows, control));
        if (!decided)
            continue;
        bool ties = false;
        for (const auto &builder : builders) {
            shared.partRows.push_back(builder->rows());
            auto matrix = builder->finish();
            shared.matrices.push_back(matrix ? std::optional<Matrix>(std::move(*matrix)) : std::nullopt);
            ties = ties || builder->hasTies();
        }
        if (all || !ties)
            return std::optional<SharedRows>(std::move(shared));
    }
    return std::optional<SharedRows>();
}

}  // namespace headrace::learning
