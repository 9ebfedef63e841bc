// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lineage/lineage_facts.h"

#include "models/summary/node_summary.h"
#include "widgets/lineage/lineage_painter.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLocale>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace headrace {

namespace {

QString factRow(const QString &name, const QString &value, bool mono = false)
{
    if (value.isEmpty())
        return {};
    return QStringLiteral("<tr><td style='color:%1'>%2&nbsp;&nbsp;</td><td%4>%3</td></tr>")
        .arg(Theme::tokens().secondary.name(), name.toHtmlEscaped(), value.toHtmlEscaped(),
             mono ? QStringLiteral(" style='font-family:JetBrains Mono'") : QString());
}

QString heading(const QString &text)
{
    return QStringLiteral("<p style='margin-top:12px; margin-bottom:4px'><b>%1</b></p>").arg(text.toHtmlEscaped());
}

QString link(const QString &target, const QString &text)
{
    return QStringLiteral("<a href='%1' style='color:%2; text-decoration:none'>%3</a>")
        .arg(target, Theme::tokens().accent.name(), text.toHtmlEscaped());
}

/// A long digest in pieces that can be broken.
QString digestInPieces(const QString &digest)
{
    QString text;
    for (qsizetype at = 0; at < digest.size(); at += 16)
        text += (at ? QStringLiteral(" ") : QString()) + digest.mid(at, 16);
    return text;
}

}  // namespace

LineageFacts::LineageFacts(LineageExplorer *explorer, const Catalog &catalog, QWidget *parent)
    : QWidget(parent),
      m_explorer(explorer),
      m_catalog(catalog),
      m_icon(new QLabel),
      m_title(new QLabel),
      m_kind(new QLabel),
      m_text(new QTextBrowser)
{
    setProperty("kind", QStringLiteral("bar"));
    setAttribute(Qt::WA_StyledBackground);
    m_title->setProperty("kind", QStringLiteral("title"));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_kind->setProperty("kind", QStringLiteral("secondary"));
    m_icon->setFixedSize(18, 18);
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Facts of what is chosen"));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_kind);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 10, 12, 8);
    head->setSpacing(8);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    auto *line = new QFrame;
    line->setProperty("kind", QStringLiteral("line"));
    line->setFixedHeight(1);
    layout->addWidget(line);
    m_text->document()->setDocumentMargin(12);
    layout->addWidget(m_text, 1);
    connect(explorer, &LineageExplorer::pictureChanged, this, &LineageFacts::refresh);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        const QStringList parts = url.toString().split(QLatin1Char('/'));
        if (parts.size() == 2)
            Q_EMIT chosen({parts[0].toInt(), parts[1].toInt()});
    });
    refresh();
}

void LineageFacts::refresh()
{
    const int number = m_explorer->view().focus.thing;
    const LineageGraph &graph = m_explorer->graph();
    if (number < 0 || number >= int(graph.things.size())) {
        m_icon->hide();
        m_title->setText(tr("Nothing chosen"));
        m_kind->setText(tr("Choose a card or one of its columns."));
        m_text->clear();
        return;
    }
    const LineageThing &thing = graph.things[size_t(number)];
    const Tokens &t = Theme::tokens();
    m_icon->show();
    m_icon->setPixmap(icon(iconOfThing(thing, m_catalog), hueOfThing(thing, m_catalog, t)).pixmap(18, 18));
    m_title->setText(QFontMetrics(m_title->font()).elidedText(thing.title, Qt::ElideMiddle, 220));
    m_title->setToolTip(thing.title);
    const OperatorSpec *spec = m_catalog.find(thing.op);
    static constexpr const char *kKinds[] = {QT_TR_NOOP("File that is read"), QT_TR_NOOP("Step"), QT_TR_NOOP("File that was written"),
                                             QT_TR_NOOP("Model"), QT_TR_NOOP("Metrics")};
    m_kind->setText(tr(kKinds[int(thing.kind)]) + (spec && !spec->title.isEmpty() ? QStringLiteral(" · ") + spec->title : QString()));

    QString html = QStringLiteral("<table cellpadding=1>");
    html += factRow(tr("Node"), thing.node);
    html += factRow(tr("Path"), thing.path);
    for (const auto &[port, rows] : thing.rows)
        html += factRow(thing.rows.size() > 1 ? tr("Rows, %1").arg(port) : tr("Rows"), QLocale().toString(rows), true);
    if (thing.bytes)
        html += factRow(tr("Size"), QLocale().formattedDataSize(*thing.bytes));
    html += factRow(tr("Status"), thing.status);
    if (!thing.content.isEmpty())
        html += factRow(thing.contentKind == QLatin1String("recipe") ? tr("Recipe") : tr("Content"),
                        thing.contentKind == QLatin1String("recipe") ? digestInPieces(thing.content)
                                                                     : thing.contentKind + QLatin1Char(' ') + digestInPieces(thing.content),
                        true);
    const QJsonObject training = thing.facts.value(QStringLiteral("training")).toObject();
    html += factRow(tr("Estimator"), thing.facts.value(QStringLiteral("estimator")).toString());
    html += factRow(tr("Library"), training.value(QStringLiteral("library")).toString());
    if (training.contains(QStringLiteral("rows")))
        html += factRow(tr("Trained on"), tr("%1 rows").arg(QLocale().toString(training.value(QStringLiteral("rows")).toInteger())));
    html += QStringLiteral("</table>");
    html += schemaOf(thing, number);
    html += versionsOf(thing, number);
    m_text->setHtml(html);
}

QString LineageFacts::schemaOf(const LineageThing &thing, int number) const
{
    if (thing.columns.isEmpty())
        return {};
    const ColumnRef focus = m_explorer->view().focus;
    QString html = heading(thing.kind == ThingKind::Metrics ? tr("Metrics") : tr("Columns · %1").arg(thing.columns.size()));
    html += QStringLiteral("<table cellpadding=1 width='100%'>");
    for (int column = 0; column < int(thing.columns.size()); ++column) {
        const LineageColumn &one = thing.columns[column];
        const QString name = link(QStringLiteral("%1/%2").arg(number).arg(column), one.name);
        html += QStringLiteral("<tr><td>%1</td><td align='right' style='color:%2; font-family:JetBrains Mono'>%3</td></tr>")
                    .arg(focus.thing == number && focus.column == column ? QStringLiteral("<b>%1</b>").arg(name) : name,
                         Theme::tokens().muted.name(), (one.value.isEmpty() ? one.type : one.value).toHtmlEscaped());
        if (!one.expression.isEmpty())
            html += QStringLiteral("<tr><td colspan=2 style='font-family:JetBrains Mono; color:%1'>&nbsp;&nbsp;= %2</td></tr>")
                        .arg(Theme::tokens().secondary.name(), one.expression.toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

QString LineageFacts::versionsOf(const LineageThing &thing, int number) const
{
    const LineageGraph &graph = m_explorer->graph();
    const std::vector<int> versions = graph.families.value(thing.family);
    if (versions.size() < 2)
        return {};
    QString html = heading(tr("Versions · %1").arg(versions.size())) + QStringLiteral("<table cellpadding=1>");
    int listed = 0;
    for (const int version : versions) {
        if (++listed > 20)
            break;
        const LineageThing &one = graph.things[size_t(version)];
        const LineageRun &run = graph.runs[one.runs.front()];
        const QString text = one.contentInWords();
        html += QStringLiteral("<tr><td style='font-family:JetBrains Mono'>%1&nbsp;&nbsp;</td><td style='color:%2'>%3</td></tr>")
                    .arg(version == number ? QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped())
                                           : link(QStringLiteral("%1/-1").arg(version), text),
                         Theme::tokens().secondary.name(),
                         QLocale().toString(QDateTime::fromMSecsSinceEpoch(run.startMs), QLocale::ShortFormat).toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

}  // namespace headrace

#include "moc_lineage_facts.cpp"
