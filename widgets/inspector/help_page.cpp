// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/help_page.h"

#include "engine/pipeline/resolve.h"
#include "models/forms/value_text.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QJsonDocument>
#include <QPushButton>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextList>
#include <QVBoxLayout>

namespace headrace {
namespace {

QString escaped(QString text)
{
    for (const QChar c : QStringLiteral("\\`*_{}[]<>#|"))
        text.replace(c, QLatin1Char('\\') + QString(c));
    return text;
}

QString code(const QString &text)
{
    return text.contains(QLatin1Char('`')) ? escaped(text) : QLatin1Char('`') + text + QLatin1Char('`');
}

void addParams(QString &text, const QList<ParamSpec> &specs, const QString &indent)
{
    for (const ParamSpec &spec : specs) {
        QStringList facts;
        if (spec.required)
            facts << HelpPage::tr("required");
        if (!spec.choices.isEmpty()) {
            QStringList choices;
            for (const QString &choice : spec.choices)
                choices << code(choice);
            facts << choices.join(QStringLiteral(", "));
        }
        if (!spec.defaultValue.isUndefined() && !spec.defaultValue.isArray() && !spec.defaultValue.isObject()
            && !textOfScalar(spec.defaultValue).isEmpty())
            facts << HelpPage::tr("default %1").arg(code(textOfScalar(spec.defaultValue)));
        if (spec.minimum || spec.maximum) {
            const auto number = [](double value) { return textOfValue(QJsonValue(value)); };
            facts << (spec.minimum && spec.maximum ? HelpPage::tr("%1 to %2", "a range").arg(number(*spec.minimum), number(*spec.maximum))
                          : spec.minimum           ? HelpPage::tr("at least %1").arg(number(*spec.minimum))
                                                   : HelpPage::tr("at most %1").arg(number(*spec.maximum)));
        }
        if (!spec.unit.isEmpty())
            facts << catalogText(spec.unit);
        text += QStringLiteral("%1- **%2** %3").arg(indent, escaped(titleOf(spec)), code(spec.name));
        if (!facts.isEmpty())
            text += QStringLiteral(" · ") + facts.join(QStringLiteral(" · "));
        // Two spaces break the line within the item.
        if (!spec.doc.isEmpty())
            text += QStringLiteral("  \n%1  %2").arg(indent, catalogText(spec.doc).simplified());
        text += QLatin1Char('\n');
        addParams(text, spec.fields, indent + QStringLiteral("    "));
    }
}

/// Markdown with the spacing and sizes of the panel instead of a page's.
void layOut(QTextDocument *document, const QString &markdown)
{
    document->setMarkdown(markdown);
    document->setIndentWidth(14);
    document->setDocumentMargin(0);
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        if (format.headingLevel() > 0) {
            format.setTopMargin(16);
            format.setBottomMargin(4);
            cursor.select(QTextCursor::BlockUnderCursor);
            QTextCharFormat title;
            title.setFont(uiFont(0, QFont::DemiBold));
            title.setProperty(QTextFormat::FontSizeAdjustment, 0);
            cursor.mergeCharFormat(title);
        } else if (format.hasProperty(QTextFormat::BlockCodeLanguage) || format.nonBreakableLines()
                   || format.hasProperty(QTextFormat::BlockCodeFence)) {
            format.setNonBreakableLines(false);
            cursor.select(QTextCursor::BlockUnderCursor);
            QTextCharFormat plain;
            plain.setFont(monoFont(-2));
            cursor.mergeCharFormat(plain);
        } else {
            format.setTopMargin(block.textList() ? 4 : 0);
            format.setBottomMargin(4);
        }
        cursor.setBlockFormat(format);
    }
    // Words set as code in a line.
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (it.fragment().charFormat().fontFixedPitch()) {
                QTextCursor cursor(document);
                cursor.setPosition(it.fragment().position());
                cursor.setPosition(it.fragment().position() + it.fragment().length(), QTextCursor::KeepAnchor);
                QTextCharFormat mono = it.fragment().charFormat();
                mono.setFont(monoFont(-2));
                cursor.setCharFormat(mono);
                break;
            }
}

}  // namespace

QString helpText(const OperatorSpec &spec)
{
    QString text = catalogText(spec.doc) + QStringLiteral("\n\n");
    const auto ports = [&text](const QString &heading, const QList<PortSpec> &list) {
        if (list.isEmpty())
            return;
        text += QStringLiteral("### %1\n\n").arg(heading);
        for (const PortSpec &port : list)
            text += QStringLiteral("- **%1** (%2) %3\n").arg(escaped(port.name), toString(port.type), catalogText(port.doc));
        text += QLatin1Char('\n');
    };
    ports(HelpPage::tr("Inputs"), spec.inputs);
    ports(HelpPage::tr("Outputs"), spec.outputs);
    if (!spec.params.isEmpty()) {
        text += QStringLiteral("### %1\n\n").arg(HelpPage::tr("Parameters"));
        addParams(text, spec.params, {});
    }
    // The example's own node, as it stands in a file.
    for (const QJsonValue &value : spec.example.value(QLatin1String("nodes")).toObject()) {
        const QJsonObject node = value.toObject();
        if (node.value(QLatin1String("op")).toString() != spec.id)
            continue;
        const QJsonObject params = node.value(QLatin1String("params")).toObject();
        if (!params.isEmpty())
            text += QStringLiteral("\n### %1\n\n```\n%2```\n")
                        .arg(HelpPage::tr("Example"), QString::fromUtf8(QJsonDocument(params).toJson(QJsonDocument::Indented)));
        break;
    }
    return text;
}

HelpPage::HelpPage(QWidget *parent) : QWidget(parent), m_text(new QTextBrowser(this)), m_insert(new QPushButton(tr("Insert example"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 4, 12);
    column->setSpacing(8);
    m_text->setOpenExternalLinks(true);
    m_text->setAccessibleName(tr("Help"));
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_text, 1);
    setThemeIcon(m_insert, QStringLiteral("plus"), IconRole::Text);
    m_insert->setToolTip(tr("Adds the example's nodes to this pipeline"));
    column->addWidget(m_insert, 0, Qt::AlignLeft);
    connect(m_insert, &QPushButton::clicked, this, [this] { Q_EMIT insertExampleRequested(m_shown); });
    if (Theme *theme = Theme::of(qApp))
        connect(theme, &Theme::changed, this, [this] { m_shown.clear(); });
}

void HelpPage::show(const OperatorSpec *spec, const QString &operatorId)
{
    if (m_shown == operatorId)
        return;
    m_shown = operatorId;
    m_insert->setVisible(spec && !spec->example.isEmpty());
    if (spec)
        layOut(m_text->document(), helpText(*spec));
    else
        m_text->setPlainText(
            operatorId == QLatin1String(kSubpipelineOperator)
                ? tr("A subpipeline is a node that holds a pipeline, with ports and parameters of its own. Enter or a double "
                     "click goes into it; its parts are computed as if they stood outside.")
                : tr("This version does not know the operator '%1'.").arg(operatorId));
}

}  // namespace headrace

#include "moc_help_page.cpp"
