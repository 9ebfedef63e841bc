// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/charts/quick_chart.h"

#include "engine/host/process.h"
#include "models/charts/chart_sql.h"
#include "models/check/structure.h"
#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"

#include <cmath>
#include <limits>

namespace headrace {

namespace {

double real(const QJsonValue &value)
{
    return value.isDouble() ? value.toDouble() : std::numeric_limits<double>::quiet_NaN();
}

DensityGrid emptyGrid(int width, int height, double lowX, double highX, double lowY, double highY)
{
    return {width, height, lowX, highX, lowY, highY, std::vector<double>(size_t(width) * size_t(height), 0)};
}

void put(DensityGrid &grid, int x, int y, double count)
{
    if (x >= 0 && x < grid.width && y >= 0 && y < grid.height)
        grid.counts[size_t(y) * size_t(grid.width) + size_t(x)] = count;
}

}  // namespace

void QuickChart::setSession(DocumentSession *session)
{
    cancel();
    m_session = session;
    m_ready = false;
    m_error = {};
    Q_EMIT changed();
}

void QuickChart::cancel()
{
    if (m_asked && m_session)
        m_session->slowWorker()->cancel(std::exchange(m_asked, 0));
    m_asked = 0;
}

void QuickChart::query(const QString &sql, std::function<void(const QJsonArray &)> then)
{
    const auto body = [look = m_session->look(), sql, port = m_port] {
        return look.neededFor({port}).body(
            {{QStringLiteral("sql"), sql}, {QStringLiteral("ports"), QJsonObject{{QStringLiteral("rows"), look.prefix + port}}}})();
    };
    m_asked = m_session->slowWorker()->ask(QStringLiteral("query"), body, this, [this, then](const Result<QJsonObject> &answer) {
        m_asked = 0;
        if (answer)
            then(answer->value(QStringLiteral("rows")).toArray());
        else
            fail(answer.error());
    });
}

void QuickChart::finish(ChartFigures figures)
{
    m_figures = std::move(figures);
    m_ready = true;
    m_error = {};
    m_tookMs = (host::monotonicSeconds() - m_startedAt) * 1000;
    Q_EMIT changed();
}

void QuickChart::fail(const Error &error)
{
    m_ready = false;
    m_error = error;
    Q_EMIT changed();
}

void QuickChart::ask(const QString &port, ChartKind kind, const QList<ColumnInfo> &columns, const QString &xName, const QString &yName)
{
    using namespace chart_sql;
    cancel();
    if (!m_session || port.isEmpty())
        return;
    m_port = port;
    m_startedAt = host::monotonicSeconds();
    ChartFigures figures;
    figures.kind = kind;
    for (const ColumnInfo &column : columns) {
        if (column.name == xName)
            figures.x = column;
        if (column.name == yName)
            figures.y = column;
        if (isMeasured(column) && !isTemporal(column))
            figures.columns << column;
    }
    const ColumnInfo x = figures.x, y = figures.y;
    switch (kind) {
    case ChartKind::Histogram:
        if (x.name.isEmpty() || !isMeasured(x))
            break;
        query(histogram(x), [this, figures](const QJsonArray &rows) mutable {
            figures.counts.assign(kBins, 0);
            for (const QJsonValue &value : rows) {
                const QJsonArray row = value.toArray();
                const int bin = row.at(0).toInt(-1);
                if (bin >= 0 && bin < kBins)
                    figures.counts[size_t(bin)] = row.at(1).toDouble();
                figures.low = row.at(2).toDouble();
                figures.high = row.at(3).toDouble();
                figures.missing = row.at(4).toInteger();
            }
            finish(std::move(figures));
        });
        return;
    case ChartKind::Bars:
        if (x.name.isEmpty())
            break;
        query(bars(x, isMeasured(y) ? y : ColumnInfo()), [this, figures](const QJsonArray &rows) mutable {
            for (const QJsonValue &value : rows) {
                const QJsonArray row = value.toArray();
                figures.labels << row.at(0).toString();
                figures.values.push_back(real(row.at(1)));
                figures.shownRows += row.at(2).toInteger();
                figures.rows = row.at(3).toInteger();
            }
            finish(std::move(figures));
        });
        return;
    case ChartKind::Boxes:
        if (y.name.isEmpty() || !isMeasured(y))
            break;
        query(boxes(y, x), [this, figures](const QJsonArray &rows) mutable {
            for (const QJsonValue &value : rows) {
                const QJsonArray row = value.toArray();
                figures.boxes << ChartBox{row.at(0).toString(), row.at(1).toDouble(), row.at(2).toDouble(),  row.at(3).toDouble(),
                                          row.at(4).toDouble(), row.at(5).toDouble(), row.at(6).toInteger(), row.at(7).toInteger()};
            }
            finish(std::move(figures));
        });
        return;
    case ChartKind::Scatter:
        if (x.name.isEmpty() || y.name.isEmpty() || !isMeasured(x) || !isMeasured(y))
            break;
        query(extent(x, y), [this, figures, x, y](const QJsonArray &answer) mutable {
            const QJsonArray row = answer.at(0).toArray();
            figures.rows = row.at(0).toInteger();
            const double lowX = row.at(1).toDouble(), highX = row.at(2).toDouble(), lowY = row.at(3).toDouble(),
                         highY = row.at(4).toDouble();
            figures.grid = emptyGrid(0, 0, lowX, highX, lowY, highY);
            if (figures.rows <= kMostPoints) {
                query(points(x, y), [this, figures](const QJsonArray &rows) mutable {
                    figures.points.reserve(size_t(rows.size()));
                    for (const QJsonValue &value : rows)
                        figures.points.emplace_back(value.toArray().at(0).toDouble(), value.toArray().at(1).toDouble());
                    finish(std::move(figures));
                });
                return;
            }
            figures.grid = emptyGrid(kGridX, kGridY, lowX, highX, lowY, highY);
            query(density(x, y, lowX, highX, lowY, highY, kGridX, kGridY), [this, figures](const QJsonArray &rows) mutable {
                for (const QJsonValue &value : rows) {
                    const QJsonArray cell = value.toArray();
                    put(figures.grid, cell.at(0).toInt(-1), cell.at(1).toInt(-1), cell.at(2).toDouble());
                }
                finish(std::move(figures));
            });
        });
        return;
    case ChartKind::Line:
        if (x.name.isEmpty() || y.name.isEmpty() || !isMeasured(x) || !isMeasured(y))
            break;
        query(line(x, y), [this, figures](const QJsonArray &rows) mutable {
            for (const QJsonValue &value : rows) {
                const QJsonArray row = value.toArray();
                figures.lineX.push_back(row.at(0).toDouble());
                figures.lineMean.push_back(row.at(1).toDouble());
                figures.lineLow.push_back(row.at(2).toDouble());
                figures.lineHigh.push_back(row.at(3).toDouble());
            }
            finish(std::move(figures));
        });
        return;
    case ChartKind::Correlation:
        figures.columns = figures.columns.mid(0, kMostCorrelated);
        if (figures.columns.size() < 2)
            break;
        query(correlations(figures.columns), [this, figures](const QJsonArray &answer) mutable {
            const QJsonArray row = answer.at(0).toArray();
            const size_t n = size_t(figures.columns.size());
            figures.matrix.assign(n * n, 1);
            qsizetype at = 0;
            for (size_t a = 0; a < n; ++a)
                for (size_t b = a + 1; b < n; ++b)
                    figures.matrix[a * n + b] = figures.matrix[b * n + a] = real(row.at(at++));
            finish(std::move(figures));
        });
        return;
    case ChartKind::Pairs: {
        // The chosen two first, then as they come.
        std::stable_sort(figures.columns.begin(), figures.columns.end(), [&](const ColumnInfo &a, const ColumnInfo &b) {
            const auto rank = [&](const ColumnInfo &c) { return c.name == x.name ? 0 : c.name == y.name ? 1 : 2; };
            return rank(a) < rank(b);
        });
        figures.columns = figures.columns.mid(0, kMostPairs);
        if (figures.columns.size() < 2)
            break;
        query(extents(figures.columns), [this, figures](const QJsonArray &answer) mutable {
            const QJsonArray row = answer.at(0).toArray();
            const qsizetype n = figures.columns.size();
            for (qsizetype i = 0; i < n; ++i)
                figures.ranges << std::pair(row.at(2 * i).toDouble(), row.at(2 * i + 1).toDouble());
            query(pairs(figures.columns, figures.ranges), [this, figures, n](const QJsonArray &rows) mutable {
                figures.pairCounts.assign(size_t(n), std::vector<double>(kPairGrid, 0));
                std::vector<int> place(size_t(n * n), -1);
                for (qsizetype a = 0; a < n; ++a)
                    for (qsizetype b = a + 1; b < n; ++b) {
                        place[size_t(a * n + b)] = int(figures.pairGrids.size());
                        figures.pairGrids.push_back(emptyGrid(kPairGrid, kPairGrid, figures.ranges[a].first, figures.ranges[a].second,
                                                              figures.ranges[b].first, figures.ranges[b].second));
                    }
                for (const QJsonValue &value : rows) {
                    const QJsonArray cell = value.toArray();
                    const int a = cell.at(0).toInt(), b = cell.at(1).toInt(), binA = cell.at(2).toInt(-1);
                    if (a < 0 || b < a || b >= n || binA < 0 || binA >= kPairGrid)
                        continue;
                    if (a == b)
                        figures.pairCounts[size_t(a)][size_t(binA)] = cell.at(4).toDouble();
                    else
                        put(figures.pairGrids[size_t(place[size_t(a * n + b)])], binA, cell.at(3).toInt(-1), cell.at(4).toDouble());
                }
                finish(std::move(figures));
            });
        });
        return;
    }
    }
    fail(Error(ErrorCode::Invalid, tr("These columns cannot be drawn so."), tr("Choose columns of numbers or dates.")));
}

}  // namespace headrace

#include "moc_quick_chart.cpp"
