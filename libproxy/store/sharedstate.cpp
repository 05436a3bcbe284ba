// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sharedstate.h"

#include "store/memory/localinstances.h"
#include "store/memory/memoryeventstore.h"
#include "store/memory/memorysessionstore.h"
#include "store/redis/redisstate.h"
#include "store/sqlite/sqliteeventstore.h"
#include "store/sqlite/sqlitesessionstore.h"
#include "store/storethread.h"

namespace sightglass::store {

namespace {

SharedState inMemory(const EventLimits &limits, const StoreThread *recorder)
{
    auto shelf = recorder ? recorder->sessionShelf() : nullptr;
    return {std::make_unique<MemorySessionStore>(shelf ? std::move(shelf) : std::make_shared<SessionShelf>()),
            std::make_unique<MemoryEventStore>(limits), std::make_unique<LocalInstances>()};
}

SharedState inSqlite(const QString &path, const EventLimits &limits, StoreThread *recorder)
{
    const auto state = std::make_shared<SqliteState>(path, limits, recorder);
    return {std::make_unique<SqliteSessionStore>(state), std::make_unique<SqliteEventStore>(state),
            std::make_unique<LocalInstances>()};
}

RedisOptions redisOptions(const StoreUrl::Server &server, const EventLimits &limits)
{
    RedisOptions options;
    options.host = server.host;
    options.port = server.port;
    options.password = server.password;
    options.db = server.database;
    options.events = limits;
    return options;
}

} // namespace

Result<SharedState> createSharedState(const StoreUrl &url, const EventLimits &limits, StoreThread *recorder)
{
    switch (url.kind) {
    case StoreUrl::Kind::Memory:
        return inMemory(limits, recorder);
    case StoreUrl::Kind::Sqlite:
        if (url.path.isEmpty())
            return failure(ErrorCode::InvalidArgument, QStringLiteral("The store has no path"));
        return inSqlite(url.path, limits, recorder);
    case StoreUrl::Kind::Redis:
        return createRedisState(redisOptions(url.server, limits));
    }
    return failure(ErrorCode::InvalidArgument, QStringLiteral("There is no such store"));
}

} // namespace sightglass::store
