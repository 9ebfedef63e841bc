// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/paths.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QTemporaryDir>

using namespace headrace;

class TestPaths : public QObject
{
    Q_OBJECT
    QTemporaryDir m_root;

    void touch(const QString &name) const
    {
        QDir(m_root.path()).mkpath(QFileInfo(name).path());
        QFile file(m_root.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }

private Q_SLOTS:
    void initTestCase()
    {
        touch(QStringLiteral("ws/.headrace/settings.json"));
        touch(QStringLiteral("ws/data/rows.csv"));
        touch(QStringLiteral("outside/secret.csv"));
        QVERIFY(QFile::link(m_root.filePath(QStringLiteral("outside")), m_root.filePath(QStringLiteral("ws/way-out"))));
    }
    void workspace()
    {
        QCOMPARE(workspaceOf(m_root.filePath(QStringLiteral("ws/deep/er/p.pipeline.json"))),
                 QDir(m_root.filePath(QStringLiteral("ws"))).canonicalPath());
        QCOMPARE(workspaceOf(m_root.filePath(QStringLiteral("outside/p.json"))),
                 QDir(m_root.filePath(QStringLiteral("outside"))).canonicalPath());
    }
    void confined_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("code");  // -1: allowed
        QTest::newRow("inside") << "data/rows.csv" << -1;
        QTest::newRow("glob inside") << "data/*.csv" << -1;
        QTest::newRow("up and out") << "../outside/secret.csv" << int(ErrorCode::Denied);
        QTest::newRow("absolute") << "/etc/passwd" << int(ErrorCode::Denied);
        QTest::newRow("symlink") << "way-out/secret.csv" << int(ErrorCode::Denied);
        QTest::newRow("glob through symlink") << "way-out/*.csv" << int(ErrorCode::Denied);
        QTest::newRow("missing") << "data/row.csv" << int(ErrorCode::NotFound);
        QTest::newRow("empty") << "" << int(ErrorCode::Invalid);
    }
    void confined()
    {
        QFETCH(const QString, path);
        QFETCH(const int, code);
        const QString ws = m_root.filePath(QStringLiteral("ws"));
        const auto result = PathPolicy(ws, ws).toRead(path);
        QCOMPARE(result.ok() ? -1 : int(result.error().code), code);
    }
    void hintAndAllow()
    {
        const QString ws = m_root.filePath(QStringLiteral("ws"));
        QVERIFY(PathPolicy(ws, ws).toRead(QStringLiteral("data/row.csv")).error().hint.contains(QStringLiteral("rows.csv")));
        const PathPolicy allowed(ws, ws, {m_root.filePath(QStringLiteral("outside"))});
        QVERIFY(allowed.toRead(QStringLiteral("../outside/secret.csv")).ok());
        QVERIFY(!PathPolicy(ws, ws).toWrite(QStringLiteral("way-out/new.csv")).ok());
        QVERIFY(PathPolicy(ws, ws).toWrite(QStringLiteral("data/new/deep.csv")).ok());
    }
};

HEADRACE_TEST(TestPaths)
#include "test_paths.moc"
