// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose and what the window remembers, kept in one file under the user's configuration.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QKeySequence>
#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

class QSettings;

namespace headrace {

enum class ThemePreference { System, Light, Dark };

/// Which of the settings is another now.
enum class Setting { Theme, FontPixels, Python, Memory, Threads, CacheBytes, Shortcuts, Recent, OpenLineage, AllowedPaths };

/// Window's thread. Values out of bounds are brought back into them; a damaged file gives the defaults. Written within a
/// moment, and at the end. Two windows share the file: what one writes the other sees when it asks.
class Settings : public QObject
{
    Q_OBJECT

public:
    /// The user's. HEADRACE_HOME moves the file to $HEADRACE_HOME/config.
    explicit Settings(QObject *parent = nullptr);
    /// In a file of one's own.
    explicit Settings(const QString &file, QObject *parent = nullptr);
    ~Settings() override;
    static QString userFile();
    QString file() const;
    /// Writes now; false where the file cannot be written.
    bool sync();

    ThemePreference theme() const;
    void setTheme(ThemePreference theme);
    int fontPixels() const;  ///< 13 unless chosen; 10 to 24
    void setFontPixels(int pixels);

    /// Interpreter for Python steps; empty: the workspace's, else python3 on the PATH.
    QString python() const;
    void setPython(const QString &interpreter);
    qint64 memory() const;  ///< bytes a run may use; 0: by the machine
    void setMemory(qint64 bytes);
    int threads() const;  ///< 0: all cores
    void setThreads(int threads);
    qint64 cacheBytes() const;  ///< what the cache may hold; 0: 20 GB or a tenth of the disk, whichever is less
    void setCacheBytes(qint64 bytes);

    /// Shortcuts that differ from the declared ones, by action: for ActionRegistry::setChangedShortcuts(). An empty list: none.
    QMap<QString, QList<QKeySequence>> shortcuts() const;
    void setShortcuts(const QMap<QString, QList<QKeySequence>> &shortcuts);

    /// Absolute paths, the latest first, at most 20; those that are gone are in it too.
    QStringList recentFiles() const;
    QStringList recentWorkspaces() const;
    void addRecentFile(const QString &path);
    void addRecentWorkspace(const QString &folder);
    void removeRecent(const QString &path);

    QByteArray windowGeometry() const;
    QByteArray windowState(const QString &perspective) const;
    void setWindowGeometry(const QByteArray &geometry);
    void setWindowState(const QString &perspective, const QByteArray &state);
    /// Small things a part of the window remembers by a name of its own (splitter sizes, the last folder).
    QJsonValue remembered(const QString &name) const;
    void remember(const QString &name, const QJsonValue &value);

    /// Values of a pipeline's parameters as they were last asked for; of the latest 200 files.
    QJsonObject lastValues(const QString &pipelineFile) const;
    void setLastValues(const QString &pipelineFile, const QJsonObject &values);

    /// Where to send OpenLineage events: a URL or a file; empty: nowhere.
    QString openLineage() const;
    void setOpenLineage(const QString &target);

    /// Files and folders outside a workspace that its pipelines may touch: the user said 'Allow', dropped or chose them. Kept
    /// here, not in the workspace: a workspace from elsewhere must not bring its own.
    QStringList allowedPaths(const QString &workspace) const;
    void setAllowedPaths(const QString &workspace, const QStringList &paths);

Q_SIGNALS:
    void changed(headrace::Setting setting);

private:
    bool set(const QString &key, const QVariant &value);
    void addRecent(const QString &key, const QString &path);
    std::unique_ptr<QSettings> m_store;
};

}  // namespace headrace
