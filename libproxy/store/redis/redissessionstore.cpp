// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/redissessionstore.h"

#include "exchange/sessionjson.h"

#include <QSet>

namespace sightglass::store {

using exchange::SessionPtr;

namespace {

constexpr size_t kSessionsPerWrite = 64; // of one script call, so that no call holds Redis up
constexpr int kSessionsPerPage = 500;    // looked at by one script call

// KEYS: the index, sessions. ARGV: for each session its name, at, ended, json, milliseconds to live. Something else under
// the name of a session is in the way.
constexpr char kSave[] = R"(
for i = 2, #KEYS do
  local a = (i - 2) * 5
  local at = redis.pcall('HGET', KEYS[i], 'at')
  if type(at) == 'table' then redis.call('DEL', KEYS[i]); at = false end
  if not at or (tonumber(at) or 0) <= tonumber(ARGV[a + 2]) then
    redis.call('HSET', KEYS[i], 'at', ARGV[a + 2], 'ended', ARGV[a + 3], 'json', ARGV[a + 4])
    redis.call('PEXPIRE', KEYS[i], ARGV[a + 5])
    redis.call('ZADD', KEYS[1], ARGV[a + 2], ARGV[a + 1])
  end
end
return #KEYS - 1)";

// KEYS: the index. ARGV: prefix of sessions, highest score, how many to pass over, how many to look at. Name, score and
// json of each, the last one false where the session is gone; such a name is taken out.
constexpr char kList[] = R"(
local found = redis.call('ZREVRANGEBYSCORE', KEYS[1], ARGV[2], '-inf', 'WITHSCORES', 'LIMIT', ARGV[3], ARGV[4])
local out = {}
for i = 1, #found, 2 do
  local json = redis.pcall('HGET', ARGV[1] .. found[i], 'json')
  if type(json) ~= 'string' then json = false; redis.call('ZREM', KEYS[1], found[i]) end
  out[#out + 1] = found[i]; out[#out + 1] = found[i + 1]; out[#out + 1] = json
end
return out)";

// KEYS: the index. ARGV: prefix of sessions, since when, how many to pass over, how many to look at. How many were
// removed, how many stay, and the names of the removed ones. Ended ones count from their end.
constexpr char kRemoveUnused[] = R"(
local found = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[2], 'LIMIT', ARGV[3], ARGV[4])
local removed, kept = {}, 0
for _, name in ipairs(found) do
  local ended = redis.pcall('HGET', ARGV[1] .. name, 'ended')
  if type(ended) == 'string' and (tonumber(ended) or 0) >= tonumber(ARGV[2]) then
    kept = kept + 1
  else
    if type(ended) == 'string' then removed[#removed + 1] = name end
    redis.call('DEL', ARGV[1] .. name)
    redis.call('ZREM', KEYS[1], name)
  end
end
return {#found, kept, removed})";

} // namespace

RedisSessionStore::RedisSessionStore(std::shared_ptr<RedisConnection> connection)
    : m_connection(std::move(connection)),
      m_keys{m_connection->options().keyPrefix},
      m_saveScript(m_connection->addScript(kSave)),
      m_listScript(m_connection->addScript(kList)),
      m_removeScript(m_connection->addScript(kRemoveUnused))
{
    connect(m_connection.get(), &RedisConnection::lost, this, [this] { m_overlay.writeAgain(false); });
    connect(m_connection.get(), &RedisConnection::readied, this, &RedisSessionStore::reconcile);
    connect(m_connection.get(), &RedisConnection::healthChanged, this, &RedisSessionStore::healthChanged);
}

void RedisSessionStore::open(Done<void> done)
{
    m_connection->open(this, std::move(done));
}

void RedisSessionStore::later(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

// ---- writing --------------------------------------------------------------------------------------------------------------

void RedisSessionStore::save(const exchange::SessionBatch &sessions)
{
    if (!sessions)
        return;
    const bool sent = m_connection->usable();
    std::vector<SessionPtr> news;
    for (const SessionPtr &session : *sessions) {
        if (session && !session->key.isEmpty() && m_overlay.save(session, sent))
            news.push_back(session);
    }
    if (sent)
        write(news);
}

void RedisSessionStore::write(const std::vector<SessionPtr> &sessions)
{
    for (size_t i = 0; i < sessions.size(); i += kSessionsPerWrite) {
        const auto begin = sessions.begin() + std::ptrdiff_t(i);
        writeSome({begin, begin + std::ptrdiff_t(std::min(kSessionsPerWrite, sessions.size() - i))});
    }
}

void RedisSessionStore::writeSome(std::vector<SessionPtr> sessions)
{
    const RedisOptions &options = m_connection->options();
    RedisCommand command = {"EVALSHA", m_saveScript, QByteArray::number(qsizetype(sessions.size()) + 1),
                            m_keys.sessions()};
    command.reserve(qsizetype(4 + 6 * sessions.size()));
    for (const SessionPtr &session : sessions)
        command.append(m_keys.session(session->key));
    for (const SessionPtr &session : sessions) {
        command.append(session->key);
        command.append(QByteArray::number(session->lastActivityAtUs));
        command.append(QByteArray::number(session->endedAtUs));
        command.append(exchange::sessionToJson(*session));
        command.append(QByteArray::number(session->ended() ? options.endedSessionTtlMs : options.liveSessionTtlMs));
    }
    m_connection->send(this, command, [this, sessions = std::move(sessions)](const Result<RedisReply> &reply) {
        if (!reply && reply.error().code == ErrorCode::ConnectionLost)
            return; // they wait in the overlay
        if (!reply)
            m_writeError = reply.error().text;
        for (const SessionPtr &session : sessions)
            m_overlay.wrote(session);
    });
}

void RedisSessionStore::remove(const QList<QByteArray> &keys)
{
    const bool sent = m_connection->usable();
    for (const QByteArray &key : keys)
        m_overlay.remove(key, sent);
    if (sent)
        writeRemovals(keys);
}

void RedisSessionStore::writeRemovals(const QList<QByteArray> &keys)
{
    for (qsizetype i = 0; i < keys.size(); i += kSessionsPerPage) {
        const QList<QByteArray> some = keys.mid(i, kSessionsPerPage);
        RedisCommand fromIndex = {"ZREM", m_keys.sessions()};
        RedisCommand unlink = {"UNLINK"};
        for (const QByteArray &key : some) {
            fromIndex.append(key);
            unlink.append(m_keys.session(key));
        }
        m_connection->send(this, fromIndex);
        m_connection->send(this, unlink, [this, some](const Result<RedisReply> &reply) {
            if (!reply && reply.error().code == ErrorCode::ConnectionLost)
                return;
            if (!reply)
                m_writeError = reply.error().text;
            for (const QByteArray &key : some)
                m_overlay.wroteRemoval(key);
        });
    }
}

void RedisSessionStore::reconcile(bool restarted)
{
    // A server that was started anew may know nothing; where it kept its data this changes nothing there.
    if (restarted)
        m_overlay.writeAgain(true);
    writeRemovals(m_overlay.takeRemovals());
    write(m_overlay.takeSessions());
}

void RedisSessionStore::flush(Done<void> done)
{
    // Answers come in order: behind this one's nothing is open.
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

void RedisSessionStore::load(const QByteArray &key, Done<SessionPtr> done)
{
    const auto take = [this, key, done = std::move(done)](const Result<RedisReply> &reply) {
        if (reply && reply->kind == RedisReply::Kind::Bytes) {
            Result<exchange::SessionRecord> session = exchange::sessionFromJson(reply->bytes);
            if (!session || session->key != key) {
                done(failure(ErrorCode::InvalidData, QStringLiteral("what Redis keeps of this session is none")));
                return;
            }
            auto record = std::make_shared<const exchange::SessionRecord>(*std::move(session));
            m_overlay.note(record);
            done(record);
            return;
        }
        const bool away = !reply && reply.error().code == ErrorCode::ConnectionLost;
        if (reply)
            m_overlay.forget(key);
        if (const SessionPtr known = m_overlay.find(key))
            done(known);
        else if (away && !m_overlay.removed(key))
            done(failure(ErrorCode::ConnectionLost, reply.error().text));
        else
            done(failure(ErrorCode::NotFound, QStringLiteral("there is no such session")));
    };
    m_connection->send(this, {"HGET", m_keys.session(key), "json"}, take);
}

struct RedisSessionStore::Listing {
    SessionQuery query;
    Done<std::vector<SessionPtr>> done;
    std::vector<SessionPtr> sessions;
    QSet<QByteArray> seen;
    QByteArray score; ///< of the last name looked at; the next page begins there …
    int passed = 0;   ///< … behind so many with the same one
    bool whole = false;
};

void RedisSessionStore::list(const SessionQuery &query, Done<std::vector<SessionPtr>> done)
{
    auto listing = std::make_shared<Listing>();
    listing->query = query;
    listing->done = std::move(done);
    if (query.before != std::numeric_limits<qint64>::max())
        listing->score = QByteArray::number(query.before);
    else
        listing->score = "+inf";
    listOn(listing);
}

// By where it is, not by how far: sessions move to the front while we read.
void RedisSessionStore::listOn(const std::shared_ptr<Listing> &listing)
{
    if (listing->whole || qint64(listing->sessions.size()) >= listing->query.limit) {
        later([listing] { listing->done(std::move(listing->sessions)); });
        return;
    }
    m_connection->send(this,
                       {"EVALSHA", m_listScript, "1", m_keys.sessions(), m_keys.session({}), listing->score,
                        QByteArray::number(listing->passed), QByteArray::number(kSessionsPerPage)},
                       [this, listing](const Result<RedisReply> &reply) {
                           if (!reply) {
                               listing->done(m_overlay.list(listing->query));
                               return;
                           }
                           takeListed(*listing, *reply);
                           listOn(listing);
                       });
}

void RedisSessionStore::takeListed(Listing &listing, const RedisReply &members) const
{
    const size_t count = members.items.size() / 3;
    listing.whole = count < kSessionsPerPage;
    for (size_t i = 0; i < count; ++i) {
        const QByteArray &name = members.at(3 * i).bytes;
        const QByteArray &score = members.at(3 * i + 1).bytes;
        const RedisReply &json = members.at(3 * i + 2);
        if (score != listing.score) {
            listing.score = score;
            listing.passed = 0;
        }
        if (json.isNil()) // taken out of the index just now
            continue;
        ++listing.passed;
        Result<exchange::SessionRecord> session = exchange::sessionFromJson(json.bytes);
        const SessionQuery &query = listing.query;
        if (!session || session->key != name || (query.liveOnly && session->ended())
            || (session->lastActivityAtUs == query.before && !query.beforeKey.isEmpty() && name >= query.beforeKey)
            || qint64(listing.sessions.size()) >= query.limit || listing.seen.contains(name))
            continue;
        listing.seen.insert(name);
        listing.sessions.push_back(std::make_shared<const exchange::SessionRecord>(*std::move(session)));
    }
}

// ---- removing what is unused ----------------------------------------------------------------------------------------------

struct RedisSessionStore::Removing {
    qint64 sinceUs = 0;
    Done<qint64> done;
    qint64 removed = 0;
    qint64 kept = 0;
};

void RedisSessionStore::removeUnused(qint64 unusedSinceUs, Done<qint64> done)
{
    auto removing = std::make_shared<Removing>();
    removing->sinceUs = unusedSinceUs;
    removing->done = std::move(done);
    removeOn(removing);
}

void RedisSessionStore::removeOn(const std::shared_ptr<Removing> &removing)
{
    m_connection->send(this,
                       {"EVALSHA", m_removeScript, "1", m_keys.sessions(), m_keys.session({}),
                        QByteArray::number(removing->sinceUs), QByteArray::number(removing->kept),
                        QByteArray::number(kSessionsPerPage)},
                       [this, removing](const Result<RedisReply> &reply) {
                           if (!reply) {
                               removeUnusedFromMemory(removing->sinceUs, removing->removed, removing->done);
                               return;
                           }
                           for (const RedisReply &name : reply->at(2).items)
                               m_overlay.forget(name.bytes);
                           removing->removed += qint64(reply->at(2).items.size());
                           removing->kept += reply->at(1).toInteger();
                           if (reply->at(0).toInteger() < kSessionsPerPage)
                               removing->done(removing->removed);
                           else
                               removeOn(removing);
                       });
}

void RedisSessionStore::removeUnusedFromMemory(qint64 unusedSinceUs, qint64 removed, const Done<qint64> &done)
{
    const QList<QByteArray> keys = m_overlay.unused(unusedSinceUs);
    remove(keys);
    done(removed + keys.size());
}

} // namespace sightglass::store
