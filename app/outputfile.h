// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"

#include <QFile>

namespace sightglass::app {

/// Opens what --output names, or standard output; false when it cannot be written: \a file says why.
bool openOutput(const Options &options, QFile &file);

} // namespace sightglass::app
