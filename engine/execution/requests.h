// SPDX-License-Identifier: GPL-3.0-or-later
// What the worker is asked: validate, plan, run, preview, describe, and more. One function a request, from JSON to JSON.
#pragma once

#include "engine/base/result.h"
#include "engine/execution/cancel.h"
#include "engine/execution/events.h"

#include <QJsonObject>

namespace headrace::execution {

class Views;

/// Answers one request (docs/protocol.md); events go to `events` while it works. Called on the worker's main thread;
/// `cancel` may be requested from any. `views` are what a window has open to scroll in.
Result<QJsonObject> answer(const QJsonObject &request, EventSink &events, const std::shared_ptr<CancelToken> &cancel, Views &views);

/// The result of hello: versions of the program, protocol, catalog and libraries.
QJsonObject greeting();

}  // namespace headrace::execution
