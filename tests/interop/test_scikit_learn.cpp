// SPDX-License-Identifier: GPL-3.0-or-later
// The learning room against a scikit-learn that runs now, on data that no golden file holds.
#include "tests/learning/reference.h"
#include "tests/support/registry.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace headrace;

class TestScikitLearn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QProcess setUp;
        setUp.start(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/interop/python_env.sh"), {});
        QVERIFY2(setUp.waitForFinished(900000) && setUp.exitCode() == 0, setUp.readAllStandardError().constData());
        m_python = QString::fromLocal8Bit(setUp.readAllStandardOutput()).trimmed();
    }

    void compare_data()
    {
        QTest::addColumn<QString>("seed");
        QTest::addColumn<QString>("rows");
        QTest::newRow("few") << QStringLiteral("101") << QStringLiteral("31");
        QTest::newRow("some") << QStringLiteral("202") << QStringLiteral("60");
        QTest::newRow("many") << QStringLiteral("303") << QStringLiteral("150");
    }
    void compare()
    {
        QFETCH(const QString, seed);
        QFETCH(const QString, rows);
        const QString file = m_folder.filePath(seed);
        QProcess python;
        python.start(m_python,
                     {QStringLiteral("-I"), QStringLiteral(HEADRACE_SOURCE_DIR "/tests/interop/scikit_learn_reference.py"), file,
                      QStringLiteral("--seed"), seed, QStringLiteral("--rows"), rows});
        QVERIFY2(python.waitForFinished(300000) && python.exitCode() == 0, python.readAllStandardError().constData());
        int compared = 0;
        const QStringList wrong = tests::compareMetrics(file, compared) + tests::compareLinearModels(file, compared)
            + tests::compareTransforms(file, compared);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 10).join(QLatin1Char('\n'))));
        QVERIFY(compared > 10000);
    }

private:
    QString m_python;
    QTemporaryDir m_folder;
};

HEADRACE_TEST(TestScikitLearn)
#include "test_scikit_learn.moc"
