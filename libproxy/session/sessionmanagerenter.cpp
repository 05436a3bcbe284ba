// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an exchange does to its session.
#include "session/sessionmanager.h"

#include "exchange/names.h"
#include "session/handshake.h"

#include <algorithm>
#include <utility>

namespace sightglass::session {
namespace {

// A client or server that does not say all of itself in its first messages will not do it later.
constexpr int kMaxSearches = 8;
constexpr qsizetype kMaxVersionBytes = 64;

QByteArray versionOf(const QByteArray &version)
{
    return version.first(std::min(version.size(), kMaxVersionBytes));
}

} // namespace

Visit SessionManager::enter(const exchange::Record &facts, const mcp::Message &request)
{
    Visit visit;
    const SessionPlace place = placeOf(facts, m_key);
    if (place.sort == SessionPlace::Sort::None)
        return visit;
    LiveSession *session = m_table.find(m_key);
    if (!session && place.mayCreate)
        session = create(facts, place, visit);
    if (!session)
        return visit;
    if (session->clientAddress != facts.client)
        session->clientAddress = facts.client;
    if (session->era == mcp::Era::Unknown)
        session->era = facts.era;
    if (session->protocolVersion.isEmpty() && !facts.protocolVersion.isEmpty()
        && session->state != State::Initializing) // there it is what the client asks for, and no more
        m_table.setText(session->protocolVersion, versionOf(facts.protocolVersion));
    countRequest(visit, *session, facts, request);
    if (session->kind == Kind::Client && session->searches < kMaxSearches && facts.era == mcp::Era::Modern)
        learnClient(*session, facts, request);
    if (visit.m_role == Visit::Role::End)
        setState(*session, State::Closing);
    used(*session);
    return visit;
}

LiveSession *SessionManager::create(const exchange::Record &facts, const SessionPlace &place, Visit &visit)
{
    using Sort = SessionPlace::Sort;
    const QByteArray key(m_key.constData(), m_key.size()); // one of its own size
    if (place.sort == Sort::Wire && refuseEnded(key, visit))
        return nullptr;
    wake();
    const bool wire = place.sort == Sort::Wire || place.sort == Sort::Initialize;
    const QByteArray owner = exchange::addressOf(facts.client).toByteArray();
    const Refusal refusal = makeRoom(wire ? Kind::Wire : Kind::Client, owner);
    announceEnded();
    if (refusal != Refusal::None) {
        if (!wire)
            return nullptr;
        visit.m_refusal = refusal;
        visit.m_refusalText =
            refusal == Refusal::TooManyOfClient
                ? QStringLiteral("this client has %1 sessions, which is the limit").arg(m_limits.maxPerClient)
                : QStringLiteral("there are too many sessions: %1").arg(m_table.count());
        return nullptr;
    }
    LiveSessionPtr session(new LiveSession);
    session->manager = this;
    session->key = key;
    session->owner = owner;
    session->route = facts.route;
    session->kind = wire ? Kind::Wire : Kind::Client;
    session->state = place.sort == Sort::Initialize ? State::Initializing : State::Active;
    session->era = facts.era;
    session->idLength = place.idLength;
    session->clientAddress = facts.client;
    session->createdUs = session->usedUs = now();
    session->createdWallUs = session->createdUs + m_wallOffsetUs;
    m_table.add(session);
    if (place.sort != Sort::Initialize)
        mark(*session, LiveSession::Dirt::State);
    if (place.sort == Sort::Wire || place.sort == Sort::Named) {
        Q_EMIT unknownSeen(key);
        if (!session->manager) { // the receiver knew that it has ended
            refuseEnded(key, visit);
            return nullptr;
        }
    }
    return session.data();
}

bool SessionManager::refuseEnded(const QByteArray &key, Visit &visit) const
{
    const QString *why = m_ended.find(key);
    if (!why)
        return false;
    visit.m_refusal = Refusal::SessionEnded;
    visit.m_refusalText = why->isEmpty() ? QStringLiteral("the session was ended") : *why;
    return true;
}

Refusal SessionManager::makeRoom(Kind kind, const QByteArray &owner)
{
    if (m_table.countOf(kind, owner) >= m_limits.maxPerClient)
        return Refusal::TooManyOfClient;
    while (m_table.count() >= m_limits.maxSessions
           || m_table.contentBytes() + m_ended.bytes() + qint64(sizeof(LiveSession)) > m_limits.maxBytes) {
        // A group, which is only looked at, takes no session's room.
        LiveSession *unused =
            kind == Kind::Wire ? m_table.leastRecentlyUsed() : m_table.leastRecentlyUsed(Kind::Client);
        if (!unused)
            return Refusal::TooManySessions;
        finish(*unused, End::Evicted, roomText());
    }
    return Refusal::None;
}

void SessionManager::countRequest(Visit &visit, LiveSession &session, const exchange::Record &facts,
                                  const mcp::Message &request)
{
    using Role = Visit::Role;
    exchange::SessionCounters &counters = session.counters;
    Role role = Role::Plain;
    int requests = 0;
    switch (facts.kind) {
    case exchange::Kind::Request:
        ++counters.requests;
        if (session.state == State::Initializing)
            role = Role::Initialize;
        else if (facts.method == "subscriptions/listen")
            role = Role::Stream;
        requests = role == Role::Stream ? 0 : 1; // a subscription stays open, and is no answer that is missing
        break;
    case exchange::Kind::Notification:
        ++counters.notifications;
        break;
    case exchange::Kind::Batch:
        for (const mcp::Envelope &item : request.items()) {
            requests += item.kind == mcp::MessageKind::Request ? 1 : 0;
            counters.notifications += item.kind == mcp::MessageKind::Notification ? 1 : 0;
        }
        counters.requests += quint64(requests);
        break;
    case exchange::Kind::Stream:
        role = Role::Stream;
        break;
    case exchange::Kind::End:
        role = session.kind == Kind::Wire ? Role::End : Role::Plain;
        break;
    default:
        break;
    }
    counters.requestBytes += quint64(facts.requestBytes);
    visit.begin(session, role, requests);
    if (role == Role::Initialize) {
        if (const auto client = clientIn(request.raw()))
            m_table.setParty(session.client, *client);
    }
}

void SessionManager::learnClient(LiveSession &session, const exchange::Record &facts, const mcp::Message &request)
{
    const bool known = !session.client.capabilities.isEmpty() && !session.client.version.isEmpty();
    if (known || facts.kind != exchange::Kind::Request) {
        session.searches = known ? kMaxSearches : session.searches;
        return;
    }
    ++session.searches;
    if (const auto client = clientIn(request.raw())) {
        m_table.setParty(session.client, *client);
        mark(session, LiveSession::Dirt::State);
    }
}

// ---- the answer ---------------------------------------------------------------------------------------------------------

void SessionManager::answered(Visit &visit, const exchange::Record &facts, const mcp::Envelope &response,
                              QByteArrayView body)
{
    LiveSession &session = *visit.m_session;
    if (session.state == State::Initializing) {
        if (response.hasResult)
            establish(visit, facts, response, body);
        else if (response.errorCode)
            session.endText = QStringLiteral("initialize was answered by error %1: %2")
                                  .arg(*response.errorCode)
                                  .arg(QString::fromUtf8(response.errorMessage.left(kMaxNameBytes)));
        return;
    }
    const bool discovers = facts.method == "server/discover";
    if (session.kind != Kind::Client || !response.hasResult || session.serverSearches >= kMaxSearches
        || !(discovers || (session.server.name.isEmpty() && !response.peerName.isEmpty()))
        || !session.server.capabilities.isEmpty())
        return;
    ++session.serverSearches;
    const auto server = serverIn(body);
    if (!server)
        return;
    exchange::Party party = session.server;
    if (!server->name.isEmpty())
        party = {server->name, server->version, {}};
    if (discovers) // no other result's capabilities are the server's
        party.capabilities = server->capabilities;
    m_table.setParty(session.server, party);
    mark(session, LiveSession::Dirt::State);
}

// The session that initialize made gets its key; traffic of a server that gives no id is a group.
void SessionManager::establish(Visit &visit, const exchange::Record &facts, const mcp::Envelope &response,
                               QByteArrayView body)
{
    LiveSessionPtr session = visit.m_session;
    m_table.setText(session->protocolVersion, versionOf(response.negotiatedVersion));
    if (const auto server = serverIn(body))
        m_table.setParty(session->server, *server);
    session->endText.clear();
    const bool wire = !facts.sessionId.isEmpty() && facts.sessionId.size() <= kMaxIdBytes;
    const QByteArray key =
        wire ? exchange::sessionKey(facts.route, Kind::Wire, facts.sessionId) : (writeGroupKey(facts, m_key), m_key);
    LiveSession *known = m_table.find(key);
    if (known) {
        moveInto(visit, *known);
        session = visit.m_session;
    } else {
        m_table.rename(*session, QByteArray(key.constData(), key.size()), wire ? Kind::Wire : Kind::Client);
        session->idLength = wire ? qint32(facts.sessionId.size()) : 0;
    }
    if (wire) {
        m_ended.remove(key); // the server gave it anew
    } else if (!facts.peerName.isEmpty()) {
        writeConnectionKey(facts, m_key); // what follows has no name any more
        m_table.setAlias(*session, QByteArray(m_key.constData(), m_key.size()));
    }
    const bool isNewHere = !known;
    setState(*session, State::Active);
    mark(*session, LiveSession::Dirt::State);
    used(*session);
    if (isNewHere && !wire && !facts.peerName.isEmpty())
        Q_EMIT unknownSeen(session->key);
}

// The session is here already: a group that initializes once more, or an id that another request was quicker with.
void SessionManager::moveInto(Visit &visit, LiveSession &other)
{
    const LiveSessionPtr made = visit.release();
    m_table.setText(other.protocolVersion, made->protocolVersion);
    m_table.setParty(other.client, made->client);
    m_table.setParty(other.server, made->server);
    other.clientAddress = made->clientAddress;
    other.counters.requests += made->counters.requests;
    other.counters.requestBytes += made->counters.requestBytes;
    made->manager = nullptr;
    m_table.remove(*made);
    visit.begin(other, Visit::Role::Initialize, visit.m_requests);
}

void SessionManager::left(LiveSession &session, Visit::Role role, const exchange::Record *final)
{
    const int status = final ? final->status : 0;
    if (session.state == State::Initializing) {
        QString why = session.endText;
        if (why.isEmpty() && final && !final->failure.isEmpty())
            why = final->failure;
        if (why.isEmpty())
            why = status >= 400 ? QStringLiteral("initialize was answered with HTTP status %1").arg(status)
                                : QStringLiteral("initialize had no result");
        finish(session, End::Refused, why);
    } else if (session.kind == Kind::Wire && status == 404 && role != Visit::Role::Initialize) {
        finish(session, End::ByServer, QStringLiteral("the server knows this session no more (404)"));
    } else if (role == Visit::Role::End && status >= 200 && status < 300) {
        finish(session, End::ByClient, QStringLiteral("the client ended it"));
    } else {
        if (role == Visit::Role::End)
            setState(session, State::Active);
        used(session);
    }
    announceEnded();
}

void SessionManager::used(LiveSession &session)
{
    m_table.touch(session, now());
    if (session.state == State::Idle)
        setState(session, State::Active);
    else
        mark(session, LiveSession::Dirt::Counters);
}

} // namespace sightglass::session
