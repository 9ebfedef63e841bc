// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/lineage_graph.h"

#include "models/summary/node_summary.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace headrace {

int LineageThing::columnOf(const QString &name) const
{
    for (qsizetype i = 0; i < columns.size(); ++i)
        if (columns[i].name == name)
            return int(i);
    return -1;
}

QString LineageThing::rowsInWords() const
{
    QStringList counts;
    for (const auto &[port, count] : rows)
        counts << countInWords(count);
    return counts.join(QStringLiteral(" / "));
}

QString LineageThing::contentInWords() const
{
    return content.isEmpty() ? QString() : contentKind + QLatin1Char(' ') + content.left(8);
}

void LineageGraph::index()
{
    flowsInto.clear();
    flowsOutOf.clear();
    choicesOf.clear();
    families.clear();
    for (size_t i = 0; i < flows.size(); ++i) {
        flowsInto[flows[i].to].push_back(int(i));
        flowsOutOf[flows[i].from].push_back(int(i));
    }
    for (size_t i = 0; i < choices.size(); ++i)
        choicesOf[choices[i].thing].push_back(int(i));
    // Runs were read from the newest on, and so were their things.
    for (size_t i = 0; i < things.size(); ++i)
        families[things[i].family].push_back(int(i));
}

int LineageGraph::newestOf(int thing) const
{
    const auto family = families.constFind(things[size_t(thing)].family);
    return family == families.constEnd() ? thing : family->front();
}

namespace {

void walkThings(const LineageGraph &graph, int start, bool up, LineageReach &reach)
{
    std::vector<char> seen(graph.things.size(), 0);
    std::vector<int> open{start};
    seen[size_t(start)] = 1;
    while (!open.empty()) {
        const int at = open.back();
        open.pop_back();
        reach.things[size_t(at)] = 1;
        const LineageThing &thing = graph.things[size_t(at)];
        for (const int next : up ? thing.above : thing.below)
            if (!std::exchange(seen[size_t(next)], 1))
                open.push_back(next);
    }
}

void walkColumns(const LineageGraph &graph, ColumnRef start, bool up, LineageReach &reach)
{
    QHash<ColumnRef, int> seen{{start, 1}};
    QList<ColumnRef> open{start};
    while (!open.isEmpty()) {
        const ColumnRef at = open.takeLast();
        reach.columns.insert(at, 1);
        reach.things[size_t(at.thing)] = 1;
        for (const int flow : (up ? graph.flowsInto : graph.flowsOutOf).value(at)) {
            reach.flows[size_t(flow)] = 1;
            const ColumnRef next = up ? graph.flows[size_t(flow)].from : graph.flows[size_t(flow)].to;
            if (!seen.contains(next)) {
                seen.insert(next, 1);
                open << next;
            }
        }
    }
}

/// The reached things, each after what it comes from; a knot of cycles in the order of numbers.
std::vector<int> inOrder(const LineageGraph &graph, const std::vector<char> &reached)
{
    std::vector<int> waiting(graph.things.size(), 0), ready, order;
    for (size_t i = 0; i < graph.things.size(); ++i) {
        if (!reached[i])
            continue;
        for (const int above : graph.things[i].above)
            waiting[i] += reached[size_t(above)];
        if (waiting[i] == 0)
            ready.push_back(int(i));
    }
    std::vector<char> done(graph.things.size(), 0);
    const auto take = [&] {
        for (size_t next = 0; next < ready.size(); ++next) {
            const int at = ready[next];
            if (std::exchange(done[size_t(at)], 1))
                continue;
            order.push_back(at);
            for (const int below : graph.things[size_t(at)].below)
                if (reached[size_t(below)] && --waiting[size_t(below)] == 0)
                    ready.push_back(below);
        }
        ready.clear();
    };
    take();
    for (size_t i = 0; i < graph.things.size(); ++i)
        if (reached[i] && !done[i]) {
            ready.push_back(int(i));
            take();
        }
    return order;
}

/// 'feature 1 of 8, gain 31 %': what a model made of a column.
QString weightInWords(const LineageThing &model, const QStringList &features)
{
    const QJsonObject training = model.facts.value(QStringLiteral("training")).toObject();
    const QJsonObject gain = training.value(QStringLiteral("importance")).toObject().value(QStringLiteral("gain")).toObject();
    QHash<QString, double> weights;
    for (auto it = gain.begin(); it != gain.end(); ++it)
        weights.insert(it.key(), it.value().toDouble());
    for (const QJsonValue &output : training.value(QStringLiteral("outputs")).toArray())
        for (const QJsonValue &value : output.toObject().value(QStringLiteral("coefficients")).toArray())
            weights[value.toObject().value(QStringLiteral("feature")).toString()] += std::abs(
                value.toObject().value(QStringLiteral("coefficient")).toDouble());
    double all = 0, ours = 0;
    QStringList used;
    for (auto it = weights.cbegin(); it != weights.cend(); ++it)
        all += it.value();
    for (const QString &feature : features)
        if (weights.contains(feature)) {
            ours += weights.value(feature);
            used << feature;
        }
    if (used.isEmpty())
        return {};
    const QString count = used.size() == 1
        ? QCoreApplication::translate("headrace::LineagePath", "one of %n features", nullptr, int(weights.size()))
        : QCoreApplication::translate("headrace::LineagePath", "%1 of %n features", nullptr, int(weights.size())).arg(used.size());
    if (gain.isEmpty() || all <= 0)
        return count;
    return QCoreApplication::translate("headrace::LineagePath", "%1, gain %2 %")
        .arg(count)
        .arg(QLocale().toString(100 * ours / all, 'f', 0));
}

}  // namespace

LineageReach reachOf(const LineageGraph &graph, ColumnRef from, WalkDirection direction)
{
    LineageReach reach;
    reach.things.assign(graph.things.size(), 0);
    reach.flows.assign(graph.flows.size(), 0);
    if (from.thing < 0)
        return reach;
    for (const bool up : {true, false}) {
        if ((up && direction == WalkDirection::Downstream) || (!up && direction == WalkDirection::Upstream))
            continue;
        if (from.column < 0)
            walkThings(graph, from.thing, up, reach);
        else
            walkColumns(graph, from, up, reach);
    }
    reach.thingCount = int(std::count(reach.things.begin(), reach.things.end(), 1));
    return reach;
}

QList<LineageStep> pathOf(const LineageGraph &graph, ColumnRef from, WalkDirection direction)
{
    QList<LineageStep> path;
    if (from.thing < 0)
        return path;
    const LineageReach reach = reachOf(graph, from, direction);
    const std::vector<int> order = inOrder(graph, reach.things);
    if (from.column < 0) {
        for (const int thing : order)
            path << LineageStep{{thing, -1}, LineageStep::Part::Value, {}};
        return path;
    }
    for (const int number : order) {
        const LineageThing &thing = graph.things[size_t(number)];
        for (int column = 0; column < int(thing.columns.size()); ++column) {
            const ColumnRef at{number, column};
            if (!reach.columns.contains(at))
                continue;
            LineageStep step{at, LineageStep::Part::Value, thing.columns[column].expression};
            bool any = false, value = false;
            QStringList features;
            for (const int flow : graph.flowsInto.value(at))
                if (reach.flows[size_t(flow)]) {
                    any = true;
                    value |= graph.flows[size_t(flow)].kind == FlowKind::Value;
                    const ColumnRef &source = graph.flows[size_t(flow)].from;
                    features << graph.things[size_t(source.thing)].columns[source.column].name;
                }
            if (any && !value)
                step.part = LineageStep::Part::Decides;
            if (thing.kind == ThingKind::Model && step.expression.isEmpty())
                step.expression = weightInWords(thing, features);
            if (!thing.columns[column].value.isEmpty())
                step.expression = thing.columns[column].value;
            path << step;
        }
        // Said where it happens, and not followed further: all columns of the rows would come with it.
        for (const int choice : graph.choicesOf.value(number)) {
            const ColumnRef &source = graph.choices[size_t(choice)].from;
            if (reach.columns.contains(source) || (direction != WalkDirection::Downstream && source.thing >= 0))
                path << LineageStep{{number, -1},
                                    LineageStep::Part::ChoosesRows,
                                    graph.things[size_t(source.thing)].title + QStringLiteral(" · ")
                                        + graph.things[size_t(source.thing)].columns[source.column].name};
        }
    }
    return path;
}

QList<ColumnRef> searchLineage(const LineageGraph &graph, const QString &text, int most)
{
    QString plain = text;
    plain.replace(QStringLiteral("·"), QStringLiteral(" "));
    const QStringList words = plain.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    const auto holds = [](const QString &name, const QString &word) { return name.contains(word, Qt::CaseInsensitive); };
    struct Found {
        ColumnRef at;
        int rank;
    };
    QList<Found> found;
    for (size_t i = 0; i < graph.things.size(); ++i) {
        const LineageThing &thing = graph.things[i];
        if (graph.newestOf(int(i)) != int(i))
            continue;
        QStringList left;
        for (const QString &word : words)
            if (!holds(thing.title, word) && !holds(thing.path, word) && !holds(thing.node, word)
                && !thing.content.startsWith(word, Qt::CaseInsensitive))
                left << word;
        if (left.isEmpty()) {
            const bool begins = thing.title.startsWith(words.first(), Qt::CaseInsensitive);
            found << Found{{int(i), -1}, begins ? 0 : 1};
        }
        for (int column = 0; column < int(thing.columns.size()); ++column) {
            const QString &name = thing.columns[column].name;
            const QStringList &wanted = left.isEmpty() ? words : left;
            if (std::all_of(wanted.begin(), wanted.end(), [&](const QString &word) { return holds(name, word); })) {
                const bool exact = name.compare(wanted.last(), Qt::CaseInsensitive) == 0;
                found << Found{{int(i), column},
                               (exact ? 0 : 2) + (thing.columns[column].expression.isEmpty() && thing.kind != ThingKind::Source ? 1 : 0)};
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) { return a.rank < b.rank; });
    QList<ColumnRef> result;
    for (const Found &one : found.mid(0, most))
        result << one.at;
    return result;
}

}  // namespace headrace
