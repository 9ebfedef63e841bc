// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/stylesheet.h"

#include <QDir>
#include <QFile>

namespace headrace {
namespace {

/// Writes an icon in one colour and gives its path.
QString picture(const QString &folder, const QString &name, const QColor &colour, const QString &suffix)
{
    QFile source(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    const QString path = folder + QLatin1Char('/') + name + suffix + QStringLiteral(".svg");
    QFile target(path);
    if (source.open(QIODevice::ReadOnly) && target.open(QIODevice::WriteOnly))
        target.write(source.readAll().replace("currentColor", colour.name().toLatin1()));
    return path;
}

const char *const kSheet = R"css(
* { outline: none; }
QWidget { color: @text; }
QMainWindow, QDialog { background: @panel; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px 6px; }

QLabel[kind="title"] { font-size: @bodypx; font-weight: 600; }
QLabel[kind="headline"] { font-size: @headpx; font-weight: 600; }
QLabel[kind="secondary"] { color: @secondary; font-size: @smallpx; }
QLabel[kind="muted"] { color: @muted; font-size: @smallpx; }
QLabel[kind="section"] { color: @secondary; font-size: @smallpx; font-weight: 600; }
QLabel[kind="label"] { color: @secondary; }
QLabel[kind="badSmall"] { color: @bad; font-size: @smallpx; }
QLabel[kind="mono"] { font-family: "JetBrains Mono"; }
QLabel[kind="bad"] { color: @bad; }
QLabel[kind="warning"] { color: @warning; }
QLabel[kind="toast"] { background: @panel; border: 1px solid @line; border-radius: 8px; padding: 6px 12px; }

QWidget[kind="bar"] { background: @panel; }
QFrame[kind="card"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="sunk"] { background: @window; border: none; border-radius: 6px; }
QWidget[kind="window"] { background: @window; }
QFrame[kind="line"] { background: @line; border: none; }

QPushButton, QToolButton[kind="button"] { background: @panel; border: 1px solid @line; border-radius: 6px; padding: 0 10px; min-height: 26px; }
QPushButton:hover, QToolButton[kind="button"]:hover { background: @hover; }
QPushButton:pressed { background: @accentSoft; }
QPushButton:focus, QToolButton[kind="button"]:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; }
QPushButton[kind="primary"] { background: @accent; border-color: @accent; color: @onAccent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[kind="primary"]:disabled { background: @line; border-color: @line; color: @muted; }
QPushButton[keyed="true"] { padding-right: 30px; }
QPushButton[kind="flat"] { border-color: transparent; background: transparent; }
QPushButton[kind="flat"]:hover { background: @hover; }
QPushButton[kind="flat"]:focus { border-color: @accent; }
QPushButton[kind="chip"] { background: @window; border: 1px solid transparent; border-radius: 11px; padding: 0 8px; min-height: 20px; font-size: @smallpx; }
QPushButton[kind="chip"]:hover, QPushButton[kind="chip"]:focus { border-color: @accent; }
QPushButton[kind="bound"] { background: @accentSoft; border-color: transparent; color: @accent; text-align: left; padding: 0 8px; }
QPushButton[kind="bound"]:hover, QPushButton[kind="bound"]:focus { border-color: @accent; }
QPushButton[kind="add"] { border-color: transparent; background: transparent; color: @secondary; padding: 0 8px 0 4px; min-height: 22px; }
QPushButton[kind="add"]:hover { background: @hover; color: @text; }
QPushButton[kind="add"]:focus { border-color: @accent; }
QPushButton[kind="segment"] { border-radius: 0; border-right-width: 0; min-height: 26px; padding: 0 8px; }
QPushButton[kind="segment"][place="first"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QPushButton[kind="segment"][place="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; border-right-width: 1px; }
QPushButton[kind="segment"]:checked { background: @accentSoft; color: @accent; font-weight: 600; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: @hover; }
QToolButton:checked, QToolButton:pressed { background: @accentSoft; }
QToolButton:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="rail"] { font-size: 10px; color: @secondary; border-radius: 8px; padding: 4px 0; }
QToolButton[kind="rail"]:checked { background: @accentSoft; color: @accent; font-weight: 600; }
QToolButton[kind="icon"] { background: @panel; border: 1px solid @line; padding: 0; }
QToolButton[kind="icon"]:hover { background: @hover; }
QToolButton[kind="icon"]:focus { border-color: @accent; }
QToolButton[kind="fold"] { color: @secondary; padding: 2px 4px 2px 0; }
QToolButton[kind="fold"]:hover { color: @text; background: transparent; }
QToolButton[kind="section"] { font-size: @smallpx; font-weight: 600; color: @secondary; }

QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateTimeEdit {
  background: @panel; border: 1px solid @line; border-radius: 6px; padding: 0 8px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateTimeEdit { min-height: 26px; }
QTextEdit, QPlainTextEdit { padding: 4px; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border-color: @accent; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { color: @muted; background: @window; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"], QSpinBox[invalid="true"], QDoubleSpinBox[invalid="true"] { border-color: @bad; }
QLineEdit[kind="plain"] { border: none; background: transparent; padding: 0; min-height: 20px; }
QLineEdit[kind="plainTitle"] { border: 1px solid transparent; background: transparent; padding: 0 3px; margin-left: -4px; min-height: 20px; font-weight: 600; }
QLineEdit[kind="plainTitle"]:hover { border-color: @line; }
QLineEdit[kind="plainTitle"]:focus { border-color: @accent; background: @panel; }
QPlainTextEdit[kind="expression"] { padding: 1px 4px; }
QFrame[kind="code"] { background: @panel; border: 1px solid @line; border-radius: 6px; }
QTextBrowser { border: none; background: transparent; padding: 0; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 16px; border: none; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(@chevronUp); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(@chevronDown); width: 10px; height: 10px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(@chevronDown); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @line; border-radius: 6px; padding: 4px; selection-background-color: @accentSoft; selection-color: @text; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 4px; background: @panel; }
QCheckBox::indicator:focus { border-color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(@checkOn); }
QCheckBox::indicator:indeterminate { background: @accentSoft; border-color: @accent; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @muted; border-radius: 7px; background: @panel; }
QRadioButton::indicator:checked { border: 4px solid @accent; width: 6px; height: 6px; }

QAbstractItemView { background: @panel; border: none; selection-background-color: @accentSoft; selection-color: @text; alternate-background-color: @window; }
QAbstractItemView::item { padding: 0 4px; }
QTreeView, QListView { show-decoration-selected: 1; }
QTreeView::item, QListView::item { min-height: 25px; border: none; }
QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected { background: @accentSoft; color: @text; }
QTreeView::branch { background: @panel; }
QTreeView::branch:selected { background: @accentSoft; }
QTreeView::branch:has-children:closed { image: url(@chevronRight); }
QTreeView::branch:has-children:open { image: url(@chevronDown); }
QTableView { gridline-color: @line; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; border: none; border-bottom: 1px solid @line; padding: 4px 8px; font-weight: 600; text-align: left; }
QTableCornerButton::section { background: @panel; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: @secondary; border: none; border-bottom: 2px solid transparent; padding: 0 12px; height: 34px; }
QTabBar[kind="narrow"]::tab { padding: 0 4px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; font-weight: 600; }
QTabBar::tab:focus { color: @accent; }
QTabBar::close-button { image: url(@close); subcontrol-position: right; width: 12px; height: 12px; margin: 0 2px; }
QTabBar::scroller { width: 20px; }

QMenuBar { background: @panel; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @panel; border: 1px solid @line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @accentSoft; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; margin: 0; }
QScrollBar:horizontal { height: 10px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: @panel; }
QScrollBar[idle="true"]::handle { background: transparent; }
QScrollArea { background: transparent; border: none; }

QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QDockWidget { border: none; }
QProgressBar { background: @window; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QStatusBar { background: @panel; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QGroupBox { border: 1px solid @line; border-radius: 8px; margin-top: 12px; padding-top: 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; color: @secondary; }
QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::handle:horizontal { background: @accent; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; }
QDialogButtonBox { button-layout: 2; }
)css";

}  // namespace

QString stylesheetOf(const Tokens &t, int fontPixels, const QString &pictures)
{
    const QString suffix = t.dark ? QStringLiteral("-dark") : QStringLiteral("-light");
    const QList<std::pair<QString, QString>> words{
        {QStringLiteral("@accentSoft"), t.accentSoft.name()},
        {QStringLiteral("@accentHover"), t.accent.lighter(112).name()},
        {QStringLiteral("@accent"), t.accent.name()},
        {QStringLiteral("@onAccent"), t.onAccent.name()},
        {QStringLiteral("@text"), t.text.name()},
        {QStringLiteral("@secondary"), t.secondary.name()},
        {QStringLiteral("@muted"), t.muted.name()},
        {QStringLiteral("@panel"), t.panel.name()},
        {QStringLiteral("@window"), t.window.name()},
        {QStringLiteral("@line"), t.line.name()},
        {QStringLiteral("@hover"), t.hover().name()},
        {QStringLiteral("@scroll"), t.tint(t.text, t.line).name()},
        {QStringLiteral("@bad"), t.bad.name()},
        {QStringLiteral("@warning"), t.warning.name()},
        {QStringLiteral("@bodypx"), QStringLiteral("%1px").arg(fontPixels)},
        {QStringLiteral("@smallpx"), QStringLiteral("%1px").arg(fontPixels - 2)},
        {QStringLiteral("@headpx"), QStringLiteral("%1px").arg(fontPixels + 5)},
        {QStringLiteral("@chevronUp"), picture(pictures, QStringLiteral("chevron-up"), t.secondary, suffix)},
        {QStringLiteral("@chevronDown"), picture(pictures, QStringLiteral("chevron-down"), t.secondary, suffix)},
        {QStringLiteral("@chevronRight"), picture(pictures, QStringLiteral("chevron-right"), t.secondary, suffix)},
        {QStringLiteral("@checkOn"), picture(pictures, QStringLiteral("check"), t.onAccent, suffix)},
        {QStringLiteral("@close"), picture(pictures, QStringLiteral("x"), t.secondary, suffix)},
    };
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto &[word, value] : words)
        sheet.replace(word, value);
    return sheet;
}

}  // namespace headrace
