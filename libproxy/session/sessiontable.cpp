// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessiontable.h"

namespace sightglass::session {

LiveSession *SessionTable::find(const QByteArray &key) const
{
    const auto found = m_index.constFind(key);
    return found == m_index.constEnd() ? nullptr : found.value().data();
}

void SessionTable::add(const LiveSessionPtr &session)
{
    m_index.insert(session->key, session);
    ++m_count;
    count(*session, 1);
    m_bytes += session->bytes = session->estimatedBytes();
    if (m_trackAge)
        m_ages.emplace(session->createdUs, session.data());
}

void SessionTable::remove(LiveSession &session)
{
    const LiveSessionPtr held(&session);
    place(session, 0);
    if (m_trackAge)
        m_ages.erase({session.createdUs, &session});
    m_index.remove(session.key);
    if (!session.alias.isEmpty())
        m_index.remove(session.alias);
    --m_count;
    count(session, -1);
    m_bytes -= session.bytes;
    for (const QByteArray *text :
         {&session.protocolVersion, &session.client.name, &session.client.version, &session.client.capabilities,
          &session.server.name, &session.server.version, &session.server.capabilities})
        m_pool.release(*text);
}

void SessionTable::rename(LiveSession &session, const QByteArray &key, Kind kind)
{
    const LiveSessionPtr held(&session);
    m_index.remove(session.key);
    count(session, -1);
    session.key = key;
    session.kind = kind;
    count(session, 1);
    m_index.insert(key, held);
    weigh(session);
}

void SessionTable::setAlias(LiveSession &session, const QByteArray &alias)
{
    LiveSession *other = find(alias);
    if (other == &session || (other && other->key == alias))
        return;
    if (other)
        other->alias.clear();
    if (!session.alias.isEmpty())
        m_index.remove(session.alias);
    session.alias = alias;
    m_index.insert(alias, LiveSessionPtr(&session));
    weigh(session);
}

void SessionTable::setText(QByteArray &kept, const QByteArray &text)
{
    if (kept == text)
        return;
    const QByteArray taken = m_pool.take(text);
    m_pool.release(kept);
    kept = taken;
}

void SessionTable::setParty(exchange::Party &kept, const exchange::Party &party)
{
    setText(kept.name, party.name);
    setText(kept.version, party.version);
    setText(kept.capabilities, party.capabilities);
}

void SessionTable::weigh(LiveSession &session)
{
    m_bytes -= session.bytes;
    m_bytes += session.bytes = session.estimatedBytes();
}

// ---- order --------------------------------------------------------------------------------------------------------------

void SessionTable::place(LiveSession &session, quint8 list)
{
    if (session.list != 0)
        m_lists[session.list].remove(session);
    session.list = list;
    if (list != 0)
        m_lists[list].append(session);
}

void SessionTable::touch(LiveSession &session, qint64 nowUs)
{
    session.usedUs = nowUs;
    place(session, session.isBusy() ? 0 : listOf(session.kind, session.openStreams > 0, false));
}

void SessionTable::setIdle(LiveSession &session)
{
    place(session, listOf(session.kind, session.openStreams > 0, true));
}

LiveSession *SessionTable::leastRecentlyUsed(Kind kind) const
{
    LiveSession *idle = oldestIdle(kind);
    return idle ? idle : oldestActive(kind, false); // nothing in Active was unused for longer
}

LiveSession *SessionTable::leastRecentlyUsed() const
{
    LiveSession *wire = leastRecentlyUsed(Kind::Wire);
    LiveSession *client = leastRecentlyUsed(Kind::Client);
    if (!wire || !client)
        return wire ? wire : client;
    return client->usedUs <= wire->usedUs ? client : wire;
}

void SessionTable::trackAge(bool on)
{
    if (on == std::exchange(m_trackAge, on))
        return;
    m_ages.clear();
    if (!on)
        return;
    for (const LiveSessionPtr &session : std::as_const(m_index))
        m_ages.emplace(session->createdUs, session.data());
}

void SessionTable::setCreated(LiveSession &session, qint64 createdUs)
{
    if (m_trackAge) {
        m_ages.erase({session.createdUs, &session});
        m_ages.emplace(createdUs, &session);
    }
    session.createdUs = createdUs;
}

// ---- counts -------------------------------------------------------------------------------------------------------------

void SessionTable::count(const LiveSession &session, int by)
{
    const auto owner = m_owners.find(session.owner);
    if (owner == m_owners.end()) {
        std::array<int, 2> first{};
        first[std::size_t(session.kind)] = by;
        m_owners.insert(session.owner, first);
        return;
    }
    (*owner)[std::size_t(session.kind)] += by;
    if ((*owner)[0] == 0 && (*owner)[1] == 0)
        m_owners.erase(owner);
}

int SessionTable::countOf(Kind kind, const QByteArray &owner) const
{
    const auto found = m_owners.constFind(owner);
    return found == m_owners.constEnd() ? 0 : (*found)[std::size_t(kind)];
}

qint64 SessionTable::bytes() const
{
    return m_bytes + qint64(m_index.capacity() + m_owners.capacity()) * kSlotBytes + m_pool.bytes()
           + qint64(m_ages.size()) * qint64(sizeof(Ages::value_type) + 40);
}

void SessionTable::squeeze()
{
    constexpr qsizetype kSmall = 128;
    if (m_index.capacity() > kSmall && m_index.capacity() > 4 * m_index.size())
        m_index.squeeze();
    if (m_owners.capacity() > kSmall && m_owners.capacity() > 4 * m_owners.size())
        m_owners.squeeze();
    if (m_pool.size() == 0)
        m_pool.squeeze();
}

} // namespace sightglass::session
