// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipeline/format.h"
#include "tests/examples/example_run.h"
#include "tests/support/registry.h"

#include <QFile>

#include <cmath>

using namespace headrace;
using namespace headrace::tests;

class TestExamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAreWrittenAsTheEditorWouldWriteThem_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"flight-delays", "penguins", "seattle-weather"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void filesAreWrittenAsTheEditorWouldWriteThem()
    {
        QFETCH(const QString, name);
        QFile file(QStringLiteral(HEADRACE_SOURCE_DIR "/resources/examples/%1/%1.pipeline.json").arg(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto read = readPipeline(bytes);
        VERIFY_OK(read);
        QVERIFY(read->diagnostics.isEmpty());
        QCOMPARE(writePipeline(read->pipeline), bytes);
        // Each node stands on the grid, none on another.
        const QMap<QString, QPointF> &positions = read->pipeline.layout.positions;
        QCOMPARE(positions.keys(), read->pipeline.nodes.keys());
        for (auto one = positions.begin(); one != positions.end(); ++one) {
            QVERIFY2(std::fmod(one->x(), 16) == 0 && std::fmod(one->y(), 16) == 0, qPrintable(one.key()));
            for (auto other = positions.begin(); other != one; ++other)
                QVERIFY2(!QRectF(*one, QSizeF(176, 56)).intersects(QRectF(*other, QSizeF(176, 56))), qPrintable(one.key()));
        }
        // Edges lead to the right, or down to the next row.
        for (const Edge &edge : read->pipeline.edges())
            QVERIFY2(positions[edge.from.node].x() < positions[edge.to.node].x()
                         || positions[edge.from.node].y() + 100 < positions[edge.to.node].y(),
                     qPrintable(edge.to.node));
    }

    void runFromTheirFolderAndFromElsewhere_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("metric");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::newRow("flight-delays") << QByteArray("flight-delays") << QStringList() << QByteArray("evaluate/test/roc_auc") << 0.70
                                       << 0.75;
        QTest::newRow("penguins, trees") << QByteArray("penguins") << QStringList{QStringLiteral("--to"), QStringLiteral("evaluate")}
                                         << QByteArray("evaluate/trees/test/accuracy") << 0.93 << 1.0;
        QTest::newRow("penguins, regression") << QByteArray("penguins") << QStringList{QStringLiteral("--to"), QStringLiteral("evaluate")}
                                              << QByteArray("evaluate/logistic/test/accuracy") << 0.93 << 1.0;
        QTest::newRow("seattle-weather, trees")
            << QByteArray("seattle-weather") << QStringList() << QByteArray("evaluate/trees/test/r2") << 0.75 << 0.95;
        QTest::newRow("seattle-weather, regression")
            << QByteArray("seattle-weather") << QStringList() << QByteArray("evaluate/linear/test/r2") << 0.75 << 0.95;
    }

    void runFromTheirFolderAndFromElsewhere()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QStringList, options);
        QFETCH(const QByteArray, metric);
        QFETCH(const double, least);
        QFETCH(const double, most);
        const QTemporaryDir home;
        const QString folder = exampleFolder(name.constData());
        const QString file = QString::fromLatin1(name) + QStringLiteral(".pipeline.json");
        const ExampleRun here = runExample(file, folder, home.path(), options);
        QVERIFY2(here.exitCode == 0, qPrintable(here.complaints));
        const double found = here.metric(metric.constData());
        QVERIFY2(found >= least && found <= most, qPrintable(here.complaints));
        const ExampleRun elsewhere = runExample(folder + QLatin1Char('/') + file, QStringLiteral("/"), home.path(), options);
        QVERIFY2(elsewhere.exitCode == 0, qPrintable(elsewhere.complaints));
        QCOMPARE(elsewhere.metric(metric.constData()), found);
    }
};

HEADRACE_TEST(TestExamples)
#include "test_examples.moc"
