// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/rediseventstore.h"

namespace sightglass::store {
namespace {

// All scripts on one stream have KEYS: its events, what is known of it, the streams of its session.

// Stands before the two that follow. ARGV: the stream's name, milliseconds to live, the same once it is finished; 0: for
// ever. Names of streams that have expired leave their session's, which expire with the last of them.
constexpr char kLive[] = R"(
local function live()
  local ttl = tonumber(redis.call('HEXISTS', KEYS[2], 'fin') == 1 and ARGV[3] or ARGV[2])
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  for i = 1, 2 do
    if ttl == 0 then redis.call('PERSIST', KEYS[i]) else redis.call('PEXPIRE', KEYS[i], ttl) end
  end
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', string.format('(%.0f', now))
  redis.call('ZADD', KEYS[3], ttl == 0 and '+inf' or string.format('%.0f', now + ttl), ARGV[1])
  local last = redis.call('ZREVRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2]
  if last == 'inf' then redis.call('PERSIST', KEYS[3]) else redis.call('PEXPIREAT', KEYS[3], last) end
end
)";

// ARGV: as above, then most events, most bytes, up to which number events are gone or 0, the stream's upstream id if so, then
// number, bytes and upstream id of each event. Numbers stay text: Lua's own are no 64-bit integers.
constexpr char kAppend[] = R"(
local size = tonumber(redis.call('HGET', KEYS[2], 'bytes') or '0')
local last, up, gone = nil, nil, ARGV[6]
local function remove(entry)
  redis.call('XDEL', KEYS[1], entry[1])
  size = size - #entry[2][2]
end
for i = 8, #ARGV, 3 do
  local added = redis.pcall('XADD', KEYS[1], ARGV[i] .. '-0', 'b', ARGV[i + 1], 'u', ARGV[i + 2])
  if type(added) == 'string' then
    last = ARGV[i]; size = size + #ARGV[i + 1]
    if ARGV[i + 2] ~= '' then up = ARGV[i + 2] end
  elseif not string.find(added.err, 'specified in XADD', 1, true) then
    return added
  end
end
if not last and gone == '0' then return 0 end
if gone ~= '0' then
  for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', gone)) do remove(entry) end
  local known = redis.call('HGET', KEYS[2], 'last') or ''
  if ARGV[7] ~= '' then up = ARGV[7] end
  if not last and (#gone > #known or (#gone == #known and gone > known)) then last = gone end
end
local maxEvents, maxBytes, count = tonumber(ARGV[4]), tonumber(ARGV[5]), redis.call('XLEN', KEYS[1])
while count > 0 and ((maxEvents > 0 and count > maxEvents) or (maxBytes > 0 and size > maxBytes)) do
  remove(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1])
  count = count - 1
end
redis.call('HSET', KEYS[2], 'bytes', size)
if last then redis.call('HSET', KEYS[2], 'last', last) end
if up then redis.call('HSET', KEYS[2], 'up', up) end
live()
return 1)";

// ARGV: the first three.
constexpr char kFinish[] = R"(
redis.call('HSET', KEYS[2], 'fin', '1')
live()
return 1)";

// ARGV: the id to begin with; empty: no events wanted.
constexpr char kRead[] = R"(
local known = redis.call('HMGET', KEYS[2], 'last', 'up', 'fin')
local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
if not first and not known[1] and not known[3] then return false end
local events = {}
if ARGV[1] ~= '' then events = redis.call('XRANGE', KEYS[1], ARGV[1], '+') end
return {known[1], known[2], known[3], first and first[1] or '', events})";

// KEYS: the streams of the session. ARGV: what their keys begin with.
constexpr char kForget[] = R"(
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('DEL', ARGV[1] .. name, ARGV[2] .. name) end
return redis.call('DEL', KEYS[1]))";

quint64 numberOf(const QByteArray &entryId)
{
    return entryId.left(entryId.indexOf('-')).toULongLong();
}

StoredStream streamFrom(const RedisReply &reply)
{
    StoredStream stream;
    stream.lastUpstreamId = reply.at(1).bytes;
    stream.finished = !reply.at(2).isNil();
    stream.setNumbers(numberOf(reply.at(3).bytes), reply.at(0).bytes.toULongLong());
    const std::vector<RedisReply> &events = reply.at(4).items;
    stream.events.reserve(events.size());
    for (const RedisReply &event : events) {
        const RedisReply &fields = event.at(1); // b, BYTES, u, UPSTREAM ID
        stream.events.push_back({numberOf(event.at(0).bytes), fields.at(1).bytes, fields.at(3).bytes});
    }
    return stream;
}

} // namespace

RedisEventStore::RedisEventStore(std::shared_ptr<RedisConnection> connection)
    : m_connection(std::move(connection)),
      m_keys{m_connection->options().keyPrefix},
      m_overlay(m_connection->options().events),
      m_appendScript(m_connection->addScript(QByteArray(kLive) + kAppend)),
      m_finishScript(m_connection->addScript(QByteArray(kLive) + kFinish)),
      m_readScript(m_connection->addScript(kRead)),
      m_forgetScript(m_connection->addScript(kForget))
{
    connect(m_connection.get(), &RedisConnection::lost, this, [this] { m_overlay.takeBack(false); });
    connect(m_connection.get(), &RedisConnection::readied, this, &RedisEventStore::reconcile);
}

void RedisEventStore::open(Done<void> done)
{
    m_connection->open(this, std::move(done));
}

RedisCommand RedisEventStore::streamCommand(const QByteArray &script, const QByteArray &session,
                                            const QByteArray &stream) const
{
    return {"EVALSHA",
            script,
            "3",
            m_keys.events(session, stream),
            m_keys.stream(session, stream),
            m_keys.streams(session)};
}

QByteArray RedisEventStore::ttl(bool finished) const
{
    return QByteArray::number(m_connection->options().events.ageMs(finished));
}

// ---- writing --------------------------------------------------------------------------------------------------------------

void RedisEventStore::append(const QByteArray &session, const QByteArray &stream,
                             const std::vector<StoredEvent> &events)
{
    if (events.empty())
        return;
    m_overlay.append({session, stream}, events);
    if (m_connection->usable())
        writeStream(session, stream);
}

void RedisEventStore::finish(const QByteArray &session, const QByteArray &stream)
{
    m_overlay.finish({session, stream});
    if (m_connection->usable())
        writeStream(session, stream);
}

void RedisEventStore::forget(const QByteArray &session)
{
    m_overlay.forget(session);
    if (m_connection->usable())
        writeForgotten();
}

void RedisEventStore::reconcile(bool restarted)
{
    if (restarted) // see RedisSessionStore
        m_overlay.takeBack(true);
    writeForgotten();
    for (const auto &[session, stream] : m_overlay.waiting())
        writeStream(session, stream);
}

void RedisEventStore::writeStream(const QByteArray &session, const QByteArray &stream)
{
    const std::vector<StoredEvent> events = m_overlay.takeEvents({session, stream});
    const EventOverlay::Gone gone = m_overlay.gone({session, stream});
    if (!events.empty() || gone.upTo > 0) {
        const EventLimits &limits = m_connection->options().events;
        RedisCommand command = streamCommand(m_appendScript, session, stream);
        command << stream << ttl(false) << ttl(true) << QByteArray::number(limits.maxEvents)
                << QByteArray::number(limits.maxBytes) << QByteArray::number(gone.upTo) << gone.lastUpstreamId;
        for (const StoredEvent &event : events)
            command << QByteArray::number(event.number) << event.bytes << event.upstreamId;
        write(command, [this, session, stream, last = events.empty() ? gone.upTo : events.back().number] {
            m_overlay.wroteEvents({session, stream}, last);
        });
    }
    if (m_overlay.takeFinish({session, stream})) {
        RedisCommand command = streamCommand(m_finishScript, session, stream);
        command << stream << ttl(false) << ttl(true);
        write(command, [this, session, stream] { m_overlay.wroteFinish({session, stream}); });
    }
}

void RedisEventStore::writeForgotten()
{
    for (const QByteArray &session : m_overlay.takeForgotten()) {
        write({"EVALSHA", m_forgetScript, "1", m_keys.streams(session), m_keys.events(session, {}),
               m_keys.stream(session, {})},
              [this, session] { m_overlay.wroteForgotten(session); });
    }
}

void RedisEventStore::write(const RedisCommand &command, Written written)
{
    m_connection->send(this, command, [this, written = std::move(written)](const Result<RedisReply> &reply) {
        if (!reply && reply.error().code == ErrorCode::ConnectionLost)
            return; // it waits in the overlay
        if (!reply)
            m_writeError = reply.error().text;
        written();
    });
}

void RedisEventStore::flush(Done<void> done)
{
    m_connection->send(this, {"PING"}, [this, done = std::move(done)](const Result<RedisReply> &reply) {
        const QString refused = std::exchange(m_writeError, {});
        if (!reply)
            done(failure(reply.error().code, reply.error().text));
        else if (!refused.isEmpty())
            done(failure(ErrorCode::Io, refused));
        else
            done({});
    });
}

// ---- reading --------------------------------------------------------------------------------------------------------------

void RedisEventStore::read(const QByteArray &session, const QByteArray &stream, quint64 after, Done<StoredStream> done)
{
    RedisCommand command = streamCommand(m_readScript, session, stream);
    command.append(after == std::numeric_limits<quint64>::max() ? QByteArray() : QByteArray::number(after + 1) + "-0");
    m_connection->send(
        this, command, [this, session, stream, after, done = std::move(done)](const Result<RedisReply> &reply) {
            if (reply && !reply->isNil()) {
                done(streamFrom(*reply));
                return;
            }
            const std::optional<StoredStream> known = reply ? std::nullopt : m_overlay.read({session, stream}, after);
            if (known)
                done(*known);
            else if (!reply && !m_overlay.forgotten(session))
                done(failure(reply.error().code, reply.error().text));
            else
                done(failure(ErrorCode::NotFound, QStringLiteral("this session has no such stream")));
        });
}

} // namespace sightglass::store
