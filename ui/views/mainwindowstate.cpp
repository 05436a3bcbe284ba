// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What MainWindow keeps from one start to the next, and its events.
#include "ui/views/mainwindow.h"

#include "ui/detail/detailpane.h"
#include "ui/dialogs/settings.h"
#include "ui/filter/filterbar.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/livefeed.h"
#include "ui/proxycontrol.h"
#include "ui/theme/theme.h"
#include "ui/views/columnlayout.h"
#include "ui/views/exchangetable.h"
#include "ui/views/layoutstate.h"
#include "ui/views/sourcesidebar.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowdocks.h"
#include "ui/views/windowpanes.h"
#include "ui/views/windowrules.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QScreen>
#include <QSettings>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kFirstSize(1280, 820);

} // namespace

void MainWindow::setThemeMode(int mode)
{
    m_parts.theme.setMode(Theme::Mode(mode));
    Settings settings = m_parts.control.settings();
    settings.themeMode = Theme::Mode(mode);
    m_parts.control.apply(settings);
}

void MainWindow::setTimeFormat(int format)
{
    m_parts.exchanges.setTimeFormat(models::TimeFormat(format));
    checkViewActions();
}

void MainWindow::checkViewActions()
{
    m_actions->setChecked(Command::Sidebar, m_panes->isSideShown());
    m_actions->setChecked(Command::Detail, m_panes->isDetailShown());
    m_actions->setChecked(Command::DetailRight, m_panes->isDetailRight());
    const models::TimeFormat format = m_parts.exchanges.timeFormat();
    m_actions->setChecked(Command::TimeClock, format == models::TimeFormat::Clock);
    m_actions->setChecked(Command::TimeSinceStart, format == models::TimeFormat::SinceStart);
    m_actions->setChecked(Command::TimeSincePrevious, format == models::TimeFormat::SincePrevious);
    const Theme::Mode mode = m_parts.theme.mode();
    m_actions->setChecked(Command::ThemeSystem, mode == Theme::Mode::System);
    m_actions->setChecked(Command::ThemeLight, mode == Theme::Mode::Light);
    m_actions->setChecked(Command::ThemeDark, mode == Theme::Mode::Dark);
    m_actions->setChecked(Command::FullScreen, isFullScreen());
}

void MainWindow::saveState()
{
    LayoutState state;
    state.geometry = saveGeometry();
    state.docks = QMainWindow::saveState(LayoutState::kVersion);
    m_panes->save(state);
    state.timeFormat = int(m_parts.exchanges.timeFormat());
    state.filter = m_panes->filterBar().appliedText();
    state.source = m_panes->sources().filterText();
    state.filterHistory = m_panes->filterBar().history();
    state.savedFilters = m_panes->filterBar().savedFilters();
    state.save(m_settings);
    m_panes->table().columns().save(m_settings);
    m_settings.sync();
}

void MainWindow::restoreState()
{
    const LayoutState state = LayoutState::load(m_settings);
    if (!restoreGeometry(state.geometry))
        resize(kFirstSize.boundedTo(screen()->availableSize()));
    if (!QMainWindow::restoreState(state.docks, LayoutState::kVersion))
        m_docks->reset();
    m_docks->nameTabs();
    m_panes->restore(state);
    m_panes->table().columns().restore(m_settings);
    m_parts.exchanges.setTimeFormat(models::TimeFormat(qBound(0, state.timeFormat, 2)));
    FilterBar &filter = m_panes->filterBar();
    filter.setHistory(state.filterHistory);
    filter.setSavedFilters(state.savedFilters);
    if (!state.filter.isEmpty())
        filter.setText(state.filter);
    if (!state.source.isEmpty())
        m_panes->sources().pick(state.source);
    checkViewActions();
}

void MainWindow::resetLayout()
{
    LayoutState state;
    m_panes->save(state);
    state.resetArrangement();
    m_panes->restore(state);
    m_docks->reset();
    m_panes->table().columns().reset();
    setTimeFormat(state.timeFormat);
}

void MainWindow::raiseToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_rules->mayClose()) {
        event->ignore();
        return;
    }
    saveState();
    event->accept();
    Q_EMIT closed();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        m_parts.feed.setBackground(isMinimized());
        if (m_actions)
            m_actions->setChecked(Command::FullScreen, isFullScreen());
    }
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_parts.feed.setBackground(false);
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    m_parts.feed.setBackground(true);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    // An Esc that nothing in the detail wanted leads back to the list.
    if (watched == &m_panes->detail() && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_panes->table().setFocus();
        return true;
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace sightglass::ui
