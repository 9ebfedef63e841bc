// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/execution/compare.h"

#include "engine/base/hashing.h"
#include "engine/base/quoting.h"
#include "engine/data/session.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

namespace headrace::execution {

namespace {

constexpr qint64 kMaximumUlps = 64;

QJsonObject verdict(const char *word, const QString &text = {}, qint64 ulps = 0)
{
    return {{QStringLiteral("verdict"), QLatin1String(word)}, {QStringLiteral("ulps"), ulps}, {QStringLiteral("text"), text}};
}

/// Files below a folder (or the file itself) by relative name, with their hashes.
Result<QMap<QString, QString>> contentOf(const QString &path)
{
    QMap<QString, QString> content;
    if (!QFileInfo(path).isDir()) {
        HR_ASSIGN(content[QString()], xxh3OfFile(path));
        return content;
    }
    QDirIterator it(path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        HR_ASSIGN(content[QDir(path).relativeFilePath(file)], xxh3OfFile(file));
    }
    return content;
}

QJsonObject compareBytes(const QString &before, const QString &after)
{
    const auto a = contentOf(before);
    const auto b = contentOf(after);
    if (!a || !b)
        return verdict("unavailable", (a ? b.error() : a.error()).text);
    if (*a == *b)
        return verdict("identical");
    for (auto it = a->begin(); it != a->end(); ++it)
        if (b->value(it.key()) != it.value())
            return verdict("different",
                           it.key().isEmpty() ? QStringLiteral("The bytes differ.")
                                              : QStringLiteral("The bytes of %1 differ.").arg(it.key()));
    return verdict("different", QStringLiteral("There are other files than before."));
}

/// How many representable doubles lie between two, as SQL over the bits: monotone over all finite numbers.
QString orderedBits(const QString &value)
{
    // -0.0 becomes 0.0; NaN has an order of its own at the end.
    const QString bits = QStringLiteral("CAST(CAST(CAST(%1 + 0.0 AS DOUBLE) AS BIT) AS UBIGINT)").arg(value);
    return QStringLiteral("CASE WHEN %1 >= 9223372036854775808::UBIGINT THEN -CAST(%1 - 9223372036854775808::UBIGINT AS HUGEINT) ELSE "
                          "CAST(%1 AS HUGEINT) END")
        .arg(bits);
}

Result<QJsonObject> compareTables(const QString &before, const QString &after)
{
    data::SessionOptions options;
    options.allowedPaths = {before, after};
    options.tempFolder.clear();
    HR_ASSIGN(const auto session, data::Session::open(options));
    HR_ASSIGN(const auto connection, session->connect());
    const QString a = QStringLiteral("read_parquet(%1)").arg(quoteLiteral(before));
    const QString b = QStringLiteral("read_parquet(%1)").arg(quoteLiteral(after));
    HR_ASSIGN(const QList<data::Column> columns, connection->describe(QStringLiteral("SELECT * FROM ") + a));
    HR_ASSIGN(const QList<data::Column> others, connection->describe(QStringLiteral("SELECT * FROM ") + b));
    QStringList names;
    QStringList doubles;
    QStringList exact;
    for (const data::Column &column : columns) {
        if (column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
            continue;
        names << column.name;
        (column.type == QLatin1String("DOUBLE") || column.type == QLatin1String("FLOAT") ? doubles : exact) << column.name;
    }
    QStringList otherNames;
    for (const data::Column &column : others)
        if (!column.name.startsWith(QLatin1String(data::kHiddenPrefix)))
            otherNames << column.name;
    if (names != otherNames)
        return verdict(
            "different",
            QStringLiteral("The columns were %1 and are %2.").arg(names.join(QStringLiteral(", ")), otherNames.join(QStringLiteral(", "))));
    for (const QString &name : std::as_const(names)) {
        const auto typeOf = [&name](const QList<data::Column> &list) {
            for (const data::Column &column : list)
                if (column.name == name)
                    return column.type;
            return QString();
        };
        if (typeOf(columns) != typeOf(others))
            return verdict("different",
                           QStringLiteral("The type of column '%1' was %2 and is %3.").arg(name, typeOf(columns), typeOf(others)));
    }
    HR_ASSIGN(const QJsonValue rowsBefore, connection->scalar(QStringLiteral("SELECT count(*) FROM ") + a));
    HR_ASSIGN(const QJsonValue rowsAfter, connection->scalar(QStringLiteral("SELECT count(*) FROM ") + b));
    if (rowsBefore.toInteger() != rowsAfter.toInteger())
        return verdict("different",
                       QStringLiteral("There were %1 rows and are %2.").arg(rowsBefore.toInteger()).arg(rowsAfter.toInteger()));
    const QString list = quoteIdentifiers(names);
    HR_ASSIGN(const QJsonValue differing,
              connection->scalar(QStringLiteral("SELECT count(*) FROM ((SELECT %1 FROM %2 EXCEPT ALL SELECT %1 FROM %3) UNION ALL (SELECT "
                                                "%1 FROM %3 EXCEPT ALL SELECT %1 FROM %2))")
                                     .arg(list, a, b)));
    if (differing.toInteger() == 0)
        return verdict("identical");
    if (doubles.isEmpty())
        return verdict("different",
                       QStringLiteral("%1 of %2 rows differ.").arg((differing.toInteger() + 1) / 2).arg(rowsBefore.toInteger()));

    // Rows side by side: in the order of what must be equal, then of the doubles, which differ in their last bits only if at all.
    const QString order = quoteIdentifiers(exact + doubles);
    QStringList same;
    QStringList distance;
    for (const QString &name : std::as_const(exact))
        same << QStringLiteral("a.%1 IS NOT DISTINCT FROM b.%1").arg(quoteIdentifier(name));
    for (const QString &name : std::as_const(doubles)) {
        const QString column = quoteIdentifier(name);
        same << QStringLiteral("(a.%1 IS NULL) = (b.%1 IS NULL) AND (a.%1 IS NULL OR (isfinite(a.%1) AND isfinite(b.%1)) OR a.%1 = b.%1)")
                    .arg(column);
        distance << QStringLiteral("CASE WHEN isfinite(a.%1) AND isfinite(b.%1) THEN abs(%2 - %3) ELSE 0 END")
                        .arg(column, orderedBits(QStringLiteral("a.") + column), orderedBits(QStringLiteral("b.") + column));
    }
    const QString pairs = QStringLiteral("(SELECT *, row_number() OVER (ORDER BY %1) AS __n FROM %2) a JOIN (SELECT *, row_number() OVER "
                                         "(ORDER BY %1) AS __n FROM %3) b USING (__n)")
                              .arg(order, a, b);
    HR_ASSIGN(const QJsonArray answer,
              connection->rows(QStringLiteral("SELECT count(*) FILTER (NOT (%1)), CAST(max(greatest(%2)) AS VARCHAR) FROM %3")
                                   .arg(same.join(QStringLiteral(" AND ")), distance.join(QStringLiteral(", ")), pairs)));
    const qint64 unequal = answer.at(0).toArray().at(0).toInteger();
    bool number = false;
    const qint64 ulps = answer.at(0).toArray().at(1).toString().toLongLong(&number);
    if (unequal > 0 || !number || ulps > kMaximumUlps)
        return verdict("different",
                       unequal > 0 ? QStringLiteral("%1 of %2 rows differ.").arg(unequal).arg(rowsBefore.toInteger())
                                   : QStringLiteral("Doubles differ by more than %1 units in the last place.").arg(kMaximumUlps));
    return verdict("ulps", {}, ulps);
}

}  // namespace

Result<QJsonObject> compareOutputs(const QJsonObject &before, const QJsonObject &after)
{
    const QString pathBefore = before.value(QStringLiteral("path")).toString();
    const QString pathAfter = after.value(QStringLiteral("path")).toString();
    if (!QFileInfo::exists(pathBefore) || !QFileInfo::exists(pathAfter))
        return verdict("unavailable",
                       QStringLiteral("'%1' is not there any more.").arg(QFileInfo::exists(pathBefore) ? pathAfter : pathBefore));
    const QJsonObject bytes = compareBytes(pathBefore, pathAfter);
    if (bytes.value(QStringLiteral("verdict")).toString() != QLatin1String("different") || !pathAfter.endsWith(QLatin1String(".parquet")))
        return bytes;
    return compareTables(pathBefore, pathAfter);
}

}  // namespace headrace::execution
