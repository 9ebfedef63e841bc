// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/lineage_path_model.h"

namespace headrace {

void LineagePathModel::setPath(std::shared_ptr<const LineageGraph> graph, const QList<LineageStep> &path)
{
    beginResetModel();
    m_graph = std::move(graph);
    m_path = path;
    endResetModel();
}

int LineagePathModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_path.size());
}

int LineagePathModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant LineagePathModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_path.size())
        return {};
    const LineageStep &step = m_path[index.row()];
    const LineageThing &thing = m_graph->things[size_t(step.at.thing)];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Rows ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Content)
        return thing.contentKind + QLatin1Char(' ') + thing.content;
    if (role == Qt::ToolTipRole && index.column() == Expression)
        return step.expression;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Step:
        return thing.title;
    case ColumnName:
        return step.at.column < 0 ? QString() : thing.columns[step.at.column].name;
    case Expression:
        if (step.part != LineageStep::Part::ChoosesRows && step.at.column >= 0 && thing.columns[step.at.column].unresolved)
            return tr("not resolved");
        return step.expression;
    case How:
        return step.part == LineageStep::Part::Value  ? (step.at.column < 0 ? QString() : tr("value"))
            : step.part == LineageStep::Part::Decides ? tr("decides")
                                                      : tr("chooses rows");
    case Rows:
        return thing.rowsInWords();
    case Content:
        return thing.contentInWords();
    default:
        return {};
    }
}

QVariant LineagePathModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Rows ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Step:
        return tr("Step");
    case ColumnName:
        return tr("Column");
    case Expression:
        return tr("Expression");
    case How:
        return tr("How");
    case Rows:
        return tr("Rows");
    case Content:
        return tr("Content");
    default:
        return {};
    }
}

}  // namespace headrace

#include "moc_lineage_path_model.cpp"
