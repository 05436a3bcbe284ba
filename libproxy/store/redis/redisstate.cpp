// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/redisstate.h"

#include "store/redis/rediseventstore.h"
#include "store/redis/redisinstances.h"
#include "store/redis/redissessionstore.h"

namespace sightglass::store {

Result<SharedState> createRedisState(const RedisOptions &options)
{
    if (options.host.isEmpty() || options.port == 0)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a Redis has a host and a port"));
    if (options.db < 0)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a database of Redis has a number from 0"));
    if (options.connectTimeoutMs <= 0 || options.commandTimeoutMs <= 0 || options.liveSessionTtlMs <= 0
        || options.endedSessionTtlMs <= 0 || options.instanceRenewMs <= 0
        || options.instanceTtlMs <= options.instanceRenewMs)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the times for Redis make no sense"));
    const auto connection = std::make_shared<RedisConnection>(options);
    SharedState state;
    state.sessions = std::make_unique<RedisSessionStore>(connection);
    state.events = std::make_unique<RedisEventStore>(connection);
    state.instances = std::make_unique<RedisInstances>(connection);
    return state;
}

} // namespace sightglass::store
