// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace sightglass::app {

/// Exit codes of every program and command (docs/guide.md).
enum ExitCode : int {
    kExitOk = 0,
    kExitFailed = 1,  ///< it ran and something went wrong
    kExitUsage = 2,   ///< the command line or a file it names is wrong
    kExitAddress = 3, ///< cannot listen where it was told to
    kExitStore = 4,   ///< the store cannot be opened
};

/// Writes `sightglass: text` to stderr and gives the exit code that fits the error.
int report(const Error &error);

} // namespace sightglass::app
