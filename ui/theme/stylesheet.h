// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sightglass::ui {

class Theme;

/// What a palette cannot say: the few places where Fusion's frames and paddings would be in the way. Kept small, since
/// every rule slows the polishing of widgets down.
///
/// Widgets ask for a look by a dynamic property: `card` (a raised panel with a border), `bar` (a strip of controls),
/// `flat` (a tool button without a frame), `primary` (the one button that matters), `dim` (a label of secondary text),
/// `chip` (a small round button), `notice` (a strip that says something went wrong; with `framed` a box), `well` (a frame
/// around data), `badge` (a number in a disc), `field` (a text edit that is filled in, not read).
QString styleSheet(const Theme &theme);

} // namespace sightglass::ui
