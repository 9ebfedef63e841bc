// SPDX-License-Identifier: GPL-3.0-or-later
// A form for every operator: opens without a warning, changes nothing by itself, and every control in it has a name.
#include "tests/forms/bench.h"

#include "widgets/forms/fold.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

using namespace headrace;
using headrace::tests::Bench;

namespace {

QStringList g_messages;

void keepMessage(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    // The offscreen platform says of every window that it cannot propagate size hints.
    if (type != QtDebugMsg && type != QtInfoMsg && !text.startsWith(QLatin1String("This plugin does not support")))
        g_messages.append(text);
}

}  // namespace

class TestOperatorForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void examplesOpenAndStay_data()
    {
        QTest::addColumn<QString>("id");
        for (const OperatorSpec &spec : embeddedCatalog().operators())
            QTest::newRow(qPrintable(spec.id)) << spec.id;
    }

    void examplesOpenAndStay()
    {
        QFETCH(QString, id);
        const OperatorSpec *spec = embeddedCatalog().find(id);
        PipelineDocument document;
        document.setContent(pipelineFromJson(spec->example).pipeline, false);
        const QByteArray before = writePipeline(document.pipeline());
        PortSchemas schemas;
        NodeStates states;
        g_messages.clear();
        const auto old = qInstallMessageHandler(&keepMessage);
        {
            Inspector inspector(embeddedCatalog());
            inspector.setDocument(&document, &schemas, &states);
            inspector.resize(280, 700);
            inspector.show();
            QSignalSpy edited(&document, &PipelineDocument::edited);
            for (const QString &node : document.pipeline().nodes.keys()) {
                inspector.setNodes({node});
                for (Fold *fold : inspector.findChildren<Fold *>())
                    fold->setOpen(true);
                QApplication::processEvents();
                if (document.pipeline().nodes.value(node).op != id)
                    continue;
                const auto *form = inspector.findChild<ParameterForm *>(QStringLiteral("parameters"));
                QVERIFY(form);
                for (const ParamSpec &param : spec->params) {
                    Field *field = form->field(param.name);
                    QVERIFY2(field, qPrintable(param.name));
                    QCOMPARE(field->value(), document.pipeline().nodes.value(node).params.value(param.name));
                }
                checkNames(&inspector);
                for (const auto tab :
                     {Inspector::Tab::Schema, Inspector::Tab::Statistics, Inspector::Tab::Help, Inspector::Tab::Parameters}) {
                    inspector.showTab(tab);
                    QApplication::processEvents();
                }
            }
            QCOMPARE(edited.size(), 0);
        }
        qInstallMessageHandler(old);
        QVERIFY2(g_messages.isEmpty(), qPrintable(g_messages.join(QLatin1Char('\n'))));
        QCOMPARE(writePipeline(document.pipeline()), before);
        QCOMPARE(document.undoStack()->count(), 0);
    }

private:
    static void checkNames(QWidget *root)
    {
        for (QWidget *widget : root->findChildren<QWidget *>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || qobject_cast<QScrollBar *>(widget) || !widget->isVisibleTo(root))
                continue;
            QString name = widget->accessibleName();
            if (const auto *button = qobject_cast<QAbstractButton *>(widget); button && name.isEmpty())
                name = button->text();
            QVERIFY2(!name.isEmpty(),
                     qPrintable(QStringLiteral("%1 %2 in %3")
                                    .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                                         QString::fromLatin1(widget->parentWidget()->metaObject()->className()))));
        }
    }
};

HEADRACE_TEST(TestOperatorForms)
#include "test_operator_forms.moc"
