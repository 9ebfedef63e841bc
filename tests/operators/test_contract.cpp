// SPDX-License-Identifier: GPL-3.0-or-later
// What every operator owes: words for people, an icon, and an example that runs on its own.
#include "engine/catalog/operator_spec.h"
#include "engine/operators/builtin.h"
#include "engine/pipeline/check.h"
#include "engine/pipeline/format.h"
#include "tests/support/registry.h"

#include <QRegularExpression>

using namespace headrace;

class TestContract : public QObject
{
    Q_OBJECT

    static void checkParam(const ParamSpec &param, const QString &path, QStringList &wrong)
    {
        if (param.doc.isEmpty() || !param.doc.endsWith(QLatin1Char('.')))
            wrong << path + QStringLiteral(" has no doc that ends with a full stop");
        if (param.title.isEmpty())
            wrong << path + QStringLiteral(" has no title");
        if (param.type == ParamType::Enumeration
            && (param.choices.isEmpty() || (!param.defaultValue.isUndefined() && !param.choices.contains(param.defaultValue.toString()))))
            wrong << path + QStringLiteral(" has no choices, or a default that is none of them");
        if (param.type == ParamType::Records && param.fields.isEmpty())
            wrong << path + QStringLiteral(" has no fields");
        for (const ParamSpec &field : param.fields)
            checkParam(field, path + QLatin1Char('.') + field.name, wrong);
    }

private Q_SLOTS:
    void everyOperatorIsDescribed_data()
    {
        QTest::addColumn<QString>("id");
        for (const Operator &op : builtinOperators())
            QTest::newRow(qPrintable(op.spec.id)) << op.spec.id;
    }
    void everyOperatorIsDescribed()
    {
        QFETCH(QString, id);
        const Operator &op = *findOperator(id);
        const OperatorSpec &spec = op.spec;
        QStringList wrong;
        static const QRegularExpression idForm(QStringLiteral("^[a-z]+\\.[a-z][a-z0-9_]*$")),
            iconForm(QStringLiteral("^[a-z0-9]+(-[a-z0-9]+)*$"));
        if (!idForm.match(id).hasMatch())
            wrong << QStringLiteral("its id is not of the form group.name");
        if (spec.title.isEmpty() || spec.doc.isEmpty() || !spec.doc.contains(QLatin1Char('.')))
            wrong << QStringLiteral("it has no title or doc");
        if (!iconForm.match(spec.icon).hasMatch())
            wrong << QStringLiteral("it has no icon");
        if (spec.version < 1)
            wrong << QStringLiteral("it has no version");
        for (const PortSpec &port : spec.inputs + spec.outputs) {
            if (port.doc.isEmpty())
                wrong << QStringLiteral("port %1 has no doc").arg(port.name);
        }
        QStringList names;
        for (const ParamSpec &param : spec.params) {
            checkParam(param, param.name, wrong);
            if (names.contains(param.name))
                wrong << QStringLiteral("parameter %1 is declared twice").arg(param.name);
            names << param.name;
            if (!param.over.isEmpty() && !spec.input(param.over) && param.type != ParamType::Records)
                wrong << QStringLiteral("parameter %1 is over a port that is not there").arg(param.name);
        }
        static const QRegularExpression placeholder(QStringLiteral("\\{([a-z_]+)\\}"));
        for (auto match = placeholder.globalMatch(spec.summary); match.hasNext();) {
            const QString name = match.next().captured(1);
            if (!spec.param(name))
                wrong << QStringLiteral("its summary names a parameter '%1' that is not there").arg(name);
        }
        if (!op.relation && !op.fit && !op.task)
            wrong << QStringLiteral("it has no implementation");
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("; "))));
    }
    void everyExampleIsWhole_data() { everyOperatorIsDescribed_data(); }
    void everyExampleIsWhole()
    {
        QFETCH(QString, id);
        const OperatorSpec &spec = findOperator(id)->spec;
        QVERIFY(!spec.example.isEmpty());
        const ReadPipeline read = pipelineFromJson(spec.example);
        QVERIFY(read.diagnostics.isEmpty());
        bool used = false;
        for (const Node &node : read.pipeline.nodes)
            used |= node.op == id && node.version == spec.version;
        QVERIFY2(used, "its example does not use it in its version");
        const Catalog catalog = builtinCatalog();
        const QList<Diagnostic> diagnostics = check(read.pipeline, catalog.lookup());
        for (const Diagnostic &diagnostic : diagnostics)
            QVERIFY2(diagnostic.severity != Severity::Error, qPrintable(diagnostic.node + QStringLiteral(": ") + diagnostic.text));
    }
};

HEADRACE_TEST(TestContract)
#include "test_contract.moc"
