// SPDX-License-Identifier: GPL-3.0-or-later
// A whole window over a folder of its own, for tests that work it by mouse and keyboard. Window's thread.
#pragma once

#include "app/workbench/compose_perspective.h"
#include "app/workbench/main_window.h"
#include "app/workbench/message_bar.h"
#include "engine/catalog/operator_spec.h"
#include "models/session/document_session.h"
#include "models/settings/settings.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_view.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace headrace::tests {

inline const char *const kPeople
    = "{\"headrace\": 1, \"name\": \"People\", \"nodes\": {"
      "\"people\": {\"op\": \"read.inline\", \"version\": 1, \"params\": {\"csv\": \"name,age\\nAda,36\\nAlan,41\\nGrace,85\\n\"}},"
      "\"old\": {\"op\": \"table.filter\", \"version\": 1, \"inputs\": {\"rows\": \"people:rows\"}, \"params\": {\"condition\": \"age > "
      "40\"}}}}";

class WindowFixture
{
public:
    WindowFixture()
    {
        qputenv("HEADRACE_HOME", file(QStringLiteral("home")).toUtf8());
        settings = std::make_unique<Settings>(file(QStringLiteral("settings.ini")));
        window = std::make_unique<MainWindow>(embeddedCatalog(), settings.get());
        window->resize(1280, 800);
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get()))
            qFatal("the window does not show");
        window->activateWindow();
    }

    QString file(const QString &name) const { return folder.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile out(file(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(name));
        return file(name);
    }
    DocumentSession *session() const { return window->compose()->current(); }
    PipelineDocument *document() const { return session() ? session()->document() : nullptr; }
    CanvasView *canvas() const { return window->compose()->currentCanvas(); }
    QAction *action(const char *id) const { return window->actions()->find(QLatin1String(id)); }
    /// Presses the shortcut of an action.
    void press(const char *id) const
    {
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window does not become active");
        const QKeyCombination keys = action(id)->shortcut()[0];
        QTest::keyClick(window.get(), keys.key(), keys.keyboardModifiers());
    }
    /// A button that can be seen, in any window.
    void clickButton(const QString &text) const
    {
        if (!QTest::qWaitFor([&] { return button(text) != nullptr; }, 15000))
            qFatal("there is no button '%s'", qPrintable(text));
        QTest::mouseClick(button(text), Qt::LeftButton);
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *each : window->findChildren<QPushButton *>())
            if (each->isVisible() && each->text().trimmed() == text)
                return each;
        return nullptr;
    }
    /// What the message bar says; empty where it is hidden.
    QString message() const
    {
        const MessageBar *bar = window->messages();
        return bar->isVisible() ? bar->findChild<QLabel *>()->text() : QString();
    }
    /// Sets a node's condition, as one step of undo.
    void setCondition(const QString &node, const QString &condition) const
    {
        if (!document()->apply({SetNodeParam{node, QStringLiteral("condition"), condition}}, QStringLiteral("Change the condition")))
            qFatal("the condition cannot be set");
    }
    /// For eyes: pictures of a test where HEADRACE_SHOTS names a folder.
    static void shot(QWidget *widget, const QString &name)
    {
        if (const QString shots = qEnvironmentVariable("HEADRACE_SHOTS"); !shots.isEmpty())
            widget->grab().save(shots + QLatin1Char('/') + name + QStringLiteral(".png"));
    }

    QTemporaryDir folder;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<MainWindow> window;
};

}  // namespace headrace::tests
