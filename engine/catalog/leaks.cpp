// SPDX-License-Identifier: GPL-3.0-or-later
// How rows of a split are followed, one split at a time. Each node's rows get a mask for that split:
//
//   train, validation, test   rows that left the split at that port
//   outside                   rows that the split divided too, but that did not come through it
//
// and no bit where the rows have nothing to do with the split, such as a lookup table that is joined only after it.
// - A fit has leaked if it learned from anything but train; an estimator may also watch the validation part.
// - An aggregate (group, distinct) has leaked if it mixes parts, or mixes rows before the split in a way that goes round it:
//   deduplicated rows that are then split are what the split is about, a mean that is joined back to the split rows is not.
// - A window (… OVER …) in an expression has leaked if it mixes parts, or rows before the split: what it mixed stands in the rows
//   themselves. Unless it keeps to the split's own lines: partitions by the columns whose equal values stay together, or looks
//   back only where the split is by time.
// - A join takes the rows of its first input; the others are looked up in. A union takes the rows of all.
#include "engine/catalog/leaks.h"

#include "engine/catalog/windows.h"

#include "engine/pipeline/graph.h"

#include <QJsonArray>

#include <algorithm>
#include <queue>

namespace headrace {

namespace {

enum Part : quint8 { Train = 1, Validation = 2, Test = 4, Outside = 8 };
constexpr quint8 kParts = Train | Validation | Test;

constexpr int kMostSplits = 1000;          ///< followed; a hostile pipeline may have as many splits as nodes
constexpr qint64 kMostSteps = 20'000'000;  ///< of searches for ways round an aggregate
constexpr int kMostNamed = 10;             ///< leaks named at one node

struct TableEdge {
    int from;
    QString fromPort;
    int input;  ///< place of the port in the operator's declaration
    bool many;  ///< one of any number of edges into a port
};

struct Leak {
    int fit;
    quint8 saw;
};

quint8 partOfPort(const QString &port)
{
    return port == QLatin1String("train")     ? Train
        : port == QLatin1String("validation") ? Validation
        : port == QLatin1String("test")       ? Test
                                              : 0;
}

class LeakSearch
{
public:
    LeakSearch(const Pipeline &pipeline, const Catalog &catalog)
        : m_graph(pipeline),
          m_order(m_graph.order()),
          m_nodes(size_t(m_graph.size())),
          m_specs(size_t(m_graph.size())),
          m_tables(size_t(m_graph.size())),
          m_windows(size_t(m_graph.size()))
    {
        for (int node = 0; node < m_graph.size(); ++node) {
            m_nodes[size_t(node)] = &*pipeline.nodes.constFind(m_graph.id(node));
            m_specs[size_t(node)] = catalog.find(m_nodes[size_t(node)]->op);
            if (const OperatorSpec *spec = m_specs[size_t(node)]; spec && !spec->traits.aggregates)
                findWindows(spec->params, m_nodes[size_t(node)]->params, m_windows[size_t(node)]);
        }
        for (int node = 0; node < m_graph.size(); ++node)
            findTables(node);
    }

    QList<Diagnostic> search()
    {
        int splits = 0;
        for (const int node : m_order)
            if (has(node, &Traits::splits) && ++splits <= kMostSplits)
                searchSplit(node);
        std::stable_sort(m_found.begin(), m_found.end(), [](const Diagnostic &a, const Diagnostic &b) { return a.node < b.node; });
        return std::move(m_found);
    }

private:
    bool has(int node, bool Traits::*trait) const { return m_specs[size_t(node)] && m_specs[size_t(node)]->traits.*trait; }

    static void findWindows(const QList<ParamSpec> &specs, const QJsonObject &values, QList<WindowUse> &into)
    {
        for (const ParamSpec &spec : specs) {
            if (spec.type == ParamType::Expression)
                into += windowsIn(values.value(spec.name).toString());
            for (const QJsonValue &record : spec.fields.isEmpty() ? QJsonArray() : values.value(spec.name).toArray())
                findWindows(spec.fields, record.toObject(), into);
        }
    }

    /// Whether a window's rows are all of one part of the split, or come before the row where later ones are the test.
    bool keepsToSplit(const WindowUse &window) const
    {
        const QJsonObject &params = m_nodes[size_t(m_split)]->params;
        const QString method = params.value(QLatin1String("method")).toString();
        if (method == QLatin1String("time"))
            return window.ordered && !window.ahead;
        if (method == QLatin1String("stratified"))
            return false;
        const QJsonArray keys = params.value(method == QLatin1String("group") ? QLatin1String("group") : QLatin1String("keys")).toArray();
        return !keys.isEmpty() && std::all_of(keys.begin(), keys.end(), [&window](const QJsonValue &key) {
            return window.partition.contains(key.toString().toLower());
        });
    }

    void findTables(int node)
    {
        const OperatorSpec *spec = m_specs[size_t(node)];
        const auto &inputs = m_nodes[size_t(node)]->inputs;
        for (auto input = inputs.cbegin(); input != inputs.cend(); ++input) {
            const auto port = spec
                ? std::find_if(spec->inputs.cbegin(), spec->inputs.cend(), [&](const PortSpec &p) { return p.name == input.key(); })
                : QList<PortSpec>::const_iterator();
            const bool known = spec && port != spec->inputs.cend();
            if (known && port->type != PortType::Table)
                continue;
            for (const PortRef &ref : *input) {
                const int from = m_graph.indexOf(ref.node);
                if (from < 0)
                    continue;
                const OperatorSpec *source = m_specs[size_t(from)];
                const PortSpec *output = source ? source->output(ref.port) : nullptr;
                if (!output || output->type == PortType::Table)
                    m_tables[size_t(node)].push_back(
                        {from, ref.port, known ? int(port - spec->inputs.cbegin()) : 0, !known || port->cardinality == Cardinality::Many});
            }
        }
        std::stable_sort(m_tables[size_t(node)].begin(), m_tables[size_t(node)].end(),
                         [](const TableEdge &a, const TableEdge &b) { return a.input < b.input; });
    }

    void searchSplit(int split)
    {
        m_split = split;
        followBack();
        followRows();
        std::vector<Leak> leaks;
        for (const int node : m_order)
            if (const quint8 saw = leaked(node))
                leaks.push_back({node, saw});
        if (leaks.empty())
            return;
        for (const int node : m_order)
            if (has(node, &Traits::scores) && (sees(node) & (Validation | Test)))
                report(node, leaks);
    }

    /// Marks the nodes whose rows the split divides.
    void followBack()
    {
        m_divided.assign(size_t(m_graph.size()), false);
        std::vector<int> open{m_split};
        while (!open.empty()) {
            const int node = open.back();
            open.pop_back();
            for (const TableEdge &edge : m_tables[size_t(node)])
                if (!m_divided[size_t(edge.from)]) {
                    m_divided[size_t(edge.from)] = true;
                    open.push_back(edge.from);
                }
        }
    }

    void followRows()
    {
        m_rows.assign(size_t(m_graph.size()), 0);
        for (const int node : m_order) {
            if (node == m_split)
                continue;
            const auto &tables = m_tables[size_t(node)];
            m_rows[size_t(node)] = tables.empty() ? (m_divided[size_t(node)] ? Outside : 0) : carried(node);
        }
    }

    /// What an edge brings. Another split's parts are apart: only those that lead to this split are its rows.
    quint8 brought(const TableEdge &edge) const
    {
        if (edge.from == m_split)
            return partOfPort(edge.fromPort);
        if (!has(edge.from, &Traits::splits) || !m_divided[size_t(edge.from)])
            return m_rows[size_t(edge.from)];
        for (const int next : m_graph.outputsOf(edge.from))
            if (next == m_split || m_divided[size_t(next)])
                for (const TableEdge &other : m_tables[size_t(next)])
                    if (other.from == edge.from && other.fromPort == edge.fromPort)
                        return m_rows[size_t(edge.from)];
        return 0;
    }

    /// The rows that leave a node: those of its first input and of ports that take many; of what is looked up, only the parts.
    quint8 carried(int node) const
    {
        quint8 rows = 0, lookedUp = 0;
        int first = -1;
        for (const TableEdge &edge : m_tables[size_t(node)]) {
            if (first < 0)
                first = edge.input;
            (edge.input == first || edge.many ? rows : lookedUp) |= brought(edge);
        }
        return rows & kParts ? rows | (lookedUp & kParts) : rows | lookedUp;
    }

    /// All that enters a node as rows.
    quint8 sees(int node) const
    {
        quint8 rows = 0;
        for (const TableEdge &edge : m_tables[size_t(node)])
            rows |= brought(edge);
        return rows;
    }

    /// The parts that a fit saw and should not have; 0 where all is well.
    quint8 leaked(int node)
    {
        if (has(node, &Traits::fits)) {
            if (m_nodes[size_t(node)]->params.value(QLatin1String("refit")).toString() == QLatin1String("all"))
                return 0;
            quint8 bad = 0;
            for (const TableEdge &edge : m_tables[size_t(node)]) {
                if (edge.input == m_tables[size_t(node)].front().input)
                    bad |= brought(edge) & ~Train;
                else if (has(node, &Traits::estimator))
                    bad |= brought(edge) & (Test | Outside);
            }
            return bad;
        }
        const QList<WindowUse> &windows = m_windows[size_t(node)];
        const bool aggregates = has(node, &Traits::aggregates);
        if (!aggregates && std::all_of(windows.begin(), windows.end(), [this](const WindowUse &window) { return keepsToSplit(window); }))
            return 0;
        const quint8 saw = sees(node);
        if (saw == Outside)
            return !aggregates || goesRound(node) ? saw : 0;
        const bool mixes = (saw & (saw - 1)) != 0;  // more than one bit
        return mixes ? saw & ~Train : 0;
    }

    /// Whether rows that an aggregate mixed reach the split on a way that avoids it.
    bool goesRound(int aggregate)
    {
        if (!m_divided[size_t(aggregate)])
            return true;  // what it gives reaches the scored rows only beside the split
        std::vector<bool> above(size_t(m_graph.size()), false);
        std::vector<int> ancestors{aggregate};
        above[size_t(aggregate)] = true;
        m_steps += m_graph.size() / 64;
        for (size_t i = 0; i < ancestors.size(); ++i)
            for (const TableEdge &edge : m_tables[size_t(ancestors[i])]) {
                if (++m_steps > kMostSteps)
                    return false;
                if (!above[size_t(edge.from)]) {
                    above[size_t(edge.from)] = true;
                    ancestors.push_back(edge.from);
                }
            }
        for (const int ancestor : ancestors) {
            if (ancestor == aggregate)
                continue;
            for (const int next : m_graph.outputsOf(ancestor)) {
                if (++m_steps > kMostSteps)
                    return false;
                if (!above[size_t(next)] && (next == m_split || m_divided[size_t(next)]))
                    return true;
            }
        }
        return false;
    }

    void report(int scorer, const std::vector<Leak> &leaks)
    {
        // Breadth first against the edges, so that the way back to a fit is the shortest.
        std::vector<int> towards(size_t(m_graph.size()), -1);
        std::queue<int> open;
        open.push(scorer);
        towards[size_t(scorer)] = scorer;
        while (!open.empty()) {
            const int node = open.front();
            open.pop();
            for (const int from : m_graph.inputsOf(node))
                if (towards[size_t(from)] < 0) {
                    towards[size_t(from)] = node;
                    open.push(from);
                }
        }
        int named = 0;
        for (const Leak &leak : leaks) {
            if (towards[size_t(leak.fit)] < 0 || leak.fit == scorer || ++named > kMostNamed)
                continue;
            QStringList way;
            for (int node = leak.fit; node != scorer; node = towards[size_t(node)])
                way << m_graph.id(node);
            way << m_graph.id(scorer);
            if (way.size() > 12)
                way = way.mid(0, 6) + QStringList{QStringLiteral("…")} + way.mid(way.size() - 5);
            add(scorer, leak, way.join(QStringLiteral(" → ")));
        }
    }

    void add(int scorer, const Leak &leak, const QString &way)
    {
        const QString split = m_graph.id(m_split), fit = m_graph.id(leak.fit);
        const bool learns = has(leak.fit, &Traits::fits);
        QStringList saw;
        if (leak.saw & Outside)
            saw << QStringLiteral("rows from before or beside the split");
        if (leak.saw & Test)
            saw << QStringLiteral("the test part");
        if (leak.saw & Validation)
            saw << QStringLiteral("the validation part");
        const QString text = learns ? QStringLiteral("'%1' learned from %2 of '%3', so this score is too good: %4.")
                                          .arg(fit, saw.join(QStringLiteral(" and ")), split, way)
                                    : QStringLiteral("'%1' mixes rows of the training part with %2 of '%3', so this score is too good: %4.")
                                          .arg(fit, saw.join(QStringLiteral(" and ")), split, way);
        const QString hint = learns
            ? QStringLiteral("Connect '%1:train' to '%2', and apply what it learned to the other parts.").arg(split, fit)
            : QStringLiteral("Compute '%1' from '%2:train' alone, and join it to every part.").arg(fit, split);
        m_found << Diagnostic{
            Severity::Warning, QStringLiteral("leak"), m_graph.id(scorer), {}, QStringLiteral("rows"), text, hint, {}, -1, 0};
    }

    const Graph m_graph;
    const std::vector<int> m_order;
    std::vector<const Node *> m_nodes;
    std::vector<const OperatorSpec *> m_specs;
    std::vector<std::vector<TableEdge>> m_tables;  ///< edges that bring rows into a node, in the order of its ports
    std::vector<QList<WindowUse>> m_windows;       ///< in the expressions of a node

    int m_split = -1;
    std::vector<bool> m_divided;  ///< nodes whose rows the split divides
    std::vector<quint8> m_rows;   ///< parts of the rows that leave a node
    qint64 m_steps = 0;
    QList<Diagnostic> m_found;
};

}  // namespace

QList<Diagnostic> findLeaks(const Pipeline &pipeline, const Catalog &catalog)
{
    return LeakSearch(pipeline, catalog).search();
}

}  // namespace headrace
