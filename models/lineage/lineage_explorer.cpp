// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/lineage_explorer.h"

namespace headrace {

namespace {

constexpr int kQuietMs = 1000;  // a run writes often; the graph need not follow each word

struct Arranged {
    LineagePicture picture;
    LineageReach reach;
    QList<LineageStep> path;
};

/// The same thing in another reading, else the newest of its family.
ColumnRef foundAgain(const LineageGraph &before, const LineageGraph &now, ColumnRef focus)
{
    if (focus.thing < 0 || focus.thing >= int(before.things.size()))
        return {};
    const LineageThing &was = before.things[size_t(focus.thing)];
    ColumnRef found;
    for (const int thing : now.families.value(was.family)) {
        if (found.thing < 0)
            found.thing = thing;
        if (now.things[size_t(thing)].content == was.content) {
            found.thing = thing;
            break;
        }
    }
    if (found.thing >= 0 && focus.column >= 0)
        found.column = now.things[size_t(found.thing)].columnOf(was.columns[focus.column].name);
    return found;
}

}  // namespace

LineageExplorer::LineageExplorer(StoreThread *store, const Catalog &catalog, QObject *parent)
    : QObject(parent), m_store(store), m_catalog(catalog), m_later(this), m_work(this)
{
    m_later.setSingleShot(true);
    m_later.setInterval(kQuietMs);
    connect(&m_later, &QTimer::timeout, this, &LineageExplorer::refresh);
    connect(store, &StoreThread::changed, this, [this] {
        m_stale = true;
        if (m_active && !m_later.isActive())
            m_later.start();
    });
}

void LineageExplorer::setActive(bool active)
{
    m_active = active;
    if (active && m_stale && !m_reading)
        refresh();
}

void LineageExplorer::setScope(const LineageScope &scope)
{
    m_scope = scope;
    refresh();
}

void LineageExplorer::setView(const LineageView &view)
{
    m_view = view;
    arrangeSoon();
}

void LineageExplorer::setFocus(ColumnRef focus)
{
    if (focus == m_view.focus)
        return;
    m_view.focus = focus;
    arrangeSoon();
}

void LineageExplorer::refresh()
{
    m_stale = false;
    m_reading = true;
    const int number = ++m_asked;
    m_store->ask<std::shared_ptr<const LineageGraph>>(
        [catalog = &m_catalog, scope = m_scope](record::Store &store) -> Result<std::shared_ptr<const LineageGraph>> {
            HR_ASSIGN(LineageGraph graph, readLineage(store, *catalog, scope));
            return std::shared_ptr<const LineageGraph>(std::make_shared<LineageGraph>(std::move(graph)));
        },
        this,
        [this, number](const Result<std::shared_ptr<const LineageGraph>> &graph) {
            if (number != m_asked)
                return;
            m_reading = false;
            if (!graph) {
                Q_EMIT failed(graph.error());
                return;
            }
            take(*graph);
        });
}

void LineageExplorer::take(std::shared_ptr<const LineageGraph> graph)
{
    m_view.focus = foundAgain(*m_graph, *graph, m_view.focus);
    m_graph = std::move(graph);
    m_picture = {};
    m_reach = {};
    m_path.clear();
    m_ready = true;
    Q_EMIT graphChanged();
    arrangeSoon();
}

void LineageExplorer::arrangeSoon()
{
    m_work.start(
        [graph = m_graph, view = m_view] {
            Arranged arranged;
            arranged.reach = reachOf(*graph, view.focus, view.direction);
            arranged.path = pathOf(*graph, view.focus, view.direction);
            arranged.picture = arrange(*graph, view, arranged.reach);
            return arranged;
        },
        [this, graph = m_graph](Arranged arranged) {
            if (graph != m_graph)
                return;
            m_picture = std::move(arranged.picture);
            m_reach = std::move(arranged.reach);
            m_path = std::move(arranged.path);
            Q_EMIT pictureChanged();
        });
}

}  // namespace headrace

#include "moc_lineage_explorer.cpp"
