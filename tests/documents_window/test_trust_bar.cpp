// SPDX-License-Identifier: GPL-3.0-or-later
// The bar that asks: it shows what would run, and asks once.
#include "widgets/workspace/trust_bar.h"

#include "engine/base/hashing.h"
#include "models/settings/settings.h"
#include "models/trust/trust_gate.h"
#include "tests/documents/sample.h"
#include "tests/documents_window/picture.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace headrace;

class TestTrustBar : public QObject
{
    Q_OBJECT

    inline static const QString kCode = QStringLiteral("def run(inputs, params, ctx):\n    return inputs[\"rows\"]\n");

    static Pipeline pipeline(const QString &outside)
    {
        Pipeline p = tests::samplePipeline();
        p.nodes[QStringLiteral("flights")].params.insert(QStringLiteral("path"), outside);
        Node node;
        node.op = QStringLiteral("code.python");
        node.params.insert(QStringLiteral("code"), kCode);
        p.nodes.insert(QStringLiteral("score"), node);
        return p;
    }

private Q_SLOTS:
    void itShowsAndAsksOnce()
    {
        const tests::Place place;
        const QTemporaryDir outside;
        PipelineDocument document;
        document.setContent(pipeline(outside.filePath(QStringLiteral("flights.csv"))), true);
        VERIFY_OK(document.saveAs(place.file(QStringLiteral("p.pipeline.json"))));
        Settings settings;
        TrustGate gate(&document, embeddedCatalog(), &settings, [](const QJsonObject &body, const TrustGate::Answer &answer) {
            const QString code = body.value(QStringLiteral("pipeline"))
                                     .toObject()
                                     .value(QStringLiteral("nodes"))
                                     .toObject()
                                     .value(QStringLiteral("score"))
                                     .toObject()
                                     .value(QStringLiteral("params"))
                                     .toObject()
                                     .value(QStringLiteral("code"))
                                     .toString();
            answer(QJsonObject{{QStringLiteral("scripts"),
                                QJsonArray{QJsonObject{{QStringLiteral("node"), QStringLiteral("score")},
                                                       {QStringLiteral("sha256"), sha256(code.toUtf8())},
                                                       {QStringLiteral("file"), QString()}}}}});
        });
        TrustBar bar(&gate);
        bar.resize(900, 60);
        QVERIFY(!bar.isVisible());
        QSignalSpy checked(&gate, &TrustGate::checked);
        QSignalSpy granted(&bar, &TrustBar::granted);
        gate.check();
        QTRY_COMPARE(checked.size(), 1);
        QTRY_VERIFY(bar.isVisible());
        const QString text = bar.findChild<QLabel *>(QStringLiteral("trustText"))->text();
        QVERIFY2(text.contains(QStringLiteral("script")) && text.contains(QStringLiteral("outside")), qPrintable(text));
        auto *script = bar.findChild<QPlainTextEdit *>(QStringLiteral("trustScript"));
        QVERIFY(!script->isVisible());
        QTest::mouseClick(bar.findChild<QPushButton *>(QStringLiteral("trustDetails")), Qt::LeftButton);
        QTRY_COMPARE(script->toPlainText(), kCode);
        QVERIFY(script->isReadOnly());
        bar.resize(900, bar.sizeHint().height());
        tests::picture(bar, QStringLiteral("trust"));
        auto *list = bar.findChild<QListWidget *>(QStringLiteral("trustList"));
        QCOMPARE(list->count(), 2);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QTRY_VERIFY(script->toPlainText().contains(QStringLiteral("flights.csv")));

        QTest::mouseClick(bar.findChild<QPushButton *>(QStringLiteral("trustNo")), Qt::LeftButton);
        QVERIFY(!bar.isVisible());
        gate.check();
        QTRY_VERIFY(bar.isVisible());
        QTest::mouseClick(bar.findChild<QPushButton *>(QStringLiteral("trustYes")), Qt::LeftButton);
        QTRY_COMPARE(granted.size(), 1);
        QVERIFY(!bar.isVisible());
        QCOMPARE(gate.allowed(), QStringList{outside.filePath(QStringLiteral("flights.csv"))});
        const auto before = checked.size();
        gate.check();
        QTRY_COMPARE(checked.size(), before + 1);
        QVERIFY(!bar.isVisible());
        QCOMPARE(granted.size(), 1);
    }
};

HEADRACE_TEST(TestTrustBar)
#include "test_trust_bar.moc"
