// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator declares, as data: from it come palette, form, validation, help, reference and upgrade rules.
#pragma once

#include "engine/base/result.h"
#include "engine/pipeline/pipeline.h"
#include "engine/pipeline/signature.h"

#include <QJsonObject>

namespace headrace {

enum class Category { Read, Shape, Check, Learn, Evaluate, Write, Code };

QString toString(Category category);
std::optional<Category> categoryFromString(const QString &text);

/// One step from an operator version to the next, as data: it travels in catalog.json.
struct UpgradeRule {
    int from = 1;  ///< applies to nodes of this version, gives version from + 1
    enum class Kind { Rename, SetDefault, Remove, MapValue } kind = Kind::Rename;
    QString param;
    QString to;                                            ///< Rename: the new name
    QJsonValue value = QJsonValue(QJsonValue::Undefined);  ///< SetDefault: value where absent; MapValue: object of old to new
    bool operator==(const UpgradeRule &) const = default;
};

/// What the planner, the leak check and the cache must know of an operator.
struct Traits {
    bool rowwise = false;       ///< each output row comes from one input row, in a SQL projection: same count, can travel in a model bundle
    bool choosesRows = false;   ///< passes a subset of its input rows, columns unchanged (filter, sample, sort, split)
    bool aggregates = false;    ///< an output row may depend on many rows (group, distinct, window): a fit in the sense of leaks
    bool splits = false;        ///< divides rows into train, validation, test
    bool fits = false;          ///< learns from rows at its first input
    bool estimator = false;     ///< fits a Model
    bool scores = false;        ///< predict or evaluate: rows at `rows` are scored
    bool source = false;        ///< reads from outside the pipeline
    bool sink = false;          ///< writes outside the store
    bool runsCode = false;      ///< runs the user's code; needs trust
    bool seeded = false;        ///< the run's seed enters its key
    bool deterministic = true;  ///< false: never cached unless the node says it is pure
    bool operator==(const Traits &) const = default;
};

struct OperatorSpec : Signature {
    QString title;
    Category category = Category::Shape;
    QString icon;  ///< Lucide's name
    QString doc;   ///< first sentence stands alone; Markdown
    QStringList keywords;
    QString summary;  ///< line below the title on the canvas, with {param} placeholders
    Traits traits;
    QList<UpgradeRule> upgrades;
    QJsonObject example;  ///< a whole pipeline (this format) that runs on its own
};

/// All operators this build knows. Immutable after construction; safe to share between threads.
class Catalog
{
public:
    Catalog() = default;
    explicit Catalog(QList<OperatorSpec> operators);

    const OperatorSpec *find(const QString &id) const;
    const QList<OperatorSpec> &operators() const { return m_operators; }  ///< by category, then title
    SignatureLookup lookup() const;                                       ///< valid as long as the catalog
    /// Rewrites the parameters of a node written for an older version; leaves newer and unknown ones alone.
    void upgrade(Node &node) const;

    QJsonObject toJson() const;
    static Result<Catalog> fromJson(const QJsonObject &object);
    /// SHA-256 over the canonical JSON; hello compares it between processes.
    QString fingerprint() const;

private:
    QList<OperatorSpec> m_operators;
    QHash<QString, int> m_index;
};

/// The catalog that the build embedded (made by running the worker). Only in programs that link headrace_embedded_catalog.
const Catalog &embeddedCatalog();

}  // namespace headrace
