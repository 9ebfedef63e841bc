// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/line_fields.h"

#include "engine/pipeline/check.h"
#include "models/forms/value_text.h"
#include "widgets/forms/value_edit.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

namespace headrace {

LineField::LineField(const ParamSpec &spec, FormContext *context, QWidget *parent)
    : Field(spec, context, parent), m_edit(new ValueEdit(this))
{
    watch(m_edit);
    m_edit->setAccessibleName(titleOf(spec));
    if (!spec.example.isEmpty())
        m_edit->setPlaceholderText(spec.example);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { change(valueOf(text), true); });
}

QString LineField::textOf(const QJsonValue &value) const
{
    return textOfValue(value);
}

void LineField::showValue(const QJsonValue &value)
{
    m_edit->replaceText(textOf(value));
}

void LineField::showHint(const QString &unit, bool isDefault)
{
    // The hint of a default goes when another text stands there.
    QString word = isDefault ? tr("default") : QString();
    if (isBound()) {
        const auto parameters = context()->parameters();
        const auto it = parameters.constFind(referredParameter(value()));
        word = it == parameters.cend() ? QString() : tr("now %1", "value of a bound parameter").arg(textOfValue(it->defaultValue));
    }
    QStringList hints;
    if (!unit.isEmpty() && !word.isEmpty())
        hints << unit + QStringLiteral(" · ") + word;
    if (!word.isEmpty())
        hints << word;
    if (!unit.isEmpty())
        hints << unit;
    m_edit->setHints(hints);
}

NumberField::NumberField(const ParamSpec &spec, FormContext *context, QWidget *parent) : LineField(spec, context, parent)
{
    setEditor(m_edit);
}

QJsonValue NumberField::valueOf(const QString &text) const
{
    return numberOfText(text);
}

void NumberField::step(int steps)
{
    const QJsonValue now = effective();
    if (!now.isDouble() && !now.isUndefined())
        return;
    const double from = now.isDouble() ? now.toDouble() : spec().minimum.value_or(0);
    const double next = now.isDouble() ? steppedValue(spec(), from, steps) : from;
    const QJsonValue value = next == std::floor(next) && std::abs(next) < 9e15 ? QJsonValue(qint64(next)) : QJsonValue(next);
    m_edit->setText(textOfValue(value));
    change(value, true);
}

bool NumberField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int by = key->modifiers() & Qt::ShiftModifier ? 10 : 1;
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
            step(key->key() == Qt::Key_Up ? by : -by);
            return true;
        }
    } else if (event->type() == QEvent::Wheel && m_edit->hasFocus()) {
        // Only in the field that has the keyboard: the wheel scrolls the form everywhere else.
        step(static_cast<QWheelEvent *>(event)->angleDelta().y() > 0 ? 1 : -1);
        return true;
    }
    return LineField::eventFilter(watched, event);
}

TextField::TextField(const ParamSpec &spec, FormContext *context, QWidget *parent) : LineField(spec, context, parent)
{
    setEditor(m_edit);
}

QJsonValue TextField::valueOf(const QString &text) const
{
    // An emptied field has no value; where that would bring the default back, the empty text is one.
    if (text.isEmpty() && spec().defaultValue.isUndefined())
        return QJsonValue(QJsonValue::Undefined);
    return text;
}

PathField::PathField(const ParamSpec &spec, FormContext *context, QWidget *parent) : LineField(spec, context, parent)
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(m_edit, 1);
    auto *button = new QToolButton(row);
    button->setProperty("kind", QStringLiteral("icon"));
    button->setAccessibleName(tr("Choose a file for %1").arg(titleOf(spec)));
    button->setToolTip(tr("Choose a file"));
    button->setFixedSize(metrics::kControl, metrics::kControl);
    setThemeIcon(button, QStringLiteral("folder-open"), IconRole::Secondary);
    connect(button, &QToolButton::clicked, this, &PathField::browse);
    watch(button);
    line->addWidget(button);
    row->setFocusProxy(m_edit);
    m_edit->setAcceptDrops(true);
    setRow(row);
    m_edit->setAccessibleName(titleOf(spec));
}

QJsonValue PathField::valueOf(const QString &text) const
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

void PathField::addToMenu(QMenu *menu)
{
    const auto parameters = context()->parameters();
    for (auto it = parameters.cbegin(); it != parameters.cend(); ++it)
        menu->addAction(tr("Insert ${%1}").arg(it.key()), this, [this, name = it.key()] {
            m_edit->insert(QStringLiteral("${%1}").arg(name));
            change(valueOf(m_edit->text()), false);
        });
    menu->addAction(tr("Choose a folder…"), this, [this] {
        auto *dialog = new QFileDialog(window(), tr("Choose a folder"), context()->folder());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, &PathField::take);
        dialog->open();
    });
}

void PathField::browse()
{
    const QString folder = context()->folder();
    const QFileInfo now(QDir(folder), m_edit->text());
    auto *dialog = new QFileDialog(window(), titleOf(spec()), now.dir().exists() ? now.absolutePath() : folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(spec().writes ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(spec().writes ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    // Whether a file may be replaced is the operator's own parameter, asked when it is written.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    if (now.exists())
        dialog->selectFile(now.fileName());
    connect(dialog, &QFileDialog::fileSelected, this, &PathField::take);
    dialog->open();
}

void PathField::take(const QString &absolutePath)
{
    const QString text = context()->pathFor(absolutePath);
    Q_EMIT context()->pathChosen(absolutePath);
    m_edit->setText(text);
    change(text, false);
}

bool PathField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove)) {
        auto *drag = static_cast<QDragMoveEvent *>(event);
        if (drag->mimeData()->hasUrls() && drag->mimeData()->urls().first().isLocalFile()) {
            drag->acceptProposedAction();
            return true;
        }
    }
    if (watched == m_edit && event->type() == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event);
        if (drop->mimeData()->hasUrls() && drop->mimeData()->urls().first().isLocalFile()) {
            drop->acceptProposedAction();
            take(drop->mimeData()->urls().first().toLocalFile());
            return true;
        }
    }
    return LineField::eventFilter(watched, event);
}

SecretField::SecretField(const ParamSpec &spec, FormContext *context, QWidget *parent) : LineField(spec, context, parent)
{
    m_edit->setLeadingIcon(QStringLiteral("lock"));
    m_edit->setPlaceholderText(tr("Name of a stored secret"));
    setEditor(m_edit);
}

QJsonValue SecretField::valueOf(const QString &text) const
{
    const QString name = text.trimmed();
    return name.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(QJsonObject{{QStringLiteral("$secret"), name}});
}

QString SecretField::textOf(const QJsonValue &value) const
{
    return value.toObject().value(QLatin1String("$secret")).toString();
}

LongTextField::LongTextField(const ParamSpec &spec, FormContext *context, QWidget *parent)
    : Field(spec, context, parent), m_edit(new QPlainTextEdit(this))
{
    m_edit->setFont(monoFont(-1));
    m_edit->setTabChangesFocus(true);
    m_edit->setUndoRedoEnabled(false);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setPlaceholderText(spec.example);
    watch(m_edit);
    setEditor(m_edit);
    const auto fit = [this] {
        const int lines = std::clamp(m_edit->document()->blockCount() + 1, 3, 9);
        m_edit->setFixedHeight(lines * m_edit->fontMetrics().lineSpacing() + 20);
    };
    fit();
    connect(m_edit->document(), &QTextDocument::blockCountChanged, this, fit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        const QString text = m_edit->toPlainText();
        change(text.isEmpty() && this->spec().defaultValue.isUndefined() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text), true);
    });
}

void LongTextField::showValue(const QJsonValue &value)
{
    const QString text = textOfValue(value);
    if (m_edit->toPlainText() == text)
        return;
    const QSignalBlocker quiet(m_edit);
    const int at = m_edit->textCursor().position();
    m_edit->setPlainText(text);
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(std::min<int>(at, int(text.size())));
    m_edit->setTextCursor(cursor);
}

}  // namespace headrace

#include "moc_line_fields.cpp"
