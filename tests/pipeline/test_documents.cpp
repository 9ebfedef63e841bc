// SPDX-License-Identifier: GPL-3.0-or-later
// docs/diagnostics.md lists the codes that the sources use, and no others.
#include "tests/support/registry.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

class TestDocuments : public QObject
{
    Q_OBJECT

    static QString textOf(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(path));
        return QString::fromUtf8(file.readAll());
    }

private Q_SLOTS:
    void codes()
    {
        // A code stands behind a severity, in an assignment to .code, or as the first argument of a local fail().
        const QRegularExpression inSource(
            QStringLiteral("(?:Severity::\\w+\\s*,|\\.code =|\\bfail\\()\\s*QStringLiteral\\(\"([a-z_]+)(?:%1)?\""));
        QSet<QString> used;
        QDirIterator sources(QStringLiteral(HEADRACE_SOURCE_DIR "/engine"), {QStringLiteral("*.cpp")}, QDir::Files,
                             QDirIterator::Subdirectories);
        while (sources.hasNext()) {
            auto matches = inSource.globalMatch(textOf(sources.next()));
            while (matches.hasNext())
                used.insert(matches.next().captured(1));
        }
        QVERIFY(used.size() > 30);
        QSet<QString> listed;
        const QRegularExpression inTable(QStringLiteral("^\\| `([a-z_]+)…?` \\|"), QRegularExpression::MultilineOption);
        auto matches = inTable.globalMatch(textOf(QStringLiteral(HEADRACE_SOURCE_DIR "/docs/diagnostics.md")));
        while (matches.hasNext()) {
            const QString code = matches.next().captured(1);
            QVERIFY2(!listed.contains(code), qPrintable(code));
            listed.insert(code);
        }
        const QStringList unlisted = (used - listed).values(), unused = (listed - used).values();
        QVERIFY2(unlisted.isEmpty(), qPrintable(QStringLiteral("not in docs/diagnostics.md: ") + unlisted.join(QLatin1Char(' '))));
        QVERIFY2(unused.isEmpty(), qPrintable(QStringLiteral("used nowhere: ") + unused.join(QLatin1Char(' '))));
    }
};

HEADRACE_TEST(TestDocuments)
#include "test_documents.moc"
