// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preview/port_difference.h"

#include "engine/base/quoting.h"
#include "models/check/structure.h"
#include "models/preview/cell_text.h"
#include "models/preview/preview_model.h"
#include "models/run/status_text.h"
#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"

namespace headrace {

void PortDifference::compare(DocumentSession *session, const QString &left, const QString &right)
{
    if (m_asked && m_session)
        m_session->slowWorker()->cancel(std::exchange(m_asked, 0));
    beginResetModel();
    m_session = session;
    m_left = left;
    m_right = right;
    m_rows.clear();
    m_columns.clear();
    m_error = {};
    m_onlyLeft = m_onlyRight = 0;
    m_columnsLeft.clear();
    m_columnsRight.clear();
    endResetModel();

    // What both sides have is learnt from the rows themselves: a schema may not be known before.
    ask(QStringLiteral("SELECT * FROM \"left\" LIMIT 0"), [this](const QJsonObject &leftAnswer) {
        ask(QStringLiteral("SELECT * FROM \"right\" LIMIT 0"), [this, leftAnswer](const QJsonObject &rightAnswer) {
            const auto columnsOf = [](const QJsonObject &answer) {
                return PortSchema::fromJson({{QStringLiteral("columns"), answer.value(QStringLiteral("columns"))}}).columns;
            };
            const QList<ColumnInfo> leftColumns = columnsOf(leftAnswer), rightColumns = columnsOf(rightAnswer);
            QSet<QString> leftNames, rightNames;
            for (const ColumnInfo &column : leftColumns)
                leftNames.insert(column.name);
            for (const ColumnInfo &column : rightColumns) {
                rightNames.insert(column.name);
                if (!leftNames.contains(column.name))
                    m_columnsRight << column.name;
            }
            QList<ColumnInfo> shared;
            QStringList names;
            for (const ColumnInfo &column : leftColumns) {
                if (rightNames.contains(column.name)) {
                    shared << column;
                    names << quoteIdentifier(column.name);
                } else {
                    m_columnsLeft << column.name;
                }
            }
            if (names.isEmpty()) {
                m_error = Error(ErrorCode::Invalid, tr("The two ports have no column in common."), tr("Compare other ports."));
                Q_EMIT changed();
                return;
            }
            const QString list = names.join(QStringLiteral(", "));
            const QString side = QStringLiteral("(SELECT %1 FROM \"%2\" EXCEPT ALL SELECT %1 FROM \"%3\")");
            const QString a = side.arg(list, QStringLiteral("left"), QStringLiteral("right"));
            const QString b = side.arg(list, QStringLiteral("right"), QStringLiteral("left"));
            ask(QStringLiteral("SELECT 2 AS side, (SELECT count(*) FROM %1) AS l, (SELECT count(*) FROM %2) AS r").arg(a, b),
                [this, shared, a, b](const QJsonObject &counts) {
                    const QJsonArray row = counts.value(QStringLiteral("rows")).toArray().at(0).toArray();
                    m_onlyLeft = row.at(1).toInteger();
                    m_onlyRight = row.at(2).toInteger();
                    ask(QStringLiteral("SELECT * FROM (SELECT 0 AS __side, * FROM %1 LIMIT %3) UNION ALL "
                                       "SELECT * FROM (SELECT 1 AS __side, * FROM %2 LIMIT %3)")
                            .arg(a, b)
                            .arg(kMostRows),
                        [this, shared](const QJsonObject &answer) {
                            beginResetModel();
                            m_columns = shared;
                            for (const QJsonValue &value : answer.value(QStringLiteral("rows")).toArray())
                                m_rows << value.toArray();
                            endResetModel();
                            Q_EMIT changed();
                        });
                });
        });
    });
}

void PortDifference::ask(const QString &sql, std::function<void(const QJsonObject &)> then)
{
    const auto body = [look = m_session->look(), sql, left = m_left, right = m_right] {
        return look.neededFor({left, right})
            .body({{QStringLiteral("sql"), sql},
                   {QStringLiteral("ports"),
                    QJsonObject{{QStringLiteral("left"), look.prefix + left}, {QStringLiteral("right"), look.prefix + right}}}})();
    };
    m_asked = m_session->slowWorker()->ask(QStringLiteral("query"), body, this, [this, then](const Result<QJsonObject> &answer) {
        m_asked = 0;
        if (answer) {
            then(*answer);
            return;
        }
        m_error = answer.error();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

QString PortDifference::summary() const
{
    if (!m_error.text.isEmpty())
        return m_error.text + QLatin1Char(' ') + m_error.hint;
    if (isBusy())
        return tr("Comparing");
    QString text = m_onlyLeft == 0 && m_onlyRight == 0
        ? tr("Both have the same rows.")
        : tr("%1 rows only in %2, %3 only in %4.").arg(countText(m_onlyLeft), m_left, countText(m_onlyRight), m_right);
    if (!m_columnsLeft.isEmpty())
        text += QLatin1Char(' ') + tr("Only %1 has: %2.").arg(m_left, m_columnsLeft.join(QStringLiteral(", ")));
    if (!m_columnsRight.isEmpty())
        text += QLatin1Char(' ') + tr("Only %1 has: %2.").arg(m_right, m_columnsRight.join(QStringLiteral(", ")));
    return text;
}

int PortDifference::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PortDifference::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_columns.isEmpty() ? 0 : int(m_columns.size()) + 1;
}

QVariant PortDifference::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonValue cell = m_rows[index.row()].at(index.column());
    if (index.column() == 0)
        return role == Qt::DisplayRole ? QVariant(cell.toInt() == 0 ? m_left : m_right) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return cell.isNull() ? QStringLiteral("NULL") : cellText(cell);
    case Qt::EditRole:
        return wholeText(cell);
    case PreviewModel::MissingRole:
        return cell.isNull();
    case PreviewModel::NumberRole: {
        const ColumnKind kind = kindOfType(m_columns[index.column() - 1].type);
        return kind == ColumnKind::Integer || kind == ColumnKind::Real;
    }
    case Qt::TextAlignmentRole:
        return data(index, PreviewModel::NumberRole).toBool() ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                              : int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant PortDifference::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Only in") : m_columns.value(section - 1).name;
}

}  // namespace headrace

#include "moc_port_difference.cpp"
