// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/workspace_model.h"

#include <QCollator>
#include <QDir>
#include <QFileInfo>
#include <QFileSystemModel>

namespace headrace {
namespace {

const QString kPipelineEnding = QStringLiteral(".pipeline.json");

bool endsWithOneOf(const QString &name, std::initializer_list<const char *> endings)
{
    for (const char *ending : endings)
        if (name.endsWith(QLatin1String(ending)))
            return true;
    return false;
}

/// Without the ending of a packed file.
QString unpacked(QString name)
{
    for (const char *packed : {".gz", ".zst"})
        if (name.endsWith(QLatin1String(packed)))
            name.chop(qsizetype(qstrlen(packed)));
    return name;
}

int rankOf(FileKind kind)
{
    return kind == FileKind::Pipeline ? 0 : kind == FileKind::Folder ? 1 : 2;
}

}  // namespace

FileKind kindOfFile(const QString &fileName)
{
    const QString name = unpacked(fileName.toLower());
    if (name.endsWith(kPipelineEnding))
        return FileKind::Pipeline;
    if (endsWithOneOf(
            name, {".csv", ".tsv", ".parquet", ".pq", ".json", ".ndjson", ".jsonl", ".db", ".sqlite", ".sqlite3", ".arrow", ".feather"}))
        return FileKind::Table;
    if (endsWithOneOf(name, {".model", ".ubj", ".onnx", ".pkl", ".joblib"}))
        return FileKind::Model;
    if (endsWithOneOf(name, {".py", ".sql", ".ipynb", ".sh"}))
        return FileKind::Script;
    return FileKind::Other;
}

QString iconOfFile(FileKind kind)
{
    switch (kind) {
    case FileKind::Workspace:
        return QStringLiteral("folder-open");
    case FileKind::Folder:
        return QStringLiteral("folder");
    case FileKind::Pipeline:
        return QStringLiteral("workflow");
    case FileKind::Table:
        return QStringLiteral("table");
    case FileKind::Model:
        return QStringLiteral("box");
    case FileKind::Script:
        return QStringLiteral("file-code");
    case FileKind::Other:
        break;
    }
    return QStringLiteral("file");
}

bool hasSchema(const QString &fileName)
{
    const QString name = unpacked(fileName.toLower());
    return kindOfFile(name) == FileKind::Table && endsWithOneOf(name, {".csv", ".tsv", ".parquet", ".pq", ".json", ".ndjson", ".jsonl"});
}

WorkspaceModel::WorkspaceModel(QObject *parent) : QSortFilterProxyModel(parent), m_files(new QFileSystemModel(this))
{
    m_files->setFilter(QDir::AllDirs | QDir::Files | QDir::NoDotAndDotDot);
    m_files->setReadOnly(false);
    m_files->setOption(QFileSystemModel::DontUseCustomDirectoryIcons);
    m_files->setOption(QFileSystemModel::DontResolveSymlinks);
    setSourceModel(m_files);
    setDynamicSortFilter(true);
    sort(0);
}

WorkspaceModel::~WorkspaceModel() = default;

void WorkspaceModel::setWorkspace(const QString &folder)
{
    m_workspace = folder.isEmpty() ? QString() : QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    if (!m_workspace.isEmpty())
        m_files->setRootPath(m_workspace);
    invalidateFilter();
}

QModelIndex WorkspaceModel::rootIndex() const
{
    return m_workspace.isEmpty() ? QModelIndex() : mapFromSource(m_files->index(m_workspace).parent());
}

QModelIndex WorkspaceModel::indexOf(const QString &path) const
{
    return isInside(path) ? mapFromSource(m_files->index(path)) : QModelIndex();
}

QString WorkspaceModel::pathOf(const QModelIndex &index) const
{
    return index.isValid() ? m_files->filePath(mapToSource(index)) : QString();
}

FileKind WorkspaceModel::kindOf(const QModelIndex &index) const
{
    const QModelIndex source = mapToSource(index);
    if (m_files->filePath(source) == m_workspace)
        return FileKind::Workspace;
    return m_files->isDir(source) ? FileKind::Folder : kindOfFile(m_files->fileName(source));
}

bool WorkspaceModel::isInside(const QString &path) const
{
    return !m_workspace.isEmpty()
        && (path == m_workspace || path.startsWith(m_workspace == QLatin1String("/") ? m_workspace : m_workspace + QLatin1Char('/')));
}

QVariant WorkspaceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case PathRole:
        return pathOf(index);
    case KindRole:
        return int(kindOf(index));
    case IconRole:
        return iconOfFile(kindOf(index));
    case Qt::DecorationRole:
    case Qt::ToolTipRole:
        return {};
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case Qt::EditRole: {
        QString name = m_files->fileName(mapToSource(index));
        if (kindOf(index) == FileKind::Pipeline)
            name.chop(role == Qt::EditRole ? kPipelineEnding.size() : qsizetype(5));
        return name;
    }
    default:
        return QSortFilterProxyModel::data(index, role);
    }
}

bool WorkspaceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    const QString from = pathOf(index);
    QString name = value.toString().trimmed();
    if (kindOf(index) == FileKind::Pipeline && !name.isEmpty()) {
        if (name.endsWith(QLatin1String(".pipeline")))
            name.chop(9);
        if (!name.endsWith(kPipelineEnding))
            name += kPipelineEnding;
    }
    const QString to = QFileInfo(from).absolutePath() + QLatin1Char('/') + name;
    if (to == from)
        return false;
    if (name.isEmpty() || name == kPipelineEnding || name.startsWith(QLatin1Char('.')) || name.contains(QLatin1Char('/'))
        || name.contains(QChar(0))) {
        Q_EMIT refused(tr("A name can't be empty, begin with a dot or hold a slash."));
        return false;
    }
    if (QFileInfo::exists(to) || !QFile::rename(from, to)) {
        Q_EMIT refused(QFileInfo::exists(to)
                           ? tr("There already is a '%1' in this folder.").arg(name)
                           : tr("'%1' could not be renamed. Check that you may write in its folder.").arg(QFileInfo(from).fileName()));
        return false;
    }
    Q_EMIT renamed(from, to);
    return true;
}

Qt::ItemFlags WorkspaceModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const FileKind kind = kindOf(index);
    if (kind != FileKind::Workspace)
        flags |= Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    return kind == FileKind::Workspace || kind == FileKind::Folder ? flags | Qt::ItemIsDropEnabled : flags | Qt::ItemNeverHasChildren;
}

bool WorkspaceModel::hasChildren(const QModelIndex &parent) const
{
    // Above the workspace only what leads to it is there, and nothing there is read.
    if (!parent.isValid() || !isInside(pathOf(parent)))
        return rowCount(parent) > 0;
    return QSortFilterProxyModel::hasChildren(parent);
}

bool WorkspaceModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && isInside(pathOf(parent)) && QSortFilterProxyModel::canFetchMore(parent);
}

void WorkspaceModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        QSortFilterProxyModel::fetchMore(parent);
}

int WorkspaceModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool WorkspaceModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString path = m_files->filePath(m_files->index(row, 0, parent));
    if (isInside(path))
        return path == m_workspace || !QFileInfo(path).fileName().startsWith(QLatin1Char('.'));
    // The folders above the workspace.
    return !m_workspace.isEmpty() && (path == QLatin1String("/") || m_workspace.startsWith(path + QLatin1Char('/')));
}

bool WorkspaceModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto kind = [this](const QModelIndex &source) {
        return m_files->isDir(source) ? FileKind::Folder : kindOfFile(m_files->fileName(source));
    };
    const int a = rankOf(kind(left)), b = rankOf(kind(right));
    if (a != b)
        return a < b;
    QLocale locale;
    if (locale.language() == QLocale::C)  // has no order of numbers
        locale = QLocale(QLocale::English);
    QCollator collator(locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator.compare(m_files->fileName(left), m_files->fileName(right)) < 0;
}

QString freeName(const QString &folder, const QString &stem, const QString &ending)
{
    QString name = stem + ending;
    for (int i = 2; QFileInfo::exists(folder + QLatin1Char('/') + name) || QFileInfo(folder + QLatin1Char('/') + name).isSymLink(); ++i)
        name = QStringLiteral("%1-%2%3").arg(stem).arg(i).arg(ending);
    return name;
}

}  // namespace headrace

#include "moc_workspace_model.cpp"
