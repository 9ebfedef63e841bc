// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forms/diff_model.h"

#include "models/forms/value_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace headrace {
namespace {

QString shownChange(const QJsonValue &value)
{
    if (value.isUndefined())
        return {};
    if (value.isArray() || value.isObject()) {
        const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(text.mid(1, text.size() - 2));
    }
    return textOfScalar(value);
}

QList<QStandardItem *> diffRow(const QString &where, const QString &before, const QString &after, const QString &node)
{
    QList<QStandardItem *> items;
    for (const QString &text : {where, before, after}) {
        auto *item = new QStandardItem(text);
        item->setEditable(false);
        item->setData(node, DiffModel::kNodeRole);
        if (text.size() > 40 || text.contains(QLatin1Char('\n')))
            item->setToolTip(text.left(4000));
        items.append(item);
    }
    return items;
}

/// params.columns[1].expression as a person knows it: Columns[1].expression.
QString whereTitle(const QString &path, const OperatorSpec *spec)
{
    if (!spec || !path.startsWith(QLatin1String("params.")))
        return path;
    const QString rest = path.mid(7);
    for (const ParamSpec &param : spec->params)
        if (rest == param.name || rest.startsWith(param.name + QLatin1Char('.')) || rest.startsWith(param.name + QLatin1Char('[')))
            return titleOf(param) + rest.mid(param.name.size());
    return rest;
}

}  // namespace

DiffModel::DiffModel(const Catalog &catalog, QObject *parent) : QStandardItemModel(parent), m_catalog(catalog) {}

void DiffModel::addChanges(QStandardItem *under, const QList<ParamChange> &changes, const QString &node, const OperatorSpec *spec)
{
    for (const ParamChange &change : changes)
        under->appendRow(diffRow(whereTitle(change.path, spec), shownChange(change.before), shownChange(change.after), node));
}

void DiffModel::setVersions(const Pipeline &before, const Pipeline &after)
{
    m_diff = headrace::diff(before, after);
    clear();
    setHorizontalHeaderLabels({tr("Where"), tr("Before"), tr("After")});
    if (!m_diff.header.isEmpty()) {
        const auto items = diffRow(tr("Pipeline"), {}, {}, {});
        items.first()->setData(int(ChangeKind::Changed), kKindRole);
        appendRow(items);
        addChanges(items.first(), m_diff.header, {}, nullptr);
    }
    for (const NodeChange &change : std::as_const(m_diff.nodes)) {
        const Node node = change.kind == ChangeKind::Removed ? before.nodes.value(change.id) : after.nodes.value(change.id);
        const OperatorSpec *spec = m_catalog.find(node.op);
        const QString title = !node.title.isEmpty() ? node.title : spec ? catalogText(spec->title) : node.op;
        const QString sign = change.kind == ChangeKind::Added ? tr("added")
            : change.kind == ChangeKind::Removed              ? tr("removed")
                                                              : QString();
        const auto items = diffRow(title, change.kind == ChangeKind::Removed ? sign : change.formerId,
                                   change.kind == ChangeKind::Added ? sign
                                       : change.formerId.isEmpty()  ? QString()
                                                                    : change.id,
                                   change.id);
        items.first()->setData(int(change.kind), kKindRole);
        items.first()->setToolTip(change.id);
        appendRow(items);
        QList<ParamChange> changes = change.changes;
        if (change.kind != ChangeKind::Changed) {
            const QJsonValue none(QJsonValue::Undefined);
            for (auto param = node.params.constBegin(); param != node.params.constEnd(); ++param) {
                const QString path = QStringLiteral("params.") + param.key();
                changes << (change.kind == ChangeKind::Added ? ParamChange{path, none, param.value()}
                                                             : ParamChange{path, param.value(), none});
            }
        }
        addChanges(items.first(), changes, change.id, spec);
    }
}

}  // namespace headrace

#include "moc_diff_model.cpp"
