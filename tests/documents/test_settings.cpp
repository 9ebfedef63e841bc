// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose comes back, also from a damaged file and within bounds.
#include "models/settings/settings.h"

#include "tests/documents/sample.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace headrace;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack()
    {
        const tests::Place place;
        const QString pipeline = place.file(QStringLiteral("p.pipeline.json"));
        {
            Settings settings;
            QVERIFY(settings.file().startsWith(place.home() + QStringLiteral("/config/")));
            QVERIFY(settings.theme() == ThemePreference::System);
            QCOMPARE(settings.fontPixels(), 13);
            settings.setTheme(ThemePreference::Dark);
            settings.setFontPixels(15);
            settings.setPython(QStringLiteral(" /opt/py/bin/python "));
            settings.setMemory(qint64(8) << 30);
            settings.setThreads(3);
            settings.setCacheBytes(5'000'000'000);
            settings.setShortcuts(
                {{QStringLiteral("canvas.fit"), {QKeySequence(QStringLiteral("Ctrl+Shift+0"))}}, {QStringLiteral("run.all"), {}}});
            settings.addRecentFile(pipeline);
            settings.addRecentWorkspace(place.workspace());
            settings.setWindowGeometry(QByteArray("\0\1\2", 3));
            settings.setWindowState(QStringLiteral("compose"), "state");
            settings.remember(QStringLiteral("splitter"), QJsonArray{1, 2});
            settings.setLastValues(pipeline, {{QStringLiteral("rounds"), 50}});
            settings.setOpenLineage(QStringLiteral("http://localhost:5000/api/v1/lineage"));
            settings.setAllowedPaths(place.workspace(), {QStringLiteral("/data/a, b")});
            QVERIFY(settings.sync());
        }
        const Settings again;
        QVERIFY(again.theme() == ThemePreference::Dark);
        QCOMPARE(again.fontPixels(), 15);
        QCOMPARE(again.python(), QStringLiteral("/opt/py/bin/python"));
        QCOMPARE(again.memory(), qint64(8) << 30);
        QCOMPARE(again.threads(), 3);
        QCOMPARE(again.cacheBytes(), 5'000'000'000);
        QCOMPARE(again.shortcuts().size(), 2);
        QCOMPARE(again.shortcuts().value(QStringLiteral("canvas.fit")).value(0), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_0));
        QVERIFY(again.shortcuts().value(QStringLiteral("run.all"), {QKeySequence(Qt::Key_A)}).isEmpty());
        QCOMPARE(again.recentFiles(), QStringList{pipeline});
        QCOMPARE(again.recentWorkspaces(), QStringList{place.workspace()});
        QCOMPARE(again.windowGeometry(), QByteArray("\0\1\2", 3));
        QCOMPARE(again.windowState(QStringLiteral("compose")), QByteArray("state"));
        QCOMPARE(again.remembered(QStringLiteral("splitter")).toArray(), (QJsonArray{1, 2}));
        QCOMPARE(again.lastValues(pipeline).value(QStringLiteral("rounds")).toInt(), 50);
        QVERIFY(again.lastValues(place.file(QStringLiteral("q.pipeline.json"))).isEmpty());
        QCOMPARE(again.openLineage(), QStringLiteral("http://localhost:5000/api/v1/lineage"));
        QCOMPARE(again.allowedPaths(place.workspace()), QStringList{QStringLiteral("/data/a, b")});
        QVERIFY(again.allowedPaths(place.home()).isEmpty());
    }

    void changesAreSignalledOnce()
    {
        const tests::Place place;
        Settings settings;
        QList<Setting> changes;
        connect(&settings, &Settings::changed, this, [&](Setting setting) { changes.append(setting); });
        settings.setTheme(ThemePreference::Light);
        settings.setTheme(ThemePreference::Light);
        settings.setFontPixels(99);
        QCOMPARE(settings.fontPixels(), 24);
        settings.setThreads(-4);
        QCOMPARE(settings.threads(), 0);
        QVERIFY(changes.size() >= 2 && changes[0] == Setting::Theme && changes[1] == Setting::FontPixels);
        QCOMPARE(changes.count(Setting::Theme), 1);
    }

    void recentOnesAreBoundedAndUnique()
    {
        const tests::Place place;
        Settings settings;
        for (int i = 0; i < 30; ++i)
            settings.addRecentFile(QStringLiteral("/w/%1.pipeline.json").arg(i));
        settings.addRecentFile(QStringLiteral("/w/25.pipeline.json"));
        QCOMPARE(settings.recentFiles().size(), 20);
        QCOMPARE(settings.recentFiles().first(), QStringLiteral("/w/25.pipeline.json"));
        QCOMPARE(settings.recentFiles().count(QStringLiteral("/w/25.pipeline.json")), 1);
        settings.removeRecent(QStringLiteral("/w/25.pipeline.json"));
        QVERIFY(!settings.recentFiles().contains(QStringLiteral("/w/25.pipeline.json")));
    }

    void valuesOfTheLatestFilesAreKept()
    {
        const tests::Place place;
        Settings settings;
        for (int i = 0; i < 205; ++i)
            settings.setLastValues(QStringLiteral("/w/%1").arg(i), {{QStringLiteral("n"), i}});
        int kept = 0;
        for (int i = 0; i < 205; ++i)
            kept += settings.lastValues(QStringLiteral("/w/%1").arg(i)).isEmpty() ? 0 : 1;
        QCOMPARE(kept, 200);
    }

    void aDamagedFileGivesTheDefaults_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe[appearance\n=\x01", 18);
        QTest::newRow("wrong values") << QByteArray(
            "[appearance]\ntheme=@ByteArray(\\x1)\nfontPixels=huge\n[run]\nthreads=-9\nmemory=@Invalid()\n"
            "[shortcuts]\nchanged={\n[recent]\nfiles=7\n");
    }
    void aDamagedFileGivesTheDefaults()
    {
        QFETCH(const QByteArray, bytes);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("headrace.conf"));
        tests::writeBytes(file, bytes);
        const Settings settings(file);
        QVERIFY(settings.theme() == ThemePreference::System);
        QCOMPARE(settings.fontPixels(), 13);
        QCOMPARE(settings.threads(), 0);
        QCOMPARE(settings.memory(), 0);
        QVERIFY(settings.shortcuts().isEmpty());
    }
};

HEADRACE_TEST(TestSettings)
#include "test_settings.moc"
