// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preview/rows_export.h"

#include "models/check/structure.h"
#include "models/session/document_session.h"
#include "models/worker/warm_worker.h"

#include <QFileInfo>
#include <QJsonArray>

namespace headrace {

QString RowsExport::writerOf(const QString &path)
{
    const QString name = path.toLower();
    return name.endsWith(QLatin1String(".parquet")) || name.endsWith(QLatin1String(".pq")) ? QStringLiteral("write.parquet")
                                                                                           : QStringLiteral("write.csv");
}

RowsExport::RowsExport(DocumentSession *session, const QString &port, const QString &path, QObject *parent)
    : QObject(parent), m_session(session), m_path(path)
{
    const QString op = writerOf(path);
    const OperatorSpec *spec = session->catalog().find(op);
    Q_ASSERT(spec);
    Node sink;
    sink.op = op;
    sink.version = spec->version;
    sink.params.insert(QStringLiteral("path"), path);
    sink.inputs.insert(spec->inputs.value(0).name, {PortRef::fromString(port).value_or(PortRef{port, {}})});
    const QString id = session->document()->freshId(QStringLiteral("export"));
    LookRequest look = session->look();
    look.allow << QFileInfo(path).absolutePath();
    const auto body = [look, sink, id, port] {
        LookRequest needed = look;
        needed.pipeline = neededBy(look.pipeline, {port.section(QLatin1Char(':'), 0, 0)});
        needed.pipeline.nodes.insert(id, sink);
        QJsonObject request = needed.body()();
        QJsonObject options = request.value(QStringLiteral("options")).toObject();
        options.insert(QStringLiteral("to"), QJsonArray{id});
        options.insert(QStringLiteral("counts"), false);
        request.insert(QStringLiteral("options"), options);
        return request;
    };
    m_asked = session->slowWorker()->ask(QStringLiteral("run"), body, this, [this](const Result<QJsonObject> &answer) {
        m_asked = 0;
        Error error;
        if (!answer)
            error = answer.error();
        else if (answer->value(QStringLiteral("status")) != QLatin1String("done"))
            error = Error::fromJson(answer->value(QStringLiteral("errors")).toArray().at(0).toObject());
        Q_EMIT finished(error);
        deleteLater();
    });
}

void RowsExport::cancel()
{
    if (m_asked && m_session)
        m_session->slowWorker()->cancel(std::exchange(m_asked, 0));
    deleteLater();
}

}  // namespace headrace

#include "moc_rows_export.cpp"
