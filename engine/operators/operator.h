// SPDX-License-Identifier: GPL-3.0-or-later
// An operator: its declaration (OperatorSpec, data) paired with its implementation.
#pragma once

#include "engine/base/paths.h"
#include "engine/catalog/operator_spec.h"
#include "engine/catalog/params.h"
#include "engine/data/expression.h"
#include "engine/data/relation.h"
#include "engine/data/session.h"
#include "engine/learning/matrix.h"
#include "engine/learning/model.h"
#include "engine/learning/transform.h"

#include <functional>
#include <memory>
#include <variant>

namespace headrace {

/// A table that arrives at an input port. `handle` is SQL that can stand behind FROM: a quoted name while relations are
/// bound and fused, "(SELECT …)" or a stored table in a task.
struct TableInput {
    QString node;  ///< where it comes from
    QString port;
    QString handle;
    data::Schema schema;
    QStringList identity;
    QList<data::ChainStep> chain;
    QString part;  ///< train, validation or test where the rows are a part of a split, else empty
};

/// What a task reads of the table at one of its inputs, said before it runs.
struct Reading {
    QStringList columns;  ///< besides those that order the rows
    /// Where it takes these columns as a matrix, in the order of the rows' identity: which (TaskContext::takeMatrix).
    std::optional<learning::MatrixSpec> matrix;
};
/// A model before it is trained: what its estimator reads of its training rows, and the steps these have been through.
struct ModelReading {
    std::optional<Reading> train;  ///< nothing: not known before it is trained
    QList<data::ChainStep> chain;
};

/// What leaves a port.
using Metrics = QJsonObject;
using PortValue = std::variant<std::monostate, data::Relation, learning::Transform, std::shared_ptr<const learning::Model>, Metrics>;

/// What every implementation may ask. Lives on one thread of the worker while the node is bound or run.
class NodeContext
{
public:
    virtual ~NodeContext() = default;
    virtual const QString &node() const = 0;  ///< id
    virtual const Params &params() const = 0;
    virtual quint64 seed() const = 0;                                   ///< the run's seed, mixed with nothing
    virtual const QMap<QString, PipelineParameter> &scope() const = 0;  ///< parameters for $name
    virtual const PathPolicy &paths() const = 0;
    /// For binding and small queries. Not for the rows of a task: open another with newConnection().
    virtual data::Connection &connection() = 0;

    virtual QList<TableInput> tables(const QString &port) const = 0;
    virtual QList<learning::Transform> transforms(const QString &port) const = 0;
    /// Models with the id of the node that made each.
    virtual QList<std::pair<QString, std::shared_ptr<const learning::Model>>> models(const QString &port) const = 0;
    virtual QList<std::pair<QString, Metrics>> metricSets(const QString &port) const = 0;
    /// The interpreter chosen for this run; empty: the workspace's.
    virtual QString python() const { return {}; }
    /// Whether a person has trusted code with this SHA-256.
    virtual bool trusts(const QString &sha256) const
    {
        Q_UNUSED(sha256)
        return true;
    }
    /// The operator at the other end of an input port; empty where nothing is connected.
    virtual QString maker(const QString &port) const
    {
        Q_UNUSED(port)
        return {};
    }
    /// For a SchemaFunction: the transform that the node's fit will give at a port, as far as its columns go.
    virtual void expect(const QString &port, const learning::Transform &transform)
    {
        Q_UNUSED(port)
        Q_UNUSED(transform)
    }
    /// Whether anything takes what leaves this output port: an edge, or a person who looks at it.
    virtual bool wanted(const QString &port) const
    {
        Q_UNUSED(port)
        return true;
    }

    TableInput table(const QString &port = QStringLiteral("rows")) const { return tables(port).value(0); }
    bool connected(const QString &port) const { return !tables(port).isEmpty(); }

    /// Compiles the expression in a parameter against an input's schema, and puts node and parameter into errors.
    Result<QString> expression(const QString &parameterPath, const QString &text, const data::Schema &schema, bool aggregates = false,
                               bool windows = false);
    /// After an implementation failed: where one of the expressions it compiled is to blame (types that do not fit), the
    /// same failure with that parameter and the position in its text. Costs a binding for each; the binder calls it.
    Error explain(Error error);
    /// Describes `sql`, in which the handles of this node's inputs may stand, by binding against typed stubs: the visible columns.
    virtual Result<data::Schema> describe(const QString &sql) = 0;

private:
    struct CompiledExpression {
        QString parameter;
        QString text;
        data::Schema schema;
    };
    QList<CompiledExpression> m_compiled;
};

/// Gives relations for the Table outputs, by port. Called again whenever a parameter or an input's schema changes; runs nothing,
/// reads at most file headers.
using RelationFunction = std::function<Result<QMap<QString, data::Relation>>(NodeContext &)>;

/// A task may also run things and has side effects only through this context.
class TaskContext : public NodeContext
{
public:
    virtual Result<std::unique_ptr<data::Connection>> newConnection() = 0;
    virtual int threads() const = 0;
    virtual qint64 memoryBytes() const = 0;
    /// A private folder of this node in the run, made on first use; what stays in it after the task is kept as artifacts only if announced.
    virtual Result<QString> folder() = 0;
    virtual bool cancelled() const = 0;
    /// Calls `stop` (from another thread) once when the task is to be cancelled; removed when the returned guard dies.
    virtual std::shared_ptr<void> onCancel(std::function<void()> stop) = 0;

    /// A fresh name for a stored table of the session, already quoted; lives as long as the run.
    virtual QString newTable() = 0;
    virtual void setOutput(const QString &port, PortValue value) = 0;
    /// The rows at an input as the matrix that Operator::reading announced, where the executor has read them already together
    /// with those of others; nullptr: read them. Given once.
    virtual std::shared_ptr<learning::Matrix> takeMatrix(const QString &port)
    {
        Q_UNUSED(port)
        return nullptr;
    }

    /// key is "<part>/<name>" or "<model>/<part>/<name>"; the node id is put before it.
    virtual void metric(const QString &key, double value, qint64 step = 0) = 0;
    virtual void log(const QString &level, const QString &text) = 0;            ///< debug, info, warning, error
    virtual void progress(qint64 done, qint64 total, const QString &unit) = 0;  ///< total 0: unknown
    /// Bytes that an earlier run kept for the same inputs of this node, whatever its parameters; \p name must say what else they
    /// depend on (scores of a model, say). Nothing without a cache. So an edit of an evaluation does not score again.
    virtual std::optional<QByteArray> recall(const QString &name) = 0;
    virtual void keep(const QString &name, const std::function<QByteArray()> &bytes) = 0;  ///< asked only where they are kept

    /// Announces a file in folder() as an artifact; kind is table, model, transform, evaluation, image, text, file.
    virtual void artifact(const QString &name, const QString &path, const QString &kind, const QJsonObject &facts = {}) = 0;
    /// A file outside the store that was written as a whole.
    virtual void wrote(const QString &path, qint64 rows) = 0;
    /// The node's step counts as 'warning', with the reason; the run goes on.
    virtual void warn(const QString &text) = 0;
};

/// Runs once for the node; sets the outputs that are not relations (and stored tables through newTable()).
using TaskFunction = std::function<Result<void>(TaskContext &)>;
/// Learns a transform from the rows at the first input. The executor sets output "transform" to it and "rows" to the input
/// with the transform applied (learning::applyTransform).
using FitFunction = std::function<Result<learning::Transform>(TaskContext &)>;

/// Gives the schemas of Table outputs that a task or a fit will make, where they are known before it runs (by port); a port
/// left out is unknown until then. Runs nothing.
using SchemaFunction = std::function<Result<QMap<QString, data::Schema>>(NodeContext &)>;

/// Gives what the task reads of the table at an input; nothing: all of it, or it is not known. `models` are those at its Model
/// inputs. Asked while the plan is made, so that columns which nobody reads are kept nowhere; must not say less than is read.
using ReadingFunction = std::function<std::optional<Reading>(NodeContext &, const QString &port, const QList<ModelReading> &models)>;

struct Operator {
    OperatorSpec spec;
    RelationFunction relation;  ///< for outputs that are relations over the inputs
    FitFunction fit;
    SchemaFunction schema;    ///< for Table outputs that are not relations
    ReadingFunction reading;  ///< empty: all columns of all its inputs
    /// The task waits for nothing and takes less time than it takes another thread to wake: it runs where it is planned.
    bool instant = false;
    TaskFunction task;  ///< runs before relation's outputs are used; may stop the run; an output it sets replaces relation's
    /// The task sets no output: what the relations give is known without it, and may be looked at before a run.
    bool taskJudges = false;
    /// Whether the task has anything to do for this node as it stands; empty: always. Asked when the plan is made: a node
    /// whose task has nothing to do is planned as if it had none, and stays fused with its neighbours.
    std::function<bool(NodeContext &)> taskNeeded;
    /// Facts outside the parameters that decide the result and so enter the key: content of files is added by the executor
    /// for every path in sourceFiles.
    std::function<Result<QStringList>(NodeContext &)> sourceFiles;
    std::function<QJsonObject(const Params &)> keyFacts;  ///< library versions
    /// As keyFacts, for facts that depend on the workspace (interpreter, script); asked only where the result may be kept.
    std::function<Result<QJsonObject>(NodeContext &)> surroundings;
    /// Whether the result for these parameters may be kept and used again; empty: as trait deterministic says.
    std::function<bool(const Params &)> cacheable;

    bool mayBeCached(const Params &params) const { return cacheable ? cacheable(params) : spec.traits.deterministic; }
};

}  // namespace headrace
