// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/redis/redisstate.h"
#include "store/redisserver.h"
#include "store/sessionfixture.h"

namespace sightglass::store {

/// Sessions and events in a Redis of their own.
struct RedisStateFixture : StateFixture {
    explicit RedisStateFixture(const EventLimits &eventLimits) : limits(eventLimits)
    {
        if (!server.start())
            qFatal("no redis-server");
        m_state = make();
    }

    SharedState &state() override { return *m_state; }
    void restart() override
    {
        m_state.reset();
        m_state = make();
    }
    std::unique_ptr<SharedState> second() override { return make(); }
    bool survivesRestart() const override { return true; }
    bool shared() const override { return true; }

private:
    std::unique_ptr<SharedState> make() const
    {
        RedisOptions options = server.options();
        options.events = limits;
        Result<SharedState> made = createRedisState(options);
        if (!made || !open(*made))
            qFatal("Redis does not open");
        return std::make_unique<SharedState>(std::move(*made));
    }

    EventLimits limits;
    test::RedisServer server;
    std::unique_ptr<SharedState> m_state;
};

} // namespace sightglass::store
