// SPDX-License-Identifier: GPL-3.0-or-later
// Where files may be: the workspace, what was allowed, and the store's own folders.
#pragma once

#include "engine/base/result.h"

#include <QString>
#include <QStringList>

namespace headrace {

/// The folders of one user. HEADRACE_HOME moves both under one folder (data/, cache/).
struct StorePaths {
    QString data;   ///< headrace.sqlite, runs/, trust; XDG data folder
    QString cache;  ///< content-addressed artifacts and remembered facts; XDG cache folder

    static StorePaths ofUser();
    QString database() const { return data + QStringLiteral("/headrace.sqlite"); }
    QString runFolder(const QString &runId) const { return data + QStringLiteral("/runs/") + runId; }
};

/// The nearest ancestor of `file` that holds a .headrace folder, else the folder of `file`; absolute, symlinks resolved.
QString workspaceOf(const QString &file);

/// Which paths a pipeline may touch. All decisions about a path are made here.
class PathPolicy
{
public:
    /// `base` is what relative paths start from (the pipeline's folder), `allowed` further files or folders a person allowed.
    PathPolicy(QString workspace, QString base, QStringList allowed = {});

    const QString &workspace() const { return m_workspace; }
    const QString &base() const { return m_base; }

    /// The absolute path of something to read: symlinks resolved, under the workspace or allowed. NotFound with the
    /// closest existing name as hint, or Denied. A glob (* ? [) is checked by its fixed leading folder.
    Result<QString> toRead(const QString &path) const;
    /// The absolute path of something to write; its folder must exist, or be creatable, under the workspace or allowed.
    Result<QString> toWrite(const QString &path) const;

private:
    bool inside(const QString &canonical) const;

    QString m_workspace;
    QString m_base;
    QStringList m_allowed;
};

}  // namespace headrace
