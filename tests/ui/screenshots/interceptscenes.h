// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sightglass::ui {
class MainWindow;
}

namespace sightglass::screenshots {

class Photographer;

/// Held messages, one of them edited; what became of that; what lint found. \a port: where the proxy listens.
void takeIntercept(ui::MainWindow &window, quint16 port, Photographer &photographer);
void takeFindings(ui::MainWindow &window, Photographer &photographer);

} // namespace sightglass::screenshots
