// SPDX-License-Identifier: GPL-3.0-or-later
// Where the lineage events of runs go: a file, or a server over HTTP; said on the command line, in the window's or the workspace's settings.
#pragma once

#include "engine/base/result.h"

#include <QStringList>

namespace headrace::host {

/// Takes what a person gave: an http or https URL, or the path of a file, relative to `base`. A URL without a path gets that of
/// the lineage API. Usage where it is neither, or the URL holds a password (it would end up in files and logs).
Result<QString> lineageTarget(const QString &text, const QString &base);
bool isLineageUrl(const QString &target);

/// "openlineage" of .headrace/settings.json; empty where there is none. A file must lie in the workspace. A URL counts only
/// where the settings file is trusted by its content: a workspace from elsewhere must not learn of one's runs. Denied otherwise.
Result<QString> lineageTargetOfWorkspace(const QString &workspace, const QStringList &trusted);

}  // namespace headrace::host
