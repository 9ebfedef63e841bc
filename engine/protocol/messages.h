// SPDX-License-Identifier: GPL-3.0-or-later
// The lines between processes: one JSON object a line, in both directions. docs/protocol.md lists every member.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace headrace::protocol {

inline constexpr int kVersion = 1;
inline constexpr qsizetype kMaximumLine = qsizetype(64) << 20;

// Requests to the worker: {"id", "request", …}. Each is ended by one {"event": "answer", "id", "ok", "result" | "error"}.
//   hello    {protocol, catalog}                       → {protocol, version, catalog, libraries{name: version}, pid}
//   validate {pipeline, options}                       → {diagnostics, schemas{NODE:PORT: Schema}}
//   plan     {pipeline, options}                       → {stages[{id, nodes, sql, why, needs}], keys{node: key}}
//   run      {pipeline, options}                       → {status, metrics, rows}; events while it runs
//   preview  {pipeline, options, port, limit}          → {columns, rows, complete}
//   describe {pipeline, options, port}                 → {rows, columns[{name,type,missing,distinct,distinct_exact,min,max,mean}]}
//   lineage_sql {sql, schema}                          → {outputs, rows}
//   open_view {view, port | base, filter[], sort[]}     → {columns, rows, complete}
//   page     {view, offset, limit}                     → {offset, rows}; close_view {view}
//   query    {sql, values[], ports{} | view}           → {columns, rows}
//   cancel   {of}                                      → {}
//   trust_probe, shutdown
// options: {values{}, to[], again[], no_cache, seed, threads, memory, counts, folder, workspace, allow[], trusted[], run, run_folder, cache_folder, python}
//
// Events while a run goes on: {"event", "id", "t" (ms since the epoch), …}
//   plan            stages[{id, nodes}], steps[{node, op, stage, key}]
//   stage_started   stage            stage_finished   stage, duration_s
//   step_started    node, stage
//   step_progress   node, done, total, unit, rate
//   step_finished   node, stage, status (done|cached|warning|skipped), duration_s (null where fused), key
//   step_failed     node, stage, status (failed|timed_out|cancelled), error, attempt, retry (whether another try follows)
//   rows            node, port, rows
//   metric          node, key, value (number, "NaN", "Infinity", "-Infinity"), step
//   artifact        node, name, kind, path, bytes, xxh3, rows, facts
//   output          node, port, kind, schema, rows, key        what stands at a port
//   dataset         node, path, role (input|output), bytes, sha256, xxh3, rows, schema
//   lineage         node, columns[{port, name, value[], deciding[]}], choosing[]   (inputs as NODE:PORT.COLUMN)
//   log             node, level, text
//   memory          bytes, threads

/// One line, ended by \n; never holds another newline.
QByteArray encode(const QJsonObject &message);

/// What every event of a worker's request ends with, up to the time: `"id":7,"t":`. A host finds it there and puts the number of
/// the line in its place (renumbered()).
QByteArray eventEnd(const QJsonValue &id);
/// The line (without its end) of an event of that request, with the number `seq` in place of the id; nothing where the line does not
/// end so, and is to be encoded anew.
std::optional<QByteArray> renumbered(const QByteArray &line, const QByteArray &eventEnd, qint64 seq);

/// A message and the line it came in, without the line end.
struct Received {
    QJsonObject message;
    QByteArray line;
};

/// Cuts a stream of bytes into messages. Belongs to one thread.
class Decoder
{
public:
    Result<QList<Received>> feedLines(const QByteArray &bytes);
    /// Whole messages so far; a line that is no JSON object, or too long, is an Error and the stream is not to be trusted further.
    Result<QList<QJsonObject>> feed(const QByteArray &bytes);
    bool hasPartialLine() const { return !m_buffer.isEmpty(); }

private:
    QByteArray m_buffer;
};

/// A double as JSON, with NaN and infinities as text, and back.
QJsonValue numberToJson(double value);
double numberFromJson(const QJsonValue &value);

}  // namespace headrace::protocol
