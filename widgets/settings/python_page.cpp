// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/python_page.h"

#include "models/settings/settings.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace headrace {

PythonPage::PythonPage(Settings *settings, QWidget *parent) : SettingsPage(tr("Python"), parent), m_settings(settings)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace);
    m_path = new QLineEdit(settings->python(), row);
    m_path->setObjectName(QStringLiteral("pythonPath"));
    m_path->setAccessibleName(tr("Python interpreter"));
    m_path->setPlaceholderText(tr("The workspace's, else python3"));
    auto *choose = new QPushButton(tr("Choose"), row);
    choose->setAutoDefault(false);
    m_look = new QPushButton(tr("Check"), row);
    m_look->setObjectName(QStringLiteral("pythonCheck"));
    m_look->setAutoDefault(false);
    layout->addWidget(m_path, 1);
    layout->addWidget(choose);
    layout->addWidget(m_look);
    row->setFocusProxy(m_path);
    addRow(tr("Interpreter for Python steps"), row,
           tr("A step runs in this interpreter with your rights and your packages, once you trust its script. A workspace can name "
              "its own in .headrace/settings.json."));
    m_result = new QLabel(this);
    m_result->setObjectName(QStringLiteral("pythonResult"));
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::RichText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addWidget(m_result);
    addStretch();

    connect(m_path, &QLineEdit::textChanged, settings, &Settings::setPython);
    connect(m_path, &QLineEdit::textChanged, this, [this] {
        m_found.reset();
        say();
    });
    connect(m_path, &QLineEdit::returnPressed, this, &PythonPage::check);
    connect(choose, &QPushButton::clicked, this, &PythonPage::browse);
    connect(m_look, &QPushButton::clicked, this, &PythonPage::check);
    const auto take = [this](const Result<PythonFacts> &found) {
        m_look->setEnabled(true);
        m_found = found;
        say();
    };
    connect(&m_check, &PythonCheck::found, this, take);
    connect(&m_check, &PythonCheck::failed, this, take);
    connect(Theme::of(qApp), &Theme::changed, this, &PythonPage::say);
}

void PythonPage::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a Python interpreter"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    if (const QString path = m_path->text(); path.contains(QLatin1Char('/')))
        dialog->selectFile(path);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_path->setText(path);
        check();
    });
    dialog->open();
}

void PythonPage::check()
{
    m_look->setEnabled(false);
    m_found.reset();
    m_result->setText(tr("Asking the interpreter…"));
    m_check.start(m_path->text().trimmed());
}

void PythonPage::say()
{
    const Tokens &t = Theme::tokens();
    if (!m_found) {
        m_result->clear();
        return;
    }
    if (!*m_found) {
        const Error &error = m_found->error();
        m_result->setText(QStringLiteral("<span style='color:%1'>✗ %2</span> %3")
                              .arg(t.bad.name(), error.text.toHtmlEscaped(), error.hint.toHtmlEscaped()));
        return;
    }
    const PythonFacts &facts = **m_found;
    QString html = QStringLiteral("<p><span style='color:%1'>✓</span> %2<br><span style='color:%3'>%4</span></p><table cellpadding='2'>")
                       .arg(t.ok.name(), tr("Python %1").arg(facts.version.toHtmlEscaped()), t.muted.name(),
                            facts.executable.toHtmlEscaped());
    for (auto package = facts.packages.cbegin(); package != facts.packages.cend(); ++package) {
        const bool there = !package->isEmpty();
        html += QStringLiteral("<tr><td style='color:%1'>%2</td><td>%3&nbsp;&nbsp;</td><td style='color:%4'>%5</td></tr>")
                    .arg((there ? t.ok : t.warning).name(), there ? QStringLiteral("✓") : QStringLiteral("–"),
                         package.key().toHtmlEscaped(), t.secondary.name(), there ? package->toHtmlEscaped() : tr("not installed"));
    }
    m_result->setText(html + QStringLiteral("</table>"));
}

}  // namespace headrace

#include "moc_python_page.cpp"
