// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include "widgets/theme/desktop.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/stylesheet.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QPixmapCache>
#include <QStyleFactory>
#include <QTemporaryDir>

void headraceInitResources()
{
    Q_INIT_RESOURCE(window);
}

namespace headrace {
namespace {

constexpr auto kProperty = "headraceTheme";

QPalette paletteOf(const Tokens &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.panel);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.panel);
    p.setColor(QPalette::AlternateBase, t.window);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Button, t.panel);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.bad);
    p.setColor(QPalette::Highlight, t.accentSoft);
    p.setColor(QPalette::HighlightedText, t.text);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::ToolTipBase, t.panel);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Light, t.panel);
    p.setColor(QPalette::Midlight, t.line);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.line);
    p.setColor(QPalette::Shadow, t.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.muted);
    return p;
}

QColor colourOf(IconRole role)
{
    const Tokens &t = Theme::tokens();
    switch (role) {
    case IconRole::Text:
        return t.text;
    case IconRole::Secondary:
        return t.secondary;
    case IconRole::Accent:
        return t.accent;
    case IconRole::OnAccent:
        return t.onAccent;
    case IconRole::Bad:
        return t.bad;
    }
    return t.text;
}

template <class Owner> void keepIcon(Owner *owner, const QString &name, IconRole role)
{
    const auto set = [owner, name, role] { owner->setIcon(icon(name, colourOf(role))); };
    // A second icon takes the first one's place.
    if (auto *old = owner->template findChild<QObject *>(QStringLiteral("themeIcon"), Qt::FindDirectChildrenOnly))
        delete old;
    auto *keeper = new QObject(owner);
    keeper->setObjectName(QStringLiteral("themeIcon"));
    if (Theme *theme = Theme::of(qApp))
        QObject::connect(theme, &Theme::changed, keeper, set);
    set();
}

}  // namespace

Theme::Theme(QApplication *application, ThemeChoice choice)
    : m_application(application), m_choice(choice), m_pictures(std::make_unique<QTemporaryDir>())
{
    headraceInitResources();
    for (const char *name : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf", "Inter-Italic.otf",
                             "JetBrainsMono-Regular.ttf", "JetBrainsMono-Medium.ttf", "JetBrainsMono-Bold.ttf"})
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(name));
    QPixmapCache::setCacheLimit(32 * 1024);
    application->setProperty(kProperty, QVariant::fromValue(static_cast<QObject *>(this)));
    application->setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    auto *desktop = new DesktopWishes(this);
    connect(desktop, &DesktopWishes::darkWished, this, [this](bool dark) {
        if (std::exchange(m_desktopDark, dark) != dark && m_choice == ThemeChoice::System)
            apply();
    });
    connect(desktop, &DesktopWishes::motionWished, this, [this](bool motion) { m_motion = motion; });
    apply();
}

Theme::~Theme()
{
    m_application->setProperty(kProperty, {});
}

Theme *Theme::of(QApplication *application)
{
    return application ? qobject_cast<Theme *>(application->property(kProperty).value<QObject *>()) : nullptr;
}

const Tokens &Theme::tokens()
{
    static const Tokens plain = Tokens::light();
    const Theme *theme = of(qApp);
    return theme ? theme->m_tokens : plain;
}

bool Theme::motion()
{
    const Theme *theme = of(qApp);
    return theme && theme->m_motion;
}

void Theme::setChoice(ThemeChoice choice)
{
    if (std::exchange(m_choice, choice) != choice)
        apply();
}

void Theme::setFontPixels(int pixels)
{
    pixels = std::clamp(pixels, 10, 24);
    if (std::exchange(m_fontPixels, pixels) != pixels)
        apply();
}

void Theme::apply()
{
    const bool dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_desktopDark);
    m_tokens = dark ? Tokens::darkTheme() : Tokens::light();
    m_application->setPalette(paletteOf(m_tokens));
    m_application->setFont(uiFont());
    m_application->setStyleSheet(stylesheetOf(m_tokens, m_fontPixels, m_pictures->path()));
    Q_EMIT changed();
}

QFont uiFont(int delta, QFont::Weight weight)
{
    const Theme *theme = Theme::of(qApp);
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(std::max(8, (theme ? theme->fontPixels() : 13) + delta));
    font.setWeight(weight);
    return font;
}

QFont monoFont(int delta, QFont::Weight weight)
{
    QFont font = uiFont(delta, weight);
    font.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace);
    return font;
}

void setThemeIcon(QAction *action, const QString &name, IconRole role)
{
    keepIcon(action, name, role);
}

void setThemeIcon(QAbstractButton *button, const QString &name, IconRole role)
{
    keepIcon(button, name, role);
}

}  // namespace headrace

#include "moc_theme.cpp"
