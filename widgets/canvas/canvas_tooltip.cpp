// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_tooltip.h"

#include "models/summary/node_summary.h"
#include "widgets/canvas/canvas_painter.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>

namespace headrace {
namespace {

constexpr qsizetype kMostColumns = 14;

struct CanvasTooltipWords {
    Q_DECLARE_TR_FUNCTIONS(CanvasTooltipWords)
};

QString bold(const QString &text)
{
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

QString muted(const QString &text)
{
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(Theme::tokens().muted.name(), text.toHtmlEscaped());
}

QString columnsOf(const PortSchema &schema)
{
    if (schema.columns.isEmpty())
        return muted(schema.knowledge == Knowledge::Unknown ? CanvasTooltipWords::tr("columns not known before a run")
                                                            : CanvasTooltipWords::tr("no columns"));
    QString rows;
    for (const ColumnInfo &column : schema.columns.mid(0, kMostColumns))
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>").arg(column.name.toHtmlEscaped(), muted(column.type));
    QString text = QStringLiteral("<table cellspacing='0' cellpadding='1'>%1</table>").arg(rows);
    if (schema.columns.size() > kMostColumns)
        text += muted(CanvasTooltipWords::tr("and %1 more").arg(schema.columns.size() - kMostColumns));
    if (schema.knowledge == Knowledge::Remembered)
        text += QStringLiteral("<br>") + muted(CanvasTooltipWords::tr("as in the last run"));
    return text;
}

QString portText(const CanvasScene &scene, const SceneNode &node, const ScenePort &port, bool output)
{
    QString text = bold(port.name) + QStringLiteral("&nbsp; ") + muted(toString(port.type));
    if (!output && port.cardinality != Cardinality::One)
        text += QStringLiteral("&nbsp; ")
            + muted(port.cardinality == Cardinality::Many ? CanvasTooltipWords::tr("any number") : CanvasTooltipWords::tr("optional"));
    if (!port.doc.isEmpty())
        text += QStringLiteral("<br>") + port.doc.toHtmlEscaped();
    QStringList sources;
    if (output) {
        sources.append(node.id + QLatin1Char(':') + port.name);
        if (const auto rows = node.state.rows.constFind(port.name); rows != node.state.rows.cend())
            text += QStringLiteral("<br>") + CanvasTooltipWords::tr("%1 rows in the last run").arg(countInWords(*rows));
    } else {
        for (const int number : node.in)
            if (const SceneEdge &edge = scene.edges()[size_t(number)]; edge.edge.to.port == port.name)
                sources.append(edge.edge.from.toString());
    }
    if (port.type == PortType::Table && sources.size() == 1)
        text += QStringLiteral("<br>") + columnsOf(scene.schemas()->of(scene.prefix() + sources.first()));
    else if (!output && sources.isEmpty())
        text += QStringLiteral("<br>") + muted(CanvasTooltipWords::tr("not connected"));
    return text;
}

}  // namespace

QString tooltipFor(const CanvasScene &scene, const SceneHit &hit)
{
    if (hit.kind == SceneHit::Output || hit.kind == SceneHit::Input) {
        const SceneNode &node = scene.nodes()[size_t(hit.node)];
        const bool output = hit.kind == SceneHit::Output;
        return portText(scene, node, (output ? node.outputs : node.inputs)[size_t(hit.port)], output);
    }
    if (hit.kind == SceneHit::NodeBody) {
        const SceneNode &node = scene.nodes()[size_t(hit.node)];
        QString text = bold(node.title) + QStringLiteral("&nbsp; ") + muted(node.id);
        if (!node.summary.isEmpty())
            text += QStringLiteral("<br>") + node.summary.toHtmlEscaped();
        if (const StatusSign sign = signOf(node, Theme::tokens()); !sign.words.isEmpty())
            text += QStringLiteral("<br>") + muted(sign.words);
        if (node.state.seconds >= 0)
            text += QStringLiteral("&nbsp; ") + muted(secondsInWords(node.state.seconds));
        for (const QString &words : {node.state.message, node.state.hint, node.problem, node.note})
            if (!words.isEmpty())
                text += QStringLiteral("<br>") + words.left(400).toHtmlEscaped();
        return text;
    }
    if (hit.kind == SceneHit::EdgeLine) {
        const SceneEdge &edge = scene.edges()[size_t(hit.edge)];
        QString text = bold(edge.edge.from.toString()) + QStringLiteral(" → ") + bold(edge.edge.to.toString());
        if (edge.fromPort < 0 || edge.toPort < 0)
            text += QStringLiteral("<br>") + CanvasTooltipWords::tr("One of its ends is no port of its node any more.");
        if (const qint64 rows = scene.rowsOf(edge); rows >= 0)
            text += QStringLiteral("<br>") + CanvasTooltipWords::tr("%1 rows").arg(countInWords(rows));
        if (const PortSchema schema = scene.schemas()->of(scene.prefix() + edge.edge.from.toString()); !schema.columns.isEmpty())
            text += QStringLiteral("<br>") + columnsOf(schema);
        return text;
    }
    return {};
}

QString spokenNode(const CanvasScene &scene, const SceneNode &node)
{
    QStringList words{node.title};
    if (!node.summary.isEmpty())
        words.append(node.summary);
    if (const StatusSign sign = signOf(node, Theme::tokens()); !sign.words.isEmpty())
        words.append(sign.words);
    if (!node.problem.isEmpty())
        words.append(node.problem);
    QStringList before;
    for (const int edge : node.in)
        if (const int from = scene.edges()[size_t(edge)].from; from >= 0)
            before.append(scene.nodes()[size_t(from)].title);
    if (!before.isEmpty())
        words.append(CanvasTooltipWords::tr("after %1").arg(before.join(QStringLiteral(", "))));
    return words.join(QStringLiteral("; "));
}

}  // namespace headrace
