// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>

class QSettings;

namespace sightglass::models {
class BodySearch;
class ExchangeListModel;
class FilteredExchangeModel;
class LiveFeed;
class PayloadSource;
class SourceTreeModel;
} // namespace sightglass::models

namespace sightglass::ui {

class CopyField;
class HistoryLoader;
class InterceptionControl;
class Navigation;
class ProxyControl;
class RowCommands;
class SessionControl;
class StatusStrip;
class Theme;
class WindowActions;
class WindowDialogs;
class WindowDocks;
class WindowHistory;
class WindowPanes;
class WindowRules;
class WindowSessions;

/// What the window shows and steers. All of it outlives the window; `shown` filters `exchanges`.
struct WindowParts {
    Theme &theme;
    ProxyControl &control;
    InterceptionControl &interception;
    SessionControl &sessions;
    models::ExchangeListModel &exchanges;
    models::FilteredExchangeModel &shown;
    models::LiveFeed &feed;
    models::PayloadSource &payloads;
    models::SourceTreeModel &sources;
    models::BodySearch &search;
};

/// The inspector's window: ties the panes, the actions and the models together. Keeps its layout in the settings it is
/// given.
///
/// Thread: UI. Owner: the program.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(const WindowParts &parts, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Brings the window to the front, for a second start of the program.
    void raiseToFront();

    WindowPanes &panes() { return *m_panes; }
    WindowActions &actions() { return *m_actions; }
    StatusStrip &status() { return *m_status; }
    WindowDocks &docks() { return *m_docks; }
    WindowRules &rules() { return *m_rules; }
    WindowSessions &sessions() { return *m_sessions; }
    WindowHistory &history() { return *m_browser; }

Q_SIGNALS:
    /// The user closed the window and its state is saved: the engine can be stopped in order now.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeToolBar();
    void connectFile();
    void connectEdit();
    void connectView();
    void connectCapture();
    void connectGoAndHelp();
    void connectPanes();
    void connectModels();
    void connectDocks();

    void proxyChanged();
    void listChanged();
    void refreshCounts();
    void openDetail();
    void clearList();
    void setConnecting(bool on);
    void setThemeMode(int mode);
    void setTimeFormat(int format);

    void saveState();
    void restoreState();
    void resetLayout();
    void checkViewActions();

    const WindowParts m_parts;
    QSettings &m_settings;
    WindowPanes *m_panes = nullptr;
    WindowActions *m_actions = nullptr;
    StatusStrip *m_status = nullptr;
    CopyField *m_url = nullptr;
    RowCommands *m_rows = nullptr;
    WindowDialogs *m_dialogs = nullptr;
    WindowDocks *m_docks = nullptr;
    Navigation *m_navigation = nullptr;
    WindowRules *m_rules = nullptr;
    WindowSessions *m_sessions = nullptr;
    WindowHistory *m_browser = nullptr;
    HistoryLoader *m_history = nullptr;
    QTimer m_refresh; ///< gathers what changes many times a second
    bool m_cleared = false;
    bool m_connecting = false; ///< the welcome page was asked for, though there is a list
};

} // namespace sightglass::ui
