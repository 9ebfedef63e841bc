// SPDX-License-Identifier: GPL-3.0-or-later
// docs/operators says what the operators say of themselves.
#include "app/headrace/operator_pages.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace headrace;
using namespace headrace::cli;

class TestOperatorPages : public QObject
{
    Q_OBJECT

    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void theReferenceIsFresh()
    {
        const QTemporaryDir folder;
        QFile old(folder.filePath(QStringLiteral("table.gone.md")));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.close();
        VERIFY_OK(writeOperatorPages(embeddedCatalog(), folder.path()));
        const QDir made(folder.path()), kept(QStringLiteral(HEADRACE_SOURCE_DIR "/docs/operators"));
        const QStringList names = made.entryList(QDir::Files);
        QCOMPARE(names.size(), embeddedCatalog().operators().size() + 1);
        const char *way = "write it anew: build/release/bin/headrace operators --markdown docs/operators";
        QVERIFY2(kept.entryList(QDir::Files) == names, way);
        for (const QString &name : names)
            QVERIFY2(bytesOf(made.filePath(name)) == bytesOf(kept.filePath(name)),
                     qPrintable(name + QStringLiteral(": ") + QLatin1String(way)));
    }

    void everyPageTellsAll()
    {
        for (const OperatorSpec &spec : embeddedCatalog().operators()) {
            const QString page = operatorPage(spec);
            QVERIFY(page.contains(QStringLiteral("# ") + spec.title) && page.contains(spec.doc));
            for (const PortSpec &port : spec.inputs + spec.outputs)
                QVERIFY2(page.contains(QStringLiteral("| `%1` |").arg(port.name)), qPrintable(spec.id + port.name));
            for (const ParamSpec &param : spec.params)
                QVERIFY2(page.contains(QStringLiteral("| `%1` |").arg(param.name)), qPrintable(spec.id + param.name));
            // A cell that breaks its row breaks the table.
            for (const QString &line : page.section(QStringLiteral("## Example"), 0, 0).split(QLatin1Char('\n')))
                QVERIFY2(!line.startsWith(QLatin1Char('|')) || line.endsWith(QLatin1Char('|')), qPrintable(line));
        }
    }
};

HEADRACE_TEST(TestOperatorPages)
#include "test_operator_pages.moc"
