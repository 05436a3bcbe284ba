// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sightglass::ui {
class MainWindow;
}

namespace sightglass::screenshots {

class Photographer;

/// The list of rules, and the editor with what the rule would have done to the traffic in the window; an exchange that is
/// a tool call is selected.
void takeRules(ui::MainWindow &window, Photographer &photographer);

} // namespace sightglass::screenshots
