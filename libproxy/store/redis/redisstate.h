// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/redis/redisoptions.h"
#include "store/sharedstate.h"

namespace sightglass::store {

/// Sessions, events and the register of instances over one connection to Redis (5.0 or later), which is made by the first
/// open(). InvalidArgument when the options make no sense. Like Qt's own sockets it makes the process ignore SIGPIPE, unless
/// the program handles that itself.
///
/// Thread: the one that calls it. The parts may be destroyed in any order.
Result<SharedState> createRedisState(const RedisOptions &options);

} // namespace sightglass::store
