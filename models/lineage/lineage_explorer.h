// SPDX-License-Identifier: GPL-3.0-or-later
// What a person looks at in the lineage of all runs: read from the store, walked and laid out off the window's thread.
#pragma once

#include "models/check/background.h"
#include "models/lineage/lineage_map.h"
#include "models/lineage/lineage_reader.h"
#include "models/runs/store_thread.h"

#include <QTimer>

#include <memory>

namespace headrace {

/// Window's thread. The catalog and the store must outlive it.
class LineageExplorer : public QObject
{
    Q_OBJECT

public:
    LineageExplorer(StoreThread *store, const Catalog &catalog, QObject *parent = nullptr);

    /// Reads only while it is looked at; what was written meanwhile is read then.
    void setActive(bool active);
    const LineageScope &scope() const { return m_scope; }
    void setScope(const LineageScope &scope);
    const LineageView &view() const { return m_view; }
    void setView(const LineageView &view);
    /// column -1: the thing as a whole; thing -1: nothing.
    void setFocus(ColumnRef focus);

    const LineageGraph &graph() const { return *m_graph; }
    std::shared_ptr<const LineageGraph> sharedGraph() const { return m_graph; }
    const LineagePicture &picture() const { return m_picture; }
    const LineageReach &reach() const { return m_reach; }
    const QList<LineageStep> &path() const { return m_path; }
    /// The first reading has come.
    bool isReady() const { return m_ready; }
    bool isBusy() const { return m_reading || m_work.isBusy(); }

Q_SIGNALS:
    /// The graph was read anew: numbers of things mean something else now, and the focus was taken over by content.
    void graphChanged();
    /// The picture, what is reached and the path are others.
    void pictureChanged();
    void failed(const headrace::Error &error);

private:
    void refresh();
    void take(std::shared_ptr<const LineageGraph> graph);
    void arrangeSoon();

    StoreThread *m_store;
    const Catalog &m_catalog;
    LineageScope m_scope;
    LineageView m_view;
    std::shared_ptr<const LineageGraph> m_graph = std::make_shared<LineageGraph>();
    LineagePicture m_picture;
    LineageReach m_reach;
    QList<LineageStep> m_path;
    QTimer m_later;
    bool m_active = false, m_stale = true, m_ready = false, m_reading = false;
    int m_asked = 0;
    Background m_work;
};

}  // namespace headrace
