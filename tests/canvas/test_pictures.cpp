// SPDX-License-Identifier: GPL-3.0-or-later
// What the canvas looks like: it draws something in both themes, at every level of detail; HEADRACE_SHOTS keeps the pictures.
#include "models/gestures/frames.h"
#include "tests/canvas/canvas_fixture.h"
#include "widgets/theme/theme.h"

#include <QApplication>

using namespace headrace;
using namespace headrace::tests;

class TestPictures : public QObject
{
    Q_OBJECT

    static void keep(const QPixmap &picture, const QString &name)
    {
        if (const QString folder = qEnvironmentVariable("HEADRACE_SHOTS"); !folder.isEmpty())
            picture.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }

    static void setStates(CanvasFixture &f)
    {
        QHash<QString, NodeState> states;
        const auto done = [&](const QString &node, NodeStatus status, double seconds, const QMap<QString, qint64> &rows) {
            NodeState state;
            state.status = status;
            state.seconds = seconds;
            state.rows = rows;
            states.insert(node, state);
        };
        const QString rows = QStringLiteral("rows");
        done(QStringLiteral("flights"), NodeStatus::Cached, 0.02, {{rows, 3000000}});
        done(QStringLiteral("airports"), NodeStatus::Cached, 0.01, {{rows, 3376}});
        done(QStringLiteral("places"), NodeStatus::Cached, -1, {{rows, 3376}});
        done(QStringLiteral("origin"), NodeStatus::Done, -1, {{rows, 2999992}});
        done(QStringLiteral("destination"), NodeStatus::Done, -1, {{rows, 2999992}});
        done(QStringLiteral("plausible"), NodeStatus::Warning, -1, {{rows, 2999725}});
        done(QStringLiteral("features"), NodeStatus::Done, 1.62, {{rows, 2999725}});
        done(QStringLiteral("split"), NodeStatus::Done, 0.21, {{QStringLiteral("train"), 2400227}, {QStringLiteral("test"), 599498}});
        NodeState running;
        running.status = NodeStatus::Running;
        running.progress = 0.62;
        running.done = 31;
        running.total = 50;
        running.unit = QStringLiteral("rounds");
        states.insert(QStringLiteral("trees"), running);
        done(QStringLiteral("evaluate"), NodeStatus::Queued, -1, {});
        f.states.set(states);
    }

private Q_SLOTS:
    void drawsInBothThemes()
    {
        QApplication *application = qobject_cast<QApplication *>(QCoreApplication::instance());
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            Theme::of(application)->setChoice(choice);
            const QString suffix = choice == ThemeChoice::Light ? QStringLiteral("-light") : QStringLiteral("-dark");
            CanvasFixture f(CanvasFixture::example(QStringLiteral("flight-delays")), {1180, 560});
            setStates(f);
            f.trigger("canvas.layout");
            f.view->select({QStringLiteral("trees")});
            VERIFY_OK(f.document.apply(
                addFrame(f.pipeline(), {{QStringLiteral("trees"), QStringLiteral("split"), QStringLiteral("evaluate")}, {}, {}}, {},
                         QStringLiteral("Model: is a flight more than 15 minutes late?"), QStringLiteral("learn"))
                    .edits,
                QStringLiteral("frame")));
            VERIFY_OK(f.document.apply(
                addNote(f.pipeline(), {400, 300}, QStringLiteral("**Three million** flights of 2001.\n\n- joined twice\n- no weather yet"))
                    .edits,
                QStringLiteral("note")));
            f.view->fit();
            QTest::qWait(200);
            keep(f.view->grab(), QStringLiteral("fit") + suffix);
            f.view->setZoom(1);
            f.view->centreOn(f.view->scene().find(QStringLiteral("trees"))->rect.center());
            QTest::qWait(200);
            keep(f.view->grab(), QStringLiteral("one") + suffix);
            QSet<QRgb> colours;
            const QImage picture = f.view->grab().toImage();
            for (int y = 0; y < picture.height(); y += 3)
                for (int x = 0; x < picture.width(); x += 3)
                    colours.insert(picture.pixel(x, y));
            QVERIFY(colours.size() > 40);
            QVERIFY(colours.contains(Theme::tokens().canvas.rgb()));
            f.view->setZoom(0.3);
            QTest::qWait(200);
            keep(f.view->grab(), QStringLiteral("small") + suffix);
        }
        Theme::of(application)->setChoice(ThemeChoice::Light);
    }
};

HEADRACE_TEST(TestPictures)
#include "test_pictures.moc"
