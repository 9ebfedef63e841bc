// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/document/diff_words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace headrace {
namespace {

constexpr qsizetype kLongestValue = 120;

QString valueInWords(const QJsonValue &value)
{
    QString text;
    if (value.isUndefined())
        return QCoreApplication::translate("DiffWords", "nothing");
    if (value.isString())
        text = value.toString();
    else
        text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).chopped(1).mid(1);
    text = text.simplified();
    return text.size() > kLongestValue ? text.left(kLongestValue) + QStringLiteral("…") : text;
}

QString changeInWords(const ParamChange &change)
{
    QString name = change.path;
    if (name.startsWith(QLatin1String("params.")))
        name = name.mid(7);
    if (change.before.isUndefined())
        return QCoreApplication::translate("DiffWords", "%1: %2 (new)").arg(name, valueInWords(change.after));
    if (change.after.isUndefined())
        return QCoreApplication::translate("DiffWords", "%1: %2 (removed)").arg(name, valueInWords(change.before));
    return QStringLiteral("%1: %2 → %3").arg(name, valueInWords(change.before), valueInWords(change.after));
}

QString titleOf(const Pipeline &pipeline, const QString &id)
{
    const QString title = pipeline.nodes.value(id).title;
    return title.isEmpty() ? id : title;
}

}  // namespace

QString summaryOf(const PipelineDiff &diff)
{
    int added = 0, removed = 0, changed = 0;
    for (const NodeChange &node : diff.nodes)
        ++(node.kind == ChangeKind::Added ? added : node.kind == ChangeKind::Removed ? removed : changed);
    // The first part names what is counted, the others only how: '2 nodes added, 1 changed'.
    QStringList parts;
    const auto count = [&parts](int n, const QString &one, const QString &several, const QString &further) {
        if (n > 0)
            parts << (!parts.isEmpty() ? further : n == 1 ? one : several);
    };
    const auto word = [](const char *text, int n) { return QCoreApplication::translate("DiffWords", text, nullptr, n); };
    count(added, word(QT_TRANSLATE_NOOP("DiffWords", "1 node added"), 1), word(QT_TRANSLATE_N_NOOP("DiffWords", "%n nodes added"), added),
          word(QT_TRANSLATE_N_NOOP("DiffWords", "%n added"), added));
    count(removed, word(QT_TRANSLATE_NOOP("DiffWords", "1 node removed"), 1),
          word(QT_TRANSLATE_N_NOOP("DiffWords", "%n nodes removed"), removed),
          word(QT_TRANSLATE_N_NOOP("DiffWords", "%n removed"), removed));
    count(changed, word(QT_TRANSLATE_NOOP("DiffWords", "1 node changed"), 1),
          word(QT_TRANSLATE_N_NOOP("DiffWords", "%n nodes changed"), changed),
          word(QT_TRANSLATE_N_NOOP("DiffWords", "%n changed"), changed));
    if (!diff.header.isEmpty())
        parts << QCoreApplication::translate("DiffWords", "the pipeline's own settings changed");
    if (parts.isEmpty())
        return diff.layout.isEmpty() ? QCoreApplication::translate("DiffWords", "no difference")
                                     : QCoreApplication::translate("DiffWords", "only moved");
    return parts.join(QStringLiteral(", "));
}

QList<DiffLine> linesOf(const PipelineDiff &diff, const Pipeline &before, const Pipeline &after)
{
    QList<DiffLine> lines;
    for (const ParamChange &change : diff.header)
        lines.append({ChangeKind::Changed, QCoreApplication::translate("DiffWords", "Pipeline"), changeInWords(change)});
    for (const NodeChange &node : diff.nodes) {
        if (node.kind != ChangeKind::Changed) {
            lines.append({node.kind, titleOf(node.kind == ChangeKind::Added ? after : before, node.id), {}});
            continue;
        }
        const QString title = titleOf(after, node.id);
        if (!node.formerId.isEmpty())
            lines.append({ChangeKind::Changed, title, QCoreApplication::translate("DiffWords", "id: %1 → %2").arg(node.formerId, node.id)});
        for (const ParamChange &change : node.changes)
            lines.append({ChangeKind::Changed, title, changeInWords(change)});
    }
    if (!diff.layout.isEmpty())
        lines.append({ChangeKind::Changed, QCoreApplication::translate("DiffWords", "Layout"),
                      diff.layout.size() == 1
                          ? QCoreApplication::translate("DiffWords", "1 thing moved")
                          : QCoreApplication::translate("DiffWords", "%n things moved", nullptr, int(diff.layout.size()))});
    return lines;
}

}  // namespace headrace
