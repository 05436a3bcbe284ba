// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/windowhistory.h"

#include "ui/history/historyhead.h"
#include "ui/history/historywindow.h"
#include "ui/models/payloadsource.h"
#include "ui/models/recordingreader.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"

#include <QLineEdit>

namespace sightglass::ui {

WindowHistory::WindowHistory(const WindowParts &parts, WindowActions &actions, QSettings &settings, QWidget &window)
    : QObject(&window), m_parts(parts), m_settings(settings), m_window(window)
{
    actions.on(Command::History, [this] { open(); });
    actions.on(Command::OpenRecording, [this] { open().askForFile(); });
}

WindowHistory::~WindowHistory()
{
    delete m_history.data(); // reads in threads of its own, which end with it
}

HistoryWindow &WindowHistory::make()
{
    const auto current = [recording = m_parts.payloads.recording()] {
        return recording && recording->isOpen() ? recording->opener() : store::ReaderOpener();
    };
    auto *history = new HistoryWindow({m_parts.theme, m_settings, current}, &m_window);
    history->setAttribute(Qt::WA_DeleteOnClose);
    connect(history, &HistoryWindow::exchangeRequested, this, [this](exchange::ExchangeId id) {
        m_window.raise();
        m_window.activateWindow();
        Q_EMIT exchangeRequested(id);
    });
    connect(history, &HistoryWindow::filterRequested, this, &WindowHistory::filterRequested);
    m_history = history;
    history->openFirst();
    return *history;
}

HistoryWindow &WindowHistory::open()
{
    HistoryWindow &history = m_history ? *m_history : make();
    history.show();
    history.raise();
    history.activateWindow();
    history.head().field().setFocus(Qt::ShortcutFocusReason);
    return history;
}

void WindowHistory::close()
{
    if (m_history)
        m_history->close();
}

} // namespace sightglass::ui
