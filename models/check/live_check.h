// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the schemas and diagnostics of a document true while it is edited: structure at once, columns and types from the worker.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/edit.h"
#include "models/check/background.h"
#include "models/schema/port_schemas.h"
#include "models/worker/look_request.h"

#include <QSet>
#include <QTimer>

namespace headrace {

class PipelineDocument;
class WarmWorker;

/// Belongs to the window's thread. Moving things on the canvas causes nothing. Nodes that are wrong do not silence the others:
/// what stands above them is bound all the same.
class LiveCheck : public QObject
{
    Q_OBJECT

public:
    /// `look` gives what the document is looked at with (values of parameters, allowed paths).
    LiveCheck(PipelineDocument *document, const Catalog *catalog, PortSchemas *schemas, WarmWorker *worker,
              std::function<LookRequest()> look, QObject *parent = nullptr);
    ~LiveCheck() override;

    /// Gives the columns that come to the document's inputs from outside (PortSchemas::ofInput), where it is seen in its place.
    void setInputs(std::function<QHash<QString, PortSchema>()> inputs) { m_inputs = std::move(inputs); }
    /// Checks again though nothing was edited: a file changed, a run ended, a path was allowed.
    void recheck();
    /// Whether the worker's word on the document as it is now is still to come.
    bool isChecking() const { return m_due.isActive() || m_asked != 0 || m_background.isBusy(); }

Q_SIGNALS:
    /// The schemas and diagnostics speak of the document as it is now.
    void checked();

private:
    void edited(const QList<PipelineEdit> &edits);
    void checkStructure();
    void takeStructure(QList<Diagnostic> diagnostics);
    void ask(const QSet<QString> &leftOut, int round);
    void publish();
    void giveUpWaiting();

    PipelineDocument *m_document;
    const Catalog *m_catalog;
    PortSchemas *m_schemas;
    WarmWorker *m_worker;
    std::function<LookRequest()> m_look;
    std::function<QHash<QString, PortSchema>()> m_inputs;
    QTimer m_due;       ///< 150 ms after the last edit the worker is asked
    QTimer m_patience;  ///< a worker that hangs over a check is cancelled
    int m_asked = 0;
    double m_lastMs = 0;  ///< how long the last check of the structure took
    QList<Diagnostic> m_structure;
    QList<Diagnostic> m_bound;
    QHash<QString, PortSchema> m_known;
    Background m_background;  ///< last: its work uses the rest
};

}  // namespace headrace
