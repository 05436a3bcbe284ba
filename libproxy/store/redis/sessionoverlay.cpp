// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/sessionoverlay.h"

#include <algorithm>

namespace sightglass::store {

using exchange::SessionPtr;

void SessionOverlay::put(const QByteArray &key, Entry entry)
{
    const auto found = m_entries.find(key);
    if (entry.state != State::Written)
        ++m_unwritten;
    if (found != m_entries.end()) {
        if (found->state != State::Written)
            --m_unwritten;
        *found = std::move(entry);
        return;
    }
    m_entries.insert(key, std::move(entry));
    if (m_entries.size() > m_max)
        makeRoom();
}

bool SessionOverlay::save(const SessionPtr &session, bool sent)
{
    const SessionPtr before = find(session->key);
    if (before && before->lastActivityAtUs > session->lastActivityAtUs)
        return false;
    put(session->key, {session, sent ? State::Sent : State::Unsent});
    return true;
}

void SessionOverlay::remove(const QByteArray &key, bool sent)
{
    put(key, {nullptr, sent ? State::Sent : State::Unsent});
}

void SessionOverlay::note(const SessionPtr &session)
{
    const auto found = m_entries.constFind(session->key);
    if (found != m_entries.cend()
        && (!found->session || found->state != State::Written
            || found->session->lastActivityAtUs > session->lastActivityAtUs))
        return;
    put(session->key, {session, State::Written});
}

void SessionOverlay::forget(const QByteArray &key)
{
    const auto found = m_entries.constFind(key);
    if (found != m_entries.cend() && found->state == State::Written)
        m_entries.erase(found);
}

// By its oldest quarter, so that it is not done for each session.
void SessionOverlay::makeRoom()
{
    std::vector<std::pair<std::pair<bool, qint64>, QByteArray>> order; // written ones come first
    order.reserve(size_t(m_entries.size()));
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        const qint64 at = entry->session ? entry->session->lastActivityAtUs : std::numeric_limits<qint64>::max();
        order.push_back({{entry->state != State::Written, at}, entry.key()});
    }
    const auto excess = std::ptrdiff_t(m_entries.size() - m_max * 3 / 4);
    std::nth_element(order.begin(), order.begin() + excess, order.end());
    for (auto one = order.begin(); one != order.begin() + excess; ++one) {
        if (one->first.first) {
            --m_unwritten;
            ++m_dropped;
        }
        m_entries.remove(one->second);
    }
}

// ---- how far the writing is -----------------------------------------------------------------------------------------------

void SessionOverlay::wrote(const SessionPtr &session)
{
    const auto found = m_entries.find(session->key);
    if (found == m_entries.end() || found->session != session || found->state == State::Written)
        return;
    found->state = State::Written;
    --m_unwritten;
}

void SessionOverlay::wroteRemoval(const QByteArray &key)
{
    const auto found = m_entries.constFind(key);
    if (found == m_entries.cend() || found->session || found->state != State::Sent)
        return;
    m_entries.erase(found);
    --m_unwritten;
}

void SessionOverlay::writeAgain(bool everything)
{
    for (Entry &entry : m_entries) {
        if (entry.state == State::Written && everything)
            ++m_unwritten;
        if (entry.state == State::Sent || everything)
            entry.state = State::Unsent;
    }
}

std::vector<SessionPtr> SessionOverlay::takeSessions()
{
    std::vector<SessionPtr> sessions;
    for (Entry &entry : m_entries) {
        if (entry.session && entry.state == State::Unsent) {
            entry.state = State::Sent;
            sessions.push_back(entry.session);
        }
    }
    return sessions;
}

QList<QByteArray> SessionOverlay::takeRemovals()
{
    QList<QByteArray> keys;
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        if (!entry->session && entry->state == State::Unsent) {
            entry->state = State::Sent;
            keys.append(entry.key());
        }
    }
    return keys;
}

// ---- reading --------------------------------------------------------------------------------------------------------------

SessionPtr SessionOverlay::find(const QByteArray &key) const
{
    return m_entries.value(key).session;
}

bool SessionOverlay::removed(const QByteArray &key) const
{
    const auto found = m_entries.constFind(key);
    return found != m_entries.cend() && !found->session;
}

std::vector<SessionPtr> SessionOverlay::list(const SessionQuery &query) const
{
    // As Redis orders them: by time, then by key, both falling.
    const auto later = [](const SessionPtr &a, const SessionPtr &b) {
        return a->lastActivityAtUs != b->lastActivityAtUs ? a->lastActivityAtUs > b->lastActivityAtUs : a->key > b->key;
    };
    std::vector<SessionPtr> sessions;
    for (const Entry &entry : m_entries) {
        const SessionPtr &session = entry.session;
        if (!session || (query.liveOnly && session->ended()) || session->lastActivityAtUs > query.before
            || (session->lastActivityAtUs == query.before && !query.beforeKey.isEmpty()
                && session->key >= query.beforeKey))
            continue;
        sessions.push_back(session);
    }
    std::sort(sessions.begin(), sessions.end(), later);
    if (qint64(sessions.size()) > query.limit)
        sessions.resize(size_t(std::max<qint64>(0, query.limit)));
    return sessions;
}

QList<QByteArray> SessionOverlay::unused(qint64 sinceUs) const
{
    QList<QByteArray> keys;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry->session && unusedSince(*entry->session, sinceUs))
            keys.append(entry.key());
    }
    return keys;
}

} // namespace sightglass::store
