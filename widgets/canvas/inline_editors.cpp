// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/inline_editors.h"

#include "widgets/canvas/canvas_view.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace headrace {
namespace {

/// Watches an editor: ends it once, with or without its text.
class EndOfEditing : public QObject
{
public:
    EndOfEditing(QWidget *editor, CanvasView *view, bool lines, std::function<QString()> text, std::function<void(const QString &)> take)
        : QObject(editor), m_editor(editor), m_view(view), m_lines(lines), m_text(std::move(text)), m_take(std::move(take))
    {
        setObjectName(QStringLiteral("endOfEditing"));
        editor->installEventFilter(this);
        // What it lies on moves away under it, or is another pipeline's.
        connect(view, &CanvasView::viewChanged, this, [this] { end(true, false); });
        connect(view, &CanvasView::documentChanged, this, [this] { end(false, false); });
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::FocusOut) {
            const auto reason = static_cast<QFocusEvent *>(event)->reason();
            if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
                end(true, false);
        } else if (event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
            if (key->key() == Qt::Key_Escape) {
                end(false, true);
                return true;
            }
            if (enter && (!m_lines || key->modifiers().testFlag(Qt::ControlModifier))) {
                end(true, true);
                return true;
            }
            if (key->key() == Qt::Key_Tab && !m_lines) {
                end(true, true);
                return true;
            }
        }
        return false;
    }

private:
    void end(bool taken, bool focusBack)
    {
        if (std::exchange(m_ended, true))
            return;
        const QString text = m_text();
        const auto take = m_take;
        m_editor->hide();
        if (focusBack)
            m_view->setFocus(Qt::OtherFocusReason);
        m_editor->deleteLater();
        if (taken)
            take(text);
    }

    QWidget *m_editor;
    CanvasView *m_view;
    bool m_lines;
    std::function<QString()> m_text;
    std::function<void(const QString &)> m_take;
    bool m_ended = false;
};

QRect placeOf(const CanvasView *view, const QRectF &scene, QSize least)
{
    const QRect place = QRectF(view->mapFromScene(scene.topLeft()), view->mapFromScene(scene.bottomRight())).toAlignedRect();
    return {place.topLeft(), place.size().expandedTo(least)};
}

}  // namespace

void editLine(CanvasView *view, const QRectF &scene, const QString &text, const QString &name, std::function<void(const QString &)> take)
{
    auto *field = new QLineEdit(text, view);
    field->setObjectName(QStringLiteral("inlineField"));
    field->setAccessibleName(name);
    field->setFont(uiFont(0, QFont::DemiBold));
    field->setCursor(Qt::IBeamCursor);
    field->setMaxLength(200);
    field->setGeometry(placeOf(view, scene, {120, 28}));
    field->selectAll();
    new EndOfEditing(
        field, view, false, [field] { return field->text().simplified(); }, std::move(take));
    field->show();
    field->setFocus(Qt::OtherFocusReason);
}

void editText(CanvasView *view, const QRectF &scene, const QString &text, const QString &name, std::function<void(const QString &)> take)
{
    auto *editor = new QPlainTextEdit(text, view);
    editor->setObjectName(QStringLiteral("inlineText"));
    editor->setAccessibleName(name);
    editor->setPlaceholderText(CanvasView::tr("Markdown: **bold**, # title, - list"));
    editor->setTabChangesFocus(true);
    editor->setFont(uiFont(-1));
    editor->viewport()->setCursor(Qt::IBeamCursor);
    editor->setGeometry(placeOf(view, scene, {200, 80}));
    new EndOfEditing(
        editor, view, true, [editor] { return editor->toPlainText(); }, std::move(take));
    editor->show();
    editor->setFocus(Qt::OtherFocusReason);
    editor->moveCursor(QTextCursor::End);
}

}  // namespace headrace
