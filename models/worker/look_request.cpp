// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/worker/look_request.h"

#include "engine/host/run_order.h"
#include "engine/pipeline/format.h"
#include "models/check/structure.h"
#include "models/document/pipeline_document.h"

#include <QJsonArray>

namespace headrace {

LookRequest LookRequest::of(const PipelineDocument &document)
{
    LookRequest request;
    request.pipeline = document.pipeline();
    request.file = document.path();
    request.folder = document.folder();
    request.workspace = document.workspace();
    request.seed = host::kDefaultSeed;
    return request;
}

QJsonObject LookRequest::options() const
{
    QJsonObject given;
    for (auto value = values.begin(); value != values.end(); ++value)
        given.insert(value.key(), value.value());
    QJsonObject edited;
    for (auto content = contents.begin(); content != contents.end(); ++content)
        edited.insert(content.key(), pipelineToJson(*content));
    return {{QStringLiteral("values"), given},
            {QStringLiteral("contents"), edited},
            {QStringLiteral("file"), file},
            {QStringLiteral("folder"), folder},
            {QStringLiteral("workspace"), workspace},
            {QStringLiteral("allow"), QJsonArray::fromStringList(allow)},
            {QStringLiteral("trusted"), QJsonArray::fromStringList(trusted)},
            {QStringLiteral("seed"), seed},
            {QStringLiteral("python"), python}};
}

LookRequest LookRequest::neededFor(const QStringList &ports) const
{
    LookRequest needed = *this;
    QStringList nodes;
    for (const QString &port : ports)
        nodes << prefix + port.section(QLatin1Char(':'), 0, 0);
    needed.pipeline = neededBy(pipeline, nodes);
    return needed;
}

std::function<QJsonObject()> LookRequest::body(const QJsonObject &more) const
{
    return [request = *this, more] {
        QJsonObject body = more;
        body.insert(QStringLiteral("pipeline"), pipelineToJson(request.pipeline));
        body.insert(QStringLiteral("options"), request.options());
        return body;
    };
}

}  // namespace headrace
