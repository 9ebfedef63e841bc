// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/run_actions.h"

#include "app/workbench/document_care.h"
#include "app/workbench/message_bar.h"
#include "app/workbench/status_line.h"
#include "engine/host/openlineage_target.h"
#include "models/failure/failure_search.h"
#include "models/session/document_session.h"
#include "models/settings/settings.h"

#include <QApplication>
#include <QFileInfo>

namespace headrace {
namespace {

QString keyOf(const DocumentSession *session)
{
    return QStringLiteral("run:%1").arg(quintptr(session));
}

}  // namespace

RunActions::RunActions(Settings *settings, MessageBar *messages, StatusLine *status, QObject *parent)
    : QObject(parent), m_settings(settings), m_messages(messages), m_status(status)
{}

void RunActions::add(DocumentSession *session, DocumentCare *care)
{
    m_cares.insert(session, care);
    RunControl *run = session->run();
    connect(run, &RunControl::phaseChanged, this, [this] {
        say();
        Q_EMIT changed();
    });
    connect(run, &RunControl::statusTextChanged, this, &RunActions::say);
    connect(run, &RunControl::finished, this, [this, session](const RunOutcome &outcome) { finished(session, outcome); });
    // The rows that failed are found a moment after the failure was said.
    connect(session->failures(), &FailureSearch::changed, this, [this, session](const QString &node) {
        const auto &outcome = session->run()->lastOutcome();
        if (outcome && !session->run()->isRunning() && !outcome->errors.isEmpty() && outcome->errors.first().node == node
            && session->failures()->of(node) && m_messages->shows(keyOf(session)))
            sayFailure(session, *outcome);
    });
}

void RunActions::remove(DocumentSession *session)
{
    m_cares.remove(session);
    m_waiting.remove(session);
    disconnect(session->run(), nullptr, this, nullptr);
    disconnect(session->failures(), nullptr, this, nullptr);
    if (m_current == session)
        setCurrent(nullptr);
}

void RunActions::setCurrent(DocumentSession *session)
{
    m_current = session;
    say();
    Q_EMIT changed();
}

void RunActions::run(const RunWish &wish)
{
    DocumentSession *session = m_current;
    DocumentCare *care = m_cares.value(session);
    if (!session || !care)
        return;
    m_messages->clear(keyOf(session));
    // Scripts and files outside the workspace are asked about before; the worker refuses them in any case.
    TrustGate *gate = care->trust();
    const auto once = std::make_shared<QMetaObject::Connection>();
    *once = connect(gate, &TrustGate::checked, this, [this, session, gate, wish, once] {
        disconnect(*once);
        if (!m_cares.contains(session))
            return;
        if (gate->isClear()) {
            RunWish allowed = wish;
            allowed.allow = gate->allowed();
            begin(session, allowed);
            return;
        }
        m_waiting.insert(session, wish);
        Q_EMIT trustNeeded(session);
    });
    gate->check(wish.values);
}

void RunActions::goOn(DocumentSession *session)
{
    if (!m_waiting.contains(session) || !m_cares.contains(session))
        return;
    RunWish wish = m_waiting.take(session);
    wish.allow = m_cares.value(session)->trust()->allowed();
    begin(session, wish);
}

void RunActions::begin(DocumentSession *session, RunWish wish)
{
    wish.python = m_settings->python();
    wish.threads = m_settings->threads();
    wish.memory = m_settings->memory();
    wish.cacheBytes = m_settings->cacheBytes();
    if (const QString target = m_settings->openLineage(); !target.isEmpty()) {
        // A target that cannot be one is said, and holds no run up.
        const auto lineage = host::lineageTarget(target, session->document()->folder());
        if (lineage)
            wish.openLineage = *lineage;
        else
            m_messages->show(lineage.error(), QStringLiteral("openlineage"));
    }
    session->run()->run(wish);
}

void RunActions::cancel()
{
    if (m_current)
        m_current->run()->cancel();
}

void RunActions::finished(DocumentSession *session, const RunOutcome &outcome)
{
    say();
    Q_EMIT changed();
    Q_EMIT runFinished(session, outcome);
    if (outcome.status == QLatin1String("done")) {
        // A person who looks elsewhere is told; one who looks on sees it.
        if (session != m_current || !QApplication::activeWindow())
            m_messages->show(MessageBar::Tone::Info, tr("'%1' is done.").arg(session->document()->displayName()),
                             {{tr("Show the run"), [this, id = outcome.run] { Q_EMIT showRunRequested(id); }}}, keyOf(session));
        return;
    }
    sayFailure(session, outcome);
}

void RunActions::sayFailure(DocumentSession *session, const RunOutcome &outcome)
{
    if (outcome.errors.isEmpty())
        return;
    const Error &error = outcome.errors.first();
    QString text = error.node.isEmpty() ? error.text : tr("%1: %2").arg(session->titleOf(error.node), error.text);
    if (!error.hint.isEmpty())
        text += QLatin1Char(' ') + error.hint;
    QList<MessageBar::Choice> choices;
    if (!outcome.run.isEmpty())
        choices.append({tr("Show the run"), [this, id = outcome.run] { Q_EMIT showRunRequested(id); }});
    if (const QString words = session->failures()->words(error.node); !words.isEmpty())
        choices.prepend({words, [this, session, node = error.node] { Q_EMIT failedRowsRequested(session, node); }, false, true});
    m_messages->show(outcome.status == QLatin1String("cancelled") ? MessageBar::Tone::Info : MessageBar::Tone::Bad, text, choices,
                     keyOf(session));
}

void RunActions::say()
{
    if (!m_current) {
        m_status->setRun(StatusLine::Sign::None, {});
        return;
    }
    const RunControl *run = m_current->run();
    StatusLine::Sign sign = StatusLine::Sign::None;
    if (run->isRunning())
        sign = StatusLine::Sign::Running;
    else if (const auto &outcome = run->lastOutcome())
        sign = outcome->status == QLatin1String("done")  ? StatusLine::Sign::Ok
            : outcome->status == QLatin1String("failed") ? StatusLine::Sign::Bad
                                                         : StatusLine::Sign::Warning;
    m_status->setRun(sign, run->statusText().split(QStringLiteral(" · "), Qt::SkipEmptyParts));
}

}  // namespace headrace

#include "moc_run_actions.cpp"
