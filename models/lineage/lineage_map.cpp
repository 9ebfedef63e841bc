// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/lineage_map.h"

#include "models/layout/layered_layout.h"

#include <QSet>

#include <algorithm>
#include <set>
#include <tuple>

namespace headrace {

namespace {

class Arranger
{
public:
    Arranger(const LineageGraph &graph, const LineageView &view, const LineageReach &reach) : m_graph(graph), m_view(view), m_reach(reach)
    {}

    LineagePicture arrange()
    {
        chooseCards();
        chooseRows();
        linkCards();
        linkRows();
        place();
        return std::move(m_picture);
    }

private:
    bool reached(int thing) const { return !m_reach.things.empty() && m_reach.things[size_t(thing)]; }
    bool focused() const { return m_view.focus.thing >= 0; }

    void chooseCards()
    {
        const int count = int(m_graph.things.size());
        m_stands.assign(size_t(count), -1);
        // Of a family that is looked at the version that is looked at stands for all.
        QHash<QString, int> standing;
        if (m_view.newestOnly && focused())
            for (int i = 0; i < count; ++i)
                if (reached(i) && !standing.contains(m_graph.things[size_t(i)].family))
                    standing.insert(m_graph.things[size_t(i)].family, i);
        if (m_view.newestOnly && focused())
            standing.insert(m_graph.things[size_t(m_view.focus.thing)].family, m_view.focus.thing);
        for (int i = 0; i < count; ++i) {
            const int stand = m_view.newestOnly ? standing.value(m_graph.things[size_t(i)].family, m_graph.newestOf(i)) : i;
            m_stands[size_t(i)] = stand;
            if (stand != i || (m_view.onlyReached && focused() && !reached(i)))
                continue;
            if (!m_view.shows(m_graph.things[size_t(i)].kind) && i != m_view.focus.thing)
                continue;
            LineageCard card;
            card.thing = i;
            if (m_view.newestOnly)
                card.versions = int(m_graph.families.value(m_graph.things[size_t(i)].family).size());
            m_cardAt.insert(i, int(m_picture.cards.size()));
            m_picture.cards.push_back(card);
        }
        for (int i = 0; i < count; ++i)
            if (const auto card = m_cardAt.constFind(m_stands[size_t(i)]); card != m_cardAt.constEnd())
                m_picture.cardOf.insert(i, *card);
    }

    void chooseRows()
    {
        for (LineageCard &card : m_picture.cards) {
            const LineageThing &thing = m_graph.things[size_t(card.thing)];
            const int all = int(thing.columns.size());
            if (!m_view.columns)
                continue;
            QList<int> lit, rest;
            for (int column = 0; column < all; ++column)
                (m_reach.columns.contains({card.thing, column}) ? lit : rest) << column;
            card.rows = lit.mid(0, LineageCard::kMostRows);
            card.rows += rest.mid(0, LineageCard::kMostRows - card.rows.size());
            std::sort(card.rows.begin(), card.rows.end());
            card.more = all - int(card.rows.size());
            if (thing.kind == ThingKind::Model && thing.columnOf(QStringLiteral("model")) >= 0) {
                QSet<QString> features;
                for (const int flow : m_graph.flowsInto.value({card.thing, thing.columnOf(QStringLiteral("model"))})) {
                    const ColumnRef from = m_graph.flows[size_t(flow)].from;
                    features.insert(m_graph.things[size_t(from.thing)].columns[from.column].name);
                }
                card.features = int(features.size());
            }
        }
    }

    int visible(int thing) const { return m_picture.cardOf.value(thing, -1); }

    /// Edges between cards; what is hidden is bridged.
    void linkCards()
    {
        const int count = int(m_graph.things.size());
        for (int i = 0; i < count; ++i) {
            const int from = visible(i);
            if (from < 0)
                continue;
            std::vector<int> open(m_graph.things[size_t(i)].below);
            QSet<int> passed;
            while (!open.empty()) {
                const int next = open.back();
                open.pop_back();
                const int to = visible(next);
                if (to >= 0) {
                    addLink(from, to, i, next);
                } else if (!passed.contains(next) && !m_view.shows(m_graph.things[size_t(next)].kind)) {
                    passed.insert(next);
                    const LineageThing &hidden = m_graph.things[size_t(next)];
                    open.insert(open.end(), hidden.below.begin(), hidden.below.end());
                }
            }
        }
    }

    void addLink(int from, int to, int fromThing, int toThing)
    {
        if (from == to)
            return;
        const quint64 key = quint64(from) << 32 | quint64(to);
        const bool lit = focused() && reached(fromThing) && reached(toThing) && m_view.focus.column < 0;
        const auto known = m_linkAt.constFind(key);
        if (known == m_linkAt.constEnd()) {
            m_linkAt.insert(key, int(m_picture.links.size()));
            m_picture.links.push_back({from, to, -1, -1, lit});
        } else {
            m_picture.links[size_t(*known)].lit |= lit;
        }
    }

    /// Where columns are known to flow, lines run from row to row in place of from card to card.
    void linkRows()
    {
        std::set<std::tuple<int, int, int, int>> known;
        QSet<quint64> byRows, litPairs;
        std::vector<LineageLink> rows;
        for (size_t i = 0; i < m_graph.flows.size(); ++i) {
            const ColumnFlow &flow = m_graph.flows[i];
            const int from = visible(flow.from.thing), to = visible(flow.to.thing);
            if (from < 0 || to < 0 || from == to)
                continue;
            const bool lit = !m_reach.flows.empty() && m_reach.flows[i];
            if (lit)
                litPairs.insert(quint64(from) << 32 | quint64(to));
            if (!m_view.columns)
                continue;
            const auto rowOf = [this](int card, const ColumnRef &ref) {
                const LineageCard &shown = m_picture.cards[size_t(card)];
                if (shown.thing == ref.thing)
                    return shown.rowOf(ref.column);
                const LineageThing &standing = m_graph.things[size_t(shown.thing)];
                return shown.rowOf(standing.columnOf(m_graph.things[size_t(ref.thing)].columns[ref.column].name));
            };
            const LineageLink link{from, to, rowOf(from, flow.from), rowOf(to, flow.to), lit};
            if (link.fromRow < 0 || link.toRow < 0)
                continue;
            const auto key = std::tuple(from, to, link.fromRow, link.toRow);
            byRows.insert(quint64(from) << 32 | quint64(to));
            if (!known.insert(key).second && !lit)
                continue;
            rows.push_back(link);
        }
        for (LineageLink &link : m_picture.links) {
            const quint64 key = quint64(link.from) << 32 | quint64(link.to);
            if (!byRows.contains(key) && litPairs.contains(key))
                link.lit = true;
        }
        m_picture.links.erase(std::remove_if(m_picture.links.begin(), m_picture.links.end(),
                                             [&](const LineageLink &link) {
                                                 return byRows.contains(quint64(link.from) << 32 | quint64(link.to)) && !link.lit;
                                             }),
                              m_picture.links.end());
        m_picture.links.insert(m_picture.links.end(), rows.begin(), rows.end());
    }

    void place()
    {
        std::vector<QSizeF> sizes;
        for (const LineageCard &card : m_picture.cards)
            sizes.emplace_back(LineageCard::kWidth, LineageCard::kHead + card.lines() * LineageCard::kRow);
        std::vector<LayeredEdge> edges;
        QSet<quint64> seen;
        for (const LineageLink &link : m_picture.links) {
            const quint64 key = quint64(link.from) << 32 | quint64(link.to);
            if (seen.contains(key))
                continue;
            seen.insert(key);
            edges.push_back({link.from, link.to});
        }
        LayeredOptions options;
        options.layerGap = 72;
        options.nodeGap = 32;
        const std::vector<QPointF> corners = layeredLayout(sizes, edges, options);
        for (size_t i = 0; i < corners.size(); ++i) {
            m_picture.cards[i].rect = QRectF(corners[i], sizes[i]);
            m_picture.bounds |= m_picture.cards[i].rect;
        }
    }

    const LineageGraph &m_graph;
    const LineageView &m_view;
    const LineageReach &m_reach;
    LineagePicture m_picture;
    std::vector<int> m_stands;  ///< which thing stands for each
    QHash<int, int> m_cardAt;
    QHash<quint64, int> m_linkAt;
};

}  // namespace

LineagePicture arrange(const LineageGraph &graph, const LineageView &view, const LineageReach &reach)
{
    return Arranger(graph, view, reach).arrange();
}

}  // namespace headrace
