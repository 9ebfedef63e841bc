// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/diff_page.h"

#include "engine/pipeline/check.h"
#include "engine/pipeline/diff.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace headrace::cli {

namespace {

constexpr double kNodeWidth = 176;
constexpr double kNodeHeight = 56;
constexpr double kPageMargin = 32;

// The page stands alone, so it carries the colours of the window's two themes itself.
const char *const kPageStyle = R"css(
:root { color-scheme: light dark; --window: #f3f5f7; --panel: #fff; --canvas: #f9fafb; --line: #dfe3e9; --text: #1a2330;
  --secondary: #566173; --ok: #187a48; --warning: #8f5f00; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --window: #12161b; --panel: #1a2027; --canvas: #151a20; --line: #2b343f;
  --text: #e7ebf1; --secondary: #9da8b7; --ok: #4cc38a; --warning: #e0b74a; --bad: #f97066; } }
body { margin: 0; padding: 24px; background: var(--window); color: var(--text); font: 13px/1.5 Inter, system-ui, sans-serif; }
h1 { font-size: 18px; margin: 0 0 4px; } h2 { font-size: 14px; margin: 24px 0 8px; }
.names, .legend { color: var(--secondary); } .legend span { margin-right: 16px; }
figure { margin: 16px 0 0; padding: 0; background: var(--canvas); border: 1px solid var(--line); border-radius: 8px; overflow: auto; }
table { border-collapse: collapse; width: 100%; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px; border-top: 1px solid var(--line); }
thead th { border-top: none; font-weight: 600; }
td.value { font-family: "JetBrains Mono", monospace; font-size: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
.added { color: var(--ok); } .removed { color: var(--bad); } .changed { color: var(--warning); }
svg text { fill: var(--text); font: 600 13px Inter, system-ui, sans-serif; } svg text.sub { fill: var(--secondary); font: 11px Inter, system-ui, sans-serif; }
svg text.sign { font: 700 14px "JetBrains Mono", monospace; }
svg rect.node { fill: var(--panel); stroke: var(--line); }
svg .added rect.node { stroke: var(--ok); stroke-width: 2; } svg .added text.sign { fill: var(--ok); }
svg .removed rect.node { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 5 4; } svg .removed text.sign { fill: var(--bad); }
svg .changed rect.node { stroke: var(--warning); stroke-width: 2; } svg .changed text.sign { fill: var(--warning); }
svg path.edge { fill: none; stroke: var(--secondary); stroke-width: 1.5; } svg path.added { stroke: var(--ok); }
svg path.removed { stroke: var(--bad); stroke-dasharray: 5 4; }
)css";

enum class Mark { Same, Added, Removed, Changed };

const char *classOf(Mark mark)
{
    switch (mark) {
    case Mark::Added:
        return "added";
    case Mark::Removed:
        return "removed";
    case Mark::Changed:
        return "changed";
    case Mark::Same:
        break;
    }
    return "same";
}

const char *signOf(Mark mark)
{
    return mark == Mark::Added ? "+" : mark == Mark::Removed ? "\u2212" : mark == Mark::Changed ? "~" : "";
}

QString shownCell(const QJsonValue &value)
{
    if (value.isUndefined())
        return QStringLiteral("\u2013");
    if (value.isString())
        return value.toString();
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

QString shortenedTitle(const QString &text, int letters)
{
    return text.size() <= letters ? text : text.left(letters - 1) + QChar(0x2026);
}

class Page
{
public:
    Page(const Pipeline &before, const Pipeline &after, const Catalog &catalog)
        : m_before(before), m_after(after), m_catalog(catalog), m_diff(diff(before, after))
    {
        for (const NodeChange &change : m_diff.nodes) {
            m_marks.insert(change.id,
                           change.kind == ChangeKind::Added         ? Mark::Added
                               : change.kind == ChangeKind::Removed ? Mark::Removed
                                                                    : Mark::Changed);
            if (!change.formerId.isEmpty())
                m_former.insert(change.formerId, change.id);
        }
        place();
    }

    QString html(const QString &beforeName, const QString &afterName) const
    {
        QString page = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                                      "content=\"width=device-width\"><title>%1</title><style>%2</style></head><body>\n")
                           .arg(title().toHtmlEscaped(), QString::fromUtf8(kPageStyle));
        page += QStringLiteral("<h1>%1</h1><p class=\"names\">%2 \u2192 %3</p>\n")
                    .arg(title().toHtmlEscaped(), beforeName.toHtmlEscaped(), afterName.toHtmlEscaped());
        page += QStringLiteral("<p class=\"legend\">");
        for (const auto &[mark, word] :
             {std::pair(Mark::Added, "added"), std::pair(Mark::Removed, "removed"), std::pair(Mark::Changed, "changed")})
            page += QStringLiteral("<span class=\"%1\">%2 %3 %4</span>")
                        .arg(QLatin1String(classOf(mark)), QString::fromUtf8(signOf(mark)))
                        .arg(std::count(m_marks.cbegin(), m_marks.cend(), mark))
                        .arg(QLatin1String(word));
        page += m_diff.sameLogic() ? QStringLiteral("They compute the same.</p>\n") : QStringLiteral("</p>\n");
        page += svg();
        page += table();
        return page + QStringLiteral("</body></html>\n");
    }

private:
    QString title() const { return m_after.name.isEmpty() ? QStringLiteral("Pipeline") : m_after.name; }
    QString idNow(const QString &formerId) const { return m_former.value(formerId, formerId); }
    const Node &node(const QString &id) const
    {
        return m_marks.value(id) == Mark::Removed ? *m_before.nodes.constFind(id) : *m_after.nodes.constFind(id);
    }

    /// Where the newer version has it, removed ones where they were; without a place: in columns by depth.
    void place()
    {
        QStringList missing;
        const auto put = [&](const QString &id, const Pipeline &pipeline) {
            if (const auto at = pipeline.layout.positions.constFind(id); at != pipeline.layout.positions.cend())
                m_places.insert(id, *at);
            else
                missing << id;
        };
        for (const QString &id : m_after.nodes.keys())
            put(id, m_after);
        for (const QString &id : m_before.nodes.keys())
            if (m_marks.value(id) == Mark::Removed)
                put(id, m_before);
        double bottom = 0;
        for (const QPointF &at : std::as_const(m_places))
            bottom = std::max(bottom, at.y() + kNodeHeight + 40);
        QMap<QString, int> depths;
        for (const Pipeline *pipeline : {&m_before, &m_after})
            for (const QString &id : topologicalOrder(*pipeline))
                for (const QList<PortRef> &sources : pipeline->nodes.value(id).inputs)
                    for (const PortRef &from : sources)
                        depths[id] = std::max(depths.value(id), depths.value(from.node) + 1);
        QMap<int, int> used;
        for (const QString &id : std::as_const(missing)) {
            const int column = depths.value(id);
            m_places.insert(id, QPointF(column * (kNodeWidth + 64), bottom + used[column]++ * (kNodeHeight + 32)));
        }
        // A removed node and one that took its place would hide each other.
        for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
            if (*it != Mark::Removed)
                continue;
            QPointF &at = m_places[it.key()];
            const auto taken = [&] {
                for (auto other = m_places.cbegin(); other != m_places.cend(); ++other)
                    if (other.key() != it.key() && std::abs(other->x() - at.x()) < kNodeWidth
                        && std::abs(other->y() - at.y()) < kNodeHeight)
                        return true;
                return false;
            };
            for (int tries = 0; tries < 1000 && taken(); ++tries)
                at.ry() += kNodeHeight + 16;
        }
    }

    QString svg() const
    {
        if (m_places.isEmpty())
            return {};
        double left = 1e12, top = 1e12, right = -1e12, bottom = -1e12;
        for (const QPointF &at : m_places) {
            left = std::min(left, at.x());
            top = std::min(top, at.y());
            right = std::max(right, at.x() + kNodeWidth);
            bottom = std::max(bottom, at.y() + kNodeHeight);
        }
        const QRectF box(left - kPageMargin, top - kPageMargin, right - left + 2 * kPageMargin, bottom - top + 2 * kPageMargin);
        QString svg = QStringLiteral("<figure><svg role=\"img\" aria-label=\"The nodes of both versions\" width=\"%3\" height=\"%4\" "
                                     "viewBox=\"%1 %2 %3 %4\" xmlns=\"http://www.w3.org/2000/svg\">\n")
                          .arg(box.x())
                          .arg(box.y())
                          .arg(box.width())
                          .arg(box.height());
        QMap<std::pair<QString, QString>, Mark> edges;
        for (const Edge &edge : m_before.edges())
            edges.insert({idNow(edge.from.node) + QLatin1Char(':') + edge.from.port, idNow(edge.to.node) + QLatin1Char(':') + edge.to.port},
                         Mark::Removed);
        for (const Edge &edge : m_after.edges()) {
            Mark &mark = edges[{edge.from.toString(), edge.to.toString()}];
            mark = mark == Mark::Removed ? Mark::Same : Mark::Added;
        }
        for (auto it = edges.cbegin(); it != edges.cend(); ++it) {
            const auto from = m_places.constFind(it.key().first.section(QLatin1Char(':'), 0, 0));
            const auto to = m_places.constFind(it.key().second.section(QLatin1Char(':'), 0, 0));
            if (from == m_places.cend() || to == m_places.cend())
                continue;
            const double x1 = from->x() + kNodeWidth, y1 = from->y() + kNodeHeight / 2, x2 = to->x(), y2 = to->y() + kNodeHeight / 2;
            const double bend = std::max(40.0, std::abs(x2 - x1) / 2);
            svg += QStringLiteral("<path class=\"edge %1\" d=\"M%2 %3C%4 %3 %5 %6 %7 %6\"/>\n")
                       .arg(QLatin1String(classOf(*it)))
                       .arg(x1)
                       .arg(y1)
                       .arg(x1 + bend)
                       .arg(x2 - bend)
                       .arg(y2)
                       .arg(x2);
        }
        for (auto it = m_places.cbegin(); it != m_places.cend(); ++it) {
            const Node &shownNode = node(it.key());
            const OperatorSpec *spec = m_catalog.find(shownNode.op);
            const Mark mark = m_marks.value(it.key());
            const QString title = !shownNode.title.isEmpty() ? shownNode.title : spec ? spec->title : shownNode.op;
            svg += QStringLiteral("<g class=\"%1\" transform=\"translate(%2 %3)\"><title>%4</title><rect class=\"node\" width=\"%5\" "
                                  "height=\"%6\" rx=\"8\"/><text x=\"12\" y=\"24\">%7</text><text class=\"sub\" x=\"12\" y=\"42\">%8</text>"
                                  "<text class=\"sign\" x=\"%9\" y=\"20\">%10</text></g>\n")
                       .arg(QLatin1String(classOf(mark)))
                       .arg(it->x())
                       .arg(it->y())
                       .arg(it.key().toHtmlEscaped())
                       .arg(kNodeWidth)
                       .arg(kNodeHeight)
                       .arg(shortenedTitle(title, 20).toHtmlEscaped(),
                            shortenedTitle(it.key() + QStringLiteral(" \u00b7 ") + shownNode.op, 28).toHtmlEscaped())
                       .arg(kNodeWidth - 20)
                       .arg(QString::fromUtf8(signOf(mark)));
        }
        return svg + QStringLiteral("</svg></figure>\n");
    }

    static void addRows(QString &html, const QString &what, const char *mark, const QList<ParamChange> &changes)
    {
        bool first = true;
        for (const ParamChange &change : changes) {
            html += QStringLiteral("<tr><th class=\"%1\" scope=\"row\">%2</th><td>%3</td><td class=\"value removed\">%4</td><td "
                                   "class=\"value added\">%5</td></tr>\n")
                        .arg(QLatin1String(mark), first ? what.toHtmlEscaped() : QString(), change.path.toHtmlEscaped(),
                             shownCell(change.before).toHtmlEscaped(), shownCell(change.after).toHtmlEscaped());
            first = false;
        }
    }

    QString table() const
    {
        QString rows;
        addRows(rows, QStringLiteral("pipeline"), "changed", m_diff.header);
        for (const NodeChange &change : m_diff.nodes) {
            const Mark mark = m_marks.value(change.id);
            QList<ParamChange> changes = change.changes;
            if (!change.formerId.isEmpty())
                changes.prepend(ParamChange{QStringLiteral("id"), change.formerId, change.id});
            if (change.kind != ChangeKind::Changed) {
                const Node &whole = node(change.id);
                const auto add = [&](const QString &path, const QJsonValue &value) {
                    const QJsonValue none(QJsonValue::Undefined);
                    changes << (mark == Mark::Added ? ParamChange{path, none, value} : ParamChange{path, value, none});
                };
                add(QStringLiteral("op"), whole.op);
                for (auto param = whole.params.constBegin(); param != whole.params.constEnd(); ++param)
                    add(QStringLiteral("params.") + param.key(), param.value());
            }
            addRows(rows, QString::fromUtf8(signOf(mark)) + QLatin1Char(' ') + change.id, classOf(mark), changes);
        }
        QString html;
        if (!rows.isEmpty())
            html = QStringLiteral("<h2>What "
                                  "differs</h2><table><thead><tr><th>Node</th><th>Where</th><th>Before</th><th>After</th></tr></"
                                  "thead><tbody>\n%1</tbody></table>\n")
                       .arg(rows);
        if (!m_diff.layout.isEmpty())
            html += QStringLiteral("<p class=\"names\">Moved only: %1</p>\n").arg(m_diff.layout.join(QStringLiteral(", ")).toHtmlEscaped());
        return html;
    }

    const Pipeline &m_before;
    const Pipeline &m_after;
    const Catalog &m_catalog;
    PipelineDiff m_diff;
    QMap<QString, Mark> m_marks;
    QMap<QString, QString> m_former;  ///< id before to id now, of renamed nodes
    QMap<QString, QPointF> m_places;
};

}  // namespace

QByteArray diffPage(const Pipeline &before, const Pipeline &after, const QString &beforeName, const QString &afterName,
                    const Catalog &catalog)
{
    return Page(before, after, catalog).html(beforeName, afterName).toUtf8();
}

}  // namespace headrace::cli
