// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settings.h"

#include "engine/base/hashing.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>

#include <algorithm>

namespace headrace {
namespace {

constexpr int kRecent = 20;
constexpr int kFilesWithValues = 200;
constexpr int kMostThreads = 1024;

const QString kTheme = QStringLiteral("appearance/theme");
const QString kFontPixels = QStringLiteral("appearance/fontPixels");
const QString kPython = QStringLiteral("run/python");
const QString kMemory = QStringLiteral("run/memory");
const QString kThreads = QStringLiteral("run/threads");
const QString kCacheBytes = QStringLiteral("run/cacheBytes");
const QString kOpenLineage = QStringLiteral("run/openLineage");
const QString kShortcuts = QStringLiteral("shortcuts/changed");
const QString kRecentFiles = QStringLiteral("recent/files");
const QString kRecentWorkspaces = QStringLiteral("recent/workspaces");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kAllowed = QStringLiteral("allowed/");
const QString kValues = QStringLiteral("values/");

/// A key for a path: QSettings reads a slash as a group.
QString keyOf(const QString &path)
{
    return sha256(QDir::cleanPath(path).toUtf8()).left(24);
}

QByteArray compactJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject objectOf(const QVariant &value)
{
    return QJsonDocument::fromJson(value.toByteArray()).object();
}

}  // namespace

QString Settings::userFile()
{
    const QString name = QStringLiteral("/headrace.conf");
    if (const QString home = qEnvironmentVariable("HEADRACE_HOME"); !home.isEmpty())
        return QDir(home).absolutePath() + QStringLiteral("/config") + name;
    const QString config = qEnvironmentVariable("XDG_CONFIG_HOME");
    const bool given = !config.isEmpty() && QDir::isAbsolutePath(config);
    return (given ? config : QDir::homePath() + QStringLiteral("/.config")) + QStringLiteral("/headrace") + name;
}

Settings::Settings(QObject *parent) : Settings(userFile(), parent) {}

Settings::Settings(const QString &file, QObject *parent) : QObject(parent)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    m_store = std::make_unique<QSettings>(file, QSettings::IniFormat);
}

Settings::~Settings() = default;

QString Settings::file() const
{
    return m_store->fileName();
}

bool Settings::sync()
{
    m_store->sync();
    return m_store->status() != QSettings::AccessError;
}

bool Settings::set(const QString &key, const QVariant &value)
{
    if (m_store->value(key) == value)
        return false;
    m_store->setValue(key, value);
    return true;
}

ThemePreference Settings::theme() const
{
    const QString name = m_store->value(kTheme).toString();
    return name == QLatin1String("dark") ? ThemePreference::Dark
        : name == QLatin1String("light") ? ThemePreference::Light
                                         : ThemePreference::System;
}

void Settings::setTheme(ThemePreference theme)
{
    const QString name = theme == ThemePreference::Dark ? QStringLiteral("dark")
        : theme == ThemePreference::Light               ? QStringLiteral("light")
                                                        : QStringLiteral("system");
    if (set(kTheme, name))
        Q_EMIT changed(Setting::Theme);
}

int Settings::fontPixels() const
{
    bool ok = false;
    const int pixels = m_store->value(kFontPixels, 13).toInt(&ok);
    return ok ? std::clamp(pixels, 10, 24) : 13;
}

void Settings::setFontPixels(int pixels)
{
    if (set(kFontPixels, std::clamp(pixels, 10, 24)))
        Q_EMIT changed(Setting::FontPixels);
}

QString Settings::python() const
{
    return m_store->value(kPython).toString();
}

void Settings::setPython(const QString &interpreter)
{
    if (set(kPython, interpreter.trimmed()))
        Q_EMIT changed(Setting::Python);
}

qint64 Settings::memory() const
{
    return std::max<qint64>(0, m_store->value(kMemory).toLongLong());
}

void Settings::setMemory(qint64 bytes)
{
    if (set(kMemory, std::max<qint64>(0, bytes)))
        Q_EMIT changed(Setting::Memory);
}

int Settings::threads() const
{
    return std::clamp(m_store->value(kThreads).toInt(), 0, kMostThreads);
}

void Settings::setThreads(int threads)
{
    if (set(kThreads, std::clamp(threads, 0, kMostThreads)))
        Q_EMIT changed(Setting::Threads);
}

qint64 Settings::cacheBytes() const
{
    return std::max<qint64>(0, m_store->value(kCacheBytes).toLongLong());
}

void Settings::setCacheBytes(qint64 bytes)
{
    if (set(kCacheBytes, std::max<qint64>(0, bytes)))
        Q_EMIT changed(Setting::CacheBytes);
}

QMap<QString, QList<QKeySequence>> Settings::shortcuts() const
{
    QMap<QString, QList<QKeySequence>> shortcuts;
    const QJsonObject object = objectOf(m_store->value(kShortcuts));
    for (auto it = object.begin(); it != object.end(); ++it) {
        QList<QKeySequence> keys;
        const QJsonArray texts = it.value().toArray();
        for (const QJsonValue &text : texts)
            if (const QKeySequence key(text.toString(), QKeySequence::PortableText); !key.isEmpty())
                keys.append(key);
        shortcuts.insert(it.key(), keys);
    }
    return shortcuts;
}

void Settings::setShortcuts(const QMap<QString, QList<QKeySequence>> &shortcuts)
{
    QJsonObject object;
    for (auto it = shortcuts.cbegin(); it != shortcuts.cend(); ++it) {
        QJsonArray keys;
        for (const QKeySequence &key : *it)
            keys.append(key.toString(QKeySequence::PortableText));
        object.insert(it.key(), keys);
    }
    if (set(kShortcuts, compactJson(object)))
        Q_EMIT changed(Setting::Shortcuts);
}

QStringList Settings::recentFiles() const
{
    return m_store->value(kRecentFiles).toStringList();
}

QStringList Settings::recentWorkspaces() const
{
    return m_store->value(kRecentWorkspaces).toStringList();
}

void Settings::addRecent(const QString &key, const QString &path)
{
    QStringList paths = m_store->value(key).toStringList();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    if (set(key, QStringList(paths.mid(0, kRecent))))
        Q_EMIT changed(Setting::Recent);
}

void Settings::addRecentFile(const QString &path)
{
    addRecent(kRecentFiles, path);
}

void Settings::addRecentWorkspace(const QString &folder)
{
    addRecent(kRecentWorkspaces, folder);
}

void Settings::removeRecent(const QString &path)
{
    bool removed = false;
    for (const QString &key : {kRecentFiles, kRecentWorkspaces}) {
        QStringList paths = m_store->value(key).toStringList();
        if (paths.removeAll(path) > 0)
            removed = set(key, paths) || removed;
    }
    if (removed)
        Q_EMIT changed(Setting::Recent);
}

QByteArray Settings::windowGeometry() const
{
    return m_store->value(kGeometry).toByteArray();
}

QByteArray Settings::windowState(const QString &perspective) const
{
    return m_store->value(QStringLiteral("window/state/") + perspective).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    set(kGeometry, geometry);
}

void Settings::setWindowState(const QString &perspective, const QByteArray &state)
{
    set(QStringLiteral("window/state/") + perspective, state);
}

QJsonValue Settings::remembered(const QString &name) const
{
    return objectOf(m_store->value(QStringLiteral("remembered/") + name)).value(QStringLiteral("value"));
}

void Settings::remember(const QString &name, const QJsonValue &value)
{
    set(QStringLiteral("remembered/") + name, compactJson({{QStringLiteral("value"), value}}));
}

QJsonObject Settings::lastValues(const QString &pipelineFile) const
{
    return objectOf(m_store->value(kValues + keyOf(pipelineFile))).value(QStringLiteral("values")).toObject();
}

void Settings::setLastValues(const QString &pipelineFile, const QJsonObject &values)
{
    set(kValues + keyOf(pipelineFile),
        compactJson({{QStringLiteral("values"), values}, {QStringLiteral("asked"), QDateTime::currentMSecsSinceEpoch()}}));
    m_store->beginGroup(kValues.chopped(1));
    QStringList keys = m_store->childKeys();
    if (keys.size() > kFilesWithValues) {
        std::sort(keys.begin(), keys.end(), [this](const QString &a, const QString &b) {
            const auto asked = [this](const QString &key) {
                return objectOf(m_store->value(key)).value(QStringLiteral("asked")).toDouble();
            };
            return asked(a) > asked(b);
        });
        for (const QString &key : keys.mid(kFilesWithValues))
            m_store->remove(key);
    }
    m_store->endGroup();
}

QString Settings::openLineage() const
{
    return m_store->value(kOpenLineage).toString();
}

void Settings::setOpenLineage(const QString &target)
{
    if (set(kOpenLineage, target.trimmed()))
        Q_EMIT changed(Setting::OpenLineage);
}

QStringList Settings::allowedPaths(const QString &workspace) const
{
    return m_store->value(kAllowed + keyOf(workspace)).toStringList();
}

void Settings::setAllowedPaths(const QString &workspace, const QStringList &paths)
{
    if (set(kAllowed + keyOf(workspace), paths))
        Q_EMIT changed(Setting::AllowedPaths);
}

}  // namespace headrace

#include "moc_settings.cpp"
