// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/tokens.h"

#include <cmath>

namespace headrace {
namespace {

QList<QColor> colours(std::initializer_list<const char *> names)
{
    QList<QColor> list;
    for (const char *name : names)
        list.append(QColor(QLatin1String(name)));
    return list;
}

QColor mixed(const QColor &over, const QColor &under, double share)
{
    const auto channel = [share](int a, int b) { return int(std::lround(share * a + (1 - share) * b)); };
    return {channel(over.red(), under.red()), channel(over.green(), under.green()), channel(over.blue(), under.blue())};
}

double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

}  // namespace

Tokens Tokens::light()
{
    Tokens t;
    t.window = QColor(0xF3F5F7);
    t.panel = QColor(0xFFFFFF);
    t.canvas = QColor(0xF9FAFB);
    t.dots = QColor(0xDCE1E8);
    t.line = QColor(0xDFE3E9);
    t.text = QColor(0x1A2330);
    t.secondary = QColor(0x566173);
    t.muted = QColor(0x616C7C);
    t.accent = QColor(0x0A6C8C);
    t.accentSoft = QColor(0xE1F1F6);
    t.onAccent = QColor(0xFFFFFF);
    t.ok = QColor(0x187A48);
    t.warning = QColor(0x8F5F00);
    t.bad = QColor(0xB42318);
    t.shadow = QColor(26, 35, 48, 56);
    t.read = QColor(0x2B68D3);
    t.shape = QColor(0x0A756A);
    t.check = QColor(0x965C0B);
    t.learn = QColor(0x6F45C8);
    t.evaluate = QColor(0xB83672);
    t.write = QColor(0x4F5D6B);
    t.code = QColor(0x3B761C);
    t.runs = colours({"#0A6C8C", "#C2571A", "#6F45C8", "#187A48", "#B83672", "#8F6A00", "#2B68D3", "#5A6572"});
    return t;
}

Tokens Tokens::darkTheme()
{
    Tokens t;
    t.dark = true;
    t.window = QColor(0x12161B);
    t.panel = QColor(0x1A2027);
    t.canvas = QColor(0x151A20);
    t.dots = QColor(0x2A323C);
    t.line = QColor(0x2B343F);
    t.text = QColor(0xE7EBF1);
    t.secondary = QColor(0x9DA8B7);
    t.muted = QColor(0x8A96A6);
    t.accent = QColor(0x4DB7D8);
    t.accentSoft = QColor(0x12313C);
    t.onAccent = QColor(0x08222B);
    t.ok = QColor(0x4CC38A);
    t.warning = QColor(0xE0B74A);
    t.bad = QColor(0xF97066);
    t.shadow = QColor(0, 0, 0, 140);
    t.read = QColor(0x6C9EFF);
    t.shape = QColor(0x43C2B3);
    t.check = QColor(0xE0B15A);
    t.learn = QColor(0xA88AF2);
    t.evaluate = QColor(0xEF86B4);
    t.write = QColor(0xA5B2C0);
    t.code = QColor(0x8CC66A);
    t.runs = colours({"#4DB7D8", "#F0924F", "#A88AF2", "#4CC38A", "#EF86B4", "#E0B74A", "#6C9EFF", "#A5B2C0"});
    return t;
}

QColor Tokens::category(Category category) const
{
    switch (category) {
    case Category::Read:
        return read;
    case Category::Shape:
        return shape;
    case Category::Check:
        return check;
    case Category::Learn:
        return learn;
    case Category::Evaluate:
        return evaluate;
    case Category::Write:
        return write;
    case Category::Code:
        return code;
    }
    return secondary;
}

QColor Tokens::tint(const QColor &hue, const QColor &on) const
{
    return mixed(hue, on, 0.14);
}

QColor Tokens::hover() const
{
    return mixed(text, panel, 0.05);
}

double contrast(const QColor &foreground, const QColor &background)
{
    const double a = luminance(foreground);
    const double b = luminance(background);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace headrace
