// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run says what happens.
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace headrace::execution {

/// Called from several threads at once; an implementation must be thread-safe and quick.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual void emitEvent(QJsonObject event) = 0;
    /// The same for an event of which there may be tens of thousands: its members as JSON text, without the braces.
    virtual void emitMembers(const QByteArray &members) { emitEvent(QJsonDocument::fromJson('{' + members + '}').object()); }
};

}  // namespace headrace::execution
