// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/names.h"
#include "tests/support/registry.h"

#include <QRegularExpression>
#include <QSet>

using namespace headrace::record;

class TestNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void idsAreUniqueAndSorted()
    {
        QStringList ids;
        for (int i = 0; i < 2000; ++i)
            ids << newRunId(5000 + i / 500);
        QStringList sorted = ids;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(ids, sorted);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 2000);
        const QRegularExpression form(QStringLiteral("^[0-9a-f]{32}$"));
        for (const QString &id : std::as_const(ids))
            QVERIFY(form.match(id).hasMatch());
    }
    void aClockSetBackDoesNotReorder()
    {
        const QString before = newRunId(9'000'000);
        QVERIFY(newRunId(8'000'000) > before);
    }
    void namesAreTwoWords()
    {
        QSet<QString> names;
        const QRegularExpression form(QStringLiteral("^[a-z]+-[a-z]+$"));
        for (int i = 0; i < 200; ++i) {
            const QString name = newRunName();
            QVERIFY2(form.match(name).hasMatch(), qPrintable(name));
            names << name;
        }
        QVERIFY(names.size() > 150);
    }
};

HEADRACE_TEST(TestNames)
#include "test_names.moc"
