// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sightglass::app {

/// Runs the command that \a arguments name (arguments[0] is the program); the exit code.
int run(const QStringList &arguments);

} // namespace sightglass::app
