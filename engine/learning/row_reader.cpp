// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/row_reader.h"

#include "engine/base/quoting.h"
#include "engine/data/type_names.h"
#include "engine/learning/class_codes.h"
#include "engine/learning/transform_kinds.h"

#include <cmath>
#include <limits>
#include <new>

namespace headrace::learning {

namespace {

Error invalid(const QString &text, const QString &hint)
{
    return Error(ErrorCode::Invalid, text, hint);
}

Result<data::Column> numberColumn(const data::Schema &schema, const QString &name, const QString &what)
{
    HR_ASSIGN(const data::Column column, columnOf(schema, name));
    if (data::isNumericType(column.type) || column.type == QLatin1String("BOOLEAN"))
        return column;
    const bool text = column.type == QLatin1String("VARCHAR") || column.type.startsWith(QLatin1String("ENUM"));
    return invalid(
        QStringLiteral("The %1 '%2' is of type %3, where a number is needed.").arg(what, column.name, column.type),
        text ? QStringLiteral(
            "Turn it into numbers before, with 'One-hot encode' (learn.one_hot) or 'Ordinal encode' (learn.ordinal), or leave it out.")
             : QStringLiteral("Derive a number from it, or leave it out."));
}

QString asDouble(const data::Column &column)
{
    const QString name = quoteIdentifier(column.name);
    return column.type == QLatin1String("DOUBLE") ? name : QStringLiteral("CAST(%1 AS DOUBLE)").arg(name);
}

QString rowsText(size_t count)
{
    return count == 1 ? QStringLiteral("one row") : QStringLiteral("%1 rows").arg(count);
}

// What is odd in one column of numbers.
struct Odd {
    size_t missing = 0;
    size_t infinite = 0;
    size_t negative = 0;
};

// Appends a chunk's column to every stride-th place.
template <class Number> void copyColumn(duckdb_vector vector, size_t count, Number *out, size_t stride, Odd &odd)
{
    const auto *values = static_cast<const double *>(duckdb_vector_get_data(vector));
    uint64_t *validity = duckdb_vector_get_validity(vector);
    for (size_t i = 0; i < count; ++i) {
        const bool valid = !validity || duckdb_validity_row_is_valid(validity, i);
        const Number value = valid ? Number(values[i]) : std::numeric_limits<Number>::quiet_NaN();
        odd.missing += std::isnan(value);
        odd.infinite += std::isinf(value);
        odd.negative += value < 0;
        out[i * stride] = value;
    }
}

template <class Number>
Result<ReadRows<Number>> read(data::Connection &connection, const QString &handle, const data::Schema &schema, const QString &order,
                              const RowSpec &spec, const std::function<bool()> &cancelled)
{
    ReadRows<Number> result;
    QStringList items;
    for (const QString &name : spec.features) {
        HR_ASSIGN(const data::Column column, numberColumn(schema, name, QStringLiteral("feature")));
        items << asDouble(column);
    }
    data::Column target;
    if (!spec.target.isEmpty()) {
        if (spec.classes) {
            HR_ASSIGN(target, columnOf(schema, spec.target));
            items << QStringLiteral("CAST(%1 AS VARCHAR)").arg(quoteIdentifier(target.name));
        } else {
            HR_ASSIGN(target, numberColumn(schema, spec.target, QStringLiteral("target")));
            items << asDouble(target);
        }
        result.targetType = target.type;
    }
    if (!spec.weight.isEmpty()) {
        HR_ASSIGN(const data::Column weight, numberColumn(schema, spec.weight, QStringLiteral("weight")));
        items << asDouble(weight);
    }
    if (items.isEmpty())
        items << QStringLiteral("0.0e0");
    HR_ASSIGN(data::Rows rows,
              connection.query(QStringLiteral("SELECT %1 FROM %2 %3").arg(items.join(QStringLiteral(", ")), handle, order)));

    const size_t features = size_t(spec.features.size());
    std::vector<Odd> odd(features);
    Odd oddTarget;
    Odd oddWeight;
    ClassCodes codes(ClassForm::Text, data::isNumericType(target.type), spec.knownClasses);
    std::vector<float> read;
    size_t missingLabels = 0;
    for (;;) {
        if (cancelled && cancelled())
            return Error(ErrorCode::Cancelled, QStringLiteral("The reading was cancelled."));
        HR_ASSIGN(const data::Chunk chunk, rows.next());
        if (!chunk)
            break;
        const size_t count = chunk.rows();
        const size_t needed = (result.rows + count) * (features * sizeof(Number) + 2 * sizeof(double));
        if (spec.memoryBytes > 0 && needed > size_t(spec.memoryBytes))
            return Error(
                ErrorCode::OutOfMemory,
                QStringLiteral("The first %1 rows of %2 features alone need %3 MiB; the memory limit is %4 MiB.")
                    .arg(result.rows + count)
                    .arg(features)
                    .arg(needed >> 20)
                    .arg(spec.memoryBytes >> 20),
                QStringLiteral("Raise the limit with --memory, learn from a sample of the rows (table.sample), or take fewer features."));
        result.features.resize((result.rows + count) * features);
        for (size_t j = 0; j < features; ++j)
            copyColumn(chunk.column(j), count, result.features.data() + result.rows * features + j, features, odd[j]);
        idx_t next = features;
        if (!spec.target.isEmpty()) {
            result.targets.resize(result.rows + count);
            double *out = result.targets.data() + result.rows;
            if (spec.classes) {
                read.resize(count);
                if (!codes.read(chunk.column(next), DUCKDB_TYPE_VARCHAR, count, read.data()))
                    return invalid(
                        QStringLiteral("The target '%1' has more than %2 classes.").arg(target.name, QString::number(ClassCodes::kMaximum)),
                        QStringLiteral("For a number to be predicted use a regression; else group rare classes."));
                for (size_t i = 0; i < count; ++i) {
                    missingLabels += read[i] == -1;
                    out[i] = double(read[i]);
                }
            } else {
                copyColumn(chunk.column(next), count, out, 1, oddTarget);
            }
            ++next;
        }
        if (!spec.weight.isEmpty()) {
            result.weights.resize(result.rows + count);
            copyColumn(chunk.column(next), count, result.weights.data() + result.rows, 1, oddWeight);
        }
        result.rows += count;
    }

    const QString dropRows = QStringLiteral("Drop those rows before, or mend them.");
    for (size_t j = 0; j < features; ++j) {
        if (odd[j].infinite > 0)
            return invalid(QStringLiteral("The feature '%1' is infinite (or beyond what the estimator can hold) in %2.")
                               .arg(spec.features[qsizetype(j)], rowsText(odd[j].infinite)),
                           QStringLiteral("Replace infinities by missing values or a bound, for instance with 'Derive columns'."));
        result.missing.push_back(odd[j].missing);
    }
    if (const size_t missing = missingLabels + oddTarget.missing; missing > 0)
        return invalid(QStringLiteral("The target '%1' is missing in %2.").arg(target.name, rowsText(missing)), dropRows);
    if (oddTarget.infinite > 0)
        return invalid(QStringLiteral("The target '%1' is infinite in %2.").arg(target.name, rowsText(oddTarget.infinite)), dropRows);
    if (oddWeight.missing + oddWeight.infinite + oddWeight.negative > 0)
        return invalid(QStringLiteral("The weight '%1' is missing, negative or infinite in %2.")
                           .arg(spec.weight, rowsText(oddWeight.missing + oddWeight.infinite + oddWeight.negative)),
                       dropRows);
    if (spec.classes && !spec.target.isEmpty()) {
        if (!codes.firstUnknown().isNull())
            return invalid(QStringLiteral("The target '%1' holds the class '%2', which the model does not know.")
                               .arg(target.name, codes.firstUnknown()),
                           QStringLiteral("Known are: %1. Train on rows that hold it, or drop these rows.")
                               .arg(spec.knownClasses.mid(0, 20).join(QStringLiteral(", "))));
        const std::vector<float> final = codes.sort();
        for (double &code : result.targets)
            code = double(final[size_t(code)]);
        result.classes = codes.classes();
    }
    return result;
}

}  // namespace

template <class Number>
Result<ReadRows<Number>> readRows(data::Connection &connection, const QString &handle, const data::Schema &schema, const QString &order,
                                  const RowSpec &spec, const std::function<bool()> &cancelled)
{
    try {
        return read<Number>(connection, handle, schema, order, spec, cancelled);
    } catch (const std::bad_alloc &) {
        return Error(ErrorCode::OutOfMemory, QStringLiteral("The rows of %1 features do not fit in memory.").arg(spec.features.size()),
                     QStringLiteral("Learn from a sample, or from fewer features."));
    }
}

template Result<ReadRows<float>> readRows(data::Connection &, const QString &, const data::Schema &, const QString &, const RowSpec &,
                                          const std::function<bool()> &);
template Result<ReadRows<double>> readRows(data::Connection &, const QString &, const data::Schema &, const QString &, const RowSpec &,
                                           const std::function<bool()> &);

}  // namespace headrace::learning
