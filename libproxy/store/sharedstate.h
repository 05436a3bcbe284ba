// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventstore.h"
#include "store/instanceregistry.h"
#include "store/sessionstore.h"
#include "store/storeurl.h"

#include <memory>

namespace sightglass::store {

class StoreThread;

/// Everything that outlives one proxy or is shared by several. None of it is null.
struct SharedState {
    std::unique_ptr<SessionStore> sessions;
    std::unique_ptr<EventStore> events;
    std::unique_ptr<InstanceRegistry> instances;
};

/// Makes what \a url names; nothing is touched before open() of the parts. \a recorder is the thread that records, started,
/// or null: SQLite is then written by the same thread, and sessions in memory are found by the readers of a recording in
/// memory. Errors: InvalidArgument (no path, or an address that makes no sense).
///
/// Thread: that of the parts, the engine's. The recorder may be stopped by another thread, but only after the parts are
/// gone; in the parts' own thread also before: what was told until then is written.
Result<SharedState> createSharedState(const StoreUrl &url, const EventLimits &limits, StoreThread *recorder);

} // namespace sightglass::store
