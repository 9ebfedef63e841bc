// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trust/trust_gate.h"

#include "engine/base/hashing.h"
#include "engine/host/run_host.h"
#include "engine/pipeline/format.h"
#include "models/document/durable_file.h"
#include "models/document/in_background.h"
#include "models/document/pipeline_document.h"
#include "models/settings/settings.h"

#include <QDateTime>
#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace headrace {
namespace {

Result<QStringList> trustedScripts()
{
    HR_ASSIGN(auto store, host::openStore(StorePaths::ofUser()));
    return store.trusted();
}

Result<void> keepTrust(const QList<UntrustedScript> &scripts, const QString &file)
{
    if (scripts.isEmpty())
        return {};
    HR_ASSIGN(auto store, host::openStore(StorePaths::ofUser()));
    for (const UntrustedScript &script : scripts)
        HR_TRY(store.trust(script.sha256, file, QDateTime::currentMSecsSinceEpoch()));
    return {};
}

}  // namespace

TrustGate::TrustGate(PipelineDocument *document, const Catalog &catalog, Settings *settings, Probe probe, QObject *parent)
    : QObject(parent), m_document(document), m_catalog(catalog), m_settings(settings), m_probe(std::move(probe))
{}

TrustGate::~TrustGate() = default;

QStringList TrustGate::allowed() const
{
    return m_settings->allowedPaths(m_document->workspace());
}

void TrustGate::check(const QMap<QString, QJsonValue> &values)
{
    m_values = values;
    m_checking = true;
    const int number = ++m_number;
    const PathPolicy policy(m_document->workspace(), m_document->folder(), allowed());
    struct Looked {
        LookOutside outside;
        Result<QStringList> trusted;
        QJsonObject pipeline;
    };
    inBackground(
        this,
        [pipeline = m_document->pipeline(), &catalog = m_catalog, policy, values] {
            return Looked{lookOutside(pipeline, catalog, policy, values), trustedScripts(), pipelineToJson(pipeline)};
        },
        [this, number](const Looked &looked) {
            if (number != m_number)
                return;
            m_paths = looked.outside.paths;
            m_code = looked.outside.embeddedCode;
            if (!looked.trusted)
                Q_EMIT failed(looked.trusted.error());
            QJsonObject given;
            for (auto value = m_values.cbegin(); value != m_values.cend(); ++value)
                given.insert(value.key(), *value);
            const QJsonObject options{{QStringLiteral("values"), given},
                                      {QStringLiteral("folder"), m_document->folder()},
                                      {QStringLiteral("workspace"), m_document->workspace()},
                                      {QStringLiteral("allow"), QJsonArray::fromStringList(allowed())}};
            m_probe({{QStringLiteral("pipeline"), looked.pipeline}, {QStringLiteral("options"), options}},
                    [alive = QPointer<TrustGate>(this), number,
                     trusted = looked.trusted ? *looked.trusted : QStringList()](const Result<QJsonObject> &answer) {
                        if (alive)
                            alive->finish(number, trusted, answer);
                    });
        });
}

void TrustGate::finish(int number, const QStringList &trusted, const Result<QJsonObject> &answer)
{
    if (number != m_number)
        return;
    m_checking = false;
    m_scripts.clear();
    // Where the worker cannot look (a script that is not allowed yet, a faulty pipeline) there are no scripts to ask about: the
    // run itself says what is wrong, and refuses what is not trusted.
    if (answer) {
        const QJsonArray scripts = answer->value(QStringLiteral("scripts")).toArray();
        for (const QJsonValue &value : scripts) {
            const QJsonObject script = value.toObject();
            const UntrustedScript found{script.value(QStringLiteral("node")).toString(), script.value(QStringLiteral("sha256")).toString(),
                                        script.value(QStringLiteral("file")).toString()};
            if (!trusted.contains(found.sha256))
                m_scripts.append(found);
        }
    }
    Q_EMIT checked();
}

void TrustGate::grant()
{
    QStringList paths = allowed();
    for (const OutsidePath &path : std::as_const(m_paths))
        if (!paths.contains(path.absolute))
            paths.append(path.absolute);
    m_settings->setAllowedPaths(m_document->workspace(), paths);
    inBackground(
        this, [scripts = m_scripts, file = m_document->path()] { return keepTrust(scripts, file); },
        [this](const Result<void> &kept) {
            if (!kept)
                Q_EMIT failed(kept.error());
            check(m_values);
        });
}

void TrustGate::allowChosen(const QString &path)
{
    const PathPolicy policy(m_document->workspace(), m_document->folder(), allowed());
    const auto readable = policy.toRead(path);
    if (!readable && readable.error().code == ErrorCode::Denied)
        m_settings->setAllowedPaths(m_document->workspace(), allowed() << path);
}

void TrustGate::readScript(const UntrustedScript &script, const std::function<void(const Result<QByteArray> &)> &done)
{
    if (script.file.isEmpty()) {
        const auto code = m_code.constFind(script.sha256);
        done(code != m_code.cend()
                 ? Result<QByteArray>(*code)
                 : Error(ErrorCode::NotFound, tr("The script was changed after it was looked at."), tr("Look again before you trust it.")));
        return;
    }
    const PathPolicy policy(m_document->workspace(), m_document->folder(), allowed());
    inBackground(
        this,
        [policy, script]() -> Result<QByteArray> {
            HR_ASSIGN(const QString path, policy.toRead(script.file));
            HR_ASSIGN(QByteArray text, readWhole(path));
            if (sha256(text) != script.sha256)
                return Error(ErrorCode::Denied, tr("The script was changed after it was looked at."),
                             tr("Look again before you trust it."));
            return text;
        },
        done);
}

}  // namespace headrace

#include "moc_trust_gate.cpp"
