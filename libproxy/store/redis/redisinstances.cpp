// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/redisinstances.h"

#include <algorithm>

namespace sightglass::store {
namespace {

constexpr qsizetype kThingsPerScript = 500;

// All scripts have ARGV: the prefix of keys, then this instance's id, address and time to live where they need them. What
// an instance owned goes with it, unless another one has taken it since.
constexpr char kCommon[] = R"(
local P, id, address, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local function lives(other) return redis.call('EXISTS', P .. 'instance:' .. other) == 1 end
local function bury(other)
  for _, thing in ipairs(redis.call('SMEMBERS', P .. 'things:' .. other)) do
    if redis.call('GET', P .. 'thing:' .. thing) == other then redis.call('DEL', P .. 'thing:' .. thing) end
  end
  redis.call('DEL', P .. 'things:' .. other, P .. 'instance:' .. other)
  redis.call('SREM', P .. 'instances', other)
end
local function buryTheDead()
  for _, other in ipairs(redis.call('SMEMBERS', P .. 'instances')) do
    if not lives(other) then bury(other) end
  end
end
local function live()
  redis.call('SET', P .. 'instance:' .. id, address, 'PX', ttl)
  redis.call('SADD', P .. 'instances', id)
end
)";

// Further ARGV: 1 when it is new. 1: it was taken for dead, and what it owned may have been taken.
constexpr char kAnnounce[] = R"(
local known = lives(id)
live()
if address ~= '' then
  local holder = redis.call('GET', P .. 'address:' .. address)
  if ARGV[5] == '1' and holder and holder ~= id then bury(holder) end
  if ARGV[5] == '1' or not holder or holder == id then
    redis.call('SET', P .. 'address:' .. address, id, 'EX', 604800)
  end
end
buryTheDead()
return known and 0 or 1)";

// Further ARGV: things. Who owns each then, id and address. To claim is to live.
constexpr char kClaim[] = R"(
live()
local out = {}
for i = 5, #ARGV do
  local thing = P .. 'thing:' .. ARGV[i]
  local owner = redis.call('GET', thing)
  local where = owner and owner ~= id and redis.call('GET', P .. 'instance:' .. owner)
  if where then
    out[#out + 1] = owner; out[#out + 1] = where
  else
    if owner and owner ~= id then redis.call('SREM', P .. 'things:' .. owner, ARGV[i]) end
    redis.call('SET', thing, id)
    redis.call('SADD', P .. 'things:' .. id, ARGV[i])
    out[#out + 1] = id; out[#out + 1] = address
  end
end
return out)";

// Further ARGV: the thing.
constexpr char kOwner[] = R"(
local owner = redis.call('GET', P .. 'thing:' .. ARGV[5])
local where = owner and redis.call('GET', P .. 'instance:' .. owner)
return where and {owner, where})";

// Further ARGV: the thing.
constexpr char kRelease[] = R"(
redis.call('SREM', P .. 'things:' .. id, ARGV[5])
if redis.call('GET', P .. 'thing:' .. ARGV[5]) == id then return redis.call('DEL', P .. 'thing:' .. ARGV[5]) end
return 0)";

// Further ARGV: the address. One that lives after all announces itself anew, and claims again what nobody has taken.
constexpr char kDeath[] = R"(
local holder = redis.call('GET', P .. 'address:' .. ARGV[5])
if not holder or holder == id then return 0 end
if redis.call('GET', P .. 'instance:' .. holder) ~= ARGV[5] then return 0 end
bury(holder)
return 1)";

constexpr char kInstances[] = R"(
buryTheDead()
local out = {}
for _, other in ipairs(redis.call('SMEMBERS', P .. 'instances')) do
  out[#out + 1] = other; out[#out + 1] = redis.call('GET', P .. 'instance:' .. other)
end
return out)";

constexpr char kWithdraw[] = R"(
bury(id)
if redis.call('GET', P .. 'address:' .. address) == id then redis.call('DEL', P .. 'address:' .. address) end
return 1)";

QByteArray script(const char *text)
{
    return QByteArray(kCommon).append(text);
}

Error nobody()
{
    return Error(ErrorCode::NotFound, QStringLiteral("no instance that lives owns this"));
}

Error notAnnounced()
{
    return Error(ErrorCode::InvalidArgument, QStringLiteral("this instance is not announced"));
}

} // namespace

RedisInstances::RedisInstances(std::shared_ptr<RedisConnection> connection)
    : m_connection(std::move(connection)),
      m_announceScript(m_connection->addScript(script(kAnnounce))),
      m_claimScript(m_connection->addScript(script(kClaim))),
      m_ownerScript(m_connection->addScript(script(kOwner))),
      m_releaseScript(m_connection->addScript(script(kRelease))),
      m_deathScript(m_connection->addScript(script(kDeath))),
      m_instancesScript(m_connection->addScript(script(kInstances))),
      m_withdrawScript(m_connection->addScript(script(kWithdraw)))
{
    connect(m_connection.get(), &RedisConnection::readied, this, &RedisInstances::catchUp);
    m_renewTimer.setInterval(m_connection->options().instanceRenewMs);
    connect(&m_renewTimer, &QTimer::timeout, this, &RedisInstances::renew);
}

RedisCommand RedisInstances::command(const QByteArray &sha) const
{
    const Instance self = m_self.value_or(Instance());
    const RedisOptions &options = m_connection->options();
    return {"EVALSHA", sha, "0", options.keyPrefix, self.id, self.address, QByteArray::number(options.instanceTtlMs)};
}

// ---- being there ----------------------------------------------------------------------------------------------------------

void RedisInstances::announce(const Instance &self)
{
    m_self = self;
    m_announced = false;
    m_renewTimer.start();
    m_connection->open(this, [](const Result<void> &) {});
    renew();
}

void RedisInstances::renew()
{
    if (!m_self || !m_connection->usable())
        return;
    RedisCommand announcement = command(m_announceScript);
    announcement.append(m_announced ? "0" : "1");
    m_connection->send(this, announcement, [this](const Result<RedisReply> &reply) {
        if (!reply)
            return;
        const bool wasDead = std::exchange(m_announced, true) && reply->toInteger() == 1;
        if (wasDead)
            claimAgain();
    });
}

void RedisInstances::catchUp()
{
    if (!m_self)
        return;
    renew();
    for (const QByteArray &thing : std::exchange(m_released, {}))
        sendRelease(thing);
    claimAgain();
}

void RedisInstances::claimAgain()
{
    const QList<QByteArray> things = m_owned.values();
    for (qsizetype i = 0; i < things.size(); i += kThingsPerScript) {
        const QList<QByteArray> some = things.mid(i, kThingsPerScript);
        m_connection->send(this, claimCommand(some), [this, some](const Result<RedisReply> &reply) {
            for (qsizetype j = 0; reply && j < some.size(); ++j) {
                if (!m_self || reply->at(size_t(2 * j)).bytes != m_self->id)
                    m_owned.remove(some[j]);
            }
        });
    }
}

void RedisInstances::withdraw(Done<void> done)
{
    m_renewTimer.stop();
    const RedisCommand withdrawal = command(m_withdrawScript);
    m_self.reset();
    m_owned.clear();
    m_released.clear();
    m_connection->send(this, withdrawal, [done = std::move(done)](const Result<RedisReply> &reply) {
        if (reply)
            done({});
        else
            done(failure(reply.error().code, reply.error().text)); // its entry expires by itself
    });
}

void RedisInstances::instances(Done<std::vector<Instance>> done)
{
    m_connection->send(
        this, command(m_instancesScript), [this, done = std::move(done)](const Result<RedisReply> &reply) {
            std::vector<Instance> all;
            if (reply) {
                for (size_t i = 0; i + 1 < reply->items.size(); i += 2)
                    all.push_back({reply->at(i).bytes, reply->at(i + 1).bytes});
            } else if (m_self) {
                all.push_back(*m_self);
            }
            std::sort(all.begin(), all.end(), [](const Instance &a, const Instance &b) { return a.id < b.id; });
            done(std::move(all));
        });
}

// ---- things ---------------------------------------------------------------------------------------------------------------

RedisCommand RedisInstances::claimCommand(const QList<QByteArray> &things) const
{
    return command(m_claimScript) + things;
}

void RedisInstances::claim(const QByteArray &thing, Done<Instance> done)
{
    if (!m_self) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(tl::unexpected(notAnnounced())); }, Qt::QueuedConnection);
        return;
    }
    // At once, so that a release() behind this one has the last word.
    m_owned.insert(thing);
    m_released.remove(thing);
    m_connection->send(this, claimCommand({thing}),
                       [this, thing, self = *m_self, done = std::move(done)](const Result<RedisReply> &reply) {
                           if (!reply || reply->items.size() < 2) {
                               done(self);
                               return;
                           }
                           const Instance owner = {reply->at(0).bytes, reply->at(1).bytes};
                           if (owner.id != self.id)
                               m_owned.remove(thing);
                           done(owner);
                       });
}

void RedisInstances::ownerOf(const QByteArray &thing, Done<Instance> done)
{
    m_connection->send(this, command(m_ownerScript) + QList<QByteArray>{thing},
                       [this, thing, done = std::move(done)](const Result<RedisReply> &reply) {
                           if (reply && reply->items.size() == 2)
                               done(Instance{reply->at(0).bytes, reply->at(1).bytes});
                           else if (!reply && m_self && m_owned.contains(thing))
                               done(*m_self);
                           else
                               done(tl::unexpected(nobody()));
                       });
}

void RedisInstances::release(const QByteArray &thing)
{
    m_owned.remove(thing);
    if (m_self)
        sendRelease(thing);
}

void RedisInstances::declareDead(const QByteArray &address)
{
    m_connection->send(this, command(m_deathScript) + QList<QByteArray>{address}, [](const Result<RedisReply> &) {});
}

void RedisInstances::sendRelease(const QByteArray &thing)
{
    m_connection->send(this, command(m_releaseScript) + QList<QByteArray>{thing},
                       [this, thing](const Result<RedisReply> &reply) {
                           if (!reply && reply.error().code == ErrorCode::ConnectionLost && !m_owned.contains(thing))
                               m_released.insert(thing);
                       });
}

} // namespace sightglass::store
