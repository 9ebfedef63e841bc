// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/function_facts.h"

#include <QRegularExpression>

namespace headrace::data {

namespace {

// The lists of this version; a test compares them with what the library says. Another version is asked.
constexpr const char *kKnownVersion = "v1.5.6";
constexpr const char *kAggregates
    = "any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null "
      "arg_max_nulls_last arg_min arg_min_null arg_min_nulls_last argmax argmin array_agg avg bit_and bit_or bit_xor "
      "bitstring_agg bool_and bool_or corr count count_if count_star countif covar_pop covar_samp cume_dist "
      "dense_rank entropy favg fill first first_value fsum geomean geometric_mean group_concat histogram "
      "histogram_exact json_group_array json_group_object json_group_structure kahan_sum kurtosis kurtosis_pop lag "
      "last last_value lead list listagg mad max max_by mean median min min_by mode nth_value ntile percent_rank "
      "product quantile quantile_cont quantile_disc rank rank_dense regr_avgx regr_avgy regr_count regr_intercept "
      "regr_r2 regr_slope regr_sxx regr_sxy regr_syy reservoir_quantile row_number sem skewness stddev stddev_pop "
      "stddev_samp string_agg sum sum_no_overflow sumkahan var_pop var_samp variance weighted_avg ";
constexpr const char *kChanging
    = "current_catalog current_connection_id current_database current_date current_localtime current_localtimestamp "
      "current_query current_query_id current_schema current_schemas current_transaction_id currval gen_random_uuid "
      "get_current_time get_current_timestamp getvariable in_search_path json_serialize_plan nextval now pg_sleep "
      "random setseed sleep_ms stats today transaction_timestamp txid_current uuid uuidv4 uuidv7 write_log ";

QSet<QString> setOf(const char *names)
{
    const QStringList list = QString::fromLatin1(names).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return {list.begin(), list.end()};
}

}  // namespace

std::optional<FunctionFacts> knownFunctionFacts(const QString &libraryVersion)
{
    if (libraryVersion != QLatin1String(kKnownVersion))
        return std::nullopt;
    return FunctionFacts{setOf(kAggregates), setOf(kChanging)};
}

Result<FunctionFacts> askFunctionFacts(Connection &connection)
{
    FunctionFacts facts;
    HR_ASSIGN(const QJsonArray rows,
              connection.rows(QStringLiteral("SELECT DISTINCT lower(function_name), function_type, coalesce(stability, ''), "
                                             "coalesce(macro_definition, '') FROM duckdb_functions()"
                                             " WHERE function_type IN ('aggregate', 'scalar', 'macro') ORDER BY ALL")));
    for (const QJsonValue &row : rows) {
        const QJsonArray columns = row.toArray();
        const QString name = columns[0].toString();
        if (columns[1] == QStringLiteral("aggregate"))
            facts.aggregates.insert(name);
        else if (columns[1] == QStringLiteral("scalar") && columns[2] != QStringLiteral("CONSISTENT") && name != QStringLiteral("error"))
            facts.changing.insert(name);
    }
    for (const char *name : {"current_localtime", "current_localtimestamp", "getvariable", "json_serialize_plan"})
        facts.changing.insert(QLatin1String(name));
    static const QRegularExpression call(QStringLiteral("\"?([a-z0-9_]+)\"?\\("));
    for (const QJsonValue &row : rows) {
        const QJsonArray columns = row.toArray();
        if (columns[1] != QStringLiteral("macro"))
            continue;
        for (auto calls = call.globalMatch(columns[3].toString()); calls.hasNext();) {
            const QString called = calls.next().captured(1);
            if (facts.aggregates.contains(called))
                facts.aggregates.insert(columns[0].toString());
            if (facts.changing.contains(called))
                facts.changing.insert(columns[0].toString());
        }
    }
    return facts;
}

Result<std::shared_ptr<const FunctionFacts>> functionFacts(Connection &connection)
{
    if (auto remembered = connection.memo().functions())
        return remembered;
    auto facts = std::make_shared<FunctionFacts>();
    if (auto known = knownFunctionFacts(Session::libraryVersion())) {
        *facts = *known;
    } else {
        HR_ASSIGN(*facts, askFunctionFacts(connection));
    }
    connection.memo().setFunctions(facts);
    return std::shared_ptr<const FunctionFacts>(facts);
}

}  // namespace headrace::data
