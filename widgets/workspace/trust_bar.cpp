// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/workspace/trust_bar.h"

#include "models/trust/trust_gate.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace headrace {
namespace {

constexpr int kPaneHeight = 200;

}  // namespace

TrustBar::TrustBar(TrustGate *gate, QWidget *parent) : QFrame(parent), m_gate(gate)
{
    setObjectName(QStringLiteral("trustBar"));
    setProperty("kind", QStringLiteral("card"));
    auto *sign = new QToolButton(this);
    sign->setEnabled(true);
    sign->setFocusPolicy(Qt::NoFocus);
    sign->setAttribute(Qt::WA_TransparentForMouseEvents);
    setThemeIcon(sign, QStringLiteral("shield-alert"), IconRole::Accent);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("trustText"));
    m_text->setWordWrap(true);
    m_details = new QPushButton(tr("Show"), this);
    m_details->setObjectName(QStringLiteral("trustDetails"));
    m_details->setProperty("kind", QStringLiteral("flat"));
    m_details->setCheckable(true);
    auto *no = new QPushButton(tr("Not now"), this);
    no->setObjectName(QStringLiteral("trustNo"));
    no->setProperty("kind", QStringLiteral("flat"));
    m_yes = new QPushButton(this);
    m_yes->setObjectName(QStringLiteral("trustYes"));
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace);
    row->addWidget(sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_details);
    row->addWidget(no);
    row->addWidget(m_yes);

    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("trustList"));
    m_list->setAccessibleName(tr("What is asked for"));
    m_list->setFixedWidth(280);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setIconSize(QSize(metrics::kIcon, metrics::kIcon));
    m_script = new QPlainTextEdit(this);
    m_script->setObjectName(QStringLiteral("trustScript"));
    m_script->setAccessibleName(tr("Text of the script"));
    m_script->setReadOnly(true);
    m_script->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_pane = new QWidget(this);
    m_pane->setFixedHeight(kPaneHeight);
    auto *pane = new QHBoxLayout(m_pane);
    pane->setContentsMargins(0, 8, 0, 0);
    pane->setSpacing(metrics::kSpace);
    pane->addWidget(m_list);
    pane->addWidget(m_script, 1);
    m_pane->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_pane);

    connect(m_details, &QPushButton::toggled, this, [this](bool shown) {
        m_pane->setVisible(shown);
        m_details->setText(shown ? tr("Hide") : tr("Show"));
        if (shown && m_list->currentRow() < 0)
            m_list->setCurrentRow(0);
    });
    connect(m_list, &QListWidget::currentRowChanged, this, &TrustBar::showRow);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        m_asked = true;
        m_yes->setEnabled(false);
        m_gate->grant();
    });
    connect(no, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    connect(gate, &TrustGate::checked, this, &TrustBar::refresh);
    const auto dress = [this] {
        m_script->setFont(monoFont());
        for (int i = 0; i < m_list->count(); ++i)
            m_list->item(i)->setIcon(icon(m_list->item(i)->data(Qt::UserRole).toString(), Theme::tokens().secondary));
    };
    connect(Theme::of(qApp), &Theme::changed, this, dress);
    connect(gate, &TrustGate::checked, this, dress);
    refresh();
    dress();
}

void TrustBar::refresh()
{
    m_yes->setEnabled(true);
    if (m_gate->isClear()) {
        hide();
        if (std::exchange(m_asked, false))
            Q_EMIT granted();
        return;
    }
    const int scripts = int(m_gate->scripts().size());
    int reads = 0, writes = 0;
    for (const OutsidePath &path : m_gate->paths())
        ++(path.writes ? writes : reads);
    QStringList parts;
    if (scripts > 0)
        parts << (scripts == 1 ? tr("runs a script you have not trusted yet")
                               : tr("runs %n scripts you have not trusted yet", nullptr, scripts));
    if (reads > 0)
        parts << (reads == 1 ? tr("reads a file outside its workspace") : tr("reads %n files outside its workspace", nullptr, reads));
    if (writes > 0)
        parts << (writes == 1 ? tr("writes a file outside its workspace") : tr("writes %n files outside its workspace", nullptr, writes));
    m_text->setText(tr("This pipeline %1.").arg(parts.join(tr(" and "))));
    m_yes->setText(scripts == 0 ? tr("Allow") : m_gate->paths().isEmpty() ? tr("Trust") : tr("Trust and allow"));

    m_list->clear();
    for (const UntrustedScript &script : m_gate->scripts()) {
        auto *item = new QListWidgetItem(script.file.isEmpty() ? tr("Code of %1").arg(script.node) : script.file, m_list);
        item->setData(Qt::UserRole, QStringLiteral("file-code"));
        item->setToolTip(tr("SHA-256 %1").arg(script.sha256));
    }
    for (const OutsidePath &path : m_gate->paths()) {
        auto *item = new QListWidgetItem(path.absolute, m_list);
        item->setData(Qt::UserRole, path.writes ? QStringLiteral("file-output") : QStringLiteral("file"));
        item->setToolTip(path.absolute);
    }
    if (m_pane->isVisible())
        m_list->setCurrentRow(0);
    show();
}

void TrustBar::showRow(int row)
{
    m_script->clear();
    const auto scripts = m_gate->scripts();
    const auto paths = m_gate->paths();
    if (row < 0)
        return;
    if (row < scripts.size()) {
        m_gate->readScript(scripts[row], [this, row](const Result<QByteArray> &text) {
            if (m_list->currentRow() == row)
                m_script->setPlainText(text ? QString::fromUtf8(*text) : text.error().text + QLatin1Char(' ') + text.error().hint);
        });
        return;
    }
    if (const qsizetype at = row - scripts.size(); at < paths.size()) {
        const OutsidePath &path = paths[at];
        m_script->setPlainText(
            (path.writes ? tr("'%1' writes %2") : tr("'%1' reads %2")).arg(path.node.isEmpty() ? path.parameter : path.node, path.path)
            + QStringLiteral("\n\n") + path.absolute);
    }
}

}  // namespace headrace

#include "moc_trust_bar.cpp"
