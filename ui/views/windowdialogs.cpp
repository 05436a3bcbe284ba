// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/windowdialogs.h"

#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/proxycontrol.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/commandpalette.h"

#include <QApplication>
#include <QInputDialog>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

#include <algorithm>
#include <limits>

namespace sightglass::ui {

WindowDialogs::WindowDialogs(Theme &theme, ProxyControl &control, QMainWindow &window)
    : QObject(&window), m_theme(theme), m_control(control), m_window(window)
{}

void WindowDialogs::openSettings()
{
    auto *dialog = new SettingsDialog(m_theme, m_control.settings(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::settingsAccepted, this, [this](const Settings &settings) {
        m_theme.setMode(settings.themeMode);
        m_control.apply(settings);
    });
    dialog->open();
}

void WindowDialogs::openKeys()
{
    QList<ShortcutGroup> groups;
    for (const QAction *top : m_window.menuBar()->actions()) {
        if (const QMenu *menu = top->menu())
            groups.append(shortcutsOf(*menu));
    }
    groups.append({tr("In the list"),
                   {{tr("Up, Down"), tr("Previous, next")},
                    {tr("Space, Shift+Space"), tr("A page down, a page up")},
                    {tr("Left, Right"), tr("The cell whose value is copied")},
                    {tr("Any other letter"), tr("Begins a filter")}}});
    auto *dialog = new ShortcutsDialog(groups, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowDialogs::openPalette()
{
    (new CommandPalette(m_theme, CommandPalette::entriesOf(*m_window.menuBar()), &m_window))->open();
}

void WindowDialogs::openAbout()
{
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("About Sightglass"),
                        tr("Sightglass %1").arg(QApplication::applicationVersion()), QMessageBox::Close, &m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("A window in the pipe: see what flows between an MCP client and an MCP server.\n\n"
                               "Free software under the GNU General Public License, version 3 or later."));
    box->open();
}

void WindowDialogs::askForNumber(exchange::ExchangeId current)
{
    constexpr int kMost = std::numeric_limits<int>::max();
    auto *dialog = new QInputDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Go to Number"));
    dialog->setLabelText(tr("Number of the exchange:"));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, kMost);
    dialog->setIntValue(int(std::clamp<quint64>(current.value(), 1, kMost)));
    connect(dialog, &QInputDialog::intValueSelected, this,
            [this](int number) { Q_EMIT numberChosen(exchange::ExchangeId(quint64(number))); });
    dialog->open();
}

} // namespace sightglass::ui
