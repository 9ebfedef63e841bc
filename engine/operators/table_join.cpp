// SPDX-License-Identifier: GPL-3.0-or-later
// table.join: puts the columns of two tables side by side where keys agree.
#include "engine/operators/declare.h"
#include "engine/operators/shape.h"

namespace headrace {

namespace {

// Aliases that no column can have.
const QString kLeft = QStringLiteral("__hr_l");
const QString kRight = QStringLiteral("__hr_r");

enum class How { Inner, Left, Right, Full, Semi, Anti };

struct Join {
    How how = How::Inner;
    TableInput left, right;
    QList<std::pair<int, int>> keys;  ///< indexes of columns, left and right
    QString condition;

    bool onlyLeft() const { return how == How::Semi || how == How::Anti; }
    /// Whether rows without a left partner come out, so that keys are taken from the right there.
    bool keepsRight() const { return how == How::Right || how == How::Full; }
    int rightKeyOf(int leftColumn) const
    {
        for (const auto &[l, r] : keys) {
            if (l == leftColumn)
                return r;
        }
        return -1;
    }
    bool isRightKey(int rightColumn) const
    {
        for (const auto &[l, r] : keys) {
            if (r == rightColumn)
                return true;
        }
        return false;
    }
    QString from(const QString &words) const
    {
        return QStringLiteral(" FROM %1 AS %2 %3 JOIN %4 AS %5 ON %6").arg(left.handle, kLeft, words, right.handle, kRight, condition);
    }
};

QString of(const QString &alias, const QString &column)
{
    return alias + QLatin1Char('.') + quoteIdentifier(column);
}

Result<Join> readJoin(const NodeContext &context)
{
    static const QStringList words{QStringLiteral("inner"), QStringLiteral("left"), QStringLiteral("right"),
                                   QStringLiteral("full"),  QStringLiteral("semi"), QStringLiteral("anti")};
    const Params &params = context.params();
    Join join;
    join.how = How(qMax(0, int(words.indexOf(params.text(QStringLiteral("how"))))));
    join.left = context.table(QStringLiteral("left"));
    join.right = context.table(QStringLiteral("right"));
    const QString equals = params.flag(QStringLiteral("null_safe")) ? QStringLiteral("IS NOT DISTINCT FROM") : QStringLiteral("=");
    QStringList conditions;
    const QList<Params> records = params.records(QStringLiteral("keys"));
    for (int i = 0; i < records.size(); ++i) {
        const QString path = QStringLiteral("keys[%1]").arg(i);
        const QString leftName = records[i].text(QStringLiteral("left"));
        const QString rightName = records[i].has(QStringLiteral("right")) ? records[i].text(QStringLiteral("right")) : leftName;
        HR_ASSIGN(const int left, shape::column(context, path + QStringLiteral(".left"), leftName, join.left.schema));
        HR_ASSIGN(const int right, shape::column(context, path + QStringLiteral(".right"), rightName, join.right.schema));
        const data::Column &leftColumn = join.left.schema.columns[left];
        const data::Column &rightColumn = join.right.schema.columns[right];
        if (!shape::areComparable(leftColumn.type, rightColumn.type))
            return shape::invalid(context, path + QStringLiteral(".right"),
                                  QStringLiteral("The keys cannot be compared: '%1' is %2, '%3' is %4.")
                                      .arg(leftColumn.name, leftColumn.type, rightColumn.name, rightColumn.type),
                                  QStringLiteral("Cast one of them before the join."));
        join.keys << std::pair(left, right);
        conditions << QStringLiteral("%1 %2 %3")
                          .arg(of(kLeft, join.left.schema.columns[left].name), equals, of(kRight, join.right.schema.columns[right].name));
    }
    if (conditions.isEmpty())
        return shape::invalid(context, QStringLiteral("keys"), QStringLiteral("A join needs at least one pair of key columns."),
                              QStringLiteral("Add a pair."));
    join.condition = conditions.join(QStringLiteral(" AND "));
    return join;
}

/// Builds the joined table: its columns, and the identities of both sides after each other.
class JoinedTable
{
public:
    JoinedTable(const NodeContext &context, const Join &join) : m_context(context), m_join(join) {}

    Result<data::Relation> build()
    {
        addLeft();
        HR_TRY(addRight());
        // Where neither side has more than its columns to tell rows apart, the joined columns do.
        if (!m_join.left.identity.isEmpty() || !m_join.right.identity.isEmpty()) {
            addIdentity(m_join.left, kLeft, m_leftNames);
            addIdentity(m_join.right, kRight, m_rightNames);
        }
        static const QStringList words{QStringLiteral("INNER"), QStringLiteral("LEFT"), QStringLiteral("RIGHT"), QStringLiteral("FULL")};
        m_relation.sql = QStringLiteral("SELECT %1").arg(m_items.join(QStringLiteral(", "))) + m_join.from(words[int(m_join.how)]);
        return m_relation;
    }

private:
    void addLeft()
    {
        const QList<data::Column> &columns = m_join.left.schema.columns;
        for (int i = 0; i < columns.size(); ++i) {
            const QString name = quoteIdentifier(columns[i].name);
            const int key = m_join.rightKeyOf(i);
            m_items << (m_join.keepsRight() && key >= 0
                            ? QStringLiteral("coalesce(%1, %2) AS %3")
                                  .arg(of(kLeft, columns[i].name), of(kRight, m_join.right.schema.columns[key].name), name)
                            : QStringLiteral("%1 AS %2").arg(of(kLeft, columns[i].name), name));
            m_relation.schema.columns << columns[i];
            m_leftNames.insert(columns[i].name, columns[i].name);
        }
    }

    Result<void> addRight()
    {
        const QString suffix = m_context.params().text(QStringLiteral("suffix"));
        const bool keepKeys = m_context.params().flag(QStringLiteral("keep_keys"));
        const QList<data::Column> &columns = m_join.right.schema.columns;
        for (int i = 0; i < columns.size(); ++i) {
            if (!keepKeys && m_join.isRightKey(i))
                continue;
            data::Column column = columns[i];
            if (m_relation.schema.indexOf(column.name) >= 0)
                column.name += suffix;
            if (m_relation.schema.indexOf(column.name) >= 0)
                return shape::invalid(
                    m_context, QStringLiteral("suffix"),
                    QStringLiteral("Both tables have a column '%1', and '%2' is taken, too.").arg(columns[i].name, column.name),
                    QStringLiteral("Choose another suffix, or rename the column before the join."));
            m_items << QStringLiteral("%1 AS %2").arg(of(kRight, columns[i].name), quoteIdentifier(column.name));
            m_relation.schema.columns << column;
            m_rightNames.insert(columns[i].name, column.name);
        }
        return {};
    }

    /// `shown`: the output's name of an input column. What is not shown goes along hidden.
    void addIdentity(const TableInput &input, const QString &alias, const QMap<QString, QString> &shown)
    {
        const QStringList names = shape::ordering(input);
        for (const QString &name : names) {
            const QString visible = name.startsWith(QLatin1String(data::kHiddenPrefix)) ? QString() : shown.value(name);
            if (!visible.isEmpty()) {
                m_relation.identity << visible;
                continue;
            }
            const QString hidden = shape::nextHidden(m_relation.identity);
            m_relation.identity << hidden;
            m_items << QStringLiteral("%1 AS %2").arg(of(alias, name), quoteIdentifier(hidden));
        }
    }

    const NodeContext &m_context;
    const Join &m_join;
    data::Relation m_relation;
    QStringList m_items;
    QMap<QString, QString> m_leftNames, m_rightNames;
};

shape::Outputs joinTables(NodeContext &context)
{
    const TableInput left = context.table(QStringLiteral("left"));
    const TableInput right = context.table(QStringLiteral("right"));
    if (shape::isUnknown(left) || shape::isUnknown(right)) {
        data::Relation relation = shape::unknown(left);
        return QMap<QString, data::Relation>{{QStringLiteral("rows"), relation}, {QStringLiteral("unmatched"), relation}};
    }
    HR_ASSIGN(const Join join, readJoin(context));
    data::Relation unmatched = shape::from(left);
    unmatched.sql = QStringLiteral("SELECT %1.*").arg(kLeft) + join.from(QStringLiteral("ANTI"));
    data::Relation joined;
    if (join.onlyLeft()) {
        joined = unmatched;
        if (join.how == How::Semi)
            joined.sql = QStringLiteral("SELECT %1.*").arg(kLeft) + join.from(QStringLiteral("SEMI"));
        HR_TRY(context.describe(joined.sql));
    } else {
        HR_ASSIGN(joined, JoinedTable(context, join).build());
        auto bound = context.describe(joined.sql);
        if (!bound)
            return std::move(bound.error()).at(context.node(), QStringLiteral("keys"));
        for (int i = 0; i < bound->columns.size(); ++i)  // keys of two types may have met in a third
            joined.schema.columns[i].type = bound->columns[i].type;
    }
    return QMap<QString, data::Relation>{{QStringLiteral("rows"), joined}, {QStringLiteral("unmatched"), unmatched}};
}

}  // namespace

Operator tableJoin()
{
    return declare("table.join", 1)
        .title(TR("Join"))
        .category(Category::Shape)
        .icon("combine")
        .doc(TR("Puts two tables side by side where their keys are equal. *inner* keeps pairs only; *left*, *right* and *full* keep rows "
                "without a partner, too, "
                "of the left, the right or both tables; *semi* and *anti* keep the left rows that have, or lack, a partner. Key columns "
                "come out once, under the left name. "
                "The second output holds the left rows without a partner, whatever the kind."))
        .keywords({TR("merge"), TR("lookup"), TR("combine"), TR("inner"), TR("left"), TR("outer")})
        .summary(TR("{how} on {keys}"))
        .input("left", PortType::Table, TR("The table whose columns come first."))
        .input("right", PortType::Table, TR("The table that is looked up."))
        .output("rows", PortType::Table, TR("The joined rows."))
        .output("unmatched", PortType::Table, TR("The left rows without a partner."))
        .param(Param::choice("how",
                             {QStringLiteral("inner"), QStringLiteral("left"), QStringLiteral("right"), QStringLiteral("full"),
                              QStringLiteral("semi"), QStringLiteral("anti")})
                   .title(TR("Kind"))
                   .doc(TR("Which rows without a partner are kept."))
                   .byDefault(QStringLiteral("inner")))
        .param(Param::records("keys",
                              {Param::column("left").over("left").title(TR("Left")).doc(TR("A key column of the left table.")).required(),
                               Param::column("right")
                                   .over("right")
                                   .title(TR("Right"))
                                   .doc(TR("The column of the right table that must be equal. Empty: the one of the same name."))})
                   .title(TR("Keys"))
                   .doc(TR("The pairs of columns that must be equal."))
                   .required())
        .param(Param::text("suffix")
                   .title(TR("Suffix"))
                   .doc(TR("Goes behind the names of right columns that the left table has, too."))
                   .byDefault(QStringLiteral("_right")))
        .param(Param::boolean("keep_keys")
                   .title(TR("Keep the right keys"))
                   .doc(TR("Show the key columns of the right table, too."))
                   .byDefault(false)
                   .advanced())
        .param(Param::boolean("null_safe")
                   .title(TR("Missing equals missing"))
                   .doc(TR("Let rows with missing keys find each other; in SQL they do not."))
                   .byDefault(false)
                   .advanced())
        .example(R"({"headrace": 1, "name": "Join", "nodes": {
            "airports": {"op": "read.inline", "version": 1, "params": {"csv": "iata,city\nJFK,New York\nSFO,San Francisco\n"}},
            "flights": {"op": "read.inline", "version": 1, "params": {"csv": "origin,delay\nJFK,12\nLHR,3\n"}},
            "join": {"op": "table.join", "version": 1, "params": {"how": "left", "keys": [{"left": "origin", "right": "iata"}]},
                     "inputs": {"left": "flights:rows", "right": "airports:rows"}}}})")
        .relation(&joinTables);
}

}  // namespace headrace
