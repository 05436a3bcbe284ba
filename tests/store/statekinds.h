// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/redisstatefixture.h"
#include "store/sessionfixture.h"

#include <vector>

namespace sightglass::store {

/// The kinds that the contract is tested on: a new one adds a row.
inline std::vector<StateKind> stateKinds()
{
    return {{"redis", [](const EventLimits &limits) { return std::make_unique<RedisStateFixture>(limits); }}};
}

} // namespace sightglass::store
