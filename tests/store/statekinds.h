// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/memory/localinstances.h"
#include "store/memory/memoryeventstore.h"
#include "store/memory/memorysessionstore.h"
#include "store/redisstatefixture.h"
#include "store/sessionfixture.h"

#include <vector>

namespace sightglass::store {

class MemoryFixture : public StateFixture
{
public:
    explicit MemoryFixture(const EventLimits &limits) : m_limits(limits) { restart(); }

    SharedState &state() override { return m_state; }
    void restart() override
    {
        m_state = {std::make_unique<MemorySessionStore>(), std::make_unique<MemoryEventStore>(m_limits),
                   std::make_unique<LocalInstances>()};
        openOrDie(m_state);
    }
    bool survivesRestart() const override { return false; }
    bool shared() const override { return false; }

private:
    EventLimits m_limits;
    SharedState m_state;
};

/// The kinds that the contract is tested on: a new one adds a row.
inline std::vector<StateKind> stateKinds()
{
    return {
        {"memory", [](const EventLimits &limits) { return std::make_unique<MemoryFixture>(limits); }},
        {"redis", [](const EventLimits &limits) { return std::make_unique<RedisStateFixture>(limits); }},
    };
}

} // namespace sightglass::store
