// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lineage/lineage_painter.h"

#include "models/summary/node_summary.h"
#include "widgets/canvas/edge_route.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>

#include <cmath>

namespace headrace {

namespace {

constexpr double kTextZoom = 0.55;
constexpr double kTitleZoom = 0.28;  // below, no title could be read, however large
constexpr double kCardZoom = 0.22;
constexpr double kCurveZoom = 0.3;
constexpr double kDotZoom = 0.45;
constexpr double kDotGrid = 16;

}  // namespace

QString iconOfThing(const LineageThing &thing, const Catalog &catalog)
{
    if (thing.kind == ThingKind::Source)
        return QStringLiteral("database");
    return thing.op.isEmpty() ? QStringLiteral("file") : iconOf(thing.op, catalog);
}

QColor hueOfThing(const LineageThing &thing, const Catalog &catalog, const Tokens &tokens)
{
    if (thing.kind == ThingKind::Source)
        return tokens.read;
    return thing.op.isEmpty() ? tokens.secondary : tokens.category(categoryOf(thing.op, catalog));
}

std::vector<LineageLine> linesOf(const LineagePicture &picture)
{
    std::vector<LineageLine> lines;
    lines.reserve(picture.links.size());
    for (const LineageLink &link : picture.links) {
        const LineageCard &from = picture.cards[size_t(link.from)], &to = picture.cards[size_t(link.to)];
        const auto level = [](const LineageCard &card, int row) {
            return row < 0 ? card.rect.top() + LineageCard::kHead / 2 : card.rowRect(row).center().y();
        };
        LineageLine line;
        line.points = curve(QPointF(from.rect.right(), level(from, link.fromRow)), QPointF(to.rect.left(), level(to, link.toRow))).line;
        line.bounds = line.points.boundingRect().adjusted(-2, -2, 2, 2);
        line.lit = link.lit;
        lines.push_back(std::move(line));
    }
    return lines;
}

void LineagePainter::paint(QPainter &painter, const QRectF &area, const std::vector<LineageLine> &lines, ColumnRef hovered) const
{
    ground(painter, area);
    const bool fine = m_zoom >= kCurveZoom;
    painter.setRenderHint(QPainter::Antialiasing, fine);
    painter.setBrush(Qt::NoBrush);
    QColor quiet = m_tokens.muted;
    quiet.setAlphaF(m_explorer.view().focus.thing >= 0 ? 0.25 : 0.45);
    // What is on the path lies above the rest.
    for (const bool lit : {false, true}) {
        QPen pen(lit ? m_tokens.accent : quiet, lit ? 1.75 : 1.0);
        pen.setCosmetic(true);
        painter.setPen(pen);
        QList<QLineF> plain;
        for (const LineageLine &line : lines) {
            if (line.lit != lit || !line.bounds.intersects(area))
                continue;
            if (fine)
                painter.drawPolyline(line.points);
            else
                plain << QLineF(line.points.first(), line.points.last());
        }
        painter.drawLines(plain);
    }
    for (const LineageCard &one : m_explorer.picture().cards)
        if (one.rect.adjusted(-4, -4, 4, 4).intersects(area))
            card(painter, one, hovered);
}

void LineagePainter::ground(QPainter &painter, const QRectF &area) const
{
    painter.fillRect(area, m_tokens.canvas);
    if (m_zoom < kDotZoom)
        return;
    painter.setPen(QPen(m_tokens.dots, 1.4 / m_zoom));
    QList<QPointF> dots;
    for (double y = std::floor(area.top() / kDotGrid) * kDotGrid; y < area.bottom(); y += kDotGrid)
        for (double x = std::floor(area.left() / kDotGrid) * kDotGrid; x < area.right(); x += kDotGrid)
            dots << QPointF(x, y);
    painter.drawPoints(dots.constData(), int(dots.size()));
}

void LineagePainter::card(QPainter &painter, const LineageCard &card, ColumnRef hovered) const
{
    const LineageThing &thing = m_explorer.graph().things[size_t(card.thing)];
    const ColumnRef focus = m_explorer.view().focus;
    const LineageReach &reach = m_explorer.reach();
    const bool chosen = focus.thing == card.thing;
    const bool off = focus.thing >= 0 && !reach.things.empty() && !reach.things[size_t(card.thing)];
    const QColor hue = hueOfThing(thing, m_catalog, m_tokens);
    if (m_zoom < kCardZoom) {
        painter.fillRect(card.rect, chosen ? m_tokens.accent : off ? m_tokens.line : m_tokens.tint(hue));
        painter.fillRect(QRectF(card.rect.topLeft(), QSizeF(card.rect.width(), LineageCard::kHead)),
                         chosen    ? m_tokens.accent
                             : off ? m_tokens.line
                                   : hue);
        return;
    }
    if (chosen) {
        QColor halo = m_tokens.accent;
        halo.setAlphaF(0.18);
        painter.setPen(QPen(halo, 6));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(card.rect, metrics::kCardRadius, metrics::kCardRadius);
    }
    QPen border(chosen ? m_tokens.accent : m_tokens.line, chosen ? 1.5 : 1);
    painter.setPen(border);
    painter.setBrush(m_tokens.panel);
    painter.drawRoundedRect(card.rect, metrics::kCardRadius, metrics::kCardRadius);
    if (m_zoom < kTextZoom) {
        if (m_zoom < kTitleZoom) {
            const QRectF mark(card.rect.topLeft() + QPointF(10, 14), QSizeF(card.rect.width() - 20, 16));
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_tokens.tint(off ? m_tokens.muted : hue));
            painter.drawRoundedRect(mark, 3, 3);
        } else {
            // As large on the screen as it must be to be read.
            QFont font = uiFont(0, QFont::DemiBold);
            font.setPixelSize(int(std::lround(11 / m_zoom)));
            painter.setFont(font);
            painter.setPen(off ? m_tokens.muted : m_tokens.text);
            const QRectF head(card.rect.left() + 10, card.rect.top(), card.rect.width() - 14, LineageCard::kHead);
            painter.fillRect(QRectF(card.rect.left() + 1, card.rect.top() + 8, 4, LineageCard::kHead - 16), off ? m_tokens.line : hue);
            painter.drawText(head, Qt::AlignVCenter | Qt::AlignLeft,
                             QFontMetricsF(font).elidedText(thing.title, Qt::ElideRight, head.width()));
        }
        for (int row = 0; row < card.rows.size(); ++row)
            if (reach.columns.contains({card.thing, card.rows[row]}))
                painter.fillRect(card.rowRect(row).adjusted(1, 0, -1, 0), m_tokens.accentSoft);
        return;
    }
    const double left = card.rect.left() + 12;
    paintIcon(painter, iconOfThing(thing, m_catalog), off ? m_tokens.muted : hue, QRectF(left, card.rect.top() + 8, 16, 16));
    painter.setFont(uiFont(0, QFont::DemiBold));
    painter.setPen(off ? m_tokens.muted : m_tokens.text);
    const double width = card.rect.right() - 12 - (left + 24);
    painter.drawText(QRectF(left + 24, card.rect.top() + 6, width, 20), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetricsF(painter.font()).elidedText(thing.title, Qt::ElideMiddle, width));
    QStringList facts;
    if (const QString rows = thing.rowsInWords(); !rows.isEmpty())
        facts << rows + QLatin1Char(' ') + QCoreApplication::translate("headrace::LineagePainter", "rows");
    if (thing.kind == ThingKind::Model && !thing.content.isEmpty())
        facts << thing.content.left(8);
    if (card.versions > 1)
        facts << QCoreApplication::translate("headrace::LineagePainter", "%n versions", nullptr, card.versions);
    if (thing.status == QLatin1String("failed"))
        facts.prepend(QCoreApplication::translate("headrace::LineagePainter", "failed"));
    painter.setFont(uiFont(-2));
    painter.setPen(thing.status == QLatin1String("failed") ? m_tokens.bad : m_tokens.muted);
    painter.drawText(QRectF(left, card.rect.top() + 26, card.rect.width() - 24, 16), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetricsF(painter.font()).elidedText(facts.join(QStringLiteral(" · ")), Qt::ElideRight, card.rect.width() - 24));
    if (card.lines() > 0)
        rows(painter, card, hovered);
}

void LineagePainter::rows(QPainter &painter, const LineageCard &card, ColumnRef hovered) const
{
    const LineageThing &thing = m_explorer.graph().things[size_t(card.thing)];
    const LineageReach &reach = m_explorer.reach();
    const ColumnRef focus = m_explorer.view().focus;
    const bool off = focus.thing >= 0 && !reach.things.empty() && !reach.things[size_t(card.thing)];
    painter.setPen(QPen(m_tokens.line, 1));
    const double top = card.rect.top() + LineageCard::kHead;
    painter.drawLine(QPointF(card.rect.left() + 1, top), QPointF(card.rect.right() - 1, top));
    const QFont plain = uiFont(-2), strong = uiFont(-2, QFont::DemiBold), mono = monoFont(-2);
    for (int row = 0; row < card.rows.size(); ++row) {
        const ColumnRef ref{card.thing, card.rows[row]};
        const LineageColumn &column = thing.columns[card.rows[row]];
        const QRectF rect = card.rowRect(row);
        const bool lit = reach.columns.contains(ref);
        const bool last = row + 1 == card.lines();
        // The corners of the card stay round.
        const QRectF fill = rect.adjusted(1, row == 0 ? 1 : 0, -1, last ? -4 : 0);
        if (lit)
            painter.fillRect(fill, m_tokens.accentSoft);
        else if (ref == hovered)
            painter.fillRect(fill, m_tokens.hover());
        if (ref == focus) {
            painter.fillRect(QRectF(fill.left(), fill.top(), 3, fill.height()), m_tokens.accent);
        }
        const QString value = !column.value.isEmpty() ? column.value : QString();
        double right = rect.right() - 12;
        if (!value.isEmpty()) {
            painter.setFont(mono);
            painter.setPen(lit ? m_tokens.accent : m_tokens.text);
            const double width = QFontMetricsF(mono).horizontalAdvance(value);
            painter.drawText(QRectF(right - width, rect.top(), width + 1, rect.height()), Qt::AlignVCenter | Qt::AlignLeft, value);
            right -= width + 8;
        }
        painter.setFont(lit ? strong : plain);
        painter.setPen(lit ? m_tokens.accent : off ? m_tokens.muted : m_tokens.text);
        const double width = right - (rect.left() + 12);
        painter.drawText(QRectF(rect.left() + 12, rect.top(), width, rect.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetricsF(painter.font()).elidedText(column.name, Qt::ElideMiddle, width));
    }
    int line = int(card.rows.size());
    painter.setFont(plain);
    painter.setPen(m_tokens.muted);
    const auto note = [&](const QString &text) {
        const QRectF rect = card.rowRect(line++);
        painter.drawText(rect.adjusted(12, 0, -12, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
    };
    if (card.features > 0)
        note(QCoreApplication::translate("headrace::LineagePainter", "from %n columns", nullptr, card.features));
    if (card.more > 0)
        note(QCoreApplication::translate("headrace::LineagePainter", "%n more", nullptr, card.more));
}

}  // namespace headrace
