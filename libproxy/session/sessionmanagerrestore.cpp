// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a store knows of a session that lives here.
#include "session/sessionmanager.h"

#include <algorithm>
#include <utility>

namespace sightglass::session {
namespace {

void addCounters(exchange::SessionCounters &sum, const exchange::SessionCounters &more)
{
    sum.requests += more.requests;
    sum.serverRequests += more.serverRequests;
    sum.notifications += more.notifications;
    sum.errors += more.errors;
    sum.events += more.events;
    sum.requestBytes += more.requestBytes;
    sum.responseBytes += more.responseBytes;
}

// What is known here is newer.
exchange::Party merged(const exchange::Party &here, const exchange::Party &stored)
{
    return {here.name.isEmpty() ? stored.name : here.name, here.version.isEmpty() ? stored.version : here.version,
            here.capabilities.isEmpty() ? stored.capabilities : here.capabilities};
}

} // namespace

bool SessionManager::restore(const exchange::SessionRecord &record)
{
    LiveSession *session = m_table.find(record.key);
    if (session && session->key != record.key)
        session = nullptr;
    if (session && !std::exchange(session->restored, true)) {
        if (record.createdAtUs > 0)
            session->createdWallUs = std::min(session->createdWallUs, record.createdAtUs);
        // Where age ends nothing for good, a session that came back would be too old at once, again and again.
        if (m_limits.enforce)
            m_table.setCreated(*session, std::min(session->createdUs, session->createdWallUs - m_wallOffsetUs));
        m_table.setParty(session->client, merged(session->client, record.client));
        m_table.setParty(session->server, merged(session->server, record.server));
        if (session->protocolVersion.isEmpty())
            m_table.setText(session->protocolVersion, record.protocolVersion);
        if (session->era == mcp::Era::Unknown)
            session->era = record.era;
        addCounters(session->counters, record.counters);
        session->revision = std::max(session->revision, record.revision);
        for (const QByteArray &tag : record.tags) {
            if (!session->tags.contains(tag) && session->tags.size() < kMaxTags)
                session->tags.append(tag);
        }
        m_table.weigh(*session);
        mark(*session, LiveSession::Dirt::State);
    } else if (session) {
        session = nullptr;
    }
    if (!record.ended() || !refusesAfter(record.kind, record.end))
        return session != nullptr;
    end(record.key, record.end, record.endText);
    return true;
}

} // namespace sightglass::session
