// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/eventdispatcher.h"

namespace sightglass {

// Outside Linux Qt's own dispatcher is kept: it is the system's native one.
void installEngineDispatcher(QThread &) {}

} // namespace sightglass
