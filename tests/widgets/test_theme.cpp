// SPDX-License-Identifier: GPL-3.0-or-later
// Contrast of every text colour on every surface, in both themes; icons of every operator and every name in the sources.
#include "engine/catalog/operator_spec.h"
#include "tests/support/registry.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QDirIterator>
#include <QFontInfo>
#include <QRegularExpression>

using namespace headrace;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable()
    {
        for (const Tokens &t : {Tokens::light(), Tokens::darkTheme()}) {
            const QList<QColor> surfaces{t.window, t.panel, t.canvas, t.accentSoft, t.hover()};
            for (const QColor &surface : surfaces)
                for (const QColor &text : {t.text, t.secondary, t.muted})
                    QVERIFY2(contrast(text, surface) >= 4.5,
                             qPrintable(QStringLiteral("%1 on %2: %3").arg(text.name(), surface.name()).arg(contrast(text, surface))));
            for (const QColor &surface : {t.window, t.panel, t.canvas})
                for (const QColor &text :
                     {t.accent, t.ok, t.warning, t.bad, t.read, t.shape, t.check, t.learn, t.evaluate, t.write, t.code})
                    QVERIFY2(contrast(text, surface) >= 4.5,
                             qPrintable(QStringLiteral("%1 on %2: %3").arg(text.name(), surface.name()).arg(contrast(text, surface))));
            QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
            QVERIFY(contrast(t.accent, t.accentSoft) >= 4.5);
            for (const QColor &run : t.runs)
                QVERIFY(contrast(run, t.panel) >= 3.0);  // WCAG's bound for graphics
            QCOMPARE(t.runs.size(), 8);
        }
    }

    void categoriesDiffer()
    {
        const Tokens t = Tokens::light();
        QSet<QString> hues;
        for (const Category c :
             {Category::Read, Category::Shape, Category::Check, Category::Learn, Category::Evaluate, Category::Write, Category::Code})
            hues.insert(t.category(c).name());
        QCOMPARE(hues.size(), 7);
    }

    void everyIconIsThere()
    {
        QStringList missing;
        for (const OperatorSpec &spec : embeddedCatalog().operators())
            if (!hasIcon(spec.icon))
                missing.append(spec.id + QLatin1Char(' ') + spec.icon);
        // Names that are passed to the functions that draw icons.
        static const QRegularExpression call(
            QStringLiteral("(?:setThemeIcon\\([^,]+,|paintIcon\\([^,]+,|[^a-zA-Z:]icon\\() ?QStringLiteral\\(\"([a-z0-9-]+)\"\\)"));
        int found = 0;
        for (const char *folder : {"/widgets", "/app/workbench", "/models"}) {
            QDirIterator files(QStringLiteral(HEADRACE_SOURCE_DIR) + QLatin1String(folder), {QStringLiteral("*.cpp")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                auto matches = call.globalMatch(QString::fromUtf8(file.readAll()));
                while (matches.hasNext()) {
                    const QString name = matches.next().captured(1);
                    ++found;
                    if (!hasIcon(name))
                        missing.append(file.fileName() + QLatin1Char(' ') + name);
                }
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
        Q_UNUSED(found)
    }

    void fontsAreOurs()
    {
        QCOMPARE(QFontInfo(uiFont()).family(), QStringLiteral("Inter"));
        QCOMPARE(QFontInfo(monoFont()).family(), QStringLiteral("JetBrains Mono"));
    }
};

HEADRACE_TEST(TestTheme)
#include "test_theme.moc"
