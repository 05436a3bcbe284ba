// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/visit.h"

#include "session/sessionmanager.h"

#include <utility>

namespace sightglass::session {
namespace {

// A server without a GET stream or a DELETE says 405, which is in order (2025-11-25 basic/transports).
bool isError(const exchange::Record &final)
{
    using exchange::State;
    if (final.state == State::Failed || final.state == State::Dropped || final.errorCode || final.toolError)
        return true;
    const bool mayLack = final.kind == exchange::Kind::Stream || final.kind == exchange::Kind::End;
    return final.status >= 400 && !(mayLack && final.status == 405);
}

} // namespace

Visit::Visit(Visit &&other) noexcept
    : m_session(std::exchange(other.m_session, {})),
      m_events(other.m_events),
      m_bytes(other.m_bytes),
      m_requests(other.m_requests),
      m_role(other.m_role),
      m_refusal(other.m_refusal),
      m_refusalText(std::move(other.m_refusalText))
{}

Visit &Visit::operator=(Visit &&other) noexcept
{
    Visit old(std::move(other));
    std::swap(m_session, old.m_session);
    std::swap(m_events, old.m_events);
    std::swap(m_bytes, old.m_bytes);
    std::swap(m_requests, old.m_requests);
    std::swap(m_role, old.m_role);
    std::swap(m_refusal, old.m_refusal);
    std::swap(m_refusalText, old.m_refusalText);
    return *this; // what this was leaves with old
}

Visit::~Visit()
{
    if (!m_session)
        return;
    ++m_session->counters.errors;
    const LiveSessionPtr session = release();
    if (session->manager)
        session->manager->left(*session, m_role, nullptr);
}

QByteArray Visit::key() const
{
    const bool known = m_session && m_session->state != exchange::SessionState::Initializing;
    return known ? m_session->key : QByteArray();
}

void Visit::begin(LiveSession &session, Role role, int requests)
{
    m_session = LiveSessionPtr(&session);
    m_role = role;
    m_requests = requests;
    ++session.visits;
    session.inFlightToServer += requests;
    if (role == Role::Stream)
        ++session.openStreams;
}

LiveSessionPtr Visit::release()
{
    LiveSessionPtr session = std::exchange(m_session, {});
    --session->visits;
    session->inFlightToServer -= m_requests;
    if (m_role == Role::Stream)
        --session->openStreams;
    return session;
}

void Visit::answered(const exchange::Record &facts, const mcp::Envelope &response, QByteArrayView body)
{
    if (m_session && m_session->manager && response.kind == mcp::MessageKind::Response)
        m_session->manager->answered(*this, facts, response, body);
}

void Visit::eventSeen(const mcp::Envelope &message)
{
    if (!m_session)
        return;
    if (message.kind == mcp::MessageKind::Notification)
        ++m_session->counters.notifications;
    if (m_session->manager)
        m_session->manager->used(*m_session);
}

void Visit::progressed(const exchange::Record &facts)
{
    if (!m_session)
        return;
    exchange::SessionCounters &counters = m_session->counters;
    counters.events += quint64(facts.eventCount - std::exchange(m_events, facts.eventCount));
    counters.responseBytes += quint64(facts.responseBytes - std::exchange(m_bytes, facts.responseBytes));
    if (m_session->manager)
        m_session->manager->used(*m_session);
}

void Visit::leave(const exchange::Record &final)
{
    if (!m_session)
        return;
    exchange::SessionCounters &counters = m_session->counters;
    counters.events += quint64(final.eventCount - m_events);
    counters.responseBytes += quint64(final.responseBytes - m_bytes);
    if (isError(final))
        ++counters.errors;
    const LiveSessionPtr session = release();
    if (session->manager)
        session->manager->left(*session, m_role, &final);
}

} // namespace sightglass::session
