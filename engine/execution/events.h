// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run says what happens.
#pragma once

#include <QJsonObject>

namespace headrace::execution {

/// Called from several threads at once; an implementation must be thread-safe and quick.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual void emitEvent(QJsonObject event) = 0;
};

}  // namespace headrace::execution
