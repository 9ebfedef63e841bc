// SPDX-License-Identifier: GPL-3.0-or-later
// The start page: recent work, examples and templates as copies of one's own, by mouse and by keyboard.
#include "widgets/start/start_page.h"

#include "engine/catalog/operator_spec.h"
#include "models/settings/settings.h"
#include "tests/documents/sample.h"
#include "tests/documents_window/picture.h"
#include "tests/support/registry.h"
#include "widgets/start/example_card.h"

#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace headrace;

class TestStartPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCardOpensACopyOfOnesOwn_data()
    {
        QTest::addColumn<QString>("card");
        QTest::addColumn<bool>("keyboard");
        QTest::newRow("example") << QStringLiteral("penguins") << false;
        QTest::newRow("template, by keyboard") << QStringLiteral("clean-csv") << true;
    }
    void aCardOpensACopyOfOnesOwn()
    {
        QFETCH(const QString, card);
        QFETCH(const bool, keyboard);
        const tests::Place place;
        Settings settings;
        StartPage page(&settings, embeddedCatalog());
        page.resize(1280, 800);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(page.findChildren<ExampleCard *>().size(), 8);
        QSignalSpy open(&page, &StartPage::openRequested);
        auto *button = page.findChild<ExampleCard *>(QStringLiteral("card-") + card);
        QVERIFY(button && !button->accessibleName().isEmpty());
        if (keyboard) {
            button->setFocus();
            QTest::keyClick(button, Qt::Key_Space);
        } else {
            QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE(open.size(), 1);
        const QString path = open.first().first().toString();
        QVERIFY2(path.startsWith(place.home() + QStringLiteral("/documents/") + card), qPrintable(path));
        QVERIFY(QFileInfo(path).isWritable());
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(open.size(), 2);
        QVERIFY(open.last().first().toString() != path);
    }

    void aCopyThatFailsIsSaid()
    {
        const tests::Place place;
        QDir().mkpath(place.home());
        tests::writeBytes(place.home() + QStringLiteral("/documents"), "in the way");
        Settings settings;
        StartPage page(&settings, embeddedCatalog());
        page.resize(1280, 800);
        page.show();
        QTRY_COMPARE(page.findChildren<ExampleCard *>().size(), 8);
        QSignalSpy failed(&page, &StartPage::failed);
        QTest::mouseClick(page.findChild<ExampleCard *>(QStringLiteral("card-penguins")), Qt::LeftButton);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("startProblem"))->isVisible());
    }

    void recentWorkIsListedAndFollows()
    {
        const tests::Place place;
        Settings settings;
        settings.addRecentWorkspace(place.workspace());
        settings.addRecentFile(place.file(QStringLiteral("weather.pipeline.json")));
        StartPage page(&settings, embeddedCatalog());
        page.resize(1280, 800);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QSignalSpy open(&page, &StartPage::openRequested);
        QSignalSpy workspace(&page, &StartPage::workspaceRequested);
        const auto row = [&](const QString &text) -> QAbstractButton * {
            for (auto *button : page.findChildren<QAbstractButton *>())
                if (button->text() == text && button->isVisible())
                    return button;
            return nullptr;
        };
        QTRY_VERIFY(row(QStringLiteral("weather.pipeline")));
        QTest::mouseClick(row(QStringLiteral("weather.pipeline")), Qt::LeftButton);
        QCOMPARE(open.first().first().toString(), place.file(QStringLiteral("weather.pipeline.json")));
        QTest::mouseClick(row(QStringLiteral("ws")), Qt::LeftButton);
        QCOMPARE(workspace.first().first().toString(), place.workspace());
        settings.addRecentFile(place.file(QStringLiteral("flights.pipeline.json")));
        QTRY_VERIFY(row(QStringLiteral("flights.pipeline")));
        settings.removeRecent(place.file(QStringLiteral("weather.pipeline.json")));
        QVERIFY(!row(QStringLiteral("weather.pipeline")));
    }

    void itFitsEverySize()
    {
        const tests::Place place;
        Settings settings;
        for (const char *name : {"flights", "weather", "churn"})
            settings.addRecentFile(place.file(QLatin1String(name) + QStringLiteral(".pipeline.json")));
        settings.addRecentWorkspace(QDir::homePath() + QStringLiteral("/projects/air-traffic"));
        settings.addRecentWorkspace(place.workspace());
        StartPage page(&settings, embeddedCatalog());
        page.resize(1384, 840);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(page.findChildren<ExampleCard *>().size(), 8);
        QTest::qWait(50);
        tests::picture(page, QStringLiteral("start"));
        for (const int width : {960, 1224, 3840}) {
            page.resize(width, 900);
            QTest::qWait(50);
            for (const QWidget *widget : page.widget()->findChildren<QWidget *>()) {
                if (!widget->isVisible() || widget->objectName().isEmpty())
                    continue;
                const int right = widget->mapTo(page.viewport(), QPoint(widget->width(), 0)).x();
                QVERIFY2(right <= page.viewport()->width() + 1, qPrintable(widget->objectName() + QString::number(width)));
            }
            for (const auto *card : page.findChildren<ExampleCard *>())
                QVERIFY2(card->width() >= 200, qPrintable(QStringLiteral("%1 at %2").arg(card->width()).arg(width)));
        }
        page.resize(1224, 800);
        tests::picture(page, QStringLiteral("start-small"));
        QCOMPARE(page.findChild<QPushButton *>(QStringLiteral("startNew"))->property("kind").toString(), QStringLiteral("primary"));
    }
};

HEADRACE_TEST(TestStartPage)
#include "test_start_page.moc"
