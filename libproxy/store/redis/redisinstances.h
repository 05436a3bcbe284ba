// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/instanceregistry.h"
#include "store/redis/redisconnection.h"

#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>

namespace sightglass::store {

/// The register of instances in Redis. Everything that must not come apart is one script there. While Redis is away this
/// instance serves alone: it gets what it claims, knows of nobody else, and claims it again when Redis is back, where
/// another one may have been faster.
class RedisInstances : public InstanceRegistry
{
    Q_OBJECT
public:
    explicit RedisInstances(std::shared_ptr<RedisConnection> connection);

    void announce(const Instance &self) override;
    void claim(const QByteArray &thing, Done<Instance> done) override;
    void ownerOf(const QByteArray &thing, Done<Instance> done) override;
    void release(const QByteArray &thing) override;
    void declareDead(const QByteArray &address) override;
    void instances(Done<std::vector<Instance>> done) override;
    void withdraw(Done<void> done) override;

private:
    void catchUp();
    void renew();
    void claimAgain();
    void sendRelease(const QByteArray &thing);
    RedisCommand claimCommand(const QList<QByteArray> &things) const;
    RedisCommand command(const QByteArray &script) const; ///< for this instance

    std::shared_ptr<RedisConnection> m_connection;
    std::optional<Instance> m_self;
    QSet<QByteArray> m_owned;    ///< as far as we know
    QSet<QByteArray> m_released; ///< Redis does not know it yet
    QTimer m_renewTimer;
    bool m_announced = false;
    QByteArray m_announceScript;
    QByteArray m_claimScript;
    QByteArray m_ownerScript;
    QByteArray m_releaseScript;
    QByteArray m_deathScript;
    QByteArray m_instancesScript;
    QByteArray m_withdrawScript;
};

} // namespace sightglass::store
