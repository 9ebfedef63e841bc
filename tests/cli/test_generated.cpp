// SPDX-License-Identifier: GPL-3.0-or-later
// Every command is declared well enough that help, completion and the man page follow from it.
#include "app/headrace/help.h"
#include "tests/support/registry.h"

#include <QProcess>
#include <QStandardPaths>

using namespace headrace::cli;

class TestGenerated : public QObject
{
    Q_OBJECT

    static QByteArray through(const QString &program, const QStringList &arguments, const QString &input)
    {
        QProcess process;
        process.start(program, arguments);
        process.write(input.toUtf8());
        process.closeWriteChannel();
        process.waitForFinished();
        return process.readAllStandardError() + (process.exitCode() == 0 ? QByteArray() : QByteArray("exit code"));
    }

private Q_SLOTS:
    void declarations()
    {
        QStringList names;
        for (const Command &command : commands()) {
            QVERIFY2(command.run, qPrintable(command.name));
            QVERIFY2(!names.contains(command.name), qPrintable(command.name));
            names << command.name;
            QVERIFY2(!command.summary.isEmpty() && !command.summary.endsWith(QLatin1Char('.')), qPrintable(command.name));
            for (const Option &option : command.options)
                QVERIFY2(option.doc.endsWith(QLatin1Char('.')), qPrintable(command.name + QStringLiteral(" --") + option.name));
            for (const Positional &positional : command.positionals)
                QVERIFY2(positional.doc.endsWith(QLatin1Char('.')) && positional.name == positional.name.toUpper(),
                         qPrintable(command.name));
            const QString help = helpOf(command);
            for (const Option &option : command.options)
                QVERIFY(help.contains(QStringLiteral("--") + option.name));
        }
    }
    void bash()
    {
        QCOMPARE(through(QStringLiteral("bash"), {QStringLiteral("-n")}, bashCompletion()), QByteArray());
        for (const Command &command : commands())
            QVERIFY(bashCompletion().contains(command.name));
    }
    void bashCompletes()
    {
        QProcess shell;
        shell.start(QStringLiteral("bash"),
                    {QStringLiteral("-c"),
                     bashCompletion()
                         + QStringLiteral("\nCOMP_WORDS=(headrace comp); COMP_CWORD=1; _headrace; echo \"${COMPREPLY[@]}\"\n"
                                          "COMP_WORDS=(headrace completion z); COMP_CWORD=2; _headrace; echo \"${COMPREPLY[@]}\"\n")});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), QByteArray("completion\nzsh\n"));
    }
    void zsh()
    {
        QVERIFY(zshCompletion().startsWith(QStringLiteral("#compdef headrace")));
        QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("zsh")).isEmpty(), "zsh is in cmake/debian-packages, and not here");
        QCOMPARE(through(QStringLiteral("zsh"), {QStringLiteral("-n")}, zshCompletion()), QByteArray());
    }
    void man()
    {
        const QString page = manPage();
        QVERIFY(page.startsWith(QStringLiteral(".TH HEADRACE 1")));
        QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("groff")).isEmpty(),
                 "groff-base is in cmake/debian-packages, and not here");
        QCOMPARE(through(QStringLiteral("groff"),
                         {QStringLiteral("-man"), QStringLiteral("-Tutf8"), QStringLiteral("-wall"), QStringLiteral("-z")}, page),
                 QByteArray());
    }
};

HEADRACE_TEST(TestGenerated)
#include "test_generated.moc"
