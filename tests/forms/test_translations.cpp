// SPDX-License-Identifier: GPL-3.0-or-later
// The translations are whole: no text is unfinished, placeholders are the same, and the program finds them.
#include "tests/support/registry.h"
#include "widgets/theme/language.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace headrace;

class TestTranslations : public QObject
{
    Q_OBJECT

    static QStringList placeholders(const QString &text)
    {
        static const QRegularExpression pattern(QStringLiteral("%(?:n|[0-9])|\\$\\{?name\\}?"));
        QStringList found;
        auto matches = pattern.globalMatch(text);
        while (matches.hasNext())
            found.append(matches.next().captured());
        found.sort();
        return found;
    }

private Q_SLOTS:
    void nothingIsUnfinished_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << QStringLiteral("de");
        QTest::newRow("English plurals") << QStringLiteral("en");
    }

    void nothingIsUnfinished()
    {
        QFETCH(QString, language);
        QFile file(QStringLiteral(HEADRACE_SOURCE_DIR "/resources/translations/headrace_%1.ts").arg(language));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QStringList wrong;
        QString source;
        bool plural = false;
        int texts = 0;
        const auto check = [&](const QString &text) {
            ++texts;
            if (text.isEmpty() || placeholders(text) != placeholders(source))
                wrong.append(source + QStringLiteral(" -> ") + text);
        };
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1String("message")) {
                plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
            } else if (xml.name() == QLatin1String("source")) {
                source = xml.readElementText();
            } else if (xml.name() == QLatin1String("translation")) {
                if (xml.attributes().hasAttribute(QLatin1String("type")))
                    wrong.append(source + QStringLiteral(" is ") + xml.attributes().value(QLatin1String("type")).toString());
                if (!plural)
                    check(xml.readElementText());
            } else if (xml.name() == QLatin1String("numerusform")) {
                check(xml.readElementText());
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
        QVERIFY(texts > 20);
    }

    void theProgramSpeaksThem()
    {
        QCOMPARE(QCoreApplication::translate("headrace::Inspector", "Inspector"), QStringLiteral("Inspector"));
        auto *before = QCoreApplication::instance();
        installLanguage(before, QLocale(QLocale::German));
        QCOMPARE(QCoreApplication::translate("headrace::Inspector", "Inspector"), QStringLiteral("Inspektor"));
        QCOMPARE(QCoreApplication::translate("Catalog", "Filter rows"), QStringLiteral("Zeilen filtern"));
        QCOMPARE(QCoreApplication::translate("headrace::StatisticsPage", "%n row(s)", nullptr, 1), QStringLiteral("1 Zeile"));
        QCOMPARE(QCoreApplication::translate("headrace::StatisticsPage", "%n row(s)", nullptr, 2), QStringLiteral("2 Zeilen"));
        for (QTranslator *translator : before->findChildren<QTranslator *>())
            delete translator;
        installLanguage(before, QLocale(QLocale::French));
        QCOMPARE(QCoreApplication::translate("headrace::Inspector", "Inspector"), QStringLiteral("Inspector"));
        QCOMPARE(QCoreApplication::translate("headrace::StatisticsPage", "%n row(s)", nullptr, 1), QStringLiteral("1 row"));
        for (QTranslator *translator : before->findChildren<QTranslator *>())
            delete translator;
    }
};

HEADRACE_TEST(TestTranslations)
#include "test_translations.moc"
