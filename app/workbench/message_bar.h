// SPDX-License-Identifier: GPL-3.0-or-later
// A bar under the top bar that says something and offers what to do, where others would open a box.
#pragma once

#include "engine/base/result.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace headrace {

/// Shows one message at a time, the newest; hidden without one. Window's thread.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    enum class Tone { Info, Warning, Bad };
    struct Choice {
        QString text;
        std::function<void()> run;
        bool primary = false;
        bool stays = false;  ///< the message stands until something else ends it
    };
    /// Choices close the bar unless they stay. `key`: a later message with the same key takes its place; clear(key) takes it away.
    void show(Tone tone, const QString &text, const QList<Choice> &choices = {}, const QString &key = {});
    void show(const Error &error, const QString &key = {});
    void clear(const QString &key);
    /// Whether a message with this key stands, seen or below others.
    bool shows(const QString &key) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Message {
        Tone tone;
        QString text;
        QList<Choice> choices;
        QString key;
    };
    void refresh();
    QList<Message> m_messages;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
};

}  // namespace headrace
