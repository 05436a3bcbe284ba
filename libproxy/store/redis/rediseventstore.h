// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/redis/eventoverlay.h"
#include "store/redis/redisconnection.h"
#include "store/redis/rediskeys.h"

#include <memory>

namespace sightglass::store {

/// Events in Redis Streams, where the number of an event is the id of its entry: Redis itself refuses what is there
/// already, so everything may be told twice. While Redis is away events wait in memory; a stream is read from there if all
/// that is asked for is there, and is ConnectionLost if not. EventLimits::maxTotalBytes is not looked at: what Redis may use
/// in all is its own `maxmemory`.
class RedisEventStore : public EventStore
{
    Q_OBJECT
public:
    explicit RedisEventStore(std::shared_ptr<RedisConnection> connection);

    void open(Done<void> done) override;
    void append(const QByteArray &session, const QByteArray &stream, const std::vector<StoredEvent> &events) override;
    void finish(const QByteArray &session, const QByteArray &stream) override;
    void read(const QByteArray &session, const QByteArray &stream, quint64 after, Done<StoredStream> done) override;
    void forget(const QByteArray &session) override;
    void flush(Done<void> done) override;

private:
    using Written = std::function<void()>;

    void reconcile(bool restarted);
    void writeStream(const QByteArray &session, const QByteArray &stream);
    void writeForgotten();
    /// Runs a script that writes; \a written unless Redis went away. What it refuses would be refused again.
    void write(const RedisCommand &command, Written written);
    RedisCommand streamCommand(const QByteArray &script, const QByteArray &session, const QByteArray &stream) const;
    QByteArray ttl(bool finished) const;

    std::shared_ptr<RedisConnection> m_connection;
    RedisKeys m_keys;
    EventOverlay m_overlay;
    QByteArray m_appendScript;
    QByteArray m_finishScript;
    QByteArray m_readScript;
    QByteArray m_forgetScript;
    QString m_writeError; ///< as in RedisSessionStore
};

} // namespace sightglass::store
