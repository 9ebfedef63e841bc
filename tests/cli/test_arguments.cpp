// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headrace/command.h"
#include "tests/support/registry.h"

using namespace headrace;
using namespace headrace::cli;

class TestArguments : public QObject
{
    Q_OBJECT

    static Command sample()
    {
        Command command;
        command.name = QStringLiteral("sample");
        command.positionals = {{QStringLiteral("FILE"), QStringLiteral("A file."), true, false, Complete::File, {}}};
        command.options = {{QStringLiteral("set"), QStringLiteral("NAME=VALUE"), {}, true, Complete::Nothing, {}},
                           {QStringLiteral("no-cache"), {}, {}, false, Complete::Nothing, {}},
                           {QStringLiteral("memory"), QStringLiteral("SIZE"), {}, false, Complete::Nothing, {}},
                           {QStringLiteral("threads"), QStringLiteral("N"), {}, false, Complete::Nothing, {}},
                           {QStringLiteral("policy"),
                            QStringLiteral("WHAT"),
                            {},
                            false,
                            Complete::Nothing,
                            {QStringLiteral("keep"), QStringLiteral("replace")}}};
        return command;
    }

private Q_SLOTS:
    void takesOptionsInBothForms()
    {
        const auto arguments = parse(sample(),
                                     {QStringLiteral("--set=a=b=c"), QStringLiteral("p.json"), QStringLiteral("--set"),
                                      QStringLiteral("--x"), QStringLiteral("--no-cache")});
        VERIFY_OK(arguments);
        QCOMPARE(arguments->values(QStringLiteral("set")), QStringList({QStringLiteral("a=b=c"), QStringLiteral("--x")}));
        QVERIFY(arguments->has(QStringLiteral("no-cache")));
        QCOMPARE(arguments->positional(0), QStringLiteral("p.json"));
    }
    void endsOptionsAtTwoDashes()
    {
        const auto arguments = parse(sample(), {QStringLiteral("--"), QStringLiteral("--no-cache")});
        VERIFY_OK(arguments);
        QCOMPARE(arguments->positional(0), QStringLiteral("--no-cache"));
        QVERIFY(!arguments->has(QStringLiteral("no-cache")));
    }
    void refuses_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown") << QStringList{QStringLiteral("f"), QStringLiteral("--no-cach")} << "Did you mean --no-cache?";
        QTest::newRow("unknown with value") << QStringList{QStringLiteral("f"), QStringLiteral("--thread=2")} << "Did you mean --threads?";
        QTest::newRow("no value") << QStringList{QStringLiteral("f"), QStringLiteral("--set")} << "--set wants a value";
        QTest::newRow("value for a flag") << QStringList{QStringLiteral("f"), QStringLiteral("--no-cache=1")}
                                          << "--no-cache takes no value";
        QTest::newRow("twice") << QStringList{QStringLiteral("f"), QStringLiteral("--threads=1"), QStringLiteral("--threads=2")}
                               << "given twice";
        QTest::newRow("missing positional") << QStringList{} << "wants FILE";
        QTest::newRow("too many") << QStringList{QStringLiteral("f"), QStringLiteral("g")} << "no use for 'g'";
        QTest::newRow("choice") << QStringList{QStringLiteral("f"), QStringLiteral("--policy=kep")} << "Did you mean 'keep'?";
        QTest::newRow("one dash") << QStringList{QStringLiteral("f"), QStringLiteral("-q")} << "two dashes";
    }
    void refuses()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QString, said);
        const auto arguments = parse(sample(), words);
        QVERIFY(!arguments);
        QVERIFY(arguments.error().code == ErrorCode::Usage);
        QVERIFY2(arguments.error().toString().contains(said), qPrintable(arguments.error().toString()));
    }
    void readsNumbersAndSizes()
    {
        const auto arguments = parse(sample(), {QStringLiteral("f"), QStringLiteral("--threads=4"), QStringLiteral("--memory=1.5GiB")});
        VERIFY_OK(arguments);
        QCOMPARE(*arguments->integer(QStringLiteral("threads"), 1, 8).value(), qint64(4));
        QVERIFY(!arguments->integer(QStringLiteral("threads"), 5, 8));
        QCOMPARE(*arguments->bytes(QStringLiteral("memory")).value(), qint64(1610612736));
        for (const QString &bad :
             {QStringLiteral("much"), QStringLiteral("-1"), QStringLiteral("0"), QStringLiteral("1XB"), QStringLiteral("99999999999TB")}) {
            const auto wrong = parse(sample(), {QStringLiteral("f"), QStringLiteral("--memory=") + bad});
            VERIFY_OK(wrong);
            QVERIFY2(!wrong->bytes(QStringLiteral("memory")), qPrintable(bad));
        }
        const auto absent = parse(sample(), {QStringLiteral("f")});
        VERIFY_OK(absent);
        QVERIFY(!absent->bytes(QStringLiteral("memory")).value().has_value());
    }
};

HEADRACE_TEST(TestArguments)
#include "test_arguments.moc"
