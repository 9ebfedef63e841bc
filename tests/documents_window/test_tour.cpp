// SPDX-License-Identifier: GPL-3.0-or-later
// The tour goes on when the person has done what a step says, points at the real widgets, and can be left.
#include "widgets/start/tour_steps.h"

#include "engine/catalog/operator_spec.h"
#include "tests/documents/sample.h"
#include "tests/documents_window/picture.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>

using namespace headrace;

class TestTour : public QObject
{
    Q_OBJECT

    /// A window with parts of the names the tour points at.
    static std::unique_ptr<QWidget> window()
    {
        auto window = std::make_unique<QWidget>();
        window->resize(1280, 800);
        const auto part = [&](const char *name, const QRect &rect) {
            auto *widget = new QPushButton(QLatin1String(name), window.get());
            widget->setObjectName(QLatin1String(name));
            widget->setGeometry(rect);
        };
        part(tour_targets::kPalette, QRect(56, 200, 208, 560));
        part(tour_targets::kCanvas, QRect(272, 40, 740, 520));
        part(tour_targets::kPreview, QRect(272, 570, 740, 200));
        part(tour_targets::kInspector, QRect(1020, 40, 260, 720));
        part(tour_targets::kRun, QRect(1190, 4, 80, 28));
        window->show();
        return window;
    }

private Q_SLOTS:
    void itGoesOnWithThePerson()
    {
        const tests::Place place;
        const auto path = prepareTour(place.home() + QStringLiteral("/documents"));
        VERIFY_OK(path);
        auto opened = PipelineDocument::open(*path);
        VERIFY_OK(opened);
        PipelineDocument *document = opened->get();
        QVERIFY(QFile::exists(document->folder() + QStringLiteral("/data/seattle-weather.csv")));
        const auto host = window();
        QVERIFY(QTest::qWaitForWindowExposed(host.get()));
        bool ran = false, looked = false;
        const QPointer<Tour> tour(
            new Tour(host.get(), firstTour(document, embeddedCatalog(), {[&] { return ran; }, [&] { return looked; }})));
        QSignalSpy left(tour, &Tour::left);
        QSignalSpy steps(tour, &Tour::stepChanged);
        tour->start();
        QTest::qWait(300);
        QCOMPARE(tour->step(), 0);  // nothing done yet
        tests::picture(*host, QStringLiteral("tour"));
        const auto besideTarget = [&](const char *name) {
            const QWidget *target = host->findChild<QWidget *>(QLatin1String(name));
            const QRect pointed(target->mapTo(host.get(), QPoint()), target->size());
            return !tour->geometry().intersects(pointed) && host->rect().contains(tour->geometry());
        };
        QVERIFY(besideTarget(tour_targets::kPalette));

        Node source;
        source.op = QStringLiteral("read.csv");
        VERIFY_OK(document->apply({SetNode{QStringLiteral("weather"), source}}, QStringLiteral("Add")));
        QTRY_COMPARE(tour->step(), 1);
        QVERIFY(besideTarget(tour_targets::kInspector));
        VERIFY_OK(document->apply(
            {SetNodeParam{QStringLiteral("weather"), QStringLiteral("path"), QJsonValue(QStringLiteral("data/seattle-weather.csv"))}},
            QStringLiteral("Set")));
        QTRY_COMPARE(tour->step(), 2);
        Node group;
        group.op = QStringLiteral("table.group");
        group.inputs.insert(QStringLiteral("rows"), {PortRef{QStringLiteral("weather"), QStringLiteral("rows")}});
        VERIFY_OK(document->apply({SetNode{QStringLiteral("group"), group}}, QStringLiteral("Add")));
        QTest::qWait(300);
        QCOMPARE(tour->step(), 2);  // not grouped by anything yet
        VERIFY_OK(document->apply({SetNodeParam{QStringLiteral("group"), QStringLiteral("keys"), QJsonArray{QStringLiteral("weather")}}},
                                  QStringLiteral("Set")));
        QTRY_COMPARE(tour->step(), 3);
        QVERIFY(besideTarget(tour_targets::kRun));
        ran = true;
        QTRY_COMPARE(tour->step(), 4);
        looked = true;
        QTRY_COMPARE(left.size(), 1);
        QVERIFY(left.first().first().toBool());
        QCOMPARE(steps.size(), 5);
        QTRY_VERIFY(tour.isNull());
    }

    void itCanBeLeftAtAnyTimeAndDoesNotStandInTheWay()
    {
        const tests::Place place;
        const auto host = window();
        PipelineDocument document;
        const QPointer<Tour> tour(new Tour(host.get(), firstTour(&document, embeddedCatalog(), {})));
        QSignalSpy left(tour, &Tour::left);
        tour->start();
        // The widget that is pointed at takes the mouse.
        auto *palette = host->findChild<QPushButton *>(QLatin1String(tour_targets::kPalette));
        QSignalSpy clicked(palette, &QPushButton::clicked);
        const QPoint at = palette->mapTo(host.get(), QPoint(3, 3));
        QCOMPARE(host->childAt(at), palette);
        QTest::mouseClick(tour->findChild<QPushButton *>(QStringLiteral("tourNext")), Qt::LeftButton);
        QCOMPARE(tour->step(), 1);
        QTest::mouseClick(tour->findChild<QPushButton *>(QStringLiteral("tourLeave")), Qt::LeftButton);
        QCOMPARE(left.size(), 1);
        QVERIFY(!left.first().first().toBool());
        QTRY_VERIFY(tour.isNull());
    }

    void itSurvivesItsDocumentAndSmallWindows()
    {
        const tests::Place place;
        auto host = window();
        auto document = std::make_unique<PipelineDocument>();
        const QPointer<Tour> tour(new Tour(host.get(), firstTour(document.get(), embeddedCatalog(), {})));
        tour->start();
        document.reset();
        host->resize(400, 300);
        QTest::qWait(300);
        QVERIFY(tour && tour->isVisible());
        host.reset();
        QVERIFY(tour.isNull());
    }
};

HEADRACE_TEST(TestTour)
#include "test_tour.moc"
