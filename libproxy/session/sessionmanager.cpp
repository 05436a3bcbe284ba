// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How sessions end, what becomes due, and who is told.
#include "session/sessionmanager.h"

#include <algorithm>
#include <utility>

namespace sightglass::session {
namespace {

using exchange::SessionEnd;
using exchange::SessionState;

constexpr std::array kKinds = {exchange::SessionKind::Wire, exchange::SessionKind::Client};

QString span(qint64 ms)
{
    if (ms >= 120'000)
        return QStringLiteral("%1 minutes").arg(ms / 60'000);
    return QStringLiteral("%1 seconds").arg(double(ms) / 1000);
}

bool isLimit(SessionEnd end)
{
    return end == SessionEnd::IdleTimeout || end == SessionEnd::MaximumAge || end == SessionEnd::Evicted;
}

SessionState stateAfter(SessionEnd end)
{
    if (end == SessionEnd::Refused)
        return SessionState::Failed;
    return isLimit(end) ? SessionState::Expired : SessionState::Closed;
}

// What is kept of an ended session: its visits leave later, when nobody takes a snapshot any more.
exchange::SessionPtr settled(exchange::SessionRecord record)
{
    record.openStreams = record.inFlightToServer = record.inFlightToClient = 0;
    return std::make_shared<const exchange::SessionRecord>(std::move(record));
}

} // namespace

SessionManager::SessionManager(SessionLimits limits, QByteArray instance, SessionClock clock, QObject *parent)
    : QObject(parent), m_limits(limits), m_instance(std::move(instance)), m_clock(std::move(clock)), m_timer(this)
{
    m_key.reserve(256);
    m_table.trackAge(m_limits.maxAgeMs > 0);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &SessionManager::tick);
}

SessionManager::~SessionManager()
{
    for (const LiveSessionPtr &session : m_table.index())
        session->manager = nullptr;
}

void SessionManager::setLimits(const SessionLimits &limits)
{
    m_limits = limits;
    m_table.trackAge(m_limits.maxAgeMs > 0);
}

// ---- ends ---------------------------------------------------------------------------------------------------------------

bool SessionManager::refusesAfter(Kind kind, End end) const
{
    return kind == Kind::Wire && (end == End::ByPerson || (m_limits.enforce && isLimit(end)));
}

void SessionManager::finish(LiveSession &session, End end, const QString &text)
{
    const LiveSessionPtr held(&session);
    const bool refused = session.idLength > 0 && refusesAfter(session.kind, end);
    session.state = stateAfter(end);
    session.end = end;
    session.endText = text;
    session.endedWallUs = now() + m_wallOffsetUs;
    session.manager = nullptr;
    session.dirt = LiveSession::Dirt::None;
    exchange::SessionPtr last = session.snapshot(m_instance, m_wallOffsetUs);
    m_table.remove(session);
    if (refused)
        m_ended.add(session.key, text, now());
    m_outbox.push_back(settled(*last));
    m_unannounced.emplace_back(std::move(last), refused);
}

void SessionManager::announceEnded()
{
    while (!m_unannounced.empty()) {
        const auto ended = std::exchange(m_unannounced, {});
        for (const auto &[session, atServer] : ended)
            Q_EMIT this->ended(session, atServer);
    }
}

bool SessionManager::end(const QByteArray &key, End end, const QString &text)
{
    LiveSession *session = m_table.find(key);
    if (!session || session->key != key) { // not by an alias
        if (refusesAfter(isWireKey(key) ? Kind::Wire : Kind::Client, end)) {
            m_ended.add(key, text, now());
            wake();
        }
        return false;
    }
    finish(*session, end, text);
    announceEnded();
    return true;
}

// ---- what is due --------------------------------------------------------------------------------------------------------

void SessionManager::wake()
{
    if (m_timer.isActive())
        return;
    m_sweptUs = now();
    m_wallOffsetUs = m_clock.wallUs() - m_sweptUs;
    m_timer.start();
}

void SessionManager::tick()
{
    if (now() - m_sweptUs >= qint64(kCounterMs) * 1000)
        sweep();
    else
        sendChanges(false);
    if (m_table.count() == 0 && m_ended.isEmpty() && m_outbox.empty() && m_changedStates.empty()
        && m_changedCounters.empty())
        m_timer.stop();
}

void SessionManager::sweep()
{
    m_sweptUs = now();
    m_wallOffsetUs = m_clock.wallUs() - m_sweptUs;
    expire(m_sweptUs);
    m_ended.sweep(m_sweptUs);
    m_table.squeeze();
    announceEnded();
    sendChanges(true);
}

void SessionManager::expire(qint64 nowUs)
{
    const qint64 idleMs =
        m_limits.idleTimeoutMs > 0 ? std::min(m_limits.idleAfterMs, m_limits.idleTimeoutMs) : m_limits.idleAfterMs;
    for (const Kind kind : kKinds) {
        for (const bool streams : {false, true}) {
            LiveSession *session = nullptr;
            while ((session = m_table.oldestActive(kind, streams)) && session->usedUs + idleMs * 1000 <= nowUs) {
                m_table.setIdle(*session);
                setState(*session, State::Idle);
            }
        }
        LiveSession *session = nullptr;
        while (m_limits.idleTimeoutMs > 0 && (session = m_table.oldestIdle(kind))
               && session->usedUs + m_limits.idleTimeoutMs * 1000 <= nowUs)
            finish(*session, End::IdleTimeout, QStringLiteral("unused for %1").arg(span(m_limits.idleTimeoutMs)));
    }
    LiveSession *oldest = nullptr;
    while (m_limits.maxAgeMs > 0 && (oldest = m_table.oldest())
           && oldest->createdUs + m_limits.maxAgeMs * 1000 <= nowUs)
        finish(*oldest, End::MaximumAge, QStringLiteral("older than %1").arg(span(m_limits.maxAgeMs)));
    LiveSession *unused = nullptr;
    while ((m_table.count() > m_limits.maxSessions || m_table.contentBytes() + m_ended.bytes() > m_limits.maxBytes)
           && (unused = m_table.leastRecentlyUsed()))
        finish(*unused, End::Evicted, roomText());
}

QString SessionManager::roomText() const
{
    if (m_table.count() >= m_limits.maxSessions)
        return QStringLiteral("made room for another: %1 sessions are the limit").arg(m_limits.maxSessions);
    return QStringLiteral("made room: sessions may take %1 bytes").arg(m_limits.maxBytes);
}

// ---- changes ------------------------------------------------------------------------------------------------------------

void SessionManager::setState(LiveSession &session, State state)
{
    if (session.state == state)
        return;
    session.state = state;
    mark(session, LiveSession::Dirt::State);
}

void SessionManager::mark(LiveSession &session, LiveSession::Dirt dirt)
{
    if (session.dirt >= dirt)
        return;
    session.dirt = dirt;
    (dirt == LiveSession::Dirt::State ? m_changedStates : m_changedCounters).emplace_back(&session);
}

void SessionManager::sendChanges(bool counters)
{
    if (m_outbox.empty() && m_changedStates.empty() && !(counters && !m_changedCounters.empty()))
        return;
    std::vector<exchange::SessionPtr> batch = std::exchange(m_outbox, {});
    const auto take = [&](std::vector<LiveSessionPtr> &sessions) {
        for (const LiveSessionPtr &session : sessions) {
            if (session->isOver() || session->dirt == LiveSession::Dirt::None)
                continue; // its last snapshot is in the outbox; or it stood in both lists
            session->dirt = LiveSession::Dirt::None;
            if (session->state != State::Initializing)
                batch.push_back(session->snapshot(m_instance, m_wallOffsetUs));
        }
        const bool roomy = sessions.capacity() > 1024 && sessions.capacity() > 4 * sessions.size();
        sessions.clear();
        if (roomy)
            sessions.shrink_to_fit();
    };
    take(m_changedStates);
    if (counters)
        take(m_changedCounters);
    if (!batch.empty())
        Q_EMIT changed(std::make_shared<const std::vector<exchange::SessionPtr>>(std::move(batch)));
}

// ---- asked from outside -------------------------------------------------------------------------------------------------

void SessionManager::serverRequestBegan(const QByteArray &key)
{
    if (LiveSession *session = m_table.find(key)) {
        ++session->inFlightToClient;
        ++session->counters.serverRequests;
        used(*session);
    }
}

void SessionManager::serverRequestEnded(const QByteArray &key)
{
    LiveSession *session = m_table.find(key);
    if (!session || session->inFlightToClient == 0) // it began before this session was here
        return;
    --session->inFlightToClient;
    used(*session);
}

bool SessionManager::setTags(const QByteArray &key, const QList<QByteArray> &tags)
{
    LiveSession *session = m_table.find(key);
    if (!session)
        return false;
    session->tags.clear();
    for (const QByteArray &tag : tags) {
        if (!tag.isEmpty() && !session->tags.contains(tag) && session->tags.size() < kMaxTags)
            session->tags.append(tag.first(std::min<qsizetype>(tag.size(), 256)));
    }
    m_table.weigh(*session);
    mark(*session, LiveSession::Dirt::State);
    return true;
}

std::vector<exchange::SessionPtr> SessionManager::sessions()
{
    std::vector<exchange::SessionPtr> all;
    all.reserve(std::size_t(m_table.count()));
    for (auto it = m_table.index().cbegin(); it != m_table.index().cend(); ++it) {
        if (it.key() == (*it)->key) // and not by its alias once more
            all.push_back((*it)->snapshot(m_instance, m_wallOffsetUs));
    }
    return all;
}

exchange::SessionPtr SessionManager::find(const QByteArray &key)
{
    LiveSession *session = m_table.find(key);
    return session ? session->snapshot(m_instance, m_wallOffsetUs) : nullptr;
}

} // namespace sightglass::session
