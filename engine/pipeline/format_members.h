// SPDX-License-Identifier: GPL-3.0-or-later
// The names of the members of the pipeline format, for the files that read and write it.
#pragma once

#include <QString>

namespace headrace::members {

inline const QString kHeadrace = QStringLiteral("headrace");
inline const QString kName = QStringLiteral("name");
inline const QString kDoc = QStringLiteral("doc");
inline const QString kParameters = QStringLiteral("parameters");
inline const QString kPorts = QStringLiteral("ports");
inline const QString kNodes = QStringLiteral("nodes");
inline const QString kLayout = QStringLiteral("layout");

inline const QString kOp = QStringLiteral("op");
inline const QString kVersion = QStringLiteral("version");
inline const QString kTitle = QStringLiteral("title");
inline const QString kNote = QStringLiteral("note");
inline const QString kDisabled = QStringLiteral("disabled");
inline const QString kFrozen = QStringLiteral("frozen");
inline const QString kMaterialize = QStringLiteral("materialize");
inline const QString kPolicy = QStringLiteral("policy");
inline const QString kInputs = QStringLiteral("inputs");
inline const QString kOutputs = QStringLiteral("outputs");
inline const QString kParams = QStringLiteral("params");

inline const QString kTimeout = QStringLiteral("timeout_s");
inline const QString kRetries = QStringLiteral("retries");
inline const QString kRetryDelay = QStringLiteral("retry_delay_s");

inline const QString kType = QStringLiteral("type");
inline const QString kDefault = QStringLiteral("default");

inline const QString kPositions = QStringLiteral("positions");
inline const QString kFrames = QStringLiteral("frames");
inline const QString kNotes = QStringLiteral("notes");
inline const QString kRect = QStringLiteral("rect");
inline const QString kColor = QStringLiteral("color");
inline const QString kText = QStringLiteral("text");
/// First in the positions, so that each of them begins with a comma. No node id begins with '$'.
inline const QString kUnit = QStringLiteral("$unit");
inline const QString kPixels = QStringLiteral("px");

}  // namespace headrace::members
