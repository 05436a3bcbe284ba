// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventstore.h"
#include "store/instanceregistry.h"
#include "store/sessionstore.h"

#include <memory>

namespace sightglass::store {

/// Everything that outlives one proxy or is shared by several. None of it is null.
struct SharedState {
    std::unique_ptr<SessionStore> sessions;
    std::unique_ptr<EventStore> events;
    std::unique_ptr<InstanceRegistry> instances;
};

class StoreThread;
struct StoreUrl;

/// Makes what \a url names; nothing is touched before its open() calls. SQLite works in \a recorder's thread when it has
/// the same file, else in one of its own; \a recorder may be null.
Result<SharedState> createSharedState(const StoreUrl &url, const EventLimits &limits, StoreThread *recorder);

} // namespace sightglass::store
