// SPDX-License-Identifier: GPL-3.0-or-later
// NumPy, pandas, polars, pyarrow and scikit-learn in a real environment; the script itself asserts what it sees.
#include "tests/python/step_runner.h"
#include "tests/support/registry.h"

#include <QProcess>

using namespace headrace;

class TestPackages : public QObject
{
    Q_OBJECT
    tests::StepRunner m_runner;

    static QString table()
    {
        return QStringLiteral(
            "SELECT i, CASE WHEN i % 3 <> 1 THEN i END AS n, CASE WHEN i % 4 <> 1 THEN i / 2.0e0 END AS f, i * 1.5e0 AS g,"
            " CASE WHEN i % 5 <> 1 THEN 'ü' || i END AS s, CASE WHEN i % 3 <> 2 THEN i % 2 = 0 END AS b,"
            " CASE WHEN i % 7 <> 1 THEN DATE '1999-12-31' + i::INTEGER END AS d, CASE WHEN i % 6 <> 1 THEN make_timestamp(i * 1000000007) "
            "END AS t,"
            " CASE WHEN i % 6 <> 2 THEN make_timestamp(i * 1000000007)::TIMESTAMPTZ END AS z, i % 2 = 0 AS full_b, [i, i + 1] AS l"
            " FROM range(130000) AS r(i)");
    }

    /// Some of the rows that came back, without the head.
    static QJsonArray sample(const QJsonArray &rows)
    {
        QJsonArray some;
        for (qsizetype i = 1; i < rows.size(); i += 997)
            some << rows[i];
        return some;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/interop/python_env.sh"), QStringList());
        QVERIFY(process.waitForFinished(900'000));
        QCOMPARE(process.exitCode(), 0);
        VERIFY_OK(m_runner.open(QString::fromUtf8(process.readAllStandardOutput()).trimmed()));
    }
    void eachPackageBringsTheRowsBack_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("arrow") << QByteArray("return inputs['rows'].to_arrow()");
        QTest::newRow("polars") << QByteArray("return inputs['rows'].to_polars()");
        QTest::newRow("pandas") << QByteArray("df = inputs['rows'].to_pandas(); df['d'] = df['d'].dt.date; return df");
        QTest::newRow("numpy") << QByteArray(
            "a = inputs['rows'].to_numpy(as_dict=True)\n    import numpy as np\n"
            "    assert np.isnan(a['n'][1]) and a['b'][2] is None and np.isnat(a['t'][1]) and np.isnat(a['d'][1])\n"
            "    a['n'] = np.ma.array(np.nan_to_num(a['n']).astype('i8'), mask=np.isnan(a['n']))\n"
            "    import pandas as pd\n    a['z'] = pd.Series(a['z']).dt.tz_localize('UTC')\n    return a");
    }
    void eachPackageBringsTheRowsBack()
    {
        QFETCH(QByteArray, body);
        static const auto plain = m_runner.run("def run(inputs, params, ctx):\n    return inputs['rows']\n", table());
        VERIFY_OK(plain);
        const auto rows = m_runner.run("def run(inputs, params, ctx):\n    " + body + "\n", table());
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), 130'001);
        QCOMPARE(rows->at(0).toArray(), plain->at(0).toArray());
        QCOMPARE(sample(*rows), sample(*plain));
    }
    void nothingIsCopiedWhereTheLayoutAllows()
    {
        VERIFY_OK(m_runner.run(
            "import numpy as np, polars, pyarrow\n"
            "def run(inputs, params, ctx):\n"
            "    t = inputs['rows']\n"
            "    m = t.to_numpy()\n"
            "    assert m.shape == (200000, 3) and not m.flags.owndata and m.flags.writeable\n"
            "    assert np.isnan(m[7, 1]) and m[8, 1] == 4 and m[199999, 2] == -199999\n"
            "    base = t.to_numpy('x')\n"
            "    assert np.shares_memory(base, m)\n"
            "    df = t.to_pandas()\n"
            "    assert np.shares_memory(df['x'].to_numpy(), m) and df['y'].isna().sum() == 1\n"
            "    a = t.to_arrow()\n"
            "    assert a.column('x').chunk(0).buffers()[1].address == base.ctypes.data and a.column('y').null_count == 1\n"
            "    assert t.to_polars()['y'].null_count() == 1 and np.isfinite(a.column('z').to_numpy()).all()\n"
            "    m[0, 0] = 77\n"
            "    assert t.to_numpy('x')[0] == 77\n"
            "    return {'ok': [1]}\n",
            QStringLiteral("SELECT i::DOUBLE AS x, CASE WHEN i <> 7 THEN i / 2.0e0 END AS y, -i::DOUBLE AS z FROM range(200000) AS r(i)")));
    }
    void scikitLearnTrainsOnWhatItGets()
    {
        const auto rows = m_runner.run(
            "from sklearn.linear_model import LinearRegression\n"
            "def run(inputs, params, ctx):\n"
            "    t = inputs['rows']\n"
            "    model = LinearRegression().fit(t.to_numpy(['x', 'w']), t['y'])\n"
            "    ctx.log_metric('rows/r2', model.score(t.to_numpy(['x', 'w']), t['y']))\n"
            "    return {'c': model.coef_}\n",
            QStringLiteral("SELECT i::DOUBLE AS x, (i % 17)::DOUBLE AS w, 3 * i - 2 * (i % 17) + 1.0e0 AS y FROM range(1000) AS r(i)"));
        VERIFY_OK(rows);
        QVERIFY(qAbs(rows->at(1).toArray().at(0).toDouble() - 3) < 1e-6);
        QVERIFY(qAbs(rows->at(2).toArray().at(0).toDouble() + 2) < 1e-6);
        QVERIFY(m_runner.metrics.value(QStringLiteral("rows/r2@0")) > 0.999999);
    }
    void groupedFramesSayThatTheirIndexIsLeftOut()
    {
        VERIFY_OK(m_runner.run("def run(inputs, params, ctx):\n    return inputs['rows'].to_pandas().groupby('b').sum()\n",
                               QStringLiteral("SELECT i, i % 2 AS b FROM range(10) AS r(i)")));
        QVERIFY2(!m_runner.log.filter(QStringLiteral("reset_index")).isEmpty(), qPrintable(m_runner.log.join(QLatin1Char('\n'))));
    }
};

HEADRACE_TEST(TestPackages)
#include "test_packages.moc"
