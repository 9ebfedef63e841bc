// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/results/timeline_chart.h"

#include "models/run/status_text.h"
#include "models/session/document_session.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace headrace {

namespace {

constexpr int kLabels = 168;
constexpr int kRight = 96;  // room for what stands behind the last bar
constexpr int kAxis = 22;

struct StatusLook {
    const char *icon;
    QColor Tokens::*colour;
};

StatusLook lookOf(NodeStatus status)
{
    switch (status) {
    case NodeStatus::Running:
        return {"loader", &Tokens::accent};
    case NodeStatus::Cached:
        return {"zap", &Tokens::secondary};
    case NodeStatus::Warning:
        return {"triangle-alert", &Tokens::warning};
    case NodeStatus::Failed:
        return {"circle-x", &Tokens::bad};
    case NodeStatus::Queued:
        return {"clock", &Tokens::muted};
    default:
        return {"circle-check", &Tokens::ok};
    }
}

/// A round number of ms between the marks of the axis.
qint64 stepOf(qint64 range, int marks)
{
    const double rough = double(range) / std::max(1, marks);
    const double power = std::pow(10, std::floor(std::log10(std::max(1.0, rough))));
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (factor * power >= rough)
            return qint64(factor * power);
    return qint64(10 * power);
}

}  // namespace

TimelineChart::TimelineChart(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Timeline of the run"));
}

void TimelineChart::setSession(DocumentSession *session)
{
    if (m_session)
        m_session->run()->disconnect(this);
    m_session = session;
    if (session)
        connect(session->run(), &RunControl::spansChanged, this, &TimelineChart::take);
    if (session)
        connect(session->run(), &RunControl::statusTextChanged, this, [this] {
            if (m_session->run()->isRunning())
                take();  // running bars grow
        });
    take();
}

void TimelineChart::take()
{
    m_order.clear();
    m_from = m_to = 0;
    if (m_session) {
        const QList<RunSpan> &spans = m_session->run()->spans();
        for (int i = 0; i < int(spans.size()); ++i) {
            const RunSpan &span = spans[i];
            if (span.skipped)
                continue;
            m_order << i;
            if (span.plannedMs && (!m_from || span.plannedMs < m_from))
                m_from = span.plannedMs;
            m_to = std::max({m_to, span.endMs, span.startMs});
        }
        if (m_session->run()->isRunning() && m_from)
            m_to = std::max(m_to, QDateTime::currentMSecsSinceEpoch());
        for (const MemorySample &sample : m_session->run()->memory())
            m_to = std::max(m_to, sample.timeMs);
        std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) {
            const qint64 left = spans[a].startMs ? spans[a].startMs : m_to + 1, right = spans[b].startMs ? spans[b].startMs : m_to + 1;
            return left < right;
        });
    }
    m_to = std::max(m_to, m_from + 1);
    const int rows = viewport()->height() - kMemoryHeight - kAxis;
    verticalScrollBar()->setSingleStep(kRowHeight);
    verticalScrollBar()->setPageStep(std::max(1, rows));
    verticalScrollBar()->setRange(0, std::max(0, int(m_order.size()) * kRowHeight - rows));
    viewport()->update();
}

void TimelineChart::resizeEvent(QResizeEvent *)
{
    take();
}

int TimelineChart::chartLeft() const
{
    return std::min(kLabels, viewport()->width() / 3);
}

double TimelineChart::xOf(qint64 timeMs) const
{
    const double width = std::max(1, viewport()->width() - chartLeft() - kRight);
    return chartLeft() + double(timeMs - m_from) / double(m_to - m_from) * width;
}

qint64 TimelineChart::timeAt(double x) const
{
    const double width = std::max(1, viewport()->width() - chartLeft() - kRight);
    return m_from + qint64((x - chartLeft()) / width * double(m_to - m_from));
}

void TimelineChart::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Tokens &t = Theme::tokens();
    painter.fillRect(viewport()->rect(), t.panel);
    if (!m_session || m_order.isEmpty())
        return;
    const int height = viewport()->height();
    paintAxis(painter, QRect(0, 0, viewport()->width(), height));
    paintRows(painter, QRect(0, kAxis, viewport()->width(), height - kAxis - kMemoryHeight));
    paintMemory(painter, QRect(0, height - kMemoryHeight, viewport()->width(), kMemoryHeight));
    if (m_hoverX >= chartLeft() && m_hoverX <= viewport()->width() - kRight) {
        painter.setPen(QPen(t.muted, 1, Qt::DashLine));
        painter.drawLine(m_hoverX, kAxis, m_hoverX, height);
    }
}

void TimelineChart::paintAxis(QPainter &painter, const QRect &area)
{
    const Tokens &t = Theme::tokens();
    painter.setFont(uiFont(-3));
    const int width = area.width() - chartLeft() - kRight;
    const qint64 step = stepOf(m_to - m_from, width / 90);
    for (qint64 time = 0; time <= m_to - m_from; time += step) {
        const int x = int(xOf(m_from + time));
        painter.setPen(t.line);
        painter.drawLine(x, kAxis, x, area.bottom());
        painter.setPen(t.muted);
        painter.drawText(QRect(x - 44, 2, 88, kAxis - 4), Qt::AlignCenter,
                         time == 0 ? QStringLiteral("0") : durationText(double(time) / 1000));
    }
    painter.setPen(t.line);
    painter.drawLine(0, kAxis - 1, area.right(), kAxis - 1);
}

void TimelineChart::paintRows(QPainter &painter, const QRect &area)
{
    const Tokens &t = Theme::tokens();
    const QList<RunSpan> &spans = m_session->run()->spans();
    painter.save();
    painter.setClipRect(area);
    painter.setRenderHint(QPainter::Antialiasing);
    const int scrolled = verticalScrollBar()->value();
    const int first = scrolled / kRowHeight, last = std::min(int(m_order.size()) - 1, (scrolled + area.height()) / kRowHeight);
    const QFont small = uiFont(-2), label = uiFont(-1);
    for (int row = first; row <= last; ++row) {
        const RunSpan &span = spans[m_order[row]];
        const int y = area.top() + row * kRowHeight - scrolled;
        const StatusLook look = lookOf(span.status);
        const QColor colour = t.*look.colour;
        paintIcon(painter, QLatin1String(look.icon), colour, QRectF(12, y + 5, 14, 14));
        painter.setFont(label);
        painter.setPen(t.text);
        QString title = m_session->titleOf(span.node);
        if (span.node.contains(QLatin1Char('/')))
            title += QStringLiteral(" / ") + span.node.section(QLatin1Char('/'), 1);
        const int room = chartLeft() - 40;
        painter.drawText(QRect(32, y, room, kRowHeight), Qt::AlignVCenter, QFontMetrics(label).elidedText(title, Qt::ElideRight, room));
        const qint64 end = span.endMs ? span.endMs : span.startMs ? m_to : 0;
        const double from = xOf(span.startMs ? span.startMs : m_to);
        if (span.plannedMs) {
            // Waiting: a hairline up to the start.
            painter.setPen(QPen(t.muted, 1, Qt::DotLine));
            painter.drawLine(QPointF(xOf(span.plannedMs), y + kRowHeight / 2.0), QPointF(from, y + kRowHeight / 2.0));
        }
        if (!span.startMs)
            continue;
        const double to = std::max(from + 3, xOf(end));
        const QRectF bar(from, y + 5, to - from, kRowHeight - 10);
        painter.setPen(Qt::NoPen);
        QColor fill = colour;
        if (span.status == NodeStatus::Cached || (span.seconds < 0 && span.endMs))
            fill.setAlphaF(0.45F);  // from the cache, or fused: its time is its stage's
        painter.setBrush(fill);
        painter.drawRoundedRect(bar, 3, 3);
        QStringList words;
        const double seconds = span.seconds >= 0 ? span.seconds : double(end - span.startMs) / 1000;
        if (span.status == NodeStatus::Cached)
            words << tr("from cache");
        else
            words << durationText(seconds);
        if (span.rows >= 0 && span.status != NodeStatus::Cached && seconds > 0.005)
            words << tr("%1 rows/s").arg(countText(qint64(double(span.rows) / seconds)));
        painter.setFont(small);
        painter.setPen(t.secondary);
        const QString text = words.join(QStringLiteral(" · "));
        const int width = QFontMetrics(small).horizontalAdvance(text);
        const double x = to + 6 + width <= viewport()->width() - 4 ? to + 6 : std::max<double>(chartLeft(), from - 6 - width);
        painter.drawText(QRectF(x, y, width + 4, kRowHeight), Qt::AlignVCenter, text);
    }
    painter.restore();
}

void TimelineChart::paintMemory(QPainter &painter, const QRect &area)
{
    const Tokens &t = Theme::tokens();
    painter.setPen(t.line);
    painter.drawLine(area.topLeft(), area.topRight());
    painter.setFont(uiFont(-1));
    painter.setPen(t.secondary);
    painter.drawText(QRect(32, area.top(), chartLeft() - 40, area.height()), Qt::AlignVCenter, tr("Memory"));
    paintIcon(painter, QStringLiteral("memory-stick"), t.secondary, QRectF(12, area.center().y() - 7, 14, 14));
    const QList<MemorySample> &samples = m_session->run()->memory();
    if (samples.isEmpty()) {
        painter.setPen(t.muted);
        painter.setFont(uiFont(-2));
        painter.drawText(QRect(chartLeft() + 4, area.top(), area.width() - chartLeft() - kRight, area.height()), Qt::AlignVCenter,
                         tr("Measured while a run goes on"));
        return;
    }
    qint64 most = 1;
    for (const MemorySample &sample : samples)
        most = std::max(most, sample.bytes);
    QPolygonF line;
    const double base = area.bottom() - 4, height = area.height() - 14;
    for (const MemorySample &sample : samples)
        line << QPointF(xOf(sample.timeMs), base - double(sample.bytes) / double(most) * height);
    line << QPointF(xOf(m_to), line.last().y());
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF shape = line;
    shape << QPointF(line.last().x(), base) << QPointF(line.first().x(), base);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accentSoft);
    painter.drawPolygon(shape);
    painter.setPen(QPen(t.accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setFont(uiFont(-2));
    painter.setPen(t.secondary);
    painter.drawText(QRect(area.right() - kRight + 6, area.top(), kRight - 8, area.height()), Qt::AlignVCenter,
                     tr("up to %1").arg(bytesText(most)));
}

QString TimelineChart::nodeAt(const QPoint &point) const
{
    if (!m_session || point.y() < kAxis || point.y() > viewport()->height() - kMemoryHeight)
        return {};
    const int row = (point.y() - kAxis + verticalScrollBar()->value()) / kRowHeight;
    return row < m_order.size() ? m_session->run()->spans()[m_order[row]].node : QString();
}

QString TimelineChart::wordsAt(const QPoint &point) const
{
    if (!m_session || m_order.isEmpty())
        return {};
    if (point.y() > viewport()->height() - kMemoryHeight) {
        const qint64 time = timeAt(point.x());
        const MemorySample *last = nullptr;
        for (const MemorySample &sample : m_session->run()->memory())
            if (sample.timeMs <= time || !last)
                last = &sample;
        return last ? tr("%1 of memory at %2").arg(bytesText(last->bytes), durationText(double(std::max<qint64>(0, time - m_from)) / 1000))
                    : QString();
    }
    const QString node = nodeAt(point);
    if (node.isEmpty())
        return {};
    for (const RunSpan &span : m_session->run()->spans()) {
        if (span.node != node)
            continue;
        QStringList lines{m_session->titleOf(node)};
        if (span.startMs && span.plannedMs)
            lines << tr("waited %1").arg(durationText(double(span.startMs - span.plannedMs) / 1000));
        if (span.status == NodeStatus::Cached)
            lines << tr("from the cache");
        else if (span.seconds >= 0)
            lines << tr("took %1").arg(durationText(span.seconds));
        else if (span.startMs && span.endMs)
            lines << tr("ran together with others, %1 in all").arg(durationText(double(span.endMs - span.startMs) / 1000));
        if (span.rows >= 0)
            lines << tr("%1 rows").arg(countText(span.rows));
        return lines.join(QLatin1Char('\n'));
    }
    return {};
}

bool TimelineChart::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString words = wordsAt(help->pos());
        if (words.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), words, viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        m_hoverX = -1;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineChart::mouseMoveEvent(QMouseEvent *event)
{
    m_hoverX = event->pos().x();
    viewport()->update();
}

void TimelineChart::leaveEvent(QEvent *)
{
    m_hoverX = -1;
    viewport()->update();
}

void TimelineChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const QString node = nodeAt(event->pos()); !node.isEmpty())
        Q_EMIT goTo(node);
}

}  // namespace headrace

#include "moc_timeline_chart.cpp"
