// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/redis/redisconnection.h"
#include "store/redis/rediskeys.h"
#include "store/redis/sessionoverlay.h"

#include <memory>

namespace sightglass::store {

/// Sessions in Redis, for all instances that share it. While it is away everything goes on from memory: what is saved and
/// removed then is written when it is back, where an older snapshot never replaces a newer one. Reading then answers from
/// what this instance has seen.
class RedisSessionStore : public SessionStore
{
    Q_OBJECT
public:
    explicit RedisSessionStore(std::shared_ptr<RedisConnection> connection);

    void open(Done<void> done) override;
    void save(const exchange::SessionBatch &sessions) override;
    void remove(const QList<QByteArray> &keys) override;
    void load(const QByteArray &key, Done<exchange::SessionPtr> done) override;
    void list(const SessionQuery &query, Done<std::vector<exchange::SessionPtr>> done) override;
    void removeUnused(qint64 unusedSinceUs, Done<qint64> done) override;
    void flush(Done<void> done) override;
    StoreHealth health() const override { return m_connection->health(); }

private:
    struct Listing;
    struct Removing;

    void reconcile(bool restarted);
    void write(const std::vector<exchange::SessionPtr> &sessions);
    void writeSome(std::vector<exchange::SessionPtr> sessions);
    void writeRemovals(const QList<QByteArray> &keys);
    void listOn(const std::shared_ptr<Listing> &listing);
    void takeListed(Listing &listing, const RedisReply &members) const;
    void removeOn(const std::shared_ptr<Removing> &removing);
    void removeUnusedFromMemory(qint64 unusedSinceUs, qint64 removed, const Done<qint64> &done);
    /// Calls it from the event loop, if this store is there then.
    void later(std::function<void()> call);

    std::shared_ptr<RedisConnection> m_connection;
    RedisKeys m_keys;
    SessionOverlay m_overlay;
    QByteArray m_saveScript;
    QByteArray m_listScript;
    QByteArray m_removeScript;
    QString m_writeError; ///< of the last write that Redis refused; empty: none since the last flush
};

} // namespace sightglass::store
