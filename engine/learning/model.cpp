// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/model.h"

#include "engine/base/hashing.h"
#include "engine/learning/estimators.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTemporaryDir>

#include <cmath>

#ifdef Q_OS_UNIX
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace headrace::learning {

namespace {

constexpr int kBundleVersion = 1;
constexpr qint64 kMaximumDescription = qint64(64) << 20;
constexpr qint64 kMaximumBlob = qint64(2000) << 20;
constexpr qsizetype kMaximumFeatures = 1000000;
constexpr qsizetype kMaximumClasses = 10000;
constexpr qsizetype kMaximumSteps = 100000;
const QString kDescriptionFile = QStringLiteral("model.json");

QString blobFile(const QString &estimator)
{
    return estimator == QLatin1String(kXgboost) ? QStringLiteral("estimator.ubj") : QStringLiteral("estimator.json");
}

QString toString(Task task)
{
    switch (task) {
    case Task::Binary:
        return QStringLiteral("binary");
    case Task::MultiClass:
        return QStringLiteral("multiclass");
    case Task::Regression:
        return QStringLiteral("regression");
    }
    return {};
}

std::optional<Task> taskFromString(const QString &text)
{
    for (const Task task : {Task::Binary, Task::MultiClass, Task::Regression})
        if (text == toString(task))
            return task;
    return std::nullopt;
}

QJsonObject stepToJson(const data::ChainStep &step)
{
    return {{QStringLiteral("node"), step.node},
            {QStringLiteral("op"), step.op},
            {QStringLiteral("sql"), step.sql},
            {QStringLiteral("transform"), step.transform},
            {QStringLiteral("schema_in"), step.schemaIn}};
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return Error(ErrorCode::Io, QStringLiteral("The model's file %1 could not be written: %2.").arg(path, file.errorString()),
                     QStringLiteral("Check that the disk has room and the folder may be written."))
            .inFile(path);
#ifdef Q_OS_UNIX
    if (::fsync(file.handle()) != 0)
        return Error(ErrorCode::Io, QStringLiteral("The model's file %1 could not be brought to the disk.").arg(path),
                     QStringLiteral("Check that the disk has room."))
            .inFile(path);
#endif
    return {};
}

Error corrupt(const QString &path, const QString &what)
{
    return Error(ErrorCode::Corrupt, QStringLiteral("The model in %1 cannot be used: %2.").arg(path, what),
                 QStringLiteral("Train it again, or take it from another copy."))
        .inFile(path);
}

Result<QByteArray> readFile(const QString &path, qint64 maximum)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error(ErrorCode::NotFound, QStringLiteral("There is no file %1.").arg(path),
                     QStringLiteral("A model is a folder with model.json and the estimator's file."))
            .inFile(path);
    if (!info.isFile())  // a pipe would wait for ever
        return corrupt(path, QStringLiteral("it is not a regular file"));
    if (info.size() > maximum)
        return corrupt(path, QStringLiteral("it has %1 bytes, more than the %2 a model may have").arg(info.size()).arg(maximum));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, QStringLiteral("The model's file %1 could not be read: %2.").arg(path, file.errorString()),
                     QStringLiteral("Check that it may be read."))
            .inFile(path);
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError || bytes.size() != info.size())
        return corrupt(path, QStringLiteral("it ended early"));
    return bytes;
}

/// Reads members of one object and remembers the first that is not of its type.
class Reader
{
public:
    explicit Reader(const QJsonObject &object) : m_object(object) {}

    QString text(const char *name)
    {
        const QJsonValue value = m_object.value(QLatin1String(name));
        if (!value.isString())
            blame(name, "a text");
        return value.toString();
    }
    QJsonObject object(const char *name)
    {
        const QJsonValue value = m_object.value(QLatin1String(name));
        if (!value.isObject())
            blame(name, "an object");
        return value.toObject();
    }
    QJsonArray array(const char *name, qsizetype maximum)
    {
        const QJsonValue value = m_object.value(QLatin1String(name));
        if (!value.isArray() || value.toArray().size() > maximum) {
            blame(name, "a list of bearable length");
            return {};
        }
        return value.toArray();
    }
    QStringList texts(const char *name, qsizetype maximum)
    {
        QStringList result;
        QSet<QString> seen;
        for (const QJsonValue &value : array(name, maximum)) {
            if (!value.isString() || seen.contains(value.toString())) {
                blame(name, "a list of different texts");
                return {};
            }
            seen.insert(value.toString());
            result << value.toString();
        }
        return result;
    }
    double number(const char *name)
    {
        const QJsonValue value = m_object.value(QLatin1String(name));
        if (!value.isDouble())
            blame(name, "a number");
        return value.toDouble();
    }
    void blame(const char *name, const char *expected)
    {
        if (m_problem.isEmpty())
            m_problem = QStringLiteral("'%1' is not %2").arg(QLatin1String(name), QLatin1String(expected));
    }
    const QString &problem() const { return m_problem; }

private:
    const QJsonObject m_object;
    QString m_problem;
};

Result<void> checkShape(const Model &model, const QString &path)
{
    if (model.features.isEmpty())
        return corrupt(path, QStringLiteral("it has no features"));
    if (model.target.isEmpty())
        return corrupt(path, QStringLiteral("it has no target"));
    const qsizetype classes = model.classes.size();
    const bool fits = model.task == Task::Regression ? classes == 0 : model.task == Task::Binary ? classes == 2 : classes >= 2;
    if (!fits)
        return corrupt(path, QStringLiteral("%1 classes do not fit its task").arg(classes));
    const bool classifies = model.task != Task::Regression;
    if (model.estimator == QLatin1String(kXgboost))
        return checkXgboost(model);
    if (model.estimator == QLatin1String(classifies ? kLogistic : kLinear))
        return checkLinear(model);
    return corrupt(path, QStringLiteral("this version knows no estimator '%1' for its task").arg(model.estimator.left(80)));
}

}  // namespace

Result<void> Model::save(const QString &folder) const
{
    const QFileInfo place(folder);
    if (place.exists() && !(place.isDir() && QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)))
        return Error(ErrorCode::Io, QStringLiteral("The model cannot be written to %1: something stands there.").arg(folder),
                     QStringLiteral("Choose a folder that does not exist yet."))
            .inFile(folder);
    const QString parent = place.absolutePath();
    if (!QDir().mkpath(parent))
        return Error(ErrorCode::Io, QStringLiteral("The folder %1 for the model could not be made.").arg(parent),
                     QStringLiteral("Check that its parent may be written."))
            .inFile(parent);

    QJsonArray steps;
    for (const data::ChainStep &step : chain)
        steps << stepToJson(step);
    const QJsonObject description{
        {QStringLiteral("headrace_model"), kBundleVersion},
        {QStringLiteral("node"), node},
        {QStringLiteral("estimator"), estimator},
        {QStringLiteral("task"), toString(task)},
        {QStringLiteral("chain"), steps},
        {QStringLiteral("features"), QJsonArray::fromStringList(features)},
        {QStringLiteral("target"), target},
        {QStringLiteral("target_type"), targetType},
        {QStringLiteral("classes"), QJsonArray::fromStringList(classes)},
        {QStringLiteral("signature"), signature},
        {QStringLiteral("params"), params},
        {QStringLiteral("facts"), facts},
        {QStringLiteral("file"), blobFile(estimator)},
        {QStringLiteral("bytes"), qint64(blob.size())},
        {QStringLiteral("sha256"), sha256(blob)},
    };

    // Both files go to a folder beside the target, which takes its name only when they are on the disk.
    QTemporaryDir temporary(parent + QStringLiteral("/.model-XXXXXX"));
    if (!temporary.isValid())
        return Error(ErrorCode::Io, QStringLiteral("No folder could be made in %1: %2.").arg(parent, temporary.errorString()),
                     QStringLiteral("Check that the disk has room and the folder may be written."))
            .inFile(parent);
    HR_TRY(writeFile(temporary.filePath(blobFile(estimator)), blob));
    HR_TRY(writeFile(temporary.filePath(kDescriptionFile), QJsonDocument(description).toJson()));
    QFile(temporary.path()).setPermissions(QFile(parent).permissions());
#ifdef Q_OS_UNIX
    // rename() replaces an empty folder in one step.
    const bool renamed = std::rename(QFile::encodeName(temporary.path()).constData(),
                                     QFile::encodeName(place.absoluteFilePath()).constData())
        == 0;
#else
    const bool renamed = (!place.exists() || QDir().rmdir(folder)) && QDir().rename(temporary.path(), place.absoluteFilePath());
#endif
    if (!renamed)
        return Error(ErrorCode::Io, QStringLiteral("The model could not take its place at %1.").arg(folder),
                     QStringLiteral("Check that the folder may be written."))
            .inFile(folder);
    temporary.setAutoRemove(false);
#ifdef Q_OS_UNIX
    if (const int handle = ::open(QFile::encodeName(parent).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); handle >= 0) {
        ::fsync(handle);
        ::close(handle);
    }
#endif
    return {};
}

Result<std::shared_ptr<const Model>> Model::load(const QString &folder)
{
    const QString path = folder + QLatin1Char('/') + kDescriptionFile;
    HR_ASSIGN(const QByteArray bytes, readFile(path, kMaximumDescription));
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (!document.isObject())
        return corrupt(path, QStringLiteral("it is no JSON object (%1 at byte %2)").arg(parsed.errorString()).arg(parsed.offset));

    Reader reader(document.object());
    const double version = reader.number("headrace_model");
    if (version > kBundleVersion)
        return Error(ErrorCode::Invalid, QStringLiteral("The model in %1 was written by a newer version.").arg(folder),
                     QStringLiteral("Update Headrace, or train the model again with this version."))
            .inFile(path);
    if (version != kBundleVersion)
        return corrupt(path, QStringLiteral("it is no model of this format"));

    auto model = std::make_shared<Model>();
    model->node = reader.text("node");
    model->estimator = reader.text("estimator");
    const std::optional<Task> task = taskFromString(reader.text("task"));
    if (!task)
        reader.blame("task", "binary, multiclass or regression");
    model->features = reader.texts("features", kMaximumFeatures);
    model->target = reader.text("target");
    model->targetType = reader.text("target_type");
    model->classes = reader.texts("classes", kMaximumClasses);
    model->signature = reader.object("signature");
    model->params = reader.object("params");
    model->facts = reader.object("facts");
    for (const QJsonValue &value : reader.array("chain", kMaximumSteps)) {
        Reader step(value.toObject());
        model->chain << data::ChainStep{step.text("node"), step.text("op"), step.text("sql"), step.object("transform"),
                                        step.object("schema_in")};
        if (!step.problem().isEmpty())
            return corrupt(path, QStringLiteral("in the chain of transforms %1").arg(step.problem()));
    }
    // The name of the file is not taken from the description: it could lead anywhere.
    if (reader.text("file") != blobFile(model->estimator))
        reader.blame("file", "the estimator's file");
    const double size = reader.number("bytes");
    const QString hash = reader.text("sha256");
    if (!reader.problem().isEmpty())
        return corrupt(path, reader.problem());
    model->task = *task;

    const QString blobPath = folder + QLatin1Char('/') + blobFile(model->estimator);
    HR_ASSIGN(model->blob, readFile(blobPath, kMaximumBlob));
    if (double(model->blob.size()) != size || sha256(model->blob) != hash)
        return corrupt(blobPath, QStringLiteral("its bytes are not those that were written"));
    if (auto checked = checkShape(*model, path); !checked)
        return std::move(checked.error()).inFile(blobPath);
    return std::shared_ptr<const Model>(std::move(model));
}

Result<std::vector<float>> predict(const Model &model, const float *matrix, size_t rows, int threads)
{
    Q_ASSERT(!model.features.isEmpty());
    if (model.estimator == QLatin1String(kXgboost))
        return predictXgboost(model, matrix, rows, threads);
    return predictLinear(model, matrix, rows, threads);
}

}  // namespace headrace::learning
