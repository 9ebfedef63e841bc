// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/diff_list.h"

#include "widgets/theme/theme.h"

#include <QApplication>

namespace headrace {

DiffList::DiffList(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("diffList"));
    setAccessibleName(tr("Changes"));
    setOpenLinks(false);
    connect(Theme::of(qApp), &Theme::changed, this, &DiffList::draw);
}

void DiffList::setLines(const QList<DiffLine> &lines)
{
    m_lines = lines;
    m_text = lines.isEmpty() ? tr("There is no difference.") : QString();
    draw();
}

void DiffList::say(const QString &text)
{
    m_lines.clear();
    m_text = text;
    draw();
}

void DiffList::draw()
{
    const Tokens &t = Theme::tokens();
    if (m_lines.isEmpty()) {
        setHtml(QStringLiteral("<p style='color:%1'>%2</p>").arg(t.muted.name(), m_text.toHtmlEscaped()));
        return;
    }
    // A sign and a word, not the colour alone.
    const auto sign = [&t](ChangeKind kind) {
        return kind == ChangeKind::Added  ? std::pair(t.ok, QStringLiteral("+"))
            : kind == ChangeKind::Removed ? std::pair(t.bad, QStringLiteral("−"))
                                          : std::pair(t.warning, QStringLiteral("~"));
    };
    QString html = QStringLiteral("<table cellspacing='0' cellpadding='3' width='100%'>");
    for (const DiffLine &line : m_lines) {
        const auto [colour, mark] = sign(line.kind);
        const QString detail = line.kind == ChangeKind::Added ? tr("added")
            : line.kind == ChangeKind::Removed                ? tr("removed")
                                                              : line.detail;
        html += QStringLiteral("<tr><td width='16' style='color:%1;font-weight:600'>%2</td><td><span style='font-weight:600'>%3</span>"
                               " <span style='color:%4'>%5</span></td></tr>")
                    .arg(colour.name(), mark, line.what.toHtmlEscaped(), t.secondary.name(), detail.toHtmlEscaped());
    }
    setHtml(html + QStringLiteral("</table>"));
}

}  // namespace headrace

#include "moc_diff_list.cpp"
