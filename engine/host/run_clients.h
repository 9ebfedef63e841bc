// SPDX-License-Identifier: GPL-3.0-or-later
// Who speaks with a running run from outside: `headrace cancel`, a window that comes back. docs/protocol.md lists the lines.
#pragma once

#include "engine/host/process.h"
#include "engine/protocol/messages.h"

#include <vector>

namespace headrace::host {

/// The socket of a run, host.sock in its folder. Belongs to the host's thread; nothing here waits.
class RunClients
{
public:
    Result<void> listen(const QString &runFolder);
    void addWatches(std::vector<Watch> &watches) const;
    /// Takes requests; true when one of them was cancel. `seq` is the number of the last event written to events.ndjson.
    bool pump(const QString &run, qint64 seq);
    bool anyAttached() const;
    /// To every client that attached. One that does not read is dropped.
    void tell(const QByteArray &line);
    /// Gives what is still to send a moment, then closes.
    void close();

    static constexpr const char *kSocketName = "host.sock";

private:
    struct Client {
        Descriptor socket;
        protocol::Decoder decoder;
        QByteArray outgoing;
        bool attached = false;
        bool gone = false;
    };
    static void write(Client &client);
    LocalListener m_listener;
    std::vector<Client> m_clients;
};

/// Asks the host of a run to cancel it. NotFound where no host answers.
Result<void> cancelRun(const QString &runFolder);

}  // namespace headrace::host
