// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventstore.h"
#include "store/instanceregistry.h"

namespace sightglass::store {

/// Where Redis is and how long it may take; a value.
struct RedisOptions {
    /// A live session that nobody saved for so long is gone, and so is one that ended so long ago.
    static constexpr qint64 kLiveSessionTtlMs = qint64(7) * 24 * 3600 * 1000;
    static constexpr qint64 kEndedSessionTtlMs = qint64(24) * 3600 * 1000;

    QString host = QStringLiteral("127.0.0.1"); ///< a name or an address
    quint16 port = 6379;
    QByteArray user;     ///< empty: the default one
    QByteArray password; ///< empty: none
    int db = 0;
    QByteArray keyPrefix =
        QByteArrayLiteral("sightglass:"); ///< of all keys; several groups of proxies may share a Redis

    int connectTimeoutMs = 2'000; ///< until Redis is ready to work, password and all
    int commandTimeoutMs = 2'000; ///< a Redis that owes answers and sends none for so long is away
    qint64 liveSessionTtlMs = kLiveSessionTtlMs;
    qint64 endedSessionTtlMs = kEndedSessionTtlMs;
    EventLimits events;
    int instanceTtlMs = InstanceRegistry::kTtlMs;
    int instanceRenewMs = InstanceRegistry::kRenewMs;
};

} // namespace sightglass::store
