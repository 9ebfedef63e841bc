// SPDX-License-Identifier: GPL-3.0-or-later
// The page that shows two versions of a pipeline: whole, well-formed, and nothing from a file runs in it.
#include "app/headrace/diff_page.h"
#include "engine/pipeline/format.h"
#include "tests/support/registry.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace headrace;

class TestDiffPage : public QObject
{
    Q_OBJECT

    static Node node(const QString &op, const QString &title = {})
    {
        Node n;
        n.op = op;
        n.title = title;
        return n;
    }

    static void checkWellFormed(QByteArray page)
    {
        page.replace("<!DOCTYPE html>", "");
        page.replace("<meta charset=\"utf-8\">", "<meta charset=\"utf-8\"/>");
        page.replace("content=\"width=device-width\">", "content=\"width=device-width\"/>");
        QXmlStreamReader xml(page);
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement()) {
                QVERIFY(xml.name() != QLatin1String("script"));
                for (const QXmlStreamAttribute &attribute : xml.attributes())
                    QVERIFY2(!attribute.name().startsWith(QLatin1String("on")) && attribute.name() != QLatin1String("href")
                                 && attribute.name() != QLatin1String("src"),
                             qPrintable(attribute.name().toString()));
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    }

private Q_SLOTS:
    void marksWhatDiffers()
    {
        Pipeline before;
        before.name = QStringLiteral("Delays");
        before.nodes.insert(QStringLiteral("read"), node(QStringLiteral("read.csv")));
        Node filter = node(QStringLiteral("table.filter"));
        filter.params.insert(QStringLiteral("condition"), QStringLiteral("x > 1"));
        filter.inputs.insert(QStringLiteral("rows"), {PortRef{QStringLiteral("read"), QStringLiteral("rows")}});
        before.nodes.insert(QStringLiteral("filter"), filter);
        before.nodes.insert(QStringLiteral("old"), node(QStringLiteral("table.sort")));
        before.layout.positions.insert(QStringLiteral("old"), QPointF(0, 0));
        Pipeline after = before;
        after.nodes.remove(QStringLiteral("old"));
        after.layout.positions.clear();
        after.nodes[QStringLiteral("filter")].params.insert(QStringLiteral("condition"), QStringLiteral("x > 2"));
        after.nodes.insert(QStringLiteral("fresh"), node(QStringLiteral("table.limit"), QStringLiteral("<script>alert(1)</script>")));
        after.layout.positions.insert(QStringLiteral("fresh"), QPointF(10, 10));
        const QByteArray page = cli::diffPage(before, after, QStringLiteral("a.json"), QStringLiteral("b & c.json"), embeddedCatalog());
        checkWellFormed(page);
        const QString text = QString::fromUtf8(page);
        QVERIFY(text.contains(QStringLiteral("<g class=\"added\"")));
        QVERIFY(text.contains(QStringLiteral("<g class=\"removed\"")));
        QVERIFY(text.contains(QStringLiteral("<g class=\"changed\"")));
        QVERIFY(text.contains(QStringLiteral("<g class=\"same\"")));
        QVERIFY(text.contains(QStringLiteral("x &gt; 1")) && text.contains(QStringLiteral("x &gt; 2")));
        QVERIFY(text.contains(QStringLiteral("b &amp; c.json")));
        QVERIFY(!text.contains(QStringLiteral("<script>")));
        // The removed node and the new one do not lie on each other.
        static const QRegularExpression places(QStringLiteral("translate\\(([-0-9.]+) ([-0-9.]+)\\)"));
        QList<QPointF> found;
        auto matches = places.globalMatch(text);
        while (matches.hasNext()) {
            const auto match = matches.next();
            const QPointF at(match.captured(1).toDouble(), match.captured(2).toDouble());
            for (const QPointF &other : std::as_const(found))
                QVERIFY(std::abs(other.x() - at.x()) >= 176 || std::abs(other.y() - at.y()) >= 56);
            found.append(at);
        }
        QCOMPARE(found.size(), 4);
    }

    void sameOnesSaySo()
    {
        Pipeline one;
        one.nodes.insert(QStringLiteral("read"), node(QStringLiteral("read.csv")));
        const QByteArray page = cli::diffPage(one, one, QStringLiteral("a"), QStringLiteral("b"), embeddedCatalog());
        checkWellFormed(page);
        QVERIFY(page.contains("They compute the same."));
        checkWellFormed(cli::diffPage({}, {}, {}, {}, embeddedCatalog()));
    }
};

HEADRACE_TEST(TestDiffPage)
#include "test_diff_page.moc"
