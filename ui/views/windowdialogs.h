// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"

#include <QObject>

class QMainWindow;

namespace sightglass::ui {

class ProxyControl;
class Theme;

/// The dialogs of the window that are about no exchange in particular. All are shown without waiting for them.
///
/// Thread: UI. Owner: the window.
class WindowDialogs : public QObject
{
    Q_OBJECT
public:
    WindowDialogs(Theme &theme, ProxyControl &control, QMainWindow &window);

    void openSettings();
    /// Lists the keys of the window's menus.
    void openKeys();
    void openPalette();
    void openAbout();
    void askForNumber(exchange::ExchangeId current);

Q_SIGNALS:
    void numberChosen(sightglass::exchange::ExchangeId id);

private:
    Theme &m_theme;
    ProxyControl &m_control;
    QMainWindow &m_window;
};

} // namespace sightglass::ui
