// SPDX-License-Identifier: GPL-3.0-or-later
// The question for parameters before a run.
#include "tests/support/registry.h"
#include "widgets/forms/line_fields.h"
#include "widgets/forms/parameter_form.h"
#include "widgets/forms/run_parameters.h"
#include "widgets/forms/value_edit.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace headrace;

class TestRunParameters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreAskedForWithTheLastOnes()
    {
        Pipeline pipeline;
        PipelineParameter rounds;
        rounds.type = ParamType::Integer;
        rounds.defaultValue = 50;
        pipeline.parameters.insert(QStringLiteral("rounds"), rounds);
        PipelineParameter place;
        place.type = ParamType::Path;
        pipeline.parameters.insert(QStringLiteral("place"), place);
        auto *dialog = new RunParameters(
            pipeline, {{QStringLiteral("rounds"), 80}, {QStringLiteral("place"), QStringLiteral("data")}, {QStringLiteral("gone"), 1}},
            nullptr);
        QSignalSpy run(dialog, &RunParameters::runRequested);
        dialog->open();
        auto *number = qobject_cast<NumberField *>(dialog->form()->field(QStringLiteral("rounds")));
        auto *path = qobject_cast<PathField *>(dialog->form()->field(QStringLiteral("place")));
        QCOMPARE(number->edit()->text(), QStringLiteral("80"));
        QCOMPARE(path->edit()->text(), QStringLiteral("data"));
        QVERIFY(dialog->runButton()->isEnabled());
        path->edit()->selectAll();
        QTest::keyClick(path->edit(), Qt::Key_Delete);
        QVERIFY(!dialog->runButton()->isEnabled());
        QTest::keyClicks(path->edit(), QStringLiteral("other"));
        number->edit()->selectAll();
        QTest::keyClicks(number->edit(), QStringLiteral("x"));
        QVERIFY(!dialog->runButton()->isEnabled());
        number->edit()->selectAll();
        QTest::keyClicks(number->edit(), QStringLiteral("7"));
        QVERIFY(dialog->runButton()->isEnabled());
        QTest::mouseClick(dialog->runButton(), Qt::LeftButton);
        QCOMPARE(run.size(), 1);
        const auto values = run.first().first().value<QMap<QString, QJsonValue>>();
        QCOMPARE(values.value(QStringLiteral("rounds")), QJsonValue(7));
        QCOMPARE(values.value(QStringLiteral("place")), QJsonValue(QStringLiteral("other")));
        QVERIFY(!values.contains(QStringLiteral("gone")));
    }
};

HEADRACE_TEST(TestRunParameters)
#include "test_run_parameters.moc"
