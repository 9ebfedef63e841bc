// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/model.h"

#include "engine/base/hashing.h"
#include "engine/learning/linear_model.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace headrace;
using namespace headrace::learning;

class TestModel : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    static Model sound()
    {
        Model model;
        model.node = QStringLiteral("fit");
        model.estimator = QStringLiteral("logistic");
        model.task = Task::Binary;
        model.chain << data::ChainStep{QStringLiteral("derive"),
                                       QStringLiteral("table.derive"),
                                       QStringLiteral("SELECT a + 1 AS \"ä \"\" b\" FROM {in}"),
                                       {},
                                       {{QStringLiteral("columns"), QJsonArray{}}}};
        model.chain << data::ChainStep{QStringLiteral("scale"),
                                       QStringLiteral("learn.standardize"),
                                       {},
                                       {{QStringLiteral("kind"), QStringLiteral("standardize")}},
                                       {}};
        model.features = {QStringLiteral("ä \" b"), QStringLiteral("c")};
        model.target = QStringLiteral("late");
        model.classes = {QStringLiteral("false"), QStringLiteral("true")};
        model.targetType = QStringLiteral("BOOLEAN");
        model.signature = {{QStringLiteral("inputs"), QJsonArray{}}};
        model.params = {{QStringLiteral("penalty"), 1}};
        model.facts = {{QStringLiteral("rounds"), 3}};
        model.blob = linearBlob({0.5, -1}, {0.25});
        return model;
    }

    QString fresh()
    {
        static int count = 0;
        return m_folder.filePath(QStringLiteral("models/%1").arg(++count));
    }

    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void comesBackAsItWas()
    {
        const QString folder = fresh();
        const Model model = sound();
        VERIFY_OK(model.save(folder));
        const auto loaded = Model::load(folder);
        VERIFY_OK(loaded);
        const Model &back = **loaded;
        QCOMPARE(back.node, model.node);
        QCOMPARE(back.estimator, model.estimator);
        QVERIFY(back.task == model.task);
        QVERIFY(back.chain == model.chain);
        QCOMPARE(back.features, model.features);
        QCOMPARE(back.target, model.target);
        QCOMPARE(back.classes, model.classes);
        QCOMPARE(back.targetType, model.targetType);
        QCOMPARE(back.signature, model.signature);
        QCOMPARE(back.params, model.params);
        QCOMPARE(back.facts, model.facts);
        QCOMPARE(back.blob, model.blob);
        const float row[2] = {1, 2};
        QCOMPARE(*predict(back, row, 1, 1), *predict(model, row, 1, 1));
        QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden),
                 QStringList({QStringLiteral("estimator.json"), QStringLiteral("model.json")}));
    }

    void writesWholeOrNotAtAll()
    {
        // What stands there is not touched.
        const QString folder = fresh();
        QDir().mkpath(folder);
        put(folder + QStringLiteral("/note.txt"), "mine");
        QVERIFY(!sound().save(folder));
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{QStringLiteral("note.txt")});

        // An empty folder may be taken.
        const QString empty = fresh();
        QDir().mkpath(empty);
        VERIFY_OK(sound().save(empty));

        // A full disk (here: a limit on the size of files) leaves nothing behind.
        const QString full = m_folder.filePath(QStringLiteral("full/model"));
        Model large = sound();
        large.params.insert(QStringLiteral("text"), QString(1 << 20, QLatin1Char('x')));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 1 << 16;
        setrlimit(RLIMIT_FSIZE, &small);
        const auto saved = large.save(full);
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!saved);
        QVERIFY(saved.error().code == ErrorCode::Io);
        QVERIFY(QDir(m_folder.filePath(QStringLiteral("full"))).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void missingModelsAreNotFound()
    {
        const auto loaded = Model::load(fresh());
        QVERIFY(!loaded);
        QVERIFY(loaded.error().code == ErrorCode::NotFound);
    }

    void damagedFilesAreRefused()
    {
        const QString folder = fresh();
        VERIFY_OK(sound().save(folder));
        const QString blob = folder + QStringLiteral("/estimator.json");
        const QByteArray bytes = bytesOf(blob);
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray flipped = bytes;
            flipped[i] = char(flipped[i] ^ 4);
            put(blob, flipped);
            const auto loaded = Model::load(folder);
            QVERIFY(!loaded);
            QVERIFY(loaded.error().code == ErrorCode::Corrupt);
        }
        put(blob, bytes);
        VERIFY_OK(Model::load(folder));

        const QString description = folder + QStringLiteral("/model.json");
        const QByteArray json = bytesOf(description);
        for (qsizetype length = 0; length < json.size() - 2; length += 11) {
            put(description, json.left(length));
            QVERIFY(!Model::load(folder));
        }
        // Random damage: refused, or a sound model of another wording; never a crash.
        QRandomGenerator random(7);
        const float row[2] = {1, 2};
        for (int turn = 0; turn < 400; ++turn) {
            QByteArray changed = json;
            for (int i = random.bounded(1, 6); i > 0; --i)
                changed[random.bounded(int(changed.size()))] = char(random.bounded(256));
            put(description, changed);
            if (const auto loaded = Model::load(folder); loaded && (*loaded)->features.size() == 2)
                VERIFY_OK(predict(**loaded, row, 1, 1));
        }
    }

    void hostileDescriptionsAreRefused_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *name, const char *member, const QJsonValue &value) {
            QTest::newRow(name) << QString::fromLatin1(member) << value;
        };
        row("newer version", "headrace_model", 2);
        row("no version", "headrace_model", QJsonValue::Null);
        row("fraction of a version", "headrace_model", 0.5);
        row("unknown estimator", "estimator", QStringLiteral("forest"));
        row("estimator of another task", "estimator", QStringLiteral("linear"));
        row("trees that are none", "estimator", QStringLiteral("xgboost"));
        row("unknown task", "task", QStringLiteral("clustering"));
        row("task without classes", "task", QStringLiteral("regression"));
        row("no features", "features", QJsonArray{});
        row("one feature less", "features", QJsonArray{QStringLiteral("c")});
        row("a feature twice", "features", QJsonArray{QStringLiteral("c"), QStringLiteral("c")});
        row("features that are numbers", "features", QJsonArray{1, 2});
        row("one class", "classes", QJsonArray{QStringLiteral("true")});
        row("three classes", "classes", QJsonArray{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        row("another file", "file", QStringLiteral("../../secret"));
        row("a chain that is none", "chain", QJsonArray{1});
        row("a chain of text", "chain", QStringLiteral("SELECT 1"));
        row("no target", "target", QString());
        row("another hash", "sha256", QString(64, QLatin1Char('0')));
        row("another size", "bytes", 1e300);
        row("facts that are a list", "facts", QJsonArray{});
    }

    void hostileDescriptionsAreRefused()
    {
        QFETCH(const QString, member);
        QFETCH(const QJsonValue, value);
        const QString folder = fresh();
        VERIFY_OK(sound().save(folder));
        const QString path = folder + QStringLiteral("/model.json");
        QJsonObject object = QJsonDocument::fromJson(bytesOf(path)).object();
        QVERIFY(object.contains(member));
        object.insert(member, value);
        put(path, QJsonDocument(object).toJson());
        const auto loaded = Model::load(folder);
        QVERIFY2(!loaded, "it was accepted");
        QVERIFY(!loaded.error().hint.isEmpty());
        object.remove(member);
        put(path, QJsonDocument(object).toJson());
        QVERIFY2(!Model::load(folder), "it was accepted without");
    }

    void coefficientsThatHashRightAreCheckedToo()
    {
        const QString folder = fresh();
        VERIFY_OK(sound().save(folder));
        const QByteArray bytes = "{\"coefficients\":[[1,2,3]],\"intercepts\":[0]}";
        put(folder + QStringLiteral("/estimator.json"), bytes);
        QJsonObject object = QJsonDocument::fromJson(bytesOf(folder + QStringLiteral("/model.json"))).object();
        object.insert(QStringLiteral("bytes"), bytes.size());
        object.insert(QStringLiteral("sha256"), sha256(bytes));
        put(folder + QStringLiteral("/model.json"), QJsonDocument(object).toJson());
        QVERIFY(!Model::load(folder));
    }

    void pipesAndLinksDoNotHang()
    {
        const QString folder = fresh();
        QDir().mkpath(folder);
        QCOMPARE(::mkfifo(QFile::encodeName(folder + QStringLiteral("/model.json")).constData(), 0600), 0);
        QVERIFY(!Model::load(folder));
        const QString other = fresh();
        VERIFY_OK(sound().save(other));
        QFile::remove(other + QStringLiteral("/estimator.json"));
        QCOMPARE(::mkfifo(QFile::encodeName(other + QStringLiteral("/estimator.json")).constData(), 0600), 0);
        QVERIFY(!Model::load(other));
        const QString third = fresh();
        VERIFY_OK(sound().save(third));
        QFile::remove(third + QStringLiteral("/estimator.json"));
        QDir().mkpath(third + QStringLiteral("/estimator.json"));
        QVERIFY(!Model::load(third));
    }
};

HEADRACE_TEST(TestModel)
#include "test_model.moc"
