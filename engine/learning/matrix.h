// SPDX-License-Identifier: GPL-3.0-or-later
// Float32 matrices for estimators, filled from the chunks of a query and put in the order of the row identity.
#pragma once

#include "engine/data/session.h"
#include "engine/learning/column_readers.h"
#include "engine/learning/row_order.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace headrace::learning {

/// Which columns become what.
struct MatrixSpec {
    QStringList features;      ///< in the order of the matrix: numbers and booleans; NULL becomes NaN
    QString target;            ///< empty: no labels
    bool classes = false;      ///< the target holds classes: its labels are 0 … k−1 in the order of the sorted classes
    QStringList knownClasses;  ///< with classes: code by these, and refuse others; empty: find them
    QString weight;            ///< empty: no weights
    bool segmented = false;    ///< may come in several pieces (see Matrix), which saves a copy
};

/// Rows in order, as one piece of memory or several. Copies share the memory.
class Matrix
{
public:
    /// Consecutive rows; row i starts at rows + i · columns (row-major).
    struct Segment {
        const float *rows = nullptr;
        const float *labels = nullptr;   ///< nullptr without a target
        const float *weights = nullptr;  ///< nullptr without a weight column
        size_t count = 0;
    };

    size_t rows() const { return m_rows; }
    size_t columns() const { return m_columns; }
    /// In order; exactly one (perhaps empty) unless MatrixSpec::segmented asked for less copying.
    const std::vector<Segment> &segments() const { return m_segments; }
    const float *data() const { return m_segments.front().rows; }        ///< of the only segment
    const float *labels() const { return m_segments.front().labels; }    ///< of the only segment
    const float *weights() const { return m_segments.front().weights; }  ///< of the only segment

    const QStringList &classes() const { return m_classes; }                  ///< sorted: numbers as numbers, texts by code point
    const std::vector<size_t> &classCounts() const { return m_classCounts; }  ///< rows of each class
    const QString &targetType() const { return m_targetType; }                ///< DuckDB type of the target
    const std::vector<size_t> &missing() const { return m_missing; }          ///< NaN of each feature, NULL included

    /// Codes the labels by these classes. False, and nothing is changed, where a class of the rows is not among them.
    [[nodiscard]] bool recode(const QStringList &classes);

    /// Gives the memory back, once no copy uses it; the segments are gone.
    void release();

    /// All of it as one file, and back. The file is mapped: it must stay as it is.
    Result<void> save(const QString &path) const;
    static Result<Matrix> load(const QString &path);

private:
    friend class MatrixBuilder;
    size_t m_rows = 0;
    size_t m_columns = 0;
    std::vector<Segment> m_segments;
    std::shared_ptr<std::vector<RowStore>> m_stores;  ///< shared by copies
    std::shared_ptr<std::vector<float>> m_labels;     ///< of recode()
    std::shared_ptr<void> m_file;                     ///< what load() has mapped
    QStringList m_classes;
    std::vector<size_t> m_classCounts;
    QString m_targetType;
    std::vector<size_t> m_missing;
};

/// The columns of a chunk as floats, each converted once however many matrices take it. Belongs to one thread.
class ChunkFloats
{
public:
    void set(const data::Chunk *chunk);
    const data::Chunk &chunk() const { return *m_chunk; }
    const float *column(size_t index, FeatureReader reader);

private:
    const data::Chunk *m_chunk = nullptr;
    std::vector<std::vector<float>> m_columns;  ///< by column; empty until asked for
    std::vector<char> m_read;
};

/// Takes chunks whose columns are selectList() and gives the matrix. Belongs to one thread.
class MatrixBuilder
{
public:
    /// `keys` are the columns of the identity that travel with the rows to order them (canBeKey() each); without any, chunks come
    /// in order. Invalid for a column that is missing, text, or of a type without a number.
    static Result<std::unique_ptr<MatrixBuilder>> create(const data::Schema &schema, const MatrixSpec &spec,
                                                         const QList<data::Column> &keys);
    ~MatrixBuilder();
    MatrixBuilder(const MatrixBuilder &) = delete;
    MatrixBuilder &operator=(const MatrixBuilder &) = delete;

    /// Whether values of this type order rows as whole numbers.
    static bool canBeKey(const QString &type);
    /// SQL expressions over the table, joined by commas: what to SELECT, with every cast that is needed.
    QString selectList() const;

    /// The same, one by one.
    const QStringList &selectItems() const;

    Result<void> append(const data::Chunk &chunk);
    /// Only some rows of a chunk that holds the items at `places` among others.
    Result<void> append(ChunkFloats &chunk, const std::vector<size_t> &places, const std::vector<uint32_t> &rows);
    /// Whether two rows had the same keys: with further columns in the identity, start again and let them travel, too.
    bool hasTies() const;
    /// Whether a key did not fit into the whole numbers: start again with ORDER BY and without keys.
    bool hasUnfitKey() const;
    size_t rows() const;

    /// The matrix, in order. Invalid, naming column and count, for infinities, missing targets, missing or negative weights,
    /// and classes that knownClasses lacks.
    Result<Matrix> finish();

private:
    MatrixBuilder();
    struct Private;
    std::unique_ptr<Private> d;
};

struct ReadControl {
    std::function<bool()> cancelled;            ///< asked after each chunk
    std::function<void(size_t rows)> progress;  ///< now and then
};

/// The ordered read: all rows of `handle` (SQL that may stand behind FROM) as a matrix, in exactly the order that
/// data::orderClause(schema, identity) gives, without sorting in SQL where the identity is made of whole numbers.
Result<Matrix> readMatrix(data::Connection &connection, const QString &handle, const data::Schema &schema, const QStringList &identity,
                          const MatrixSpec &spec, const ReadControl &control = {});

/// One of several matrices that are read in one pass: of the rows for which a condition (SQL; empty: always) holds.
struct MatrixPart {
    MatrixSpec spec;
    QString condition;
};
struct SharedRows {
    size_t rows = 0;                              ///< of the whole pass
    std::vector<size_t> partRows;                 ///< by part
    std::vector<std::optional<Matrix>> matrices;  ///< by part; none where it cannot be: readMatrix() says why
};
/// readMatrix() for several parts of the same rows at once: each row is computed once. Nothing where the identity does not decide
/// their order without a sort, or an item does not bind: then each part is to be read alone.
Result<std::optional<SharedRows>> readMatrices(data::Connection &connection, const QString &handle, const data::Schema &schema,
                                               const QStringList &identity, const std::vector<MatrixPart> &parts,
                                               const ReadControl &control = {});

/// The columns that can be features: numbers and booleans, in order, without `except`.
QStringList numericColumns(const data::Schema &schema, const QStringList &except = {});
/// Whether a DuckDB type is a number or boolean.
bool isNumericType(const QString &type);

}  // namespace headrace::learning
