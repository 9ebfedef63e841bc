// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/check/live_check.h"

#include "engine/pipeline/check.h"
#include "models/check/structure.h"
#include "models/document/pipeline_document.h"
#include "models/worker/warm_worker.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>

namespace headrace {

namespace {
constexpr int kPauseMs = 150;
constexpr int kPatienceMs = 20000;
constexpr double kWindowMs = 2;    // what may run on the window's thread
constexpr qsizetype kSmall = 150;  // nodes: the first check, before anything is measured
constexpr int kMostRounds = 4;

QList<Diagnostic> timedCheck(const Pipeline &pipeline, const Catalog &catalog, double &ms)
{
    QElapsedTimer clock;
    clock.start();
    QList<Diagnostic> diagnostics = check(pipeline, catalog.lookup());
    ms = double(clock.nsecsElapsed()) / 1e6;
    return diagnostics;
}
/// What binding finds is an Error, which names the closest name in its hint alone.
Diagnostic withCure(Diagnostic diagnostic)
{
    static const QRegularExpression closest(QStringLiteral("Did you mean '([^']+)'\\?"));
    if (diagnostic.replacement.isEmpty())
        diagnostic.replacement = closest.match(diagnostic.hint).captured(1);
    return diagnostic;
}

}  // namespace

LiveCheck::LiveCheck(PipelineDocument *document, const Catalog *catalog, PortSchemas *schemas, WarmWorker *worker,
                     std::function<LookRequest()> look, QObject *parent)
    : QObject(parent), m_document(document), m_catalog(catalog), m_schemas(schemas), m_worker(worker), m_look(std::move(look))
{
    m_due.setSingleShot(true);
    m_due.setInterval(kPauseMs);
    connect(&m_due, &QTimer::timeout, this, [this] { ask(nodesWithErrors(m_structure), 0); });
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, &LiveCheck::giveUpWaiting);
    connect(document, &PipelineDocument::edited, this, &LiveCheck::edited);
    recheck();
}

LiveCheck::~LiveCheck()
{
    if (m_asked)
        m_worker->cancel(m_asked);
}

void LiveCheck::edited(const QList<PipelineEdit> &edits)
{
    if (std::all_of(edits.begin(), edits.end(), isLayoutOnly))
        return;
    recheck();
}

void LiveCheck::recheck()
{
    if (m_asked)
        m_worker->cancel(std::exchange(m_asked, 0));
    m_patience.stop();
    checkStructure();
    m_due.start();
}

void LiveCheck::checkStructure()
{
    const Pipeline &pipeline = m_document->pipeline();
    const bool small = m_lastMs > 0 ? m_lastMs < kWindowMs : pipeline.nodes.size() <= kSmall;
    if (small) {
        m_background.drop();
        takeStructure(timedCheck(pipeline, *m_catalog, m_lastMs));
        return;
    }
    struct Outcome {
        QList<Diagnostic> diagnostics;
        double ms = 0;
    };
    m_background.start(
        [pipeline, catalog = m_catalog] {
            Outcome outcome;
            outcome.diagnostics = timedCheck(pipeline, *catalog, outcome.ms);
            return outcome;
        },
        [this](Outcome outcome) {
            m_lastMs = outcome.ms;
            takeStructure(std::move(outcome.diagnostics));
        });
}

void LiveCheck::takeStructure(QList<Diagnostic> diagnostics)
{
    m_structure = std::move(diagnostics);
    // What binding said of nodes that are gone is void; of the others it holds until the worker has spoken again.
    m_bound.removeIf([this](const Diagnostic &diagnostic) {
        return !diagnostic.node.isEmpty() && !m_document->pipeline().nodes.contains(outermost(diagnostic.node));
    });
    publish();
}

void LiveCheck::ask(const QSet<QString> &leftOut, int round)
{
    if (m_background.isBusy()) {
        m_due.start();  // the structure is not judged yet
        return;
    }
    const LookRequest request = m_look();
    m_patience.start();
    m_asked = m_worker->ask(
        QStringLiteral("validate"),
        [request, leftOut] {
            LookRequest rest = request;
            if (request.prefix.isEmpty()) {
                rest.pipeline = without(request.pipeline, leftOut);
            } else {
                rest.pipeline = neededBy(request.pipeline, {request.prefix});
                for (Pipeline &content : rest.contents)
                    if (content == request.own())
                        content = withoutWithin(content, leftOut);
            }
            return rest.body()();
        },
        this,
        [this, leftOut, round, prefix = request.prefix](const Result<QJsonObject> &answer) {
            m_asked = 0;
            m_patience.stop();
            if (!answer) {
                // The schemas of before stay; the worker's own troubles are told by its signal.
                Q_EMIT checked();
                return;
            }
            QList<Diagnostic> diagnostics;
            for (const QJsonValue &value : answer->value(QStringLiteral("diagnostics")).toArray())
                if (Diagnostic diagnostic = withCure(Diagnostic::fromJson(value.toObject())); diagnostic.node.startsWith(prefix)) {
                    diagnostic.node.remove(0, prefix.size());
                    diagnostics << diagnostic;
                }
            const QJsonObject schemas = answer->value(QStringLiteral("schemas")).toObject();
            if (round == 0)
                m_bound.clear();
            m_bound = merged(m_bound, diagnostics);
            const QSet<QString> wrong = nodesWithErrors(diagnostics);
            if (schemas.isEmpty() && !wrong.isEmpty() && round + 1 < kMostRounds) {
                ask(leftOut | wrong, round + 1);  // it stopped at these: the rest is bound without them
                return;
            }
            m_known.clear();
            for (auto schema = schemas.begin(); schema != schemas.end(); ++schema)
                if (schema.key().startsWith(prefix))
                    m_known.insert(schema.key().mid(prefix.size()), PortSchema::fromJson(schema.value().toObject()));
            publish();
            Q_EMIT checked();
        });
}

void LiveCheck::publish()
{
    // What the file itself said when it was read is not known to the worker, which gets a pipeline without a file.
    QList<Diagnostic> read = m_document->readDiagnostics();
    read.removeIf([this](const Diagnostic &diagnostic) {
        return !diagnostic.node.isEmpty() && !m_document->pipeline().nodes.contains(outermost(diagnostic.node));
    });
    m_schemas->set(m_known, merged(merged(m_structure, m_bound), read), m_inputs ? m_inputs() : QHash<QString, PortSchema>());
}

void LiveCheck::giveUpWaiting()
{
    if (!m_asked)
        return;
    m_worker->cancel(std::exchange(m_asked, 0));
    Diagnostic slow;
    slow.severity = Severity::Warning;
    slow.code = QStringLiteral("check_slow");
    slow.text = tr("The columns could not be worked out within %1 s.").arg(kPatienceMs / 1000);
    slow.hint = tr("They are tried again with the next change; a file on a slow disk may be the reason.");
    m_bound = merged(m_bound, {slow});
    publish();
    Q_EMIT checked();
}

}  // namespace headrace

#include "moc_live_check.cpp"
