// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include "ui/theme/theme.h"

#include <array>
#include <utility>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// %name% stands for the colour of a role.
constexpr QStringView kSheet = uR"(
QToolTip { color: %text%; background: %raised%; border: 1px solid %border%; padding: 4px 6px; }
QMenuBar { background: %window%; border-bottom: 1px solid %border%; }
QMenuBar::item { padding: 4px 9px; background: transparent; }
QMenuBar::item:selected { background: %selection%; border-radius: 3px; }
QToolBar { background: %window%; border: none; border-bottom: 1px solid %border%; padding: 4px 6px; spacing: 4px; }
QToolBar::separator { background: %border%; width: 1px; margin: 4px 4px; }
QStatusBar { background: %window%; border-top: 1px solid %border%; }
QStatusBar::item { border: none; }
QSplitter::handle { background: %border%; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QHeaderView { background: %raised%; }
QHeaderView::section { background: %raised%; color: %dim%; border: none; border-right: 1px solid %border%;
    border-bottom: 1px solid %border%; padding: 4px 8px; }
QHeaderView::section:hover { color: %text%; }
QTabBar::tab { color: %dim%; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 6px 12px; }
QTabBar::tab:hover { color: %text%; }
QTabBar::tab:selected { color: %text%; border-bottom-color: %accent%; }
QTabWidget::pane { border: none; border-top: 1px solid %border%; }
*[card="true"] { background: %base%; border: 1px solid %border%; border-radius: 6px; }
*[bar="true"] { background: %window%; border-bottom: 1px solid %border%; }
*[footer="true"] { background: %window%; border-top: 1px solid %border%; }
*[notice="true"] { background: %warnground%; border-bottom: 1px solid %border%; }
*[notice="true"][framed="true"] { border: 1px solid %border%; border-radius: 6px; }
*[well="true"] { background: %window%; border: 1px solid %border%; border-radius: 4px; }
QLabel[dim="true"] { color: %dim%; }
QLabel[badge="true"] { color: %accenttext%; background: %accent%; border-radius: 12px; font-weight: 600; }
QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 3px 6px; }
QToolButton:hover, QToolButton:focus { background: %raised%; border-color: %border%; }
QToolButton:pressed, QToolButton:checked { background: %selection%; border-color: %border%; }
QToolButton[alarm="true"]:checked { background: %warntext%; color: %base%; border-color: %warntext%; }
QToolButton[chip="true"] { background: %raised%; border: 1px solid %border%; border-radius: 10px; padding: 1px 9px; }
QToolButton[chip="true"]:hover, QToolButton[chip="true"]:focus { border-color: %accent%; }
QToolButton[chip="true"]:checked { background: %selection%; border-color: %accent%; }
QLineEdit, QPlainTextEdit[field="true"] { background: %base%; border: 1px solid %border%; border-radius: 4px; padding: 3px 6px; }
QLineEdit:focus, QPlainTextEdit[field="true"]:focus { border-color: %accent%; }
QLineEdit:disabled, QPlainTextEdit[field="true"]:disabled { background: %window%; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { background: transparent; border: none; padding: 0 4px; }
QAbstractItemView[field="true"] { border: 1px solid %border%; border-radius: 4px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTabBar QToolButton { padding: 0; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: %handle%; border-radius: 3px; margin: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: %dim%; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QPushButton { background: %raised%; border: 1px solid %border%; border-radius: 4px; padding: 5px 14px; }
QPushButton:hover, QPushButton:focus { border-color: %accent%; }
QPushButton:pressed { background: %selection%; }
QPushButton:disabled { color: %dim%; background: %window%; }
QPushButton[primary="true"] { background: %accent%; color: %accenttext%; border-color: %accent%; }
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:focus { border-color: %text%; }
QPushButton[primary="true"]:disabled { background: %window%; color: %dim%; border-color: %border%; }
)";

} // namespace

QString styleSheet(const Theme &theme)
{
    static constexpr std::array<std::pair<QStringView, Role>, 13> kNames{{{u"%text%", Role::Text},
                                                                          {u"%dim%", Role::DimText},
                                                                          {u"%window%", Role::Window},
                                                                          {u"%base%", Role::Base},
                                                                          {u"%raised%", Role::Raised},
                                                                          {u"%border%", Role::Border},
                                                                          {u"%selection%", Role::Selection},
                                                                          {u"%accent%", Role::Accent},
                                                                          {u"%accenttext%", Role::AccentText},
                                                                          {u"%warnground%", Role::WarnBackground},
                                                                          {u"%warntext%", Role::WarnText},
                                                                          {u"%link%", Role::LinkText},
                                                                          {u"%handle%", Role::Handle}}};
    QString sheet = kSheet.toString();
    for (const auto &[name, role] : kNames)
        sheet.replace(name.toString(), theme.color(role).name());
    return sheet;
}

} // namespace sightglass::ui
