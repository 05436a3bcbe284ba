// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sightglass::ui {
class MainWindow;
}

namespace sightglass::screenshots {

class Photographer;

/// The sessions of the traffic in the window; one of them in detail; and those that leak, as they look a while
/// later. \a port: where the proxy listens.
void takeSessions(ui::MainWindow &window, quint16 port, Photographer &photographer);

} // namespace sightglass::screenshots
