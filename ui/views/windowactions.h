// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include <array>
#include <functional>

class QMenu;
class QMenuBar;
class QWidget;

namespace sightglass::ui {

class Theme;

/// Everything that can be done in the window by name.
enum class Command : quint8 {
    // File
    SaveResponseBody,
    SaveRequestBody,
    OpenRecording,
    Settings,
    Quit,
    // Edit
    CopyValue,
    CopyJson,
    CopyCurl,
    CopyCommand,
    CopyRow,
    CopySecrets,
    Mark,
    Comment,
    Filter,
    ClearFilter,
    SaveFilter,
    Find,
    Search,
    SelectAll,
    Deselect,
    MakeRequestRule,
    MakeResponseRule,
    BlockTool,
    PauseLike,
    // View
    Sidebar,
    Detail,
    DetailRight,
    TimeClock,
    TimeSinceStart,
    TimeSincePrevious,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    ResetLayout,
    FullScreen,
    HoldDock,
    FindingsDock,
    RulesDock,
    SessionsDock,
    History,
    // Capture
    StartStop,
    Pause,
    Follow,
    Clear,
    Earlier,
    Demo,
    CopyUrl,
    Intercept,
    InterceptWhat,
    ReleaseAll,
    Lint,
    // Go
    OpenDetail,
    Next,
    Previous,
    First,
    Newest,
    NextRelated,
    PreviousRelated,
    NextMarked,
    NextError,
    PreviousError,
    GoToNumber,
    NextPane,
    // Help
    Keys,
    Palette,
    Connect,
    About,
};
inline constexpr int kCommandCount = int(Command::About) + 1;

/// The window's actions, and the menus they stand in. What each does, the window says with on().
///
/// Thread: UI. Owner: the window.
class WindowActions : public QObject
{
    Q_OBJECT
public:
    /// Keys that are single letters act in \a table only, so that letters can be typed elsewhere.
    WindowActions(const Theme &theme, QWidget &window, QWidget &table);

    QAction *action(Command command) const { return m_actions[std::size_t(command)]; }
    /// The action that shows the detail's tab number \a index.
    QAction *tabAction(int index) const { return m_tabActions.at(index); }

    void on(Command command, const std::function<void()> &handler);
    void onToggled(Command command, const std::function<void(bool)> &handler);
    /// Without telling the handler.
    void setChecked(Command command, bool checked);

    /// \a tabs: names of the detail's tabs. The columns' menu is to be filled when it is about to show.
    void fillMenuBar(QMenuBar &menuBar, const QStringList &tabs);
    QMenu *columnsMenu() const { return m_columnsMenu; }
    QMenu *relatedMenu() const { return m_relatedMenu; }

    /// What needs a selected exchange.
    void setHasExchange(bool has);

Q_SIGNALS:
    void tabRequested(int index);

private:
    void addTabs(QMenu &menu, const QStringList &tabs);
    void makeGroup(std::initializer_list<Command> commands);

    std::array<QAction *, kCommandCount> m_actions{};
    QList<QAction *> m_tabActions;
    QMenu *m_columnsMenu = nullptr;
    QMenu *m_relatedMenu = nullptr;
};

} // namespace sightglass::ui
