// SPDX-License-Identifier: GPL-3.0-or-later
// How a CSV file is written: dialect, encoding, columns. Comes from a node's parameters or from a look at the file.
#pragma once

#include "engine/catalog/params.h"
#include "engine/data/session.h"

#include <QJsonObject>

#include <optional>

namespace headrace {

struct CsvColumn {
    QString name;
    QString type;
    bool operator==(const CsvColumn &) const = default;
};

/// Members without a value are not known yet; detectCsv fills them.
struct CsvLayout {
    std::optional<QString> delimiter;
    std::optional<QString> quote;  ///< empty: values are never quoted
    std::optional<QString> escape;
    std::optional<QString> comment;  ///< empty: no comments
    std::optional<bool> header;
    std::optional<qint64> skip;  ///< lines before the header
    std::optional<bool> strict;
    QString encoding;  ///< utf-8, utf-16, latin-1; empty: not known yet
    QString decimal;
    QString thousands;
    QString dateFormat;
    QString timestampFormat;
    QStringList nulls{QString()};
    QList<CsvColumn> columns;
    bool shortRows = false;
    QString compression = QStringLiteral("auto");
    qint64 longestLine = 2000000;  ///< bytes
    qint64 sampleRows = 20480;

    static CsvLayout fromParams(const Params &params);
    /// The parameters that say what was found, for the node.
    QJsonObject toParams() const;
    bool dialectKnown() const { return delimiter && quote && escape && comment && header && skip && strict && !encoding.isEmpty(); }
};

/// DuckDB's name of the encoding; for utf-16 the byte order comes from the file (its mark, else where the zeros stand).
Result<QString> encodingName(const CsvLayout &layout, const QString &path);

/// The beginning of a file as text, without a byte order mark; a character that is cut at its end is left out.
Result<QString> decodedHead(const CsvLayout &layout, const QString &path, const QByteArray &head);

/// The options of headrace_csv or read_csv that describe the dialect, each with a leading comma; nothing for what is not known.
QString dialectOptions(const CsvLayout &layout, const QString &encoding);

/// Looks at (at most ten of) the files and fills what the layout does not know. Reads at most the sample, at most 1 MiB raw.
Result<CsvLayout> detectCsv(data::Connection &connection, const QStringList &files, CsvLayout layout);

/// What detection finds about one file, as parameters of read.csv; the connection must be allowed to read it. `given` holds
/// parameters that are to be kept.
Result<QJsonObject> detectCsv(data::Connection &connection, const QString &path, const QJsonObject &given = {});

/// Compares the header line of a file with the names of the columns: a file whose columns have moved must not be read in silence.
Result<void> checkCsvHeader(const CsvLayout &layout, const QString &path);

}  // namespace headrace
