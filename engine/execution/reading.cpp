// SPDX-License-Identifier: GPL-3.0-or-later
// Executor: rows that several estimators and evaluations take as matrices are computed once, and kept nowhere else.
#include "engine/base/hashing.h"
#include "engine/execution/executor.h"

namespace headrace::execution {

namespace {

/// Raised whenever a kept matrix would be read differently.
constexpr int kMatrixVersion = 1;
const QString kMatrixFile = QStringLiteral("matrix.bin");

}  // namespace

QString Executor::matrixKey(const Outlook::MatrixReader &reader) const
{
    const learning::MatrixSpec &spec = reader.part.spec;
    return sha256(canonicalJson(QJsonArray{QStringLiteral("matrix"), kMatrixVersion, m_state.keys.at(reader.from.node), reader.from.port,
                                           QJsonArray::fromStringList(spec.features), spec.target, spec.classes, spec.weight}));
}

/// Takes those that an earlier run has kept out of `readers`.
bool Executor::takeKeptMatrices(std::vector<Outlook::MatrixReader> &readers, int relation)
{
    if (!m_state.options.cache || !m_state.options.again.isEmpty())
        return false;
    std::erase_if(readers, [this, relation](const Outlook::MatrixReader &reader) {
        const auto entry = m_state.cache.find(matrixKey(reader));
        if (!entry || !m_state.cache.verify(*entry, kMatrixFile))
            return false;
        auto matrix = learning::Matrix::load(entry->path(kMatrixFile));
        if (!matrix)
            return false;
        m_state.cache.touch(*entry);
        const PlannedRelation &rows = m_state.relations.at(relation);
        m_rowsToCome[{rows.node, rows.port}] = entry->facts.value(QStringLiteral("rows")).toInteger();
        m_rowsToCome[{reader.from.node, reader.from.port}] = qint64(matrix->rows());
        m_state.matrices[{reader.node, reader.port}] = std::make_shared<learning::Matrix>(std::move(*matrix));
        return true;
    });
    return readers.empty();
}

/// Instead of keeping a relation for several readers: one pass that fills their matrices. False where it is not so.
bool Executor::startReading(int node, const Keep &keep)
{
    if (!keep.forReaders || keep.relations.size() != 1 || m_notTogether.contains(keep.relations.front()))
        return false;
    const int index = keep.relations.front();
    Outlook *ahead = outlook();
    if (!ahead)
        return false;
    std::vector<Outlook::MatrixReader> readers = ahead->matrixReaders(node, m_state.relations.at(index).port,
                                                                      [this](int reader) { return willRead(reader); });
    if (readers.empty())
        return false;
    const size_t all = readers.size();
    if (m_mode == Mode::Run && takeKeptMatrices(readers, index)) {
        m_readTogether.insert(index);
        adoptKept(index);
        return true;
    }
    if (m_mode == Mode::Run && readers.size() < all && readers.size() == 1) {
        // The others have theirs, so this one may as well read by itself.
        finishStep(node, StepStatus::Done, -1);
        return true;
    }
    const QString why = QStringLiteral("%1 readers take its rows as matrices, which one pass fills").arg(readers.size());
    const int stage = newStage(node, QStringLiteral("read"), why, {index});
    m_readTogether.insert(index);
    if (m_mode != Mode::Run) {
        storeTable(index, m_state.newTable(), {});
        finishStep(node, StepStatus::Done, -1);
        return true;
    }
    if (m_state.options.counts)
        m_countWork[stage] = countWork({index}, true);
    struct Rows {
        QString from;
        data::Schema schema;
        QStringList identity;
    };
    const PlannedRelation &relation = m_state.relations.at(index);
    const Rows rows{m_state.relations.fromItem(index), relation.relation.schema, relation.relation.identity};
    dispatch(node, stage, [this, index, rows, readers](const std::shared_ptr<CancelToken> &token, Finished &finished) -> Result<void> {
        HR_ASSIGN(data::Session * session, m_state.session());
        std::vector<learning::MatrixPart> parts;
        for (const Outlook::MatrixReader &reader : readers)
            parts.push_back(reader.part);
        {
            HR_ASSIGN(const auto connection, session->connect());
            const auto guard = token->onCancel([raw = connection.get()] { raw->interrupt(); });
            HR_ASSIGN(finished.shared,
                      learning::readMatrices(*connection, rows.from, rows.schema, rows.identity, parts,
                                             {.cancelled = [&token] { return token->requested(); }, .progress = {}}));
        }
        // What the query has freed would stand beside what training takes now.
        data::releaseUnusedMemory();
        finished.read = index;
        finished.readers = readers;
        return {};
    });
    return true;
}

/// A relation of which all that is read was kept by an earlier run: it and what stands above it is not computed.
void Executor::adoptKept(int relation)
{
    std::set<int> nodes;
    std::vector<int> open{relation};
    while (!open.empty()) {
        const PlannedRelation &at = m_state.relations.at(open.back());
        open.pop_back();
        if (!m_steps[size_t(at.node)].published)
            nodes.insert(at.node);
        open.insert(open.end(), at.inputs.begin(), at.inputs.end());
    }
    const int own = m_state.relations.at(relation).node;
    nodes.erase(own);
    for (const int node : nodes) {
        m_steps[size_t(node)].published = true;
        recallCounts(node);
        m_state.emitNode("step_finished", node,
                         {{QStringLiteral("status"), QStringLiteral("cached")}, {QStringLiteral("duration_s"), QJsonValue()}});
    }
    recallCounts(own);
    finishStep(own, StepStatus::Cached, -1);
}

/// Hands out what the pass has read.
void Executor::spreadRows(Finished &finished)
{
    const auto rows = qint64(finished.shared->rows);
    const int root = countRoot(finished.read);
    setRows(finished.read, rows);
    setRows(root, rows);
    for (size_t i = 0; i < finished.readers.size(); ++i) {
        const Outlook::MatrixReader &reader = finished.readers[i];
        if (reader.from.node != m_state.relations.at(finished.read).node)
            m_rowsToCome[{reader.from.node, reader.from.port}] = qint64(finished.shared->partRows[i]);
        if (std::optional<learning::Matrix> &matrix = finished.shared->matrices[i]) {
            keepMatrix(reader, *matrix, rows);
            m_state.matrices[{reader.node, reader.port}] = std::make_shared<learning::Matrix>(std::move(*matrix));
        }
    }
    finished.shared.reset();
}

/// Behind the training, so that other parameters of an estimator need no rows.
void Executor::keepMatrix(const Outlook::MatrixReader &reader, const learning::Matrix &matrix, qint64 rows)
{
    const GraphNode &from = m_graph.nodes[size_t(reader.from.node)];
    if (!m_state.options.cache || m_state.keys.at(reader.from.node).isEmpty() || !from.op->mayBeCached(from.params))
        return;
    inBackground([this, held = learning::Matrix(matrix), rows, node = reader.node, key = matrixKey(reader)]() mutable {
        if (m_state.cancel->requested() || m_state.cache.find(key))
            return;
        const auto kept = [&]() -> Result<void> {
            HR_ASSIGN(ContentCache::Writer writer, m_state.cache.write(key));
            HR_TRY(held.save(writer.path(kMatrixFile)));
            held.release();
            HR_TRY(writer.commit({{QStringLiteral("kind"), QStringLiteral("matrix")}, {QStringLiteral("rows"), rows}}));
            return {};
        }();
        if (!kept)
            m_state.log(node, QStringLiteral("warning"), QStringLiteral("Its rows were not cached: ") + kept.error().toString());
    });
}

}  // namespace headrace::execution
