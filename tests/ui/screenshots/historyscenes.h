// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sightglass::ui {
class MainWindow;
}

namespace sightglass::screenshots {

class Photographer;

/// The history browser on what the window has recorded.
void takeHistory(ui::MainWindow &window, Photographer &photographer);

} // namespace sightglass::screenshots
