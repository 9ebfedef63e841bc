// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/run_progress.h"

#include "engine/protocol/messages.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace headrace {

namespace {

constexpr qsizetype kMostLines = 2000;  // a picture: nobody reads more of them at once
constexpr qsizetype kMostPoints = 3000;
constexpr qsizetype kMostSpans = 200'000;  // an honest plan is smaller
constexpr qsizetype kLongestText = 8192;

struct RunProgressWords {
    Q_DECLARE_TR_FUNCTIONS(RunProgressWords)
};

bool isOver(NodeStatus status)
{
    return status == NodeStatus::Done || status == NodeStatus::Cached || status == NodeStatus::Warning || status == NodeStatus::Failed;
}

LogLine::Level levelOf(const QString &text)
{
    return text == QLatin1String("debug")  ? LogLine::Debug
        : text == QLatin1String("warning") ? LogLine::Warning
        : text == QLatin1String("error")   ? LogLine::Error
                                           : LogLine::Info;
}

qint64 count(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    return number >= 0 && number < 9e15 ? qint64(number) : -1;
}

}  // namespace

void RunProgress::change(const QString &node, const NodeState &state)
{
    m_states.insert(node, state);
    m_delta.states.insert(node, state);
    if (node.contains(QLatin1Char('/')))
        summarize(node);
}

/// A subpipeline's node shows what goes on within.
void RunProgress::summarize(const QString &inner)
{
    for (qsizetype slash = inner.lastIndexOf(QLatin1Char('/')); slash > 0; slash = inner.lastIndexOf(QLatin1Char('/'), slash - 1)) {
        const QString outer = inner.left(slash);
        NodeState whole;
        int running = 0, failed = 0, over = 0, cached = 0, warned = 0, all = 0, idle = 0;
        for (const QString &node : m_inside.value(outer)) {
            const NodeState state = m_states.value(node);
            ++all;
            running += state.status == NodeStatus::Running;
            failed += state.status == NodeStatus::Failed;
            over += isOver(state.status);
            cached += state.status == NodeStatus::Cached;
            warned += state.status == NodeStatus::Warning;
            idle += state.status == NodeStatus::Idle;
            if (whole.message.isEmpty() && !state.message.isEmpty()) {
                whole.message = state.message;
                whole.hint = state.hint;
            }
            if (state.seconds > 0)
                whole.seconds = std::max(0.0, whole.seconds) + state.seconds;
        }
        if (all == 0)
            continue;
        whole.status = failed   ? NodeStatus::Failed
            : over + idle < all ? (running || over ? NodeStatus::Running : NodeStatus::Queued)
            : idle == all       ? NodeStatus::Idle
            : warned            ? NodeStatus::Warning
            : cached == over    ? NodeStatus::Cached
                                : NodeStatus::Done;
        if (whole.status == NodeStatus::Running) {
            whole.progress = double(over) / all;
            whole.done = over;
            whole.total = all;
            whole.unit = RunProgressWords::tr("steps");
        }
        m_states.insert(outer, whole);
        m_delta.states.insert(outer, whole);
    }
}

void RunProgress::log(LogLine::Level level, const QString &node, const QString &text, qint64 timeMs)
{
    m_delta.lines.append({timeMs, level, node, text.left(kLongestText)});
    if (m_delta.lines.size() > 2 * kMostLines) {
        m_delta.linesLeftOut += kMostLines;
        m_delta.lines.remove(0, kMostLines);
    }
}

void RunProgress::apply(const QJsonObject &event)
{
    const qint64 sequence = event.value(QStringLiteral("seq")).toInteger();
    if (m_ended || (sequence > 0 && sequence <= m_sequence))
        return;
    m_sequence = std::max(m_sequence, sequence);
    const QString kind = event.value(QStringLiteral("event")).toString();
    const qint64 time = event.value(QStringLiteral("t")).toInteger();
    m_figures.lastMs = std::max(m_figures.lastMs, time);
    const QString node = event.value(QStringLiteral("node")).toString();
    if (kind == QLatin1String("hello")) {
        m_run = event.value(QStringLiteral("run")).toString();
        m_name = event.value(QStringLiteral("name")).toString();
        m_figures.startedMs = time;
        log(LogLine::Info, {}, RunProgressWords::tr("Run %1 started").arg(m_name), time);
    } else if (kind == QLatin1String("plan")) {
        plan(event);
    } else if (kind.startsWith(QLatin1String("step_"))) {
        if (m_index.contains(node))
            step(kind, event);
    } else if (kind == QLatin1String("rows")) {
        const qint64 rows = count(event.value(QStringLiteral("rows")));
        if (!m_index.contains(node) || rows < 0)
            return;
        NodeState state = m_states.value(node);
        state.rows.insert(event.value(QStringLiteral("port")).toString(), rows);
        change(node, state);
        RunSpan &span = m_spans[m_index.value(node)];
        span.rows = std::max(span.rows, rows);
        m_delta.spans.insert(m_index.value(node), span);
    } else if (kind == QLatin1String("metric")) {
        const QJsonValue value = event.value(QStringLiteral("value"));
        if (!m_index.contains(node) || !(value.isDouble() || value.isString()))
            return;
        m_delta.metrics.append({node, event.value(QStringLiteral("key")).toString(), event.value(QStringLiteral("step")).toInteger(),
                                protocol::numberFromJson(value), time});
    } else if (kind == QLatin1String("log")) {
        const LogLine::Level level = levelOf(event.value(QStringLiteral("level")).toString());
        const QString text = event.value(QStringLiteral("text")).toString();
        log(level, node, text, time);
        if (level >= LogLine::Warning && m_index.contains(node)) {
            NodeState state = m_states.value(node);
            if (state.message.isEmpty()) {
                state.message = text.left(kLongestText);
                change(node, state);
            }
        }
    } else if (kind == QLatin1String("memory")) {
        const qint64 bytes = count(event.value(QStringLiteral("bytes")));
        if (bytes >= 0)
            m_delta.memory.append({time, bytes});
    } else if (kind == QLatin1String("complete") || kind == QLatin1String("fail") || kind == QLatin1String("abort")) {
        finish(event);
    }
}

void RunProgress::plan(const QJsonObject &event)
{
    if (!m_spans.isEmpty())
        return;
    const qint64 time = event.value(QStringLiteral("t")).toInteger();
    for (const QJsonValue &value : event.value(QStringLiteral("steps")).toArray()) {
        const QString node = value.toObject().value(QStringLiteral("node")).toString();
        if (node.isEmpty() || m_index.contains(node) || m_spans.size() >= kMostSpans)
            continue;
        RunSpan span;
        span.node = node;
        span.plannedMs = time;
        m_index.insert(node, int(m_spans.size()));
        m_delta.spans.insert(int(m_spans.size()), span);
        m_spans.append(span);
        for (qsizetype slash = node.lastIndexOf(QLatin1Char('/')); slash > 0; slash = node.lastIndexOf(QLatin1Char('/'), slash - 1))
            m_inside[node.left(slash)].append(node);
    }
    m_figures.steps = int(m_spans.size());
    NodeState queued;
    queued.status = NodeStatus::Queued;
    for (const RunSpan &span : std::as_const(m_spans)) {
        m_states.insert(span.node, queued);
        m_delta.states.insert(span.node, queued);
    }
    for (auto outer = m_inside.cbegin(); outer != m_inside.cend(); ++outer)
        summarize(outer->first());
}

void RunProgress::step(const QString &kind, const QJsonObject &event)
{
    const QString node = event.value(QStringLiteral("node")).toString();
    const qint64 time = event.value(QStringLiteral("t")).toInteger();
    const int place = m_index.value(node);
    RunSpan &span = m_spans[place];
    NodeState state = m_states.value(node);
    if (kind == QLatin1String("step_progress")) {
        const qint64 done = count(event.value(QStringLiteral("done"))), total = count(event.value(QStringLiteral("total")));
        if (done < 0 || isOver(state.status))
            return;
        state.status = NodeStatus::Running;
        state.done = done;
        state.total = std::max<qint64>(total, 0);
        state.progress = total > 0 ? std::min(1.0, double(done) / double(total)) : -1;
        state.unit = event.value(QStringLiteral("unit")).toString();
        state.rate = std::max(0.0, event.value(QStringLiteral("rate")).toDouble());
        change(node, state);
        return;
    }
    if (event.contains(QStringLiteral("stage")))
        span.stage = event.value(QStringLiteral("stage")).toVariant().toString();
    if (kind == QLatin1String("step_started")) {
        if (isOver(state.status))
            return;
        state.status = NodeStatus::Running;
        span.status = NodeStatus::Running;
        span.startMs = time;
        if (!m_figures.running.contains(node))
            m_figures.running << node;
    } else if (kind == QLatin1String("step_finished")) {
        if (isOver(state.status))
            return;
        const QString status = event.value(QStringLiteral("status")).toString();
        const QJsonValue seconds = event.value(QStringLiteral("duration_s"));
        state.progress = -1;
        state.rate = 0;
        span.skipped = status == QLatin1String("skipped");
        state.status = span.skipped              ? NodeStatus::Idle
            : status == QLatin1String("cached")  ? NodeStatus::Cached
            : status == QLatin1String("warning") ? NodeStatus::Warning
                                                 : NodeStatus::Done;
        state.seconds = seconds.isDouble() ? std::max(0.0, seconds.toDouble()) : -1;
        span.status = state.status;
        span.seconds = state.seconds;
        span.endMs = time;
        if (!span.startMs && !span.skipped)
            span.startMs = time;
        m_figures.running.removeAll(node);
        ++m_figures.finished;
        m_figures.cached += state.status == NodeStatus::Cached;
    } else if (kind == QLatin1String("step_failed")) {
        const Error error = Error::fromJson(event.value(QStringLiteral("error")).toObject());
        state.message = error.text;
        state.hint = error.hint;
        state.progress = -1;
        const bool retry = event.value(QStringLiteral("retry")).toBool();
        log(retry ? LogLine::Warning : LogLine::Error, node,
            retry ? RunProgressWords::tr("Try %1 failed, and it is tried again: %2")
                        .arg(event.value(QStringLiteral("attempt")).toInt())
                        .arg(error.text)
                  : error.text + QLatin1Char(' ') + error.hint,
            time);
        if (!retry) {
            m_told.insert(node);
            state.status = NodeStatus::Failed;
            span.status = NodeStatus::Failed;
            span.endMs = time;
            if (!span.startMs)
                span.startMs = time;
            m_figures.running.removeAll(node);
            ++m_figures.finished;
            ++m_figures.failed;
        }
    } else {
        return;
    }
    change(node, state);
    m_delta.spans.insert(place, span);
}

void RunProgress::finish(const QJsonObject &event)
{
    QList<Error> errors;
    for (const QJsonValue &value : event.value(QStringLiteral("errors")).toArray())
        errors << Error::fromJson(value.toObject());
    const double seconds = event.value(QStringLiteral("duration_s")).toDouble();
    end(event.value(QStringLiteral("status")).toString(), errors);
    m_delta.outcome->seconds = seconds;
}

void RunProgress::end(const QString &status, const QList<Error> &errors)
{
    if (m_ended)
        return;
    m_ended = true;
    const bool cancelled = status == QLatin1String("cancelled");
    for (int place = 0; place < int(m_spans.size()); ++place) {
        RunSpan &span = m_spans[place];
        NodeState state = m_states.value(span.node);
        if (isOver(state.status) || span.skipped)
            continue;
        const auto own = std::find_if(errors.begin(), errors.end(), [&](const Error &error) { return error.node == span.node; });
        if (state.status == NodeStatus::Running || own != errors.end()) {
            const Error error = own != errors.end() ? *own : errors.value(0);
            state.status = NodeStatus::Failed;
            state.message = error.text.isEmpty()
                ? (cancelled ? RunProgressWords::tr("Cancelled.") : RunProgressWords::tr("The run ended before this step did."))
                : error.text;
            state.hint = error.hint;
        } else {
            state.status = NodeStatus::Idle;
            span.skipped = true;
        }
        state.progress = -1;
        span.status = state.status;
        span.endMs = m_figures.lastMs;
        m_delta.spans.insert(place, span);
        change(span.node, state);
    }
    m_figures.running.clear();
    for (const Error &error : errors)
        if (!m_told.contains(error.node))
            log(cancelled ? LogLine::Warning : LogLine::Error, error.node, error.text + QLatin1Char(' ') + error.hint, m_figures.lastMs);
    RunOutcome outcome;
    outcome.run = m_run;
    outcome.name = m_name;
    outcome.status = status;
    outcome.figures = m_figures;
    outcome.errors = errors;
    outcome.seconds = m_figures.startedMs ? double(m_figures.lastMs - m_figures.startedMs) / 1000 : 0;
    log(LogLine::Info, {},
        status == QLatin1String("done") ? RunProgressWords::tr("Run %1 done").arg(m_name)
            : cancelled                 ? RunProgressWords::tr("Run %1 cancelled").arg(m_name)
            : m_name.isEmpty()          ? RunProgressWords::tr("The run did not begin")
                                        : RunProgressWords::tr("Run %1 failed").arg(m_name),
        m_figures.lastMs);
    m_delta.outcome = outcome;
}

RunDelta RunProgress::take()
{
    if (m_delta.lines.size() > kMostLines) {
        m_delta.linesLeftOut += m_delta.lines.size() - kMostLines;
        m_delta.lines.remove(0, m_delta.lines.size() - kMostLines);
    }
    if (m_delta.metrics.size() > kMostPoints) {
        // Every nth: the store has them all.
        const qsizetype each = m_delta.metrics.size() / kMostPoints + 1;
        QList<MetricSample> thin;
        for (qsizetype i = 0; i < m_delta.metrics.size(); ++i)
            if (i % each == 0 || i + 1 == m_delta.metrics.size())
                thin << m_delta.metrics[i];
        m_delta.metrics = thin;
    }
    m_delta.run = m_run;
    m_delta.name = m_name;
    m_delta.figures = m_figures;
    return std::exchange(m_delta, {});
}

}  // namespace headrace
