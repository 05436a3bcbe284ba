// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"

#include <QObject>
#include <QPointer>

class QSettings;
class QWidget;

namespace sightglass::ui {

class HistoryWindow;
class WindowActions;
struct WindowParts;

/// The history browser beside the window: made when it is asked for, gone when it is closed.
///
/// Thread: UI. Owner: the window.
class WindowHistory : public QObject
{
    Q_OBJECT
public:
    WindowHistory(const WindowParts &parts, WindowActions &actions, QSettings &settings, QWidget &window);
    ~WindowHistory() override;

    /// Opens it, or brings it to the front.
    HistoryWindow &open();
    void close();

Q_SIGNALS:
    void exchangeRequested(sightglass::exchange::ExchangeId id);
    void filterRequested(const QString &term, bool negate);

private:
    HistoryWindow &make();

    const WindowParts &m_parts;
    QSettings &m_settings;
    QWidget &m_window;
    QPointer<HistoryWindow> m_history;
};

} // namespace sightglass::ui
