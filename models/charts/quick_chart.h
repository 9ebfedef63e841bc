// SPDX-License-Identifier: GPL-3.0-or-later
// One quick chart of a port: what is wished, and the aggregated figures that the worker gave.
#pragma once

#include "engine/base/result.h"
#include "models/schema/port_schemas.h"

#include <QJsonArray>
#include <QObject>
#include <QPointF>
#include <QPointer>

#include <vector>

namespace headrace {

class DocumentSession;

enum class ChartKind { Histogram, Bars, Boxes, Scatter, Line, Correlation, Pairs };

/// Counts in a grid over two axes.
struct DensityGrid {
    int width = 0, height = 0;
    double lowX = 0, highX = 1, lowY = 0, highY = 1;
    std::vector<double> counts;  ///< row by row, from low to high
    double at(int x, int y) const { return counts[size_t(y) * size_t(width) + size_t(x)]; }
};

struct ChartBox {
    QString label;
    double low = 0, q1 = 0, median = 0, q3 = 0, high = 0;
    qint64 count = 0, outliers = 0;
};

/// What there is to draw; only the members of the kind are filled.
struct ChartFigures {
    ChartKind kind = ChartKind::Histogram;
    ColumnInfo x, y;
    double low = 0, high = 1;    ///< histogram
    std::vector<double> counts;  ///< histogram
    qint64 missing = 0;          ///< histogram
    QStringList labels;          ///< bars
    std::vector<double> values;  ///< bars
    qint64 rows = 0;             ///< bars: in all; scatter: pairs
    qint64 shownRows = 0;        ///< bars: in those that are shown
    QList<ChartBox> boxes;
    std::vector<QPointF> points;  ///< scatter
    DensityGrid grid;             ///< scatter of more rows
    std::vector<double> lineX, lineMean, lineLow, lineHigh;
    QList<ColumnInfo> columns;                    ///< correlation, pairs
    std::vector<double> matrix;                   ///< correlation; NaN where there is none
    std::vector<DensityGrid> pairGrids;           ///< pairs a < b, in order
    std::vector<std::vector<double>> pairCounts;  ///< pairs: the histogram of each
    QList<std::pair<double, double>> ranges;      ///< pairs
};

/// Window's thread; the last wish counts.
class QuickChart : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void setSession(DocumentSession *session);
    /// Columns that the kind does not want may be without a name. Nothing is asked where the kind cannot be drawn of them.
    void ask(const QString &port, ChartKind kind, const QList<ColumnInfo> &columns, const QString &x, const QString &y);
    void cancel();

    bool isBusy() const { return m_asked != 0; }
    const ChartFigures &figures() const { return m_figures; }
    bool hasFigures() const { return m_ready; }
    const Error &error() const { return m_error; }
    /// How long the answer took, in ms.
    double tookMs() const { return m_tookMs; }

Q_SIGNALS:
    void changed();

private:
    void query(const QString &sql, std::function<void(const QJsonArray &rows)> then);
    void finish(ChartFigures figures);
    void fail(const Error &error);

    QPointer<DocumentSession> m_session;
    QString m_port;
    int m_asked = 0;
    ChartFigures m_figures;
    bool m_ready = false;
    Error m_error;
    double m_startedAt = 0, m_tookMs = 0;
};

}  // namespace headrace
