// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sessions/sessionsview.h"

#include <QObject>
#include <QPointer>

class QDockWidget;
class QMainWindow;

namespace sightglass::ui {

class WindowActions;
class WindowDocks;
struct WindowParts;

/// The sessions in the window: their dock, and the ways between them and the list.
///
/// Thread: UI. Owner: the window.
class WindowSessions : public QObject
{
    Q_OBJECT
public:
    WindowSessions(const WindowParts &parts, WindowDocks &docks, WindowActions &actions, QMainWindow &window);
    ~WindowSessions() override;

    SessionsView &view() { return *m_view; }
    QDockWidget &dock() { return *m_dock; }

Q_SIGNALS:
    void noted(const QString &text);

private:
    QPointer<SessionsView> m_view; // the dock's, which may go before this or after it
    QDockWidget *m_dock = nullptr;
};

} // namespace sightglass::ui
