// SPDX-License-Identifier: GPL-3.0-or-later
// Gets at DuckDB's bound plan. Its C++ classes, which only the files lineage*.* use, are no stable interface: the walk over
// the plan was written against the versions named below, and answers only for the very library whose headers it was compiled with.
#include "engine/data/lineage.h"

#include "engine/base/quoting.h"
#include "engine/data/errors.h"
#include "engine/data/lineage_plan.h"

#include <duckdb/main/client_context.hpp>
#include <duckdb/main/connection.hpp>
#include <duckdb/parser/parsed_data/create_table_info.hpp>
#include <duckdb/parser/statement/create_statement.hpp>

#include <QJsonArray>

#include <string_view>

namespace headrace::data {

namespace {

constexpr std::string_view kHeaders = HEADRACE_DUCKDB_VERSION;
static_assert(kHeaders == "1.5.6" || kHeaders == "1.5.5",
              "read the plan's classes of this version of DuckDB again (tests/data/lineage tells what changed), then name it here");

Error onlyOneSelect()
{
    return {ErrorCode::Invalid, QStringLiteral("Only one SELECT statement has a lineage."),
            QStringLiteral("Give one SELECT; PIVOT needs its values, as in ON column IN (…).")};
}

/// DuckDB's exceptions in our words; runs `work` where they cannot get out. `lead` bytes stand before `sql` in what was parsed.
template <class Work> Result<void> guarded(const QString &sql, int lead, const Work &work)
{
    try {
        return work();
    } catch (const std::exception &exception) {
        DuckDBFailure failure = parseFailure(QString::fromUtf8(exception.what()), DUCKDB_ERROR_INVALID);
        failure.byte = failure.byte >= lead ? failure.byte - lead : -1;
        return errorFrom(failure, sql);
    }
}

duckdb::Connection &classOf(Connection &connection)
{
    return *reinterpret_cast<duckdb::Connection *>(connection.handle());
}

Result<void> checkLibrary()
{
    const QString linked = Session::libraryVersion();
    if (linked == QLatin1Char('v') + QString::fromLatin1(kHeaders.data(), qsizetype(kHeaders.size())))
        return {};
    return Error(ErrorCode::Internal,
                 QStringLiteral("The data library is %1, but column lineage was built for v%2.")
                     .arg(linked, QString::fromLatin1(kHeaders.data(), qsizetype(kHeaders.size()))),
                 QStringLiteral("Install Headrace with the library it was built with."));
}

QString stubsAround(const QString &sql, const QList<LineageInput> &inputs)
{
    if (inputs.isEmpty())
        return sql;
    QStringList stubs;
    for (const LineageInput &input : inputs) {
        QStringList names, values;
        for (const Column &column : input.columns) {
            names << quoteIdentifier(column.name);
            values << QStringLiteral("NULL::") + column.type;
        }
        stubs << QStringLiteral("%1(%2) AS MATERIALIZED (SELECT %3)")
                     .arg(input.handle, names.join(QLatin1Char(',')), values.join(QLatin1Char(',')));
    }
    return QStringLiteral("WITH ") + stubs.join(QLatin1Char(',')) + QStringLiteral(" SELECT * FROM (") + sql + QStringLiteral("\n)");
}

}  // namespace

QJsonObject StatementLineage::toJson() const
{
    QJsonArray columns;
    for (const ColumnLineage &output : outputs) {
        QJsonObject column{{QStringLiteral("name"), output.name},
                           {QStringLiteral("value"), QJsonArray::fromStringList(output.value)},
                           {QStringLiteral("deciding"), QJsonArray::fromStringList(output.deciding)}};
        if (output.unresolved)
            column.insert(QStringLiteral("unresolved"), true);
        columns << column;
    }
    QJsonObject object{{QStringLiteral("outputs"), columns}, {QStringLiteral("rows"), QJsonArray::fromStringList(rows)}};
    if (rowsUnresolved)
        object.insert(QStringLiteral("rows_unresolved"), true);
    return object;
}

Result<StatementLineage> lineageOf(Connection &connection, const QString &sql, const QList<LineageInput> &inputs)
{
    HR_TRY(checkLibrary());
    duckdb::Connection &database = classOf(connection);
    const QString whole = stubsAround(sql, inputs);
    StatementLineage lineage;
    HR_TRY(guarded(sql, int(whole.toUtf8().indexOf(sql.toUtf8())), [&]() -> Result<void> {
        auto statements = database.ExtractStatements(whole.toStdString());
        if (statements.size() != 1 || statements[0]->type != duckdb::StatementType::SELECT_STATEMENT)
            return onlyOneSelect();
        database.context->RunFunctionInTransaction([&] {
            duckdb::case_insensitive_map_t<duckdb::BoundParameterData> values;
            duckdb::BoundParameterMap parameters(values);
            const auto binder = duckdb::Binder::CreateBinder(*database.context);
            binder->SetParameters(parameters);
            const duckdb::BoundStatement bound = binder->Bind(*statements[0]);
            lineage = PlanWalk(inputs).walk(*bound.plan, bound.names);
        });
        return {};
    }));
    return lineage;
}

namespace {

/// Creates the tables and what they may need; nothing that would have to run.
Result<void> createSchema(Connection &connection, const QString &schema)
{
    duckdb::Connection &database = classOf(connection);
    const auto refused = [](const QString &what) {
        return Error(ErrorCode::Invalid, QStringLiteral("The schema holds %1.").arg(what),
                     QStringLiteral("It may hold CREATE TABLE (with columns), VIEW, TYPE, MACRO, SEQUENCE, INDEX and SCHEMA."));
    };
    return guarded(schema, 0, [&]() -> Result<void> {
        auto statements = database.ExtractStatements(schema.toStdString());
        for (auto &statement : statements) {
            if (statement->type != duckdb::StatementType::CREATE_STATEMENT)
                return refused(QStringLiteral("another statement than CREATE"));
            const auto &info = *statement->Cast<duckdb::CreateStatement>().info;
            switch (info.type) {
            case duckdb::CatalogType::TABLE_ENTRY:
                if (info.Cast<duckdb::CreateTableInfo>().query)
                    return refused(QStringLiteral("a CREATE TABLE AS"));
                break;
            case duckdb::CatalogType::VIEW_ENTRY:
            case duckdb::CatalogType::SCHEMA_ENTRY:
            case duckdb::CatalogType::SEQUENCE_ENTRY:
            case duckdb::CatalogType::INDEX_ENTRY:
            case duckdb::CatalogType::MACRO_ENTRY:
            case duckdb::CatalogType::TABLE_MACRO_ENTRY:
            case duckdb::CatalogType::TYPE_ENTRY:
                break;
            default:
                return refused(QStringLiteral("a CREATE of another kind"));
            }
            const auto done = database.Query(std::move(statement));
            if (done->HasError())
                return errorFrom(parseFailure(QString::fromStdString(done->GetError()), DUCKDB_ERROR_INVALID), schema);
        }
        return {};
    });
}

}  // namespace

Result<StatementLineage> lineageOfText(const QString &sql, const QString &schema)
{
    HR_TRY(checkLibrary());
    SessionOptions options;
    options.threads = 1;
    options.memoryBytes = qint64(256) << 20;
    HR_ASSIGN(const auto session, Session::open(options));
    HR_ASSIGN(const auto connection, session->connect());
    if (auto created = createSchema(*connection, schema); !created)
        return std::move(created).error().at({}, QStringLiteral("schema"));
    auto lineage = lineageOf(*connection, sql);
    if (!lineage)
        return std::move(lineage).error().at({}, QStringLiteral("sql"));
    return lineage;
}

}  // namespace headrace::data
