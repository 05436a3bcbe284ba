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
/// or null: sessions of SQLite are written by the same thread, and those in memory are found by readers of a recording
/// in memory. It may stop before the state goes: what was told before is written then. Errors: InvalidArgument (a database
/// without a path).
///
/// Thread: the engine's, which all of it belongs to, and which starts and stops the recorder too.
Result<SharedState> createSharedState(const StoreUrl &url, const EventLimits &limits, StoreThread *recorder);

} // namespace sightglass::store
