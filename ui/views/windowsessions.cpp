// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/windowsessions.h"

#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowdocks.h"

#include <QDockWidget>
#include <QMainWindow>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeight = 360; // a few messages of a session can be followed

} // namespace

WindowSessions::WindowSessions(const WindowParts &parts, WindowDocks &docks, WindowActions &actions,
                               QMainWindow &window)
    : QObject(&window), m_view(new SessionsView(parts.theme, parts.sessions, parts.exchanges, parts.payloads, &window))
{
    m_dock = docks.addDock(m_view, u"sessionsDock"_s, tr("Sessions"), Command::SessionsDock);
    connect(m_view, &SessionsView::noted, this, &WindowSessions::noted);
    connect(m_view, &SessionsView::filterRequested, &docks, &WindowDocks::filterRequested);
    connect(m_view, &SessionsView::exchangeRequested, &docks, &WindowDocks::exchangeRequested);
    connect(m_view, &SessionsView::left, &docks, &WindowDocks::left);
    connect(actions.action(Command::SessionsDock), &QAction::triggered, this, [this, &window] {
        if (m_dock->isVisible() && m_dock->height() < kHeight)
            window.resizeDocks({m_dock}, {kHeight}, Qt::Vertical);
    });
}

WindowSessions::~WindowSessions()
{
    delete m_view.data(); // looks at models that would go before it
}

} // namespace sightglass::ui
