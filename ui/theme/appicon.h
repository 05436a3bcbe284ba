// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace sightglass::ui {

/// The program's own sign, for window frames and task bars: a pipe, and the window in it. It is the same in light and dark,
/// as it stands on grounds that are not ours.
QIcon appIcon();

} // namespace sightglass::ui
