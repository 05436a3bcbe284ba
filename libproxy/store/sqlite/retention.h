// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/recordstore.h"
#include "store/sqlite/database.h"

namespace sightglass::store {

/// Removes the oldest exchanges over the limits, then pieces and chunks that only they used, in transactions of at most
/// some thousand rows. Freed pages are used again by what is written next; the file does not shrink. \a nowUs: wall
/// clock, microseconds. Returns the lowest id that may still be there; invalid when nothing was removed.
Result<exchange::ExchangeId> removeOverLimits(const Database &database, const Retention &retention, qint64 nowUs);

} // namespace sightglass::store
