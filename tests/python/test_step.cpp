// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/python/step_runner.h"
#include "tests/support/registry.h"

#include "engine/learning/log_lines.h"

#include <QElapsedTimer>
#include <QFile>

#include <csignal>

using namespace headrace;
using namespace headrace::learning;

namespace {

/// The pid that a script wrote to a file of the workspace; 0 if it has not.
pid_t pidIn(const tests::StepRunner &runner, const char *name)
{
    QFile file(runner.plain.folder.filePath(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? pid_t(file.readAll().toInt()) : 0;
}

bool runs(pid_t pid)
{
    if (pid <= 0 || ::kill(pid, 0) != 0)
        return false;
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    return file.open(QIODevice::ReadOnly) && !file.readAll().contains(") Z ");
}

/// Whether any process of the group runs still.
bool groupRuns(pid_t group)
{
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &entry : entries) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(entry));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        if (fields.value(2).toInt() == group && fields.value(0) != "Z")
            return true;
    }
    return false;
}

QString json(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

}  // namespace

class TestStep : public QObject
{
    Q_OBJECT
    std::unique_ptr<tests::StepRunner> m_runner;

    Error fails(const QByteArray &script)
    {
        auto result = m_runner->run(script);
        return result ? Error(ErrorCode::Internal, QStringLiteral("it did not fail")) : std::move(result).error();
    }

private Q_SLOTS:
    void init()
    {
        if (!m_runner) {
            m_runner = std::make_unique<tests::StepRunner>();
            VERIFY_OK(m_runner->open());
        }
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qWarning("%s", qPrintable(m_runner->log.mid(0, 50).join(QLatin1Char('\n'))));
    }
    void cleanupTestCase() { m_runner.reset(); }

    void tablesGoInAndOutWithoutPackages()
    {
        const auto rows = m_runner->run(
            "import datetime\n"
            "def run(inputs, params, ctx):\n"
            "    t = inputs['rows']\n"
            "    assert len(t) == 3 and t.columns == ['i', 'name', 'd', 'w', 'b', 'blob'], t.columns\n"
            "    d = t.to_dict()\n"
            "    assert d['name'] == ['a', None, 'ü'], d\n"
            "    assert d['d'][0] == datetime.date(2020, 2, 1) and d['w'][1] == datetime.datetime(2020, 1, 1, 2, 0, 0, 5), d\n"
            "    assert d['b'] == [True, None, False] and d['blob'][0] == b'\\xff', d\n"
            "    return {'rows': {**d, 'twice': [2 * i for i in d['i']], 'f': [1, None, 2.5], 'l': [[1], {'k': 'é'}, None]}}\n",
            QStringLiteral("SELECT i, [ 'a', NULL, 'ü' ][i + 1] AS name, DATE '2020-02-01' + i::INTEGER AS d, TIMESTAMP '2020-01-01 "
                           "01:00:00.000005' + to_hours(i) AS w,"
                           " [true, NULL, false][i + 1] AS b, '\\xFF'::BLOB AS blob FROM range(3) AS r(i)"));
        VERIFY_OK(rows);
        QCOMPARE(json(rows->at(0).toArray()),
                 QStringLiteral("[\"i BIGINT\",\"name VARCHAR\",\"d DATE\",\"w TIMESTAMP\",\"b BOOLEAN\",\"blob BLOB\",\"twice "
                                "BIGINT\",\"f DOUBLE\",\"l VARCHAR\"]"));
        QCOMPARE(
            json(rows->at(2).toArray()),
            QStringLiteral("[1,null,\"2020-02-02\",\"2020-01-01 02:00:00.000005\",null,\"\\\\xFF\",2,null,\"{\\\"k\\\": \\\"é\\\"}\"]"));
        QCOMPARE(rows->size(), 4);
    }
    void inputsComeBackAsTheyWere()
    {
        const auto rows = m_runner->run("def run(inputs, params, ctx):\n    return inputs['rows']\n",
                                        QStringLiteral("SELECT i, CASE WHEN i % 3 > 0 THEN 'n' || i END AS s, CASE WHEN i % 2 = 0 THEN i / "
                                                       "2.0e0 END AS f FROM range(5000) AS r(i)"));
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), 5001);
        QCOMPARE(json(rows->at(5000).toArray()), QStringLiteral("[4999,\"n4999\",null]"));
        const auto none = m_runner->run("def run(inputs, params, ctx):\n    t = inputs['rows']\n    assert len(t) == 0 and t.to_dict() == "
                                        "{'x': []}\n    return {'x': [], 'y': []}\n",
                                        QStringLiteral("SELECT 1 AS x WHERE false"));
        VERIFY_OK(none);
        QCOMPARE(none->size(), 1);
    }
    void contextSpeaks()
    {
        m_runner->step.params = {{QStringLiteral("k"), 3}};
        const auto rows = m_runner->run(
            "import os\n"
            "def run(inputs, params, ctx):\n"
            "    ctx.log_metric('test/loss', 0.5); ctx.log_metric('test/loss', params['k'], step=1)\n"
            "    ctx.progress(7, 10)\n"
            "    with open(os.path.join(ctx.folder, 'a.txt'), 'w') as f: f.write('x')\n"
            "    with open('outside.txt', 'w') as f: f.write('y')\n"
            "    ctx.log_artifact('inside', os.path.join(ctx.folder, 'a.txt')); ctx.log_artifact('copied', 'outside.txt')\n"
            "    assert ctx.seed == 42 and not ctx.cancelled() and ctx.node == 'score'\n"
            "    return {'cwd': [os.getcwd()]}\n");
        VERIFY_OK(rows);
        QCOMPARE(m_runner->metrics.value(QStringLiteral("test/loss@0")), 0.5);
        QCOMPARE(m_runner->metrics.value(QStringLiteral("test/loss@1")), 3.0);
        QCOMPARE(m_runner->progressed, 7);
        QCOMPARE(m_runner->artifacts.size(), 2);
        QVERIFY(m_runner->artifacts[1].endsWith(QStringLiteral("/node/outside.txt")));
        QCOMPARE(rows->at(1).toArray().at(0).toString(), QFileInfo(m_runner->step.workspace).canonicalFilePath());
    }
    void whatIsPrintedBecomesLog()
    {
        VERIFY_OK(m_runner->run("import os, sys\n"
                                "def run(inputs, params, ctx):\n"
                                "    print('one'); print('two', file=sys.stderr); print('\\x1b[31mred\\x1b[0m\\ttab')\n"
                                "    os.write(1, b'\\xff\\x00{\"event\": \"result\"}\\n'); os.system('echo child')\n"
                                "    for i in range(5): print('bar %d' % i, end='\\r')\n"
                                "    print(); print('no end', end='')\n"
                                "    return {'x': [1]}\n"));
        QVERIFY2(m_runner->log.contains(QStringLiteral("info: one")), qPrintable(m_runner->log.join(QLatin1Char('\n'))));
        QVERIFY(m_runner->log.contains(QStringLiteral("warning: two")));
        QVERIFY(m_runner->log.contains(QStringLiteral("info: red\ttab")));
        QVERIFY(m_runner->log.contains(QStringLiteral("info: child")));
        QVERIFY(m_runner->log.contains(QStringLiteral("info: bar 4")));
        QVERIFY(!m_runner->log.contains(QStringLiteral("info: bar 3")));
        QVERIFY(m_runner->log.contains(QStringLiteral("info: no end")));
        QVERIFY(m_runner->log.contains(QStringLiteral("info: \uFFFD\uFFFD{\"event\": \"result\"}")));
        // A flood, closed descriptors, and no end of line in a megabyte.
        VERIFY_OK(m_runner->run("import os, sys\n"
                                "def run(inputs, params, ctx):\n"
                                "    for i in range(200000): print('line', i)\n"
                                "    sys.stdout.write('y' * 1000000); sys.stdout.flush(); sys.stdout.close(); os.close(1); os.close(2)\n"
                                "    return {'x': [1]}\n"));
        QVERIFY(m_runner->log.size() <= LogLines::kMostLines + 2);
        QVERIFY2(m_runner->log.last().contains(QStringLiteral("further lines")), qPrintable(m_runner->log.last()));
    }
    void exceptionsNameTheLine()
    {
        const Error error = fails("def helper(d):\n    return d['nope']\n\ndef run(inputs, params, ctx):\n    return helper({})\n");
        QVERIFY(error.code == ErrorCode::Failed);
        QCOMPARE(error.line, 2);
        QCOMPARE(error.text, QStringLiteral("The script raised KeyError in line 2 (return d['nope']): 'nope'."));
        QVERIFY(error.hint.contains(QStringLiteral("line 2")));
        QVERIFY(m_runner->log.contains(QStringLiteral("error:   File \"node 'score'\", line 5, in run")));
        QVERIFY(m_runner->log.filter(QStringLiteral("headrace_step")).isEmpty());
        QCOMPARE(fails("import json\ndef run(inputs, params, ctx):\n    return json.loads('{')\n").line, 3);
        const Error syntax = fails("def run(inputs, params, ctx):\n    return (\n");
        QVERIFY(syntax.code == ErrorCode::Invalid);
        QVERIFY(syntax.line >= 2);
        QVERIFY2(fails("x = 1 / 0\n").text.contains(QStringLiteral("ZeroDivisionError in line 1")), "module level");
        QVERIFY(fails("def run(inputs, params, ctx):\n    return inputs['rows']['X']\n").text.contains(QStringLiteral("did you mean 'x'")));
        QVERIFY(
            fails("import sys\ndef run(inputs, params, ctx):\n    sys.exit(3)\n").text.contains(QStringLiteral("sys.exit(3) in line 3")));
        QVERIFY(fails("class E(Exception):\n    def __str__(self): raise self\ndef run(inputs, params, ctx):\n    raise E\n")
                    .text.contains(QStringLiteral("raised E")));
        QVERIFY(fails("").text.contains(QStringLiteral("no function run")));
        QVERIFY(fails("def run(inputs, params, ctx):\n    def f(): return f()\n    return f()\n")
                    .text.contains(QStringLiteral("RecursionError")));
    }
    void missingPackagesSayHowToInstall()
    {
        Error error = fails("import sklearn_not_there.x\ndef run(inputs, params, ctx): pass\n");
        QVERIFY(error.code == ErrorCode::NotFound);
        QCOMPARE(error.line, 1);
        QVERIFY2(error.hint.contains(m_runner->step.python.executable) || error.hint.contains(QStringLiteral("venv")),
                 qPrintable(error.hint));
        m_runner->step.packages = {QStringLiteral("json"), QStringLiteral("imblearn")};
        error = fails("print('started')\n");
        m_runner->step.packages.clear();
        QVERIFY(error.text.contains(QStringLiteral("imbalanced-learn (module 'imblearn')")));
        QVERIFY(error.text.contains(m_runner->step.python.executable));
        QVERIFY(error.hint.contains(QStringLiteral("-m pip install imbalanced-learn")));
        QVERIFY(m_runner->log.isEmpty());
        // A missing part of a package that is there is the script's own affair.
        QVERIFY(fails("import json.nope\n").code == ErrorCode::Failed);
    }
    void wrongResultsAreSaid_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << QByteArray("None") << QStringLiteral("returned nothing");
        QTest::newRow("number") << QByteArray("5") << QStringLiteral("a value of type int");
        QTest::newRow("text") << QByteArray("'rows'") << QStringLiteral("a value of type str");
        QTest::newRow("ragged") << QByteArray("{'a': [1, 2], 'b': [1]}") << QStringLiteral("'a' has 2, 'b' has 1");
        QTest::newRow("ragged output") << QByteArray("{'rows': {'a': [1, 2], 'b': [1]}}") << QStringLiteral("'a' has 2, 'b' has 1");
        QTest::newRow("scalar column") << QByteArray("{'a': 3}") << QStringLiteral("Column 'a' is a value of type int");
        QTest::newRow("mixed") << QByteArray("{'a': [1, 'x']}") << QStringLiteral("int, str");
        QTest::newRow("object") << QByteArray("{'a': [1, 2], 'b': [object(), None]}") << QStringLiteral("row 1");
        QTest::newRow("huge") << QByteArray("{'a': [2 ** 70]}") << QStringLiteral("beyond 64 bits");
        QTest::newRow("empty") << QByteArray("{}") << QStringLiteral("no columns");
        QTest::newRow("twice") << QByteArray("{'a': [1], 'A': [2]}") << QStringLiteral("two columns named 'A'");
        QTest::newRow("hidden") << QByteArray("{'__hr_0': [1]}") << QStringLiteral("reserved");
        QTest::newRow("nameless") << QByteArray("{'': [1]}") << QStringLiteral("without a name");
        QTest::newRow("surrogate") << QByteArray("{'a': ['\\ud800']}") << QStringLiteral("lone surrogate");
        QTest::newRow("nested set") << QByteArray("{'a': [[{1}]]}") << QStringLiteral("no form as JSON");
        QTest::newRow("zones") << QByteArray(
            "{'a': [__import__('datetime').datetime.now(), __import__('datetime').datetime.now(__import__('datetime').timezone.utc)]}")
                               << QStringLiteral("with and without a zone");
    }
    void wrongResultsAreSaid()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, words);
        const Error error = fails("def run(inputs, params, ctx):\n    return " + value + "\n");
        QVERIFY(error.code == ErrorCode::Failed);
        QVERIFY2(error.text.contains(words), qPrintable(error.toString()));
        QVERIFY(!error.hint.isEmpty());
    }
    void rightResultsOfEachKind()
    {
        const auto rows = m_runner->run("import datetime as d, decimal, array\n"
                                        "def run(inputs, params, ctx):\n"
                                        "    return [{'a': 2**63, 'm': decimal.Decimal('1.5'), 't': d.time(1, 2, 3), 'z': d.datetime(2020, "
                                        "1, 1, 2, tzinfo=d.timezone(d.timedelta(hours=2))),"
                                        " 'td': d.timedelta(seconds=90), 'n': None, 'nan': float('nan')}, {'a': 1, 'b': b'\\0'}]\n");
        VERIFY_OK(rows);
        QCOMPARE(json(rows->at(0).toArray()),
                 QStringLiteral("[\"a UBIGINT\",\"m DOUBLE\",\"t TIME\",\"z TIMESTAMP WITH TIME ZONE\",\"td INTERVAL\",\"n VARCHAR\",\"nan "
                                "VARCHAR\",\"b BLOB\"]"));
        QCOMPARE(rows->at(1).toArray().at(4).toString(), QStringLiteral("00:01:30"));
        QVERIFY(rows->at(1).toArray().at(3).toString().startsWith(QStringLiteral("2020-01-01 00:00:00")));
        QVERIFY(rows->at(1).toArray().at(6).isNull());
        QVERIFY(rows->at(2).toArray().at(1).isNull());
    }
    void deathsAreSaid()
    {
        QVERIFY(fails("import os\ndef run(inputs, params, ctx):\n    os._exit(7)\n").text.contains(QStringLiteral("exit code 7")));
        Error error = fails("import os, signal\ndef run(inputs, params, ctx):\n    os.kill(os.getpid(), signal.SIGSEGV)\n");
        QVERIFY(error.code == ErrorCode::Crashed);
        QVERIFY2(error.text.contains(QStringLiteral("SIGSEGV")), qPrintable(error.text));
        error = fails("import os, signal\ndef run(inputs, params, ctx):\n    os.kill(os.getpid(), signal.SIGKILL)\n");
        QVERIFY(error.code == ErrorCode::Crashed);
        error = fails("import os, time\ndef run(inputs, params, ctx):\n    os.closerange(3, 1000)\n    return {'x': [1]}\n");
        QVERIFY(!error.text.isEmpty() && error.code != ErrorCode::Internal);
        // Its own server: killed under it.
        error = fails(
            "import os, signal, time\ndef run(inputs, params, ctx):\n    os.kill(os.getppid(), signal.SIGKILL)\n    time.sleep(60)\n");
        QVERIFY2(error.code == ErrorCode::Crashed, qPrintable(error.toString()));
        // Nonsense on the step's own channel.
        error = fails("import os, stat, time\ndef run(inputs, params, ctx):\n"
                      "    for fd in range(3, 100):\n"
                      "        try:\n"
                      "            if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, b'garbage\\n')\n"
                      "        except OSError: pass\n"
                      "    time.sleep(60)\n");
        QVERIFY2(error.code == ErrorCode::Corrupt, qPrintable(error.toString()));
        VERIFY_OK(m_runner->run("def run(inputs, params, ctx):\n    return {'x': [1]}\n"));
    }
    void memoryLimitIsMet()
    {
        m_runner->step.memoryLimit = 200 << 20;
        const Error error = fails("def run(inputs, params, ctx):\n    return {'x': [bytearray(500 << 20)]}\n");
        m_runner->step.memoryLimit = 0;
        QVERIFY2(error.code == ErrorCode::OutOfMemory, qPrintable(error.toString()));
        QCOMPARE(error.line, 2);
    }
    void daemonsAreEnded()
    {
        VERIFY_OK(m_runner->run("import os, subprocess, sys, time\n"
                                "def run(inputs, params, ctx):\n"
                                "    subprocess.Popen([sys.executable, '-c', 'import os, time; os.setsid(); open(\"d1\", "
                                "\"w\").write(str(os.getpid())); time.sleep(100)'], start_new_session=True)\n"
                                "    if os.fork() == 0:\n"
                                "        os.setsid()\n"
                                "        if os.fork() == 0:\n"
                                "            open('d2', 'w').write(str(os.getpid()))\n"
                                "            time.sleep(100)\n"
                                "        os._exit(0)\n"
                                "    while not (os.path.exists('d2') and os.path.getsize('d2')): time.sleep(0.01)\n"
                                "    return {'x': [1]}\n"));
        QVERIFY(pidIn(*m_runner, "d2") > 0);
        QVERIFY(!runs(pidIn(*m_runner, "d1")));
        QVERIFY(!runs(pidIn(*m_runner, "d2")));
        QVERIFY(!m_runner->log.filter(QStringLiteral("left 2 processes")).isEmpty()
                || !m_runner->log.filter(QStringLiteral("left ")).isEmpty());
    }
    void cancelAnswersWithinASecond_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("sleep") << QByteArray("time.sleep(60)");
        QTest::newRow("busy") << QByteArray("while True: pass");
        QTest::newRow("ignores") << QByteArray("signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)");
        QTest::newRow("stopped") << QByteArray("os.kill(os.getpid(), signal.SIGSTOP)");
        QTest::newRow("native") << QByteArray("ctypes.CDLL(None).sleep(60)");
        QTest::newRow("children") << QByteArray("subprocess.run(['sh', '-c', 'trap \"\" TERM; sleep 60; sleep 60'])");
        QTest::newRow("daemon") << QByteArray("subprocess.Popen(['sleep', '60'], start_new_session=True); time.sleep(60)");
        QTest::newRow("catches") << QByteArray("\n    while True:\n        try: time.sleep(60)\n        except BaseException: pass");
        QTest::newRow("polls") << QByteArray("\n    while not ctx.cancelled(): time.sleep(0.01)\n    return {'x': [1]}");
        QTest::newRow("server stopped") << QByteArray("os.kill(os.getppid(), signal.SIGSTOP); time.sleep(60)");
    }
    void cancelAnswersWithinASecond()
    {
        QFETCH(QByteArray, body);
        QFile::remove(m_runner->plain.folder.filePath(QStringLiteral("pid")));
        QElapsedTimer timer;
        timer.start();
        const auto result = m_runner->run(
            "import ctypes, os, signal, subprocess, time\ndef run(inputs, params, ctx):\n    open('pid', 'w').write(str(os.getpid()))\n    "
                + body + "\n",
            QStringLiteral("SELECT 1 AS x"), 0.5);
        QVERIFY(!result.ok());
        QVERIFY2(result.error().code == ErrorCode::Cancelled, qPrintable(result.error().toString()));
        QVERIFY2(timer.elapsed() < 500 + 1000 + 1000, qPrintable(QString::number(timer.elapsed())));  // sanitized, and on a busy machine
        const pid_t pid = pidIn(*m_runner, "pid");
        QVERIFY(pid > 0);
        QVERIFY(!runs(pid));
        QVERIFY(!groupRuns(pid));
    }
    void finallyRunsOnCancel()
    {
        QVERIFY(
            !m_runner
                 ->run(
                     "import time\ndef run(inputs, params, ctx):\n    try: time.sleep(60)\n    finally: open('cleaned', 'w').write('1')\n",
                     QStringLiteral("SELECT 1 AS x"), 3)  // s; sanitized and on a busy machine the script must have begun
                 .ok());
        QCOMPARE(pidIn(*m_runner, "cleaned"), 1);
    }
    void stepsAreApartAndWarm()
    {
        VERIFY_OK(m_runner->run("import builtins\nbuiltins.leak = 1\ndef run(inputs, params, ctx):\n    return {'x': [1]}\n"));
        VERIFY_OK(m_runner->run(
            "import builtins\ndef run(inputs, params, ctx):\n    assert not hasattr(builtins, 'leak')\n    return {'x': [1]}\n"));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 5; ++i)
            VERIFY_OK(m_runner->run("import os\ndef run(inputs, params, ctx):\n    return {'x': [os.getppid()]}\n"));
        qInfo("a warm step takes %lld ms", (long long)(timer.elapsed() / 5));
    }
    void importsAreSeen()
    {
        QCOMPARE(
            importsOf("import numpy as np, os\nfrom sklearn.linear_model import X\n  import pandas\n# import polars\nx = 'import y'\nfrom "
                      ". import z\n"),
            QStringList({QStringLiteral("numpy"), QStringLiteral("os"), QStringLiteral("sklearn.linear_model"), QStringLiteral("pandas")}));
    }
    void interpretersAreChosenAndProbed()
    {
        QTemporaryDir folder;
        QDir(folder.path()).mkdir(QStringLiteral(".headrace"));
        const auto settings = [&](const QByteArray &text) {
            QFile file(folder.filePath(QStringLiteral(".headrace/settings.json")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        settings("{\"python\": \"nowhere/python\"}");
        QVERIFY(choosePython(folder.path()).error().code == ErrorCode::NotFound);
        settings("{\"python\": ");
        QVERIFY(choosePython(folder.path()).error().code == ErrorCode::Invalid);
        settings("{\"python\": \"mine\"}");
        QFile fake(folder.filePath(QStringLiteral("old")));
        QVERIFY(fake.open(QIODevice::WriteOnly));
        fake.write("#!/bin/sh\necho '{\"executable\": \"/x\", \"version\": \"3.7.9\"}'\n");
        fake.close();
        fake.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        QVERIFY(probePython(fake.fileName(), folder.path(), {}).error().text.contains(QStringLiteral("3.7.9")));
        QVERIFY(probePython(QStringLiteral("/bin/true"), folder.path(), {}).error().text.contains(QStringLiteral("no usable")));
        QVERIFY(!probePython(folder.filePath(QStringLiteral("absent")), folder.path(), {}).ok());
        const QString real = m_runner->step.python.executable;
        const auto first = probePython(real, folder.path(), folder.path());
        VERIFY_OK(first);
        const auto second = probePython(real, folder.path(), folder.path());
        VERIFY_OK(second);
        QCOMPARE(second->version, first->version);
        QCOMPARE(second->packages, first->packages);
    }
};

HEADRACE_TEST(TestStep)
#include "test_step.moc"
