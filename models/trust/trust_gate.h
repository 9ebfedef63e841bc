// SPDX-License-Identifier: GPL-3.0-or-later
// What has to be asked of a person before a pipeline may run: scripts to trust, files outside the workspace to allow.
#pragma once

#include "models/trust/outside_paths.h"

#include <QJsonObject>
#include <QObject>

#include <functional>

namespace headrace {

class PipelineDocument;
class Settings;

struct UntrustedScript {
    QString node;
    QString sha256;
    QString file;  ///< as written; empty: the code stands in the pipeline
    bool operator==(const UntrustedScript &) const = default;
};

/// One a document; window's thread. It asks, it does not enforce: the worker refuses a script that is not trusted and a path that
/// is not allowed, whatever this says. Trust is by content, kept in the run store as `headrace trust` does; allowed paths are kept
/// in the user's settings by workspace.
class TrustGate : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(const Result<QJsonObject> &)>;
    /// Asks a worker for trust_probe (docs/protocol.md) with these members, and calls the answer on this thread.
    using Probe = std::function<void(const QJsonObject &body, Answer answer)>;

    TrustGate(PipelineDocument *document, const Catalog &catalog, Settings *settings, Probe probe, QObject *parent = nullptr);
    ~TrustGate() override;

    /// Looks again, for a run with these values of the pipeline's parameters; checked() comes later. Nothing of the pipeline is
    /// run, and nothing outside the workspace is read.
    void check(const QMap<QString, QJsonValue> &values = {});
    bool isChecking() const { return m_checking; }

    /// Nothing is left to be asked, as far as the last check saw.
    bool isClear() const { return m_scripts.isEmpty() && m_paths.isEmpty(); }
    const QList<UntrustedScript> &scripts() const { return m_scripts; }
    const QList<OutsidePath> &paths() const { return m_paths; }

    /// The person has said yes to all of them; checked() comes again when it is kept, perhaps with what only shows now (a script
    /// in a file that was not allowed before).
    void grant();
    /// A file was dropped or chosen in a dialog: that counts as Allow. Paths within the workspace are left out.
    void allowChosen(const QString &path);
    /// For the option `allow` of a run.
    QStringList allowed() const;

    /// The text of a script, to be shown; a file is read now. Denied where the file is not what would be asked about any more.
    void readScript(const UntrustedScript &script, const std::function<void(const Result<QByteArray> &)> &done);

Q_SIGNALS:
    void checked();
    /// The store cannot be read or written.
    void failed(const headrace::Error &error);

private:
    void finish(int number, const QStringList &trusted, const Result<QJsonObject> &answer);

    PipelineDocument *m_document;
    const Catalog &m_catalog;
    Settings *m_settings;
    Probe m_probe;
    QMap<QString, QJsonValue> m_values;
    QList<UntrustedScript> m_scripts;
    QList<OutsidePath> m_paths;
    QHash<QString, QByteArray> m_code;
    int m_number = 0;  ///< of the latest check: answers to earlier ones are dropped
    bool m_checking = false;
};

}  // namespace headrace
