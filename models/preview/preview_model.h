// SPDX-License-Identifier: GPL-3.0-or-later
// The rows at a port: the first 1,000 at once, all of them from a private scratch when one scrolls on, sorts or filters.
#pragma once

#include "engine/base/result.h"
#include "models/failure/failed_rows.h"
#include "models/schema/port_schemas.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QPointer>

namespace headrace {

class DocumentSession;
class WarmWorker;

struct PreviewFilter {
    QString column;
    QString op;  ///< contains, equals, differs, less, at_most, greater, at_least, missing, present
    QString value;
    bool operator==(const PreviewFilter &) const = default;
};

/// What the first rows say of a column: for the small picture in its header.
struct ColumnSketch {
    QList<double> bins;  ///< heights from 0 to 1; empty where there is nothing to draw
    double missing = 0;  ///< share of the rows
    qint64 rows = 0;     ///< of how many
};

/// Belongs to the window's thread, which it never makes wait; answers that come too late are dropped. Looking has no effects: nothing
/// runs, and sort and filter are of this view alone.
class PreviewModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Phase {
        Empty,    ///< no port is shown
        Loading,  ///< the first rows are on their way
        First,    ///< the first rows are there
        Writing,  ///< all rows are being written to the scratch; the first are there
        All,      ///< all rows can be scrolled through
        Unknown,  ///< not known before a run: 'Run to see'
        Failed,   ///< error() says why
    };
    Q_ENUM(Phase)
    enum Role {
        MissingRole = Qt::UserRole,  ///< the value is NULL
        PendingRole,                 ///< the value is on its way
        NumberRole,                  ///< the column holds numbers
    };
    static constexpr int kFirstRows = 1000;

    explicit PreviewModel(QObject *parent = nullptr);
    ~PreviewModel() override;

    /// Null: none. Rows at ports of this document from now on.
    void setSession(DocumentSession *session);
    /// NODE:PORT; empty: nothing.
    void showPort(const QString &port);
    /// The rows of a document's node that fail, found anew as the document changes; port() then only names them.
    void showFailedRows(const FailureCause &cause);
    bool showsFailedRows() const { return m_cause.has_value(); }
    /// Asks again for what is shown, keeping sort and filters as far as their columns are still there.
    void refresh();
    /// Writes all rows, so that one can go to the end; happens by itself when one scrolls there.
    void loadAll();

    const QString &port() const { return m_port; }
    Phase phase() const { return m_phase; }
    const Error &error() const { return m_error; }
    const QList<ColumnInfo> &columns() const { return m_columns; }
    /// Whether all rows of the port are rows of the model.
    bool isComplete() const { return m_complete; }
    /// For the line above the table: how many rows these are, and in what order.
    QString note() const;
    /// From showPort() to the first rows, in ms; below 0 before.
    double firstRowsMs() const { return m_firstMs; }

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;  ///< column -1: the port's own order
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    void setFilters(const QList<PreviewFilter> &filters);
    const QList<PreviewFilter> &filters() const { return m_filters; }

    ColumnSketch sketch(int column) const;
    /// The value of a cell; Undefined while it is on its way.
    QJsonValue value(int row, int column) const;
    /// Whole rows that are there; those on their way are left out.
    QList<QJsonArray> rows(int first, int last) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void phaseChanged();
    void noteChanged();

private:
    void show(const QString &port, const std::optional<FailureCause> &cause);
    void checked();
    void clear(Phase phase);
    void cancelAll();
    void forgetRows();
    void setPhase(Phase phase);
    void askFirst();
    void openView();
    void closeView(const QString &view);
    void takeView(const QJsonObject &answer, const QString &view, bool plain);
    void want(int page) const;
    void fetch();
    void fail(const Error &error);
    QByteArray recipe() const;
    std::function<QJsonObject()> body(const QJsonObject &more) const;
    bool isPlain() const { return m_sortColumn < 0 && m_filters.isEmpty(); }
    const QJsonArray *rowAt(int row) const;

    QPointer<DocumentSession> m_session;
    QString m_port;
    std::optional<FailureCause> m_cause;
    Phase m_phase = Phase::Empty;
    Error m_error;
    QList<ColumnInfo> m_columns;
    QByteArray m_recipe;  ///< of the node when its rows were asked for
    bool m_complete = false;
    QElapsedTimer m_clock;
    double m_firstMs = -1;

    std::vector<QJsonArray> m_first;  ///< the rows of the first answer
    mutable QHash<int, ColumnSketch> m_sketches;

    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QList<PreviewFilter> m_filters;

    int m_rows = 0;
    QString m_base;   ///< the open view in the port's own order; empty: none
    QString m_shown;  ///< the open view whose rows are shown; empty: the first rows
    int m_baseRows = 0;
    bool m_firstComplete = false, m_baseComplete = true;
    int m_pageRows = kFirstRows;
    using Page = std::vector<QJsonArray>;
    mutable QCache<int, Page> m_pages;
    mutable QList<int> m_wanted;                             ///< pages that were looked for, the latest last
    int m_firstAsked = 0, m_viewAsked = 0, m_pageAsked = 0;  ///< requests under way
    qint64 m_written = 0;                                    ///< bytes of the view that is being written
    bool m_reopened = false;
};

}  // namespace headrace
