// SPDX-License-Identifier: GPL-3.0-or-later
// The look of the whole window: which tokens hold now, fonts, style; follows the desktop where the user wishes.
#pragma once

#include "widgets/theme/tokens.h"

#include <QFont>
#include <QObject>

#include <memory>

class QAbstractButton;
class QAction;
class QApplication;
class QTemporaryDir;

namespace headrace {

enum class ThemeChoice { System, Light, Dark };

/// Made once by main() and by tests that draw, before the first widget; hangs on the application. Window's thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QApplication *application, ThemeChoice choice = ThemeChoice::System);
    ~Theme() override;

    /// The theme of the application; a test without one gets the light tokens.
    static const Tokens &tokens();
    static Theme *of(QApplication *application);

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    /// 13 unless the user has another size; all other sizes follow.
    int fontPixels() const { return m_fontPixels; }
    void setFontPixels(int pixels);
    /// Whether motion is welcome (the desktop may ask for none).
    static bool motion();

Q_SIGNALS:
    /// Tokens or sizes are others now; widgets that keep colours or icons take them again.
    void changed();

private:
    void apply();
    QApplication *m_application;
    ThemeChoice m_choice;
    bool m_desktopDark = false;
    bool m_motion = true;
    int m_fontPixels = 13;
    Tokens m_tokens;
    std::unique_ptr<QTemporaryDir> m_pictures;  ///< of the style sheet
};

/// Inter in the body size, or smaller or larger by some pixels, in a weight (QFont::DemiBold for titles).
QFont uiFont(int delta = 0, QFont::Weight weight = QFont::Normal);
/// JetBrains Mono: code, values, hashes, numbers in columns.
QFont monoFont(int delta = 0, QFont::Weight weight = QFont::Normal);

/// Sets the icon of an action or button by name and keeps it in the colours of the theme. `primary`: in the colour on accent.
enum class IconRole { Text, Secondary, Accent, OnAccent, Bad };
void setThemeIcon(QAction *action, const QString &name, IconRole role = IconRole::Text);
void setThemeIcon(QAbstractButton *button, const QString &name, IconRole role = IconRole::Text);

}  // namespace headrace
