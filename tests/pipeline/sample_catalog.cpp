// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/pipeline/sample_catalog.h"

namespace headrace::tests {

namespace {

PortSpec in(const char *name, PortType type = PortType::Table, Cardinality cardinality = Cardinality::One)
{
    return {QLatin1String(name), type, cardinality, {}};
}

PortSpec out(const char *name, PortType type = PortType::Table)
{
    return {QLatin1String(name), type, Cardinality::One, {}};
}

ParamSpec param(const char *name, ParamType type, bool required = false)
{
    ParamSpec spec;
    spec.name = QLatin1String(name);
    spec.type = type;
    spec.required = required;
    return spec;
}

OperatorSpec op(const char *id, QList<PortSpec> inputs, QList<PortSpec> outputs, QList<ParamSpec> params = {}, Traits traits = {})
{
    OperatorSpec spec;
    spec.id = spec.title = QLatin1String(id);
    spec.inputs = std::move(inputs);
    spec.outputs = std::move(outputs);
    spec.params = std::move(params);
    spec.traits = traits;
    return spec;
}

ParamSpec refit()
{
    ParamSpec spec = param("refit", ParamType::Enumeration);
    spec.choices = {QStringLiteral("train"), QStringLiteral("all")};
    spec.defaultValue = QStringLiteral("train");
    return spec;
}

OperatorSpec all()
{
    ParamSpec rounds = param("integer", ParamType::Integer);
    rounds.minimum = 1;
    rounds.maximum = 100;
    rounds.unit = QStringLiteral("rounds");
    ParamSpec rate = param("number", ParamType::Number);
    rate.minimum = 0;
    rate.exclusiveMinimum = true;
    ParamSpec how = param("choice", ParamType::Enumeration);
    how.choices = {QStringLiteral("inner"), QStringLiteral("left"), QStringLiteral("full")};
    ParamSpec records = param("records", ParamType::Records);
    ParamSpec expression = param("expression", ParamType::Expression, true);
    expression.example = QStringLiteral("a + 1");
    records.fields = {param("name", ParamType::Text, true), expression, how};
    return op("test.all", {}, {out("rows")},
              {param("boolean", ParamType::Boolean), rounds, rate, param("text", ParamType::Text), how, param("column", ParamType::Column),
               param("columns", ParamType::Columns), param("expression", ParamType::Expression), param("sql", ParamType::Sql),
               param("code", ParamType::Code), param("path", ParamType::Path), param("texts", ParamType::TextList),
               param("numbers", ParamType::NumberList), param("map", ParamType::Map), records, param("secret", ParamType::Secret)});
}

}  // namespace

const Catalog &sampleCatalog()
{
    static const Catalog catalog = [] {
        OperatorSpec filter = op("table.filter", {in("rows")}, {out("rows")}, {param("condition", ParamType::Expression, true)},
                                 {.choosesRows = true});
        filter.version = 2;
        filter.upgrades = {
            {1, UpgradeRule::Kind::Rename, QStringLiteral("where"), QStringLiteral("condition"), QJsonValue(QJsonValue::Undefined)}};
        return Catalog({
            op("read.csv", {}, {out("rows"), out("rejects")}, {param("path", ParamType::Path, true)}, {.source = true}),
            filter,
            op("table.derive", {in("rows")}, {out("rows")}, {param("expression", ParamType::Expression)}, {.rowwise = true}),
            op("table.group", {in("rows")}, {out("rows")}, {param("keys", ParamType::Columns)}, {.aggregates = true}),
            op("table.join", {in("left"), in("right")}, {out("rows"), out("unmatched")}, {}),
            op("table.union", {in("rows", PortType::Table, Cardinality::Many)}, {out("rows")}, {}),
            op("learn.split", {in("rows")}, {out("train"), out("validation"), out("test")}, {}, {.choosesRows = true, .splits = true}),
            op("learn.standardize", {in("rows"), in("apply", PortType::Table, Cardinality::Optional)},
               {out("rows"), out("transform", PortType::Transform)}, {refit()}, {.fits = true}),
            op("learn.apply", {in("transform", PortType::Transform), in("rows")}, {out("rows")}, {}, {.rowwise = true}),
            op("learn.estimator", {in("train"), in("validation", PortType::Table, Cardinality::Optional)}, {out("model", PortType::Model)},
               {refit()}, {.fits = true, .estimator = true}),
            op("learn.predict", {in("model", PortType::Model), in("rows")}, {out("rows")}, {}, {.scores = true}),
            op("evaluate.model", {in("models", PortType::Model, Cardinality::Many), in("rows")}, {out("metrics", PortType::Metrics)}, {},
               {.scores = true}),
            op("write.csv", {in("rows")}, {}, {param("path", ParamType::Path, true)}, {.sink = true}),
            all(),
        });
    }();
    return catalog;
}

Pipeline pipelineOf(const QByteArray &text)
{
    const QByteArray whole = text.startsWith("{\"") ? text : "{\"headrace\": 1, \"nodes\": {" + text + "}}";
    auto result = readPipeline(whole);
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(*result).pipeline;
}

QStringList summaries(const QList<Diagnostic> &diagnostics)
{
    QStringList list;
    for (const Diagnostic &d : diagnostics) {
        QStringList parts{d.code, d.node, d.parameter, d.port, d.replacement};
        for (QString &part : parts)
            if (part.isEmpty())
                part = QStringLiteral("-");
        list << parts.join(QLatin1Char(' '));
    }
    return list;
}

QString summary(const PipelineDiff &diff)
{
    QStringList parts;
    for (const NodeChange &node : diff.nodes) {
        QString text = (node.kind == ChangeKind::Added         ? QLatin1String("+")
                            : node.kind == ChangeKind::Removed ? QLatin1String("-")
                                                               : QLatin1String("~"))
            + node.id;
        if (!node.formerId.isEmpty())
            text += QLatin1Char('=') + node.formerId;
        for (const ParamChange &change : node.changes)
            text += QLatin1Char(' ') + change.path;
        parts << text;
    }
    for (const ParamChange &change : diff.header)
        parts << QLatin1Char('#') + change.path;
    for (const QString &id : diff.layout)
        parts << QLatin1Char('@') + id;
    return parts.join(QStringLiteral("; "));
}

}  // namespace headrace::tests
